//! What every page must hold, as sentences about those that do not.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use serde::Deserialize;
use url::Url;

use crate::Outcome;
use crate::browser::{Browser, Kind};
use crate::place::Place;

/// Opens the pages at `paths` and says what is wrong with them.
///
/// # Errors
/// When the browser fails, not when a page does.
pub async fn walk<'a>(
    browser: &Browser,
    place: &Place,
    paths: impl IntoIterator<Item = &'a str>,
) -> Outcome<Vec<String>> {
    // What was said before, on an empty page, is nobody's fault here.
    browser.console().await?;
    browser.requests().await?;
    let mut failures = Vec::new();
    let mut checked = BTreeSet::new();
    for path in paths {
        browser.open(&place.address(path)?).await?;
        let mut found = page(browser, place, &mut checked).await?;
        found.sort();
        found.dedup();
        let (browser, place) = (browser.kind(), place.name());
        failures.extend(found.iter().map(|fault| format!("{browser:?}, {place}, {path}: {fault}")));
    }
    Ok(failures)
}

/// What a page shows of itself from within.
#[derive(Deserialize)]
struct Seen {
    title: String,
    language: String,
    headings: usize,
    policy: String,
    images: Vec<Loaded>,
    sheets: Vec<Loaded>,
    scripts: Vec<String>,
    links: Vec<String>,
    resources: Vec<String>,
    broken: Vec<String>,
}

#[derive(Deserialize)]
struct Loaded {
    address: String,
    loaded: bool,
}

const LOOK: &str = r"
    const all = selector => [...document.querySelectorAll(selector)];
    const rules = sheet => {
        // The rules of a style sheet on disk may not be read, but one that failed has none.
        try { return sheet.cssRules.length > 0; } catch { return true; }
    };
    return {
        title: document.title.trim(),
        language: document.documentElement.lang,
        headings: all('h1').length,
        policy: all('meta[http-equiv=Content-Security-Policy i]').map(m => m.content).join(),
        images: [...document.images].map(image => ({
            address: image.currentSrc || image.src, loaded: image.complete && image.naturalWidth > 0,
        })),
        sheets: all('link[rel~=stylesheet]').map(link => ({
            address: link.href, loaded: link.sheet !== null && rules(link.sheet),
        })),
        scripts: all('script[src]').map(script => script.src),
        links: all('a[href], area[href], link[href]:not([rel=canonical], [rel=license])')
            .map(link => typeof link.href === 'string'
                ? link.href : new URL(link.href.baseVal, document.baseURI).href),
        resources: performance.getEntriesByType('resource').map(entry => entry.name),
        broken: all('a[href^=\'#\']').map(link => link.getAttribute('href'))
            .filter(href => href !== '#' && href !== '#top' && !href.startsWith('#:~:'))
            .filter(href => !document.getElementById(decodeURIComponent(href.slice(1)))),
    };
";

/// Says what is wrong with the page that is open; `checked` are the links known to lead somewhere.
async fn page(
    browser: &Browser,
    place: &Place,
    checked: &mut BTreeSet<String>,
) -> Outcome<Vec<String>> {
    let seen: Seen = serde_json::from_value(browser.run(LOOK).await?)?;
    let mut faults = facts(&seen);
    faults.extend(browser.console().await?.iter().map(|said| format!("in the console: {said}")));
    let mut asked = browser.requests().await?;
    asked.extend(seen.resources.iter().cloned());
    faults.extend(asked.iter().filter_map(|address| foreign(place, address)));
    faults.extend(place.missed().iter().map(|asked| {
        format!("{} {} was answered with {}", asked.method, asked.path, asked.status)
    }));
    for part in seen.images.iter().chain(&seen.sheets) {
        if !part.loaded || !exists(place, &part.address) {
            faults.push(format!("`{}` did not load", part.address));
        }
    }
    for script in seen.scripts.iter().filter(|script| !exists(place, script)) {
        faults.push(format!("`{script}` did not load"));
    }
    for link in &seen.links {
        if !checked.contains(link) {
            match dead(place, link) {
                Some(fault) => faults.push(fault),
                None => drop(checked.insert(link.clone())),
            }
        }
    }
    faults.extend(seen.broken.iter().map(|target| format!("`{target}` leads nowhere in the page")));
    Ok(faults)
}

/// Says what a page lacks.
fn facts(seen: &Seen) -> Vec<String> {
    let mut faults = Vec::new();
    if seen.title.is_empty() {
        faults.push("no title".to_owned());
    }
    if seen.language.is_empty() {
        faults.push("no language".to_owned());
    }
    if seen.headings != 1 {
        faults.push(format!("{} h1 headings", seen.headings));
    }
    if seen.policy.is_empty() {
        faults.push("no Content-Security-Policy".to_owned());
    }
    if seen.sheets.is_empty() {
        faults.push("no style sheet".to_owned());
    }
    faults
}

/// Says that a request went to a stranger.
fn foreign(place: &Place, address: &str) -> Option<String> {
    let held = Url::parse(address).is_ok_and(|url| url.scheme() == "data" || place.holds(&url));
    (!held).then(|| format!("asked for `{address}`, which is not of the site"))
}

/// Whether `address` is a file of the site; a picture may also be in the page itself.
fn exists(place: &Place, address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| url.scheme() == "data" || place.file(&url).is_some())
}

