//! What is said about a text, in Swedish and English.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place, Words};
use crate::words;

use super::links::Refusal;

/// The most remarks of one kind in one text: a bound on memory. Who mends these sees the next.
const MOST: usize = 100;

/// The longest line offered for copying, in bytes.
const LONGEST_COPY: usize = 300;

/// Collects remarks; places come in as ranges of the Markdown and go out as places of the file.
pub(super) struct Remarks<'a> {
    file: &'a Arc<str>,
    base: usize,
    list: Vec<Diagnostic>,
    counts: BTreeMap<Code, usize>,
}

impl<'a> Remarks<'a> {
    /// None yet, on Markdown that begins at `base` in `file`.
    pub(super) fn new(file: &'a Arc<str>, base: usize) -> Self {
        Self { file, base, list: Vec::new(), counts: BTreeMap::new() }
    }

    /// All of them.
    pub(super) fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }

    /// The range in the file.
    pub(super) fn in_file(&self, span: Range<usize>) -> Range<usize> {
        self.base + span.start..self.base + span.end
    }

    fn add(&mut self, code: Code, span: Range<usize>, message: Words, help: Words) {
        self.add_with(code, span, (message, help), None);
    }

    fn add_with(
        &mut self,
        code: Code,
        span: Range<usize>,
        (message, help): (Words, Words),
        copy: impl Into<Option<String>>,
    ) {
        let count = self.counts.entry(code).or_default();
        *count += 1;
        if *count > MOST {
            return;
        }
        let place = Place::new(self.file, self.in_file(span));
        let mut remark = Diagnostic::new(code, place, message).help(help);
        remark.copy = copy.into().filter(|line| line.len() <= LONGEST_COPY);
        self.list.push(remark);
    }

    /// Invisible characters.
    pub(super) fn control_character(&mut self, span: Range<usize>, first: char) {
        let number = u32::from(first);
        self.add(
            Code::ControlCharacter,
            span,
            words!(
                "texten innehåller ett osynligt styrtecken, `U+{number:04X}`",
                "the text holds an invisible control character, `U+{number:04X}`"
            ),
            words!(
                "radera orden runt det och skriv dem på nytt",
                "delete the words around it and type them again"
            ),
        );
    }

    /// A comment, which is left out of the page.
    pub(super) fn comment(&mut self, span: Range<usize>) {
        self.add(
            Code::HtmlComment,
            span,
            words!(
                "kommentaren tas bort och syns inte på sidan",
                "the comment is removed and not shown on the page"
            ),
            words!(
                "flytta anteckningen till ett annat dokument",
                "move the note to another document"
            ),
        );
    }

    /// HTML, which is shown as text.
    pub(super) fn raw_html(&mut self, span: Range<usize>, html: &str) {
        let shown = short(html);
        self.add(
            Code::RawHtml,
            span,
            words!(
                "HTML-koden `{shown}` visas som vanlig text",
                "the HTML code `{shown}` is shown as plain text"
            ),
            instead_of(html),
        );
    }

    /// `# Heading` in the text.
    pub(super) fn top_heading(&mut self, span: Range<usize>, text: &str) {
        let shown = short(text);
        self.add_with(
            Code::TopHeading,
            span,
            (
                words!(
                    "`{shown}` är en huvudrubrik, men titeln är redan sidans huvudrubrik",
                    "`{shown}` is a main heading, but the title is the page's main heading already"
                ),
                words!("skriv två # framför rubriken", "write two # before the heading"),
            ),
            format!("## {text}"),
        );
    }

    /// A heading more than one level below the one before it.
    pub(super) fn skipped_heading(&mut self, span: Range<usize>, text: &str, level: u8) {
        let shown = short(text);
        let marks = "#".repeat(usize::from(level));
        self.add_with(
            Code::SkippedHeading,
            span,
            (
                words!(
                    "rubriken `{shown}` hoppar över en nivå",
                    "the heading `{shown}` skips a level"
                ),
                words!("skriv {marks} framför rubriken", "write {marks} before the heading"),
            ),
            format!("{marks} {text}"),
        );
    }

    /// A heading without text.
    pub(super) fn empty_heading(&mut self, span: Range<usize>) {
        self.add(
            Code::EmptyHeading,
            span,
            words!("rubriken saknar text", "the heading has no text"),
            words!(
                "skriv en rubrik efter #, eller ta bort raden",
                "write a heading after #, or remove the line"
            ),
        );
    }

    /// A heading made by a line of dashes.
    pub(super) fn underline_heading(&mut self, span: Range<usize>, text: &str) {
        let shown = short(text);
        self.add_with(
            Code::UnderlineHeading,
            span,
            (words!(
                "raden med streck gör `{shown}` till en rubrik",
                "the line of dashes makes `{shown}` a heading"
            ),
            words!(
                "lämna en tom rad före strecken om du menar en linje, annars skriv rubriken så här:",
                "leave an empty line before the dashes if you mean a rule, else write the heading like this:"
            )),
            format!("## {text}"),
        );
    }

    /// `#Heading`.
    pub(super) fn hash_without_space(&mut self, span: Range<usize>, level: usize, text: &str) {
        let shown = short(text);
        let marks = "#".repeat(level.max(2));
        let line = text.trim();
        self.add_with(
            Code::HashWithoutSpace,
            span,
            (
                words!("`{shown}` blir ingen rubrik", "`{shown}` does not become a heading"),
                words!("skriv ett vanligt mellanslag efter #", "write an ordinary space after #"),
            ),
            format!("{marks} {line}"),
        );
    }

    /// `[text][name]` without the line `[name]: address`.
    pub(super) fn broken_reference(&mut self, span: Range<usize>, name: &str) {
        let shown = short(name);
        self.add_with(
            Code::BrokenReference,
            span,
            (
                words!(
                    "hänvisningen `{shown}` saknar adress",
                    "the reference `{shown}` has no address"
                ),
                words!(
                    "lägg till en rad med adressen längst ned i texten",
                    "add a line with the address at the end of the text"
                ),
            ),
            format!("[{shown}]: https://"),
        );
    }

    /// `[^name]` without the line `[^name]: text`.
    pub(super) fn missing_note(&mut self, span: Range<usize>, name: &str) {
        let shown = short(name);
        self.add_with(
            Code::BrokenReference,
            span,
            (
                words!("fotnoten `{shown}` saknar text", "the footnote `{shown}` has no text"),
                words!(
                    "lägg till en rad med fotnotens text längst ned",
                    "add a line with the text of the footnote at the end"
                ),
            ),
            format!("[^{shown}]: …"),
        );
    }

    /// A footnote that nothing refers to.
    pub(super) fn unused_note(&mut self, span: Range<usize>, name: &str) {
        let shown = short(name);
        self.add_with(
            Code::BrokenFootnote,
            span,
            (
                words!(
                    "ingen hänvisning leder till fotnoten `{shown}`, så den visas inte",
                    "no reference leads to the footnote `{shown}`, so it is not shown"
                ),
                words!(
                    "skriv detta där fotnoten hör hemma",
                    "write this where the footnote belongs"
                ),
            ),
            format!("[^{shown}]"),
        );
    }

    /// A second footnote of the same name.
    pub(super) fn second_note(&mut self, span: Range<usize>, name: &str) {
        let shown = short(name);
        self.add(
            Code::BrokenFootnote,
            span,
            words!(
                "fotnoten `{shown}` finns redan, så den här visas inte",
                "the footnote `{shown}` exists already, so this one is not shown"
            ),
            words!("ge fotnoten ett eget namn", "give the footnote a name of its own"),
        );
    }

    /// `[text](an address with spaces)`.
    pub(super) fn literal_link(&mut self, span: Range<usize>, text: &str, address: &str) {
        let shown = short(address);
        let address = address.trim();
        let address = if address.contains(char::is_whitespace) && !address.contains(['<', '>']) {
            format!("<{address}>")
        } else {
            address.to_owned()
        };
        self.add_with(
            Code::LiteralLink,
            span,
            (
                words!("`{shown}` blir ingen länk", "`{shown}` does not become a link"),
                words!(
                    "skriv texten och adressen tätt ihop, och < > runt en adress med mellanslag",
                    "write text and address close together, and < > around an address with spaces"
                ),
            ),
            format!("[{text}]({address})"),
        );
    }

    /// `**Bra!**sa`.
    pub(super) fn literal_emphasis(&mut self, span: Range<usize>) {
        self.add(
            Code::LiteralEmphasis,
            span,
            words!("stjärnorna blir kvar i texten", "the asterisks stay in the text"),
            words!(
                "avsluta med ** direkt efter sista bokstaven, före skiljetecknet",
                "end with ** right after the last letter, before the punctuation mark"
            ),
        );
    }

    /// `1986. Ett bra år`.
    pub(super) fn year_list(&mut self, span: Range<usize>, year: u64, line: &str) {
        let line = line.trim();
        self.add_with(
            Code::YearBecameList,
            span,
            (
                words!(
                    "årtalet `{year}` blir numret i en lista",
                    "the year `{year}` becomes the number of a list"
                ),
                words!(
                    "skriv ett omvänt snedstreck före punkten",
                    "write a backslash before the full stop"
                ),
            ),
            format!("{year}\\. {line}"),
        );
    }

    /// A link whose text tells nothing.
    pub(super) fn vague_link(&mut self, span: Range<usize>, text: &str) {
        let shown = short(text);
        let message = if text.is_empty() {
            words!("länken har ingen text", "the link has no text")
        } else {
            words!(
                "länktexten `{shown}` säger inte vart länken går",
                "the link text `{shown}` does not say where the link goes"
            )
        };
        self.add(
            Code::VagueLinkText,
            span,
            message,
            words!(
                "skriv vad läsaren hittar där, till exempel namnet på sidan",
                "write what the reader finds there, such as the name of the page"
            ),
        );
    }

    /// A text within a text within a text.
    pub(super) fn too_deep(&mut self, span: Range<usize>, limit: usize) {
        self.add(
            Code::TooDeep,
            span,
            words!(
                "texten är nästlad i mer än {limit} nivåer",
                "the text is nested in more than {limit} levels"
            ),
            words!(
                "ta bort några av tecknen i början av raden",
                "remove some of the marks at the start of the line"
            ),
        );
    }

    /// An address that is not allowed.
    pub(super) fn refused(&mut self, span: Range<usize>, address: &str, why: Refusal) {
        let shown = short(address);
        let message = match why {
            Refusal::Empty => words!("adressen är tom", "the address is empty"),
            Refusal::Outside => words!(
                "adressen `{shown}` leder ut ur mappen `content`",
                "the address `{shown}` leads out of the folder `content`"
            ),
            Refusal::ForeignPicture => words!(
                "bilden `{shown}` ligger inte bland berättelserna",
                "the picture `{shown}` does not lie among the stories"
            ),
            _ => words!(
                "adressen `{shown}` är inte tillåten",
                "the address `{shown}` is not allowed"
            ),
        };
        let (help, copy) = step(address.trim(), why);
        self.add_with(Code::RefusedAddress, span, (message, help), copy);
    }
}

