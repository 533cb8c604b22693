//! Words to the person or program that called. A closed output is no failure: whoever closed it
//! has read enough, and the work goes on.

use std::io::{self, BufRead, IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use indicatif::{ProgressBar, ProgressStyle};

use crate::diagnostic::print::{Colour, Format, Look, visible};
use crate::diagnostic::{Tongue, Words};
use crate::images::{self, Progress};
use crate::words;

/// Work that takes longer shows that it goes on.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often it shows that.
const TICK: Duration = Duration::from_millis(100);
/// The most characters of a complaint.
const COMPLAINT: usize = 2000;

/// How to speak.
#[derive(Clone, Copy, Debug)]
pub struct Console {
    /// In which language.
    pub tongue: Tongue,
    /// Whether to say only what is wrong.
    pub quiet: bool,
}

impl Console {
    /// Writes a result to standard output.
    pub fn out(self, text: &str) {
        let mut out = io::stdout().lock();
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    /// Writes to standard error.
    pub fn err(self, text: &str) {
        let mut err = io::stderr().lock();
        let _ = err.write_all(text.as_bytes());
    }

    /// Says what was done, unless nobody wants to know.
    pub fn tell(self, words: &Words) {
        if !self.quiet {
            self.err(&format!("{}\n", visible(words.in_tongue(self.tongue), COMPLAINT)));
        }
    }

    /// Says why something was not done.
    pub fn complain(self, why: &str) {
        let error = match self.tongue {
            Tongue::Sv => "fel",
            Tongue::En => "error",
        };
        self.err(&format!("{error}: {}\n", visible(why, COMPLAINT)));
    }

    /// How remarks look here in a form.
    pub fn look(self, format: Format) -> Look {
        Look { tongue: self.tongue, format, colour: self.colour() }
    }

    /// Whether standard error takes colours.
    fn colour(self) -> Colour {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let able = std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        if wanted && able && io::stderr().is_terminal() { Colour::With } else { Colour::Without }
    }

    /// Asks a question; none when nobody sits at a terminal, or the answer is empty.
    pub fn ask(self, question: &Words) -> Option<String> {
        if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return None;
        }
        self.err(&format!("{} ", question.in_tongue(self.tongue)));
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer).ok()?;
        let answer = answer.trim();
        (!answer.is_empty()).then(|| answer.to_owned())
    }

    /// Does `work`; when it takes long and somebody watches, shows that it goes on.
    pub fn during<T>(self, doing: &Words, work: impl FnOnce() -> T) -> T {
        self.watching(doing, &|| None, work)
    }

    /// Does `work`, which makes pictures on its way; when it takes long and somebody watches, shows
    /// how many are left.
    pub fn during_pictures<T>(
        self,
        doing: &Words,
        pictures: &images::Memory,
        work: impl FnOnce() -> T,
    ) -> T {
        self.watching(doing, &|| pictures.progress(), work)
    }

    fn watching<T>(
        self,
        doing: &Words,
        progress: &(dyn Fn() -> Option<Progress> + Sync),
        work: impl FnOnce() -> T,
    ) -> T {
        if self.quiet || !io::stderr().is_terminal() {
            return work();
        }
        let doing = doing.in_tongue(self.tongue).to_owned();
        let pictures = words!("Gör bilderna", "Making the pictures");
        let pictures = pictures.in_tongue(self.tongue).to_owned();
        let (done, waiting) = mpsc::channel::<()>();
        thread::scope(|scope| {
            scope.spawn(move || {
                if waiting.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                    let bar = ProgressBar::new_spinner();
                    // Ends when `done` is dropped.
                    while waiting.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
                        show(&bar, progress(), [&doing, &pictures]);
                    }
                    bar.finish_and_clear();
                }
            });
            // Moved in, so that it is dropped also when `work` panics.
            let _done = done;
            work()
        })
    }
}

/// Shows that work goes on, or how many pictures are ready.
fn show(bar: &ProgressBar, progress: Option<Progress>, [doing, pictures]: [&str; 2]) {
    let style = |template| ProgressStyle::with_template(template).ok();
    let (style, message) = match progress {
        Some(Progress { done, of }) => {
            let number = |count| u64::try_from(count).unwrap_or(u64::MAX);
            bar.set_length(number(of));
            bar.set_position(number(done));
            (style("{spinner} {msg} {bar:24} {pos}/{len}"), pictures)
        }
        None => (style("{spinner} {msg}"), doing),
    };
    if let Some(style) = style {
        bar.set_style(style);
    }
    bar.set_message(message.to_owned());
    bar.tick();
}

/// Shows help or version, or says what is wrong with the arguments; returns the exit code.
pub fn explain(error: &clap::Error, tongue: Tongue) -> u8 {
    let console = Console { tongue, quiet: false };
    match (error.kind(), swedish(error)) {
        (ErrorKind::DisplayHelp | ErrorKind::DisplayVersion, _) => {
            let _ = error.print();
            0
        }
        (_, Some(why)) if tongue == Tongue::Sv => {
            console.complain(&why);
            2
        }
        _ => {
            let _ = error.print();
            2
        }
    }
}

/// The common mistakes in words of ours; the others are left to clap, which knows English only.
fn swedish(error: &clap::Error) -> Option<String> {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")),
        _ => None,
    };
    let argument = text(ContextKind::InvalidArg).unwrap_or_default();
    let hint = match text(ContextKind::SuggestedArg).or(text(ContextKind::SuggestedSubcommand)) {
        Some(suggested) => format!("menade du `{suggested}`?"),
        None => "kör `forebild --help` för att se vad som finns".to_owned(),
    };
    let value = text(ContextKind::InvalidValue).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument => Some(format!("`{argument}` finns inte; {hint}")),
        ErrorKind::InvalidSubcommand => {
            let command = text(ContextKind::InvalidSubcommand).unwrap_or_default();
            Some(format!("kommandot `{command}` finns inte; {hint}"))
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            Some(format!("`{argument}` saknar sitt värde; {hint}"))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            Some(format!("`{value}` går inte att använda för `{argument}`; {hint}"))
        }
        ErrorKind::MissingRequiredArgument => Some(format!("`{argument}` saknas; {hint}")),
        ErrorKind::ArgumentConflict => {
            Some(format!("`{argument}` kan bara anges en gång; ta bort den ena"))
        }
        _ => None,
    }
}
