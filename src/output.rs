//! The finished site as a value: path to bytes.

use std::collections::BTreeMap;

use crate::diagnostic::Place;

/// Every file of the finished site.
///
/// A path is relative to the output folder, has forward slashes, and holds only `a` to `z`,
/// digits, `-`, `_` and `.`, so that it is legal on every file system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// Path to content.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Pages and files as they were rendered, before they are put together and checked. A `P` is what
/// became of a page's HTML.
#[derive(Clone, Debug)]
pub struct Rendered<P> {
    /// Path and content of each page.
    pub pages: Vec<(String, P)>,
    /// Where authors gave an address, by the path that came of it: the file of a text, or a former
    /// address in it. A path can stand here twice.
    pub origins: Vec<(String, Place)>,
    /// Path and bytes of each other file, under its final name: feed, sitemap, data, pictures.
    pub files: Vec<(String, Vec<u8>)>,
}

impl<P> Default for Rendered<P> {
    fn default() -> Self {
        Self { pages: Vec::new(), origins: Vec::new(), files: Vec::new() }
    }
}
