//! Nothing that an author writes can be turned against who reads it (G12, G13): texts that try it go
//! through every field, every construct of Markdown, names of files and drawings, and the pages are
//! read as a browser's parser reads them, before and after they are shortened. Either a build stops,
//! or its pages hold nothing but what the pages of a harmless site hold.
//!
//! `tests/browser/tests/payloads.rs` opens such a site in a browser.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use forebild::compile::Memory;
use forebild::diagnostic::Diagnostic;
use forebild::parse;
use forebild::schema::{Field, INTRODUCTION, Kind, PAGE, PERSON, REGISTER, SITE, STORY};
use forebild::schema::{TERRITORY, VOCABULARY};
use forebild::sources::Sources;

#[path = "hostile/bodies.rs"]
mod bodies;
#[path = "hostile/drawings.rs"]
mod drawings;
#[path = "hostile/look.rs"]
mod look;
#[path = "hostile/outputs.rs"]
mod outputs;
#[path = "hostile/payloads.rs"]
mod payloads;
#[path = "hostile/places.rs"]
mod places;
#[path = "hostile/planted.rs"]
mod planted;
#[path = "hostile/site.rs"]
mod site;

use look::{Harmless, Page, words};
use places::{Numbers, Place, fitted, places};
use site::{Make, Site, build, project};

/// Every page of a site, before and after shortening, by path.
fn read(site: &Site) -> BTreeMap<String, Page> {
    assert!(site.malformed.is_empty(), "not well formed: {:?}", site.malformed);
    let both = site.pages.iter().flat_map(|(path, [written, short])| {
        [(format!("{path} as written"), look::read(written)), (path.clone(), look::read(short))]
    });
    both.collect()
}

/// What harmless pages consist of.
fn learn<'a>(pages: impl IntoIterator<Item = &'a Page>) -> Harmless {
    let mut harmless = Harmless::default();
    pages.into_iter().for_each(|page| harmless.learn(page));
    harmless
}

/// Fails with all that is wrong with these pages.
fn assert_dead(pages: &BTreeMap<String, Page>, harmless: &Harmless, with: &str) {
    let faults = pages.iter().flat_map(|(path, page)| {
        harmless.faults(page).into_iter().map(move |fault| format!("{path}: {fault}"))
    });
    let faults: Vec<_> = faults.take(20).collect();
    assert!(faults.is_empty(), "with {with:?}:\n{}", faults.join("\n"));
}

/// How many hostile texts each place is given, each in a site of its own.
const ROUNDS: usize = 5;

