//! The whole program in a world that is against it: files that come and go while it reads, few
//! descriptors, no rights, no room. Each build makes a whole site, or says why not and changes nothing.
#![cfg(target_os = "linux")]
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "edge: runs the program on folders that change under it"
)]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod at_end;
#[path = "world/churn.rs"]
mod churn;
#[path = "world/ground.rs"]
mod ground;
#[path = "world/room.rs"]
mod room;

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, lchown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use ground::{Ended, Project, end_of, forebild, plain, story, story_with, tree};
use walkdir::WalkDir;

/// A shell that prepares something and then becomes the program.
fn after(prepare: &str, root: &Path, args: &[&str]) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{prepare} && exec \"$0\" \"$@\"")]);
    command.arg(env!("CARGO_BIN_EXE_forebild")).args(args).current_dir(root);
    plain(&mut command);
    command
}

/// A small site with pictures.
fn project() -> Project {
    let project = Project::new();
    for n in 0..3 {
        project.put(format!("content/stories/exempel-{n}/index.md"), text(n, 0));
        project.put(format!("content/stories/exempel-{n}/bild.png"), picture(n, 1));
    }
    project
}

/// One of its stories, as it was written the last time.
fn text(n: u8, time: usize) -> String {
    let body =
        format!("Bröd, omgång {time}.\n\n![Två personer lägger bullar på en plåt](bild.png)");
    story_with(&["bild.png".to_owned()], &format!("Bageriet nummer {n}"), &body)
}

/// A picture of its own, `size` times 300 pixels wide.
fn picture(colour: u8, size: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let noise = |x: u32, y: u32| image::Rgb([colour, (x * 7 + y * 13) as u8, (x * y) as u8]);
    let picture = image::RgbImage::from_fn(300 * size, 100 * size, noise);
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// The site that a build makes when nothing is against it.
fn clean(project: &Project) -> std::collections::BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("ut");
    project.build(&["--no-cache", "--output", output.to_str().unwrap()]).expect(0, "Klart: ");
    tree(&output)
}

#[test]
fn g22_sixty_four_descriptors_are_enough_for_a_whole_site() {
    let around = tempfile::tempdir().unwrap();
    let root = around.path().join("starter");
    end_of(&mut forebild(around.path(), &["init", "starter"])).expect(0, "");
    // More files than there are descriptors, should any be kept open.
    for n in 0..100 {
        let story = story(&format!("Bageriet {n}"), "Bröd.");
        fs::write(root.join(format!("content/stories/extra-{n}.md")), story).unwrap();
    }
    let few = "ulimit -n 64";
    end_of(&mut after(few, &root, &["build", "--jobs", "8"])).expect(0, "Klart: ");
    // What is compared is made with the pictures that the first build kept.
    end_of(&mut forebild(&root, &["build", "--output", "annan"])).expect(0, "Klart: ");
    let [mut few, many] = ["public", "annan"].map(|folder| tree(&root.join(folder)));
    few.remove(".gitignore");
    assert!(few == many);
}

#[test]
fn g22_closed_descriptors_lead_no_word_into_the_site() {
    let project = project();
    let clean = clean(&project);
    for closed in ["<&- >&- 2>&-", ">&-", "2>&-", ">/dev/full 2>/dev/full"] {
        let prepare = format!("exec {closed}");
        end_of(&mut after(&prepare, &project.root(), &["build", "--no-cache"])).expect(0, "");
        assert!(project.site() == clean, "{closed}");
        fs::remove_dir_all(project.public()).unwrap();
        project.put("content/stories/fel.md", "inget");
        end_of(&mut after(&prepare, &project.root(), &["build", "--format", "json"])).expect(1, "");
        assert!(!project.public().exists(), "{closed}");
        fs::remove_file(project.root().join("content/stories/fel.md")).unwrap();
    }
}

