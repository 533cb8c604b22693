//! `build` and `check`: read, compile, and for a build publish.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::args::{CheckArgs, Common, SiteArgs};
use super::console::Console;
use super::timings::{Step, Timings};
use super::{Failure, day};
use crate::cache::{Cache, Rights};
use crate::compile::{self, Compiled, Memory, Stage, Summary, compile_watched};
use crate::diagnostic::print::{Format, Look, print, tally};
use crate::diagnostic::{Diagnostic, Severity, Tongue, Words};
use crate::publish::{Report, Target, Way, publish};
use crate::sources::{Options, Sources};
use crate::{images, report, words};

/// Writes the site, unless the content has errors.
pub fn build(common: &Common, site: &SiteArgs, console: Console) -> Result<(), Failure> {
    let started = Instant::now();
    let mut timings = Timings::start(Step::Read);
    let folder = site.output.clone().unwrap_or_else(|| common.root.join("public"));
    let prepared = prepare(common, site, console, &mut timings);
    let Compiled { output, diagnostics, summary, .. } = prepared.inspect_err(|failure| {
        if failure.words.is_none() {
            console.tell(&untouched(&folder));
        }
    })?;
    let Some(output) = output else { return Err(Failure::content()) };
    let target = Target {
        folder: absolute(&folder)?,
        project: absolute(&common.root)?,
        protected: Vec::new(),
        home: std::env::home_dir(),
        way: Way::Swap,
    };
    timings.begin(Step::Publish);
    let writing = words!("Skriver webbplatsen", "Writing the site");
    let report = console
        .during(&writing, || publish(&output, &target))
        .map_err(|error| Failure { code: error.exit_code(), words: Some(error.words()) })?;
    for words in what_stays(&report) {
        console.tell(&words);
    }
    let made = made(summary, started.elapsed(), &diagnostics);
    let index = folder.join("index.html");
    let index = index.display();
    let Words { sv, en } = made;
    console.tell(&words!("Klart: {sv}. Öppna {index}", "Done: {en}. Open {index}"));
    if let Some(format) = site.timings {
        timings.print(format, console);
    }
    Ok(())
}

/// Does all that a build does, except to write; with `--privacy` shows the report on data about
/// people, also when there are errors.
pub fn check(common: &Common, asked: &CheckArgs, console: Console) -> Result<(), Failure> {
    let started = Instant::now();
    let mut timings = Timings::start(Step::Read);
    let site = &asked.site;
    let made = make(common, site, console, &mut timings, Rights::Read)?;
    timings.begin(Step::Report);
    if asked.privacy {
        show_privacy(&made, format(site), console);
    } else {
        show(&made.compiled.diagnostics, &made.sources, format(site), console);
    }
    let Compiled { output, diagnostics, summary, .. } = judged(made.compiled, site, console)?;
    if output.is_none() {
        return Err(Failure::content());
    }
    let Words { sv, en } = self::made(summary, started.elapsed(), &diagnostics);
    console.tell(&words!("Inga fel: {sv}", "No errors: {en}"));
    if let Some(format) = site.timings {
        timings.print(format, console);
    }
    Ok(())
}

/// The pictures of earlier builds, unless nobody wants them.
fn cache(common: &Common, site: &SiteArgs, rights: Rights) -> Option<Cache> {
    (!site.no_cache).then(|| Cache::of(&common.root, rights))?
}

/// The report on data about people. As JSON it has standard output for itself, and remarks are said
/// on standard error.
fn show_privacy(made: &Made, format: Format, console: Console) {
    let Made { sources, options, memory, compiled } = made;
    let remarks = if format == Format::Json { Format::Human } else { format };
    show(&compiled.diagnostics, sources, remarks, console);
    let report = compile::privacy(sources, options, memory, compiled);
    if format == Format::Json {
        let json = serde_json::to_string_pretty(&report).expect("texts and days are JSON");
        console.out(&format!("{json}\n"));
    } else {
        console.out(&report::print(&report, console.tongue));
    }
}

/// A project as it was read and compiled.
struct Made {
    sources: Sources,
    options: Options,
    memory: Memory,
    compiled: Compiled,
}

/// Reads, compiles, and shows the remarks; fails when they stop the build.
fn prepare(
    common: &Common,
    site: &SiteArgs,
    console: Console,
    timings: &mut Timings,
) -> Result<Compiled, Failure> {
    let made = make(common, site, console, timings, Rights::Write)?;
    timings.begin(Step::Report);
    show(&made.compiled.diagnostics, &made.sources, format(site), console);
    judged(made.compiled, site, console)
}

/// Reads and compiles, with the pictures of earlier builds if they may be used.
fn make(
    common: &Common,
    site: &SiteArgs,
    console: Console,
    timings: &mut Timings,
    rights: Rights,
) -> Result<Made, Failure> {
    if let Some(jobs) = site.jobs {
        // Fails only when the threads exist already; then their number stays as it is.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build_global();
    }
    let options =
        Options { today: day::today()?, base_url: site.base_url.clone(), drafts: site.drafts };
    let reading = words!("Läser innehållet", "Reading the content");
    let sources = console
        .during(&reading, || crate::read::read(&common.root))
        .map_err(|error| Failure { code: error.exit_code(), words: Some(error.words()) })?;
    let memory = Memory::default();
    let cache = cache(common, site, rights);
    let building = words!("Bygger sidorna", "Making the pages");
    if let Some(cache) = &cache {
        timings.begin(Step::Recall);
        cache.recall(&sources, memory.pictures());
    }
    let compiled = console.during_pictures(&building, memory.pictures(), || {
        let mut watch = |stage| {
            if stage == Stage::Search {
                keep(memory.pictures(), cache.as_ref(), console);
            }
            timings.begin(Step::Compile(stage));
        };
        compile_watched(&sources, &options, &memory, &mut watch)
    });
    // A build that failed has made pictures too.
    keep(memory.pictures(), cache.as_ref(), console);
    Ok(Made { sources, options, memory, compiled })
}

