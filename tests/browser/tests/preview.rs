//! The live preview of the starter site in both browsers: what an open page shows when the site
//! changes under it, has faults, or loses its server.

#![expect(clippy::disallowed_methods, reason = "edge: tests read the built site")]

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use forebild::diagnostic::Tongue;
use forebild::serve::http::{News, Pages, Settings, bind, serve};
use forebild_browser_tests::accessibility::{self, Scheme};
use forebild_browser_tests::browser::{Browser, Kind};
use forebild_browser_tests::site::Site;
use forebild_browser_tests::{Outcome, assert_none, tools};
use serde_json::Value;
use thirtyfour::prelude::*;
use tokio::sync::{oneshot, watch};
use url::Url;

const HOME: &str = "index.html";
const REPORT: &str = "fel[F203]: fältet `rubrik` saknas\n --> content/stories/kafe.md:1\n  |\n1 | ---\n  | ^^^\n  = hjälp: skriv till exempel\n\n        title: Ett kafé som anställer, med en rad som är så lång att den inte får plats i ett smalt fönster\n";

/// What is no fault in the console: that Firefox was asked early where things stand, and that a style
/// sheet was gone before it could be fetched, since the next one had come.
const EXPECTED: [&str; 2] = ["Layout was forced", "style-00000001.css"];

/// The built site in memory, where tests change it.
#[derive(Default)]
struct Built(Mutex<BTreeMap<String, Vec<u8>>>);

impl Pages for Built {
    fn get(&self, path: &str) -> Option<Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }
}

impl Built {
    fn read(site: &Site) -> Outcome<Self> {
        let mut files = BTreeMap::new();
        let mut folders = vec![site.root().to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(site.root())?.to_string_lossy().replace('\\', "/");
                    files.insert(name, std::fs::read(&path)?);
                }
            }
        }
        Ok(Self(Mutex::new(files)))
    }

    fn change(&self, path: &str, from: &str, to: &str) -> Outcome {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let file = files.get_mut(path).ok_or(format!("there is no {path}"))?;
        let text = String::from_utf8(std::mem::take(file))?;
        let changed = text.replacen(from, to, 1);
        let is_other = changed != text;
        *file = changed.into_bytes();
        if is_other { Ok(()) } else { Err(format!("{path} does not hold {from}").into()) }
    }

    /// Gives the theme's style sheet a rule more, and the name that goes with it, on every page.
    fn restyle(&self, hash: &str, rule: &str) {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let old = files.keys().find(|name| name.starts_with("assets/style-")).cloned();
        let Some(old) = old else { return };
        let new = format!("assets/style-{hash}.css");
        let mut style = files.remove(&old).unwrap_or_default();
        style.extend(rule.as_bytes());
        files.insert(new.clone(), style);
        for (_, page) in files.iter_mut().filter(|(name, _)| name.ends_with(".html")) {
            *page = String::from_utf8_lossy(page).replace(&old, &new).into_bytes();
        }
    }
}

/// The preview, which can be stopped and started again at the same address.
struct Preview {
    built: Arc<Built>,
    port: u16,
    news: watch::Sender<News>,
    running: Option<(oneshot::Sender<()>, JoinHandle<std::io::Result<()>>)>,
}

impl Preview {
    fn start(site: &Site) -> Outcome<Self> {
        let built = Arc::new(Built::read(site)?);
        let mut preview =
            Self { built, port: 0, news: watch::Sender::new(News::default()), running: None };
        preview.run()?;
        Ok(preview)
    }

    fn run(&mut self) -> Outcome {
        let host = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let settings = Settings { host, port: self.port, tongue: Tongue::Sv };
        let listener = bind(&settings)?;
        self.port = listener.local_addr()?.port();
        let pages: Arc<dyn Pages> = Arc::<Built>::clone(&self.built);
        let (stop, stopped) = oneshot::channel();
        let news = self.news.subscribe();
        let thread = std::thread::spawn(move || {
            serve(listener, &settings, pages, news, async { drop(stopped.await) })
        });
        self.running = Some((stop, thread));
        Ok(())
    }

