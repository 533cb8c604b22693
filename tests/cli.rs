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

#[test]
fn pictures_are_kept_for_the_next_build_unless_nobody_wants_them() {
    let root = project();
    let kept = root.path().join(".forebild");
    for args in [&["check"][..], &["build", "--no-cache"], &["--no-cache"]] {
        let (code, said) = outcome(root.path(), args);
        assert_eq!((code, kept.exists()), (0, false), "{args:?}: {said}");
    }
    let fresh = files(&root.path().join("public/bilder"));
    for _ in 0..2 {
        let (code, said) = outcome(root.path(), &["build"]);
        assert_eq!(code, 0, "{said}");
        assert!(files(&root.path().join("public/bilder")) == fresh);
    }
    let entries = files(&kept.join("cache"));
    let foreign = entries.iter().filter(|(name, _)| name.extension().is_none());
    assert_eq!(foreign.count(), 1, "only .gitignore");
    assert!(entries.len() > 1);
}

/// What was said but for the last line's seconds, and whether anything was compiled for it.
fn built(root: &Path, args: &[&str], day: &str) -> (String, bool) {
    let args = [&["build", "--timings=json"], args].concat();
    let output = forebild(root, &args).env("SOURCE_DATE_EPOCH", day).output().unwrap();
    let (said, steps) = (text(&output.stderr), text(&output.stdout));
    assert!(output.status.success(), "{said}");
    let timeless = |line: &str| match (line.split_once(" på "), line.split_once(" s, ")) {
        (Some((before, _)), Some((_, after))) => format!("{before}, {after}\n"),
        _ => format!("{line}\n"),
    };
    (said.lines().map(timeless).collect(), steps.contains("\"render\""))
}

/// Why something is made again, with which options, on which day, after which change.
type Case<'a> = (&'a str, &'a [&'a str], &'a str, &'a dyn Fn());

#[test]
fn a_site_that_stands_is_not_made_again() {
    // So late that facts are old, and something is said of them.
    const TODAY: &str = "1900000000";
    const TOMORROW: &str = "1900086400";
    let root = project();
    let root = root.path();
    let first = built(root, &[], TODAY);
    assert!(first.1 && first.0.contains(" varningar"), "{}", first.0);
    let public = files(&root.join("public"));
    assert_eq!(built(root, &[], TODAY), (first.0.clone(), false));
    assert!(files(&root.join("public")) == public);

    let cases: [Case; 6] = [
        ("another day", &[], TOMORROW, &|| ()),
        ("another address", &["--base-url", "https://example.org/"], TODAY, &|| ()),
        ("another language", &["--lang", "en"], TODAY, &|| ()),
        ("not even pictures are to be kept", &["--no-cache"], TODAY, &|| ()),
        ("a page that is gone", &[], TODAY, &|| {
            fs::remove_file(root.join("public/index.html")).unwrap();
        }),
        ("another text", &[], TODAY, &|| {
            let settings = root.join("content/site.yaml");
            fs::write(&settings, fs::read_to_string(&settings).unwrap() + "# x\n").unwrap();
        }),
    ];
    for (why, args, day, change) in cases {
        built(root, &[], TODAY);
        change();
        assert!(built(root, args, day).1, "{why}");
    }
    let mut strict = forebild(root, &["build", "--strict"]);
    let code = strict.env("SOURCE_DATE_EPOCH", TODAY).output().unwrap().status.code();
    assert_eq!(code, Some(1), "what was no error is one now");
    let said_before = root.join(".forebild/cache/last.built");
    assert!(!said_before.exists(), "nothing is left of what was said of an earlier state");
}

