//! `search`: asks the index of a built site, as a reader's browser does.
//!
//! The query runs in the site's own engine, `assets/search-….js`, inside QuickJS: there is one way
//! to search, and what authors and tests see here is what readers get. The engine is given nothing
//! but a function that reads the files of the index.

use std::fs;
use std::path::{Path, PathBuf};

use rquickjs::prelude::Func;
use rquickjs::{CatchResultExt, Context, Ctx, Exception, Function, Promise, Runtime};
use serde::{Deserialize, Serialize};

use super::Failure;
use super::args::{AnswerFormat, Common, SearchArgs};
use super::console::Console;
use crate::diagnostic::{Tongue, Words};
use crate::words;

/// Makes a function of a query out of the engine.
const HOST: &str = include_str!("search_host.js");

/// Memory that a query may use, in bytes; at 100,000 stories it takes a hundredth of that.
const MEMORY: usize = 512 << 20;

/// What was found.
#[derive(Debug, Deserialize, Serialize)]
struct Answer {
    total: usize,
    suggestion: Option<String>,
    hits: Vec<Hit>,
}

/// A story that was found.
#[derive(Debug, Deserialize, Serialize)]
struct Hit {
    score: f64,
    title: String,
    place: String,
    year: String,
    path: String,
}

/// Prints the stories that a reader of the built site would find, the best first.
pub fn search(common: &Common, asked: &SearchArgs, console: Console) -> Result<(), Failure> {
    let site = asked.output.clone().unwrap_or_else(|| common.root.join("public"));
    let index = only(&site.join("search"), |name| name.len() == 8)
        .filter(|folder| folder.join("m.js").is_file())
        .ok_or_else(|| no_index(&site))?;
    let engine = only(&site.join("assets"), is_engine).ok_or_else(|| no_index(&site))?;
    let engine = fs::read(&engine).map_err(|error| unreadable(&engine, &error))?;
    let text = asked.words.join(" ");
    let query = Query { text: &text, language: asked.language.as_deref(), count: asked.count };
    let read = move |name: &str| {
        fs::read_to_string(index.join(format!("{name}.js"))).map_err(|error| error.to_string())
    };
    let answer = ask(&engine, &query, read).map_err(|message| broken(&site, &message))?;
    let answer: Answer =
        serde_json::from_str(&answer).map_err(|error| broken(&site, &error.to_string()))?;
    match asked.format {
        AnswerFormat::Human => console.out(&shown(&answer, &text, console.tongue)),
        AnswerFormat::Json => {
            let json = serde_json::to_string_pretty(&answer).expect("numbers and texts are JSON");
            console.out(&format!("{json}\n"));
        }
    }
    Ok(())
}

/// What is asked of the engine.
pub(crate) struct Query<'a> {
    /// As a reader types it.
    pub(crate) text: &'a str,
    /// The language of the search page that is asked; none to search every text.
    pub(crate) language: Option<&'a str>,
    /// How many stories are wanted at most.
    pub(crate) count: u16,
}

/// The entry of `folder` whose name fits; none when there is not exactly one.
fn only(folder: &Path, fits: impl Fn(&str) -> bool) -> Option<PathBuf> {
    let entries = fs::read_dir(folder).ok()?;
    let mut found = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_name().to_str().is_some_and(&fits))
        .map(|entry| entry.path());
    found.next().filter(|_| found.next().is_none())
}

/// Whether a file is the engine and not, say, `search-page-1a2b3c4d.js`.
fn is_engine(name: &str) -> bool {
    let hash = name.strip_prefix("search-").and_then(|rest| rest.strip_suffix(".js"));
    hash.is_some_and(|hash| hash.len() == 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Runs the query in `engine`, which gets the files of the index from `read`. Returns the answer
/// as JSON, or what the engine complained of.
pub(crate) fn ask(
    engine: &[u8],
    query: &Query,
    read: impl Fn(&str) -> Result<String, String> + 'static,
) -> Result<String, String> {
    let runtime = Runtime::new().map_err(|error| error.to_string())?;
    runtime.set_memory_limit(MEMORY);
    let context = Context::full(&runtime).map_err(|error| error.to_string())?;
    context.with(|ctx| {
        let answer = || -> rquickjs::Result<String> {
            ctx.eval::<(), _>(engine)?;
            let ask: Function = ctx.eval(HOST)?;
            let read = Func::from(move |ctx: Ctx<'_>, name: String| file(&ctx, &name, &read));
            let promise: Promise = ask.call((read, query.language, query.text, query.count))?;
            promise.finish()
        };
        answer().catch(&ctx).map_err(|error| error.to_string())
    })
}

/// A file of the index, which the engine asks for as `t/12`; an exception when there is none.
fn file(
    ctx: &Ctx<'_>,
    name: &str,
    read: &impl Fn(&str) -> Result<String, String>,
) -> rquickjs::Result<String> {
    let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '/');
    let text = if is_plain { read(name) } else { Err("no file of an index".to_owned()) };
    text.map_err(|error| Exception::throw_message(ctx, &format!("{name}: {error}")))
}

/// The answer for people: score, title and place, and below them where the story lies.
fn shown(answer: &Answer, text: &str, tongue: Tongue) -> String {
    let total = answer.total;
    let heading = match total {
        0 => words!("Inga träffar på ”{text}”", "No hits for “{text}”"),
        1 => words!("1 träff på ”{text}”", "1 hit for “{text}”"),
        _ => words!("{total} träffar på ”{text}”", "{total} hits for “{text}”"),
    };
    let mut lines = vec![heading.in_tongue(tongue).to_owned()];
    if let Some(word) = &answer.suggestion {
        let suggestion = words!("Menade du ”{word}”?", "Did you mean “{word}”?");
        lines.push(suggestion.in_tongue(tongue).to_owned());
    }
    for Hit { score, title, place, year, path } in &answer.hits {
        let mut score = format!("{score:.2}");
        if tongue == Tongue::Sv {
            score = score.replace('.', ",");
        }
        let facts: Vec<&str> =
            [place.as_str(), year].into_iter().filter(|fact| !fact.is_empty()).collect();
        lines.push(format!("{score:>8}  {title} ({})\n          {path}", facts.join(", ")));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn no_index(site: &Path) -> Failure {
    let site = site.display();
    Failure::usage(words!(
        "i `{site}` finns ingen byggd webbplats med sökning; bygg den först med `forebild build`",
        "there is no built site with a search in `{site}`; build it first with `forebild build`"
    ))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    let path = path.display();
    let words =
        words!("`{path}` kunde inte läsas ({error})", "`{path}` could not be read ({error})");
    Failure { code: 3, words: Some(words) }
}

fn broken(site: &Path, message: &str) -> Failure {
    let site = site.display();
    let words: Words = words!(
        "sökningen i `{site}` gick inte att köra; bygg webbplatsen på nytt ({message})",
        "the search in `{site}` could not be run; build the site anew ({message})"
    );
    Failure { code: 3, words: Some(words) }
}
