//! Remarks as text: for people, for editors, for programs, for a review on the web.
//!
//! Nothing that an author wrote is trusted on its way to a terminal. Control characters become
//! signs that can be seen, a long line is cut around the place, and the words of a remark have a
//! greatest length, so that no file can recolour, overwrite or flood the window it is shown in.

mod human;
mod lines;
mod machine;
mod safe;

use std::collections::BTreeMap;

use super::{Diagnostic, Place, Severity, Tongue};
use lines::Lines;
pub use safe::{is_dangerous, visible};

/// How remarks are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// In which language (the JSON form holds both).
    pub tongue: Tongue,
    /// In which form.
    pub format: Format,
    /// With or without colours (the form for people only).
    pub colour: Colour,
}

/// The forms of a remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With the line itself and a mark below the place.
    Human,
    /// One line a remark: `file:line:column: error[F201]: message`.
    Short,
    /// One JSON object a line. The keys stay: `code`, `severity` (`error`, `warning`, `hint`),
    /// `file`, `line`, `column`, `end_line`, `end_column` (from 1; a column counts characters),
    /// `start`, `end` (bytes from 0), `message`, `label`, `help` (each `{sv, en}` or null),
    /// `copy` (text or null), `related` (a place and `message`, or null).
    Json,
    /// Workflow commands that a review page on GitHub shows beside the line.
    GitHub,
}

/// Whether text may hold colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    Without,
    /// ANSI colours.
    With,
}

/// `diagnostics` as text, in the order given. `bytes_of` finds a file by its path.
///
/// The forms for people end with a line that counts; every line ends with a line feed, and no
/// remarks give no text.
#[must_use]
pub fn print<'a>(
    diagnostics: &[Diagnostic],
    bytes_of: &dyn Fn(&str) -> Option<&'a [u8]>,
    look: Look,
) -> String {
    let mut files = Files { bytes_of, known: BTreeMap::new() };
    let mut text = String::new();
    for diagnostic in diagnostics {
        match look.format {
            Format::Human => human::write(&mut text, diagnostic, &mut files, look),
            Format::Short => machine::short(&mut text, diagnostic, &mut files, look.tongue),
            Format::Json => machine::json(&mut text, diagnostic, &mut files),
            Format::GitHub => machine::github(&mut text, diagnostic, &mut files, look.tongue),
        }
    }
    if !diagnostics.is_empty() && matches!(look.format, Format::Human | Format::Short) {
        text.push_str(&tally(diagnostics, look.tongue));
        text.push('\n');
    }
    text
}

/// How many of each severity there are, as `2 fel, 1 varning`; empty when there are none.
#[must_use]
pub fn tally(diagnostics: &[Diagnostic], tongue: Tongue) -> String {
    let mut parts = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Hint] {
        let count = diagnostics.iter().filter(|one| one.code.severity() == severity).count();
        let (one, many) = match (tongue, severity) {
            (Tongue::Sv, Severity::Error) => ("fel", "fel"),
            (Tongue::Sv, Severity::Warning) => ("varning", "varningar"),
            (Tongue::Sv, Severity::Hint) => ("tips", "tips"),
            (Tongue::En, Severity::Error) => ("error", "errors"),
            (Tongue::En, Severity::Warning) => ("warning", "warnings"),
            (Tongue::En, Severity::Hint) => ("hint", "hints"),
        };
        match count {
            0 => {}
            1 => parts.push(format!("1 {one}")),
            count => parts.push(format!("{count} {many}")),
        }
    }
    parts.join(", ")
}

/// What a severity is called.
fn severity_name(severity: Severity, tongue: Tongue) -> &'static str {
    match (tongue, severity) {
        (Tongue::Sv, Severity::Error) => "fel",
        (Tongue::Sv, Severity::Warning) => "varning",
        (Tongue::Sv, Severity::Hint) => "tips",
        (Tongue::En, Severity::Error) => "error",
        (Tongue::En, Severity::Warning) => "warning",
        (Tongue::En, Severity::Hint) => "hint",
    }
}

/// The files that remarks stand in. Each is cut into lines once, however many remarks it has.
struct Files<'f, 'a> {
    bytes_of: &'f dyn Fn(&str) -> Option<&'a [u8]>,
    known: BTreeMap<String, Option<Lines<'a>>>,
}

impl<'a> Files<'_, 'a> {
    /// The lines of the file at `path`, if it can be had.
    fn lines(&mut self, path: &str) -> Option<&Lines<'a>> {
        if !self.known.contains_key(path) {
            let lines = (self.bytes_of)(path).map(Lines::of);
            self.known.insert(path.to_owned(), lines);
        }
        self.known.get(path).and_then(Option::as_ref)
    }

    /// Line and column of both ends of `place`, from 1.
    fn ends(&mut self, place: &Place) -> [(usize, usize); 2] {
        self.lines(&place.file)
            .map_or([(1, 1); 2], |lines| [lines.position(place.start), lines.position(place.end)])
    }
}

#[cfg(test)]
mod tests;
