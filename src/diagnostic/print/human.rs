//! Remarks as a person reads them: the line, a mark below the place, what to do.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::safe::{Excerpt, excerpt, visible};
use super::{Colour, Files, Look};
use crate::diagnostic::{Diagnostic, Place, Severity, Tongue, Words};

/// The most characters of a message.
const MESSAGE: usize = 600;
/// The most characters of a path.
pub const PATH: usize = 300;

/// Stand-ins for the two places of a remark while it is drawn. The drawing counts columns in the
/// excerpt, but a reader wants those of the file. Excerpts and messages cannot hold these
/// characters: [`visible`] writes private characters as numbers.
const STAND_INS: [char; 2] = ['\u{e000}', '\u{e001}'];

/// A place as it is drawn.
struct Drawn {
    /// `file:line:column`.
    location: String,
    line: usize,
    excerpt: Excerpt,
}

/// Appends `diagnostic` and an empty line.
pub fn write(text: &mut String, diagnostic: &Diagnostic, files: &mut Files<'_, '_>, look: Look) {
    let tongue = look.tongue;
    let title = level(diagnostic.code.severity(), tongue)
        .primary_title(words(&diagnostic.message, tongue))
        .id(diagnostic.code.id());
    let mut locations = Vec::new();
    let mut group = Group::with_title(title);

    let place = draw(&diagnostic.place, files);
    let related =
        diagnostic.related.as_ref().map(|(place, said)| (draw(place, files), place, said));
    let label = diagnostic.label.as_ref().map(|label| words(label, tongue));
    match place {
        Ok(drawn) => {
            let mark = mark(AnnotationKind::Primary, drawn.excerpt.span.clone(), label);
            group = group.element(snippet(&drawn, STAND_INS[0]).annotation(mark));
            locations.push(drawn.location);
        }
        Err(path) => {
            group = group.element(Origin::path(path));
            if let Some(label) = label {
                group = group.element(Level::NOTE.no_name().message(label));
            }
        }
    }
    if let Some((drawn, place, said)) = related {
        group = match drawn {
            Ok(drawn) => {
                let span = drawn.excerpt.span.clone();
                let mark = mark(AnnotationKind::Context, span, Some(words(said, tongue)));
                let group = group.element(snippet(&drawn, STAND_INS[1]).annotation(mark));
                locations.push(drawn.location);
                group
            }
            Err(_) => group.element(Level::NOTE.no_name().message(format!(
                "{}: {}",
                visible(&place.file, PATH),
                words(said, tongue)
            ))),
        };
    }
    group = footer(group, diagnostic, tongue);

    let renderer = match look.colour {
        Colour::Without => Renderer::plain(),
        Colour::With => Renderer::styled(),
    };
    push_located(text, &renderer.render(&[group]), &locations);
    text.push('\n');
}

/// The step to take, and the line to copy.
fn footer<'a>(mut group: Group<'a>, diagnostic: &Diagnostic, tongue: Tongue) -> Group<'a> {
    if let Some(help) = &diagnostic.help {
        let name = match tongue {
            Tongue::Sv => "hjälp",
            Tongue::En => "help",
        };
        group = group.element(Level::HELP.with_name(name).message(words(help, tongue)));
    }
    if let Some(copy) = &diagnostic.copy {
        let lead = match tongue {
            Tongue::Sv => "skriv så här:",
            Tongue::En => "write this:",
        };
        let lines: Vec<String> = copy.lines().map(|line| visible(line, MESSAGE)).collect();
        let message = format!("{lead}\n{}", lines.join("\n"));
        group = group.element(Level::HELP.no_name().message(message));
    }
    group
}

/// How a place is drawn; only its path when it is a file as a whole, one that cannot be had, or
/// one that is not text.
fn draw(place: &Place, files: &mut Files<'_, '_>) -> Result<Drawn, String> {
    let path = visible(&place.file, PATH);
    let Some(lines) = files.lines(&place.file) else { return Err(path) };
    if (place.start, place.end) == (0, 0) {
        return Err(path);
    }
    let (line, column) = lines.position(place.start);
    let location = format!("{path}:{line}:{column}");
    let (_, start, bytes) = lines.line_at(place.start);
    let Ok(text) = std::str::from_utf8(bytes) else { return Err(location) };
    let span = place.start.saturating_sub(start)..place.end.saturating_sub(start);
    Ok(Drawn { location, line, excerpt: excerpt(text, span) })
}

fn snippet<'a>(drawn: &Drawn, stand_in: char) -> Snippet<'a, Annotation<'a>> {
    Snippet::source(drawn.excerpt.text.clone()).line_start(drawn.line).path(String::from(stand_in))
}

fn mark<'a>(kind: AnnotationKind, span: Range<usize>, label: Option<String>) -> Annotation<'a> {
    kind.span(span).label(label)
}

fn words(words: &Words, tongue: Tongue) -> String {
    visible(words.in_tongue(tongue), MESSAGE)
}

fn level(severity: Severity, tongue: Tongue) -> Level<'static> {
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::NOTE,
    };
    level.with_name(super::severity_name(severity, tongue))
}

/// Appends `drawn` with the true locations in place of the stand-ins, and no blanks at line ends.
fn push_located(text: &mut String, drawn: &str, locations: &[String]) {
    let mut locations = locations.iter();
    for line in drawn.lines() {
        match line.find(STAND_INS).and_then(|at| Some((at, locations.next()?))) {
            Some((at, location)) => {
                text.push_str(&line[..at]);
                text.push_str(location);
                // What follows the location is at most the end of a colour.
                text.push_str(line[at..].find('\u{1b}').map_or("", |end| &line[at + end..]));
            }
            None => text.push_str(line.trim_end()),
        }
        text.push('\n');
    }
}
