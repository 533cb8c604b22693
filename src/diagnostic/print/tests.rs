//! What a remark looks like, in every form.

use std::sync::Arc;

use super::*;
use crate::diagnostic::{Code, Words};
use crate::words;

const FILE: &str = "content/stories/x.md";

fn place(text: &str, needle: &str) -> Place {
    let start = text.find(needle).expect("the needle is in the text");
    Place::new(&Arc::from(FILE), start..start + needle.len())
}

fn shown(diagnostics: &[Diagnostic], bytes: &[u8], format: Format, tongue: Tongue) -> String {
    let bytes_of = |path: &str| (path == FILE).then_some(bytes);
    print(diagnostics, &bytes_of, Look { tongue, format, colour: Colour::Without })
}

fn cut_by_hash(text: &str) -> Diagnostic {
    Diagnostic::new(
        Code::CutByHash,
        place(text, "#1 i norr"),
        words!("allt efter `#` försvinner", "all after `#` is lost"),
    )
    .label(words!("försvinner", "lost"))
    .help(words!("sätt texten inom citattecken", "put the text in quotes"))
    .copy("title: \"Jobb #1 i norr\"")
}

#[test]
fn people_get_the_line_the_mark_and_the_step() {
    let text = "---\ntitle: Jobb #1 i norr\n---\n";
    let remark = cut_by_hash(text);
    assert_eq!(
        shown(std::slice::from_ref(&remark), text.as_bytes(), Format::Human, Tongue::Sv),
        "\
fel[F105]: allt efter `#` försvinner
 --> content/stories/x.md:2:13
  |
2 | title: Jobb #1 i norr
  |             ^^^^^^^^^ försvinner
  |
  = hjälp: sätt texten inom citattecken
  = skriv så här:
    title: \"Jobb #1 i norr\"

1 fel
"
    );
    let english = shown(&[remark], text.as_bytes(), Format::Human, Tongue::En);
    assert!(english.starts_with("error[F105]: all after `#` is lost\n"), "{english}");
    assert!(english.contains("= help: put the text in quotes\n  = write this:\n"), "{english}");
}

#[test]
fn a_second_place_is_shown_with_its_line() {
    let text = "---\ntitle: Ett\n\ntopics: []\ntitle: Två\n";
    let second = Place::new(&Arc::from(FILE), 27..32);
    let remark = Diagnostic::new(
        Code::DuplicateKey,
        second,
        words!("`title` står två gånger", "`title` is given twice"),
    )
    .related(place(text, "title"), words!("första gången", "first time"));
    assert_eq!(
        shown(&[remark], text.as_bytes(), Format::Human, Tongue::Sv),
        "\
fel[F108]: `title` står två gånger
 --> content/stories/x.md:5:1
  |
5 | title: Två
  | ^^^^^
  |
 ::: content/stories/x.md:2:1
  |
2 | title: Ett
  | ----- första gången

1 fel
"
    );
}

#[test]
fn a_file_as_a_whole_and_a_file_that_is_not_text_have_a_place_only() {
    let whole = Place::whole(&Arc::from(FILE));
    let empty =
        Diagnostic::new(Code::EmptyFile, whole, words!("filen är tom", "the file is empty"));
    assert_eq!(
        shown(&[empty], b"", Format::Human, Tongue::Sv),
        "fel[F003]: filen är tom\n--> content/stories/x.md\n\n1 fel\n"
    );
    let place = Place::new(&Arc::from(FILE), 4..5);
    let latin = Diagnostic::new(Code::NotUtf8, place, words!("filen är inte UTF-8", "not UTF-8"))
        .label(words!("här", "here"));
    assert_eq!(
        shown(&[latin], b"a\nb \xe5\n", Format::Human, Tongue::Sv),
        "fel[F001]: filen är inte UTF-8\n--> content/stories/x.md:2:3\n = här\n\n1 fel\n"
    );
}

#[test]
fn columns_are_those_of_the_file_also_after_tabs_and_in_long_lines() {
    let text = format!("\t\u{1b}[31m{}HÄR{}\n", "å".repeat(3000), "x".repeat(2_000_000));
    let remark = Diagnostic::new(
        Code::ControlCharacter,
        place(&text, "HÄR"),
        words!("här är det", "here it is"),
    );
    let shown = shown(&[remark], text.as_bytes(), Format::Human, Tongue::Sv);
    assert!(shown.contains(":1:3007\n"), "{shown}");
    assert!(shown.contains("HÄR") && shown.len() < 2000, "{} bytes", shown.len());
}

#[test]
fn content_cannot_command_a_terminal() {
    let evil = "\u{1b}]0;x\u{7}\u{9b}2J\u{202e}\u{e000}";
    let text = format!("title: {evil}\n");
    let words = || Words { sv: evil.to_owned(), en: evil.to_owned() };
    let remark = Diagnostic::new(Code::ControlCharacter, place(&text, evil), words())
        .label(words())
        .help(words())
        .related(place(&text, evil), words())
        .copy(evil);
    for format in [Format::Human, Format::Short, Format::Json, Format::GitHub] {
        let shown = shown(std::slice::from_ref(&remark), text.as_bytes(), format, Tongue::Sv);
        let obeyed = |c: char| c != '\n' && is_dangerous(c);
        assert!(!shown.contains(obeyed), "{format:?}: {shown:?}");
    }
}

