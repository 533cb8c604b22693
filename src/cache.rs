//! Edge: what earlier builds made, kept in the project's folder `.forebild/cache`.
//!
//! Making pictures is what takes longest in a build, and they seldom change. An entry is named by
//! the bytes of the original and by all that decides what becomes of them, so that it is never out
//! of date; what is in it stands under a checksum, so that a damaged or foreign file is made anew.
//! The last build also leaves the name of the site that it made, the name of all that it was made from,
//! and what it said: of one build alone, since remarks may name somebody who is taken out later.
//! The folder can be deleted at any time. It keeps itself out of a project's history.
//!
//! Several builds may use it at once: an entry appears whole (written beside and renamed), every
//! reader can do without it, and it goes when nobody has used it for thirty days.
#![expect(clippy::disallowed_methods, reason = "edge: the cache lies on disk")]
#![expect(
    clippy::disallowed_types,
    reason = "edge: entries that nobody uses are found by their age"
)]

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::compile::Summary;
use crate::diagnostic::Words;
use crate::images::{self, Prepared};
use crate::sources::Sources;
use crate::text;

/// How long an entry is kept that nobody uses.
const KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// How often the use of an entry is noted.
const NOTED: Duration = Duration::from_secs(24 * 60 * 60);
/// The ending of a picture.
const PICTURE: &str = "picture";
/// What the last build made.
const LAST: &str = "last.built";
/// The ending of an entry that is being written.
const UNFINISHED: &str = "tmp";

/// What a project keeps.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
    rights: Rights,
}

/// What a build made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Built {
    /// The name of the site; see [`crate::publish::Report::site`].
    pub site: String,
    /// The site in numbers.
    pub summary: Summary,
    /// The remarks, as they were shown.
    pub said: String,
    /// How many remarks there were, as it stands in the last line.
    pub tally: Words,
}

/// What may be done with what is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rights {
    /// Nothing on disk changes.
    Read,
    /// New pictures are kept, and old ones removed.
    Write,
}

impl Cache {
    /// The cache of the project in `root`. None when a link leads elsewhere: what is written and
    /// removed must be the project's own.
    #[must_use]
    pub fn of(root: &Path, rights: Rights) -> Option<Self> {
        let outer = root.join(".forebild");
        let folder = outer.join("cache");
        let own = |place: &Path| match fs::symlink_metadata(place) {
            Ok(found) => found.is_dir(),
            Err(error) => error.kind() == ErrorKind::NotFound,
        };
        (own(&outer) && own(&folder)).then_some(Self { folder, rights })
    }

    /// Gives `memory` the pictures of `sources` that are kept.
    pub fn recall(&self, sources: &Sources, memory: &images::Memory) {
        if !self.folder.is_dir() {
            return;
        }
        let files: Vec<(&Arc<str>, &Arc<[u8]>)> = sources.under("content/").collect();
        files.par_iter().for_each(|(file, bytes)| {
            let kept = images::key(bytes).and_then(|key| self.entry(&key));
            if let Some(picture) = kept {
                memory.remember(file, bytes, picture);
            }
        });
    }

    fn entry(&self, key: &str) -> Option<Prepared> {
        let name = picture_name(key);
        let picture = Prepared::from_stored(&self.read(&name)?)?;
        let place = self.folder.join(name);
        if self.rights == Rights::Write && age(&place).is_some_and(|age| age > NOTED) {
            // A disk that cannot be written to removes nothing either.
            let _ = fs::File::options()
                .append(true)
                .open(&place)
                .and_then(|file| file.set_modified(SystemTime::now()));
        }
        Some(picture)
    }

    /// A file that is kept. Whoever made the project may have put something else in its place, so it is
    /// read as content is: no pipe is waited for, no link followed, nothing read that has no end.
    fn read(&self, name: &str) -> Option<Arc<[u8]>> {
        crate::read::one(&self.folder, name).ok()?
    }

    /// Keeps what was made, and removes what nobody has used for long.
    ///
    /// # Errors
    /// When the folder cannot be written to. Nothing is lost but time.
    pub fn keep(&self, made: &[images::New]) -> io::Result<()> {
        if self.rights == Rights::Read {
            return Ok(());
        }
        if !made.is_empty() {
            self.make_folder()?;
        }
        made.par_iter().try_for_each(|(bytes, picture)| match images::key(bytes) {
            Some(key) => self.write(&picture_name(&key), &picture.to_stored()),
            None => Ok(()),
        })?;
        self.tidy();
        Ok(())
    }

    /// What the last build made; none when it made it from something else than `ground`, which is the
    /// name that `cli::ground` gives.
    #[must_use]
    pub fn built(&self, ground: &str) -> Option<Built> {
        let stored = self.read(LAST)?;
        let (digest, json) = std::str::from_utf8(&stored).ok()?.split_once('\n')?;
        (digest == digest_of(ground, json)).then(|| serde_json::from_str(json).ok())?
    }

    /// Keeps what a build made from `ground`, in place of what the one before did.
    ///
    /// # Errors
    /// When the folder cannot be written to. Nothing is lost but time.
    pub fn keep_built(&self, ground: &str, built: &Built) -> io::Result<()> {
        if self.rights == Rights::Read {
            return Ok(());
        }
        self.make_folder()?;
        let json = serde_json::to_string(built)?;
        let digest = digest_of(ground, &json);
        self.write(LAST, format!("{digest}\n{json}").as_bytes())
    }

    /// Forgets what the last build made, and said.
    pub fn forget_built(&self) {
        if self.rights == Rights::Write {
            // There may be none, and who cannot remove it cannot write it either.
            let _ = fs::remove_file(self.folder.join(LAST));
        }
    }

    /// Makes the folder, which keeps itself out of a project's history.
    fn make_folder(&self) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        match create(&self.folder.join(".gitignore"), b"*\n") {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            result => result,
        }
    }

    /// Puts an entry in place in one step, whatever another build does at the same time.
    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let (process, own) = (std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let unfinished = self.folder.join(format!("{name}-{process}-{own}.{UNFINISHED}"));
        create(&unfinished, bytes)
            .and_then(|()| fs::rename(&unfinished, self.folder.join(name)))
            .inspect_err(|_| drop(fs::remove_file(&unfinished)))
    }

    /// Removes entries that nobody has used for long, and what a build that was killed left.
    fn tidy(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for place in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            let ending = place.extension().and_then(|ending| ending.to_str());
            let kept = match ending {
                Some(PICTURE) => KEPT,
                Some(UNFINISHED) => NOTED,
                _ => continue,
            };
            if age(&place).is_some_and(|age| age > kept) {
                // Another build may have been first.
                let _ = fs::remove_file(&place);
            }
        }
    }
}

fn picture_name(key: &str) -> String {
    format!("{key}.{PICTURE}")
}

/// What tells whole entries of a ground from all others.
fn digest_of(ground: &str, json: &str) -> String {
    text::hex(&Sha256::new().chain_update(ground).chain_update("\n").chain_update(json).finalize())
}

/// Writes a file that is not there yet; a link at its place is not followed.
fn create(place: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::File::options().write(true).create_new(true).open(place)?.write_all(bytes)
}

/// How long ago a file was written; none of one that is not there, or is of the future.
fn age(place: &Path) -> Option<Duration> {
    fs::symlink_metadata(place).ok()?.modified().ok()?.elapsed().ok()
}
