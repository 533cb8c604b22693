//! A site full of hostile texts in a browser (G12): nothing in it runs, loads or leads away, so that
//! not even the pages' policy has to stop it; and where a page itself is tampered with, it does
//! (G13). `tests/hostile.rs` reads many more such pages, and says what the texts are.

#![expect(clippy::disallowed_methods, reason = "edge: a test tampers with a page")]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;
use std::time::Duration;

use forebild::sources::{Options, Sources};
use forebild_browser_tests::browser::{Browser, Kind};
use forebild_browser_tests::place::Place;
use forebild_browser_tests::server::Server;
use forebild_browser_tests::site::{self, Site};
use forebild_browser_tests::{Outcome, assert_none, check, tools};
use serde::Deserialize;
use serde_json::json;
use thirtyfour::prelude::*;

#[expect(dead_code, reason = "shared with a test that looks more closely")]
#[path = "../../hostile/bodies.rs"]
mod bodies;
#[path = "../../hostile/payloads.rs"]
mod payloads;
#[expect(dead_code, reason = "shared with a test that looks more closely")]
#[path = "../../hostile/places.rs"]
mod places;

/// The project that `tests/hostile.rs` fills, with a hostile text in every field.
fn project() -> Outcome<Sources> {
    let sources = forebild::read::read(&tools::repository().join("tests/hostile/project"))?;
    let places = places::places(&sources);
    let payloads: Vec<_> = payloads::all().collect();
    let mut numbers = places::Numbers::default();
    // The stories in which there are more texts lie in a municipality by its code.
    let places = places.iter().filter(|place| place.field != "municipalities.code");
    let texts = places.filter_map(|place| Some((place, place.takes_text()?)));
    let texts = texts.map(|(place, limits)| {
        let number = numbers.of(&place.text);
        (place, places::fitted(payloads[number % payloads.len()], number, limits))
    });
    Ok(places::write(&sources, &texts.collect::<Vec<_>>()).0)
}

/// Stories of many payloads in all constructs; each that may hide what follows has one of its own.
fn stories() -> Vec<bodies::Story> {
    let (hiding, plain): (Vec<_>, Vec<_>) =
        payloads::all().partition(|payload| payload.contains("<!--"));
    let chunks = plain.chunks(25).chain(hiding.chunks(1));
    chunks.enumerate().map(|(n, some)| bodies::story(n, some, bodies::CONSTRUCTS)).collect()
}

/// Writes the hostile site into a folder; gives the pages of its stories.
fn write(folder: &Path) -> Outcome<Vec<String>> {
    let mut stories = stories();
    let options = Options { today: jiff::civil::date(2026, 11, 23), base_url: None, drafts: false };
    let output = bodies::built(&project()?, &mut stories, |sources| {
        let compiled = forebild::compile(sources, &options);
        let errors =
            compiled.diagnostics.into_iter().filter(forebild::diagnostic::Diagnostic::is_error);
        compiled.output.ok_or(errors.collect())
    });
    site::write(&output, folder)?;
    Ok(stories.into_iter().map(|story| story.page).collect())
}

/// One page of each kind that shows fields.
const PAGES: [&str; 11] = [
    "index.html",
    "berattelser/index.html",
    "berattelser/exempel/index.html",
    "delregioner/skaraborg/index.html",
    "kommuner/hjo/index.html",
    "amnen/index.html",
    "foretag/index.html",
    "karta/index.html",
    "integritet/index.html",
    "kontakt/index.html",
    "en/index.html",
];

