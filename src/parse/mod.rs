//! Files to typed values, or remarks: the second step of the pipeline.
//!
//! The three settings files come first, because the texts are checked against them. Every text
//! is then read for itself, in parallel; only a translation waits for its original, from which
//! it takes what it does not say. What fails still counts as existing, so that one mistake gives
//! one remark.

pub mod check;
mod files;
mod front_matter;
pub mod markdown;
pub mod mentions;
mod page;
mod personal_data;
mod register;
mod settings;
mod site;
mod story;
mod territory;
mod vocabulary;

#[cfg(test)]
mod testing;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use check::Scope;
pub use files::is_picture;
use files::{TextFile, classify};
use front_matter::Split;
use personal_data::{Allowed, Found};
use register::Register;
use settings::Settings;

use crate::diagnostic::Diagnostic;
use crate::model::{Page, SiteConfig, Story, Territory, Vocabulary};
use crate::personal::Finding;
use crate::sources::{Options, Sources};
use crate::yaml::{self, Node};

/// The content of a site, checked and typed.
#[derive(Debug)]
pub struct Parsed {
    /// `site.yaml`.
    pub config: Arc<SiteConfig>,
    /// `territory.yaml`.
    pub territory: Arc<Territory>,
    /// `vocabulary.yaml`.
    pub vocabulary: Arc<Vocabulary>,
    /// By id, the original first, then by language.
    pub stories: Vec<Arc<Story>>,
    /// Introductions to sub-regions, in the same order.
    pub regions: Vec<Page>,
    /// Introductions to municipalities, in the same order.
    pub municipalities: Vec<Page>,
    /// Pages, in the same order.
    pub pages: Vec<Page>,
    /// Names of those who have withdrawn according to the register of people.
    pub withdrawn: Vec<String>,
    /// Every text file that exists, by path: also drafts and those that failed.
    pub targets: BTreeMap<Arc<str>, Target>,
}

/// What a text file is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    /// What kind.
    pub kind: TargetKind,
    /// Its name in addresses.
    pub id: String,
    /// BCP 47 tag.
    pub language: String,
}

/// The kinds of text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TargetKind {
    /// A story.
    Story,
    /// An introduction to a sub-region.
    Region,
    /// An introduction to a municipality.
    Municipality,
    /// A page.
    Page,
}

/// Reads all content. Nothing is given when a settings file could not be understood; the texts
/// are checked even then, as far as that goes. What `memory` has read is not read again.
#[must_use]
pub fn parse(
    sources: &Sources,
    options: &Options,
    memory: &Memory,
) -> (Option<Parsed>, Vec<Diagnostic>) {
    let settings = memory.settings(sources);
    let mut sink = settings.remarks.clone();
    let texts = classify(sources, settings.known(), &mut sink);
    let world = settings.world(options.today);
    let mut read = Texts::default();
    let groups = groups(&texts, world.own);
    // Collected in the order of the groups, however the threads were faster or slower.
    for made in groups
        .par_iter()
        .map(|group| recalled(group, &world, &settings, memory))
        .collect::<Vec<_>>()
    {
        let (texts, remarks) = &*made;
        read.append(texts);
        sink.extend_from_slice(remarks);
    }
    read.found.extend_from_slice(&settings.found);
    sink.extend(personal_data(&read, &settings, sources, memory));
    let targets = texts.into_iter().map(|text| (Arc::clone(text.file), text.target)).collect();
    let Settings { config, territory, vocabulary, .. } = &*settings;
    let parsed = match (config, territory, vocabulary) {
        (Some(config), Some(territory), Some(vocabulary)) => Some(Parsed {
            config: Arc::clone(config),
            territory: Arc::clone(territory),
            vocabulary: Arc::clone(vocabulary),
            stories: read.stories,
            regions: read.regions,
            municipalities: read.municipalities,
            pages: read.pages,
            withdrawn: settings.register.as_ref().map_or_else(Vec::new, Register::withdrawn),
            targets,
        }),
        _ => None,
    };
    (parsed, sink)
}

/// Remarks on personal data in the content. Without the settings nobody knows what is allowed.
fn personal_data(
    read: &Texts,
    settings: &Settings,
    sources: &Sources,
    memory: &Memory,
) -> Vec<Diagnostic> {
    let drawings = personal_data::in_drawings(sources, &memory.drawings);
    let Some(config) = &settings.config else { return Vec::new() };
    let vocabulary = settings.vocabulary.as_deref();
    let found = [&read.found[..], &drawings, &personal_data::in_names(sources)].concat();
    personal_data::remarks(&found, &Allowed { config, vocabulary, contacts: &read.contacts })
}

