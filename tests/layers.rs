//! The order of the modules: each names only what stands before it.
#![expect(clippy::disallowed_methods, reason = "edge: reads the sources of the crate")]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// The house plan, from the ground up. `parse`, `read`, `search`, `images` and the others of the
/// same kind do not know each other, but an order is easier to hold than exceptions.
const ORDER: [&str; 29] = [
    "memory",
    "pool",
    "digest",
    "text",
    "personal",
    "diagnostic",
    "output",
    "archive",
    "sources",
    "schema",
    "yaml",
    "model",
    "route",
    "read",
    "parse",
    "derive",
    "search",
    "share",
    "render",
    "images",
    "finish",
    "trace",
    "report",
    "publish",
    "compile",
    "cache",
    "lib",
    "serve",
    "cli",
];
/// The modules that may touch disk, clock and environment.
const EDGES: [&str; 5] = ["read", "publish", "cache", "serve", "cli"];

/// The files of the crate with the module each belongs to; tests are left out.
fn files() -> Vec<(String, String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    WalkDir::new(&src)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .filter(|path| !path.ends_with("tests.rs") && !path.ends_with("main.rs"))
        .map(|path| {
            let name = path.strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/");
            let module = name.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap().to_owned();
            (name, module, text)
        })
        .collect()
}

/// The modules of the crate that a text names: what follows each `crate::`, braces included.
fn named(text: &str) -> Vec<&str> {
    let mut named = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let line = text[..at].rsplit('\n').next().unwrap();
        if line.trim_start().starts_with("//") {
            continue;
        }
        for item in items(&text[at + "crate::".len()..]) {
            let end = item.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let word = &item[..end.unwrap_or(item.len())];
            if ORDER.contains(&word) {
                named.push(word);
            }
        }
    }
    named
}

/// What is named at the beginning of `text`: one path, or all in its braces.
fn items(text: &str) -> Vec<&str> {
    let Some(list) = text.strip_prefix('{') else { return vec![text] };
    let (mut depth, mut from, mut items) = (0, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' if depth > 0 => {}
            ',' | '}' => {
                items.push(list[from..at].trim());
                from = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    items
}

fn place(module: &str) -> usize {
    ORDER
        .iter()
        .position(|known| *known == module)
        .unwrap_or_else(|| panic!("`{module}` has no place in the order of the modules"))
}

#[test]
fn a_module_names_only_what_stands_before_it() {
    for (file, module, text) in files() {
        for other in named(&text) {
            let before = place(other) < place(&module) || other == module;
            assert!(before, "src/{file} names `{other}`, which stands after `{module}`");
        }
    }
}

#[test]
fn only_the_edges_touch_disk_clock_and_environment() {
    for (file, module, text) in files() {
        let allowed = EDGES.contains(&module.as_str());
        let lifted = text.contains("clippy::disallowed");
        assert!(allowed || !lifted, "src/{file} lifts a lint that keeps the middle pure");
    }
}

#[test]
fn names_are_found_wherever_they_stand() {
    assert_eq!(named("use crate::model::Story;"), ["model"]);
    assert_eq!(named("use crate::{text, words, yaml::Node};"), ["text", "yaml"]);
    assert_eq!(named("use crate::{\n    text::{fold, slug},\n    yaml,\n};"), ["text", "yaml"]);
    assert_eq!(named("fn x() { crate::derive::y() }"), ["derive"]);
    assert!(named("// see crate::derive").is_empty());
    assert!(named("//! see [`crate::derive`]").is_empty());
}
