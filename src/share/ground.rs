//! What many cards have in common: the woven band of a sub-region, labels, and whose site it is.

use std::fmt::Write;
use std::sync::OnceLock;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::Tree;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::colours::{Colour, Colours, hex};
use super::font::{self, Face};
use super::lines::{Pieces, Room};
use super::png::{self, Frame, Palette, ROW};
use super::{BAND, HEIGHT, LEFT, RULE, TEXT, TEXT_WIDTH, WIDTH, text_element};

/// How a card is dressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dress {
    /// In the colour and pattern of a sub-region, by their number: from 1 to 6.
    Region(usize),
    /// As the site as a whole: in those of its first four sub-regions.
    Site,
}

/// What a label says of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// It is made up.
    Fictional,
    /// It is not public yet.
    Draft,
}

/// Which ground it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    pub dress: Dress,
    /// The labels, with their words.
    pub labels: Vec<(Label, String)>,
    /// Whose site it is.
    pub site: String,
}

/// A ground, which is drawn when a card first needs it.
#[derive(Debug)]
pub struct Ground {
    /// As it is drawn.
    svg: String,
    colours: Colours,
    accent: Colour,
    /// What tells it from others.
    pub digest: [u8; 32],
    /// What of the words could be drawn: the labels, then the site.
    pub labels: Vec<String>,
    pub site: Option<String>,
    painted: OnceLock<Painted>,
}

/// A ground as pixels.
#[derive(Debug)]
pub struct Painted {
    pub frame: Frame,
    /// Where the steps from the ground of texts to the colours of texts begin: titles, then what
    /// stands beside them.
    pub ramps: [u8; 2],
}

impl Ground {
    /// Writes a ground; none of its words when a label cannot be written.
    pub fn new(key: &Key, colours: &Colours) -> Self {
        let accent = match key.dress {
            Dress::Region(number) => colours.accents[number - 1],
            Dress::Site => colours.quiet,
        };
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\">"
        );
        push_rect(&mut svg, [0.0, 0.0, WIDTH as f32, HEIGHT as f32], colours.paper);
        match key.dress {
            Dress::Region(number) => push_band(&mut svg, [0.0, WIDTH as f32], number, colours),
            Dress::Site => {
                for number in 1..=4 {
                    let width = WIDTH as f32 / 4.0;
                    push_band(&mut svg, [width * (number - 1) as f32, width], number, colours);
                }
            }
        }
        let labels = push_labels(&mut svg, &key.labels, colours);
        let site = labels.as_ref().and_then(|_| push_site(&mut svg, &key.site, colours));
        svg.push_str("</svg>");
        let digest = Sha256::new().chain_update(&svg).chain_update(*font::DIGEST).finalize().into();
        let (colours, painted) = (colours.clone(), OnceLock::new());
        Self { svg, colours, accent, digest, labels: labels.unwrap_or_default(), site, painted }
    }

    /// Its pixels.
    pub fn painted(&self) -> &Painted {
        self.painted.get_or_init(|| self.paint())
    }

    fn paint(&self) -> Painted {
        let mut palette = Palette::default();
        let Colours { paper, ink, note, on_note, berry, surface, accents, softs, .. } =
            self.colours;
        let ramps = [ink, self.accent].map(|to| palette.ramp(paper, to));
        for (from, to) in softs.into_iter().zip(accents) {
            if self.svg.contains(&hex(from)) {
                palette.ramp(from, to);
            }
        }
        for accent in &accents[..4] {
            palette.ramp(*accent, paper);
        }
        palette.ramp(note, on_note);
        palette.ramp(berry, surface);
        let mut pixels = Pixmap::new(WIDTH, HEIGHT).expect("a card has a size");
        if let Ok(tree) = Tree::from_str(&self.svg, &font::options()) {
            resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
        }
        let [above, below] = [0..TEXT[0], TEXT[1]..HEIGHT as usize].map(|rows| {
            let row = WIDTH as usize * 4;
            reduced(&pixels.data()[rows.start * row..rows.end * row], &palette)
        });
        Painted { frame: Frame::new(&palette, &above, below), ramps }
    }
}

