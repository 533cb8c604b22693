//! Finds the programs and packages that `tests/run` installs.

use std::path::{Path, PathBuf};

use crate::Outcome;

/// The top of the repository.
#[must_use]
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The folder that cargo builds in, which also holds what `tests/run` installed.
///
/// # Errors
/// When nothing is installed there.
pub fn target() -> Outcome<PathBuf> {
    let program = std::env::current_exe()?;
    let folder = program.ancestors().find(|folder| folder.join("tools/bin").is_dir());
    Ok(folder.ok_or("nothing is installed for the tests: run tests/run once")?.to_path_buf())
}

/// The first of `names` that is installed.
///
/// # Errors
/// When none is: a missing browser is a failure, never a skip.
pub fn program(names: &[&str]) -> Outcome<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    folders.push(target()?.join("tools/bin"));
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|program| program.is_file())
        .ok_or_else(|| {
            format!("{} is not installed: run tests/run once", names.join(" or ")).into()
        })
}

/// The source of axe-core, which looks for barriers in a page.
///
/// # Errors
/// When it is not installed.
pub fn axe() -> Outcome<String> {
    let file = target()?.join("node/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(&file)
        .map_err(|_| "axe-core is not installed: run tests/run once".into())
}
