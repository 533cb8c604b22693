//! What the system tells, and what of it counts.

use std::collections::BTreeSet;
use std::path::PathBuf;

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{ErrorKind, Event, EventKind};

use super::grounds::{Grounds, Place};
use super::{Change, MOST_PATHS};

/// What is sent to a watcher.
#[derive(Debug)]
pub enum Message {
    /// Something was done to a file or folder.
    Changed {
        /// The file or folder, which may be gone.
        path: PathBuf,
        /// Whether there may be a folder at `path` that was not there before.
        perhaps_folder: bool,
    },
    /// The system lost count.
    Lost,
    /// The system will not tell of everything.
    Refused(notify::Error),
    /// Wait no longer.
    Stop,
}

/// What counts of what notify tells.
pub fn messages(grounds: &Grounds, event: notify::Result<Event>) -> Vec<Message> {
    let event = match event {
        Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch) => {
            return vec![Message::Refused(error)];
        }
        Err(_) => return vec![Message::Lost],
        Ok(event) if event.need_rescan() => return vec![Message::Lost],
        Ok(event) => event,
    };
    let perhaps_folder = match event.kind {
        // Whoever wrote to a file is done with it; a file in memory is only ever told of so.
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) => return Vec::new(),
        EventKind::Modify(ModifyKind::Data(_)) => false,
        _ => true,
    };
    let replaces_root =
        matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
    let counts = |path: PathBuf| match grounds.place(&path) {
        Place::Inside(path) => Some(Message::Changed { path, perhaps_folder }),
        Place::Root => replaces_root.then_some(Message::Lost),
        Place::Outside => None,
    };
    event.paths.into_iter().filter_map(counts).collect()
}

/// Changes that are told of together.
#[derive(Debug, Default)]
pub struct Heard {
    /// The files and folders, up to one more than are told apart.
    pub paths: BTreeSet<PathBuf>,
    /// Those of them at which there may be new folders.
    pub perhaps_folders: BTreeSet<PathBuf>,
    /// Whether there was more that the system lost count of.
    pub is_incomplete: bool,
    /// Why the system will not tell of everything from now on.
    pub refused: Option<notify::Error>,
}

impl Heard {
    /// Adds a message.
    pub fn add(&mut self, message: Message) {
        match message {
            Message::Changed { path, perhaps_folder } if !self.are_too_many() => {
                if perhaps_folder {
                    self.perhaps_folders.insert(path.clone());
                }
                self.paths.insert(path);
            }
            Message::Changed { .. } | Message::Stop => {}
            Message::Lost => self.is_incomplete = true,
            Message::Refused(error) => self.refused = Some(error),
        }
    }

    /// Whether more has changed than is told apart.
    pub fn are_too_many(&self) -> bool {
        self.paths.len() > MOST_PATHS
    }

    /// The change; none when nothing that counts has happened.
    pub fn change(self) -> Option<Change> {
        if self.are_too_many() {
            Some(Change::Everything)
        } else {
            (!self.paths.is_empty()).then_some(Change::Paths(self.paths))
        }
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, DataChange, Flag, RemoveKind};

    use super::*;

    fn changed(number: usize) -> Message {
        Message::Changed { path: number.to_string().into(), perhaps_folder: false }
    }

    #[test]
    fn a_thousand_files_are_told_apart_and_not_one_more() {
        let mut heard = Heard::default();
        (0..MOST_PATHS).map(changed).for_each(|message| heard.add(message));
        heard.add(changed(0));
        assert!(!heard.are_too_many());
        heard.add(changed(MOST_PATHS));
        assert_eq!(heard.change(), Some(Change::Everything));
    }

    #[test]
    fn what_counts_is_told_of() {
        let folder = tempfile::tempdir().unwrap();
        let grounds = Grounds::new(folder.path()).unwrap();
        let told = |kind: EventKind, path: &str| {
            let path = grounds.root().join(path);
            messages(&grounds, Ok(Event::new(kind).add_path(path))).len()
        };
        let read = EventKind::Access(AccessKind::Open(AccessMode::Any));
        let written = EventKind::Access(AccessKind::Close(AccessMode::Write));
        let data = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let removed = EventKind::Remove(RemoveKind::Folder);
        for (kind, path, expected) in [
            (read, "content/a.md", 0),
            (written, "content/a.md", 1),
            (data, "content/a.md", 1),
            (data, "themes/own/static/style.css", 1),
            (data, "content/.a.md.swp", 0),
            (data, "content/.git/index", 0),
            (data, "content/4913", 0),
            (data, "contents/a.md", 0),
            (data, "public/content/a.md", 0),
            (removed, "content", 1),
            (removed, "", 1),
            (data, "", 0),
        ] {
            assert_eq!(told(kind, path), expected, "{kind:?} of {path}");
        }
    }

    #[test]
    fn a_loss_is_told_of_however_it_comes() {
        let folder = tempfile::tempdir().unwrap();
        let grounds = Grounds::new(folder.path()).unwrap();
        let told = |event| format!("{:?}", messages(&grounds, event));
        let rescan = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(told(Ok(rescan)), "[Lost]");
        assert_eq!(told(Err(notify::Error::generic("x"))), "[Lost]");
        let limit = notify::Error::new(ErrorKind::MaxFilesWatch);
        assert!(told(Err(limit)).starts_with("[Refused("));
        let created = Event::new(EventKind::Create(CreateKind::Any));
        assert_eq!(told(Ok(created)), "[]", "nothing was created");
    }
}
