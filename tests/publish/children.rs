//! Parts that need a process of their own: to be killed, to have few rights, or a small disk.

use crate::support::{
    Project, WAYS, as_child, child, child_after, files, generation, mode, run, set_mode, stamp,
    target, tree,
};
use forebild::publish::{How, PublishError, Way, publish};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The entry of every child.
pub fn play(part: &str, root: &Path) {
    match part {
        "generations" => generations(root, Way::Swap),
        "generations-per-file" => generations(root, Way::PerFile),
        "many-files" => many_files(root),
        "ordinary" => ordinary(root),
        "forbidden" => forbidden(root),
        "read-only-source" => read_only_source(root),
        "small-disk" => small_disk(root),
        other => panic!("no part {other}"),
    }
}

/// Publishes one generation after the other until it is killed.
fn generations(root: &Path, way: Way) {
    let index = fs::read(root.join("public/index.html")).unwrap();
    println!("ready");
    for n in stamp(&index) + 1.. {
        publish(&generation(n, 300), &target(root, way)).unwrap();
    }
}

fn many_files(root: &Path) {
    for way in WAYS {
        for n in 1..4 {
            publish(&generation(n, 500), &target(root, way)).unwrap();
            assert_eq!(files(&root.join("public")), generation(n, 500).files);
        }
    }
}

#[test]
fn g22_sixty_four_open_files_are_enough() {
    let project = Project::in_memory();
    run(child_after("ulimit -n 64", "many-files", &project.root()));
}

fn ordinary(root: &Path) {
    for way in WAYS {
        for n in 1..4 {
            publish(&generation(n, 3), &target(root, way)).unwrap();
        }
    }
}

#[test]
fn g22_a_strict_umask_is_obeyed_and_no_home_is_needed() {
    for (umask, file, folder) in [("077", 0o600, 0o700), ("022", 0o644, 0o755)] {
        let project = Project::new();
        let mut command = child_after(&format!("umask {umask}"), "ordinary", &project.root());
        command.env_remove("HOME").env_remove("TMPDIR");
        run(command);
        assert_eq!(mode(&project.public()), folder);
        assert_eq!(mode(&project.public().join("stories/1")), folder);
        assert_eq!(mode(&project.public().join("stories/1/index.html")), file);
        assert_eq!(mode(&project.public().join(".forebild-manifest")), file);
    }
}

/// Runs a part as someone whom the rights of files concern: not as root.
fn run_with_few_rights(project: &Project, part: &str) {
    let am_root = fs::metadata("/proc/self").or_else(|_| fs::metadata(project.root())).unwrap();
    let program = std::env::current_exe().unwrap();
    if am_root.uid() != 0 {
        run(child(&program, part, &project.root()));
        return;
    }
    let nobody = 65534;
    let copy = project.around.path().join("program");
    fs::copy(program, &copy).unwrap();
    for path in tree(&project.root()).keys().map(String::as_str).chain([""]) {
        std::os::unix::fs::lchown(project.root().join(path), Some(nobody), Some(nobody)).unwrap();
    }
    let mut command = child(&copy, part, &project.root());
    command.uid(nobody).gid(nobody).current_dir("/");
    run(command);
}

fn forbidden(root: &Path) {
    let public = root.join("public");
    let target = |way| target(root, way);
    publish(&generation(1, 3), &target(Way::Swap)).unwrap();
    fs::write(public.join("mine.txt"), "mine").unwrap();

    // The parent may not be written: file by file, in the folder that stands.
    set_mode(root, 0o555);
    let report = publish(&generation(2, 3), &target(Way::Swap)).unwrap();
    assert_eq!(report.how, How::PerFile);
    assert_eq!(report.kept_foreign, [PathBuf::from("mine.txt")]);
    fs::remove_file(public.join("mine.txt")).unwrap();
    assert_eq!(files(&public), generation(2, 3).files);

    // Nor the folder.
    set_mode(&public, 0o555);
    let before = tree(root);
    for parent in [0o555, 0o755] {
        set_mode(root, parent);
        for way in WAYS {
            let error = publish(&generation(3, 3), &target(way)).unwrap_err();
            assert!(matches!(error, PublishError::World { .. }), "{error:?}");
            assert_eq!(error.exit_code(), 3);
            assert!(error.words().sv.contains("inte rätt"), "{}", error.words().sv);
            assert_eq!(tree(root), before);
        }
    }
    set_mode(&public, 0o755);

    // A page that cannot be read cannot be proved ours.
    set_mode(&public.join("index.html"), 0);
    let error = publish(&generation(3, 3), &target(Way::Swap)).unwrap_err();
    assert!(error.path().ends_with("public/index.html"), "{error:?}");
    set_mode(&public.join("index.html"), 0o644);
    assert_eq!(tree(root), before);
    publish(&generation(3, 3), &target(Way::Swap)).unwrap();
}

