//! A site made with a memory, file by file, is the site made at once and from nothing: after any
//! sequence of edits.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;

use forebild::compile::{Memory, prepare};
use forebild::sources::{Options, Sources};
use proptest::prelude::*;

/// What someone does between two looks at the preview.
#[derive(Clone, Debug)]
enum Edit {
    /// Writes story `at`, in one of several wordings.
    Write {
        at: u8,
        wording: u8,
    },
    /// Writes an English version of it.
    Translate {
        at: u8,
        wording: u8,
    },
    /// Writes something that no story is.
    Break {
        at: u8,
    },
    Delete {
        at: u8,
    },
    Rename {
        at: u8,
        to: u8,
    },
    /// A setting that every page shows.
    Title {
        wording: u8,
    },
    /// A word of the vocabulary, which stories are read with.
    Word {
        wording: u8,
    },
    /// A municipality of the territory.
    Place {
        wording: u8,
    },
    /// The style sheet, a template and a word of the theme.
    Theme {
        wording: u8,
    },
    /// The register of people, which a story looks somebody up in; none for the last wording.
    Register {
        wording: u8,
    },
    /// The picture that stories show.
    Picture {
        wording: u8,
    },
    /// A story that names an address, which may be that of an office.
    Address {
        at: u8,
    },
    /// The office's address.
    Office {
        wording: u8,
    },
    /// What is allowed though it looks like personal data.
    Allow {
        wording: u8,
    },
}

fn edit() -> impl Strategy<Value = Edit> {
    let (at, wording) = (0..4_u8, 0..3_u8);
    prop_oneof![
        4 => (at.clone(), wording.clone()).prop_map(|(at, wording)| Edit::Write { at, wording }),
        1 => (at.clone(), wording.clone()).prop_map(|(at, wording)| Edit::Translate { at, wording }),
        1 => at.clone().prop_map(|at| Edit::Break { at }),
        1 => at.clone().prop_map(|at| Edit::Delete { at }),
        1 => (at.clone(), at).prop_map(|(at, to)| Edit::Rename { at, to }),
        1 => wording.clone().prop_map(|wording| Edit::Title { wording }),
        1 => wording.clone().prop_map(|wording| Edit::Word { wording }),
        1 => wording.clone().prop_map(|wording| Edit::Place { wording }),
        1 => wording.clone().prop_map(|wording| Edit::Theme { wording }),
        1 => wording.clone().prop_map(|wording| Edit::Picture { wording }),
        1 => (0..4_u8).prop_map(|at| Edit::Address { at }),
        1 => wording.clone().prop_map(|wording| Edit::Office { wording }),
        2 => wording.clone().prop_map(|wording| Edit::Register { wording }),
        1 => wording.prop_map(|wording| Edit::Allow { wording }),
    ]
}

/// Where the register of people lies.
const REGISTER: &str = "../privat/folk.yaml";

fn path(at: u8) -> String {
    format!("content/stories/berattelse-{at}.md")
}

fn story(at: u8, wording: u8) -> String {
    let next = (at + 1) % 4;
    let (listed, shown) = match wording {
        2 => (
            "images:\n  - {file: hus.svg, alt: Ett rött hus, people: []}\n",
            "\n![Ett rött hus](hus.svg)\n",
        ),
        1 => ("people:\n  - {ref: kim-1}\n", ""),
        _ => ("", ""),
    };
    format!(
        "---\ntitle: Bageriet nummer {at}\nmunicipality: Hjo\n\
         summary: Ett kooperativ öppnade bageri {wording}.\nstatus: published\n\
         published: 2026-03-1{at}\nverified: 2026-03-10\ntopics: [reserved_procurement]\n{listed}---\n\n\
         ## Så gjorde de\n\nDe bakade {wording} bröd och läste om [grannen](berattelse-{next}.md).\n{shown}"
    )
}

/// The text of a base file with one of several wordings.
fn reworded(base: &Sources, path: &str, from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(base.get(path).unwrap().1.to_vec()).unwrap();
    assert!(text.contains(from), "{path} has no {from}");
    text.replacen(from, to, 1).into_bytes()
}

/// A drawing that shows a number set aside for fiction, or one that somebody may have.
fn drawing(wording: u8) -> String {
    let number = ["05", "06", "03"][usize::from(wording)];
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">\
         <text>070-174 06 {number}</text><path d=\"M0 0h{wording}v9z\"/></svg>"
    )
}

fn register(wording: u8) -> String {
    format!(
        "kim-1: {{name: Kim {wording}, role: bagare {wording}, basis: contract, \
         record: DNR-1, reviewed: 2026-01-10}}\n"
    )
}

/// What changes in the vocabulary, and to what.
fn word(wording: u8) -> (&'static str, &'static str) {
    match wording {
        0 => ("sv: Reserverad upphandling", "sv: Reserverade avtal"),
        // Stories hold the places of words in the list.
        1 => ("topics:\n", "topics:\n  - {key: iop, label: {sv: IOP, en: IOP}}\n"),
        _ => ("key: reserved_procurement", "key: reserved"),
    }
}

