//! A page on paper: what a printout must say of itself, and what has no business there.

use forebild_browser_tests::accessibility::{self, Scheme};
use forebild_browser_tests::browser::{Browser, Kind};
use forebild_browser_tests::place::Place;
use forebild_browser_tests::site::Site;
use forebild_browser_tests::{Outcome, assert_none};

/// The texts that the printed page shows of what a selector finds.
const SHOWN: &str = r"
    const shown = selector => [...document.querySelectorAll(selector)]
        .filter(element => element.checkVisibility({ visibilityProperty: true }))
        .map(element => element.textContent.trim());
    const source = document.querySelector('.source a');
    return {
        address: shown('.bottom .print-only').join(),
        contact: shown('.bottom a[href^=mailto]').length,
        idle: shown('.menu, .find, .tools, .skip, .pages, .neighbours, .related'),
        source: source ? getComputedStyle(source, '::after').content : null,
        href: source?.getAttribute('href') ?? null,
        table: document.querySelector('.table')?.scrollWidth ?? 0,
        room: document.querySelector('.table')?.clientWidth ?? 0,
    };
";

#[tokio::test]
async fn a_printed_page_says_where_it_comes_from_and_has_no_menus() -> Outcome {
    let site = Site::of_the_tests()?;
    let place = Place::http(site.root())?;
    let browser = Browser::start(Kind::Chromium).await?;
    let (mut failures, mut sources) = (Vec::new(), 0);
    for page in site.examples()?.0 {
        browser.open(&place.address(&page.path)?).await?;
        accessibility::resize(&browser, 680, 900).await?;
        accessibility::emulate(&browser, Scheme::Light, "print").await?;
        let shown = browser.run(SHOWN).await?;
        let text = |key: &str| shown[key].as_str().unwrap_or_default().to_owned();
        let mut fault = |said: String| failures.push(format!("{}: {said}", page.path));
        let address = text("address");
        if address.is_empty() || !address.contains(page.path.trim_end_matches("index.html")) {
            fault(format!("the printed address is `{address}`"));
        }
        if shown["contact"] == 0 {
            fault("nobody to write to".to_owned());
        }
        if shown["idle"].as_array().is_none_or(|idle| !idle.is_empty()) {
            fault(format!("of no use on paper: {}", shown["idle"]));
        }
        if shown["table"].as_u64() > shown["room"].as_u64() {
            fault(format!("a table of {} pixels in {}", shown["table"], shown["room"]));
        }
        if let Some(href) = shown["href"].as_str() {
            sources += 1;
            if !text("source").contains(href) && !text("source").contains("attr(href)") {
                fault(format!("the source `{href}` is printed as {}", text("source")));
            }
        }
    }
    assert_none(&failures);
    assert!(sources > 0, "no page shows a figure with a source");
    Ok(())
}
