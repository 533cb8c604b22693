//! Sites, folders and children for the tests of `publish`.

use forebild::output::Output;
use forebild::publish::{Report, Target, Way, publish};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

pub const WAYS: [Way; 2] = [Way::Swap, Way::PerFile];

/// A project in a folder of its own, deleted at the end.
pub struct Project {
    pub around: TempDir,
}

impl Project {
    pub fn new() -> Self {
        Self::within(&std::env::temp_dir())
    }

    /// In memory where there is such a place: for tests of many rounds.
    pub fn in_memory() -> Self {
        let memory = Path::new("/dev/shm");
        if memory.is_dir() { Self::within(memory) } else { Self::new() }
    }

    fn within(folder: &Path) -> Self {
        let around = tempfile::tempdir_in(folder).unwrap();
        fs::set_permissions(around.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let project = Self { around };
        for source in ["content/stories", "themes/own", "src", ".git"] {
            fs::create_dir_all(project.root().join(source)).unwrap();
        }
        fs::write(project.root().join("content/stories/a.md"), "a story").unwrap();
        project
    }

    pub fn root(&self) -> PathBuf {
        self.around.path().join("project")
    }

    pub fn public(&self) -> PathBuf {
        self.root().join("public")
    }

    pub fn target(&self, way: Way) -> Target {
        target(&self.root(), way)
    }

    pub fn publish(&self, site: &Output, way: Way) -> Report {
        publish(site, &self.target(way)).unwrap()
    }

    /// Nothing of ours is left beside the output.
    #[track_caller]
    pub fn assert_tidy(&self) {
        let left: Vec<_> =
            names(&self.root()).into_iter().filter(|name| name.contains("forebild")).collect();
        assert!(left.is_empty(), "left behind: {left:?}");
    }
}

pub fn target(root: &Path, way: Way) -> Target {
    Target {
        folder: root.join("public"),
        project: root.to_path_buf(),
        protected: vec![root.join("content"), root.join("themes")],
        home: None,
        way,
    }
}

/// A site of some files.
pub fn site<P: AsRef<str>, B: AsRef<[u8]>>(files: impl IntoIterator<Item = (P, B)>) -> Output {
    let files =
        files.into_iter().map(|(path, bytes)| (path.as_ref().to_owned(), bytes.as_ref().to_vec()));
    Output { files: files.collect() }
}

/// The generation `n` of a site: every page carries its stamp at both ends, and each generation
/// has one page that no other has.
pub fn generation(n: usize, pages: usize) -> Output {
    let mut files: BTreeMap<_, _> =
        (0..pages).map(|page| (format!("stories/{page}/index.html"), stamped(n, page))).collect();
    files.insert("index.html".to_owned(), stamped(n, pages));
    files.insert(format!("only/{n}.html"), stamped(n, pages + 1));
    files.insert("style.css".to_owned(), b"body {}".to_vec());
    Output { files }
}

fn stamped(n: usize, page: usize) -> Vec<u8> {
    let body = "Bageriet som blev en arbetsplats. ".repeat(page % 50);
    format!("{n}\n{page}\n{body}\n{n}").into_bytes()
}

/// The stamp of a page; panics if the page is cut.
#[track_caller]
pub fn stamp(page: &[u8]) -> usize {
    let text = std::str::from_utf8(page).unwrap();
    let (first, last) = (text.lines().next().unwrap(), text.lines().next_back().unwrap());
    assert!(text.lines().count() == 4 && first == last, "a cut page: {text:?}");
    first.parse().unwrap()
}

/// What stands at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    Folder,
    File(Vec<u8>),
    Link(PathBuf),
}

/// Everything below a folder.
pub fn tree(top: &Path) -> BTreeMap<String, Thing> {
    let mut found = BTreeMap::new();
    let mut folders = vec![top.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for name in names(&folder) {
            let path = folder.join(name);
            let kind = fs::symlink_metadata(&path).unwrap();
            let thing = if kind.is_dir() {
                folders.push(path.clone());
                Thing::Folder
            } else if kind.is_symlink() {
                Thing::Link(fs::read_link(&path).unwrap())
            } else {
                Thing::File(fs::read(&path).unwrap())
            };
            found.insert(path.strip_prefix(top).unwrap().to_str().unwrap().to_owned(), thing);
        }
    }
    found
}

/// The files below a folder, without our manifest.
pub fn files(top: &Path) -> BTreeMap<String, Vec<u8>> {
    let file = |(path, thing)| match thing {
        Thing::File(bytes) if path != ".forebild-manifest" => Some((path, bytes)),
        _ => None,
    };
    tree(top).into_iter().filter_map(file).collect()
}

pub fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Inode and time of last change.
pub fn identity(path: &Path) -> (u64, i64, i64) {
    let metadata = fs::symlink_metadata(path).unwrap();
    (metadata.ino(), metadata.mtime(), metadata.mtime_nsec())
}

pub fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().mode() & 0o7777
}

pub fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// This test program again, to play one part of the test `child`.
pub fn child(program: &Path, part: &str, root: &Path) -> Command {
    let mut command = Command::new(program);
    as_child(&mut command, part, root);
    command
}

/// A shell that prepares something and then becomes the child.
pub fn child_after(prepare: &str, part: &str, root: &Path) -> Command {
    let mut command = Command::new("sh");
    let program = std::env::current_exe().unwrap();
    command.args(["-c", &format!("{prepare} && exec \"$0\" \"$@\"")]).arg(program);
    as_child(&mut command, part, root);
    command
}

pub fn as_child(command: &mut Command, part: &str, root: &Path) {
    command
        .args(["child", "--exact", "--ignored", "--nocapture", "--test-threads=1"])
        .env("FOREBILD_PART", part)
        .env("FOREBILD_ROOT", root);
}

/// Runs a child to its end, which must be a good one.
#[track_caller]
pub fn run(mut command: Command) -> String {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{errors}");
    assert!(said.contains("1 passed"), "{said}\n{errors}");
    said
}
