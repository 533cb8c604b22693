//! Every fault that the checks of the site look for is planted here once, in both browsers, over
//! http and from disk: a check that cannot fail proves nothing.

#![expect(clippy::disallowed_methods, reason = "edge: tests write files")]

use std::path::Path;

use forebild_browser_tests::accessibility::{self, Scheme};
use forebild_browser_tests::browser::{Browser, FileOrigin, Kind};
use forebild_browser_tests::place::Place;
use forebild_browser_tests::server::Server;
use forebild_browser_tests::{Outcome, assert_none, check, reading, tools};

const STRICT: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'";
const OPEN: &str = "default-src * data:; script-src *; style-src *; img-src *; connect-src *";

/// A page with a fault, and a part of the sentence about it for each browser.
struct Fault {
    name: &'static str,
    policy: &'static str,
    body: String,
    chromium: &'static str,
    firefox: &'static str,
}

fn fault(name: &'static str, body: &str, said: &'static str) -> Fault {
    Fault { name, policy: STRICT, body: body.to_owned(), chromium: said, firefox: said }
}

/// One fault a page; `stranger` is the address of another origin.
fn faults(stranger: &str) -> Vec<Fault> {
    let blocked = |name, body: &str| Fault {
        chromium: "Content Security Policy",
        firefox: "Content-Security-Policy",
        ..fault(name, body, "")
    };
    vec![
        blocked("inline-script", "<script>1</script>"),
        blocked("inline-style", "<p style='color: red'>x</p>"),
        blocked("inline-handler", "<p onclick='x()'>x</p>"),
        blocked("blocked-request", &format!("<img alt='' src='{stranger}a.png'>")),
        Fault {
            policy: OPEN,
            ..fault(
                "foreign-request",
                &format!("<img alt='' src='{stranger}b.png'>"),
                "b.png`, which is not of the site",
            )
        },
        fault("error", "<script src=throw.js></script>", "thrown on purpose"),
        fault("late-error", "<script src=throw-late.js></script>", "thrown later on purpose"),
        fault("promise", "<script src=reject.js></script>", "rejected on purpose"),
        fault("said", "<script src=say.js></script>", "said on purpose"),
        fault("warned", "<script src=warn.js></script>", "warned on purpose"),
        fault("missing-picture", "<img alt='' src=gone.png>", "gone.png` did not load"),
        fault(
            "lazy-picture",
            "<p class=far>x</p><img alt='' loading=lazy src=late.png>",
            "late.png` did not load",
        ),
        fault("missing-script", "<script src=gone.js></script>", "gone.js` did not load"),
        fault("missing-style", "<link rel=stylesheet href=gone.css>", "gone.css` did not load"),
        fault("dead-link", "<a href=gone.html>x</a>", "gone.html` leads to no file"),
        fault("folder-link", "<a href=./>x</a>", "leads to no file of the site"),
        fault("link-above", "<a href=/index.html>x</a>", "leads to no file of the site"),
        fault("script-link", "<a href='javascript:1'>x</a>", "runs or opens something else"),
        fault("dead-target", "<a href=clean.html#gone>x</a>", "no `gone` in that page"),
        fault("dead-target-here", "<a href=#gone>x</a>", "`#gone` leads nowhere"),
        fault("second-heading", "<h1>x</h1>", "2 h1 headings"),
    ]
}

fn page(policy: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=sv><head><meta charset=utf-8>\
         <meta http-equiv=Content-Security-Policy content=\"{policy}\"><title>Sida</title>\
         <link rel=icon href=icon.svg><link rel=stylesheet href='å b.css'></head>\
         <body><a class=skip href=#main>Till innehållet</a><nav><a href=clean.html>Hem</a></nav>\
         <main id=main><h1>Rubrik</h1><img src=icon.svg alt=Bild width=9 height=9>\
         <a href=https://example.org/>Ut</a> <a href='clean.html?q=1#main'>Hem</a>\
         <script src=quiet.js></script>{body}</main></body></html>"
    )
}

