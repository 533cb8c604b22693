//! The register of people: the one file from outside the project's folders.

use std::path::Path;
use std::sync::Arc;

use super::error::ReadError;
use super::open::{self, Opened};
use super::walk::Candidate;
use super::{Files, too_large};
use crate::diagnostic::Diagnostic;
use crate::model::register_path;

/// Adds the register that `site.yaml` names, if it names one that is there. That it is missing is
/// said by who needs it: a site without people to look up can be built without it.
pub fn add(
    root: &Path,
    files: &mut Files,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(), ReadError> {
    let Some(path) = register_path(files) else { return Ok(()) };
    let file = Candidate { on_disk: root.join(&*path), path };
    match open::open_elsewhere(&file)? {
        Opened::Bytes(bytes) => drop(files.insert(file.path, bytes)),
        Opened::TooLarge(size) => {
            diagnostics.push(too_large(&file.path, size));
            files.insert(file.path, Arc::from([]));
        }
        Opened::Gone | Opened::NotAFile => {}
    }
    Ok(())
}
