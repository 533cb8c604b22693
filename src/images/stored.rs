//! A picture that is ready, as the bytes of one file, so that the next run need not make it again.
//!
//! ```text
//! SHA-256 of the rest │ length of the head, 4 bytes │ head, JSON │ the files, one after the other
//! ```

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{File, Kind, Prepared, kind};
use crate::text::hex;

/// Stands for all that decides what becomes of a picture: sizes, qualities, encoders. It must rise
/// when any of them changes; a test says when.
pub(super) const VERSION: &str = "forebild pictures 3";

/// Bytes of a SHA-256.
const DIGEST: usize = 32;

/// The name under which what becomes of `bytes` is kept: it changes with the bytes and with all
/// that decides what becomes of them. Nothing is kept of a drawing, which is read again as fast.
#[must_use]
pub fn key(bytes: &[u8]) -> Option<String> {
    let Kind::Photo(_) = kind(bytes) else { return None };
    let digest = Sha256::new().chain_update(VERSION).chain_update(bytes).finalize();
    Some(hex(&digest))
}

#[derive(Serialize, Deserialize)]
struct Head {
    whole: Entry,
    smaller: Vec<Entry>,
    webp: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    extension: String,
    width: u32,
    height: u32,
    length: usize,
}

impl Prepared {
    /// The picture as bytes that [`Prepared::from_stored`] reads.
    #[must_use]
    pub fn to_stored(&self) -> Vec<u8> {
        let entries = |files: &[File]| files.iter().map(Entry::of).collect();
        let whole = Entry::of(&self.whole);
        let head = Head { whole, smaller: entries(&self.smaller), webp: entries(&self.webp) };
        let head = serde_json::to_vec(&head).unwrap_or_default();
        let length = u32::try_from(head.len()).unwrap_or(u32::MAX);
        let mut stored = vec![0; DIGEST];
        stored.extend(length.to_le_bytes());
        stored.extend(head);
        for file in [&self.whole].into_iter().chain(&self.smaller).chain(&self.webp) {
            stored.extend(&**file.bytes);
        }
        let digest = Sha256::digest(&stored[DIGEST..]);
        stored[..DIGEST].copy_from_slice(&digest);
        stored
    }

    /// The picture of such bytes; none when they are damaged, or something else.
    #[must_use]
    pub fn from_stored(stored: &[u8]) -> Option<Self> {
        let (digest, rest) = stored.split_at_checked(DIGEST)?;
        if *digest != *Sha256::digest(rest) {
            return None;
        }
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (head, mut rest) = rest.split_at_checked(length)?;
        let head: Head = serde_json::from_slice(head).ok()?;
        let whole = head.whole.file(&mut rest)?;
        let mut files = |entries: &[Entry]| -> Option<Vec<File>> {
            entries.iter().map(|entry| entry.file(&mut rest)).collect()
        };
        let (smaller, webp) = (files(&head.smaller)?, files(&head.webp)?);
        rest.is_empty().then_some(Self { whole, smaller, webp })
    }
}

impl Entry {
    fn of(file: &File) -> Self {
        let File { bytes, extension, width, height } = file;
        Self {
            extension: (*extension).to_owned(),
            width: *width,
            height: *height,
            length: bytes.len(),
        }
    }

    /// The file, whose bytes are the first of `rest`.
    fn file(&self, rest: &mut &[u8]) -> Option<File> {
        let extension =
            ["jpg", "png", "webp"].into_iter().find(|known| *known == self.extension)?;
        let (bytes, after) = rest.split_at_checked(self.length)?;
        *rest = after;
        let (width, height) = (self.width, self.height);
        Some(File { bytes: Arc::new(bytes.to_vec()), extension, width, height })
    }
}