/// What was read before.
#[derive(Debug, Default)]
pub struct Memory {
    settings: Mutex<Option<Arc<Settings>>>,
    groups: crate::memory::Memory<GroupInput, Arc<(Texts, Vec<Diagnostic>)>>,
    /// The personal data that drawings show.
    drawings: crate::memory::Memory<crate::memory::Bytes, Arc<[Finding]>>,
}

impl Memory {
    /// Forgets the texts that the last reading did not have; how many were made since it did so.
    pub fn forget_unasked(&self) -> usize {
        self.drawings.forget_unasked();
        self.groups.forget_unasked()
    }

    /// The settings files as they were read before, or as they are read now.
    fn settings(&self, sources: &Sources) -> Arc<Settings> {
        let input = settings::Input::new(sources);
        let mut held = self.settings.lock().unwrap_or_else(PoisonError::into_inner);
        match &*held {
            Some(settings) if settings.input == input => Arc::clone(settings),
            _ => Arc::clone(held.insert(Arc::new(Settings::read(input)))),
        }
    }
}

/// All that a group of texts is read from.
#[derive(Debug)]
struct GroupInput {
    settings: Arc<Settings>,
    today: jiff::civil::Date,
    texts: Vec<TextInput>,
    has_original: bool,
}

/// The fields of a [`TextFile`].
#[derive(Debug)]
struct TextInput {
    file: Arc<str>,
    bytes: Arc<[u8]>,
    unread: bool,
    target: Target,
    usable: bool,
}

/// A group with what it is read with.
struct Asked<'a> {
    group: &'a Group<'a>,
    settings: &'a Arc<Settings>,
    today: jiff::civil::Date,
}

impl From<&Asked<'_>> for GroupInput {
    fn from(asked: &Asked<'_>) -> Self {
        Self {
            settings: Arc::clone(asked.settings),
            today: asked.today,
            texts: asked.group.texts.iter().map(|text| TextInput::from(*text)).collect(),
            has_original: asked.group.has_original,
        }
    }
}

impl PartialEq<Asked<'_>> for GroupInput {
    fn eq(&self, asked: &Asked<'_>) -> bool {
        let Self { settings, today, texts, has_original } = self;
        // Settings that were read again are taken for others, even if they say the same.
        Arc::ptr_eq(settings, asked.settings)
            && *today == asked.today
            && *has_original == asked.group.has_original
            && texts.len() == asked.group.texts.len()
            && texts.iter().zip(&asked.group.texts).all(|(input, text)| input == *text)
    }
}

impl From<&TextFile<'_>> for TextInput {
    fn from(text: &TextFile<'_>) -> Self {
        let TextFile { file, bytes, unread, target, usable } = text;
        let (file, bytes) = (Arc::clone(file), Arc::clone(bytes));
        Self { file, bytes, unread: *unread, target: target.clone(), usable: *usable }
    }
}

impl PartialEq<TextFile<'_>> for TextInput {
    fn eq(&self, text: &TextFile<'_>) -> bool {
        let Self { file, bytes, unread, target, usable } = self;
        // Allocations are compared before contents.
        file == text.file
            && bytes == text.bytes
            && *unread == text.unread
            && *target == text.target
            && *usable == text.usable
    }
}

/// What every text is checked against.
struct World<'a> {
    config: Option<&'a SiteConfig>,
    own: &'a str,
    territory: Option<&'a Territory>,
    vocabulary: Option<&'a Vocabulary>,
    register: Option<&'a Register>,
    today: jiff::civil::Date,
}

impl World<'_> {
    fn language(&self) -> &str {
        self.own
    }
}

/// Where the fields of a text come from that it does not give itself.
#[derive(Debug)]
enum Original<'a, T> {
    /// It is the original.
    Itself,
    /// From the original, which could be read.
    Read(&'a T),
    /// From the original, which could not: then nothing is made of the translation either.
    Failed,
}

impl<T> Clone for Original<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Original<'_, T> {}

impl<T> Original<'_, T> {
    fn scope(self) -> Scope {
        match self {
            Original::Itself => Scope::Whole,
            Original::Read(_) | Original::Failed => Scope::Translation,
        }
    }
}

/// A text with its translations.
struct Group<'a> {
    /// At least one; the original first, then by language.
    texts: Vec<&'a TextFile<'a>>,
    has_original: bool,
}