fn write_site(folder: &Path, stranger: &str) -> Outcome {
    for (name, content) in [
        (
            "å b.css",
            "body { color: #111; background: #fff } .far { margin-top: 9000px } .skip:not(:focus) { position: absolute; left: -999em }",
        ),
        ("icon.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"),
        ("quiet.js", "document.documentElement.className = 'js';"),
        ("throw.js", "throw new Error('thrown on purpose');"),
        ("throw-late.js", "setTimeout(() => { throw new Error('thrown later on purpose'); }, 30);"),
        ("reject.js", "Promise.reject(new Error('rejected on purpose'));"),
        ("say.js", "console.log('said on purpose');"),
        ("warn.js", "console.warn('warned on purpose');"),
        (
            "fetch.js",
            "fetch('quiet.js').then(() => document.title = 'read', () => document.title = 'refused');",
        ),
    ] {
        std::fs::write(folder.join(name), content)?;
    }
    std::fs::write(folder.join("clean.html"), page(STRICT, ""))?;
    std::fs::write(folder.join("fetch.html"), page(OPEN, "<script src=fetch.js></script>"))?;
    std::fs::write(folder.join("open.html"), page("script-src * 'unsafe-inline'", ""))?;
    std::fs::write(folder.join("bare.html"), "<body><p>x</body>")?;
    for Fault { name, policy, body, .. } in faults(stranger) {
        std::fs::write(folder.join(format!("{name}.html")), page(policy, &body))?;
    }
    Ok(())
}

/// The sentences about the pages of `faults` that were not said, and those about clean pages.
async fn unseen(browser: &Browser, place: &Place, stranger: &str) -> Outcome<Vec<String>> {
    let mut unseen = check::walk(browser, place, ["clean.html"]).await?;
    for Fault { name, chromium, firefox, .. } in faults(stranger) {
        let said = check::walk(browser, place, [format!("{name}.html").as_str()]).await?;
        let expected = match browser.kind() {
            Kind::Chromium => chromium,
            Kind::Firefox => firefox,
            // What only the console or the network tells is not seen.
            Kind::WebKit if UNSEEN_IN_WEBKIT.contains(&name) => continue,
            Kind::WebKit => firefox,
        };
        if !said.iter().any(|sentence| sentence.contains(expected)) {
            let (kind, place) = (browser.kind(), place.name());
            unseen.push(format!("{kind:?}, {place}: `{name}` gave no `{expected}` but {said:?}"));
        }
    }
    let said = check::walk(browser, place, ["bare.html"]).await?.join("\n");
    for lack in ["no title", "no language", "0 h1", "no Content-Security-Policy", "no style sheet"]
    {
        if !said.contains(lack) {
            unseen.push(format!("`bare.html` gave no `{lack}` but {said}"));
        }
    }
    // What one page says is not held against the next.
    unseen.extend(check::walk(browser, place, ["clean.html"]).await?);
    Ok(unseen)
}

/// What `WebDriver` alone does not show.
const UNSEEN_IN_WEBKIT: [&str; 10] = [
    "inline-script",
    "inline-style",
    "inline-handler",
    "blocked-request",
    "error",
    "late-error",
    "promise",
    "said",
    "warned",
    "foreign-request",
];

async fn sees_every_fault(kind: Kind) -> Outcome {
    let folder = tempfile::tempdir()?;
    let elsewhere = tempfile::tempdir()?;
    std::fs::write(elsewhere.path().join("b.png"), "not really a picture")?;
    let stranger = Server::start(elsewhere.path(), "/")?;
    write_site(folder.path(), &stranger.base())?;
    let browser = Browser::start(kind).await?;
    let mut failures = Vec::new();
    for place in [Place::http(folder.path())?, Place::disk(folder.path())?] {
        failures.extend(unseen(&browser, &place, &stranger.base()).await?);
        failures.extend(check::planted_code(&browser, &place, "clean.html").await?);
        if check::planted_code(&browser, &place, "open.html").await?.len() != 2 {
            failures.push("code planted in a page without a strict policy was not seen".to_owned());
        }
    }
    let asked = stranger.asked();
    if !asked.iter().any(|asked| asked.path == "/b.png") || asked.iter().any(|a| a.path == "/a.png")
    {
        failures.push(format!("the stranger was asked for {asked:?}"));
    }
    assert_none(&failures);
    Ok(())
}

#[tokio::test]
async fn every_fault_is_seen_in_chromium() -> Outcome {
    sees_every_fault(Kind::Chromium).await
}

