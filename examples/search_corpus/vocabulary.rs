//! All words that the stories may use, and the compounds and names that they come to make.

use std::collections::BTreeMap;

use crate::grammar;
use crate::random::{Random, Zipf};

pub type Id = usize;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// The flag: neuter.
    Noun(bool),
    Verb,
    Adjective,
    Name,
    EnglishNoun,
    EnglishVerb,
    EnglishAdjective,
}

impl Kind {
    pub fn is_noun(self) -> bool {
        matches!(self, Self::Noun(_))
    }

    pub fn is_english(self) -> bool {
        matches!(self, Self::EnglishNoun | Self::EnglishVerb | Self::EnglishAdjective)
    }
}

pub struct Lexeme {
    pub kind: Kind,
    /// In the order of the paradigm; an empty form does not exist.
    pub forms: Vec<String>,
    /// How it looks as the first part of a compound.
    pub part: String,
    /// First and last part, if it is a compound.
    pub parts: Option<(Id, Id)>,
    pub rare: bool,
}

/// Words of one kind, the commonest first.
pub struct Ranked {
    ids: Vec<Id>,
    zipf: Zipf,
}

impl Ranked {
    fn new(ids: Vec<Id>) -> Self {
        Self { zipf: Zipf::new(ids.len()), ids }
    }

    pub fn draw(&self, random: &mut Random) -> Id {
        self.ids[self.zipf.draw(random)]
    }

    /// A word drawn as if all were equally common.
    pub fn any(&self, random: &mut Random) -> Id {
        *random.of(&self.ids)
    }
}

pub struct Vocabulary {
    pub lexemes: Vec<Lexeme>,
    known: BTreeMap<(Kind, String), Id>,
    pub nouns: Ranked,
    pub verbs: Ranked,
    pub adjectives: Ranked,
    pub english_nouns: Ranked,
    pub english_verbs: Ranked,
    pub english_adjectives: Ranked,
    /// Compounds that many stories use.
    pub settled: Ranked,
    pub villages: Ranked,
    pub rare: Vec<Id>,
}

const SETTLED_COMPOUNDS: usize = 3_000;
const VILLAGE_BEGINNINGS: [&str; 44] = [
    "Al", "Ask", "Berg", "Björk", "Bro", "Dal", "Ek", "En", "Fager", "Fur", "Gran", "Grön", "Gull",
    "Hag", "Hassel", "Hed", "Hjort", "Hög", "Klev", "Kvarn", "Käll", "Lind", "Ljung", "Lund",
    "Lång", "Löv", "Mo", "Nor", "Ny", "Ram", "Ros", "Rå", "Sand", "Skog", "Sten", "Stor", "Svan",
    "Söder", "Tall", "Tran", "Ulv", "Vall", "Väster", "Öster",
];
const VILLAGE_ENDINGS: [&str; 24] = [
    "berga", "by", "bäck", "dala", "eke", "fors", "gärde", "holmen", "hult", "hälla", "höjd",
    "kulla", "mossen", "måla", "näs", "red", "rud", "ryd", "stad", "sund", "torp", "vik", "åker",
    "ås",
];

impl Vocabulary {
    pub fn new() -> Self {
        let mut builder = Builder::default();
        builder.read(include_str!("swedish.txt"), &swedish);
        builder.read(include_str!("english.txt"), &english);
        builder.finish()
    }

    pub fn add(&mut self, lexeme: Lexeme) -> Id {
        let key = (lexeme.kind, lexeme.forms[0].clone());
        if let Some(id) = self.known.get(&key) {
            return *id;
        }
        self.lexemes.push(lexeme);
        self.known.insert(key, self.lexemes.len() - 1);
        self.lexemes.len() - 1
    }

    pub fn compound(&mut self, first: Id, rest: Id) -> Id {
        let (first_word, rest_word) = (&self.lexemes[first], &self.lexemes[rest]);
        let join = |form: &String| match form.as_str() {
            "" => String::new(),
            form => grammar::compound(&first_word.part, form),
        };
        let mut part = grammar::compound(&first_word.part, &rest_word.part);
        if !part.ends_with('s') {
            part.push('s');
        }
        let forms = rest_word.forms.iter().map(join).collect();
        let lexeme =
            Lexeme { kind: rest_word.kind, forms, part, parts: Some((first, rest)), rare: false };
        self.add(lexeme)
    }

