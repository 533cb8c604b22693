//! A small project on a real disk, beside a folder that is none of its business; and what becomes of
//! the program when it builds there.

#[path = "../small/mod.rs"]
mod small;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Seek};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;
use walkdir::WalkDir;

/// The most memory that a build may take, in bytes (G17).
const MEMORY: u64 = 300 << 20;
/// How often a running program is looked at, and how many times: one that runs for 60 seconds, far
/// longer than any build here takes, is taken for one that hangs.
const STEP: Duration = Duration::from_millis(2);
const LOOKS: usize = 30_000;

/// A project without a story, its settings those of `tests/diagnostics/_base`.
pub struct Project {
    around: TempDir,
}

impl Project {
    pub fn new() -> Self {
        let around = tempfile::tempdir().unwrap();
        // Others may look in: some tests run as nobody.
        fs::set_permissions(around.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let project = Self { around };
        small::write_settings(&project.root());
        fs::create_dir(project.outside()).unwrap();
        project
    }

    pub fn root(&self) -> PathBuf {
        self.around.path().join("project")
    }

    /// Beside the project.
    pub fn outside(&self) -> PathBuf {
        self.around.path().join("outside")
    }

    pub fn public(&self) -> PathBuf {
        self.root().join("public")
    }

    /// Writes a file of the project, and the folders that it lies in.
    pub fn put(&self, path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Adds lines to `site.yaml`.
    pub fn set(&self, lines: &str) {
        let path = self.root().join("content/site.yaml");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, format!("{text}\n{lines}\n")).unwrap();
    }

    pub fn build(&self, options: &[&str]) -> Ended {
        end_of(&mut forebild(&self.root(), &[&["build"], options].concat()))
    }

    /// The site that stands, as [`tree`] shows it.
    pub fn site(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.public())
    }
}

/// Path and bytes of every file in a folder; what is neither file nor folder is not to be there.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    if !folder.exists() {
        return BTreeMap::new();
    }
    let entries = WalkDir::new(folder).into_iter().map(Result::unwrap);
    entries
        .filter(|entry| !entry.file_type().is_dir())
        .map(|entry| {
            assert!(entry.file_type().is_file(), "{} is no file", entry.path().display());
            let path = entry.path().strip_prefix(folder).unwrap();
            (path.to_str().unwrap().to_owned(), fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// A story that can be published, with this body.
pub fn story(title: &str, body: &str) -> String {
    small::story("published", title, &format!("## Så gjorde de\n\n{body}"))
}

/// The same with pictures, on which nobody is seen.
pub fn story_with(pictures: &[String], title: &str, body: &str) -> String {
    let mut images = String::from("images:\n");
    for picture in pictures {
        // A text in JSON is one in YAML.
        let file = serde_json::to_string(picture).unwrap();
        images += &format!("  - {{file: {file}, alt: Bullar på en plåt i ett kök, people: []}}\n");
    }
    story(title, body).replacen("topics:", &format!("{images}topics:"), 1)
}

/// The command in a plain environment: Swedish, two threads, a day that stays.
pub fn forebild(root: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_forebild"));
    command.args(args).current_dir(root);
    plain(&mut command);
    command
}

/// Takes away all that the environment could change.
pub fn plain(command: &mut Command) {
    command
        .env_clear()
        .env("LC_ALL", "sv_SE.UTF-8")
        .env("SOURCE_DATE_EPOCH", "1795392000")
        .env("RAYON_NUM_THREADS", "2")
        .stdin(Stdio::null());
}

/// What became of a program.
#[derive(Debug)]
pub struct Ended {
    pub code: i32,
    /// Standard output and, behind it, standard error; bytes, as a terminal gets them.
    pub said: Vec<u8>,
}

impl Ended {
    pub fn words(&self) -> String {
        String::from_utf8_lossy(&self.said).into_owned()
    }

    #[track_caller]
    pub fn expect(self, code: i32, part: &str) -> Self {
        let words = self.words();
        assert!(
            self.code == code && words.contains(part),
            "{code}, {part}: {}, {words}",
            self.code
        );
        self
    }
}

/// Runs a program to its end, which must be one of its own choice: no signal, no panic, no hanging;
/// and within the memory that a build may take.
#[track_caller]
pub fn end_of(command: &mut Command) -> Ended {
    end_within(command, MEMORY)
}

/// The same within so many bytes of memory.
#[track_caller]
pub fn end_within(command: &mut Command, memory: u64) -> Ended {
    let [mut out, mut err] = [(), ()].map(|()| tempfile::tempfile().unwrap());
    command.stdout(out.try_clone().unwrap()).stderr(err.try_clone().unwrap());
    let mut child = command.spawn().unwrap();
    let mut peak = 0;
    let mut looks = 0..LOOKS;
    let status = loop {
        peak = peak.max(memory_of(child.id()));
        if let Some(status) = child.try_wait().unwrap() {
            break Some(status);
        }
        if looks.next().is_none() {
            child.kill().unwrap();
            child.wait().unwrap();
            break None;
        }
        thread::sleep(STEP);
    };
    let mut said = Vec::new();
    for file in [&mut out, &mut err] {
        file.rewind().unwrap();
        file.read_to_end(&mut said).unwrap();
    }
    let words = String::from_utf8_lossy(&said);
    let status = status.unwrap_or_else(|| panic!("hangs: {command:?}\n{words}"));
    let code = status.code().unwrap_or_else(|| panic!("{status}: {command:?}\n{words}"));
    assert!((0..=3).contains(&code) && !words.contains("panicked"), "{code}: {words}");
    assert!(peak < memory, "{} MB: {command:?}\n{words}", peak >> 20);
    Ended { code, said }
}

/// The most bytes that a process has had in memory. The kernel keeps count, so that only what is taken
/// in the moment between a look and the end goes unseen.
fn memory_of(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) << 10
}
