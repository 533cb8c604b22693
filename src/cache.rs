//! Edge: pictures that were made before, kept in the project's folder `.forebild/cache`.
//!
//! Making pictures is what takes longest in a build, and they seldom change. An entry is named by
//! the bytes of the original and by all that decides what becomes of them, so that it is never out
//! of date; what is in it stands under a checksum, so that a damaged or foreign file is made anew.
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

use crate::images::{self, Prepared};
use crate::sources::Sources;

/// How long an entry is kept that nobody uses.
const KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// How often the use of an entry is noted.
const NOTED: Duration = Duration::from_secs(24 * 60 * 60);
/// The ending of an entry.
const ENTRY: &str = "picture";
/// The ending of an entry that is being written.
const UNFINISHED: &str = "tmp";

/// The pictures that a project keeps.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
    rights: Rights,
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
        let place = self.place(key);
        let picture = Prepared::from_stored(&fs::read(&place).ok()?)?;
        if self.rights == Rights::Write && age(&place).is_some_and(|age| age > NOTED) {
            // A disk that cannot be written to removes nothing either.
            let _ = fs::File::options()
                .append(true)
                .open(&place)
                .and_then(|file| file.set_modified(SystemTime::now()));
        }
        Some(picture)
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
            fs::create_dir_all(&self.folder)?;
            self.keep_out_of_history()?;
        }
        made.par_iter().try_for_each(|(bytes, picture)| match images::key(bytes) {
            Some(key) => self.write(&key, &picture.to_stored()),
            None => Ok(()),
        })?;
        self.tidy();
        Ok(())
    }

    fn keep_out_of_history(&self) -> io::Result<()> {
        match create(&self.folder.join(".gitignore"), b"*\n") {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            result => result,
        }
    }

    /// Puts an entry in place in one step, whatever another build does at the same time.
    fn write(&self, key: &str, bytes: &[u8]) -> io::Result<()> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let (process, own) = (std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let unfinished = self.folder.join(format!("{key}-{process}-{own}.{UNFINISHED}"));
        create(&unfinished, bytes)
            .and_then(|()| fs::rename(&unfinished, self.place(key)))
            .inspect_err(|_| drop(fs::remove_file(&unfinished)))
    }

    /// Removes entries that nobody has used for long, and what a build that was killed left.
    fn tidy(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for place in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            let ending = place.extension().and_then(|ending| ending.to_str());
            let kept = match ending {
                Some(ENTRY) => KEPT,
                Some(UNFINISHED) => NOTED,
                _ => continue,
            };
            if age(&place).is_some_and(|age| age > kept) {
                // Another build may have been first.
                let _ = fs::remove_file(&place);
            }
        }
    }

    fn place(&self, key: &str) -> PathBuf {
        self.folder.join(format!("{key}.{ENTRY}"))
    }
}

/// Writes a file that is not there yet; a link at its place is not followed.
fn create(place: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::File::options().write(true).create_new(true).open(place)?.write_all(bytes)
}

/// How long ago a file was written; none of one that is not there, or is of the future.
fn age(place: &Path) -> Option<Duration> {
    fs::symlink_metadata(place).ok()?.modified().ok()?.elapsed().ok()
}
