//! What stands in the output folder, and whose it is.

use super::error::{PublishError, at};
use super::manifest::{Digest, MANIFEST, Ours, PARTS, folders_of};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Bytes read at a time when a file is hashed.
pub const BUFFER: usize = 64 * 1024;

/// What kind of thing stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A folder.
    Folder,
    /// A regular file.
    File,
    /// A link, which is never followed, a pipe, a socket, a device.
    Other,
}

/// Everything in the output folder, our manifest and parts left out. Paths are relative.
#[derive(Default)]
pub struct Survey {
    /// Files that are ours, with what they hold now.
    pub ours: BTreeMap<String, Digest>,
    /// What stands where a file of ours stood but is not what we wrote; the digest if it is a
    /// file.
    pub changed: BTreeMap<String, Option<Digest>>,
    /// What we did not write: files, links, and folders that never held a file of ours.
    pub foreign: BTreeMap<PathBuf, Kind>,
    /// All folders; the empty path is the output folder itself.
    pub folders: BTreeMap<PathBuf, Metadata>,
    /// The manifest as it stands.
    pub manifest: Option<Vec<u8>>,
    /// Whether per-file writing was cut short here.
    pub interrupted: bool,
}

impl Survey {
    /// Walks the output folder and reads every file that may be ours. Writes nothing.
    pub fn take(folder: &Path, ours: &Ours) -> Result<Self, PublishError> {
        let tree = Tree::walk(folder)?;
        let mut survey = Self {
            folders: tree.folders,
            manifest: ours.manifest.clone(),
            interrupted: ours.interrupted,
            ..Self::default()
        };
        survey.sort_out_files(folder, ours, tree.others)?;
        let our_folders: BTreeSet<_> =
            ours.files.keys().flat_map(|path| folders_of(Path::new(path))).collect();
        for path in survey.folders.keys() {
            if !path.as_os_str().is_empty() && !our_folders.contains(path) {
                survey.foreign.insert(path.clone(), Kind::Folder);
            }
        }
        Ok(survey)
    }

    /// Whether all that the manifest lists stands as it lists it, and no more of ours.
    pub fn is_whole(&self, ours: &Ours) -> bool {
        !self.interrupted && self.ours.len() == ours.files.len()
    }

    /// Whether a file with this digest stands at `path`, be it that somebody has put it there in place
    /// of ours.
    pub fn holds(&self, path: &str, digest: &Digest) -> bool {
        let changed = || self.changed.get(path).and_then(Option::as_ref);
        self.ours.get(path).or_else(changed) == Some(digest)
    }

    /// Files and links that we did not write. Relative, sorted.
    pub fn foreign_files(&self) -> Vec<PathBuf> {
        let files = self.foreign.iter().filter(|(_, kind)| **kind != Kind::Folder);
        files.map(|(path, _)| path.clone()).collect()
    }

    fn sort_out_files(
        &mut self,
        folder: &Path,
        ours: &Ours,
        others: Vec<(PathBuf, Kind)>,
    ) -> Result<(), PublishError> {
        let (listed, foreign): (Vec<_>, Vec<_>) = others
            .into_iter()
            .partition(|(path, _)| path.to_str().is_some_and(|path| ours.files.contains_key(path)));
        self.foreign.extend(foreign);
        let digests: Vec<_> = listed
            .into_par_iter()
            .map_init(
                || vec![0; BUFFER],
                |buffer, (path, kind)| {
                    let digest = digest_of(&folder.join(&path), kind, buffer)?;
                    Ok(digest.map(|digest| (path, digest)))
                },
            )
            .collect::<Result<_, PublishError>>()?;
        for (path, digest) in digests.into_iter().flatten() {
            let path = path.into_os_string().into_string().expect("a listed path is text");
            match digest {
                Some(digest) if ours.files[&path].contains(&digest) => {
                    self.ours.insert(path, digest);
                }
                other => {
                    self.changed.insert(path, other);
                }
            }
        }
        Ok(())
    }
}

/// The digest of a file; `Some(None)` of what is no file; `None` when it has just gone.
fn digest_of(
    path: &Path,
    kind: Kind,
    buffer: &mut [u8],
) -> Result<Option<Option<Digest>>, PublishError> {
    if kind != Kind::File {
        return Ok(Some(None));
    }
    match Digest::of_file(path, buffer) {
        Ok(digest) => Ok(Some(Some(digest))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(at(path)(error)),
    }
}

/// A folder, read through. Paths are relative to it.
#[derive(Default)]
pub struct Tree {
    /// All folders; the empty path is the top.
    pub folders: BTreeMap<PathBuf, Metadata>,
    /// Everything else, sorted.
    pub others: Vec<(PathBuf, Kind)>,
}

impl Tree {
    /// Reads a folder and all below it, one level after the other: side by side, with as many
    /// folders open as there are threads, and no recursion however deep it goes. A folder that
    /// is not there is empty; our manifest and parts are left out.
    pub fn walk(top: &Path) -> Result<Self, PublishError> {
        let mut tree = Self::default();
        let mut level = vec![PathBuf::new()];
        while !level.is_empty() {
            let read: Vec<_> = level
                .into_par_iter()
                .map(|folder| read_folder(top, folder))
                .collect::<Result<_, _>>()?;
            level = Vec::new();
            for (folder, metadata, entries) in read.into_iter().flatten() {
                tree.folders.insert(folder, metadata);
                for (path, kind) in entries {
                    match kind {
                        Kind::Folder => level.push(path),
                        Kind::File | Kind::Other => tree.others.push((path, kind)),
                    }
                }
            }
        }
        tree.others.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        Ok(tree)
    }
}

type FolderRead = (PathBuf, Metadata, Vec<(PathBuf, Kind)>);

/// Reads one folder; `None` when it has just gone.
fn read_folder(top: &Path, folder: PathBuf) -> Result<Option<FolderRead>, PublishError> {
    let path = top.join(&folder);
    let gone = |kind| matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory);
    let (metadata, entries) = match (fs::symlink_metadata(&path), fs::read_dir(&path)) {
        (Ok(metadata), Ok(entries)) => (metadata, entries),
        (Err(error), _) | (_, Err(error)) if gone(error.kind()) => return Ok(None),
        (Err(error), _) | (_, Err(error)) => return Err(at(&path)(error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(at(&path))?;
        let name = entry.file_name();
        if folder.as_os_str().is_empty() && (name == MANIFEST || name == PARTS) {
            continue;
        }
        let file_type = entry.file_type().map_err(at(&path))?;
        let kind = match () {
            () if file_type.is_dir() => Kind::Folder,
            () if file_type.is_file() => Kind::File,
            () => Kind::Other,
        };
        found.push((folder.join(name), kind));
    }
    Ok(Some((folder, metadata, found)))
}
