//! A copy of the site for reading without a network: one zip file.
//!
//! ```text
//! LÄS MIG.html     what this is, and the way in
//! manifest.json    every file with its SHA-256, and what the copy was made of
//! webbplats/       the site
//! ```
//!
//! The same site and day give the same bytes: files stand in the order of their names, with the day
//! of the copy as their time and ordinary rights. Names come from the site, whose paths are legal on
//! every file system; the one with a letter beyond ASCII is marked as UTF-8, which Windows, macOS and
//! Linux read.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::digest;
use crate::output::Sink;
use crate::text::{hex, slug};

/// The list of files, at the top.
const MANIFEST: &str = "manifest.json";
/// The version of the list's structure.
const VERSION: u32 = 1;
/// The most bytes of a list that are read, as many as a million files take: a small file can claim to
/// be endless.
const MAX_MANIFEST: u64 = 128 << 20;
/// What is packed already, and would only take time.
const PACKED: [&str; 6] = [".png", ".jpg", ".jpeg", ".webp", ".woff2", ".zip"];

/// The name of a copy: the site's own, and the day.
#[must_use]
pub fn name(title: &str, made: Date) -> String {
    format!("{}-{made}.zip", slug(title))
}

/// What stands beside the site in a copy of it.
#[derive(Clone, Debug)]
pub struct Cover {
    /// The name of the page that leads in, as `LÄS MIG.html`.
    pub name: &'static str,
    /// The page.
    pub html: String,
    /// The folder of the site, as `webbplats`.
    pub folder: &'static str,
    /// The site's name.
    pub title: String,
    /// Where the newest version is, if the site knows its address.
    pub address: Option<String>,
    /// The state of the content in its own history, if it has one.
    pub revision: Option<String>,
    /// The version of the structure of open data.
    pub schema: u32,
}

/// Packs the files of a site as they come.
#[derive(Debug)]
pub struct Packer {
    made: Date,
    folder: &'static str,
    files: Mutex<BTreeMap<String, Packed>>,
}

/// A file on its way into an archive: alone in one of its own.
#[derive(Debug)]
struct Packed {
    archive: Vec<u8>,
    listed: Listed,
}

/// What the list says of a file.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Listed {
    sha256: String,
    size: u64,
}

/// The list of files.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    forebild_archive: u32,
    title: String,
    made: String,
    address: Option<String>,
    revision: Option<String>,
    schema_version: u32,
    forebild: String,
    files: BTreeMap<String, Listed>,
}

impl Packer {
    /// Packs a site into this folder of an archive that is made on this day.
    #[must_use]
    pub fn new(folder: &'static str, made: Date) -> Self {
        Self { made, folder, files: Mutex::default() }
    }

    /// The archive of all files that were put.
    #[must_use]
    pub fn finish(self, cover: &Cover) -> Vec<u8> {
        let made = self.made;
        let mut files = self.files.into_inner().unwrap_or_else(PoisonError::into_inner);
        files.insert(cover.name.to_owned(), packed(cover.name, cover.html.as_bytes(), made));
        let mut archives = Vec::with_capacity(files.len() + 1);
        let mut listed = BTreeMap::new();
        for (path, file) in files {
            archives.push(file.archive);
            listed.insert(path, file.listed);
        }
        let manifest = Manifest {
            forebild_archive: VERSION,
            title: cover.title.clone(),
            made: made.to_string(),
            address: cover.address.clone(),
            revision: cover.revision.clone(),
            schema_version: cover.schema,
            forebild: env!("CARGO_PKG_VERSION").to_owned(),
            files: listed,
        };
        let manifest = serde_json::to_vec_pretty(&manifest).expect("texts and numbers are JSON");
        archives.push(packed(MANIFEST, &manifest, made).archive);
        joined(archives)
    }
}

impl Sink for Packer {
    fn put(&self, path: &str, bytes: &[u8]) {
        let path = format!("{}/{path}", self.folder);
        let file = packed(&path, bytes, self.made);
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path, file);
    }
}

