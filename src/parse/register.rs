//! The register of people: who may be shown, kept outside the project.
//!
//! Git never forgets, so what consents say is best not in a public repository. A story then only
//! refers to a person, and the register says the rest. It is a list of people, each with an `id`, or
//! a group of them by their ids; the fields are those of a person of a story, and checked as they are.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::check::{Context, Record, Scope, check};
use super::yaml_file;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::Status;
use crate::schema::{Field, PERSON, REGISTER};
use crate::words;
use crate::yaml::{Entry, Node, Scalar, Style, Value};

/// The register that `site.yaml` names.
#[derive(Debug)]
pub struct Register {
    /// Its name among the sources.
    pub path: Arc<str>,
    people: People,
}

#[derive(Debug)]
enum People {
    /// There is no such file.
    Missing,
    /// It could not be read, which has been remarked on.
    Failed,
    /// By id.
    Known(BTreeMap<String, Record>),
}

/// Somebody who is looked for in the register.
#[derive(Debug)]
pub enum Lookup<'a> {
    /// There is no register.
    NoRegister,
    /// It could not be read, which has been remarked on.
    Failed,
    /// It does not have the person.
    Unknown,
    /// What it says of the person.
    Known(&'a Record),
}

impl Register {
    /// One that is not there.
    pub fn missing(path: &Arc<str>) -> Self {
        Self { path: Arc::clone(path), people: People::Missing }
    }

    /// One that could not be read.
    pub fn failed(path: &Arc<str>) -> Self {
        Self { path: Arc::clone(path), people: People::Failed }
    }

    /// What it says of somebody.
    pub fn find(&self, id: &str) -> Lookup<'_> {
        match &self.people {
            People::Missing => Lookup::NoRegister,
            People::Failed => Lookup::Failed,
            People::Known(people) => people.get(id).map_or(Lookup::Unknown, Lookup::Known),
        }
    }

    /// The names of those who have withdrawn.
    pub fn withdrawn(&self) -> Vec<String> {
        let People::Known(people) = &self.people else { return Vec::new() };
        let withdrawn = people.values().filter(|person| person.has("withdrawn"));
        withdrawn.filter_map(|person| person.text("name")).collect()
    }
}

/// Reads the register.
pub fn read(file: &Arc<str>, bytes: &[u8], language: &str, sink: &mut Vec<Diagnostic>) -> Register {
    let Some(node) = yaml_file(file, bytes, sink) else { return Register::failed(file) };
    let mut people = BTreeMap::new();
    let mut places: BTreeMap<String, Range<usize>> = BTreeMap::new();
    for (id, person) in entries(node) {
        let mut checked = |node: &Node, fields| {
            let owner = first_key(node);
            check(node, owner, &context(file, fields, language), sink)
        };
        let id = checked(&id, REGISTER);
        let record = checked(&person, PERSON);
        if record.has("ref") {
            sink.push(refers_on(file, record.key_span("ref")));
        }
        let Some(name) = id.text("id") else { continue };
        let place = id.span("id");
        if let Some(first) = places.get(&name) {
            sink.push(twice(&name, Place::new(file, place), Place::new(file, first.clone())));
            continue;
        }
        places.insert(name.clone(), place);
        people.insert(name, record);
    }
    Register { path: Arc::clone(file), people: People::Known(people) }
}

fn context<'a>(file: &'a Arc<str>, fields: &'static [Field], language: &'a str) -> Context<'a> {
    // A story may add what is missing, so no more is asked than of a draft.
    Context {
        file,
        fields,
        status: Status::Draft,
        scope: Scope::Whole,
        language,
        territory: None,
        vocabulary: None,
    }
}

/// Each person as a group with the id alone, and as a group with all the rest.
fn entries(node: Node) -> Vec<(Node, Node)> {
    match node.value {
        Value::List(items) => items.into_iter().map(with_id).collect(),
        Value::Map(people) => people.into_iter().map(by_key).collect(),
        Value::Refused => Vec::new(),
        // Says that fields are expected.
        Value::Scalar(_) => vec![(Node { value: Value::Refused, ..node.clone() }, node)],
    }
}

