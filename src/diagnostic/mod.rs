//! Remarks about content: what is wrong, where, and what to write instead.
//!
//! Every stage returns its remarks as values; nothing in the middle of the pipeline prints or
//! stops. A remark carries its words in both languages, written side by side at the check that
//! makes it, so that neither can be forgotten.

mod code;
pub mod print;

pub use code::{Code, Severity};

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The languages Förebild itself speaks to communicators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// Swedish.
    Sv,
    /// English.
    En,
}

/// A sentence in both languages of the tool.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

impl Words {
    /// The sentence in one language.
    #[must_use]
    pub fn in_tongue(&self, tongue: Tongue) -> &str {
        match tongue {
            Tongue::Sv => &self.sv,
            Tongue::En => &self.en,
        }
    }
}

/// Writes a sentence in Swedish and English; both are `format!` strings.
#[macro_export]
macro_rules! words {
    ($sv:literal, $en:literal $(,)?) => {
        $crate::diagnostic::Words { sv: format!($sv), en: format!($en) }
    };
}

/// A place in a source file.
///
/// `file` is the path from the project's root, with forward slashes; `span` is a range of bytes
/// in the file as it was read (a BOM included).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, as `content/stories/x.md`.
    pub file: Arc<str>,
    /// First byte of the place.
    pub start: usize,
    /// First byte after the place.
    pub end: usize,
}

impl Place {
    /// A place in `file`.
    #[must_use]
    pub fn new(file: &Arc<str>, span: Range<usize>) -> Self {
        Self { file: Arc::clone(file), start: span.start, end: span.end.max(span.start) }
    }

    /// A file as a whole: the empty place at its beginning.
    #[must_use]
    pub fn whole(file: &Arc<str>) -> Self {
        Self::new(file, 0..0)
    }
}

/// One remark: a code, a place, what is wrong, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of remark this is; decides whether it stops the build.
    pub code: Code,
    /// Where it is.
    pub place: Place,
    /// What is wrong: one fact, lower case, no full stop.
    pub message: Words,
    /// Said at the caret.
    pub label: Option<Words>,
    /// Another place that matters, such as where a key was given first.
    pub related: Option<(Place, Words)>,
    /// One step that a non-programmer can take.
    pub help: Option<Words>,
    /// A line to copy; shown after the help, the same in both languages.
    pub copy: Option<String>,
}

impl Diagnostic {
    /// A remark with code, place and message.
    #[must_use]
    pub fn new(code: Code, place: Place, message: Words) -> Self {
        Self { code, place, message, label: None, related: None, help: None, copy: None }
    }

    /// Adds what is said at the caret.
    #[must_use]
    pub fn label(mut self, words: Words) -> Self {
        self.label = Some(words);
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn related(mut self, place: Place, words: Words) -> Self {
        self.related = Some((place, words));
        self
    }

    /// Adds the step to take.
    #[must_use]
    pub fn help(mut self, words: Words) -> Self {
        self.help = Some(words);
        self
    }

    /// Adds a line to copy.
    #[must_use]
    pub fn copy(mut self, line: impl Into<String>) -> Self {
        self.copy = Some(line.into());
        self
    }

    /// Whether this stops the build.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.code.severity() == Severity::Error
    }
}

/// Remarks in the order a reader wants them: by file, place, then code; each said once.
#[must_use]
pub fn sorted(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
    diagnostics.dedup();
    diagnostics
}
