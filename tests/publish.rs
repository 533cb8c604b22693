//! What `publish` promises, one test a promise; the numbers are those of the guarantees.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "these tests are about files, look at them from outside, and are tests throughout"
)]

mod at_end;
#[path = "publish/children.rs"]
mod children;
mod dice;
#[path = "publish/property.rs"]
mod property;
#[path = "publish/refusals.rs"]
mod refusals;
#[path = "publish/support.rs"]
mod support;
#[path = "publish/together.rs"]
mod together;

use forebild::output::Sink as _;
use forebild::publish::{Draft, How, PublishError, publish, standing};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use support::{Project, Thing, WAYS, files, generation, identity, mode, set_mode, site, tree};

/// Not a test: the tests start this program again, to play a part.
#[test]
#[ignore = "a part of other tests, which start it themselves"]
fn child() {
    let Ok(part) = std::env::var("FOREBILD_PART") else { return };
    let root = std::env::var_os("FOREBILD_ROOT").unwrap();
    children::play(&part, Path::new(&root));
}

#[test]
fn g1_a_first_site_a_second_and_none_twice() {
    for way in WAYS {
        let project = Project::new();
        let first = project.publish(&generation(1, 9), way);
        assert_eq!((first.written, first.unchanged, first.removed), (12, 0, 0));
        assert_eq!(files(&project.public()), generation(1, 9).files);
        let second = project.publish(&generation(2, 9), way);
        assert_eq!((second.written, second.unchanged, second.removed), (11, 1, 1));
        let bytes: usize = generation(2, 9).files.values().map(Vec::len).sum();
        assert_eq!(second.bytes, bytes as u64);
        assert_eq!(files(&project.public()), generation(2, 9).files);
        assert_eq!(second.how == How::Swapped, way == WAYS[0], "{:?}", second.how);
        let third = project.publish(&generation(2, 9), way);
        assert_eq!((third.written, third.unchanged, third.removed), (0, 12, 0));
        assert_eq!(third.how, How::Unchanged);
        project.assert_tidy();
    }
}

#[test]
fn g1_an_empty_site_and_a_deep_new_output() {
    for way in WAYS {
        let project = Project::new();
        let mut target = project.target(way);
        target.folder = project.around.path().join("not/there/yet");
        publish(&generation(1, 2), &target).unwrap();
        assert_eq!(files(&target.folder), generation(1, 2).files);
        publish(&site::<&str, &str>([]), &target).unwrap();
        assert_eq!(tree(&target.folder).into_keys().collect::<Vec<_>>(), [".forebild-manifest"]);
    }
}

#[test]
fn g1_nothing_of_a_draft_is_seen_before_it_is_published() {
    for way in WAYS {
        let project = Project::new();
        project.publish(&generation(1, 9), way);
        let before = tree(&project.public());
        let draft = Draft::begin(&project.target(way)).unwrap();
        let next = generation(2, 9);
        next.files.iter().rev().for_each(|(path, bytes)| draft.put(path, bytes));
        assert_eq!(tree(&project.public()), before);
        let busy = publish(&next, &project.target(way)).unwrap_err();
        assert!(matches!(busy, PublishError::Busy { .. }), "{busy:?}");
        let report = draft.publish().unwrap();
        assert_eq!((report.written, report.unchanged, report.removed), (11, 1, 1));
        assert_eq!(files(&project.public()), next.files);
        project.assert_tidy();
    }
}

#[test]
fn g2_a_draft_that_is_dropped_changes_nothing() {
    for way in WAYS {
        for site_before in [None, Some(generation(1, 9))] {
            let project = Project::new();
            if let Some(site) = site_before {
                project.publish(&site, way);
            }
            let before = tree(project.around.path());
            let draft = Draft::begin(&project.target(way)).unwrap();
            generation(2, 9).files.iter().for_each(|(path, bytes)| draft.put(path, bytes));
            drop(draft);
            assert_eq!(tree(project.around.path()), before);
        }
    }
}

