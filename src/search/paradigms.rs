//! Words from forms: which forms are the inflections of one word, by the evidence of the site.
//!
//! A stemmer judges each form alone. Here a *word* is a stem with a paradigm (see
//! [`super::language`]), and the forms on the site speak for it or not:
//!
//! ```text
//! forms    plan planen planer planerna · planet planeten planeter · planta plantan plantor
//! readings plan   + ,en,er,erna     plan planen planer planerna    4 forms: a word
//!          planet + ,en,er,erna     planet planeten planeter       3 forms: a word
//!          plant  + a,an,or,orna    planta plantan plantor         3 forms: a word
//!          plan   + ,et,en,ena      plan planet planen             all taken by words with more
//! ```
//!
//! 1. Every form is read in every way that the paradigms allow.
//! 2. The word with the most evidence takes its forms; then the next, by forms that are still
//!    free. So *planet* is no form of *plan*, as a rule for pairs of endings would say.
//! 3. The dictionary form of a word goes to that word: *fasad* goes with *fasaden, fasader* and
//!    not with *fasa, fasade*.
//! 4. What is left goes where most of its relatives are. Words with the same dictionary form
//!    (*kort*, the card and the adjective) are one: nobody can say which a query means.
//! 5. A form that a second word has as well (*cyklar* of *cykla*, but also of *cykel*) is
//!    remembered, so that it is found there too.
//!
//! Each step looks at sorted readings and a queue: the work grows as `n log n`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::ops::Range;

use rayon::prelude::*;

use super::forms::{Sets, Vocabulary, common_beginning, letters};
use super::language::Language;
use super::trie::Trie;

/// What an inflected form is worth as evidence, and how many letters of its ending count one
/// more: *-arna* is seldom chance.
const FORM: u32 = 8;
const LETTERS_OF_ENDING: u32 = 4;

/// What a form with a genitive *s* is worth: it says little that the form without does not.
const GENITIVE: u32 = 6;

/// What it is worth that all endings of the paradigm are on the site; in between, a share of it.
const COMPLETE: u32 = 16;

/// A stem with fewer letters than this is none; one with fewer than that needs a form more.
const STEM: usize = 2;
const LONG_STEM: usize = 3;

/// What a form is to a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    /// The form that stands in a dictionary.
    Base,
    /// A form with another ending.
    Inflected,
    /// A form with a genitive *s*.
    Genitive,
    /// A form that proves nothing.
    Weak,
}

/// One way to read a form. The order of the fields brings the forms of a word together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Reading {
    stem: Stem,
    paradigm: u8,
    role: Role,
    form: u32,
}

/// The beginning of a form: of which form first, and how many bytes of it. Two are equal exactly
/// when their letters are, and comparing numbers is faster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Stem {
    first: u32,
    bytes: u8,
}

/// A possible word: its readings, and what its completeness is worth.
struct Word {
    readings: Range<usize>,
    complete: u32,
}

/// What the paradigms explain.
pub(super) struct Claimed {
    /// Whether each form belongs to a word.
    pub taken: Vec<bool>,
    /// Forms that a second word has as well, each with the dictionary form of that word.
    pub seconds: Vec<(usize, usize)>,
}

/// Joins the forms of each word, of those that are `open`.
pub(super) fn join(
    language: &Language,
    site: Vocabulary,
    sets: &mut Sets,
    open: &[bool],
) -> Claimed {
    let readings = readings(language, site, open);
    let words = words(language, &readings);
    let owner = vec![None; site.0.len()];
    let mut claims = Claims { site, readings: &readings, words: &words, owner };
    claims.strongest_first();
    claims.bases_to_their_words();
    claims.leftovers();
    claims.join(sets);
    let taken = claims.owner.iter().map(Option::is_some).collect();
    Claimed { taken, seconds: claims.seconds(sets) }
}

/// All ways to read the forms of the site, sorted.
fn readings(language: &Language, site: Vocabulary, open: &[bool]) -> Vec<Reading> {
    let endings = Endings::new(language);
    let firsts = firsts(site);
    let mut readings: Vec<Reading> = (0..site.0.len())
        .into_par_iter()
        .filter(|place| open[*place])
        .flat_map_iter(|place| endings.readings(language, site.form(place), place, &firsts[place]))
        .collect();
    readings.par_sort_unstable();
    readings
}

/// What each ending can be.
struct Endings {
    /// In which paradigms, and as what.
    roles: Vec<Vec<(u8, Role)>>,
    /// The numbers of the endings in `roles`; letters from last to first.
    tree: Trie,
}

