//! The files of the index.
//!
//! A reader's browser can load a script from disk, and nothing else: no `fetch`, no module, no
//! worker. So every file of the index is a classic script with one call, `forebild(name, columns…)`,
//! and a query loads the few that it needs. All are a few kB, so that what a query costs hardly
//! grows with the site.
//!
//! # Files, in `search/RELEASE/`
//!
//! RELEASE is the hash of everything in the folder. A page of an older build therefore never reads
//! an index of a newer one: its files are gone, and the page says so.
//!
//! | file | columns |
//! | --- | --- |
//! | `m.js` | the manifest: which word lies in which file, and what all files share |
//! | `t/N.js` | terms: keys, endings, postings |
//! | `r/N.js` | the same keys read backwards, for the ends of compounds and for misspelt beginnings; the size class of each |
//! | `p/N.js` | posting lists that are too long for `t`, divided by spaces |
//! | `d/N.js` | cards: what is shown of a document; a line each, fields divided by tabs |
//! | `f/FACET.js` | values of a facet, and the documents of each |
//!
//! # A worked example
//!
//! A site has two stories. *Bageriet i Hjo* is the older (document 0) and writes *bageriet* and
//! *bageri*; *Ett bageri till* (document 1) writes *bageri*. The forms share the key `bageri` with
//! the endings nothing and `et`. Say that it matters most (level 7) in document 0, and less
//! (level 5) in document 1. Then `t/0.js` is
//!
//! ```text
//! forebild('t/0','Abageri…','0 …','C  H  F  …')       (without the spaces in the last)
//!                 │          │     │  │  └ document 0 + 1 + gap 0, level 5: 0·8+5 = 5 = F
//!                 │          │     │  └ document 0, level 7: 0·8+7 = 7 = H
//!                 │          │     └ two documents
//!                 │          └ the first of the manifest's sets of endings, ",et"
//!                 └ nothing shared with the word before, then `bageri`
//! ```
//!
//! Someone who types *bageriet* gets the file whose first word is the last one not after
//! `bageriet`, and the one for `bageri` where that is another (the manifest knows that words may
//! end in `et`); finds that `bageri` begins the word and that `et` is one of its endings; and has
//! the documents. Since they are few, the `r` file where words end in `bageriet` is asked for
//! compounds too: it has the key `bageri` as `airegab`, in a few documents (1). More than [`INLINE`] documents stand in a `p` file, and the postings here are
//! its number and the place of the list in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::json;

use super::documents::Document;
use super::encode::{FrontCoded, gaps, number, script, separator};
use super::index::{Entry, Index};

/// Characters of a file, about: 2 to 3 kB when compressed, so that a query costs little whether
/// it needs one or five.
const SIZE: usize = 4_000;

/// The longest posting list that stands beside its key.
pub(super) const INLINE: usize = 32;

/// Cards in a file.
pub(super) const CARDS: usize = 4;

/// Sets of endings that the manifest knows by one character.
const SETS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The place of a set of endings in the manifest, from its character.
pub(super) fn set_of(text: &str) -> Option<usize> {
    let &[set] = text.as_bytes() else { return None };
    SETS.iter().position(|known| *known == set)
}

/// The files of an index by name, without the folder.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// Writes the words: `t`, `p` and `r`. Returns what the manifest says of them.
pub(super) fn terms(files: &mut Files, index: &Index) -> serde_json::Value {
    let sets = common_sets(&index.entries);
    let entries = with_odd_forms(&index.entries, &known_endings(&sets, &index.endings));
    let mut lists = Lists::default();
    let mut shards = Shards::default();
    for same in entries.chunk_by(|a, b| a.key == b.key) {
        if shards.is_full() {
            shards.cut(&same[0].key);
        }
        for entry in same {
            let set = sets.iter().position(|set| *set == entry.endings);
            let place = set.map(|set| char::from(SETS[set]));
            shards.push(entry, place, &index.postings[entry.postings.clone()], &mut lists);
        }
    }
    let (separators, written) = shards.finish();
    let texts = written.iter().map(|shard| [&*shard.keys.text, &shard.endings, &shard.postings]);
    files.extend(named("t", texts));
    files.extend(named("p", lists.finish().iter().map(|pack| [pack.as_str()])));
    let tails = tails(files, &entries);
    let (endings, links) = (&index.endings, &index.links);
    json!({ "terms": separators, "tails": tails, "sets": sets, "endings": endings, "links": links })
}

