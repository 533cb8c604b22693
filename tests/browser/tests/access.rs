//! What WCAG 2.2 AA asks of every kind of page, as far as a browser can tell: no barriers that
//! axe-core knows, in both colour schemes, wide and narrow; larger text, more space, zoom of 400 %,
//! colours of the system's own, no motion, no script; and tasks done with the keyboard alone.
//!
//! What can be read from the pages without a browser stands in the generator's `tests/access.rs`.

use forebild_browser_tests::accessibility::{self, Scheme};
use forebild_browser_tests::browser::{Browser, Kind};
use forebild_browser_tests::place::Place;
use forebild_browser_tests::reading::{self, Scripts};
use forebild_browser_tests::site::{Page, Site};
use forebild_browser_tests::{Outcome, assert_none, check, tools};
use thirtyfour::Key;

/// A page of every kind of the starter, and of a site with short lists and a form those that differ.
struct Sites {
    starter: Site,
    other: Site,
    others: Vec<Page>,
}

impl Sites {
    fn new() -> Outcome<Self> {
        let (starter, other) = (Site::of_the_tests()?, Site::with_a_form()?);
        let others = [("pages-and-more", "berattelser/index.html"), ("form", "kontakt/index.html")]
            .map(|(kind, path)| Page { kind: kind.to_owned(), path: path.to_owned() });
        Ok(Self { starter, other, others: others.to_vec() })
    }

    /// The places of both, and the pages to open in each.
    fn places(&self) -> Outcome<[(Place, Vec<Page>); 2]> {
        let (pages, missing) = self.starter.examples()?;
        assert!(missing.is_empty(), "no page of these kinds: {}", missing.join(", "));
        let others = self.others.clone();
        Ok([(Place::http(self.starter.root())?, pages), (Place::http(self.other.root())?, others)])
    }
}

/// Says what `faults` finds on each page, in a browser of its own.
async fn on_every_page<F>(faults: F) -> Outcome
where
    F: AsyncFn(&Browser, &Page) -> Outcome<Vec<String>>,
{
    let sites = Sites::new()?;
    let browser = Browser::start(Kind::Chromium).await?;
    accessibility::emulate(&browser, Scheme::Light, "screen").await?;
    let mut failures = Vec::new();
    for (place, pages) in sites.places()? {
        for page in pages {
            browser.open(&place.address(&page.path)?).await?;
            let found = faults(&browser, &page).await?;
            failures.extend(found.iter().map(|said| format!("{}, {said}", page.path)));
        }
    }
    assert_none(&failures);
    Ok(())
}

/// The sentences with what they are about before them.
fn about(what: &str, said: Vec<String>) -> impl Iterator<Item = String> {
    said.into_iter().map(move |said| format!("{what}: {said}"))
}

#[tokio::test]
async fn no_page_has_barriers_in_either_scheme_wide_or_narrow() -> Outcome {
    let axe = tools::axe()?;
    on_every_page(async |browser, _| {
        let mut faults = Vec::new();
        for (width, height) in [(320, 800), (1280, 900)] {
            accessibility::resize(browser, width, height).await?;
            for scheme in [Scheme::Light, Scheme::Dark] {
                accessibility::emulate(browser, scheme, "screen").await?;
                let found = accessibility::barriers(browser, &axe).await?;
                faults.extend(about(&format!("{width} pixels, {scheme:?}"), found));
            }
        }
        accessibility::emulate(browser, Scheme::Light, "screen").await?;
        Ok(faults)
    })
    .await
}

#[tokio::test]
async fn pages_bear_what_readers_change() -> Outcome {
    on_every_page(async |browser, _| {
        let mut faults = Vec::new();
        faults.extend(about("no motion", reading::motion(browser).await?));
        for scheme in [Scheme::Light, Scheme::Dark] {
            let lost = reading::lost_in_forced_colours(browser, scheme).await?;
            faults.extend(about(&format!("forced colours, {scheme:?}"), lost));
        }
        let large = reading::cut_with(browser, reading::LARGE_TEXT).await?;
        faults.extend(about("text of 200 %", large));
        for width in [1280, 320] {
            accessibility::resize(browser, width, 900).await?;
            faults.extend(about(&format!("{width} pixels"), reading::cut(browser).await?));
            faults
                .extend(about(&format!("{width} pixels"), reading::small_targets(browser).await?));
            faults.extend(about(&format!("{width} pixels"), reading::shifts(browser).await?));
            let spaced = reading::cut_with(browser, reading::SPACED_TEXT).await?;
            faults.extend(about(&format!("{width} pixels, spaced text"), spaced));
        }
        accessibility::resize(browser, 1280, 900).await?;
        Ok(faults)
    })
    .await
}

/// A window of 1,280 by 1,024 pixels at 400 % has 320 by 256 left.
#[tokio::test]
async fn the_focus_is_seen_at_every_stop_also_when_zoomed() -> Outcome {
    const KINDS: [&str; 7] = ["home", "story-pictures", "region", "search", "map", "form", "about"];
    // Each stop takes its time, so fewer are looked at twice.
    const ZOOMED: [&str; 3] = ["home", "search", "form"];
    on_every_page(async |browser, page| {
        let mut faults = Vec::new();
        if KINDS.contains(&page.kind.as_str()) {
            let zoomed = ZOOMED.contains(&page.kind.as_str());
            let sizes = if zoomed { &[(1280, 900), (320, 256)][..] } else { &[(1280, 900)] };
            for (width, height) in sizes.iter().copied() {
                accessibility::resize(browser, width, height).await?;
                // From the top, and with nothing in focus.
                browser.session().refresh().await?;
                browser.settle().await?;
                let stops = reading::stops(browser).await?;
                faults.extend(about(&format!("{width} by {height} pixels"), stops));
            }
            accessibility::resize(browser, 1280, 900).await?;
        }
        Ok(faults)
    })
    .await
}

