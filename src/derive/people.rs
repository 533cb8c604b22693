//! Names and pictures that must not be shown: of people who have withdrawn, and of those who have
//! not agreed to be named.
//!
//! A name of two words or more is looked for in everything; a shorter one, or a part of one, would be
//! found where it means somebody else, so it is looked for in the person's own stories and their
//! translations. Each text is looked through once for all names, and not at all when there are none.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Place, Words};
use crate::model::{Body, Inserted, Page, Person, Site, Status, Story, StoryId};
use crate::parse::mentions::mentions;
use crate::sources::Sources;
use crate::text::names::{Mention, Names, is_full, parts};
use crate::text::{file_name, slug};
use crate::words;

/// The files beside the texts that readers see something of.
const SETTINGS: [&str; 3] =
    ["content/site.yaml", "content/territory.yaml", "content/vocabulary.yaml"];

/// The pictures that are not published, because somebody in them has withdrawn.
pub fn removed(stories: &[Arc<Story>]) -> BTreeSet<Arc<str>> {
    let removed = stories.iter().flat_map(|story| &story.removed);
    removed.map(|image| Arc::clone(&image.file)).collect()
}

/// Remarks on every place of a published text that shows a name or a picture that must not be shown.
/// `all` are the stories that could be read, shown or not, and `registered` the names of those who
/// have withdrawn according to the register of people.
#[must_use]
pub fn check(
    site: &Site,
    all: &[Arc<Story>],
    registered: &[String],
    sources: &Sources,
) -> Vec<Diagnostic> {
    let everywhere = everywhere(all, registered);
    let own = own(all);
    let checks = Checks { site, everywhere, own, sources };
    if checks.everywhere.people.is_empty() && checks.own.is_empty() && site.removed.is_empty() {
        return Vec::new();
    }
    let stories = (0..site.stories.len()).into_par_iter().map(StoryId);
    let published = stories.filter(|id| site.story(*id).status == Status::Published);
    let mut remarks: Vec<Diagnostic> = published.flat_map_iter(|id| checks.story(id)).collect();
    for page in site.region_texts.iter().chain(&site.municipality_texts).chain(&site.pages) {
        remarks.extend(checks.page(page));
    }
    remarks.extend(checks.settings());
    remarks
}

/// Somebody whose name must not be shown.
#[derive(Clone)]
struct Hidden<'a> {
    name: &'a str,
    why: Why,
    /// The entry that says so; none for the register.
    entry: Option<Place>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    /// The person has withdrawn.
    Withdrawn,
    /// The person has not agreed to be named.
    NotCovered,
}

/// People to look for.
#[derive(Default)]
struct Search<'a> {
    /// By what is looked for: those with the whole names, then those whose parts follow.
    people: Vec<Hidden<'a>>,
    names: Names,
}

impl<'a> Search<'a> {
    fn new(people: Vec<Hidden<'a>>) -> Self {
        let names = Names::new(people.iter().map(|person| person.name));
        Self { people, names }
    }

    /// Looks for parts of the names too, unless they are also those of one of the `others`.
    fn with_parts(mut people: Vec<Hidden<'a>>, others: &[&str]) -> Self {
        let of_person = |person: &Hidden<'a>| {
            let parts = parts(person.name, others).into_iter();
            parts.map(|part| (part, person.clone())).collect::<Vec<_>>()
        };
        let (parts, of): (Vec<&str>, Vec<_>) = people.iter().flat_map(of_person).unzip();
        let names = Names::with_parts(people.iter().map(|person| person.name), parts);
        people.extend(of);
        Self { people, names }
    }

    /// Somebody by the whole name.
    fn find(&self, name: &str) -> Option<&Hidden<'a>> {
        self.people.iter().find(|person| person.name == name)
    }

    /// Whether somebody may be named in a text: nearly all texts name nobody, so each is looked
    /// through as seldom as can be. What stands in no word of the file, markup has torn apart.
    fn may_be_in(&self, file: &str, title: &str, body: &Body) -> bool {
        let headings = body.headings.iter().map(|heading| heading.text.as_str());
        let mut texts = [file, title, &body.text].into_iter().chain(headings);
        texts.any(|text| self.names.are_in(text))
    }

    /// The whole names of those whom readers of a text see named, in whatever way it is written.
    fn in_text(&self, body: &Body) -> BTreeSet<&'a str> {
        let headings = body.headings.iter().map(|heading| heading.text.as_str());
        let pictures = body.inserts.iter().flat_map(|insert| match &insert.what {
            Inserted::Picture(picture) => vec![&*picture.alt, &picture.title, &picture.file],
            Inserted::Href(target) => vec![&*target.file],
        });
        // The HTML has the addresses and titles of links, the text what markup has torn apart.
        let texts = [body.html.as_str(), &body.text].into_iter().chain(headings).chain(pictures);
        let found = texts.flat_map(|text| self.names.find(text));
        found.map(|mention| self.people[mention.name].name).collect()
    }

    /// Those whose name is in the name of a file. An address has no accents, so of names that can
    /// mean nothing else it is compared without them, too.
    fn in_file_name(&self, name: &str) -> impl Iterator<Item = &Hidden<'a>> {
        let found: BTreeSet<usize> = self.names.find(name).iter().map(|found| found.name).collect();
        let address = format!("-{}-", slug(name));
        let is_in = move |(index, person): &(usize, &Hidden<'_>)| {
            found.contains(index)
                || (is_full(person.name) && address.contains(&format!("-{}-", slug(person.name))))
        };
        self.people.iter().enumerate().filter(is_in).map(|(_, person)| person)
    }
}

