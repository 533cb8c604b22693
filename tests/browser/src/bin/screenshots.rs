//! Pictures of the built site, to look at: `screenshots SITE OUT [filter]`.
//!
//! Each kind of page is shown at its full height in a window of 1280 and of 360 pixels, light and
//! dark, in forced colours, and as printed; `index.html` beside the pictures shows them all. A filter
//! is a part of a kind (`story`), else of a path (`kommuner/hjo`), which shows every page that has it.

#![expect(clippy::print_stdout, reason = "edge: a command that says what it wrote")]
#![expect(clippy::disallowed_methods, reason = "edge: a command that writes pictures")]

use std::fmt::Write;
use std::path::Path;

use base64::prelude::{BASE64_STANDARD, Engine};
use forebild_browser_tests::Outcome;
use forebild_browser_tests::accessibility::{Scheme, emulate, emulate_with, resize};
use forebild_browser_tests::browser::{Browser, Kind};
use forebild_browser_tests::place::Place;
use forebild_browser_tests::site::{Page, Site};
use serde_json::json;

/// How a page is looked at: the name, the width of the window, the colours, the medium.
const VIEWS: [(&str, u32, Scheme, Medium); 6] = [
    ("1280", 1280, Scheme::Light, Medium::Screen),
    ("1280-dark", 1280, Scheme::Dark, Medium::Screen),
    ("1280-forced", 1280, Scheme::Dark, Medium::Forced),
    ("360", 360, Scheme::Light, Medium::Screen),
    ("360-dark", 360, Scheme::Dark, Medium::Screen),
    // A4 with margins of 15 mm, at 96 pixels an inch.
    ("print", 680, Scheme::Light, Medium::Print),
];

#[derive(Clone, Copy)]
enum Medium {
    Screen,
    /// A screen whose colours the reader's system sets.
    Forced,
    Print,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (site, folder, filter) = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..]
    {
        [site, folder] => (site, Path::new(folder), ""),
        [site, folder, filter] => (site, Path::new(folder), filter),
        _ => return Err("usage: screenshots SITE OUT [filter]".into()),
    };
    let site = Site::at(Path::new(site))?;
    let pages = choose(&site, filter)?;
    std::fs::create_dir_all(folder)?;
    let place = Place::http(site.root())?;
    // Two browsers keep two cores busy.
    let (one, other) = pages.split_at(pages.len() / 2);
    tokio::try_join!(look_at(&place, one, folder), look_at(&place, other, folder))?;
    std::fs::write(folder.join("index.html"), overview(&pages))?;
    let pictures = pages.len() * VIEWS.len();
    println!("{pictures} pictures: open {}", folder.join("index.html").display());
    Ok(())
}

/// Writes the pictures of `pages`, each of which is opened once.
async fn look_at(place: &Place, pages: &[Page], folder: &Path) -> Outcome {
    let browser = Browser::start(Kind::Chromium).await?;
    for page in pages {
        browser.open(&place.address(&page.path)?).await?;
        for (view, width, scheme, medium) in VIEWS {
            resize(&browser, width, 900).await?;
            match medium {
                Medium::Screen => emulate(&browser, scheme, "screen").await?,
                Medium::Forced => {
                    emulate_with(&browser, scheme, &[("forced-colors", "active")]).await?;
                }
                Medium::Print => emulate(&browser, scheme, "print").await?,
            }
            std::fs::write(folder.join(file(page, view)), picture(&browser).await?)?;
        }
    }
    Ok(())
}

fn file(page: &Page, view: &str) -> String {
    format!("{}-{view}.jpg", page.kind)
}

/// A page that shows all pictures, a row for each page of the site.
fn overview(pages: &[Page]) -> String {
    let mut html = String::from(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Pages</title><style>\
         body { font: 1rem/1.5 sans-serif; margin: 1rem } div { display: flex; gap: 1rem; overflow-x: auto }\
         figure { margin: 0; flex: none } img { width: 14rem; height: 20rem; object-fit: cover; \
         object-position: top; border: 1px solid #999 }</style><h1>Pages</h1>\n",
    );
    for page in pages {
        // Writing to a string cannot fail.
        let _ = writeln!(html, "<h2>{}</h2><p>{}</p><div>", page.kind, page.path);
        for (view, ..) in VIEWS {
            let file = file(page, view);
            let _ = writeln!(
                html,
                "<figure><a href={file}><img loading=lazy src={file} alt='{} {view}'></a>\
                 <figcaption>{view}</figcaption></figure>",
                page.kind
            );
        }
        html += "</div>\n";
    }
    html
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

/// The open page at its full height, as a JPEG: half the time and half the bytes of a PNG.
async fn picture(browser: &Browser) -> Outcome<Vec<u8>> {
    let metrics = browser.developer_tools("Page.getLayoutMetrics", json!({})).await?;
    let size = &metrics["cssContentSize"];
    // Chromium's own limit is 16,384 pixels.
    let height = size["height"].as_f64().unwrap_or(900.0).min(16_000.0);
    let clip = json!({ "x": 0, "y": 0, "width": size["width"], "height": height, "scale": 1 });
    let parameters = json!({
        "format": "jpeg", "quality": 80, "optimizeForSpeed": true,
        "captureBeyondViewport": true, "clip": clip,
    });
    let shot = browser.developer_tools("Page.captureScreenshot", parameters).await?;
    Ok(BASE64_STANDARD.decode(shot["data"].as_str().unwrap_or_default())?)
}
