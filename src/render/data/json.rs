//! Open data as JSON: every published story with its enterprise and figures.
//!
//! The same structs are what [`super::csv`] writes. People, drafts, withdrawn and invented
//! stories have no place here.

use jiff::civil::Date;
use serde::{Serialize, Serializer};

/// The version of the structure; a new one only when a field goes or changes its meaning.
pub const SCHEMA_VERSION: u32 = 1;

/// All stories of a site.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OpenData {
    /// The site's name.
    pub title: String,
    /// Who answers for it.
    pub publisher: String,
    /// Full address of the site, when it knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Address of the licence, when one is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// By id.
    pub stories: Vec<Story>,
}

/// A story.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Story {
    /// Lasting name.
    pub id: String,
    /// BCP 47 tag.
    pub language: String,
    /// Plain text.
    pub title: String,
    /// Plain text.
    pub summary: String,
    /// Path from the top of the site.
    pub path: String,
    /// Full address, when the site knows its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Day of publication.
    #[serde(serialize_with = "day")]
    pub published: Option<Date>,
    /// Day of the last change.
    #[serde(serialize_with = "day")]
    pub updated: Option<Date>,
    /// Day the facts were checked.
    #[serde(serialize_with = "day")]
    pub verified: Option<Date>,
    /// Where it happens.
    pub municipalities: Vec<Term>,
    /// Sub-regions.
    pub regions: Vec<Term>,
    /// What it is about.
    pub enterprise: Option<Enterprise>,
    /// Topics.
    pub topics: Vec<Term>,
    /// Target groups.
    pub target_groups: Vec<Term>,
    /// Figures.
    pub outcomes: Vec<Outcome>,
}

/// A word of the vocabulary, a municipality by code, a sub-region by id.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Term {
    /// Lasting name.
    pub key: String,
    /// As read.
    pub label: String,
}

/// An enterprise.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Enterprise {
    /// Name.
    pub name: String,
    /// Legal form.
    pub legal_form: Option<Term>,
    /// Organisation number.
    pub org_number: Option<String>,
    /// Year.
    pub founded: Option<i64>,
    /// Number of employees.
    pub employees: Option<i64>,
    /// Web address.
    pub website: Option<String>,
}

/// A figure with its source.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Outcome {
    /// What is counted.
    pub indicator: Term,
    /// As written by the author, so that nothing is rounded.
    pub value: Option<String>,
    /// Lower end of a range.
    pub from: Option<String>,
    /// Upper end of a range.
    pub to: Option<String>,
    /// A year, or two with a hyphen.
    pub period: Option<String>,
    /// How it was found.
    pub method: Term,
    /// Where it was read.
    pub source: String,
    /// Address of the source.
    pub source_url: Option<String>,
    /// Day of the source.
    #[serde(serialize_with = "day")]
    pub source_date: Option<Date>,
    /// What must be known to read it.
    pub note: Option<String>,
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    #[serde(flatten)]
    data: &'a OpenData,
}

#[expect(clippy::ref_option, reason = "serde hands fields over so")]
fn day<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    day.map(|day| day.to_string()).serialize(serializer)
}

/// The data as a file.
#[must_use]
pub fn json(data: &OpenData) -> String {
    let document = Document { schema_version: SCHEMA_VERSION, data };
    let mut out = serde_json::to_string_pretty(&document)
        .expect("texts, numbers and lists can always be written as JSON");
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::HOSTILE;
    use super::*;

    #[test]
    fn the_structure_and_every_text() {
        let data = OpenData {
            title: HOSTILE.into(),
            stories: vec![Story {
                id: "a".into(),
                published: Some(jiff::civil::date(2026, 3, 14)),
                topics: vec![Term { key: "t".into(), label: "T".into() }],
                outcomes: vec![Outcome { value: Some("1.10".into()), ..Outcome::default() }],
                ..Story::default()
            }],
            ..OpenData::default()
        };
        let text = json(&data);
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert!(text.starts_with("{\n  \"schema_version\": 1,\n  \"title\""));
        assert!(text.ends_with("}\n"));
        assert_eq!(read["title"], HOSTILE);
        assert_eq!(read["stories"][0]["published"], "2026-03-14");
        assert_eq!(read["stories"][0]["outcomes"][0]["value"], "1.10");
        assert_eq!(read["stories"][0]["topics"][0]["label"], "T");
        assert!(read.get("url").is_none());
        assert_eq!(json(&data), text);
    }
}