/// The full names of all who have withdrawn.
fn everywhere<'a>(all: &'a [Arc<Story>], registered: &'a [String]) -> Search<'a> {
    let mut people: BTreeMap<&str, Hidden<'_>> = BTreeMap::new();
    for story in all {
        for person in story.people.iter().filter(|person| person.withdrawn.is_some()) {
            let entry = Some(Place::new(&story.file, person.span.clone()));
            let hidden = Hidden { name: &person.name, why: Why::Withdrawn, entry };
            people.entry(&person.name).or_insert(hidden);
        }
    }
    for name in registered {
        let hidden = Hidden { name, why: Why::Withdrawn, entry: None };
        people.entry(name).or_insert(hidden);
    }
    Search::new(people.into_values().filter(|person| is_full(person.name)).collect())
}

/// By story, those who are not to be named in it, whichever of its texts says so.
fn own(all: &[Arc<Story>]) -> BTreeMap<&str, Search<'_>> {
    let mut own = BTreeMap::new();
    for texts in all.chunk_by(|a, b| a.id == b.id) {
        let mut hidden: BTreeMap<&str, Hidden<'_>> = BTreeMap::new();
        for story in texts {
            for person in story.people.iter().filter(|person| !person.is_named()) {
                let withdrawn = person.withdrawn.is_some();
                let why = if withdrawn { Why::Withdrawn } else { Why::NotCovered };
                let entry = Some(Place::new(&story.file, person.span.clone()));
                let new = Hidden { name: &person.name, why, entry };
                match hidden.entry(&person.name) {
                    Entry::Occupied(mut known) if withdrawn => known.get_mut().why = why,
                    Entry::Occupied(_) => {}
                    Entry::Vacant(place) => drop(place.insert(new)),
                }
            }
        }
        if hidden.is_empty() {
            continue;
        }
        let people = texts.iter().flat_map(|story| &story.people);
        let others = people.map(|person| person.name.as_str());
        let others: Vec<&str> = others.filter(|name| !hidden.contains_key(name)).collect();
        let search = Search::with_parts(hidden.into_values().collect(), &others);
        own.insert(texts[0].id.as_str(), search);
    }
    own
}

struct Checks<'a> {
    site: &'a Site,
    everywhere: Search<'a>,
    own: BTreeMap<&'a str, Search<'a>>,
    sources: &'a Sources,
}

/// A text as far as it matters here.
struct Text<'a> {
    file: &'a Arc<str>,
    title: &'a str,
    body: &'a Body,
    /// Names of picture files of which nothing is shown.
    left_out: BTreeSet<&'a str>,
}

