//! From the address of a request to a file of the site, and what kind of file that is.

use percent_encoding::percent_decode_str;

use super::Pages;

/// What stands at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A file, by its path in the site.
    File {
        /// Its path, as `berattelser/x/index.html`.
        path: String,
        /// Its content.
        bytes: Vec<u8>,
    },
    /// A folder whose address lacks its last slash: relative links of its page would go wrong.
    Folder,
    /// Nothing.
    Missing,
    /// It cannot be an address of the site.
    Malformed,
}

/// What stands at the path of a request, which begins with a slash and may be percent-encoded.
#[must_use]
pub fn find(pages: &dyn Pages, path: &str) -> Found {
    let segments = match segments(path) {
        Ok(segments) => segments,
        Err(found) => return found,
    };
    let path = segments.join("/");
    let index = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        if let Some(bytes) = pages.get(&path) {
            return Found::File { path, bytes };
        }
        format!("{path}/index.html")
    };
    match pages.get(&index) {
        Some(_) if !path.is_empty() && !path.ends_with('/') => Found::Folder,
        Some(bytes) => Found::File { path: index, bytes },
        None => Found::Missing,
    }
}

/// The parts of a path between its slashes; the last one is empty when it names a folder.
///
/// Every part is decoded once and by itself, so that an encoded slash or dot is seen for what it
/// is. The site has no file with a dot in front.
fn segments(path: &str) -> Result<Vec<String>, Found> {
    let written: Vec<&str> = path.strip_prefix('/').ok_or(Found::Malformed)?.split('/').collect();
    let last = written.len() - 1;
    let mut segments = Vec::with_capacity(written.len());
    for (place, segment) in written.into_iter().enumerate() {
        let segment = percent_decode_str(segment).decode_utf8().map_err(|_| Found::Malformed)?;
        if segment == ".." || segment.contains(['/', '\\', '\0']) {
            return Err(Found::Malformed);
        }
        if segment.starts_with('.') || (segment.is_empty() && place < last) {
            return Err(Found::Missing);
        }
        segments.push(segment.into_owned());
    }
    Ok(segments)
}

/// The media type of a file, from its ending.
#[must_use]
pub fn content_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "vcf" => "text/vcard; charset=utf-8",
        "vtt" => "text/vtt; charset=utf-8",
        "json" | "map" => "application/json",
        "geojson" => "application/geo+json",
        "jsonld" => "application/ld+json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "atom" => "application/atom+xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Site;

    impl Pages for Site {
        fn get(&self, path: &str) -> Option<Vec<u8>> {
            let known = ["index.html", "om/index.html", "a/b.svg", "a/index.html", "å.txt"];
            let secret = ["../secret", "a/../secret", ".forebild-manifest", "a//b.svg", "a\\b"];
            (known.contains(&path) || secret.contains(&path)).then(|| path.as_bytes().to_vec())
        }
    }

    fn file(path: &str) -> Found {
        Found::File { path: path.to_owned(), bytes: path.as_bytes().to_vec() }
    }

    #[test]
    fn an_address_leads_to_a_file() {
        for (path, expected) in [
            ("/", file("index.html")),
            ("/index.html", file("index.html")),
            ("/om/", file("om/index.html")),
            ("/om/index.html", file("om/index.html")),
            ("/om", Found::Folder),
            ("/%6Fm/", file("om/index.html")),
            ("/a/b.svg", file("a/b.svg")),
            ("/%C3%A5.txt", file("å.txt")),
            ("/a/b.svg/", Found::Missing),
            ("/nothing", Found::Missing),
            ("/nothing/", Found::Missing),
        ] {
            assert_eq!(find(&Site, path), expected, "{path}");
        }
    }

    #[test]
    fn g19_no_address_leads_out_or_to_what_is_hidden() {
        for (path, expected) in [
            ("", Found::Malformed),
            ("om/", Found::Malformed),
            ("/../secret", Found::Malformed),
            ("/a/../secret", Found::Malformed),
            ("/a/%2e%2e/secret", Found::Malformed),
            ("/a/..%2fsecret", Found::Malformed),
            ("/a%2fb.svg", Found::Malformed),
            ("/a%5cb", Found::Malformed),
            ("/a\\b", Found::Malformed),
            ("/%00", Found::Malformed),
            ("/%ff", Found::Malformed),
            ("/%252e%252e/secret", Found::Missing),
            ("/.forebild-manifest", Found::Missing),
            ("/%2eforebild-manifest", Found::Missing),
            ("/./om/", Found::Missing),
            ("//om/", Found::Missing),
            ("/a//b.svg", Found::Missing),
            ("//", Found::Missing),
        ] {
            assert_eq!(find(&Site, path), expected, "{path}");
        }
    }

    #[test]
    fn g19_text_says_that_it_is_utf_8_and_nothing_unknown_runs() {
        for (path, expected) in [
            ("a/index.html", "text/html; charset=utf-8"),
            ("a/b.CSS", "text/css; charset=utf-8"),
            ("a.js/b", "application/octet-stream"),
            ("a.min.js", "text/javascript; charset=utf-8"),
            ("html", "application/octet-stream"),
        ] {
            assert_eq!(content_type(path), expected, "{path}");
        }
    }
}
