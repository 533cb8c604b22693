//! The grammar of the command line. The texts are the English help; [`super::swedish`] has the
//! Swedish one.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use crate::diagnostic::Tongue;
use crate::diagnostic::print::Format;

/// Makes a static site of good examples from Markdown files.
#[derive(Debug, Parser)]
#[command(
    name = "forebild",
    version,
    disable_help_flag = true,
    disable_help_subcommand = true,
    disable_version_flag = true
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub site: SiteArgs,
    #[command(flatten)]
    pub common: Common,
}

/// Options of every command.
#[derive(Debug, Args)]
pub struct Common {
    /// The project's folder; without it, the folder you stand in.
    #[arg(long, value_name = "DIR", default_value = ".", hide_default_value = true, global = true)]
    pub root: PathBuf,
    /// Language of what Förebild says: sv or en; without it, the language of your system.
    #[arg(long, value_name = "LANGUAGE", hide_possible_values = true, global = true)]
    pub lang: Option<Lang>,
    /// Say nothing but remarks and errors.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Show this help.
    #[arg(long, short, action = ArgAction::Help, global = true)]
    pub help: Option<bool>,
    /// Show the version.
    #[arg(long, short = 'V', action = ArgAction::Version)]
    pub version: Option<bool>,
}

/// Options of a build.
#[derive(Args, Debug, Default, PartialEq, Eq)]
pub struct SiteArgs {
    /// Where the site is written; without it, the folder public in the project.
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Where the site will live, in place of base_url in site.yaml.
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
    /// Show drafts, stories in review and stories of the future too, each with a banner.
    #[arg(long)]
    pub drafts: bool,
    /// Treat warnings as errors.
    #[arg(long)]
    pub strict: bool,
    /// Make everything anew, and keep nothing for the next build.
    #[arg(long)]
    pub no_cache: bool,
    /// How remarks are written: human, short, json or github.
    #[arg(long, value_name = "FORMAT", hide_possible_values = true)]
    pub format: Option<FormatArg>,
    /// How many things are done at the same time; without it, as many as the processor can.
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    /// Show where the time went: human, or json on standard output.
    #[arg(
        long,
        value_name = "FORMAT",
        num_args = 0..=1,
        default_missing_value = "human",
        require_equals = true,
        hide_possible_values = true
    )]
    pub timings: Option<TimingsFormat>,
}

impl SiteArgs {
    /// These options with those given after the command's name laid over them.
    pub fn overlaid(self, own: Self) -> Self {
        let Self { output, base_url, drafts, strict, no_cache, format, jobs, timings } = own;
        Self {
            output: output.or(self.output),
            base_url: base_url.or(self.base_url),
            drafts: drafts || self.drafts,
            strict: strict || self.strict,
            no_cache: no_cache || self.no_cache,
            format: format.or(self.format),
            jobs: jobs.or(self.jobs),
            timings: timings.or(self.timings),
        }
    }

    /// Whether none was given.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Options of `check`.
#[derive(Args, Debug)]
pub struct CheckArgs {
    #[command(flatten)]
    pub site: SiteArgs,
    /// Show which people the site names and shows, on what basis, and what it does in a browser.
    #[arg(long)]
    pub privacy: bool,
}

/// What Förebild can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check the content and write the site (done also when no command is given).
    Build(SiteArgs),
    /// Check the content without writing anything.
    Check(CheckArgs),
    /// Show the site in your browser while you write, drafts included.
    Serve(ServeArgs),
    /// Begin a new story.
    New(NewArgs),
    /// Search the built site, as a reader does.
    Search(SearchArgs),
    /// Find every place where a name stands, in the content and in the built site.
    Trace(TraceArgs),
    /// Make one file of the whole site, to carry away and read without a network.
    Archive(ArchiveArgs),
    /// Make a new project with example content.
    Init {
        /// The new project's folder.
        #[arg(value_name = "DIR")]
        dir: PathBuf,
    },
    /// Show every field that a file may have.
    Schema {
        /// The form: markdown.
        #[arg(
            long,
            value_name = "FORMAT",
            default_value = "markdown",
            hide_default_value = true,
            hide_possible_values = true
        )]
        format: SchemaFormat,
    },
    /// Write a script that completes commands in your shell.
    Completions {
        /// The shell: bash, elvish, fish, powershell or zsh.
        #[arg(value_name = "SHELL", hide_possible_values = true)]
        shell: clap_complete::Shell,
    },
    /// Write the manual page.
    Man,
}

/// Options of `archive`.
#[derive(Args, Debug)]
pub struct ArchiveArgs {
    /// The file, as x.zip, or the folder for it; without it, the project's folder.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Where the site lives, in place of base_url in site.yaml.
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
    /// Treat warnings as errors.
    #[arg(long)]
    pub strict: bool,
    /// Make everything anew, and keep nothing for the next build.
    #[arg(long)]
    pub no_cache: bool,
    /// How remarks are written: human, short, json or github.
    #[arg(long, value_name = "FORMAT", hide_possible_values = true)]
    pub format: Option<FormatArg>,
    /// How many things are done at the same time; without it, as many as the processor can.
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
}

