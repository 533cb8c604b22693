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

#[cfg(test)]
mod tests {
    use std::fs::{self, File};

    use super::*;

    fn project() -> (tempfile::TempDir, Grounds) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("content/stories")).unwrap();
        fs::write(folder.path().join("content/stories/a.md"), "1").unwrap();
        let grounds = Grounds::new(folder.path()).unwrap();
        (folder, grounds)
    }

    #[test]
    fn nothing_done_is_no_difference() {
        let (folder, grounds) = project();
        let before = Listing::new(&grounds);
        fs::read(folder.path().join("content/stories/a.md")).unwrap();
        fs::write(folder.path().join("content/stories/.a.md.swp"), "").unwrap();
        assert_eq!(before, Listing::new(&grounds));
    }

    #[test]
    fn what_is_gone_and_what_is_new_are_differences() {
        let (_folder, grounds) = project();
        let stories = grounds.root().join("content/stories");
        let before = Listing::new(&grounds);
        fs::rename(stories.join("a.md"), stories.join("b.md")).unwrap();
        fs::create_dir(stories.join("c")).unwrap();
        let found = before.differences(&Listing::new(&grounds));
        assert_eq!(found, BTreeSet::from(["a.md", "b.md", "c"].map(|name| stories.join(name))));
    }

    #[cfg(unix)]
    #[test]
    fn another_file_with_the_same_length_and_date_is_a_difference() {
        let (_folder, grounds) = project();
        let path = grounds.root().join("content/stories/a.md");
        let before = Listing::new(&grounds);
        let beside = path.with_extension("tmp");
        fs::write(&beside, "2").unwrap();
        let saved = path.metadata().unwrap().modified().unwrap();
        File::options().write(true).open(&beside).unwrap().set_modified(saved).unwrap();
        fs::rename(beside, &path).unwrap();
        assert_eq!(before.differences(&Listing::new(&grounds)), BTreeSet::from([path]));
    }
}
