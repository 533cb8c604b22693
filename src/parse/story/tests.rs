use crate::diagnostic::{Code, Diagnostic, Tongue};
use crate::model::{Moment, Story, Thousandths, Value};
use std::sync::Arc;

use crate::parse::testing::{STORY, options, sources};
use crate::parse::{Memory, parse};
use crate::schema::{SECTIONS, reference};

fn read(text: &str) -> (Option<Story>, Vec<Diagnostic>) {
    let (parsed, remarks) =
        parse(&sources(&[("content/stories/bageriet.md", text)]), &options(), &Memory::default());
    (parsed.expect("the settings are good").stories.pop().map(Arc::unwrap_or_clone), remarks)
}

#[test]
fn a_whole_story_is_read() {
    let (story, remarks) = read(STORY);
    assert_eq!(
        remarks.iter().filter(|remark| remark.is_error()).collect::<Vec<_>>(),
        Vec::<&Diagnostic>::new()
    );
    let story = story.expect("complete");
    assert_eq!((story.id.as_str(), story.language.as_str()), ("bageriet", "sv"));
    assert_eq!(story.municipalities.iter().map(|id| id.0).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(story.outcomes[0].value, Value::Exact(Thousandths(12_500)));
    assert_eq!(story.outcomes[0].period.from, Moment::Year(2025));
    assert_eq!(&*story.images[0].file, "content/stories/bageri.jpg");
    assert_eq!(&STORY[story.images[0].span.clone()], "bageri.jpg");
    assert_eq!(story.aliases[0].address, "gammal/adress");
    assert_eq!(&STORY[story.aliases[0].span.clone()], "/gammal/adress/");
    let enterprise = story.enterprise.expect("given");
    assert_eq!((enterprise.id.as_str(), enterprise.founded), ("exempelbageriet", Some(2019)));
}

/// What is replaced in the good story, by what, the one remark that follows, what it points at,
/// and the line to copy.
#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn one_mistake_gives_one_remark() {
    for (from, to, code, at, copy) in [
        // Fields
        ("title:", "titel:", Code::UnknownKey, "titel", ""),
        ("topics:", "amnen:", Code::UnknownKey, "amnen", ""),
        ("target_groups:", "legal_form:", Code::UnknownKey, "legal_form", ""),
        ("verified: 2026-03-10\n", "", Code::MissingField, "---", "verified: 2026-03-10"),
        (
            "  name: Exempelbageriet\n",
            "",
            Code::MissingField,
            "legal_form",
            "name: Exempelbageriet",
        ),
        (
            "topics: [work_training]",
            "topics: []",
            Code::EmptyField,
            "[]",
            "topics: [reserved_procurement]",
        ),
        (
            "topics: [work_training]",
            "topics:",
            Code::EmptyField,
            "topics",
            "topics: [reserved_procurement]",
        ),
        (
            "topics: [work_training]",
            "topics: work_training",
            Code::WrongType,
            "work_training",
            "topics: [work_training]",
        ),
        ("updated: 2026-05-02", "updated: ~", Code::EmptyField, "updated", "updated: 2026-05-02"),
        ("title: Bageriet som blev en arbetsplats", "title: Bageri", Code::TooShort, "Bageri", ""),
        ("  founded: 2019", "  founded: [2019]", Code::WrongType, "2019", "founded: 2019"),
        (
            "status: published",
            "status: Publicerad",
            Code::UnknownChoice,
            "Publicerad",
            "status: published",
        ),
        (
            "[Hjo, Öckerö kommun]",
            "Ockero",
            Code::UnknownMunicipality,
            "Ockero",
            "municipality: Öckerö",
        ),
        ("[Hjo, Öckerö kommun]", "[Hjo, Kungsbacka]", Code::UnknownMunicipality, "Kungsbacka", ""),
        ("[Hjo, Öckerö kommun]", "[Hjo, 1497]", Code::GivenTwice, "1497", ""),
        (
            "topics: [work_training]",
            "topics: [Arbetsträning]",
            Code::UnknownWord,
            "Arbetsträning",
            "topics: [work_training]",
        ),
        (
            "updated: 2026-05-02",
            "updated: 20260502",
            Code::BadDate,
            "20260502",
            "updated: 2026-05-02",
        ),
        ("updated: 2026-05-02", "updated: 2026-02-30", Code::ImpossibleDate, "2026-02-30", ""),
        (
            "period: 2025",
            "period: 2024-2025",
            Code::BadDate,
            "2024-2025",
            "period: {from: 2024, to: 2025}",
        ),
        (
            "period: 2025",
            "period: {from: 2025, to: 2024}",
            Code::DateOrder,
            "{from: 2025, to: 2024}",
            "",
        ),
        ("period: 2025", "period: {from: 2025-06-01, to: 2025}", Code::MissingSections, "", ""),
        (
            "period: 2025",
            "period: {from: 2025}",
            Code::MissingField,
            "{from: 2025}",
            "period: {from: 2024, to: 2025}",
        ),
        ("employees: 14", "employees: fjorton", Code::BadNumber, "fjorton", ""),
        ("value: 12,5", "value: 72 %", Code::BadNumber, "72 %", "value: 72"),
        ("769600-0004", "769600-0000", Code::BadOrgNumber, "769600-0000", ""),
        (
            "website: https://example.org",
            "website: www.example.org",
            Code::BadAddress,
            "www.example.org",
            "website: https://www.example.org",
        ),
        (
            "[/gammal/adress/]",
            "[gammal/adress]",
            Code::BadAlias,
            "gammal/adress",
            "aliases: [/gammal/adress/]",
        ),
        (
            "file: bageri.jpg",
            "file: ../bageri.jpg",
            Code::BadFileName,
            "../bageri.jpg",
            "file: bageri.jpg",
        ),
        // Rules between fields
        ("updated: 2026-05-02", "updated: 2026-03-13", Code::DateOrder, "2026-03-13", ""),
        ("founded: 2019", "founded: 2027", Code::DateOrder, "2027", ""),
        ("expires: 2028-01-10", "expires: 2025-01-10", Code::DateOrder, "2025-01-10", ""),
        ("expires: 2028-01-10", "expires: 2026-11-22", Code::ConsentExpired, "2026-11-22", ""),
        ("verified: 2026-03-10", "verified: 2026-11-24", Code::DateOrder, "2026-11-24", ""),
        (
            "verified: 2026-03-10",
            "verified: 2024-11-22",
            Code::StaleFacts,
            "2024-11-22",
            "verified: 2026-11-23",
        ),
        ("    value: 12,5\n", "", Code::OutcomeWithoutValue, "indicator", ""),
        ("value: 12,5", "from: 3", Code::OutcomeWithoutValue, "indicator", ""),
        ("value: 12,5", "value: 1\n    from: 1\n    to: 2", Code::OutcomeWithoutValue, "value", ""),
        ("value: 12,5", "from: 3\n    to: 2", Code::BadNumber, "3", ""),
        (
            "    source: {label: Årsredovisning 2025, date: 2026-02-01}\n",
            "",
            Code::OutcomeWithoutSource,
            "indicator",
            "source: {label: Årsredovisning 2025, date: 2026-02-01}",
        ),
        (
            "indicator: jobs_created",
            "indicator: sroi_ratio",
            Code::SroiWithoutNote,
            "sroi_ratio",
            "",
        ),
        (
            "    alt: Två personer lägger bullar på en plåt\n",
            "",
            Code::MissingAlt,
            "bageri.jpg",
            "alt: Två personer lägger bullar på en plåt",
        ),
        (
            "alt: Två",
            "alt: Bild på två",
            Code::PoorAlt,
            "Bild på två personer lägger bullar på en plåt",
            "",
        ),
        ("alt: Två personer lägger bullar på en plåt", "alt: Bageri", Code::PoorAlt, "Bageri", ""),
        ("    people: [Kim]\n", "", Code::PictureConsent, "bageri.jpg", "people: []"),
        ("people: [Kim]", "people: [Kin]", Code::UnknownPerson, "Kin", ""),
        // YAML
        (
            "title: Bageriet",
            "title: Jobb: Bageriet",
            Code::UnquotedColon,
            ":",
            "title: \"Jobb: Bageriet som blev en arbetsplats\"",
        ),
        (
            "topics: [work_training]",
            "topics: &a [work_training]",
            Code::YamlRefused,
            "&a [work_training]",
            "topics: \"&a [work_training]\"",
        ),
    ] {
        let text = STORY.replacen(from, to, 1);
        assert_ne!(text, STORY, "{from}");
        let (story, remarks) = read(&text);
        let remarks: Vec<_> = remarks.iter().filter(|r| r.code != Code::MissingSections).collect();
        if code == Code::MissingSections {
            assert_eq!((remarks.len(), story.is_some()), (0, true), "{to}: {remarks:#?}");
            continue;
        }
        // A list in place of a text follows from mending an anchor before a list.
        let remarks = if code == Code::YamlRefused { &remarks[..1] } else { &remarks[..] };
        let [remark] = remarks else { panic!("{to}: {remarks:#?}") };
        assert_eq!(remark.code, code, "{to}");
        assert_eq!(&text[remark.place.start..remark.place.end], at, "{to}");
        assert_eq!(remark.copy.as_deref().unwrap_or_default(), copy, "{to}: {remark:#?}");
        // A story whose basis has run out is kept for the report on people.
        let is_kept = !remark.is_error() || remark.code == Code::ConsentExpired;
        assert_eq!(story.is_some(), is_kept, "{to}");
    }
}

