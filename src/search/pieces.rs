//! What can be a part of a compound, and what of it stands in a form.
//!
//! A form is looked at from both ends along two trees of the words that the site writes
//! ([`super::trie`]): as first parts, and backwards as last parts. Places are bytes of the form.
//!
//! ```text
//! arbetsträningen    heads arbets| (arbete, link -e +s)    tails |träningen, or without -en
//!                    endings |en, |ingen, |ningen: no words, and no part begins within them
//! ```

use super::forms::{Vocabulary, letters};
use super::language::{Compounding, Language, Link};
use super::trie::Trie;

/// The fewest letters of a part.
const PART: usize = 3;

/// How often the site writes a word that is a part: what stands once may be a slip.
const OFTEN: u64 = 2;

/// The fewest letters of a word that is a part although it stands once.
const SURE: usize = 6;

/// How many letters of a word may stand before a suffix that is seen through: *tning*.
const BEFORE_SUFFIX: usize = 2;

/// The fewest letters of such a suffix.
const LONG_SUFFIX: usize = 3;

/// What the tree of endings says of those with a long suffix, and of the others.
const WITH_SUFFIX: usize = 0;
const OTHER: usize = 1;

/// A form that may be a compound, and its group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Compound<'f> {
    pub form: &'f str,
    pub group: usize,
}

/// A part that is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Where it ends, for a first part; where it begins, for a last part.
    pub at: usize,
    pub letters: usize,
    pub group: usize,
    /// How it differs from the form that the site writes, and the number of this link among all:
    /// the greater, the less likely.
    pub kind: Kind,
    pub link: usize,
}

/// How a word differs as a part from the form that the site writes; see [`Compounding`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Plain,
    Changed,
    Inflected,
}

/// A form and what is known of its beginnings and ends.
pub(super) struct Seen<'f> {
    pub form: &'f str,
    pub group: usize,
    /// The words that it begins with, as they look in compounds.
    pub heads: Vec<Piece>,
    /// The words that it ends in.
    pub tails: Vec<Piece>,
    /// Where prefixes end, and how far the form goes on like a prefix.
    prefixes: Vec<usize>,
    like_prefix: usize,
    /// Where endings begin that are no words, and which of them begin with a long suffix.
    endings: Vec<usize>,
    suffixes: Vec<usize>,
}

impl Seen<'_> {
    /// Whether what precedes `at` is a prefix.
    pub(super) fn is_prefix(&self, at: usize) -> bool {
        self.prefixes.contains(&at)
    }

    /// Whether what precedes `at` is the beginning of a prefix: *samma* of *samman*.
    pub(super) fn begins_prefix(&self, at: usize) -> bool {
        at <= self.like_prefix
    }

    /// Whether what follows `at` is an ending and no word.
    pub(super) fn is_ending(&self, at: usize) -> bool {
        self.endings.contains(&at)
    }

    /// Whether what follows `at` is a suffix with a letter or two before it: *tning*.
    pub(super) fn hides_suffix(&self, at: usize) -> bool {
        let near = |start: &usize| *start >= at && letters(&self.form[at..*start]) <= BEFORE_SUFFIX;
        self.suffixes.iter().any(near)
    }

    /// Whether a first part whose stem ends at `stem` can end at `at`: it is no prefix, and no
    /// suffix lies across the border (*bengali|ska* is *bengal-iska*).
    fn may_end(&self, stem: usize, at: usize) -> bool {
        let across =
            |start: &usize| *start < at && letters(&self.form[*start..at]) <= BEFORE_SUFFIX;
        !self.is_prefix(at) && !self.is_ending(stem) && !self.suffixes.iter().any(across)
    }
}

