//! Takes an old tree down after the swap, without losing what may have come into it meanwhile.

use super::error::{PublishError, at};
use super::manifest::{Digest, MANIFEST, Ours, PARTS};
use super::survey::{BUFFER, Kind, Tree};
use super::system;
use rayon::prelude::*;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Deletes from `old` what is ours, by its own manifest, and what stands in `live` too. What is
/// neither was put there or changed while we worked: it moves to its place in `live` if that is
/// free. `false` if something had to be left in `old`.
///
/// It can be cut short and run again: the manifest goes last.
pub fn take_down(old: &Path, live: &Path) -> Result<bool, PublishError> {
    let ours = Ours::read(old)?;
    let tree = Tree::walk(old)?;
    for folder in tree.folders.keys() {
        system::open_up(&old.join(folder));
    }
    let gone: Vec<_> = tree
        .others
        .par_iter()
        .map_init(
            || vec![0; BUFFER],
            |buffer, (path, kind)| {
                let from = old.join(path);
                if is_in(live, path, &from) || is_ours(&ours, path, &from, *kind, buffer) {
                    return delete(&from).map(|()| true);
                }
                Ok(hand_over(&from, &live.join(path)))
            },
        )
        .collect::<Result<_, _>>()?;
    let mut is_empty = gone.into_iter().all(|gone| gone);
    for folder in tree.folders.keys().rev().filter(|folder| !folder.as_os_str().is_empty()) {
        match fs::remove_dir(old.join(folder)) {
            Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty => is_empty = false,
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(at(&old.join(folder))(error));
            }
            _ => {}
        }
    }
    let parts = old.join(PARTS);
    match fs::remove_dir_all(&parts) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(at(&parts)(error)),
        _ => {}
    }
    delete(&old.join(MANIFEST))?;
    if is_empty {
        // Something may have come in since we looked; then it is kept.
        is_empty = fs::remove_dir(old).is_ok();
    }
    Ok(is_empty)
}

/// Whether the same file stands in the new site: then only one of its names goes.
fn is_in(live: &Path, path: &Path, from: &Path) -> bool {
    let id = system::id_at(from);
    id.is_some() && id == system::id_at(&live.join(path))
}

fn is_ours(ours: &Ours, path: &Path, from: &Path, kind: Kind, buffer: &mut [u8]) -> bool {
    let listed = path.to_str().and_then(|path| ours.files.get(path));
    kind == Kind::File
        && listed.is_some_and(|digests| {
            Digest::of_file(from, buffer).is_ok_and(|digest| digests.contains(&digest))
        })
}

/// Moves a stranger to its place in the new site, if there is a new site and the place is free.
fn hand_over(from: &Path, to: &Path) -> bool {
    let Some(folder) = to.parent() else { return false };
    fs::symlink_metadata(folder).is_ok_and(|metadata| metadata.is_dir())
        && system::rename_to_free(from, to).is_ok()
}

fn delete(path: &Path) -> Result<(), PublishError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(at(path)(error)),
        _ => Ok(()),
    }
}
