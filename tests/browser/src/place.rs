//! Where a site is read from: a host, under a sub-path, or a folder on a stick.

use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;
use tempfile::TempDir;
use url::Url;

use crate::Outcome;
use crate::server::{Asked, Server};

/// A sub-path such as a host gives a site that is not its only one.
const SUB_PATH: &str = "/mina/exempel/";
/// A folder name with everything that an address must escape.
const FOLDER: &str = "Mina berättelser & 100% co";

/// A site that can be opened.
pub struct Place {
    base: Url,
    root: PathBuf,
    held: Held,
}

enum Held {
    Server(Server),
    Folder { _gone_when_dropped: TempDir },
}

impl Place {
    /// Serves `site` over http under a sub-path.
    ///
    /// # Errors
    /// When no port is free.
    pub fn http(site: &Path) -> Outcome<Self> {
        let server = Server::start(site, SUB_PATH)?;
        let base = Url::parse(&server.base())?;
        Ok(Self { base, root: site.to_path_buf(), held: Held::Server(server) })
    }

    /// Copies `site` to a folder with an awkward name, to be read from file://.
    ///
    /// # Errors
    /// When it cannot be copied.
    pub fn disk(site: &Path) -> Outcome<Self> {
        let folder = tempfile::Builder::new().prefix("forebild-").tempdir()?;
        let root = folder.path().join(FOLDER);
        copy(site, &root)?;
        let base = Url::from_directory_path(&root).map_err(|()| "a folder with an address")?;
        Ok(Self { base, root, held: Held::Folder { _gone_when_dropped: folder } })
    }

    /// The address of the page at `path`.
    ///
    /// # Errors
    /// When `path` is not one.
    pub fn address(&self, path: &str) -> Outcome<Url> {
        Ok(self.base.join(path)?)
    }

    /// The folder that is read.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// `http` or `disk`, for messages.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self.held {
            Held::Server(_) => "http",
            Held::Folder { .. } => "disk",
        }
    }

    /// Whether `address` belongs to the site.
    #[must_use]
    pub fn holds(&self, address: &Url) -> bool {
        address.as_str().starts_with(self.base.as_str())
    }

    /// The file that an address of the site means on a stick, where a folder means nothing.
    #[must_use]
    pub fn file(&self, address: &Url) -> Option<PathBuf> {
        let relative = address.path().strip_prefix(self.base.path())?;
        let file = self.root.join(percent_decode_str(relative).decode_utf8().ok()?.as_ref());
        file.is_file().then_some(file)
    }

    /// What was asked for over http and does not exist, since the last call.
    #[must_use]
    pub fn missed(&self) -> Vec<Asked> {
        match &self.held {
            Held::Server(server) => {
                server.asked().into_iter().filter(|asked| asked.status != 200).collect()
            }
            Held::Folder { .. } => Vec::new(),
        }
    }
}

fn copy(from: &Path, to: &Path) -> Outcome {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
