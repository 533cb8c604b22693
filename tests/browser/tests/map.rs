//! The coverage map and its table, as a reader uses them: pointer, keyboard, buttons, and the links
//! that sort where no script runs; in both browsers, over http under a sub-path and from a folder.

#![expect(clippy::disallowed_methods, reason = "edge: a test takes the script away")]

use forebild_browser_tests::accessibility::{Scheme, emulate, resize};
use forebild_browser_tests::browser::{Browser, Kind};
use forebild_browser_tests::place::Place;
use forebild_browser_tests::site::Site;
use forebild_browser_tests::{Outcome, assert_none};
use serde::Deserialize;
use thirtyfour::prelude::*;

const PAGE: &str = "karta/index.html";

/// A reader with a page before them, and what did not go as it should.
struct Reader<'a> {
    browser: &'a Browser,
    place: &'a Place,
    faults: Vec<String>,
}

impl Reader<'_> {
    async fn open(&self, path: &str) -> Outcome {
        // The same page with another fragment would not be loaded anew.
        self.browser.session().goto("about:blank").await?;
        self.browser.open(&self.place.address(path)?).await
    }

    fn expect(&mut self, holds: bool, what: &str) {
        if !holds {
            let (browser, place) = (self.browser.kind(), self.place.name());
            self.faults.push(format!("{browser:?}, {place}: {what}"));
        }
    }

    async fn ask<T: serde::de::DeserializeOwned>(&self, script: &str) -> Outcome<T> {
        Ok(serde_json::from_value(self.browser.run(script).await?)?)
    }

    async fn console(&mut self) -> Outcome {
        for said in self.browser.console().await? {
            // What only the tests do: ask early where things stand.
            if !said.starts_with("Layout: Layout was forced") {
                self.expect(false, &format!("in the console: {said}"));
            }
        }
        Ok(())
    }
}

/// The labels of a map that can be seen, and whether each lies inside the map.
#[derive(Debug, Deserialize)]
struct Label {
    text: String,
    inside: bool,
}

const LABELS: &str = r"
    const frame = document.querySelector('svg.map').getBoundingClientRect();
    return [...document.querySelectorAll('.point text')].filter(text => {
        const style = getComputedStyle(text);
        return style.visibility === 'visible' && Number(style.opacity) === 1;
    }).map(text => {
        const box = text.getBoundingClientRect();
        return { text: text.textContent, inside: box.left >= frame.left - 1 && box.right <= frame.right + 1
            && box.top >= frame.top - 4 && box.bottom <= frame.bottom + 4 };
    });
";

/// What has the focus, when that is a link of the map: its name.
const FOCUSED: &str = r"
    const focused = document.activeElement;
    return focused instanceof SVGElement ? focused.textContent : '';
";

/// The Tab key leads from the way past the map through its links, each with its label.
async fn presses(reader: &mut Reader<'_>, path: &str) -> Outcome {
    reader.open(path).await?;
    let names: Vec<String> = reader
        .ask("return [...document.querySelectorAll('svg.map a')].map(link => link.textContent)")
        .await?;
    reader.expect(!names.is_empty(), &format!("{path}: the map has links"));
    reader.browser.run("document.querySelector('.skip-map').focus()").await?;
    for name in &names {
        reader.browser.press(Key::Tab).await?;
        reader.browser.settle().await?;
        let focused: String = reader.ask(FOCUSED).await?;
        reader.expect(focused == *name, &format!("{path}: Tab leads to {name}, not to {focused}"));
        let labels: Vec<Label> = reader.ask(LABELS).await?;
        let is_alone = labels.len() == 1 && labels[0].text == *name && labels[0].inside;
        reader.expect(is_alone, &format!("{path}: {name} is said, and not {labels:?}"));
    }
    reader.browser.press(Key::Tab).await?;
    let labels: Vec<Label> = reader.ask(LABELS).await?;
    reader.expect(labels.is_empty(), &format!("{path}: without the focus nothing is said"));
    // Past the map, for those who do not want to go through it.
    reader.browser.run("document.querySelector('.skip-map').focus()").await?;
    reader.browser.press(Key::Enter).await?;
    reader.browser.press(Key::Tab).await?;
    let is_past = "const map = document.querySelector('svg.map');
        return !!(map.compareDocumentPosition(document.activeElement) & 4);";
    let is_past: bool = reader.ask(is_past).await?;
    reader.expect(is_past, &format!("{path}: the skip link leads past the map"));
    Ok(())
}

