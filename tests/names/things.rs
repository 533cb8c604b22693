//! What is no file, lies elsewhere, or may not be read.

use std::fs;
use std::io::Cursor;
use std::os::unix::fs::{MetadataExt, PermissionsExt, lchown, symlink};
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use rustix::fs::{CWD, FileType, Mode, makedev, mknodat};

use crate::ground::{Project, end_of, forebild, plain, story, story_with, tree};
use crate::{SECRET, check};

/// A project with one good story, beside a folder of secrets.
fn project() -> Project {
    let project = Project::new();
    project.put("content/stories/exempel/index.md", story("Bageriet som växte", "Bröd."));
    let outside = project.outside();
    fs::create_dir(outside.join("mapp")).unwrap();
    let secret = story(&format!("Det här är {SECRET}"), SECRET);
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"><text>{SECRET}</text></svg>"
    );
    for (name, text) in [
        ("text.md", secret.as_str()),
        ("mapp/index.md", &secret),
        ("bild.svg", &drawing),
        ("stil.css", &format!(".x {{content: \"{SECRET}\"}}")),
        ("site.yaml", &format!("title: {SECRET}")),
        ("mall.html", SECRET),
        ("HEAD", SECRET),
    ] {
        fs::write(outside.join(name), text).unwrap();
    }
    project
}

/// Where a link lies, and where it leads as seen from the project; what is said of it.
const LINKS: &[(&str, &str, &str)] = &[
    ("content/stories/lank.md", "../outside/text.md", "content/stories/lank.md"),
    ("content/stories/lank", "../outside/mapp", "content/stories/lank"),
    ("content/stories/rot", "/", "content/stories/rot"),
    ("content/stories/exempel/bild.svg", "../outside/bild.svg", "exempel/bild.svg"),
    ("content/pages/lank.md", "../outside/text.md", "content/pages/lank.md"),
    ("content/municipalities", "../outside/mapp", "content/municipalities"),
    ("themes", "../outside", "themes"),
    ("themes/egen", "../outside", "themes/egen"),
    ("themes/default/static/style.css", "../outside/stil.css", "static/style.css"),
    ("themes/default/templates/story.html", "../outside/mall.html", "templates/story.html"),
    ("content/stories/inom.md", "content/stories/exempel/index.md", "content/stories/inom.md"),
    ("content/stories/inom", "content/stories/exempel", "content/stories/inom"),
    ("content/stories/runt", "content/stories", "content/stories/runt"),
    ("content/stories/sig", "content/stories/sig", "content/stories/sig"),
    ("content/stories/bruten.md", "ingenting", "content/stories/bruten.md"),
    ("content/stories/utan-ände.md", "/dev/zero", "content/stories/utan-ände.md"),
    ("content/stories/exempel/utan.png", "/dev/zero", "exempel/utan.png"),
];

fn link(project: &Project, place: &str, to: &str) {
    let place = project.root().join(place);
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    symlink(project.root().join(to), place).unwrap();
}

#[test]
fn g15_a_link_is_said_and_not_followed() {
    let clean = project();
    clean.build(&[]).expect(0, "");
    for (place, to, said) in LINKS {
        let project = project();
        link(&project, place, to);
        let ended = project.build(&[]).expect(0, "F005").expect(0, said);
        assert!(check(&project, &ended) == clean.site(), "{place} changes the site");
    }
}

#[test]
fn g15_a_link_in_place_of_what_the_site_needs_leaves_it_missing() {
    for (place, to, code) in [
        ("content/site.yaml", "../outside/site.yaml", "F010"),
        ("content/vocabulary.yaml", "../outside/text.md", "F010"),
        ("content", "../outside", "F010"),
    ] {
        let project = project();
        let away = project.root().join(place);
        fs::rename(&away, project.outside().join("undan")).unwrap();
        link(&project, place, to);
        let ended = project.build(&[]).expect(1, code).expect(1, "F005");
        assert_eq!(check(&project, &ended).len(), 0, "{place}");
    }
}

