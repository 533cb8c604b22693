//! `trace`: every place where a name stands, in the content and in the built site. Only reads.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;
use walkdir::WalkDir;

use super::Failure;
use super::args::{AnswerFormat, Common, TraceArgs};
use super::console::Console;
use crate::diagnostic::print::visible;
use crate::diagnostic::{Tongue, Words};
use crate::trace::{self, Found, Into, Looked, Name};
use crate::{search, words};

/// What the form of the JSON is called; it changes when a program that reads it would have to.
const VERSION: u32 = 1;
/// The longest name that is read from standard input, in bytes.
const LONGEST: u64 = 1000;

/// Where a name stands.
#[derive(Debug, Serialize)]
struct Answer {
    version: u32,
    name: String,
    content: Searched,
    /// None when nothing is built.
    site: Option<Searched>,
}

/// A folder that was looked through.
#[derive(Debug, Default, Serialize)]
struct Searched {
    folder: String,
    files: usize,
    /// How many of them are pictures and the like, of which only the name was looked at.
    names_only: usize,
    /// How many of them are cards for sharing, which hold only what stands on their pages.
    cards: usize,
    places: Vec<Place>,
    /// Files that should be readable and are not.
    unreadable: Vec<String>,
}

/// A place where the name stands.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Place {
    file: String,
    /// The file in an archive.
    inside: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    text: String,
    /// Whether it is the entry that says that the person has withdrawn, which is to stay.
    withdrawal: bool,
}

/// A file that was looked into.
struct In {
    places: Vec<Place>,
    is_name_only: bool,
    is_card: bool,
    unreadable: Option<String>,
}

impl In {
    fn new(path: &str, looked: Looked, is_unreadable: bool) -> Self {
        let is_picture = looked.into == Into::NameOnly;
        // What is drawn on a card stands in the text of its page, where it is found.
        let is_card = is_picture && crate::route::is_card(path);
        Self {
            places: looked.found.into_iter().map(|found| Place::new(path, found)).collect(),
            is_name_only: is_picture && !is_card,
            is_card,
            unreadable: (is_unreadable || looked.into == Into::Unreadable).then(|| path.to_owned()),
        }
    }
}

impl Searched {
    fn new(folder: String, looked: Vec<In>) -> Self {
        let mut searched = Self { folder, files: looked.len(), ..Self::default() };
        for one in looked {
            searched.places.extend(one.places);
            searched.unreadable.extend(one.unreadable);
            searched.names_only += usize::from(one.is_name_only);
            searched.cards += usize::from(one.is_card);
        }
        searched.places.sort();
        searched
    }
}

impl Place {
    fn new(file: &str, found: Found) -> Self {
        let Found { inside, place, text, is_withdrawal } = found;
        let (line, column) = place.unzip();
        Self { file: file.to_owned(), inside, line, column, text, withdrawal: is_withdrawal }
    }
}

/// Prints every place where the name stands.
pub fn trace(common: &Common, asked: &TraceArgs, console: Console) -> Result<(), Failure> {
    let written = if asked.name == "-" { from_input()? } else { asked.name.clone() };
    let name = Name::new(&written).ok_or_else(no_name)?;
    let looking = words!("Letar efter namnet", "Looking for the name");
    let answer = console.during(&looking, || {
        let content = in_content(&common.root, &name)?;
        let site = in_site(common, asked.output.as_deref(), &name)?;
        Ok(Answer { version: VERSION, name: written.trim().to_owned(), content, site })
    })?;
    match asked.format {
        AnswerFormat::Human => console.out(&shown(&answer, console.tongue)),
        AnswerFormat::Json => {
            let json = serde_json::to_string_pretty(&answer).expect("numbers and texts are JSON");
            console.out(&format!("{json}\n"));
        }
    }
    let both = || std::iter::once(&answer.content).chain(&answer.site);
    if let Some(file) = both().flat_map(|searched| &searched.unreadable).next() {
        return Err(unreadable(file));
    }
    match both().flat_map(|searched| &searched.places).any(|place| !place.withdrawal) {
        true if asked.expect_none => Err(Failure::content()),
        _ => Ok(()),
    }
}

