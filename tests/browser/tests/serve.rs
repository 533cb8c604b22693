//! The preview as a communicator has it: the browser beside the editor. Nothing is clicked; the
//! page follows what is written.

#![expect(clippy::disallowed_methods, reason = "edge: tests edit a project and start the program")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use forebild_browser_tests::browser::{Browser, Kind};
use forebild_browser_tests::{Outcome, tools};
use serde_json::{Value, json};
use url::Url;

const STORY: &str = "content/stories/exempelbageriet/index.md";
const PAGE: &str = "berattelser/exempelbageriet/";

/// A copy of the starter and its preview, ended when dropped.
struct Preview {
    folder: tempfile::TempDir,
    port: u16,
    child: Child,
}

impl Preview {
    fn start() -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        copy(&tools::repository().join("content"), &folder.path().join("content"))?;
        let (child, port) = run(folder.path(), 0)?;
        Ok(Self { folder, port, child })
    }

    fn address(&self, path: &str) -> Outcome<Url> {
        Ok(Url::parse(&format!("http://127.0.0.1:{}/{path}", self.port))?)
    }

    fn stop(&mut self) -> Outcome {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    fn start_again(&mut self) -> Outcome {
        (self.child, self.port) = run(self.folder.path(), self.port)?;
        Ok(())
    }

    /// Puts `to` in the place of `from` in a file, as an editor does that writes beside and renames.
    fn edit(&self, file: &str, from: &str, to: &str) -> Outcome {
        let path = self.folder.path().join(file);
        let text = fs::read_to_string(&path)?;
        assert!(text.contains(from), "{file} has no {from}");
        let beside = path.with_extension("tmp");
        fs::write(&beside, text.replacen(from, to, 1))?;
        fs::rename(beside, path)?;
        Ok(())
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.stop();
    }
}

fn run(root: &Path, port: u16) -> Outcome<(Child, u16)> {
    let program: PathBuf = tools::target()?.join("debug").join("forebild");
    let mut child = Command::new(program)
        .args(["serve", "--lang", "sv", "--root"])
        .arg(root)
        .args(["--port", &port.to_string()])
        .stderr(Stdio::piped())
        .spawn()?;
    let mut said = BufReader::new(child.stderr.take().ok_or("no standard error")?);
    let mut line = String::new();
    while !line.contains("http://") {
        line.clear();
        if said.read_line(&mut line)? == 0 {
            return Err("the preview ended before it said its address".into());
        }
    }
    let port = line.split(':').find_map(|part| part.split('/').next()?.parse().ok());
    std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
    Ok((child, port.ok_or("an address has a port")?))
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &place)?;
        } else {
            fs::copy(entry.path(), place)?;
        }
    }
    Ok(())
}

