//! The search page of the starter site, used as a reader uses it: in both browsers, over http under
//! a sub-path and from a folder on disk, under the page's own policy, with nothing in the console.

#![expect(clippy::disallowed_methods, reason = "edge: tests take files of the index away")]

use std::path::PathBuf;
use std::time::Duration;

use forebild_browser_tests::accessibility::{self, Scheme};
use forebild_browser_tests::browser::{Browser, Kind};
use forebild_browser_tests::place::Place;
use forebild_browser_tests::site::Site;
use forebild_browser_tests::{Outcome, assert_none, tools};
use serde::Deserialize;
use serde_json::json;
use thirtyfour::prelude::*;

const PAGE: &str = "sok/index.html";
const FIELD: &str = "#page-query";

/// What Firefox says of what only the tests do: ask early where things stand, and open an address
/// of 5,000 characters.
const ADVICE: [&str; 2] =
    ["Layout: Layout was forced", "Security: HTTP Referrer header: Length is over"];

/// What the search page shows.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
struct Shown {
    /// The heading of the hits, as `3 träffar`.
    total: String,
    /// The addresses of the hits.
    hits: Vec<String>,
    /// The words marked in them.
    marks: Vec<String>,
    /// What stands in the field.
    typed: String,
    /// The values that are chosen.
    chosen: Vec<String>,
    /// The buttons that take a choice back.
    chips: Vec<String>,
    /// The counts of the facets' values that can be seen.
    counts: Vec<(String, usize)>,
    /// What is said beside the hits.
    notes: String,
    /// Whether it says that something could not be loaded.
    failed: bool,
    /// What stands in the address behind the question mark.
    address: String,
}

const LOOK: &str = r"
    const all = selector => [...document.querySelectorAll(selector)];
    const text = element => element?.textContent.trim() ?? '';
    const boxes = all('[data-facet] input');
    return {
        total: text(document.querySelector('[data-total]')),
        hits: all('[data-hits] h3 a').map(link => link.href),
        marks: all('[data-hits] mark').map(text),
        typed: document.querySelector('#page-query').value,
        chosen: boxes.filter(box => box.checked).map(box => `${box.name}=${box.value}`),
        chips: all('[data-choices] button').map(text),
        counts: boxes.filter(box => !box.closest('li').hidden).map(box =>
            [`${box.name}=${box.value}`, Number(text(box.closest('li').querySelector('[data-count]')))]),
        notes: text(document.querySelector('[data-notes]')) + text(document.querySelector('[data-suggestion]:not([hidden])')),
        failed: !document.querySelector('[data-error]').hidden,
        address: decodeURIComponent(location.search.slice(1).replace(/\+/g, ' ')),
        resting: !document.head.querySelector('script:not([type])'),
    };
";

impl Shown {
    fn count(&self, value: &str) -> Option<usize> {
        self.counts.iter().find(|(own, _)| own == value).map(|(_, n)| *n)
    }

    /// The number in the heading.
    fn found(&self) -> usize {
        let digits = self.total.split(' ').next().unwrap_or_default();
        digits.parse().unwrap_or_default()
    }
}

/// A reader with the search page before them, and what did not go as it should.
struct Reader<'a> {
    browser: &'a Browser,
    place: &'a Place,
    faults: Vec<String>,
}

impl<'a> Reader<'a> {
    async fn new(browser: &'a Browser, place: &'a Place) -> Outcome<Self> {
        browser.console().await?;
        Ok(Self { browser, place, faults: Vec::new() })
    }

    /// Opens the search page with `query` behind the question mark, as a shared link would.
    async fn open(&self, query: &str) -> Outcome<Shown> {
        let mut address = self.place.address(PAGE)?;
        address.set_query(Some(query).filter(|query| !query.is_empty()));
        // The page before must not be taken for it.
        self.browser.session().goto("about:blank").await?;
        self.browser.open(&address).await?;
        self.at_rest().await
    }

