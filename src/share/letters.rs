//! Lines of text as pixels.
//!
//! A site has thousands of cards, all in two faces and a few sizes. So each letter is drawn once for
//! each size and each quarter of a pixel that it may begin at, and a card is put together of such
//! letters: to draw every line anew takes several times as long.

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use skrifa::GlyphId;
use skrifa::outline::OutlinePen;
use skrifa::outline::pen::ControlBoundsPen;

use super::font::Face;
use super::kept::Kept;
use super::png;

/// In how many places between two pixels a letter may begin.
const PARTS: f32 = 4.0;

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub text: String,
    pub face: Face,
    /// In whole pixels.
    pub size: u16,
    /// Where it begins, and what it stands on; in pixels from the left and from the top.
    pub at: [f32; 2],
    /// Between its characters beyond their widths, in pixels.
    pub spacing: f32,
    pub ink: Ink,
}

/// What a line is written with; what colour that is depends on the ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// For titles.
    Title,
    /// For what stands beside them.
    Beside,
}

/// The letters that were drawn.
#[derive(Debug, Default)]
pub struct Letters(Kept<Key, Letter>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key {
    face: Face,
    glyph: u32,
    size: u16,
    /// How many parts of a pixel it begins behind a whole one.
    part: u8,
}

/// A letter, drawn.
#[derive(Debug, Default)]
struct Letter {
    /// From where it begins to its first column, and from what it stands on to its first row.
    offset: [i32; 2],
    width: usize,
    /// Row after row, how far the ramp of a colour is climbed; see [`png::step`].
    steps: Vec<u8>,
}

impl Letters {
    /// Lays a line on rows of pixels as [`png::rows`] has them, in colours that climb from `ramp`; what
    /// lies beyond the edges is cut off.
    pub fn lay(&self, line: &Line, ramp: u8, rows: &mut [u8]) {
        let size = f32::from(line.size);
        let [mut x, baseline] = [line.at[0], line.at[1].round()];
        for set in line.face.set(&line.text) {
            let [left, up] = set.offset.map(|part| part * size);
            // To the nearest part, counted in parts.
            let begins = ((x + left) * PARTS).round();
            let part = begins.rem_euclid(PARTS) as u8;
            let key = Key { face: line.face, glyph: set.glyph, size: line.size, part };
            let whole = (begins / PARTS).floor() as i32;
            let letter = self.0.get(&key, || Letter::drawn(key));
            letter.lay([whole, (baseline - up).round() as i32], ramp, rows);
            x += set.advance * size + line.spacing;
        }
    }
}

impl Letter {
    fn drawn(key: Key) -> Self {
        let (glyph, size) = (GlyphId::new(key.glyph), f32::from(key.size));
        let mut bounds = ControlBoundsPen::new();
        key.face.draw(glyph, size, &mut bounds);
        // A space covers nothing.
        let Some(bounds) = bounds.bounding_box() else { return Self::default() };
        let shift = f32::from(key.part) / PARTS;
        let [left, top] = [(bounds.x_min + shift).floor(), (-bounds.y_max).floor()];
        let [right, bottom] = [(bounds.x_max + shift).ceil(), (-bounds.y_min).ceil()];
        let [width, height] = [right - left, bottom - top].map(|length| length as usize + 1);
        let mut pen = Pen {
            origin: point(shift - left, -top),
            rasterizer: Rasterizer::new(width, height),
            begin: Point::default(),
            last: Point::default(),
        };
        key.face.draw(glyph, size, &mut pen);
        let mut steps = vec![0; width * height];
        pen.rasterizer.for_each_pixel(|at, covered| steps[at] = png::step(covered.min(1.0)));
        Self { offset: [left as i32, top as i32], width, steps }
    }

    /// Lays it on rows, where it begins at a column and stands on a row.
    fn lay(&self, at: [i32; 2], ramp: u8, rows: &mut [u8]) {
        if self.width == 0 {
            return;
        }
        let [left, top] = [at[0] + self.offset[0], at[1] + self.offset[1]];
        // What is beyond the left edge, and how much there is room for.
        let skipped = usize::try_from(-left).unwrap_or(0).min(self.width);
        let begin = usize::try_from(left).unwrap_or(0).min(png::WIDTH);
        let width = (self.width - skipped).min(png::WIDTH - begin);
        for (y, steps) in (top..).zip(self.steps.chunks(self.width)) {
            let Ok(y) = usize::try_from(y) else { continue };
            let begin = y * png::ROW + png::FILTER + begin;
            let Some(row) = rows.get_mut(begin..begin + width) else { return };
            for (pixel, step) in row.iter_mut().zip(&steps[skipped..]) {
                // Letters may reach into each other: what is more covered stays.
                let covered = if *step > 0 { ramp + step } else { 0 };
                *pixel = (*pixel).max(covered);
            }
        }
    }
}

/// Draws an outline; its y rises upwards, that of pixels downwards.
struct Pen {
    origin: Point,
    rasterizer: Rasterizer,
    begin: Point,
    last: Point,
}

impl Pen {
    fn here(&self, x: f32, y: f32) -> Point {
        point(self.origin.x + x, self.origin.y - y)
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.begin = self.here(x, y);
        self.last = self.begin;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.here(x, y);
        self.rasterizer.draw_line(self.last, to);
        self.last = to;
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        let [by, to] = [self.here(cx0, cy0), self.here(x, y)];
        self.rasterizer.draw_quad(self.last, by, to);
        self.last = to;
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let [by, and, to] = [self.here(cx0, cy0), self.here(cx1, cy1), self.here(x, y)];
        self.rasterizer.draw_cubic(self.last, by, and, to);
        self.last = to;
    }

    fn close(&mut self) {
        self.rasterizer.draw_line(self.last, self.begin);
        self.last = self.begin;
    }
}
