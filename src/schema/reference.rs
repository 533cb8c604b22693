//! The tables as text for authors: the field reference and the blank story.

use std::fmt::Write as _;

use super::{
    ALT_LENGTH, Field, INTRODUCTION, Kind, Label, List, PAGE, REGISTER, Required, SECTIONS, SITE,
    STORY, TERRITORY, VOCABULARY,
};
use crate::diagnostic::Tongue;

/// The kinds of file, with their title and where they lie.
const FILES: [(&[Field], Label, &str); 7] = [
    (STORY, Label { sv: "Berättelse", en: "Story" }, "content/stories/ID.md"),
    (
        INTRODUCTION,
        Label { sv: "Presentation av delregion eller kommun", en: "Introduction to a place" },
        "content/regions/ID.md, content/municipalities/ID.md",
    ),
    (PAGE, Label { sv: "Sida", en: "Page" }, "content/pages/ID.md"),
    (SITE, Label { sv: "Webbplatsen", en: "The site" }, "content/site.yaml"),
    (
        REGISTER,
        Label { sv: "Registret över människor", en: "The register of people" },
        "people_register",
    ),
    (TERRITORY, Label { sv: "Området", en: "The territory" }, "content/territory.yaml"),
    (VOCABULARY, Label { sv: "Orden", en: "The words" }, "content/vocabulary.yaml"),
];

/// The reference of every field, as Markdown.
#[must_use]
pub fn markdown(tongue: Tongue) -> String {
    let mut text = String::from(match tongue {
        Tongue::Sv => {
            "# Alla fält\n\nListan är gjord av samma tabeller som Förebild kontrollerar filerna med. \
             Ett fält som inte står här finns inte.\n"
        }
        Tongue::En => {
            "# Every field\n\nThis list is made from the tables that Förebild checks files with. A \
             field that is not listed here does not exist.\n"
        }
    });
    for (fields, title, path) in FILES {
        let _ = write!(text, "\n## {}\n\n`{path}`\n", title.in_tongue(tongue));
        for field in fields {
            reference(&mut text, field, "", tongue);
        }
    }
    text
}

/// A story with every field as a comment, and title and municipality filled in: a draft that
/// builds as it is.
#[must_use]
pub fn blank_story(title: &str, municipality: &str, tongue: Tongue) -> String {
    let mut text = String::from("---\n");
    text.push_str(match tongue {
        Tongue::Sv => {
            "# Rader som börjar med # läses inte. För att använda ett fält, ta bort # först på\n\
             # raden, på alla fältets rader.\n"
        }
        Tongue::En => {
            "# Lines that begin with # are not read. To use a field, remove the # at the beginning\n\
             # of the line, on all lines of the field.\n"
        }
    });
    for field in STORY {
        text.push('\n');
        match field.key {
            "title" => filled(&mut text, field, &quoted(title), tongue),
            "municipality" => filled(&mut text, field, &quoted(municipality), tongue),
            "status" => filled(&mut text, field, "draft", tongue),
            _ => commented(&mut text, field, tongue),
        }
    }
    text.push_str("---\n");
    for section in SECTIONS {
        let (heading, prompt) =
            (section.heading.in_tongue(tongue), section.prompt.in_tongue(tongue));
        let _ = write!(text, "\n## {heading}\n\n{prompt}\n");
    }
    text
}

/// A field of the blank story that has a value.
fn filled(text: &mut String, field: &Field, value: &str, tongue: Tongue) {
    let _ = writeln!(text, "# {}", explanation(field, tongue));
    let _ = writeln!(text, "{}: {value}", field.key);
}

/// A field of the blank story that waits behind a comment.
fn commented(text: &mut String, field: &Field, tongue: Tongue) {
    let mut lines = Vec::new();
    sample(&mut lines, field, "", tongue);
    for line in lines {
        let space = if line.starts_with('#') { "" } else { "#" };
        let _ = writeln!(text, "{space}{line}");
    }
}