/// A place on the screen where a pointer meets a municipality.
#[derive(Debug, Deserialize)]
struct Spot {
    text: String,
    x: i64,
    y: i64,
}

/// A spot in every municipality that is large enough to be met.
const SPOTS: &str = r"
    document.querySelector('svg.map').scrollIntoView({ block: 'center' });
    return [...document.querySelectorAll('.point use')].flatMap(use => {
        const box = use.getBoundingClientRect();
        for (let i = 1; i < 8; i++) for (let j = 1; j < 8; j++) {
            const x = Math.round(box.left + box.width * i / 8);
            const y = Math.round(box.top + box.height * j / 8);
            if (document.elementFromPoint(x, y) === use)
                return [{ text: use.nextElementSibling.textContent, x, y }];
        }
        return [];
    });
";

/// Pointing at a municipality says its name and what it has; the label goes with the pointer.
async fn points(reader: &mut Reader<'_>, path: &str, least: usize) -> Outcome {
    reader.open(path).await?;
    let spots: Vec<Spot> = reader.ask(SPOTS).await?;
    reader.expect(spots.len() >= least, &format!("{path}: only {} to point at", spots.len()));
    // Every third is enough: labels near each side, above and below are among them.
    for spot in spots.iter().step_by(3) {
        let pointer = reader.browser.session().action_chain();
        pointer.move_to(spot.x, spot.y).perform().await?;
        let labels: Vec<Label> = reader.ask(LABELS).await?;
        let is_alone = labels.len() == 1 && labels[0].text == spot.text && labels[0].inside;
        reader.expect(is_alone, &format!("{path}: {spot:?} is said, and not {labels:?}"));
    }
    reader.browser.session().action_chain().move_to(1, 1).perform().await?;
    let labels: Vec<Label> = reader.ask(LABELS).await?;
    reader.expect(labels.is_empty(), &format!("{path}: without the pointer nothing is said"));
    let titles: usize =
        reader.ask("return document.querySelectorAll('svg.map title').length").await?;
    reader.expect(titles == 0, &format!("{path}: nothing is said twice"));
    Ok(())
}

/// What the table shows.
#[derive(Debug, Deserialize, PartialEq)]
struct Table {
    /// The headings.
    headings: Vec<String>,
    /// The heading that the rows are sorted by, and the direction.
    sorted: Vec<(String, String)>,
    /// The names of the rows.
    names: Vec<String>,
    /// What was said last.
    said: String,
    /// The heading that has the focus.
    focused: String,
}

const TABLE: &str = r"
    const text = element => element?.textContent.trim() ?? '';
    const all = selector => [...document.querySelectorAll(`table[data-sort] ${selector}`)];
    return {
        headings: all('thead th').map(text),
        sorted: all('[aria-sort]').map(heading => [text(heading), heading.getAttribute('aria-sort')]),
        names: all('tbody th').map(text),
        said: text(document.querySelector('[data-sorted]')),
        focused: text(document.activeElement.closest('thead th')),
    };
";

/// The pages of the table's orders, in the order of its columns.
const ORDERS: [&str; 4] =
    ["karta/kommun/index.html", PAGE, "karta/exempel/index.html", "karta/fokus/index.html"];

/// The headings are buttons, which put the rows in the order of the page that they replace.
async fn sorts(reader: &mut Reader<'_>) -> Outcome {
    let mut pages: Vec<Table> = Vec::new();
    for path in ORDERS {
        reader.open(path).await?;
        pages.push(reader.ask(TABLE).await?);
    }
    let buttons: usize =
        reader.ask("return document.querySelectorAll('thead button').length").await?;
    reader.expect(buttons == ORDERS.len(), &format!("{buttons} buttons"));
    reader.open(PAGE).await?;
    for (column, page) in pages.iter().enumerate() {
        let heading = &page.headings[column];
        let focus = format!("document.querySelectorAll('thead button')[{column}].focus()");
        reader.browser.run(&focus).await?;
        reader.browser.press(Key::Enter).await?;
        let own: Table = reader.ask(TABLE).await?;
        reader.browser.press(Key::Space).await?;
        let other: Table = reader.ask(TABLE).await?;
        reader.expect(own.names == page.names, &format!("{heading}: as on its page"));
        reader.expect(own.sorted == page.sorted, &format!("{heading}: sorted {:?}", own.sorted));
        reader.expect(
            other.names != own.names && other.sorted != own.sorted && other.sorted.len() == 1,
            &format!("{heading}: the other way {:?}", other.sorted),
        );
        for table in [&own, &other] {
            let is_said = table.said.to_lowercase().contains(&heading.to_lowercase());
            reader.expect(is_said, &format!("{heading}: it says `{}`", table.said));
            reader.expect(table.focused == *heading, &format!("{heading} keeps the focus"));
        }
        reader.expect(own.said != other.said, &format!("{heading}: the direction is said"));
    }
    Ok(())
}

