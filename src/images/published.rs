//! The pictures that a site shows, made fit and named by their content.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::{File, MAX_MEMORY, Prepared, Room, prepare};
use crate::diagnostic::Diagnostic;
use crate::memory::Bytes;
use crate::model::{Body, PictureFile, PictureSize, Site};
use crate::sources::Sources;
use crate::text::{file_name, hex, slug};

/// Pictures as they are published.
#[derive(Debug, Default)]
pub struct Published {
    /// What pages need to know, by source file.
    pub pictures: BTreeMap<Arc<str>, PictureFile>,
    /// Path and bytes of each file.
    pub files: BTreeMap<String, Arc<Vec<u8>>>,
}

/// Pictures that were made fit before, and how far the work on the newest site has come.
#[derive(Debug, Default)]
pub struct Memory {
    held: crate::memory::Memory<Bytes, Made>,
    new: Mutex<Vec<New>>,
    done: AtomicUsize,
    of: AtomicUsize,
}

/// A picture made fit, or why it cannot be.
type Made = Result<Arc<Prepared>, Diagnostic>;

/// The bytes of an original, and what was made of them.
pub type New = (Arc<[u8]>, Arc<Prepared>);

/// How many pictures of a site are ready, and how many it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Pictures that are ready.
    pub done: usize,
    /// Pictures.
    pub of: usize,
}

impl Memory {
    /// Holds what became of the original `bytes` in `file` in an earlier run.
    pub fn remember(&self, file: &Arc<str>, bytes: &Arc<[u8]>, picture: Prepared) {
        self.held.put(file, bytes, Ok(Arc::new(picture)));
    }

    /// The pictures that were made since this was last called, so that an edge can keep them for
    /// another run.
    pub fn take_new(&self) -> Vec<New> {
        std::mem::take(&mut *self.new.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Forgets the pictures that the last site did not show; how many were made since it did so.
    pub fn forget_unasked(&self) -> usize {
        self.held.forget_unasked()
    }

    /// Forgets every picture, so that none is in memory twice while a site is put together.
    pub fn forget_all(&self) {
        self.held.forget_all();
    }

    /// How far the pictures of the newest site are; none when they are not being made.
    #[must_use]
    pub fn progress(&self) -> Option<Progress> {
        let (done, of) = (self.done.load(Ordering::Relaxed), self.of.load(Ordering::Relaxed));
        (done < of).then_some(Progress { done, of })
    }

    fn make(&self, file: &Arc<str>, bytes: &Arc<[u8]>, room: &Room) -> Made {
        let made = self.held.recall(file, bytes, || {
            let made = prepare(file, bytes, room).map(Arc::new);
            if let Ok(picture) = &made {
                let new = (Arc::clone(bytes), Arc::clone(picture));
                self.new.lock().unwrap_or_else(PoisonError::into_inner).push(new);
            }
            made
        });
        self.done.fetch_add(1, Ordering::Relaxed);
        made
    }
}

/// Makes every picture that a shown text names fit for publishing; a file that nobody names is
/// not even looked at, and one that `memory` holds is not made again. One that does not exist, or
/// was too large to be read, has been remarked on before.
///
/// Pictures are made in parallel, but no more are decoded at a time than memory has room for.
#[must_use]
pub fn prepare_all(
    site: &Site,
    sources: &Sources,
    memory: &Memory,
) -> (Published, Vec<Diagnostic>) {
    let files: Vec<(&Arc<str>, &Arc<[u8]>)> = named(site)
        .into_iter()
        .filter(|file| !sources.is_unread(file))
        .filter_map(|file| sources.get(file))
        .collect();
    memory.done.store(0, Ordering::Relaxed);
    memory.of.store(files.len(), Ordering::Relaxed);
    let room = Room::new(MAX_MEMORY);
    let prepared: Vec<(&Arc<str>, Made)> = files
        .into_par_iter()
        .map(|(file, bytes)| (file, memory.make(file, bytes, &room)))
        .collect();
    let mut published = Published::default();
    let mut remarks = Vec::new();
    for (file, prepared) in prepared {
        match prepared {
            Ok(picture) => published.add(file, &picture),
            Err(remark) => remarks.push(remark),
        }
    }
    (published, remarks)
}

impl Published {
    fn add(&mut self, file: &Arc<str>, picture: &Prepared) {
        let stem = stem(file);
        let one_of_several = !picture.smaller.is_empty();
        let mut put = |file: &File| {
            let path = path(&stem, file, one_of_several);
            self.files.insert(path.clone(), Arc::clone(&file.bytes));
            PictureSize { path, width: file.width }
        };
        let whole = put(&picture.whole);
        let mut sizes: Vec<PictureSize> = picture.smaller.iter().map(&mut put).collect();
        let webp = picture.webp.iter().map(&mut put).collect();
        if one_of_several {
            sizes.push(whole.clone());
        }
        let (width, height) = (picture.whole.width, picture.whole.height);
        let published = PictureFile { path: whole.path, width, height, sizes, webp };
        self.pictures.insert(Arc::clone(file), published);
    }
}

/// Source files of the pictures that shown texts name; not those of people who have withdrawn.
fn named(site: &Site) -> BTreeSet<&Arc<str>> {
    let listed = site.stories.iter().flat_map(|story| &story.images).map(|image| &image.file);
    let pages = site.region_texts.iter().chain(&site.municipality_texts).chain(&site.pages);
    let bodies = site.stories.iter().map(|story| &story.body).chain(pages.map(|page| &page.body));
    let inline = bodies.flat_map(Body::pictures).map(|(_, picture)| &picture.file);
    let named = listed.chain(inline);
    named.filter(|file| !site.removed.contains(*file)).collect()
}

/// What a picture was called, as it can stand in an address.
fn stem(file: &str) -> String {
    let name = file_name(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    Some(slug(stem)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "bild".to_owned())
}

/// The name tells what the picture was called and how wide it is and, by its content, lets a host
/// keep it for ever.
fn path(stem: &str, file: &File, one_of_several: bool) -> String {
    let File { bytes, extension, width, .. } = file;
    let hash = hex(&Sha256::digest(&**bytes)[..4]);
    if one_of_several {
        format!("bilder/{stem}-{width}-{hash}.{extension}")
    } else {
        format!("bilder/{stem}-{hash}.{extension}")
    }
}
