//! Any history of sites, foreign files and edits, by either way.

use crate::support::{Project, Thing, site, tree};
use forebild::output::Output;
use forebild::publish::{PublishError, Way, publish};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

/// Few names, so that files, folders and strangers meet often.
const PAGES: [&str; 10] =
    ["a", "a/x", "a/y", "b", "b/x/z", "b/x/w", "c/d/e", "c/d", "index.html", "own/page"];
const STRANGERS: [&str; 12] = [
    ".gitignore",
    "a",
    "a/x",
    "a/own",
    "b/x",
    "b/x/own",
    "c/d",
    "c/d/own",
    "c/own",
    "own",
    "own/q/r",
    "index.html",
];

#[derive(Clone, Debug)]
enum Step {
    Publish(BTreeMap<&'static str, u8>, Way),
    File(&'static str, u8),
    Link(&'static str),
    Folder(&'static str),
    Delete(&'static str),
}

fn step() -> impl Strategy<Value = Step> {
    let way = select(vec![Way::Swap, Way::PerFile]);
    let pages = btree_map(select(PAGES.to_vec()), 0..3_u8, 0..8);
    prop_oneof![
        4 => (pages, way).prop_map(|(pages, way)| Step::Publish(pages, way)),
        2 => (select(STRANGERS.to_vec()), 0..4_u8).prop_map(|(path, n)| Step::File(path, n)),
        1 => select(STRANGERS.to_vec()).prop_map(Step::Link),
        1 => select(STRANGERS.to_vec()).prop_map(Step::Folder),
        1 => select(PAGES.to_vec()).prop_map(Step::Delete),
    ]
}

type Tree = BTreeMap<String, Thing>;

/// The paths above a path.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

fn is_above(folder: &str, path: &str) -> bool {
    above(path).any(|above| above == folder)
}

/// A site cannot have a page where it has a folder.
fn possible(pages: &BTreeMap<&'static str, u8>) -> Output {
    let fits = |path: &&str| !pages.keys().any(|other| is_above(other, path));
    site(
        pages.keys().filter(|path| fits(path)).map(|path| (*path, format!("page {}", pages[path]))),
    )
}

/// What must stand after a site has been published on top of `before`, or the paths at fault.
fn expected(before: &Tree, last: &Output, next: &Output) -> Result<Tree, BTreeSet<String>> {
    let mut at_fault = BTreeSet::new();
    let ours_folder = |path: &str| last.files.keys().any(|page| is_above(path, page));
    let mut after = Tree::new();
    for (path, thing) in before.iter().filter(|(path, _)| *path != ".forebild-manifest") {
        let wrote = last.files.get(path);
        match thing {
            // A folder in which we wrote goes with what we wrote.
            Thing::Folder if ours_folder(path) => continue,
            Thing::File(now)
                if Some(now) == wrote || wrote.is_some() && Some(now) == next.files.get(path) =>
            {
                continue;
            }
            Thing::File(_) | Thing::Link(_) if wrote.is_some() => {
                at_fault.insert(path.clone());
                continue;
            }
            _ => {}
        }
        let needed_as_folder = next.files.keys().any(|page| is_above(path, page));
        let in_the_way = next.files.contains_key(path)
            || above(path).any(|above| next.files.contains_key(above))
            || needed_as_folder && *thing != Thing::Folder;
        if in_the_way {
            at_fault.insert(path.clone());
        }
        after.insert(path.clone(), thing.clone());
    }
    if !at_fault.is_empty() {
        return Err(at_fault);
    }
    after.extend(next.files.iter().map(|(path, bytes)| (path.clone(), Thing::File(bytes.clone()))));
    let folders: Vec<_> = after.keys().flat_map(|path| above(path)).map(str::to_owned).collect();
    after.extend(folders.into_iter().map(|path| (path, Thing::Folder)));
    Ok(after)
}

/// Publishes, and if something is in the way moves that away until it works.
fn publish_and_look(project: &Project, last: &Output, next: &Output, way: Way) {
    loop {
        let before = tree(&project.public());
        let expected = expected(&before, last, next);
        match publish(next, &project.target(way)) {
            Ok(report) => {
                let mut after = tree(&project.public());
                after.remove(".forebild-manifest").expect("there is a manifest");
                assert_eq!(Ok(after), expected);
                assert!(report.kept_beside.is_empty() && report.leftovers.is_empty());
                return;
            }
            Err(PublishError::InTheWay { foreign, changed }) => {
                assert_eq!(tree(&project.public()), before, "a refused site changed something");
                let at_fault = expected.expect_err("nothing was in the way");
                for path in foreign.iter().chain(&changed) {
                    assert!(at_fault.contains(path.to_str().unwrap()), "{path:?} {at_fault:?}");
                    remove(&project.public().join(path));
                }
            }
            Err(error) => panic!("{error}"),
        }
    }
}

fn remove(path: &Path) {
    if fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir()) {
        fs::remove_dir_all(path).unwrap();
    } else {
        let _gone = fs::remove_file(path);
    }
}

/// A person's hand: it does what it can, as far as the tree allows.
fn meddle(public: &Path, step: &Step) {
    let ready = |path: &str| {
        let path = public.join(path);
        let _in_the_way = fs::create_dir_all(path.parent().unwrap());
        path
    };
    match step {
        Step::File(path, n) => {
            let path = ready(path);
            // Not through a link: that would be another file.
            if !path.is_symlink() {
                let _in_the_way = fs::write(path, format!("page {n}"));
            }
        }
        Step::Link(path) => {
            let _in_the_way = symlink("a/x", ready(path));
        }
        Step::Folder(path) => {
            let _in_the_way = fs::create_dir(ready(path));
        }
        Step::Delete(path) => {
            let _none = fs::remove_file(public.join(path));
        }
        Step::Publish(..) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 256, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn g3_g4_any_history_gives_a_clean_build_and_what_was_foreign(steps in vec(step(), 1..14)) {
        let project = Project::in_memory();
        let mut last = site::<&str, &str>([]);
        publish(&last, &project.target(Way::Swap)).unwrap();
        for step in &steps {
            match step {
                Step::Publish(pages, way) => {
                    let next = possible(pages);
                    publish_and_look(&project, &last, &next, *way);
                    last = next;
                }
                other => meddle(&project.public(), other),
            }
        }
        project.assert_tidy();
    }
}
