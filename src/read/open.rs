//! Opens one file, and nothing that is not a file.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

use super::error::ReadError;
use super::names;
use super::walk::Candidate;

/// What came of opening a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Opened {
    /// Its content.
    Bytes(Arc<[u8]>),
    /// It has this many bytes, more than it may, and was not read.
    TooLarge(u64),
    /// It is no longer there.
    Gone,
    /// It has become something else since it was found.
    NotAFile,
}

/// Reads `file` if it is still there, a regular file, and not too large.
pub fn open(file: &Candidate) -> Result<Opened, ReadError> {
    read_regular(&file.on_disk, names::limit(&file.path))
        .map_err(|source| ReadError::World { path: file.on_disk.clone(), source })
}

fn read_regular(path: &Path, limit: u64) -> io::Result<Opened> {
    let file = match open_without_waiting(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Opened::Gone),
        Err(error) if became_a_link(&error) => return Ok(Opened::NotAFile),
        Err(error) => return Err(error),
    };
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Ok(Opened::NotAFile);
    }
    if metadata.len() > limit {
        return Ok(Opened::TooLarge(metadata.len()));
    }
    // A file can grow while it is read; one byte more than the limit shows it.
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    file.take(limit + 1).read_to_end(&mut bytes)?;
    let size = bytes.len() as u64;
    Ok(if size > limit { Opened::TooLarge(size) } else { Opened::Bytes(bytes.into()) })
}

/// Opens `path` so that a pipe put there since the walk does not hold us, and a link put there is
/// not followed.
#[cfg(unix)]
fn open_without_waiting(path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;

    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    let flags = i32::try_from(flags.bits()).map_err(io::Error::other)?;
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open_without_waiting(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

/// Whether opening failed because `NOFOLLOW` met a link, or because a socket stands there.
#[cfg(unix)]
fn became_a_link(error: &io::Error) -> bool {
    use rustix::io::Errno;

    [Errno::LOOP, Errno::NXIO]
        .iter()
        .any(|errno| error.raw_os_error() == Some(errno.raw_os_error()))
}

#[cfg(not(unix))]
fn became_a_link(_: &io::Error) -> bool {
    false
}