    fn stop(&mut self) -> Outcome {
        if let Some((stop, thread)) = self.running.take() {
            drop(stop);
            thread.join().map_err(|_| "the server failed")??;
        }
        Ok(())
    }

    fn tell(&self, errors: usize, report: &str) {
        self.news.send_modify(|news| {
            news.number += 1;
            news.errors = errors;
            report.clone_into(&mut news.report);
        });
    }

    fn address(&self, path: &str) -> Outcome<Url> {
        Ok(Url::parse(&format!("http://127.0.0.1:{}/{path}", self.port))?)
    }
}

/// Someone who writes, with a page of the preview open, and what did not go as it should.
struct Writer<'a> {
    browser: &'a Browser,
    preview: &'a mut Preview,
    faults: Vec<String>,
}

impl Writer<'_> {
    async fn open(&self, path: &str) -> Outcome {
        self.browser.open(&self.preview.address(path)?).await?;
        self.browser.run("window.isSame = true").await?;
        Ok(())
    }

    /// Whether `condition` becomes true within five seconds.
    async fn becomes(&mut self, what: &str, condition: &str) -> Outcome {
        let script = format!("return !!({condition})");
        for _ in 0..50 {
            // A page that is being loaded cannot answer.
            if matches!(self.browser.run(&script).await, Ok(Value::Bool(true))) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let state = self.browser.run(STATE).await?;
        self.faults.push(format!("{:?}: not within 5 s: {what}: {state}", self.browser.kind()));
        Ok(())
    }

    /// Whether `condition` stays true for a second.
    async fn stays(&mut self, what: &str, condition: &str) -> Outcome {
        tokio::time::sleep(Duration::from_secs(1)).await;
        self.becomes(what, condition).await
    }

    async fn quiet(&mut self, when: &str) -> Outcome {
        let said = self.browser.console().await.map_err(|error| format!("{when}: {error}"))?;
        let unexpected =
            said.into_iter().filter(|said| !EXPECTED.iter().any(|it| said.contains(it)));
        let kind = self.browser.kind();
        self.faults.extend(
            unexpected.map(|said| format!("{kind:?}: in the console after {when}: {said}")),
        );
        Ok(())
    }
}

/// The elements that the preview puts over the page.
const OVER: &str = "document.querySelector('forebild-preview')?.shadowRoot";

const STATE: &str = "return [location.href, document.title, window.isSame, scrollY,
    document.documentElement.scrollHeight,
    document.querySelector('forebild-preview')?.shadowRoot.innerHTML]";

/// A text that is loaded anew leaves the reader where they were; that of another page does not
/// touch this one.
async fn edits(writer: &mut Writer<'_>) -> Outcome {
    let story = "en/municipalities/boras/index.html";
    writer.open(HOME).await?;
    writer.browser.run("scrollTo(0, 700)").await?;
    writer.becomes("scrolled", "scrollY === 700").await?;
    tokio::time::sleep(Duration::from_millis(300)).await;
    writer.preview.built.change(story, "<title>", "<title>Ny ")?;
    writer.preview.tell(0, "");
    writer.stays("another page changes nothing", "window.isSame && scrollY === 700").await?;
    writer.preview.built.change(HOME, "<title>", "<title>Ny ")?;
    writer.preview.tell(0, "");
    let there = "document.title.startsWith('Ny ') && !window.isSame && scrollY === 700";
    writer.becomes("loaded anew where it was", there).await?;
    writer.quiet("an edit").await
}

