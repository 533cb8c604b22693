//! Personal data in the content, held against what the site allows.
//!
//! Every file is looked through for itself and remembered ([`crate::personal`]); what is one of the
//! site's own contacts, or allowed in `site.yaml`, is known only when all files are read. Drafts and
//! withdrawn stories count too: they lie in the same folder, and often in a public repository.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::files::FOLDER;
use super::front_matter::FILE_MAX;
use crate::diagnostic::{Code, Diagnostic, Place, Words};
use crate::memory::{Bytes, Memory};
use crate::model::{Allowance, SiteConfig, Vocabulary};
use crate::personal::sensitive::{self, Lexicon, Names};
use crate::personal::{self, Finding, Kind};
use crate::sources::Sources;
use crate::words;
use crate::yaml::{Node, REMARKS_MAX, Value};

/// Personal data in a file.
#[derive(Clone, Debug)]
pub struct Found {
    place: Place,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    /// A number or an address in the file.
    InFile(Kind, String),
    /// A number or an address in its name.
    InName(Kind, String),
    /// A sensitive word near a name.
    Word(Mentioned),
}

#[derive(Clone, Debug)]
struct Mentioned {
    /// The place of its group in [`Vocabulary::sensitive`].
    group: usize,
    word: String,
    name: String,
    /// The paragraph, with single spaces.
    passage: String,
}

impl Found {
    fn in_file(file: &Arc<str>, finding: &Finding) -> Self {
        let what = What::InFile(finding.kind, finding.value.clone());
        Self { place: Place::new(file, finding.span.clone()), what }
    }
}

/// What stands in a text. What one of its `remarks` says already is left out: an organisation number
/// that is a personal identity number.
pub fn in_text(file: &Arc<str>, bytes: &[u8], remarks: &[Diagnostic]) -> Vec<Found> {
    let text = Some(bytes).filter(|bytes| bytes.len() <= FILE_MAX);
    let Some(text) = text.and_then(|bytes| std::str::from_utf8(bytes).ok()) else {
        return Vec::new();
    };
    let is_told = |place: &Place| {
        remarks.iter().any(|remark| {
            let other = &remark.place;
            let meets = other.start < place.end && place.start < other.end;
            remark.code == Code::BadOrgNumber && other.file == place.file && meets
        })
    };
    let found = personal::find(text);
    found
        .iter()
        .map(|finding| Found::in_file(file, finding))
        .filter(|f| !is_told(&f.place))
        .collect()
}

/// The sensitive words of a text beside the names of its people: its front matter value by value (an
/// item of a list is one), its body by paragraphs.
pub fn near_names(
    (file, text): (&Arc<str>, &str),
    (front, body): (&Node, Range<usize>),
    names: &Names,
    lexicon: &Lexicon,
) -> Vec<Found> {
    if names.is_empty() {
        return Vec::new();
    }
    let paragraphs = values(front).into_iter().chain(sensitive::paragraphs(text, body));
    let found = paragraphs.flat_map(|paragraph| {
        let mentions = sensitive::mentions(text, paragraph.clone(), names, lexicon);
        mentions.into_iter().map(move |mention| {
            let word = text[mention.span.clone()].to_owned();
            let passage = single_spaced(&text[paragraph.clone()]);
            let mentioned = Mentioned { group: mention.group, word, name: mention.name, passage };
            Found { place: Place::new(file, mention.span), what: What::Word(mentioned) }
        })
    });
    found.collect()
}

/// Where the values of a front matter stand, each item of a list for itself.
fn values(front: &Node) -> Vec<Range<usize>> {
    let Value::Map(entries) = &front.value else { return Vec::new() };
    let mut spans = Vec::new();
    for entry in entries {
        match &entry.value.value {
            Value::List(items) => spans.extend(items.iter().map(|item| item.span.clone())),
            _ => spans.push(entry.value.span.clone()),
        }
    }
    spans
}

/// `text` with one space for any white space, without the marks that begin lines of a quotation.
fn single_spaced(text: &str) -> String {
    text.split_whitespace().filter(|part| *part != ">").collect::<Vec<_>>().join(" ").to_lowercase()
}

/// What the drawings among the content show.
pub fn in_drawings(sources: &Sources, memory: &Memory<Bytes, Arc<[Finding]>>) -> Vec<Found> {
    let is_drawing = |path: &str| {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        ending.eq_ignore_ascii_case("svg")
    };
    let drawings: Vec<_> = sources.under(FOLDER).filter(|(path, _)| is_drawing(path)).collect();
    let read = |(file, bytes): &(&Arc<str>, &Arc<[u8]>)| {
        let found = memory.recall(file, *bytes, || {
            let text = std::str::from_utf8(bytes).unwrap_or_default();
            personal::find_in_drawing(text).into()
        });
        found.iter().map(|finding| Found::in_file(file, finding)).collect::<Vec<_>>()
    };
    drawings.par_iter().flat_map_iter(read).collect()
}

