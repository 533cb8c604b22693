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
mod page;
mod site;
mod story;
mod territory;
mod vocabulary;

#[cfg(test)]
mod testing;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use check::Scope;
use files::{Known, TextFile, classify};
use front_matter::Split;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Page, SiteConfig, Story, Territory, Vocabulary};
use crate::sources::{Options, Sources};
use crate::words;
use crate::yaml::{self, Node};

/// The content of a site, checked and typed.
#[derive(Debug)]
pub struct Parsed {
    /// `site.yaml`.
    pub config: SiteConfig,
    /// `territory.yaml`.
    pub territory: Territory,
    /// `vocabulary.yaml`.
    pub vocabulary: Vocabulary,
    /// By id, the original first, then by language.
    pub stories: Vec<Arc<Story>>,
    /// Introductions to sub-regions, in the same order.
    pub regions: Vec<Page>,
    /// Introductions to municipalities, in the same order.
    pub municipalities: Vec<Page>,
    /// Pages, in the same order.
    pub pages: Vec<Page>,
    /// Every text file that exists, by path: also drafts and those that failed.
    pub targets: BTreeMap<Arc<str>, Target>,
}

/// What a text file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// What kind.
    pub kind: TargetKind,
    /// Its name in addresses.
    pub id: String,
    /// BCP 47 tag.
    pub language: String,
}

/// The kinds of text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
/// are checked even then, as far as that goes. Texts that `memory` has read are not read again.
#[must_use]
pub fn parse(
    sources: &Sources,
    options: &Options,
    memory: &Memory,
) -> (Option<Parsed>, Vec<Diagnostic>) {
    let mut sink = Vec::new();
    let (config, languages) = required(sources, site::PATH, &mut sink)
        .map_or((None, None), |(file, bytes)| site::read(file, bytes, &themes(sources), &mut sink));
    let own = languages.as_ref().and_then(|all| all.first()).map_or("sv", String::as_str);
    let territory = required(sources, territory::PATH, &mut sink)
        .and_then(|(file, bytes)| territory::read(file, bytes, own, &mut sink));
    let vocabulary = required(sources, vocabulary::PATH, &mut sink)
        .and_then(|(file, bytes)| vocabulary::read(file, bytes, own, &mut sink));
    let known = Known { languages: languages.as_deref(), territory: territory.as_ref() };
    let texts = classify(sources, known, &mut sink);
    let world = World {
        config: config.as_ref(),
        own,
        territory: territory.as_ref(),
        vocabulary: vocabulary.as_ref(),
        today: options.today,
    };
    let settings = Arc::new(Settings::new(sources, options));
    let mut read = Texts::default();
    let groups = groups(&texts, own);
    // Collected in the order of the groups, however the threads were faster or slower.
    for (texts, mut remarks) in groups
        .par_iter()
        .map(|group| recalled(group, &world, &settings, memory))
        .collect::<Vec<_>>()
    {
        read.append(texts);
        sink.append(&mut remarks);
    }
    let targets = texts.into_iter().map(|text| (Arc::clone(text.file), text.target)).collect();
    let parsed = match (config, territory, vocabulary) {
        (Some(config), Some(territory), Some(vocabulary)) => Some(Parsed {
            config,
            territory,
            vocabulary,
            stories: read.stories,
            regions: read.regions,
            municipalities: read.municipalities,
            pages: read.pages,
            targets,
        }),
        _ => None,
    };
    (parsed, sink)
}

/// A settings file, or the remark that it is missing; nothing when it was too large to be read.
fn required<'a>(
    sources: &'a Sources,
    path: &str,
    sink: &mut Vec<Diagnostic>,
) -> Option<(&'a Arc<str>, &'a [u8])> {
    if let Some((file, bytes)) = sources.get(path) {
        return (!sources.is_unread(path)).then_some((file, bytes));
    }
    sink.push(
        Diagnostic::new(
            Code::MissingFile,
            Place::whole(&Arc::from(path)),
            words!("filen `{path}` saknas", "the file `{path}` is missing"),
        )
        .help(words!(
            "gör en ny webbplats med forebild init i en tom mapp, och kopiera filen därifrån",
            "make a new site with forebild init in an empty folder, and copy the file from there"
        )),
    );
    None
}

/// The names of the themes that there are: the built-in one, and those that have a file.
fn themes(sources: &Sources) -> BTreeSet<&str> {
    let folder = "themes/";
    let inside = sources.under(folder).map(|(path, _)| &path[folder.len()..]);
    let names = inside.filter_map(|path| path.split_once('/')).map(|(theme, _)| theme);
    names.chain(["default"]).collect()
}

