//! Which document holds which word, and how much the word matters there.
//!
//! ```text
//! texts ─► words ─► forms of a language ─► groups and parts ─► postings
//!          (parallel, a chunk of documents at a time)        (parallel, then one pass)
//! ```
//!
//! A *posting* says that a document holds a group of forms, and how much it matters there, in eight
//! levels. The weight behind the level is that of a field-weighted, saturating term frequency
//! (Robertson, Zaragoza and Taylor 2004, "Simple BM25 extension to multiple weighted fields"), with
//! fixed lengths to compare with instead of the site's average: what a story counts for depends on
//! that story alone, so that a new one leaves the numbers of all others as they are.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexSet;
use rayon::prelude::*;
use rustc_hash::FxBuildHasher;

use super::documents::{Document, Field, fields};
use super::forms;
use super::language::{Link, language};
use super::lexicon::{Lexicon, lexicon};
use super::tokens::words;
use crate::model::Site;

/// Documents whose words are gathered together: few enough to keep both cores busy, enough to
/// share most of their words.
const CHUNK: usize = 128;

/// A word of the index as it is looked up.
pub(super) struct Entry {
    /// The beginning that its forms share.
    pub(super) key: String,
    /// What stands behind it in each form, separated by commas.
    pub(super) endings: String,
    /// Where its documents are in [`Index::postings`].
    pub(super) postings: std::ops::Range<usize>,
}

/// The words of a site and where they stand.
#[derive(Default)]
pub(super) struct Index {
    /// In no order.
    pub(super) entries: Vec<Entry>,
    /// Document number times 8 plus level; the documents of an entry rise.
    pub(super) postings: Vec<u32>,
    /// Endings that a form may have which the site does not use, the longest first.
    pub(super) endings: Vec<&'static str>,
    /// How a word may change as the first part of a compound: the end that it loses, and the one
    /// that it gets instead.
    pub(super) links: BTreeSet<Link>,
}

/// Reads every document.
pub(super) fn index(site: &Site, documents: &[Document]) -> Index {
    let mut by_language: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (number, document) in (0..).zip(documents) {
        let tag = site.story(document.story).language.as_str();
        by_language.entry(tag.split('-').next().unwrap_or(tag)).or_default().push(number);
    }
    let mut index = Index::default();
    for (tag, numbers) in by_language {
        let language = language(tag);
        let chunks = read(site, documents, &numbers);
        let forms = counted(&chunks);
        let lexicon = lexicon(language, &forms);
        let rows = rows(&chunks, &forms, &lexicon);
        drop(chunks);
        index.append(&rows, &lexicon, language.endings());
        index.endings.extend(language.endings());
        index.links.extend(language.links());
    }
    // A word may also be written without any of the endings that the site uses.
    index.endings.push("");
    index.endings.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    index.endings.dedup();
    index
}

/// How much a word matters in a document.
#[derive(Clone, Copy, Default)]
struct Weight {
    /// For standing in the title and other fields.
    named: f32,
    /// How often it stands in the text, for a text of common length.
    times: f32,
}

impl Weight {
    fn add(&mut self, other: Weight, share: f32) {
        self.named += other.named * share;
        self.times += other.times * share;
    }

    /// From 0 to 7.
    fn level(self) -> u32 {
        let weight = self.named + 3.2 * self.times / (self.times + 2.2);
        let level = 8.0 * weight / (3.0 + weight);
        // Never negative, and at most 8.
        (level as u32).min(7)
    }
}

/// What a field adds each time the word stands there, and how often that counts.
fn weight_of(field: Field) -> (f32, f32) {
    match field {
        Field::Title => (6.0, 2.0),
        Field::Municipality => (5.0, 1.0),
        Field::Enterprise | Field::Topic => (4.0, 1.0),
        Field::Summary => (3.0, 2.0),
        Field::Region | Field::TargetGroup => (3.0, 1.0),
        Field::Heading => (2.0, 3.0),
        Field::Partner => (2.0, 1.0),
        Field::Outcome => (1.5, 1.0),
        Field::Text => (0.0, 0.0),
    }
}

/// Words in a field of common length: a word matters more in a short one.
fn share_of_length(field: Field, words: f32) -> f32 {
    match field {
        Field::Title => 1.0 / (0.5 + 0.5 * words / 7.0),
        Field::Heading => 1.0 / (0.7 + 0.3 * words / 12.0),
        Field::Text => 1.0 / (0.4 + 0.6 * words / 400.0),
        _ => 1.0,
    }
}

/// Documents that were read together.
struct Chunk {
    words: IndexSet<String, FxBuildHasher>,
    /// Number, then its words by rising place in `words`.
    documents: Vec<(u32, Vec<(u32, Weight)>)>,
    /// How often each word stands in these documents.
    counts: Vec<u64>,
}

fn read(site: &Site, documents: &[Document], numbers: &[u32]) -> Vec<Chunk> {
    let read = |numbers: &[u32]| {
        let mut chunk =
            Chunk { words: IndexSet::default(), documents: Vec::new(), counts: Vec::new() };
        for number in numbers {
            let found = chunk.read(site, documents[*number as usize]);
            chunk.documents.push((*number, found));
        }
        chunk
    };
    numbers.par_chunks(CHUNK).map(read).collect()
}

