//! Whatever is done to a project, whoever follows the changes ends with what is on disk.
//!
//! Every test reads the project as the preview does, and waits until that is what a fresh reading
//! gives. None measures how long it takes.

use std::fs::{self, File};
use std::thread;
use std::time::SystemTime;

use super::*;
use crate::read::{again, read, read_like};
use crate::sources::Sources;

/// How long to wait for a change before it counts as missed.
const PATIENCE: Duration = Duration::from_secs(60);
/// How changes are noticed in a test that is run with both.
const BOTH: [Option<Duration>; 2] = [None, Some(Duration::from_millis(10))];

/// A project, and one who follows its changes.
struct Follower {
    root: PathBuf,
    watcher: Watcher,
    /// What was read the last time that something could be read.
    known: Sources,
    /// Whether the newest state is that; else why it could not be read.
    state: Result<(), String>,
    _folder: tempfile::TempDir,
}

impl Follower {
    fn new(poll: Option<Duration>) -> Self {
        Self::of(poll, Path::to_owned)
    }

    /// One who follows a project by the name that `name` makes for its folder.
    fn of(poll: Option<Duration>, name: impl Fn(&Path) -> PathBuf) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("project");
        for path in ["content/site.yaml", "content/stories/a.md", "content/stories/b/index.md"] {
            let path = project.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "before").unwrap();
        }
        let root = name(&project);
        let (watcher, _) = watch(&root, poll).unwrap();
        let known = read(&root).unwrap();
        Self { root, watcher, known, state: Ok(()), _folder: folder }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Reads what has changed. After a failure everything is read, as what it kept from being read
    /// is not told of again.
    fn follow(&mut self, change: &Change) {
        let read = match change {
            Change::Paths(paths) if self.state.is_ok() => again(&self.root, &self.known, paths),
            _ => read_like(&self.root, &self.known),
        };
        match read {
            Ok(sources) => (self.known, self.state) = (sources, Ok(())),
            Err(error) => self.state = Err(error.to_string()),
        }
    }

    fn is_up_to_date(&self) -> bool {
        match (read(&self.root), &self.state) {
            (Ok(now), Ok(())) => {
                now.files == self.known.files && now.diagnostics == self.known.diagnostics
            }
            (Err(now), Err(known)) => now.to_string() == *known,
            _ => false,
        }
    }

    /// Follows changes until nothing is missing.
    fn catch_up(&mut self, what: &str) {
        while !self.is_up_to_date() {
            let Some(change) = self.watcher.next(Some(PATIENCE)) else {
                panic!("{what}: a change was missed ({:?})", self.watcher.method())
            };
            self.follow(&change);
        }
    }

    /// Does `edit`, which must change what is read, and follows it.
    fn after(&mut self, what: &str, edit: impl FnOnce(&Self)) {
        edit(self);
        assert!(!self.is_up_to_date(), "{what}: changes nothing");
        self.catch_up(what);
    }

    /// The next change, which must come.
    fn next(&mut self) -> Change {
        self.watcher.next(Some(PATIENCE)).expect("there was a change")
    }

    /// The paths of a change that tells them apart, from the root.
    fn next_paths(&mut self) -> Vec<String> {
        let Change::Paths(paths) = self.next() else { panic!("everything may have changed") };
        let inside = |path: PathBuf| {
            path.strip_prefix(&self.root).unwrap().to_str().unwrap().replace('\\', "/")
        };
        paths.into_iter().map(inside).collect()
    }
}