/// The project with a hostile text in each place that takes one, and what stands in each now; a twin
/// of it when nobody is to wish anybody ill. Places have different texts, and others in each round.
fn filled<'a>(
    project: &Sources,
    places: &'a [Place],
    (round, text): (usize, fn(&str) -> String),
) -> (Sources, Vec<(&'a Place, String)>) {
    let payloads: Vec<_> = payloads::all().collect();
    let mut numbers = Numbers::default();
    let texts: Vec<_> = places
        .iter()
        .filter_map(|place| Some((place, place.takes_text()?)))
        .map(|(place, limits)| {
            let number = numbers.of(&place.text);
            let payload = payloads[(number + round * payloads.len() / ROUNDS) % payloads.len()];
            (place, fitted(&text(payload), number, limits))
        })
        .collect();
    let (sources, _) = places::write(project, &texts);
    (sources, texts)
}

/// Fields whose texts are shown to no reader.
const UNSHOWN: [&str; 14] = [
    "record",
    "people.record",
    "code",
    "municipalities.code",
    "outside.name",
    "outside.county",
    "allowed_personal_data.text",
    "allowed_personal_data.reason",
    "sensitive_words.label",
    "sensitive_words.words",
    "legal_forms.help",
    "business_areas.help",
    "indicators.help",
    "methods.help",
];

/// Whether readers see what stands in a place. Alex has withdrawn, and a municipality is introduced by
/// a text alone.
fn is_shown(place: &Place) -> bool {
    let is_municipality = place.file.starts_with("content/municipalities/");
    let is_summary = is_municipality && place.field == "summary";
    !UNSHOWN.contains(&place.field.as_str()) && place.text != "Alex" && !is_summary
}

#[test]
fn the_project_has_every_field_of_the_schema() {
    fn keys(fields: &'static [Field], above: &str, found: &mut BTreeSet<String>) {
        for field in fields {
            let key = format!("{above}{}", field.key);
            let mut kind = &field.kind;
            while let Kind::List(inner) | Kind::OneOrList(inner) = kind {
                kind = inner;
            }
            match kind {
                Kind::Map(fields) => keys(fields, &format!("{key}."), found),
                _ => drop(found.insert(key)),
            }
        }
    }
    let mut wanted = BTreeSet::new();
    for fields in [STORY, SITE, PAGE, INTRODUCTION, VOCABULARY, TERRITORY, REGISTER, PERSON] {
        keys(fields, "", &mut wanted);
    }
    let found: BTreeSet<String> = places(&project()).into_iter().map(|place| place.field).collect();
    // Somebody of the register is not withdrawn, and refers to nobody.
    let missing: Vec<_> = wanted
        .difference(&found)
        .filter(|key| !matches!(key.as_str(), "withdrawn" | "ref"))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Every file beside the pages can be read as what it is, and holds the titles of stories as written.
fn assert_files(site: &Site, titles: &[String], with: &str) {
    let mut found = BTreeMap::from(["json", "xml", "csv", "js"].map(|kind| (kind, String::new())));
    for (path, bytes) in &site.files {
        let text = || std::str::from_utf8(bytes).unwrap();
        let (kind, texts) = match path.rsplit_once('.').map_or("", |(_, end)| end) {
            "json" => ("json", outputs::json(text())),
            "xml" => ("xml", outputs::xml(text())),
            "csv" => ("csv", outputs::csv(text())),
            "js" if path.starts_with("search/") => ("js", outputs::shard(text())),
            _ => continue,
        };
        let texts = texts.unwrap_or_else(|error| panic!("{with}: {path}: {error}"));
        found.get_mut(kind).unwrap().push_str(&words(&texts.join("\n")));
    }
    for (kind, found) in &found {
        // A feed has the newest alone.
        let missing = titles.iter().filter(|title| !found.contains(&words(title))).count();
        assert!(
            missing == 0 || (*kind == "xml" && missing < titles.len()),
            "{with}: {kind}: {found}"
        );
    }
}

/// The titles of stories in the site's own language among what was written into a project; those in
/// another are in no open data.
fn titles(texts: &[(&Place, String)]) -> Vec<String> {
    let is_own =
        |file: &str| file.starts_with("content/stories/") && file.matches('.').count() == 1;
    let own = texts.iter().filter(|(place, _)| place.field == "title" && is_own(&place.file));
    own.map(|(_, text)| text.clone()).collect()
}

#[test]
fn g11_g12_g13_g14_texts_in_every_field_stay_text() {
    let (project, memory) = (project(), Memory::default());
    let places = places(&project);
    for round in 0..ROUNDS {
        let with = format!("round {round}");
        let (sources, _) = filled(&project, &places, (round, places::twin));
        let expected = read(&build(&sources, &memory, Make::Pages).unwrap());
        let harmless = learn(expected.values());
        let (sources, texts) = filled(&project, &places, (round, str::to_owned));
        let site = build(&sources, &memory, Make::Everything).unwrap();
        let pages = read(&site);
        assert_dead(&pages, &harmless, &with);
        assert_eq!(pages.len(), expected.len(), "{with}");
        // An address made of a text is another one.
        for (path, page) in &pages {
            if let Some(twin) = expected.get(path) {
                assert_eq!(page.parts, twin.parts, "{with}: {path}");
            }
        }
        let text = words(&pages.values().map(|page| page.text.as_str()).collect::<String>());
        let unseen = texts
            .iter()
            .filter(|(place, written)| is_shown(place) && !text.contains(&words(written)));
        let unseen: Vec<_> = unseen
            .map(|(place, written)| format!("{} of {}: {written}", place.field, place.file))
            .collect();
        assert!(unseen.is_empty(), "{with}: no page shows\n{}", unseen.join("\n"));
        assert_files(&site, &titles(&texts), &with);
    }
}

/// The places that none of these errors is about.
fn unmet(
    changes: &[(&Place, String)],
    spans: &[std::ops::Range<usize>],
    errors: &[Diagnostic],
) -> Vec<usize> {
    let meets = |at: &usize| {
        let (file, span) = (&changes[*at].0.file, &spans[*at]);
        errors.iter().any(|error| {
            let place = &error.place;
            place.file == *file && span.start <= place.end && place.start <= span.end
        })
    };
    (0..changes.len()).filter(|at| !meets(at)).collect()
}

#[test]
fn g10_g12_letters_that_nobody_sees_are_refused_in_every_field() {
    let (project, memory) = (project(), parse::Memory::default());
    let places = places(&project);
    for (place, payload) in places.iter().zip(payloads::UNSEEN.iter().cycle()) {
        let text = match place.takes_text() {
            Some(limits) => fitted(payload, 0, limits),
            None => (*payload).to_owned(),
        };
        let (sources, spans) = places::write(&project, &[(place, text)]);
        let (_, remarks) = parse::parse(&sources, &site::options(), &memory);
        let sees = |remark: &Diagnostic| {
            let here = remark.place.file == place.file && spans[0].contains(&remark.place.start);
            remark.is_error() && here
        };
        let (field, file) = (&place.field, &place.file);
        assert!(remarks.iter().any(sees), "`{field}` of {file} takes {payload:?}");
    }
}

/// Fields of another kind than text refuse a hostile value, or it does nothing.
#[test]
fn g12_no_field_takes_more_than_its_kind() {
    let (project, memory) = (project(), Memory::default());
    let places = places(&project);
    // A form sends where its author says, which the policy of its page then names.
    let to_strangers: Vec<_> = places
        .iter()
        .filter(|place| matches!(place.kind, Kind::Url))
        .map(|place| (place, "https://evil.example/x".to_owned()))
        .collect();
    let (strange, _) = places::write(&project, &to_strangers);
    let [usual, strange] =
        [&project, &strange].map(|sources| build(sources, &memory, Make::Pages).unwrap());
    let harmless = learn(read(&usual).values().chain(read(&strange).values()));
    let (mut taken, parsed) = (BTreeSet::new(), parse::Memory::default());
    for payload in payloads::all() {
        let others = places
            .iter()
            .filter(|place| place.takes_text().is_none() && place.field != "people_register");
        let mut changes: Vec<_> = others.map(|place| (place, payload.to_owned())).collect();
        while !changes.is_empty() {
            let (sources, spans) = places::write(&project, &changes);
            // Most is refused before anything is made.
            let (_, mut errors) = parse::parse(&sources, &site::options(), &parsed);
            errors.retain(Diagnostic::is_error);
            if errors.is_empty() {
                match build(&sources, &memory, Make::Pages) {
                    Ok(site) => {
                        assert_dead(&read(&site), &harmless, payload);
                        break;
                    }
                    Err(found) => errors = found,
                }
            }
            let left = unmet(&changes, &spans, &errors);
            assert!(left.len() < changes.len(), "with {payload:?}: {errors:#?}");
            changes = left.into_iter().map(|at| changes[at].clone()).collect();
        }
        taken.extend(changes.into_iter().map(|(place, _)| place.field.as_str()));
    }
    // Else no value of another kind would ever have come to a page.
    for field in ["contact_form.endpoint", "base_url", "website", "topics.key"] {
        assert!(taken.contains(field), "{taken:?}");
    }
}

#[test]
fn g12_nothing_in_a_text_becomes_more_than_markdown_makes_of_it() {
    let (project, memory) = (project(), Memory::default());
    let make = |sources: &Sources| build(sources, &memory, Make::Pages);
    let usual = [bodies::HARMLESS, "https://example.org/x", "redaktionen@example.org"];
    let site = bodies::built(&project, &mut bodies::stories(&usual), make);
    let harmless = learn(read(&site).values());

    let payloads: Vec<_> = payloads::all().chain(payloads::UNSEEN.iter().copied()).collect();
    let mut stories = bodies::stories(&payloads);
    let mut site = bodies::built(&project, &mut stories, make);
    let wanted: BTreeSet<&str> = stories.iter().map(|story| story.page.as_str()).collect();
    site.pages.retain(|path, _| wanted.contains(path.as_str()));
    let pages = read(&site);
    assert_eq!(pages.len(), 2 * stories.len());
    assert_dead(&pages, &harmless, "stories");
    let mut shown = BTreeMap::new();
    for story in &stories {
        for path in [story.page.clone(), format!("{} as written", story.page)] {
            let text = words(&pages[&path].text);
            for (number, piece) in
                story.pieces.iter().enumerate().filter(|(_, piece)| !piece.refused)
            {
                // A comment may hide what follows; a story holds no more than one of those.
                let hides = piece.payload.contains("<!--");
                let goes_on = hides || text.contains(&bodies::mark(number));
                assert!(goes_on, "{path} ends in {} of {:?}", piece.name, piece.payload);
                let is_code = matches!(piece.name, "in a code fence" | "indented code");
                let stays = !is_code || text.contains(&words(piece.payload));
                assert!(stays, "{path}: {} without {:?}", piece.name, piece.payload);
                *shown.entry(piece.name).or_insert(0) += 1;
            }
        }
    }
    for (name, _) in bodies::CONSTRUCTS {
        let least = if name.contains("address") || name.contains("mail") { 2 } else { 100 };
        let shown = shown.get(name).copied().unwrap_or_default();
        assert!(shown >= least, "{name} is shown {shown} times: its text is no longer tried");
    }
}

/// A file's name of these letters; no system has a slash in one.
fn named(payload: &str, number: usize) -> String {
    format!("{} n{number}", payload.replace('/', "∕"))
}

#[test]
fn g12_names_of_files_and_folders_are_only_names() {
    let (mut project, memory) = (project(), Memory::default());
    let harmless = learn(read(&build(&project, &memory, Make::Pages).unwrap()).values());
    let picture = Arc::clone(&project.files["content/stories/exempel/bild.svg"]);
    let text = |path: &str| std::str::from_utf8(&project.files[path]).unwrap().to_owned();
    let (story, page) = (text("content/stories/tredje.md"), text("content/pages/om.md"));
    let mut added = Vec::new();
    for (number, payload) in payloads::all().enumerate() {
        let name = named(payload, number);
        let in_address =
            percent_encoding::utf8_percent_encode(&name, percent_encoding::NON_ALPHANUMERIC);
        let listed = format!(
            "images:\n  - {{file: '{}.svg', alt: Bullar, people: []}}\n---\n",
            name.replace('\'', "''")
        );
        let story = story.replacen("\n---\n", &format!("\n{listed}"), 1);
        let files = [
            (
                format!("content/stories/{name}/index.md"),
                format!("{story}\n![Bullar](<{in_address}.svg>)\n"),
            ),
            (format!("content/stories/f{name}.md"), story_without_picture(&story)),
            (format!("content/pages/{name}.md"), page.clone()),
        ];
        for (path, text) in files {
            added.push(Arc::<str>::from(path));
            project.files.insert(Arc::clone(&added[added.len() - 1]), text.into_bytes().into());
        }
        project
            .files
            .insert(format!("content/stories/{name}/{name}.svg").into(), Arc::clone(&picture));
    }
    let site = loop {
        match build(&project, &memory, Make::Everything) {
            Ok(site) => break site,
            Err(errors) => {
                let wrong: Vec<_> = errors
                    .iter()
                    .map(|error| &error.place.file)
                    .filter(|file| added.contains(file))
                    .cloned()
                    .collect();
                assert!(!wrong.is_empty(), "{errors:#?}");
                added.retain(|file| !wrong.contains(file));
                wrong.iter().for_each(|file| drop(project.files.remove(file)));
            }
        }
    };
    assert!(added.len() > 300, "{} files are left", added.len());
    assert_dead(&read(&site), &harmless, "names");
    assert_files(&site, &[], "names");
    let plain = |path: &&String| {
        path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte))
    };
    let odd: Vec<_> = site.files.keys().filter(|path| !plain(path)).collect();
    assert!(odd.is_empty(), "{odd:?}");
}

