//! What is said about YAML that cannot be read or is refused.

use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::ScanError;

use super::DEPTH_MAX;
use super::readable::Readable;
use crate::diagnostic::{Code, Diagnostic, Place, Words};
use crate::words;

/// Something that YAML allows and Förebild refuses.
#[derive(Clone, Copy)]
pub(super) enum Refused {
    Anchor,
    Alias,
    Tag,
    Merge,
    ComplexKey,
    Documents,
    Directive,
    Depth,
}

/// The remark on something refused.
pub(super) fn refused(file: &Arc<str>, what: Refused, at: Range<usize>) -> Diagnostic {
    let (message, help) = match what {
        Refused::Anchor => (
            words!("ett `&` först i ett värde är ett ankare, och ankare används inte här", "an `&` before a value is an anchor, and anchors are not used here"),
            words!("sätt texten inom citattecken, eller ta bort ankaret", "put the text in quotes, or remove the anchor"),
        ),
        Refused::Alias => (
            words!("en `*` först i ett värde är en hänvisning, och hänvisningar används inte här", "a `*` before a value is an alias, and aliases are not used here"),
            words!("sätt texten inom citattecken, eller skriv ut värdet", "put the text in quotes, or write the value out"),
        ),
        Refused::Tag => (
            words!("ett `!` först i ett värde är en typmärkning, och sådana används inte här", "a `!` before a value is a tag, and tags are not used here"),
            words!("ta bort ordet som börjar med `!`", "remove the word that begins with `!`"),
        ),
        Refused::Merge => (
            words!("`<<` slår ihop fält, och det används inte här", "`<<` merges fields, and that is not used here"),
            words!("skriv ut fälten", "write the fields out"),
        ),
        Refused::ComplexKey => (
            words!("ett fältnamn kan inte vara en lista eller en grupp", "the name of a field cannot be a list or a group"),
            words!("sätt texten inom citattecken om klamrarna hör till den", "put the text in quotes if the brackets belong to it"),
        ),
        Refused::Documents => (
            words!("filen innehåller flera dokument efter varandra", "the file holds several documents"),
            words!("ta bort raden `---` eller `...` mitt i filen", "remove the line `---` or `...` in the middle of the file"),
        ),
        Refused::Directive => (
            words!("en rad som börjar med `%` är en instruktion till YAML, och sådana används inte här", "a line that begins with `%` is a YAML directive, and directives are not used here"),
            words!("ta bort raden", "remove the line"),
        ),
        Refused::Depth => (
            words!("listor och grupper ligger mer än {DEPTH_MAX} nivåer djupt", "lists and groups are nested more than {DEPTH_MAX} levels deep"),
            words!("gör nivåerna färre", "use fewer levels"),
        ),
    };
    Diagnostic::new(Code::YamlRefused, Place::new(file, at), message).help(help)
}

/// The remark on YAML that the scanner could not read. Its place is the scanner's; its words are
/// ours, and the scanner's own only when it says something that is not foreseen.
pub(super) fn scan_error(
    file: &Arc<str>,
    readable: &Readable<'_>,
    error: &ScanError,
) -> Diagnostic {
    let at = readable.origin(error.marker().index());
    let end = readable.origin(error.marker().index() + 1);
    // The scanner stumbles over the colon; what is wrong is where the line begins.
    let start = if error.info().contains("mapping values") { readable.indent(at) } else { at };
    let (message, help) = plain(error.info());
    Diagnostic::new(Code::YamlSyntax, Place::new(file, start..end.max(start)), message).help(help)
}

/// Our words for the scanner's, which are matched by what is peculiar to them.
fn plain(info: &str) -> (Words, Words) {
    let known = |parts: &[&str]| parts.iter().any(|part| info.contains(part));
    if known(&["mapping values are not allowed", "illegal placement of ':'"]) {
        (
            words!("raden är indragen längre än raden ovanför, eller har ett kolon för mycket", "the line is indented more than the line above, or has a colon too many"),
            words!("låt raden börja i samma spalt som raden ovanför, eller sätt texten inom citattecken", "let the line begin in the same column as the line above, or put the text in quotes"),
        )
    } else if known(&["simple key expect", "did not find expected key", "'-' indicator", "invalid indentation", "block sequence entries", "wrongly indented", "expected node content", "mapping keys are not allowed"]) {
        (
            words!("raden passar inte ihop med raderna ovanför", "the line does not fit the lines above"),
            words!("kontrollera att raden är lika mycket indragen som de andra fälten i samma grupp", "check that the line is indented as much as the other fields of its group"),
        )
    } else if known(&["',' or ']'", "',' or '}'", "misplaced bracket", "flow mapping", "unexpected end of plain scalar", "',[]{}'"]) {
        (
            words!("en lista inom `[ ]` eller en grupp inom `{{ }}` är inte rätt skriven", "a list in `[ ]` or a group in `{{ }}` is not written right"),
            words!("kontrollera att delarna har komma emellan och att varje klammer stängs; text med kolon eller komma ska stå inom citattecken", "check that the parts have commas between them and every bracket is closed; text with a colon or comma must be in quotes"),
        )
    } else if known(&["quoted scalar, found unexpected"]) {
        (
            words!("ett citattecken stängs aldrig", "a quotation mark is never closed"),
            words!("sätt ett rakt citattecken också i slutet av texten", "put a straight quotation mark at the end of the text too"),
        )
    } else if known(&["invalid trailing content"]) {
        (
            words!("det står text efter det avslutande citattecknet", "there is text after the closing quotation mark"),
            words!("sätt citattecken om hela texten, och enkla (') om texten själv innehåller dubbla", "put the quotes around the whole text, and use single ones (') if the text itself has double ones"),
        )
    } else if known(&["escape"]) {
        (
            words!("`\\` inom dubbla citattecken betyder något särskilt", "`\\` within double quotes has a special meaning"),
            words!("skriv `\\\\`, eller använd enkla citattecken (')", "write `\\\\`, or use single quotes (')"),
        )
    } else if known(&["tab"]) {
        (
            words!("en rad är indragen med tabb", "a line is indented with a tab"),
            words!("använd mellanslag", "use spaces"),
        )
    } else if known(&["comment intercepting"]) {
        (
            words!("en kommentar står mitt i en text som fortsätter på nästa rad", "a comment stands inside a text that goes on in the next line"),
            words!("flytta kommentaren till en egen rad, eller sätt texten inom citattecken", "move the comment to its own line, or put the text in quotes"),
        )
    } else if known(&["recursion limit"]) {
        (
            words!("listor och grupper ligger för djupt", "lists and groups are nested too deeply"),
            words!("gör nivåerna färre", "use fewer levels"),
        )
    } else {
        (
            words!("raden går inte att läsa (på engelska: {info})", "the line cannot be read ({info})"),
            words!("sätt texten inom citattecken om den innehåller tecken som `: # [ {{ & * !`", "put the text in quotes if it holds characters such as `: # [ {{ & * !`"),
        )
    }
}
