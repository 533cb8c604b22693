//! A picture of few colours as a PNG file.
//!
//! Most of a card is the same on thousands of cards, and packing costs more than drawing. So what
//! stands above and below the text is packed once, and well; the text is packed quickly.

use std::sync::Arc;

use flate2::{Compress, Compression, FlushCompress, Status};
use png::{BitDepth, ColorType, Encoder, chunk};
use simd_adler32::Adler32;

use super::HEIGHT;
use super::colours::Colour;
use super::kept::Kept;

/// Steps from one colour to another, at the edges of what is drawn.
pub const STEPS: usize = 8;

/// How well the text is packed: with zlib-rs a level more takes half as long again for a tenth less,
/// and one less makes what is packed half as large again.
const TEXT_LEVEL: Compression = Compression::new(2);

/// How many bare rows are packed for themselves: each part begins anew and ends with some bytes.
const LEAST_BARE: usize = 8;

/// The pixels of a row.
pub const WIDTH: usize = super::WIDTH as usize;
/// The bytes of a row: its filter, and its pixels.
pub const ROW: usize = FILTER + WIDTH;
/// The bytes of a row's filter.
pub const FILTER: usize = 1;

/// The colours of a picture, at most 256.
#[derive(Clone, Debug, Default)]
pub struct Palette(Vec<Colour>);

impl Palette {
    /// Adds the steps from one colour to another, and says where the first stands.
    pub fn ramp(&mut self, from: Colour, to: Colour) -> u8 {
        let first = self.0.len();
        let last = STEPS - 1;
        let mix = |step: usize, at: usize| {
            let (from, to) = (usize::from(from[at]), usize::from(to[at]));
            ((from * (last - step) + to * step + last / 2) / last) as u8
        };
        self.0.extend((0..STEPS).map(|step| [0, 1, 2].map(|at| mix(step, at))));
        u8::try_from(first).expect("a card has less than sixteen ramps")
    }

    /// Where the colour that is most like this one stands.
    pub fn nearest(&self, colour: Colour) -> u8 {
        let distance = |own: &Colour| -> u32 {
            own.iter().zip(colour).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
        };
        let nearest = self.0.iter().enumerate().min_by_key(|(_, own)| distance(own));
        nearest.map_or(0, |(at, _)| at as u8)
    }
}

/// How far a ramp is climbed where a pixel is covered from 0 to 1.
pub fn step(covered: f32) -> u8 {
    (covered * (STEPS - 1) as f32 + 0.5) as u8
}

/// What stands above and below a text, packed.
#[derive(Debug)]
pub struct Frame {
    palette: Vec<u8>,
    above: Vec<u8>,
    /// The checksum of what stands above.
    sum: u32,
    below: Vec<u8>,
    /// Not packed, for the checksum.
    rows_below: Vec<u8>,
    /// Rows on which nothing is written, packed; by their length and their colour.
    bare: Kept<(usize, u8), Vec<u8>>,
}

impl Frame {
    /// Packs the rows that stand above and below.
    pub fn new(palette: &Palette, above: &[u8], below: Vec<u8>) -> Self {
        let mut sum = Adler32::new();
        sum.write(above);
        Self {
            palette: palette.0.concat(),
            above: pack(above, &mut packer(Compression::best()), FlushCompress::Sync),
            sum: sum.finish(),
            below: pack(&below, &mut packer(Compression::best()), FlushCompress::Finish),
            rows_below: below,
            bare: Kept::default(),
        }
    }

    /// The file with the rows of a text in between.
    pub fn file(&self, desk: &mut Desk) -> Vec<u8> {
        let Desk { rows: text, packer } = desk;
        let mut sum = Adler32::from_checksum(self.sum);
        sum.write(text);
        sum.write(&self.rows_below);
        // A zlib stream: its header, blocks, and the checksum of all that they hold (RFC 1950).
        let mut data = vec![0x78, 0x01];
        data.extend_from_slice(&self.above);
        for run in runs(text) {
            match run {
                Run::Bare(rows) => data.extend_from_slice(&self.bare(rows)),
                Run::Written(rows) => {
                    packer.reset();
                    data.extend(pack(rows, packer, FlushCompress::Sync));
                }
            }
        }
        data.extend_from_slice(&self.below);
        data.extend(sum.finish().to_be_bytes());
        let mut file = Vec::with_capacity(data.len() + self.palette.len() + 100);
        let mut encoder = Encoder::new(&mut file, super::WIDTH, HEIGHT);
        encoder.set_color(ColorType::Indexed);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_palette(&self.palette);
        let written = encoder.write_header().and_then(|mut writer| {
            writer.write_chunk(chunk::IDAT, &data)?;
            writer.finish()
        });
        written.expect("memory takes what is written to it");
        file
    }