/// What an editor or a person does to a file, and its name.
type Way = (&'static str, fn(&Path));

#[test]
fn g20_every_way_of_saving_is_noticed() {
    let ways: [Way; 7] = [
        ("truncate and write", |path| fs::write(path, "1").unwrap()),
        ("the same length again", |path| fs::write(path, "2").unwrap()),
        ("rename over", |path| {
            let beside = path.with_extension("new");
            fs::write(&beside, "3").unwrap();
            fs::rename(beside, path).unwrap();
        }),
        ("rename over, with the date of the old", |path| {
            let saved = path.metadata().unwrap().modified().unwrap();
            let beside = path.with_extension("new");
            fs::write(&beside, "4").unwrap();
            File::options().write(true).open(&beside).unwrap().set_modified(saved).unwrap();
            fs::rename(beside, path).unwrap();
        }),
        ("delete and make again", |path| {
            fs::remove_file(path).unwrap();
            fs::write(path, "5").unwrap();
        }),
        ("move to a backup and make again", |path| {
            fs::write(path.with_file_name("4913"), "").unwrap();
            fs::remove_file(path.with_file_name("4913")).unwrap();
            fs::rename(path, path.with_extension("md~")).unwrap();
            fs::write(path, "6").unwrap();
            fs::remove_file(path.with_extension("md~")).unwrap();
        }),
        ("an older file", |path| {
            fs::write(path, "7").unwrap();
            File::options()
                .write(true)
                .open(path)
                .unwrap()
                .set_modified(SystemTime::UNIX_EPOCH)
                .unwrap();
        }),
    ];
    for poll in BOTH {
        let mut one = Follower::new(poll);
        for (what, way) in ways {
            one.after(what, |one| way(&one.path("content/stories/a.md")));
        }
        one.after("delete", |one| fs::remove_file(one.path("content/stories/a.md")).unwrap());
        one.after("make", |one| one.write("content/stories/new.md", "new"));
    }
}

#[test]
fn g20_folders_are_followed_wherever_they_go() {
    for poll in BOTH {
        let mut one = Follower::new(poll);
        let one = &mut one;
        one.after("filled at once", |one| one.write("content/a/b/c/d/x.md", "1"));
        one.after("in the deepest", |one| one.write("content/a/b/c/d/x.md", "2"));
        one.after("beside it", |one| one.write("content/a/b/y.md", "3"));
        one.write("elsewhere/e/f/x.md", "4");
        one.after("brought in with content", |one| {
            fs::rename(one.path("elsewhere"), one.path("content/in")).unwrap();
        });
        one.after("in what was brought in", |one| one.write("content/in/e/f/x.md", "5"));
        one.after("renamed", |one| {
            fs::rename(one.path("content/in"), one.path("content/on")).unwrap();
        });
        one.after("in what was renamed", |one| one.write("content/on/e/f/x.md", "6"));
        one.after("another under the old name", |one| one.write("content/in/e/f/x.md", "7"));
        one.after("in the other", |one| one.write("content/in/e/f/x.md", "8"));
        one.after("traded", |one| {
            fs::rename(one.path("content/in"), one.path("content/.trade")).unwrap();
            fs::rename(one.path("content/on"), one.path("content/in")).unwrap();
            fs::rename(one.path("content/.trade"), one.path("content/on")).unwrap();
        });
        one.after("in one of them", |one| one.write("content/in/e/f/x.md", "9"));
        one.after("in the other", |one| one.write("content/on/e/f/x.md", "10"));
        one.after("removed", |one| fs::remove_dir_all(one.path("content/in")).unwrap());
        one.after("a file in its place", |one| one.write("content/in", "11"));
        one.after("a folder in its place", |one| {
            fs::remove_file(one.path("content/in")).unwrap();
            one.write("content/in/x.md", "12");
        });
        one.after("in that folder", |one| one.write("content/in/x.md", "13"));
        one.after("moved out", |one| {
            fs::rename(one.path("content/on"), one.path("elsewhere")).unwrap();
        });
    }
}

#[test]
fn content_and_themes_may_come_and_go() {
    for poll in BOTH {
        let mut one = Follower::new(poll);
        let one = &mut one;
        one.after("a theme", |one| one.write("themes/own/static/style.css", "1"));
        one.after("the theme saved", |one| one.write("themes/own/static/style.css", "2"));
        one.after("no theme", |one| fs::remove_dir_all(one.path("themes")).unwrap());
        one.after("a theme again", |one| one.write("themes/own/static/style.css", "3"));
        one.after("saved again", |one| one.write("themes/own/static/style.css", "4"));
        one.after("no content", |one| {
            fs::rename(one.path("content"), one.path("away")).unwrap();
        });
        one.after("content again", |one| {
            fs::rename(one.path("away"), one.path("content")).unwrap();
        });
        one.after("a story saved", |one| one.write("content/stories/a.md", "5"));
        one.after("other content", |one| {
            fs::rename(one.path("content"), one.path("away")).unwrap();
            one.write("content/stories/x.md", "6");
        });
        one.after("a story of it saved", |one| one.write("content/stories/x.md", "7"));
    }
}

#[test]
fn a_project_that_goes_away_and_comes_back_is_followed() {
    for poll in BOTH {
        let mut one = Follower::new(poll);
        let one = &mut one;
        let away = one.root.with_file_name("away");
        one.after("away", |one| fs::rename(&one.root, &away).unwrap());
        one.after("back", |one| fs::rename(&away, &one.root).unwrap());
        one.after("saved", |one| one.write("content/stories/a.md", "1"));
        one.after("cloned anew", |one| {
            fs::remove_dir_all(&one.root).unwrap();
            one.write("content/stories/x.md", "2");
        });
        one.after("saved there", |one| one.write("content/stories/x.md", "3"));
    }
}

#[test]
fn g20_thousands_of_files_at_once_are_followed() {
    for poll in BOTH {
        let mut one = Follower::new(poll);
        let path = |number: usize| format!("content/stories/{}/{number}.md", number % 50);
        one.after("a checkout", |one| (0..3000).for_each(|number| one.write(&path(number), "1")));
        one.after("another", |one| {
            for number in 0..1500 {
                let beside = one.path("content/.index.lock");
                fs::write(&beside, "2").unwrap();
                fs::rename(beside, one.path(&path(number))).unwrap();
            }
        });
        one.after("one file", |one| one.write(&path(7), "3"));
    }
}

#[test]
fn reading_is_no_change() {
    for poll in BOTH {
        let mut one = Follower::new(poll);
        for _ in 0..3 {
            read(&one.root).unwrap();
            fs::read_dir(one.path("content/stories")).unwrap().count();
            fs::read(one.path("content/stories/a.md")).unwrap();
        }
        one.write("content/stories/b/index.md", "after");
        assert_eq!(one.next_paths(), ["content/stories/b/index.md"]);
    }
}

#[test]
fn what_the_site_is_not_made_from_is_no_change() {
    for poll in BOTH {
        let mut one = Follower::new(poll);
        fs::create_dir(one.path("content/.git")).unwrap();
        for path in [
            "content/stories/.a.md.swp",
            "content/stories/a.md~",
            "content/stories/4913",
            "content/.git/index",
            "public/index.html",
            "notes.txt",
        ] {
            one.write(path, "x");
        }
        one.write("content/stories/b/index.md", "after");
        assert_eq!(one.next_paths(), ["content/stories/b/index.md"]);
    }
}

#[cfg(unix)]
#[test]
fn a_root_may_be_a_link_and_content_may_not() {
    use std::os::unix::fs::symlink;

    for poll in BOTH {
        let mut one = Follower::of(poll, |folder| {
            let link = folder.with_file_name("link");
            symlink(folder, &link).unwrap();
            link
        });
        let one = &mut one;
        one.after("through the link", |one| one.write("content/stories/a.md", "1"));
        one.write("content/stories/a.md", "2");
        let change = one.next();
        let Change::Paths(paths) = &change else { panic!("{change:?}") };
        assert!(paths.contains(&one.path("content/stories/a.md")), "{paths:?}");
        one.follow(&change);
        one.after("content as a link", |one| {
            fs::rename(one.path("content"), one.path("away")).unwrap();
            symlink("away", one.path("content")).unwrap();
        });
        one.after("content as a folder", |one| {
            fs::remove_file(one.path("content")).unwrap();
            one.write("content/stories/x.md", "3");
        });
        one.after("saved in it", |one| one.write("content/stories/x.md", "4"));
    }
}

#[cfg(unix)]
#[test]
fn what_a_link_leads_to_is_no_change() {
    for poll in BOTH {
        let mut one = Follower::of(poll, |root| {
            fs::create_dir_all(root.join("themes/own")).unwrap();
            fs::rename(root.join("content"), root.join("away")).unwrap();
            std::os::unix::fs::symlink("away", root.join("content")).unwrap();
            root.to_owned()
        });
        one.write("away/stories/a.md", "1");
        one.write("content/stories/a.md", "2");
        one.write("themes/own/theme.yaml", "3");
        assert_eq!(one.next_paths(), ["themes/own/theme.yaml"]);
    }
}

#[test]
fn a_new_folder_is_watched_before_it_is_told_of() {
    let mut one = Follower::new(None);
    let folder = one.path("content/stories");
    let Means::System(system) = &mut one.watcher.means else { panic!("the system tells") };
    // As when the system has told of a folder, but has not come to watching it itself.
    if system.unwatch(&folder).is_err() {
        return; // This system watches all folders in a watched one by itself.
    }
    let message = Message::Changed { path: folder, perhaps_folder: true };
    one.watcher.outbox.send(message).unwrap();
    assert_eq!(one.next_paths(), ["content/stories"]);
    one.after("in the folder", |one| one.write("content/stories/a.md", "after"));
    one.after("below it", |one| one.write("content/stories/b/index.md", "after"));
}

#[test]
fn waiting_ends_when_told_to() {
    for poll in BOTH {
        let mut one = Follower::new(poll);
        assert_eq!(one.watcher.next(Some(Duration::from_millis(1))), None);
        let stopper = one.watcher.stopper();
        let stopping = thread::spawn(move || stopper.clone().stop());
        assert_eq!(one.watcher.next(None), None);
        stopping.join().unwrap();
        one.write("content/stories/a.md", "after");
        assert_eq!(one.watcher.next(None), None, "stopped is stopped");
    }
}

#[test]
fn after_a_loss_everything_may_have_changed_but_not_for_ever() {
    let mut one = Follower::new(None);
    let lose = |one: &Follower| one.watcher.outbox.send(Message::Lost).unwrap();
    lose(&one);
    assert_eq!(one.next(), Change::Everything);
    // Reading everything made the system lose count again, but nothing was done meanwhile.
    lose(&one);
    assert_eq!(one.watcher.next(Some(Duration::from_millis(100))), None);
    one.write("content/stories/a.md", "after");
    one.catch_up("still watched");
    lose(&one);
    while one.next() != Change::Everything {}
    assert_eq!(one.watcher.method(), &Method::System);
    one.after("watched anew", |one| one.write("content/stories/b/index.md", "after"));
}

#[test]
fn when_the_system_gives_up_changes_are_looked_for() {
    let mut one = Follower::new(None);
    assert_eq!(one.watcher.method(), &Method::System);
    let limit = notify::Error::new(notify::ErrorKind::MaxFilesWatch);
    one.write("content/stories/a.md", "not to be lost");
    one.watcher.outbox.send(Message::Refused(limit)).unwrap();
    while one.next() != Change::Everything {}
    let Method::Polling { because: Some(words), .. } = one.watcher.method() else {
        panic!("{:?}", one.watcher.method())
    };
    assert!(words.sv.contains("max_user_watches"), "{}", words.sv);
    one.follow(&Change::Everything);
    assert!(one.is_up_to_date());
    one.after("looked for", |one| one.write("content/new/x.md", "after"));
}

#[test]
fn looking_was_asked_for_or_has_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let every = Duration::from_secs(1);
    let (watcher, method) = watch(folder.path(), Some(every)).unwrap();
    assert_eq!(method, Method::Polling { every, because: None });
    assert_eq!(watcher.method(), &method);
    let Err(error) = watch(&folder.path().join("nowhere"), None) else { panic!("there is none") };
    assert_eq!(error.exit_code(), 2);
    fs::write(folder.path().join("file"), "").unwrap();
    assert!(watch(&folder.path().join("file"), None).is_err());
}

