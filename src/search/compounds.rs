//! What words are put together of: *arbetsträning* is found by *arbete* and by *träning*.
//!
//! Swedish writes compounds as one word, and new ones are made every day, so that no list holds
//! them. But their parts stand elsewhere on the site. Worked example:
//!
//! ```text
//! arbetsträning   arbets|träning   begins as arbete does in compounds (arbet-, +s)
//!                                  träning .45, arbete .35
//! odlingslott     odlings|lott     the site does not know "lott", but "odling" has five letters:
//!                                  one side is evidence enough: odling .25
//! fikaträff, golfträff, lunchträff "träff" stands alone nowhere, but after three known words:
//!                                  a part all the same, with a group of its own
//! ```
//!
//! The forms of a word share its parts, as its shortest form has them. Parts of parts count too,
//! less. The weights are what a part is worth against the word itself (1), chosen on queries for
//! parts of compounds in a Swedish corpus: the last part says what a thing is, the first only
//! which.
//!
//! What keeps chance out: parts of three or four letters must be at least as frequent as the
//! compound, endings that make new words (*kommun-ikation*) and prefixes (*upp-handling*) are no
//! parts ([`super::pieces`]), and half of a word's forms must agree. The work grows with the letters
//! of all forms, not with their pairs.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::forms::{Group, Vocabulary, group, letters};
use super::language::Language;
use super::lexicon::Part;
use super::pieces::{Compound, Kind, Piece, Pieces, Seen};

/// What the last and the first part of a compound are worth.
const TAIL: f32 = 0.45;
const HEAD: f32 = 0.35;

/// The same where the other part is unknown.
const TAIL_ALONE: f32 = 0.35;
const HEAD_ALONE: f32 = 0.25;

/// What is left of the product for a part of a part, and what is too little to write down.
const NESTED: f32 = 1.6;
const TOO_LITTLE: f32 = 0.15;

/// The fewest letters of a compound, of the shorter part if the other is long, and of a part
/// that is the only evidence.
const COMPOUND: usize = 6;
const PART: usize = 3;
const PART_ALONE: usize = 5;

/// A part with fewer letters than this is often chance: it must be at least as frequent as the
/// compound.
const LONG_PART: usize = 4;

/// The fewest letters of what is unknown beside a part that is known.
const REST: usize = 4;

/// The fewest letters of a learned part, how many different words it must follow, and how often
/// the site is taken to write it.
const LEARNED: usize = 4;
const HEADS: usize = 2;
const LEARNED_OFTEN: u64 = 2;

/// What follows a known word, and the group of that word.
type Tail<'f> = (&'f str, usize);

/// The parts of the words of `language`, by group. Learned parts get groups of their own, which
/// are added to `groups`.
pub(super) fn parts(
    language: &Language,
    site: Vocabulary,
    group_of: &[usize],
    groups: &mut Vec<Group>,
) -> BTreeMap<usize, Vec<Part>> {
    let Some(rules) = language.compounding else { return BTreeMap::new() };
    let mut pieces = Pieces::new(language, rules, site, group_of);
    let compounds: Vec<Compound> = (0..site.0.len())
        .map(|place| Compound { form: site.form(place), group: group_of[place] })
        .filter(|compound| letters(compound.form) >= COMPOUND)
        .filter(|compound| compound.form.chars().all(char::is_alphabetic))
        .collect();
    let (mut splits, unknown): (Vec<Option<Split>>, Vec<Vec<Tail>>) = compounds
        .par_iter()
        .map(|compound| {
            let seen = pieces.look(*compound);
            let split = in_two(&pieces, &seen);
            let unknown = if split.is_none() { unknown_tails(&seen) } else { Vec::new() };
            (split, unknown)
        })
        .unzip();
    let learned = learned(language, &compounds, unknown);
    let counted: Vec<(String, u64)> =
        learned.iter().map(|tail| (tail.clone(), LEARNED_OFTEN)).collect();
    let grouping = group(language, &counted);
    let group_of_tail = grouping.group_of.iter().map(|group| groups.len() + group);
    pieces.add_tails(learned.into_iter().zip(group_of_tail).collect(), LEARNED_OFTEN);
    groups.extend(grouping.groups);
    splits.par_iter_mut().zip(&compounds).filter(|(split, _)| split.is_none()).for_each(
        |(split, compound)| {
            let seen = pieces.look(*compound);
            *split = in_two(&pieces, &seen).or_else(|| one_side(&seen));
        },
    );
    let parts = vote(&compounds, &splits).into_iter().map(|(group, split)| (group, split.parts()));
    with_parts_of_parts(&parts.collect())
}

