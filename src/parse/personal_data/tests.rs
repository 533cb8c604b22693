use crate::diagnostic::{Code, Diagnostic};
use crate::parse::testing::{SITE_YAML, STORY, VOCABULARY_YAML, options, sources};
use crate::parse::{Memory, parse};

const WORDS: &str = "sensitive_words:\n  - {label: hälsa, words: [sjuk*]}\n\
                     \x20 - {label: brott, crime: true, words: [dömd]}\n";

/// The remarks on personal data in a site with these files beside the settings: where and what.
fn said(files: &[(&str, &str)], more: &str) -> Vec<(Code, String)> {
    let site = format!("{SITE_YAML}{more}");
    let words = format!("{VOCABULARY_YAML}{WORDS}");
    let settings = [("content/site.yaml", &site[..]), ("content/vocabulary.yaml", &words)];
    let sources = sources(&[files, &settings[..]].concat());
    let (_, remarks) = parse(&sources, &options(), &Memory::default());
    let place = |remark: &Diagnostic| {
        let (_, bytes) = sources.get(&remark.place.file).expect("a file of the site");
        String::from_utf8_lossy(&bytes[remark.place.start..remark.place.end]).into_owned()
    };
    let about = remarks.iter().filter(|remark| remark.code.id() >= "F601");
    about.map(|remark| (remark.code, place(remark))).collect()
}

fn story(more: &str) -> String {
    format!("{STORY}\n{more}\n")
}

#[test]
fn contacts_may_stand_anywhere() {
    let office = "---\nemail: vast@foretaget.se\nphone: 0521-01 23 45\n---\nHej.\n";
    let text =
        story("Skriv till Vast@foretaget.se eller redaktionen@example.org, +46 521 01 23 45.");
    let region = ("content/regions/skaraborg.md", office);
    assert_eq!(said(&[region, ("content/stories/x.md", &text)], ""), []);
    let alone = said(&[("content/stories/x.md", &text)], "");
    let codes: Vec<_> = alone.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, [Code::PrivateEmail, Code::PrivatePhone]);
    // The office's own file may have another mistake.
    let broken = office.replace("---\nHej", "website: nej\n---\nHej");
    assert_eq!(said(&[("content/regions/skaraborg.md", &broken)], ""), []);
}

#[test]
fn everything_is_looked_through() {
    for (from, to) in [
        ("title: Bageriet", "title: 900101-2385 Bageriet"),
        ("record: DNR-2026-0001", "record: \"900101-2385\""),
        ("role: beställare", "role: 900101-2385"),
        ("source: {label: Årsredovisning 2025", "source: {label: Akt 900101-2385"),
        ("alt: Två personer", "alt: 900101-2385"),
        ("## Så gjorde de", "## Så gjorde 900101-2385"),
        ("Så här.", "Så <!-- 900101-2385 --> här."),
        ("Så här.", "Så [här](https://exempel.se/900101-2385)."),
        ("municipality: [Hjo", "# 900101-2385\nmunicipality: [Hjo"),
        ("title: Bageriet", "title: [900101-2385"), // a front matter that cannot be read
    ] {
        let text = STORY.replacen(from, to, 1);
        assert_ne!(text, STORY, "{from}");
        let said = said(&[("content/stories/x.md", &text)], "");
        assert_eq!(said, [(Code::IdentityNumber, "900101-2385".to_owned())], "{to}");
    }
}

#[test]
fn an_organisation_number_that_is_a_person_is_told_once() {
    let text = STORY.replace("org_number: 769600-0004", "org_number: 900101-2385");
    assert_eq!(said(&[("content/stories/x.md", &text)], ""), []);
    let (_, remarks) =
        parse(&sources(&[("content/stories/x.md", &text)]), &options(), &Memory::default());
    assert!(remarks.iter().any(|remark| remark.code == Code::BadOrgNumber));
}

#[test]
fn names_of_files_and_folders_are_told_once() {
    let files = [
        ("content/stories/kim-900101-2385/index.md", STORY),
        ("content/stories/kim-900101-2385/bageri.jpg", ""),
        ("content/stories/bild-0701740603.png", ""),
    ];
    let codes: Vec<_> = said(&files, "").into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, [Code::PrivatePhone, Code::IdentityNumber]);
}

#[test]
fn words_count_near_the_names_of_the_story() {
    let sick = |text: &str| said(&[("content/stories/x.md", text)], "");
    assert_eq!(sick(&story("Kim har varit sjuk.")), [(Code::SensitiveWord, "sjuk".to_owned())]);
    assert_eq!(sick(&story("Kim är dömd.")), [(Code::CrimeData, "dömd".to_owned())]);
    assert_eq!(sick(&story("Noor har varit sjuk.")), []);
    let role = STORY.replace("role: medarbetare", "role: sjukskriven");
    assert_eq!(sick(&role), [(Code::SensitiveWord, "sjukskriven".to_owned())]);
    // A translation takes over the people of its original.
    let english = "---\ntitle: The bakery in Hjo\n---\nKim was dömd.\n";
    let both = [("content/stories/x.md", STORY), ("content/stories/x.en.md", english)];
    assert_eq!(said(&both, ""), [(Code::CrimeData, "dömd".to_owned())]);
}

#[test]
fn what_is_allowed_is_not_told_and_what_is_allowed_for_nothing_is() {
    let allow =
        |text: &str| format!("allowed_personal_data:\n  - {{text: \"{text}\", reason: Därför.}}\n");
    let text = story("Kim har\nvarit sjuk. Ring +46 521 01 23 45.");
    let file = ("content/stories/x.md", text.as_str());
    let unused = |text: &str| (Code::UnusedAllowance, format!("\"{text}\""));
    let (word, phone) = (
        (Code::SensitiveWord, "sjuk".to_owned()),
        (Code::PrivatePhone, "+46 521 01 23 45".to_owned()),
    );
    for (text, expected) in [
        ("0521-01 23 45", vec![word.clone()]),
        ("växeln: 0521-01 23 45", vec![word.clone()]),
        ("Kim har varit sjuk.", vec![phone.clone()]),
        ("0521-01 23 45\", reason: Därför.}\n  - {text: \"0521 012345", vec![word.clone()]),
        ("Kim har", vec![word.clone(), phone.clone(), unused("Kim har")]),
        ("Noor har varit sjuk", vec![word.clone(), phone.clone(), unused("Noor har varit sjuk")]),
        ("0521-01 23 46", vec![word, phone, unused("0521-01 23 46")]),
    ] {
        assert_eq!(said(&[file], &allow(text)), expected, "{text}");
    }
}
