//! The starter site, read by a person: every kind of page, in both browsers, over http under a
//! sub-path and from a folder on disk.

use forebild_browser_tests::accessibility::{self, Scheme};
use forebild_browser_tests::browser::{Browser, Kind};
use forebild_browser_tests::place::Place;
use forebild_browser_tests::site::{Page, Site};
use forebild_browser_tests::{Outcome, assert_none, check};
use thirtyfour::By;

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
        for scheme in [Scheme::Dark, Scheme::Light] {
            browser.prefer(scheme).await?;
            let paths = pages.iter().map(|page| page.path.as_str());
            let found = check::walk(&browser, place, paths).await?;
            failures.extend(found.into_iter().map(|said| format!("{scheme:?}: {said}")));
        }
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

/// WebKit is the third engine: every page opens with all its parts, fits a narrow window, and the
/// search finds, over http and from disk.
#[tokio::test]
async fn every_page_works_over_http_and_from_disk_in_webkit() -> Outcome {
    let site = Site::of_the_tests()?;
    let pages = pages(&site)?;
    let browser = Browser::start(Kind::WebKit).await?;
    let mut failures = Vec::new();
    // As narrow as its window gets, which is not as narrow as a telephone.
    browser.session().set_window_rect(0, 0, 320, 800).await?;
    for place in [Place::http(site.root())?, Place::disk(site.root())?] {
        for page in &pages {
            failures.extend(check::walk(&browser, &place, [page.path.as_str()]).await?);
            let wide = accessibility::too_wide(&browser).await?;
            failures.extend(wide.iter().map(|said| format!("WebKit, {}: {said}", page.path)));
        }
        browser.open(&place.address("sok/index.html?q=hotell")?).await?;
        let hits = "return document.querySelectorAll('[data-hits] li').length";
        let mut found = browser.run(hits).await?;
        for _ in 0..50 {
            if found != 0 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            found = browser.run(hits).await?;
        }
        if found == 0 {
            failures.push(format!("WebKit, {}: the search finds nothing", place.name()));
        }
    }
    assert_none(&failures);
    Ok(())
}

/// Where a reader clicks, on which page, and whether the words of the link are the heading there.
const CLICKS: [(&str, &str, bool); 12] = [
    ("index.html", ".menu li:nth-child(1) a", true),
    ("index.html", ".menu li:nth-child(2) a", true),
    ("index.html", ".menu li:nth-child(3) a", true),
    ("index.html", ".menu li:nth-child(4) a", true),
    ("index.html", ".menu li:nth-child(5) a", true),
    ("index.html", ".tools a[hreflang=en]", false),
    ("index.html", ".cards h3 a", true),
    ("index.html", ".region-card a", true),
    ("index.html", "footer nav li:last-child a, footer nav li a", true),
    ("kommuner/hjo/index.html", ".crumbs li:nth-child(2) a", true),
    ("berattelser/le-mat/index.html", ".kicker a", true),
    ("berattelser/le-mat/index.html", ".brand", false),
];

const HERE: &str = "const heading = document.querySelector('h1'); \
     return [location.href.split('#')[0], heading?.innerText.replaceAll('\\u00ad', '') ?? ''];";

/// Clicks a link, says whether the page that it names has opened, and goes back.
async fn click(browser: &Browser, selector: &str, named: bool) -> Outcome<Vec<String>> {
    let from = browser.run(HERE).await?;
    let find = format!(
        "const link = document.querySelector({}); link.scrollIntoView({{ block: 'center' }}); \
         return [link.href, link.textContent.trim().replaceAll('\\u00ad', '')];",
        serde_json::to_string(selector)?
    );
    let link = browser.run(&find).await?;
    browser.session().find(By::Css(selector)).await?.click().await?;
    browser.settle().await?;
    let there = browser.run(HERE).await?;
    let mut faults = Vec::new();
    if there[0] != link[0] || there[0] == from[0] {
        faults.push(format!("{selector} leads to {}, not {}", there[0], link[0]));
    }
    if named && there[1] != link[1] {
        faults.push(format!("{selector}: {} opens {}", link[1], there[1]));
    }
    browser.session().back().await?;
    browser.settle().await?;
    let back = browser.run(HERE).await?;
    if back != from {
        faults.push(format!("{selector}: back leads to {back}, not {from}"));
    }
    Ok(faults)
}

#[tokio::test]
async fn links_open_what_they_name_and_back_leads_back() -> Outcome {
    let browser = Browser::start(Kind::Chromium).await?;
    let (site, other) = (Site::of_the_tests()?, Site::with_a_form()?);
    let mut failures = Vec::new();
    for place in [Place::http(site.root())?, Place::disk(site.root())?] {
        for (path, selector, named) in CLICKS {
            let address = place.address(path)?;
            if browser.session().current_url().await? != address {
                browser.open(&address).await?;
            }
            let faults = click(&browser, selector, named).await?;
            failures.extend(faults.into_iter().map(|said| format!("{}: {said}", place.name())));
        }
    }
    // A long list has pages.
    for place in [Place::http(other.root())?, Place::disk(other.root())?] {
        browser.open(&place.address("berattelser/index.html")?).await?;
        for selector in [".pages a[rel=next]", ".pages li:nth-child(2) a"] {
            failures.extend(click(&browser, selector, false).await?);
        }
    }
    assert_none(&failures);
    Ok(())
}
