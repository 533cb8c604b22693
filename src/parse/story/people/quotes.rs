//! Whether those who are quoted have agreed to it.
//!
//! A quote of a person is a block quote that holds the name or a part of it, or that a paragraph with
//! it follows; or a paragraph with the name that has a passage in quotation marks or begins with a
//! dialogue dash. A passage is more than a word, or ends as a sentence does, so that a name in
//! quotation marks is none.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cover, Person, Status};
use crate::parse::markdown::{Passage, PassageKind, passages};
use crate::parse::story::Draft;
use crate::parse::story::rules::remark;
use crate::text::names::{Names, parts};
use crate::words;
use crate::yaml::REMARKS_MAX;

/// Checks the Markdown in `range` of the file `text`.
pub fn check(
    draft: &Draft<'_>,
    text: &str,
    range: std::ops::Range<usize>,
    sink: &mut Vec<Diagnostic>,
) {
    let is_silent = |person: &&Person| person.withdrawn.is_none() && !person.allows(Cover::Quote);
    let people: Vec<&Person> = draft.people.iter().filter(is_silent).collect();
    if people.is_empty() || draft.status != Status::Published {
        return;
    }
    let others = draft.people.iter().filter(|person| !is_silent(person));
    let others: Vec<&str> = others.map(|person| person.name.as_str()).collect();
    let parts = people.iter().enumerate().flat_map(|(index, person)| {
        parts(&person.name, &others).into_iter().map(move |part| (part, index))
    });
    let (parts, of): (Vec<&str>, Vec<usize>) = parts.unzip();
    let names = Names::with_parts(people.iter().map(|person| person.name.as_str()), parts);
    let passages = passages(text, range);
    for (index, passage) in passages.iter().enumerate() {
        let found = quoted(&names, passage, passages.get(index + 1)).into_iter();
        // Parts are counted after the names.
        let person = |name: usize| name.checked_sub(people.len()).map_or(name, |part| of[part]);
        let mut quoted: Vec<usize> = found.map(person).collect();
        quoted.sort_unstable();
        quoted.dedup();
        for name in quoted {
            if sink.len() >= REMARKS_MAX {
                return;
            }
            sink.push(not_covered(draft, &people[name].name, passage));
        }
    }
}

/// The people whom a passage quotes, by their place in `names`.
fn quoted(names: &Names, passage: &Passage, next: Option<&Passage>) -> Vec<usize> {
    let named = |passage: &Passage| {
        names.find(&passage.text).into_iter().map(|mention| mention.name).collect::<Vec<_>>()
    };
    match passage.kind {
        PassageKind::Quote => {
            let next = next.filter(|next| next.kind == PassageKind::Paragraph);
            named(passage).into_iter().chain(next.map(named).unwrap_or_default()).collect()
        }
        PassageKind::Paragraph if speaks(&passage.text) => named(passage),
        PassageKind::Paragraph | PassageKind::Heading => Vec::new(),
    }
}

/// Whether somebody speaks in a paragraph.
fn speaks(text: &str) -> bool {
    let mut start = text.trim_start().chars();
    let dash = matches!(start.next(), Some('–' | '—' | '―' | '-'));
    (dash && start.next().is_some_and(char::is_whitespace)) || in_marks(text).any(is_passage)
}

/// What stands between quotation marks; the mark that ends one may be the one that begins it.
fn in_marks(text: &str) -> impl Iterator<Item = &str> {
    let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»');
    text.split(is_mark).skip(1).step_by(2)
}

fn is_passage(text: &str) -> bool {
    let text = text.trim();
    text.split_whitespace().nth(1).is_some() || text.ends_with(['.', '!', '?', ',', '…'])
}

fn not_covered(draft: &Draft<'_>, name: &str, passage: &Passage) -> Diagnostic {
    let words = (
        words!(
            "här citeras `{name}`, men `quote` står inte i personens `covers`",
            "`{name}` is quoted here, but `quote` is not in the person's `covers`"
        ),
        words!(
            "ta bort citatet, eller fråga personen och skriv till quote när svaret är ja",
            "remove the quote, or ask the person and add quote when the answer is yes"
        ),
    );
    remark(draft, Code::NotCovered, passage.span.clone(), words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_speaks() {
        for (text, expected) in [
            ("– Vi bakar, säger Kim.", true),
            ("— Vi bakar, säger Kim.", true),
            ("- Vi bakar, säger Kim.", true),
            ("”Vi bakar”, säger Kim.", true),
            ("\"Ja!\" sa Kim.", true),
            ("”Ja”, sa Kim.", false),
            ("Kim säger: «Vi bakar.»", true),
            ("Kim säger »Vi bakar»", true),
            ("Kim startade ”Bageriet” år 2019.", false),
            ("Kim bakar – varje dag.", false),
            ("-5 grader", false),
            ("5\" rör", false),
            ("", false),
        ] {
            assert_eq!(speaks(text), expected, "{text}");
        }
    }
}
