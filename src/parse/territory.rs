//! `territory.yaml` to sub-regions and municipalities.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::check::{Checked, Context, Is, Record, Scope, check};
use super::yaml_file;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Localized, MapFrame, Municipality, Region, RegionId, Status, Territory};
use crate::schema::TERRITORY;
use crate::text::{Alphabet, nearest, slug};
use crate::words;

/// Where the file lies.
pub const PATH: &str = "content/territory.yaml";

/// Reads the territory; `language` is the site's own.
pub fn read(
    file: &Arc<str>,
    bytes: &[u8],
    language: &str,
    sink: &mut Vec<Diagnostic>,
) -> Option<Territory> {
    let mut found = Vec::new();
    let record = yaml_file(file, bytes, &mut found).map(|node| {
        let context = Context {
            file,
            fields: TERRITORY,
            status: Status::Published,
            scope: Scope::Whole,
            language,
            territory: None,
            vocabulary: None,
        };
        check(&node, 0..0, &context, &mut found)
    });
    let territory = record.and_then(|record| {
        cross_check(&record, file, &mut found);
        if found.iter().any(Diagnostic::is_error) { None } else { territory(&record, language) }
    });
    sink.append(&mut found);
    territory
}

fn cross_check(record: &Record, file: &Arc<str>, sink: &mut Vec<Diagnostic>) {
    let regions: Vec<_> =
        record.records("regions").filter_map(|region| region.text("id")).collect();
    for (list, keys) in
        [("regions", &["id", "name"][..]), ("municipalities", &["code", "id", "name"])]
    {
        for key in keys {
            once(record, (list, key), file, sink);
        }
    }
    for municipality in record.records("municipalities") {
        if let Some(region) = municipality.text("region")
            && !regions.contains(&region)
        {
            sink.push(unknown_region(
                &region,
                &regions,
                Place::new(file, municipality.span("region")),
            ));
        }
        if let Some(label) = municipality.get("label")
            && let Is::List(numbers) = &label.is
            && numbers.len() != 2
        {
            sink.push(
                Diagnostic::new(
                    Code::WrongType,
                    Place::new(file, label.span.clone()),
                    words!("`label` är inte två tal", "`label` is not two numbers"),
                )
                .help(words!("skriv x och y", "write x and y"))
                .copy("label: [419, 378]"),
            );
        }
    }
    for key in ["regions", "municipalities"] {
        for item in record.records(key) {
            // An id is an address as it stands.
            if let Some(id) = item.text("id")
                && id != slug(&id)
            {
                sink.push(
                    Diagnostic::new(
                        Code::WrongType,
                        Place::new(file, item.span("id")),
                        words!(
                            "`{id}` går inte att använda i en adress",
                            "`{id}` cannot be used in an address"
                        ),
                    )
                    .help(words!("använd bindestreck", "use hyphens"))
                    .copy(format!("id: {}", slug(&id))),
                );
            }
        }
    }
}

/// Reports values that stand in two entries of a list.
fn once(record: &Record, (list, key): (&str, &str), file: &Arc<str>, sink: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, Range<usize>> = BTreeMap::new();
    for item in record.records(list) {
        let Some(text) = item.text(key) else { continue };
        let span = item.span(key);
        if let Some(first) = seen.get(&text) {
            sink.push(
                Diagnostic::new(
                    Code::GivenTwice,
                    Place::new(file, span),
                    words!(
                        "`{text}` står två gånger som `{key}`",
                        "`{text}` is given twice as `{key}`"
                    ),
                )
                .related(
                    Place::new(file, first.clone()),
                    words!("första gången här", "first given here"),
                )
                .help(words!(
                    "ge den ena ett eget värde, eller ta bort den",
                    "give one of them a value of its own, or remove it"
                )),
            );
        } else {
            seen.insert(text, span);
        }
    }
}

fn unknown_region(region: &str, regions: &[String], place: Place) -> Diagnostic {
    let message = words!(
        "delregionen `{region}` finns inte under regions",
        "the sub-region `{region}` is not under regions"
    );
    let remark = Diagnostic::new(Code::UnknownChoice, place, message);
    match nearest(region, regions.iter().map(String::as_str)) {
        Some(near) => remark
            .help(words!("menade du `{near}`?", "did you mean `{near}`?"))
            .copy(format!("region: {near}")),
        None => {
            let all = regions.join(", ");
            remark.help(words!("skriv ett av: {all}", "write one of: {all}"))
        }
    }
}

