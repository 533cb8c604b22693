use super::*;
use proptest::prelude::*;

fn read(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
    parse(&Arc::from("x.md"), text, 0..text.len())
}

/// The tree on one line: quoted texts in `""`, block texts in `||`.
fn show(node: &Node) -> String {
    match &node.value {
        Value::Scalar(scalar) => match scalar.style {
            Style::Plain => scalar.text.clone(),
            Style::Quoted => format!("\"{}\"", scalar.text),
            Style::Block => format!("|{}|", scalar.text.escape_debug()),
        },
        Value::List(items) => {
            format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", "))
        }
        Value::Map(entries) => {
            let entries = entries.iter().map(|e| format!("{}: {}", e.key, show(&e.value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Refused => "refused".to_owned(),
    }
}

#[test]
fn g11_scalars_stay_as_written() {
    for text in ["NO", "on", "012", "1e3", "0x1F", "1.10", "2024-05-06", "0123", "~", "12:30", "-5"]
    {
        let (node, remarks) = read(&format!("a: {text}\n"));
        assert_eq!(remarks, [], "{text}");
        assert_eq!(node.as_ref().map(show), Some(format!("{{a: {text}}}")));
    }
}

#[test]
fn trees() {
    for (text, expected) in [
        ("", "{}"),
        ("# bara en kommentar\n", "{}"),
        ("a: 1\nb: 'x'\n", "{a: 1, b: \"x\"}"),
        ("a: 1\r\nb: åäö\r\n", "{a: 1, b: åäö}"),
        ("a:\n- x\n- y\n", "{a: [x, y]}"),
        ("a:\n  - n: 1\n    m: 2\n  - n: 3\n", "{a: [{n: 1, m: 2}, {n: 3}]}"),
        ("a: {n: 1, m: [x, 'y z']}\n", "{a: {n: 1, m: [x, \"y z\"]}}"),
        ("a: >\n  en\n  två\n\n  tre\nb: 1\n", "{a: |en två\\ntre\\n|, b: 1}"),
        ("a: |\n  # inte en kommentar\n  x: y: z\n", "{a: |# inte en kommentar\\nx: y: z\\n|}"),
        ("a: en\n  två\n", "{a: en två}"),
        ("a: # kommentar\nb: 1  # kommentar\nc: 2 # kommentar\n", "{a: , b: 1, c: 2}"),
        ("a: \"en\n  två\"\nb: 1\n", "{a: \"en två\", b: 1}"),
        ("a: [x,\n  y]\nb: 1\n", "{a: [x, y], b: 1}"),
        ("a: ”Jobb” och ”mer”\n", "{a: ”Jobb” och ”mer”}"),
        ("a:\n  en lång text\n", "{a: en lång text}"),
        ("url: https://example.org/#x\n", "{url: https://example.org/#x}"),
        ("---\na: 1\n", "{a: 1}"),
    ] {
        let (node, remarks) = read(text);
        assert_eq!(remarks, [], "{text:?}");
        assert_eq!(node.as_ref().map(show).as_deref(), Some(expected), "{text:?}");
    }
}

/// Text, code, what the remark points at, the line to copy, and what is read all the same.
#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn mistakes_are_named_and_mended() {
    use Code::{
        CutByHash, CutByTag, DuplicateKey, SmartQuotes, Tab, UnquotedColon, YamlRefused, YamlSyntax,
    };
    for (text, code, at, copy, tree) in [
        (
            "t: Jobb #1 i norr\n",
            CutByHash,
            "#1 i norr",
            "t: \"Jobb #1 i norr\"",
            "{t: \"Jobb #1 i norr\"}",
        ),
        ("t: #1 i norr\n", CutByHash, "#1 i norr", "t: \"#1 i norr\"", "{t: \"#1 i norr\"}"),
        ("t: !Bra jobbat\n", CutByTag, "!Bra", "t: \"!Bra jobbat\"", "{t: \"!Bra jobbat\"}"),
        ("t: Jobb: så här\n", UnquotedColon, ":", "t: \"Jobb: så här\"", "{t: \"Jobb: så här\"}"),
        (
            "t: Jobb: så \"här\"\n",
            UnquotedColon,
            ":",
            "t: 'Jobb: så \"här\"'",
            "{t: \"Jobb: så \"här\"\"}",
        ),
        (
            "a:\n  - Det gick bra: alla fick jobb\n",
            UnquotedColon,
            ":",
            "- \"Det gick bra: alla fick jobb\"",
            "{a: [\"Det gick bra: alla fick jobb\"]}",
        ),
        (
            "s: {label: Jobb: så, url: x}\n",
            UnquotedColon,
            ":",
            "s: {label: \"Jobb: så\", url: x}",
            "{s: {label: \"Jobb: så\", url: x}}",
        ),
        (
            "t: ”Jobb i norr”\n",
            SmartQuotes,
            "”Jobb i norr”",
            "t: \"Jobb i norr\"",
            "{t: \"Jobb i norr\"}",
        ),
        (
            "t: \"Jobb i norr”\nb: 1\n",
            SmartQuotes,
            "\"Jobb i norr”",
            "t: \"Jobb i norr\"",
            "{t: \"Jobb i norr\", b: 1}",
        ),
        ("a:\n\tb: 1\n\tc: 2\n", Tab, "\t", "  b: 1", "{a: {b: 1, c: 2}}"),
        ("a: 1\nb: 2\na: 3\n", DuplicateKey, "a", "", "{a: 1, b: 2}"),
        ("t:Bageriet\n", YamlSyntax, ":", "t: Bageriet", "{t: Bageriet}"),
        ("t:\u{a0}Bageriet\nb: 1\n", YamlSyntax, ":", "t: Bageriet", "{t: Bageriet, b: 1}"),
        ("a: 1\nBageriet i Hjo\nb: 2\n", YamlSyntax, "Bageriet i Hjo", "", "{a: 1, b: 2}"),
        (
            "t: \"Bra\" jobbat\n",
            YamlSyntax,
            "jobbat",
            "t: '\"Bra\" jobbat'",
            "{t: \"\"Bra\" jobbat\"}",
        ),
        ("t: \"Bra jobbat\nb: 1\n", YamlSyntax, "\"", "", "{t: \"Bra jobbat\", b: 1}"),
        ("t: [a, b\nb: 1\n", YamlSyntax, "[", "", "{t: [a, b], b: 1}"),
        (
            "t: [Nytt] Bageriet\n",
            YamlSyntax,
            "[Nytt] Bageriet",
            "t: \"[Nytt] Bageriet\"",
            "{t: \"[Nytt] Bageriet\"}",
        ),
        ("t: @hjo\n", YamlSyntax, "@hjo", "t: \"@hjo\"", "{t: \"@hjo\"}"),
        ("t: - Hej\n", YamlSyntax, "- Hej", "t: \"- Hej\"", "{t: \"- Hej\"}"),
        (
            "t: *Viktigt* besked\n",
            YamlRefused,
            "*Viktigt* besked",
            "t: \"*Viktigt* besked\"",
            "{t: \"*Viktigt* besked\"}",
        ),
        ("t: &namn\n  a: 1\n", YamlRefused, "&namn", "t: \"&namn\"", "{t: {a: 1}}"),
        ("t: [&a 1]\n", YamlRefused, "&a 1", "", "{t: [1]}"),
        ("t: !!str 12\n", YamlRefused, "!!str", "", "{t: \"12\"}"),
        ("<<: *a\nb: 1\n", YamlRefused, "<<", "", "{b: 1}"),
        ("? [a, b]\n: 1\nb: 1\n", YamlRefused, "[a, b]", "", "{b: 1}"),
        ("{a: 1}: 2\n", YamlRefused, "{a: 1}", "", "{}"),
        ("%YAML 1.2\nb: 1\n", YamlRefused, "%YAML 1.2", "", "{b: 1}"),
        ("a: 1\n---\nb: 1\n", YamlRefused, "---", "", "{a: 1}"),
        ("a: \"\\u202e\"\n", Code::ControlCharacter, "\"\\u202e\"", "", "{a: \"\u{202e}\"}"),
    ] {
        let (node, remarks) = read(text);
        let [remark] = &remarks[..] else { panic!("{text:?}: {remarks:#?}") };
        assert_eq!(remark.code, code, "{text:?}");
        assert_eq!(&text[remark.place.start..remark.place.end], at, "{text:?}");
        assert_eq!(remark.copy.as_deref().unwrap_or_default(), copy, "{text:?}");
        assert_eq!(node.as_ref().map(show).as_deref(), Some(tree), "{text:?}");
    }
}

#[test]
fn what_only_the_scanner_sees_has_words_of_ours() {
    for (text, at, part) in [
        ("a: 1\n  b: 2\n", 2, "indragen längre"),
        ("a:\n    b: 1\n  c: 2\n", 3, "passar inte ihop"),
        ("a: {b: [x] c}\n", 1, "inom `[ ]`"),
        ("a: \"\\q\"\n", 1, "betyder något särskilt"),
    ] {
        let (node, remarks) = read(text);
        let [remark] = &remarks[..] else { panic!("{text:?}: {remarks:#?}") };
        assert_eq!((remark.code, node), (Code::YamlSyntax, None), "{text:?}");
        assert!(remark.message.sv.contains(part), "{text:?}: {remark:?}");
        assert_eq!(
            text[..remark.place.start].matches('\n').count() + 1,
            at,
            "{text:?}: {remark:?}"
        );
    }
}

#[test]
fn g17_depth_is_bounded() {
    let text = format!("a: {}{}\n", "[".repeat(15), "]".repeat(15));
    assert_eq!(read(&text).1, []);
    let text = format!("a: {}{}\n", "[".repeat(16), "]".repeat(16));
    assert_eq!(read(&text).1[0].code, Code::YamlRefused);
    // Brackets that are never closed are not all shown.
    let (_, remarks) = read(&format!("a: {}\n", "[".repeat(20_000)));
    assert_eq!(remarks[0].code, Code::YamlSyntax);
    assert!(remarks[0].message.en.contains(&format!("`{}…`", "]".repeat(16))), "{remarks:?}");
}

#[test]
fn places_count_bytes_from_the_beginning_of_the_file() {
    let text = "---\nåäö: [é, 'ö ö']\nb:\n  - c: |\n      ü\n    d:\n---\n";
    let (node, remarks) = parse(&Arc::from("x.md"), text, 4..text.len() - 4);
    assert_eq!(remarks, []);
    let Some(Value::Map(top)) = node.map(|node| node.value) else { panic!("a map") };
    assert_eq!(&text[top[0].key_span.clone()], "åäö");
    assert_eq!(&text[top[0].value.span.clone()], "[é, 'ö ö']");
    let Value::List(items) = &top[0].value.value else { panic!("a list") };
    assert_eq!(&text[items[0].span.clone()], "é");
    assert_eq!(&text[items[1].span.clone()], "'ö ö'");
    let Value::List(items) = &top[1].value.value else { panic!("a list") };
    let Value::Map(entries) = &items[0].value else { panic!("a map") };
    assert_eq!(text[entries[0].value.span.clone()].trim(), "ü");
    assert_eq!(&text[entries[1].key_span.clone()], "d");
    assert_eq!(entries[1].value.span, entries[1].key_span.end..entries[1].key_span.end);
}

#[test]
fn g9_several_mistakes_in_one_run() {
    let (node, remarks) = read("a: Jobb: x\nb: !Bra y\nc: ”z”\nd: 1 #2\n");
    let codes: Vec<_> = remarks.iter().map(|remark| remark.code).collect();
    assert_eq!(codes, [Code::UnquotedColon, Code::CutByTag, Code::SmartQuotes, Code::CutByHash]);
    assert!(node.is_some());
}

#[test]
fn a_mended_mistake_does_not_hide_another_further_down() {
    for (text, codes) in [
        ("a: Jobb: x\nb: 1\nc: 2\n  d: 3\n", &[Code::UnquotedColon, Code::YamlSyntax][..]),
        ("a:\n\tb: 1\n\t\tc: 2\n", &[Code::Tab]),
    ] {
        let remarks = read(text).1;
        assert_eq!(remarks.iter().map(|remark| remark.code).collect::<Vec<_>>(), codes, "{text:?}");
    }
}

#[test]
fn remarks_have_an_end() {
    assert_eq!(read(&"a: b: c\n".repeat(5_000)).1.len(), REMARKS_MAX + REMARKS_MAX);
    assert_eq!(read(&"a: b\n".repeat(5_000)).1.len(), REMARKS_MAX);
}

#[test]
fn control_characters_are_counted_once() {
    let file: Arc<str> = Arc::from("x.md");
    assert_eq!(control_characters(&file, "åäö – ”ok” 😀\r\n\t", 0..20), None);
    let text = "å\u{85}b\u{202e}";
    let remark = control_characters(&file, text, 0..text.len()).expect("two of them");
    assert_eq!(remark.place.start..remark.place.end, 2..4);
    assert!(remark.message.en.contains("2 invisible"), "{remark:?}");
    for c in (0..=0xffff).filter_map(char::from_u32) {
        let found = control_characters(&file, &c.to_string(), 0..c.len_utf8()).is_some();
        assert_eq!(found, is_control(c), "{c:?}");
    }
}

/// Pieces that YAML gives a meaning to, so that random texts reach deep into it.
fn yaml_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("a"),
        Just("b: "),
        Just("- "),
        Just("\n"),
        Just("\n  "),
        Just("\t"),
        Just("\""),
        Just("'"),
        Just("["),
        Just("]"),
        Just("{"),
        Just("}"),
        Just("#"),
        Just(" #x"),
        Just("!"),
        Just("&"),
        Just("*"),
        Just("|"),
        Just(">"),
        Just("---"),
        Just("..."),
        Just("%"),
        Just("?"),
        Just(": "),
        Just("<<"),
        Just("”"),
        Just("\u{a0}"),
        Just("\r\n"),
        Just("\r"),
        Just("\0"),
        Just("\u{feff}"),
        Just("å"),
        Just(","),
        Just("\\"),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn never_panics_and_places_lie_in_the_text(text in prop_oneof![yaml_like(), ".{0,60}"]) {
        let (node, remarks) = read(&text);
        for remark in &remarks {
            prop_assert!(text.get(remark.place.start..remark.place.end).is_some(), "{:?}", remark);
        }
        prop_assert!(node.is_some() || !remarks.is_empty());
        if let Some(node) = &node {
            prop_assert!(text.get(node.span.clone()).is_some(), "{:?}", node);
        }
        prop_assert_eq!(after_a_mark(&text), places_of(remarks));
    }
}

/// What is said, and where.
fn places_of(remarks: Vec<Diagnostic>) -> Vec<(String, Range<usize>)> {
    remarks.into_iter().map(|it| (it.message.en, it.place.start..it.place.end)).collect()
}

/// The same of a file that begins with the mark that some editors put before the first line, as
/// places in the text without it.
fn after_a_mark(text: &str) -> Vec<(String, Range<usize>)> {
    let marked = format!("\u{feff}{text}");
    let (_, remarks) = parse(&Arc::from("x.yaml"), &marked, 3..marked.len());
    let places = places_of(remarks);
    places.into_iter().map(|(message, place)| (message, place.start - 3..place.end - 3)).collect()
}

#[test]
fn g18_a_mark_before_the_first_line_changes_nothing() {
    for text in ["!x a: b: c\n", "&x a: b: c\n", "a: 1\n  b: 2\n", "  a: b: c\n", "a: {b"] {
        let (_, remarks) = read(text);
        assert!(!remarks.is_empty(), "{text:?}");
        assert_eq!(after_a_mark(text), places_of(remarks), "{text:?}");
    }
}
