//! What is read from a folder, and what is not.
#![expect(clippy::disallowed_methods, reason = "edge: a project on disk is what is tested")]

use std::fs;
use std::path::Path;

use super::*;
use crate::diagnostic::sorted;

/// A project with the given files.
fn project(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("content")).unwrap();
    for (path, bytes) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    root
}

/// The paths read that the built-in theme does not have, and the remarks as code and path.
fn seen(root: &Path) -> (Vec<String>, Vec<(&'static str, String)>) {
    let sources = read(root).unwrap();
    let built_in = built_in::theme();
    let paths = sources.files.keys().filter(|path| !built_in.contains_key(*path));
    let remarks = sorted(sources.diagnostics);
    (
        paths.map(ToString::to_string).collect(),
        remarks.iter().map(|one| (one.code.id(), one.place.file.to_string())).collect(),
    )
}

#[test]
fn only_content_and_themes_are_read_in_order() {
    let root = project(&[
        ("content/stories/b.md", b"b"),
        ("content/stories/a/index.md", b"a"),
        ("content/site.yaml", b"title: x"),
        ("themes/own/templates/page.html", b"x"),
        ("public/index.html", b"x"),
        ("secret.txt", b"x"),
    ]);
    let (paths, remarks) = seen(root.path());
    assert_eq!(
        paths,
        [
            "content/site.yaml",
            "content/stories/a/index.md",
            "content/stories/b.md",
            "themes/own/templates/page.html"
        ]
    );
    assert!(remarks.is_empty(), "{remarks:?}");
}

#[test]
fn a_file_of_the_project_stands_in_for_a_built_in_one() {
    let path = "themes/default/i18n/sv.yaml";
    let root = project(&[(path, b"own")]);
    assert_eq!(&**read(root.path()).unwrap().get(path).unwrap().1, b"own");
}

#[test]
fn leavings_of_editors_and_systems_are_left_out_without_a_word() {
    let root = project(&[
        ("content/stories/.a.md.swp", b""),
        ("content/stories/a.md~", b""),
        ("content/.git/config", b""),
        ("content/Thumbs.db", b""),
        ("content/stories/a.md", b""),
    ]);
    assert_eq!(seen(root.path()), (vec!["content/stories/a.md".to_owned()], vec![]));
}

#[test]
fn too_large_a_file_is_there_but_unread() {
    let story = vec![b'x'; 2 * 1024 * 1024 + 1];
    let root = project(&[
        ("content/stories/a.md", &story),
        ("content/stories/a.jpg", &story),
        ("content/stories/b.md", &story[1..]),
    ]);
    let sources = read(root.path()).unwrap();
    let sizes = |path: &str| sources.get(path).unwrap().1.len();
    assert_eq!(sizes("content/stories/a.md"), 0);
    assert_eq!(sizes("content/stories/a.jpg"), story.len());
    assert_eq!(sizes("content/stories/b.md"), story.len() - 1);
    assert_eq!(sources.diagnostics.len(), 1);
    assert_eq!(sources.diagnostics[0].message.sv, "filen är 3 MB, men får vara högst 2 MB");
}

#[test]
fn no_content_is_a_mistake_of_the_caller() {
    let root = tempfile::tempdir().unwrap();
    assert_eq!(read(root.path()).unwrap_err().exit_code(), 2);
    assert_eq!(read(&root.path().join("nowhere")).unwrap_err().exit_code(), 2);
    fs::write(root.path().join("file"), "").unwrap();
    assert_eq!(read(&root.path().join("file")).unwrap_err().exit_code(), 2);
}

#[test]
fn one_file_is_read_by_the_same_rules() {
    let root = project(&[("content/site.yaml", b"title: x")]);
    assert_eq!(one(root.path(), "content/site.yaml").unwrap().as_deref(), Some(&b"title: x"[..]));
    assert_eq!(one(root.path(), "content/territory.yaml").unwrap(), None);
    assert_eq!(one(root.path(), "content").unwrap(), None);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use rustix::fs::{CWD, FileType, Mode, mknodat};

    use super::*;

    #[test]
    fn g15_links_are_not_followed_and_pipes_are_not_opened() {
        let root = project(&[("content/stories/a.md", b"a"), ("outside/secret.md", b"s")]);
        let stories = root.path().join("content/stories");
        symlink(root.path().join("outside"), stories.join("folder")).unwrap();
        symlink(root.path().join("outside/secret.md"), stories.join("b.md")).unwrap();
        symlink("nowhere", stories.join("broken.md")).unwrap();
        mknodat(CWD, stories.join("pipe.md"), FileType::Fifo, Mode::RWXU, 0).unwrap();
        let (paths, remarks) = seen(root.path());
        assert_eq!(paths, ["content/stories/a.md"]);
        let expected = ["b.md", "broken.md", "folder", "pipe.md"]
            .map(|name| ("F005", format!("content/stories/{name}")));
        assert_eq!(remarks, expected);
    }

    #[test]
    fn g15_a_pipe_or_link_put_in_place_after_the_walk_is_not_read() {
        let root = project(&[("content/a.md", b"a")]);
        let on_disk = root.path().join("pipe");
        mknodat(CWD, &on_disk, FileType::Fifo, Mode::RWXU, 0).unwrap();
        let opened = |on_disk| {
            open::open(&walk::Candidate { path: "content/pipe.md".into(), on_disk }).unwrap()
        };
        assert_eq!(opened(on_disk), Opened::NotAFile);
        symlink(root.path().join("content/a.md"), root.path().join("link")).unwrap();
        assert_eq!(opened(root.path().join("link")), Opened::NotAFile);
        assert_eq!(opened(root.path().join("nothing")), Opened::Gone);
        assert_eq!(opened(root.path().join("content")), Opened::NotAFile);
    }

    #[test]
    fn g15_a_content_folder_that_is_a_link_is_not_followed() {
        let other = project(&[("content/site.yaml", b"x")]);
        let root = tempfile::tempdir().unwrap();
        symlink(other.path().join("content"), root.path().join("content")).unwrap();
        assert_eq!(seen(root.path()), (vec![], vec![("F005", "content".to_owned())]));
    }

    #[test]
    fn a_file_without_read_permission_stops_with_its_path() {
        let root = project(&[("content/stories/a.md", b"a"), ("content/stories/b.md", b"b")]);
        let path = root.path().join("content/stories/a.md");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
        if fs::read(&path).is_ok() {
            return; // The superuser reads everything.
        }
        let error = read(root.path()).unwrap_err();
        assert_eq!((error.exit_code(), error.path()), (3, &*path));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn names_are_one_normal_form_of_utf_8() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let root = project(&[
        ("content/stories/a\u{30a}.md", b"nfd"),
        ("content/stories/\u{e5}.md", b"nfc"),
        ("content/pages/o\u{308}.md", b"nfd"),
        ("content/pages/x\u{202e}y.md", b""),
    ]);
    let bad = root.path().join("content").join(OsStr::from_bytes(b"b\xe5t.md"));
    fs::write(bad, "").unwrap();
    let (paths, remarks) = seen(root.path());
    assert_eq!(paths, ["content/pages/\u{f6}.md", "content/stories/\u{e5}.md"]);
    assert_eq!(
        remarks,
        [
            ("F006", "content/b\u{fffd}t.md".to_owned()),
            ("F006", "content/pages/x\u{202e}y.md".to_owned()),
            ("F009", "content/stories/\u{e5}.md".to_owned()),
        ]
    );
}