    /// A compound of common nouns, one in ten of them of three.
    pub fn new_compound(&mut self, random: &mut Random) -> Id {
        loop {
            let (mut first, rest) = (self.nouns.draw(random), self.nouns.draw(random));
            if random.percent(10) {
                let middle = self.nouns.draw(random);
                if middle != first && middle != rest {
                    first = self.compound(first, middle);
                }
            }
            if first != rest && self.lexemes[first].forms[0] != "exempel" {
                return self.compound(first, rest);
            }
        }
    }

    pub fn name(&mut self, name: &str, parts: Option<(Id, Id)>) -> Id {
        let forms = vec![name.to_owned(), grammar::genitive(name)];
        self.add(Lexeme { kind: Kind::Name, forms, part: String::new(), parts, rare: false })
    }

    /// The invented enterprise with this number, called after what it makes, and one in two after
    /// a village too.
    pub fn enterprise(&mut self, number: u64) -> Id {
        let mut random = Random(number ^ 0x0e0e);
        let example = self.known[&(Kind::Noun(true), String::from("exempel"))];
        let tail = if random.percent(50) {
            self.nouns.any(&mut random)
        } else {
            self.new_compound(&mut random)
        };
        let mut name = format!("Exempel{}", self.lexemes[tail].forms[grammar::noun::DEFINITE]);
        if random.percent(50) {
            let village = self.villages.any(&mut random);
            name = format!("{name} {}", self.lexemes[village].forms[0]);
        }
        self.name(&name, Some((example, tail)))
    }
}

fn swedish(
    section: &str,
    lemma: &str,
    given: Option<&str>,
    plural: bool,
) -> Option<(Kind, Vec<String>)> {
    Some(match section {
        "n1" | "n2" | "n3" | "n5u" => {
            (Kind::Noun(false), grammar::noun_forms(section, lemma, given, plural))
        }
        "n3t" | "n4" | "n5" | "n6" => {
            (Kind::Noun(true), grammar::noun_forms(section, lemma, given, plural))
        }
        "v1" | "v2" | "v3" => (Kind::Verb, grammar::verb_forms(section, lemma)),
        "adj" => (Kind::Adjective, grammar::adjective_forms(lemma, given)),
        "strong" => {
            let forms: Vec<&str> = lemma.split(',').collect();
            let [infinitive, present, past, supine, participle] = forms[..] else { return None };
            (Kind::Verb, grammar::verb(infinitive, present, past, supine, participle))
        }
        _ => return None,
    })
}

fn english(
    section: &str,
    lemma: &str,
    given: Option<&str>,
    _: bool,
) -> Option<(Kind, Vec<String>)> {
    Some(match section {
        "noun" => (Kind::EnglishNoun, grammar::english_noun(lemma, given)),
        "verb" => (Kind::EnglishVerb, grammar::english_verb(lemma, given)),
        "adj" => (Kind::EnglishAdjective, vec![lemma.to_owned()]),
        _ => return None,
    })
}

type Paradigms = dyn Fn(&str, &str, Option<&str>, bool) -> Option<(Kind, Vec<String>)>;

#[derive(Default)]
struct Builder {
    lexemes: Vec<Lexeme>,
    known: BTreeMap<(Kind, String), Id>,
    top: Vec<Id>,
}