/// What an open page holds that runs or leads to something else than a page.
const ALIVE: &str = r"
    const all = [...document.querySelectorAll('*')];
    const found = [];
    if (typeof window.hit !== 'undefined') found.push(`a text ran: ${window.hit}`);
    if (window.length > 0) found.push(`${window.length} frames`);
    for (const element of all) {
        for (const { name, value } of element.attributes) {
            if (/^on|^style$|^srcdoc$/i.test(name)) found.push(`<${element.localName} ${name}=${value}>`);
        }
        if (element.matches('base, iframe, object, embed, link[href*=evil], [src*=evil], meta[http-equiv=refresh i]')) {
            found.push(element.outerHTML);
        }
        const href = element.href?.baseVal ?? element.href;
        // A host that cannot be one leads nowhere.
        if (typeof href === 'string' && URL.canParse(href, document.baseURI)) {
            const { protocol } = new URL(href, document.baseURI);
            if (!['http:', 'https:', 'file:', 'mailto:', 'tel:'].includes(protocol)) found.push(href);
        }
    }
    for (const script of document.scripts) {
        if (!script.src && script.type !== 'application/ld+json') found.push(script.outerHTML);
    }
    return found;
";

async fn alive(browser: &Browser) -> Outcome<Vec<String>> {
    Ok(serde_json::from_value(browser.run(ALIVE).await?)?)
}

#[tokio::test]
async fn g12_nothing_runs_on_a_site_full_of_hostile_texts() -> Outcome {
    let folder = tempfile::tempdir()?;
    let stories = write(folder.path())?;
    let browser = Browser::start(Kind::Chromium).await?;
    let mut failures = Vec::new();
    for place in [Place::http(folder.path())?, Place::disk(folder.path())?] {
        for page in PAGES.iter().copied().chain(stories.iter().map(String::as_str)) {
            let said = check::walk(&browser, &place, [page]).await?;
            failures.extend(said.into_iter().filter(|said| !said.ends_with("` is no address")));
            let found = alive(&browser).await?;
            failures.extend(found.iter().map(|found| format!("{}, {page}: {found}", place.name())));
        }
    }
    // Each piece is seen where it is, or the above proves nothing.
    let planted = "<!doctype html><html lang=sv><title>x</title><img src=x alt=x onerror=hit=1>\
        <p style='color:red'>x</p><iframe srcdoc=x></iframe><object></object><script>hit=1</script>\
        <a href=' java&#10;script:1'>x</a><svg><a href='javascript:1'/></svg><base href=x>";
    std::fs::write(folder.path().join("planted.html"), planted)?;
    browser.open(&Place::http(folder.path())?.address("planted.html")?).await?;
    let seen = alive(&browser).await?;
    for piece in [
        "a text ran",
        "1 frames",
        "<img onerror",
        "<p style",
        "<iframe",
        "<object",
        "<base",
        "<script",
    ] {
        assert!(seen.iter().any(|seen| seen.contains(piece)), "{piece}: {seen:?}");
    }
    assert_eq!(seen.iter().filter(|seen| seen.starts_with("javascript:")).count(), 2, "{seen:?}");
    assert_none(&failures);
    Ok(())
}

/// What an attacker would plant in a page that lies on a web server, and what the page is asked for
/// then; `§` is another site.
const TAMPERED: &str = "<script>hit=1</script><script src=§x.js></script>\
    <p id=styled style='position:fixed'>x</p><style>#styled{position:fixed}</style>\
    <img src=x onerror=hit=1 alt=x><img src=§x.png alt=x><link rel=stylesheet href=§x.css>\
    <svg onload=hit=1></svg><details open ontoggle=hit=1>x</details>\
    <iframe srcdoc='<script>parent.hit=1</script>'></iframe><iframe src=§x.html></iframe>\
    <object data=§x.html></object><embed src=§x.html><video src=§x.mp4 autoplay></video>\
    <base href=§><a id=runs href='javascript:void(hit=1)'>x</a>\
    <form action=§form><button id=sends>x</button></form>";

