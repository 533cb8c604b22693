//! Stories whose text holds a hostile text in every construct of Markdown.

use std::ops::Range;
use std::sync::Arc;

use forebild::diagnostic::Diagnostic;
use forebild::sources::Sources;

/// A construct and what it is written like; `§` is the hostile text, `№` a number. What may read on to the end of
/// the text comes last.
pub const CONSTRUCTS: &[(&str, &str)] = &[
    ("heading", "## § k"),
    ("heading with attributes", "### k {#§ .§ onclick=§}"),
    ("underlined heading", "ord § k\n---"),
    ("paragraph", "Ord § ord."),
    ("line", "§"),
    ("link text", "[§](https://example.org/x)"),
    ("link address", "[länken dit](§)"),
    ("link address in angles", "[länken dit](<§>)"),
    ("link title", "[länken dit](https://example.org/x \"§\")"),
    ("link title in single quotes", "[länken dit](https://example.org/x '§')"),
    ("link title in brackets", "[länken dit](https://example.org/x (§))"),
    ("link into a text", "[länken dit](../annan.md#§)"),
    ("link to a file", "[länken dit](§.md)"),
    ("end of a web address", "[länken dit](https://example.org/§)"),
    ("address of a reference", "[länken dit][r1-№]\n\n[r1-№]: §"),
    ("address of a reference in angles", "[länken dit][r2-№]\n\n[r2-№]: <§>"),
    ("title of a reference", "[länken dit][r3-№]\n\n[r3-№]: https://example.org/x \"§\""),
    ("label of a reference", "[länken dit][§]\n\n[§]: https://example.org/x"),
    ("address in angles", "<§>"),
    ("web address in angles", "<https://example.org/§>"),
    ("e-mail in angles", "<mailto:§>"),
    ("bare address", "Se https://example.org/§ där."),
    ("bare address without a scheme", "Se www.example.org/§ där."),
    ("words of a picture", "![§](bild.svg)"),
    ("title of a picture", "![En bild](bild.svg \"§\")"),
    ("address of a picture", "![En bild](§)"),
    ("address of a picture in angles", "![En bild](<§>)"),
    ("picture in a link", "[![En § bild](bild.svg)](https://example.org/§)"),
    ("code", "Ord ``§`` ord."),
    ("code fence", "~~~~~ §\nord\n~~~~~"),
    ("code fence of a language", "~~~~~js§ {§}\nord\n~~~~~"),
    ("in a code fence", "~~~~~\n§\n~~~~~"),
    ("indented code", "Ord.\n\n    §"),
    ("list", "- §\n- ord"),
    ("numbered list", "1. §\n2. ord"),
    ("list of tasks", "- [ ] §\n- [x] ord"),
    ("quote", "> §"),
    ("table", "| § | ord |\n| --- | :-: |\n| ord | § |"),
    ("footnote", "Ord[^n№].\n\n[^n№]: §"),
    ("label of a footnote", "Ord[^§].\n\n[^§]: En fotnot."),
    ("emphasis", "Ord **§** och *§* och ~~§~~ ord."),
    ("attribute of an element", "Ord <b title=\"§\">§</b> ord."),
    ("attribute in single quotes", "Ord <b title='§' §>§</b> ord."),
    ("comment", "Ord <!-- § --> ord."),
    ("comment of its own", "<!-- § -->"),
    ("element", "<div title=\"§\">\n§\n</div>"),
];

/// Stands for the hostile text where nobody wishes anybody ill.
pub const HARMLESS: &str = "ord";

/// The least that a story must say before its text.
const FRONT: &str = "---\ntitle: Bageriet som blev en arbetsplats\nmunicipality: 1497\n\
     summary: Ett kooperativ och en kommun öppnade ett bageri.\nstatus: published\n\
     published: 2026-03-14\nverified: 2026-03-10\ntopics: [reserved_procurement]\n\
     images: [{file: bild.svg, alt: Två bullar, people: []}]\n---\n\n";