impl Checks<'_> {
    fn story(&self, id: StoryId) -> Vec<Diagnostic> {
        let story = self.site.story(id);
        let text = Text {
            file: &story.file,
            title: &story.title,
            body: &story.body,
            left_out: story.removed.iter().map(|image| file_name(&image.file)).collect(),
        };
        let mut remarks = self.pictures(&story.file, &story.body);
        let shown = story.images.iter().filter(|image| self.site.removed.contains(&image.file));
        remarks.extend(shown.map(|image| picture(&story.file, image.span.clone(), &image.file)));
        let own = self.own.get(story.id.as_str());
        let own = own.map_or_else(Vec::new, |search| self.names(id, &text, search));
        // Whom the story lists is found by both: where both point at the same place, once is enough.
        let told: BTreeSet<&Place> = own.iter().map(|remark| &remark.place).collect();
        let mut others = self.names(id, &text, &self.everywhere);
        others.retain(|remark| !told.contains(&remark.place));
        remarks.extend(others);
        remarks.extend(own);
        remarks
    }

    /// Everything in a story that gives a name away.
    fn names(&self, id: StoryId, text: &Text<'_>, search: &Search<'_>) -> Vec<Diagnostic> {
        if search.names.is_empty() {
            return Vec::new();
        }
        let mut remarks = self.text(text, search);
        remarks.extend(self.entries(id, search));
        remarks.extend(picture_names(self.site.story(id), search));
        remarks
    }

    fn page(&self, page: &Page) -> Vec<Diagnostic> {
        let (file, title, body) = (&page.file, &page.title, &page.body);
        let mut remarks = self.pictures(file, body);
        if !self.everywhere.names.is_empty() {
            let text = Text { file, title, body, left_out: BTreeSet::new() };
            remarks.extend(self.text(&text, &self.everywhere));
        }
        remarks
    }

    fn settings(&self) -> Vec<Diagnostic> {
        let mut remarks = Vec::new();
        for (file, bytes) in SETTINGS.iter().filter_map(|path| self.sources.get(path)) {
            if self.everywhere.names.are_in(&String::from_utf8_lossy(bytes)) {
                let found = mentions(file, bytes, &self.everywhere.names, &BTreeSet::new());
                remarks.extend(found.fields.into_iter().map(|mention| {
                    named(&self.everywhere.people[mention.name], Place::new(file, mention.at))
                }));
            }
        }
        remarks
    }

    /// Pictures in the text of people who have withdrawn.
    fn pictures(&self, file: &Arc<str>, body: &Body) -> Vec<Diagnostic> {
        let shown = body.pictures().filter(|(_, shown)| self.site.removed.contains(&shown.file));
        shown.map(|(at, shown)| picture(file, at.clone(), &shown.file)).collect()
    }

    /// Names in the fields, in the text, and in the name of the file.
    fn text(&self, text: &Text<'_>, search: &Search<'_>) -> Vec<Diagnostic> {
        let Text { file, title, body, left_out } = text;
        let parts = file.split('/').skip(2);
        let mut remarks: Vec<Diagnostic> = parts
            .flat_map(|part| search.in_file_name(part))
            .map(|person| in_file_name(person, Place::whole(file)))
            .collect();
        let bytes = self.sources.get(file).map_or(&[][..], |(_, bytes)| bytes);
        if !search.may_be_in(&String::from_utf8_lossy(bytes), title, body) {
            return remarks;
        }
        let in_text = search.in_text(body);
        let found = mentions(file, bytes, &search.names, left_out);
        let person = |mention: &Mention| &search.people[mention.name];
        // What stands in a comment alone is not shown.
        let mut in_body = found.body;
        in_body.retain(|mention| in_text.contains(person(mention).name));
        let placed: BTreeSet<&str> = in_body.iter().map(|mention| person(mention).name).collect();
        let places = found.fields.iter().chain(&in_body);
        remarks.extend(
            places.map(|mention| named(person(mention), Place::new(file, mention.at.clone()))),
        );
        // Written in another way than it reads, as `K**i**m`: then the text as a whole.
        let unplaced = in_text.difference(&placed).filter_map(|name| search.find(name));
        remarks.extend(unplaced.map(|person| named(person, Place::whole(file))));
        remarks
    }

    /// Those who have withdrawn, where another entry would still show them.
    fn entries(&self, id: StoryId, search: &Search<'_>) -> Vec<Diagnostic> {
        let site = self.site;
        let story = site.story(id);
        let original = site.original(site.graph.work_of[id.0]);
        // What a translation takes over stands in the original.
        if original.file != story.file && original.people == story.people {
            return Vec::new();
        }
        let named = story.people.iter().filter(|person| person.is_named());
        let of_person = |person: &Person| {
            let place = Place::new(&story.file, person.span.clone());
            let found = search.names.find(&person.name).into_iter();
            // Others may have a name in common.
            let is_them = |found: &Mention| {
                found.at.len() == person.name.len() || is_full(&person.name[found.at.clone()])
            };
            let listed = |found: Mention| listed(&search.people[found.name], place.clone());
            found.filter(is_them).map(listed).collect::<Vec<_>>()
        };
        named.flat_map(of_person).collect()
    }
}

