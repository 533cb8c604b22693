//! The files to a site: what belongs together, and whether it holds together.

mod aliases;
mod graph;
mod links;
mod neighbours;
mod people;
mod related;

pub use graph::Memory;
pub use neighbours::points;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::model::{Page, Site};
use crate::parse::Parsed;
use crate::sources::{Options, Sources};
use graph::{Day, Input};

/// Joins what was parsed into a site and checks what crosses files: links, anchors, pictures,
/// former addresses, people who must not be named or shown.
#[must_use]
pub fn derive(
    parsed: Parsed,
    sources: &Sources,
    options: &Options,
    memory: &Memory,
) -> (Site, Vec<Diagnostic>) {
    let files = |texts: &[Page]| texts.iter().map(|text| Arc::clone(&text.file)).collect();
    let all: Arc<[_]> = parsed.stories.into();
    let (stories, graph) = memory.graph(Input {
        stories: Arc::clone(&all),
        files: [files(&parsed.regions), files(&parsed.municipalities), files(&parsed.pages)],
        config: Arc::clone(&parsed.config),
        territory: Arc::clone(&parsed.territory),
        day: Day { today: options.today, drafts: options.drafts },
    });
    let site = Site {
        config: parsed.config,
        territory: parsed.territory,
        vocabulary: parsed.vocabulary,
        stories,
        removed: people::removed(&all),
        region_texts: parsed.regions,
        municipality_texts: parsed.municipalities,
        pages: parsed.pages,
        graph,
    };
    let mut remarks = links::check(&site, &parsed.targets, &all, sources);
    remarks.extend(aliases::check(&site));
    remarks.extend(people::check(&site, &all, &parsed.withdrawn, sources));
    (site, remarks)
}