/// The picture in each story's folder.
const PICTURE: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>";

/// A construct in a story.
pub struct Piece {
    /// What it is, for messages.
    pub name: &'static str,
    /// The hostile text.
    pub payload: &'static str,
    /// Its place in the file.
    span: Range<usize>,
    /// Whether the build refused it.
    pub refused: bool,
}

/// A story and what it is made of.
pub struct Story {
    pub file: Arc<str>,
    /// Its path in the site.
    pub page: String,
    pub pieces: Vec<Piece>,
}

/// Stories of one payload each; what could hide all that follows has a story for each construct.
pub fn stories(payloads: &[&'static str]) -> Vec<Story> {
    let mut stories = Vec::new();
    for payload in payloads {
        let alone = payload.contains("<!--");
        for constructs in CONSTRUCTS.chunks(if alone { 1 } else { CONSTRUCTS.len() }) {
            stories.push(story(stories.len(), &[*payload], constructs));
        }
    }
    stories
}

/// A story of these payloads in these constructs.
pub fn story(
    number: usize,
    payloads: &[&'static str],
    constructs: &[(&'static str, &str)],
) -> Story {
    let of = |payload: &'static str| {
        let piece = move |(name, _): &(&'static str, &str)| Piece {
            name,
            payload,
            span: 0..0,
            refused: false,
        };
        constructs.iter().map(piece)
    };
    Story {
        file: format!("content/stories/n{number}/index.md").into(),
        page: format!("berattelser/n{number}/index.html"),
        pieces: payloads.iter().flat_map(|payload| of(payload)).collect(),
    }
}

/// What stands in the story after the piece with this number.
pub fn mark(number: usize) -> String {
    format!("Slut{number}slut")
}

impl Story {
    /// Writes the story into a project, without what was refused.
    pub fn write(&mut self, sources: &mut Sources) {
        let mut text = FRONT.to_owned();
        for (number, piece) in self.pieces.iter_mut().enumerate() {
            if piece.refused {
                continue;
            }
            let (_, construct) =
                CONSTRUCTS.iter().find(|(name, _)| *name == piece.name).unwrap_or(&("", ""));
            let start = text.len();
            let construct = construct.replace('№', &number.to_string());
            text.push_str(&construct.replace('§', piece.payload));
            piece.span = start..text.len();
            text.push_str(&format!("\n\n{}\n\n", mark(number)));
        }
        sources.files.insert(Arc::clone(&self.file), text.into_bytes().into());
        sources.files.insert(self.file.replace("index.md", "bild.svg").into(), PICTURE.into());
    }

    /// Takes the pieces out that an error is about; says whether there were any.
    pub fn refuse(&mut self, errors: &[Diagnostic]) -> bool {
        let mut found = false;
        for error in errors.iter().filter(|error| error.place.file == self.file) {
            let place = error.place.start..error.place.end;
            for piece in &mut self.pieces {
                // An error at a single place has no length.
                let meets = piece.span.start <= place.end && place.start <= piece.span.end;
                if meets && !piece.refused {
                    (piece.refused, found) = (true, true);
                }
            }
        }
        found
    }
}

/// Builds the project with these stories in it, without the pieces that `build` refuses.
pub fn built<T>(
    project: &Sources,
    stories: &mut [Story],
    build: impl Fn(&Sources) -> Result<T, Vec<Diagnostic>>,
) -> T {
    for _ in 0..8 {
        let mut sources = project.clone();
        stories.iter_mut().for_each(|story| story.write(&mut sources));
        match build(&sources) {
            Ok(built) => return built,
            Err(errors) => {
                let refused =
                    stories.iter_mut().filter_map(|story| story.refuse(&errors).then_some(()));
                assert!(refused.count() > 0, "{errors:#?}");
            }
        }
    }
    panic!("there is always one more error");
}
