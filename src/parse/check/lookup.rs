//! Words that must be among those that exist: choices, municipalities, the vocabulary.

use super::Refusal;
use crate::diagnostic::{Code, Words};
use crate::model::{MunicipalityId, TermId, Territory, Vocabulary};
use crate::schema::{Choice, List};
use crate::text::{fold, nearest, nfc};
use crate::words;

/// Reads one of a fixed set of words.
pub fn choice(text: &str, choices: &'static [Choice]) -> Result<&'static str, Refusal> {
    if let Some(choice) = choices.iter().find(|choice| choice.key == text) {
        return Ok(choice.key);
    }
    let keys: Vec<_> = choices.iter().map(|choice| choice.key).collect();
    let names = choices.iter().flat_map(|choice| {
        // A label may explain after a colon what its first words name.
        let short = |label: &'static str| label.split(':').next().unwrap_or(label);
        [choice.key, short(choice.label.sv), short(choice.label.en)].map(|name| (name, choice.key))
    });
    let message = words!("`{text}` är inte ett av valen", "`{text}` is not one of the choices");
    Err(meant(text, &names, (Code::UnknownChoice, message, keys)))
}

/// Finds a municipality by name or code; the word municipality may stand behind the name.
pub fn municipality(text: &str, territory: &Territory) -> Result<MunicipalityId, Refusal> {
    let text = &*nfc(text);
    let all = &territory.municipalities;
    let called = |name: &str| all.iter().position(|m| m.name == name || m.code == name);
    let found = called(text)
        .or_else(|| all.iter().position(|m| m.full_name.texts.values().any(|full| full == text)))
        .or_else(|| {
            let name = without_word(text)?;
            called(name).or_else(|| called(name.strip_suffix('s')?))
        });
    found.map(MunicipalityId).ok_or_else(|| unknown_municipality(text, territory))
}

/// The name before the word municipality.
fn without_word(text: &str) -> Option<&str> {
    let (name, word) = text.rsplit_once(' ')?;
    matches!(word.to_lowercase().as_str(), "kommun" | "stad" | "municipality").then(|| name.trim())
}

fn unknown_municipality(text: &str, territory: &Territory) -> Refusal {
    let name = without_word(text).unwrap_or(text);
    let folded = fold(name);
    let code = Code::UnknownMunicipality;
    let genitive = folded.strip_suffix('s').unwrap_or(&folded);
    let outside = territory.outside.iter().find(|(outside, _)| {
        let outside = fold(outside);
        outside == folded || (name != text && outside == genitive)
    });
    if let Some((name, county)) = outside {
        return Refusal::new(
            code,
            words!(
                "`{name}` ligger i {county}, utanför området",
                "`{name}` lies in {county}, outside the territory"
            ),
            words!("skriv en kommun inom området", "write a municipality of the territory"),
        );
    }
    if let Some(region) = territory.regions.iter().find(|region| fold(&region.name) == folded) {
        let name = &region.name;
        return Refusal::new(
            code,
            words!(
                "`{name}` är en delregion, ingen kommun",
                "`{name}` is a sub-region, not a municipality"
            ),
            words!(
                "skriv kommunen; delregionen räknas ut",
                "write the municipality; the sub-region follows from it"
            ),
        );
    }
    let names = territory.municipalities.iter().map(|m| m.name.as_str());
    let guess = nearest(name, names);
    let message = words!(
        "kommunen `{text}` finns inte i territory.yaml",
        "the municipality `{text}` is not in territory.yaml"
    );
    let help = match guess {
        Some(guess) => words!("menade du `{guess}`?", "did you mean `{guess}`?"),
        None => words!(
            "skriv kommunens namn utan förkortning, eller dess kod",
            "write the municipality's name in full, or its code"
        ),
    };
    Refusal::new(code, message, help).guess(guess.map(str::to_owned))
}

/// Finds a word of the vocabulary by its key.
pub fn word(text: &str, list: List, vocabulary: &Vocabulary) -> Result<TermId, Refusal> {
    let terms = vocabulary.list(list);
    if let Some(at) = terms.iter().position(|term| term.key == text) {
        return Ok(TermId(at));
    }
    let name = list.key();
    let elsewhere = List::ALL
        .into_iter()
        .find(|other| vocabulary.list(*other).iter().any(|term| term.key == text));
    if let Some(other) = elsewhere.map(List::key) {
        return Err(Refusal::new(
            Code::UnknownWord,
            words!(
                "`{text}` hör till listan {other}, inte till {name}",
                "`{text}` belongs to the list {other}, not to {name}"
            ),
            words!("flytta ordet till rätt fält", "move the word to the right field"),
        ));
    }
    let names = terms.iter().flat_map(|term| {
        let labels = term.label.texts.values().chain([&term.label.fallback]);
        std::iter::once(&term.key).chain(labels).map(|name| (name.as_str(), term.key.as_str()))
    });
    let keys = terms.iter().map(|term| term.key.as_str()).collect();
    let message = words!(
        "`{text}` finns inte i listan {name} i vocabulary.yaml",
        "`{text}` is not in the list {name} of vocabulary.yaml"
    );
    Err(meant(text, &names, (Code::UnknownWord, message, keys)))
}

/// The refusal of a word with the one that was most likely meant, else with all there are.
fn meant<'a>(
    text: &str,
    names: &(impl Iterator<Item = (&'a str, &'a str)> + Clone),
    (code, message, keys): (Code, Words, Vec<&str>),
) -> Refusal {
    let near = nearest(text, names.clone().map(|(name, _)| name));
    let guess = near.and_then(|near| names.clone().find(|(name, _)| *name == near));
    if let Some((_, guess)) = guess {
        let help = words!("menade du `{guess}`?", "did you mean `{guess}`?");
        return Refusal::new(code, message, help).guess(Some(guess.to_owned()));
    }
    let mut list = keys.iter().take(30).copied().collect::<Vec<_>>().join(", ");
    if keys.len() > 30 {
        list.push_str(" …");
    }
    Refusal::new(code, message, words!("välj ett av: {list}", "choose one of: {list}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::testing;

    #[test]
    fn municipalities() {
        let territory = testing::territory();
        let name = |text| {
            municipality(text, &territory).map(|id| territory.municipalities[id.0].name.clone())
        };
        for (text, expected) in [
            ("Hjo", "Hjo"),
            ("1497", "Hjo"),
            ("Hjo kommun", "Hjo"),
            ("Göteborgs Stad", "Göteborg"),
            ("Göteborgs kommun", "Göteborg"),
            ("City of Gothenburg", "Göteborg"),
            ("O\u{308}ckero\u{308}", "Öckerö"),
        ] {
            assert_eq!(name(text).ok().as_deref(), Some(expected), "{text}");
        }
        for (text, part, guess) in [
            ("Ockero", "finns inte", Some("Öckerö")),
            ("Ockero kommun", "finns inte", Some("Öckerö")),
            ("kungsbacka", "ligger i Hallands län", None),
            ("Kungsbackas kommun", "ligger i Hallands län", None),
            ("Skaraborg", "delregion", None),
            ("Lund", "finns inte", None),
        ] {
            let refusal = name(text).expect_err(text);
            assert!(refusal.message.sv.contains(part), "{text}: {refusal:?}");
            assert_eq!(refusal.guess.as_deref(), guess, "{text}");
        }
    }

    #[test]
    fn vocabulary() {
        let vocabulary = testing::vocabulary();
        let find = |text| word(text, List::Topics, &vocabulary);
        assert_eq!(find("work_training").ok(), Some(TermId(1)));
        for (text, guess) in [
            ("work_traning", Some("work_training")),
            ("Arbetsträning", Some("work_training")),
            ("Work training", Some("work_training")),
            ("annual_report", None),
            ("helt annat", None),
        ] {
            assert_eq!(find(text).expect_err(text).guess.as_deref(), guess, "{text}");
        }
        assert!(find("annual_report").expect_err("a method").message.en.contains("list methods"));
        assert!(
            find("helt annat")
                .expect_err("unknown")
                .help
                .sv
                .contains("reserved_procurement, work_training")
        );
    }

    #[test]
    fn choices() {
        let crate::schema::Kind::Choice(status) =
            &crate::schema::field(crate::schema::STORY, "status").expect("a field").kind
        else {
            panic!("a choice")
        };
        assert_eq!(choice("draft", status).ok(), Some("draft"));
        for (text, guess) in [
            ("Published", Some("published")),
            ("Publicerad", Some("published")),
            ("utkast", Some("draft")),
            ("klar", None),
        ] {
            assert_eq!(choice(text, status).expect_err(text).guess.as_deref(), guess, "{text}");
        }
    }
}
