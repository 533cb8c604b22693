//! The command line: arguments in, words and an exit code out.
//!
//! Exit codes: 0 fine, 1 content is to be mended, 2 usage or configuration, 3 the world (disk,
//! rights). Remarks for people go to standard error, remarks for programs to standard output, and
//! a closed output is no failure.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "edge: arguments, environment, clock, terminal, and the files of new and init"
)]

mod archive;
mod args;
mod build;
mod console;
mod day;
mod ground;
mod init;
mod language;
mod new;
pub(crate) mod search;
mod serve;
#[rustfmt::skip] // A table reads best with an entry on a line.
mod swedish;
mod timings;
mod trace;

use std::ffi::OsString;
use std::process::ExitCode;

use args::{CheckArgs, Cli, Command};
use clap::{CommandFactory, FromArgMatches};

use crate::diagnostic::{Tongue, Words};
use crate::schema::reference;
use crate::words;
use console::Console;

/// Why a command did not do what it was asked for.
#[derive(Debug)]
pub struct Failure {
    /// The exit code.
    pub code: u8,
    /// What happened, and one step to take; none when the remarks have said it.
    pub words: Option<Words>,
}

impl Failure {
    /// The content is to be mended; the remarks say how.
    fn content() -> Self {
        Self { code: 1, words: None }
    }

    /// The caller asked for something that cannot be done.
    fn usage(words: Words) -> Self {
        Self { code: 2, words: Some(words) }
    }

    /// A file could not be written.
    fn world(path: &std::path::Path, error: &std::io::Error) -> Self {
        let path = path.display();
        Self {
            code: 3,
            words: Some(words!(
                "`{path}` kunde inte skrivas ({error})",
                "`{path}` could not be written ({error})"
            )),
        }
    }
}

/// Runs the command that `args` ask for; the first of them is the program's name.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let asked = language::asked(&args).or_else(language::of_the_system);
    let parsed = command(asked.unwrap_or(Tongue::En))
        .try_get_matches_from(args)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    match parsed {
        Ok(cli) => ExitCode::from(dispatch(cli, asked)),
        Err(error) => ExitCode::from(console::explain(&error, asked.unwrap_or(Tongue::En))),
    }
}

/// The command line's grammar with its help in one language.
fn command(tongue: Tongue) -> clap::Command {
    match tongue {
        Tongue::Sv => swedish::translated(Cli::command()),
        Tongue::En => Cli::command(),
    }
}

/// Does what was asked for, and returns the exit code.
fn dispatch(cli: Cli, asked: Option<Tongue>) -> u8 {
    let tongue = asked.unwrap_or_else(|| language::of_the_site(&cli.common.root));
    let console = Console { tongue, quiet: cli.common.quiet };
    let Cli { command, site, common } = cli;
    let result = match command {
        None => build::build(&common, &site, console),
        Some(Command::Build(own)) => build::build(&common, &site.overlaid(own), console),
        Some(Command::Check(CheckArgs { site: own, privacy })) => {
            build::check(&common, &CheckArgs { site: site.overlaid(own), privacy }, console)
        }
        Some(_) if !site.is_empty() => Err(misplaced()),
        Some(Command::Archive(asked)) => archive::archive(&common, &asked, console),
        Some(Command::Serve(asked)) => serve::serve(&common, &asked, console),
        Some(Command::New(asked)) => new::new(&common, &asked, console),
        Some(Command::Search(asked)) => search::search(&common, &asked, console),
        Some(Command::Trace(asked)) => trace::trace(&common, &asked, console),
        Some(Command::Init { dir }) => init::init(&dir, console),
        Some(Command::Schema { format }) => schema(format, console),
        Some(Command::Completions { shell }) => completions(shell, console),
        Some(Command::Man) => man(console),
    };
    match result {
        Ok(()) => 0,
        Err(Failure { code, words }) => {
            if let Some(words) = words {
                console.complain(words.in_tongue(tongue));
            }
            code
        }
    }
}

fn misplaced() -> Failure {
    Failure::usage(words!(
        "alternativ för bygget, som --drafts och --output, hör till `build` och `check`; ta bort dem",
        "options of a build, such as --drafts and --output, belong to `build` and `check`; remove them"
    ))
}

fn schema(format: args::SchemaFormat, console: Console) -> Result<(), Failure> {
    match format {
        args::SchemaFormat::Markdown => console.out(&reference::markdown(console.tongue)),
    }
    Ok(())
}

fn completions(shell: clap_complete::Shell, console: Console) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(console.tongue), "forebild", &mut script);
    console.out(&String::from_utf8_lossy(&script));
    Ok(())
}

fn man(console: Console) -> Result<(), Failure> {
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(command(console.tongue));
    man.render(&mut page).map_err(|error| Failure::world("man".as_ref(), &error))?;
    console.out(&String::from_utf8_lossy(&page));
    Ok(())
}

#[cfg(test)]
mod tests;