#[tokio::test]
async fn every_fault_is_seen_in_firefox() -> Outcome {
    sees_every_fault(Kind::Firefox).await
}

#[tokio::test]
async fn faults_that_a_page_shows_are_seen_in_webkit() -> Outcome {
    let folder = tempfile::tempdir()?;
    write_site(folder.path(), "http://127.0.0.1:9/")?;
    let browser = Browser::start(Kind::WebKit).await?;
    let mut failures = Vec::new();
    for place in [Place::http(folder.path())?, Place::disk(folder.path())?] {
        failures.extend(unseen(&browser, &place, "http://127.0.0.1:9/").await?);
    }
    assert_none(&failures);
    Ok(())
}

/// What a page on disk gets when it reads a file beside it: `read` or `refused`.
async fn neighbour(kind: Kind, origin: FileOrigin) -> Outcome<String> {
    let folder = tempfile::tempdir()?;
    write_site(folder.path(), "http://127.0.0.1:9/")?;
    let place = Place::disk(folder.path())?;
    let browser = Browser::start_with(kind, origin).await?;
    browser.open(&place.address("fetch.html")?).await?;
    let title = browser.session().title().await?;
    Ok(title)
}

#[tokio::test]
async fn files_are_strangers_to_each_other_as_in_a_persons_browser() -> Outcome {
    assert_eq!(neighbour(Kind::Chromium, FileOrigin::Strict).await?, "refused");
    assert_eq!(neighbour(Kind::Firefox, FileOrigin::Strict).await?, "refused");
    assert_eq!(neighbour(Kind::Firefox, FileOrigin::Relaxed).await?, "read", "not seen at all");
    Ok(())
}

#[tokio::test]
async fn barriers_are_seen() -> Outcome {
    let folder = tempfile::tempdir()?;
    write_site(folder.path(), "http://127.0.0.1:9/")?;
    for (name, style, body) in [
        ("fine", "", ""),
        ("dark", "@media (prefers-color-scheme: dark) { p { color: #000; background: #222 } }", ""),
        ("unnamed", "", "<input>"),
        // A rule of WCAG 2.2, which axe-core leaves out by itself, and one of best practice.
        (
            "small",
            "button { width: 9px; height: 9px; padding: 0 }",
            "<button>a</button><button>b</button>",
        ),
        ("skips", "", "<h4>x</h4>"),
        // Judged when it has come to rest, not on its way there.
        ("fades", "p { animation: fade 0.5s } @keyframes fade { from { opacity: 0 } }", ""),
        ("wide", "p { width: 700px }", ""),
        (
            "long",
            "",
            "<p class=long>Personuppgiftsbehandlingsöverenskommelsernasutformningsanvisning",
        ),
        ("scrolls", "main { overflow: auto } p { width: 700px }", ""),
        ("no-skip", ".skip { display: none }", ""),
        ("hidden-skip", ".skip:focus { position: absolute; left: -999em }", ""),
        ("wrong-skip", "main { display: none }", ""),
    ] {
        std::fs::write(folder.path().join(format!("{name}.css")), style)?;
        let body = format!("<link rel=stylesheet href={name}.css><p>Text</p>{body}");
        std::fs::write(folder.path().join(format!("{name}.html")), page(STRICT, &body))?;
    }
    let place = Place::http(folder.path())?;
    let browser = Browser::start(Kind::Chromium).await?;
    let axe = tools::axe()?;
    for (name, scheme, expected) in [
        ("fine", Scheme::Light, ""),
        ("fine", Scheme::Dark, ""),
        ("dark", Scheme::Light, ""),
        ("dark", Scheme::Dark, "color-contrast"),
        ("unnamed", Scheme::Light, "label"),
        ("small", Scheme::Light, "target-size"),
        ("skips", Scheme::Light, "heading-order"),
        ("fades", Scheme::Light, ""),
    ] {
        accessibility::emulate(&browser, scheme, "screen").await?;
        browser.open(&place.address(&format!("{name}.html"))?).await?;
        let said = accessibility::barriers(&browser, &axe).await?.join("\n");
        assert!(said.contains(expected), "{name}, {scheme:?}: {said}");
        assert_eq!(said.is_empty(), expected.is_empty(), "{name}, {scheme:?}: {said}");
    }
    accessibility::resize(&browser, 320, 640).await?;
    for (name, expected) in [("fine", ""), ("wide", "p."), ("long", "p.long"), ("scrolls", "")] {
        browser.open(&place.address(&format!("{name}.html"))?).await?;
        let said = accessibility::too_wide(&browser).await?.join("\n");
        assert!(said.contains(expected), "{name}: {said}");
        assert_eq!(said.is_empty(), expected.is_empty(), "{name}: {said}");
    }
    for (name, expected) in [
        ("fine", ""),
        ("no-skip", "not a skip link"),
        ("hidden-skip", "not visible"),
        ("wrong-skip", "does not lead past"),
    ] {
        browser.open(&place.address(&format!("{name}.html"))?).await?;
        let said = check::skip_link(&browser).await?.join("\n");
        assert!(said.contains(expected), "{name}: {said}");
        assert_eq!(said.is_empty(), expected.is_empty(), "{name}: {said}");
    }
    Ok(())
}