/// Rows of pixels in the colours of a palette.
fn reduced(pixels: &[u8], palette: &Palette) -> Vec<u8> {
    let width = WIDTH as usize;
    let mut rows = png::rows(pixels.len() / 4 / width, 0);
    let mut known: FxHashMap<Colour, u8> = FxHashMap::default();
    for (row, pixels) in rows.chunks_mut(ROW).zip(pixels.chunks(width * 4)) {
        for (place, pixel) in row[1..].iter_mut().zip(pixels.chunks(4)) {
            let colour = [pixel[0], pixel[1], pixel[2]];
            *place = *known.entry(colour).or_insert_with(|| palette.nearest(colour));
        }
    }
    rows
}

fn push_rect(svg: &mut String, [x, y, width, height]: [f32; 4], fill: Colour) {
    let fill = hex(fill);
    let _ = write!(
        svg,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\"/>"
    );
}

/// A part of the band with a sub-region's pattern, and the rule below it.
fn push_band(svg: &mut String, [x, width]: [f32; 2], number: usize, colours: &Colours) {
    let (accent, soft) = (colours.accents[number - 1], colours.softs[number - 1]);
    let _ = write!(svg, "<svg x=\"{x}\" width=\"{width}\" height=\"{BAND}\">");
    push_rect(svg, [0.0, 0.0, width, BAND], soft);
    svg.push_str(&weave(number, width, &hex(accent)));
    svg.push_str("</svg>");
    push_rect(svg, [x, BAND, width, RULE], accent);
}

/// The pattern of a sub-region as the theme has it, twice as large: a card is shown at half its size.
fn weave(number: usize, width: f32, accent: &str) -> String {
    let mut path = String::new();
    // What leans begins beyond the edge.
    let end = width + 2.0 * BAND;
    let columns = |step: f32| (0..).map(move |at| at as f32 * step).take_while(move |x| *x < end);
    let rows = |step: f32| (0..).map(move |at| at as f32 * step).take_while(|y| *y < BAND);
    let stroke = match number {
        1 => {
            for (y, x) in rows(24.0).flat_map(|y| columns(48.0).map(move |x| (y, x))) {
                let _ = write!(path, "M{} {}a20.3 20.3 0 0 1 40.6 0", x + 3.7, y + 24.0);
            }
            3.4
        }
        2 => {
            for (y, x) in rows(32.0).flat_map(|y| columns(28.0).map(move |x| (y, x))) {
                let _ = write!(path, "M{} {}v19.2", x + 6.3, y);
            }
            12.6
        }
        3 => {
            for x in columns(24.0) {
                let _ = write!(path, "M{x} 0l-{BAND} {BAND}M{} 0l{BAND} {BAND}", x - BAND);
            }
            3.0
        }
        4 => {
            let lean = BAND * 22_f32.to_radians().tan();
            for x in columns(23.7) {
                let _ = write!(path, "M{x} 0l-{lean} {BAND}");
            }
            5.0
        }
        5 => {
            for y in rows(16.0) {
                let _ = write!(path, "M0 {}H{width}", y + 8.0);
            }
            3.0
        }
        _ => {
            for (y, x) in rows(32.0).flat_map(|y| columns(32.0).map(move |x| (y, x))) {
                let _ = write!(path, "M{} {y}v16M{} {}v16", x + 24.0, x + 8.0, y + 16.0);
            }
            16.0
        }
    };
    format!("<path fill=\"none\" stroke=\"{accent}\" stroke-width=\"{stroke}\" d=\"{path}\"/>")
}