#[test]
fn one_line_for_editors() {
    let text = "---\ntitle: Jobb #1 i norr\n---\n";
    assert_eq!(
        shown(&[cut_by_hash(text)], text.as_bytes(), Format::Short, Tongue::Sv),
        "content/stories/x.md:2:13: fel[F105]: allt efter `#` försvinner\n1 fel\n"
    );
}

#[test]
fn json_has_stable_keys() {
    let text = "---\ntitle: Jobb #1 i norr\n---\n";
    assert_eq!(
        shown(&[cut_by_hash(text)], text.as_bytes(), Format::Json, Tongue::Sv),
        concat!(
            r#"{"code":"F105","severity":"error","file":"content/stories/x.md","#,
            r#""line":2,"column":13,"end_line":2,"end_column":22,"start":16,"end":25,"#,
            r#""message":{"sv":"allt efter `#` försvinner","en":"all after `#` is lost"},"#,
            r#""label":{"sv":"försvinner","en":"lost"},"#,
            r#""help":{"sv":"sätt texten inom citattecken","en":"put the text in quotes"},"#,
            r#""copy":"title: \"Jobb #1 i norr\"","related":null}"#,
            "\n"
        )
    );
}

#[test]
fn github_commands_are_escaped() {
    let text = "a: b\n";
    let remark = Diagnostic::new(
        Code::RawHtml,
        place(text, "b"),
        words!("100 % <b>, a: b", "100 % <b>, a: b"),
    )
    .help(words!("ta bort", "remove"));
    assert_eq!(
        shown(&[remark], text.as_bytes(), Format::GitHub, Tongue::En),
        "::warning file=content/stories/x.md,line=1,col=4,endLine=1,endColumn=4,\
         title=warning F301::100 %25 <b>, a: b%0Aremove\n"
    );
}

#[test]
fn the_count_knows_one_from_many() {
    let of = |code| Diagnostic::new(code, Place::whole(&Arc::from(FILE)), words!("x", "x"));
    let all = [
        of(Code::EmptyFile),
        of(Code::NotUtf8),
        of(Code::NotAFile),
        of(Code::ByteOrderMark),
        of(Code::ByteOrderMark),
    ];
    assert_eq!(tally(&all, Tongue::Sv), "2 fel, 1 varning, 2 tips");
    assert_eq!(tally(&all, Tongue::En), "2 errors, 1 warning, 2 hints");
    assert_eq!(tally(&[], Tongue::En), "");
    assert_eq!(shown(&[], b"", Format::Human, Tongue::Sv), "");
}

#[test]
fn colours_only_where_asked() {
    let text = "---\ntitle: Jobb #1 i norr\n---\n";
    let bytes_of = |path: &str| (path == FILE).then_some(text.as_bytes());
    let look = Look { tongue: Tongue::Sv, format: Format::Human, colour: Colour::With };
    let shown = print(&[cut_by_hash(text)], &bytes_of, look);
    assert!(shown.contains("\u{1b}[") && shown.contains("content/stories/x.md:2:13"), "{shown:?}");
}

#[test]
fn many_remarks_in_one_long_line_do_not_take_long() {
    let text = "x".repeat(1_000_000);
    let file = Arc::from(FILE);
    let all: Vec<Diagnostic> = (0..20_000)
        .map(|at| {
            let place = Place::new(&file, at * 50..at * 50 + 1);
            Diagnostic::new(Code::RawHtml, place, words!("x", "x"))
        })
        .collect();
    let shown = shown(&all, text.as_bytes(), Format::Short, Tongue::Sv);
    assert_eq!(shown.lines().count(), 20_001);
}

proptest::proptest! {
    #[test]
    fn no_place_in_any_bytes_panics(
        bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..60),
        start in 0_usize..80,
        length in 0_usize..80,
        format in 0_usize..4,
    ) {
        let place = Place::new(&Arc::from(FILE), start..start + length);
        let remark = Diagnostic::new(Code::NotUtf8, place.clone(), words!("x", "x"))
            .label(words!("y", "y"))
            .related(place, words!("z", "z"));
        let formats = [Format::Human, Format::Short, Format::Json, Format::GitHub];
        shown(&[remark], &bytes, formats[format], Tongue::Sv);
    }

    #[test]
    fn no_place_in_any_text_panics(text in "\\PC{0,60}", start in 0_usize..200, length in 0_usize..9) {
        let place = Place::new(&Arc::from(FILE), start..start + length);
        let remark = Diagnostic::new(Code::NotUtf8, place, words!("x", "x"));
        shown(&[remark], text.as_bytes(), Format::Human, Tongue::Sv);
    }
}
