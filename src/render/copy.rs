//! The copy for reading without a network: how the site offers it, and the page that leads into it.

use jiff::civil::Date;
use quick_xml::escape::escape;

use super::data::json::SCHEMA_VERSION;
use super::edition::{Edition, html_language};
use super::view::DownloadView;
use crate::archive::Cover;
use crate::model::Thousandths;
use crate::route::Route;

/// Makes the copy when a page first speaks of it.
pub trait Copies: Sync {
    /// The copy that lies on the site.
    fn download(&self) -> Download;
}

/// A copy as pages speak of it.
#[derive(Clone, Debug)]
pub struct Download {
    /// Where it lies.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// The day on which it was made.
    pub made: Date,
}

/// What the folder of the site is called in a copy, and the page that leads there.
fn names(language: &str) -> (&'static str, &'static str) {
    if html_language(language) == "sv" {
        ("webbplats", "LÄS MIG.html")
    } else {
        ("site", "READ ME.html")
    }
}

/// The name in a text, where it stays on one line.
fn whole(name: &str) -> String {
    name.replace(' ', "\u{a0}")
}

/// How the home page offers the copy.
pub fn offer(edition: &Edition, Download { path, size, made }: &Download) -> DownloadView {
    let (_, name) = names(edition.site.config.language());
    DownloadView {
        text: edition.strings.fill("copy.take", &[("name", &whole(name))]),
        path: path.clone(),
        size: in_megabytes(edition, *size),
        made: edition.date(*made),
    }
}

/// `340 kB`, `2,4 MB`: at least one kilobyte, a thousand of which are a megabyte.
fn in_megabytes(edition: &Edition, bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1000).max(1);
    if kilobytes < 1000 {
        return format!("{} kB", edition.strings.whole(kilobytes));
    }
    let tenths = i64::try_from(kilobytes.div_ceil(100)).unwrap_or(i64::MAX / 100);
    format!("{} MB", edition.number(Thousandths(tenths * 100)))
}

/// What stands beside the site in a copy: its page says how to get in for who has opened the archive
/// without unpacking it, where no link works. `styles` are the paths of the site's style sheets.
pub fn cover(edition: &Edition, styles: &[&str], revision: Option<&str>) -> Cover {
    let (folder, name) = names(&edition.language);
    let made = edition.copied.map(|day| edition.date(day).text).unwrap_or_default();
    let title = edition.site.config.title.get(&edition.language);
    let say = |key| escape(edition.strings.get(key)).into_owned();
    let lead = edition.strings.fill("copy.lead", &[("day", &made)]);
    let unpack = edition.strings.fill("copy.unpack", &[("name", &whole(name))]);
    let link = |path| format!("<link rel=\"stylesheet\" href=\"{folder}/{path}\">\n");
    let styles: String = styles.iter().map(link).collect();
    let newest = edition.base_url.map_or_else(String::new, |address| {
        let address = escape(address);
        let said = say("copy.newest_at");
        format!("<p>{said} <a href=\"{address}\">{address}</a></p>\n")
    });
    let home = edition.places.path(Route::Home);
    let html = format!(
        "<!doctype html>\n\
        <html lang=\"{language}\">\n\
        <head>\n\
        <meta charset=\"utf-8\">\n\
        <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
        style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'\">\n\
        <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
        <meta name=\"color-scheme\" content=\"light dark\">\n\
        <title>{title}</title>\n\
        <meta name=\"description\" content=\"{lead}\">\n\
        {styles}\
        </head>\n\
        <body>\n\
        <main class=\"wrap text-page\">\n\
        <header class=\"head\">\n\
        <h1>{title}</h1>\n\
        <p class=\"lead\">{lead}</p>\n\
        </header>\n\
        <div class=\"prose\">\n\
        <p><a class=\"button\" href=\"{folder}/{home}\">{open}</a></p>\n\
        <h2>{heading}</h2>\n\
        <p>{unpack}</p>\n\
        {newest}\
        <p class=\"quiet\">{manifest}</p>\n\
        </div>\n\
        </main>\n\
        </body>\n\
        </html>\n",
        language = edition.html_language(),
        title = escape(title),
        lead = escape(&lead),
        open = say("copy.open"),
        heading = say("copy.unpack_heading"),
        unpack = escape(&unpack),
        manifest = say("copy.manifest"),
    );
    Cover {
        name,
        html,
        folder,
        title: title.to_owned(),
        address: edition.base_url.map(str::to_owned),
        revision: revision.map(str::to_owned),
        schema: SCHEMA_VERSION,
    }
}
