//! Folders that must not be an output, found before anything is touched.

use super::Target;
use super::error::{PublishError, Refusal, at};
use super::manifest::{MANIFEST, PARTS};
use super::system::{self, FileId};
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

/// Folders of a project that are protected whether or not the caller says so.
const SOURCES: [&str; 4] = ["content", "themes", "src", ".git"];

/// What may stand in a folder that we take over.
const HARMLESS: [&str; 3] = [".gitignore", ".gitkeep", PARTS];

/// The real path of the output folder, if it may be one.
pub fn place(target: &Target) -> Result<PathBuf, PublishError> {
    let folder = real(&target.folder)?;
    let refused = |why| Err(PublishError::Refused { folder: folder.clone(), why });
    if folder.parent().is_none() || folder.file_name().is_none() {
        return refused(Refusal::Top);
    }
    match fs::symlink_metadata(&folder) {
        Ok(metadata) if metadata.is_symlink() => return refused(Refusal::Link),
        Ok(metadata) if !metadata.is_dir() => return refused(Refusal::NotAFolder),
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            return refused(Refusal::NotAFolder);
        }
        Err(error) => return Err(at(&folder)(error)),
    }
    if let Some(home) = &target.home
        && holds(&folder, &real_to_the_end(home)?)
    {
        return refused(Refusal::Home);
    }
    let project = real_to_the_end(&target.project)?;
    if holds(&folder, &project) {
        return refused(Refusal::Project);
    }
    let sources = SOURCES.iter().map(|name| project.join(name));
    for source in sources.chain(target.protected.iter().cloned()) {
        let real = real_to_the_end(&source)?;
        if holds(&folder, &real) || holds(&real, &folder) {
            return refused(Refusal::Protected(source));
        }
    }
    Ok(folder)
}

/// Refuses a folder that holds something, but no manifest of ours.
pub fn contents(folder: &Path) -> Result<(), PublishError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(at(folder)(error)),
    };
    let mut stranger = None;
    for entry in entries {
        let name = entry.map_err(at(folder))?.file_name();
        if name == MANIFEST {
            return Ok(());
        }
        if !HARMLESS.iter().any(|harmless| name == *harmless) {
            // The first by name, so that two runs say the same.
            stranger = Some(stranger.map_or(name.clone(), |other| name.min(other)));
        }
    }
    match stranger {
        None => Ok(()),
        Some(name) => Err(PublishError::Refused {
            folder: folder.to_path_buf(),
            why: Refusal::NotOurs { holds: PathBuf::from(name) },
        }),
    }
}

/// The path with every `..` and link on the way resolved, as far as it exists; its last part is
/// kept even if it is a link.
fn real(path: &Path) -> Result<PathBuf, PublishError> {
    let path = std::path::absolute(path).map_err(at(path))?;
    let mut real = PathBuf::new();
    let mut parts = path.components().peekable();
    while let Some(part) = parts.next() {
        match part {
            Component::Normal(name) => real.push(name),
            // What stands so far is real, so this is what the system would do.
            Component::ParentDir => {
                real.pop();
                continue;
            }
            Component::CurDir => continue,
            Component::Prefix(_) | Component::RootDir => {
                real.push(part);
                continue;
            }
        }
        if parts.peek().is_some() {
            real = canonical(real)?;
        }
    }
    Ok(real)
}

/// The same, and the last part too.
fn real_to_the_end(path: &Path) -> Result<PathBuf, PublishError> {
    real(path).and_then(canonical)
}

fn canonical(path: PathBuf) -> Result<PathBuf, PublishError> {
    match fs::canonicalize(&path) {
        Ok(real) => Ok(real),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(path)
        }
        Err(error) => Err(at(&path)(error)),
    }
}

/// Whether `inner` is `outer` or lies in it, by name or, where the same folder has two names
/// (a bind mount, a file system that ignores case), by identity.
fn holds(outer: &Path, inner: &Path) -> bool {
    if inner.starts_with(outer) {
        return true;
    }
    let Some(outer) = system::id_at(outer) else { return false };
    let is_outer = |id: FileId| id == outer;
    inner.ancestors().any(|folder| system::id_at(folder).is_some_and(is_outer))
}
