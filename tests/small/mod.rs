//! A project that is built in a moment: the settings that the tests share, and short stories.
#![allow(dead_code, reason = "a test needs some of it")]

use std::fs;
use std::path::{Path, PathBuf};

/// The settings of `tests/diagnostics/_base`, below `root`.
pub fn write_settings(root: &Path) {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/_base/content");
    let content = root.join("content");
    fs::create_dir_all(content.join("stories")).unwrap();
    for file in ["site.yaml", "territory.yaml", "vocabulary.yaml"] {
        fs::copy(base.join(file), content.join(file)).unwrap();
    }
}

/// Where a story lies.
pub fn path(root: &Path, name: &str) -> PathBuf {
    root.join(format!("content/stories/{name}.md"))
}

/// A story without fault, as `status: draft` or `status: published`.
pub fn story(status: &str, title: &str, body: &str) -> String {
    format!(
        "---\ntitle: {title}\nmunicipality: Hjo\nsummary: Ett kooperativ öppnade ett bageri.\n\
         status: {status}\npublished: 2026-03-14\nverified: 2026-03-10\n\
         topics: [reserved_procurement]\n---\n\n{body}\n"
    )
}