#[test]
fn g22_no_home_no_folder_for_a_moment_and_a_strict_umask() {
    let project = project();
    let clean = clean(&project);
    let mut command = after("umask 077", &project.root(), &["build"]);
    command.env_remove("HOME").env_remove("TMPDIR").env_remove("PATH");
    end_of(&mut command).expect(0, "Klart: ");
    assert!(project.site() == clean);
    for folder in ["public", ".forebild"] {
        for entry in WalkDir::new(project.root().join(folder)) {
            let entry = entry.unwrap();
            let mode = entry.metadata().unwrap().mode() & 0o777;
            let expected = if entry.file_type().is_dir() { 0o700 } else { 0o600 };
            assert_eq!(mode, expected, "{}", entry.path().display());
        }
    }
}

/// A build as somebody whom the rights of files concern: as nobody, when the superuser runs the tests.
fn build_with_few_rights(project: &Project, args: &[&str]) -> Ended {
    let around = project.root().parent().unwrap().to_owned();
    if fs::metadata(&around).unwrap().uid() != 0 {
        return end_of(&mut forebild(&project.root(), args));
    }
    let program: PathBuf = around.join("forebild");
    if !program.exists() {
        fs::copy(env!("CARGO_BIN_EXE_forebild"), &program).unwrap();
    }
    for folder in [project.root(), project.outside()] {
        for entry in WalkDir::new(folder) {
            lchown(entry.unwrap().path(), Some(65534), Some(65534)).unwrap();
        }
    }
    let mut command = Command::new(program);
    command.args(args).current_dir(project.root()).uid(65534).gid(65534);
    plain(&mut command);
    end_of(&mut command)
}

fn set_modes(folder: &Path, mode: u32) {
    for entry in WalkDir::new(folder).contents_first(true) {
        let entry = entry.unwrap();
        if entry.file_type().is_dir() {
            fs::set_permissions(entry.path(), fs::Permissions::from_mode(mode)).unwrap();
        }
    }
}

#[test]
fn g22_a_source_that_cannot_be_written_is_built_elsewhere() {
    let project = project();
    let clean = clean(&project);
    let output = project.outside().join("ut");
    let before = tree(&project.root());
    set_modes(&project.root(), 0o555);
    for _ in 0..2 {
        let args = ["build", "--output", output.to_str().unwrap()];
        build_with_few_rights(&project, &args).expect(0, "Klart: ");
        assert!(tree(&output) == clean);
    }
    // And not in the project.
    build_with_few_rights(&project, &["build"]).expect(3, "inte rätt");
    set_modes(&project.root(), 0o755);
    assert!(tree(&project.root()) == before, "nothing was written to the project");
}

/// A fault of a template that shows on one page of 200, when most have been written beside the site.
#[test]
fn g2_a_template_that_fails_for_one_story_names_its_line_and_changes_nothing() {
    let project = Project::new();
    project.set("theme: egen");
    for n in 0..200 {
        let text = story(&format!("Bageriet nummer {n}"), "Bröd.");
        project.put(format!("content/stories/exempel-{n}.md"), text);
    }
    project.put(TEMPLATE, template(""));
    project.build(&["--no-cache"]).expect(0, "Klart: ");
    let mut before = tree(&project.root());
    let named = fs::read_dir(project.root()).unwrap().count();
    for wrong in ["{{ view.nothing.here }}", "{{ view.title + 1 }}", "{{ view.title | nothing }}"] {
        let one = format!("{{% if view.title == \"Bageriet nummer 137\" %}}{wrong}{{% endif %}}");
        project.put(TEMPLATE, template(&one));
        let place = format!("{TEMPLATE}:3:");
        let ended = project.build(&["--no-cache"]).expect(1, "fel[F501]").expect(1, &place);
        let words = ended.words();
        assert_eq!(words.matches("fel[").count(), 1, "{words}");
        assert!(words.contains("Inget har skrivits"), "{words}");
        before.insert(TEMPLATE.to_owned(), template(&one).into_bytes());
        assert!(tree(&project.root()) == before, "{wrong}");
        assert_eq!(fs::read_dir(project.root()).unwrap().count(), named, "{wrong}");
    }
}

const TEMPLATE: &str = "themes/egen/templates/story.html";

/// The page of a story, with something in its third line.
fn template(third: &str) -> String {
    let first = "{% extends \"default/story.html\" %}";
    format!(
        "{first}\n{{% block main %}}<h1>{{{{ view.title }}}}</h1>\n{third}{{% endblock main %}}\n"
    )
}
