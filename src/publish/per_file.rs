//! The way where folders cannot trade names: file by file, each in one rename.
//!
//! All new bytes are brought to disk first, in a folder at the top of the output, so a full disk
//! is found before any page has changed. Then a journal says what is about to be put in place, so
//! that a run which is killed halfway can be told from a person's edit. Scripts, styles and
//! pictures come in place before the pages that need them, and deletions come last.

use super::draft::Shelf;
use super::error::{PublishError, at};
use super::manifest::{JOURNAL, MANIFEST, Ours, PARTS};
use super::plan::Plan;
use super::stage::write_file;
use super::system;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

type Failed = (PathBuf, io::Error);

/// Makes the output hold the site, file by file; what is new comes from `shelf`.
pub fn write(folder: &Path, plan: &Plan, ours: &Ours, shelf: &Shelf) -> Result<(), PublishError> {
    let is_new = match system::create_folder(folder) {
        Ok(()) => true,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => false,
        Err(error) => return Err(at(folder)(error)),
    };
    let parts = folder.join(PARTS);
    if let Err((path, source)) = stage_parts(&parts, plan, ours, shelf) {
        give_up(&parts, ours);
        if is_new {
            let _tried = fs::remove_dir(folder);
        }
        return Err(at(&path)(source));
    }
    put_in_place(folder, &parts, plan)
        .map_err(|(path, source)| PublishError::HalfWritten { path, source })
}

fn say(path: &Path) -> impl FnOnce(io::Error) -> Failed {
    let path = path.to_path_buf();
    move |error| (path, error)
}

/// Brings all new bytes to disk, then the journal. Nothing of the site has changed yet.
fn stage_parts(parts: &Path, plan: &Plan, ours: &Ours, shelf: &Shelf) -> Result<(), Failed> {
    match system::create_folder(parts) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => clear(parts)?,
        answer => answer.map_err(say(parts))?,
    }
    plan.write.par_iter().enumerate().try_for_each(|(i, path)| {
        let part = parts.join(i.to_string());
        let bytes = shelf.get(path).map_err(say(&part))?;
        write_file(&part, &bytes).map_err(say(&part))
    })?;
    let manifest = parts.join("manifest");
    write_file(&manifest, &plan.manifest_bytes).map_err(say(&manifest))?;
    let journal = parts.join("journal-new");
    write_file(&journal, &ours.journal(&plan.manifest)).map_err(say(&journal))?;
    let names: Vec<_> = (0..plan.write.len()).map(|i| i.to_string()).collect();
    let all = names.iter().map(String::as_str).chain(["manifest", "journal-new"]).map(Path::new);
    system::sync_all(parts, all).map_err(say(parts))?;
    fs::rename(&journal, parts.join(JOURNAL)).map_err(say(&journal))?;
    system::sync(parts).map_err(say(parts))
}

/// Removes what a run left that was cut short, but not its journal: it still says what is ours.
fn clear(parts: &Path) -> Result<(), Failed> {
    for entry in fs::read_dir(parts).map_err(say(parts))? {
        let path = entry.map_err(say(parts))?.path();
        if path.file_name().is_some_and(|name| name != JOURNAL) {
            fs::remove_file(&path).map_err(say(&path))?;
        }
    }
    Ok(())
}

/// Leaves the output as it was: without parts, or with the journal that was there before.
fn give_up(parts: &Path, ours: &Ours) {
    let _tried = clear(parts);
    if !ours.interrupted {
        // Also our new journal, if it was the last step that failed.
        let _tried = fs::remove_file(parts.join(JOURNAL));
    }
    let _not_empty = fs::remove_dir(parts);
}

fn put_in_place(folder: &Path, parts: &Path, plan: &Plan) -> Result<(), Failed> {
    let (first, last) = first_and_last(plan);
    remove(folder, &first)?;
    for path in &plan.folders {
        let path = folder.join(path);
        system::ensure_folder(&path).map_err(say(&path))?;
    }
    let is_page = |path: &str| path.ends_with(".html");
    for pages in [false, true] {
        let now = plan.write.par_iter().enumerate().filter(|(_, path)| is_page(path) == pages);
        now.try_for_each(|(i, path)| {
            let to = folder.join(path);
            fs::rename(parts.join(i.to_string()), &to).map_err(say(&to))
        })?;
    }
    remove(folder, &last)?;
    let folders = plan.folders.iter().map(PathBuf::as_path);
    system::sync_all(folder, folders).map_err(say(folder))?;
    let manifest = folder.join(MANIFEST);
    fs::rename(parts.join("manifest"), &manifest).map_err(say(&manifest))?;
    system::sync(folder).map_err(say(folder))?;
    clear(parts)?;
    delete(&parts.join(JOURNAL))?;
    fs::remove_dir(parts).map_err(say(parts))
}

/// What of the last site goes.
struct Old<'a> {
    files: Vec<&'a String>,
    folders: Vec<&'a PathBuf>,
}

/// Parts what must go first, since it stands where the new site has a file or needs a folder, from
/// what goes last; folders children first.
fn first_and_last<'a>(plan: &'a Plan) -> (Old<'a>, Old<'a>) {
    let new: BTreeSet<_> = plan.write.iter().map(Path::new).collect();
    let is_below_new = |path: &Path| path.ancestors().any(|above| new.contains(above));
    let (first_files, last_files) = plan
        .remove
        .iter()
        .partition(|path| plan.folders.contains(Path::new(path)) || is_below_new(Path::new(path)));
    let (first_folders, last_folders) =
        plan.emptied.iter().rev().partition(|path| is_below_new(path));
    (
        Old { files: first_files, folders: first_folders },
        Old { files: last_files, folders: last_folders },
    )
}

fn remove(folder: &Path, old: &Old) -> Result<(), Failed> {
    for path in &old.files {
        delete(&folder.join(path))?;
    }
    for path in &old.folders {
        remove_folder(&folder.join(path))?;
    }
    Ok(())
}

/// Removes a folder unless someone has put something in it.
fn remove_folder(path: &Path) -> Result<(), Failed> {
    use ErrorKind as K;
    match fs::remove_dir(path) {
        Err(error)
            if !matches!(error.kind(), K::DirectoryNotEmpty | K::NotFound | K::NotADirectory) =>
        {
            Err(say(path)(error))
        }
        _ => Ok(()),
    }
}

fn delete(path: &Path) -> Result<(), Failed> {
    match fs::remove_file(path) {
        Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Err(say(path)(error))
        }
        _ => Ok(()),
    }
}