/// Fields that a new story does not begin with: uncommented with the others they would say that the
/// person has withdrawn already, or stands in a register.
const RARE: [&str; 2] = ["withdrawn", "ref"];

/// A field with its example, as lines of YAML; an explanation stands above each field.
fn sample(lines: &mut Vec<String>, field: &Field, indent: &str, tongue: Tongue) {
    lines.push(format!("{indent}# {}", explanation(field, tongue)));
    let key = field.key;
    let (fields, item) = match &field.kind {
        Kind::Map(fields) => (*fields, false),
        Kind::List(Kind::Map(fields)) => (*fields, true),
        _ => return lines.push(format!("{indent}{key}: {}", field.example)),
    };
    if !field.example.is_empty() {
        return lines.push(format!("{indent}{key}: {}", field.example));
    }
    lines.push(format!("{indent}{key}:"));
    let inner = if item { format!("{indent}    ") } else { format!("{indent}  ") };
    let first = lines.len();
    for field in fields.iter().filter(|field| !RARE.contains(&field.key)) {
        sample(lines, field, &inner, tongue);
    }
    // The dash stands before the first key; the explanations above it are comments.
    if item && let Some(line) = lines[first..].iter_mut().find(|line| !line.trim().starts_with('#'))
    {
        line.replace_range(indent.len()..inner.len(), "  - ");
    }
}

/// Label, help, choices and when the field must be there, on one line.
fn explanation(field: &Field, tongue: Tongue) -> String {
    let mut text = format!("{}: {}", field.label.in_tongue(tongue), field.help.in_tongue(tongue));
    if let Kind::Choice(choices) = field.kind {
        let keys: Vec<_> = choices.iter().map(|choice| choice.key).collect();
        let _ = write!(text, " ({})", keys.join(", "));
    }
    let when = match (field.required, tongue) {
        (Required::Always, Tongue::Sv) => " Måste finnas.",
        (Required::Always, Tongue::En) => " Must be there.",
        (Required::UnlessDraft, Tongue::Sv) => " Måste finnas när utkastet är klart.",
        (Required::UnlessDraft, Tongue::En) => " Must be there once it is no draft any more.",
        (Required::WhenPublished, Tongue::Sv) => " Måste finnas när berättelsen publiceras.",
        (Required::WhenPublished, Tongue::En) => " Must be there when the story is published.",
        (Required::Optional, _) => "",
    };
    text + when
}

/// A field of the reference, and the fields inside it.
fn reference(text: &mut String, field: &Field, within: &str, tongue: Tongue) {
    let name = format!("{within}{}", field.key);
    let _ = write!(
        text,
        "\n### `{name}`: {}\n\n{}\n\n",
        field.label.in_tongue(tongue),
        field.help.in_tongue(tongue)
    );
    let (when, kind, example) = match tongue {
        Tongue::Sv => ("Måste finnas", "Får vara", "Exempel"),
        Tongue::En => ("Required", "May be", "Example"),
    };
    let _ = writeln!(text, "- {when}: {}", required(field.required, tongue));
    let _ = writeln!(text, "- {kind}: {}", allowed(&field.kind, tongue));
    if let Kind::Choice(choices) | Kind::List(Kind::Choice(choices)) = &field.kind {
        for choice in *choices {
            let _ = writeln!(text, "  - `{}`: {}", choice.key, choice.label.in_tongue(tongue));
        }
    }
    if !field.example.is_empty() {
        let _ = writeln!(text, "- {example}: `{}: {}`", field.key, field.example);
    }
    let (fields, within) = match &field.kind {
        Kind::Map(fields) => (*fields, format!("{name}.")),
        Kind::List(Kind::Map(fields)) => (*fields, format!("{name}[].")),
        _ => return,
    };
    for field in fields {
        reference(text, field, &within, tongue);
    }
}

