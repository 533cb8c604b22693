//! The whole program, killed at any moment while it builds a site of 1,500 pages, with readers beside
//! it (G1, G6). `tests/publish.rs` does the same with the last step alone, in far more rounds a second.
#![expect(clippy::disallowed_methods, reason = "edge: runs the program and looks at its files")]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod at_end;
mod dice;
mod program;
mod small;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use at_end::SetAtEnd;
use dice::Dice;
use program::{forebild, run};

type Files = BTreeMap<String, Vec<u8>>;

const STORIES: usize = 1_480;

/// Kills of each signal, unless `FOREBILD_KILLS` says more: a build takes seconds where nothing is
/// optimised.
const KILLS: usize = 20;

/// A page of each story with little on it: what is looked at here is how a site comes to disk.
const PAGE: &str = "<!doctype html><html lang=\"{{ page.language }}\"><head><meta charset=\"utf-8\">\
    <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\
    <meta name=\"viewport\" content=\"width=device-width\">\
    <meta name=\"description\" content=\"{{ page.description }}\"><title>{{ view.title }}</title></head>\
    <body><main><h1>{{ view.title }}</h1><p>{{ view.summary }}</p></main></body></html>";

/// Two projects which write to one folder by turns.
struct Two {
    around: tempfile::TempDir,
    sites: [Files; 2],
}

impl Two {
    fn new() -> Self {
        let memory = Path::new("/dev/shm");
        let around =
            if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let mut two = Self { around: around.unwrap(), sites: Default::default() };
        for n in 0..2 {
            write_project(&two.root(n), n);
            two.build(n);
            two.sites[n] = files(&two.public());
        }
        two
    }

    fn root(&self, n: usize) -> PathBuf {
        self.around.path().join(format!("project-{n}"))
    }

    fn public(&self) -> PathBuf {
        self.around.path().join("public")
    }

    /// Builds one of the sites to its end.
    fn build(&self, n: usize) {
        let output = run(&self.root(n), &["build", "--output", "../public"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// Begins to build one of the sites.
    fn begin(&self, n: usize) -> Child {
        let mut command = forebild(&self.root(n), &["build", "--output", "../public"]);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Which of the two sites stands: all of it, and nothing else.
    #[track_caller]
    fn standing(&self) -> usize {
        let now = files(&self.public());
        let found = self.sites.iter().position(|site| *site == now);
        found.unwrap_or_else(|| panic!("{}", self.mixture(&now)))
    }

    fn mixture(&self, now: &Files) -> String {
        let [other, own] = self
            .sites
            .each_ref()
            .map(|site| site.iter().filter(|(path, bytes)| now.get(*path) == Some(bytes)).count());
        format!("neither site: of {} files {other} are of the one, {own} of the other", now.len())
    }
}

fn write_project(root: &Path, n: usize) {
    small::write_settings(root);
    let settings = root.join("content/site.yaml");
    let text = fs::read_to_string(&settings).unwrap();
    let text = text.replace("languages: [sv, en]", "languages: [sv]") + "theme: liten\n";
    fs::write(settings, text).unwrap();
    let templates = root.join("themes/liten/templates");
    fs::create_dir_all(&templates).unwrap();
    fs::write(templates.join("story.html"), PAGE).unwrap();
    for story in 0..STORIES {
        // Each site has ten stories that the other has not.
        let name = if story < 10 { format!("bara-{n}-{story}") } else { format!("bada-{story}") };
        let title = format!("Bageriet {story} av sort {n}");
        let text =
            small::story("published", &title, &format!("## Så gjorde de\n\nDe bakade bröd {n}."));
        fs::write(small::path(root, &name), text).unwrap();
    }
}

/// The files of a site by their paths.
fn files(folder: &Path) -> Files {
    let mut files = Files::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            files.insert(path, fs::read(entry.path()).unwrap());
        }
    }
    files
}

fn kill(child: &mut Child, signal: &str) {
    let status = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status();
    assert!(status.unwrap().success());
}

/// Reads pages that both sites have until it is told to stop: each is there, and whole.
fn read_until(done: &AtomicBool, two: &Two, seed: u64) -> usize {
    let [one, other] = &two.sites;
    let common: Vec<&String> = one.keys().filter(|path| other.contains_key(*path)).collect();
    let (mut dice, mut reads) = (Dice(seed), 0);
    while !done.load(Ordering::Relaxed) {
        let path = common[usize::try_from(dice.below(common.len() as u64)).unwrap()];
        let bytes = fs::read(two.public().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
        assert!(bytes == one[path] || bytes == other[path], "{path} is of neither site");
        reads += 1;
        // Half of the machine is to be left to the build.
        thread::sleep(Duration::from_micros(100));
    }
    reads
}

fn kills() -> usize {
    std::env::var("FOREBILD_KILLS").map_or(KILLS, |n| n.parse().unwrap())
}

#[derive(Default)]
struct Seen {
    /// Builds that were killed before they ended.
    killed: usize,
    /// Kills after which the new site stood.
    new: usize,
    /// Kills that left something beside the output.
    left: usize,
}

/// Kills a build of the site that does not stand, somewhere in the time that one takes.
fn one_kill(two: &Two, signal: &str, after: Duration, seen: &mut Seen) {
    let old = two.standing();
    let mut child = two.begin(1 - old);
    thread::sleep(after);
    kill(&mut child, signal);
    let status = child.wait().unwrap();
    let now = two.standing();
    seen.killed += usize::from(status.code().is_none());
    seen.new += usize::from(now != old);
    seen.left += usize::from(beside(two) > 0);
}

/// What stands beside the projects and the output.
fn beside(two: &Two) -> usize {
    fs::read_dir(two.around.path()).unwrap().count() - 3
}

#[test]
fn g1_g6_a_build_of_1500_pages_killed_at_any_moment_leaves_a_whole_site() {
    let two = Two::new();
    let pages = two.sites[0].keys().filter(|path| path.ends_with(".html")).count();
    assert!(pages >= 1_500, "{pages} pages");
    let begun = Instant::now();
    two.build(0);
    let whole = u64::try_from(begun.elapsed().as_micros()).unwrap();
    let (done, reads) = (AtomicBool::new(false), AtomicUsize::new(0));
    let mut seen = Seen::default();
    thread::scope(|scope| {
        scope.spawn(|| reads.store(read_until(&done, &two, 7), Ordering::Relaxed));
        let _at_the_end = SetAtEnd(&done);
        let mut dice = Dice(3);
        for round in 0..2 * kills() {
            let signal = ["KILL", "TERM"][round % 2];
            let after = Duration::from_micros(dice.below(whole + whole / 2));
            one_kill(&two, signal, after, &mut seen);
        }
    });
    let Seen { killed, new, left } = seen;
    let reads = reads.into_inner();
    println!(
        "{pages} pages; {killed} builds killed, {left} left something, {new} new; {reads} reads"
    );
    assert!(killed > kills() / 2 && left > kills() / 4 && reads > 1_000, "{killed} {left} {reads}");
    // Whatever was left behind, the next build takes it away.
    let next = 1 - two.standing();
    two.build(next);
    assert_eq!((two.standing(), beside(&two)), (next, 0));
}
