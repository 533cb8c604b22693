//! The front matter of a story to a [`Story`], with the rules that span several fields.

mod people;
mod rules;

use std::sync::Arc;

use super::check::{Checked, Context, Is, Record, check};
use super::personal_data::{Found, near_names};
use super::site::basis;
use super::{Original, TextFile, World, opened};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Alias, Cover, Enterprise, EnterpriseStatus, Image, MunicipalityId, Network, NetworkKind,
    Outcome, Partner, Person, Source, Status, Story, Value,
};
use crate::personal::sensitive::Names;
use crate::schema::STORY;
use crate::text::slug;
use crate::yaml::{self, Node};

/// Reads a story; none is given when something stops the build. What it says near the names of its
/// people is put into `data` even then.
pub fn read(
    text: &TextFile<'_>,
    original: Original<'_, Story>,
    world: &World<'_>,
    (sink, data): (&mut Vec<Diagnostic>, &mut Vec<Found>),
) -> Option<Story> {
    let mut found = Vec::new();
    let story = opened(text, &mut found).and_then(|opened| {
        let status = status(&opened.node).unwrap_or(match original {
            Original::Read(original) => original.status,
            Original::Itself | Original::Failed => Status::Draft,
        });
        let context = Context {
            file: text.file,
            fields: STORY,
            status,
            scope: original.scope(),
            language: world.language(),
            territory: world.territory,
            vocabulary: world.vocabulary,
        };
        let mut record = check(&opened.node, opened.split.opening, &context, &mut found);
        people::look_up(&mut record, &context, world, &mut found);
        let base = match original {
            Original::Read(original) => Some(original),
            Original::Itself | Original::Failed => None,
        };
        let people = people(&record, base);
        let story = Draft { text, record: &record, base, status, people };
        rules::check(&story, world, &mut found);
        people::check(&story, world, &mut found);
        people::quotes(&story, opened.text, opened.split.body.clone(), &mut found);
        if let Some(vocabulary) = world.vocabulary {
            let (file, parts) = (text.file, (&opened.node, opened.split.body.clone()));
            let names = story.names();
            data.extend(near_names((file, opened.text), parts, &names, &vocabulary.lexicon));
        }
        let language = &text.target.language;
        let (body, mut remarks) =
            super::markdown::read(text.file, opened.text, opened.split.body, language);
        found.append(&mut remarks);
        rules::sections(&story, &body, &mut found);
        // A basis that has run out stops the build and spoils nothing else of the story, and the
        // report on people must tell of it.
        let spoils = |one: &Diagnostic| one.is_error() && one.code != Code::ConsentExpired;
        let stopped = found.iter().any(spoils);
        let usable = !stopped && text.usable && !matches!(original, Original::Failed);
        usable.then(|| story.finish(body)).flatten()
    });
    sink.append(&mut found);
    story
}

/// The status as far as it can be read before the fields are checked.
fn status(node: &Node) -> Option<Status> {
    let yaml::Value::Map(entries) = &node.value else { return None };
    let entry = entries.iter().find(|entry| entry.key == "status")?;
    let yaml::Value::Scalar(scalar) = &entry.value.value else { return None };
    match scalar.text.trim() {
        "draft" => Some(Status::Draft),
        "review" => Some(Status::Review),
        "published" => Some(Status::Published),
        "withdrawn" => Some(Status::Withdrawn),
        _ => None,
    }
}

/// A story whose fields are checked one by one.
struct Draft<'a> {
    text: &'a TextFile<'a>,
    record: &'a Record,
    /// The original of a translation: where its fields come from when they are not given.
    base: Option<&'a Story>,
    status: Status,
    /// Its own people, or those of the original.
    people: Vec<Person>,
}

