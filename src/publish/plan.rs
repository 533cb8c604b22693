//! What is to be done to make the output folder hold the site, or why it must not be done.

use super::error::PublishError;
use super::manifest::{Manifest, folders_of, is_legal, site};
use super::survey::{Kind, Survey};
use super::{How, Report};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::path::{Path, PathBuf};

/// What is to be done. Paths are relative to the output folder.
pub struct Plan {
    /// Files that stand already; sorted.
    pub keep: Vec<String>,
    /// Files that are new or have new bytes; sorted.
    pub write: Vec<String>,
    /// Files of the last site that the new one does not have.
    pub remove: Vec<String>,
    /// Files and links that we did not write.
    pub foreign: Vec<PathBuf>,
    /// Folders that the new tree has, parents first.
    pub folders: BTreeSet<PathBuf>,
    /// Folders of the last site that the new one does not have.
    pub emptied: Vec<PathBuf>,
    /// Folders that stand, and what they are like.
    pub standing: BTreeMap<PathBuf, Metadata>,
    /// The new manifest.
    pub manifest: Manifest,
    /// The new manifest as it is written.
    pub manifest_bytes: Vec<u8>,
    is_done: bool,
}

impl Plan {
    /// Compares the site with what stands. Fails if a file would be lost that is not ours to lose.
    pub fn make(manifest: Manifest, survey: Survey) -> Result<Self, PublishError> {
        let stands = |path: &&String| survey.holds(path, &manifest.files[*path].sha256);
        let (keep, write): (Vec<_>, Vec<_>) = manifest.files.keys().partition(stands);
        let [keep, write] =
            [keep, write].map(|paths| paths.into_iter().cloned().collect::<Vec<_>>());
        find_conflicts(&keep, &write, &survey)?;

        let gone = |path: &&String| !manifest.files.contains_key(*path);
        let remove: Vec<_> = survey.ours.keys().filter(gone).cloned().collect();
        let foreign = survey.foreign_files();
        let folders = folders_needed(&manifest, &survey);
        let emptied: Vec<_> =
            survey.folders.keys().filter(|path| !folders.contains(*path)).cloned().collect();
        let manifest_bytes = manifest.to_bytes();
        let is_done = write.is_empty()
            && remove.is_empty()
            && emptied.is_empty()
            && !survey.interrupted
            && survey.manifest.as_ref() == Some(&manifest_bytes);
        Ok(Self {
            keep,
            write,
            remove,
            foreign,
            folders,
            emptied,
            standing: survey.folders,
            manifest,
            manifest_bytes,
            is_done,
        })
    }

    /// Whether the site stands already, byte for byte.
    pub fn is_done(&self) -> bool {
        self.is_done
    }

    /// What will have been done, as far as it is known beforehand.
    pub fn report(&self, cleaned: super::stage::Cleaned) -> Report {
        Report {
            written: self.write.len(),
            unchanged: self.keep.len(),
            removed: self.remove.len(),
            bytes: self.manifest.files.values().map(|entry| entry.size).sum(),
            site: site(&self.manifest_bytes),
            kept_foreign: self.foreign.clone(),
            how: How::Unchanged,
            kept_beside: cleaned.kept_beside,
            leftovers: cleaned.leftovers,
        }
    }
}

/// Refuses a site that no folder can hold.
pub fn check_paths(manifest: &Manifest) -> Result<(), PublishError> {
    let files = &manifest.files;
    let is_folder_too =
        |path: &str| path.match_indices('/').any(|(end, _)| files.contains_key(&path[..end]));
    match files.keys().find(|path| !is_legal(path) || is_folder_too(path)) {
        Some(path) => Err(PublishError::BadPath { path: path.clone() }),
        None => Ok(()),
    }
}

fn find_conflicts(keep: &[String], write: &[String], survey: &Survey) -> Result<(), PublishError> {
    let foreign: BTreeSet<_> =
        write.iter().filter_map(|path| foreign_in_the_way(Path::new(path), survey)).collect();
    // Changed to just what we would write: nothing is lost.
    let is_kept = |path: &String| keep.binary_search(path).is_ok();
    let changed: Vec<_> =
        survey.changed.keys().filter(|path| !is_kept(path)).map(PathBuf::from).collect();
    if foreign.is_empty() && changed.is_empty() {
        return Ok(());
    }
    Err(PublishError::InTheWay { foreign: foreign.into_iter().collect(), changed })
}

/// What stands at a path, below it, or in place of a folder it needs, and is not ours.
fn foreign_in_the_way(path: &Path, survey: &Survey) -> Option<PathBuf> {
    let at_or_below = survey.foreign.range(path.to_path_buf()..).next();
    if let Some((found, _)) = at_or_below
        && found.starts_with(path)
    {
        return Some(found.clone());
    }
    folders_of(path)
        .find(|folder| survey.foreign.get(folder).is_some_and(|kind| *kind != Kind::Folder))
}

fn folders_needed(manifest: &Manifest, survey: &Survey) -> BTreeSet<PathBuf> {
    let of_site = manifest.files.keys().map(Path::new);
    let of_others = survey.foreign.keys().map(PathBuf::as_path);
    let mut folders: BTreeSet<_> = of_site.chain(of_others).flat_map(folders_of).collect();
    let own = survey.foreign.iter().filter(|(_, kind)| **kind == Kind::Folder);
    folders.extend(own.map(|(path, _)| path.clone()));
    folders.insert(PathBuf::new());
    folders
}
