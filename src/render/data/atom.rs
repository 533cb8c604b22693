//! The feed, as Atom (RFC 4287). It needs full addresses, so only a site that knows its own
//! address has one.

use jiff::civil::Date;

use super::{push_attribute, push_element, push_xml};

/// A feed.
#[derive(Clone, Debug)]
pub struct Feed<'a> {
    /// The site's name.
    pub title: &'a str,
    /// One sentence on what it is.
    pub subtitle: &'a str,
    /// BCP 47 tag.
    pub language: &'a str,
    /// Full address of the home page; also the feed's lasting name.
    pub home: &'a str,
    /// Full address of the feed.
    pub address: &'a str,
    /// Who answers for the site.
    pub author: &'a str,
    /// Newest first.
    pub entries: Vec<Entry<'a>>,
}

/// A story in a feed.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// A lasting name (an address that does not change with the title).
    pub id: &'a str,
    /// Full address.
    pub address: &'a str,
    /// Plain text.
    pub title: &'a str,
    /// Plain text.
    pub summary: &'a str,
    /// Day of publication.
    pub published: Date,
    /// Day of the last change; the day of publication when there was none.
    pub updated: Date,
    /// Topics, as read.
    pub categories: Vec<&'a str>,
}

/// The feed as a file.
#[must_use]
pub fn atom(feed: &Feed<'_>) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    out.push_str("<feed xmlns=\"http://www.w3.org/2005/Atom\"");
    push_attribute(&mut out, "xml:lang", feed.language);
    out.push_str(">\n");
    push_element(&mut out, "  ", "id", feed.home);
    push_element(&mut out, "  ", "title", feed.title);
    push_element(&mut out, "  ", "subtitle", feed.subtitle);
    push_link(&mut out, "  ", "self", feed.address);
    push_link(&mut out, "  ", "alternate", feed.home);
    // An empty feed was never updated, and no clock is asked: that would change every build.
    let updated = feed.entries.iter().map(|entry| entry.updated).max();
    push_element(&mut out, "  ", "updated", &moment(updated.unwrap_or(Date::constant(1970, 1, 1))));
    out.push_str("  <author>\n");
    push_element(&mut out, "    ", "name", feed.author);
    out.push_str("  </author>\n");
    for entry in &feed.entries {
        push_entry(&mut out, entry);
    }
    out.push_str("</feed>\n");
    out
}

fn push_entry(out: &mut String, entry: &Entry<'_>) {
    out.push_str("  <entry>\n");
    push_element(out, "    ", "id", entry.id);
    push_element(out, "    ", "title", entry.title);
    push_link(out, "    ", "alternate", entry.address);
    push_element(out, "    ", "published", &moment(entry.published));
    push_element(out, "    ", "updated", &moment(entry.updated));
    for category in &entry.categories {
        out.push_str("    <category");
        push_attribute(out, "term", category);
        out.push_str("/>\n");
    }
    out.push_str("    <summary type=\"text\">");
    push_xml(out, entry.summary);
    out.push_str("</summary>\n  </entry>\n");
}

fn push_link(out: &mut String, indent: &str, relation: &str, address: &str) {
    out.push_str(&format!("{indent}<link rel=\"{relation}\""));
    push_attribute(out, "href", address);
    out.push_str("/>\n");
}

fn moment(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{HOSTILE, hostile_in_xml, values};
    use super::*;
    use jiff::civil::date;

    fn entry(title: &str) -> Entry<'_> {
        Entry {
            id: "https://example.org/s/1",
            address: "https://example.org/s/1/index.html",
            title,
            summary: "S",
            published: date(2026, 3, 14),
            updated: date(2026, 5, 2),
            categories: vec!["Konsortium", title],
        }
    }

    fn feed(entries: Vec<Entry<'_>>) -> Feed<'_> {
        Feed {
            title: "Goda exempel",
            subtitle: "U",
            language: "sv",
            home: "https://example.org/",
            address: "https://example.org/feed.xml",
            author: "Regionen",
            entries,
        }
    }

    #[test]
    fn a_feed() {
        let mut older = entry("B");
        older.updated = date(2026, 4, 1);
        let values = values(&atom(&feed(vec![older, entry("A")])));
        assert_eq!(
            values[..10],
            [
                "http://www.w3.org/2005/Atom",
                "sv",
                "https://example.org/",
                "Goda exempel",
                "U",
                "self",
                "https://example.org/feed.xml",
                "alternate",
                "https://example.org/",
                "2026-05-02T00:00:00Z",
            ]
        );
        assert_eq!(
            values[values.len() - 10..],
            [
                "https://example.org/s/1",
                "A",
                "alternate",
                "https://example.org/s/1/index.html",
                "2026-03-14T00:00:00Z",
                "2026-05-02T00:00:00Z",
                "Konsortium",
                "A",
                "text",
                "S",
            ]
        );
    }

    #[test]
    fn g12_hostile_texts_stay_texts() {
        let found = values(&atom(&feed(vec![entry(HOSTILE)])));
        assert_eq!(found.iter().filter(|value| **value == hostile_in_xml()).count(), 2);
    }

    #[test]
    fn an_empty_feed_says_the_same_every_day() {
        assert!(atom(&feed(Vec::new())).contains("<updated>1970-01-01T00:00:00Z</updated>"));
    }
}
