//! The one validator: walks a tree beside the schema's table and says everything that is wrong.
//!
//! What a single text must look like is decided by pure functions (`dates`, `numbers`,
//! `addresses`, `shapes`, `lookup`) that know neither file nor place; this module knows where
//! the text stands and which field it is. What comes out is a [`Record`] of typed values, so
//! that no later stage checks anything a second time.

mod addresses;
mod alt;
mod dates;
mod lookup;
mod numbers;
mod record;
mod shapes;

pub use alt::alt_fault;
pub use dates::{first_day, last_day};
pub use record::{Checked, Is, Record};
pub use shapes::is_language;

use record::Item;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place, Words};
use crate::model::{Localized, Period, Status, Territory, Vocabulary};
use crate::schema::{Field, Kind, Required};
use crate::text::nearest;
use crate::words;
use crate::yaml::{Entry, Node, REMARKS_MAX, Value};

/// The longest list of single values.
const LIST_MAX: usize = 500;

/// What the check of a file needs to know besides the file.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The file.
    pub file: &'a Arc<str>,
    /// The table of its fields.
    pub fields: &'static [Field],
    /// The story's status, which decides what must be there; published for other files.
    pub status: Status,
    /// Whether what is missing can come from elsewhere.
    pub scope: Scope,
    /// The site's own language.
    pub language: &'a str,
    /// The municipalities; without them names go unchecked.
    pub territory: Option<&'a Territory>,
    /// The words; without them words go unchecked.
    pub vocabulary: Option<&'a Vocabulary>,
}

/// How much of the table a file must fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All that is required.
    Whole,
    /// A title; the rest is taken from the original where it is not given.
    Translation,
}

/// Why a text is not what its field needs.
#[derive(Clone, Debug)]
struct Refusal {
    code: Code,
    message: Box<Words>,
    help: Box<Words>,
    /// What was most likely meant, as it would be written.
    guess: Option<String>,
}

impl Refusal {
    fn new(code: Code, message: Words, help: Words) -> Self {
        Self { code, message: Box::new(message), help: Box::new(help), guess: None }
    }

    fn guess(mut self, guess: Option<String>) -> Self {
        self.guess = guess;
        self
    }
}

/// Checks the fields of a file. `owner` is where to say that one is missing.
pub fn check(
    node: &Node,
    owner: Range<usize>,
    context: &Context<'_>,
    sink: &mut Vec<Diagnostic>,
) -> Record {
    let mut walk = Walk { context, sink, depth: 0, missing: Code::MissingField };
    match &node.value {
        Value::Map(entries) => walk.fields(entries, context.fields, owner),
        Value::Refused => Record { owner, items: Vec::new() },
        Value::Scalar(_) | Value::List(_) => {
            let at = node.span.start..node.span.start;
            walk.say(
                Code::WrongType,
                at,
                words!(
                    "här ska det stå fält, med namn, kolon och värde",
                    "fields are expected here, with a name, a colon and a value"
                ),
            );
            Record { owner, items: Vec::new() }
        }
    }
}

struct Walk<'a> {
    context: &'a Context<'a>,
    sink: &'a mut Vec<Diagnostic>,
    depth: usize,
    /// The code of a missing field: some parts of `site.yaml` are required by law.
    missing: Code,
}

