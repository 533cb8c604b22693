//! Puts the finished site in its folder: a reader sees the whole old or the whole new site.
//!
//! # How
//!
//! Each file of the new site is written as soon as it is made ([`Draft`]), in a folder beside the
//! output, on the same file system, so that a large site never stands in memory; if the site turns
//! out to be wrong, that folder goes. When the site is whole, files whose bytes stand already are
//! hard-linked, so they keep inode and time; so is everything that Förebild did not write, so it
//! comes along untouched. When all is on disk, the two folders trade names in one system call. Then the old tree is taken down, file by file: what can be
//! proved ours is deleted, anything else is handed over to the new site or left in sight.
//!
//! ```text
//! site/public                            the output; readers are here
//! site/.public.forebild-lock             one writer at a time; gone when the build is done
//! site/.public.forebild-new-<pid>-<n>/   marker, site/ (new, after the swap old), old/
//! ```
//!
//! # What is ours
//!
//! `.forebild-manifest` at the top of the output lists every file we wrote, with its SHA-256. It
//! holds no times, for it is part of the site and the same input must give the same bytes. A file
//! is ours when it is listed *and its bytes on disk still have that hash*. Size and time would be
//! cheaper to look at, but an edit that keeps both is one `touch -r` or `rsync -t` away, and a
//! checkout changes every time while it changes no byte. Reading and hashing 10,000 pages costs
//! a tenth of a second or two; a lost edit costs more.
//!
//! # Where two folders cannot trade names
//!
//! Without an atomic exchange (some network file systems), two renames do it, and the next run
//! repairs what a kill between them leaves. Where the output is a mount point, or its parent may
//! not be written, or a file may not be linked, each file is written beside its place when the site
//! is whole, and renamed into it, and deletions come last: no file is ever cut, but for a moment pages of both sites
//! stand together. [`Report::how`] tells. A kill halfway is mended by the next run.
//!
//! # Limits
//!
//! - After a swap the output is another folder of the same name. A server that was *started
//!   inside* it, or a container that has it mounted, still holds the old one, which is emptied;
//!   [`Way::PerFile`] is for them.
//! - Mode, owner and group of folders are carried over; access lists and labels are not.
//! - A folder in which we have written counts as ours, and goes when nothing is left in it.
//! - Someone who can write in the output and races us on purpose is not defended against.
//! - On Linux all files are synced by one `syncfs`, which also waits for what other programs
//!   have written to the same file system.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "edge: this stage writes the site to disk"
)]

mod draft;
mod error;
mod lock;
mod manifest;
mod per_file;
mod plan;
mod refuse;
mod stage;
mod survey;
mod swap;
mod system;
mod take_down;
#[cfg(test)]
mod tests;

pub use draft::Draft;
pub use error::{PublishError, Refusal};

use crate::output::{Output, Sink};
use lock::Lock;
use manifest::Ours;
use rayon::prelude::*;
use stage::Cleaned;
use std::path::PathBuf;
use survey::Survey;

/// Where the site goes, and what must not be touched on the way.
#[derive(Clone, Debug)]
pub struct Target {
    /// The output folder, as `/x/public`; it need not exist.
    pub folder: PathBuf,
    /// The root of the project.
    pub project: PathBuf,
    /// Folders that the output must not be, hold, or lie in. `content`, `themes`, `src` and
    /// `.git` of the project are always among them.
    pub protected: Vec<PathBuf>,
    /// The user's home folder, where it is known.
    pub home: Option<PathBuf>,
    /// How to write; [`Way::Swap`] unless the folder itself must stay the same one.
    pub way: Way,
}

/// How to write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// Make the new site beside the old one and swap them; file by file where that cannot work.
    #[default]
    Swap,
    /// File by file, in the folder that stands.
    PerFile,
}

/// How the site came in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It stood already, byte for byte.
    Unchanged,
    /// In one step: nobody could see anything between old and new.
    Swapped,
    /// In two renames: for an instant there was no output folder.
    TwoRenames,
    /// File by file: for a moment pages of both sites stood together.
    PerFile,
}

/// What a publication did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Files that are new or have new bytes.
    pub written: usize,
    /// Files that stood already.
    pub unchanged: usize,
    /// Files of the last site that are gone.
    pub removed: usize,
    /// Size of the whole site.
    pub bytes: u64,
    /// The SHA-256 of the manifest, as hexadecimal digits: the name of this very site; see
    /// [`standing`].
    pub site: String,
    /// Files in the output that we did not write; they stand as they stood. Relative, sorted.
    pub kept_foreign: Vec<PathBuf>,
    /// How the site came in place.
    pub how: How,
    /// Folders beside the output with files that someone put or changed there *during* a build,
    /// and that had no place in the new site.
    pub kept_beside: Vec<PathBuf>,
    /// Leftovers that could not be cleaned away; the next run tries again.
    pub leftovers: Vec<PathBuf>,
}

/// Makes `target.folder` hold exactly `output`, and whatever was there that we did not write.
///
/// # Errors
///
/// Those of [`Draft::begin`] and [`Draft::publish`].
pub fn publish(output: &Output, target: &Target) -> Result<Report, PublishError> {
    let draft = Draft::begin(target)?;
    output.files.par_iter().for_each(|(path, bytes)| draft.put(path, bytes));
    draft.publish()
}

/// What [`publish`] would say of the site with the name `site` ([`Report::site`]) if it stands in
/// `target.folder` byte for byte, so that nothing would be written; none if it does not.
///
/// # Errors
///
/// Those of [`publish`], but that a site which does not stand is no error here.
pub fn standing(site: &str, target: &Target) -> Result<Option<Report>, PublishError> {
    let held = Held::take(target)?;
    if held.ours.site().as_deref() != Some(site) {
        return Ok(None);
    }
    let survey = Survey::take(&held.folder, &held.ours)?;
    Ok(survey.is_whole(&held.ours).then(|| Report {
        written: 0,
        unchanged: survey.ours.len(),
        removed: 0,
        bytes: held.ours.bytes,
        site: site.to_owned(),
        kept_foreign: survey.foreign_files(),
        how: How::Unchanged,
        kept_beside: held.cleaned.kept_beside,
        leftovers: held.cleaned.leftovers,
    }))
}

/// An output folder that is ours to write to until this is dropped.
struct Held {
    folder: PathBuf,
    lock: Lock,
    cleaned: Cleaned,
    ours: Ours,
}

impl Held {
    fn take(target: &Target) -> Result<Self, PublishError> {
        let folder = refuse::place(target)?;
        refuse::contents(&folder)?;
        let lock = Lock::take(&folder)?;
        let cleaned = stage::clean_up(&folder);
        refuse::contents(&folder)?;
        let ours = Ours::read(&folder)?;
        Ok(Self { folder, lock, cleaned, ours })
    }
}
