//! Queries of every class with their answers, which follow from what the stories are made of.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

use crate::corpus::{Corpus, Municipality, words};
use crate::grammar::genitive;
use crate::random::Random;
use crate::value_id;
use crate::vocabulary::{Id, Kind};

const PER_CLASS: usize = 80;
/// A word with more stories than this has no ten best.
const FEW: usize = 10;
const LETTERS: [char; 20] = [
    'a', 'b', 'd', 'e', 'f', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o', 'p', 'r', 's', 't', 'u', 'ä',
    'ö',
];
/// Words of grammar around the one that is asked for.
const QUESTIONS: [&str; 8] = [
    "hur är det med {}",
    "vad är {}",
    "{} och det som var svårt",
    "vi har en {}",
    "när är det {}",
    "hur gjorde de med {}",
    "alla som har {}",
    "{} för att de är här",
];

type Stories = BTreeSet<usize>;

struct Query {
    text: String,
    language: &'static str,
    filters: Option<(&'static str, String)>,
    relevant: Stories,
}

pub struct Questions<'a> {
    corpus: &'a Corpus,
    random: Random,
    /// Alone, as a first part, as a last part, in the middle.
    places: BTreeMap<Id, [Stories; 4]>,
    all: BTreeMap<Id, Stories>,
    /// Lexemes that have each form.
    meanings: BTreeMap<&'a str, BTreeSet<Id>>,
    /// Swedish words in few stories that no compound holds: stems and compounds by turns.
    plain: Vec<Id>,
}

impl<'a> Questions<'a> {
    pub fn new(corpus: &'a Corpus) -> Self {
        let places = corpus.places();
        let all: BTreeMap<Id, Stories> = places
            .iter()
            .map(|(id, places)| (*id, places.iter().flatten().copied().collect()))
            .collect();
        let mut meanings: BTreeMap<&str, BTreeSet<Id>> = BTreeMap::new();
        for id in corpus.uses.keys() {
            for form in &corpus.vocabulary.lexemes[*id].forms {
                meanings.entry(form).or_default().insert(*id);
            }
        }
        let mut questions =
            Self { corpus, random: Random(17), places, all, meanings, plain: Vec::new() };
        questions.plain = questions.plain_words();
        questions
    }

    fn plain_words(&mut self) -> Vec<Id> {
        let swedish =
            |id: &Id| matches!(self.corpus.kind(*id), Kind::Noun(_) | Kind::Verb | Kind::Adjective);
        let few = |id: &Id| self.all[id].len() <= FEW && self.all[id] == self.places[id][0];
        let ids: Vec<Id> = self.all.keys().copied().filter(|id| swedish(id) && few(id)).collect();
        self.by_turns(&ids)
    }

    /// In no order, but stems and compounds by turns as long as there are both.
    fn by_turns(&mut self, ids: &[Id]) -> Vec<Id> {
        let is_stem = |id: &Id| self.corpus.vocabulary.lexemes[*id].parts.is_none();
        let (mut stems, mut compounds): (Vec<Id>, Vec<Id>) = ids.iter().partition(|id| is_stem(id));
        self.random.shuffle(&mut stems);
        self.random.shuffle(&mut compounds);
        let mut mixed = Vec::new();
        while !stems.is_empty() || !compounds.is_empty() {
            mixed.extend(stems.pop());
            mixed.extend(compounds.pop());
        }
        mixed
    }

