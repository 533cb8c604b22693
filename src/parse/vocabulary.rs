//! `vocabulary.yaml` to lists of words.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::check::{Context, Record, Scope, check};
use super::yaml_file;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Sensitive, Status, Term, Unit, Vocabulary};
use crate::personal::sensitive::Lexicon;
use crate::schema::{List, VOCABULARY};
use crate::words;

/// Where the file lies.
pub const PATH: &str = "content/vocabulary.yaml";

/// Reads the vocabulary; `language` is the site's own.
pub fn read(
    file: &Arc<str>,
    bytes: &[u8],
    language: &str,
    sink: &mut Vec<Diagnostic>,
) -> Option<Vocabulary> {
    let mut found = Vec::new();
    let record = yaml_file(file, bytes, &mut found).map(|node| {
        let context = Context {
            file,
            fields: VOCABULARY,
            status: Status::Published,
            scope: Scope::Whole,
            language,
            territory: None,
            vocabulary: None,
        };
        check(&node, 0..0, &context, &mut found)
    });
    let vocabulary = record.and_then(|record| {
        for list in List::ALL {
            keys_stand_once(&record, list, file, &mut found);
        }
        if found.iter().any(Diagnostic::is_error) { None } else { vocabulary(&record) }
    });
    sink.append(&mut found);
    vocabulary
}

/// Two keys that differ only in `_` and `-` would share an address, so they count as one.
fn keys_stand_once(record: &Record, list: List, file: &Arc<str>, sink: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, Range<usize>> = BTreeMap::new();
    for term in record.records(list.key()) {
        let Some(key) = term.text("key") else { continue };
        let span = term.span("key");
        if let Some(first) = seen.get(&address(&key)) {
            sink.push(
                Diagnostic::new(
                    Code::GivenTwice,
                    Place::new(file, span),
                    words!(
                        "nyckeln `{key}` står två gånger i samma lista",
                        "the key `{key}` is given twice in one list"
                    ),
                )
                .related(
                    Place::new(file, first.clone()),
                    words!("första gången här", "first given here"),
                )
                .help(words!(
                    "byt den ena nyckeln, eller ta bort den",
                    "change one of the keys, or remove it"
                )),
            );
        } else {
            seen.insert(address(&key), span);
        }
    }
}

fn address(key: &str) -> String {
    key.replace('_', "-")
}

fn vocabulary(record: &Record) -> Option<Vocabulary> {
    let lists = List::ALL
        .into_iter()
        .map(|list| Some((list, record.records(list.key()).map(term).collect::<Option<Vec<_>>>()?)))
        .collect::<Option<_>>()?;
    let groups: Vec<Vec<String>> = record.records("sensitive_words").map(words).collect();
    let sensitive = record.records("sensitive_words").map(sensitive).collect::<Option<_>>()?;
    let lexicon = Lexicon::new(groups.iter().map(Vec::as_slice));
    Some(Vocabulary { lists, sensitive, lexicon })
}

fn sensitive(record: &Record) -> Option<Sensitive> {
    let crime = record.truth("crime").unwrap_or(false);
    Some(Sensitive { label: record.localized("label")?, crime })
}

fn words(record: &Record) -> Vec<String> {
    record.texts("words").map(|(word, _)| word.to_owned()).collect()
}

fn term(record: &Record) -> Option<Term> {
    let key = record.text("key")?;
    Some(Term {
        id: address(&key),
        key,
        label: record.localized("label")?,
        help: record.localized("help"),
        unit: match record.choice("unit") {
            Some("sek") => Unit::Sek,
            Some("percent") => Unit::Percent,
            Some("ratio") => Unit::Ratio,
            _ => Unit::Count,
        },
        calculated: record.truth("calculated").unwrap_or(false),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::testing::{self, VOCABULARY_YAML};

    #[test]
    fn a_whole_file_is_read() {
        let vocabulary = testing::vocabulary();
        let topics = vocabulary.list(List::Topics);
        assert_eq!(
            (topics[1].key.as_str(), topics[1].id.as_str()),
            ("work_training", "work-training")
        );
        assert_eq!(topics[1].label.get("en"), "Work training");
        assert_eq!(vocabulary.list(List::Indicators)[1].unit, Unit::Ratio);
        assert!(vocabulary.list(List::Methods)[1].calculated);
    }

    #[test]
    fn rules() {
        for (from, to, code) in [
            ("key: work_training", "key: reserved_procurement", Code::GivenTwice),
            ("key: work_training", "key: reserved-procurement", Code::GivenTwice),
            ("key: work_training", "key: Work training", Code::WrongType),
            ("unit: ratio", "unit: kvot", Code::UnknownChoice),
            (
                "{sv: Arbetsträning, en: Work training}",
                "{sv: Arbetsträning, en: ''}",
                Code::EmptyField,
            ),
            (
                "{sv: Arbetsträning, en: Work training}",
                "{sv: Arbetsträning, En: x}",
                Code::UnknownKey,
            ),
            ("topics:", "topic:", Code::UnknownKey),
        ] {
            let text = VOCABULARY_YAML.replacen(from, to, 1);
            assert_ne!(text, VOCABULARY_YAML, "{from}");
            let mut sink = Vec::new();
            let vocabulary = read(&Arc::from(PATH), text.as_bytes(), "sv", &mut sink);
            assert!(vocabulary.is_none(), "{to}");
            assert_eq!(sink.iter().map(|r| r.code).collect::<Vec<_>>(), [code], "{to}: {sink:#?}");
        }
    }
}
