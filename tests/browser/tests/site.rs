//! The starter site, read by a person: every kind of page, in both browsers, over http under a
//! sub-path and from a folder on disk.

use forebild_browser_tests::accessibility::{self, Scheme};
use forebild_browser_tests::browser::{Browser, Kind};
use forebild_browser_tests::place::Place;
use forebild_browser_tests::site::{Page, Site};
use forebild_browser_tests::{Outcome, assert_none, check, tools};

/// One page of every kind; a kind without a page is a failure.
fn pages(site: &Site) -> Outcome<Vec<Page>> {
    let (pages, missing) = site.examples()?;
    assert!(missing.is_empty(), "the site has no page of these kinds: {}", missing.join(", "));
    Ok(pages)
}

async fn works_everywhere(kind: Kind) -> Outcome {
    let site = Site::of_the_tests()?;
    let pages = pages(&site)?;
    let disk = Place::disk(site.root())?;
    let http = Place::http(disk.root())?;
    let browser = Browser::start(kind).await?;
    let mut failures = Vec::new();
    for place in [&http, &disk] {
        let paths = pages.iter().map(|page| page.path.as_str());
        failures.extend(check::walk(&browser, place, paths).await?);
        for page in pages.iter().filter(|page| ["home", "story"].contains(&page.kind.as_str())) {
            failures.extend(check::planted_code(&browser, place, &page.path).await?);
        }
        browser.open(&place.address("index.html")?).await?;
        failures.extend(check::skip_link(&browser).await?);
    }
    assert_none(&failures);
    Ok(())
}

#[tokio::test]
async fn every_page_works_over_http_and_from_disk_in_chromium() -> Outcome {
    works_everywhere(Kind::Chromium).await
}

#[tokio::test]
async fn every_page_works_over_http_and_from_disk_in_firefox() -> Outcome {
    works_everywhere(Kind::Firefox).await
}

#[tokio::test]
async fn no_page_has_barriers_in_either_colour_scheme_nor_on_a_narrow_screen() -> Outcome {
    let site = Site::of_the_tests()?;
    let place = Place::http(site.root())?;
    let axe = tools::axe()?;
    let browser = Browser::start(Kind::Chromium).await?;
    let mut failures = Vec::new();
    for page in pages(&site)? {
        browser.open(&place.address(&page.path)?).await?;
        for scheme in [Scheme::Light, Scheme::Dark] {
            accessibility::emulate(&browser, scheme, "screen").await?;
            let found = accessibility::barriers(&browser, &axe).await?;
            failures.extend(found.iter().map(|said| format!("{}, {scheme:?}: {said}", page.path)));
        }
        accessibility::resize(&browser, 320, 800).await?;
        let wide = accessibility::too_wide(&browser).await?;
        failures.extend(wide.iter().map(|said| format!("{}: {said}", page.path)));
        accessibility::resize(&browser, 1280, 900).await?;
    }
    assert_none(&failures);
    Ok(())
}
