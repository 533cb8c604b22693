//! The least that any generator must do: reads every file of a project and writes a site of as
//! many files and bytes as one that was made of it, without making it. For measuring.
//!
//! ```sh
//! cargo run --release --example floor -- PROJECT MANIFEST OUTPUT
//! ```
//!
//! `MANIFEST` is the `.forebild-manifest` of the finished site, which lists paths and sizes. The
//! bytes are those that were read, over and over. Nothing is synced to disk.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "an example program that reads and writes files"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Deserialize;

/// What of a manifest is needed.
#[derive(Deserialize)]
struct Manifest {
    files: BTreeMap<PathBuf, Entry>,
}

#[derive(Deserialize)]
struct Entry {
    size: usize,
}

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [project, manifest, output] = arguments.as_slice() else {
        eprintln!("usage: floor PROJECT MANIFEST OUTPUT");
        std::process::exit(2);
    };
    let manifest: Manifest = serde_json::from_slice(&fs::read(manifest)?)?;
    let bytes = read(project)?;
    write(output, &manifest, &bytes)?;
    Ok(())
}

/// The bytes of all files, one after the other.
fn read(project: &Path) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
    let entries: Vec<_> = walkdir::WalkDir::new(project).into_iter().collect::<Result<_, _>>()?;
    let files: Vec<_> = entries.iter().filter(|entry| entry.file_type().is_file()).collect();
    let read: Vec<_> =
        files.par_iter().map(|entry| fs::read(entry.path())).collect::<io::Result<_>>()?;
    Ok(read.concat())
}

/// Writes each file of the manifest in its size.
fn write(output: &Path, manifest: &Manifest, bytes: &[u8]) -> io::Result<()> {
    let folders: BTreeSet<_> = manifest.files.keys().filter_map(|path| path.parent()).collect();
    for folder in folders {
        fs::create_dir_all(output.join(folder))?;
    }
    let largest = manifest.files.values().map(|entry| entry.size).max().unwrap_or_default();
    let bytes = bytes.repeat(largest / bytes.len().max(1) + 1);
    manifest
        .files
        .par_iter()
        .try_for_each(|(path, entry)| fs::write(output.join(path), &bytes[..entry.size]))
}
