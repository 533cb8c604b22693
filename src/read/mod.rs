//! Reads a project: the folders `content/` and `themes/`, with the built-in theme beneath.
//!
//! The author's disk is not trusted to be tidy or even still. Only regular files inside the two
//! folders are opened. A link is not followed, a device or pipe is never opened (opening one can
//! hang for ever), and what is found to be another thing at the moment of opening is not read.
//! Files of editors and systems are left out without a word. A file that is too large stays
//! unread, but it counts as existing, so that a link to it is not a second fault.
//!
//! One file may lie elsewhere: the register of people, which is kept out of the repository.
#![expect(clippy::disallowed_types, reason = "edge: this stage reads the project from disk")]

mod again;
mod built_in;
mod error;
mod names;
mod open;
mod register;
mod revision;
mod walk;

pub use again::{again, read_like};
pub use error::ReadError;
pub use names::is_left_out;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::sources::Sources;
use crate::words;
use open::Opened;

/// Everything that the site at `root` is made from.
///
/// A file of the project stands in the place of a built-in one with the same path. A file that is
/// too large has no bytes here, and a remark [`Code::TooLarge`] with its path.
///
/// # Errors
///
/// Fails when there is no folder `content` at `root`, or when a file or folder in it cannot be
/// read.
pub fn read(root: &Path) -> Result<Sources, ReadError> {
    let found = walk::walk(root)?;
    let opened: Vec<_> = found.files.par_iter().map(open::open).collect();
    let mut files = built_in::theme();
    let mut diagnostics = found.diagnostics;
    // In the order of the walk, so that of several files that cannot be read the same is named.
    for (file, opened) in found.files.iter().zip(opened) {
        match opened? {
            Opened::Bytes(bytes) => {
                files.insert(Arc::clone(&file.path), bytes);
            }
            Opened::TooLarge(size) => {
                files.insert(Arc::clone(&file.path), Arc::from([]));
                diagnostics.push(too_large(&file.path, size));
            }
            Opened::Gone => diagnostics.push(walk::gone(&file.path)),
            Opened::NotAFile => diagnostics.push(walk::not_a_file(&file.path)),
        }
    }
    register::add(root, &mut files, &mut diagnostics)?;
    Ok(Sources { files, diagnostics, revision: revision::of(root) })
}

/// The bytes of one file of the project at `root`, as `content/site.yaml`; none when it is not
/// there, not a regular file, or too large.
///
/// # Errors
///
/// Fails when the file is there but cannot be read.
pub fn one(root: &Path, path: &str) -> Result<Option<Arc<[u8]>>, ReadError> {
    let file = walk::Candidate { path: path.into(), on_disk: root.join(path) };
    Ok(match open::open(&file)? {
        Opened::Bytes(bytes) => Some(bytes),
        Opened::TooLarge(_) | Opened::Gone | Opened::NotAFile => None,
    })
}

/// Files by their path.
type Files = BTreeMap<Arc<str>, Arc<[u8]>>;

fn too_large(path: &Arc<str>, size: u64) -> Diagnostic {
    let (size, limit) = (megabytes(size), megabytes(names::limit(path)));
    let help = if names::is_text(path) {
        words!("dela upp texten i flera filer", "divide the text into several files")
    } else {
        words!(
            "spara filen i mindre storlek, till exempel bilden i färre bildpunkter",
            "save the file in a smaller size, for example the picture with fewer pixels"
        )
    };
    Diagnostic::new(
        Code::TooLarge,
        Place::whole(path),
        words!(
            "filen är {size} MB, men får vara högst {limit} MB",
            "the file is {size} MB, but may be at most {limit} MB"
        ),
    )
    .help(help)
}

/// Whole megabytes, rounded up, so that a file just above a limit is not said to be at it.
fn megabytes(bytes: u64) -> u64 {
    bytes.div_ceil(1024 * 1024)
}

#[cfg(test)]
mod tests;
