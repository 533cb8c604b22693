//! Writes a project of generated Swedish stories, and queries whose answers are known: the same
//! bytes for the same number. The benchmark of search uses them (`benches/search/README.md`).
//!
//! ```sh
//! cargo run --release --example search_corpus -- 10000 /tmp/stories
//! ```
//!
//! The stories mean nothing. What they have in common with real ones is what a search engine meets:
//! some hundred stems in all their forms, a few common and most rare; compounds that are made as one
//! goes, so that each story brings new words; names; a few stories in English.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "an example program that writes files"
)]

mod corpus;
mod grammar;
mod queries;
mod random;
#[path = "../shared/mod.rs"]
mod shared;
mod vocabulary;
mod writer;

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use corpus::{Corpus, Municipality, Story};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(number), Some(folder)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: search_corpus NUMBER FOLDER");
        std::process::exit(2);
    };
    let folder = PathBuf::from(folder);
    let (content, territory) = shared::begin(&folder)?;
    let municipalities = municipalities(&territory);
    let corpus = Corpus::new(number.parse()?, &municipalities);
    for story in &corpus.stories {
        for (ending, text) in &story.files {
            fs::write(content.join(format!("stories/{}{ending}", story.slug)), text)?;
        }
    }
    let facts: Vec<Value> = corpus.stories.iter().map(facts).collect();
    fs::write(folder.join("stories.json"), serde_json::to_string(&facts)?)?;
    let queries = queries::Questions::new(&corpus).all(&municipalities);
    fs::write(folder.join("queries.json"), serde_json::to_string_pretty(&queries)?)?;
    Ok(())
}

/// What the filters of other engines need to know.
fn facts(story: &Story) -> Value {
    json!({
        "slug": story.slug,
        "region": story.municipality.region,
        "municipality": story.municipality.id,
        "topic": story.topics.map(value_id),
        "group": value_id(story.group),
        "form": value_id(story.form),
        "year": story.year.to_string(),
    })
}

/// How a filter writes a key of the vocabulary.
pub fn value_id(key: &str) -> String {
    key.replace('_', "-")
}

/// The municipalities of `territory.yaml`, each on a line that begins with its code.
fn municipalities(territory: &str) -> Vec<Municipality> {
    let field = |line: &str, name: &str| {
        let (_, rest) = line.split_once(&format!("{name}: "))?;
        Some(rest.split([',', '}']).next()?.trim_matches('"').to_owned())
    };
    let municipality = |line: &str| {
        Some(Municipality {
            code: field(line, "{code")?,
            name: field(line, ", name")?,
            id: field(line, ", id")?,
            region: field(line, ", region")?,
        })
    };
    territory.lines().filter_map(municipality).collect()
}
