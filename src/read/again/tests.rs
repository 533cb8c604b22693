//! Reading again gives what reading gives, whatever was done in between.
#![expect(clippy::disallowed_methods, reason = "edge: a project on disk is what is tested")]

use std::fs;
use std::io;

use proptest::prelude::*;
use proptest::sample::select;

use super::*;

/// A project with a few files, and what was read of it.
fn project() -> (tempfile::TempDir, Sources) {
    let root = tempfile::tempdir().unwrap();
    for path in ["content/site.yaml", "content/stories/a.md", "content/stories/b.md"] {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "before").unwrap();
    }
    let before = read(root.path()).unwrap();
    (root, before)
}

fn paths(root: &Path, paths: &[&str]) -> BTreeSet<PathBuf> {
    paths.iter().map(|path| root.join(path)).collect()
}

fn bytes<'a>(sources: &'a Sources, path: &str) -> Option<&'a [u8]> {
    sources.get(path).map(|(_, bytes)| &**bytes)
}

#[test]
fn only_what_changed_is_looked_at() {
    let (root, before) = project();
    let root = root.path();
    for name in ["a", "b", "new"] {
        fs::write(root.join(format!("content/stories/{name}.md")), "after").unwrap();
    }
    let after = again(root, &before, &paths(root, &["content/stories/a.md"])).unwrap();
    assert_eq!(bytes(&after, "content/stories/a.md"), Some(&b"after"[..]));
    assert_eq!(bytes(&after, "content/stories/b.md"), Some(&b"before"[..]));
    assert_eq!(bytes(&after, "content/stories/new.md"), None);
    let changed = paths(root, &["content/stories/a.md", "content/stories/new.md"]);
    let after = again(root, &after, &changed).unwrap();
    assert_eq!(bytes(&after, "content/stories/b.md"), Some(&b"before"[..]));
    assert_eq!(bytes(&after, "content/stories/new.md"), Some(&b"after"[..]));
}

#[test]
fn everything_is_read_when_a_folder_changed() {
    let (root, before) = project();
    let root = root.path();
    fs::write(root.join("content/stories/b.md"), "after").unwrap();
    let after = again(root, &before, &paths(root, &["content/stories"])).unwrap();
    assert_eq!(bytes(&after, "content/stories/b.md"), Some(&b"after"[..]));
}

#[test]
fn what_was_read_again_unchanged_is_the_same_allocation() {
    let (root, before) = project();
    let root = root.path();
    let path = "content/stories/a.md";
    let copy = root.join("content/stories/copy");
    fs::copy(root.join(path), &copy).unwrap();
    fs::rename(copy, root.join(path)).unwrap();
    let few = again(root, &before, &paths(root, &[path])).unwrap();
    let all = read_like(root, &before).unwrap();
    assert_eq!((copied(&before, &few), copied(&before, &all)), (None, None));
}

#[test]
fn without_its_own_file_a_project_has_the_built_in_one() {
    let (root, _) = project();
    let root = root.path();
    let (own, other) = ("themes/default/i18n/sv.yaml", "themes/default/i18n/en.yaml");
    fs::create_dir_all(root.join("themes/default/i18n")).unwrap();
    fs::write(root.join(own), "own").unwrap();
    let before = read(root).unwrap();
    fs::remove_file(root.join(own)).unwrap();
    fs::write(root.join(other), "new").unwrap();
    let after = again(root, &before, &paths(root, &[own])).unwrap();
    assert_eq!(bytes(&after, own), built_in::theme().get(own).map(|bytes| &**bytes));
    assert_ne!(bytes(&after, other), Some(&b"new"[..]), "was not said to have changed");
}

#[test]
fn a_project_whose_content_is_gone_cannot_be_read() {
    let (root, before) = project();
    let root = root.path();
    fs::rename(root.join("content"), root.join("elsewhere")).unwrap();
    let changed = paths(root, &["content/stories/a.md"]);
    assert!(matches!(again(root, &before, &changed), Err(ReadError::NoContent { .. })));
}