fn story_without_picture(story: &str) -> String {
    let (before, after) = story.split_once("images:").unwrap();
    format!("{before}{}", &after[after.find("---\n").unwrap()..])
}

/// Builds a story around each drawing; gives the published drawings, and the names of those refused.
fn published(drawings: &[(&'static str, String)]) -> (Vec<String>, Vec<&'static str>) {
    let (mut project, memory) = (project(), Memory::default());
    let story =
        std::str::from_utf8(&project.files["content/stories/tredje.md"]).unwrap().to_owned();
    for (number, (_, svg)) in drawings.iter().enumerate() {
        let folder = format!("content/stories/ritning{number}");
        let listed = "\nimages: [{file: x.svg, alt: En bild, people: []}]\n---\n";
        let text = story.replacen("\n---\n", listed, 1);
        project.files.insert(format!("{folder}/index.md").into(), text.into_bytes().into());
        project.files.insert(format!("{folder}/x.svg").into(), svg.clone().into_bytes().into());
    }
    let mut refused = Vec::new();
    if let Err(errors) = build(&project, &memory, Make::Pages) {
        for (number, (name, _)) in drawings.iter().enumerate() {
            let folder = format!("content/stories/ritning{number}/");
            if errors.iter().any(|error| error.place.file.starts_with(&folder)) {
                refused.push(*name);
                project.files.retain(|path, _| !path.starts_with(&folder));
            }
        }
    }
    let site = build(&project, &memory, Make::Everything).unwrap();
    let drawn = site
        .files
        .iter()
        .filter(|(path, _)| path.ends_with(".svg") && !path.starts_with("assets/"));
    (drawn.map(|(_, bytes)| String::from_utf8(bytes.clone()).unwrap()).collect(), refused)
}

#[test]
fn g12_drawings_are_refused_or_do_nothing_but_draw() {
    let shapes = drawings::DRAWINGS.iter().map(|(name, shapes)| (*name, drawings::file(shapes)));
    let files = drawings::FILES.iter().map(|(name, svg)| (*name, (*svg).to_owned()));
    let all: Vec<_> = shapes.chain(files).collect();
    let (published, refused) = published(&all);
    for svg in &published {
        assert_eq!(drawings::faults(svg), [""; 0], "{svg}");
    }
    let counts = (refused.len(), published.len());
    assert!(refused.len() > 35 && published.len() > 8, "{counts:?}: {refused:?}");
}

/// The starter, with hostile texts in fields and bodies, is the site with all kinds of page and many
/// stories. Its territory stays: what it has is named in too many ways.
#[test]
fn g12_g13_hostile_texts_in_the_starter_stay_text() {
    let mut sources = forebild::read::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let memory = Memory::default();
    // A site that knows its address has a feed and more in its data.
    let settings = sources.files.get_mut("content/site.yaml").unwrap();
    let known = std::str::from_utf8(settings).unwrap().replace("# base_url:", "base_url:");
    *settings = known.into_bytes().into();
    let mut places = places(&sources);
    places.retain(|place| {
        &*place.file != "content/territory.yaml" && !matches!(place.kind, Kind::Municipality)
    });
    let made = |text: fn(&str) -> String, make| {
        let (mut sources, mut texts) = filled(&sources, &places, (0, text));
        for (number, (path, bytes)) in sources.files.iter_mut().enumerate() {
            if path.starts_with("content/") && path.ends_with(".md") {
                let payload = payloads::all().nth(number % payloads::all().count()).unwrap();
                let code = format!("\n\nOrd ``{}`` ord.\n", text(payload));
                *bytes = [bytes, code.as_bytes()].concat().into();
            }
        }
        texts.retain(|(place, _)| is_data(&sources, &place.file));
        (build(&sources, &memory, make).unwrap(), titles(&texts))
    };
    let (site, _) = made(places::twin, Make::Pages);
    let harmless = learn(read(&site).values());
    let (site, titles) = made(str::to_owned, Make::Everything);
    let pages = read(&site);
    assert!(pages.len() > 2 * 200 && titles.len() > 5, "{}, {}", pages.len(), titles.len());
    assert_dead(&pages, &harmless, "the starter");
    assert_files(&site, &titles, "the starter");
}

/// Whether a story is in the open data: published, and not invented.
fn is_data(sources: &Sources, file: &str) -> bool {
    let text = std::str::from_utf8(&sources.files[file]).unwrap();
    text.contains("\nstatus: published\n") && !text.contains("\nfictional: true\n")
}