/// The split of the shortest form of each group, if half of its forms have it:
/// *rapporten* ends in *orten*, but *rapport* does not.
fn vote(compounds: &[Compound], splits: &[Option<Split>]) -> BTreeMap<usize, Split> {
    let mut by_group: BTreeMap<usize, Vec<(usize, Option<Split>)>> = BTreeMap::new();
    for (compound, split) in compounds.iter().zip(splits) {
        let form = (letters(compound.form), *split);
        by_group.entry(compound.group).or_default().push(form);
    }
    let winner = |(group, forms): (usize, Vec<(usize, Option<Split>)>)| {
        let votes = |split: &Split| {
            forms
                .iter()
                .flat_map(|form| form.1)
                .filter(|other| other.groups() == split.groups())
                .count()
        };
        let shortest = forms.iter().min_by_key(|form| form.0)?.1?;
        (votes(&shortest) * 2 >= forms.len()).then_some((group, shortest))
    };
    by_group.into_iter().filter_map(winner).collect()
}

/// Adds the parts of parts, and those of these.
fn with_parts_of_parts(parts: &BTreeMap<usize, Vec<Part>>) -> BTreeMap<usize, Vec<Part>> {
    add_below(parts, &add_below(parts, parts))
}

/// Adds to each list what `below` says of its parts.
fn add_below(
    parts: &BTreeMap<usize, Vec<Part>>,
    below: &BTreeMap<usize, Vec<Part>>,
) -> BTreeMap<usize, Vec<Part>> {
    let add = |(group, own): (&usize, &Vec<Part>)| {
        let mut all = own.clone();
        for part in own {
            for lower in below.get(&part.group).map_or(&[][..], Vec::as_slice) {
                let weight = NESTED * part.weight * lower.weight;
                if lower.group != *group && weight >= TOO_LITTLE {
                    all.push(Part { group: lower.group, weight });
                }
            }
        }
        (*group, all)
    };
    parts.iter().map(add).collect()
}

/// How a form divides.
#[derive(Clone, Copy, Debug)]
struct Split {
    head: Option<usize>,
    tail: Option<usize>,
    /// How good the evidence is; more is better. None where one part is unknown or the two do not
    /// meet.
    quality: Option<u64>,
}

impl Split {
    fn groups(self) -> (Option<usize>, Option<usize>) {
        (self.head, self.tail)
    }

    fn parts(self) -> Vec<Part> {
        let (tail, head) = match self.quality {
            Some(_) => (TAIL, HEAD),
            None => (TAIL_ALONE, HEAD_ALONE),
        };
        let part = |group: Option<usize>, weight| group.map(|group| Part { group, weight });
        part(self.tail, tail).into_iter().chain(part(self.head, head)).collect()
    }
}

/// Both parts are known, the last also by a form with another ending.
fn in_two(pieces: &Pieces, seen: &Seen) -> Option<Split> {
    let inflected = || {
        let tails = pieces.inflected_tails(seen);
        tails.iter().filter_map(|tails| pair(pieces, seen, tails)).max_by_key(|split| split.quality)
    };
    pair(pieces, seen, &seen.tails).or_else(inflected)
}

/// The best pair of a known head and one of `tails` that meet.
fn pair(pieces: &Pieces, seen: &Seen, tails: &[Piece]) -> Option<Split> {
    let meeting = seen.heads.iter().flat_map(|head| {
        tails.iter().filter(|tail| tail.at == head.at).map(move |tail| (head, tail))
    });
    let credible = |piece: &Piece| {
        let frequent = || pieces.often(piece.group) >= pieces.often(seen.group);
        piece.letters >= LONG_PART || piece.kind < Kind::Inflected && frequent()
    };
    meeting
        .filter(|(head, tail)| head.letters + tail.letters > 2 * PART)
        .filter(|(head, tail)| credible(head) && credible(tail))
        .map(|(head, tail)| Split {
            head: Some(head.group),
            tail: Some(tail.group),
            quality: Some(quality(pieces, head) + quality(pieces, tail)),
        })
        .max_by_key(|split| split.quality)
}

/// How good a part is as evidence: long, frequent, as the site writes it.
fn quality(pieces: &Pieces, piece: &Piece) -> u64 {
    let often = u64::from(pieces.often(piece.group).clamp(1, 1000).ilog2());
    (100 + 10 * piece.letters.min(7) as u64 + 3 * often).saturating_sub(5 * piece.link as u64)
}