fn with_id(person: Node) -> (Node, Node) {
    let Node { span, value } = person;
    let Value::Map(fields) = value else {
        return (Node { span: span.clone(), value: Value::Refused }, Node { span, value });
    };
    let first = fields.first().map_or(span.clone(), |first| first.key_span.clone());
    let (id, rest) = fields.into_iter().partition(|entry| entry.key == "id");
    (Node { span: first, value: Value::Map(id) }, Node { span, value: Value::Map(rest) })
}

fn by_key(Entry { key, key_span, value }: Entry) -> (Node, Node) {
    let scalar = Scalar { text: key, style: Style::Plain };
    let id = Node { span: key_span.clone(), value: Value::Scalar(scalar) };
    let id = Entry { key: "id".to_owned(), key_span: key_span.clone(), value: id };
    (Node { span: key_span, value: Value::Map(vec![id]) }, value)
}

/// Where to say that a field is missing.
fn first_key(node: &Node) -> Range<usize> {
    match &node.value {
        Value::Map(entries) => entries.first().map(|entry| entry.key_span.clone()),
        _ => None,
    }
    .unwrap_or_else(|| node.span.clone())
}

fn refers_on(file: &Arc<str>, at: Range<usize>) -> Diagnostic {
    let message = words!(
        "`ref` hör hemma i berättelser, inte i registret",
        "`ref` belongs in stories, not in the register"
    );
    Diagnostic::new(Code::UnknownKey, Place::new(file, at), message).help(words!(
        "ta bort raden; nyckeln skrivs i `id`, eller före kolon",
        "remove the line; the key is written in `id`, or before the colon"
    ))
}

fn twice(id: &str, place: Place, first: Place) -> Diagnostic {
    let message =
        words!("`{id}` står två gånger i registret", "`{id}` stands twice in the register");
    Diagnostic::new(Code::GivenTwice, place, message)
        .related(first, words!("första gången här", "first given here"))
        .help(words!("ge den ena personen en annan nyckel", "give one of the two another key"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> (Register, Vec<(Code, String)>) {
        let mut sink = Vec::new();
        let register = read(&Arc::from("../x.yaml"), text.as_bytes(), "sv", &mut sink);
        let said = sink
            .into_iter()
            .map(|remark| (remark.code, text[remark.place.start..remark.place.end].to_owned()));
        (register, said.collect())
    }

    #[test]
    fn a_register_is_a_list_or_a_group() {
        for text in [
            "- id: kim-1\n  name: Kim\n  role: bagare\n- {id: noor, name: Noor, role: bagare, withdrawn: 2026-01-01}\n",
            "kim-1:\n  name: Kim\n  role: bagare\nnoor: {name: Noor, role: bagare, withdrawn: 2026-01-01}\n",
        ] {
            let (register, remarks) = said(text);
            assert_eq!(remarks, [], "{text}");
            let Lookup::Known(kim) = register.find("kim-1") else { panic!("{text}") };
            assert_eq!(kim.text("name").as_deref(), Some("Kim"));
            assert!(matches!(register.find("ines"), Lookup::Unknown));
            assert_eq!(register.withdrawn(), ["Noor"]);
        }
    }

    #[test]
    fn mistakes_have_their_place_in_the_register() {
        for (text, code, at) in [
            ("- name: Kim\n  role: bagare\n", Code::MissingField, "name"),
            ("- id: kim 1\n  name: Kim\n  role: bagare\n", Code::WrongType, "kim 1"),
            ("kim 1: {name: Kim, role: bagare}\n", Code::WrongType, "kim 1"),
            ("kim: {name: Kim}\n", Code::MissingField, "name"),
            ("kim: {name: Kim, role: bagare, born: 1990}\n", Code::UnknownKey, "born"),
            ("kim: {name: Kim, role: bagare, given: i maj}\n", Code::BadDate, "i maj"),
            ("kim: {name: Kim, role: bagare, ref: noor}\n", Code::UnknownKey, "ref"),
            (
                "- {id: kim, name: Kim, role: bagare}\n- {id: kim, name: Noor, role: bagare}\n",
                Code::GivenTwice,
                "kim",
            ),
            ("- Kim\n", Code::WrongType, ""),
            ("\n", Code::EmptyFile, ""),
        ] {
            assert_eq!(said(text).1, [(code, at.to_owned())], "{text}");
        }
    }
}
