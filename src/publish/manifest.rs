//! The list of what we wrote, and the journal of what we are about to write file by file.

use super::error::{PublishError, at};
use super::system;
use crate::{digest, text};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// The manifest's name, at the top of the output.
pub const MANIFEST: &str = ".forebild-manifest";
/// The folder at the top of the output that per-file writing works in.
pub const PARTS: &str = ".forebild-parts";
/// The journal's name, in [`PARTS`].
pub const JOURNAL: &str = "journal";

const VERSION: u32 = 1;

/// A SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The digest of a file on disk, read in pieces into `buffer`.
    pub fn of_file(path: &Path, buffer: &mut [u8]) -> std::io::Result<Self> {
        digest::of_reader(&mut system::open_file(path)?, buffer).map(Self)
    }

    fn hex(&self) -> String {
        text::hex(&self.0)
    }

    fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        for (i, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.hex())
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_hex(&text).ok_or_else(|| de::Error::custom("not a SHA-256"))
    }
}

/// What the manifest says about a file.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub struct Entry {
    /// Its digest when we wrote it.
    pub sha256: Digest,
    /// Its size in bytes.
    pub size: u64,
}

impl Entry {
    /// The entry of a file with these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self { sha256: Digest::of(bytes), size: bytes.len() as u64 }
    }
}

/// Every file of a site, with its digest.
#[derive(Deserialize)]
pub struct Manifest {
    forebild_manifest: u32,
    /// Path to digest and size.
    pub files: BTreeMap<String, Entry>,
}

impl Manifest {
    /// The manifest of a site.
    pub fn of(files: impl IntoIterator<Item = (String, Entry)>) -> Self {
        Self { forebild_manifest: VERSION, files: files.into_iter().collect() }
    }

    /// As JSON, one line a file, so that a difference between two builds reads well.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = format!("{{\n  \"forebild_manifest\": {VERSION},\n  \"files\": {{");
        let mut between = "\n";
        for (path, entry) in &self.files {
            let path = serde_json::to_string(path).expect("a string is always valid JSON");
            let Entry { sha256, size } = entry;
            let sha256 = sha256.hex();
            write!(text, "{between}    {path}: {{\"sha256\": \"{sha256}\", \"size\": {size}}}")
                .expect("a string takes any text");
            between = ",\n";
        }
        text.push_str("\n  }\n}\n");
        text.into_bytes()
    }

    /// Reads a manifest. One that lists a path outside the folder is no manifest.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(bytes).ok()?;
        let sound = manifest.forebild_manifest == VERSION
            && manifest.files.keys().all(|path| is_legal(path));
        sound.then_some(manifest)
    }
}

/// The name of the site that a manifest lists: its SHA-256, as hexadecimal digits.
pub fn site(manifest: &[u8]) -> String {
    Digest::of(manifest).hex()
}

/// What per-file writing may have put in place, beside what the manifest says.
#[derive(Serialize, Deserialize)]
struct Journal {
    forebild_journal: u32,
    files: BTreeMap<String, BTreeSet<Digest>>,
}

/// What in an output folder is ours: for each path, the digests it may have.
#[derive(Default)]
pub struct Ours {
    /// Path to digests.
    pub files: BTreeMap<String, BTreeSet<Digest>>,
    /// Size of all files that the manifest lists.
    pub bytes: u64,
    /// The manifest as it stands.
    pub manifest: Option<Vec<u8>>,
    /// Whether per-file writing was cut short here.
    pub interrupted: bool,
}

impl Ours {
    /// Reads the manifest of an output folder, and the journal if a run was cut short.
    pub fn read(folder: &Path) -> Result<Self, PublishError> {
        let mut ours = Self::default();
        let path = folder.join(MANIFEST);
        if let Some(bytes) = read_regular(&path)? {
            let manifest = Manifest::parse(&bytes).ok_or(PublishError::Manifest { path })?;
            for (path, entry) in manifest.files {
                ours.files.insert(path, BTreeSet::from([entry.sha256]));
                ours.bytes = ours.bytes.saturating_add(entry.size);
            }
            ours.manifest = Some(bytes);
        }
        let parts = folder.join(PARTS);
        match fs::symlink_metadata(&parts) {
            Ok(metadata) if metadata.is_dir() => ours.interrupted = true,
            // A link here would lead our deletions elsewhere.
            Ok(_) => return Err(PublishError::Manifest { path: parts }),
            Err(_) => return Ok(ours),
        }
        let path = parts.join(JOURNAL);
        if let Some(bytes) = read_regular(&path)? {
            let journal: Journal = serde_json::from_slice(&bytes)
                .ok()
                .filter(|journal: &Journal| journal.files.keys().all(|path| is_legal(path)))
                .ok_or(PublishError::Manifest { path })?;
            for (path, digests) in journal.files {
                ours.files.entry(path).or_default().extend(digests);
            }
        }
        Ok(ours)
    }

