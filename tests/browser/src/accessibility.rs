//! Barriers that a program can find: axe-core, both colour schemes, narrow screens.

use serde::Deserialize;
use serde_json::json;

use crate::Outcome;
use crate::browser::Browser;

/// What the reader's system asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark text on light.
    Light,
    /// Light text on dark.
    Dark,
}

/// Makes Chromium ask for a colour scheme and a medium (`screen` or `print`).
///
/// # Errors
/// When the browser is not Chromium.
pub async fn emulate(browser: &Browser, scheme: Scheme, medium: &str) -> Outcome {
    set_media(browser, scheme, medium, &[]).await
}

/// Makes Chromium ask for a colour scheme on a screen and for more, as `("forced-colors", "active")`.
///
/// # Errors
/// When the browser is not Chromium.
pub async fn emulate_with(browser: &Browser, scheme: Scheme, features: &[(&str, &str)]) -> Outcome {
    set_media(browser, scheme, "screen", features).await
}

async fn set_media(
    browser: &Browser,
    scheme: Scheme,
    medium: &str,
    more: &[(&str, &str)],
) -> Outcome {
    let scheme = match scheme {
        Scheme::Light => "light",
        Scheme::Dark => "dark",
    };
    // Without motion, so that colours are looked at where they end and not on their way there.
    let always = [("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")];
    let features: Vec<_> = always
        .iter()
        .chain(more)
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect();
    let parameters = json!({ "media": medium, "features": features });
    browser.developer_tools("Emulation.setEmulatedMedia", parameters).await?;
    browser.settle().await
}

/// Makes Chromium's window this large.
///
/// # Errors
/// When the browser is not Chromium.
pub async fn resize(browser: &Browser, width: u32, height: u32) -> Outcome {
    let parameters =
        json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    browser.developer_tools("Emulation.setDeviceMetricsOverride", parameters).await?;
    Ok(())
}

#[derive(Deserialize)]
struct Violation {
    id: String,
    help: String,
    places: Vec<String>,
}

/// Says which barriers axe-core, whose source is `axe`, finds in the page that is open: all its rules
/// for WCAG 2.2 at level AA, also those that it leaves out by itself, and for best practice.
///
/// # Errors
/// When the browser fails.
pub async fn barriers(browser: &Browser, axe: &str) -> Outcome<Vec<String>> {
    // A page keeps it until it is left.
    if browser.run("return typeof axe").await? != "object" {
        browser.run(&format!("{axe}; window.axe = axe;")).await?;
    }
    let found = browser.session().execute_async(RUN_AXE, Vec::new()).await?;
    let violations: Vec<Violation> = found.convert()?;
    let sentences = violations.into_iter().map(|violation| {
        let Violation { id, help, places } = violation;
        format!("{id}: {help}: {}", places.join(" | "))
    });
    Ok(sentences.collect())
}

const RUN_AXE: &str = r"
    const done = arguments[arguments.length - 1];
    // Rules of WCAG 2.2 are off unless they are named.
    const rules = Object.fromEntries(axe.getRules(['wcag22aa']).map(rule => [rule.ruleId, { enabled: true }]));
    axe.run(document, { resultTypes: ['violations'], rules }).then(
        result => done(result.violations.map(violation => ({
            id: violation.id,
            help: violation.help,
            places: violation.nodes.slice(0, 5).map(node => {
                const why = [...node.any, ...node.all, ...node.none].map(check => check.message);
                return `${node.target.join(' ')} (${why.join('; ')})`;
            }),
        }))),
        error => done([{ id: 'axe', help: String(error), places: [] }]),
    );
";

/// Says what sticks out to the right, so that a reader must scroll in two directions.
///
/// # Errors
/// When the browser fails.
pub async fn too_wide(browser: &Browser) -> Outcome<Vec<String>> {
    Ok(serde_json::from_value(browser.run(FIND_WIDE).await?)?)
}

const FIND_WIDE: &str = r"
    const page = document.documentElement;
    if (page.scrollWidth <= page.clientWidth) return [];
    const wide = [...document.body.querySelectorAll('*')]
        .filter(element => element.getBoundingClientRect().right > page.clientWidth + 1
            || (element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1))
        .filter(element => {
            // What scrolls within a box of its own is fine.
            for (let box = element; box; box = box.parentElement) {
                if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(box).overflowX)
                    && box !== document.body && box !== page) return false;
            }
            return true;
        })
        .filter((element, _, all) => !all.some(other => other !== element && element.contains(other)))
        .slice(0, 5)
        .map(element => `${element.localName}.${element.getAttribute('class') ?? ''}`);
    return [`${page.scrollWidth} pixels wide in a window of ${page.clientWidth}: ${wide.join(', ')}`];
";