/// The second fault is seen only when all pages are made: by then they have been written beside.
#[test]
fn g2_a_site_that_turns_out_to_be_wrong_changes_nothing() {
    let root = project();
    let (code, said) = outcome(root.path(), &["build", "--no-cache"]);
    assert_eq!(code, 0, "{said}");
    let before = files(&root.path().join("public"));
    let settings = root.path().join("content/site.yaml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, text.replace("\ntheme: default\n", "\n") + "\ntheme: own\n").unwrap();
    let templates = root.path().join("themes/own/templates");
    fs::create_dir_all(&templates).unwrap();
    for (main, wrong) in
        [("{{ view.nothing }}", "F501"), ("<h1>x</h1><a href=borta.html>x</a>", "F505")]
    {
        let extends = "{% extends \"default/story.html\" %}{% block main %}";
        let template = format!("{extends}{main}{{% endblock main %}}");
        fs::write(templates.join("story.html"), template).unwrap();
        let (code, said) = outcome(root.path(), &["build", "--no-cache"]);
        assert_eq!(code, 1, "{said}");
        assert!(said.contains(wrong), "{said}");
        assert!(files(&root.path().join("public")) == before);
        let left = fs::read_dir(root.path()).unwrap();
        let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
        assert!(!left.iter().any(|name| name.to_string_lossy().starts_with(".public")), "{left:?}");
    }
}

#[test]
fn a_picture_that_cannot_be_kept_is_said_and_stops_nothing() {
    let root = project();
    assert_eq!(outcome(root.path(), &["build"]).0, 0);
    for (name, _) in files(&root.path().join(".forebild/cache")) {
        let entry = root.path().join(".forebild/cache").join(name);
        fs::remove_file(&entry).unwrap();
        fs::create_dir(entry).unwrap();
    }
    let (code, said) = outcome(root.path(), &["build"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("kunde inte sparas till nästa bygge"), "{said}");
    fs::remove_dir_all(root.path().join(".forebild")).unwrap();
    fs::write(root.path().join(".forebild"), "a file of somebody's").unwrap();
    assert_eq!(outcome(root.path(), &["build"]).0, 0);
}

/// 50,000 × 50,000 pixels would take 7.5 GB.
#[cfg(target_os = "linux")]
#[test]
fn g17_a_picture_that_claims_to_be_huge_takes_no_memory() {
    let root = project();
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\xc3\x50\0\0\xc3\x50\x08\x02\0\0\0";
    let webp = b"RIFF\x2e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x4f\xc3\0\x4f\xc3\0VP8L\x06\0\0\0\x2f\xff\xff\xff\x0f\0";
    let mut jpeg = std::io::Cursor::new(Vec::new());
    image::GrayImage::new(8, 8).write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    let mut jpeg = jpeg.into_inner();
    let frame = jpeg.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xc3, 0x50, 0xc3, 0x50]);
    for bomb in [&png[..], webp, &jpeg] {
        fs::write(root.path().join("content/stories/exempelgarden/gard.png"), bomb).unwrap();
        let mut limited = std::process::Command::new("sh");
        let program = env!("CARGO_BIN_EXE_forebild");
        limited.args(["-c", "ulimit -v 4000000 && exec \"$0\" --lang en check", program]);
        let output = limited.current_dir(root.path()).output().unwrap();
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("50000 × 50000 pixels"), "{said}");
    }
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
fn g22_a_closed_output_is_no_failure() {
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

/// A story with a name in every kind of place.
const WITH_A_NAME: &str = "\
---
title: Kim Exempelsson bakar för hela Hjo
summary: Bageriet anställde Kim Exempelsson, och trakten fick bröd.
status: published
published: 2026-03-14
verified: 2026-03-10
municipality: Hjo
topics: [work_training]
outcomes:
  - indicator: jobs_created
    value: 1
    period: 2025
    method: annual_report
    source: {label: Årsredovisning 2025}
    note: Tjänsten är Kim Exempelssons.
people:
  - {name: Kim Exempelsson, role: bagare, basis: consent, record: DNR-2026-0001, given: 2026-01-10, expires: 2028-01-10, covers: [name, photo, quote], reviewed: 2026-01-10}
images:
  - {file: kim-exempelsson.svg, alt: En plåt bullar, caption: \"Plåten bakade Kim  Exempelsson.\", people: [Kim Exempelsson]}
---
Klockan fem tänds lampan. Då kommer Kim
Exempelsson med mjölet.

## Resultat

| vem | anställd |
| --- | --- |
| Kim Exempelsson | 2025 |
";

/// The files in which a search for the name finds places, content and site.
fn traced(root: &Path, code: i32) -> [Vec<String>; 2] {
    let output = run(root, &["trace", "kim exempelsson", "--format", "json", "--expect-none"]);
    assert_eq!(output.status.code(), Some(code), "{}", text(&output.stderr));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["version"], 1);
    ["content", "site"].map(|part| {
        let places = answer[part]["places"].as_array().unwrap().iter();
        let mut files: Vec<String> =
            places.map(|place| place["file"].as_str().unwrap().to_owned()).collect();
        files.dedup();
        files
    })
}

#[test]
fn a_name_is_found_wherever_it_stands_and_nowhere_when_it_is_gone() {
    let root = project();
    let folder = root.path().join("content/stories/kim-exempelsson-bakar");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("index.md"), WITH_A_NAME).unwrap();
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><text>Kim <tspan>Exempelsson</tspan></text></svg>";
    fs::write(folder.join("kim-exempelsson.svg"), drawing).unwrap();
    // A card for sharing is a picture, of which no program reads the words.
    let build = ["build", "--base-url", "https://example.org/"];
    let (code, said) = outcome(root.path(), &build);
    assert_eq!(code, 0, "{said}");
    let output = run(root.path(), &["trace", "kim exempelsson"]);
    let said = text(&output.stdout);
    assert!(said.contains(" bilder för delning har orden från sina sidor"), "{said}");

    let [content, site] = traced(root.path(), 1);
    assert_eq!(
        content,
        ["index.md", "kim-exempelsson.svg"]
            .map(|name| format!("content/stories/kim-exempelsson-bakar/{name}"))
    );
    // Every file in which it stands as such, or in whose name it does, and the words of the index.
    for (name, bytes) in files(&root.path().join("public")) {
        let name = name.to_str().unwrap().replace('\\', "/");
        let bytes = String::from_utf8_lossy(&bytes);
        let plain = ["Kim Exempelsson", "Kim\nExempelsson", "kim-exempelsson"];
        if plain.iter().any(|plain| bytes.contains(plain) || name.contains(plain)) {
            assert!(site.contains(&name), "{name} is not among {site:#?}");
        }
    }
    for part in ["/t/", "/r/", "/d/"] {
        assert!(site.iter().any(|file| file.contains(part)), "{part}: {site:#?}");
    }
    for part in ["data/stories.json", "data/stories.csv", "berattelser/kim-exempelsson-bakar/"] {
        assert!(site.iter().any(|file| file.starts_with(part)), "{part}: {site:#?}");
    }

    fs::remove_dir_all(&folder).unwrap();
    // The entry that says that somebody has withdrawn stays, so that nobody writes the name in again.
    let without = WITH_A_NAME
        .replace("title: Kim Exempelsson", "title: En bagare")
        .replace("anställde Kim Exempelsson", "anställde en bagare")
        .replace("reviewed: 2026-01-10", "withdrawn: 2026-09-01")
        .replace("images:\n", "")
        .lines()
        .filter(|line| line.contains("name: Kim") || !line.contains("Exempelsson"))
        .map(|line| line.replace("Då kommer Kim", "Då kommer bagaren") + "\n")
        .collect::<String>();
    fs::write(root.path().join("content/stories/bageri.md"), without).unwrap();
    let (code, said) = outcome(root.path(), &build);
    assert_eq!(code, 0, "{said}");
    let entry = vec!["content/stories/bageri.md".to_owned()];
    assert_eq!(traced(root.path(), 0), [entry, Vec::new()]);
}