    /// The name of the site that the manifest lists; none without a manifest.
    pub fn site(&self) -> Option<String> {
        self.manifest.as_deref().map(site)
    }

    /// The journal to write before any file of `next` is put in place.
    pub fn journal(&self, next: &Manifest) -> Vec<u8> {
        let mut files = self.files.clone();
        for (path, entry) in &next.files {
            files.entry(path.clone()).or_default().insert(entry.sha256);
        }
        let journal = Journal { forebild_journal: VERSION, files };
        serde_json::to_vec(&journal).expect("strings and digests are always valid JSON")
    }
}

/// The bytes of a regular file; `None` when there is no file.
fn read_regular(path: &Path) -> Result<Option<Vec<u8>>, PublishError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_file() => {}
        Ok(_) => return Err(PublishError::Manifest { path: path.to_path_buf() }),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(at(path)(error)),
    }
    let mut bytes = Vec::new();
    system::open_file(path).and_then(|mut file| file.read_to_end(&mut bytes)).map_err(at(path))?;
    Ok(Some(bytes))
}

/// Whether a path names a file below the output folder, and none of our own.
pub fn is_legal(path: &str) -> bool {
    let ours = |part: &str| part == MANIFEST || part == PARTS;
    !path.split('/').next().is_some_and(ours)
        && path
            .split('/')
            .all(|part| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']))
}

/// The folders that a file needs, from its own up to the top, which is not among them.
pub fn folders_of(path: &Path) -> impl Iterator<Item = PathBuf> {
    let above: Vec<_> = path.ancestors().skip(1).map(Path::to_path_buf).collect();
    above.into_iter().filter(|folder| !folder.as_os_str().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Manifest {
        let files = [("a/b.html", "b"), ("index.html", "x")];
        Manifest::of(files.map(|(path, text)| (path.to_owned(), Entry::of(text.as_bytes()))))
    }

    #[test]
    fn g7_a_manifest_is_the_same_bytes_and_comes_back() {
        let manifest = site();
        let bytes = manifest.to_bytes();
        assert_eq!(bytes, site().to_bytes());
        let read = Manifest::parse(&bytes).unwrap();
        assert_eq!(read.to_bytes(), bytes);
        assert_eq!(read.files["index.html"].size, 1);
    }

    #[test]
    fn g3_a_manifest_that_points_outside_is_no_manifest() {
        for path in ["../x", "/etc/passwd", "a/../../x", "a//b", "", ".forebild-manifest", "c:x"] {
            let mut manifest = site();
            let entry = manifest.files["index.html"];
            manifest.files.insert(path.to_owned(), entry);
            assert!(Manifest::parse(&manifest.to_bytes()).is_none(), "{path}");
        }
    }

    #[test]
    fn g3_a_manifest_of_another_version_or_cut_short_is_no_manifest() {
        let bytes = site().to_bytes();
        let text = String::from_utf8(bytes.clone()).unwrap();
        let newer = text.replace("\"forebild_manifest\": 1", "\"forebild_manifest\": 2");
        assert!(Manifest::parse(newer.as_bytes()).is_none());
        for end in 0..bytes.len() - 2 {
            assert!(Manifest::parse(&bytes[..end]).is_none(), "{end}");
        }
    }

    #[test]
    fn digests_of_bytes_and_files_agree() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        fs::write(&path, b"hello").unwrap();
        let of_file = Digest::of_file(&path, &mut [0; 2]).unwrap();
        assert!(of_file == Digest::of(b"hello"));
        assert!(Digest::from_hex(&of_file.hex()) == Some(of_file));
        assert!(Digest::from_hex("é".repeat(32).as_str()).is_none());
    }
}