fn format(site: &SiteArgs) -> Format {
    site.format.map_or(Format::Human, Format::from)
}

/// What was compiled, unless a remark stops the build.
fn judged(compiled: Compiled, site: &SiteArgs, console: Console) -> Result<Compiled, Failure> {
    if compiled.diagnostics.iter().any(Diagnostic::is_error) {
        return Err(Failure::content());
    }
    let warned = |one: &Diagnostic| one.code.severity() == Severity::Warning;
    if site.strict && compiled.diagnostics.iter().any(warned) {
        console.tell(&words!(
            "Varningar räknas som fel (--strict).",
            "Warnings count as errors (--strict)."
        ));
        return Err(Failure::content());
    }
    Ok(compiled)
}

/// Keeps the pictures that were made, and lets go of them.
fn keep(pictures: &images::Memory, cache: Option<&Cache>, console: Console) {
    let new = pictures.take_new();
    if let Some(Err(error)) = cache.map(|cache| cache.keep(&new)) {
        console.tell(&words!(
            "Bilderna kunde inte sparas till nästa bygge ({error}). Webbplatsen påverkas inte.",
            "The pictures could not be kept for the next build ({error}). The site is not affected."
        ));
    }
    pictures.forget_all();
}

/// Remarks for people go to standard error, for programs to standard output.
pub(super) fn show(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    format: Format,
    console: Console,
) {
    let bytes_of = |path: &str| sources.get(path).map(|(_, bytes)| &**bytes);
    let look = Look { tongue: console.tongue, format, colour: console.colour() };
    let text = print(diagnostics, &bytes_of, look);
    match format {
        Format::Human => console.err(&text),
        Format::Short | Format::Json | Format::GitHub => console.out(&text),
    }
}

/// That a build which failed has changed nothing.
fn untouched(folder: &Path) -> Words {
    let folder = folder.display();
    words!(
        "Inget har skrivits: {folder} är som förut. Rätta felen och bygg igen.",
        "Nothing was written: {folder} is as it was. Mend the errors and build again."
    )
}

/// What was made, in how long, with how many remarks.
fn made(summary: Summary, took: Duration, diagnostics: &[Diagnostic]) -> Words {
    let Summary { pages, stories } = summary;
    let seconds = took.as_secs_f64();
    let (pages_sv, pages_en) = if pages == 1 { ("sida", "page") } else { ("sidor", "pages") };
    let (of_sv, of_en) =
        if stories == 1 { ("berättelse", "story") } else { ("berättelser", "stories") };
    let seconds_sv = format!("{seconds:.2}").replace('.', ",");
    let Words { sv: remarks_sv, en: remarks_en } = remarks_in_numbers(diagnostics);
    words!(
        "{pages} {pages_sv} av {stories} {of_sv} på {seconds_sv} s{remarks_sv}",
        "{pages} {pages_en} of {stories} {of_en} in {seconds:.2} s{remarks_en}"
    )
}

/// How many remarks there are, behind a comma; nothing when there are none.
pub(super) fn remarks_in_numbers(diagnostics: &[Diagnostic]) -> Words {
    let remarks = |tongue| match tally(diagnostics, tongue) {
        tally if tally.is_empty() => tally,
        tally => format!(", {tally}"),
    };
    Words { sv: remarks(Tongue::Sv), en: remarks(Tongue::En) }
}

/// What a publication left where it was, and whoever runs the site should know of.
fn what_stays(report: &Report) -> Vec<Words> {
    let mut said = Vec::new();
    if let Some(first) = report.kept_foreign.iter().find(|path| !is_hidden(path)) {
        let count = report.kept_foreign.iter().filter(|path| !is_hidden(path)).count();
        let first = first.display();
        said.push(words!(
            "Filer som Förebild inte har skrivit ligger kvar i mappen ({count}, till exempel {first}).",
            "Files that Förebild did not write stay in the folder ({count}, such as {first})."
        ));
    }
    for path in &report.kept_beside {
        let path = path.display();
        said.push(words!(
            "Filer som ändrades under bygget ligger i {path}.",
            "Files that were changed during the build are in {path}."
        ));
    }
    for path in &report.leftovers {
        let path = path.display();
        said.push(words!(
            "{path} kunde inte städas bort; nästa bygge försöker igen.",
            "{path} could not be cleaned away; the next build tries again."
        ));
    }
    said
}

/// Whether a file is one that people expect to stay, such as `.gitignore` or `.git/config`.
fn is_hidden(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'))
}

fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    std::path::absolute(path).map_err(|error| Failure::world(path, &error))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::{Code, Place};

    #[test]
    fn the_last_line_counts_right() {
        let took = Duration::from_millis(412);
        let remark =
            Diagnostic::new(Code::StaleFacts, Place::whole(&Arc::from("x")), words!("x", "x"));
        for (summary, remarks, sv, en) in [
            (
                Summary { pages: 187, stories: 18 },
                vec![remark.clone(), remark],
                "187 sidor av 18 berättelser på 0,41 s, 2 varningar",
                "187 pages of 18 stories in 0.41 s, 2 warnings",
            ),
            (
                Summary { pages: 1, stories: 1 },
                vec![],
                "1 sida av 1 berättelse på 0,41 s",
                "1 page of 1 story in 0.41 s",
            ),
        ] {
            let words = made(summary, took, &remarks);
            assert_eq!((words.sv.as_str(), words.en.as_str()), (sv, en));
        }
    }
}
