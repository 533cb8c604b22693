//! The finished site as a value, path to bytes; and what takes its files one by one ([`Sink`]).

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Every file of the finished site.
///
/// A path is relative to the output folder, has forward slashes, and holds only `a` to `z`,
/// digits, `-`, `_` and `.`, so that it is legal on every file system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// Path to content.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Takes the files of a site as they are made: from any thread and in any order, each path once.
pub trait Sink: Sync {
    /// Takes a file. What goes wrong with it is kept for whoever asks what became of the site: what
    /// makes pages has no use for it.
    fn put(&self, path: &str, bytes: &[u8]);

    /// Whether anybody will look at the bytes; if not, what is dear need not be drawn.
    fn keeps_bytes(&self) -> bool {
        true
    }
}

/// Gathers a site in memory.
#[derive(Debug, Default)]
pub struct Gathered(Mutex<Output>);

impl Gathered {
    /// What was gathered.
    #[must_use]
    pub fn into_output(self) -> Output {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for Gathered {
    fn put(&self, path: &str, bytes: &[u8]) {
        let (path, bytes) = (path.to_owned(), bytes.to_vec());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).files.insert(path, bytes);
    }
}

/// Lets every file go, for who wants to know only what there is to say of the site.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nowhere;

impl Sink for Nowhere {
    fn put(&self, _path: &str, _bytes: &[u8]) {}

    fn keeps_bytes(&self) -> bool {
        false
    }
}
