//! What the program asks of the system, as `strace` sees it: nothing outside the project is opened
//! (G15), and a site is on disk before it takes the old one's place (G23).
#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "edge: runs the program and looks at its files")]
#![expect(clippy::unwrap_used, reason = "a test may panic")]
#![expect(clippy::print_stderr, reason = "says what could not be tried")]

mod small;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

/// A project with three stories, and beside it what is none of its business.
fn around() -> tempfile::TempDir {
    let around = tempfile::tempdir().unwrap();
    let root = around.path().join("project");
    small::write_settings(&root);
    for n in 0..3 {
        write_story(&root, n, "De bakade.");
    }
    fs::create_dir(around.path().join("outside")).unwrap();
    let secret = small::story("published", "Hemligheten", "Ingen får veta.");
    fs::write(around.path().join("outside/hemligt.md"), secret).unwrap();
    around
}

fn write_story(root: &Path, n: usize, body: &str) {
    let text = small::story("published", &format!("Bageriet {n}"), body);
    fs::write(small::path(root, &format!("berattelse-{n}")), text).unwrap();
}

/// What is looked at; not every kind of machine has those with a question mark.
const CALLS: &str = "trace=?open,openat,?openat2,?creat,write,syncfs,fsync,fdatasync,?rename,\
                     ?renameat,renameat2,?unlink,unlinkat";

/// The calls of a build, a line each, unless no program may be traced here.
fn traced(around: &Path) -> Option<Vec<String>> {
    let log = around.join("calls");
    let may = Command::new("strace").args(["-f", "-o"]).arg(&log).arg("true").output();
    if !may.is_ok_and(|output| output.status.success()) {
        eprintln!("SKIPPED: there is no strace here, or no right to trace a program");
        return None;
    }
    let mut command = Command::new("strace");
    command.args(["-f", "-y", "-s", "80", "-e", CALLS, "-o"]).arg(&log);
    command.arg(env!("CARGO_BIN_EXE_forebild")).args(["build", "--no-cache"]);
    command.current_dir(around.join("project"));
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap());
    command.env("SOURCE_DATE_EPOCH", "1795392000");
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    Some(fs::read_to_string(log).unwrap().lines().map(str::to_owned).collect())
}

/// Where every program looks: libraries, devices, time zones, and what the system tells of itself.
const SYSTEM: [&str; 7] = ["/lib", "/usr", "/etc", "/proc", "/sys", "/dev", "/run"];

/// The whole path of what a call opened, which `strace` tells behind its number.
fn opened(call: &str) -> Option<&str> {
    let (_, answer) = call.split_once("open")?.1.rsplit_once(" = ")?;
    answer.split_once('<')?.1.strip_suffix('>')
}

#[test]
fn g15_nothing_outside_the_project_is_opened() {
    let around = around();
    let root = around.path().canonicalize().unwrap().join("project");
    let stories = root.join("content/stories");
    fs::write(root.join("content/stories/.utkast.md"), "dolt").unwrap();
    symlink("../../../outside/hemligt.md", stories.join("ut.md")).unwrap();
    symlink(around.path().join("outside"), stories.join("mapp")).unwrap();
    let Some(calls) = traced(around.path()) else { return };
    let opened: Vec<&str> = calls.iter().filter_map(|call| opened(call)).collect();
    let of_content =
        opened.iter().filter(|path| path.contains("content/stories/berattelse-")).count();
    assert_eq!(of_content, 3, "each story is opened once: {opened:#?}");
    for path in opened {
        let is_system = SYSTEM.iter().any(|folder| path.starts_with(folder));
        assert!(is_system || Path::new(path).starts_with(&root), "{path}");
        assert!(!path.ends_with(".utkast.md"), "{path} is hidden");
    }
}

/// The first call after `from` in which all these words stand.
fn find(calls: &[String], from: usize, words: &[&str]) -> usize {
    let found = calls[from..].iter().position(|call| words.iter().all(|word| call.contains(word)));
    let said = || format!("no call with {words:?} after line {from}: {:#?}", &calls[from..]);
    from + found.unwrap_or_else(|| panic!("{}", said()))
}

#[test]
fn g23_a_site_is_on_disk_before_it_takes_the_place_of_the_old_one() {
    let around = around();
    if traced(around.path()).is_none() {
        return;
    }
    write_story(&around.path().join("project"), 1, "De bakade mer.");
    let calls = traced(around.path()).unwrap();
    let staged = |call: &String| call.contains("write(") && call.contains(".forebild-new-");
    let last_write = calls.iter().rposition(staged).expect("pages are written beside");
    let is_sync =
        |call: &String| ["syncfs(", "fsync(", "fdatasync("].iter().any(|name| call.contains(name));
    let sync = calls.iter().position(is_sync).expect("it is brought to disk");
    let swap = find(&calls, 0, &["renameat2(", "RENAME_EXCHANGE"]);
    assert!(last_write < sync, "nothing is written after it was brought to disk");
    assert!(sync < swap, "the swap comes after");
    // Nothing is taken down before the new site is on disk under its own name too.
    let parent = find(&calls, swap, &["fsync(", "/project>"]);
    let first_gone = find(&calls, swap, &["unlink"]);
    assert!(parent < first_gone, "{:#?}", &calls[swap..]);
}