/// The name on standard input, so that it does not stay in the history of the shell.
fn from_input() -> Result<String, Failure> {
    let mut name = String::new();
    let read = std::io::stdin().lock().take(LONGEST).read_to_string(&mut name);
    read.map_err(|_| no_name())?;
    Ok(name)
}

/// Looks through the content and the theme of a project, as they are read for a build.
fn in_content(root: &Path, name: &Name) -> Result<Searched, Failure> {
    let sources = crate::read::read(root)
        .map_err(|error| Failure { code: error.exit_code(), words: Some(error.words()) })?;
    let files: Vec<_> =
        sources.files.iter().filter(|(path, _)| !path.starts_with("themes/default/")).collect();
    let in_file = |(path, bytes): &(&Arc<str>, &Arc<[u8]>)| {
        let looked = trace::look_in_content(path, bytes, name);
        In::new(path, looked, sources.is_unread(path))
    };
    let looked = files.par_iter().map(in_file).collect();
    Ok(Searched::new("content".to_owned(), looked))
}

/// Looks through a built site; nothing when there is none, and none was asked for.
fn in_site(
    common: &Common,
    asked: Option<&Path>,
    name: &Name,
) -> Result<Option<Searched>, Failure> {
    let folder = asked.map_or_else(|| common.root.join("public"), Path::to_owned);
    let is_built = folder.join("index.html").is_file();
    if !is_built && asked.is_none() {
        return Ok(None);
    }
    if !folder.is_dir() {
        return Err(no_site(&folder));
    }
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in WalkDir::new(&folder) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(&folder).display();
            Failure {
                code: 3,
                words: Some(words!("`{path}` kunde inte läsas", "`{path}` could not be read")),
            }
        })?;
        if entry.file_type().is_file() {
            files.push(entry.into_path());
        }
    }
    let looked = files.par_iter().map(|file| in_file(&folder, file, name)).collect();
    let mut searched = Searched::new(folder.display().to_string(), looked);
    in_indexes(&folder, &files, name, &mut searched);
    searched.places.sort();
    Ok(Some(searched))
}

/// The places in a file of the site.
fn in_file(folder: &Path, file: &Path, name: &Name) -> In {
    let path = relative(folder, file);
    match fs::read(file) {
        Ok(bytes) => In::new(&path, trace::look(&path, &bytes, name), false),
        Err(_) => In::new(&path, trace::look(&path, &[], name), true),
    }
}

/// Looks into the words of every search index of the site.
fn in_indexes(folder: &Path, files: &[PathBuf], name: &Name, searched: &mut Searched) {
    // By folder of the index, as `search/1a2b3c4d/`.
    let mut indexes: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for file in files {
        let path = relative(folder, file);
        let Some(inside) = path.strip_prefix(search::FOLDER) else { continue };
        let Some((release, script)) = inside.split_once('/') else { continue };
        let Some(script) = script.strip_suffix(".js") else { continue };
        if let Ok(text) = fs::read_to_string(file) {
            let index = indexes.entry(format!("{}{release}/", search::FOLDER)).or_default();
            index.insert(script.to_owned(), text);
        }
    }
    let has = |path: &str| {
        let bytes = fs::read(folder.join(path)).ok()?;
        Some(trace::is_in(path, &bytes, name))
    };
    for (index, scripts) in indexes {
        match trace::index::look(&scripts, name, &has) {
            Ok(found) => searched.places.extend(
                found
                    .into_iter()
                    .map(|(file, found)| Place::new(&format!("{index}{file}.js"), found)),
            ),
            Err(file) => searched.unreadable.push(format!("{index}{file}.js")),
        }
    }
}

/// A path from the top of the site, with forward slashes.
fn relative(folder: &Path, file: &Path) -> String {
    let path = file.strip_prefix(folder).unwrap_or(file);
    let path = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { path.into_owned() } else { path.replace('\\', "/") }
}