    fn forms(&self, id: Id) -> &'a [String] {
        &self.corpus.vocabulary.lexemes[id].forms
    }

    fn stories_with(&self, word: &str) -> Stories {
        self.corpus.words.get(word).into_iter().flatten().copied().collect()
    }

    fn means_only(&self, form: &str, id: Id) -> bool {
        self.meanings.get(form).is_none_or(|ids| ids.iter().all(|other| *other == id))
    }

    fn is_unambiguous(&self, id: Id) -> bool {
        self.forms(id).iter().all(|form| self.means_only(form, id))
    }

    fn query(text: impl Into<String>, relevant: &Stories) -> Query {
        Query { text: text.into(), language: "sv", filters: None, relevant: relevant.clone() }
    }

    /// A form that every story of the word has.
    fn written_form(&self, id: Id) -> Option<&'a str> {
        let fits = |form: &&String| {
            form.chars().count() > 2
                && self.means_only(form, id)
                && self.stories_with(form) == self.all[&id]
        };
        self.forms(id).iter().find(fits).map(String::as_str)
    }

    fn exact(&self) -> Vec<Query> {
        let word = |id: &Id| Some(Self::query(self.written_form(*id)?, &self.all[id]));
        self.plain.iter().skip(1).step_by(3).filter_map(word).take(PER_CLASS).collect()
    }

    fn inflected(&mut self) -> Vec<Query> {
        let mut queries = Vec::new();
        for id in self.plain.clone() {
            let unwritten: Vec<&String> = self
                .forms(id)
                .iter()
                .filter(|form| !form.is_empty() && !self.corpus.words.contains_key(*form))
                .filter(|form| !form.ends_with('s') && self.means_only(form, id))
                .filter(|form| !self.corpus.words.contains_key(&genitive(form)))
                .collect();
            if !unwritten.is_empty() && queries.len() < PER_CLASS {
                queries.push(Self::query(self.random.of(&unwritten).as_str(), &self.all[&id]));
            }
        }
        queries
    }

    /// Nouns that stand in compounds at `place`, and by themselves too or not.
    fn part(&mut self, place: usize, also_alone: bool) -> Vec<Query> {
        // Names are a class of their own.
        let in_names = self.corpus.parts_of_names();
        let is_in = |(id, places): &(&Id, &[Stories; 4])| {
            let elsewhere =
                (1..4).filter(|other| *other != place).all(|other| places[other].is_empty());
            let alone = if also_alone {
                !places[0].is_empty() && !places[place].is_subset(&places[0])
            } else {
                places[0].is_empty()
            };
            let few = self.all[id].len() <= FEW && !in_names.contains(id);
            self.corpus.kind(**id).is_noun()
                && few
                && alone
                && elsewhere
                && self.means_only(&self.forms(**id)[0], **id)
        };
        let ids: Vec<Id> = self.places.iter().filter(is_in).map(|(id, _)| *id).collect();
        let chosen = self.by_turns(&ids).into_iter().take(PER_CLASS);
        chosen.map(|id| Self::query(self.forms(id)[0].as_str(), &self.all[&id])).collect()
    }

    fn typo(&mut self) -> Vec<Query> {
        let mut queries = Vec::new();
        for id in self.plain.iter().copied().step_by(3).collect::<Vec<_>>() {
            let Some(form) = self.written_form(id).filter(|form| form.chars().count() > 4) else {
                continue;
            };
            let wrong = self.mistyped(form);
            if queries.len() < PER_CLASS && !self.corpus.words.contains_key(&wrong) && wrong != form
            {
                queries.push(Self::query(wrong, &self.all[&id]));
            }
        }
        queries
    }

    fn mistyped(&mut self, word: &str) -> String {
        let mut letters: Vec<char> = word.chars().collect();
        let place = self.random.below(letters.len());
        let letter = *self.random.of(&LETTERS);
        match self.random.below(4) {
            0 => letters.insert(place, letter),
            1 => drop(letters.remove(place)),
            2 => letters[place] = letter,
            _ => letters.swap(place.max(1) - 1, place.max(1)),
        }
        letters.into_iter().collect()
    }

    fn without_marks(&self) -> Vec<Query> {
        let word = |id: &Id| {
            let form = self.written_form(*id)?;
            let plain = folded(form);
            let fits = plain != form && !self.corpus.words.contains_key(&plain);
            fits.then(|| Self::query(plain, &self.all[id]))
        };
        self.plain.iter().filter_map(word).take(PER_CLASS).collect()
    }

    fn typed(&mut self) -> Vec<Query> {
        let mut queries = Vec::new();
        for id in self.plain.iter().copied().skip(2).step_by(3).collect::<Vec<_>>() {
            let Some(form) = self.written_form(id).filter(|form| form.chars().count() > 5) else {
                continue;
            };
            let length = form.chars().count();
            let part: String =
                form.chars().take(4.max(length * (50 + self.random.below(40)) / 100)).collect();
            let beginning = self.corpus.words.range(part.clone()..);
            let matching = beginning.take_while(|(word, _)| word.starts_with(&part));
            let relevant: Stories = matching.flat_map(|(_, stories)| stories).copied().collect();
            if relevant.len() <= FEW && queries.len() < PER_CLASS {
                queries.push(Self::query(part, &relevant));
            }
        }
        queries
    }

    fn among_stop_words(&mut self) -> Vec<Query> {
        let words: Vec<Query> = self.exact();
        words
            .iter()
            .rev()
            .map(|query| {
                let question = self.random.of(&QUESTIONS).replace("{}", &query.text);
                Self::query(question, &query.relevant)
            })
            .collect()
    }

    /// Swedish words that some stories have but not a twentieth part of them, drawn from `story`.
    fn known_words(&self, story: usize) -> Vec<(Id, &'a str)> {
        let most = (self.corpus.stories.len() / 20).max(4 * FEW);
        let mut known = Vec::new();
        for id in &self.corpus.stories[story].used {
            let common = self.corpus.uses[id].len() > FEW && self.all[id].len() <= most;
            if !common || self.corpus.kind(*id).is_english() || !self.is_unambiguous(*id) {
                continue;
            }
            let written = |form: &&String| {
                self.means_only(form, *id) && self.stories_with(form).contains(&story)
            };
            known.extend(self.forms(*id).iter().find(written).map(|form| (*id, form.as_str())));
        }
        known
    }

    fn two_words(&mut self) -> Vec<Query> {
        let mut queries = Vec::new();
        for _ in 0..PER_CLASS * 6 {
            let story = self.random.below(self.corpus.stories.len());
            let known = self.known_words(story);
            if known.len() < 2 || queries.len() >= PER_CLASS {
                continue;
            }
            let ((one, first), (other, second)) =
                (*self.random.of(&known), *self.random.of(&known));
            let both: Stories = self.all[&one].intersection(&self.all[&other]).copied().collect();
            if one != other && both.len() <= FEW {
                queries.push(Self::query(format!("{first} {second}"), &both));
            }
        }
        queries
    }

    fn filtered(&mut self) -> Vec<Query> {
        let mut queries = Vec::new();
        for turn in 0..PER_CLASS * 6 {
            let number = self.random.below(self.corpus.stories.len());
            let known = self.known_words(number);
            if known.is_empty() || queries.len() >= PER_CLASS {
                continue;
            }
            let (id, form) = *self.random.of(&known);
            let stories = &self.corpus.stories;
            let story = &stories[number];
            let (facet, value) = match turn % 4 {
                0 => ("region", story.municipality.region.clone()),
                1 => ("municipality", story.municipality.id.clone()),
                2 => ("topic", value_id(story.topics[0])),
                _ => ("year", story.year.to_string()),
            };
            let has = |story: &&usize| {
                let story = &stories[**story];
                match facet {
                    "region" => story.municipality.region == value,
                    "municipality" => story.municipality.id == value,
                    "topic" => story.topics.iter().any(|topic| value_id(topic) == value),
                    _ => story.year.to_string() == value,
                }
            };
            let relevant: Stories = self.all[&id].iter().filter(has).copied().collect();
            if relevant.len() <= FEW {
                let query = Query { filters: Some((facet, value)), ..Self::query(form, &relevant) };
                queries.push(query);
            }
        }
        queries
    }

    /// Some words in a row, two of them at least words of content, which few stories have together
    /// in any form. What is right is the story that has them in this order.
    fn phrase(&mut self) -> Vec<Query> {
        let mut queries = Vec::new();
        let most = (self.corpus.stories.len() / 20).max(4 * FEW);
        for _ in 0..PER_CLASS * 60 {
            let number = self.random.below(self.corpus.stories.len());
            let text = self.running_words(number);
            let length = 3 + self.random.below(3);
            if text.len() < 200 || queries.len() >= PER_CLASS {
                continue;
            }
            let start = 80 + self.random.below(text.len() - 100);
            let row = &text[start..start + length];
            let mut telling: Vec<(&str, Vec<Id>)> = row
                .iter()
                .filter_map(|word| Some((word.as_str(), self.lexemes_of(word)?)))
                .collect();
            telling.sort_by_key(|(word, _)| self.stories_with(word).len());
            let [(rarest, ids), rest @ ..] = &telling[..] else { continue };
            if rest.is_empty() || self.stories_with(rarest).len() > most {
                continue;
            }
            let own = self.stories_with(rarest);
            let all: Stories =
                ids.iter().flat_map(|id| &self.all[id]).chain(&own).copied().collect();
            let together =
                |story: &&usize| rest.iter().all(|(word, ids)| self.has(**story, word, ids));
            if all.iter().filter(together).count() > FEW {
                continue;
            }
            let phrase = row.join(" ");
            let holds = |story: &usize| {
                format!(" {} ", self.running_words(*story).join(" "))
                    .contains(&format!(" {phrase} "))
            };
            let relevant: Stories = own.into_iter().filter(holds).collect();
            queries.push(Self::query(phrase, &relevant));
        }
        queries
    }

    fn lexemes_of(&self, word: &str) -> Option<Vec<Id>> {
        let ids = self.meanings.get(word).or_else(|| self.meanings.get(word.strip_suffix('s')?))?;
        Some(ids.iter().copied().collect())
    }

    /// Whether a story has a word as it is written, in another form, or in a compound.
    fn has(&self, story: usize, word: &str, ids: &[Id]) -> bool {
        let written = self.corpus.words.get(word);
        written.is_some_and(|stories| stories.binary_search(&story).is_ok())
            || ids.iter().any(|id| self.all[id].contains(&story))
    }

    fn running_words(&self, story: usize) -> Vec<String> {
        self.corpus.stories[story].files.iter().flat_map(|(_, text)| words(text)).collect()
    }

    fn municipality(&self, municipalities: &[Municipality]) -> Vec<Query> {
        let mut queries = Vec::new();
        for place in municipalities {
            let here = |story: &usize| self.corpus.stories[*story].municipality.id == place.id;
            let relevant: Stories = (0..self.corpus.stories.len()).filter(here).collect();
            let plain = folded(&place.name.to_lowercase());
            queries.push(Self::query(place.name.as_str(), &relevant));
            if plain != place.name.to_lowercase() {
                queries.push(Self::query(plain, &relevant));
            }
        }
        queries.retain(|query| !query.relevant.is_empty());
        queries
    }

    fn enterprise(&mut self) -> Vec<Query> {
        let named = |id: &Id| {
            let lexeme = &self.corpus.vocabulary.lexemes[*id];
            lexeme.kind == Kind::Name && lexeme.parts.is_some() && self.corpus.uses[id].len() <= FEW
        };
        let mut names: Vec<Id> = self.corpus.uses.keys().copied().filter(named).collect();
        self.random.shuffle(&mut names);
        // A name may be the beginning of another, which is as right an answer.
        let query = |id: &Id| {
            let name = self.forms(*id)[0].as_str();
            let having = words(name).into_iter().map(|word| self.stories_with(&word));
            let all = having.reduce(|all, stories| &all & &stories).unwrap_or_default();
            (all.len() <= FEW).then(|| Self::query(name, &all))
        };
        names.iter().filter_map(query).take(PER_CLASS).collect()
    }

    fn english(&mut self) -> Vec<Query> {
        let mut queries = Vec::new();
        for (id, stories) in &self.all {
            if self.corpus.kind(*id).is_english() && stories.len() <= FEW {
                let forms: Vec<&String> =
                    self.forms(*id).iter().filter(|form| self.means_only(form, *id)).collect();
                if !forms.is_empty() {
                    let form = self.random.of(&forms).as_str();
                    queries.push(Query { language: "en", ..Self::query(form, stories) });
                }
            }
        }
        self.random.shuffle(&mut queries);
        queries.truncate(PER_CLASS);
        queries
    }

    fn special(&self) -> Vec<Query> {
        let specials = self.corpus.special.iter().filter(|(_, stories)| stories.len() <= FEW);
        let mut queries = Vec::new();
        for (turn, (word, stories)) in specials.enumerate() {
            let relevant = stories.iter().copied().collect();
            let text = if turn % 3 == 0 { word.to_lowercase() } else { word.clone() };
            queries.push(Self::query(text, &relevant));
        }
        queries.into_iter().step_by(1 + self.corpus.special.len() / (PER_CLASS + 20)).collect()
    }

    /// All classes in order, as `queries.json` has them.
    pub fn all(mut self, municipalities: &[Municipality]) -> Value {
        let classes = [
            ("exact word", self.exact()),
            ("inflected form", self.inflected()),
            ("first part of a compound", self.part(1, false)),
            ("first part, also a word", self.part(1, true)),
            ("last part of a compound", self.part(2, false)),
            ("last part, also a word", self.part(2, true)),
            ("one-letter mistake", self.typo()),
            ("no å, ä, ö", self.without_marks()),
            ("two words", self.two_words()),
            ("phrase", self.phrase()),
            ("municipality", self.municipality(municipalities)),
            ("enterprise", self.enterprise()),
            ("word being typed", self.typed()),
            ("among stop words", self.among_stop_words()),
            ("English", self.english()),
            ("special characters", self.special()),
            ("with a filter", self.filtered()),
        ];
        let slug = |story: &usize| self.corpus.stories[*story].slug.as_str();
        let query = |query: &Query| {
            let filters = query.filters.iter().map(|(facet, value)| (*facet, vec![value]));
            json!({
                "text": query.text,
                "language": query.language,
                "filters": filters.collect::<BTreeMap<_, _>>(),
                "relevant": query.relevant.iter().map(slug).collect::<Vec<_>>(),
            })
        };
        let class = |(name, queries): &(&str, Vec<Query>)| json!({ "class": name, "queries": queries.iter().map(query).collect::<Vec<_>>() });
        json!({ "stories": self.corpus.stories.len(), "classes": classes.iter().map(class).collect::<Vec<_>>() })
    }
}

/// Without accents, å, ä and ö included.
fn folded(word: &str) -> String {
    word.nfd().filter(|letter| !('\u{300}'..'\u{370}').contains(letter)).collect()
}
