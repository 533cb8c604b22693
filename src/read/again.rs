//! Reads a project once more, with what is known of it from the last time.
//!
//! The answer is always that of [`read`](super::read). A file that has not changed keeps the very
//! allocation it had, so that later stages can tell by a pointer what they need not do again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::error::ReadError;
use super::open::{self, Opened};
use super::walk::{self, Candidate};
use super::{Files, built_in, names, read, register, revision};
use crate::diagnostic::Diagnostic;
use crate::model::register_path;
use crate::sources::Sources;
use crate::text;

/// Everything that the site at `root` is made from, when `before` is what it was made from the last
/// time and `changed` holds every path that may have changed since: files, or folders for all that
/// is in them. Absolute, or relative to `root`'s own base.
///
/// Only what changed is looked at when that is enough. It is not when a folder changed, when there
/// was or is something to remark on, or when a name could be written in two ways; then everything
/// is read.
///
/// # Errors
///
/// As [`read`](super::read). What had changed then is not in any value: read with [`read_like`] the
/// next time.
pub fn again(
    root: &Path,
    before: &Sources,
    changed: &BTreeSet<PathBuf>,
) -> Result<Sources, ReadError> {
    only(root, before, changed).map_or_else(|| read_like(root, before), Ok)
}

/// Everything that the site at `root` is made from, read anew; a file whose bytes are those of
/// `before` keeps the allocation of `before`.
///
/// # Errors
///
/// As [`read`](super::read).
pub fn read_like(root: &Path, before: &Sources) -> Result<Sources, ReadError> {
    let Sources { files, diagnostics, revision } = read(root)?;
    let files = files.into_iter().map(|(path, bytes)| shared(before, path, bytes)).collect();
    Ok(Sources { files, diagnostics, revision })
}

/// `before` with the files that `changed`; none when that would not be enough, or when something
/// went wrong, which reading everything then tells of.
fn only(root: &Path, before: &Sources, changed: &BTreeSet<PathBuf>) -> Option<Sources> {
    if !before.diagnostics.is_empty() {
        return None;
    }
    let mut files = before.files.clone();
    for (folder, paths) in by_folder(root, changed)? {
        if !is_known(root, &folder, before) {
            return None;
        }
        let name = |path: &PathBuf| Some(text::nfc(&path.file_name()?.to_string_lossy()).into());
        let names = paths.iter().filter_map(name).collect();
        let found = walk::list(root, &folder, &names)?;
        for path in paths {
            renew(root, &path, &found, before, &mut files)?;
        }
    }
    let mut diagnostics = Vec::new();
    renew_register(root, before, &mut files, &mut diagnostics)?;
    diagnostics.is_empty().then(|| Sources { files, diagnostics, revision: revision::of(root) })
}

/// Reads the register of people anew: nobody tells of its changes, as it lies elsewhere. None when
/// it cannot be read.
fn renew_register(
    root: &Path,
    before: &Sources,
    files: &mut Files,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<()> {
    if let Some(path) = register_path(&before.files) {
        files.remove(&path);
    }
    register::add(root, files, diagnostics).ok()?;
    if let Some((path, bytes)) = register_path(files).and_then(|path| files.remove_entry(&path)) {
        let (path, bytes) = shared(before, path, bytes);
        files.insert(path, bytes);
    }
    Some(())
}

/// Puts what is now at `path` into `files`, when `found` is all that goes by its name; none when it
/// is, or was, no file that can be read.
fn renew(
    root: &Path,
    path: &Path,
    found: &BTreeMap<Arc<str>, PathBuf>,
    before: &Sources,
    files: &mut Files,
) -> Option<()> {
    let on_disk = root.join(path);
    let name = walk::path_in_project(root, &on_disk);
    if has_files(before, &name) || on_disk.is_dir() {
        return None;
    }
    if let Some(on_disk) = found.get(&name) {
        let file = Candidate { path: name, on_disk: on_disk.clone() };
        let Ok(Opened::Bytes(bytes)) = open::open(&file) else { return None };
        let (name, bytes) = shared(before, file.path, bytes);
        files.insert(name, bytes);
    } else {
        files.remove(&name);
        if name.starts_with(built_in::FOLDER) {
            let beneath = built_in::theme().remove_entry(&name);
            files.extend(beneath.map(|(name, bytes)| shared(before, name, bytes)));
        }
    }
    Some(())
}

/// The changed files, from the root, by the folder they lie in; none when one of them is no file in
/// a folder whose name can be written in one way only.
fn by_folder(
    root: &Path,
    changed: &BTreeSet<PathBuf>,
) -> Option<BTreeMap<PathBuf, BTreeSet<PathBuf>>> {
    let absolute = std::path::absolute(root).ok()?;
    let mut folders = BTreeMap::<_, BTreeSet<_>>::new();
    for path in changed {
        let path = path.strip_prefix(&absolute).or_else(|_| path.strip_prefix(root)).ok()?;
        if !path.components().all(|part| matches!(part, Component::Normal(_))) {
            return None;
        }
        if path.iter().any(|name| names::is_left_out(&name.to_string_lossy())) {
            continue;
        }
        let folder = path.parent()?;
        if !folder.iter().all(|name| name.to_str().is_some_and(is_plain)) {
            return None;
        }
        folders.entry(folder.to_owned()).or_default().insert(path.to_owned());
    }
    Some(folders)
}

/// Whether no other name is the same as `name` in Unicode NFC or on a disk that takes small letters
/// and capitals for the same. (The Kelvin sign is a K to both.)
fn is_plain(name: &str) -> bool {
    name.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || b"-_.".contains(&c))
}

/// Whether files were read from `folder` the last time, and it is still a real folder in real
/// folders.
fn is_known(root: &Path, folder: &Path, before: &Sources) -> bool {
    let is_read = folder.starts_with("content") || folder.starts_with("themes");
    let had_files = has_files(before, &walk::path_in_project(root, &root.join(folder)));
    let is_real = |folder: &Path| {
        let metadata = root.join(folder).symlink_metadata();
        metadata.is_ok_and(|metadata| metadata.is_dir())
    };
    let up_to_root = folder.ancestors().take_while(|folder| !folder.as_os_str().is_empty());
    is_read && had_files && { up_to_root }.all(is_real)
}

/// Whether the last reading found a file in the folder at `path`, or in one below it.
fn has_files(before: &Sources, path: &str) -> bool {
    before.under(&format!("{path}/")).next().is_some()
}

/// A file with the allocations that it had in `before`, if it was there with the same bytes.
fn shared(before: &Sources, path: Arc<str>, bytes: Arc<[u8]>) -> (Arc<str>, Arc<[u8]>) {
    match before.get(&path) {
        Some((path, same)) if *same == bytes => (Arc::clone(path), Arc::clone(same)),
        _ => (path, bytes),
    }
}

#[cfg(test)]
mod tests;