impl Walk<'_> {
    fn say(&mut self, code: Code, at: Range<usize>, message: Words) -> &mut Diagnostic {
        // The last one takes the place of the one before, so that there is one to add help to.
        self.sink.truncate(REMARKS_MAX - 1);
        self.sink.push(Diagnostic::new(code, Place::new(self.context.file, at), message));
        self.sink.last_mut().expect("it was just put there")
    }

    /// The fields of a group, and what is missing among them.
    fn fields(
        &mut self,
        entries: &[Entry],
        fields: &'static [Field],
        owner: Range<usize>,
    ) -> Record {
        let mut record = Record { owner, items: Vec::with_capacity(entries.len()) };
        let mut meant = Vec::new();
        for entry in entries {
            let Some(field) = crate::schema::field(fields, &entry.key) else {
                meant.extend(self.unknown_key(entry, fields));
                continue;
            };
            let outside = self.missing;
            if self.depth == 0 && matches!(field.key, "privacy" | "accessibility" | "contact_form")
            {
                self.missing = Code::RequiredItem;
            }
            self.depth += 1;
            let value = self.entry(entry, field);
            self.depth -= 1;
            self.missing = outside;
            record.items.push(Item { key: field.key, key_span: entry.key_span.clone(), value });
        }
        // What a person only refers to is looked up by whoever has the register.
        if record.has("ref") {
            return record;
        }
        // Of somebody who has withdrawn nothing is asked that only those who are shown need.
        let withdrawn = record.has("withdrawn");
        for field in fields {
            if withdrawn && field.required == Required::WhenPublished {
                continue;
            }
            if self.is_required(field) && !record.has(field.key) && !meant.contains(&field.key) {
                self.missing_field(field, record.owner.clone());
            }
        }
        record
    }

    fn is_required(&self, field: &Field) -> bool {
        if self.depth == 0 && self.context.scope == Scope::Translation {
            return field.key == "title";
        }
        match field.required {
            Required::Always => true,
            Required::UnlessDraft => self.context.status != Status::Draft,
            Required::WhenPublished => self.context.status == Status::Published,
            Required::Optional => false,
        }
    }

    fn missing_field(&mut self, field: &Field, at: Range<usize>) {
        let (key, label) = (field.key, field.label);
        let (sv, en) = (label.sv, label.en);
        let by_law = self.missing == Code::RequiredItem
            || (self.depth == 0 && matches!(key, "privacy" | "accessibility"));
        let (code, message) = if by_law {
            (
                Code::RequiredItem,
                words!(
                    "`{key}` saknas ({sv}): det måste stå på webbplatsen",
                    "`{key}` is missing ({en}): the site must say it"
                ),
            )
        } else {
            (self.missing, words!("`{key}` saknas ({sv})", "`{key}` is missing ({en})"))
        };
        let copy = line(field, field.example);
        let remark = self.say(code, at, message);
        let (sv, en) = (field.help.sv, field.help.en);
        remark.help = Some(words!("lägg till fältet. {sv}", "add the field. {en}"));
        remark.copy = copy;
    }

    /// Reports a key that is not in the table; gives the one that was meant.
    fn unknown_key(&mut self, entry: &Entry, fields: &'static [Field]) -> Option<&'static str> {
        let key = entry.key.as_str();
        if self.sink.len() + 1 >= REMARKS_MAX {
            return None;
        }
        let names = fields.iter().flat_map(|field| {
            [field.key, field.label.sv, field.label.en].map(|name| (name, field.key))
        });
        let near = nearest(key, names.clone().map(|(name, _)| name));
        let meant = near.and_then(|near| names.clone().find(|(name, _)| *name == near));
        let meant = meant.map(|(_, key)| key);
        let message = words!("fältet `{key}` finns inte här", "there is no field `{key}` here");
        let mut places = Vec::new();
        elsewhere(self.context.fields, key, "", &mut places);
        let help = match (meant, &places[..]) {
            (Some(meant), _) => words!("menade du `{meant}`?", "did you mean `{meant}`?"),
            (None, [place]) if place.is_empty() => words!(
                "flytta det längst ut till vänster, utanför gruppen",
                "move it to the left, out of the group"
            ),
            (None, [place]) => words!("flytta det till `{place}`", "move it to `{place}`"),
            (None, _) => {
                let keys: Vec<_> = fields.iter().map(|field| field.key).collect();
                let keys = keys.join(", ");
                words!(
                    "ta bort det, eller använd ett av: {keys}",
                    "remove it, or use one of: {keys}"
                )
            }
        };
        self.say(Code::UnknownKey, entry.key_span.clone(), message).help = Some(help);
        meant
    }

    fn entry(&mut self, entry: &Entry, field: &'static Field) -> Checked {
        if let Value::Scalar(scalar) = &entry.value.value
            && scalar.is_empty()
        {
            let span = entry.key_span.clone();
            return self.empty(field, span);
        }
        self.value(&entry.value, field, &field.kind)
    }

    fn empty(&mut self, field: &Field, span: Range<usize>) -> Checked {
        let (key, required) = (field.key, self.is_required(field));
        let copy = line(field, field.example);
        let remark =
            self.say(Code::EmptyField, span.clone(), words!("`{key}` är tomt", "`{key}` is empty"));
        remark.help = Some(if required {
            words!("skriv ett värde efter kolon", "write a value after the colon")
        } else {
            words!(
                "skriv ett värde efter kolon, eller ta bort raden",
                "write a value after the colon, or remove the line"
            )
        });
        remark.copy = copy;
        Checked { span, is: Is::Wrong }
    }

    fn value(&mut self, node: &Node, field: &'static Field, kind: &'static Kind) -> Checked {
        let span = node.span.clone();
        let is = match (kind, &node.value) {
            (_, Value::Refused) => Is::Wrong,
            (Kind::Map(fields), Value::Map(entries)) => {
                let owner = entries.first().map_or(span.clone(), |first| first.key_span.clone());
                Is::Map(self.fields(entries, fields, owner))
            }
            (Kind::List(inner) | Kind::OneOrList(inner), Value::List(items)) => {
                return self.list(node, items, (field, inner));
            }
            (Kind::OneOrList(inner), _) => Is::List(vec![self.value(node, field, inner)]),
            (Kind::Localized(min, max), Value::Map(entries)) => {
                self.localized(entries, field, (*min, *max))
            }
            (Kind::Period, Value::Map(entries)) => self.period(entries, field, &span),
            (Kind::Map(_) | Kind::List(_), _) | (_, Value::Map(_) | Value::List(_)) => {
                self.wrong_type(node, field, kind);
                Is::Wrong
            }
            (_, Value::Scalar(scalar)) if scalar.is_empty() => return self.empty(field, span),
            (kind, Value::Scalar(scalar)) => self.scalar(&scalar.text, (field, kind), &span),
        };
        Checked { span, is }
    }

    fn scalar(
        &mut self,
        text: &str,
        (field, kind): (&Field, &'static Kind),
        span: &Range<usize>,
    ) -> Is {
        match scalar(text, kind, self.context, field) {
            Ok(is) => is,
            Err(refusal) => {
                self.refuse(refusal, field, span.clone());
                Is::Wrong
            }
        }
    }

    fn refuse(&mut self, refusal: Refusal, field: &Field, at: Range<usize>) {
        let copy = match &refusal.guess {
            Some(guess) => line(field, guess),
            None if matches!(refusal.code, Code::WrongType | Code::BadDate) => {
                line(field, field.example)
            }
            None => None,
        };
        let remark = self.say(refusal.code, at, *refusal.message);
        remark.help = Some(*refusal.help);
        remark.copy = copy;
    }

    fn wrong_type(&mut self, node: &Node, field: &Field, kind: &Kind) {
        let key = field.key;
        let found = match &node.value {
            Value::List(_) => words!("en lista", "a list"),
            Value::Map(_) => words!("en grupp av fält", "a group of fields"),
            Value::Scalar(_) | Value::Refused => words!("en text", "a text"),
        };
        let wanted = wanted(kind);
        let copy = match (&node.value, kind) {
            (Value::Scalar(scalar), Kind::List(inner)) if !matches!(inner, Kind::Map(_)) => {
                Some(format!("{key}: [{}]", scalar.text.trim()))
            }
            (Value::List(items), _) if items.len() == 1 => match &items[0].value {
                Value::Scalar(scalar) => line(field, scalar.text.trim()),
                _ => None,
            },
            (Value::Map(entries), Kind::List(Kind::Map(_))) => dashed(entries),
            _ => line(field, field.example),
        };
        let (sv, en) = (found.sv, found.en);
        let message = words!("`{key}` är {sv}", "`{key}` is {en}");
        let (sv, en) = (wanted.sv, wanted.en);
        let remark = self.say(Code::WrongType, start_of(node), message);
        remark.help = Some(match (&node.value, kind) {
            (Value::Map(_), Kind::List(Kind::Map(_))) => words!(
                "skriv ett bindestreck före det första fältet, och dra in de andra lika långt",
                "write a hyphen before the first field, and indent the others as much"
            ),
            _ => words!("skriv {sv}", "write {en}"),
        });
        remark.copy = copy;
    }

    fn list(
        &mut self,
        node: &Node,
        items: &[Node],
        (field, inner): (&'static Field, &'static Kind),
    ) -> Checked {
        let span = node.span.clone();
        let key = field.key;
        if items.is_empty() && self.is_required(field) {
            return self.empty(field, span);
        }
        let count = items.len();
        if count > LIST_MAX && !matches!(inner, Kind::Map(_)) {
            let remark = self.say(
                Code::TooLarge,
                start_of(node),
                words!(
                    "`{key}` har {count} värden; högst {LIST_MAX} läses",
                    "`{key}` has {count} values; at most {LIST_MAX} are read"
                ),
            );
            remark.help = Some(words!("korta listan", "shorten the list"));
            return Checked { span, is: Is::Wrong };
        }
        let mut list: Vec<Checked> = Vec::with_capacity(count);
        for item in items {
            let value = self.value(item, field, inner);
            // Single values are few; groups can be many, and are never the same.
            if !matches!(value.is, Is::Map(_) | Is::Wrong)
                && let Some(first) = list.iter().find(|first| is_same(&first.is, &value.is))
            {
                let first = Place::new(self.context.file, first.span.clone());
                let remark = self.say(
                    Code::GivenTwice,
                    value.span.clone(),
                    words!(
                        "samma värde står två gånger i `{key}`",
                        "the same value stands twice in `{key}`"
                    ),
                );
                remark.related = Some((first, words!("första gången här", "first given here")));
                remark.help = Some(words!("ta bort det ena", "remove one of them"));
            }
            list.push(value);
        }
        Checked { span, is: Is::List(list) }
    }

    fn localized(&mut self, entries: &[Entry], field: &Field, bounds: (usize, usize)) -> Is {
        let mut texts = BTreeMap::new();
        let mut first = None;
        let mut wrong = entries.is_empty();
        for entry in entries {
            let tag = &entry.key;
            if !is_language(tag) {
                let remark = self.say(
                    Code::UnknownKey,
                    entry.key_span.clone(),
                    words!("`{tag}` är ingen språkkod", "`{tag}` is not a language tag"),
                );
                remark.help = Some(words!(
                    "skriv en språkkod före texten, som sv eller en",
                    "write a language tag before the text, as sv or en"
                ));
                wrong = true;
                continue;
            }
            match self.text_of(entry, field, bounds) {
                Some(text) => {
                    first.get_or_insert_with(|| text.clone());
                    texts.insert(tag.clone(), text);
                }
                None => wrong = true,
            }
        }
        match texts.get(self.context.language).cloned().or(first) {
            Some(fallback) if !wrong => Is::Localized(Localized { texts, fallback }),
            _ => Is::Wrong,
        }
    }

    /// The text of one language.
    fn text_of(&mut self, entry: &Entry, field: &Field, bounds: (usize, usize)) -> Option<String> {
        let tag = &entry.key;
        match &entry.value.value {
            Value::Refused => None,
            Value::Scalar(scalar) if scalar.is_empty() => {
                let key = field.key;
                let remark = self.say(
                    Code::EmptyField,
                    entry.key_span.clone(),
                    words!("`{key}` är tomt på språket {tag}", "`{key}` is empty in {tag}"),
                );
                remark.help =
                    Some(words!("skriv texten efter kolon", "write the text after the colon"));
                None
            }
            Value::Scalar(scalar) => match shapes::text(&scalar.text, bounds) {
                Ok(text) => Some(text),
                Err(refusal) => {
                    self.refuse(refusal, field, entry.value.span.clone());
                    None
                }
            },
            Value::List(_) | Value::Map(_) => {
                self.wrong_type(&entry.value, field, &Kind::Text(0, 0));
                None
            }
        }
    }

    /// A period as `{from, to}`.
    fn period(&mut self, entries: &[Entry], field: &Field, span: &Range<usize>) -> Is {
        let mut ends = [None, None];
        let mut wrong = false;
        for entry in entries {
            let end = match entry.key.as_str() {
                "from" => 0,
                "to" => 1,
                key => {
                    let remark = self.say(
                        Code::UnknownKey,
                        entry.key_span.clone(),
                        words!("fältet `{key}` finns inte här", "there is no field `{key}` here"),
                    );
                    remark.help = Some(words!("använd from och to", "use from and to"));
                    wrong = true;
                    continue;
                }
            };
            let text = match &entry.value.value {
                Value::Scalar(scalar) => scalar.text.trim(),
                _ => "",
            };
            match dates::moment(text) {
                Ok(moment) => ends[end] = Some(moment),
                Err(refusal) => {
                    let refusal = Refusal { guess: None, ..refusal };
                    let at = if text.is_empty() { &entry.key_span } else { &entry.value.span };
                    self.refuse(refusal, field, at.clone());
                    wrong = true;
                }
            }
        }
        self.whole_period(ends, wrong.then_some(()), (field, span))
    }

    fn whole_period(
        &mut self,
        ends: [Option<crate::model::Moment>; 2],
        wrong: Option<()>,
        (field, span): (&Field, &Range<usize>),
    ) -> Is {
        match ends {
            _ if wrong.is_some() => Is::Wrong,
            [Some(from), Some(to)] if first_day(from) <= last_day(to) => {
                Is::Period(Period { from, to: Some(to) })
            }
            [Some(_), Some(_)] => {
                let remark = self.say(
                    Code::DateOrder,
                    span.clone(),
                    words!("perioden slutar före sin början", "the period ends before it begins"),
                );
                remark.help = Some(words!("byt plats på from och to", "swap from and to"));
                Is::Wrong
            }
            [from, _] => {
                let key = if from.is_none() { "from" } else { "to" };
                let remark = self.say(
                    Code::MissingField,
                    span.clone(),
                    words!("`{key}` saknas i perioden", "`{key}` is missing in the period"),
                );
                remark.help = Some(words!("skriv både from och to", "write both from and to"));
                remark.copy = line(field, "{from: 2024, to: 2025}");
                Is::Wrong
            }
        }
    }
}

/// Reads a single text as what its field needs.
fn scalar(
    text: &str,
    kind: &'static Kind,
    context: &Context<'_>,
    field: &Field,
) -> Result<Is, Refusal> {
    let word = text.trim();
    match kind {
        Kind::Text(min, max) => shapes::text(text, (*min, *max)).map(Is::Text),
        Kind::Localized(min, max) => {
            shapes::text(text, (*min, *max)).map(|text| Is::Localized(Localized::same(&text)))
        }
        Kind::Bool => shapes::truth(word).map(Is::Bool),
        Kind::Whole(min, max) => numbers::whole(word, (*min, *max)).map(Is::Whole),
        Kind::Number => numbers::decimal(word).map(Is::Number),
        Kind::Date => dates::date(word).map(Is::Date),
        Kind::Period => dates::period(word).map(Is::Period),
        Kind::Url if field.key == "base_url" => addresses::base(word).map(Is::Text),
        Kind::Url => addresses::web(word).map(Is::Text),
        Kind::Email => addresses::email(word).map(Is::Text),
        Kind::Phone => addresses::phone(word).map(Is::Text),
        Kind::Alias => addresses::alias(word).map(Is::Text),
        Kind::File => shapes::file_name(word).map(Is::Text),
        Kind::Language => shapes::language(word).map(Is::Text),
        Kind::OrgNumber => shapes::org_number(word).map(Is::Text),
        // Its length is judged with the rest of it, by `alt_fault`.
        Kind::AltText => Ok(Is::Text(shapes::line(word))),
        Kind::SvgPath => shapes::svg_path(word).map(Is::Text),
        Kind::Key => shapes::key(word).map(Is::Text),
        Kind::Choice(choices) => lookup::choice(word, choices).map(Is::Choice),
        Kind::Municipality => context
            .territory
            .map_or(Ok(Is::Wrong), |all| lookup::municipality(word, all).map(Is::Municipality)),
        Kind::Word(list) => context
            .vocabulary
            .map_or(Ok(Is::Wrong), |all| lookup::word(word, *list, all).map(Is::Word)),
        // These never hold a single text: the walk has seen to it.
        Kind::List(_) | Kind::OneOrList(_) | Kind::Map(_) => Ok(Is::Wrong),
    }
}

/// Whether two values of a list say the same. Numbers may well repeat, as coordinates do.
fn is_same(a: &Is, b: &Is) -> bool {
    match (a, b) {
        (Is::Text(a), Is::Text(b)) => a == b,
        (Is::Municipality(a), Is::Municipality(b)) => a == b,
        (Is::Word(a), Is::Word(b)) => a == b,
        (Is::Choice(a), Is::Choice(b)) => a == b,
        _ => false,
    }
}

/// The first line of what a node covers would be its place; a list or group can be long, so its
/// beginning stands for it.
fn start_of(node: &Node) -> Range<usize> {
    match &node.value {
        Value::Map(entries) => entries.first().map(|entry| entry.key_span.clone()),
        Value::List(items) => items.first().map(start_of),
        Value::Scalar(_) | Value::Refused => None,
    }
    .unwrap_or_else(|| node.span.clone())
}

/// The groups that have a field of this name; empty for the outermost level.
fn elsewhere(fields: &'static [Field], key: &str, group: &str, places: &mut Vec<String>) {
    if crate::schema::field(fields, key).is_some() {
        places.push(group.to_owned());
    }
    for field in fields {
        if let Some(inner) = inner_fields(&field.kind) {
            let dot = if group.is_empty() { "" } else { "." };
            elsewhere(inner, key, &format!("{group}{dot}{}", field.key), places);
        }
    }
}

fn inner_fields(kind: &'static Kind) -> Option<&'static [Field]> {
    match kind {
        Kind::Map(fields) => Some(fields),
        Kind::List(inner) | Kind::OneOrList(inner) => inner_fields(inner),
        _ => None,
    }
}

/// A line to copy; none where there is no value to show.
fn line(field: &Field, value: &str) -> Option<String> {
    let key = field.key;
    let in_list = matches!(field.kind, Kind::List(_)) && !value.starts_with('[');
    match value {
        "" => None,
        value if in_list => Some(format!("{key}: [{value}]")),
        value => Some(format!("{key}: {value}")),
    }
}

/// The first line of a group as an item of a list.
fn dashed(entries: &[Entry]) -> Option<String> {
    let first = entries.first()?;
    match &first.value.value {
        Value::Scalar(scalar) => Some(format!("  - {}: {}", first.key, scalar.text.trim())),
        _ => None,
    }
}

/// What a field needs, as the object of "write".
fn wanted(kind: &Kind) -> Words {
    match kind {
        Kind::Text(..) | Kind::AltText | Kind::SvgPath | Kind::Key | Kind::File | Kind::Alias => {
            words!("en text", "a text")
        }
        Kind::Localized(..) => {
            words!("en text, eller en text per språk", "a text, or one text a language")
        }
        Kind::Bool => words!("true eller false", "true or false"),
        Kind::Whole(..) | Kind::Number => words!("ett tal", "a number"),
        Kind::Date => words!("ett datum som ÅÅÅÅ-MM-DD", "a date as YYYY-MM-DD"),
        Kind::Period => words!("ett år, en dag eller ett spann", "a year, a day or a range"),
        Kind::Url => words!("en webbadress", "a web address"),
        Kind::Email => words!("en e-postadress", "an e-mail address"),
        Kind::Phone => words!("ett telefonnummer", "a telephone number"),
        Kind::Language => words!("en språkkod", "a language tag"),
        Kind::OrgNumber => words!("ett organisationsnummer", "an organisation number"),
        Kind::Municipality => words!("en kommun", "a municipality"),
        Kind::Word(_) | Kind::Choice(_) => words!("ett enda ord", "a single word"),
        Kind::List(_) => words!("en lista", "a list"),
        Kind::OneOrList(_) => words!("ett värde eller en lista", "one value or a list"),
        Kind::Map(_) => words!("en grupp av fält", "a group of fields"),
    }
}

#[cfg(test)]
mod tests;
