//! What of people is published: a name and a role, and nothing of those who have withdrawn.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;

use forebild::output::Output;
use forebild::sources::{Options, Sources};

/// Values that stand nowhere else, and none of which may be published.
const SECRETS: [&str; 6] =
    ["HEMLIG-77", "2026-01-19", "19 januari 2026", "2031-07-13", "13 juli 2031", "2026-02-17"];

/// The entry of a person with every field.
const PERSON: &str = "  - name: Xerxesina Molybdenson\n    role: zirkonbagare\n    basis: consent\n    \
    record: HEMLIG-77\n    given: 2026-01-19\n    expires: 2031-07-13\n    reviewed: 2026-02-17\n    \
    covers: [name, photo, quote]\n";

fn options() -> Options {
    Options { today: jiff::civil::date(2026, 11, 23), base_url: None, drafts: false }
}

/// Builds a site that must be without errors.
fn build(sources: &Sources, options: &Options) -> Output {
    let compiled = forebild::compile(sources, options);
    compiled.output.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics))
}

/// A site with a story in three languages and two pictures, one of them of the person.
fn site(person: &str, title: &str) -> Sources {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/_base");
    let mut sources = forebild::read::read(&base).unwrap();
    let drawing = |side: u8| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h{side}v9z\"/></svg>"
        )
    };
    let story = format!(
        "---\ntitle: {title}\nsummary: Ett kooperativ öppnade bageri.\nstatus: published\n\
         published: 2026-03-14\nverified: 2026-03-10\nmunicipality: Hjo\n\
         topics: [reserved_procurement]\npeople:\n{person}images:\n  \
         - {{file: molybden.svg, alt: En person bakar bröd, people: [Xerxesina Molybdenson]}}\n  \
         - {{file: ugn.svg, alt: En ugn som ryker, people: []}}\n---\n\n## Så gjorde de\n\nDe bakade.\n"
    );
    let english = "---\ntitle: The bakery in Hjo\nsummary: A bakery opened in the town.\n---\n\nThey baked.\n";
    let mut put = |path: &str, text: String| {
        sources.files.insert(path.into(), text.into_bytes().into());
    };
    put("content/stories/bageriet/index.md", story);
    put("content/stories/bageriet/index.en.md", english.to_owned());
    put("content/stories/bageriet/index.sv-simple.md", english.to_owned());
    put("content/stories/bageriet/molybden.svg", drawing(1));
    put("content/stories/bageriet/ugn.svg", drawing(2));
    sources
}

/// The files that hold a text, in their name or their content, whatever its case.
fn holding(output: &Output, text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let holds = |(path, bytes): &(&String, &Vec<u8>)| {
        path.to_lowercase().contains(&text)
            || String::from_utf8_lossy(bytes).to_lowercase().contains(&text)
    };
    output.files.iter().filter(holds).map(|(path, _)| path.clone()).collect()
}

#[test]
fn nothing_of_people_but_name_and_role_is_published() {
    let mut options = options();
    options.base_url = Some("https://example.org/".to_owned());
    let output = build(&site(PERSON, "Bageriet i Hjo"), &options);
    for secret in SECRETS {
        assert_eq!(holding(&output, secret), Vec::<String>::new(), "{secret}");
    }
    let pages = ["berattelser/bageriet/index.html", "en/stories/bageriet/index.html"];
    for shown in ["xerxesina molybdenson", "zirkonbagare"] {
        let found = holding(&output, shown);
        for page in pages {
            assert!(found.iter().any(|path| path == page), "{shown} is in {found:?}");
        }
    }
}

/// The same site with what is said of the person in a register.
fn with_register(more: &str) -> Sources {
    let mut sources = site("  - ref: nyckel-88\n", "Bageriet i Hjo");
    let register = PERSON.replacen("  - name", "- id: nyckel-88\n  name", 1);
    let register = format!("{register}{more}").replace("\n    ", "\n  ");
    sources.files.insert("../privat/folk.yaml".into(), register.into_bytes().into());
    let mut settings = sources.files["content/site.yaml"].to_vec();
    settings.extend(b"people_register: ../privat/folk.yaml\n");
    sources.files.insert("content/site.yaml".into(), settings.into());
    sources
}