/// What a page shows when no script may run is what it shows else; the search page says what it
/// needs, and where to go instead.
#[tokio::test]
async fn every_page_is_whole_without_script() -> Outcome {
    let sites = Sites::new()?;
    let browser = Browser::start(Kind::Chromium).await?;
    let mut failures = Vec::new();
    for (place, pages) in sites.places()? {
        for Page { kind, path } in pages {
            let address = place.address(&path)?;
            if kind == "search" {
                let shown = reading::shown(&browser, &address, Scripts::Off).await?;
                let leads_on = ["JavaScript", "Alla berättelser", "Alla kommuner", "Skaraborg"];
                let missing = leads_on.iter().filter(|words| !shown.contains(**words));
                failures.extend(missing.map(|words| format!("{path}: says no `{words}`")));
            } else {
                failures
                    .extend(about(&path, reading::lost_without_script(&browser, &address).await?));
            }
        }
    }
    assert_none(&failures);
    Ok(())
}

/// A reader with the keyboard alone, on a page of the starter.
struct Keys<'a> {
    browser: &'a Browser,
    place: &'a Place,
    faults: Vec<String>,
}

impl Keys<'_> {
    async fn open(&mut self, path: &str) -> Outcome {
        self.browser.open(&self.place.address(path)?).await
    }

    /// Goes to `words` with Tab, and presses Enter there.
    async fn enter(&mut self, words: &str) -> Outcome {
        if !reading::tab_to(self.browser, words).await? {
            self.faults.push(format!("the Tab key does not lead to “{words}”"));
            return Ok(());
        }
        self.browser.press(Key::Enter).await
    }

    /// Waits until a page with this heading is open.
    async fn arrives(&mut self, heading: &str) -> Outcome {
        let mut seen = String::new();
        for _ in 0..50 {
            let script = "return document.querySelector('h1')?.innerText ?? ''";
            seen =
                self.browser.run(script).await?.as_str().unwrap_or_default().replace('\u{ad}', "");
            if seen == heading {
                return self.browser.settle().await;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        self.faults.push(format!("“{seen}” is open and not “{heading}”"));
        Ok(())
    }
}

/// What people come for, each with the keyboard alone.
async fn tasks(keys: &mut Keys<'_>) -> Outcome {
    // From the menu to a sub-region and one of its municipalities.
    keys.open("index.html").await?;
    keys.enter("Delregioner").await?;
    keys.arrives("Delregioner").await?;
    keys.enter("Skaraborg").await?;
    keys.arrives("Skaraborg").await?;
    keys.enter("Hjo").await?;
    keys.arrives("Hjo kommun").await?;
    // Past the map, and into it.
    keys.open("index.html").await?;
    if reading::tab_to(keys.browser, SKIP_MAP).await? {
        keys.browser.press(Key::Enter).await?;
        keys.browser.press(Key::Tab).await?;
        let past = "const map = document.querySelector('.map'); return !!(map.compareDocumentPosition(document.activeElement) & 4)";
        if keys.browser.run(past).await? != true {
            keys.faults.push("the skip link of the map does not lead past it".to_owned());
        }
    } else {
        keys.faults.push("no skip link before the map".to_owned());
    }
    keys.open("index.html").await?;
    reading::tab_to(keys.browser, SKIP_MAP).await?;
    keys.browser.press(Key::Tab).await?;
    let into = "const focused = document.activeElement; \
                return focused.closest('.map') ? focused.href.baseVal ?? focused.href : null";
    let address = keys.browser.run(into).await?;
    keys.browser.press(Key::Enter).await?;
    let name = address.as_str().and_then(|address| address.rsplit('/').nth(1)).map(str::to_owned);
    let opened = "return location.pathname.split('/').at(-2)";
    let mut at = keys.browser.run(opened).await?;
    for _ in 0..50 {
        if at.as_str().map(str::to_owned) == name {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        at = keys.browser.run(opened).await?;
    }
    if name.is_none() || at.as_str().map(str::to_owned) != name {
        keys.faults.push(format!("from the map to {at}, not {address}"));
    }
    // From the field on any page to a story.
    keys.open("kontakt/index.html").await?;
    if reading::tab_to(keys.browser, "Sök bland berättelserna").await? {
        keys.browser.session().action_chain().send_keys("hotell\u{e007}").perform().await?;
    }
    keys.arrives("Sök").await?;
    tokio::time::sleep(std::time::Duration::from_millis(800)).await;
    keys.enter(HOTEL).await?;
    keys.arrives(HOTEL).await
}

const SKIP_MAP: &str = "Hoppa över kartan";
const HOTEL: &str = "Le Mat: ett hotell som kom som handbok från Italien";

async fn with_the_keyboard(kind: Kind) -> Outcome {
    let site = Site::of_the_tests()?;
    let browser = Browser::start(kind).await?;
    let mut failures = Vec::new();
    for place in [Place::http(site.root())?, Place::disk(site.root())?] {
        let mut keys = Keys { browser: &browser, place: &place, faults: Vec::new() };
        tasks(&mut keys).await?;
        failures.extend(about(&format!("{kind:?}, {}", place.name()), keys.faults));
        browser.open(&place.address("karta/index.html")?).await?;
        failures.extend(check::skip_link(&browser).await?);
    }
    assert_none(&failures);
    Ok(())
}

#[tokio::test]
async fn tasks_are_done_with_the_keyboard_alone_in_chromium() -> Outcome {
    with_the_keyboard(Kind::Chromium).await
}

#[tokio::test]
async fn tasks_are_done_with_the_keyboard_alone_in_firefox() -> Outcome {
    with_the_keyboard(Kind::Firefox).await
}