/// A text or setting that names a file outside the project.
#[test]
fn g15_what_a_text_names_outside_the_project_is_refused() {
    let alt = "![Två personer lägger bullar på en plåt]";
    for (body, code) in [
        (format!("{alt}(../../../outside/bild.svg)"), "F315"),
        (format!("{alt}(%2e%2e/%2e%2e/%2e%2e/outside/bild.svg)"), "F315"),
        (format!("{alt}(/outside/bild.svg)"), "F315"),
        (format!("{alt}(file:///etc/hostname)"), "F315"),
        (format!("{alt}(../../site.yaml)"), "F4"),
        ("[Berättelsen](../../../outside/text.md)".to_owned(), "F315"),
    ] {
        let project = project();
        project.put("content/stories/exempel/index.md", story("Bageriet som växte", &body));
        let ended = project.build(&[]).expect(1, code);
        assert_eq!(check(&project, &ended).len(), 0, "{body}");
    }
    for (line, code) in [("theme: ../outside", 1), ("people_register: ../outside/bild.svg", 1)] {
        let project = project();
        project.set(line);
        let ended = project.build(&[]).expect(code, "");
        assert!(project.site().is_empty(), "{}", ended.words());
    }
}

/// Nothing of git but the name of a commit is told, wherever its files lie.
#[test]
fn g15_a_work_tree_that_claims_to_lie_elsewhere_tells_nothing() {
    let project = project();
    project.put(".git", "gitdir: ../outside\n");
    let root = project.root();
    let revision = || {
        end_of(&mut forebild(&root, &["archive", "--output", "kopia.zip"])).expect(0, "");
        let mut zip =
            zip::ZipArchive::new(Cursor::new(fs::read(root.join("kopia.zip")).unwrap())).unwrap();
        let manifest = zip.by_name("manifest.json").unwrap();
        serde_json::from_reader::<_, serde_json::Value>(manifest).unwrap()["revision"].take()
    };
    assert_eq!(revision(), serde_json::Value::Null);
    let commit = "0123456789abcdef0123456789abcdef01234567";
    fs::write(project.outside().join("HEAD"), commit).unwrap();
    assert_eq!(revision(), commit, "else it would never be told");
}

/// Puts something at a place that is neither a file nor a folder.
type Put = fn(&Path);
const THINGS: [(&str, Put); 4] = [
    ("pipe", |place| mknodat(CWD, place, FileType::Fifo, Mode::RWXU, 0).unwrap()),
    ("socket", |place| {
        // The name of a socket is short when it is made.
        let folder = tempfile::tempdir_in(std::env::temp_dir()).unwrap();
        let made = folder.path().join("x");
        drop(UnixListener::bind(&made).unwrap());
        fs::rename(made, place).unwrap();
    }),
    ("link to a device", |place| symlink("/dev/zero", place).unwrap()),
    ("device", |place| {
        // Only the superuser can make one.
        let zero = makedev(1, 5);
        if mknodat(CWD, place, FileType::CharacterDevice, Mode::RWXU, zero).is_err() {
            symlink("/dev/zero", place).unwrap();
        }
    }),
];

#[test]
fn g15_g18_what_is_no_file_is_said_and_not_opened() {
    let clean = project();
    clean.build(&[]).expect(0, "");
    for (what, put) in THINGS {
        let project = project();
        let places = ["stories/a.md", "stories/exempel/b.png", "pages/c.md", "stories/d", "e.yaml"];
        for place in places {
            let place = project.root().join("content").join(place);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            put(&place);
        }
        let ended = project.build(&[]).expect(0, "F005");
        assert_eq!(ended.words().matches("F005").count(), places.len(), "{what}");
        assert!(check(&project, &ended) == clean.site(), "{what}");

        fs::remove_file(project.root().join("content/site.yaml")).unwrap();
        put(&project.root().join("content/site.yaml"));
        project.build(&[]).expect(1, "F010");
    }
}