impl Draft<'_> {
    /// First day shown.
    fn published(&self) -> Option<jiff::civil::Date> {
        self.record.date("published").or(self.base.and_then(|base| base.published))
    }

    /// The people it may name: its own, and those of its original.
    fn names(&self) -> Names {
        let originals = self.base.map_or(&[][..], |base| &base.people);
        Names::new(self.people.iter().chain(originals).map(|person| person.name.as_str()))
    }

    fn finish(&self, body: crate::model::Body) -> Option<Story> {
        let (record, base) = (self.record, self.base);
        let file = self.text.file;
        let (removed, images) = self.images()?;
        Some(Story {
            id: self.text.target.id.clone(),
            language: self.text.target.language.clone(),
            file: Arc::clone(file),
            title: record.text("title")?,
            summary: self.or(record.text("summary"), |base| base.summary.clone())?,
            status: self.status,
            published: self.published(),
            updated: record.date("updated").or(base.and_then(|base| base.updated)),
            verified: record.date("verified").or(base.and_then(|base| base.verified)),
            municipalities: self
                .or(self.given("municipality", municipality), |base| base.municipalities.clone())?,
            fictional: self.or(record.truth("fictional"), |base| base.fictional)?,
            enterprise: record
                .record("enterprise")
                .and_then(enterprise)
                .or_else(|| base.and_then(|base| base.enterprise.clone())),
            topics: self.or(record.words("topics"), |base| base.topics.clone())?,
            target_groups: self
                .or(record.words("target_groups"), |base| base.target_groups.clone())?,
            partners: self.or(self.given("partners", partner), |base| base.partners.clone())?,
            outcomes: self.or(self.given("outcomes", outcome), |base| base.outcomes.clone())?,
            people: self.people.clone(),
            images,
            removed,
            // A former address belongs to one file: a translation does not take it over.
            aliases: self.given("aliases", alias).unwrap_or_default(),
            body,
        })
    }

    /// The pictures that are not shown, because somebody in them has withdrawn, and the others.
    fn images(&self) -> Option<(Vec<Image>, Vec<Image>)> {
        let file = self.text.file;
        let images = self.or(self.given("images", |item| image(item, file)), inherited_images)?;
        let originals = self.base.map_or(&[][..], |base| &base.people);
        let people = || self.people.iter().chain(originals);
        let has_withdrawn =
            |name: &String| people().any(|p| p.name == *name && p.withdrawn.is_some());
        let images: Vec<Image> = images.into_iter().map(|image| self.with_names(image)).collect();
        let is_removed = |image: &Image| image.people.iter().flatten().any(has_withdrawn);
        Some(images.into_iter().partition(is_removed))
    }

    /// A picture whose people are named, whether the file does so or refers to the register.
    fn with_names(&self, mut image: Image) -> Image {
        for shown in image.people.iter_mut().flatten() {
            let person = self.people.iter().find(|person| person.goes_by(shown));
            if let Some(person) = person {
                shown.clone_from(&person.name);
            }
        }
        image
    }

    /// What the file gives, else what the original has, else nothing.
    fn or<T: Default>(&self, own: Option<T>, inherited: impl Fn(&Story) -> T) -> Option<T> {
        Some(own.unwrap_or_else(|| self.base.map(inherited).unwrap_or_default()))
    }

    /// The items of a list, if the file gives it.
    fn given<T>(&self, key: &str, read: impl Fn(&Checked) -> Option<T>) -> Option<Vec<T>> {
        self.record.has(key).then(|| self.record.list(key).iter().filter_map(read).collect())
    }
}

fn group(item: &Checked) -> Option<&Record> {
    match &item.is {
        Is::Map(record) => Some(record),
        _ => None,
    }
}

fn municipality(item: &Checked) -> Option<MunicipalityId> {
    match item.is {
        Is::Municipality(id) => Some(id),
        _ => None,
    }
}