/// What to do about a refused address, and the address to write.
fn step(address: &str, why: Refusal) -> (Words, Option<String>) {
    let help = match why {
        Refusal::Empty => {
            words!("skriv en adress mellan parenteserna", "write an address between the brackets")
        }
        Refusal::Scheme => words!(
            "skriv en adress som börjar med https://, mailto: eller tel:, eller länka till en berättelse",
            "write an address that begins with https://, mailto: or tel:, or link to a story"
        ),
        Refusal::Unfinished => words!(
            "skriv hela adressen, till exempel https://example.org, mailto:namn@example.org eller tel:+46501123456",
            "write the whole address, such as https://example.org, mailto:name@example.org or tel:+46501123456"
        ),
        Refusal::WithoutScheme => {
            words!("skriv https: framför adressen", "write https: before the address")
        }
        Refusal::LooksForeign if address.contains('@') => {
            words!(
                "skriv mailto: framför e-postadressen",
                "write mailto: before the e-mail address"
            )
        }
        Refusal::LooksForeign => {
            words!("skriv https:// framför adressen", "write https:// before the address")
        }
        Refusal::Absolute => words!(
            "länka till filen, till exempel ../pages/about.md",
            "link to the file, such as ../pages/about.md"
        ),
        Refusal::Backslash => words!("skriv / i stället för \\", "write / instead of \\"),
        Refusal::Outside => {
            words!("länka till en fil i mappen `content`", "link to a file in the folder `content`")
        }
        Refusal::File => words!(
            "länka till en berättelse eller sida (.md); lägg andra filer på en annan webbplats och länka dit",
            "link to a story or page (.md); put other files on another site and link there"
        ),
        Refusal::Unreadable => words!(
            "skriv adressen på nytt, tecken för tecken",
            "type the address again, sign by sign"
        ),
        Refusal::ForeignPicture => words!(
            "spara bilden bredvid berättelsen och skriv bara filnamnet",
            "save the picture beside the story and write only the file name"
        ),
    };
    let copy = match why {
        Refusal::WithoutScheme if address.starts_with("//") => Some(format!("https:{address}")),
        Refusal::LooksForeign if address.contains('@') => Some(format!("mailto:{address}")),
        Refusal::LooksForeign => Some(format!("https://{address}")),
        Refusal::Backslash => Some(address.replace('\\', "/")),
        _ => None,
    };
    (help, copy)
}