/// Waits until `script` gives `expected`.
async fn until(browser: &Browser, script: &str, expected: Value, when: &str) -> Outcome {
    let mut seen = Value::Null;
    for _ in 0..150 {
        // A page that is being loaded has no answer.
        if let Ok(now) = browser.run(script).await {
            seen = now;
            if seen == expected {
                return Ok(());
            }
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    Err(format!("{:?}: {when}: {seen} and not {expected}", browser.kind()).into())
}

const HEADING: &str = "return document.querySelector('h1').textContent.trim()";
const MARK: &str = "return window.untouched === true";
const OVERLAY: &str = r"
    const section = document.querySelector('forebild-preview')?.shadowRoot?.querySelector('section');
    return Boolean(section && !section.hidden && section.getClientRects().length);
";

async fn a_writers_morning(kind: Kind) -> Outcome {
    let mut preview = Preview::start()?;
    let browser = Browser::start(kind).await?;
    browser.open(&preview.address(PAGE)?).await?;

    // A word changes: the page follows, and stays where it was read.
    browser
        .run("document.documentElement.style.scrollBehavior = 'auto'; scrollTo(0, 900); return 1")
        .await?;
    until(&browser, "return Math.round(scrollY)", json!(900), "scrolled").await?;
    let title = fs::read_to_string(preview.folder.path().join(STORY))?;
    let title =
        title.lines().find_map(|line| line.strip_prefix("title: ")).ok_or("a title")?.to_owned();
    preview.edit(STORY, &title, "Bageriet med en ny titel")?;
    until(&browser, HEADING, json!("Bageriet med en ny titel"), "a title was changed").await?;
    // Browsers keep the place in the text, and the new title has fewer lines.
    let kept = "return Math.abs(scrollY - 900) < 150";
    until(&browser, kept, json!(true), "scroll position kept").await?;

    // Another story changes: this page is not loaded again.
    browser.run("window.untouched = true; return 1").await?;
    preview.edit(
        "content/stories/motesplats-hjo.md",
        "De gjorde fem saker",
        "De gjorde 5 saker",
    )?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    until(&browser, MARK, json!(true), "another page changed").await?;

    // The style changes: the page is not loaded again, and has it.
    let style = preview.folder.path().join("themes/default/static");
    fs::create_dir_all(&style)?;
    fs::copy(tools::repository().join("themes/default/static/style.css"), style.join("style.css"))?;
    let red = "return getComputedStyle(document.querySelector('h1')).color";
    let mut css = fs::read_to_string(style.join("style.css"))?;
    css.push_str("\nh1 { color: rgb(200, 0, 0) }\n");
    fs::write(style.join("style.css"), css)?;
    until(&browser, red, json!("rgb(200, 0, 0)"), "the style was changed").await?;
    until(&browser, MARK, json!(true), "the style was swapped").await?;

    // An error is shown over the page, which stays; mended, it goes.
    preview.edit(STORY, "title: ", "titel: ")?;
    until(&browser, OVERLAY, json!(true), "a story was broken").await?;
    if kind == Kind::Chromium && std::env::var_os("FOREBILD_UPDATE").is_some() {
        let picture = tools::repository().join("docs/forhandsvisning.png");
        browser.session().set_window_rect(0, 0, 1000, 760).await?;
        browser.session().screenshot(&picture).await?;
    }
    let said = browser
        .run("return document.querySelector('forebild-preview').shadowRoot.textContent")
        .await?;
    let said = said.as_str().unwrap_or_default().to_owned();
    assert!(said.contains("exempelbageriet/index.md") && said.contains("titel"), "{said}");
    until(&browser, HEADING, json!("Bageriet med en ny titel"), "the last good page").await?;
    preview.edit(STORY, "titel: ", "title: ")?;
    until(&browser, OVERLAY, json!(false), "the story was mended").await?;

    // The server goes, and comes back with a changed page.
    preview.stop()?;
    let lost = r"
        const lost = document.querySelector('forebild-preview')?.shadowRoot?.querySelector('.lost');
        return Boolean(lost && !lost.hidden && lost.textContent.includes('svarar inte'));
    ";
    until(&browser, lost, json!(true), "the server is lost").await?;
    preview.edit(STORY, "Bageriet med en ny titel", "Bageriet igen")?;
    preview.start_again()?;
    until(&browser, HEADING, json!("Bageriet igen"), "the server is back").await?;

    // A search stays open.
    browser.open(&preview.address("sok/?q=bageri")?).await?;
    preview.edit(STORY, "Bageriet igen", "Bageriet som kan sökas")?;
    let found = "return [document.querySelector('#page-query').value, document.body.textContent.includes('Bageriet som kan sökas')]";
    until(&browser, found, json!(["bageri", true]), "an open search").await?;
    let console: Vec<String> =
        browser.console().await?.into_iter().filter(|line| !is_expected(line)).collect();
    assert!(console.is_empty(), "{kind:?}: {console:#?}");
    Ok(())
}

/// What browsers say of a server that went away, and of pages that are left while they load.
fn is_expected(line: &str) -> bool {
    [
        "__forebild/events",
        "ERR_CONNECTION_REFUSED",
        "Layout was forced",
        "interrupted while the page",
    ]
    .iter()
    .any(|known| line.contains(known))
}

#[tokio::test]
async fn chromium_follows_what_is_written() -> Outcome {
    a_writers_morning(Kind::Chromium).await
}

#[tokio::test]
async fn firefox_follows_what_is_written() -> Outcome {
    a_writers_morning(Kind::Firefox).await
}