/// Says what a page lets happen that somebody has tampered with.
async fn tampered(browser: &Browser, place: &Place, path: &str) -> Outcome<Vec<String>> {
    let other = tempfile::tempdir()?;
    std::fs::write(other.path().join("x.js"), "hit = 1")?;
    let stranger = Server::start(other.path(), "/")?;
    let file = place.root().join(path).with_file_name("tampered.html");
    let page = std::fs::read_to_string(place.root().join(path))?;
    let end = page.rfind("</body>").unwrap_or(page.len());
    let planted = TAMPERED.replace('§', &stranger.base());
    std::fs::write(&file, format!("{}{planted}{}", &page[..end], &page[end..]))?;
    browser.open(&place.address(path)?.join("tampered.html")?).await?;
    browser.run("document.getElementById('runs').click()").await?;
    tokio::time::sleep(Duration::from_millis(200)).await;
    let seen = browser
        .run(
            "return [typeof window.hit, getComputedStyle(document.getElementById('styled')).position,
                document.baseURI === location.href]",
        )
        .await?;
    browser.run("document.getElementById('sends').click()").await?;
    tokio::time::sleep(Duration::from_millis(100)).await;
    std::fs::remove_file(file)?;
    let mut faults = check::planted_code(browser, place, path).await?;
    if seen != json!(["undefined", "static", true]) {
        faults.push(format!("{}, {path}: {seen}", place.name()));
    }
    let asked = stranger.asked();
    faults.extend(
        asked.iter().map(|asked| format!("{}, {path} asked for {}", place.name(), asked.path)),
    );
    Ok(faults)
}

#[tokio::test]
async fn g13_what_is_planted_in_a_page_does_not_run() -> Outcome {
    let site = Site::of_the_tests()?;
    let disk = Place::disk(site.root())?;
    let http = Place::http(disk.root())?;
    let browser = Browser::start(Kind::Chromium).await?;
    let mut failures = Vec::new();
    for place in [&http, &disk] {
        for path in
            ["index.html", "berattelser/le-mat/index.html", "sok/index.html", "karta/index.html"]
        {
            failures.extend(tampered(&browser, place, path).await?);
        }
    }
    // Where a page has no policy of its own, all of it happens: else the above proves nothing.
    let bare = "<!doctype html><html lang=sv><title>x</title><body></body></html>";
    std::fs::write(disk.root().join("bare.html"), bare)?;
    let seen = tampered(&browser, &http, "bare.html").await?;
    assert!(seen.iter().any(|seen| seen.contains("\"number\",\"fixed\"")), "{seen:?}");
    assert!(seen.iter().any(|seen| seen.ends_with("asked for /x.png")), "{seen:?}");
    assert_none(&failures);
    Ok(())
}

/// What the search page has made of a query.
#[derive(Debug, Deserialize)]
struct Asked {
    query: String,
    /// What stands in the field, and the page's title.
    typed: String,
    title: String,
    /// Elements, and elements with an attribute.
    parts: Vec<String>,
}

/// Asks the open search page each query, as its address and some as if they were typed, and says what it
/// shows then. Every parameter and the fragment hold the query too.
const ASK: &str = r"
    const [queries, done] = arguments;
    const field = document.querySelector('#page-query');
    const pause = ms => new Promise(then => setTimeout(then, ms));
    const rest = async () => {
        do await pause(25); while (document.head.querySelector('script:not([type])'));
    };
    const names = [...new Set([...document.querySelectorAll('form[data-index] input')].map(input => input.name))];
    const look = query => {
        const parts = [...document.querySelectorAll('*')].flatMap(({ localName, attributes }) =>
            [localName, ...[...attributes].map(({ name }) => `${localName} ${name}`)]);
        return { query, typed: field.value, title: document.title, parts: [...new Set(parts)].sort() };
    };
    (async () => {
        const asked = [];
        for (const [number, query] of queries.entries()) {
            const parameters = new URLSearchParams([...names, query, 'shown'].map(name => [name, query]));
            history.pushState(null, '', `${location.pathname}?${parameters}#${query}`);
            window.dispatchEvent(new PopStateEvent('popstate'));
            await rest();
            asked.push(look(query));
            // The page waits until somebody has typed to the end.
            if (number % 8) continue;
            field.value = query;
            field.dispatchEvent(new Event('input', { bubbles: true }));
            await pause(200);
            await rest();
            asked.push(look(query));
        }
        return asked;
    })().then(done, error => done(String(error)));
