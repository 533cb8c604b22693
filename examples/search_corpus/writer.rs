//! Sentences: templates whose gaps are filled with words in the form that the gap asks for.

use std::collections::BTreeSet;

use crate::grammar::{self, adjective, noun, verb};
use crate::random::Random;
use crate::vocabulary::{Id, Kind, Vocabulary};

/// D, I, P: a definite, indefinite, plural noun phrase. B: a definite noun alone, G its genitive.
/// v, r, t, s, x: verb in the infinitive, present, past, supine, passive past. c: "the shop is new".
/// A: adjective, neuter. M: municipality. O: village. E: enterprise. Y: year. N: number.
const SENTENCES: [&str; 44] = [
    "{D} {t} {I} i {M}.",
    "{D} {t} {I}, och {B} {t} {P}.",
    "Under {Y} {t} {E} {P} tillsammans med {D}.",
    "Det var {A} att {v} {I} när {D} {t}.",
    "{D} har {s} {I} sedan {Y}.",
    "Vi ville {v} {D} utan att {v} {P}.",
    "{D} som {t} {I} blev till slut {G} viktigaste {B}.",
    "Många {r} {P}, men få {r} {I}.",
    "I dag {r} {E} {I} åt {P} i {O}.",
    "{I} {x} av {D} redan första året.",
    "När {D} {t} började {B} {v} {P}.",
    "{c}, säger en av dem som {t} {I}.",
    "Det här kostade {N} kronor, och {D} {t} hälften.",
    "Efter {N} veckor kunde de {v} {D} på egen hand.",
    "Alla som {r} här får {v} {I}.",
    "{D} och {D} delar på {I}.",
    "Utan {I} hade de inte {s} {P}.",
    "För att {v} {I} behövs både {P} och {P}.",
    "{E} {r} {P} från {O} till {M}.",
    "På {O} finns {I} som ingen hade {s}.",
    "Hon {t} {I} varje dag, och till slut {t} {D}.",
    "Han hade aldrig {s} {I} förut.",
    "De frågade om {D} kunde {v} {I}.",
    "Så {t} de {D}, steg för steg.",
    "Det tog {N} månader innan {c}.",
    "Vår {B} ska {v} {P} under nästa år.",
    "Ingen {t} {I}, inte ens {D}.",
    "Men {c}, och därför {t} vi {I} i stället.",
    "Genom att {v} {I} får {D} mer tid för {P}.",
    "{P} och {P} {x} på samma dag.",
    "{G} {P} är {N} gånger fler än för tre år sedan.",
    "Den som {r} {I} kan också {v} {P}.",
    "Kommunen {t} {I}, medan {E} {t} {P}.",
    "I {M} {r} man {I} på ett annat sätt.",
    "Det är {A} men inte omöjligt att {v} {I}.",
    "Sedan {t} {D} {I}, trots att {B} inte {t}.",
    "De {t} också {I} och lät {B} {v}.",
    "Varje vecka {r} {D} {P} vid {B}.",
    "Till en början {t} bara {N} av dem, men nu {r} alla {I}.",
    "Man måste {v} {D} innan man kan {v} {I}.",
    "{D} ligger nära {B}, så {P} kan {v} där.",
    "Nu {r} {D}.",
    "Det gick bra, för {c}.",
    "Hur {D} {t} {I} vet ingen riktigt, men {c}.",
];
const TITLES: [&str; 6] = [
    "{D} {t} {I}",
    "Så {t} {E} {I}",
    "{I} för {P} i {M}",
    "{G} {P} {x}",
    "När {D} {t} {P}",
    "{P} som {r} {D}",
];
const LINES: [&str; 4] = ["{D} och {P}", "{I} med {P}", "Att {v} {I}", "{G} {B}"];
/// Characters; the site takes a hundred.
const LONGEST_TITLE: usize = 95;
/// For words that must stand somewhere in the story and do not yet.
const LEFT_NOUN: &str = "Dessutom finns {D} här.";
const LEFT_VERB: &str = "De har också {s} en del.";
const LEFT_ADJECTIVE: &str = "Det kändes {A} för alla.";

/// 1, 2: a noun in the singular and plural. 3, 4, 6: a verb in the past, in -ing, plain. 5: an
/// adjective.
const ENGLISH_SENTENCES: [&str; 16] = [
    "The {1} {3} a {5} {1} in {M}.",
    "They {3} the {2} and {3} a {5} {1} together.",
    "In {Y} the {1} {3} its first {2}.",
    "It was not easy to {6} the {1} without any {2}.",
    "{2} and {2} are now {5}.",
    "Everybody who {3} the {1} could also {6} the {2}.",
    "The {5} {1} of the {1} is {4} {2}.",
    "After {N} weeks we {3} a {1} with {5} {2}.",
    "Nobody {3} the {2} before, so the {1} {3}.",
    "By {4} the {2} they {3} more {2} each year.",
    "We {6} the {1} and you {6} the {2}.",
    "What the {2} need is a {5} {1}.",
    "There are {N} {2} in the {1}, and all of them {6}.",
    "She {3} the {1} for the {2}.",
    "The {2} were {5}, but the {1} {3} them.",
    "If you {6} the {2}, start with a {1}.",
];
const ENGLISH_TITLES: [&str; 3] =
    ["The {1} that {3} a {5} {1}", "{4} {2} with {2}", "A {5} {1} for {2}"];
