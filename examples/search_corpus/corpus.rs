//! The stories, and what is known about them: which words each uses, and where each stands.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::random::Random;
use crate::shared::{GROUPS, HEADINGS, TOPICS};
use crate::vocabulary::{Id, Kind, Vocabulary};
use crate::writer::Writer;

const WORDS_PER_STORY: usize = 600;
const ENGLISH_HEADINGS: [&str; 6] = [
    "The challenge",
    "What they did",
    "What came of it",
    "What was hard?",
    "Why it worked",
    "How you can do the same",
];
const FORMS: [&str; 4] =
    ["economic_association", "nonprofit_association", "limited_company", "foundation"];

/// A word or name with signs that are neither letters of English nor space. The dots stand for a
/// number or letters that make it rare.
const SPECIAL: [&str; 14] = [
    "{n}-talet",
    "{n}-årsjubileet",
    "{A}:s",
    "{A}-projektet",
    "{L}{n}",
    "Müller{a}",
    "Ørsted{a}",
    "crème {a}",
    "fête{a}",
    "naïv{a}",
    "{A}&{A}",
    "jalapeño{a}",
    "à la {a}",
    "e-{a}",
];

#[derive(Clone)]
pub struct Municipality {
    pub code: String,
    pub name: String,
    pub id: String,
    pub region: String,
}