#[test]
fn g2_a_site_with_an_impossible_path_changes_nothing() {
    let project = Project::new();
    project.publish(&generation(1, 3), WAYS[0]);
    let before = tree(project.around.path());
    let bad =
        ["", "/x", "x/", "a//b", "../x", "a/../b", "./x", ".forebild-manifest", "style.css/x"];
    for path in bad.into_iter().chain([".forebild-parts/x", "a\\b", "c:x"]) {
        let mut output = generation(2, 3);
        output.files.insert(path.to_owned(), Vec::new());
        let error = publish(&output, &project.target(WAYS[0])).unwrap_err();
        assert!(matches!(error, PublishError::BadPath { .. }), "{path}: {error}");
        assert_eq!(error.exit_code(), 2);
        assert_eq!(tree(project.around.path()), before, "{path}");
    }
}

#[test]
fn g3_everything_foreign_comes_along_as_it_is() {
    for way in WAYS {
        let project = Project::new();
        let public = project.public();
        fs::create_dir(&public).unwrap();
        fs::write(public.join(".gitignore"), "*\n!.gitignore\n").unwrap();
        project.publish(&generation(1, 3), way);
        let outside = project.around.path().join("outside");
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("precious"), "mine").unwrap();
        fs::create_dir_all(public.join("own/empty")).unwrap();
        fs::write(public.join("stories/mine.txt"), "mine").unwrap();
        fs::write(public.join("only/mine.txt"), "mine").unwrap();
        set_mode(&public.join("stories/mine.txt"), 0o640);
        set_mode(&public.join("own"), 0o555);
        symlink(&outside, public.join("link")).unwrap();
        symlink("nowhere", public.join("stories/broken")).unwrap();
        let foreign = [".gitignore", "link", "only/mine.txt", "stories/broken", "stories/mine.txt"];
        let before: Vec<_> = foreign.map(|path| identity(&public.join(path))).into();

        let report = project.publish(&generation(2, 3), way);
        assert_eq!(report.kept_foreign, foreign.map(PathBuf::from));
        let after: Vec<_> = foreign.map(|path| identity(&public.join(path))).into();
        assert_eq!(after, before);
        let now = tree(&public);
        assert_eq!(now["own/empty"], Thing::Folder);
        assert_eq!(now["link"], Thing::Link(outside.clone()));
        assert_eq!(mode(&public.join("stories/mine.txt")), 0o640);
        assert_eq!(mode(&public.join("own")), 0o555);
        assert!(!now.contains_key("only/1.html") && now.contains_key("only/2.html"));
        assert_eq!(tree(&outside).len(), 1);
        project.assert_tidy();
        set_mode(&public.join("own"), 0o755);
    }
}

/// Puts something in the way and says which path the error must name, in which of the two lists.
type Mischief = (&'static str, fn(&Path), &'static str, bool);

const IN_THE_WAY: [Mischief; 9] = [
    ("a foreign file where a page comes", |p| write(p, "only/2.html", "x"), "only/2.html", true),
    ("a foreign file where a folder comes", |p| write(p, "new", "x"), "new", true),
    ("a foreign link where a folder comes", |p| link(p, "new", "only"), "new", true),
    ("an empty folder where a page comes", |p| folder(p, "only/2.html"), "only/2.html", true),
    (
        "a foreign file below an old folder that becomes a page",
        |p| write(p, "turns/mine", "x"),
        "turns/mine",
        true,
    ),
    ("a page was edited", |p| write(p, "index.html", "edited"), "index.html", false),
    ("a page of the same size and time", same_size_and_time, "index.html", false),
    ("an old page was edited", |p| write(p, "only/1.html", "edited"), "only/1.html", false),
    ("a page became a link", |p| link(p, "style.css", "index.html"), "style.css", false),
];

fn write(public: &Path, path: &str, text: &str) {
    fs::write(public.join(path), text).unwrap();
}

fn folder(public: &Path, path: &str) {
    fs::create_dir_all(public.join(path)).unwrap();
}

fn link(public: &Path, path: &str, to: &str) {
    let _gone = fs::remove_file(public.join(path));
    symlink(to, public.join(path)).unwrap();
}

