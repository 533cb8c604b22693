//! Same input, same bytes (G7): whatever the number of threads, the folder, the time zone and the
//! locale.

#![expect(clippy::disallowed_methods, reason = "a test that copies a folder")]
mod common;

use std::path::Path;
use std::sync::Arc;

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
fn another_folder_makes_the_same_site() {
    let elsewhere = tempfile::tempdir().expect("a folder");
    let copy = elsewhere.path().join("Mina berättelser & 100% co");
    copy_folder(&root().join("content"), &copy.join("content"));
    let sources = forebild::read::read(&copy).expect("the copy can be read");
    assert_same(&starter(&hosted()), &build(&sources, &hosted()));
}

#[test]
fn the_day_of_the_build_is_not_in_the_site() {
    let mut later = hosted();
    later.today = jiff::civil::date(2035, 6, 1);
    assert_same(&starter(&hosted()), &starter(&later));
}

#[test]
fn time_zone_and_locale_do_not_show_in_the_site() {
    let build = |zone: &str, locale: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_forebild"))
            .args(["build", "--drafts", "--base-url", "https://example.org/x/", "--root"])
            .arg(root())
            .arg("--output")
            .arg(folder.path().join("site"))
            .env_clear()
            .envs([("TZ", zone), ("LC_ALL", locale), ("SOURCE_DATE_EPOCH", "1795392000")])
            .output()
            .expect("the program runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        files(&folder.path().join("site"))
    };
    let first = build("Europe/Stockholm", "sv_SE.UTF-8");
    assert!(first.files.len() > 200, "{} files", first.files.len());
    for (zone, locale) in
        [("Pacific/Kiritimati", "tr_TR.UTF-8"), ("America/St_Johns", "C"), ("", "en_US.UTF-8")]
    {
        assert_same(&first, &build(zone, locale));
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
