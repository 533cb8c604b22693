//! Same input, same bytes (G7): whatever the number of threads, the folder, the time zone, the locale,
//! the times and the order of files, the day, and what is kept of an earlier build; the site and the
//! copy to carry away.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test that writes a project"
)]
#![expect(clippy::unwrap_used, reason = "a test may panic")]
mod common;
mod program;
mod small;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use common::{build, options, root, starter};
use forebild::output::Output;
use forebild::sources::{Options, Sources};

fn assert_same(a: &Output, b: &Output) {
    let paths = |output: &Output| output.files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(a), paths(b));
    for (path, bytes) in &a.files {
        assert!(*bytes == b.files[path], "{path} differs");
    }
}

/// With an address, so that feeds and cards for sharing are made.
fn hosted() -> Options {
    Options { base_url: Some("https://example.org/x/".to_owned()), ..options() }
}

/// The starter, which offers a copy to read without a network.
fn with_copy() -> Sources {
    let mut sources = forebild::read::read(root()).expect("the starter can be read");
    let (path, settings) = sources.get("content/site.yaml").expect("it has settings");
    let (path, settings) = (Arc::clone(path), [settings, &b"\narchive: true\n"[..]].concat());
    sources.files.insert(path, settings.into());
    sources
}

#[test]
fn g7_one_thread_and_many_make_the_same_site() {
    let sources = with_copy();
    let with_threads = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("a pool of threads").install(|| build(&sources, &hosted()))
    };
    let one = with_threads(1);
    assert!(one.files.keys().any(|path| path.ends_with(".zip")));
    let cards = one.files.keys().filter(|path| forebild::route::is_card(path)).count();
    assert!(cards > 20, "{cards} cards");
    for threads in [2, 8] {
        assert_same(&one, &with_threads(threads));
    }
}

#[test]
fn g7_another_folder_makes_the_same_site() {
    let elsewhere = tempfile::tempdir().expect("a folder");
    let copy = elsewhere.path().join("Mina berättelser & 100% co");
    copy_folder(&root().join("content"), &copy.join("content"));
    let sources = forebild::read::read(&copy).expect("the copy can be read");
    assert_same(&starter(&hosted()), &build(&sources, &hosted()));
}

#[test]
fn g7_the_day_of_the_build_is_not_in_the_site() {
    for today in [jiff::civil::date(2026, 11, 24), jiff::civil::date(2035, 6, 1)] {
        assert_same(&starter(&hosted()), &starter(&Options { today, ..hosted() }));
    }
}

/// What is around a build and must not show in what it makes.
#[derive(Clone, Copy)]
struct World {
    folder: &'static str,
    zone: &'static str,
    locale: &'static str,
    jobs: &'static str,
    /// Whether files are written in the opposite order, so that folders list them in another one.
    backwards: bool,
    /// Seconds after 1970 at which all files were last changed, if not now.
    changed: Option<u64>,
}

const ZONES: [&str; 4] = ["Europe/Stockholm", "Pacific/Kiritimati", "America/St_Johns", ""];
const LOCALES: [&str; 4] = ["sv_SE.UTF-8", "tr_TR.UTF-8", "C", "en_US.UTF-8"];
const FOLDERS: [&str; 3] = ["site", "Mina berättelser & 100% co", "a/b/c/d"];
const JOBS: [&str; 3] = ["1", "2", "8"];
/// 1985, now, 2026 and 2042.
const CHANGED: [Option<u64>; 4] =
    [Some(473_385_600), None, Some(1_795_392_000), Some(2_272_147_200)];

/// Each zone with two locales, and on the way much else with much else.
fn worlds() -> impl Iterator<Item = World> {
    (0..8).map(|n| World {
        folder: FOLDERS[n % 3],
        zone: ZONES[n % 4],
        locale: LOCALES[(n + n / 4) % 4],
        jobs: JOBS[(n + n / 3) % 3],
        backwards: n % 2 == 1,
        changed: CHANGED[(n + n / 4) % 4],
    })
}

