//! Pictures of the built site, to look at: `screenshots SITE OUT [filter]`.
//!
//! Each kind of page is shown at its full height in a window of 1280 and of 360 pixels, in the
//! dark, and as printed. A filter is a part of a kind (`story`), else of a path
//! (`kommuner/hjo`), which shows every page that has it.

#![expect(clippy::print_stdout, reason = "edge: a command that says what it wrote")]
#![expect(clippy::disallowed_methods, reason = "edge: a command that writes pictures")]

use std::path::Path;

use base64::prelude::{BASE64_STANDARD, Engine};
use forebild_browser_tests::Outcome;
use forebild_browser_tests::accessibility::{Scheme, emulate, resize};
use forebild_browser_tests::browser::{Browser, Kind};
use forebild_browser_tests::place::Place;
use forebild_browser_tests::site::{Page, Site};
use serde_json::json;

/// How a page is looked at: the name, the width of the window, the colours, the medium.
const VIEWS: [(&str, u32, Scheme, &str); 5] = [
    ("1280", 1280, Scheme::Light, "screen"),
    ("1280-dark", 1280, Scheme::Dark, "screen"),
    ("360", 360, Scheme::Light, "screen"),
    ("360-dark", 360, Scheme::Dark, "screen"),
    // A4 with margins of 15 mm, at 96 pixels an inch.
    ("print", 680, Scheme::Light, "print"),
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (site, folder, filter) = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..]
    {
        [site, folder] => (site, folder, ""),
        [site, folder, filter] => (site, folder, filter),
        _ => return Err("usage: screenshots SITE OUT [filter]".into()),
    };
    let site = Site::at(Path::new(site))?;
    let pages = choose(&site, filter)?;
    std::fs::create_dir_all(folder)?;
    let place = Place::http(site.root())?;
    let browser = Browser::start(Kind::Chromium).await?;
    for page in &pages {
        for (view, width, scheme, medium) in VIEWS {
            emulate(&browser, scheme, medium).await?;
            resize(&browser, width, 900).await?;
            browser.open(&place.address(&page.path)?).await?;
            let file = Path::new(folder).join(format!("{}-{view}.png", page.kind));
            std::fs::write(&file, picture(&browser).await?)?;
            println!("{} ({})", file.display(), page.path);
        }
    }
    Ok(())
}

/// The pages that `filter` asks for.
fn choose(site: &Site, filter: &str) -> Outcome<Vec<Page>> {
    let (mut pages, missing) = site.examples()?;
    pages.retain(|page| page.kind.contains(filter));
    if pages.is_empty() {
        pages = site
            .pages()
            .filter(|path| path.contains(filter))
            .map(|path| Page {
                kind: path.trim_end_matches(".html").trim_end_matches("/index").replace('/', "-"),
                path: path.to_owned(),
            })
            .collect();
    } else if filter.is_empty() && !missing.is_empty() {
        println!("no page of these kinds: {}", missing.join(", "));
    }
    if pages.is_empty() { Err(format!("no page has `{filter}`").into()) } else { Ok(pages) }
}

/// The open page at its full height, as a PNG.
async fn picture(browser: &Browser) -> Outcome<Vec<u8>> {
    let metrics = browser.developer_tools("Page.getLayoutMetrics", json!({})).await?;
    let size = &metrics["cssContentSize"];
    // Chromium's own limit is 16,384 pixels.
    let height = size["height"].as_f64().unwrap_or(900.0).min(16_000.0);
    let clip = json!({ "x": 0, "y": 0, "width": size["width"], "height": height, "scale": 1 });
    let parameters = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
    let shot = browser.developer_tools("Page.captureScreenshot", parameters).await?;
    Ok(BASE64_STANDARD.decode(shot["data"].as_str().unwrap_or_default())?)
}
