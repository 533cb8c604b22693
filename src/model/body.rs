//! The text of a story or page, as HTML that still has to learn where it stands.

use std::ops::Range;
use std::sync::Arc;

/// A text made from Markdown.
///
/// What depends on the rest of the site (the address of a linked story, the size of a picture)
/// is left open as [`Insert`]s, so that a file is read once and for itself, and the page that
/// shows it fills the gaps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// Well-formed HTML without the inserts.
    pub html: String,
    /// What belongs into `html`, by rising `at`.
    pub inserts: Vec<Insert>,
    /// Headings in order.
    pub headings: Vec<Heading>,
    /// Number of words.
    pub words: usize,
    /// The first sentences as plain text, at most 300 characters.
    pub excerpt: String,
    /// Everything else that is read as text, for the search: paragraphs, lists, tables and
    /// footnotes, each block on a line of its own. Headings stand in `headings`.
    pub text: String,
}

impl Body {
    /// The pictures in the text, and where each stands in the source file.
    pub fn pictures(&self) -> impl Iterator<Item = (&Range<usize>, &Picture)> {
        self.inserts.iter().filter_map(|insert| match &insert.what {
            Inserted::Picture(picture) => Some((&insert.span, picture)),
            Inserted::Href(_) => None,
        })
    }
}

/// Something to be put into a [`Body`].
#[derive(Clone, Debug, PartialEq)]
pub struct Insert {
    /// Offset in `Body::html` before which it stands.
    pub at: usize,
    /// Where it stands in the source file.
    pub span: Range<usize>,
    /// What it is.
    pub what: Inserted,
}

/// What is put in.
#[derive(Clone, Debug, PartialEq)]
pub enum Inserted {
    /// The value of an `href` attribute, escaped by the one who fills it in.
    Href(LinkTarget),
    /// A whole `<figure>` or `<img>`.
    Picture(Picture),
}

/// Where a link inside the site goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkTarget {
    /// The source file it goes to, as `content/stories/x.md`; resolved against the linking file,
    /// without `..`.
    pub file: Arc<str>,
    /// The heading it goes to.
    pub anchor: Option<String>,
}

/// A picture in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The source file, as `content/stories/x/bild.jpg`.
    pub file: Arc<str>,
    /// Alternative text as written; empty where the front matter has it.
    pub alt: String,
    /// Title as written.
    pub title: String,
    /// Whether it stands alone in its paragraph: then it becomes a whole `<figure>` in place of
    /// the paragraph, else an `<img>` in the running text.
    pub alone: bool,
}

/// A heading of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Its anchor, unique in the text.
    pub id: String,
    /// Plain text.
    pub text: String,
    /// Where it stands in the source file.
    pub span: Range<usize>,
}

/// A picture as it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureFile {
    /// Path in the finished site of its largest size, in a format that every program shows.
    pub path: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// The same picture in all its widths, in the same format, by rising width; none of a picture
    /// that is published in one size.
    pub sizes: Vec<PictureSize>,
    /// The same as WebP, which is smaller.
    pub webp: Vec<PictureSize>,
}

/// A picture in one of several widths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureSize {
    /// Path in the finished site.
    pub path: String,
    /// Pixels.
    pub width: u32,
}
