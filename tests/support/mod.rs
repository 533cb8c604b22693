//! What the tests that run over folders of cases share.

use std::fs;
use std::path::{Path, PathBuf};

use forebild::sources::{Options, Sources};
use forebild::{Compiled, compile};

/// The day on which every case is built.
const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 23);

/// The folder `name` among the tests.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// The cases in a folder: every folder in it whose name does not begin with an underscore, sorted.
pub fn cases(folder: &Path) -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir() && !name_of(path).starts_with('_'))
        .collect();
    cases.sort();
    cases
}

/// The name of a case.
pub fn name_of(case: &Path) -> &str {
    case.file_name().unwrap().to_str().unwrap()
}

/// Builds a case as the command would. What the case lacks of `site.yaml`, `territory.yaml` and
/// `vocabulary.yaml` comes from `tests/diagnostics/_base`; a file `options` may hold `--drafts`
/// and `--base-url URL`, one a line. A file `sizes` names files that are made as large as it says.
pub fn build(case: &Path) -> (Sources, Compiled) {
    let mut sources = match fs::read_to_string(case.join("sizes")) {
        Ok(sizes) => read_grown(case, &sizes),
        Err(_) => forebild::read::read(case).unwrap(),
    };
    let base = forebild::read::read(&folder("diagnostics/_base")).unwrap();
    for (path, bytes) in base.files {
        let stands_alone = fs::exists(case.join("without-base")).unwrap();
        if !stands_alone || path.starts_with("themes/") {
            sources.files.entry(path).or_insert(bytes);
        }
    }
    let compiled = compile(&sources, &options(case));
    (sources, compiled)
}

/// Reads a copy of `case` in which each file of `sizes` (lines `PATH BYTES`) is that large, so
/// that no large file lies in the repository.
fn read_grown(case: &Path, sizes: &str) -> Sources {
    let copy = tempfile::tempdir().unwrap();
    for entry in walkdir::WalkDir::new(case).min_depth(1) {
        let entry = entry.unwrap();
        let place = copy.path().join(entry.path().strip_prefix(case).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir(place).unwrap();
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
    for line in sizes.lines() {
        let (path, size) = line.split_once(' ').unwrap();
        fs::write(copy.path().join(path), vec![0; size.parse().unwrap()]).unwrap();
    }
    forebild::read::read(copy.path()).unwrap()
}

fn options(case: &Path) -> Options {
    let text = fs::read_to_string(case.join("options")).unwrap_or_default();
    let mut options = Options { today: TODAY, base_url: None, drafts: false };
    for line in text.lines() {
        match line.split_once(' ') {
            None if line == "--drafts" => options.drafts = true,
            Some(("--base-url", url)) => options.base_url = Some(url.to_owned()),
            _ => panic!("{}: unknown option {line}", case.display()),
        }
    }
    options
}

/// Whether the expected files are to be rewritten (`FOREBILD_UPDATE=1`).
pub fn is_update() -> bool {
    std::env::var_os("FOREBILD_UPDATE").is_some_and(|value| value == "1")
}

/// Both texts line by line, where they differ first.
pub fn difference(expected: &str, actual: &str) -> String {
    let line = expected.lines().zip(actual.lines()).take_while(|(a, b)| a == b).count();
    let of = |text: &str| text.lines().nth(line).unwrap_or("(the end)").to_owned();
    format!("line {}:\n  expected: {}\n  actual:   {}", line + 1, of(expected), of(actual))
}