/// What was read of the texts before.
#[derive(Debug, Default)]
pub struct Memory(crate::memory::Memory<GroupInput, (Texts, Vec<Diagnostic>)>);

impl Memory {
    /// Forgets the texts that the last reading did not have; how many were made since it did so.
    pub fn forget_unasked(&self) -> usize {
        self.0.forget_unasked()
    }
}

/// All that a [`World`] is made from.
#[derive(Debug, PartialEq, Eq)]
struct Settings {
    files: Vec<Option<Arc<[u8]>>>,
    themes: Vec<String>,
    today: jiff::civil::Date,
}

impl Settings {
    fn new(sources: &Sources, options: &Options) -> Self {
        let file = |path| {
            let found = sources.get(path).filter(|_| !sources.is_unread(path));
            found.map(|(_, bytes)| Arc::clone(bytes))
        };
        Self {
            files: [site::PATH, territory::PATH, vocabulary::PATH].map(file).into(),
            themes: themes(sources).into_iter().map(str::to_owned).collect(),
            today: options.today,
        }
    }
}

/// All that a group of texts is read from.
#[derive(Debug)]
struct GroupInput {
    settings: Arc<Settings>,
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

/// A group with the settings it is read with.
type Asked<'a> = (&'a Group<'a>, &'a Arc<Settings>);

impl From<&Asked<'_>> for GroupInput {
    fn from((group, settings): &Asked<'_>) -> Self {
        Self {
            settings: Arc::clone(settings),
            texts: group.texts.iter().map(|text| TextInput::from(*text)).collect(),
            has_original: group.has_original,
        }
    }
}

impl PartialEq<Asked<'_>> for GroupInput {
    fn eq(&self, (group, settings): &Asked<'_>) -> bool {
        let Self { settings: own, texts, has_original } = self;
        // Pointers are compared before contents.
        own == *settings
            && *has_original == group.has_original
            && texts.len() == group.texts.len()
            && texts.iter().zip(&group.texts).all(|(input, text)| input == *text)
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
    /// The original first, then by language.
    texts: Vec<&'a TextFile<'a>>,
    has_original: bool,
}

fn groups<'a>(texts: &'a [TextFile<'a>], own: &str) -> Vec<Group<'a>> {
    let mut groups: BTreeMap<(TargetKind, &str), Vec<&TextFile<'_>>> = BTreeMap::new();
    let mut alone = Vec::new();
    for text in texts {
        if text.usable {
            groups.entry((text.target.kind, &text.target.id)).or_default().push(text);
        } else {
            alone.push(Group { texts: vec![text], has_original: false });
        }
    }
    let mut all: Vec<Group<'_>> = groups
        .into_values()
        .map(|mut texts| {
            texts.sort_by_key(|text| (text.target.language != own, &text.target.language));
            let has_original = texts.first().is_some_and(|text| text.target.language == own);
            Group { texts, has_original }
        })
        .collect();
    all.append(&mut alone);
    all
}

#[derive(Clone, Debug, Default)]
struct Texts {
    stories: Vec<Arc<Story>>,
    regions: Vec<Page>,
    municipalities: Vec<Page>,
    pages: Vec<Page>,
}

impl Texts {
    fn append(&mut self, mut other: Texts) {
        self.stories.append(&mut other.stories);
        self.regions.append(&mut other.regions);
        self.municipalities.append(&mut other.municipalities);
        self.pages.append(&mut other.pages);
    }
}

/// [`read_group`], if the memory does not have it.
fn recalled(
    group: &Group<'_>,
    world: &World<'_>,
    settings: &Arc<Settings>,
    memory: &Memory,
) -> (Texts, Vec<Diagnostic>) {
    let Some(first) = group.texts.first() else { return Default::default() };
    memory.0.recall(first.file, &(group, settings), || read_group(group, world))
}

fn read_group(group: &Group<'_>, world: &World<'_>) -> (Texts, Vec<Diagnostic>) {
    let mut texts = Texts::default();
    let mut sink = Vec::new();
    match group.texts.first().map(|text| text.target.kind) {
        Some(TargetKind::Story) => {
            let stories =
                in_turn(group, |text, original| story::read(text, original, world, &mut sink));
            texts.stories = stories.into_iter().map(Arc::new).collect();
        }
        Some(kind) => {
            let pages =
                in_turn(group, |text, original| page::read(text, original, world, &mut sink));
            match kind {
                TargetKind::Region => texts.regions = pages,
                TargetKind::Municipality => texts.municipalities = pages,
                TargetKind::Page | TargetKind::Story => texts.pages = pages,
            }
        }
        None => {}
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