fn packed(path: &str, bytes: &[u8], made: Date) -> Packed {
    let is_packed = PACKED.iter().any(|ending| path.ends_with(ending));
    let method = if is_packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    let options = SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(midnight(made))
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() / 3 + 512)));
    let written = zip
        .start_file(path, options)
        .and_then(|()| zip.write_all(bytes).map_err(Into::into))
        .and_then(|()| zip.finish());
    let archive = written.expect("memory takes what is written to it").into_inner();
    Packed { archive, listed: listed(bytes) }
}

fn listed(bytes: &[u8]) -> Listed {
    Listed { sha256: hex(&Sha256::digest(bytes)), size: bytes.len() as u64 }
}

/// The beginning of a day; that of 1980, the first that zip can say, for one that it cannot.
fn midnight(day: Date) -> DateTime {
    let [month, day_of_month] = [day.month(), day.day()].map(i8::unsigned_abs);
    let year = u16::try_from(day.year()).unwrap_or_default();
    DateTime::from_date_and_time(year, month, day_of_month, 0, 0, 0).unwrap_or_default()
}

/// One archive of several; nothing is unpacked for it.
fn joined(archives: Vec<Vec<u8>>) -> Vec<u8> {
    let size = archives.iter().map(Vec::len).sum();
    let mut zip = ZipWriter::new(Cursor::new(Vec::with_capacity(size)));
    for archive in archives {
        let copied = ZipArchive::new(Cursor::new(archive)).and_then(|mut archive| {
            archive.by_index_raw(0).and_then(|file| zip.raw_copy_file(file))
        });
        copied.expect("an archive that was just written can be read");
    }
    zip.finish().expect("memory takes what is written to it").into_inner()
}

/// What is wrong with a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It is no copy that Förebild made.
    NotOurs,
    /// It cannot be unpacked, or holds another file than its list says.
    Broken(String),
}

