//! Folders that must not be an output.

use crate::support::{Project, WAYS, generation, tree};
use forebild::publish::{PublishError, Refusal, publish};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

/// Every folder is refused, named, and nothing at all has changed.
#[track_caller]
fn assert_refused(project: &Project, folder: &Path, is_right: fn(&Refusal) -> bool) {
    for way in WAYS {
        let mut target = project.target(way);
        target.folder = folder.to_path_buf();
        target.home = Some(project.around.path().join("home/me"));
        let before = tree(project.around.path());
        let error = publish(&generation(1, 3), &target).unwrap_err();
        let PublishError::Refused { why, .. } = &error else { panic!("{folder:?}: {error}") };
        assert!(is_right(why), "{folder:?}: {why:?}");
        assert_eq!(error.exit_code(), 2);
        assert!(error.words().sv.contains("--output") && error.words().en.contains("--output"));
        assert_eq!(tree(project.around.path()), before, "{folder:?}");
    }
}

fn project() -> Project {
    let project = Project::new();
    fs::create_dir_all(project.around.path().join("home/me/documents")).unwrap();
    project
}

#[test]
fn g5_the_top_and_the_home_folder() {
    let project = project();
    let around = project.around.path();
    assert_refused(&project, Path::new("/"), |why| *why == Refusal::Top);
    assert_refused(&project, Path::new("/usr/.."), |why| *why == Refusal::Top);
    assert_refused(&project, &around.join("home/me"), |why| *why == Refusal::Home);
    assert_refused(&project, &around.join("home"), |why| *why == Refusal::Home);
    assert_refused(&project, &around.join("home/me/documents/.."), |why| *why == Refusal::Home);
}

#[test]
fn g5_the_project_and_what_holds_it() {
    let project = project();
    let is_project = |why: &Refusal| *why == Refusal::Project;
    assert_refused(&project, &project.root(), is_project);
    assert_refused(&project, &project.root().join("."), is_project);
    assert_refused(&project, &project.root().join("public/.."), is_project);
    assert_refused(&project, &project.root().join("content/../../project/"), is_project);
    symlink(project.around.path(), project.root().join("up")).unwrap();
    assert_refused(&project, &project.root().join("up/project"), is_project);
}

#[test]
fn g5_sources_and_what_lies_in_them() {
    let project = project();
    let root = project.root();
    symlink("content", root.join("link")).unwrap();
    let folders = ["content", "content/stories", "content/new/public", "themes", "themes/own/x"];
    let others = ["src", "src/x", ".git", ".git/x", "public/../content", "link/public"];
    for folder in folders.into_iter().chain(others) {
        assert_refused(&project, &root.join(folder), |why| matches!(why, Refusal::Protected(_)));
    }
}

#[test]
fn g5_what_the_caller_protects_even_if_it_is_elsewhere() {
    let project = project();
    let shared = project.around.path().join("shared/content");
    fs::create_dir_all(&shared).unwrap();
    for folder in ["shared", "shared/content", "shared/content/x"] {
        let mut target = project.target(WAYS[0]);
        target.protected.push(shared.clone());
        target.folder = project.around.path().join(folder);
        let error = publish(&generation(1, 3), &target).unwrap_err();
        let PublishError::Refused { why: Refusal::Protected(_), .. } = error else {
            panic!("{folder}: {error}")
        };
    }
}

#[test]
fn g5_a_file_a_link_and_a_folder_of_someone_else() {
    let project = project();
    let root = project.root();
    fs::write(root.join("file"), "x").unwrap();
    fs::create_dir(root.join("real")).unwrap();
    symlink("real", root.join("link")).unwrap();
    symlink("nowhere", root.join("broken")).unwrap();
    fs::create_dir(root.join("full")).unwrap();
    fs::write(root.join("full/.gitignore"), "x").unwrap();
    fs::write(root.join("full/photo.jpg"), "x").unwrap();
    fs::create_dir_all(root.join("nested/empty")).unwrap();
    assert_refused(&project, &root.join("file"), |why| *why == Refusal::NotAFolder);
    assert_refused(&project, &root.join("file/x"), |why| *why == Refusal::NotAFolder);
    assert_refused(&project, &root.join("link"), |why| *why == Refusal::Link);
    assert_refused(&project, &root.join("link/"), |why| *why == Refusal::Link);
    assert_refused(&project, &root.join("broken"), |why| *why == Refusal::Link);
    let is_photo = |why: &Refusal| *why == Refusal::NotOurs { holds: "photo.jpg".into() };
    assert_refused(&project, &root.join("full"), is_photo);
    let is_empty = |why: &Refusal| *why == Refusal::NotOurs { holds: "empty".into() };
    assert_refused(&project, &root.join("nested"), is_empty);
}

#[test]
fn g5_an_empty_folder_and_one_with_only_git_files_are_fine() {
    for way in WAYS {
        for file in [None, Some(".gitignore"), Some(".gitkeep")] {
            let project = project();
            fs::create_dir(project.public()).unwrap();
            if let Some(file) = file {
                fs::write(project.public().join(file), "x").unwrap();
            }
            let report = project.publish(&generation(1, 3), way);
            let kept: Vec<_> = file.map(PathBuf::from).into_iter().collect();
            assert_eq!(report.kept_foreign, kept);
        }
    }
}
