//! Disks that are full.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::ground::{Ended, Project, end_of, plain, story};
use crate::{clean, picture, project};

/// The sums of all files in a folder.
const SUMS: &str = r#"
    set -eu
    sums() { (cd "$1" && find . -type f -exec sha256sum {} + | sort); }
"#;

/// Builds on a small disk mounted at `$1` from the project in `$2`; then once more, when it has got stories
/// whose pages have no room there (`$3` bytes). Ends with the exit code of that build.
const TWICE: &str = r#"
    mount -t tmpfs -o "size=$3" small "$1"
    [ "$2" = . ] || cp -r content "$2"
    "$0" --root "$2" build --output "$1/public"
    sums "$1/public" >before
    cp flera/* "$2/content/stories/"
    code=0
    "$0" --root "$2" build --output "$1/public" || code=$?
    sums "$1/public" >after
    cmp before after
    ls -A "$1"
    exit $code
"#;

/// Builds with a small disk for what is kept for the next build.
const KEPT: &str = r#"
    mount -t tmpfs -o size=8k small .forebild
    "$0" build
    ls -A .forebild/cache
"#;

/// Whether this machine lets a test have disks of its own.
fn can_mount() -> bool {
    let tried = in_own_mounts("mount -t tmpfs small /mnt", &[], Path::new("/")).output();
    let can = tried.is_ok_and(|output| output.status.success());
    if !can {
        eprintln!("SKIPPED: no right to mount here, so the full disk was not tried");
    }
    can
}

/// A shell whose mounts nobody else sees, and which end with it. `$0` is the program.
fn in_own_mounts(script: &str, args: &[&str], root: &Path) -> Command {
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c", script]);
    command.arg(env!("CARGO_BIN_EXE_forebild")).args(args).current_dir(root);
    plain(&mut command);
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command
}

fn play(project: &Project, script: &str, args: &[&str]) -> Ended {
    end_of(&mut in_own_mounts(&format!("{SUMS}{script}"), args, &project.root()))
}

/// The disk of the output is full; then that of the whole project, with what is kept.
#[test]
fn g2_on_a_full_disk_a_build_says_so_and_changes_nothing() {
    if !can_mount() {
        return;
    }
    for (disk, root, size) in [("ut", ".", "2m"), ("projekt", "projekt", "3m")] {
        let project = project();
        for n in 0..150 {
            let text = story(&format!("Kafeet nummer {n}"), "Kaffe och bröd.");
            project.put(format!("flera/kafe-{n}.md"), text);
        }
        fs::create_dir(project.root().join(disk)).unwrap();
        let ended = play(&project, TWICE, &[disk, root, size]).expect(3, "disken är full");
        let words = ended.words();
        assert_eq!(words.matches("Klart: ").count(), 1, "{words}");
        assert!(!words.lines().any(|line| line.starts_with(".public.")), "{words}");
    }
}

#[test]
fn g22_a_full_disk_for_what_is_kept_stops_no_build() {
    if !can_mount() {
        return;
    }
    let project = project();
    project.put("content/stories/exempel-0/bild.png", picture(9, 4));
    let clean = clean(&project);
    fs::create_dir(project.root().join(".forebild")).unwrap();
    let ended = play(&project, KEPT, &[]).expect(0, "kunde inte sparas till nästa bygge");
    assert!(!ended.words().contains(".tmp"), "{}", ended.words());
    assert!(project.site() == clean);
}