#[test]
fn g2_without_the_right_to_write_nothing_changes() {
    run_with_few_rights(&Project::new(), "forbidden");
}

fn read_only_source(root: &Path) {
    let elsewhere = root.join("elsewhere");
    let source = root.join("source");
    fs::create_dir(&elsewhere).unwrap();
    fs::create_dir_all(source.join("content")).unwrap();
    set_mode(&source.join("content"), 0o555);
    set_mode(&source, 0o555);
    for way in WAYS {
        for n in 1..4 {
            let mut target = target(&source, way);
            target.folder = elsewhere.join("public");
            publish(&generation(n, 3), &target).unwrap();
            assert_eq!(files(&target.folder), generation(n, 3).files);
        }
    }
    set_mode(&source, 0o755);
}

#[test]
fn g22_a_read_only_source_is_fine() {
    run_with_few_rights(&Project::new(), "read-only-source");
}

/// In a name space of its own: a full disk, a read-only disk, an output that is a mount point.
fn small_disk(root: &Path) {
    let public = root.join("public");
    mount(&["-t", "tmpfs", "-o", "size=1m", "small", root.to_str().unwrap()]);
    for way in WAYS {
        publish(&generation(1, 3), &target(root, way)).unwrap();
        let before = tree(root);
        let mut large = generation(2, 3);
        large.files.extend((0..40).map(|n| (format!("large/{n}"), vec![b'x'; 100_000])));
        let error = publish(&large, &target(root, way)).unwrap_err();
        assert!(matches!(error, PublishError::World { .. }), "{error:?}");
        assert_eq!(error.exit_code(), 3);
        assert!(error.words().sv.contains("disken är full"), "{}", error.words().sv);
        assert_eq!(tree(root), before, "{way:?}");
        publish(&generation(3, 3), &target(root, way)).unwrap();
    }

    let before = tree(root);
    mount(&["-o", "remount,ro", root.to_str().unwrap()]);
    for way in WAYS {
        let error = publish(&generation(4, 3), &target(root, way)).unwrap_err();
        assert_eq!(error.exit_code(), 3);
        assert!(error.words().sv.contains("skrivskyddad"), "{}", error.words().sv);
        assert_eq!(tree(root), before);
    }
    mount(&["-o", "remount,rw", root.to_str().unwrap()]);

    // On the same file system, and on another one.
    let stamp_of = |folder: &Path| stamp(&fs::read(folder.join("index.html")).unwrap());
    mount(&["--bind", public.to_str().unwrap(), public.to_str().unwrap()]);
    let report = publish(&generation(5, 3), &target(root, Way::Swap)).unwrap();
    assert_eq!((report.how, stamp_of(&public)), (How::PerFile, 5));
    mount(&["-t", "tmpfs", "other", public.to_str().unwrap()]);
    let report = publish(&generation(6, 3), &target(root, Way::Swap)).unwrap();
    assert_eq!((report.how, stamp_of(&public)), (How::PerFile, 6));
    assert_eq!(files(&public), generation(6, 3).files);

    // The usual container: a read-only project with the output mounted in it.
    mount(&["-o", "remount,ro", root.to_str().unwrap()]);
    let report = publish(&generation(7, 3), &target(root, Way::Swap)).unwrap();
    assert_eq!((report.how, stamp_of(&public)), (How::PerFile, 7));
    println!("small disk: seen");
}

fn mount(arguments: &[&str]) {
    let status = Command::new("mount").args(arguments).status().unwrap();
    assert!(status.success(), "mount {arguments:?}");
}

#[test]
fn g2_on_a_full_or_read_only_disk_nothing_changes() {
    let own_mounts = ["--user", "--map-root-user", "--mount"];
    let can = Command::new("unshare")
        .args(own_mounts)
        .args(["sh", "-c", "mount -t tmpfs small /mnt"])
        .output()
        .is_ok_and(|output| output.status.success());
    if !can {
        eprintln!("SKIPPED: no right to mount here, so the full disk was not tried");
        return;
    }
    let project = Project::new();
    let mut command = Command::new("unshare");
    command.args(own_mounts).arg(std::env::current_exe().unwrap());
    as_child(&mut command, "small-disk", &project.root());
    assert!(run(command).contains("small disk: seen"));
}
