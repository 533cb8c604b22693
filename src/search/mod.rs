//! The search index: from the site to small scripts that a reader's browser loads as it needs them.
//!
//! ```text
//! documents ─► tokens ─► lexicon: forms, compounds ─► index ─► shards
//! (what)       (words)   (what belongs together)      (where)  (files)
//! ```
//!
//! All work with language is done here, at build time, and from the site's own words: forms of a
//! word are grouped, compounds are split where the site itself shows how. The browser gets sorted
//! words, endings and numbers; what it does with them stands in `themes/default/static/search.js`.
//! [`shards`] describes the files.

mod compounds;
pub mod decode;
mod documents;
mod encode;
mod forms;
mod index;
mod language;
mod lexicon;
mod paradigms;
mod pieces;
mod shards;
mod tokens;
mod trie;

use std::collections::BTreeMap;

use serde_json::json;
use sha2::{Digest, Sha256};

use documents::Document;

use crate::model::Site;
use crate::route::{Addresses, Route};
use crate::schema::List;
use crate::text::hex;

/// What a reader can narrow a search by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// Sub-region.
    Region,
    /// Municipality.
    Municipality,
    /// Topic.
    Topic,
    /// Target group.
    TargetGroup,
    /// Legal form of the enterprise.
    LegalForm,
    /// Year of publication.
    Year,
}

impl Facet {
    /// Every facet.
    const ALL: [Facet; 6] = [
        Facet::Region,
        Facet::Municipality,
        Facet::Topic,
        Facet::TargetGroup,
        Facet::LegalForm,
        Facet::Year,
    ];

    /// Its name in the index, and in the page that asks it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Facet::Region => "region",
            Facet::Municipality => "municipality",
            Facet::Topic => "topic",
            Facet::TargetGroup => "group",
            Facet::LegalForm => "form",
            Facet::Year => "year",
        }
    }
}

/// Where the folder of each index lies, from the top of the site.
pub const FOLDER: &str = "search/";

/// The index of a site.
#[derive(Clone, Debug, Default)]
pub struct SearchIndex {
    /// Its folder from the top of the site, as `search/1a2b3c4d/`.
    pub folder: String,
    /// Path from the top of the site and bytes of each file.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Makes the index of every public text.
#[must_use]
pub fn search(site: &Site) -> SearchIndex {
    let documents = documents::documents(site);
    let mut files = shards::Files::new();
    let mut manifest = shards::terms(&mut files, &index::index(site, &documents));
    let cards: Vec<String> = documents.iter().map(|document| card(site, *document)).collect();
    shards::cards(&mut files, &cards);
    for facet in Facet::ALL {
        shards::facet(&mut files, facet.key(), &values(site, &documents, facet));
    }
    let hidden: BTreeMap<&str, String> = site
        .config
        .languages
        .iter()
        .map(|language| (language.as_str(), shards::hidden(site, &documents, language)))
        .collect();
    manifest["format"] = json!(1);
    manifest["documents"] = json!(documents.len());
    manifest["cards"] = json!(shards::CARDS);
    manifest["hidden"] = json!(hidden);
    files.insert("m".to_owned(), encode::object_script("m", &manifest));
    released(files)
}

/// Puts the files into a folder that is named by their content.
fn released(files: shards::Files) -> SearchIndex {
    let mut hash = Sha256::new();
    for (name, bytes) in &files {
        hash.update(name.as_bytes());
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    let release = hex(&hash.finalize()[..4]);
    let folder = format!("{FOLDER}{release}/");
    let files =
        files.into_iter().map(|(name, bytes)| (format!("{folder}{name}.js"), bytes)).collect();
    SearchIndex { folder, files }
}

/// What is shown of a document: title, summary, municipalities, year, path, language, flags.
fn card(site: &Site, document: Document) -> String {
    let story = site.story(document.story);
    let summary = if story.summary.is_empty() { &story.body.excerpt } else { &story.summary };
    let places: Vec<&str> = story
        .municipalities
        .iter()
        .map(|id| site.territory.municipalities[id.0].name.as_str())
        .collect();
    let year = story.published.map(|day| day.year().to_string()).unwrap_or_default();
    let addresses = Addresses::new(&story.language, site.config.language());
    let path = addresses.path(Route::Story(&story.id));
    let flags = if site.work(document.work).fictional { "f" } else { "" };
    let fields = [&story.title, summary, &places.join(", "), &year, &path, &story.language, flags];
    let clean = |field: &str| field.split_whitespace().collect::<Vec<_>>().join(" ");
    fields.map(clean).join("\t")
}

/// The documents of each value of a facet, by the value's id.
fn values(site: &Site, documents: &[Document], facet: Facet) -> BTreeMap<String, Vec<u32>> {
    let mut values: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (number, document) in (0..).zip(documents) {
        for value in values_of(site, *document, facet) {
            let numbers = values.entry(value).or_default();
            if numbers.last() != Some(&number) {
                numbers.push(number);
            }
        }
    }
    values
}

fn values_of(site: &Site, document: Document, facet: Facet) -> Vec<String> {
    let story = site.story(document.story);
    let terms = |list, ids: &[crate::model::TermId]| {
        ids.iter().map(|id| site.vocabulary.term(list, *id).id.clone()).collect()
    };
    match facet {
        Facet::Region => {
            let regions = &site.work(document.work).regions;
            regions.iter().map(|id| site.territory.regions[id.0].id.clone()).collect()
        }
        Facet::Municipality => {
            let ids = story.municipalities.iter();
            ids.map(|id| site.territory.municipalities[id.0].id.clone()).collect()
        }
        Facet::Topic => terms(List::Topics, &story.topics),
        Facet::TargetGroup => terms(List::TargetGroups, &story.target_groups),
        Facet::LegalForm => {
            let form = story.enterprise.as_ref().and_then(|enterprise| enterprise.legal_form);
            form.map(|form| terms(List::LegalForms, &[form])).unwrap_or_default()
        }
        Facet::Year => story.published.map(|day| day.year().to_string()).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests;