impl Endings {
    fn new(language: &Language) -> Self {
        let mut roles: BTreeMap<String, Vec<(u8, Role)>> = BTreeMap::new();
        let mut add = |ending: String, paradigm: usize, role: Role| {
            roles.entry(ending).or_default().push((paradigm as u8, role));
        };
        for (number, paradigm) in language.paradigms.iter().enumerate() {
            for (place, ending) in paradigm.endings.iter().enumerate() {
                let role = if place == 0 { Role::Base } else { Role::Inflected };
                add((*ending).to_owned(), number, role);
                if paradigm.genitive {
                    add(format!("{ending}s"), number, Role::Genitive);
                }
            }
            for ending in paradigm.weak {
                add((*ending).to_owned(), number, Role::Weak);
            }
        }
        let backward = |ending: &String| ending.bytes().rev().collect();
        let tree = Trie::new(roles.keys().map(backward).zip(0..));
        Self { roles: roles.into_values().collect(), tree }
    }

    /// All ways to read `form`; `firsts` names its beginnings, by their length in bytes.
    fn readings(
        &self,
        language: &Language,
        form: &str,
        place: usize,
        firsts: &[u32],
    ) -> Vec<Reading> {
        let mut readings = Vec::new();
        self.tree.walk(form.bytes().rev(), |length, end| {
            let Some(roles) = self.tree.value(end, b"").map(|number| &self.roles[number]) else {
                return;
            };
            let stem = &form[..form.len() - length];
            // A longer form is no word: `tokens` cuts words off long before.
            let Ok(bytes) = u8::try_from(stem.len()) else { return };
            if letters(stem) < STEM {
                return;
            }
            let fitting =
                roles.iter().filter(|(number, _)| language.paradigms[*number as usize].fits(stem));
            readings.extend(fitting.map(|(paradigm, role)| Reading {
                stem: Stem { first: firsts[stem.len()], bytes },
                paradigm: *paradigm,
                role: *role,
                form: place as u32,
            }));
        });
        readings
    }
}

/// For each form and each length in bytes: the first form that begins in the same way so far.
fn firsts(site: Vocabulary) -> Vec<Vec<u32>> {
    let mut firsts: Vec<Vec<u32>> = Vec::with_capacity(site.0.len());
    for place in 0..site.0.len() {
        let form = site.form(place);
        let mut own = vec![place as u32; form.len() + 1];
        if let Some(before) = firsts.last() {
            let shared = common_beginning(form, site.form(place - 1)).len();
            own[..=shared].copy_from_slice(&before[..=shared]);
        }
        firsts.push(own);
    }
    firsts
}

/// The possible words: readings with the same stem and paradigm, two at least.
fn words(language: &Language, readings: &[Reading]) -> Vec<Word> {
    let mut from = 0;
    readings
        .chunk_by(|a, b| (a.stem, a.paradigm) == (b.stem, b.paradigm))
        .map(|forms| {
            let seen = forms.iter().filter(|reading| reading.role <= Role::Inflected).count();
            let all = language.paradigms[forms[0].paradigm as usize].endings.len();
            let readings = from..from + forms.len();
            from = readings.end;
            Word { readings, complete: COMPLETE * seen as u32 / all as u32 }
        })
        .filter(|word| word.readings.len() > 1)
        .collect()
}

/// Which word each form belongs to, as far as it is known.
struct Claims<'a> {
    site: Vocabulary<'a>,
    readings: &'a [Reading],
    words: &'a [Word],
    owner: Vec<Option<usize>>,
}

