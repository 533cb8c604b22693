//! What the writer says by itself, in the language of the text.

/// The languages whose marks and words are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// Swedish, easy Swedish included.
    Swedish,
    /// English.
    English,
    /// Any other: quotation marks stay as written, labels are English.
    Other,
}

impl Language {
    /// The language of a BCP 47 tag.
    pub(super) fn of(tag: &str) -> Self {
        match tag.split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "sv" => Self::Swedish,
            "en" => Self::English,
            _ => Self::Other,
        }
    }

    /// What a table is called to those who hear the page.
    pub(super) fn table(self) -> &'static str {
        self.choose("Tabell", "Table")
    }

    /// What a footnote is called.
    pub(super) fn note(self) -> &'static str {
        self.choose("Fotnot", "Footnote")
    }

    /// What the list of footnotes is called.
    pub(super) fn notes(self) -> &'static str {
        self.choose("Fotnoter", "Footnotes")
    }

    /// What the link from a footnote to the text is called; the number follows.
    pub(super) fn back(self) -> &'static str {
        self.choose("Tillbaka till hänvisning", "Back to reference")
    }

    fn choose(self, swedish: &'static str, english: &'static str) -> &'static str {
        if self == Self::Swedish { swedish } else { english }
    }
}