fn enterprise(record: &Record) -> Option<Enterprise> {
    let name = record.text("name")?;
    Some(Enterprise {
        id: slug(&name),
        name,
        legal_form: record.word("legal_form"),
        org_number: record.text("org_number"),
        founded: record.whole("founded"),
        employees: record.whole("employees"),
        website: record.text("website"),
        status: record.choice("status").map(|status| match status {
            "active" => EnterpriseStatus::Active,
            "closed" => EnterpriseStatus::Closed,
            "merged" => EnterpriseStatus::Merged,
            _ => EnterpriseStatus::Unknown,
        }),
        business_areas: record.words("business_areas").unwrap_or_default(),
        network: record.record("network").and_then(network),
    })
}

fn network(record: &Record) -> Option<Network> {
    let kind = match record.choice("type")? {
        "consortium" => NetworkKind::Consortium,
        "franchise" => NetworkKind::Franchise,
        "sales_company" => NetworkKind::SalesCompany,
        _ => NetworkKind::Umbrella,
    };
    Some(Network { kind, name: record.text("name")? })
}

fn partner(item: &Checked) -> Option<Partner> {
    let record = group(item)?;
    let name = record.text("name")?;
    Some(Partner { name, role: record.text("role"), website: record.text("website") })
}

fn outcome(item: &Checked) -> Option<Outcome> {
    let record = group(item)?;
    let value = match record.number("value") {
        Some(value) => Value::Exact(value),
        None => Value::Range(record.number("from")?, record.number("to")?),
    };
    Some(Outcome {
        indicator: record.word("indicator")?,
        value,
        period: record.period("period")?,
        method: record.word("method")?,
        source: record.record("source").and_then(|source| {
            let label = source.text("label")?;
            Some(Source { label, url: source.text("url"), date: source.date("date") })
        }),
        note: record.text("note"),
    })
}

/// The people whom a text lists itself, else those of its original. Whoever has withdrawn from the
/// original has withdrawn from its translations.
fn people(record: &Record, base: Option<&Story>) -> Vec<Person> {
    let originals = base.map_or(&[][..], |base| &base.people);
    if !record.has("people") {
        return originals.to_vec();
    }
    let mut people: Vec<Person> = record.list("people").iter().filter_map(person).collect();
    for person in &mut people {
        let original = originals.iter().find(|original| original.name == person.name);
        person.withdrawn = person.withdrawn.or(original.and_then(|original| original.withdrawn));
    }
    people
}

fn person(item: &Checked) -> Option<Person> {
    let record = group(item)?;
    Some(Person {
        name: record.text("name")?,
        role: record.text("role")?,
        basis: record.choice("basis").map(basis),
        record: record.text("record"),
        given: record.date("given"),
        expires: record.date("expires"),
        covers: record
            .has("covers")
            .then(|| record.list("covers").iter().filter_map(cover).collect()),
        reviewed: record.date("reviewed"),
        withdrawn: record.date("withdrawn"),
        reference: record.text("ref"),
        span: item.span.clone(),
    })
}

fn cover(item: &Checked) -> Option<Cover> {
    match item.is {
        Is::Choice("name") => Some(Cover::Name),
        Is::Choice("photo") => Some(Cover::Photo),
        Is::Choice("quote") => Some(Cover::Quote),
        _ => None,
    }
}

fn image(item: &Checked, file: &str) -> Option<Image> {
    let record = group(item)?;
    let name = record.text("file")?;
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let decorative = record.truth("decorative") == Some(true);
    let alt = if decorative { String::new() } else { record.text("alt").unwrap_or_default() };
    Some(Image {
        file: Arc::from(format!("{folder}/{name}")),
        span: record.span("file"),
        alt,
        caption: record.text("caption"),
        credit: record.text("credit"),
        people: record
            .has("people")
            .then(|| record.texts("people").map(|(name, _)| name.to_owned()).collect()),
    })
}

/// The pictures of the original; their names do not stand in the translation's file.
fn inherited_images(base: &Story) -> Vec<Image> {
    let images = base.images.iter().chain(&base.removed);
    images.map(|image| Image { span: 0..0, ..image.clone() }).collect()
}

fn alias(item: &Checked) -> Option<Alias> {
    match &item.is {
        Is::Text(address) => Some(Alias { address: address.clone(), span: item.span.clone() }),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