    fn bare(&self, rows: &[u8]) -> Arc<Vec<u8>> {
        let packed = || pack(rows, &mut packer(Compression::best()), FlushCompress::Sync);
        self.bare.get(&(rows.len(), rows[FILTER]), packed)
    }
}

/// Where a text is laid and packed: making room for it costs more than many a text.
#[derive(Debug)]
pub struct Desk {
    pub rows: Vec<u8>,
    packer: Compress,
}

impl Default for Desk {
    fn default() -> Self {
        Self { rows: Vec::new(), packer: packer(TEXT_LEVEL) }
    }
}

/// Rows of one colour as PNG has them: each with its filter before it, which is none. A pixel is the
/// place of its colour in the palette.
pub fn rows(count: usize, colour: u8) -> Vec<u8> {
    let mut rows = Vec::new();
    lay_out(&mut rows, count, colour);
    rows
}

/// Makes `rows` such as [`rows`] gives, whatever they were.
pub fn lay_out(rows: &mut Vec<u8>, count: usize, colour: u8) {
    rows.clear();
    rows.resize(count * ROW, colour);
    for row in rows.chunks_mut(ROW) {
        row[0] = 0;
    }
}

/// Rows that are packed for themselves.
#[derive(Debug, PartialEq)]
enum Run<'a> {
    /// Nothing is written on any of them.
    Bare(&'a [u8]),
    Written(&'a [u8]),
}

/// The rows of a text from above, in runs: bare ones where there are so many that it pays.
fn runs(rows: &[u8]) -> impl Iterator<Item = Run<'_>> {
    let mut rest = rows;
    std::iter::from_fn(move || {
        let (bare, others) = rest.split_at(bare_at_top(rest));
        if bare.len() >= LEAST_BARE * ROW || others.is_empty() {
            rest = others;
            return (!bare.is_empty()).then_some(Run::Bare(bare));
        }
        let mut end = bare.len();
        while end < rest.len() {
            let bare = bare_at_top(&rest[end..]);
            if bare >= LEAST_BARE * ROW {
                break;
            }
            end = (end + bare.max(ROW)).min(rest.len());
        }
        let (written, others) = rest.split_at(end);
        rest = others;
        Some(Run::Written(written))
    })
}

/// The length of the first rows on which nothing is written.
fn bare_at_top(rows: &[u8]) -> usize {
    rows.chunks(ROW).take_while(|row| is_bare(row)).map(<[u8]>::len).sum()
}

/// Whether every pixel of a row is like the next.
fn is_bare(row: &[u8]) -> bool {
    row[FILTER..ROW - 1] == row[FILTER + 1..]
}

/// What makes blocks without a head and a checksum.
fn packer(level: Compression) -> Compress {
    Compress::new(level, false)
}

/// Blocks that can stand between others (RFC 1951), each part being packed for itself.
fn pack(bytes: &[u8], packer: &mut Compress, flush: FlushCompress) -> Vec<u8> {
    let mut packed = Vec::with_capacity(bytes.len() / 16 + 1024);
    loop {
        let done = usize::try_from(packer.total_in()).unwrap_or(bytes.len());
        let status = packer.compress_vec(&bytes[done..], &mut packed, flush);
        let is_whole =
            packer.total_in() as usize == bytes.len() && packed.len() < packed.capacity();
        match status.expect("every byte can be packed") {
            Status::StreamEnd => return packed,
            _ if is_whole && flush != FlushCompress::Finish => return packed,
            _ => packed.reserve(packed.capacity()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_rows_are_packed_for_themselves_where_they_are_many() {
        // Each letter is a row with something on it, each number so many bare ones.
        for (written, expected) in [
            ("", ""),
            ("3", "bare 3"),
            ("20", "bare 20"),
            ("x", "written 1"),
            ("20 x 3 x 20", "bare 20, written 5, bare 20"),
            ("x 8 x 7 x", "written 1, bare 8, written 9"),
            ("3 x 3", "written 7"),
            ("x 9", "written 1, bare 9"),
        ] {
            let mut text = Vec::new();
            for part in written.split_whitespace() {
                match part.parse() {
                    Ok(bare) => text.extend(rows(bare, 5)),
                    Err(_) => {
                        text.extend(rows(1, 5));
                        *text.last_mut().unwrap() = 6;
                    }
                }
            }
            let said = runs(&text).map(|run| match run {
                Run::Bare(rows) => format!("bare {}", rows.len() / ROW),
                Run::Written(rows) => format!("written {}", rows.len() / ROW),
            });
            assert_eq!(said.collect::<Vec<_>>().join(", "), expected, "{written}");
        }
    }
}
