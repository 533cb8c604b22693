//! What a site does with data about people, for those who answer for it: whom it names and shows and
//! on what basis, how old its facts are, and what its pages do in a reader's browser.
//!
//! The register of people is for the terminal alone; nothing of this reaches the site.

mod print;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

pub use print::print;

use crate::finish::findings::{Findings, FormKind};
use crate::finish::uses::What;
use crate::model::{Basis, Cover, Hidden, Person, Status, Story};

/// What the form of the JSON is called; it changes when a program that reads it would have to.
const VERSION: u32 = 1;

/// The report.
#[derive(Debug, Serialize)]
pub struct Privacy {
    version: u32,
    /// The day it was made for.
    date: Date,
    /// By the day their basis runs out.
    people: Vec<Named>,
    /// The longest unchecked first.
    stories: Vec<Checked>,
    /// Pictures of which nobody has said who is shown.
    pictures_without_people: Vec<Untold>,
    /// What the finished site does; none when it could not be made.
    site: Option<Does>,
    /// Files that could not be read for their faults: their people are not in the report.
    unread: Vec<String>,
}

/// Where a text stands, as the report tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Shown {
    Draft,
    Review,
    Future,
    Published,
    Withdrawn,
}

/// A person in a story.
#[derive(Debug, Serialize)]
struct Named {
    name: String,
    role: String,
    story: String,
    file: String,
    status: Shown,
    basis: Option<&'static str>,
    record: Option<String>,
    given: Option<Date>,
    expires: Option<Date>,
    expired: bool,
    /// None when that is not said.
    covers: Option<Vec<&'static str>>,
    reviewed: Option<Date>,
    withdrawn: Option<Date>,
    /// Files of the pictures that the person is shown in.
    pictures: Vec<String>,
}

/// A story and when its facts were checked.
#[derive(Debug, Serialize)]
struct Checked {
    story: String,
    file: String,
    title: String,
    status: Shown,
    verified: Option<Date>,
    /// Whole months since.
    months: Option<i32>,
}

/// A picture of which nobody has said who is shown.
#[derive(Debug, Serialize)]
struct Untold {
    picture: String,
    file: String,
    status: Shown,
}

/// What the finished site does in a reader's browser.
#[derive(Debug, Serialize)]
struct Does {
    /// Addresses on other sites from which it fetches.
    fetches: Vec<String>,
    /// What its scripts can send or fetch with.
    sends: Vec<String>,
    /// What its scripts store with.
    stores: Vec<String>,
    forms: Vec<Form>,
}

#[derive(Debug, Serialize)]
struct Form {
    address: String,
    kind: &'static str,
    pages: usize,
}

/// Makes the report of every text that could be read, drafts and withdrawn ones included. `stories`
/// come by id, the original first.
#[must_use]
pub fn privacy(
    stories: &[Arc<Story>],
    unread: Vec<String>,
    findings: Option<&Findings>,
    today: Date,
) -> Privacy {
    let mut people = Vec::new();
    let mut checked = Vec::new();
    let mut untold = Vec::new();
    for versions in stories.chunk_by(|a, b| a.id == b.id) {
        let original = &versions[0];
        for (at, story) in versions.iter().enumerate() {
            // A translation has the facts of its original, unless it gives its own.
            let is_new = |same: bool| at == 0 || !same;
            let own = |person: &&Person| is_new(original.people.contains(person));
            people.extend(story.people.iter().filter(own).map(|one| named(one, story, today)));
            if is_new(story.verified == original.verified) {
                checked.push(check(story, today));
            }
            let pictures = untold_pictures(story);
            let known = if at == 0 { BTreeSet::new() } else { untold_pictures(original) };
            let new = pictures.into_iter().filter(|picture| !known.contains(picture));
            untold.extend(new.map(|picture| Untold {
                picture,
                file: story.file.to_string(),
                status: shown(story, today),
            }));
        }
    }
    // What runs out first stands first; what never does comes last.
    people.sort_by(|a, b| {
        let key = |one: &Named| (one.expires.is_none(), one.expires);
        key(a).cmp(&key(b)).then_with(|| (&a.name, &a.file).cmp(&(&b.name, &b.file)))
    });
    checked.sort_by(|a, b| (a.verified, &a.file).cmp(&(b.verified, &b.file)));
    let site = findings.map(does);
    Privacy {
        version: VERSION,
        date: today,
        people,
        stories: checked,
        pictures_without_people: untold,
        site,
        unread,
    }
}

fn shown(story: &Story, today: Date) -> Shown {
    match story.hidden(today) {
        Some(Hidden::Draft) => Shown::Draft,
        Some(Hidden::Review) => Shown::Review,
        Some(Hidden::Future) => Shown::Future,
        None if story.status == Status::Withdrawn => Shown::Withdrawn,
        None => Shown::Published,
    }
}

fn named(person: &Person, story: &Story, today: Date) -> Named {
    let is_shown = |image: &&crate::model::Image| {
        image.people.as_ref().is_some_and(|people| people.iter().any(|name| person.goes_by(name)))
    };
    Named {
        name: person.name.clone(),
        role: person.role.clone(),
        story: story.id.clone(),
        file: story.file.to_string(),
        status: shown(story, today),
        basis: person.basis.map(Basis::key),
        record: person.record.clone(),
        given: person.given,
        expires: person.expires,
        expired: person.expires.is_some_and(|day| day < today),
        covers: person
            .covers
            .as_ref()
            .map(|covers| covers.iter().copied().map(Cover::key).collect()),
        reviewed: person.reviewed,
        withdrawn: person.withdrawn,
        pictures: story
            .images
            .iter()
            .filter(is_shown)
            .map(|image| image.file.to_string())
            .collect(),
    }
}

fn check(story: &Story, today: Date) -> Checked {
    let months = |day: Date| {
        let whole = i32::from(today.year() - day.year()) * 12 + i32::from(today.month())
            - i32::from(day.month());
        whole - i32::from(today.day() < day.day())
    };
    Checked {
        story: story.id.clone(),
        file: story.file.to_string(),
        title: story.title.clone(),
        status: shown(story, today),
        verified: story.verified,
        months: story.verified.map(months),
    }
}

/// The pictures of a story of which nobody has said who is shown, each once.
fn untold_pictures(story: &Story) -> BTreeSet<String> {
    let listed =
        story.images.iter().filter(|image| image.people.is_none()).map(|image| &image.file);
    let in_text = story.body.pictures().map(|(_, picture)| &picture.file);
    let only_there = in_text.filter(|file| story.images.iter().all(|image| image.file != **file));
    listed.chain(only_there).map(ToString::to_string).collect()
}

fn does(findings: &Findings) -> Does {
    let names = |what| {
        let of_kind = findings.uses.iter().filter(|found| found.what == what);
        of_kind.map(|found| found.name.clone()).collect()
    };
    let form = |form: &crate::finish::findings::Form| Form {
        address: form.address.clone(),
        kind: match form.kind {
            FormKind::Own => "own",
            FormKind::Declared => "declared",
            FormKind::Undeclared => "undeclared",
        },
        pages: form.pages,
    };
    Does {
        fetches: names(What::Fetches),
        sends: names(What::Sends),
        stores: names(What::Stores),
        forms: findings.forms.iter().map(form).collect(),
    }
}

#[cfg(test)]
mod tests;
