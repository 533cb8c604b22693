//! The pictures that a site shows, made fit and named by their content.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::{Prepared, prepare};
use crate::diagnostic::Diagnostic;
use crate::memory::Bytes;
use crate::model::{Body, Inserted, PictureFile, Site};
use crate::sources::Sources;
use crate::text::slug;

/// Pictures as they are published.
#[derive(Debug, Default)]
pub struct Published {
    /// What pages need to know, by source file.
    pub pictures: BTreeMap<Arc<str>, PictureFile>,
    /// Path and bytes of each file.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Pictures that were made fit before.
#[derive(Debug, Default)]
pub struct Memory(crate::memory::Memory<Bytes, Made>);

/// A picture made fit, or why it cannot be.
type Made = Result<Arc<Prepared>, Diagnostic>;

impl Memory {
    /// Forgets the pictures that the last site did not show; how many were made since it did so.
    pub fn forget_unasked(&self) -> usize {
        self.0.forget_unasked()
    }
}

/// Makes every picture that a shown text names fit for publishing; a file that nobody names is
/// not even looked at, and one that `memory` holds is not made again. One that does not exist, or was too large to be read, has been remarked on
/// before.
#[must_use]
pub fn prepare_all(
    site: &Site,
    sources: &Sources,
    memory: &Memory,
) -> (Published, Vec<Diagnostic>) {
    let prepare = |file: &Arc<str>, bytes: &Arc<[u8]>| {
        memory.0.recall(file, bytes, || prepare(file, bytes).map(Arc::new))
    };
    let prepared: Vec<(&Arc<str>, Made)> = named(site)
        .into_par_iter()
        .filter(|file| !sources.is_unread(file))
        .filter_map(|file| Some((file, prepare(file, sources.get(file)?.1))))
        .collect();
    let mut published = Published::default();
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut remarks = Vec::new();
    for (file, prepared) in prepared {
        match prepared {
            Ok(picture) => {
                let path = path(file, &picture);
                let (width, height) = (picture.width, picture.height);
                published
                    .pictures
                    .insert(Arc::clone(file), PictureFile { path: path.clone(), width, height });
                files.insert(path, picture.bytes.clone());
            }
            Err(remark) => remarks.push(remark),
        }
    }
    published.files = files.into_iter().collect();
    (published, remarks)
}

/// Source files of the pictures that shown texts name; not those of people who have withdrawn.
fn named(site: &Site) -> BTreeSet<&Arc<str>> {
    let listed = site.stories.iter().flat_map(|story| &story.images).map(|image| &image.file);
    let pages = site.region_texts.iter().chain(&site.municipality_texts).chain(&site.pages);
    let bodies = site.stories.iter().map(|story| &story.body).chain(pages.map(|page| &page.body));
    let named = listed.chain(bodies.flat_map(in_text));
    named.filter(|file| !site.removed.contains(*file)).collect()
}

fn in_text(body: &Body) -> impl Iterator<Item = &Arc<str>> {
    body.inserts.iter().filter_map(|insert| match &insert.what {
        Inserted::Picture(picture) => Some(&picture.file),
        Inserted::Href(_) => None,
    })
}

/// The name tells what the picture was called and, by its content, lets a host keep it for ever.
fn path(file: &str, picture: &Prepared) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem =
        Some(slug(stem)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "bild".to_owned());
    let hash: String =
        Sha256::digest(&picture.bytes).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("bilder/{stem}-{hash}.{}", picture.extension)
}
