//! The moment in which the new site takes the old one's place.

use super::How;
use super::error::{PublishError, at};
use super::stage::Staging;
use super::system;
use std::fs;
use std::io;
use std::path::Path;

/// Puts the staged site in its place, and the old one in the staging folder; `None`, with both
/// where they were, when the file system does not let these folders trade names.
pub fn swap(staged: &Staging, output: &Path) -> Result<Option<How>, PublishError> {
    let answer = match system::exchange(&staged.site(), output) {
        Ok(()) => Ok(How::Swapped),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            system::rename_to_free(&staged.site(), output).map(|()| How::Swapped)
        }
        Err(error) if system::is_unsupported(&error) => in_two_renames(staged, output),
        Err(error) => Err(error),
    };
    match answer {
        Ok(how) => {
            bring_to_disk(staged, output);
            Ok(Some(how))
        }
        Err(error) => {
            if fs::symlink_metadata(output).is_err() && fs::symlink_metadata(staged.old()).is_ok() {
                // Moved away, and could not be moved back: the next run does that.
                return Err(PublishError::HalfWritten {
                    path: output.to_path_buf(),
                    source: error,
                });
            }
            if system::is_forbidden(&error) { Ok(None) } else { Err(at(output)(error)) }
        }
    }
}

/// The swap where there is no exchange. If we are killed in between, the next run puts the old
/// site back.
pub(super) fn in_two_renames(staged: &Staging, output: &Path) -> io::Result<How> {
    if fs::symlink_metadata(output).is_ok() {
        fs::rename(output, staged.old())?;
    }
    match system::rename_to_free(&staged.site(), output) {
        Ok(()) => Ok(How::TwoRenames),
        Err(error) => {
            if fs::symlink_metadata(staged.old()).is_ok() {
                fs::rename(staged.old(), output)?;
            }
            Err(error)
        }
    }
}

/// The new site stands, and stands whole, even if this fails; after a power cut it may then be
/// the old one again, for which reason this comes before the old one is taken down.
fn bring_to_disk(staged: &Staging, output: &Path) {
    for folder in [output.parent(), Some(staged.folder())].into_iter().flatten() {
        let _not_promised = system::sync(folder);
    }
}
