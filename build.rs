//! Makes cargo build again when a file is added to what the program holds within itself
//! (`include_dir!` alone notices only files that it has seen before), and gives the program a name
//! that changes with its source: what one program made, another does not take for its own.
#![expect(clippy::disallowed_methods, reason = "edge: reads the source")]

use std::error::Error;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=content");
    println!("cargo::rerun-if-changed=themes/default");
    // The theme is not needed here: a build is told of it as of any other file.
    let mut files = vec![PathBuf::from("Cargo.toml"), PathBuf::from("Cargo.lock")];
    collect(Path::new("src"), &mut files)?;
    files.sort();
    let mut hash = DefaultHasher::new();
    for file in &files {
        // Not every packager has a lock file.
        if file.exists() {
            (file.to_str(), fs::read(file)?).hash(&mut hash);
        }
    }
    for path in ["Cargo.toml", "Cargo.lock", "src"] {
        println!("cargo::rerun-if-changed={path}");
    }
    println!("cargo::rustc-env=FOREBILD_MADE_FROM={:016x}", hash.finish());
    Ok(())
}

/// All files below a folder.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
