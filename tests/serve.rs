//! `forebild serve` as a program: whatever happens to the folder, what is served in the end is what
//! a build would write.
#![expect(clippy::disallowed_methods, reason = "a test that edits a project on disk")]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod program;
mod small;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::Duration;

use forebild::sources::Options;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// How long the last state may take to be shown, on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running preview, ended when dropped.
struct Served {
    child: Child,
    address: String,
    root: PathBuf,
}

impl Served {
    fn start(root: &Path, more: &[&str]) -> Self {
        let args = [&["serve", "--port", "0"], more].concat();
        let mut child = program::forebild(root, &args).stderr(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let address = loop {
            let mut line = String::new();
            assert!(said.read_line(&mut line).unwrap() > 0, "it ended before it said its address");
            if let Some((_, rest)) = line.split_once("http://") {
                break rest.split('/').next().unwrap().to_owned();
            }
        };
        // What it says must not fill the pipe.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        Self { child, address, root: root.to_owned() }
    }

    /// Status and body of what is served at a path.
    fn get(&self, path: &str) -> (u16, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let host = &self.address;
        write!(stream, "GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
            .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(answer[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, answer.split_off(end + 4))
    }

    /// What differs from a build of the folder; nothing when its content has errors.
    fn differs(&self) -> Option<String> {
        let sources = forebild::read::read(&self.root).unwrap();
        let options =
            Options { today: jiff::civil::date(2026, 11, 23), base_url: None, drafts: true };
        let output = forebild::compile(&sources, &options).output?;
        output.files.iter().find_map(|(path, bytes)| {
            let (status, body) = self.get(path);
            let body = if path.ends_with(".html") { as_built(body) } else { body };
            (status != 200 && path != "404.html" || body != *bytes)
                .then(|| format!("{path} ({status})"))
        })
    }

    fn assert_settles(&self, after: &str) {
        let pause = Duration::from_millis(100);
        let mut difference = None;
        for _ in 0..PATIENCE.as_millis() / pause.as_millis() {
            difference = self.differs();
            if difference.is_none() {
                return;
            }
            std::thread::sleep(pause);
        }
        panic!("after {after}: {} differs from a build", difference.unwrap());
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A served page without what the preview adds: a script, which the theme's policy lets in as it is.
fn as_built(page: Vec<u8>) -> Vec<u8> {
    let mut page = String::from_utf8(page).unwrap();
    let from = page.find("<script src=/__forebild/").expect("the preview's script");
    let end = from + page[from..].find("</script>").unwrap() + "</script>".len();
    page.replace_range(from..end, "");
    page.into_bytes()
}

fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    small::write_settings(folder.path());
    for n in 0..3 {
        fs::write(story(folder.path(), n), text(n, 0)).unwrap();
    }
    folder
}

fn story(root: &Path, n: u8) -> PathBuf {
    small::path(root, &format!("berattelse-{n}"))
}

fn text(n: u8, wording: u8) -> String {
    small::story("draft", &format!("Bageriet {n} {wording}"), &format!("De bakade {wording} bröd."))
}

/// What editors, people and git do to a folder.
#[derive(Clone, Copy, Debug)]
enum Edit {
    /// Truncates a story and writes it.
    Write(u8, u8),
    /// Writes a story beside and moves it into place.
    Replace(u8, u8),
    /// Takes a story away and makes it anew.
    Recreate(u8, u8),
    Delete(u8),
    /// Writes what is no story.
    Break(u8),
    /// Moves a whole folder with a story into place.
    MoveIn(u8),
    /// Takes such a folder away.
    MoveOut(u8),
    /// Writes many stories at once, as git does.
    Checkout(u8),
    /// A theme of the project's own.
    Style(u8),
    /// A setting.
    Title(u8),
}

fn edit() -> impl Strategy<Value = Edit> {
    let (n, wording) = (0..4_u8, 0..5_u8);
    prop_oneof![
        (n.clone(), wording.clone()).prop_map(|(n, wording)| Edit::Write(n, wording)),
        (n.clone(), wording.clone()).prop_map(|(n, wording)| Edit::Replace(n, wording)),
        (n.clone(), wording.clone()).prop_map(|(n, wording)| Edit::Recreate(n, wording)),
        n.clone().prop_map(Edit::Delete),
        n.clone().prop_map(Edit::Break),
        n.clone().prop_map(Edit::MoveIn),
        n.prop_map(Edit::MoveOut),
        wording.clone().prop_map(Edit::Checkout),
        wording.clone().prop_map(Edit::Style),
        wording.prop_map(Edit::Title),
    ]
}

fn apply(root: &Path, edit: Edit) {
    match edit {
        Edit::Write(n, wording) => fs::write(story(root, n), text(n, wording)).unwrap(),
        Edit::Replace(n, wording) => {
            let beside = root.join("content/stories/.ny.tmp");
            fs::write(&beside, text(n, wording)).unwrap();
            fs::rename(beside, story(root, n)).unwrap();
        }
        Edit::Recreate(n, wording) => {
            let _ = fs::remove_file(story(root, n));
            fs::write(story(root, n), text(n, wording)).unwrap();
        }
        Edit::Delete(n) => drop(fs::remove_file(story(root, n))),
        Edit::Break(n) => fs::write(story(root, n), "---\ntitle: [\n---\n").unwrap(),
        Edit::MoveIn(n) => {
            let (beside, place) = (root.join("ny"), root.join(format!("content/stories/mapp-{n}")));
            let _ = fs::remove_dir_all(&beside);
            fs::create_dir(&beside).unwrap();
            fs::write(beside.join("index.md"), text(n, 9)).unwrap();
            let _ = fs::remove_dir_all(&place);
            fs::rename(beside, place).unwrap();
        }
        Edit::MoveOut(n) => {
            let _ = fs::remove_dir_all(root.join(format!("content/stories/mapp-{n}")));
        }
        Edit::Checkout(wording) => {
            for n in 10..60 {
                fs::write(story(root, n), text(n, wording)).unwrap();
            }
        }
        Edit::Style(n) => {
            let folder = root.join("themes/default/static");
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("style.css"), format!("p{{margin:{n}px}}")).unwrap();
        }
        Edit::Title(n) => {
            let file = root.join("content/site.yaml");
            let text = fs::read_to_string(&file).unwrap();
            let rest = text.split_once("\ntagline").unwrap().1;
            let title =
                format!("title: {{sv: Goda exempel {n}, en: Good examples}}\ntagline{rest}");
            fs::write(file, title).unwrap();
        }
    }
}

/// Bursts of edits, without waiting in between.
fn assert_ends_as_a_build(more: &[&str], bursts: usize) {
    let folder = project();
    let served = Served::start(folder.path(), more);
    served.assert_settles("the start");
    // The same every time, so that a failure can be seen again.
    let mut runner = TestRunner::deterministic();
    for _ in 0..bursts {
        let burst = prop::collection::vec(edit(), 1..12).new_tree(&mut runner).unwrap().current();
        for edit in &burst {
            apply(folder.path(), *edit);
        }
        served.assert_settles(&format!("{burst:?}"));
    }
    // Errors are no end: what is mended is shown.
    for n in 0..4 {
        apply(folder.path(), Edit::Write(n, 7));
    }
    served.assert_settles("everything was mended");
    let (_, list) = served.get("berattelser/index.html");
    assert!(String::from_utf8(list).unwrap().contains("Bageriet 3 7"));
}

#[test]
fn g20_what_is_served_in_the_end_is_what_is_built() {
    assert_ends_as_a_build(&[], 12);
}

#[test]
fn g20_the_same_where_the_system_does_not_tell_of_changes() {
    assert_ends_as_a_build(&["--poll=100"], 4);
}

#[test]
fn g19_the_published_folder_is_not_touched() {
    let folder = project();
    let served = Served::start(folder.path(), &[]);
    assert_eq!(served.get("index.html").0, 200);
    apply(folder.path(), Edit::Write(0, 3));
    served.assert_settles("an edit");
    assert!(!folder.path().join("public").exists());
    let names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["content"]);
}

#[test]
fn drafts_are_shown_and_marked_unless_they_are_not_wanted() {
    let folder = project();
    let page = "berattelser/berattelse-0/index.html";
    let (status, body) = Served::start(folder.path(), &[]).get(page);
    assert_eq!(status, 200);
    assert!(String::from_utf8(body).unwrap().contains("UTKAST"));
    assert_eq!(Served::start(folder.path(), &["--without-drafts"]).get(page).0, 404);
}

#[test]
fn a_project_that_begins_with_errors_is_shown_when_they_are_mended() {
    let folder = project();
    apply(folder.path(), Edit::Break(0));
    let served = Served::start(folder.path(), &[]);
    let (_, page) = served.get("index.html");
    assert!(String::from_utf8(page).unwrap().contains("Rätta felen"));
    apply(folder.path(), Edit::Write(0, 1));
    served.assert_settles("the error was mended");
    assert_eq!(served.get("index.html").0, 200);
}

#[test]
fn a_folder_that_goes_away_is_told_and_its_return_too() {
    let folder = project();
    let served = Served::start(folder.path(), &[]);
    served.assert_settles("the start");
    let mut events = BufReader::new(TcpStream::connect(&served.address).unwrap());
    let host = &served.address;
    let ask = format!("GET /__forebild/events?page=/ HTTP/1.1\r\nHost: {host}\r\n\r\n");
    events.get_mut().write_all(ask.as_bytes()).unwrap();
    events.get_mut().set_read_timeout(Some(PATIENCE)).unwrap();
    let mut wait_for = |word: &str| {
        let mut line = String::new();
        while !line.contains(word) {
            line.clear();
            assert!(events.read_line(&mut line).unwrap() > 0, "the events ended before `{word}`");
        }
    };
    wait_for("event: fine");
    fs::rename(folder.path().join("content"), folder.path().join("borta")).unwrap();
    wait_for("event: problems");
    fs::rename(folder.path().join("borta"), folder.path().join("content")).unwrap();
    wait_for("event: fine");
    served.assert_settles("the folder came back");
}

#[test]
fn a_folder_without_content_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let output = program::run(folder.path(), &["serve", "--port", "0"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("content"));
}

#[test]
#[cfg(unix)]
fn it_ends_when_it_is_asked_to() {
    let folder = project();
    let mut served = Served::start(folder.path(), &[]);
    served.get("index.html");
    let id = served.child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    let ended = served.child.wait().unwrap();
    assert_eq!(ended.code(), Some(0));
}