fn same_size_and_time(public: &Path) {
    let path = public.join("index.html");
    let time = fs::symlink_metadata(&path).unwrap().modified().unwrap();
    let mut bytes = fs::read(&path).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&path, bytes).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
}

#[test]
fn g3_what_is_not_ours_to_lose_stops_the_build_and_is_named() {
    let mut old = generation(1, 3);
    old.files.insert("turns/page.html".to_owned(), b"x".to_vec());
    let mut new = generation(2, 3);
    new.files.insert("new/page.html".to_owned(), b"x".to_vec());
    new.files.insert("turns".to_owned(), b"x".to_vec());
    for (what, mischief, path, is_foreign) in IN_THE_WAY {
        for way in WAYS {
            let project = Project::new();
            project.publish(&old, way);
            mischief(&project.public());
            let before = tree(project.around.path());
            let error = publish(&new, &project.target(way)).unwrap_err();
            let PublishError::InTheWay { foreign, changed } = &error else { panic!("{error}") };
            let named = if is_foreign { (foreign, changed) } else { (changed, foreign) };
            assert_eq!(named, (&vec![PathBuf::from(path)], &vec![]), "{what}, {way:?}");
            assert_eq!(error.exit_code(), 2);
            let words = error.words();
            assert!(words.sv.contains(path) && words.sv.contains("flytta undan"), "{}", words.sv);
            assert!(words.en.contains(path) && words.en.contains("move it away"), "{}", words.en);
            assert_eq!(tree(project.around.path()), before, "{what}, {way:?}");

            let in_the_way = project.public().join(path);
            let moved = project.around.path().join("moved");
            fs::rename(&in_the_way, &moved).unwrap();
            project.publish(&new, way);
            assert_eq!(files(&project.public()), new.files, "{what}, {way:?}");
        }
    }
}

#[test]
fn g3_an_edit_to_what_we_would_write_is_no_conflict() {
    for way in WAYS {
        let project = Project::new();
        project.publish(&generation(1, 3), way);
        for (path, bytes) in generation(2, 3).files {
            if project.public().join(&path).exists() {
                fs::write(project.public().join(path), bytes).unwrap();
            }
        }
        let report = project.publish(&generation(2, 3), way);
        assert_eq!((report.written, report.unchanged), (1, 5));
        assert_eq!(files(&project.public()), generation(2, 3).files);
    }
}

#[test]
fn g3_a_manifest_that_cannot_be_read_stops_the_build() {
    let project = Project::new();
    let manifest = project.public().join(".forebild-manifest");
    project.publish(&generation(1, 3), WAYS[0]);
    for broken in ["", "{", "{\"forebild_manifest\": 99, \"files\": {}}"] {
        fs::write(&manifest, broken).unwrap();
        let before = tree(project.around.path());
        for way in WAYS {
            let error = publish(&generation(2, 3), &project.target(way)).unwrap_err();
            assert!(matches!(error, PublishError::Manifest { .. }), "{error}");
            assert_eq!(error.exit_code(), 2);
            assert_eq!(tree(project.around.path()), before);
        }
    }
}

#[test]
fn g3_a_link_in_place_of_our_own_folder_leads_nowhere() {
    let project = Project::new();
    project.publish(&generation(1, 3), WAYS[1]);
    let outside = project.around.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("precious"), "mine").unwrap();
    symlink(&outside, project.public().join(".forebild-parts")).unwrap();
    for way in WAYS {
        publish(&generation(2, 3), &project.target(way)).unwrap_err();
        assert_eq!(files(&outside).len(), 1);
    }
}

#[test]
fn g4_stale_pages_and_emptied_folders_are_gone() {
    for way in WAYS {
        let project = Project::new();
        let old = [("a/b/c/page.html", "1"), ("a/other.html", "2"), ("x", "3"), ("y/z", "4")];
        let new = [("a/other.html", "2"), ("x/page.html", "3"), ("y", "4")];
        project.publish(&site(old), way);
        let report = project.publish(&site(new), way);
        assert_eq!((report.written, report.unchanged, report.removed), (2, 1, 3));
        let now: Vec<_> = tree(&project.public()).into_keys().collect();
        assert_eq!(now, [".forebild-manifest", "a", "a/other.html", "x", "x/page.html", "y"]);
        project.publish(&site(old), way);
        assert_eq!(files(&project.public()), site(old).files);
    }
}

