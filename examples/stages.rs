//! Says where the time of a build goes: each stage with its wall time, its processor time, and
//! the memory that is in use after it. For measuring.
//!
//! ```sh
//! cargo run --release --example stages -- PROJECT OUTPUT
//! ```
//!
//! It does what [`forebild::compile()`] does, step by step; keep the two alike. Only shortening is a
//! stage of its own here.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example program that measures"
)]

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use forebild::finish::minify::Minified;
use forebild::output::{Output, Rendered};
use forebild::publish::{Target, Way, publish};
use forebild::render::{Materials, theme};
use forebild::sources::{Options, Sources};
use forebild::{derive, finish, images, parse, read, render};
use rayon::prelude::*;

/// Ticks of the processor's clock in a second, as Linux counts them for programs.
const TICKS: f64 = 100.0;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [project, output] = arguments.as_slice() else {
        eprintln!("usage: stages PROJECT OUTPUT");
        std::process::exit(2);
    };
    println!("| stage | wall s | CPU s | MB after |\n| --- | ---: | ---: | ---: |");
    let sources = stage("read", || read::read(project))?;
    // The same on every day: which stories are public must not depend on when one measures.
    let today = jiff::civil::date(2027, 1, 1);
    let base_url = Some("https://example.org/".to_owned());
    let options = Options { today, base_url, drafts: false };
    let site = make(&sources, &options).ok_or("the content has errors: run `forebild check`")?;
    let target = Target {
        folder: std::path::absolute(output)?,
        project: std::path::absolute(project)?,
        protected: Vec::new(),
        home: None,
        way: Way::Swap,
    };
    stage("publish", || publish(&site, &target))?;
    Ok(())
}

/// The pure stages, each measured.
fn make(sources: &Sources, options: &Options) -> Option<Output> {
    let (parsed, _) = stage("parse", || parse::parse(sources, options));
    let parsed = parsed?;
    let (site, _) = stage("derive", || derive::derive(parsed, sources, options));
    let (theme, pictures, assets) = stage("theme, pictures", || {
        let (theme, _) = theme::load(sources, &site.config.theme, &site.config.languages);
        let (pictures, _) = images::prepare_all(&site, sources);
        let statics: Vec<(&str, &[u8])> =
            theme.statics.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
        let assets = finish::fingerprint(&statics);
        (theme, pictures, assets)
    });
    let paths: BTreeMap<String, String> =
        assets.iter().map(|(name, asset)| (name.clone(), asset.path.clone())).collect();
    let base_url = options.base_url.as_deref();
    let materials =
        Materials { theme: &theme, pictures: &pictures.pictures, assets: &paths, base_url };
    let (rendered, _) = stage("render", || render::render(&site, &materials, |html| html));
    let raw: usize = rendered.pages.iter().map(|(_, html)| html.len()).sum();
    println!("| ({} pages, {} MB before minifying) | | | |", rendered.pages.len(), raw / 1_000_000);
    let mut rendered = stage("minify", || minify(rendered));
    rendered.files.extend(pictures.files);
    let (output, _) = stage("put together, self-check", || finish::finish(rendered, assets));
    stage("(self-check again, alone)", || finish::self_check::self_check(&output));
    Some(output)
}

/// Shortens every page. A build does that page by page while it renders, which needs less memory.
fn minify(rendered: Rendered<String>) -> Rendered<Minified> {
    let pages = rendered.pages.into_par_iter();
    let pages = pages.map(|(path, html)| (path, finish::minify::minify(&html))).collect();
    Rendered { pages, files: rendered.files }
}

/// Does `work` and prints what it took.
fn stage<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let (started, busy) = (Instant::now(), processor_time());
    let result = work();
    let (wall, cpu) = (started.elapsed().as_secs_f64(), processor_time() - busy);
    println!("| {name} | {wall:.2} | {cpu:.2} | {} |", memory());
    result
}

/// Seconds that the processor has worked for this program; zero where Linux does not tell.
fn processor_time() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // After the program's name, which stands in brackets, user and system time are 12th and 13th.
    let rest = stat.rsplit(')').next().unwrap_or_default();
    let ticks = rest.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<f64>().ok());
    ticks.sum::<f64>() / TICKS
}

/// MB in use now; zero where Linux does not tell.
fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() * 1024 / 1_000_000
}