/// All that can be a part.
pub(super) struct Pieces<'a> {
    links: Vec<(Kind, Link)>,
    inflections: &'a [&'a str],
    /// How often the site writes each group.
    often: Vec<u64>,
    heads: Trie,
    /// The last parts with their groups, and the same as a tree; letters from last to first.
    last: Vec<(Vec<u8>, usize)>,
    tails: Trie,
    prefixes: Trie,
    /// Endings that are no words; letters from last to first.
    endings: Trie,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(
        language: &'a Language,
        rules: &'a Compounding,
        site: Vocabulary,
        group_of: &[usize],
    ) -> Self {
        let mut often = vec![0; group_of.iter().max().map_or(0, |last| last + 1)];
        for (group, (_, count)) in group_of.iter().zip(site.0) {
            often[*group] += count;
        }
        let usable: Vec<(&str, usize)> = (0..site.0.len())
            .map(|place| (site.form(place), group_of[place]))
            .filter(|(form, group)| {
                let letters = letters(form);
                letters >= PART && (often[*group] >= OFTEN || letters >= SURE)
            })
            .filter(|(form, _)| form.chars().all(char::is_alphabetic))
            .filter(|(form, _)| !language.invariable.contains(form))
            .filter(|(form, _)| !rules.prefixes.contains(form))
            .collect();
        let endings = endings(language, rules);
        let last: Vec<(Vec<u8>, usize)> = usable
            .iter()
            .filter(|(form, _)| endings.get(form.bytes().rev()).is_none())
            .map(|(form, group)| (form.bytes().rev().collect(), *group))
            .collect();
        let prefixes =
            rules.prefixes.iter().flat_map(|prefix| ["", "s"].map(|s| [prefix, s].concat()));
        Self {
            links: links(rules),
            inflections: language.endings,
            often,
            heads: Trie::new(usable.into_iter().map(|(form, group)| (form.into(), group))),
            tails: Trie::new(last.iter().cloned()),
            last,
            prefixes: Trie::new(prefixes.map(|prefix| (prefix.into(), 0))),
            endings,
        }
    }

    /// Adds last parts that the site does not write alone, with their groups, written `often`.
    pub(super) fn add_tails(&mut self, tails: Vec<(String, usize)>, often: u64) {
        for (tail, group) in tails {
            self.often.resize(self.often.len().max(group + 1), often);
            self.last.push((tail.bytes().rev().collect(), group));
        }
        self.tails = Trie::new(self.last.iter().cloned());
    }

    /// How often the site writes the forms of `group`.
    pub(super) fn often(&self, group: usize) -> u64 {
        self.often[group]
    }

    /// What is known of a form.
    pub(super) fn look<'f>(&self, compound: Compound<'f>) -> Seen<'f> {
        let Compound { form, group } = compound;
        let (mut endings, mut suffixes) = (Vec::new(), Vec::new());
        self.endings.walk(form.bytes().rev(), |length, place| {
            if let Some(kind) = self.endings.value(place, b"") {
                endings.push(form.len() - length);
                suffixes.extend((kind == WITH_SUFFIX).then_some(form.len() - length));
            }
        });
        let (mut prefixes, mut like_prefix) = (Vec::new(), 0);
        self.prefixes.walk(form.bytes(), |length, place| {
            prefixes.extend(self.prefixes.value(place, b"").map(|_| length));
            like_prefix = length;
        });
        let tails = self.tails(compound, 0);
        let heads = Vec::new();
        let mut seen = Seen { form, group, heads, tails, prefixes, like_prefix, endings, suffixes };
        seen.heads = self.heads(&seen);
        seen
    }

    /// The first parts.
    fn heads(&self, seen: &Seen) -> Vec<Piece> {
        let form = seen.form;
        let mut heads = Vec::new();
        self.heads.walk(form.bytes(), |stem, place| {
            if !form.is_char_boundary(stem) || stem == form.len() {
                return;
            }
            for (link, (kind, (end, instead))) in self.links.iter().enumerate() {
                let at = stem + instead.len();
                // Most links fail at the first byte, and this is the innermost loop.
                let begins =
                    instead.bytes().next().is_none_or(|byte| form.as_bytes()[stem] == byte);
                if begins
                    && at < form.len()
                    && let Some(group) = self.heads.value(place, end.as_bytes())
                    && form[stem..].starts_with(instead)
                {
                    let letters = letters(&form[..at]);
                    if group != seen.group && letters >= PART && seen.may_end(stem, at) {
                        heads.push(Piece { at, letters, group, kind: *kind, link });
                    }
                }
            }
        });
        heads
    }

    /// The last parts of a form that has lost its last `cut` bytes.
    fn tails(&self, compound: Compound, cut: usize) -> Vec<Piece> {
        let form = &compound.form[..compound.form.len() - cut];
        let mut tails = Vec::new();
        self.tails.walk(form.bytes().rev(), |length, place| {
            let Some(group) = self.tails.value(place, b"") else { return };
            let at = form.len() - length;
            if group != compound.group && at > 0 {
                tails.push(Piece {
                    at,
                    letters: letters(&form[at..]),
                    group,
                    kind: Kind::Plain,
                    link: 0,
                });
            }
        });
        tails
    }

    /// The last parts of the form without each of the endings that an inflected word can have.
    pub(super) fn inflected_tails(&self, seen: &Seen) -> Vec<Vec<Piece>> {
        let compound = Compound { form: seen.form, group: seen.group };
        let endings = self.inflections.iter().filter(|ending| seen.form.ends_with(**ending));
        endings.map(|ending| self.tails(compound, ending.len())).collect()
    }
}

/// All links, the likeliest first.
fn links(rules: &Compounding) -> Vec<(Kind, Link)> {
    let of = |kind, links: &'static [Link]| links.iter().map(move |link| (kind, *link));
    of(Kind::Plain, rules.plain)
        .chain(of(Kind::Changed, rules.changed))
        .chain(of(Kind::Inflected, rules.inflected))
        .collect()
}

/// Inflections and suffixes with inflections, from their last letter to the first.
fn endings(language: &Language, rules: &Compounding) -> Trie {
    let inflections = || language.endings.iter().copied().chain([""]);
    let suffixes = rules.suffixes.iter().copied().chain([""]);
    Trie::new(suffixes.flat_map(|suffix| {
        let kind = if letters(suffix) >= LONG_SUFFIX { WITH_SUFFIX } else { OTHER };
        inflections().map(move |ending| {
            let (ending, suffix) = (ending.bytes().rev(), suffix.bytes().rev());
            (ending.chain(suffix).collect(), kind)
        })
    }))
}