/// Labels on the band, one after the other, with their words; nothing when one cannot be written.
fn push_labels(
    svg: &mut String,
    labels: &[(Label, String)],
    colours: &Colours,
) -> Option<Vec<String>> {
    const HIGH: f32 = 68.0;
    const SIDE: f32 = 26.0;
    const ICON: f32 = 40.0;
    let room = Room { width: 480.0, height: HIGH, largest: 33.0, smallest: 22.0 };
    let mut x = LEFT;
    let mut drawn = Vec::new();
    for (label, words) in labels {
        let pieces = Pieces::read(words, Face::Sans, 0.0)?;
        let line = pieces.in_one_line(room);
        let width =
            SIDE + ICON + 14.0 + (pieces.width_in_one_line() * line.size).min(room.width) + SIDE;
        let y = (BAND - HIGH) / 2.0;
        let (ground, ink, edge, icon) = match label {
            Label::Fictional => (colours.note, colours.on_note, colours.on_note, MASK),
            Label::Draft => (colours.berry, colours.surface, colours.surface, PEN),
        };
        push_rect(svg, [x, y, width, HIGH], edge);
        push_rect(svg, [x + 3.0, y + 3.0, width - 6.0, HIGH - 6.0], ground);
        let _ = write!(
            svg,
            "<path transform=\"translate({} {}) scale(1.67)\" fill=\"none\" stroke=\"{}\" \
             stroke-width=\"1.8\" stroke-linecap=\"round\" stroke-linejoin=\"round\" d=\"{icon}\"/>",
            x + SIDE,
            y + (HIGH - ICON) / 2.0,
            hex(ink),
        );
        let baseline = y + HIGH / 2.0 + line.size * 0.33;
        let left = x + SIDE + ICON + 14.0;
        svg.push_str(&text_element(&line.lines[0], Face::Sans, [left, baseline, line.size], ink));
        drawn.push(pieces.line());
        x += width + 24.0;
    }
    Some(drawn)
}

/// The mark of the site and its name, at the foot; its words, if they can be written.
fn push_site(svg: &mut String, site: &str, colours: &Colours) -> Option<String> {
    const SIZE: f32 = 48.0;
    const BASELINE: f32 = 580.0;
    let _ = write!(svg, "<g transform=\"translate({LEFT} {}) scale(2)\">", BASELINE - 36.0);
    for (accent, square) in colours.accents.iter().zip(MARK) {
        let _ = write!(svg, "<path fill=\"{}\" d=\"{square}\"/>", hex(*accent));
    }
    let paper = hex(colours.paper);
    let _ = write!(
        svg,
        "<path fill=\"none\" stroke=\"{paper}\" stroke-width=\"1.2\" d=\"{MARK_LINES}\"/></g>"
    );
    let pieces = Pieces::read(site, Face::Serif, 0.0)?;
    let left = LEFT + SIZE + 18.0;
    let width = TEXT_WIDTH - SIZE - 18.0;
    let line = pieces.in_one_line(Room { width, height: SIZE, largest: 36.0, smallest: 26.0 });
    let place = [left, BASELINE, line.size];
    svg.push_str(&text_element(&line.lines[0], Face::Serif, place, colours.ink));
    Some(line.lines[0].clone())
}

/// The mark of the site, as in the theme's `parts.html`: four squares, and a thread on each.
const MARK: [&str; 4] =
    ["M1 1h10.4v10.4H1z", "M12.6 1H23v10.4H12.6z", "M1 12.6h10.4V23H1z", "M12.6 12.6H23V23H12.6z"];
const MARK_LINES: &str = "M3 7.4q1.6-2.4 3.2 0t3.2 0M15.4 4v4.4m5-4.4v4.4M6.2 15l2.8 2.8-2.8 2.8-2.8-2.8zM15 21l2-6m2 6 2-6";
/// The pictures beside the words of labels, as in the theme's `parts.html`.
const MASK: &str =
    "M4 5c5 2 11 2 16 0v6c0 5-3 8.5-8 9.5-5-1-8-4.5-8-9.5zM8 10.5h2.5m3 0H16M9 15c2 1.3 4 1.3 6 0";
const PEN: &str = "m4 20 1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5";
