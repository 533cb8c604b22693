//! How often the check of personal data is wrong: a thousand generated stories that hold none, with
//! the names of people and figures of every kind that looks a little like a person's number.
//!
//! `cargo test --test personal_data -- --nocapture` shows the rates.

#[path = "../examples/generate.rs"]
#[expect(dead_code, reason = "the program that writes the stories to a disk")]
mod generate;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use forebild::diagnostic::Code;
use forebild::parse::{Memory, parse};
use forebild::sources::{Options, Sources};
use generate::shared::Random;

const STORIES: u64 = 1_000;

/// Sentences with figures that are no personal data. Each `#` becomes a digit.
const FIGURES: [&str; 16] = [
    "Omsättningen var # ### ### ### kronor, och året före ######### kr.",
    "Beslutet har dnr 20##-##### och diarienummer KS 20##/####.",
    "Handboken har ISBN 978-91-##-#####-#, och den gamla ISBN 91########.",
    "Läs mer på https://exempel.se/artikel/##########?id=20##########.",
    "Avtalet gäller 2024-##-## till 2026-##-##, sedan 20##–20##.",
    "Föreningen har organisationsnummer 769###-####.",
    "Bolaget har organisationsnummer 556#######.",
    "Adressen är Exempelgatan ##, ### ## Exempelstad.",
    "| 20## | ### | # ### | ##,# % |",
    "Redaktionen nås på redaktionen@example.org och 070-174 06 #5.",
    "Öppettiderna är 08.00-17.00, och 10-14 på lördagar.",
    "Fakturan har OCR ########## och beloppet ### ###,## kr.",
    "Punkten ligger på 58.######, 14.###### enligt kartan.",
    "Ärendet har nummer ########-####-####-############.",
    "Ordernummer ########## kom med leverans 4####.",
    "Under 20## kom ### personer, ## procent fler än 20##.",
];

fn figures(random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..8 {
        let line = random.of(&FIGURES).replace('#', "\u{1}");
        let digits =
            line.chars().map(|c| if c == '\u{1}' { char::from(b'0' + digit(random)) } else { c });
        let _ = write!(text, "\n{}\n", digits.collect::<String>());
    }
    text
}

fn digit(random: &mut Random) -> u8 {
    u8::try_from(random.below(10)).expect("a digit")
}

/// The starter's settings and the stories, each with a person whom its sentences are about.
fn site() -> Sources {
    let starter = forebild::read::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the starter");
    let mut sources = Sources::default();
    for path in ["content/site.yaml", "content/territory.yaml", "content/vocabulary.yaml"] {
        let (path, bytes) = starter.get(path).expect("a settings file");
        sources.files.insert(path.clone(), bytes.clone());
    }
    let territory = sources.get("content/territory.yaml").expect("just inserted").1;
    let codes = generate::municipality_codes(&String::from_utf8_lossy(territory));
    for index in 0..STORIES {
        let person = "people:\n  - {name: Kim, role: handledare, basis: public_interest, record: EX-1, reviewed: 2026-01-10}\n---\n\n";
        let text = generate::story(index, &codes).replacen("---\n\n", person, 1);
        let text = text.replace("Handledaren", "Kim").replace("handledaren", "Kim");
        let text = text + &figures(&mut Random(index));
        sources
            .files
            .insert(format!("content/stories/s{index}.md").into(), text.into_bytes().into());
    }
    sources
}

#[test]
fn generated_stories_without_personal_data_are_without_remarks() {
    let today = jiff::civil::date(2026, 11, 23);
    let options = Options { today, base_url: None, drafts: false };
    let (parsed, remarks) = parse(&site(), &options, &Memory::default());
    assert_eq!(parsed.expect("the settings are good").stories.len(), 1_000, "all can be read");
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for remark in remarks.iter().filter(|remark| remark.code >= Code::IdentityNumber) {
        *counts.entry(remark.code).or_default() += 1;
    }
    println!("remarks on {STORIES} stories without personal data: {counts:?}");
    let first = remarks.iter().find(|remark| counts.contains_key(&remark.code));
    assert_eq!(counts, BTreeMap::new(), "the first: {first:#?}");
}