#[test]
fn a_name_can_be_traced_without_a_site_and_from_standard_input() {
    let root = project();
    let mut child = forebild(root.path(), &["trace", "-", "--expect-none"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"Ingen Alls\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let said = text(&output.stdout);
    assert!(said.contains("I innehållet: inte någonstans"), "{said}");
    assert!(said.contains("Ingen webbplats är byggd"), "{said}");
    for (args, expected) in [
        (&["trace", "-"][..], "namnet är tomt"),
        (&["trace", "Kim", "--output", "finns-inte"][..], "det finns ingen mapp `finns-inte`"),
    ] {
        let (code, said) = outcome(root.path(), args);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn the_report_on_people_is_made_even_when_what_it_tells_stops_the_build() {
    let root = project();
    let folder = root.path().join("content/stories/kim-exempelsson-bakar");
    fs::create_dir(&folder).unwrap();
    let expired = WITH_A_NAME.replace("expires: 2028-01-10", "expires: 2026-02-01");
    fs::write(folder.join("index.md"), expired).unwrap();
    fs::write(folder.join("kim-exempelsson.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .unwrap();
    let output = run(root.path(), &["check", "--privacy", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["version"], 1);
    let people = report["people"].as_array().unwrap();
    let kim = people.iter().find(|person| person["name"] == "Kim Exempelsson").unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("[F225]"), "{}", text(&output.stderr));
    assert_eq!((&kim["status"], &kim["expired"]), (&"published".into(), &true.into()));
    assert_eq!(kim["pictures"][0], "content/stories/kim-exempelsson-bakar/kim-exempelsson.svg");
    let output = run(root.path(), &["check", "--privacy", "--quiet"]);
    let said = text(&output.stdout);
    assert!(
        said.contains("\n  Kim Exempelsson            samtycke                  2026-02-01"),
        "{said}"
    );
    assert!(!fs::exists(root.path().join("public/index.html")).unwrap());
}