#[test]
fn what_a_register_says_is_shown_as_if_the_story_said_it() {
    let output = build(&with_register(""), &options());
    assert!(output.files == build(&site(PERSON, "Bageriet i Hjo"), &options()).files);
    for secret in SECRETS.into_iter().chain(["nyckel-88", "privat/folk", "people_register"]) {
        assert_eq!(holding(&output, secret), Vec::<String>::new(), "{secret}");
    }
    let output = build(&with_register("    withdrawn: 2026-11-03\n"), &options());
    assert_eq!(holding(&output, "molybden"), Vec::<String>::new());
}

#[test]
fn whoever_has_withdrawn_in_the_register_is_looked_for_everywhere() {
    let mut sources = with_register("    withdrawn: 2026-11-03\n");
    let page = "---\ntitle: Om oss\n---\n\nXerxesina Molybdenson svarar.\n";
    sources.files.insert("content/pages/om.md".into(), page.as_bytes().into());
    let compiled = forebild::compile(&sources, &options());
    let errors = compiled.diagnostics.iter().filter(|remark| remark.is_error());
    let said: Vec<_> = errors.map(|remark| (remark.code.id(), &*remark.place.file)).collect();
    assert_eq!(said, [("F228", "content/pages/om.md")]);
}

#[test]
fn drafts_can_be_checked_without_the_register() {
    let mut sources = with_register("");
    sources.files.remove("../privat/folk.yaml");
    let stopped = forebild::compile(&sources, &options());
    assert!(stopped.output.is_none());
    let path = "content/stories/bageriet/index.md";
    let text = String::from_utf8(sources.files[path].to_vec()).unwrap();
    let draft = text.replace("status: published", "status: draft").into_bytes();
    sources.files.insert(path.into(), draft.into());
    for drafts in [false, true] {
        build(&sources, &Options { drafts, ..options() });
    }
}

#[test]
fn nothing_shows_who_has_withdrawn() {
    let mut options = options();
    options.base_url = Some("https://example.org/".to_owned());
    let before = build(&site(PERSON, "Bageriet i Hjo"), &options);
    let picture = before.files.keys().find(|path| path.starts_with("bilder/molybden-"));
    let picture = picture.expect("it is published before");
    let withdrawn = format!("{PERSON}    withdrawn: 2026-11-03\n");
    let mut sources = site(&withdrawn, "Bageriet i Hjo");
    // The file may stay or go.
    for _ in 0..2 {
        for drafts in [false, true] {
            options.drafts = drafts;
            let output = build(&sources, &options);
            for hidden in ["xerxesina", "molybden", "M0 0h1v9z", "2026-11-03", picture] {
                assert_eq!(holding(&output, hidden), Vec::<String>::new(), "{hidden}");
            }
            assert!(!holding(&output, "bilder/ugn-").is_empty(), "the other picture stays");
            for page in ["berattelser/bageriet/index.html", "en/stories/bageriet/index.html"] {
                let found = holding(&output, "zirkonbagare");
                assert!(found.iter().any(|path| path == page), "the role is in {found:?}");
            }
        }
        sources.files.remove("content/stories/bageriet/molybden.svg");
    }
}

#[test]
fn whoever_is_not_to_be_named_is_shown_by_their_role() {
    let person = PERSON.replace("[name, photo, quote]", "[photo]");
    let output = build(&site(&person, "Bageriet i Hjo"), &options());
    assert_eq!(holding(&output, "xerxesina"), Vec::<String>::new());
    assert!(!holding(&output, "zirkonbagare").is_empty());
    assert!(!holding(&output, "bilder/molybden-").is_empty());
}

#[test]
fn a_draft_that_names_who_has_withdrawn_stops_nothing() {
    let person = format!("{PERSON}    withdrawn: 2026-11-03\n");
    let mut sources = site(&person, "Xerxesina Molybdenson i Hjo");
    let compiled = forebild::compile(&sources, &options());
    assert!(compiled.output.is_none(), "a published story is stopped");
    let path = "content/stories/bageriet/index.md";
    let text = String::from_utf8(sources.files[path].to_vec()).unwrap();
    let draft = text.replace("status: published", "status: draft").into_bytes();
    sources.files.insert(path.into(), draft.into());
    for drafts in [false, true] {
        build(&sources, &Options { drafts, ..options() });
    }
}