/// An open search is still open after its page was loaded anew.
async fn search(writer: &mut Writer<'_>) -> Outcome {
    writer.open("sok/?q=arbete").await?;
    let hits = "document.querySelectorAll('[data-hits] h3').length > 4";
    writer.becomes("hits", hits).await?;
    writer.browser.run("scrollTo(0, 500)").await?;
    tokio::time::sleep(Duration::from_millis(300)).await;
    writer.preview.built.change("sok/index.html", "<main ", "<main data-new ")?;
    writer.preview.tell(0, "");
    let there = format!(
        "document.querySelector('[data-new]') && !window.isSame && {hits} && scrollY === 500 &&
         document.querySelector('#page-query').value === 'arbete'"
    );
    writer.becomes("the same search, where it was", &there).await?;
    writer.quiet("a search").await
}

/// A style comes without the page being loaded, and the old one goes.
async fn style(writer: &mut Writer<'_>) -> Outcome {
    writer.open(HOME).await?;
    writer.browser.run("scrollTo(0, 600)").await?;
    writer.preview.built.restyle("00000001", "body{outline:3px solid red}");
    writer.preview.tell(0, "");
    writer.preview.built.restyle("00000002", "body{outline:4px solid red}");
    writer.preview.tell(0, "");
    let there = "getComputedStyle(document.body).outlineWidth === '4px' && window.isSame &&
         scrollY === 600 && document.querySelectorAll('link[href*=\"assets/style-\"]').length === 1";
    writer.becomes("the new style alone, in the same page", there).await?;
    writer.stays("the page stays", "window.isSame").await?;
    writer.quiet("a style").await
}

/// Faults lie over the page, which can be used underneath; they can be hidden, and go when mended.
async fn problems(writer: &mut Writer<'_>) -> Outcome {
    let seen = format!("!{OVER}.querySelector('section').hidden");
    let hidden = format!("{OVER}.querySelector('section').hidden");
    let is_drawn = format!("{OVER}.querySelector('section').getBoundingClientRect().height > 100");
    writer.open(HOME).await?;
    writer.preview.tell(2, REPORT);
    let text = format!(
        "{OVER}.querySelector('h2').textContent === '2 fel att rätta' &&
         {OVER}.querySelector('pre').textContent === {} && {seen} && {is_drawn} && window.isSame",
        Value::String(REPORT.to_owned())
    );
    writer.becomes("the faults over the page", &text).await?;
    writer.browser.run("document.querySelector('a.brand').focus()").await?;
    writer.becomes("the page in use", "document.activeElement.matches('a.brand')").await?;
    writer.browser.press(Key::Escape).await?;
    writer.becomes("hidden with Escape", &hidden).await?;
    writer.preview.tell(1, "fel: ett annat");
    writer.becomes("other faults over the page", &seen).await?;
    writer.browser.run(&format!("{OVER}.querySelector('button').focus()")).await?;
    writer.browser.press(Key::Enter).await?;
    writer.becomes("hidden with its button", &hidden).await?;
    writer.preview.tell(0, "");
    writer.preview.tell(2, REPORT);
    writer.becomes("the faults again", &seen).await?;
    writer.preview.tell(0, "");
    writer.becomes("gone when mended", &hidden).await?;
    writer.stays("the same page", "window.isSame").await?;
    writer.quiet("problems").await
}

/// A lost server says so after a while, and the page comes back with it, changed or not.
async fn restart(writer: &mut Writer<'_>) -> Outcome {
    let seen = format!("!{OVER}.querySelector('.lost').hidden");
    let hidden = format!("{OVER}.querySelector('.lost').hidden");
    writer.open(HOME).await?;
    writer.preview.stop()?;
    let text =
        format!("{seen} && {OVER}.querySelector('.lost').textContent.includes('svarar inte')");
    writer.becomes("the server is lost", &text).await?;
    writer.preview.run()?;
    writer.becomes("the server is back", &hidden).await?;
    writer.stays("the same page", "window.isSame").await?;
    writer.preview.stop()?;
    writer.becomes("the server is lost again", &seen).await?;
    writer.preview.built.change(HOME, "<title>", "<title>Nyare ")?;
    writer.preview.run()?;
    writer.becomes("the changed page", "document.title.startsWith('Nyare ')").await?;
    writer.browser.console().await?;
    Ok(())
}

