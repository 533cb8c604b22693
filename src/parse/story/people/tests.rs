use crate::diagnostic::{Code, Diagnostic};
use crate::parse::testing::{STORY, options, sources};
use crate::parse::{Memory, parse};

/// The errors and warnings on a story, with what each points at.
fn remarks(text: &str) -> Vec<(Code, String)> {
    let all = sources(&[("content/stories/bageriet.md", text)]);
    let (_, remarks) = parse(&all, &options(), &Memory::default());
    let at = |remark: &Diagnostic| text[remark.place.start..remark.place.end].to_owned();
    remarks.iter().map(|remark| (remark.code, at(remark))).collect()
}

/// What is replaced in the good story, by what, and the one remark that follows with its place.
#[test]
fn every_rule_has_its_remark_and_its_place() {
    use Code::{
        BasisNotReviewed, ConsentEndsSoon, ConsentMissing, DateOrder, NotCovered, StaleFacts,
    };
    let other = "basis: contract\n    reviewed: 2026-01-10";
    for (from, to, code, at) in [
        ("    given: 2026-01-10\n", "", ConsentMissing, "consent"),
        ("    expires: 2028-01-10\n", "", ConsentMissing, "consent"),
        ("    covers: [name, photo]\n", "", ConsentMissing, "consent"),
        ("given: 2026-01-10", "given: 2026-11-24", ConsentMissing, "2026-11-24"),
        ("covers: [name, photo]", "covers: [name]", NotCovered, "Kim"),
        ("covers: [name, photo]", "covers: []", NotCovered, "Kim"),
        ("Så här.", "– Hej, sa Kim.", NotCovered, "– Hej, sa Kim."),
        ("Så här.", "> Hej.\n\nKim, bagare", NotCovered, "> Hej."),
        ("expires: 2028-01-10", "expires: 2026-11-23", ConsentEndsSoon, "2026-11-23"),
        ("expires: 2028-01-10", "expires: 2027-01-22", ConsentEndsSoon, "2027-01-22"),
        ("basis: consent", "basis: contract", BasisNotReviewed, "contract"),
        ("basis: consent", "basis: contract\n    reviewed: 2026-11-24", DateOrder, "2026-11-24"),
        // Nothing to say.
        ("basis: consent", other, StaleFacts, ""),
        ("expires: 2028-01-10", "expires: 2027-01-23", StaleFacts, ""),
        ("Så här.", "> Hej.\n\nKims bageri.\n\n## Kim\n\n”Så här”, sa Noor.", NotCovered, "> Hej."),
        ("Så här.", "> Hej.\n\nNoor, bagare\n\nKim bakar ”bröd”.", StaleFacts, ""),
        ("covers: [name, photo]", "covers: []\n    withdrawn: 2026-10-01", StaleFacts, ""),
        ("given: 2026-01-10", "withdrawn: 2026-10-01", StaleFacts, ""),
        ("basis: consent\n    record: DNR-2026-0001", "withdrawn: 2026-10-01", StaleFacts, ""),
        ("expires: 2028-01-10", "expires: 2026-11-01\n    withdrawn: 2026-10-01", StaleFacts, ""),
    ] {
        let text = STORY.replacen(from, to, 1);
        assert_ne!(text, STORY, "{from}");
        let expected = match code {
            StaleFacts => Vec::new(),
            code => vec![(code, at.to_owned())],
        };
        assert_eq!(remarks(&text), expected, "{to}");
    }
}

#[test]
fn other_bases_are_held_to_what_they_are_said_to_cover() {
    let text = STORY.replace("basis: consent", "basis: public_interest\n    reviewed: 2026-01-10");
    let text = text.replace("covers: [name, photo]", "covers: [name]");
    assert_eq!(remarks(&text), [(Code::NotCovered, "Kim".to_owned())]);
    let text = text.replace("    covers: [name]\n", "").replace("Så här.", "– Hej, sa Kim.");
    assert_eq!(remarks(&text), []);
}

#[test]
fn a_part_of_a_name_is_a_quote_too_unless_others_have_it() {
    let text = STORY.replace("Kim", "Kim Exempelsson").replace("Så här.", "– Hej, sa Kim.");
    assert_eq!(remarks(&text), [(Code::NotCovered, "– Hej, sa Kim.".to_owned())]);
    let other = "people:\n  - {name: Kim, role: chef, basis: contract, record: DNR-1, reviewed: 2026-01-10}\n";
    assert_eq!(remarks(&text.replacen("people:\n", other, 1)), []);
}

#[test]
fn a_draft_waits_for_no_consent() {
    for status in ["draft", "review"] {
        let text = STORY
            .replace("status: published", &format!("status: {status}"))
            .replace(
                "    given: 2026-01-10\n    expires: 2028-01-10\n",
                "    expires: 2020-01-10\n",
            )
            .replace("covers: [name, photo]", "covers: []")
            .replace("Så här.", "– Hej, sa Kim.");
        assert_eq!(remarks(&text), [], "{status}");
        let text = text.replace("basis: consent", "basis: contract");
        assert_eq!(remarks(&text), [], "{status}");
    }
}

#[test]
fn a_translation_may_quote_only_whom_the_original_may() {
    let english = "---\ntitle: The bakery that became a place of work\n---\n## Results\n\n\
        > Hello.\n\nKim, baker\n";
    let texts =
        [("content/stories/bageriet.md", STORY), ("content/stories/bageriet.en.md", english)];
    let (_, remarks) = parse(&sources(&texts), &options(), &Memory::default());
    let places: Vec<_> = remarks.iter().map(|remark| (remark.code, &*remark.place.file)).collect();
    assert_eq!(places, [(Code::NotCovered, "content/stories/bageriet.en.md")]);
}
