//! How far the letters of a text cover each pixel.
//!
//! resvg sets the text; its way to fill shapes is made for any colour on any picture, and takes four
//! times as long as this one, which only adds up how much of a pixel lies inside.

use ab_glyph_rasterizer::{Point, Rasterizer, point};
use resvg::tiny_skia::{PathSegment, Rect};
use resvg::usvg::{Color, Fill, Node, Paint, Tree};

use super::colours::Colour;
use super::font;

/// Pixels that a letter reaches beyond its outline.
const EDGE: f32 = 2.0;

/// Hands over how far the texts of an SVG cover each pixel that they reach: the colour of the text,
/// the pixel's column and row, and a number from 0 to 1.
pub fn cover(
    svg: &str,
    [width, height]: [usize; 2],
    mut paint: impl FnMut(Colour, [usize; 2], f32),
) {
    let Ok(tree) = Tree::from_str(svg, &font::options()) else { return };
    for node in tree.root().children() {
        let Node::Text(text) = node else { continue };
        let Some(mut part) = Part::around(text.abs_bounding_box(), [width, height]) else {
            continue;
        };
        let mut colour = [0; 3];
        for outline in text.flattened().children() {
            if let Node::Path(path) = outline {
                part.add(path.data().segments());
                if let Some(Paint::Color(Color { red, green, blue })) = path.fill().map(Fill::paint)
                {
                    colour = [*red, *green, *blue];
                }
            }
        }
        let Part { left, top, rasterizer } = part;
        rasterizer.for_each_pixel_2d(|x, y, covered| {
            // Most pixels of a line lie between and around its letters.
            if covered > 0.01 {
                paint(colour, [left + x as usize, top + y as usize], covered.min(1.0));
            }
        });
    }
}

/// A part of a drawing, on its way to be covered.
struct Part {
    left: usize,
    top: usize,
    rasterizer: Rasterizer,
}

impl Part {
    /// The part around a text that lies within a drawing; none when nothing of it does.
    fn around(text: Rect, [width, height]: [usize; 2]) -> Option<Self> {
        let whole = |at: f32, most: usize| (at.max(0.0) as usize).min(most);
        let (left, top) = (whole(text.left() - EDGE, width), whole(text.top() - EDGE, height));
        let (right, bottom) = (text.right() + EDGE, text.bottom() + EDGE);
        let (right, bottom) = (whole(right.ceil(), width), whole(bottom.ceil(), height));
        let is_seen = right > left && bottom > top;
        let rasterizer = || Rasterizer::new(right - left, bottom - top);
        is_seen.then(|| Self { left, top, rasterizer: rasterizer() })
    }

    fn add(&mut self, segments: impl Iterator<Item = PathSegment>) {
        let (left, top) = (self.left as f32, self.top as f32);
        let here = |at: resvg::tiny_skia::Point| point(at.x - left, at.y - top);
        let (mut begin, mut last): (Point, Point) = (point(0.0, 0.0), point(0.0, 0.0));
        for segment in segments {
            match segment {
                PathSegment::MoveTo(to) => {
                    begin = here(to);
                    last = begin;
                }
                PathSegment::LineTo(to) => {
                    self.rasterizer.draw_line(last, here(to));
                    last = here(to);
                }
                PathSegment::QuadTo(by, to) => {
                    self.rasterizer.draw_quad(last, here(by), here(to));
                    last = here(to);
                }
                PathSegment::CubicTo(by, and, to) => {
                    self.rasterizer.draw_cubic(last, here(by), here(and), here(to));
                    last = here(to);
                }
                PathSegment::Close => {
                    self.rasterizer.draw_line(last, begin);
                    last = begin;
                }
            }
        }
    }
}
