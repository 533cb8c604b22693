//! Why a site could not be published, in words for the person who can do something about it.

use crate::diagnostic::Words;
use crate::words;
use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Why a site could not be published. Unless it is [`PublishError::HalfWritten`], the output
/// stands as it stood.
#[derive(Debug)]
pub enum PublishError {
    /// The output folder is one that must not be written.
    Refused {
        /// The folder, as understood.
        folder: PathBuf,
        /// What speaks against it.
        why: Refusal,
    },
    /// Files stand in the way that only their owner may decide about. One list is not empty.
    InTheWay {
        /// Files that we did not write, where the site has a file or folder.
        foreign: Vec<PathBuf>,
        /// Files that we wrote, and that someone has changed since.
        changed: Vec<PathBuf>,
    },
    /// The site has a path that cannot be a file in the output; a fault in Förebild or a theme.
    BadPath {
        /// The path.
        path: String,
    },
    /// The list of what we wrote cannot be read, so nothing can be proved ours.
    Manifest {
        /// The manifest.
        path: PathBuf,
    },
    /// Another build writes to the same output.
    Busy {
        /// The output folder.
        folder: PathBuf,
    },
    /// The world failed; the old site stands.
    World {
        /// What was read or written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The world failed while files were put in place one by one: files of both sites stand.
    /// The next build mends it.
    HalfWritten {
        /// What was written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// What speaks against an output folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is the top of the file system.
    Top,
    /// It is the home folder, or holds it.
    Home,
    /// It is the project's own folder, or holds it.
    Project,
    /// It is, holds, or lies in this folder of sources.
    Protected(PathBuf),
    /// It is a symbolic link.
    Link,
    /// It is a file or something else that is no folder.
    NotAFolder,
    /// It holds files, and no list that says Förebild wrote any of them.
    NotOurs {
        /// One of the files.
        holds: PathBuf,
    },
}

impl PublishError {
    /// The exit code: 2 for what the caller asked for, 3 for the world.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Refused { .. }
            | Self::InTheWay { .. }
            | Self::BadPath { .. }
            | Self::Manifest { .. } => 2,
            Self::Busy { .. } | Self::World { .. } | Self::HalfWritten { .. } => 3,
        }
    }

    /// The path it is about.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Refused { folder, .. } | Self::Busy { folder } => folder,
            Self::InTheWay { foreign, changed } => {
                foreign.first().or(changed.first()).map_or(Path::new(""), PathBuf::as_path)
            }
            Self::BadPath { path } => Path::new(path),
            Self::Manifest { path } | Self::World { path, .. } | Self::HalfWritten { path, .. } => {
                path
            }
        }
    }

    /// What happened, and one step to take.
    #[must_use]
    pub fn words(&self) -> Words {
        let path = self.path().display();
        match self {
            Self::Refused { folder, why } => why.words(folder),
            Self::InTheWay { foreign, changed } => in_the_way(foreign, changed),
            Self::BadPath { .. } => words!(
                "sidan eller filen `{path}` kan inte skrivas: sökvägen är inte giltig, eller är både fil och mapp; byt namn på den i temat eller innehållet",
                "the page or file `{path}` cannot be written: its path is not valid, or is both a file and a folder; rename it in the theme or the content",
            ),
            Self::Manifest { .. } => words!(
                "`{path}` går inte att läsa, så det syns inte vilka filer Förebild har skrivit; flytta undan hela mappen och bygg igen",
                "`{path}` cannot be read, so it cannot be seen which files Förebild wrote; move the whole folder away and build again",
            ),
            Self::Busy { .. } => words!(
                "ett annat bygge skriver till `{path}`; vänta tills det är klart och bygg igen",
                "another build is running and writes to `{path}`; wait until it is done and build again",
            ),
            Self::World { source, .. } => world(self.path(), source),
            Self::HalfWritten { source, .. } => words!(
                "`{path}` kunde inte skrivas ({source}), och filer från både den gamla och den nya webbplatsen ligger nu i mappen; åtgärda felet och bygg igen, så blir den hel",
                "`{path}` could not be written ({source}), and files of both the old and the new site now stand in the folder; remove the cause and build again, and it will be whole",
            ),
        }
    }
}