fn apply(edit: &Edit, sources: &mut Sources, base: &Sources) {
    let mut put = |path: String, bytes: Vec<u8>| {
        sources.files.insert(path.into(), bytes.into());
    };
    match edit {
        Edit::Write { at, wording } => put(path(*at), story(*at, *wording).into_bytes()),
        Edit::Translate { at, wording } => put(
            path(*at).replace(".md", ".en.md"),
            format!("---\ntitle: The bakery {wording}\nsummary: It opened.\n---\n\nText.\n")
                .into_bytes(),
        ),
        Edit::Break { at } => put(path(*at), b"---\ntitle: [\n---\n".to_vec()),
        Edit::Delete { at } => drop(sources.files.remove(path(*at).as_str())),
        Edit::Rename { at, to } => {
            if let Some(bytes) = sources.files.remove(path(*at).as_str()) {
                sources.files.insert(path(*to).into(), bytes);
            }
        }
        Edit::Title { wording } => {
            let title = format!("sv: Goda exempel {wording}");
            let file = "content/site.yaml";
            put(file.into(), reworded(base, file, "sv: Goda exempel", &title));
        }
        Edit::Word { wording } => {
            let file = "content/vocabulary.yaml";
            let (from, to) = word(*wording);
            put(file.into(), reworded(base, file, from, to));
        }
        Edit::Place { wording } => {
            let file = "content/territory.yaml";
            let name = ["Hjo", "Hjo ", "Tibro"][usize::from(*wording)];
            put(file.into(), reworded(base, file, "Hjo", name.trim()));
        }
        Edit::Theme { wording } => {
            for (file, more) in [
                ("themes/default/static/style.css", format!("\np{{margin:{wording}px}}")),
                ("themes/default/templates/404.html", format!("{{# {wording} #}}")),
            ] {
                let mut bytes = base.get(file).unwrap().1.to_vec();
                bytes.extend(more.bytes());
                put(file.into(), bytes);
            }
        }
        Edit::Address { at } => {
            put(path(*at), (story(*at, 0) + "\nSkriv till vast@foretaget.se.\n").into_bytes());
        }
        Edit::Office { wording } => {
            let email = ["vast@foretaget.se", "ost@foretaget.se", "syd@foretaget.se"];
            let text = format!("---\nemail: {}\n---\n\nHej.\n", email[usize::from(*wording)]);
            put("content/regions/skaraborg.md".into(), text.into_bytes());
        }
        Edit::Allow { wording } => {
            let text = ["vast@foretaget.se", "ost@foretaget.se", "Ring 070-174 06 03"];
            let mut site = base.get("content/site.yaml").unwrap().1.to_vec();
            let text = text[usize::from(*wording)];
            let allowed = format!("allowed_personal_data: [{{text: {text}, reason: Därför.}}]\n");
            site.extend(allowed.bytes());
            put("content/site.yaml".into(), site);
        }
        Edit::Register { wording } if *wording == 2 => drop(sources.files.remove(REGISTER)),
        Edit::Register { wording } => put(REGISTER.into(), register(*wording).into_bytes()),
        Edit::Picture { wording } => {
            put("content/stories/hus.svg".into(), drawing(*wording).into_bytes());
        }
    }
}

/// The settings that the tests share, and a site of four stories.
fn first() -> (Sources, Sources) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/_base");
    let mut base = forebild::read::read(&folder).unwrap();
    let mut site = base.get("content/site.yaml").unwrap().1.to_vec();
    site.extend(format!("people_register: {REGISTER}\n").bytes());
    base.files.insert("content/site.yaml".into(), site.into());
    let mut sources = base.clone();
    for at in 0..4 {
        // One of them with somebody from the register, the others with a picture.
        let wording = if at == 3 { 1 } else { 2 };
        apply(&Edit::Write { at, wording }, &mut sources, &base);
    }
    apply(&Edit::Picture { wording: 1 }, &mut sources, &base);
    apply(&Edit::Register { wording: 1 }, &mut sources, &base);
    (base, sources)
}

fn options() -> Options {
    Options {
        today: jiff::civil::date(2026, 11, 23),
        base_url: Some("https://example.org/".to_owned()),
        drafts: true,
    }
}

#[test]
fn the_first_state_is_a_site() {
    let compiled = forebild::compile(&first().1, &options());
    let output = compiled.output.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics));
    assert!(output.files.keys().any(|path| path.starts_with("bilder/hus-")), "a picture");
}

/// Few, since each edit is a build from nothing too, unless `PROPTEST_CASES` says how many.
fn cases() -> ProptestConfig {
    let asked = ProptestConfig::default();
    // 256 is what it says when nobody asks.
    if asked.cases == 256 { ProptestConfig::with_cases(8) } else { asked }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn g20_a_warm_site_is_a_cold_one(edits in prop::collection::vec(edit(), 1..10)) {
        let (base, mut sources) = first();
        let options = options();
        let memory = Memory::default();
        for edit in &edits {
            apply(edit, &mut sources, &base);
            let (prepared, remarks) = prepare(&sources, &options, &memory, &mut |_| {});
            memory.forget_unasked();
            let (_, cold_remarks) = prepare(&sources, &options, &Memory::default(), &mut |_| {});
            prop_assert_eq!(&remarks, &cold_remarks, "after {:?}", edit);
            let cold = forebild::compile(&sources, &options);
            prop_assert_eq!(prepared.is_some(), cold.output.is_some(), "after {:?}: {:#?}", edit, cold.diagnostics);
            let (Some(prepared), Some(cold)) = (prepared, cold.output) else { continue };
            let files = prepared.files();
            for (path, bytes) in &cold.files {
                let warm = files.get(path).unwrap();
                prop_assert!(warm.as_ref() == Some(bytes), "{} differs after {:?}", path, edit);
            }
            for missing in ["", "index", "berattelser", "finns-inte/index.html", "search/m.js"] {
                prop_assert_eq!(files.get(missing).unwrap(), None, "{}", missing);
            }
        }
    }
}