/// Options of `serve`.
#[derive(Args, Debug)]
pub struct ServeArgs {
    /// The port; without it, 1111. If it is taken, the next free one.
    #[arg(long, short, value_name = "N", default_value = "1111", hide_default_value = true)]
    pub port: u16,
    /// The address to listen on; without it, this computer alone can see the preview.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1", hide_default_value = true)]
    pub host: IpAddr,
    /// Open the preview in the browser.
    #[arg(long)]
    pub open: bool,
    /// Leave out drafts and stories of the future, as readers will see the site.
    #[arg(long)]
    pub without_drafts: bool,
    /// Make everything anew, and keep nothing for the next time.
    #[arg(long)]
    pub no_cache: bool,
    /// Look for changes every so many milliseconds, for disks that do not tell of them.
    #[arg(
        long,
        value_name = "MILLISECONDS",
        num_args = 0..=1,
        default_missing_value = "500",
        require_equals = true,
        value_parser = clap::value_parser!(u32).range(50..=60_000)
    )]
    pub poll: Option<u32>,
}

/// Options of `new`.
#[derive(Args, Debug)]
pub struct NewArgs {
    /// The story's title, in quotes.
    #[arg(value_name = "TITLE")]
    pub title: String,
    /// The municipality it is about; without it, Förebild asks.
    #[arg(long, short, value_name = "NAME")]
    pub municipality: Option<String>,
}

/// Options of `search`.
#[derive(Args, Debug)]
pub struct SearchArgs {
    /// What to search for.
    #[arg(value_name = "WORD", required = true)]
    pub words: Vec<String>,
    /// Where the built site lies; without it, the folder public in the project.
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// The language whose search page is asked; without it, every text is searched.
    #[arg(long, value_name = "LANGUAGE")]
    pub language: Option<String>,
    /// How many stories are shown at most.
    #[arg(long, short, value_name = "N", default_value = "10", hide_default_value = true)]
    pub count: u16,
    /// How the answer is written: human or json.
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: AnswerFormat,
}

/// Options of `trace`.
#[derive(Args, Debug)]
pub struct TraceArgs {
    /// The name, in quotes; a hyphen reads it from standard input, so that no history keeps it.
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Where the built site lies; without it, the folder public in the project.
    #[arg(long, short, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Exit with code 1 if the name stands anywhere.
    #[arg(long)]
    pub expect_none: bool,
    /// How the answer is written: human or json.
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: AnswerFormat,
}

/// Forms of timings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TimingsFormat {
    Human,
    Json,
}

/// Forms of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AnswerFormat {
    Human,
    Json,
}

/// Languages of the tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    Sv,
    En,
}

impl From<Lang> for Tongue {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Sv => Self::Sv,
            Lang::En => Self::En,
        }
    }
}

/// Forms of remarks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    Human,
    Short,
    Json,
    Github,
}

impl From<FormatArg> for Format {
    fn from(format: FormatArg) -> Self {
        match format {
            FormatArg::Human => Self::Human,
            FormatArg::Short => Self::Short,
            FormatArg::Json => Self::Json,
            FormatArg::Github => Self::GitHub,
        }
    }
}

/// Forms of the field reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaFormat {
    Markdown,
}

/// An address that a site can live at, with a slash at its end.
fn base_url(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_plain = |c: char| c.is_ascii_graphic() && !"\"'<>\\^`{|}?#".contains(c);
    match rest {
        Some(rest) if rest.chars().all(is_plain) && !rest.is_empty() && !rest.starts_with('/') => {
            Ok(format!("{}/", text.trim_end_matches('/')))
        }
        _ => Err("write it as https://example.org/folder/".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_addresses() {
        for (text, expected) in [
            ("https://example.org", Some("https://example.org/")),
            ("http://example.org/a/", Some("http://example.org/a/")),
            ("example.org", None),
            ("https://", None),
            ("https:///x", None),
            ("https://example.org/?x", None),
            ("https://example.org/\"><script>", None),
            ("https://exämple.org", None),
            ("javascript:alert(1)", None),
        ] {
            assert_eq!(base_url(text).ok().as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn options_before_and_after_the_command_count_both() {
        let before = SiteArgs { drafts: true, jobs: Some(2), ..SiteArgs::default() };
        let after = SiteArgs { strict: true, jobs: Some(4), ..SiteArgs::default() };
        let both = before.overlaid(after);
        assert_eq!(
            both,
            SiteArgs { drafts: true, strict: true, jobs: Some(4), ..SiteArgs::default() }
        );
    }
}