/// Says why a link leads nowhere; links to other sites are not followed.
fn dead(place: &Place, link: &str) -> Option<String> {
    let Ok(url) = Url::parse(link) else { return Some(format!("`{link}` is no address")) };
    let near = url.host_str() == Some("127.0.0.1");
    match url.scheme() {
        "mailto" | "tel" => None,
        "http" | "https" if !near => None,
        "http" | "file" => match place.file(&url).filter(|_| place.holds(&url)) {
            None => Some(format!("the link to `{link}` leads to no file of the site")),
            Some(file) => fragment(&url)
                .filter(|target| !has(&file, target))
                .map(|target| format!("the link to `{link}`: no `{target}` in that page")),
        },
        _ => Some(format!("the link to `{link}` runs or opens something else than a page")),
    }
}

/// The element that a link points at in its page.
fn fragment(url: &Url) -> Option<String> {
    let fragment = url.fragment()?.split(":~:").next()?;
    let id = percent_encoding::percent_decode_str(fragment).decode_utf8().ok()?;
    (!id.is_empty() && id != "top").then(|| id.into_owned())
}

/// Whether the page in `file` has an element with this id; quotes are optional in HTML.
fn has(file: &Path, id: &str) -> bool {
    let source = std::fs::read_to_string(file).unwrap_or_default();
    [format!("id=\"{id}\""), format!("id={id} "), format!("id={id}>"), format!("id='{id}'")]
        .iter()
        .any(|attribute| source.contains(attribute))
}

/// Says what a keyboard meets on the page that is open: the first stop is a visible link past
/// the navigation, and it works.
///
/// # Errors
/// When the browser fails.
pub async fn skip_link(browser: &Browser) -> Outcome<Vec<String>> {
    browser.press(thirtyfour::Key::Tab).await?;
    let first = browser.run(FOCUSED).await?;
    let mut faults = Vec::new();
    let target = first["target"].as_str().unwrap_or_default().to_owned();
    if !target.starts_with('#') || target.len() < 2 {
        faults.push(format!("the first stop of the Tab key is not a skip link but {first}"));
        return Ok(faults);
    }
    if first["visible"] != true {
        faults.push("the skip link has the focus but is not visible".to_owned());
    }
    browser.press(thirtyfour::Key::Enter).await?;
    browser.press(thirtyfour::Key::Tab).await?;
    let script = format!(
        "const target = document.querySelector('{target}');
         const focused = document.activeElement;
         return target !== null && focused !== document.body
             && !!(target.compareDocumentPosition(focused) & (4 | 16)) && !focused.closest('nav');"
    );
    if browser.run(&script).await? != true {
        faults.push(format!("the skip link does not lead past the navigation to `{target}`"));
    }
    Ok(faults)
}

const FOCUSED: &str = r"
    const focused = document.activeElement;
    const box = focused.getBoundingClientRect();
    const style = getComputedStyle(focused);
    const middle = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return {
        target: focused.getAttribute('href'),
        text: focused.textContent.trim(),
        visible: box.width > 20 && box.height > 10 && box.top >= 0 && box.left >= 0
            && style.visibility === 'visible' && Number(style.opacity) === 1
            && (style.clipPath === 'none') && focused.contains(middle),
    };
";

/// Says what a page with planted code in it lets happen: nothing may run, and the browser says
/// that it blocked each piece. Writes into the place's folder, so that should be a copy.
///
/// # Errors
/// When the browser fails.
pub async fn planted_code(browser: &Browser, place: &Place, path: &str) -> Outcome<Vec<String>> {
    let file = place.root().join(path);
    let mut source = std::fs::read_to_string(&file)?;
    let end = source.rfind("</body>").unwrap_or(source.len());
    source.insert_str(end, PLANTED.concat().as_str());
    let twin = file.with_file_name("planted.html");
    std::fs::write(&twin, source)?;
    browser.console().await?;
    browser.open(&place.address(path)?.join("planted.html")?).await?;
    browser.run("document.getElementById('planted').click()").await?;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let ran = browser.run("return document.documentElement.dataset.ran ?? null").await?;
    let console = browser.console().await?;
    std::fs::remove_file(&twin)?;
    let mut faults = Vec::new();
    if !ran.is_null() {
        faults.push(format!("planted code ran: {ran}"));
    }
    let blocked = console.iter().filter(|said| is_blocked(browser.kind(), said)).count();
    if blocked < PLANTED.len() {
        let planted = PLANTED.len();
        faults.push(format!("blocked {blocked} of {planted} planted pieces of code: {console:?}"));
    }
    let (browser, place) = (browser.kind(), place.name());
    Ok(faults.into_iter().map(|fault| format!("{browser:?}, {place}, {path}: {fault}")).collect())
}

/// Code as it would look if a text of an author were not escaped.
const PLANTED: [&str; 3] = [
    "<script>document.documentElement.dataset.ran='script'</script>",
    "<details open ontoggle=\"document.documentElement.dataset.ran='handler'\">x</details>",
    "<a id=planted href=\"javascript:void(document.documentElement.dataset.ran='link')\">x</a>",
];

/// Whether the console says here that the security policy blocked something.
#[must_use]
pub fn is_blocked(kind: Kind, said: &str) -> bool {
    match kind {
        Kind::Chromium => said.contains("Content Security Policy"),
        Kind::Firefox => said.contains("Content-Security-Policy"),
        Kind::WebKit => false,
    }
}
