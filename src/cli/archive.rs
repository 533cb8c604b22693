//! `archive`: the whole site as one file, to carry away and read without a network.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::Failure;
use super::args::{ArchiveArgs, Common, SiteArgs};
use super::build::{self, Made};
use super::console::Console;
use super::timings::{Step, Timings};
use crate::archive::{self, Flaw};
use crate::cache::Rights;
use crate::compile::{Compiled, compile_copy};
use crate::diagnostic::Words;
use crate::words;

/// Makes the copy, unless the content has errors, and looks whether it can be unpacked before it takes
/// the place of an older one.
pub fn archive(common: &Common, asked: &ArchiveArgs, console: Console) -> Result<(), Failure> {
    let started = Instant::now();
    let site = SiteArgs {
        base_url: asked.base_url.clone(),
        strict: asked.strict,
        no_cache: asked.no_cache,
        format: asked.format,
        jobs: asked.jobs,
        ..SiteArgs::default()
    };
    let project = build::read(common, &site, console, Rights::Write)?;
    let mut timings = Timings::start(Step::Read);
    let Made { project, compiled, .. } = build::make(project, &mut timings, compile_copy);
    build::show(&compiled.diagnostics, &project.sources, project.look, console);
    let Compiled { output, diagnostics, summary, .. } = build::judged(compiled, &site, console)?;
    let (name, bytes) = output.ok_or_else(Failure::content)?;
    let file = place(asked.output.as_deref().unwrap_or(&common.root), &name);
    put(&file, &bytes)?;
    let tally = build::remarks_in_numbers(&diagnostics);
    let Words { sv, en } = build::made(summary, started.elapsed(), &tally);
    let megabytes = bytes.len() as f64 / 1e6;
    let size = format!("{megabytes:.1} MB");
    let size_sv = size.replace('.', ",");
    let file = file.strip_prefix(".").unwrap_or(&file).display();
    console.tell(&words!(
        "Klart: {sv}. Packa upp {file} ({size_sv}) där den ska läsas",
        "Done: {en}. Unpack {file} ({size}) where it is to be read"
    ));
    Ok(())
}

/// Where a copy with this name goes.
fn place(asked: &Path, name: &str) -> PathBuf {
    let is_file = asked.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    if is_file && !asked.is_dir() { asked.to_owned() } else { asked.join(name) }
}

/// Writes a copy beside its place, looks at it, and puts it there in one step. A file that is no copy
/// of ours stays.
fn put(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    match fs::symlink_metadata(file).map(|found| found.is_file().then(|| fs::read(file))) {
        Ok(Some(Ok(standing))) if archive::check(&standing) != Err(Flaw::NotOurs) => {}
        Ok(_) => return Err(taken(file)),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(Failure::world(file, &error)),
    }
    let failed = |error: io::Error| Failure::world(file, &error);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut beside = file.as_os_str().to_owned();
    beside.push(".forebild-new");
    let beside = PathBuf::from(beside);
    let written = write(&beside, bytes).and_then(|()| fs::read(&beside));
    let put = match written {
        Ok(read) if archive::check(&read).is_ok() => fs::rename(&beside, file).map_err(failed),
        Ok(_) => Err(unreadable(file)),
        Err(error) => Err(failed(error)),
    };
    if put.is_err() {
        // What is wrong is said; what is left of it is in nobody's way.
        let _ = fs::remove_file(&beside);
    }
    put
}

/// Writes a file and brings it to disk; one that a run left which was cut short goes.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn taken(file: &Path) -> Failure {
    let file = file.display();
    Failure::usage(words!(
        "`{file}` finns redan och är ingen kopia som Förebild har gjort; flytta den, eller välj en annan plats med --output",
        "`{file}` exists already and is no copy that Förebild made; move it, or choose another place with --output"
    ))
}

fn unreadable(file: &Path) -> Failure {
    let file = file.display();
    Failure {
        code: 3,
        words: Some(words!(
            "`{file}` gick att skriva men inte att läsa rätt; disken kan vara trasig, så välj en annan plats med --output",
            "`{file}` could be written but not read rightly; the disk may be broken, so choose another place with --output"
        )),
    }
}