    /// What is shown when nothing changes any more.
    async fn at_rest(&self) -> Outcome<Shown> {
        let mut last = Shown::default();
        for _ in 0..40 {
            tokio::time::sleep(Duration::from_millis(250)).await;
            let seen = self.browser.run(LOOK).await?;
            let is_resting = seen["resting"] == true;
            let now: Shown = serde_json::from_value(seen)?;
            if is_resting && !now.total.is_empty() && now == last {
                return Ok(now);
            }
            last = now;
        }
        Err(format!("the search page does not come to rest: {last:?}").into())
    }

    /// Waits until a search page is open.
    async fn arrives(&self) -> Outcome {
        for _ in 0..40 {
            if self
                .browser
                .run("return document.querySelector('form[data-index]') !== null")
                .await?
                == true
            {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let (at, said) =
            (self.browser.session().current_url().await?, self.browser.console().await?);
        Err(format!("{at} is no search page; in the console: {said:?}").into())
    }

    async fn write(&self, text: &str) -> Outcome<Shown> {
        let field = self.browser.session().find(By::Css(FIELD)).await?;
        field.clear().await?;
        field.send_keys(text).await?;
        self.at_rest().await
    }

    /// Chooses or takes back a value of a facet, whose group is opened first.
    async fn choose(&self, value: &str) -> Outcome<Shown> {
        let (name, id) = value.split_once('=').ok_or("a value as name=id")?;
        let selector = format!("[data-facet] input[name='{name}'][value='{id}']");
        self.browser
            .run(&format!(
                "document.querySelector(\"{selector}\").closest('details').open = true;
                 document.querySelector('[data-narrow]').open = true;"
            ))
            .await?;
        self.click(&selector).await
    }

    async fn click(&self, selector: &str) -> Outcome<Shown> {
        let element = self.browser.session().find(By::Css(selector)).await?;
        element.scroll_into_view().await?;
        element.click().await?;
        self.at_rest().await
    }

    fn expect(&mut self, holds: bool, what: &str, shown: &Shown) {
        if !holds {
            let (browser, place) = (self.browser.kind(), self.place.name());
            self.faults.push(format!("{browser:?}, {place}: {what}, but {shown:?}"));
        }
    }

    /// Every fault, with what the console has said.
    async fn faults(mut self) -> Outcome<Vec<String>> {
        for said in self.browser.console().await? {
            if ADVICE.iter().any(|advice| said.starts_with(advice)) {
                continue;
            }
            let (browser, place) = (self.browser.kind(), self.place.name());
            self.faults.push(format!("{browser:?}, {place}: in the console: {said}"));
        }
        Ok(self.faults)
    }
}

/// Runs `test` in a browser at both places and fails with every fault.
async fn everywhere<F>(kind: Kind, test: F) -> Outcome
where
    F: AsyncFn(&mut Reader<'_>) -> Outcome,
{
    let site = Site::of_the_tests()?;
    let disk = Place::disk(site.root())?;
    let http = Place::http(disk.root())?;
    let browser = Browser::start(kind).await?;
    let mut faults = Vec::new();
    for place in [&http, &disk] {
        let mut reader = Reader::new(&browser, place).await?;
        test(&mut reader).await.map_err(|error| format!("{kind:?}, {}: {error}", place.name()))?;
        faults.extend(reader.faults().await?);
    }
    assert_none(&faults);
    Ok(())
}

/// What is typed finds stories: spelled right, without dots, with a slip, in part.
async fn types(reader: &mut Reader<'_>) -> Outcome {
    let all = reader.open("").await?;
    reader.expect(all.hits.len() == 10 && all.found() > 10, "an empty field lists stories", &all);
    let more = reader.click("[data-more]").await?;
    reader.expect(more.hits.len() > 10 && more.hits[..10] == all.hits, "there are more", &more);
    for text in
        ["upphandling", "upphandlingar", "goteborg", "arbetstraning", "upphandlign", "uppha"]
    {
        let shown = reader.write(text).await?;
        reader.expect(!shown.hits.is_empty(), &format!("`{text}` finds stories"), &shown);
        let typed = format!("q={text}");
        reader.expect(shown.address == typed, "the address says what is typed", &shown);
    }
    let shown = reader.write("upphandling").await?;
    let marked = shown.marks.iter().any(|mark| mark.to_lowercase().starts_with("upphandling"));
    reader.expect(marked, "what was typed is marked", &shown);
    for hit in &shown.hits {
        let leads = hit.parse().is_ok_and(|url| reader.place.file(&url).is_some());
        reader.expect(
            leads && hit.contains("#:~:text="),
            &format!("{hit} leads to the words"),
            &shown,
        );
    }
    let shown = reader.write("upphandlign").await?;
    reader.expect(shown.notes.contains("upphandling"), "a spelling is suggested", &shown);
    let shown = reader.write("qqqqq").await?;
    reader.expect(shown.found() == 0 && shown.notes.contains("qqqqq"), "nothing is found", &shown);
    Ok(())
}

/// Choices narrow the hits to what they promise, and can be taken back one by one and all at once.
async fn narrows(reader: &mut Reader<'_>) -> Outcome {
    let all = reader.open("q=upphandling").await?;
    let Some((value, n)) = all.counts.iter().find(|(_, n)| *n > 0 && *n < all.found()).cloned()
    else {
        return Err(format!("no value divides the hits: {all:?}").into());
    };
    let one = reader.choose(&value).await?;
    reader.expect(one.found() == n, &format!("{value} promises {n} hits"), &one);
    reader.expect(one.chosen == [value.clone()] && one.chips.len() == 1, "it is shown", &one);
    reader.expect(one.address == format!("q=upphandling&{value}"), "the address says so", &one);
    reader.expect(one.count(&value) == Some(n), "its own count stays", &one);
    // Another value of the same facet widens, one of another facet narrows.
    let facet = value.split('=').next().unwrap_or_default();
    let same = one.counts.iter().find(|(v, n)| v.starts_with(facet) && *v != value && *n > 0);
    if let Some((other, _)) = same.cloned() {
        let two = reader.choose(&other).await?;
        reader.expect(two.found() > one.found(), "any of a facet", &two);
        reader.expect(two.chips.len() == 3, "two choices can be cleared at once", &two);
        let back = reader.choose(&other).await?;
        reader.expect(back.hits == one.hits, "a choice is taken back", &back);
    }
    let year = one.counts.iter().find(|(v, n)| v.starts_with("ar=") && *n > 0).cloned();
    let (year, n) = year.ok_or("no year has a story")?;
    let both = reader.choose(&year).await?;
    reader.expect(both.found() == n && both.chosen.len() == 2, "all facets together", &both);
    let cleared = reader.click("[data-choices] .chip-clear").await?;
    reader.expect(cleared.hits == all.hits && cleared.chips.is_empty(), "all is cleared", &cleared);
    reader.expect(cleared.address == "q=upphandling", "the words stay", &cleared);
    Ok(())
}

/// Back, forward, reload and a shared address show the same as before.
async fn returns(reader: &mut Reader<'_>) -> Outcome {
    reader.open("").await?;
    let one = reader.write("upphandling").await?;
    let value = one.counts.iter().find(|(_, n)| *n > 0).map(|(value, _)| value.clone());
    let chosen = reader.choose(&value.ok_or("no value")?).await?;
    tokio::time::sleep(Duration::from_millis(1300)).await;
    let other = reader.write("kommun").await?;
    let session = reader.browser.session();
    for (step, expected) in
        [("back", &chosen), ("back", &one), ("forward", &chosen), ("forward", &other)]
    {
        if step == "back" {
            session.back().await?;
        } else {
            session.forward().await?;
        }
        let shown = reader.at_rest().await?;
        reader.expect(shown == *expected, &format!("{step} leads to {expected:?}"), &shown);
    }
    session.refresh().await?;
    let again = reader.at_rest().await?;
    reader.expect(again == other, "a reload changes nothing", &again);
    let query = chosen.address.replace(' ', "+");
    let shared = reader.open(&query).await?;
    reader.expect(
        shared.hits == chosen.hits && shared.chosen == chosen.chosen,
        "it can be shared",
        &shared,
    );
    Ok(())
}

/// Everything with the keyboard: to the field, to the choices, to a story.
async fn presses(reader: &mut Reader<'_>) -> Outcome {
    let all = reader.open("").await?;
    let keys =
        async |text: &str| reader.browser.session().action_chain().send_keys(text).perform().await;
    let focused = "return document.activeElement.id || document.activeElement.closest('summary, a, label')?.textContent.trim()";
    keys("/").await?;
    let at = reader.browser.run(focused).await?;
    reader.expect(at == "page-query", &format!("`/` leads to the field and not to {at}"), &all);
    keys("upphandling/x").await?;
    let typed = reader.at_rest().await?;
    reader.expect(typed.typed == "upphandling/x", "in the field `/` is a character", &typed);
    keys("\u{e003}\u{e003}").await?;
    let typed = reader.at_rest().await?;
    // The button, the panel, then its groups: open the first, choose its first value.
    for key in ["\u{e004}", "\u{e004}", "\u{e004}"] {
        keys(key).await?;
    }
    let at = reader.browser.run(focused).await?;
    reader.expect(
        at.as_str().is_some_and(|at| at.starts_with("Delregion")),
        &format!("the Tab key leads to {at}"),
        &typed,
    );
    keys("\u{e007}\u{e004} ").await?;
    let chosen = reader.at_rest().await?;
    reader.expect(
        chosen.chosen.len() == 1 && !chosen.hits.is_empty(),
        "a value is chosen",
        &chosen,
    );
    let hit = chosen.hits[0].clone();
    for _ in 0..60 {
        keys("\u{e004}").await?;
        if reader.browser.run("return document.activeElement.href ?? ''").await? == hit.as_str() {
            break;
        }
    }
    keys("\u{e007}").await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let there = reader.browser.session().current_url().await?;
    let is_story = hit.starts_with(there.as_str().split('#').next().unwrap_or_default());
    reader.expect(is_story, &format!("the Enter key opens {hit} and not {there}"), &chosen);
    Ok(())
}

/// The shortcut can be turned off, and the address remembers it.
async fn turns_off(reader: &mut Reader<'_>) -> Outcome {
    reader.open("q=kommun").await?;
    let off = reader.click("[data-key]").await?;
    reader.expect(off.address == "q=kommun&genvag=0", "the address says so", &off);
    for reload in [false, true] {
        if reload {
            reader.browser.session().refresh().await?;
            reader.at_rest().await?;
        }
        reader.browser.run("document.activeElement.blur()").await?;
        reader.browser.session().action_chain().send_keys("/").perform().await?;
        let at = reader.browser.run("return document.activeElement.id").await?;
        reader.expect(at != "page-query", "the key does nothing", &off);
    }
    Ok(())
}

/// Nothing that is typed is taken for anything but words.
async fn withstands(reader: &mut Reader<'_>) -> Outcome {
    let long = "arbetsträning ".repeat(400);
    for text in [
        "__proto__",
        "constructor toString",
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>",
        "javascript:alert(1)",
        "😀 🧵",
        "مرحبا",
        "日本語",
        "%00 %ff \\ ' \" `",
        "a&kommun=hjo#x",
        &long,
    ] {
        let query: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
        let shown = reader.open(&format!("q={query}")).await?;
        reader.expect(
            !shown.failed && shown.chosen.is_empty(),
            &format!("`{text:.20}` does no harm"),
            &shown,
        );
        let alien = "return document.querySelectorAll('form img, form script, form iframe').length";
        let alien = reader.browser.run(alien).await?;
        reader.expect(alien == 0, &format!("`{text:.20}` becomes no element"), &shown);
    }
    let shown = reader.open("kommun=finns-inte&delregion=__proto__&xyz=1").await?;
    reader.expect(
        shown.chosen.is_empty() && shown.hits.len() == 10,
        "what is not there is passed over",
        &shown,
    );
    Ok(())
}

/// The field in the header of any page leads to the hits.
async fn comes_from_elsewhere(reader: &mut Reader<'_>) -> Outcome {
    for path in ["index.html", "berattelser/index.html", "404.html"] {
        reader.browser.open(&reader.place.address(path)?).await?;
        let field = reader.browser.session().find(By::Css(".find input")).await?;
        field.send_keys("upphandling & åäö\u{e007}").await?;
        reader.arrives().await?;
        let shown = reader.at_rest().await?;
        let arrived = shown.typed == "upphandling & åäö" && !shown.hits.is_empty();
        reader.expect(arrived, &format!("{path} leads to the hits"), &shown);
    }
    reader.browser.open(&reader.place.address("en/index.html")?).await?;
    let field = reader.browser.session().find(By::Css(".find input")).await?;
    field.send_keys("procurement\u{e007}").await?;
    reader.arrives().await?;
    let shown = reader.at_rest().await?;
    reader.expect(shown.total.contains("hit"), "the English page speaks English", &shown);
    Ok(())
}

/// A municipality without a story is named, with a way to its neighbours.
async fn asks_for_a_place(reader: &mut Reader<'_>) -> Outcome {
    let link =
        "return document.querySelector('[data-notes] a[href^=\"?\"]')?.getAttribute('href') ?? ''";
    let names = "return [...document.querySelector('template[data-without]').content.children]
        .filter(place => place.dataset.near).map(place => place.textContent)";
    reader.open("").await?;
    let names: Vec<String> = serde_json::from_value(reader.browser.run(names).await?)?;
    let name = names.first().ok_or("every municipality has a story, or none has neighbours")?;
    let shown = reader.write(name).await?;
    reader.expect(shown.notes.contains(name.as_str()), &format!("{name} is named"), &shown);
    let link = reader.browser.run(link).await?;
    let link = link.as_str().unwrap_or_default().trim_start_matches('?').to_owned();
    let near = reader.open(&link).await?;
    reader.expect(
        near.found() > 0 && !near.chosen.is_empty(),
        "its neighbours have stories",
        &near,
    );
    Ok(())
}

async fn all(reader: &mut Reader<'_>) -> Outcome {
    types(reader).await?;
    narrows(reader).await?;
    returns(reader).await?;
    presses(reader).await?;
    turns_off(reader).await?;
    withstands(reader).await?;
    comes_from_elsewhere(reader).await?;
    asks_for_a_place(reader).await
}

#[tokio::test]
async fn a_reader_finds_stories_in_chromium() -> Outcome {
    everywhere(Kind::Chromium, all).await
}

#[tokio::test]
async fn a_reader_finds_stories_in_firefox() -> Outcome {
    everywhere(Kind::Firefox, all).await
}

/// The files of the index in the folder `family`, as `t`.
fn index_files(place: &Place, family: &str) -> Outcome<Vec<PathBuf>> {
    let release = std::fs::read_dir(place.root().join("search"))?.next().ok_or("no index")??;
    let folder = release.path().join(family);
    let files: Result<Vec<_>, _> =
        std::fs::read_dir(folder)?.map(|file| file.map(|f| f.path())).collect();
    Ok(files?)
}

/// Files that are not there are said in words, and are asked for again.
async fn misses_files(kind: Kind) -> Outcome {
    let site = Site::of_the_tests()?;
    let browser = Browser::start(kind).await?;
    let disk = Place::disk(site.root())?;
    let http = Place::http(disk.root())?;
    for place in [&http, &disk] {
        let mut reader = Reader::new(&browser, place).await?;
        for family in ["t", "d", "f"] {
            let files = index_files(&disk, family)?;
            let away = disk.root().join("away");
            std::fs::create_dir_all(&away)?;
            let moved: Vec<PathBuf> =
                files.iter().filter_map(|file| Some(away.join(file.file_name()?))).collect();
            for (file, to) in files.iter().zip(&moved) {
                std::fs::rename(file, to)?;
            }
            let shown = reader.open("q=upphandling").await?;
            reader.expect(
                shown.failed && shown.hits.is_empty(),
                &format!("without {family} it fails"),
                &shown,
            );
            let still = reader.click("[data-retry]").await?;
            reader.expect(still.failed, "and again", &still);
            for (file, to) in files.iter().zip(&moved) {
                std::fs::rename(to, file)?;
            }
            let mended = reader.click("[data-retry]").await?;
            reader.expect(
                !mended.failed && !mended.hits.is_empty(),
                &format!("with {family} it goes on"),
                &mended,
            );
        }
        // The browser itself says which file it did not find; nothing else may be said.
        let faults = reader.faults().await?;
        let other: Vec<String> =
            faults.into_iter().filter(|fault| !is_missing_file(fault)).collect();
        assert_none(&other);
    }
    Ok(())
}

fn is_missing_file(fault: &str) -> bool {
    fault.contains("in the console")
        && fault.contains("/search/")
        && ["404", "ERR_FILE_NOT_FOUND", "Loading failed", "MIME type"]
            .iter()
            .any(|said| fault.contains(said))
}

#[tokio::test]
async fn missing_files_are_said_in_words_in_chromium() -> Outcome {
    misses_files(Kind::Chromium).await
}

#[tokio::test]
async fn missing_files_are_said_in_words_in_firefox() -> Outcome {
    misses_files(Kind::Firefox).await
}

/// Without scripts the page says so, keeps what does not work out of sight, and leads on.
#[tokio::test]
async fn without_scripts_the_page_leads_on() -> Outcome {
    let site = Site::of_the_tests()?;
    let place = Place::http(site.root())?;
    let browser = Browser::start(Kind::Chromium).await?;
    browser
        .developer_tools("Emulation.setScriptExecutionDisabled", json!({ "value": true }))
        .await?;
    let session = browser.session();
    session.goto(place.address("berattelser/index.html")?.as_str()).await?;
    session.find(By::Css(".find input")).await?.send_keys("upphandling\u{e007}").await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let there = session.current_url().await?;
    assert_eq!(there.as_str(), format!("{}?q=upphandling", place.address(PAGE)?));
    let said = session.find(By::Css("noscript p")).await?;
    let (text, height) = (said.text().await?, said.rect().await?.height);
    assert!(text.contains("JavaScript") && height > 20.0, "{text}, {height} pixels high");
    assert!(!session.find(By::Css("[data-live]")).await?.is_displayed().await?);
    let links = session.find_all(By::Css("#page-browse ~ .actions a, .chips a")).await?;
    assert!(links.len() > 5, "{} links lead on", links.len());
    Ok(())
}

/// What the script shows has no barriers either: hits, open facets, choices, no hits, an error.
#[tokio::test]
async fn what_the_search_shows_has_no_barriers() -> Outcome {
    let site = Site::of_the_tests()?;
    let disk = Place::disk(site.root())?;
    let place = Place::http(disk.root())?;
    let browser = Browser::start(Kind::Chromium).await?;
    let axe = tools::axe()?;
    let reader = Reader::new(&browser, &place).await?;
    let open =
        "document.querySelectorAll('.search details').forEach(details => { details.open = true; })";
    let mut failures = Vec::new();
    for query in ["q=upphandling&delregion=fyrbodal&delregion=skaraborg", "q=qqqqq", "missing"] {
        if query == "missing" {
            for file in index_files(&disk, "t")? {
                std::fs::remove_file(file)?;
            }
        }
        reader.open(if query == "missing" { "q=upphandling" } else { query }).await?;
        browser.run(open).await?;
        reader.at_rest().await?;
        for scheme in [Scheme::Light, Scheme::Dark] {
            accessibility::emulate(&browser, scheme, "screen").await?;
            let found = accessibility::barriers(&browser, &axe).await?;
            failures.extend(found.iter().map(|said| format!("{query}, {scheme:?}: {said}")));
        }
        accessibility::resize(&browser, 320, 800).await?;
        let wide = accessibility::too_wide(&browser).await?;
        failures.extend(wide.iter().map(|said| format!("{query}: {said}")));
        accessibility::resize(&browser, 1280, 900).await?;
    }
    assert_none(&failures);
    Ok(())
}