/// The answer for people.
fn shown(answer: &Answer, tongue: Tongue) -> String {
    let content = words!("I innehållet", "In the content");
    let mut lines = section(&answer.content, &content, tongue);
    match &answer.site {
        Some(site) => {
            let folder = &site.folder;
            let heading =
                words!("I den byggda webbplatsen ({folder})", "In the built site ({folder})");
            lines.push(String::new());
            lines.extend(section(site, &heading, tongue));
        }
        None => {
            let none = words!(
                "Ingen webbplats är byggd, så bara innehållet är genomsökt.",
                "No site is built, so only the content was looked through."
            );
            lines.push(String::new());
            lines.push(none.in_tongue(tongue).to_owned());
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

fn section(searched: &Searched, heading: &Words, tongue: Tongue) -> Vec<String> {
    let (count, files) = (searched.places.len(), searched.files);
    let (sv, en) = (&heading.sv, &heading.en);
    let (of_sv, of_en) = if files == 1 { ("fil", "file") } else { ("filer", "files") };
    let heading = match count {
        0 => words!("{sv}: inte någonstans ({files} {of_sv})", "{en}: nowhere ({files} {of_en})"),
        1 => words!("{sv}: ett ställe ({files} {of_sv})", "{en}: one place ({files} {of_en})"),
        _ => words!(
            "{sv}: {count} ställen ({files} {of_sv})",
            "{en}: {count} places ({files} {of_en})"
        ),
    };
    let mut lines = vec![heading.in_tongue(tongue).to_owned()];
    let pictures = searched.names_only;
    if pictures > 0 {
        let note = words!(
            "  (av {pictures} bilder och liknande bara namnet: titta på dem själv)",
            "  (of {pictures} pictures and the like only the name: look at them yourself)"
        );
        lines.push(note.in_tongue(tongue).to_owned());
    }
    let cards = searched.cards;
    if cards > 0 {
        let note = words!(
            "  ({cards} bilder för delning har orden från sina sidor: det som inte står där står inte heller på dem)",
            "  ({cards} pictures for sharing have the words of their pages: what does not stand there does not stand on them either)"
        );
        lines.push(note.in_tongue(tongue).to_owned());
    }
    for Place { file, inside, line, column, text, withdrawal } in &searched.places {
        let file =
            inside.as_ref().map_or_else(|| file.clone(), |inside| format!("{file}: {inside}"));
        let file = visible(&file, 300);
        lines.push(match line.zip(*column) {
            Some((line, column)) if *withdrawal => {
                let note = words!(
                    "raden som säger att personen har dragit sig ur",
                    "the line that says that the person has withdrawn"
                );
                format!("  {file}:{line}:{column}\n      ({})", note.in_tongue(tongue))
            }
            Some((line, column)) => format!("  {file}:{line}:{column}\n      {text}"),
            None if file.ends_with(text.as_str()) => {
                let named = words!("filens namn", "the file's name");
                format!("  {file}\n      ({})", named.in_tongue(tongue))
            }
            None => format!("  {file}\n      {text}"),
        });
    }
    lines
}

fn no_name() -> Failure {
    Failure::usage(words!(
        "namnet är tomt; skriv det som i `forebild trace \"Kim Exempelsson\"`",
        "the name is empty; write it as in `forebild trace \"Kim Exempelsson\"`"
    ))
}

fn no_site(folder: &Path) -> Failure {
    let folder = folder.display();
    Failure::usage(words!(
        "det finns ingen mapp `{folder}`; bygg webbplatsen först, eller rätta --output",
        "there is no folder `{folder}`; build the site first, or mend --output"
    ))
}

/// What could not be read may hold the name: then nothing is proved.
fn unreadable(file: &str) -> Failure {
    let words = words!(
        "`{file}` gick inte att läsa, så namnet kan stå kvar där",
        "`{file}` could not be read, so the name may still be there"
    );
    Failure { code: 3, words: Some(words) }
}
