//! Where a project lies, and which paths in it count.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::error::WatchError;
use crate::read;

/// Where a project lies.
#[derive(Clone, Debug)]
pub struct Grounds {
    /// The folder that was named, from the top of the disk.
    root: PathBuf,
    /// The same without links, as some systems tell of it.
    real_root: PathBuf,
    /// What [`read`](mod@crate::read) reads, of which some may not be there.
    folders: [PathBuf; 2],
}

/// What a path is to a project.
#[derive(Debug, PartialEq, Eq)]
pub enum Place {
    /// The project's folder itself.
    Root,
    /// Something that the site is made from, or could be. Below the root that was named.
    Inside(PathBuf),
    /// Something else: the published site, what an editor leaves behind.
    Outside,
}

impl Grounds {
    /// The project at `root`, which may be a link.
    pub fn new(root: &Path) -> Result<Self, WatchError> {
        let found = std::path::absolute(root).and_then(|root| {
            let real_root = root.canonicalize()?;
            if !real_root.is_dir() {
                return Err(io::Error::from(ErrorKind::NotADirectory));
            }
            let folders = [root.join("content"), root.join("themes")];
            Ok(Self { root, real_root, folders })
        });
        found.map_err(|source| WatchError::NoFolder { root: root.to_owned(), source })
    }

    /// The folder that was named, from the top of the disk.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folders that the site is made from. They may not be there, or be links.
    pub fn folders(&self) -> impl Iterator<Item = &Path> {
        self.folders.iter().map(PathBuf::as_path)
    }

    /// What `path` is to this project.
    pub fn place(&self, path: &Path) -> Place {
        let Ok(inside) =
            path.strip_prefix(&self.root).or_else(|_| path.strip_prefix(&self.real_root))
        else {
            return Place::Outside;
        };
        let full = self.root.join(inside);
        if inside.as_os_str().is_empty() {
            Place::Root
        } else if self.folders().any(|folder| full.starts_with(folder))
            && !inside.iter().any(|name| read::is_left_out(&name.to_string_lossy()))
        {
            Place::Inside(full)
        } else {
            Place::Outside
        }
    }
}

/// Whether there is a folder at `path`, and no link to one: reading does not follow links.
pub fn is_real_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir())
}