/// Whether a hint is given that the text below the front matter lacks helpful headings.
fn lacks_sections(file: &str, text: &str) -> bool {
    let (_, remarks) = parse(&sources(&[(file, text)]), &options(), &Memory::default());
    assert!(!remarks.iter().any(Diagnostic::is_error), "{file}: {remarks:#?}");
    remarks.iter().any(|remark| remark.code == Code::MissingSections)
}

#[test]
fn the_headings_of_a_blank_story_are_those_that_are_asked_for() {
    for (tongue, file) in
        [(Tongue::Sv, "content/stories/x.md"), (Tongue::En, "content/stories/x.en.md")]
    {
        let blank = reference::blank_story("Bageriet i Hjo", "Hjo", tongue);
        assert!(!lacks_sections(file, &blank), "{blank}");
        let (front, body) = blank.split_once("\n## ").expect("it has a heading");
        assert!(lacks_sections(file, front));
        let headings: Vec<&str> =
            body.lines().step_by(4).map(|line| line.trim_start_matches("## ")).collect();
        let expected = SECTIONS.map(|section| section.heading.in_tongue(tongue));
        assert_eq!(headings, expected);
        for heading in headings {
            let one = format!("{front}\n## {heading}\n\nText.\n");
            assert!(!lacks_sections(file, &one), "{one}");
        }
    }
}

