//! Cards: the pictures that social networks and messages show beside a link, 1,200 by 630 pixels.
//!
//! ```text
//! words ─► lines ─► an SVG of what many cards share, drawn once    ─► PNG
//!                └► letters, each drawn once, laid for each card   ─┘
//! ```
//!
//! A card holds words alone, in the colours and the pattern of a sub-region: never a photo or a
//! person. A picture that has been shared stays with others when a consent is withdrawn.
//!
//! The name of a card is a digest of what it is drawn from, since others keep a picture by its
//! address for a long time. Drawing waits until somebody asks for the bytes.
//!
//! Limits: only what the two faces can write is drawn; a text with other characters is left out.

mod colours;
mod font;
mod ground;
mod kept;
mod letters;
mod lines;
mod png;

use std::sync::Arc;

use quick_xml::escape::escape;
use sha2::{Digest, Sha256};

use crate::pool::Pool;
use crate::text::hex;
pub use colours::{ACCENTS, Colour, Colours};
use font::Face;
pub use ground::{Dress, Label};
use ground::{Ground, Key};
use kept::Kept;
use letters::{Ink, Letters, Line};
use lines::{LEADING, Lines, Pieces, Room};
use png::Desk;

/// Pixels.
pub const WIDTH: u32 = 1_200;
/// Pixels.
pub const HEIGHT: u32 = 630;

/// The height of the woven band at the top, which every pattern fills a whole number of times, and
/// of the rule below it; in pixels.
const BAND: f32 = 96.0;
const RULE: f32 = 10.0;
/// Where texts begin, and how wide they may be.
const LEFT: f32 = 72.0;
const TEXT_WIDTH: f32 = WIDTH as f32 - 2.0 * LEFT;
/// The rows that the text of a card may stand in; nothing else does.
const TEXT: [usize; 2] = [116, 536];
/// Between the characters of a title, in parts of its size, as in the theme.
const TITLE_SPACING: f32 = -0.012;
/// Between a title and what stands beside it, in pixels.
const GAP: f32 = 26.0;

/// What a card says.
#[derive(Clone, Copy, Debug)]
pub struct Card<'a> {
    /// How it is dressed.
    pub dress: Dress,
    /// Labels, each with its words.
    pub labels: &'a [(Label, &'a str)],
    /// Set large.
    pub title: &'a str,
    /// Set small: above the title, or below that of the site as a whole.
    pub beside: &'a str,
    /// At the foot, beside the mark.
    pub site: &'a str,
}

/// Draws the cards of a site.
#[derive(Debug, Default)]
pub struct Painter {
    colours: Colours,
    grounds: Kept<Key, Ground>,
    tools: Arc<Tools>,
}

/// What all cards of a site are drawn with.
#[derive(Debug, Default)]
struct Tools {
    letters: Letters,
    desks: Pool<Desk>,
}

/// A card that can be drawn.
#[derive(Clone, Debug)]
pub struct Drawing {
    ground: Arc<Ground>,
    tools: Arc<Tools>,
    /// Its text; empty when it has none.
    lines: Vec<Line>,
    /// Its words, as they are read; empty when nothing could be written.
    pub words: String,
}

impl Painter {
    /// A painter with these colours.
    #[must_use]
    pub fn new(colours: Colours) -> Self {
        Self { colours, ..Self::default() }
    }

    /// Puts a card together. A text with a character that the faces lack is left out, and every
    /// text when that is a label: a card must not tell of a story that it cannot call made up.
    #[must_use]
    pub fn drawing(&self, card: &Card<'_>) -> Drawing {
        let ground = self.ground(card);
        let is_silent = ground.labels.len() < card.labels.len();
        let read =
            |text: &str, face, spacing| Pieces::read(text, face, spacing).filter(|_| !is_silent);
        let sans = |text: &str| read(text, Face::Sans, 0.0);
        let large = |text: &str| read(text, Face::Serif, TITLE_SPACING).or_else(|| sans(text));
        let (title, beside) = match large(card.title) {
            Some(title) => (Some(title), sans(card.beside)),
            None => (large(card.beside), None),
        };
        let said = [&title, &beside].map(|pieces| pieces.as_ref().map(Pieces::line));
        let said = said.into_iter().flatten();
        let words: Vec<String> =
            ground.labels.iter().cloned().chain(said).chain(ground.site.clone()).collect();
        let lines = set(card.dress, title, beside);
        Drawing { words: words.join(" – "), lines, ground, tools: Arc::clone(&self.tools) }
    }