fn territory(record: &Record, language: &str) -> Option<Territory> {
    let map = record.record("map").and_then(|map| {
        let size = |key| map.whole(key).and_then(|number| u32::try_from(number).ok());
        Some(MapFrame {
            width: size("width")?,
            height: size("height")?,
            credit: map.localized("credit"),
        })
    });
    let regions: Vec<Region> = record
        .records("regions")
        .map(|region| Some(Region { id: region.text("id")?, name: region.text("name")? }))
        .collect::<Option<_>>()?;
    let mut municipalities: Vec<Municipality> = record
        .records("municipalities")
        .map(|entry| municipality(entry, &regions, language))
        .collect::<Option<_>>()?;
    let alphabet = Alphabet::new(language);
    municipalities.sort_by_cached_key(|m| (alphabet.key(&m.name), m.id.clone()));
    let outside = record
        .records("outside")
        .map(|entry| Some((entry.text("name")?, entry.text("county")?)))
        .collect::<Option<_>>()?;
    Some(Territory { name: record.localized("name")?, map, regions, municipalities, outside })
}

fn municipality(record: &Record, regions: &[Region], language: &str) -> Option<Municipality> {
    let name = record.text("name")?;
    let region = record.text("region")?;
    let number = |value: &Checked| match value.is {
        Is::Whole(number) => Some(number),
        _ => None,
    };
    let label = match record.list("label") {
        [x, y] => Some((number(x)?, number(y)?)),
        _ => None,
    };
    Some(Municipality {
        code: record.text("code")?,
        full_name: record.localized("full_name").unwrap_or_else(|| full_name(&name, language)),
        id: record.text("id")?,
        region: RegionId(regions.iter().position(|known| known.id == region)?),
        focus: record.truth("focus").unwrap_or(false),
        label,
        path: record.text("path"),
        name,
    })
}

/// The name with the word municipality, where the file does not say it.
fn full_name(name: &str, language: &str) -> Localized {
    let texts = BTreeMap::from([
        ("en".to_owned(), format!("{name} municipality")),
        ("sv".to_owned(), format!("{name} kommun")),
    ]);
    let own = language.split('-').next().unwrap_or(language);
    let fallback = texts.get(own).cloned().unwrap_or_else(|| name.to_owned());
    Localized { texts, fallback }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::testing::TERRITORY_YAML;

    #[test]
    fn a_whole_file_is_read() {
        let mut sink = Vec::new();
        let territory = read(&Arc::from(PATH), TERRITORY_YAML.as_bytes(), "sv", &mut sink);
        assert_eq!(sink, []);
        let territory = territory.expect("complete");
        let names: Vec<_> = territory.municipalities.iter().map(|m| m.name.as_str()).collect();
        assert_eq!(names, ["Göteborg", "Hjo", "Åmål", "Öckerö"]);
        let hjo = &territory.municipalities[1];
        assert_eq!(
            (hjo.full_name.get("sv"), hjo.full_name.get("en")),
            ("Hjo kommun", "Hjo municipality")
        );
        assert_eq!((hjo.region, hjo.focus, hjo.label), (RegionId(1), true, Some((505, 323))));
        assert_eq!(territory.municipalities[0].full_name.get("en"), "City of Gothenburg");
        assert_eq!(territory.outside, [("Kungsbacka".to_owned(), "Hallands län".to_owned())]);
    }

    #[test]
    fn rules() {
        for (from, to, code) in [
            ("id: hjo, region: skaraborg", "id: hjo, region: skaraborrg", Code::UnknownChoice),
            ("id: hjo", "id: goteborg", Code::GivenTwice),
            ("\"1497\"", "\"1480\"", Code::GivenTwice),
            ("name: Hjo", "name: Göteborg", Code::GivenTwice),
            ("id: hjo", "id: hjo_x", Code::WrongType),
            ("id: hjo", "id: Hjo", Code::WrongType),
            ("[505, 323]", "[505]", Code::WrongType),
            ("M485 337l-7 0z", "M485 337c1 2 3 4 5 6", Code::WrongType),
            ("focus: true", "focus: kanske", Code::WrongType),
            ("width: 600", "width: bred", Code::BadNumber),
        ] {
            let text = TERRITORY_YAML.replacen(from, to, 1);
            assert_ne!(text, TERRITORY_YAML, "{from}");
            let mut sink = Vec::new();
            let territory = read(&Arc::from(PATH), text.as_bytes(), "sv", &mut sink);
            assert!(territory.is_none(), "{to}");
            assert_eq!(sink.iter().map(|r| r.code).collect::<Vec<_>>(), [code], "{to}: {sink:#?}");
        }
    }
}
