//! The new site, made complete in a folder beside the old one; and what earlier runs left there.

use super::error::{PublishError, at};
use super::lock::beside;
use super::manifest::{MANIFEST, folders_of};
use super::plan::Plan;
use super::survey::Tree;
use super::system::{self, FileId};
use super::take_down::take_down;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The file that says that a staging folder is ours.
const MARKER: &str = "marker";

/// A staging folder, beside the output.
pub struct Staging(PathBuf);

/// What the marker holds: which folder was which before the swap, so that after a kill nobody
/// needs to guess whether it had happened.
#[derive(Default, Serialize, Deserialize)]
struct Marker {
    forebild_staging: u32,
    new: Option<FileId>,
    old: Option<FileId>,
}

/// What was left of earlier runs, and could not simply be deleted.
#[derive(Default)]
pub struct Cleaned {
    /// Folders with files that are not ours.
    pub kept_beside: Vec<PathBuf>,
    /// Folders that could not be cleaned away.
    pub leftovers: Vec<PathBuf>,
}

impl Staging {
    /// The new site before the swap; the old one after it.
    pub fn site(&self) -> PathBuf {
        self.0.join("site")
    }

    /// The old site, where it was moved away by a rename.
    pub fn old(&self) -> PathBuf {
        self.0.join("old")
    }

    /// The staging folder itself.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// Makes a staging folder for an output, marked as ours.
    pub fn make(output: &Path) -> io::Result<Self> {
        let pid = std::process::id();
        let mut n = 0_u32;
        let staging = loop {
            let folder = beside(output, &format!("new-{pid}-{n}"));
            match system::create_folder(&folder) {
                Ok(()) => break Self(folder),
                // In a container every process has the same number.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => n += 1,
                Err(error) => return Err(error),
            }
        };
        let marked = staging.mark(output);
        if marked.is_err() {
            staging.discard();
            // There may be no marker to delete.
            let _gone = fs::remove_dir(&staging.0);
        }
        marked.map(|()| staging)
    }

    fn mark(&self, output: &Path) -> io::Result<()> {
        system::create_folder(&self.site())?;
        let marker = Marker {
            forebild_staging: 1,
            new: system::id_at(&self.site()),
            old: system::id_at(output),
        };
        let bytes = serde_json::to_vec(&marker).expect("numbers are always valid JSON");
        write_file(&self.0.join(MARKER), &bytes)
    }

    /// Writes a file of the new site, and the folders that it needs.
    pub fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let site = self.site();
        let place = site.join(path);
        match write_file(&place, bytes) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let parents = folders_of(Path::new(path)).collect::<Vec<_>>();
                for folder in parents.iter().rev() {
                    system::ensure_folder(&site.join(folder))?;
                }
                write_file(&place, bytes)
            }
            answer => answer,
        }
    }

    /// Throws the unfinished new site away. What it links to stands in the output.
    pub fn discard(&self) {
        // What cannot be deleted now is cleaned away by the next run.
        let _leftover = remove_tree(&self.site()).and_then(|()| self.remove_empty());
    }

    /// Takes the old site down after a swap, and removes the staging folder.
    pub fn take_old_down(
        &self,
        output: &Path,
        kept_beside: &mut Vec<PathBuf>,
        leftovers: &mut Vec<PathBuf>,
    ) {
        match self.finish(output, &[self.old(), self.site()]) {
            Ok(kept) => kept_beside.extend(kept),
            Err(_) => leftovers.push(self.0.clone()),
        }
    }

    /// Takes old trees down; gives the folders in which files were kept.
    fn finish(&self, output: &Path, olds: &[PathBuf]) -> Result<Vec<PathBuf>, PublishError> {
        let mut kept = Vec::new();
        for old in olds.iter().filter(|old| stands(old)) {
            if !take_down(old, output)? {
                kept.push(keep_in_sight(old, output).map_err(at(old))?);
            }
        }
        self.remove_empty().map_err(at(&self.0))?;
        Ok(kept)
    }

    /// Repairs or removes what a run left that was killed.
    fn clean_up(&self, output: &Path) -> Result<Vec<PathBuf>, PublishError> {
        let marker = fs::read(self.0.join(MARKER)).map_err(at(&self.0))?;
        let marker: Marker = serde_json::from_slice(&marker).unwrap_or_default();
        if stands(&self.old()) && !stands(output) {
            // Killed between two renames: the old site goes back to its place.
            system::rename_to_free(&self.old(), output).map_err(at(output))?;
        }
        let site = self.site();
        let mut kept = Vec::new();
        let id = system::id_at(&site);
        // No identities, no exchange; and none before the marker was whole.
        if marker.new.is_none() || marker.new == id {
            remove_tree(&site).map_err(at(&site))?;
        } else if id.is_some() && marker.old != id {
            // Neither of the two we knew: for a person to look at.
            kept.push(keep_in_sight(&site, output).map_err(at(&site))?);
        }
        kept.extend(self.finish(output, &[self.old(), site])?);
        Ok(kept)
    }

    /// Removes the staging folder when no site is left in it, its marker last.
    fn remove_empty(&self) -> io::Result<()> {
        if stands(&self.old()) || stands(&self.site()) {
            return Ok(());
        }
        fs::remove_file(self.0.join(MARKER))?;
        fs::remove_dir(&self.0)
    }
}

