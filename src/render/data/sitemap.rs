//! The site map (sitemaps.org, with the translations of each page as search engines ask for
//! them). It needs full addresses, so only a site that knows its own address has one.

use jiff::civil::Date;

use super::{push_attribute, push_element};

/// The most addresses that a file may hold.
const MAX_ADDRESSES: usize = 50_000;

/// A page in a site map.
#[derive(Clone, Debug)]
pub struct Location<'a> {
    /// Full address.
    pub address: &'a str,
    /// Day of the last change, where it is known.
    pub updated: Option<Date>,
    /// The same page in every language, its own included: BCP 47 tag and full address.
    /// Empty when there is no other.
    pub alternates: Vec<(&'a str, &'a str)>,
}

/// The site map as files: path to text. A site with very many pages gets several, and
/// `sitemap.xml` names them; `base` is the site's address with a slash at its end.
#[must_use]
pub fn sitemap(base: &str, locations: &[Location<'_>]) -> Vec<(String, String)> {
    if locations.len() <= MAX_ADDRESSES {
        return vec![("sitemap.xml".to_owned(), part(locations))];
    }
    let parts = locations.chunks(MAX_ADDRESSES).enumerate();
    let parts = parts.map(|(at, chunk)| (format!("sitemap-{}.xml", at + 1), part(chunk)));
    let mut files: Vec<_> = parts.collect();
    let mut out = begin("sitemapindex", "");
    for (name, _) in &files {
        out.push_str("  <sitemap>\n");
        push_element(&mut out, "    ", "loc", &format!("{base}{name}"));
        out.push_str("  </sitemap>\n");
    }
    out.push_str("</sitemapindex>\n");
    files.insert(0, ("sitemap.xml".to_owned(), out));
    files
}

fn begin(root: &str, more: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"{more}>\n"
    )
}

fn part(locations: &[Location<'_>]) -> String {
    let mut out = begin("urlset", " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"");
    for location in locations {
        out.push_str("  <url>\n");
        push_element(&mut out, "    ", "loc", location.address);
        if let Some(updated) = location.updated {
            push_element(&mut out, "    ", "lastmod", &updated.to_string());
        }
        for (language, address) in &location.alternates {
            out.push_str("    <xhtml:link rel=\"alternate\"");
            push_attribute(&mut out, "hreflang", language);
            push_attribute(&mut out, "href", address);
            out.push_str("/>\n");
        }
        out.push_str("  </url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::{HOSTILE, hostile_in_xml, values};
    use super::*;

    #[test]
    fn pages_with_their_translations() {
        let files = sitemap(
            "https://example.org/",
            &[
                Location {
                    address: "https://example.org/index.html?a=1&b=2",
                    updated: Some(jiff::civil::date(2026, 5, 2)),
                    alternates: vec![("sv", "https://example.org/index.html"), ("en", HOSTILE)],
                },
                Location { address: "https://example.org/b", updated: None, alternates: vec![] },
            ],
        );
        assert_eq!(files.len(), 1);
        assert_eq!(files[0].0, "sitemap.xml");
        assert_eq!(
            values(&files[0].1)[2..],
            [
                "https://example.org/index.html?a=1&b=2",
                "2026-05-02",
                "alternate",
                "sv",
                "https://example.org/index.html",
                "alternate",
                "en",
                &hostile_in_xml(),
                "https://example.org/b",
            ]
        );
    }

    #[test]
    fn very_many_pages_take_several_files() {
        let page = Location { address: "https://example.org/", updated: None, alternates: vec![] };
        let files = sitemap("https://example.org/", &vec![page; MAX_ADDRESSES + 1]);
        let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]);
        assert_eq!(
            values(&files[0].1)[1..],
            ["https://example.org/sitemap-1.xml", "https://example.org/sitemap-2.xml"]
        );
        assert_eq!(files[1].1.matches("<loc>").count(), MAX_ADDRESSES);
        assert_eq!(files[2].1.matches("<loc>").count(), 1);
    }
}
