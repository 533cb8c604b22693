//! A headless browser that tells what its pages say and fetch.
//!
//! Chromium has logs for both. Firefox has none in WebDriver, so its own message store is read
//! (scripts that fail, what the security policy blocked), its standard output (`console.log` and
//! its like), and a watcher of its network is installed. WebKit has neither; what its pages show and
//! hold is looked at all the same.

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use http::Method;
use serde_json::{Value, json};
use thirtyfour::common::command::{Command, ExtensionCommand};
use thirtyfour::prelude::*;
use url::Url;

use crate::accessibility::{Scheme, emulate};
use crate::driver::Driver;
use crate::screen::Screen;
use crate::{Outcome, tools};

/// Which browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Chromium, or Chrome.
    Chromium,
    /// Firefox, or its extended support release.
    Firefox,
    /// WebKitGTK's own small browser, which is near to Safari. `WebDriver` is all there is to steer it:
    /// it tells neither what its console says nor what it asks for.
    WebKit,
}

/// Whether two files on disk are strangers to each other, as a person's browser has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileOrigin {
    /// As a person's browser has it.
    Strict,
    /// As geckodriver starts Firefox by itself: `fetch`, modules and workers seem to work from
    /// disk. Only to prove that the difference is seen.
    Relaxed,
}

/// A running browser, closed when dropped.
pub struct Browser {
    kind: Kind,
    session: WebDriver,
    driver: Driver,
    marks: Cell<u32>,
    // Outlives the driver, which closes its window.
    _screen: Option<Screen>,
}

impl Browser {
    /// Starts a browser as a person would have it.
    ///
    /// # Errors
    /// When it is not installed or does not start.
    pub async fn start(kind: Kind) -> Outcome<Self> {
        Self::start_with(kind, FileOrigin::Strict).await
    }

    /// Starts a browser; only Firefox can be relaxed about files.
    ///
    /// # Errors
    /// When it is not installed or does not start.
    pub async fn start_with(kind: Kind, origin: FileOrigin) -> Outcome<Self> {
        let screen = (kind == Kind::WebKit).then(Screen::start).transpose()?;
        let (mut driver, capabilities) = match (kind, &screen) {
            (Kind::Firefox, _) => firefox(origin)?,
            (_, Some(screen)) => webkit(screen)?,
            _ => chromium()?,
        };
        let session = WebDriver::new(driver.address(), capabilities).await?;
        driver.serves(session.session_id().to_string());
        session.set_page_load_timeout(Duration::from_secs(30)).await?;
        session.set_script_timeout(Duration::from_secs(60)).await?;
        let browser = Self { kind, session, driver, marks: Cell::new(0), _screen: screen };
        if kind == Kind::Firefox {
            browser.inside(WATCH_NETWORK).await?;
        }
        Ok(browser)
    }

    /// Which browser this is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The WebDriver session, for what this type has no method for.
    #[must_use]
    pub fn session(&self) -> &WebDriver {
        &self.session
    }

    /// Opens a page and waits until it is at rest.
    ///
    /// # Errors
    /// When the browser does not get there.
    pub async fn open(&self, address: &Url) -> Outcome {
        self.session.goto(address.as_str()).await?;
        self.settle().await
    }

