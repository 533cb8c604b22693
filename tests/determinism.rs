//! Same input, same bytes (G7): whatever the number of threads and the folder.

#![expect(clippy::disallowed_methods, reason = "a test that copies a folder")]
mod common;

use std::path::Path;

use common::{build, options, root, starter};
use forebild::output::Output;

fn assert_same(a: &Output, b: &Output) {
    let paths = |output: &Output| output.files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(a), paths(b));
    for (path, bytes) in &a.files {
        assert!(*bytes == b.files[path], "{path} differs");
    }
}

#[test]
fn one_thread_and_many_make_the_same_site() {
    let with_threads = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("a pool of threads").install(|| starter(&options()))
    };
    let one = with_threads(1);
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
    assert_same(&starter(&options()), &build(&sources, &options()));
}

#[test]
fn the_day_of_the_build_is_not_in_the_site() {
    let mut later = options();
    later.today = jiff::civil::date(2035, 6, 1);
    assert_same(&starter(&options()), &starter(&later));
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
