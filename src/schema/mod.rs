//! The fields of every content file, as data.
//!
//! One table a kind of file. The validator ([`crate::parse`]), the field reference of the author
//! guide and the blank story that `forebild new` writes are all made from these tables, so they
//! cannot disagree.

#[rustfmt::skip] // A table reads best with a field on a line.
mod fields;
pub mod reference;
mod sections;

pub use fields::{INTRODUCTION, PAGE, PERSON, REGISTER, SITE, STORY, TERRITORY, VOCABULARY};
pub use sections::{SECTIONS, Section};

use crate::diagnostic::Tongue;

/// A field of a front matter or of a YAML file.
#[derive(Debug)]
pub struct Field {
    /// The key as authors write it.
    pub key: &'static str,
    /// What its value may be.
    pub kind: Kind,
    /// When it must be there.
    pub required: Required,
    /// What it is called, for people.
    pub label: Label,
    /// One or two sentences for the person who fills it in.
    pub help: Label,
    /// A value to copy, as YAML.
    pub example: &'static str,
}

/// A text of the schema in both languages of the tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// Swedish.
    pub sv: &'static str,
    /// English.
    pub en: &'static str,
}

impl Label {
    /// The text in one language.
    #[must_use]
    pub fn in_tongue(self, tongue: Tongue) -> &'static str {
        match tongue {
            Tongue::Sv => self.sv,
            Tongue::En => self.en,
        }
    }
}

/// The least and the greatest number of characters of an alternative text. A screen reader reads
/// it in one go, so a longer one belongs in the text.
pub const ALT_LENGTH: (usize, usize) = (2, 250);

/// When a field must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Required {
    /// In every file, drafts included.
    Always,
    /// In a story that is not a draft, and in every such entry of a list.
    UnlessDraft,
    /// In a published story.
    WhenPublished,
    /// Never.
    Optional,
}

/// What a value may be. Every scalar is read as the text the author wrote; only this table
/// gives it a type.
#[derive(Debug)]
pub enum Kind {
    /// One line of text with a least and a greatest number of characters.
    Text(usize, usize),
    /// What a picture shows, in words: a text of [`ALT_LENGTH`] that is not the file's name.
    AltText,
    /// A text, or one text a language: `{sv: …, en: …}`.
    Localized(usize, usize),
    /// `true` or `false` (also `ja`, `nej`, `yes`, `no`).
    Bool,
    /// A whole number within bounds.
    Whole(i64, i64),
    /// A decimal number; a space, and a comma or point before decimals, are understood.
    Number,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// A year, a day, or `{from, to}` of either.
    Period,
    /// An address that begins with `https://` or `http://`.
    Url,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A former address of the page, `/gammal/adress/`.
    Alias,
    /// The name of a file beside this one.
    File,
    /// A BCP 47 language tag.
    Language,
    /// A Swedish organisation number, checksum included.
    OrgNumber,
    /// A municipality's name or code.
    Municipality,
    /// A word of `vocabulary.yaml`.
    Word(List),
    /// One of a fixed set.
    Choice(&'static [Choice]),
    /// The outline of a municipality as an SVG path.
    SvgPath,
    /// A key of the site's own making: `a` to `z`, digits, `_` and `-`.
    Key,
    /// A list.
    List(&'static Kind),
    /// One value, or a list of them.
    OneOrList(&'static Kind),
    /// A nested group of fields.
    Map(&'static [Field]),
}

/// A list of `vocabulary.yaml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// What a story is about.
    Topics,
    /// Whom the enterprise is for.
    TargetGroups,
    /// The legal form of the enterprise.
    LegalForms,
    /// What the enterprise does.
    BusinessAreas,
    /// What an outcome measures.
    Indicators,
    /// How an outcome was found.
    Methods,
}

impl List {
    /// Every list.
    pub const ALL: [List; 6] = [
        List::Topics,
        List::TargetGroups,
        List::LegalForms,
        List::BusinessAreas,
        List::Indicators,
        List::Methods,
    ];

    /// The list's key in `vocabulary.yaml`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            List::Topics => "topics",
            List::TargetGroups => "target_groups",
            List::LegalForms => "legal_forms",
            List::BusinessAreas => "business_areas",
            List::Indicators => "indicators",
            List::Methods => "methods",
        }
    }
}

/// One of the values of a [`Kind::Choice`].
#[derive(Debug)]
pub struct Choice {
    /// As authors write it.
    pub key: &'static str,
    /// What it means.
    pub label: Label,
}

/// Finds a field by its key.
#[must_use]
pub fn field<'a>(fields: &'a [Field], key: &str) -> Option<&'a Field> {
    fields.iter().find(|field| field.key == key)
}
