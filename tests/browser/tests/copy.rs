//! The copy to read without a network, as somebody reads it who has unpacked it (G21): from a folder,
//! with nothing asked of the network, and without a barrier on the page that leads in.

use std::io::Cursor;
use std::path::Path;
use std::time::Duration;

use forebild_browser_tests::accessibility::{self, Scheme};
use forebild_browser_tests::browser::{Browser, Kind};
use forebild_browser_tests::place::Place;
use forebild_browser_tests::{Outcome, assert_none, tools};
use thirtyfour::prelude::*;

const COVER: &str = "LÄS MIG.html";
const ADDRESS: &str = "https://example.org/x/";

/// The starter's copy, unpacked.
fn unpack(folder: &Path) -> Outcome {
    let sources = forebild::read::read(&tools::repository())?;
    let today = jiff::civil::date(2026, 11, 23);
    let base_url = Some(ADDRESS.to_owned());
    let options = forebild::sources::Options { today, base_url, drafts: false };
    let memory = forebild::compile::Memory::default();
    let compiled = forebild::compile_copy(&sources, &options, &memory, &mut |_| {});
    let (_, bytes) = compiled.output.ok_or("the copy has errors")?;
    zip::ZipArchive::new(Cursor::new(bytes))?.extract(folder)?;
    Ok(())
}

/// From the page at the top through the site to what a search finds.
async fn reads(kind: Kind) -> Outcome {
    let folder = tempfile::tempdir()?;
    unpack(folder.path())?;
    let place = Place::disk(folder.path())?;
    let browser = Browser::start(kind).await?;
    browser.open(&place.address(COVER)?).await?;
    browser.requests().await?;
    browser.session().find(By::Css("a.button")).await?.click().await?;
    browser.settle().await?;
    let here = browser.session().current_url().await?;
    assert!(here.as_str().ends_with("/webbplats/index.html"), "{here}");
    let note = browser.session().find(By::Css(".copied")).await?;
    assert!(note.text().await?.contains("23 november 2026"));
    let newest = note.find(By::Css("a")).await?.attr("href").await?;
    assert_eq!(newest.as_deref(), Some(ADDRESS));

    let field = browser.session().find(By::Css("#page-find-here")).await?;
    field.send_keys("upphandling").await?;
    browser.press(Key::Enter).await?;
    let hits = "return document.querySelectorAll('[data-hits] h3 a').length";
    let mut found = 0;
    for _ in 0..40 {
        tokio::time::sleep(Duration::from_millis(250)).await;
        found = browser.run(hits).await?.as_u64().unwrap_or_default();
        if found > 0 {
            break;
        }
    }
    assert!(found > 0, "nothing was found without a network");
    browser.session().find(By::Css("[data-hits] h3 a")).await?.click().await?;
    browser.settle().await?;
    assert!(browser.session().find(By::Css("article.story")).await.is_ok());

    let asked = browser.requests().await?;
    let of_others: Vec<_> = asked.iter().filter(|asked| !asked.starts_with("file:")).collect();
    assert!(of_others.is_empty(), "{of_others:?}");
    let said = browser.console().await?;
    // What only the tests do: ask early where things stand.
    let faults: Vec<_> =
        said.iter().filter(|said| !said.starts_with("Layout: Layout was forced")).collect();
    assert!(faults.is_empty(), "{faults:?}");
    Ok(())
}

#[tokio::test]
async fn g21_a_copy_is_read_in_chromium() -> Outcome {
    reads(Kind::Chromium).await
}

#[tokio::test]
async fn g21_a_copy_is_read_in_firefox() -> Outcome {
    reads(Kind::Firefox).await
}

#[tokio::test]
async fn the_page_that_leads_in_has_no_barrier_and_fits_a_phone() -> Outcome {
    let folder = tempfile::tempdir()?;
    unpack(folder.path())?;
    let place = Place::disk(folder.path())?;
    let browser = Browser::start(Kind::Chromium).await?;
    let axe = tools::axe()?;
    let mut failures = Vec::new();
    for page in [COVER, "webbplats/index.html"] {
        accessibility::resize(&browser, 1280, 900).await?;
        browser.open(&place.address(page)?).await?;
        for scheme in [Scheme::Light, Scheme::Dark] {
            accessibility::emulate(&browser, scheme, "screen").await?;
            let found = accessibility::barriers(&browser, &axe).await?;
            failures.extend(found.iter().map(|said| format!("{page}, {scheme:?}: {said}")));
        }
        accessibility::resize(&browser, 320, 800).await?;
        let wide = accessibility::too_wide(&browser).await?;
        failures.extend(wide.iter().map(|said| format!("{page}: {said}")));
    }
    assert_none(&failures);
    Ok(())
}