/// What the names of files and folders hold; a folder is told of once.
pub fn in_names(sources: &Sources) -> Vec<Found> {
    let mut last = "";
    let mut names: Vec<(&Arc<str>, &str)> = Vec::new();
    for (file, _) in sources.under(FOLDER) {
        let (folder, name) = file[FOLDER.len()..].rsplit_once('/').unwrap_or(("", file));
        if folder != last {
            names.push((file, folder));
        }
        last = folder;
        names.push((file, name.rsplit_once('.').map_or(name, |(stem, _)| stem)));
    }
    let read = |(file, name): &(&Arc<str>, &str)| {
        let found = |finding: Finding| Found {
            place: Place::whole(file),
            what: What::InName(finding.kind, finding.value),
        };
        personal::find(name).into_iter().map(found).collect::<Vec<_>>()
    };
    names.par_iter().flat_map_iter(read).collect()
}

/// What personal data is held against.
pub struct Allowed<'a> {
    /// `site.yaml`.
    pub config: &'a SiteConfig,
    /// `vocabulary.yaml`.
    pub vocabulary: Option<&'a Vocabulary>,
    /// Addresses and numbers that introductions give for offices.
    pub contacts: &'a [String],
}

/// Remarks on what is not allowed, and on what is allowed for nothing.
pub fn remarks(found: &[Found], allowed: &Allowed<'_>) -> Vec<Diagnostic> {
    let contacts = contacts(allowed);
    let mut allowances = Allowances::new(&allowed.config.allowed);
    let mut sink = Vec::new();
    let mut in_file = (None, 0);
    for found in found {
        let value = match &found.what {
            What::InFile(_, value) | What::InName(_, value) => Some(value),
            What::Word(_) => None,
        };
        let is_contact = value.is_some_and(|value| contacts.contains(value));
        if is_contact || allowances.is_entry(&found.place) || allowances.allow(&found.what) {
            continue;
        }
        in_file = if in_file.0 == Some(&found.place.file) {
            (in_file.0, in_file.1 + 1)
        } else {
            (Some(&found.place.file), 1)
        };
        if in_file.1 <= REMARKS_MAX {
            sink.extend(remark(found, allowed.vocabulary));
        }
    }
    sink.extend(allowances.unused());
    sink
}

/// The values of what readers may write to and call.
fn contacts(allowed: &Allowed<'_>) -> BTreeSet<String> {
    let SiteConfig { contact, privacy, .. } = allowed.config;
    let parties = [Some(&privacy.controller), privacy.officer.as_ref()].into_iter().flatten();
    let parties = parties.flat_map(|party| [Some(&party.email), party.phone.as_ref()]);
    let own = [Some(&contact.email), contact.phone.as_ref()];
    let all = own.into_iter().chain(parties).flatten().chain(allowed.contacts);
    all.map(|contact| personal::value_of(contact)).collect()
}

/// The entries of `allowed_personal_data`, and which of them were needed.
struct Allowances<'a> {
    entries: &'a [Allowance],
    used: Vec<bool>,
    /// Value to the entries that allow it.
    values: BTreeMap<String, Vec<usize>>,
    passages: Vec<String>,
}

impl<'a> Allowances<'a> {
    fn new(entries: &'a [Allowance]) -> Self {
        let mut values: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            let found = personal::find(&entry.text).into_iter().map(|finding| finding.value);
            for value in found.chain([personal::value_of(&entry.text)]) {
                values.entry(value).or_default().push(at);
            }
        }
        let passages = entries.iter().map(|entry| single_spaced(&entry.text)).collect();
        Self { entries, used: vec![false; entries.len()], values, passages }
    }

    /// Whether this is the entry itself, which needs no other.
    fn is_entry(&self, place: &Place) -> bool {
        let inside =
            |entry: &Allowance| entry.span.start <= place.start && place.end <= entry.span.end;
        &*place.file == super::site::PATH && self.entries.iter().any(inside)
    }

    /// Whether an entry allows this; all that do count as used then.
    fn allow(&mut self, what: &What) -> bool {
        let allowing: Vec<usize> = match what {
            What::InFile(_, value) | What::InName(_, value) => {
                self.values.get(value).cloned().unwrap_or_default()
            }
            What::Word(Mentioned { word, passage, .. }) => {
                let word = word.to_lowercase();
                let allows = |part: &String| part.contains(&word) && passage.contains(part);
                let passages = self.passages.iter().enumerate();
                passages.filter(|(_, part)| allows(part)).map(|(at, _)| at).collect()
            }
        };
        for at in &allowing {
            self.used[*at] = true;
        }
        !allowing.is_empty()
    }

    fn unused(&self) -> impl Iterator<Item = Diagnostic> {
        let file: Arc<str> = Arc::from(super::site::PATH);
        let unused = self.entries.iter().zip(&self.used).filter(|(_, used)| !**used);
        unused.map(move |(entry, _)| {
            Diagnostic::new(
                Code::UnusedAllowance,
                Place::new(&file, entry.span.clone()),
                words!(
                    "det som tillåts här finns inte i innehållet",
                    "what is allowed here is not in the content"
                ),
            )
            .help(words!(
                "ta bort raden, eller skriv uppgiften precis så som den står i innehållet",
                "remove the entry, or write it just as it stands in the content"
            ))
        })
    }
}