";

async fn ask(browser: &Browser, queries: &[&str]) -> Outcome<Vec<Asked>> {
    let answer = browser.session().execute_async(ASK, vec![json!(queries)]).await?;
    Ok(serde_json::from_value(answer.json().clone())?)
}

/// Opens the search page at an address that holds the query in every place, as somebody would send it.
async fn open(browser: &Browser, place: &Place, query: &str) -> Outcome {
    let mut address = place.address("sok/index.html")?;
    address.query_pairs_mut().append_pair("q", query).append_pair("kommun", query);
    address.query_pairs_mut().append_pair(query, query);
    address.set_fragment(Some(query));
    browser.session().goto("about:blank").await?;
    browser.open(&address).await
}

/// A text without what a title leaves out.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect()
}

/// Says what is wrong with what the search page shows of hostile queries.
async fn searched(browser: &Browser, place: &Place, queries: &[&str]) -> Outcome<Vec<String>> {
    open(browser, place, "bageri").await?;
    browser.requests().await?;
    let usual =
        ask(browser, &["bageri", "xqxqxq zqzqzq", "hjo", "page", "data", "body", ""]).await?;
    let known: std::collections::BTreeSet<_> =
        usual.into_iter().flat_map(|asked| asked.parts).collect();
    let mut faults = Vec::new();
    for asked in ask(browser, queries).await? {
        let alien: Vec<_> = asked.parts.iter().filter(|part| !known.contains(*part)).collect();
        let title = letters(&asked.title).starts_with(&letters(&asked.query));
        if !alien.is_empty() || asked.typed != asked.query || !title {
            faults.push(format!("{:?}: {alien:?}, {}, {}", asked.query, asked.typed, asked.title));
        }
    }
    faults.extend(alive(browser).await?);
    browser.run("document.querySelector('main').append(document.createElement('blink'))").await?;
    let planted = ask(browser, &["bageri"]).await?;
    if planted.iter().all(|asked| asked.parts.iter().all(|part| known.contains(part))) {
        faults.push("an element that no search makes is not seen".to_owned());
    }
    for query in queries.iter().step_by(20) {
        open(browser, place, query).await?;
        let field = browser.session().find(By::Css("#page-query")).await?;
        let typed = field.prop("value").await?.unwrap_or_default();
        if typed != *query {
            faults.push(format!("{query:?} opens {typed:?}"));
        }
        field.send_keys(format!("{query}\u{e007}")).await?;
        tokio::time::sleep(Duration::from_millis(250)).await;
        faults.extend(alive(browser).await?);
    }
    let requests = browser.requests().await?;
    let foreign =
        requests.iter().filter(|asked| asked.contains("evil") && !asked.contains("/sok/"));
    faults.extend(foreign.map(|asked| format!("asked for {asked}")));
    faults
        .extend(browser.console().await?.into_iter().map(|said| format!("in the console: {said}")));
    Ok(faults.into_iter().map(|fault| format!("{}: {fault}", place.name())).collect())
}

#[tokio::test]
async fn g12_a_query_is_only_searched_for() -> Outcome {
    let site = Site::of_the_tests()?;
    let browser = Browser::start(Kind::Chromium).await?;
    let queries: Vec<_> = payloads::all().chain(payloads::UNSEEN.iter().copied()).collect();
    let some: Vec<_> = queries.iter().step_by(6).copied().collect();
    let mut failures = Vec::new();
    for (place, queries) in
        [(Place::http(site.root())?, queries), (Place::disk(site.root())?, some)]
    {
        failures.extend(searched(&browser, &place, &queries).await?);
    }
    assert_none(&failures);
    Ok(())
}
