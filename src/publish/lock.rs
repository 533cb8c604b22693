//! One writer at a time.
//!
//! The lock is the kernel's: it goes when its holder dies, however it dies, so no lock is ever
//! stale. It is taken on a file beside the output, since the output folder itself is another one
//! after each swap; and also on the output folder, for two machines or containers that share the
//! output but not its parent, and for a parent that may not be written.

use super::error::{PublishError, at};
use super::system;
use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The right to write to one output, for as long as it lives.
pub struct Lock {
    beside: Option<(File, PathBuf)>,
    within: Option<File>,
}

impl Lock {
    /// Takes the lock, or says who or what is in the way.
    pub fn take(folder: &Path) -> Result<Self, PublishError> {
        if let Some(parent) = folder.parent() {
            fs::create_dir_all(parent).map_err(at(parent))?;
        }
        let mut lock = Self { beside: lock_beside(folder)?, within: None };
        lock.within = match lock_folder(folder) {
            // Network file systems cannot lock a folder; the file beside it is enough.
            Err(PublishError::World { .. }) if lock.is_beside() => None,
            answer => answer?,
        };
        if lock.beside.is_none() && lock.within.is_none() {
            return Err(at(folder)(ErrorKind::PermissionDenied.into()));
        }
        Ok(lock)
    }

    /// Whether there is a lock beside the output, and with it the right to make folders there.
    pub fn is_beside(&self) -> bool {
        self.beside.is_some()
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let beside = self.beside.as_ref().map(|(file, path)| {
            // Safe to delete while we hold it: who waits for it sees that it is another file.
            let _litter = fs::remove_file(path);
            file
        });
        for file in beside.into_iter().chain(&self.within) {
            // Closing would not do, if just now another thread starts a child with our files open.
            let _closed_anyway = file.unlock();
        }
    }
}

/// Locks the file beside the output; `None` when the parent may not be written.
fn lock_beside(folder: &Path) -> Result<Option<(File, PathBuf)>, PublishError> {
    let path = beside(folder, "lock");
    loop {
        let file = match system::open_lock(&path) {
            Ok(file) => file,
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
                ) =>
            {
                return Ok(None);
            }
            Err(error) => return Err(at(&path)(error)),
        };
        try_lock(&file, &path, folder)?;
        // The last holder may have deleted it between our opening and our locking.
        let locked = file.metadata().map_err(at(&path))?;
        if system::id_at(&path) == system::id(&locked) {
            return Ok(Some((file, path)));
        }
    }
}

/// Locks the output folder itself, where there is one and the system can.
fn lock_folder(folder: &Path) -> Result<Option<File>, PublishError> {
    if !cfg!(unix) {
        return Ok(None);
    }
    match system::open_file(folder) {
        Ok(file) => try_lock(&file, folder, folder).map(|()| Some(file)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(at(folder)(error)),
    }
}

fn try_lock(file: &File, path: &Path, folder: &Path) -> Result<(), PublishError> {
    file.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => PublishError::Busy { folder: folder.to_path_buf() },
        TryLockError::Error(error) => at(path)(error),
    })
}

/// The path `.NAME.forebild-WHAT` beside the folder NAME.
pub fn beside(folder: &Path, what: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(folder.file_name().unwrap_or_default());
    name.push(".forebild-");
    name.push(what);
    folder.with_file_name(name)
}