pub struct Story {
    pub slug: String,
    pub municipality: Municipality,
    pub year: usize,
    pub topics: [&'static str; 2],
    pub group: &'static str,
    pub form: &'static str,
    /// Every lexeme of its text that is not only a part of another.
    pub used: Vec<Id>,
    /// Files: the end of the name, and the text.
    pub files: Vec<(&'static str, String)>,
}

pub struct Corpus {
    pub vocabulary: Vocabulary,
    pub stories: Vec<Story>,
    /// Stories that use each lexeme, not counting compounds of it.
    pub uses: BTreeMap<Id, Vec<usize>>,
    /// Stories where each word stands as it is written here, in lower case.
    pub words: BTreeMap<String, Vec<usize>>,
    /// Special words as they are written, and the stories that have them.
    pub special: BTreeMap<String, Vec<usize>>,
}

#[derive(Clone, Copy)]
enum Place {
    Alone,
    First,
    Last,
}

type Plants = Vec<Vec<(Id, Place)>>;

impl Corpus {
    pub fn new(number: usize, municipalities: &[Municipality]) -> Self {
        let vocabulary = Vocabulary::new();
        let plants = planted(&vocabulary, number);
        let special = special(number);
        let mut corpus = Self {
            vocabulary,
            stories: Vec::new(),
            uses: BTreeMap::new(),
            words: BTreeMap::new(),
            special: BTreeMap::new(),
        };
        for index in 0..number {
            corpus.add((index, number), municipalities, &plants[index], &special[index]);
        }
        corpus
    }

    /// Writes a story, given by its place among how many.
    fn add(
        &mut self,
        (index, number): (usize, usize),
        municipalities: &[Municipality],
        plants: &[(Id, Place)],
        special: &[String],
    ) {
        let mut random = Random(index as u64);
        let facts = facts(index, &mut random, municipalities);
        let neighbour = random.percent(5).then(|| random.of(municipalities).name.clone());
        let enterprise = self.vocabulary.enterprise(random.next() % (number as u64 / 3 + 1));
        let mut writer = Writer {
            municipality: facts.municipality.name.clone(),
            vocabulary: &mut self.vocabulary,
            random,
            used: BTreeSet::new(),
            topics: Vec::new(),
            pending: Vec::new(),
            enterprise,
            neighbour,
            english: false,
            focused: false,
        };
        writer.choose(plants, is_english(index));
        let mut story = facts;
        if !is_english(index) {
            let text = swedish(&mut writer, &story, special);
            story.files.push((".md", text));
        }
        if is_english(index) || index % 100 == 50 {
            writer.english = true;
            let text = english(&mut writer, &story);
            story.files.push((".en.md", text));
        }
        story.used = writer.used.into_iter().collect();
        for id in &story.used {
            self.uses.entry(*id).or_default().push(index);
        }
        for word in special {
            self.special.entry(word.clone()).or_default().push(index);
        }
        let all: BTreeSet<String> = story.files.iter().flat_map(|(_, text)| words(text)).collect();
        for word in all {
            self.words.entry(word).or_default().push(index);
        }
        self.stories.push(story);
    }
}

/// Two in a hundred stories are in English alone.
pub fn is_english(index: usize) -> bool {
    index % 50 == 7
}

/// Runs of letters and digits, in lower case.
pub fn words(text: &str) -> Vec<String> {
    let runs = text.split(|letter: char| !letter.is_alphanumeric());
    runs.filter(|run| !run.is_empty()).map(str::to_lowercase).collect()
}

/// Where the rare words go: each to one to ten stories, by itself, in compounds, or both.
fn planted(vocabulary: &Vocabulary, number: usize) -> Plants {
    let mut random = Random(11);
    let mut plants: Plants = vec![Vec::new(); number];
    let english: Vec<usize> = (0..number).filter(|index| is_english(*index)).collect();
    let swedish: Vec<usize> = (0..number).filter(|index| !is_english(*index)).collect();
    for id in &vocabulary.rare {
        let kind = vocabulary.lexemes[*id].kind;
        let among = if kind.is_english() { &english } else { &swedish };
        if among.is_empty() {
            continue;
        }
        let way = if kind.is_noun() { random.below(10) } else { 0 };
        for _ in 0..1 + random.below(10) {
            let place = match (way, random.below(2)) {
                (0..3, _) | (7..10, 0) => Place::Alone,
                (3..5 | 7, _) => Place::First,
                _ => Place::Last,
            };
            plants[*random.of(among)].push((*id, place));
        }
    }
    plants
}

fn special(number: usize) -> Vec<Vec<String>> {
    let mut random = Random(13);
    let mut stories = vec![Vec::new(); number];
    for round in 0..10 {
        for pattern in SPECIAL {
            let letters = |random: &mut Random, number: usize| -> String {
                let pick = |_| {
                    ['b', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't'][random.below(12)]
                };
                (0..number).map(pick).collect()
            };
            let mut word = pattern.replace("{n}", &(11 + random.below(80)).to_string());
            while word.contains("{A}") {
                word = word.replacen("{A}", &letters(&mut random, 3).to_uppercase(), 1);
            }
            word = word.replace("{L}", &letters(&mut random, 2).to_uppercase());
            let nonsense =
                format!("{}{}a", letters(&mut random, 1), ["ati", "olu", "eri"][round % 3]);
            word = word.replace("{a}", &(nonsense + &letters(&mut random, 1)));
            for _ in 0..1 + random.below(6) {
                let index = random.below(number);
                if !is_english(index) && !stories[index].contains(&word) {
                    stories[index].push(word.clone());
                }
            }
        }
    }
    stories
}

fn facts(index: usize, random: &mut Random, municipalities: &[Municipality]) -> Story {
    let topic = random.below(TOPICS.len());
    let other = (topic + 1 + random.below(TOPICS.len() - 1)) % TOPICS.len();
    Story {
        slug: format!("berattelse-{index:06}"),
        municipality: random.of(municipalities).clone(),
        year: 2018 + random.below(8),
        topics: [TOPICS[topic], TOPICS[other]],
        group: GROUPS[random.below(GROUPS.len())],
        form: FORMS[random.below(FORMS.len())],
        used: Vec::new(),
        files: Vec::new(),
    }
}

impl Writer<'_> {
    fn choose(&mut self, plants: &[(Id, Place)], english: bool) {
        for (id, place) in plants {
            let other = self.vocabulary.nouns.any(&mut self.random);
            let word = match place {
                Place::Alone => *id,
                Place::First => self.vocabulary.compound(*id, other),
                Place::Last => self.vocabulary.compound(other, *id),
            };
            for _ in 0..1 + self.random.below(4) {
                self.pending.push(word);
            }
        }
        if english {
            return;
        }
        for _ in 0..2 {
            let topics = [
                self.vocabulary.nouns.any(&mut self.random),
                self.vocabulary.settled.any(&mut self.random),
                self.vocabulary.new_compound(&mut self.random),
                self.vocabulary.verbs.any(&mut self.random),
                self.vocabulary.adjectives.any(&mut self.random),
            ];
            self.topics.extend(topics);
        }
    }
}

fn swedish(writer: &mut Writer<'_>, story: &Story, special: &[String]) -> String {
    let title = writer.title();
    let mut text = front_matter(writer, story, &title);
    for heading in HEADINGS {
        let _ = write!(text, "\n## {heading}\n\n");
        paragraphs(writer, &mut text, WORDS_PER_STORY / HEADINGS.len());
        if writer.random.percent(30) {
            let _ = write!(text, "\n### {}\n\n{}\n", writer.line(), writer.sentence());
        }
    }
    text.push('\n');
    for word in special {
        let _ = write!(text, "De talar ofta om {word} här. ");
    }
    rest(writer, &mut text);
    text
}

fn english(writer: &mut Writer<'_>, story: &Story) -> String {
    let title = writer.title();
    let mut text = front_matter(writer, story, &title);
    for heading in ENGLISH_HEADINGS {
        let _ = write!(text, "\n## {heading}\n\n");
        paragraphs(writer, &mut text, WORDS_PER_STORY / HEADINGS.len());
    }
    text.push('\n');
    rest(writer, &mut text);
    text
}

fn rest(writer: &mut Writer<'_>, text: &mut String) {
    while let Some(sentence) = writer.left() {
        text.push_str(&sentence);
        text.push(' ');
    }
    text.push('\n');
}

fn paragraphs(writer: &mut Writer<'_>, text: &mut String, words: usize) {
    let start = text.len();
    let mut sentences = 0;
    while text[start..].split_whitespace().count() < words {
        text.push_str(&writer.sentence());
        sentences += 1;
        text.push_str(if sentences % 5 == 0 { "\n\n" } else { " " });
    }
    text.push('\n');
}

fn front_matter(writer: &mut Writer<'_>, story: &Story, title: &str) -> String {
    let summary = format!("{} {}", writer.sentence(), writer.sentence());
    let (month, day) = (1 + writer.random.below(12), 1 + writer.random.below(28));
    writer.used.insert(writer.enterprise);
    let enterprise = &writer.vocabulary.lexemes[writer.enterprise].forms[0];
    format!(
        "---\ntitle: \"{title}\"\nsummary: \"{summary}\"\nstatus: published\n\
         published: {}-{month:02}-{day:02}\nverified: 2026-0{}-{day:02}\nmunicipality: {}\n\
         enterprise:\n  name: {enterprise}\n  legal_form: {}\n  founded: {}\n  employees: {}\n\
         \x20 business_areas: [cafe_restaurant]\ntopics: [{}, {}]\ntarget_groups: [{}]\n\
         outcomes:\n  - indicator: jobs_created\n    value: {}\n    period: 2025\n\
         \x20   method: annual_report\n    source: {{label: Årsredovisning 2025, date: 2026-02-01}}\n---\n",
        story.year,
        1 + writer.random.below(9),
        story.municipality.code,
        story.form,
        2000 + writer.random.below(18),
        writer.random.below(40),
        story.topics[0],
        story.topics[1],
        story.group,
        1 + writer.random.below(30),
    )
}

impl Corpus {
    /// Stories that use a lexeme by itself, as the first part of a compound, as the last part, or
    /// in the middle of one, for every lexeme.
    pub fn places(&self) -> BTreeMap<Id, [BTreeSet<usize>; 4]> {
        let mut places: BTreeMap<Id, [BTreeSet<usize>; 4]> = BTreeMap::new();
        for (id, stories) in &self.uses {
            places.entry(*id).or_default()[0].extend(stories);
            self.add_parts(&mut places, *id, [true, true], stories);
        }
        places
    }

