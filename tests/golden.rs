//! Whole sites: a folder a behaviour, with what the site must hold.
//!
//! A case is a folder `tests/golden/NAME/` with `content/` (what it lacks of the three settings
//! files comes from `tests/diagnostics/_base`), perhaps `themes/`, and `expected/`. Only the files
//! named in `expected/` are compared, byte for byte, and each must have been made. A file
//! `absent` names paths that must not be made, one a line. `FOREBILD_UPDATE=1` rewrites them.
#![expect(clippy::disallowed_methods, reason = "edge: cases lie on disk")]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::fs;
use std::path::Path;

use forebild::output::Output;
use support::{build, cases, difference, folder, is_update, name_of};
use walkdir::WalkDir;

#[test]
fn every_site_is_as_expected() {
    let mut wrong = Vec::new();
    for case in cases(&folder("golden")) {
        let (_, compiled) = build(&case);
        let name = name_of(&case);
        match &compiled.output {
            Some(output) => {
                wrong.extend(check(&case, output).iter().map(|why| format!("{name}: {why}")));
            }
            None => wrong.push(format!("{name}: no site, but {:#?}", compiled.diagnostics)),
        }
    }
    assert!(wrong.is_empty(), "{}\n(FOREBILD_UPDATE=1 rewrites them)", wrong.join("\n"));
}

/// What is not as expected.
fn check(case: &Path, output: &Output) -> Vec<String> {
    let expected = case.join("expected");
    let mut wrong = Vec::new();
    for entry in WalkDir::new(&expected).sort_by_file_name() {
        let entry = entry.unwrap();
        if !entry.file_type().is_file() {
            continue;
        }
        let path = entry.path().strip_prefix(&expected).unwrap();
        let path = path.to_str().unwrap().replace('\\', "/");
        let Some(actual) = output.files.get(&path) else {
            wrong.push(format!("{path} was not made"));
            continue;
        };
        if is_update() {
            fs::write(entry.path(), actual).unwrap();
        }
        let text = String::from_utf8_lossy;
        let expected = fs::read(entry.path()).unwrap();
        if expected != *actual {
            wrong.push(format!("{path}, {}", difference(&text(&expected), &text(actual))));
        }
    }
    let absent = fs::read_to_string(case.join("absent")).unwrap_or_default();
    let made = absent.lines().filter(|path| output.files.contains_key(*path));
    wrong.extend(made.map(|path| format!("{path} was made")));
    if absent.is_empty() && !expected.exists() {
        wrong.push("nothing is expected of it".to_owned());
    }
    wrong
}
