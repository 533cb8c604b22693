//! What lies in a project, and by what a change of it is seen without opening it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::time::SystemTime;

use walkdir::{DirEntry, WalkDir};

use super::grounds::Grounds;
use crate::read;

/// The files and folders of a project as they were at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing(BTreeMap<PathBuf, Stamp>);

/// What is seen of a file without opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stamp {
    /// A folder: what is in it stands for itself.
    Folder,
    /// A file, a link, a device.
    File { length: u64, saved: Option<SystemTime>, file: WhichFile },
    /// It may not be looked at.
    Unreadable,
}

impl Listing {
    /// What there is now of what the site at `grounds` is made from.
    pub fn new(grounds: &Grounds) -> Self {
        let entries = grounds.folders().flat_map(|folder| {
            WalkDir::new(folder).follow_root_links(false).into_iter().filter_entry(counts)
        });
        Self(entries.filter_map(stamped).collect())
    }

    /// What is in only one of the two, or not the same in both.
    pub fn differences(&self, other: &Self) -> BTreeSet<PathBuf> {
        let one_way = |a: &Self, b: &Self| {
            let differ = a.0.iter().filter(|(path, stamp)| b.0.get(*path) != Some(*stamp));
            differ.map(|(path, _)| path.clone()).collect::<BTreeSet<_>>()
        };
        &one_way(self, other) | &one_way(other, self)
    }
}

fn counts(entry: &DirEntry) -> bool {
    entry.depth() == 0 || !read::is_left_out(&entry.file_name().to_string_lossy())
}

/// A path with its stamp; none when it went away.
fn stamped(entry: walkdir::Result<DirEntry>) -> Option<(PathBuf, Stamp)> {
    let found = entry.and_then(|entry| entry.metadata().map(|metadata| (entry, metadata)));
    match found {
        Ok((entry, metadata)) => Some((entry.into_path(), stamp(&metadata))),
        Err(error) => {
            let is_gone = error.io_error().is_some_and(|error| error.kind() == ErrorKind::NotFound);
            let path = error.path().filter(|_| !is_gone)?;
            Some((path.to_owned(), Stamp::Unreadable))
        }
    }
}

fn stamp(metadata: &Metadata) -> Stamp {
    if metadata.is_dir() {
        return Stamp::Folder;
    }
    let (length, saved) = (metadata.len(), metadata.modified().ok());
    Stamp::File { length, saved, file: which(metadata) }
}

/// Disk, number of the file there, and when something was last done to it, in seconds and billionths
/// of one: this is not the same for another file with the same length and date, renamed into place.
#[cfg(unix)]
type WhichFile = (u64, u64, i64, i64);
#[cfg(not(unix))]
type WhichFile = ();

#[cfg(unix)]
fn which(metadata: &Metadata) -> WhichFile {
    use std::os::unix::fs::MetadataExt;

    (metadata.dev(), metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn which(_: &Metadata) -> WhichFile {}