/// By kind and id; texts whose name cannot be used come last, each for itself.
fn groups<'a>(texts: &'a [TextFile<'a>], own: &str) -> Vec<Group<'a>> {
    let (mut usable, alone): (Vec<_>, Vec<_>) = texts.iter().partition(|text| text.usable);
    usable.sort_by(|a, b| {
        let key = |text: &'a TextFile<'a>| (text.target.kind, &text.target.id);
        let by_language = |text: &'a TextFile<'a>| {
            let language = &text.target.language;
            (language != own, language)
        };
        key(a).cmp(&key(b)).then_with(|| by_language(a).cmp(&by_language(b)))
    });
    let is_same =
        |a: &&TextFile, b: &&TextFile| a.target.kind == b.target.kind && a.target.id == b.target.id;
    let together = usable.chunk_by(is_same).map(|texts| {
        let has_original = texts[0].target.language == own;
        Group { texts: texts.to_vec(), has_original }
    });
    let alone = alone.into_iter().map(|text| Group { texts: vec![text], has_original: false });
    together.chain(alone).collect()
}

#[derive(Clone, Debug, Default)]
struct Texts {
    stories: Vec<Arc<Story>>,
    regions: Vec<Page>,
    municipalities: Vec<Page>,
    pages: Vec<Page>,
    /// Personal data in them.
    found: Vec<Found>,
    /// Addresses and numbers of the offices that introductions name.
    contacts: Vec<String>,
}

impl Texts {
    fn append(&mut self, other: &Texts) {
        self.stories.extend_from_slice(&other.stories);
        self.regions.extend_from_slice(&other.regions);
        self.municipalities.extend_from_slice(&other.municipalities);
        self.pages.extend_from_slice(&other.pages);
        self.found.extend_from_slice(&other.found);
        self.contacts.extend_from_slice(&other.contacts);
    }
}

/// [`read_group`], if the memory does not have it.
fn recalled(
    group: &Group<'_>,
    world: &World<'_>,
    settings: &Arc<Settings>,
    memory: &Memory,
) -> Arc<(Texts, Vec<Diagnostic>)> {
    let asked = Asked { group, settings, today: world.today };
    memory.groups.recall(group.texts[0].file, &asked, || Arc::new(read_group(group, world)))
}

fn read_group(group: &Group<'_>, world: &World<'_>) -> (Texts, Vec<Diagnostic>) {
    let mut texts = Texts::default();
    let mut sink = Vec::new();
    match group.texts.first().map(|text| text.target.kind) {
        Some(TargetKind::Story) => {
            let found = &mut texts.found;
            let stories = in_turn(group, |text, original| {
                story::read(text, original, world, (&mut sink, found))
            });
            texts.stories = stories.into_iter().map(Arc::new).collect();
        }
        Some(kind) => {
            let contacts = &mut texts.contacts;
            let pages = in_turn(group, |text, original| {
                page::read(text, original, world, (&mut sink, contacts))
            });
            match kind {
                TargetKind::Region => texts.regions = pages,
                TargetKind::Municipality => texts.municipalities = pages,
                TargetKind::Page | TargetKind::Story => texts.pages = pages,
            }
        }
        None => {}
    }
    for text in &group.texts {
        texts.found.extend(personal_data::in_text(text.file, text.bytes, &sink));
    }
    (texts, sink)
}

/// Reads the original of a group, then what is translated from it.
fn in_turn<T>(
    group: &Group<'_>,
    mut read: impl FnMut(&TextFile<'_>, Original<'_, T>) -> Option<T>,
) -> Vec<T> {
    let mut done: Vec<T> = Vec::with_capacity(group.texts.len());
    let mut original_read = false;
    for (at, text) in group.texts.iter().enumerate() {
        let original = if !text.usable {
            Original::Failed
        } else if !group.has_original || at == 0 {
            Original::Itself
        } else if original_read {
            done.first().map_or(Original::Failed, Original::Read)
        } else {
            Original::Failed
        };
        let value = read(text, original);
        original_read |= at == 0 && value.is_some();
        done.extend(value);
    }
    done
}

/// A text whose front matter could be read.
struct Opened<'a> {
    text: &'a str,
    split: Split,
    node: Node,
}

/// Opens a text; none when it was too large to be read, or its front matter could not be.
fn opened<'a>(file: &TextFile<'a>, sink: &mut Vec<Diagnostic>) -> Option<Opened<'a>> {
    if file.unread {
        return None;
    }
    let (text, start) = front_matter::decode(file.file, file.bytes, sink)?;
    let split = front_matter::split(file.file, text, start, sink)?;
    let (node, mut remarks) = yaml::parse(file.file, text, split.front.clone());
    sink.append(&mut remarks);
    Some(Opened { text, split, node: node? })
}

/// The tree of a file that is YAML as a whole.
fn yaml_file(file: &Arc<str>, bytes: &[u8], sink: &mut Vec<Diagnostic>) -> Option<Node> {
    let (text, start) = front_matter::decode(file, bytes, sink)?;
    sink.extend(yaml::control_characters(file, text, start..text.len()));
    let (node, mut remarks) = yaml::parse(file, text, start..text.len());
    sink.append(&mut remarks);
    node
}

#[cfg(test)]
mod tests;
