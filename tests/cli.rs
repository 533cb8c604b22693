//! The command as people and programs meet it.
#![expect(clippy::disallowed_methods, reason = "edge: runs the program on folders")]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use program::{forebild, run};

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// The exit code and what was said on standard error.
fn outcome(root: &Path, args: &[&str]) -> (i32, String) {
    let output = run(root, args);
    (output.status.code().unwrap(), text(&output.stderr).to_owned())
}

/// A new project.
fn project() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let (code, said) = outcome(root.path(), &["init", "."]);
    assert_eq!(code, 0, "{said}");
    root
}

#[test]
fn help_speaks_the_language_of_the_system_or_the_one_asked_for() {
    let root = tempfile::tempdir().unwrap();
    for (args, expected) in [
        (&["--help"][..], "Användning: forebild [ALTERNATIV] [KOMMANDO]"),
        (&["new", "--help"][..], "Börja på en ny berättelse"),
        (&["--lang", "en", "--help"][..], "Usage: forebild [OPTIONS] [COMMAND]"),
    ] {
        let output = run(root.path(), args);
        assert!(output.status.success());
        assert!(text(&output.stdout).contains(expected), "{}", text(&output.stdout));
    }
}

#[test]
fn wrong_arguments_and_a_wrong_folder_are_told_apart_from_wrong_content() {
    let root = tempfile::tempdir().unwrap();
    for (args, expected) in [
        (&["--draft"][..], "fel: `--draft` finns inte; menade du `--drafts`?"),
        (&["build"][..], "har ingen mapp `content`"),
        (&["--drafts", "new", "Bageriet i Hjo"][..], "hör till `build` och `check`"),
        (&["--base-url", "example.org"][..], "går inte att använda för `--base-url"),
    ] {
        let (code, said) = outcome(root.path(), args);
        assert_eq!(code, 2, "{args:?}: {said}");
        assert!(said.contains(expected), "{args:?}: {said}");
    }
    let mut clock = forebild(root.path(), &["build"]);
    let output = clock.env("SOURCE_DATE_EPOCH", "yesterday").output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
}

#[test]
fn a_new_project_is_never_made_over_another() {
    let root = project();
    let before = fs::read(root.path().join("content/site.yaml")).unwrap();
    let (code, said) = outcome(root.path(), &["init", "."]);
    assert_eq!(code, 2);
    assert!(said.contains("är inte tom"), "{said}");
    assert_eq!(fs::read(root.path().join("content/site.yaml")).unwrap(), before);
    assert!(fs::exists(root.path().join("public/.gitignore")).unwrap());
}

/// Path and bytes of every file in a folder.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).unwrap().to_owned();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

#[test]
fn a_new_project_and_the_built_in_theme_are_those_of_the_repository() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = project();
    assert!(files(&root.path().join("content")) == files(&repository.join("content")));
    let built_in = forebild::read::read(root.path()).unwrap().files;
    let built_in: Vec<&str> =
        built_in.keys().filter_map(|path| path.strip_prefix("themes/default/")).collect();
    let mut theme: Vec<String> = files(&repository.join("themes/default"))
        .iter()
        .map(|(name, _)| name.to_str().unwrap().replace('\\', "/"))
        .collect();
    theme.sort();
    assert_eq!(built_in, theme);
}