/// Numbers that look random, the same from the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) % limit
    }

    fn folder(&mut self) -> String {
        let depth = self.below(4);
        let names: Vec<_> = (0..depth).map(|_| format!("f{}", self.below(3))).collect();
        format!("{}/{}", ["content", "themes"][usize::from(self.below(5) == 0)], names.join("/"))
    }
}

/// Does things to files and folders in no sensible order. Much of it cannot be done.
fn rampage(root: &Path, seed: u64, edits: u64) {
    let mut dice = Dice(seed);
    for number in 0..edits {
        let folder = root.join(dice.folder());
        let file = folder.join(format!("{}.md", dice.below(3)));
        let _ = match dice.below(12) {
            0 => fs::rename(&folder, root.join(dice.folder())),
            1 => fs::rename(&folder, root.join("aside")),
            2 => fs::rename(root.join("aside"), &folder),
            3 => fs::remove_dir_all(&folder),
            4 => fs::remove_file(&file),
            5 => fs::rename(&file, root.join(dice.folder()).join("moved.md")),
            6 => fs::create_dir_all(&folder),
            _ => fs::create_dir_all(&folder).and_then(|()| fs::write(&file, number.to_string())),
        };
        if dice.below(20) == 0 {
            thread::sleep(Duration::from_millis(dice.below(30)));
        }
    }
}

#[test]
fn g20_after_any_burst_the_last_state_is_known() {
    for (poll, seed) in BOTH.into_iter().flat_map(|poll| (0..4).map(move |seed| (poll, seed))) {
        let mut one = Follower::new(poll);
        let root = one.root.clone();
        let rampage = thread::spawn(move || rampage(&root, seed, 600));
        while !rampage.is_finished() {
            if let Some(change) = one.watcher.next(Some(Duration::from_millis(5))) {
                one.follow(&change);
            }
        }
        rampage.join().unwrap();
        one.catch_up(&format!("seed {seed}"));
    }
}