#[test]
fn the_register_of_people_is_read_whenever_something_else_is() {
    let outside = tempfile::tempdir().unwrap();
    let root = outside.path().join("projekt");
    let (site, register) = ("content/site.yaml", "../privat/folk.yaml");
    fs::create_dir_all(root.join("content/stories")).unwrap();
    fs::create_dir_all(outside.path().join("privat")).unwrap();
    fs::write(root.join(site), "people_register: ../privat/folk.yaml\n").unwrap();
    fs::write(root.join("content/stories/a.md"), "before").unwrap();
    let missing = read(&root).unwrap();
    assert_eq!(bytes(&missing, register), None);
    fs::write(outside.path().join("privat/folk.yaml"), "before").unwrap();
    let changed = paths(&root, &["content/stories/a.md"]);
    let there = only(&root, &missing, &changed).expect("one file is enough");
    assert_eq!(bytes(&there, register), Some(&b"before"[..]));
    assert_eq!(copied(&there, &again(&root, &there, &changed).unwrap()), None);
    fs::write(outside.path().join("privat/folk.yaml"), "after").unwrap();
    let after = again(&root, &there, &changed).unwrap();
    assert_eq!(bytes(&after, register), Some(&b"after"[..]));
    assert_eq!(after.files, read(&root).unwrap().files);
    fs::write(root.join(site), "title: x\n").unwrap();
    let without = again(&root, &after, &paths(&root, &[site])).unwrap();
    assert_eq!(without.files, read(&root).unwrap().files);
    assert_eq!(bytes(&without, register), None);
}

#[test]
fn a_root_may_be_relative() {
    let here = std::path::absolute(".").unwrap();
    let before = read(Path::new(".")).unwrap();
    let changed = BTreeSet::from([here.join("content/site.yaml")]);
    let mut stale = before.clone();
    *stale.files.get_mut("content/site.yaml").unwrap() = Arc::from(*b"stale");
    let after = only(Path::new("."), &stale, &changed).expect("one file is enough");
    assert_eq!(bytes(&after, "content/site.yaml"), bytes(&before, "content/site.yaml"));
}

/// A file that has the same bytes in both, but not the same allocation.
fn copied(before: &Sources, after: &Sources) -> Option<Arc<str>> {
    let is_copied = |(path, bytes): &(&Arc<str>, &Arc<[u8]>)| {
        before.get(path).is_some_and(|(known, same)| {
            same == *bytes && !(Arc::ptr_eq(same, bytes) && Arc::ptr_eq(known, path))
        })
    };
    after.files.iter().find(is_copied).map(|(path, _)| Arc::clone(path))
}