fn required(required: Required, tongue: Tongue) -> &'static str {
    match (required, tongue) {
        (Required::Always, Tongue::Sv) => "ja",
        (Required::Always, Tongue::En) => "yes",
        (Required::UnlessDraft, Tongue::Sv) => "ja, utom i ett utkast",
        (Required::UnlessDraft, Tongue::En) => "yes, except in a draft",
        (Required::WhenPublished, Tongue::Sv) => "ja, i en publicerad berättelse",
        (Required::WhenPublished, Tongue::En) => "yes, in a published story",
        (Required::Optional, Tongue::Sv) => "nej",
        (Required::Optional, Tongue::En) => "no",
    }
}

/// What a value may be, in words.
fn allowed(kind: &Kind, tongue: Tongue) -> String {
    let sv = tongue == Tongue::Sv;
    let fixed = |swedish: &str, english: &str| String::from(if sv { swedish } else { english });
    match kind {
        Kind::Text(least, most) if sv => format!("en text, {least} till {most} tecken"),
        Kind::Text(least, most) => format!("a text of {least} to {most} characters"),
        Kind::AltText => {
            let (least, most) = ALT_LENGTH;
            allowed(&Kind::Text(least, most), tongue)
        }
        Kind::Localized(least, most) if sv => {
            format!("en text, {least} till {most} tecken, eller en per språk: `{{sv: …, en: …}}`")
        }
        Kind::Localized(least, most) => {
            format!("a text of {least} to {most} characters, or one a language: `{{sv: …, en: …}}`")
        }
        Kind::Bool => fixed("`true` (ja) eller `false` (nej)", "`true` or `false`"),
        Kind::Whole(least, most) if sv => format!("ett heltal, {least} till {most}"),
        Kind::Whole(least, most) => format!("a whole number, {least} to {most}"),
        Kind::Number => fixed("ett tal", "a number"),
        Kind::Date => fixed("ett datum, `ÅÅÅÅ-MM-DD`", "a day, `YYYY-MM-DD`"),
        Kind::Period => fixed(
            "ett år, ett datum eller `{from: …, to: …}`",
            "a year, a day, or `{from: …, to: …}`",
        ),
        Kind::Url => fixed("en adress som börjar med `https://`", "an address with `https://`"),
        Kind::Email => fixed("en e-postadress", "an e-mail address"),
        Kind::Phone => fixed("ett telefonnummer", "a telephone number"),
        Kind::Alias => fixed("en tidigare adress, `/gammal/adress/`", "a former address, `/x/y/`"),
        Kind::File => fixed("ett filnamn i samma mapp", "a file name in the same folder"),
        Kind::Language => fixed("en språkkod, till exempel `sv`", "a language tag, such as `sv`"),
        Kind::OrgNumber => fixed("ett organisationsnummer", "a Swedish organisation number"),
        Kind::Municipality => {
            fixed("en kommuns namn eller kod", "the name or code of a municipality")
        }
        Kind::Word(list) => word_of(*list, sv),
        Kind::Choice(_) => fixed("ett av", "one of"),
        Kind::SvgPath => fixed("en SVG-sökväg", "an SVG path"),
        Kind::Key => fixed("a till z, siffror, `_` och `-`", "a to z, digits, `_` and `-`"),
        Kind::List(inner) if sv => format!("en lista; varje del är {}", allowed(inner, tongue)),
        Kind::List(inner) => format!("a list; each item is {}", allowed(inner, tongue)),
        Kind::OneOrList(inner) if sv => {
            format!("{}, eller en lista av sådana", allowed(inner, tongue))
        }
        Kind::OneOrList(inner) => format!("{}, or a list of such", allowed(inner, tongue)),
        Kind::Map(_) => fixed("en grupp med fälten nedan", "a group of the fields below"),
    }
}

fn word_of(list: List, sv: bool) -> String {
    let key = list.key();
    if sv {
        format!("ett ord ur `{key}` i vocabulary.yaml")
    } else {
        format!("a word of `{key}` in vocabulary.yaml")
    }
}

