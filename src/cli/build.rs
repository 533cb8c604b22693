//! `build` and `check`: read, compile, and for a build publish, unless the site stands already.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::args::{CheckArgs, Common, SiteArgs};
use super::console::Console;
use super::timings::{Step, Timings};
use super::{Failure, day, ground};
use crate::cache::{Built, Cache, Rights};
use crate::compile::{self, Compiled, Memory, Stage, Summary, compile_into};
use crate::diagnostic::print::{Format, Look, print, tally};
use crate::diagnostic::{Diagnostic, Severity, Tongue, Words};
use crate::model::register_path;
use crate::output::Nowhere;
use crate::publish::{self, Draft, PublishError, Report, Target, Way};
use crate::sources::{Options, Sources};
use crate::{images, report, words};

/// Writes the site, unless the content has errors.
pub fn build(common: &Common, site: &SiteArgs, console: Console) -> Result<(), Failure> {
    let started = Instant::now();
    let mut timings = Timings::start(Step::Read);
    let folder = site.output.clone().unwrap_or_else(|| common.root.join("public"));
    let project = read(common, site, console, Rights::Write)?;
    let target = Target {
        folder: absolute(&folder)?,
        project: absolute(&common.root)?,
        protected: Vec::new(),
        home: std::env::home_dir(),
        way: Way::Swap,
    };
    timings.begin(Step::Compare);
    let known = project.known(site.strict);
    let (built, report) = match standing(&project, known.as_ref(), &target)? {
        Some(standing) => standing,
        None => write(project, known, site, &target, &mut timings).inspect_err(|failure| {
            if failure.words.is_none() {
                console.tell(&untouched(&folder));
            }
        })?,
    };
    for words in what_stays(&report) {
        console.tell(&words);
    }
    let made = made(built.summary, started.elapsed(), &built.tally);
    let index = folder.join("index.html");
    let index = index.display();
    let Words { sv, en } = made;
    console.tell(&words!("Klart: {sv}. Öppna {index}", "Done: {en}. Open {index}"));
    if let Some(format) = site.timings {
        timings.print(format, console);
    }
    Ok(())
}

/// Says what the last build of the same ground said, if the site that it made stands untouched.
fn standing(
    project: &Project,
    known: Option<&Known>,
    target: &Target,
) -> Result<Option<(Built, Report)>, Failure> {
    let kept = known.and_then(|Known { cache, ground }| cache.built(ground));
    let Some(built) = kept else { return Ok(None) };
    let report = publish::standing(&built.site, target).map_err(|error| unpublished(&error))?;
    Ok(report.map(|report| {
        say(&built.said, project.look.format, project.console);
        (built, report)
    }))
}

/// Compiles and publishes; files are written as soon as they are made.
fn write(
    project: Project,
    known: Option<Known>,
    site: &SiteArgs,
    target: &Target,
    timings: &mut Timings,
) -> Result<(Built, Report), Failure> {
    // Nothing is left of what was said of an earlier state, whatever becomes of this one.
    if let Some(Known { cache, .. }) = &known {
        cache.forget_built();
    }
    let Made { project, compiled, .. } =
        make(project, timings, |sources, options, memory, watch| {
            compile_into(sources, options, memory, watch, || Draft::begin(target))
        });
    let compiled = compiled.map_err(|error| unpublished(&error))?;
    let Project { sources, look, console, .. } = project;
    timings.begin(Step::Report);
    let said = shown(&compiled.diagnostics, &sources, look);
    say(&said, look.format, console);
    let Compiled { output, diagnostics, summary, .. } = judged(compiled, site, console)?;
    let draft = output.ok_or_else(Failure::content)?;
    timings.begin(Step::Publish);
    let publishing = words!("Lägger webbplatsen på plats", "Putting the site in its place");
    let report =
        console.during(&publishing, || draft.publish()).map_err(|error| unpublished(&error))?;
    let tally = remarks_in_numbers(&diagnostics);
    let built = Built { site: report.site.clone(), summary, said, tally };
    if let Some(Known { cache, ground }) = known.filter(|_| may_be_kept(&built.said, &sources)) {
        // The next build is slower without; what is wrong with the folder was said of the pictures.
        let _ = cache.keep_built(&ground, &built);
    }
    Ok((built, report))
}

/// Does all that a build does, except to write; with `--privacy` shows the report on data about
/// people, also when there are errors.
pub fn check(common: &Common, asked: &CheckArgs, console: Console) -> Result<(), Failure> {
    let started = Instant::now();
    let mut timings = Timings::start(Step::Read);
    let site = &asked.site;
    let project = read(common, site, console, Rights::Read)?;
    let made = make(project, &mut timings, |sources, options, memory, watch| {
        let Ok(compiled) = compile_into(sources, options, memory, watch, nowhere);
        compiled
    });
    timings.begin(Step::Report);
    if asked.privacy {
        show_privacy(&made);
    } else {
        let Project { sources, look, .. } = &made.project;
        show(&made.compiled.diagnostics, sources, *look, console);
    }
    let Compiled { output, diagnostics, summary, .. } = judged(made.compiled, site, console)?;
    if output.is_none() {
        return Err(Failure::content());
    }
    let tally = remarks_in_numbers(&diagnostics);
    let Words { sv, en } = self::made(summary, started.elapsed(), &tally);
    console.tell(&words!("Inga fel: {sv}", "No errors: {en}"));
    if let Some(format) = site.timings {
        timings.print(format, console);
    }
    Ok(())
}