/// Something that a person or a program does to a project.
#[derive(Clone, Debug)]
enum Edit {
    Write(&'static str, u8),
    Replace(&'static str, u8),
    Truncate(&'static str),
    Delete(&'static str),
    Link(&'static str),
    TooLarge(&'static str),
    Rename(&'static str, &'static str),
    DeleteFolder(&'static str),
    NoUtf8,
}

const FILES: &[&str] = &[
    "content/site.yaml",
    "content/stories/a.md",
    "content/stories/b/index.md",
    "content/stories/b/bild.jpg",
    "content/stories/\u{e5}.md",
    "content/stories/a\u{30a}.md",
    "content/K.md",
    "content/\u{212a}.md",
    "content/\u{f6}/x.md",
    "content/o\u{308}/x.md",
    "content/o\u{308}/y.md",
    "content/stories/.a.md.swp",
    "content/stories/back\\slash.md",
    "themes/default/i18n/sv.yaml",
    "themes/own/static/style.css",
    "public/index.html",
];
const FOLDERS: &[&str] = &[
    "content/stories",
    "content/stories/b",
    "content/stories/c",
    "content/stories/a.md",
    "content/pages",
    "themes",
    "themes/own",
];

/// Ordinary edits more often than those that call for a remark, after which everything is read.
fn edit() -> impl Strategy<Value = Edit> {
    let (file, folder) = (|| select(FILES), || select(FOLDERS));
    prop_oneof![
        6 => (file(), any::<u8>()).prop_map(|(path, byte)| Edit::Write(path, byte)),
        6 => (file(), any::<u8>()).prop_map(|(path, byte)| Edit::Replace(path, byte)),
        2 => file().prop_map(Edit::Truncate),
        6 => file().prop_map(Edit::Delete),
        1 => file().prop_map(Edit::Link),
        1 => file().prop_map(Edit::TooLarge),
        2 => (folder(), folder()).prop_map(|(from, to)| Edit::Rename(from, to)),
        2 => folder().prop_map(Edit::DeleteFolder),
        1 => Just(Edit::NoUtf8),
    ]
}

impl Edit {
    /// Does it below `root`, and adds what it touched to `changed`, also when it fails halfway.
    fn apply(&self, root: &Path, changed: &mut BTreeSet<PathBuf>) -> io::Result<()> {
        let mut at = |path: &str| {
            let path = root.join(path);
            // As a watcher does: a folder that is made is told of, what is put into it may not be.
            let missing = path.ancestors().filter(|path| path.symlink_metadata().is_err()).last();
            changed.insert(missing.unwrap_or(&path).to_owned());
            path
        };
        let folders = |path: &Path| fs::create_dir_all(path.parent().unwrap());
        match self {
            Self::Write(path, byte) => {
                let path = at(path);
                folders(&path)?;
                fs::write(path, [*byte])
            }
            Self::Replace(path, byte) => {
                let (path, beside) = (at(path), at(&format!("{path}.new")));
                folders(&path)?;
                fs::write(&beside, [*byte])?;
                fs::rename(beside, path)
            }
            Self::Truncate(path) => fs::File::options().write(true).open(at(path))?.set_len(0),
            Self::Delete(path) => fs::remove_file(at(path)),
            Self::Link(path) => {
                let path = at(path);
                folders(&path)?;
                link(&path)
            }
            Self::TooLarge(path) => {
                let path = at(path);
                folders(&path)?;
                fs::File::create(path)?.set_len(20 * 1024 * 1024 + 1)
            }
            Self::Rename(from, to) => {
                let (from, to) = (at(from), at(to));
                folders(&to)?;
                fs::rename(from, to)
            }
            Self::DeleteFolder(path) => fs::remove_dir_all(at(path)),
            Self::NoUtf8 => {
                let path = root.join("content").join(no_utf8());
                changed.insert(path.clone());
                fs::write(path, "")
            }
        }
    }
}

/// Leads nowhere, so that nothing is written through it.
#[cfg(unix)]
fn link(path: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink("nowhere/x", path)
}

#[cfg(not(unix))]
fn link(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(target_os = "linux")]
fn no_utf8() -> std::ffi::OsString {
    std::os::unix::ffi::OsStringExt::from_vec(b"b\xe5t.md".to_vec())
}

#[cfg(not(target_os = "linux"))]
fn no_utf8() -> std::ffi::OsString {
    "bat.md".into()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn reading_again_is_reading(
        sequence in prop::collection::vec(prop::collection::vec(edit(), 1..4), 1..12)
    ) {
        let (root, mut before) = project();
        for edits in sequence {
            let mut changed = BTreeSet::new();
            for edit in edits {
                // Many cannot be done, such as deleting what is not there; that is an edit too.
                let _ = edit.apply(root.path(), &mut changed);
            }
            match (read(root.path()), again(root.path(), &before, &changed)) {
                (Ok(expected), Ok(found)) => {
                    prop_assert_eq!(&found.files, &expected.files);
                    prop_assert_eq!(&found.diagnostics, &expected.diagnostics);
                    prop_assert_eq!(copied(&before, &found), None);
                    before = found;
                }
                (Err(expected), Err(found)) => {
                    prop_assert_eq!(expected.to_string(), found.to_string());
                }
                (expected, found) => {
                    prop_assert!(false, "expected {expected:?}, found {found:?}");
                }
            }
        }
    }
}
