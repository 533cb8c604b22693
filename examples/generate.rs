//! Writes a site of generated Swedish stories, for measuring: the same bytes for the same number.
//!
//! ```sh
//! cargo run --release --example generate -- 10000 /tmp/stories
//! cargo run --release -- --root /tmp/stories
//! ```
//!
//! The stories are fictional but not marked so: counts, maps and lists are to have work to do.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "an example program that writes files"
)]

pub(crate) mod shared;

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use shared::{GROUPS, HEADINGS, Random, TOPICS};

const WORDS_PER_STORY: usize = 600;

const SUBJECTS: [&str; 16] = [
    "kooperativet",
    "kommunen",
    "arbetslaget",
    "handledaren",
    "verkstaden",
    "caféet",
    "styrelsen",
    "upphandlaren",
    "föreningen",
    "konsortiet",
    "medarbetarna",
    "butiken",
    "odlingen",
    "bageriet",
    "näringslivet",
    "samordnaren",
];
const VERBS: [&str; 16] = [
    "öppnade",
    "planerade",
    "byggde",
    "anställde",
    "köpte",
    "sålde",
    "följde upp",
    "prövade",
    "utvecklade",
    "förhandlade om",
    "tog över",
    "mätte",
    "delade",
    "beställde",
    "ordnade",
    "förbättrade",
];
const OBJECTS: [&str; 20] = [
    "arbetsträningen",
    "ett ramavtal",
    "lokalerna vid torget",
    "en gemensam kassa",
    "trädgårdsskötseln",
    "ett nytt arbetssätt",
    "cykelreparationerna",
    "lunchserveringen",
    "anställningsformerna",
    "introduktionen",
    "en reserverad upphandling",
    "städuppdragen",
    "återbruket",
    "möblerna",
    "samverkansavtalet",
    "kundernas önskemål",
    "delaktigheten",
    "arbetsmiljön",
    "bokföringen",
    "ett socialt bokslut",
];
const ENDINGS: [&str; 16] = [
    "under våren",
    "tillsammans med deltagarna",
    "utan stora kostnader",
    "efter ett års arbete",
    "i flera kommuner",
    "steg för steg",
    "med stöd av rådgivare",
    "trots långa avstånd",
    "så att fler fick plats",
    "innan avtalet löpte ut",
    "varje vecka",
    "på prov",
    "med hjälp av grannarna",
    "när marknaden vände",
    "för första gången",
    "enligt planen",
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(number), Some(folder)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: generate NUMBER FOLDER");
        std::process::exit(2);
    };
    Ok(write(number.parse()?, Path::new(&folder))?)
}

/// Writes a project with `number` stories into `folder`.
pub(crate) fn write(number: u64, folder: &Path) -> io::Result<()> {
    let (content, territory) = shared::begin(folder)?;
    let codes = municipality_codes(&territory);
    for index in 0..number {
        let text = story(index, &codes);
        fs::write(content.join(format!("stories/berattelse-{index:06}.md")), text)?;
    }
    Ok(())
}

/// The codes of `territory.yaml`: four digits in quotes after `code:`.
pub(crate) fn municipality_codes(territory: &str) -> Vec<String> {
    let codes = territory.split("code:").skip(1);
    codes.map(|rest| rest.chars().filter(char::is_ascii_digit).take(4).collect()).collect()
}

pub(crate) fn story(index: u64, codes: &[String]) -> String {
    let mut random = Random(index);
    let (subject, object) = (random.of(&SUBJECTS), random.of(&OBJECTS));
    let title = format!("{} {} {object}, nummer {index}", capital(subject), random.of(&VERBS));
    let code = &codes[random.below(codes.len())];
    let (topic, group) = (random.below(TOPICS.len()), random.below(GROUPS.len()));
    let (month, day, year) = (1 + random.below(12), 1 + random.below(28), 2022 + random.below(4));
    let enterprise = format!("Företaget {}", random.below(4_000));
    let mut text = format!(
        "---\ntitle: \"{title}\"\nsummary: \"{}\"\nstatus: published\n\
         published: {year}-{month:02}-{day:02}\nverified: 2026-0{}-{day:02}\nmunicipality: {code}\n\
         enterprise:\n  name: {enterprise}\n  legal_form: economic_association\n  founded: {}\n\
         \x20 employees: {}\n  business_areas: [cafe_restaurant]\n\
         topics: [{}, {}]\ntarget_groups: [{}, {}]\n\
         outcomes:\n  - indicator: jobs_created\n    value: {}\n    period: 2025\n\
         \x20   method: annual_report\n    source: {{label: Årsredovisning 2025, date: 2026-02-01}}\n\
         \x20 - indicator: turnover_sek\n    value: {}\n    period: 2025\n\
         \x20   method: annual_report\n    source: {{label: Årsredovisning 2025, date: 2026-02-01}}\n\
         ---\n",
        sentence(&mut random),
        1 + random.below(9),
        2000 + random.below(20),
        random.below(40),
        TOPICS[topic],
        TOPICS[(topic + 1 + random.below(TOPICS.len() - 1)) % TOPICS.len()],
        GROUPS[group],
        GROUPS[(group + 1 + random.below(GROUPS.len() - 1)) % GROUPS.len()],
        1 + random.below(30),
        100_000 + random.below(9_000_000),
    );
    for heading in HEADINGS {
        let _ = write!(text, "\n## {heading}\n\n");
        paragraphs(&mut text, &mut random, WORDS_PER_STORY / HEADINGS.len());
    }
    if index > 0 {
        let _ = write!(
            text,
            "\nLäs också [berättelsen före den här](./berattelse-{:06}.md).\n",
            index - 1
        );
    }
    text
}

fn paragraphs(text: &mut String, random: &mut Random, words: usize) {
    let start = text.len();
    let mut sentences = 0;
    while text[start..].split_whitespace().count() < words {
        text.push_str(&sentence(random));
        sentences += 1;
        text.push_str(if sentences % 5 == 0 { "\n\n" } else { " " });
    }
    text.push('\n');
}

fn sentence(random: &mut Random) -> String {
    let subject = random.of(&SUBJECTS);
    let subject = capital(subject);
    let (verb, object) = (random.of(&VERBS), random.of(&OBJECTS));
    let (ending, other) = (random.of(&ENDINGS), random.of(&SUBJECTS));
    match random.below(3) {
        0 => format!("{subject} {verb} {object} {ending}."),
        1 => {
            format!("{subject} {verb} {object} {ending}, och {other} {} resten.", random.of(&VERBS))
        }
        _ => format!(
            "**{subject}** {verb} {object}; {other} {} {}.",
            random.of(&VERBS),
            random.of(&OBJECTS)
        ),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}