    fn ground(&self, card: &Card<'_>) -> Arc<Ground> {
        let labels = card.labels.iter().map(|(label, words)| (*label, (*words).to_owned()));
        let key = Key { dress: card.dress, labels: labels.collect(), site: card.site.to_owned() };
        self.grounds.get(&key, || Ground::new(&key, &self.colours))
    }
}

impl Drawing {
    /// What tells this card from any that looks otherwise: eight characters for its name.
    #[must_use]
    pub fn digest(&self) -> String {
        // Written for debugging, and so with all that is in them.
        let lines = format!("{:?}", self.lines);
        let digest = Sha256::new().chain_update(self.ground.digest).chain_update(lines);
        hex(&digest.finalize()[..4])
    }

    /// The card as a PNG file.
    #[must_use]
    pub fn png(&self) -> Vec<u8> {
        let painted = self.ground.painted();
        let [ink, beside] = painted.ramps;
        let Tools { letters, desks } = &*self.tools;
        desks.with(Desk::default, |desk| {
            png::lay_out(&mut desk.rows, TEXT[1] - TEXT[0], ink);
            for line in &self.lines {
                let ramp = if line.ink == Ink::Beside { beside } else { ink };
                letters.lay(line, ramp, &mut desk.rows);
            }
            painted.frame.file(desk)
        })
    }
}

/// A title and what stands beside it, in the middle of their rows.
fn set(dress: Dress, title: Option<Pieces>, beside: Option<Pieces>) -> Vec<Line> {
    let room = |height, [largest, smallest]: [f32; 2]| Room {
        width: TEXT_WIDTH,
        height,
        largest,
        smallest,
    };
    let title = |room| title.map(|text| (text.in_lines(room), text.face(), Ink::Title));
    let blocks = match dress {
        Dress::Region(_) => {
            let room_beside = room(40.0, [34.0, 26.0]);
            let beside =
                beside.map(|text| (text.in_one_line(room_beside), text.face(), Ink::Beside));
            [beside, title(room(300.0, [116.0, 40.0]))]
        }
        Dress::Site => {
            let room_beside = room(120.0, [42.0, 30.0]);
            let beside = beside.map(|text| (text.in_lines(room_beside), text.face(), Ink::Beside));
            [title(room(220.0, [116.0, 52.0])), beside]
        }
    };
    let blocks: Vec<(Lines, Face, Ink)> = blocks.into_iter().flatten().collect();
    let gaps = GAP * blocks.len().saturating_sub(1) as f32;
    let used: f32 = blocks.iter().map(|(lines, ..)| lines.height()).sum::<f32>() + gaps;
    let mut y = ((TEXT[1] - TEXT[0]) as f32 - used) / 2.0;
    let mut set = Vec::new();
    for (Lines { size, lines }, face, ink) in blocks {
        for text in lines {
            let at = [LEFT, y + 0.84 * size];
            let spacing = spacing(face, size);
            set.push(Line { text, face, size: size as u16, at, spacing, ink });
            y += LEADING * size;
        }
        y += GAP;
    }
    set
}

/// What stands between characters of a size beyond their widths, in pixels.
fn spacing(face: Face, size: f32) -> f32 {
    if face == Face::Serif { TITLE_SPACING * size } else { 0.0 }
}

/// A line of text at a place, in a size.
fn text_element(line: &str, face: Face, [x, y, size]: [f32; 3], colour: Colour) -> String {
    let spacing = spacing(face, size);
    let (family, fill, line) = (face.family(), colours::hex(colour), escape(line));
    format!(
        "<text x=\"{x}\" y=\"{y:.1}\" font-family=\"{family}\" font-weight=\"600\" \
         font-size=\"{size}\" letter-spacing=\"{spacing:.2}\" fill=\"{fill}\">{line}</text>"
    )
}

#[cfg(test)]
mod tests;
