//! `robots.txt`: everything may be read, and where the site map is.

/// The file; `sitemap` is the full address of the site map, when the site knows its own.
#[must_use]
pub fn robots(sitemap: Option<&str>) -> String {
    let mut out = String::from("User-agent: *\nAllow: /\n");
    // An address has no line breaks; one that had would add rules of its own.
    if let Some(sitemap) = sitemap.filter(|sitemap| !sitemap.contains(char::is_control)) {
        out.push_str(&format!("\nSitemap: {sitemap}\n"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file() {
        for (sitemap, expected) in [
            (None, "User-agent: *\nAllow: /\n"),
            (
                Some("https://example.org/sitemap.xml"),
                "User-agent: *\nAllow: /\n\nSitemap: https://example.org/sitemap.xml\n",
            ),
            (Some("x\nDisallow: /"), "User-agent: *\nAllow: /\n"),
        ] {
            assert_eq!(robots(sitemap), expected);
        }
    }
}
