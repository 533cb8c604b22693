//! States that a test from outside cannot bring about: between two system calls.

use super::draft::Shelf;
use super::lock::{Lock, beside};
use super::manifest::{Entry, MANIFEST, Manifest, Ours, PARTS};
use super::plan::Plan;
use super::stage::{self, Staging};
use super::survey::Survey;
use super::take_down::take_down;
use super::{How, PublishError, Report, Target, Way, per_file, publish, swap, system};
use crate::output::Output;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn site<const N: usize>(files: [(&str, &str); N]) -> Output {
    let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    Output { files: files.into() }
}

fn manifest(output: &Output) -> Manifest {
    Manifest::of(output.files.iter().map(|(path, bytes)| (path.clone(), Entry::of(bytes))))
}

struct Ground {
    folder: TempDir,
}

impl Ground {
    /// An output with a site and a stranger in it.
    fn with_site() -> Self {
        let ground = Self { folder: tempfile::tempdir().unwrap() };
        ground.publish(&old_site(), Way::Swap);
        fs::write(ground.public().join("mine"), "mine").unwrap();
        ground
    }

    fn public(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join("public")
    }

    fn publish(&self, output: &Output, way: Way) -> Report {
        let target = Target {
            folder: self.public(),
            project: self.folder.path().join("project"),
            protected: Vec::new(),
            home: None,
            way,
        };
        publish(output, &target).unwrap()
    }

    /// The new site, staged and not swapped.
    fn stage(&self, output: &Output) -> Staging {
        let ours = Ours::read(&self.public()).unwrap();
        let survey = Survey::take(&self.public(), &ours).unwrap();
        let plan = Plan::make(manifest(output), survey).unwrap();
        let staging = Staging::make(&self.public()).unwrap();
        for path in &plan.write {
            staging.put(path, &output.files[path]).unwrap();
        }
        assert!(stage::complete(&staging, &self.public(), &plan).unwrap());
        staging
    }

    #[track_caller]
    fn assert_tidy_with(&self, output: &Output) {
        for (path, bytes) in &output.files {
            assert_eq!(&fs::read(self.public().join(path)).unwrap(), bytes, "{path}");
        }
        assert_eq!(fs::read(self.public().join("mine")).unwrap(), b"mine");
        assert_eq!(names(&self.public()).len(), output.files.len() + 2, "site, manifest, mine");
        assert_eq!(names(self.folder.path()), ["public"]);
    }
}

fn old_site() -> Output {
    site([("a", "1"), ("b", "1"), ("same", "1")])
}