#[test]
fn a_new_story_is_never_written_over_another() {
    let root = project();
    let args = ["new", "Exempelstart i Hjo", "--municipality", "hjo"];
    let (code, said) = outcome(root.path(), &args);
    assert_eq!(code, 0, "{said}");
    let path = root.path().join("content/stories/exempelstart-i-hjo.md");
    let story = fs::read_to_string(&path).unwrap();
    assert!(story.contains("\ntitle: \"Exempelstart i Hjo\"\n"), "{story}");
    assert!(story.contains("\nmunicipality: \"Hjo\"\n"), "{story}");

    fs::write(&path, "mine").unwrap();
    let (code, said) = outcome(root.path(), &args);
    assert_eq!(code, 2);
    assert!(said.contains("finns redan"), "{said}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
}

/// The command between back-ticks, as a shell reads it: words, and what is in quotes as one.
fn suggested(said: &str) -> Vec<String> {
    let command = said.split('`').nth(1).unwrap().strip_prefix("forebild ").unwrap();
    let pieces = command.split('"').enumerate();
    pieces
        .flat_map(|(at, piece)| match at % 2 {
            0 => piece.split_whitespace().map(str::to_owned).collect(),
            _ => vec![piece.to_owned()],
        })
        .collect()
}

#[test]
fn a_new_project_is_built_as_suggested() {
    for folder in [".", "Mina berättelser"] {
        let place = tempfile::tempdir().unwrap();
        let (code, said) = outcome(place.path(), &["init", folder]);
        assert_eq!(code, 0, "{said}");
        let command = suggested(&said);
        let command: Vec<&str> = command.iter().map(String::as_str).collect();
        let (code, said) = outcome(place.path(), &command);
        assert_eq!(code, 0, "{command:?}: {said}");
        assert!(fs::exists(place.path().join(folder).join("public/index.html")).unwrap());
    }
}

#[test]
fn a_draft_is_shown_as_suggested_and_never_reaches_the_public_folder() {
    let root = project();
    let elsewhere = tempfile::tempdir().unwrap();
    let named = root.path().to_str().unwrap();
    let story = "berattelser/exempelstart-i-hjo/index.html";
    for (folder, lang, title, extra) in [
        (root.path(), "sv", "Exempelstart i Hjo", &[][..]),
        (elsewhere.path(), "en", "Example start in Hjo", &["--root", named][..]),
    ] {
        let args = ["--lang", lang, "new", title, "-m", "Hjo"];
        let (code, said) = outcome(folder, &[&args[..], extra].concat());
        assert_eq!(code, 0, "{said}");
        let command = suggested(&said);
        let command: Vec<&str> = command.iter().map(String::as_str).collect();
        let (code, said) = outcome(folder, &command);
        assert_eq!(code, 0, "{command:?}: {said}");
        let output = command.iter().position(|word| *word == "--output").unwrap() + 1;
        assert_eq!(command[output], if lang == "sv" { "utkast" } else { "drafts" });
        assert!(fs::exists(folder.join(command[output]).join(story)).unwrap(), "{command:?}");
    }
    assert_eq!(fs::read_dir(root.path().join("public")).unwrap().count(), 1, "only .gitignore");
}

#[test]
fn a_story_needs_a_municipality_that_exists() {
    let root = project();
    let (code, said) = outcome(root.path(), &["new", "Bageriet som växte"]);
    assert_eq!(code, 2);
    assert!(said.contains("--municipality Hjo"), "{said}");
    let (code, said) = outcome(root.path(), &["new", "Bageriet som växte", "-m", "Ockeröö"]);
    assert_eq!(code, 2);
    assert!(said.contains("menade du `Öckerö`?"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_closed_output_is_no_failure() {
    let root = project();
    for args in [&["schema"][..], &["--help"][..], &["check", "--format", "json"][..]] {
        let mut child = forebild(root.path(), args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(!text(&output.stderr).contains("panicked"), "{}", text(&output.stderr));
        assert!(output.status.code().is_some_and(|code| code <= 1), "{:?}", output.status);
    }
}

#[test]
fn without_a_terminal_there_are_no_colours_and_no_progress() {
    let root = project();
    fs::write(root.path().join("content/stories/x\u{202e}y.md"), "").unwrap();
    let (code, said) = outcome(root.path(), &["check"]);
    assert_eq!(code, 1);
    assert!(said.contains("[F006]") && !said.contains('\u{1b}'), "{said}");
}

#[test]
fn programs_read_remarks_from_standard_output() {
    let root = project();
    fs::write(root.path().join("content/stories/x\u{202e}y.md"), "").unwrap();
    let output = run(root.path(), &["check", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let first = text(&output.stdout).lines().next().unwrap();
    let remark: serde_json::Value = serde_json::from_str(first).unwrap();
    assert_eq!(remark["code"], "F006");
    assert_eq!(remark["severity"], "error");
    assert_eq!(text(&output.stderr), "");
}