#[test]
fn g4_a_page_that_was_deleted_by_hand_comes_back() {
    for way in WAYS {
        let project = Project::new();
        project.publish(&generation(1, 3), way);
        fs::remove_dir_all(project.public().join("stories")).unwrap();
        let report = project.publish(&generation(1, 3), way);
        assert_eq!(report.written, 3);
        assert_eq!(files(&project.public()), generation(1, 3).files);
    }
}

#[test]
fn g7_the_same_site_is_the_same_tree_whatever_was_before() {
    let clean = Project::new();
    clean.publish(&generation(5, 20), WAYS[0]);
    for way in WAYS {
        let project = Project::new();
        for n in [1, 2, 7, 5] {
            project.publish(&generation(n, 10 + n * 2), way);
        }
        project.publish(&generation(5, 20), way);
        assert_eq!(tree(&project.public()), tree(&clean.public()));
    }
}

#[test]
fn g8_unchanged_files_keep_inode_and_time() {
    for way in WAYS {
        let project = Project::new();
        let file = |path: &str| identity(&project.public().join(path));
        let mut output = generation(1, 3);
        project.publish(&output, way);
        let (style, index) = (file("style.css"), file("index.html"));
        let page = file("stories/1/index.html");
        output.files.insert("index.html".to_owned(), b"new".to_vec());
        project.publish(&output, way);
        assert_eq!(file("style.css"), style);
        assert_eq!(file("stories/1/index.html"), page);
        assert_ne!(file("index.html").0, index.0);
    }
}

#[test]
fn g8_when_nothing_changed_the_folder_itself_is_untouched() {
    for way in WAYS {
        let project = Project::new();
        project.publish(&generation(1, 3), way);
        let before = identity(&project.public());
        project.publish(&generation(1, 3), way);
        assert_eq!(identity(&project.public()), before);
    }
}

#[test]
fn g8_a_site_stands_as_long_as_nobody_touched_it() {
    for way in WAYS {
        let project = Project::new();
        let (public, target) = (project.public(), project.target(way));
        let first = project.publish(&generation(1, 3), way);
        let stands = || standing(&first.site, &target).unwrap();
        fs::write(public.join("theirs.txt"), "theirs").unwrap();
        let again = project.publish(&generation(1, 3), way);
        let before = identity(&public);
        assert_eq!(stands(), Some(again), "as publishing it again would say");
        assert_eq!(identity(&public), before);
        project.assert_tidy();

        let touches: [(&str, Touch); 5] = [
            ("another site", |project| {
                project.publish(&generation(2, 3), WAYS[0]);
            }),
            ("an edit", |project| write(&project.public(), "index.html", "edited")),
            ("a page gone", |project| {
                fs::remove_file(project.public().join("index.html")).unwrap();
            }),
            ("a run cut short", |project| {
                fs::create_dir(project.public().join(".forebild-parts")).unwrap();
            }),
            ("all gone", |project| fs::remove_dir_all(project.public()).unwrap()),
        ];
        for (what, touch) in touches {
            touch(&project);
            assert_eq!(stands(), None, "{what}");
            let _edited = fs::remove_file(public.join("index.html"));
            assert_eq!(project.publish(&generation(1, 3), way).site, first.site, "{what}");
            assert!(stands().is_some(), "{what}");
        }
    }
}

type Touch = fn(&Project);

#[test]
fn g22_rights_are_ordinary_and_those_of_folders_are_kept() {
    for way in WAYS {
        let project = Project::new();
        let public = project.public();
        project.publish(&generation(1, 3), way);
        assert_eq!(mode(&public.join("index.html")) & 0o700, 0o600);
        assert_eq!(mode(&public.join("stories")) & 0o700, 0o700);
        set_mode(&public, 0o2750);
        set_mode(&public.join("stories"), 0o700);
        project.publish(&generation(2, 3), way);
        assert_eq!(mode(&public), 0o2750);
        assert_eq!(mode(&public.join("stories")), 0o700);
    }
}