fn stands(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Makes the staged site complete, with what stands already and what others have put there, and
/// brings it to disk; false when the file system does not allow what it takes.
pub fn complete(staging: &Staging, output: &Path, plan: &Plan) -> Result<bool, PublishError> {
    match complete_site(output, &staging.site(), plan) {
        Ok(()) => Ok(true),
        Err((_, error)) if system::is_forbidden(&error) => Ok(false),
        Err((path, error)) => Err(at(&path)(error)),
    }
}

type Failed = (PathBuf, io::Error);

fn complete_site(output: &Path, site: &Path, plan: &Plan) -> Result<(), Failed> {
    let say = |path: &Path| {
        let path = path.to_path_buf();
        move |error| (path, error)
    };
    for folder in plan.folders.iter().filter(|folder| !folder.as_os_str().is_empty()) {
        system::ensure_folder(&site.join(folder)).map_err(say(&output.join(folder)))?;
    }
    plan.keep.par_iter().try_for_each(|path| {
        fs::hard_link(output.join(path), site.join(path)).map_err(say(&output.join(path)))
    })?;
    plan.foreign.par_iter().try_for_each(|path| {
        match fs::hard_link(output.join(path), site.join(path)) {
            // Its owner deleted it a moment ago.
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            answer => answer.map_err(say(&output.join(path))),
        }
    })?;
    write_file(&site.join(MANIFEST), &plan.manifest_bytes).map_err(say(&output.join(MANIFEST)))?;
    // Last, children first: a folder may forbid us to write in it.
    for folder in plan.folders.iter().rev() {
        if let Some(like) = plan.standing.get(folder) {
            system::match_folder(&site.join(folder), like).map_err(say(&output.join(folder)))?;
        }
    }
    let files = plan.write.iter().map(Path::new);
    let folders = plan.folders.iter().map(PathBuf::as_path);
    let marker = Path::new("../").join(MARKER);
    let all = files.chain([Path::new(MANIFEST), &marker, Path::new("..")]).chain(folders);
    system::sync_all(site, all).map_err(say(site))
}

/// Writes a file that does not exist.
pub fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    system::create_file(path)?.write_all(bytes)
}

/// Repairs and removes what earlier runs left beside the output. Call it under the lock: then no
/// living process can hold any of it. A folder without our marker is not touched.
pub fn clean_up(output: &Path) -> Cleaned {
    let mut cleaned = Cleaned::default();
    for folder in left_behind(output) {
        let is_marked = fs::symlink_metadata(folder.join(MARKER)).is_ok_and(|m| m.is_file());
        if !is_marked {
            // Killed before it was marked: it is empty, or it is not ours.
            let _not_empty = fs::remove_dir(folder.join("site"));
            let _not_empty = fs::remove_dir(&folder);
            continue;
        }
        match Staging(folder.clone()).clean_up(output) {
            Ok(kept) => cleaned.kept_beside.extend(kept),
            Err(_) => cleaned.leftovers.push(folder),
        }
    }
    cleaned
}

/// Staging folders beside the output, by their names alone; sorted.
fn left_behind(output: &Path) -> Vec<PathBuf> {
    let prefix = beside(output, "new-");
    let (Some(parent), Some(prefix)) = (output.parent(), prefix.file_name()) else {
        return Vec::new();
    };
    // A parent that cannot be listed may still hold a fine output.
    let Ok(entries) = fs::read_dir(parent) else { return Vec::new() };
    let is_staging = |name: &[u8]| {
        name.strip_prefix(prefix.as_encoded_bytes()).is_some_and(|rest| {
            !rest.is_empty() && rest.iter().all(|byte| byte.is_ascii_digit() || *byte == b'-')
        })
    };
    let mut found: Vec<_> = entries
        .filter_map(Result::ok)
        .filter(|entry| is_staging(entry.file_name().as_encoded_bytes()))
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|entry| entry.path())
        .collect();
    found.sort();
    found
}

/// Moves what is left of an old tree to a name that a person sees.
fn keep_in_sight(old: &Path, output: &Path) -> io::Result<PathBuf> {
    let mut n = 1_u32;
    loop {
        let mut name = output.file_name().unwrap_or_default().to_os_string();
        name.push(format!(".forebild-kept-{n}"));
        let kept = output.with_file_name(name);
        match system::rename_to_free(old, &kept) {
            Ok(()) => return Ok(kept),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => n += 1,
            Err(error) => return Err(error),
        }
    }
}

/// Deletes a folder of ours if it is there, whatever rights its folders have.
fn remove_tree(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            let Ok(tree) = Tree::walk(folder) else { return Err(error) };
            for path in tree.folders.keys() {
                system::open_up(&folder.join(path));
            }
            fs::remove_dir_all(folder)
        }
        answer => answer,
    }
}