    /// `edges`: whether the first and last part of `id` are the first and last of the whole word.
    fn add_parts(
        &self,
        places: &mut BTreeMap<Id, [BTreeSet<usize>; 4]>,
        id: Id,
        edges: [bool; 2],
        stories: &[usize],
    ) {
        let Some((first, last)) = self.vocabulary.lexemes[id].parts else { return };
        places.entry(first).or_default()[if edges[0] { 1 } else { 3 }].extend(stories);
        places.entry(last).or_default()[if edges[1] { 2 } else { 3 }].extend(stories);
        self.add_parts(places, first, [edges[0], false], stories);
        self.add_parts(places, last, [false, edges[1]], stories);
    }

    /// Lexemes that are in the names of enterprises.
    pub fn parts_of_names(&self) -> BTreeSet<Id> {
        let mut parts = BTreeSet::new();
        let is_name = |id: &&Id| self.kind(**id) == Kind::Name;
        let mut wholes: Vec<Id> = self.uses.keys().filter(is_name).copied().collect();
        while let Some(id) = wholes.pop() {
            if let Some((first, last)) = self.vocabulary.lexemes[id].parts {
                parts.extend([first, last]);
                wholes.extend([first, last]);
            }
        }
        parts
    }

    pub fn kind(&self, id: Id) -> Kind {
        self.vocabulary.lexemes[id].kind
    }
}
