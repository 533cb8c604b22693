//! Remarks as editors, programs and review pages read them: one line each.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::human::PATH;
use super::safe::{is_dangerous, visible};
use super::{Files, severity_name};
use crate::diagnostic::{Diagnostic, Place, Severity, Tongue, Words};

/// The most characters of a message; more than for people, for a program can cut.
const MESSAGE: usize = 4000;

/// Appends `file:line:column: error[F201]: message`.
pub fn short(
    text: &mut String,
    diagnostic: &Diagnostic,
    files: &mut Files<'_, '_>,
    tongue: Tongue,
) {
    let [(line, column), _] = files.ends(&diagnostic.place);
    let file = visible(&diagnostic.place.file, PATH);
    let severity = severity_name(diagnostic.code.severity(), tongue);
    let message = visible(diagnostic.message.in_tongue(tongue), MESSAGE);
    let id = diagnostic.code.id();
    // Writing to a `String` cannot fail.
    let _ = writeln!(text, "{file}:{line}:{column}: {severity}[{id}]: {message}");
}

/// Appends one JSON object; its keys are told at [`super::Format::Json`].
pub fn json(text: &mut String, diagnostic: &Diagnostic, files: &mut Files<'_, '_>) {
    let mut object = json!({
        "code": diagnostic.code.id(),
        "severity": severity_name(diagnostic.code.severity(), Tongue::En),
    });
    add_place(&mut object, &diagnostic.place, files);
    object["message"] = both(&diagnostic.message);
    object["label"] = diagnostic.label.as_ref().map_or(Value::Null, both);
    object["help"] = diagnostic.help.as_ref().map_or(Value::Null, both);
    object["copy"] = diagnostic.copy.as_deref().map_or(Value::Null, Value::from);
    object["related"] = match &diagnostic.related {
        Some((place, words)) => {
            let mut related = json!({});
            add_place(&mut related, place, files);
            related["message"] = both(words);
            related
        }
        None => Value::Null,
    };
    push_ascii_controls(text, &object.to_string());
    text.push('\n');
}

fn add_place(object: &mut Value, place: &Place, files: &mut Files<'_, '_>) {
    let [(line, column), (end_line, end_column)] = files.ends(place);
    object["file"] = Value::from(&*place.file);
    object["line"] = Value::from(line);
    object["column"] = Value::from(column);
    object["end_line"] = Value::from(end_line);
    object["end_column"] = Value::from(end_column);
    object["start"] = Value::from(place.start);
    object["end"] = Value::from(place.end);
}

fn both(words: &Words) -> Value {
    let cut = |text: &str| text.chars().take(MESSAGE).collect::<String>();
    json!({ "sv": cut(&words.sv), "en": cut(&words.en) })
}

/// Appends JSON with invisible characters as escapes; JSON itself escapes only the oldest ones.
fn push_ascii_controls(text: &mut String, json: &str) {
    for c in json.chars() {
        if is_dangerous(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(text, "\\u{unit:04x}");
            }
        } else {
            text.push(c);
        }
    }
}

/// Appends `::error file=…,line=…,col=…,title=…::message`.
pub fn github(
    text: &mut String,
    diagnostic: &Diagnostic,
    files: &mut Files<'_, '_>,
    tongue: Tongue,
) {
    let command = match diagnostic.code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "notice",
    };
    let [(line, column), (end_line, end_column)] = files.ends(&diagnostic.place);
    let file = property(&visible(&diagnostic.place.file, PATH));
    let title = property(&format!(
        "{} {}",
        severity_name(diagnostic.code.severity(), tongue),
        diagnostic.code.id()
    ));
    let mut message = visible(diagnostic.message.in_tongue(tongue), MESSAGE);
    if let Some(help) = &diagnostic.help {
        message.push('\n');
        message.push_str(&visible(help.in_tongue(tongue), MESSAGE));
    }
    for copied in diagnostic.copy.iter().flat_map(|copy| copy.lines()) {
        message.push('\n');
        message.push_str(&visible(copied, MESSAGE));
    }
    let message = data(&message);
    let _ = write!(text, "::{command} file={file},line={line},col={column},endLine={end_line}");
    // The end of a place is the column after its last character; columns mean something only on
    // one line.
    if end_line == line && end_column > column {
        let _ = write!(text, ",endColumn={}", end_column - 1);
    }
    let _ = writeln!(text, ",title={title}::{message}");
}

/// `text` as the message of a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// `text` as a property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