#[test]
fn a_draft_needs_title_and_municipality_only() {
    let (story, remarks) = read("---\ntitle: Bageriet i Hjo\nmunicipality: 1497\n---\n");
    assert!(story.is_some(), "{remarks:#?}");
    let (story, remarks) = read("---\n---\n");
    assert!(story.is_none());
    let errors: Vec<_> = remarks.iter().filter(|r| r.is_error()).map(|r| r.code).collect();
    assert_eq!(errors, [Code::MissingField, Code::MissingField]);
    let (_, remarks) =
        read("---\ntitle: Bageriet i Hjo\nmunicipality: 1497\nstatus: review\n---\n");
    let missing = remarks.iter().filter(|r| r.code == Code::MissingField).count();
    assert_eq!(missing, 2, "summary and topics: {remarks:#?}");
}

#[test]
fn a_translation_takes_over_what_it_does_not_say() {
    let english = "---\ntitle: The bakery that became a place of work\n---\n## Results\n\nHello.\n";
    let parsed = |original: &str, translation: &str| {
        let texts = [
            ("content/stories/bageriet.md", original),
            ("content/stories/bageriet.en.md", translation),
        ];
        let (parsed, remarks) = parse(&sources(&texts), &options(), &Memory::default());
        let errors: Vec<_> = remarks.into_iter().filter(Diagnostic::is_error).collect();
        (parsed.expect("the settings are good"), errors)
    };
    let (both, errors) = parsed(STORY, english);
    assert_eq!(errors, []);
    let [original, translation] = &both.stories[..] else { panic!("two stories") };
    assert_eq!(translation.language, "en");
    assert_eq!(translation.published, original.published);
    assert_eq!(translation.outcomes.len(), 1);
    assert_eq!(translation.images[0].alt, original.images[0].alt);
    assert_eq!(translation.municipalities, original.municipalities);
    assert!(translation.aliases.is_empty());
    assert_eq!(both.targets.len(), 2);

    // A failed original: its own remark, and no other; both still exist.
    let (failed, errors) = parsed(&STORY.replace("2026-05-02", "i maj"), english);
    assert_eq!(errors.iter().map(|r| r.code).collect::<Vec<_>>(), [Code::BadDate]);
    assert_eq!((failed.stories.len(), failed.targets.len()), (0, 2));

    // What the translation says is checked against what the original says.
    let late = english.replace("---\n##", "updated: 2026-01-01\n---\n##");
    let (_, errors) = parsed(STORY, &late);
    assert_eq!(errors.iter().map(|r| r.code).collect::<Vec<_>>(), [Code::DateOrder]);

    // Without an original it has to say everything.
    let (parsed, _) =
        parse(&sources(&[("content/stories/x.en.md", english)]), &options(), &Memory::default());
    assert!(parsed.expect("the settings are good").stories.is_empty());
}

#[test]
fn a_public_body_may_not_use_legitimate_interest() {
    let text = STORY.replace("basis: consent", "basis: legitimate_interest");
    let mut all = sources(&[("content/stories/x.md", &text)]);
    assert!(
        !parse(&all, &options(), &Memory::default())
            .1
            .iter()
            .any(|r| r.code == Code::PublicBodyBasis)
    );
    let site =
        crate::parse::testing::SITE_YAML.replace("kind: association", "kind: public").replace(
            "  purposes:",
            "  data_protection_officer: {name: Ombudet, email: dso@example.org}\n  purposes:",
        );
    all.files.insert("content/site.yaml".into(), site.as_bytes().into());
    let codes: Vec<_> = parse(&all, &options(), &Memory::default())
        .1
        .into_iter()
        .filter(Diagnostic::is_error)
        .map(|r| r.code)
        .collect();
    assert_eq!(codes, [Code::PublicBodyBasis]);
}