fn nowhere() -> Result<Nowhere, Infallible> {
    Ok(Nowhere)
}

/// The report on data about people. As JSON it has standard output for itself, and remarks are said
/// on standard error.
fn show_privacy(made: &Made<Compiled<Nowhere>>) {
    let Made { project, memory, compiled } = made;
    let Project { sources, options, look, console, .. } = project;
    let is_json = look.format == Format::Json;
    let remarks = Look { format: if is_json { Format::Human } else { look.format }, ..*look };
    show(&compiled.diagnostics, sources, remarks, *console);
    let report = compile::privacy(sources, options, memory, compiled.findings.as_ref());
    if is_json {
        let json = serde_json::to_string_pretty(&report).expect("texts and days are JSON");
        console.out(&format!("{json}\n"));
    } else {
        console.out(&report::print(&report, console.tongue));
    }
}

/// A project as it was read, and what is asked for.
pub(super) struct Project {
    pub sources: Sources,
    options: Options,
    /// What earlier builds made, unless nobody wants it.
    cache: Option<Cache>,
    pub look: Look,
    console: Console,
}

/// Where it is known what the last build made, and the name of all that this one is made from.
struct Known {
    cache: Cache,
    ground: String,
}

impl Project {
    fn known(&self, strict: bool) -> Option<Known> {
        let ground = || ground::name(&self.sources, &self.options, self.look, strict);
        self.cache.clone().map(|cache| Known { cache, ground: ground() })
    }
}

pub(super) fn read(
    common: &Common,
    site: &SiteArgs,
    console: Console,
    rights: Rights,
) -> Result<Project, Failure> {
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
    let cache = (!site.no_cache).then(|| Cache::of(&common.root, rights)).flatten();
    let format = site.format.map_or(Format::Human, Format::from);
    Ok(Project { sources, options, cache, look: console.look(format), console })
}

/// A project as it was compiled.
pub(super) struct Made<C> {
    pub project: Project,
    memory: Memory,
    pub compiled: C,
}

/// Compiles with the pictures of earlier builds if they may be used.
pub(super) fn make<C>(
    project: Project,
    timings: &mut Timings,
    compile: impl FnOnce(&Sources, &Options, &Memory, &mut dyn FnMut(Stage)) -> C,
) -> Made<C> {
    let Project { sources, options, cache, console, .. } = &project;
    let memory = Memory::default();
    let building = words!("Bygger sidorna", "Making the pages");
    if let Some(cache) = cache {
        timings.begin(Step::Recall);
        cache.recall(sources, memory.pictures());
    }
    let compiled = console.during_pictures(&building, memory.pictures(), || {
        let mut watch = |stage| {
            if stage == Stage::Search {
                keep(memory.pictures(), cache.as_ref(), *console);
            }
            timings.begin(Step::Compile(stage));
        };
        compile(sources, options, &memory, &mut watch)
    });
    // A build that failed has made pictures too.
    keep(memory.pictures(), cache.as_ref(), *console);
    Made { project, memory, compiled }
}

/// What was compiled, unless a remark stops the build.
pub(super) fn judged<O>(
    compiled: Compiled<O>,
    site: &SiteArgs,
    console: Console,
) -> Result<Compiled<O>, Failure> {
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

/// Whether what was said of these files may lie in the project's folder. What was said may name
/// somebody of the register of people, which lies elsewhere for good reason.
fn may_be_kept(said: &str, sources: &Sources) -> bool {
    said.is_empty() || register_path(&sources.files).is_none()
}

fn unpublished(error: &PublishError) -> Failure {
    Failure { code: error.exit_code(), words: Some(error.words()) }
}

/// Shows remarks as they are to look.
pub(super) fn show(diagnostics: &[Diagnostic], sources: &Sources, look: Look, console: Console) {
    say(&shown(diagnostics, sources, look), look.format, console);
}

fn shown(diagnostics: &[Diagnostic], sources: &Sources, look: Look) -> String {
    let bytes_of = |path: &str| sources.get(path).map(|(_, bytes)| &**bytes);
    print(diagnostics, &bytes_of, look)
}

/// Remarks for people go to standard error, for programs to standard output.
fn say(remarks: &str, format: Format, console: Console) {
    match format {
        Format::Human => console.err(remarks),
        Format::Short | Format::Json | Format::GitHub => console.out(remarks),
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
pub(super) fn made(summary: Summary, took: Duration, tally: &Words) -> Words {
    let Summary { pages, stories } = summary;
    let seconds = took.as_secs_f64();
    let (pages_sv, pages_en) = if pages == 1 { ("sida", "page") } else { ("sidor", "pages") };
    let (of_sv, of_en) =
        if stories == 1 { ("berättelse", "story") } else { ("berättelser", "stories") };
    let seconds_sv = format!("{seconds:.2}").replace('.', ",");
    let Words { sv: remarks_sv, en: remarks_en } = tally;
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
    fn remarks_on_people_of_the_register_stay_out_of_the_project() {
        let with = |settings: &str| {
            let mut sources = Sources::default();
            sources.files.insert("content/site.yaml".into(), settings.as_bytes().into());
            sources
        };
        let register = with("people_register: ../people.yaml\n");
        assert!(!may_be_kept("the person", &register));
        assert!(may_be_kept("", &register));
        assert!(may_be_kept("the person", &with("title: x\n")));
    }

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
            let words = made(summary, took, &remarks_in_numbers(&remarks));
            assert_eq!((words.sv.as_str(), words.en.as_str()), (sv, en));
        }
    }
}
