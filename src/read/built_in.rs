//! The theme inside the program.

use std::sync::Arc;

use include_dir::{Dir, include_dir};

use super::{Files, names};

static THEME: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Where the files of the built-in theme stand.
pub const FOLDER: &str = "themes/default/";

/// The files of the built-in theme, under [`FOLDER`].
pub fn theme() -> Files {
    let mut files = Files::new();
    add(&mut files, &THEME);
    files
}

fn add(files: &mut Files, folder: &Dir<'_>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let name = path.rsplit('/').next().unwrap_or(&path);
        if !names::is_left_out(name) {
            files.insert(format!("{FOLDER}{path}").into(), Arc::from(file.contents()));
        }
    }
    for folder in folder.dirs() {
        add(files, folder);
    }
}