/// Without the script the headings are links, each to a page that is sorted by it.
async fn follows(reader: &mut Reader<'_>) -> Outcome {
    for (column, path) in ORDERS.iter().enumerate() {
        reader.open(PAGE).await?;
        let links = reader.browser.session().find_all(By::Css("table[data-sort] thead a")).await?;
        let Some(link) = links.get(column) else {
            reader.expect(false, "a heading is no link");
            return Ok(());
        };
        link.scroll_into_view().await?;
        link.click().await?;
        reader.browser.settle().await?;
        let at = reader.browser.session().current_url().await?;
        let expected = format!("{}#page-table", reader.place.address(path)?);
        reader.expect(at.as_str() == expected, &format!("{at} and not {expected}"));
        let table: Table = reader.ask(TABLE).await?;
        let sorted = table.sorted.first().map(|(heading, _)| heading.clone());
        reader.expect(
            sorted.as_ref() == table.headings.get(column) && table.sorted.len() == 1,
            &format!("{path} is sorted by {sorted:?}"),
        );
    }
    Ok(())
}

async fn everywhere(kind: Kind) -> Outcome {
    let site = Site::of_the_tests()?;
    let disk = Place::disk(site.root())?;
    let http = Place::http(disk.root())?;
    let browser = Browser::start(kind).await?;
    let mut faults = Vec::new();
    for place in [&http, &disk] {
        browser.console().await?;
        let mut reader = Reader { browser: &browser, place, faults: Vec::new() };
        presses(&mut reader, PAGE).await?;
        presses(&mut reader, "delregioner/skaraborg/index.html").await?;
        points(&mut reader, PAGE, 45).await?;
        points(&mut reader, "delregioner/skaraborg/index.html", 12).await?;
        sorts(&mut reader).await?;
        reader.console().await?;
        faults.append(&mut reader.faults);
    }
    for file in std::fs::read_dir(disk.root().join("assets"))? {
        let path = file?.path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("table-")) {
            std::fs::remove_file(path)?;
        }
    }
    for place in [&http, &disk] {
        let mut reader = Reader { browser: &browser, place, faults: Vec::new() };
        follows(&mut reader).await?;
        faults.append(&mut reader.faults);
    }
    assert_none(&faults);
    Ok(())
}

#[tokio::test]
async fn a_reader_uses_the_map_in_chromium() -> Outcome {
    everywhere(Kind::Chromium).await
}

#[tokio::test]
async fn a_reader_uses_the_map_in_firefox() -> Outcome {
    everywhere(Kind::Firefox).await
}

/// On a telephone labels are as readable as the text around them, and none is cut.
#[tokio::test]
async fn labels_are_readable_in_a_narrow_map() -> Outcome {
    let site = Site::of_the_tests()?;
    let place = Place::http(site.root())?;
    let browser = Browser::start(Kind::Chromium).await?;
    let mut reader = Reader { browser: &browser, place: &place, faults: Vec::new() };
    for width in [320, 500, 1280] {
        resize(&browser, width, 900).await?;
        emulate(&browser, Scheme::Light, "screen").await?;
        for path in ["index.html", PAGE, "delregioner/fyrbodal/index.html"] {
            reader.open(path).await?;
            let letters = "const svg = document.querySelector('svg.map');
                const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
                return [...svg.querySelectorAll('text')]
                    .map(text => parseFloat(getComputedStyle(text).fontSize) * scale);";
            let letters: Vec<f64> = reader.ask(letters).await?;
            let least = letters.iter().copied().fold(f64::INFINITY, f64::min);
            reader.expect(least >= 12.0, &format!("{path}, {width}: letters of {least} pixels"));
            let show = "document.querySelectorAll('.point text').forEach(text => {
                text.style.visibility = 'visible'; text.style.opacity = 1; });";
            reader.browser.run(show).await?;
            let labels: Vec<Label> = reader.ask(LABELS).await?;
            let cut: Vec<_> = labels.iter().filter(|label| !label.inside).collect();
            reader
                .expect(!labels.is_empty() && cut.is_empty(), &format!("{path}, {width}: {cut:?}"));
        }
    }
    assert_none(&reader.faults);
    Ok(())
}
