//! Opens one file, and nothing that is not a file.

use std::fs::File;
#[cfg(not(unix))]
use std::fs::OpenOptions;
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

/// Reads `file` if it is still there, a regular file, and not too large, and no folder of the project
/// in which it lies has become a link.
pub fn open(file: &Candidate) -> Result<Opened, ReadError> {
    open_in(file, file.path.matches('/').count())
}

/// The same for a file that may lie elsewhere, in a folder that is a link.
pub fn open_elsewhere(file: &Candidate) -> Result<Opened, ReadError> {
    open_in(file, 0)
}

fn open_in(file: &Candidate, folders: usize) -> Result<Opened, ReadError> {
    read_regular(open_without_waiting(&file.on_disk, folders), names::limit(&file.path))
        .map_err(|source| ReadError::World { path: file.on_disk.clone(), source })
}

fn read_regular(file: io::Result<File>, limit: u64) -> io::Result<Opened> {
    let file = match file {
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

/// Opens `path` so that a pipe put there since the walk does not hold us, and a link put there, or in
/// place of one of the last `folders` folders, is not followed: a system that is asked for a whole path
/// follows every link but the last.
#[cfg(unix)]
fn open_without_waiting(path: &Path, folders: usize) -> io::Result<File> {
    use rustix::fs::{CWD, Mode, OFlags, openat};

    let top = path.ancestors().nth(folders + 1).unwrap_or(Path::new(""));
    let way = path.strip_prefix(top).unwrap_or(path);
    let top = if top.as_os_str().is_empty() { Path::new(".") } else { top };
    let as_folder = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let as_file = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let mut opened = openat(CWD, top, as_folder, Mode::empty())?;
    let mut names = way.iter().peekable();
    while let Some(name) = names.next() {
        let flags = if names.peek().is_some() { as_folder } else { as_file };
        opened = openat(&opened, name, flags | OFlags::NOFOLLOW, Mode::empty())?;
    }
    Ok(opened.into())
}

#[cfg(not(unix))]
fn open_without_waiting(path: &Path, _: usize) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

/// Whether opening failed because `NOFOLLOW` met a link, a folder is none any more, or a socket stands
/// there.
#[cfg(unix)]
fn became_a_link(error: &io::Error) -> bool {
    use rustix::io::Errno;

    [Errno::LOOP, Errno::NOTDIR, Errno::NXIO]
        .iter()
        .any(|errno| error.raw_os_error() == Some(errno.raw_os_error()))
}

#[cfg(not(unix))]
fn became_a_link(_: &io::Error) -> bool {
    false
}