fn named<'a, const N: usize>(
    family: &str,
    texts: impl IntoIterator<Item = [&'a str; N]>,
) -> Vec<(String, Vec<u8>)> {
    let file = |(n, columns): (usize, [&str; N])| {
        let name = format!("{family}/{n}");
        let bytes = script(&name, &columns);
        (name, bytes)
    };
    texts.into_iter().enumerate().map(file).collect()
}

/// The sets of endings that stand most often, the commonest first.
fn common_sets(entries: &[Entry]) -> Vec<&str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in entries {
        *counts.entry(&entry.endings).or_default() += 1;
    }
    let mut sets: Vec<(&str, usize)> = counts.into_iter().collect();
    sets.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    sets.into_iter().take(SETS.len()).map(|(set, _)| set).collect()
}

/// Endings that the engine tries when it looks for the file of a word: those of the manifest.
fn known_endings<'a>(sets: &[&'a str], unseen: &[&'a str]) -> BTreeSet<&'a str> {
    sets.iter().flat_map(|set| set.split(',')).chain(unseen.iter().copied()).collect()
}

/// The entries, by rising key; a form whose ending nobody would try is an entry of its own, since
/// its key may stand in another file than the one where the whole form would.
fn with_odd_forms(entries: &[Entry], known: &BTreeSet<&str>) -> Vec<Entry> {
    let mut all = Vec::with_capacity(entries.len());
    for Entry { key, endings, postings } in entries {
        let (even, odd): (Vec<&str>, Vec<&str>) =
            endings.split(',').partition(|ending| known.contains(ending));
        if !even.is_empty() {
            let endings = even.join(",");
            all.push(Entry { key: key.clone(), endings, postings: postings.clone() });
        }
        all.extend(odd.iter().map(|ending| Entry {
            key: format!("{key}{ending}"),
            endings: String::new(),
            postings: postings.clone(),
        }));
    }
    all.sort_by(|a, b| a.key.cmp(&b.key));
    all
}

/// Long posting lists, packed into files.
#[derive(Default)]
struct Lists {
    full: Vec<String>,
    open: String,
    in_open: u32,
}

impl Lists {
    /// Adds a list and returns its file and its place in that.
    fn push(&mut self, list: &str) -> (u32, u32) {
        if !self.open.is_empty() && self.open.len() + list.len() > SIZE {
            self.full.push(std::mem::take(&mut self.open));
            self.in_open = 0;
        }
        if !self.open.is_empty() {
            self.open.push(' ');
        }
        self.open.push_str(list);
        let place = self.in_open;
        self.in_open += 1;
        (u32::try_from(self.full.len()).expect("fewer files than bytes in memory"), place)
    }

    fn finish(mut self) -> Vec<String> {
        if !self.open.is_empty() {
            self.full.push(self.open);
        }
        self.full
    }
}

/// A file of terms that is being written.
#[derive(Default)]
struct Shard {
    keys: FrontCoded,
    endings: String,
    postings: String,
    last: String,
}

/// The files of terms, and the shortest words that tell them apart.
#[derive(Default)]
struct Shards {
    full: Vec<Shard>,
    open: Shard,
    separators: FrontCoded,
}

impl Shards {
    fn is_full(&self) -> bool {
        let Shard { keys, endings, postings, .. } = &self.open;
        keys.text.len() + endings.len() + postings.len() >= SIZE
    }

    /// Begins a new file with `key`.
    fn cut(&mut self, key: &str) {
        if self.full.is_empty() {
            self.separators.push("");
        }
        self.separators.push(separator(&self.open.last, key));
        self.full.push(std::mem::take(&mut self.open));
    }

    /// Adds an entry with the character of its endings, if they have one.
    fn push(&mut self, entry: &Entry, set: Option<char>, postings: &[u32], lists: &mut Lists) {
        let shard = &mut self.open;
        shard.keys.push(&entry.key);
        if !shard.last.is_empty() {
            shard.endings.push(' ');
        }
        match set {
            Some(set) => shard.endings.push(set),
            None => {
                let _ = write!(shard.endings, "={}", entry.endings);
            }
        }
        number(&mut shard.postings, u32::try_from(postings.len()).expect("at most one a document"));
        if postings.len() <= INLINE {
            shard.postings.push_str(&list(postings));
        } else {
            let (file, place) = lists.push(&list(postings));
            number(&mut shard.postings, file);
            number(&mut shard.postings, place);
        }
        shard.last.clone_from(&entry.key);
    }

    fn finish(mut self) -> (String, Vec<Shard>) {
        if self.full.is_empty() {
            self.separators.push("");
        }
        self.full.push(self.open);
        (self.separators.text, self.full)
    }
}

/// A posting list: for each document the gap to the one before, times 8, plus its level.
fn list(postings: &[u32]) -> String {
    let mut list = String::with_capacity(postings.len() * 2);
    let mut next = 0;
    for posting in postings {
        let (document, level) = (posting / 8, posting % 8);
        number(&mut list, (document - next) * 8 + level);
        next = document + 1;
    }
    list
}

/// Writes the keys read backwards, and returns the words that tell the files apart.
fn tails(files: &mut Files, entries: &[Entry]) -> String {
    let mut tails: Vec<(String, u32)> = entries
        .chunk_by(|a, b| a.key == b.key)
        .map(|same| {
            let most = same.iter().map(|entry| entry.postings.len()).max().unwrap_or(1);
            (same[0].key.chars().rev().collect(), most.max(1).ilog2())
        })
        .collect();
    tails.sort_unstable();
    let mut separators = FrontCoded::default();
    separators.push("");
    let (mut keys, mut classes, mut last) = (FrontCoded::default(), String::new(), "");
    let mut written = Vec::new();
    for (tail, class) in &tails {
        if keys.text.len() + classes.len() >= SIZE {
            separators.push(separator(last, tail));
            written.push((std::mem::take(&mut keys).text, std::mem::take(&mut classes)));
        }
        keys.push(tail);
        classes.extend(char::from_digit(*class, 36));
        last = tail;
    }
    written.push((keys.text, classes));
    files.extend(named("r", written.iter().map(|(keys, classes)| [keys.as_str(), classes])));
    separators.text
}

/// Writes what is shown of each document.
pub(super) fn cards(files: &mut Files, cards: &[String]) {
    let texts: Vec<String> = cards.chunks(CARDS).map(|cards| cards.join("\n")).collect();
    files.extend(named("d", texts.iter().map(|text| [text.as_str()])));
}

/// Writes which documents have each value of a facet; the documents of a value rise.
pub(super) fn facet(files: &mut Files, name: &str, values: &BTreeMap<String, Vec<u32>>) {
    let ids: Vec<&str> = values.keys().map(String::as_str).collect();
    let lists: Vec<String> = values.values().map(|numbers| rising(numbers)).collect();
    let name = format!("f/{name}");
    let bytes = script(&name, &[&ids.join(" "), &lists.join(" ")]);
    files.insert(name, bytes);
}

/// Rising numbers as text.
pub(super) fn rising(numbers: &[u32]) -> String {
    let mut text = String::new();
    gaps(&mut text, numbers.iter().copied());
    text
}

/// Documents that readers of `language` do not get, because they get another version.
pub(super) fn hidden(site: &crate::model::Site, documents: &[Document], language: &str) -> String {
    let is_hidden =
        |document: &Document| site.version_id(document.work, language) != document.story;
    let numbers = (0..).zip(documents).filter(|(_, document)| is_hidden(document)).map(|(n, _)| n);
    rising(&numbers.collect::<Vec<u32>>())
}