/// More pages can be open than a browser keeps connections to a server.
async fn many_pages(writer: &mut Writer<'_>) -> Outcome {
    let session = writer.browser.session();
    let first = session.window().await?;
    let mut others = Vec::new();
    for _ in 0..9 {
        let tab = session.new_tab().await?;
        session.switch_to_window(tab.clone()).await?;
        others.push(tab);
        writer.open(HOME).await?;
    }
    writer.preview.built.change(HOME, "<title>", "<title>Nyast ")?;
    writer.preview.tell(0, "");
    writer.becomes("the last of ten pages", "document.title.startsWith('Nyast ')").await?;
    for tab in &others {
        session.switch_to_window(tab.clone()).await?;
        writer.becomes("each when it is seen", "document.title.startsWith('Nyast ')").await?;
    }
    writer.quiet("many pages").await?;
    // Firefox stops the scripts of a page that is closed by force, and complains of that.
    for tab in others {
        session.switch_to_window(tab).await?;
        session.close_window().await?;
    }
    session.switch_to_window(first).await?;
    writer.browser.console().await?;
    Ok(())
}

async fn all(kind: Kind) -> Outcome {
    let mut preview = Preview::start(&Site::of_the_tests()?)?;
    let browser = Browser::start(kind).await?;
    let mut writer = Writer { browser: &browser, preview: &mut preview, faults: Vec::new() };
    edits(&mut writer).await?;
    search(&mut writer).await?;
    style(&mut writer).await?;
    problems(&mut writer).await?;
    restart(&mut writer).await?;
    many_pages(&mut writer).await?;
    assert_none(&writer.faults);
    preview.stop()
}

#[tokio::test]
async fn in_chromium_an_open_page_follows_the_site() -> Outcome {
    all(Kind::Chromium).await
}

#[tokio::test]
async fn in_firefox_an_open_page_follows_the_site() -> Outcome {
    all(Kind::Firefox).await
}

/// What lies over the page has no barriers, fits a telephone, and is not printed.
#[tokio::test]
async fn what_the_preview_shows_has_no_barriers() -> Outcome {
    let mut preview = Preview::start(&Site::of_the_tests()?)?;
    let browser = Browser::start(Kind::Chromium).await?;
    let axe = tools::axe()?;
    let mut writer = Writer { browser: &browser, preview: &mut preview, faults: Vec::new() };
    writer.open(HOME).await?;
    writer.preview.tell(2, REPORT);
    let seen = format!("{OVER}.querySelector('section').getBoundingClientRect().height > 100");
    writer.becomes("the faults over the page", &seen).await?;
    for lost in [false, true] {
        if lost {
            writer.preview.stop()?;
            let seen = format!("!{OVER}.querySelector('.lost').hidden");
            writer.becomes("the server is lost", &seen).await?;
        }
        for scheme in [Scheme::Light, Scheme::Dark] {
            accessibility::emulate(&browser, scheme, "screen").await?;
            let found = accessibility::barriers(&browser, &axe).await?;
            writer.faults.extend(found.iter().map(|said| format!("{scheme:?}: {said}")));
        }
        accessibility::resize(&browser, 320, 700).await?;
        let fits = format!(
            "[...{OVER}.querySelectorAll('*')].every(part => part.scrollWidth <= innerWidth) &&
             {OVER}.querySelector('section').getBoundingClientRect().top > 200"
        );
        writer.becomes("it fits a telephone", &fits).await?;
        accessibility::resize(&browser, 1280, 900).await?;
    }
    accessibility::emulate(&browser, Scheme::Light, "print").await?;
    let gone = format!("getComputedStyle({OVER}.host).display === 'none'");
    writer.becomes("it is not printed", &gone).await?;
    assert_none(&writer.faults);
    Ok(())
}
