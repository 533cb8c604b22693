//! `init`: a new project with example content.

use std::io::ErrorKind;
use std::path::Path;

use include_dir::{Dir, include_dir};

use super::Failure;
use super::console::Console;
use super::new::{root_option, write_new};
use crate::words;

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content");

/// Keeps what a build writes out of a project's history.
const IGNORE: &str =
    "# The build fills this folder; its content is never committed.\n*\n!.gitignore\n";

/// Makes a project in `dir`, which must be new or empty.
pub fn init(dir: &Path, console: Console) -> Result<(), Failure> {
    refuse_used(dir)?;
    write_folder(&dir.join("content"), &STARTER)?;
    let public = dir.join("public");
    make_folder(&public)?;
    write_file(&public.join(".gitignore"), IGNORE.as_bytes())?;
    let content = dir.join("content");
    let (content, root) = (content.display(), root_option(dir));
    console.tell(&words!(
        "Skapade ett projekt. Bygg webbplatsen med `forebild build{root}`, och byt sedan ut exemplen i {content}.",
        "Made a project. Build the site with `forebild build{root}`, then replace the examples in {content}."
    ));
    Ok(())
}

/// Fails when `dir` is no folder, or holds anything but a version history.
fn refuse_used(dir: &Path) -> Result<(), Failure> {
    let shown = dir.display();
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            return Err(Failure::usage(words!(
                "`{shown}` är en fil; ange en mapp som är ny eller tom",
                "`{shown}` is a file; name a folder that is new or empty"
            )));
        }
        Err(error) => return Err(Failure::world(dir, &error)),
    };
    for entry in entries {
        let name = entry.map_err(|error| Failure::world(dir, &error))?.file_name();
        if name != ".git" {
            let name = name.to_string_lossy();
            return Err(Failure::usage(words!(
                "mappen `{shown}` är inte tom (den innehåller `{name}`); ange en mapp som är ny eller tom",
                "the folder `{shown}` is not empty (it holds `{name}`); name a folder that is new or empty"
            )));
        }
    }
    Ok(())
}

fn write_folder(place: &Path, folder: &Dir<'_>) -> Result<(), Failure> {
    make_folder(place)?;
    for file in folder.files() {
        let name = file.path().file_name().unwrap_or_default();
        if !name.to_string_lossy().starts_with('.') {
            write_file(&place.join(name), file.contents())?;
        }
    }
    for folder in folder.dirs() {
        write_folder(&place.join(folder.path().file_name().unwrap_or_default()), folder)?;
    }
    Ok(())
}

fn make_folder(place: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(place).map_err(|error| Failure::world(place, &error))
}

fn write_file(place: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_new(place, bytes).map_err(|error| Failure::world(place, &error))
}