/// A page, what its style sheet says, what stands in it, and what is said of it, if anything is.
type Planted = (&'static str, &'static str, &'static str, &'static str);

/// What readers change, and what does not bear it; in the order of the checks of `reading`.
const CHANGED: [(&str, &[Planted]); 7] = [
    (
        "cut",
        &[
            ("fine", ".b { border: 1px solid; overflow: auto; height: 1em }", BOX, ""),
            ("unseen", ".b { height: 1px; overflow: hidden; clip-path: inset(50%) }", BOX, ""),
            ("cut", ".b { height: 1em; overflow: hidden }", BOX, "cut off"),
            (
                "stuck",
                ".b { width: 9em; border: 1px solid; white-space: nowrap }",
                BOX,
                "sticks out",
            ),
            ("lies", ".b + p { margin-top: -1.6em }", BOX, "words lie over others"),
        ],
    ),
    (
        "large",
        &[
            ("fine", ".b { height: 9em; overflow: hidden }", BOX, ""),
            ("large", ".b { height: 30px; overflow: hidden }", "<div class=b>Ord", "cut off"),
        ],
    ),
    (
        "targets",
        &[
            ("fine", "button { width: 24px; height: 24px }", BUTTONS, ""),
            ("apart", "button { width: 9px; height: 9px; margin: 9px }", BUTTONS, ""),
            (
                "sentence",
                "p { font-size: 9px }",
                "<p>Ord <a href=a.html>a</a> <a href=b.html>b</a>",
                "",
            ),
            ("small", "button { width: 9px; height: 9px; padding: 0 }", BUTTONS, "9 × 9 pixels"),
            (
                "list",
                "li { font-size: 9px; display: inline }",
                "<ul><li><a href=a.html>a</a><li><a href=b.html>b</a></ul>",
                "beside another",
            ),
        ],
    ),
    (
        "motion",
        &[
            (
                "fine",
                "@media (prefers-reduced-motion: no-preference) { p { transition: color 1s } }",
                "",
                "",
            ),
            ("changes", "p { transition: color 1s }", "<p>x", "changes in 1s"),
            (
                "moves",
                "p::after { content: ''; animation: a 2s } @keyframes a { from { top: 0 } }",
                "<p>x",
                "moves for 2s",
            ),
            ("scrolls", "html { scroll-behavior: smooth }", "", "scrolls smoothly"),
        ],
    ),
    (
        "forced",
        &[
            (
                "fine",
                "button { border: 1px solid } .menu [aria-current] { border-bottom: 3px solid }",
                FORCED,
                "",
            ),
            (
                "flat",
                "button { border: 0 } .menu [aria-current] { font-weight: 700 }",
                FORCED,
                "no edge: button",
            ),
            (
                "current",
                "button { border: 1px solid } .menu [aria-current] { background: #eee }",
                FORCED,
                "not told from",
            ),
            (
                "unread",
                "p { forced-color-adjust: none; color: #777; background: #888 }",
                "<p>Ord",
                "cannot be read",
            ),
            (
                "map",
                "",
                "<svg class=map><g class=step-3><path d='M0 0h9v9z'/></g></svg>",
                "cannot be told by its pattern",
            ),
        ],
    ),
    (
        "shifts",
        &[
            ("fine", "img { max-width: 100%; height: auto }", PICTURE, ""),
            ("jumps", "img { width: auto; height: auto; max-height: 9em }", PICTURE, "jumps"),
        ],
    ),
    (
        "stops",
        &[
            ("fine", MARKED, BUTTONS, ""),
            ("unmarked", "button { outline: none }", BUTTONS, "not visible"),
            ("faint", "button:focus { outline: 3px solid #ddd }", BUTTONS, "not visible"),
            (
                "covered",
                "button { outline: 3px solid } p { position: fixed; inset: 0; margin: 0; background: #fff }",
                "<button>a</button><p>x",
                "lies over it",
            ),
            (
                "outside",
                "button { position: absolute; left: -999em }",
                BUTTONS,
                "outside the window",
            ),
            ("order", MARKED, "<button>a</button><button tabindex=5>b</button>", "out of order"),
            (
                "trap",
                "",
                "<button>a</button><script src=trap.js></script><button>b</button>",
                "out of order",
            ),
        ],
    ),
];