const ENGLISH_LEFT: [&str; 3] = ["There is also a {1}.", "They {3} too.", "All of it was {5}."];

/// What one story draws its words from, and what it has used.
pub struct Writer<'a> {
    pub vocabulary: &'a mut Vocabulary,
    pub random: Random,
    pub used: BTreeSet<Id>,
    /// What the story is about: these words come again and again.
    pub topics: Vec<Id>,
    /// Words that the story must use, as often as they stand here.
    pub pending: Vec<Id>,
    pub enterprise: Id,
    pub municipality: String,
    /// Another municipality that the story mentions once.
    pub neighbour: Option<String>,
    pub english: bool,
    /// Whether the next words are for a title or heading, which is about the topics.
    pub focused: bool,
}

impl Writer<'_> {
    pub fn sentence(&mut self) -> String {
        let sentences: &[&str] = if self.english { &ENGLISH_SENTENCES } else { &SENTENCES };
        let template = *self.random.of(sentences);
        self.filled(template)
    }

    pub fn title(&mut self) -> String {
        let titles: &[&str] = if self.english { &ENGLISH_TITLES } else { &TITLES };
        self.focused = true;
        loop {
            let before = (self.used.clone(), self.pending.clone());
            let template = *self.random.of(titles);
            let title = self.filled(template);
            if title.chars().count() <= LONGEST_TITLE {
                self.focused = false;
                return title;
            }
            (self.used, self.pending) = before;
        }
    }

    pub fn line(&mut self) -> String {
        self.focused = true;
        let template = *self.random.of(&LINES);
        let line = self.filled(template);
        self.focused = false;
        line
    }

    /// A sentence that uses a word of those that are left, if any is.
    pub fn left(&mut self) -> Option<String> {
        let template = match self.vocabulary.lexemes[*self.pending.last()?].kind {
            Kind::Verb => LEFT_VERB,
            Kind::Adjective => LEFT_ADJECTIVE,
            Kind::EnglishNoun => ENGLISH_LEFT[0],
            Kind::EnglishVerb => ENGLISH_LEFT[1],
            Kind::EnglishAdjective => ENGLISH_LEFT[2],
            _ => LEFT_NOUN,
        };
        self.focused = true;
        let sentence = self.filled(template);
        self.focused = false;
        Some(sentence)
    }

    fn filled(&mut self, template: &str) -> String {
        let mut text = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let (gap, after) = after.split_once('}').expect("a gap that is closed");
            text.push_str(before);
            text.push_str(&self.gap(gap));
            rest = after;
        }
        text.push_str(rest);
        capital(&text)
    }

    fn gap(&mut self, gap: &str) -> String {
        match gap {
            "D" => self.definite_phrase(),
            "I" => self.indefinite_phrase(),
            "P" => self.plural_phrase(),
            "B" => self.noun(noun::DEFINITE),
            "G" => grammar::genitive(&self.noun(noun::DEFINITE)),
            "v" => self.verb(verb::INFINITIVE),
            "r" => self.verb(verb::PRESENT),
            "t" => self.verb(verb::PAST),
            "s" => self.verb(verb::SUPINE),
            "x" => self.verb(verb::PASSIVE_PAST),
            "c" => self.clause(),
            "A" => self.adjective(adjective::NEUTER),
            "M" => self
                .neighbour
                .take_if(|_| self.random.percent(30))
                .unwrap_or_else(|| self.municipality.clone()),
            "O" => self.village(),
            "E" => self.enterprise(),
            "Y" => (2005 + self.random.below(21)).to_string(),
            "N" => (3 + self.random.below(60)).to_string(),
            _ => self.english_gap(gap),
        }
    }

    fn english_gap(&mut self, gap: &str) -> String {
        let (kind, form) = match gap {
            "1" => (Kind::EnglishNoun, 0),
            "2" => (Kind::EnglishNoun, 1),
            "3" => (Kind::EnglishVerb, 2),
            "4" => (Kind::EnglishVerb, 3),
            "5" => (Kind::EnglishAdjective, 0),
            _ => (Kind::EnglishVerb, 0),
        };
        let id = self.word(
            |other| other == kind,
            |words, random| match kind {
                Kind::EnglishNoun => words.english_nouns.draw(random),
                Kind::EnglishVerb => words.english_verbs.draw(random),
                _ => words.english_adjectives.draw(random),
            },
        );
        self.form(id, form)
    }

    fn form(&mut self, id: Id, form: usize) -> String {
        self.used.insert(id);
        let forms = &self.vocabulary.lexemes[id].forms;
        match forms[form].as_str() {
            // A word without a plural stands in the singular.
            "" => forms[form - 2].clone(),
            form => form.to_owned(),
        }
    }

    /// A word of a kind: one that must still be used, one of the topics, or any.
    fn word(
        &mut self,
        fits: impl Fn(Kind) -> bool,
        any: impl Fn(&Vocabulary, &mut Random) -> Id,
    ) -> Id {
        if self.focused || self.random.percent(25) {
            let lexemes = &self.vocabulary.lexemes;
            if let Some(place) = self.pending.iter().rposition(|id| fits(lexemes[*id].kind)) {
                return self.pending.remove(place);
            }
        }
        if self.focused || self.random.percent(30) {
            let lexemes = &self.vocabulary.lexemes;
            let topics: Vec<Id> =
                self.topics.iter().copied().filter(|id| fits(lexemes[*id].kind)).collect();
            if !topics.is_empty() {
                return *self.random.of(&topics);
            }
        }
        any(self.vocabulary, &mut self.random)
    }

    fn noun_word(&mut self) -> Id {
        match self.random.below(100) {
            0..9 => self.vocabulary.new_compound(&mut self.random),
            9..24 => self.vocabulary.settled.draw(&mut self.random),
            _ => self.vocabulary.nouns.draw(&mut self.random),
        }
    }

    fn noun_id(&mut self) -> Id {
        let other = self.noun_word();
        self.word(Kind::is_noun, |_, _| other)
    }

    fn noun(&mut self, form: usize) -> String {
        let id = self.noun_id();
        self.form(id, form)
    }

    fn verb(&mut self, form: usize) -> String {
        let id = self.word(|kind| kind == Kind::Verb, |words, random| words.verbs.draw(random));
        self.form(id, form)
    }

    fn adjective(&mut self, form: usize) -> String {
        let id = self
            .word(|kind| kind == Kind::Adjective, |words, random| words.adjectives.draw(random));
        self.form(id, form)
    }

    fn is_neuter(&self, id: Id) -> bool {
        self.vocabulary.lexemes[id].kind == Kind::Noun(true)
    }

    fn definite_phrase(&mut self) -> String {
        let id = self.noun_id();
        let many =
            self.random.percent(30) && !self.vocabulary.lexemes[id].forms[noun::PLURAL].is_empty();
        let noun = self.form(id, if many { noun::PLURAL_DEFINITE } else { noun::DEFINITE });
        if !self.random.percent(30) {
            return noun;
        }
        let adjective = match self.random.below(10) {
            0 => format!("{}e", self.adjective(adjective::SUPERLATIVE)),
            1 => self.verb(verb::PARTICIPLE_PLURAL),
            2 => self.verb(verb::PRESENT_PARTICIPLE),
            _ => self.adjective(adjective::PLURAL),
        };
        let article = if many {
            "de"
        } else if self.is_neuter(id) {
            "det"
        } else {
            "den"
        };
        format!("{article} {adjective} {noun}")
    }

    fn indefinite_phrase(&mut self) -> String {
        let id = self.noun_id();
        let noun = self.form(id, noun::INDEFINITE);
        let neuter = self.is_neuter(id);
        let article = if neuter { "ett" } else { "en" };
        if !self.random.percent(35) {
            return format!("{article} {noun}");
        }
        let adjective = match self.random.below(10) {
            0 => self.adjective(adjective::COMPARATIVE),
            1 => self.verb(if neuter { verb::PARTICIPLE + 1 } else { verb::PARTICIPLE }),
            _ => self.adjective(if neuter { adjective::NEUTER } else { adjective::COMMON }),
        };
        format!("{article} {adjective} {noun}")
    }

    fn plural_phrase(&mut self) -> String {
        let noun = self.noun(noun::PLURAL);
        if self.random.percent(35) {
            return format!("{} {noun}", self.adjective(adjective::PLURAL));
        }
        noun
    }

    fn clause(&mut self) -> String {
        let id = self.noun_id();
        let noun = self.form(id, noun::DEFINITE);
        let form = if self.is_neuter(id) { adjective::NEUTER } else { adjective::COMMON };
        format!("{noun} är {}", self.adjective(form))
    }

    fn village(&mut self) -> String {
        let id = self.vocabulary.villages.any(&mut self.random);
        self.form(id, 0)
    }

    fn enterprise(&mut self) -> String {
        let id = self.enterprise;
        self.form(id, 0)
    }
}

pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}