impl Claims<'_> {
    /// Gives forms to words, those with the most evidence first.
    fn strongest_first(&mut self) {
        let mut queue: BinaryHeap<(u32, Reverse<usize>)> =
            (0..self.words.len()).map(|word| (self.evidence(word), Reverse(word))).collect();
        while let Some((evidence, Reverse(word))) = queue.pop() {
            let now = self.evidence(word);
            if now < evidence {
                // Stronger words took some of its forms in the meantime: it waits for its turn.
                queue.push((now, Reverse(word)));
                continue;
            }
            let free: Vec<usize> = self.free(word).map(Reading::place).collect();
            if free.len() >= self.needed(word) {
                for form in free {
                    self.owner[form] = Some(word);
                }
            }
        }
    }

    fn forms(&self, word: usize) -> &[Reading] {
        &self.readings[self.words[word].readings.clone()]
    }

    /// The forms of `word` that are evidence and that no other word has taken.
    fn free(&self, word: usize) -> impl Iterator<Item = &Reading> {
        let evidence = self.forms(word).iter().filter(|reading| reading.role != Role::Weak);
        evidence.filter(|reading| self.owner[reading.place()].is_none())
    }

    /// How much speaks for a word.
    fn evidence(&self, word: usize) -> u32 {
        let weight = |reading: &Reading| {
            let ending = self.site.form(reading.place()).len() - reading.stem.bytes as usize;
            match reading.role {
                Role::Genitive => GENITIVE,
                _ => FORM + (ending as u32).min(LETTERS_OF_ENDING),
            }
        };
        match self.free(word).map(weight).sum() {
            0 => 0,
            free => free + self.words[word].complete,
        }
    }

    /// How many free forms it takes to be a word.
    fn needed(&self, word: usize) -> usize {
        let reading = &self.forms(word)[0];
        let stem = &self.site.form(reading.place())[..reading.stem.bytes as usize];
        if letters(stem) < LONG_STEM { 3 } else { 2 }
    }

    /// The dictionary form of a word, if the site writes it.
    fn base(&self, word: usize) -> Option<usize> {
        let first = &self.forms(word)[0];
        (first.role == Role::Base).then(|| first.place())
    }

    /// Whether `form` belongs to a word whose dictionary form it is.
    fn is_at_home(&self, form: usize) -> bool {
        self.owner[form].is_some_and(|word| self.base(word) == Some(form))
    }

    /// Gives each dictionary form to its word, if that word has two other forms.
    fn bases_to_their_words(&mut self) {
        for word in 0..self.words.len() {
            let Some(base) = self.base(word) else { continue };
            let own = |reading: &&Reading| self.owner[reading.place()] == Some(word);
            if self.forms(word).iter().filter(own).count() > 1 && !self.is_at_home(base) {
                self.owner[base] = Some(word);
            }
        }
    }

    /// Gives each form that no word took to the word that has most of its relatives.
    fn leftovers(&mut self) {
        let mut best: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for word in 0..self.words.len() {
            let mut left =
                self.forms(word).iter().filter(|form| self.owner[form.place()].is_none());
            let Some(first) = left.next() else { continue };
            let Some((count, owner)) = self.majority(word) else { continue };
            for form in [first].into_iter().chain(left) {
                if form.role == Role::Weak && owner != word {
                    continue;
                }
                let found = best.entry(form.place()).or_insert((count, owner));
                if count > found.0 {
                    *found = (count, owner);
                }
            }
        }
        for (form, (_, owner)) in best {
            self.owner[form] = Some(owner);
        }
    }

    /// The word that has most of the forms of `word`, and how many: at least two, the dictionary
    /// form counted twice. With a short stem that would be chance: *kö, kör*.
    fn majority(&self, word: usize) -> Option<(usize, usize)> {
        if self.needed(word) > 2 {
            return None;
        }
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        let telling = |reading: &&Reading| reading.role <= Role::Inflected;
        for reading in self.forms(word).iter().filter(telling) {
            if let Some(owner) = self.owner[reading.place()] {
                *counts.entry(owner).or_default() += 1 + usize::from(reading.role == Role::Base);
            }
        }
        let (owner, count) =
            counts.into_iter().max_by_key(|(owner, count)| (*count, Reverse(*owner)))?;
        (count > 1).then_some((count, owner))
    }

    /// Joins the forms of each word, and words with the same dictionary form.
    fn join(&self, sets: &mut Sets) {
        let mut first: BTreeMap<usize, usize> = BTreeMap::new();
        for (form, owner) in self.owner.iter().enumerate() {
            if let Some(word) = owner {
                sets.join(*first.entry(*word).or_insert(form), form);
            }
        }
        for (word, form) in first {
            if let Some(base) = self.base(word).filter(|base| self.is_at_home(*base)) {
                sets.join(base, form);
            }
        }
    }

    /// The forms that belong to a second word as well, each with its dictionary form. That word
    /// must be certain: it has its dictionary form and two others.
    fn seconds(&self, sets: &mut Sets) -> Vec<(usize, usize)> {
        let mut seconds = Vec::new();
        for word in 0..self.words.len() {
            let Some(base) = self.base(word).filter(|base| self.is_at_home(*base)) else {
                continue;
            };
            let home = sets.first_of(base);
            let (own, foreign): (Vec<usize>, Vec<usize>) = self
                .forms(word)
                .iter()
                .filter(|reading| reading.role != Role::Weak)
                .map(Reading::place)
                .partition(|form| sets.first_of(*form) == home);
            if own.len() > 2 {
                seconds.extend(foreign.into_iter().map(|form| (form, base)));
            }
        }
        seconds.sort_unstable();
        seconds.dedup();
        seconds
    }
}

impl Reading {
    fn place(&self) -> usize {
        self.form as usize
    }
}