impl Builder {
    fn read(&mut self, list: &str, paradigms: &Paradigms) {
        let (mut section, mut rare) = (String::new(), false);
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            if let Some(heading) = line.strip_prefix('[') {
                let heading = heading.trim_end_matches(']');
                rare = heading.ends_with(" rare");
                section = heading.trim_end_matches(" rare").to_owned();
                continue;
            }
            for item in line.split_whitespace() {
                self.item(item, &section, rare, paradigms);
            }
        }
    }

    fn item(&mut self, item: &str, section: &str, rare: bool, paradigms: &Paradigms) {
        let (item, top) = (item.trim_start_matches('*'), item.starts_with('*'));
        let (word, part) =
            item.split_once(':').map_or((item, None), |(word, part)| (word, Some(part)));
        let (word, given) =
            word.split_once('/').map_or((word, None), |(word, given)| (word, Some(given)));
        let (lemma, plural) = (word.trim_end_matches('!'), !word.ends_with('!'));
        let made = paradigms(section, lemma, given, plural);
        let (kind, forms) =
            made.unwrap_or_else(|| panic!("{item} stands in a section that is not known"));
        let part = part.map_or_else(|| grammar::first_part(section, lemma), String::from);
        let key = (kind, forms[0].clone());
        assert!(!self.known.contains_key(&key), "{lemma} is listed twice");
        self.known.insert(key, self.lexemes.len());
        if top {
            self.top.push(self.lexemes.len());
        }
        self.lexemes.push(Lexeme { kind, forms, part, parts: None, rare });
    }

    fn ranked(&self, random: &mut Random, kind: impl Fn(Kind) -> bool) -> Ranked {
        let of_kind = |id: &Id| kind(self.lexemes[*id].kind) && !self.lexemes[*id].rare;
        let mut ids: Vec<Id> = self.top.iter().copied().filter(of_kind).collect();
        let mut rest: Vec<Id> =
            (0..self.lexemes.len()).filter(of_kind).filter(|id| !self.top.contains(id)).collect();
        random.shuffle(&mut rest);
        ids.append(&mut rest);
        Ranked::new(ids)
    }

    fn finish(self) -> Vocabulary {
        let random = &mut Random(7);
        let mut vocabulary = Vocabulary {
            nouns: self.ranked(random, Kind::is_noun),
            verbs: self.ranked(random, |kind| kind == Kind::Verb),
            adjectives: self.ranked(random, |kind| kind == Kind::Adjective),
            english_nouns: self.ranked(random, |kind| kind == Kind::EnglishNoun),
            english_verbs: self.ranked(random, |kind| kind == Kind::EnglishVerb),
            english_adjectives: self.ranked(random, |kind| kind == Kind::EnglishAdjective),
            rare: (0..self.lexemes.len()).filter(|id| self.lexemes[*id].rare).collect(),
            settled: Ranked::new(Vec::new()),
            villages: Ranked::new(Vec::new()),
            lexemes: self.lexemes,
            known: self.known,
        };
        add_prefixed_verbs(&mut vocabulary, random);
        let mut settled: Vec<Id> =
            (0..SETTLED_COMPOUNDS).map(|_| vocabulary.new_compound(random)).collect();
        settled.sort_unstable();
        settled.dedup();
        random.shuffle(&mut settled);
        vocabulary.settled = Ranked::new(settled);
        let mut villages = Vec::new();
        for beginning in VILLAGE_BEGINNINGS {
            for ending in VILLAGE_ENDINGS {
                villages.push(vocabulary.name(&grammar::compound(beginning, ending), None));
            }
        }
        random.shuffle(&mut villages);
        vocabulary.villages = Ranked::new(villages);
        vocabulary
    }
}

/// Verbs with a prefix, which Swedish makes freely: *återanvända*, *omplanera*. They come after the
/// plain ones in rank.
fn add_prefixed_verbs(vocabulary: &mut Vocabulary, random: &mut Random) {
    const PREFIXES: [&str; 10] =
        ["om", "åter", "över", "under", "för", "sam", "ut", "in", "upp", "vidare"];
    let plain = vocabulary.verbs.ids.clone();
    let mut made = Vec::new();
    for prefix in PREFIXES {
        for _ in 0..60 {
            let verb = &vocabulary.lexemes[*random.of(&plain)];
            let forms: Vec<String> =
                verb.forms.iter().map(|form| grammar::compound(prefix, form)).collect();
            if !vocabulary.known.contains_key(&(Kind::Verb, forms[0].clone())) {
                let lexeme = Lexeme {
                    kind: Kind::Verb,
                    forms,
                    part: String::new(),
                    parts: None,
                    rare: false,
                };
                made.push(vocabulary.add(lexeme));
            }
        }
    }
    random.shuffle(&mut made);
    vocabulary.verbs = Ranked::new(plain.into_iter().chain(made).collect());
}
