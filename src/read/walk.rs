//! Finds the files of a project, in an order that does not depend on the disk.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::error::ReadError;
use super::names;
use crate::diagnostic::print::is_dangerous;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::{text, words};

/// A regular file, when it was found.
#[derive(Debug)]
pub struct Candidate {
    /// Its path from the root, with forward slashes, in Unicode NFC.
    pub path: Arc<str>,
    /// Where it lies on disk.
    pub on_disk: PathBuf,
}

/// What a walk found.
#[derive(Debug, Default)]
pub struct Found {
    /// By rising path.
    pub files: Vec<Candidate>,
    /// Links, devices, and names that cannot be used.
    pub diagnostics: Vec<Diagnostic>,
}

/// The files with these names (in Unicode NFC) directly in the folder `folder` of the project at
/// `root`, by their path in the project; none when one of them calls for a remark, or the folder
/// cannot be read. Each name is compared with those that the disk gives, as it may have two that are
/// the same in NFC, or take a small letter for a capital when asked for a name.
pub fn list(
    root: &Path,
    folder: &Path,
    names: &BTreeSet<String>,
) -> Option<BTreeMap<Arc<str>, PathBuf>> {
    let mut files = BTreeMap::new();
    let entries = WalkDir::new(root.join(folder)).follow_root_links(false);
    for entry in entries.min_depth(1).max_depth(1) {
        let entry = entry.ok()?;
        if names.contains(&*text::nfc(&entry.file_name().to_string_lossy())) {
            let path = inspect(root, &entry).ok()?;
            if files.insert(path, entry.into_path()).is_some() {
                return None;
            }
        }
    }
    Some(files)
}

/// Finds the files in `content/` and `themes/` of `root`.
pub fn walk(root: &Path) -> Result<Found, ReadError> {
    let mut files = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for folder in ["content", "themes"] {
        let on_disk = root.join(folder);
        match on_disk.symlink_metadata() {
            Ok(metadata) if metadata.is_dir() => {
                walk_folder(root, &on_disk, &mut files, &mut diagnostics)?;
            }
            Ok(metadata) if metadata.is_symlink() => diagnostics.push(link(&folder.into())),
            Ok(_) => diagnostics.push(not_a_file(&folder.into())),
            Err(error) if is_missing(&error) && folder == "content" => {
                return Err(ReadError::NoContent { root: root.to_owned() });
            }
            Err(error) if is_missing(&error) => {}
            Err(source) => return Err(ReadError::World { path: on_disk, source }),
        }
    }
    let files = files.into_iter().map(|(path, on_disk)| Candidate { path, on_disk }).collect();
    Ok(Found { files, diagnostics })
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn walk_folder(
    root: &Path,
    folder: &Path,
    files: &mut BTreeMap<Arc<str>, PathBuf>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(), ReadError> {
    let mut entries = WalkDir::new(folder).follow_root_links(false).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                diagnostics.push(vanished(root, error)?);
                continue;
            }
        };
        let name = entry.file_name().to_string_lossy();
        let is_dir = entry.file_type().is_dir();
        if entry.depth() > 0 && names::is_left_out(&name) {
            if is_dir {
                entries.skip_current_dir();
            }
            continue;
        }
        match inspect(root, &entry) {
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                if is_dir {
                    entries.skip_current_dir();
                }
            }
            Ok(_) if is_dir => {}
            Ok(path) => match files.entry(path) {
                Entry::Occupied(first) => diagnostics.push(same_name(first.key())),
                Entry::Vacant(place) => {
                    place.insert(entry.into_path());
                }
            },
        }
    }
    Ok(())
}

/// The path of a file or folder that may be read, or why it may not.
fn inspect(root: &Path, entry: &DirEntry) -> Result<Arc<str>, Box<Diagnostic>> {
    let path = path_in_project(root, entry.path());
    let readable = entry.file_name().to_str().is_some_and(|name| !name.contains(is_dangerous));
    if !readable {
        Err(bad_name(&path).into())
    } else if entry.file_type().is_symlink() {
        Err(link(&path).into())
    } else if entry.file_type().is_dir() || entry.file_type().is_file() {
        Ok(path)
    } else {
        Err(not_a_file(&path).into())
    }
}

/// `path` from the root, with forward slashes and in Unicode NFC; what is not UTF-8 is shown as
/// far as it can be.
pub fn path_in_project(root: &Path, path: &Path) -> Arc<str> {
    let parts: Vec<String> = path
        .strip_prefix(root)
        .unwrap_or(path)
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(text::nfc(&name.to_string_lossy()).into_owned()),
            _ => None,
        })
        .collect();
    parts.join("/").into()
}

/// A remark when `error` is about something that went away during the walk; else the failure.
fn vanished(root: &Path, error: walkdir::Error) -> Result<Diagnostic, ReadError> {
    let path = error.path().unwrap_or(root).to_owned();
    if error.io_error().is_some_and(is_missing) {
        Ok(gone(&path_in_project(root, &path)))
    } else {
        Err(ReadError::World { path, source: error.into() })
    }
}

/// The remark on a file that went away.
pub fn gone(path: &Arc<str>) -> Diagnostic {
    Diagnostic::new(
        Code::NotAFile,
        Place::whole(path),
        words!(
            "`{path}` försvann medan Förebild läste mappen",
            "`{path}` went away while Förebild read the folder"
        ),
    )
    .help(words!(
        "bygg igen när filerna har sparats färdigt",
        "build again when the files have been saved"
    ))
}

/// The remark on a device, pipe or socket.
pub fn not_a_file(path: &Arc<str>) -> Diagnostic {
    Diagnostic::new(
        Code::NotAFile,
        Place::whole(path),
        words!(
            "`{path}` är ingen vanlig fil och läses inte",
            "`{path}` is not a regular file and is not read"
        ),
    )
    .help(words!(
        "flytta den till en annan mapp, eller ta bort den",
        "move it to another folder, or remove it"
    ))
}

fn link(path: &Arc<str>) -> Diagnostic {
    Diagnostic::new(
        Code::NotAFile,
        Place::whole(path),
        words!(
            "`{path}` är en länk till något annat och läses inte",
            "`{path}` is a link to something else and is not read"
        ),
    )
    .help(words!(
        "ersätt länken med en kopia av det den leder till",
        "replace the link by a copy of what it leads to"
    ))
}

fn bad_name(path: &Arc<str>) -> Diagnostic {
    let (stem, ending) = match path.rsplit('/').next().and_then(|name| name.rsplit_once('.')) {
        Some((stem, ending)) => (stem, format!(".{ending}")),
        None => (path.rsplit('/').next().unwrap_or(path), String::new()),
    };
    let better = text::slug(stem);
    let diagnostic = Diagnostic::new(
        Code::BadFileName,
        Place::whole(path),
        words!(
            "namnet på filen eller mappen innehåller tecken som inte går att läsa",
            "the name of the file or folder holds characters that cannot be read"
        ),
    )
    .help(words!(
        "byt namn; använd bara a till z, siffror och bindestreck",
        "rename it; use only a to z, digits and hyphens"
    ));
    if better.is_empty() { diagnostic } else { diagnostic.copy(format!("{better}{ending}")) }
}

fn same_name(path: &Arc<str>) -> Diagnostic {
    Diagnostic::new(
        Code::NearlySameId,
        Place::whole(path),
        words!(
            "två filer heter båda `{path}`; de skiljer sig bara i hur å, ä och ö är lagrade",
            "two files are both called `{path}`; they differ only in how accents are stored"
        ),
    )
    .help(words!("byt namn på den ena, eller ta bort den", "rename one of them, or remove it"))
}