/// Names in the names of picture files that are not written so in the fields: without accents.
fn picture_names(story: &Story, search: &Search<'_>) -> Vec<Diagnostic> {
    let images = story.images.iter().map(|image| (image, file_name(&image.file)));
    let others = images.filter(|(_, file)| !search.names.are_in(file));
    let remarks = others.flat_map(|(image, file)| {
        let place = Place::new(&story.file, image.span.clone());
        search.in_file_name(file).map(move |person| named(person, place.clone()))
    });
    remarks.collect()
}

fn remark(person: &Hidden<'_>, place: Place, (message, help): (Words, Words)) -> Diagnostic {
    let code = match person.why {
        Why::Withdrawn => Code::PersonWithdrawn,
        Why::NotCovered => Code::NotCovered,
    };
    let remark = Diagnostic::new(code, place, message).help(help);
    match &person.entry {
        Some(entry) => remark.related(entry.clone(), said_here(person.why)),
        None => remark,
    }
}

fn said_here(why: Why) -> Words {
    match why {
        Why::Withdrawn => words!(
            "här står att personen har dragit sig ur",
            "here it is said that the person has withdrawn"
        ),
        Why::NotCovered => words!(
            "här står att namnet inte får visas",
            "here it is said that the name may not be shown"
        ),
    }
}

/// A name in a text or a field.
fn named(person: &Hidden<'_>, place: Place) -> Diagnostic {
    let name = person.name;
    let words = match person.why {
        Why::Withdrawn => (
            words!(
                "`{name}` har dragit sig ur, men namnet står här",
                "`{name}` has withdrawn, but the name stands here"
            ),
            words!(
                "skriv om texten utan namnet, till exempel med rollen i stället",
                "write the text without the name, for example with the role instead"
            ),
        ),
        Why::NotCovered => (
            words!(
                "`{name}` nämns här, men `name` står inte i personens `covers`",
                "`{name}` is named here, but `name` is not in the person's `covers`"
            ),
            words!(
                "skriv rollen i stället, eller fråga personen och skriv till name när svaret är ja",
                "write the role instead, or ask the person and add name when the answer is yes"
            ),
        ),
    };
    remark(person, place, words)
}

/// A name in the name of a text's file, which is part of its address.
fn in_file_name(person: &Hidden<'_>, place: Place) -> Diagnostic {
    let name = person.name;
    let message = match person.why {
        Why::Withdrawn => words!(
            "`{name}` har dragit sig ur, men namnet står i filens eller mappens namn",
            "`{name}` has withdrawn, but the name stands in the name of the file or folder"
        ),
        Why::NotCovered => words!(
            "`{name}` får inte nämnas, men namnet står i filens eller mappens namn",
            "`{name}` may not be named, but the name stands in the name of the file or folder"
        ),
    };
    let help = words!(
        "byt namn på filen eller mappen; namnet syns i sidans adress",
        "rename the file or folder; its name is seen in the address of the page"
    );
    remark(person, place, (message, help))
}

/// Somebody who is listed as if nothing had happened.
fn listed(person: &Hidden<'_>, place: Place) -> Diagnostic {
    let name = person.name;
    let words = match person.why {
        Why::Withdrawn => (
            words!(
                "`{name}` har dragit sig ur, men visas i den här berättelsen",
                "`{name}` has withdrawn, but is shown in this story"
            ),
            words!(
                "skriv withdrawn med dagen också här, eller ta bort personen",
                "write withdrawn with the day here too, or remove the person"
            ),
        ),
        Why::NotCovered => (
            words!(
                "`{name}` får inte nämnas, men visas med namn här",
                "`{name}` may not be named, but is shown by name here"
            ),
            words!(
                "skriv samma covers här som i originalet",
                "write the same covers here as in the original"
            ),
        ),
    };
    remark(person, place, words)
}

/// A picture of somebody who has withdrawn.
fn picture(file: &Arc<str>, at: Range<usize>, picture: &str) -> Diagnostic {
    let name = file_name(picture);
    let message = words!(
        "bilden `{name}` visar någon som har dragit sig ur",
        "the picture `{name}` shows somebody who has withdrawn"
    );
    Diagnostic::new(Code::PersonWithdrawn, Place::new(file, at), message).help(words!(
        "ta bort bilden härifrån, och gärna också filen",
        "remove the picture from here, and preferably the file as well"
    ))
}