/// What Markdown has in place of a tag.
fn instead_of(html: &str) -> Words {
    let name = html.trim_start_matches(['<', '/']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    match name[..end].to_ascii_lowercase().as_str() {
        "b" | "strong" => words!("skriv **fet text** i stället", "write **bold text** instead"),
        "i" | "em" => words!("skriv *kursiv text* i stället", "write *italic text* instead"),
        "br" => {
            words!("skriv \\ sist på raden i stället", "write \\ at the end of the line instead")
        }
        "a" => words!("skriv [text](adress) i stället", "write [text](address) instead"),
        "img" => words!(
            "skriv ![beskrivning](bild.jpg) i stället",
            "write ![description](picture.jpg) instead"
        ),
        "p" | "div" => words!(
            "lämna en tom rad mellan styckena i stället",
            "leave an empty line between paragraphs instead"
        ),
        _ => words!("ta bort HTML-koden", "remove the HTML code"),
    }
}

/// The beginning of what an author wrote, fit for one line of a message.
fn short(text: &str) -> String {
    const MOST: usize = 60;
    let clean = |c: char| match c {
        '`' => '\'',
        c if c.is_whitespace() => ' ',
        c if super::escape::is_forbidden(c) => '\u{fffd}',
        c => c,
    };
    let text = text.trim();
    let mut short: String = text.chars().take(MOST).map(clean).collect();
    if text.chars().nth(MOST).is_some() {
        short.push('…');
    }
    short
}