const MARKED: &str = ":focus-visible { outline: 3px solid }";
const BOX: &str = "<div class=b>Ord som behöver plats på flera rader</div><p>Mer</p>";
const PICTURE: &str = "<img src=a.svg alt='' width=900 height=600>";
const BUTTONS: &str = "<button>a</button><button>b</button>";
const FORCED: &str = "<ul class=menu><li><a href=a.html aria-current=page>a</a><li><a href=b.html>b</a></ul><button>a</button>";

async fn said_of(browser: &Browser, check: &str) -> Outcome<Vec<String>> {
    match check {
        "cut" => reading::cut(browser).await,
        "large" => reading::cut_with(browser, reading::LARGE_TEXT).await,
        "targets" => reading::small_targets(browser).await,
        "shifts" => reading::shifts(browser).await,
        "motion" => reading::motion(browser).await,
        "forced" => reading::lost_in_forced_colours(browser, Scheme::Light).await,
        _ => reading::stops(browser).await,
    }
}

#[tokio::test]
async fn what_does_not_bear_a_readers_changes_is_seen() -> Outcome {
    let folder = tempfile::tempdir()?;
    let place = Place::http(folder.path())?;
    std::fs::write(
        folder.path().join("trap.js"),
        "document.querySelector('button').addEventListener('keydown', event => event.preventDefault());",
    )?;
    std::fs::write(
        folder.path().join("a.svg"),
        "<svg xmlns='http://www.w3.org/2000/svg' width='900' height='600'/>",
    )?;
    let browser = Browser::start(Kind::Chromium).await?;
    accessibility::emulate(&browser, Scheme::Light, "screen").await?;
    let mut failures = Vec::new();
    for (check, pages) in CHANGED {
        for (name, style, body, expected) in pages {
            let name = format!("{check}-{name}");
            std::fs::write(folder.path().join(format!("{name}.css")), style)?;
            // Nothing but what is planted, so that nothing else is said.
            let html = format!(
                "<!doctype html><html lang=sv><meta charset=utf-8><title>x</title>\
                 <link rel=stylesheet href={name}.css><main>{body}</main>"
            );
            std::fs::write(folder.path().join(format!("{name}.html")), html)?;
            browser.open(&place.address(&format!("{name}.html"))?).await?;
            let said = said_of(&browser, check).await?.join("\n");
            if said.is_empty() != expected.is_empty() || !said.contains(expected) {
                failures.push(format!("{name} gave no `{expected}` but `{said}`"));
            }
        }
    }
    std::fs::write(folder.path().join("write.js"), "document.querySelector('p').append('Mer')")?;
    for (name, body, expected) in [
        ("whole", "<p>Ord</p>", ""),
        ("script", "<p>Ord</p><script src=write.js></script>", "does not show “OrdMer”"),
        ("empty", "<p></p><script src=write.js></script>", "shows nothing"),
    ] {
        let html = format!("<!doctype html><html lang=sv><title>x</title><main>{body}</main>");
        std::fs::write(folder.path().join(format!("{name}.html")), html)?;
        let address = place.address(&format!("{name}.html"))?;
        let said = reading::lost_without_script(&browser, &address).await?.join("\n");
        if said.is_empty() != expected.is_empty() || !said.contains(expected) {
            failures.push(format!("{name} gave no `{expected}` but `{said}`"));
        }
    }
    assert_none(&failures);
    Ok(())
}