impl Chunk {
    fn read(&mut self, site: &Site, document: Document) -> Vec<(u32, Weight)> {
        let mut tokens: Vec<(u32, Field)> = Vec::with_capacity(1024);
        let mut lengths = [0.0_f32; Field::Text as usize + 1];
        fields(site, document, &mut |field, text| {
            words(text, |word: &str| {
                tokens.push((self.place(word), field));
                lengths[field as usize] += 1.0;
            });
        });
        tokens.sort_unstable_by_key(|(word, field)| (*word, *field as u8));
        let mut found: Vec<(u32, Weight)> = Vec::with_capacity(tokens.len() / 2);
        for same in tokens.chunk_by(|a, b| a == b) {
            let (word, field) = same[0];
            let times = same.len() as f32;
            let share = share_of_length(field, lengths[field as usize]);
            let (each, most) = weight_of(field);
            let weight = match field {
                Field::Text => Weight { named: 0.0, times: times * share },
                _ => Weight { named: each * times.min(most) * share, times: 0.0 },
            };
            match found.last_mut().filter(|(last, _)| *last == word) {
                Some((_, sum)) => sum.add(weight, 1.0),
                None => found.push((word, weight)),
            }
        }
        found
    }

    fn place(&mut self, word: &str) -> u32 {
        let place = self.words.get_index_of(word).unwrap_or_else(|| {
            self.counts.push(0);
            self.words.insert_full(word.to_owned()).0
        });
        self.counts[place] += 1;
        u32::try_from(place).expect("a chunk has fewer words than bytes in memory")
    }
}

/// Every form of a language with how often it stands there, sorted.
fn counted(chunks: &[Chunk]) -> Vec<(String, u64)> {
    let mut all: Vec<(&str, u64)> = Vec::new();
    for chunk in chunks {
        all.extend(chunk.words.iter().map(String::as_str).zip(chunk.counts.iter().copied()));
    }
    all.par_sort_unstable();
    let sum = |same: &[(&str, u64)]| (same[0].0.to_owned(), same.iter().map(|(_, n)| n).sum());
    all.chunk_by(|a, b| a.0 == b.0).map(sum).collect()
}

/// A document, and its groups with their levels.
type Row = (u32, Vec<(u32, u32)>);

/// What each document holds, as groups of forms: those of its words, and those of their parts.
fn rows(chunks: &[Chunk], forms: &[(String, u64)], lexicon: &Lexicon) -> Vec<Row> {
    let rows_of = |chunk: &Chunk| -> Vec<Row> {
        let place = |word: &String| {
            let found = forms.binary_search_by(|(form, _)| form.as_str().cmp(word));
            found.expect("every word of a chunk is a form")
        };
        let forms: Vec<usize> = chunk.words.iter().map(place).collect();
        let row =
            |(number, words): &(u32, Vec<(u32, Weight)>)| (*number, row(words, &forms, lexicon));
        chunk.documents.iter().map(row).collect()
    };
    chunks.par_iter().flat_map_iter(rows_of).collect()
}

fn row(words: &[(u32, Weight)], forms: &[usize], lexicon: &Lexicon) -> Vec<(u32, u32)> {
    let mut groups: Vec<(usize, Weight, f32)> = Vec::with_capacity(words.len() * 2);
    for (word, weight) in words {
        let form = forms[*word as usize];
        groups.push((lexicon.group_of[form], *weight, 1.0));
        groups.extend(lexicon.parts[form].iter().map(|part| (part.group, *weight, part.weight)));
    }
    // Stable, so that the sums below are made in the same order everywhere.
    groups.sort_by_key(|(group, ..)| *group);
    let sum = |same: &[(usize, Weight, f32)]| {
        let mut sum = Weight::default();
        for (_, weight, share) in same {
            sum.add(*weight, *share);
        }
        let group = u32::try_from(same[0].0).expect("fewer groups than bytes in memory");
        (group, sum.level())
    };
    groups.chunk_by(|a, b| a.0 == b.0).map(sum).collect()
}

/// The beginning of endings that make a new word: *verksamheten* is *verksamhet* with *en*.
const DERIVED: &str = "het";

/// The fewest letters that are left of a form without its ending.
const STEM: usize = 4;

/// A second key for a word of which the site writes one form alone, so that its other forms and
/// the end of a compound are found: *vinhästen* also stands as `vinhäst` with `en`. It keeps its
/// own key, since *kvalitet* only looks like such a form.
fn without_ending<'a>(entry: &'a forms::Entry, unseen: &[&str]) -> Option<(&'a str, &'a str)> {
    let form = entry.key.as_str();
    let alone = entry.endings.len() == 1 && entry.endings[0].is_empty();
    let stem = |ending: &&str| {
        let stem = form.strip_suffix(*ending)?;
        let means_something = ending.len() > 1 && !ending.starts_with(DERIVED);
        (means_something && stem.chars().count() >= STEM).then_some(stem)
    };
    let stem = unseen.iter().filter(|_| alone).find_map(stem)?;
    Some((stem, &form[stem.len()..]))
}

impl Index {
    /// Adds the words of a language: counts first, then puts each posting in its place.
    fn append(&mut self, rows: &[Row], lexicon: &Lexicon, unseen: &[&str]) {
        let mut ends = vec![0_usize; lexicon.groups.len()];
        for (_, groups) in rows {
            for (group, _) in groups {
                ends[*group as usize] += 1;
            }
        }
        let mut end = self.postings.len();
        for (group, count) in lexicon.groups.iter().zip(&mut ends) {
            let postings = end..end + *count;
            end = postings.end;
            *count = postings.start;
            for entry in &group.entries {
                let own = (entry.key.as_str(), entry.endings.join(","));
                let second = without_ending(entry, unseen).map(|(key, end)| (key, end.to_owned()));
                self.entries.extend([own].into_iter().chain(second).map(|(key, endings)| Entry {
                    key: key.to_owned(),
                    endings,
                    postings: postings.clone(),
                }));
            }
        }
        self.postings.resize(end, 0);
        for (number, groups) in rows {
            for (group, level) in groups {
                let place = &mut ends[*group as usize];
                self.postings[*place] = number * 8 + level;
                *place += 1;
            }
        }
    }
}