/// One part is known, and what is left over may be a word.
fn one_side(seen: &Seen) -> Option<Split> {
    let alone = |piece: &&Piece| piece.letters >= PART_ALONE && piece.kind == Kind::Plain;
    let head = seen
        .heads
        .iter()
        .filter(alone)
        .filter(|head| may_be_word(seen, head.at) && !seen.begins_prefix(head.at))
        .max_by_key(|head| head.at);
    let tail = seen
        .tails
        .iter()
        .filter(alone)
        .filter(|tail| letters(&seen.form[..tail.at]) >= REST && !seen.is_prefix(tail.at))
        .filter(|tail| !seen.hides_suffix(tail.at))
        .filter(|tail| head.is_none_or(|head| head.at <= tail.at))
        .min_by_key(|tail| tail.at);
    let group = |piece: Option<&Piece>| piece.map(|piece| piece.group);
    let split = Split { head: group(head), tail: group(tail), quality: None };
    (head.is_some() || tail.is_some()).then_some(split)
}

/// Whether what follows `at` may be a word, and is not just an ending.
fn may_be_word(seen: &Seen, at: usize) -> bool {
    letters(&seen.form[at..]) >= REST && !seen.is_ending(at) && !seen.hides_suffix(at)
}

/// What the site writes only at the end of other words, but of at least [`HEADS`]: out of all
/// tails that are unknown, each with the group of the word that it follows. The forms of a tail are
/// evidence for each other: *drömpennor* and *vänskapspennans* both end in a form of *penna*.
fn learned(language: &Language, compounds: &[Compound], unknown: Vec<Vec<Tail>>) -> Vec<String> {
    let mut heads: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (tail, head) in unknown.into_iter().flatten() {
        heads.entry(tail).or_default().push(head);
    }
    for heads in heads.values_mut() {
        heads.sort_unstable();
        heads.dedup();
    }
    let all = ends(compounds, &heads);
    let counted: Vec<(String, u64)> =
        heads.iter().map(|(tail, heads)| ((*tail).to_owned(), heads.len() as u64)).collect();
    let group_of = group(language, &counted).group_of;
    let mut tails: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for (tail, group) in heads.keys().zip(group_of) {
        tails.entry(group).or_default().push(tail);
    }
    let is_word =
        |tails: &Vec<&str>| follows_enough(tails, &heads, &all) && !takes_link(tails, &heads);
    tails.into_values().filter(is_word).flatten().map(str::to_owned).collect()
}

/// Whether the forms of a tail follow different known words, and mostly nothing else.
fn follows_enough(
    tails: &[&str],
    heads: &BTreeMap<&str, Vec<usize>>,
    all: &BTreeMap<&str, usize>,
) -> bool {
    let different: BTreeSet<usize> = tails.iter().flat_map(|tail| &heads[tail]).copied().collect();
    let known: usize = tails.iter().map(|tail| heads[tail].len()).sum();
    let any: usize = tails.iter().map(|tail| all[tail]).sum();
    different.len() >= HEADS && known * 2 > any
}

/// Whether the forms of a tail have a linking *s* too much, or lack the *s* that they begin with:
/// *stads|träff* is not *stad|sträff*, since *träff* also follows words without it, but
/// *brev|salvia* is not *brevs|alvia*, which never does.
fn takes_link(tails: &[&str], heads: &BTreeMap<&str, Vec<usize>>) -> bool {
    let follow = |tail: &str| heads.get(tail).map_or(0, Vec::len);
    let own: usize = tails.iter().map(|tail| follow(tail)).sum();
    let without: usize = tails.iter().filter_map(|tail| tail.strip_prefix('s')).map(follow).sum();
    let with: usize = tails.iter().map(|tail| follow(&["s", tail].concat())).sum();
    without > own || with >= own
}

/// What follows known words in a form and is not known itself.
fn unknown_tails<'f>(seen: &Seen<'f>) -> Vec<Tail<'f>> {
    if seen.tails.iter().any(|tail| tail.letters >= LEARNED) {
        return Vec::new();
    }
    seen.heads
        .iter()
        .filter(|head| head.kind < Kind::Inflected && head.letters >= LEARNED)
        .filter(|head| may_be_word(seen, head.at))
        .map(|head| (&seen.form[head.at..], head.group))
        .collect()
}

/// How many forms end in each of the tails. What follows known words in most of them is a word;
/// *-erier* follows *batt* and *gall*, but more often no word at all.
fn ends<'f>(
    compounds: &[Compound<'f>],
    tails: &BTreeMap<&'f str, Vec<usize>>,
) -> BTreeMap<&'f str, usize> {
    let mut counts: BTreeMap<&str, usize> = tails.keys().map(|tail| (*tail, 0)).collect();
    for compound in compounds {
        for (at, _) in compound.form.char_indices() {
            if let Some(count) = counts.get_mut(&compound.form[at..]) {
                *count += 1;
            }
        }
    }
    counts
}
