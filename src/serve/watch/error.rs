//! Why a project cannot be watched.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::diagnostic::Words;
use crate::words;

/// Why a project cannot be watched.
#[derive(Debug)]
pub enum WatchError {
    /// There is no folder at the root, or it may not be read.
    NoFolder {
        /// What was taken for a project.
        root: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl WatchError {
    /// The exit code: 2, for what the caller asked for.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        2
    }

    /// What happened, and one step to take.
    #[must_use]
    pub fn words(&self) -> Words {
        let Self::NoFolder { root, source } = self;
        let root = root.display();
        words!(
            "`{root}` är ingen mapp som går att läsa ({source}); gå till projektets mapp, eller ange den med --root",
            "`{root}` is not a folder that can be read ({source}); go to the project's folder, or name it with --root",
        )
    }
}

impl fmt::Display for WatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words().en)
    }
}

impl Error for WatchError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let Self::NoFolder { source, .. } = self;
        Some(source)
    }
}