/// A project that offers a copy of its site: path to text.
fn texts() -> Vec<(PathBuf, Vec<u8>)> {
    let folder = tempfile::tempdir().unwrap();
    small::write_settings(folder.path());
    for name in ["aker", "ost", "Åsö", "z", "arlig"] {
        let text =
            small::story("published", &format!("Bageriet i {name}"), "De bakade i Älvsåker.");
        std::fs::write(small::path(folder.path(), name), text).unwrap();
    }
    let mut all: Vec<_> = files(folder.path()).files.into_iter().collect();
    let settings = all.iter_mut().find(|(path, _)| path.ends_with("site.yaml")).unwrap();
    settings.1.extend_from_slice(b"\narchive: true\n");
    all.into_iter().map(|(path, bytes)| (PathBuf::from(path), bytes)).collect()
}

/// That project in this world.
fn project_in(world: World, around: &Path) -> PathBuf {
    let root = around.join(world.folder);
    let mut texts = texts();
    if world.backwards {
        texts.reverse();
    }
    for (path, bytes) in texts {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut file = std::fs::File::create(&path).unwrap();
        file.write_all(&bytes).unwrap();
        if let Some(seconds) = world.changed {
            file.set_modified(UNIX_EPOCH + Duration::from_secs(seconds)).unwrap();
        }
    }
    root
}

/// The site, and the copy that `archive` makes.
fn made(root: &Path, world: World, more: &[&str]) -> Output {
    let build = ["build", "--base-url", "https://example.org/x/"];
    let archive = ["archive", "--output", "kopia.zip"];
    for args in [&build[..], &archive] {
        let mut command = program::forebild(root, args);
        command.args(["--jobs", world.jobs]).args(more);
        command.env("TZ", world.zone).env("LC_ALL", world.locale);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let mut all = files(&root.join("public"));
    let copy = std::fs::read(root.join("kopia.zip")).expect("a copy");
    all.files.insert("kopia.zip".to_owned(), copy);
    all
}

#[test]
fn g7_nothing_around_a_build_shows_in_the_site_or_its_copy() {
    let mut first: Option<Output> = None;
    for world in worlds() {
        let around = tempfile::tempdir().expect("a folder");
        let root = project_in(world, around.path());
        let cold = made(&root, world, &[]);
        let first = first.get_or_insert_with(|| cold.clone());
        assert!(first.files.keys().any(|path| path.starts_with("kopia/")), "it offers a copy");
        assert_same(first, &cold);
        // With what the last build kept, and without it.
        for more in [&[][..], &["--no-cache"]] {
            std::fs::remove_dir_all(root.join("public")).expect("the site goes");
            assert_same(first, &made(&root, world, more));
        }
    }
}

#[test]
fn g16_neither_the_machine_nor_its_user_is_in_the_site() {
    let around = tempfile::tempdir().unwrap();
    let folder = "mapp-som-ingen-ska-se";
    let root = project_in(World { folder, ..worlds().next().unwrap() }, around.path());
    let user = "person-som-ingen-ska-se";
    let mut command = program::forebild(&root, &["build"]);
    for name in ["USER", "LOGNAME", "USERNAME", "HOSTNAME", "HOME", "EMAIL"] {
        command.env(name, user);
    }
    assert!(command.output().unwrap().status.success());
    // The site and, since it is packed in it once more, what is in the copy.
    let mut site = files(&root.join("public")).files;
    let copy = site.keys().find(|path| path.ends_with(".zip")).unwrap().clone();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&site[&copy])).unwrap();
    let unpacked: Vec<_> = (0..zip.len())
        .map(|at| {
            let mut bytes = Vec::new();
            zip.by_index(at).unwrap().read_to_end(&mut bytes).unwrap();
            (format!("{copy}/{at}"), bytes)
        })
        .collect();
    site.extend(unpacked);
    assert!(site.len() > 100, "{} files", site.len());
    for (path, bytes) in site {
        let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(!holds("som-ingen-ska-se"), "{path}");
        assert!(!holds(env!("CARGO_MANIFEST_DIR")), "{path} tells where the program was built");
    }
}

/// The files in a folder, as the output they were.
fn files(folder: &Path) -> Output {
    let mut output = Output::default();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.expect("an entry");
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).expect("inside").to_str();
            let bytes = std::fs::read(entry.path()).expect("a file");
            output.files.insert(path.expect("plain names").to_owned(), bytes);
        }
    }
    output
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in walkdir::WalkDir::new(from).min_depth(1) {
        let entry = entry.expect("an entry");
        let target = to.join(entry.path().strip_prefix(from).expect("inside"));
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).expect("a folder");
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