/// The remark on something that is not allowed. It never repeats an identity number, for remarks end
/// up in logs.
fn remark(found: &Found, vocabulary: Option<&Vocabulary>) -> Option<Diagnostic> {
    let place = found.place.clone();
    Some(match &found.what {
        What::InName(kind, _) => {
            let (code, named) = named(*kind);
            let (sv, en) = (named.sv, named.en);
            let message = words!("filens namn innehåller {sv}", "the file's name holds {en}");
            Diagnostic::new(code, place, message).help(words!(
                "byt namn på filen eller mappen: namnet syns i adressen",
                "rename the file or folder: its name shows in the address"
            ))
        }
        What::InFile(kind, value) => {
            let (code, named) = named(*kind);
            let (sv, en) = (named.sv, named.en);
            let message = words!("här står {sv}", "this is {en}");
            let remark = Diagnostic::new(code, place, message).help(step(*kind));
            if *kind == Kind::IdentityNumber {
                remark
            } else {
                remark.copy(format!("- {{text: \"{value}\", reason: \"\"}}"))
            }
        }
        What::Word(mentioned) => return on_word(mentioned, place, vocabulary),
    })
}

fn named(kind: Kind) -> (Code, Words) {
    match kind {
        Kind::IdentityNumber => (
            Code::IdentityNumber,
            words!(
                "ett personnummer eller samordningsnummer",
                "a Swedish personal identity or coordination number"
            ),
        ),
        Kind::Email => (
            Code::PrivateEmail,
            words!(
                "en e-postadress som inte är en av webbplatsens kontakter",
                "an e-mail address that is not one of the site's contacts"
            ),
        ),
        Kind::Phone => (
            Code::PrivatePhone,
            words!(
                "ett telefonnummer som inte är en av webbplatsens kontakter",
                "a telephone number that is not one of the site's contacts"
            ),
        ),
        Kind::BankAccount => {
            (Code::BankAccount, words!("ett kontonummer", "the number of a bank account"))
        }
    }
}

/// What to do about a number or an address.
fn step(kind: Kind) -> Words {
    match kind {
        Kind::IdentityNumber => words!(
            "ta bort numret. Är det något annat än ett personnummer, skriv det under allowed_personal_data i site.yaml, med skäl",
            "remove the number. If it is something else, write it under allowed_personal_data in site.yaml, with a reason"
        ),
        Kind::Email => words!(
            "ta bort adressen, eller använd en gemensam adress som info@. Får den stå här, skriv den under allowed_personal_data i site.yaml, med skäl",
            "remove the address, or use a shared one such as info@. If it may stand here, write it under allowed_personal_data in site.yaml, with a reason"
        ),
        Kind::Phone | Kind::BankAccount => words!(
            "ta bort numret. Hör det till en organisation och får stå här, skriv det under allowed_personal_data i site.yaml, med skäl",
            "remove the number. If it belongs to an organisation and may stand here, write it under allowed_personal_data in site.yaml, with a reason"
        ),
    }
}

fn on_word(
    mentioned: &Mentioned,
    place: Place,
    vocabulary: Option<&Vocabulary>,
) -> Option<Diagnostic> {
    let Mentioned { group, word, name, .. } = mentioned;
    let about = vocabulary?.sensitive.get(*group)?;
    let (sv, en) = (about.label.get("sv"), about.label.get("en"));
    let message = words!(
        "`{word}` handlar om {sv} och står i samma stycke som namnet `{name}`",
        "`{word}` is about {en} and stands in the same paragraph as the name `{name}`"
    );
    let (code, help) = if about.crime {
        (
            Code::CrimeData,
            words!(
                "ta bort ordet eller namnet: uppgifter om en persons brott får inte publiceras",
                "remove the word or the name: data on a person's crimes must not be published"
            ),
        )
    } else {
        (
            Code::SensitiveWord,
            words!(
                "skriv det utan namnet. Har personen uttryckligen sagt ja, skriv meningen under allowed_personal_data i site.yaml, med skäl",
                "write it without the name. If the person has explicitly agreed, write the sentence under allowed_personal_data in site.yaml, with a reason"
            ),
        )
    };
    Some(Diagnostic::new(code, place, message).help(help))
}

#[cfg(test)]
mod tests;