fn in_the_way(foreign: &[PathBuf], changed: &[PathBuf]) -> Words {
    let more = (foreign.len() + changed.len()).saturating_sub(1);
    let (more_sv, more_en) = match more {
        0 => (String::new(), String::new()),
        n => (format!(" (och {n} till)"), format!(" (and {n} more)")),
    };
    match (foreign.first(), changed.first()) {
        (Some(path), _) => {
            let path = path.display();
            words!(
                "`{path}`{more_sv} har inte skrivits av Förebild men ligger där webbplatsen ska ha en fil; flytta undan den och bygg igen",
                "`{path}`{more_en} was not written by Förebild but stands where the site has a file; move it away and build again",
            )
        }
        (None, path) => {
            let path = path.map_or(Path::new(""), PathBuf::as_path).display();
            words!(
                "`{path}`{more_sv} har ändrats sedan Förebild skrev den, och ändringen skulle gå förlorad; flytta undan den och bygg igen",
                "`{path}`{more_en} has been changed since Förebild wrote it, and the change would be lost; move it away and build again",
            )
        }
    }
}

fn world(path: &Path, source: &io::Error) -> Words {
    let path = path.display();
    match source.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => words!(
            "disken är full, så `{path}` kunde inte skrivas; den gamla webbplatsen är orörd; frigör plats och bygg igen",
            "the disk is full, so `{path}` could not be written; the old site is untouched; free some space and build again",
        ),
        ErrorKind::ReadOnlyFilesystem => words!(
            "`{path}` ligger på en skrivskyddad disk; välj en annan mapp med --output",
            "`{path}` is on a read-only disk; choose another folder with --output",
        ),
        ErrorKind::PermissionDenied => words!(
            "du har inte rätt att läsa eller skriva `{path}`; ge dig den rätten eller välj en annan mapp med --output",
            "you may not read or write `{path}`; give yourself that right, or choose another folder with --output",
        ),
        _ => words!(
            "`{path}` kunde inte läsas eller skrivas ({source}); den gamla webbplatsen är orörd; åtgärda felet och bygg igen",
            "`{path}` could not be read or written ({source}); the old site is untouched; remove the cause and build again",
        ),
    }
}

impl Refusal {
    fn words(&self, folder: &Path) -> Words {
        let path = folder.display();
        match self {
            Self::Top => words!(
                "webbplatsen kan inte skrivas till `{path}`, som är hela filsystemet; välj en egen mapp, till exempel --output public",
                "the site cannot be written to `{path}`, which is the whole file system; choose a folder of its own, such as --output public",
            ),
            Self::Home => words!(
                "webbplatsen kan inte skrivas till `{path}`, som är eller innehåller din hemmapp; välj en egen mapp, till exempel --output public",
                "the site cannot be written to `{path}`, which is or holds your home folder; choose a folder of its own, such as --output public",
            ),
            Self::Project => words!(
                "webbplatsen kan inte skrivas till `{path}`, som är eller innehåller hela projektet; välj en egen mapp, till exempel --output public",
                "the site cannot be written to `{path}`, which is or holds the whole project; choose a folder of its own, such as --output public",
            ),
            Self::Protected(source) => {
                let source = source.display();
                words!(
                    "webbplatsen kan inte skrivas till `{path}`, för det skulle blandas med `{source}`; välj en egen mapp, till exempel --output public",
                    "the site cannot be written to `{path}`, for it would mix with `{source}`; choose a folder of its own, such as --output public",
                )
            }
            Self::Link => words!(
                "`{path}` är en länk till en annan plats; ange den riktiga mappen med --output",
                "`{path}` is a link to another place; give the real folder with --output",
            ),
            Self::NotAFolder => words!(
                "`{path}` är ingen mapp; välj en mapp med --output",
                "`{path}` is not a folder; choose a folder with --output",
            ),
            Self::NotOurs { holds } => {
                let holds = holds.display();
                words!(
                    "`{path}` innehåller redan filer som Förebild inte har skrivit, bland andra `{holds}`; välj en tom mapp med --output",
                    "`{path}` already holds files that Förebild did not write, `{holds}` among them; choose an empty folder with --output",
                )
            }
        }
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words().en)
    }
}

impl Error for PublishError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::World { source, .. } | Self::HalfWritten { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// Says which path a failure of the world was about.
pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> PublishError {
    move |source| PublishError::World { path: path.to_path_buf(), source }
}