fn new_site() -> Output {
    site([("a", "2"), ("c", "2"), ("same", "1")])
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn g1_two_renames_do_it_where_there_is_no_exchange() {
    let ground = Ground::with_site();
    let staged = ground.stage(&new_site());
    assert_eq!(swap::in_two_renames(&staged, &ground.public()).unwrap(), How::TwoRenames);
    staged.take_old_down(&ground.public(), &mut Vec::new(), &mut Vec::new());
    ground.assert_tidy_with(&new_site());
}

#[test]
fn g1_where_folders_cannot_trade_names_after_all_what_is_staged_goes_in_file_by_file() {
    let ground = Ground::with_site();
    let public = ground.public();
    let staging = Staging::make(&public).unwrap();
    for (path, bytes) in &new_site().files {
        staging.put(path, bytes).unwrap();
    }
    let ours = Ours::read(&public).unwrap();
    let survey = Survey::take(&public, &ours).unwrap();
    let plan = Plan::make(manifest(&new_site()), survey).unwrap();
    let shelf = Shelf::Staged(staging);
    per_file::write(&public, &plan, &ours, &shelf).unwrap();
    let Shelf::Staged(staging) = shelf else { unreachable!() };
    staging.discard();
    ground.assert_tidy_with(&new_site());
}

#[test]
fn g1_killed_between_two_renames_the_old_site_comes_back() {
    let ground = Ground::with_site();
    let staged = ground.stage(&new_site());
    fs::rename(ground.public(), staged.old()).unwrap();
    let cleaned = stage::clean_up(&ground.public());
    assert!(cleaned.kept_beside.is_empty() && cleaned.leftovers.is_empty());
    ground.assert_tidy_with(&old_site());
}

#[test]
fn g1_killed_after_two_renames_the_new_site_stays() {
    let ground = Ground::with_site();
    let staged = ground.stage(&new_site());
    swap::in_two_renames(&staged, &ground.public()).unwrap();
    stage::clean_up(&ground.public());
    ground.assert_tidy_with(&new_site());
}

#[test]
fn g1_killed_before_or_after_the_exchange_the_right_tree_goes() {
    let ground = Ground::with_site();
    ground.stage(&new_site());
    stage::clean_up(&ground.public());
    ground.assert_tidy_with(&old_site());

    let staged = ground.stage(&new_site());
    system::exchange(&staged.site(), &ground.public()).unwrap();
    stage::clean_up(&ground.public());
    ground.assert_tidy_with(&new_site());
}

#[test]
fn g1_killed_before_the_first_site_was_put_in_place_nothing_is_left() {
    let ground = Ground { folder: tempfile::tempdir().unwrap() };
    ground.stage(&new_site());
    stage::clean_up(&ground.public());
    assert!(names(ground.folder.path()).is_empty());
}

#[test]
fn g3_a_folder_with_our_name_but_no_marker_is_not_touched() {
    let ground = Ground::with_site();
    let look_alike = beside(&ground.public(), "new-1-0");
    fs::create_dir_all(look_alike.join("site")).unwrap();
    fs::write(look_alike.join("site/precious"), "mine").unwrap();
    let empty = beside(&ground.public(), "new-2-0");
    fs::create_dir_all(empty.join("site")).unwrap();
    let other_name = beside(&ground.public(), "new-mine");
    fs::create_dir(&other_name).unwrap();
    ground.publish(&new_site(), Way::Swap);
    assert!(look_alike.join("site/precious").exists() && other_name.exists());
    assert!(!empty.exists());
}

#[test]
fn g3_what_comes_while_we_work_is_handed_over_or_kept_in_sight() {
    let ground = Ground::with_site();
    let staged = ground.stage(&new_site());
    let public = ground.public();
    fs::write(public.join("late"), "late").unwrap();
    fs::remove_file(public.join("a")).unwrap();
    fs::write(public.join("a"), "edited").unwrap();
    assert_eq!(swap::swap(&staged, &public).unwrap(), Some(How::Swapped));
    let (mut kept, mut leftovers) = (Vec::new(), Vec::new());
    staged.take_old_down(&public, &mut kept, &mut leftovers);
    assert_eq!(fs::read(public.join("late")).unwrap(), b"late");
    assert_eq!(fs::read(public.join("a")).unwrap(), b"2");
    let beside = public.with_file_name("public.forebild-kept-1");
    assert_eq!((&kept, &leftovers), (&vec![beside.clone()], &vec![]));
    assert_eq!(names(&beside), ["a"]);
    assert_eq!(fs::read(beside.join("a")).unwrap(), b"edited");
    assert_eq!(names(ground.folder.path()), ["public", "public.forebild-kept-1"]);
}

#[test]
fn g3_a_tree_that_is_neither_old_nor_new_is_kept_in_sight() {
    let ground = Ground::with_site();
    let staged = ground.stage(&new_site());
    let aside = ground.folder.path().join("aside");
    fs::rename(staged.site(), aside).unwrap();
    fs::create_dir(staged.site()).unwrap();
    fs::write(staged.site().join("precious"), "mine").unwrap();
    let cleaned = stage::clean_up(&ground.public());
    assert_eq!(names(&cleaned.kept_beside[0]), ["precious"]);
}

#[test]
fn g3_taking_down_can_be_cut_short_and_run_again() {
    let ground = Ground::with_site();
    let staged = ground.stage(&new_site());
    system::exchange(&staged.site(), &ground.public()).unwrap();
    fs::remove_file(staged.site().join("same")).unwrap();
    fs::remove_file(staged.site().join("b")).unwrap();
    assert!(take_down(&staged.site(), &ground.public()).unwrap());
    assert!(!staged.site().exists());
}

#[test]
fn g6_the_lock_is_held_by_one_and_leaves_nothing() {
    let ground = Ground::with_site();
    for _ in 0..3 {
        let lock = Lock::take(&ground.public()).unwrap();
        let Err(error) = Lock::take(&ground.public()) else { panic!("two locks at once") };
        assert!(matches!(error, PublishError::Busy { .. }));
        // Even if someone tidies up around us.
        fs::remove_file(beside(&ground.public(), "lock")).unwrap();
        assert!(Lock::take(&ground.public()).is_err());
        drop(lock);
        assert_eq!(names(ground.folder.path()), ["public"]);
    }
}

#[test]
fn g3_per_file_work_cut_short_is_known_as_ours() {
    for way in [Way::Swap, Way::PerFile] {
        let ground = Ground::with_site();
        let public = ground.public();
        let ours = Ours::read(&public).unwrap();
        let journal = ours.journal(&manifest(&new_site()));
        let parts = public.join(PARTS);
        fs::create_dir(&parts).unwrap();
        fs::write(parts.join("journal"), journal).unwrap();
        fs::write(parts.join("0"), "half a pa").unwrap();
        fs::write(public.join("c"), "2").unwrap();
        fs::write(public.join("a"), "2").unwrap();
        // A third site: what was half done is neither an edit nor a stranger.
        let third = site([("a", "3"), ("same", "1")]);
        ground.publish(&third, way);
        ground.assert_tidy_with(&third);
    }
}

#[test]
fn g3_per_file_work_cut_short_on_the_first_site_is_known_as_ours() {
    for way in [Way::Swap, Way::PerFile] {
        for journal in [true, false] {
            let ground = Ground { folder: tempfile::tempdir().unwrap() };
            let parts = ground.public().join(PARTS);
            fs::create_dir_all(&parts).unwrap();
            fs::write(parts.join("journal-new"), "{").unwrap();
            if journal {
                let manifest = manifest(&new_site());
                fs::write(parts.join("journal"), Ours::default().journal(&manifest)).unwrap();
            }
            ground.publish(&new_site(), way);
            assert_eq!(names(&ground.public()), [MANIFEST, "a", "c", "same"]);
        }
    }
}