/// What an earlier build kept, and what git keeps, is no reason to wait or to fill memory.
#[test]
fn g15_g18_things_in_place_of_what_is_kept_hold_no_build() {
    for (what, put) in THINGS {
        let project = project();
        let body = "![Två personer lägger bullar på en plåt](bulle.png)";
        let text = story_with(&["bulle.png".to_owned()], "Bageriet som växte", body);
        project.put("content/stories/exempel/index.md", text);
        project.put("content/stories/exempel/bulle.png", crate::picture(1));
        project.build(&[]).expect(0, "");
        let site = project.site();
        let kept = tree(&project.root().join(".forebild/cache"));
        assert!(kept.keys().any(|name| name.ends_with(".picture")), "{kept:?}");
        for name in kept.keys() {
            let place = project.root().join(".forebild/cache").join(name);
            fs::remove_file(&place).unwrap();
            put(&place);
        }
        project.put(".git/x", "");
        put(&project.root().join(".git/HEAD"));
        let ended = project.build(&[]).expect(0, "");
        assert!(check(&project, &ended) == site, "{what}");
        forebild_checks(&project);
    }
}

fn forebild_checks(project: &Project) {
    end_of(&mut forebild(&project.root(), &["check"])).expect(0, "");
}

#[test]
fn g15_g18_things_in_the_output_hold_no_build() {
    for (what, put) in THINGS {
        let project = project();
        project.build(&[]).expect(0, "");
        put(&project.public().join("annat"));
        project.put("content/stories/exempel/index.md", story("Bageriet som växte", "Mer bröd."));
        project.build(&[]).expect(0, "annat");
        fs::remove_file(project.public().join("annat")).unwrap();
        let page = project.public().join("index.html");
        fs::remove_file(&page).unwrap();
        put(&page);
        project.build(&["--no-cache"]).expect(2, "index.html");
        fs::remove_file(&page).unwrap();
        fs::remove_file(project.public().join(".forebild-manifest")).unwrap();
        put(&project.public().join(".forebild-manifest"));
        let ended = project.build(&[]).expect(2, ".forebild-manifest");
        assert!(!ended.words().contains(SECRET), "{what}");
    }
}

/// A build as somebody whom the rights of files concern: as nobody, when the superuser runs the tests.
fn build_with_few_rights(project: &Project) -> crate::Ended {
    let around = project.root().parent().unwrap().to_owned();
    let own = fs::metadata(&around).unwrap().uid();
    if own != 0 {
        return project.build(&[]);
    }
    let program = around.join("forebild");
    if !program.exists() {
        fs::copy(env!("CARGO_BIN_EXE_forebild"), &program).unwrap();
    }
    for entry in walkdir::WalkDir::new(project.root()) {
        lchown(entry.unwrap().path(), Some(65534), Some(65534)).unwrap();
    }
    let mut command = Command::new(program);
    command.arg("build").current_dir(project.root()).uid(65534).gid(65534);
    plain(&mut command);
    end_of(&mut command)
}

#[test]
fn g15_what_may_not_be_read_stops_the_build_and_changes_nothing() {
    let project = project();
    project.put("content/stories/annan.md", story("Kafeet som växte", "Kaffe."));
    project.put("themes/default/static/style.css", "p {color: red}");
    build_with_few_rights(&project).expect(0, "");
    let before = project.site();
    for place in [
        "content/stories/annan.md",
        "content/stories",
        "content/site.yaml",
        "content",
        "themes/default/static/style.css",
        "themes",
    ] {
        let on_disk = project.root().join(place);
        let mode = fs::metadata(&on_disk).unwrap().permissions();
        fs::set_permissions(&on_disk, fs::Permissions::from_mode(0o000)).unwrap();
        let ended = build_with_few_rights(&project);
        fs::set_permissions(&on_disk, mode).unwrap();
        let ended = ended.expect(3, "får inte läsas").expect(3, place);
        assert!(check(&project, &ended) == before, "{place}");
    }
}
