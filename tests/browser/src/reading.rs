//! How a page reads when its reader changes it: larger text, more space, zoom, the keyboard alone,
//! colours of the system's own, no motion. Each check says in sentences what does not hold.
//!
//! The scripts that look at a page lie in `reading/`.

use serde::Deserialize;
use serde_json::json;
use thirtyfour::Key;
use url::Url;

use crate::Outcome;
use crate::accessibility::{Scheme, emulate, emulate_with, too_wide};
use crate::browser::Browser;

/// Text twice as large, as browsers that zoom only text show it: what is measured in ems grows with
/// it, and the layout does not change with the window (WCAG 2.2, 1.4.4).
pub const LARGE_TEXT: &str = "html { font-size: 200% !important }";

/// The space between lines, paragraphs, letters and words that a text must bear (1.4.12).
pub const SPACED_TEXT: &str = "* { line-height: 1.5 !important; letter-spacing: .12em !important; \
     word-spacing: .16em !important } p { margin-bottom: 2em !important }";

/// Gives the open page a style sheet of its reader's own, instead of the last one.
///
/// # Errors
/// When the browser fails.
pub async fn dress(browser: &Browser, css: &str) -> Outcome {
    let script = format!(
        "const sheet = new CSSStyleSheet(); sheet.replaceSync({}); document.adoptedStyleSheets = [sheet];",
        json!(css)
    );
    browser.run(&script).await?;
    Ok(())
}

async fn look(browser: &Browser, script: &str) -> Outcome<Vec<String>> {
    Ok(serde_json::from_value(browser.run(script).await?)?)
}

/// Says what is cut off, lies over other words, or must be scrolled to in two directions.
///
/// # Errors
/// When the browser fails.
pub async fn cut(browser: &Browser) -> Outcome<Vec<String>> {
    let mut faults = look(browser, include_str!("reading/cut.js")).await?;
    faults.extend(too_wide(browser).await?);
    Ok(faults)
}

/// Says what is cut off when the reader's own style sheet is `css`.
///
/// # Errors
/// When the browser fails.
pub async fn cut_with(browser: &Browser, css: &str) -> Outcome<Vec<String>> {
    dress(browser, css).await?;
    let faults = cut(browser).await;
    dress(browser, "").await?;
    faults
}

/// Says which targets are too small and too near to each other (2.5.8).
///
/// # Errors
/// When the browser fails.
pub async fn small_targets(browser: &Browser) -> Outcome<Vec<String>> {
    look(browser, include_str!("reading/targets.js")).await
}

/// Says which pictures do not have their room before they have come.
///
/// # Errors
/// When the browser fails.
pub async fn shifts(browser: &Browser) -> Outcome<Vec<String>> {
    look(browser, include_str!("reading/shifts.js")).await
}

/// Says what moves although the reader has asked for stillness, as `emulate` does.
///
/// # Errors
/// When the browser fails.
pub async fn motion(browser: &Browser) -> Outcome<Vec<String>> {
    look(browser, include_str!("reading/motion.js")).await
}

/// Says what is lost when the reader's system sets all colours.
///
/// # Errors
/// When the browser is not Chromium.
pub async fn lost_in_forced_colours(browser: &Browser, scheme: Scheme) -> Outcome<Vec<String>> {
    emulate_with(browser, scheme, &[("forced-colors", "active")]).await?;
    let script = concat!(include_str!("reading/colours.js"), include_str!("reading/forced.js"));
    let faults = look(browser, script).await;
    emulate(browser, Scheme::Light, "screen").await?;
    faults
}

/// What has the focus.
#[derive(Deserialize)]
struct Stop {
    /// How many things of the page can have it.
    all: usize,
    /// Which of them has it, if one does.
    at: i64,
    name: Option<String>,
    faults: Vec<String>,
}

/// Presses Tab through the open page from its beginning, and says at which stops the focus does not
/// show, what comes in another order than it stands, and what is never reached.
///
/// # Errors
/// When the browser fails.
pub async fn stops(browser: &Browser) -> Outcome<Vec<String>> {
    let script = concat!(include_str!("reading/colours.js"), include_str!("reading/stop.js"));
    let mut faults = Vec::new();
    let (mut reached, mut last) = (0, -1);
    loop {
        browser.press(Key::Tab).await?;
        let stop: Stop = serde_json::from_value(browser.run(script).await?)?;
        let Some(name) = stop.name else {
            if reached < stop.all {
                faults.push(format!("the Tab key reaches {reached} of {} stops", stop.all));
            }
            return Ok(faults);
        };
        reached += 1;
        faults.extend(stop.faults.iter().map(|fault| format!("{name}: {fault}")));
        if stop.at <= last || reached > stop.all {
            faults.push(format!("{name}: the Tab key comes here out of order"));
            return Ok(faults);
        }
        last = stop.at;
    }
}

/// Whether a page may run scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    /// As usual.
    On,
    /// As a careful reader has it, or where a script did not come through.
    Off,
}

/// Opens the page at `address` with scripts on or off, and says what its main part shows.
///
/// # Errors
/// When the browser is not Chromium.
pub async fn shown(browser: &Browser, address: &Url, scripts: Scripts) -> Outcome<String> {
    let parameters = json!({ "value": scripts == Scripts::Off });
    browser.developer_tools("Emulation.setScriptExecutionDisabled", parameters).await?;
    // Nothing can be waited for where nothing runs.
    browser.session().goto(address.as_str()).await?;
    let shown = browser.run("return document.querySelector('main').innerText").await?;
    browser
        .developer_tools("Emulation.setScriptExecutionDisabled", json!({ "value": false }))
        .await?;
    Ok(shown.as_str().unwrap_or_default().trim().to_owned())
}

/// Says what the page at `address` does not show when no script may run.
///
/// # Errors
/// When the browser is not Chromium.
pub async fn lost_without_script(browser: &Browser, address: &Url) -> Outcome<Vec<String>> {
    let without = shown(browser, address, Scripts::Off).await?;
    let with = shown(browser, address, Scripts::On).await?;
    if without.is_empty() {
        return Ok(vec!["shows nothing without scripts".to_owned()]);
    }
    let lost = with.lines().find(|line| !without.lines().any(|other| other == *line));
    Ok(lost.map(|line| format!("does not show “{line}” without scripts")).into_iter().collect())
}

/// Presses Tab until something has the focus whose words or name are `words`; false when nothing on
/// the page has them.
///
/// # Errors
/// When the browser fails.
pub async fn tab_to(browser: &Browser, words: &str) -> Outcome<bool> {
    for _ in 0..200 {
        browser.press(Key::Tab).await?;
        let focused = browser.run(WORDS).await?;
        if focused == words {
            return Ok(true);
        }
        if focused.is_null() {
            return Ok(false);
        }
    }
    Ok(false)
}

const WORDS: &str = r"
    const focused = document.activeElement;
    if (focused === null || focused === document.body || focused === document.documentElement) return null;
    const label = focused.labels?.[0]?.textContent;
    const words = focused.getAttribute('aria-label') ?? label ?? focused.textContent;
    return words.trim().replace(/\s+/g, ' ');
";
