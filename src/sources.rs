//! What a site is made from, as a value: path to bytes.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};

/// Every file that a site is made from.
///
/// A path is relative to the project's root, with forward slashes and accents in one normal form
/// (Unicode NFC), as `content/stories/x.md` or `themes/default/templates/base.html`. The files of
/// the built-in theme are here too; a file of the site's own theme stands under its own name.
///
/// One file may come from elsewhere: the register of people that `site.yaml` names. It stands under
/// its path as that file writes it, which never begins as those of the project do, so that nothing that looks
/// through `content/` or `themes/` meets it. It is read to know who may be shown, and never published.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Path to content.
    pub files: BTreeMap<Arc<str>, Arc<[u8]>>,
    /// What reading remarked: links, devices, names that are not UTF-8, files too large.
    pub diagnostics: Vec<Diagnostic>,
    /// The state of these files in their own history: the commit that is checked out, if the project
    /// lies in a git repository. What was changed since is not seen.
    pub revision: Option<String>,
}

impl Sources {
    /// The file at `path` with the path's shared name.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<(&Arc<str>, &Arc<[u8]>)> {
        self.files.get_key_value(path)
    }

    /// Whether the file at `path` is there but was not read because it is too large. It has its
    /// remark, so that nothing more is to be said of what is in it.
    #[must_use]
    pub fn is_unread(&self, path: &str) -> bool {
        let too_large =
            |remark: &Diagnostic| remark.code == Code::TooLarge && &*remark.place.file == path;
        self.files.get(path).is_some_and(|bytes| bytes.is_empty())
            && self.diagnostics.iter().any(too_large)
    }

    /// Every file whose path begins with `folder`, which ends in a slash; by rising path.
    pub fn under<'a>(
        &'a self,
        folder: &'a str,
    ) -> impl Iterator<Item = (&'a Arc<str>, &'a Arc<[u8]>)> {
        self.files
            .range::<str, _>((std::ops::Bound::Included(folder), std::ops::Bound::Unbounded))
            .take_while(move |(path, _)| path.starts_with(folder))
    }
}

/// What a build is asked for, besides the files.
#[derive(Clone, Debug)]
pub struct Options {
    /// The day of the build: `SOURCE_DATE_EPOCH`, else the clock. Decides which published stories
    /// are still in the future and which facts are old; never written to the output.
    pub today: jiff::civil::Date,
    /// Overrides `base_url` of `site.yaml`.
    pub base_url: Option<String>,
    /// Whether drafts, stories in review and future stories are shown, with a banner.
    pub drafts: bool,
}
