//! Why a project could not be read.

use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::diagnostic::Words;
use crate::words;

/// Why a project could not be read.
#[derive(Debug)]
pub enum ReadError {
    /// There is no folder `content`, so this is no project.
    NoContent {
        /// The folder that was taken for a project.
        root: PathBuf,
    },
    /// A file or folder could not be read.
    World {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl ReadError {
    /// The exit code: 2 for what the caller asked for, 3 for the world.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::NoContent { .. } => 2,
            Self::World { .. } => 3,
        }
    }

    /// The path it is about.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::NoContent { root } => root,
            Self::World { path, .. } => path,
        }
    }

    /// What happened, and one step to take.
    #[must_use]
    pub fn words(&self) -> Words {
        let path = self.path().display();
        match self {
            Self::NoContent { .. } => words!(
                "mappen `{path}` har ingen mapp `content`; gå till projektets mapp, ange den med --root, eller skapa ett nytt projekt med `forebild init MAPP`",
                "the folder `{path}` has no folder `content`; go to the project's folder, name it with --root, or make a new project with `forebild init DIR`",
            ),
            Self::World { source, .. } if source.kind() == ErrorKind::PermissionDenied => words!(
                "`{path}` får inte läsas; ge dig själv läsrättighet till den och försök igen",
                "`{path}` may not be read; give yourself the right to read it and try again",
            ),
            Self::World { source, .. } => words!(
                "`{path}` kunde inte läsas ({source}); kontrollera disken eller nätverket och försök igen",
                "`{path}` could not be read ({source}); check the disk or network and try again",
            ),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words().en)
    }
}

impl Error for ReadError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::NoContent { .. } => None,
            Self::World { source, .. } => Some(source),
        }
    }
}