/// Unpacks a copy and compares every file with the list; gives how many there are, without the list.
///
/// # Errors
/// When it is another archive, when a file cannot be unpacked, is not as listed, not listed, or missing.
pub fn check(archive: &[u8]) -> Result<usize, Flaw> {
    let mut zip = ZipArchive::new(Cursor::new(archive)).map_err(|_| Flaw::NotOurs)?;
    let mut manifest = Vec::new();
    zip.by_name(MANIFEST)
        .map_err(|_| Flaw::NotOurs)?
        .take(MAX_MANIFEST)
        .read_to_end(&mut manifest)
        .map_err(|_| Flaw::NotOurs)?;
    let manifest: Manifest = serde_json::from_slice(&manifest).map_err(|_| Flaw::NotOurs)?;
    let mut left = manifest.files;
    let count = left.len();
    let mut piece = vec![0; 1 << 16];
    for at in 0..zip.len() {
        let name = zip.name_for_index(at).unwrap_or_default().to_owned();
        if name == MANIFEST {
            continue;
        }
        let broken = || Flaw::Broken(name.clone());
        let expected = left.remove(&name).ok_or_else(broken)?;
        let file = zip.by_index(at).map_err(|_| broken())?;
        // A byte more than listed is enough to see that it is another file.
        let most = expected.size.saturating_add(1);
        let mut file = file.take(most);
        let sha256 = hex(&digest::of_reader(&mut file, &mut piece).map_err(|_| broken())?);
        if (Listed { sha256, size: most - file.limit() }) != expected {
            return Err(broken());
        }
    }
    match left.into_keys().next() {
        Some(missing) => Err(Flaw::Broken(missing)),
        None => Ok(count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Date = jiff::civil::date(2026, 11, 29);

    fn cover() -> Cover {
        Cover {
            name: "LÄS MIG.html",
            html: "<p>hej".to_owned(),
            folder: "webbplats",
            title: "Goda exempel".to_owned(),
            address: Some("https://example.org/".to_owned()),
            revision: None,
            schema: 1,
        }
    }

    fn copy<'a>(files: impl IntoIterator<Item = &'a (&'a str, &'a [u8])>) -> Vec<u8> {
        let packer = Packer::new("webbplats", DAY);
        files.into_iter().for_each(|(path, bytes)| packer.put(path, bytes));
        packer.finish(&cover())
    }

    const FILES: [(&str, &[u8]); 3] =
        [("index.html", b"<p>a"), ("bilder/a.png", b"\x89PNG"), ("a/b/index.html", b"")];

    #[test]
    fn g7_the_same_files_in_any_order_give_the_same_bytes() {
        assert_eq!(copy(&FILES), copy(FILES.iter().rev()));
        assert_ne!(copy(&FILES), copy(&FILES[..2]));
    }

    #[test]
    fn g21_every_file_comes_out_as_it_went_in() {
        let archive = copy(&FILES);
        assert_eq!(check(&archive), Ok(FILES.len() + 1));
        let mut zip = ZipArchive::new(Cursor::new(&archive)).unwrap();
        for (path, expected) in FILES {
            let mut bytes = Vec::new();
            let mut file = zip.by_name(&format!("webbplats/{path}")).unwrap();
            file.read_to_end(&mut bytes).unwrap();
            assert_eq!(bytes, expected);
            assert_eq!(file.unix_mode(), Some(0o100_644));
            let time = file.last_modified().unwrap();
            assert_eq!((time.year(), time.month(), time.day(), time.hour()), (2026, 11, 29, 0));
        }
        let names: Vec<_> = zip.file_names().map(str::to_owned).collect();
        assert!(names.contains(&"LÄS MIG.html".to_owned()), "{names:?}");
        let text = std::io::read_to_string(zip.by_name(MANIFEST).unwrap()).unwrap();
        let manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(manifest["made"], "2026-11-29");
        assert_eq!(manifest["address"], "https://example.org/");
        assert_eq!(manifest["files"]["webbplats/index.html"]["size"], 4);
    }

    #[test]
    fn g21_a_copy_that_is_not_as_listed_is_found() {
        assert_eq!(check(b"PK"), Err(Flaw::NotOurs));
        assert_eq!(check(&joined(vec![packed("a.txt", b"a", DAY).archive])), Err(Flaw::NotOurs));
        let list = |path: &str, file: Listed| list_of("", &serde_json::json!({ path: file }));
        let manifest = |path: &str, bytes: &[u8]| list(path, listed(bytes));
        let file = |path: &str| packed(path, b"a", DAY).archive;
        let broken = |path: &str| Err(Flaw::Broken(path.to_owned()));
        assert_eq!(check(&joined(vec![file("x"), manifest("x", b"a")])), Ok(1));
        assert_eq!(check(&joined(vec![file("x"), manifest("x", b"b")])), broken("x"));
        assert_eq!(check(&joined(vec![file("x"), manifest("x", b"")])), broken("x"));
        assert_eq!(check(&joined(vec![file("y"), manifest("x", b"a")])), broken("y"));
        assert_eq!(check(&joined(vec![manifest("x", b"a")])), broken("x"));
        let endless = list("x", Listed { size: u64::MAX, ..listed(b"a") });
        assert_eq!(check(&joined(vec![file("x"), endless])), broken("x"));
        let mut archive = joined(vec![file("x"), manifest("x", b"a")]);
        let at = archive.windows(2).position(|pair| pair == b"xK").unwrap();
        archive[at + 1] ^= 1;
        assert_eq!(check(&archive), broken("x"));
    }

    /// The list of a copy of these files, in an archive of its own, behind some spaces.
    fn list_of(spaces: &str, files: &serde_json::Value) -> Vec<u8> {
        let json = serde_json::json!({
            "forebild_archive": 1, "title": "", "made": "", "address": null, "revision": null,
            "schema_version": 1, "forebild": "", "files": files,
        });
        packed(MANIFEST, format!("{spaces}{json}").as_bytes(), DAY).archive
    }

    #[test]
    fn g17_a_list_without_end_is_not_read() {
        let copy = |spaces: u64| {
            let spaces = " ".repeat(usize::try_from(spaces).unwrap());
            list_of(&spaces, &serde_json::json!({}))
        };
        assert_eq!(check(&copy(100)), Ok(0));
        assert_eq!(check(&copy(MAX_MANIFEST)), Err(Flaw::NotOurs));
    }

    #[test]
    fn a_copy_is_named_by_site_and_day() {
        assert_eq!(name("Goda exempel i väst", DAY), "goda-exempel-i-vast-2026-11-29.zip");
    }
}