    /// Waits until the page's pictures and fonts are there, its scripts are quiet, and nothing
    /// fades or moves any more.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn settle(&self) -> Outcome {
        self.session.execute_async(SETTLE, Vec::new()).await?;
        Ok(())
    }

    /// Runs a script in the page, which the page's own security policy does not concern.
    ///
    /// # Errors
    /// When the script fails.
    pub async fn run(&self, script: &str) -> Outcome<Value> {
        Ok(self.session.execute(script, Vec::new()).await?.json().clone())
    }

    /// Everything in the console since the last call: messages of any level, errors, and what
    /// the security policy blocked.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn console(&self) -> Outcome<Vec<String>> {
        match self.kind {
            Kind::Chromium => {
                let log = self.session.browser_log().await?;
                Ok(log.into_iter().map(|e| format!("{} {}", e.level, e.message)).collect())
            }
            Kind::Firefox => {
                let mut messages: Vec<String> =
                    serde_json::from_value(self.inside(TAKE_MESSAGES).await?)?;
                messages.extend(self.printed().await?);
                Ok(messages)
            }
            Kind::WebKit => Ok(Vec::new()),
        }
    }

    /// What the page said with `console.log` and its like in Firefox, which is printed there:
    /// the lines between the last mark and one that is set now.
    async fn printed(&self) -> Outcome<Vec<String>> {
        let before = self.marks.get();
        self.marks.set(before + 1);
        let [from, to] = [before, before + 1].map(mark);
        // What a page says in the moment in which it is loaded anew is never printed: the mark is
        // set again then.
        for _ in 0..10 {
            self.run(&format!("console.info('{MARK} {}.')", before + 1)).await?;
            if let Some(said) = self.printed_until(&to).await? {
                return Ok(between_marks(&said, &from));
            }
        }
        Err("Firefox does not print what its console says".into())
    }

    /// All that was printed before `mark`, unless it does not come within a second.
    async fn printed_until(&self, mark: &str) -> Outcome<Option<String>> {
        for _ in 0..50 {
            let output = self.driver.output()?;
            if let Some((said, _)) = output.split_once(mark) {
                return Ok(Some(said.to_owned()));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(None)
    }

    /// The addresses that the browser asked for on behalf of pages since the last call, not
    /// those of its own parts. Firefox tells only those of the network, Chromium also those on
    /// disk.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn requests(&self) -> Outcome<Vec<String>> {
        match self.kind {
            Kind::Chromium => {
                let log = self.session.get_log("performance").await?;
                let mut requests = Vec::new();
                for entry in log {
                    let event: Value = serde_json::from_str(&entry.message)?;
                    if event["message"]["method"] == "Network.requestWillBeSent"
                        && let Some(address) = event["message"]["params"]["request"]["url"].as_str()
                        && !address.starts_with("chrome")
                    {
                        requests.push(address.to_owned());
                    }
                }
                Ok(requests)
            }
            Kind::Firefox => Ok(serde_json::from_value(self.inside(TAKE_REQUESTS).await?)?),
            Kind::WebKit => Ok(Vec::new()),
        }
    }

    /// Presses keys, as a person would, wherever the focus is.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn press(&self, key: Key) -> Outcome {
        Ok(self.session.action_chain().send_keys(key).perform().await?)
    }

    /// Sends a command of Chromium's developer tools.
    ///
    /// # Errors
    /// When Chromium refuses it, or this is Firefox.
    pub async fn developer_tools(&self, command: &str, parameters: Value) -> Outcome<Value> {
        Ok(self.session.cdp().send_raw(command, parameters).await?)
    }

    /// Says which colours the reader's system asks for, from the next page on.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn prefer(&self, scheme: Scheme) -> Outcome {
        match self.kind {
            Kind::Chromium => emulate(self, scheme, "screen").await,
            Kind::Firefox => {
                let number = u8::from(scheme == Scheme::Light);
                let set = format!("Services.prefs.setIntPref('{FIREFOX_SCHEME}', {number});");
                self.inside(&set).await.map(drop)
            }
            Kind::WebKit => Err("WebKit's colours cannot be chosen from outside".into()),
        }
    }

    /// Runs a script with the rights of Firefox itself.
    async fn inside(&self, script: &str) -> Outcome<Value> {
        self.session.cmd(Command::ExtensionCommand(Box::new(Context("chrome")))).await?;
        let answer = self.run(script).await;
        self.session.cmd(Command::ExtensionCommand(Box::new(Context("content")))).await?;
        answer
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The session waits for its runtime, which waits for this: the driver ends it instead.
        let _ = self.session.clone().leak();
    }
}

/// 0 is dark, 1 is light.
const FIREFOX_SCHEME: &str = "layout.css.prefers-color-scheme.content-override";

/// Where Firefox runs the scripts that follow: in the page or in itself.
#[derive(Debug)]
struct Context(&'static str);

impl ExtensionCommand for Context {
    fn parameters_json(&self) -> Option<Value> {
        Some(json!({ "context": self.0 }))
    }

    fn method(&self) -> Method {
        Method::POST
    }

    fn endpoint(&self) -> Arc<str> {
        "/moz/context".into()
    }
}

fn chromium() -> Outcome<(Driver, Capabilities)> {
    let binary = tools::program(&["chromium", "chromium-browser", "google-chrome"])?;
    let driver = Driver::start(&tools::program(&["chromedriver"])?, &["--port=0"])?;
    let mut capabilities = Capabilities::from(DesiredCapabilities::chrome());
    capabilities.set("goog:loggingPrefs", json!({ "browser": "ALL", "performance": "ALL" }))?;
    let profile = format!("--user-data-dir={}", driver.folder().join("profile").display());
    let arguments = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--no-proxy-server",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--force-color-profile=srgb",
        "--window-size=1280,900",
        &profile,
    ];
    capabilities
        .set("goog:chromeOptions", json!({ "binary": binary, "args": arguments }))
        .map(|()| (driver, capabilities))
        .map_err(Into::into)
}

fn firefox(origin: FileOrigin) -> Outcome<(Driver, Capabilities)> {
    let binary = tools::program(&["firefox-esr", "firefox"])?;
    let arguments = ["--port", "0", "--allow-system-access"];
    let driver = Driver::start(&tools::program(&["geckodriver"])?, &arguments)?;
    let mut capabilities = Capabilities::from(DesiredCapabilities::firefox());
    let preferences = json!({
        "security.fileuri.strict_origin_policy": origin == FileOrigin::Strict,
        "devtools.console.stdout.content": true,
        "devtools.console.stdout.chrome": false,
        "browser.backup.enabled": false,
        "network.proxy.type": 0,
        "messaging-system.rsexperimentloader.enabled": false,
        "app.normandy.enabled": false,
        "browser.region.network.url": "",
    });
    let options = json!({
        "binary": binary,
        "args": ["-headless", "--width=1280", "--height=900"],
        "prefs": preferences,
    });
    capabilities.set("moz:firefoxOptions", options)?;
    Ok((driver, capabilities))
}