/// `text` in quotes, as YAML reads it back.
fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        format!("\"{text}\"")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::schema::field;
    use crate::yaml::{self, Node, Value};

    /// The front matter of `story` as a tree; fails on any remark.
    fn front_matter(story: &str) -> Node {
        let end = story[4..].find("---\n").expect("it ends") + 4;
        let (node, remarks) = yaml::parse(&Arc::from("x.md"), story, 4..end);
        assert!(remarks.is_empty(), "{remarks:?}\n{story}");
        node.expect("it can be read")
    }

    fn entries(node: &Node) -> &[yaml::Entry] {
        match &node.value {
            Value::Map(entries) => entries,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_blank_story_has_title_municipality_and_status() {
        for (title, tongue) in
            [("Bageriet: #1 i \"Hjo\"", Tongue::Sv), ("It's a \\ test", Tongue::En)]
        {
            let story = blank_story(title, "Hjo", tongue);
            let node = front_matter(&story);
            let read: Vec<_> = entries(&node)
                .iter()
                .map(|entry| match &entry.value.value {
                    Value::Scalar(scalar) => (entry.key.as_str(), scalar.text.as_str()),
                    other => panic!("{other:?}"),
                })
                .collect();
            assert_eq!(read, [("title", title), ("status", "draft"), ("municipality", "Hjo")]);
        }
    }

    #[test]
    fn a_blank_story_without_its_marks_is_yaml_with_every_field() {
        let story = blank_story("Bageriet i Hjo", "Hjo", Tongue::Sv);
        let bare: String = story
            .lines()
            .map(|line| match line.strip_prefix('#') {
                Some(rest)
                    if !rest.starts_with(" ") || rest.trim_start().len() + 1 < rest.len() =>
                {
                    format!("{rest}\n")
                }
                _ => format!("{line}\n"),
            })
            .collect();
        let node = front_matter(&bare);
        assert_known(&node, STORY);
        let keys: Vec<_> = entries(&node).iter().map(|entry| entry.key.as_str()).collect();
        let expected: Vec<_> = STORY.iter().map(|field| field.key).collect();
        assert_eq!(keys, expected);
    }

    /// Every key of `node` is in the table, down to the innermost.
    fn assert_known(node: &Node, fields: &[Field]) {
        for entry in entries(node) {
            let field = field(fields, &entry.key).unwrap_or_else(|| panic!("{}", entry.key));
            match (&field.kind, &entry.value.value) {
                (Kind::Map(fields), Value::Map(_)) => assert_known(&entry.value, fields),
                (Kind::List(Kind::Map(fields)), Value::List(items)) => {
                    assert_eq!(items.len(), 1, "{}", entry.key);
                    assert_known(&items[0], fields);
                }
                (Kind::Map(_) | Kind::List(Kind::Map(_)), other) => panic!("{other:?}"),
                _ => {}
            }
        }
    }

    #[test]
    fn every_field_has_an_example_of_its_own_or_of_the_fields_inside() {
        fn check(fields: &[Field]) {
            for field in fields {
                match &field.kind {
                    Kind::Map(inner) | Kind::List(Kind::Map(inner)) => check(inner),
                    _ => assert!(!field.example.is_empty(), "{} has no example", field.key),
                }
            }
        }
        for (fields, _, _) in FILES {
            check(fields);
        }
    }

    #[test]
    fn the_reference_names_every_field_once() {
        for tongue in [Tongue::Sv, Tongue::En] {
            let text = markdown(tongue);
            for heading in [
                "### `outcomes[].source.label`: ",
                "### `privacy.purposes[].basis`: ",
                "### `topics`: ",
            ] {
                assert!(text.contains(heading), "{heading}");
            }
            assert!(text.contains("`source: {label: Årsredovisning 2025"), "no examples");
        }
    }
}