fn webkit(screen: &Screen) -> Outcome<(Driver, Capabilities)> {
    let driver = Driver::start_on(screen, &tools::program(&["WebKitWebDriver"])?)?;
    let mut capabilities = Capabilities::new();
    capabilities.set("webkitgtk:browserOptions", json!({ "args": ["--automation"] }))?;
    Ok((driver, capabilities))
}

/// What tells one reading of the console from the next in what Firefox prints.
const MARK: &str = "forebild";

/// How the mark of this number is printed.
fn mark(number: u32) -> String {
    format!("console.info: \"{MARK} {number}.\"")
}

/// What pages said after the mark `from`, which may have been set more than once.
fn between_marks(printed: &str, from: &str) -> Vec<String> {
    let said = printed.split_once(from).map_or(printed, |(_, said)| said);
    let lines = said.lines().filter(|line| is_console_line(line) && !line.starts_with(from));
    lines.map(str::to_owned).collect()
}

/// Whether a printed line is what a page said with `console.log` or its like. A text is printed in
/// quotes and any other value as code; a part of Firefox itself begins with its name:
/// `console.warn: BackupService: "…"`.
fn is_console_line(line: &str) -> bool {
    let Some((method, said)) = line.strip_prefix("console.").and_then(|it| it.split_once(": "))
    else {
        return false;
    };
    let name = said.split_once(": ").map(|(name, _)| name);
    method.chars().all(char::is_alphanumeric)
        && !name.is_some_and(|name| name.chars().all(char::is_alphanumeric))
}

/// Loads lazy pictures too, waits for all of them, the fonts and the ends of animations, five
/// seconds at most, and gives scripts that start late a moment to fail.
const SETTLE: &str = r"
    const done = arguments[arguments.length - 1];
    const pictures = [...document.images].map(image => {
        image.loading = 'eager';
        return image.complete ? null : new Promise(settled => {
            image.addEventListener('load', settled);
            image.addEventListener('error', settled);
        });
    });
    const late = new Promise(settled => setTimeout(settled, 5000));
    const moment = () => new Promise(settled => setTimeout(settled, 60));
    const rest = () => Promise.all(document.getAnimations()
        .filter(animation => animation.effect.getComputedTiming().endTime !== Infinity)
        .map(animation => animation.finished.catch(() => null)));
    Promise.race([Promise.all([...pictures, document.fonts.ready]).then(moment).then(rest), late])
        .then(() => done(null));
";

/// Remembers every request of a page, from the moment it is made.
const WATCH_NETWORK: &str = r"
    const asked = [];
    const watcher = {
        asked,
        observe(subject) {
            const channel = subject.QueryInterface(Ci.nsIHttpChannel);
            const about = channel.loadInfo;
            const page = about.externalContentPolicyType === Ci.nsIContentPolicy.TYPE_DOCUMENT;
            if (page || !about.loadingPrincipal?.isSystemPrincipal) asked.push(channel.URI.spec);
        },
    };
    Services.obs.addObserver(watcher, 'http-on-opening-request');
    window.forebildWatcher = watcher;
    return null;
";

const TAKE_REQUESTS: &str = "return window.forebildWatcher.asked.splice(0);";

/// The messages of pages, without those of Firefox itself, and without those of the style sheet
/// reader: a declaration that a browser does not know yet is how style sheets get better.
const TAKE_MESSAGES: &str = r"
    const own = /^(chrome|resource|moz-extension|about|jar):/;
    const messages = Services.console.getMessageArray()
        .filter(message => message instanceof Ci.nsIScriptError)
        .filter(message => !own.test(message.sourceName) && message.category !== 'CSS Parser')
        .filter(message => !/^(chrome|component|xpconnect) javascript$/i.test(message.category))
        .map(message => `${message.category}: ${message.errorMessage} (${message.sourceName})`);
    Services.console.reset();
    return messages;
";

#[cfg(test)]
mod tests {
    use super::{between_marks, is_console_line, mark};

    #[test]
    fn what_a_page_says_is_told_from_what_firefox_says() {
        for (line, expected) in [
            ("console.log: \"hej\"", true),
            ("console.error: \"fel: hej\"", true),
            ("console.log: 1 true", true),
            ("console.log: ({a:1, b:\"x: y\"})", true),
            ("console.warn: BackupService: \"no folder\"", false),
            ("console.error: RSLoader: ", false),
            ("JavaScript error: file:///a.js, line 1: Error: x", false),
            ("1795477364476\tMarionette\tINFO\tconsole.log: 1", false),
        ] {
            assert_eq!(is_console_line(line), expected, "{line}");
        }
    }

    #[test]
    fn a_mark_that_was_set_twice_is_not_taken_for_what_a_page_said() {
        let [first, second] = [1, 2].map(mark);
        let printed = format!(
            "console.log: \"f\u{f6}re\"\n{first}\nconsole.log: 1\n{first}\nconsole.log: 2\n"
        );
        assert_eq!(between_marks(&printed, &first), ["console.log: 1", "console.log: 2"]);
        assert_eq!(between_marks(&printed, &second).len(), 5);
    }
}
