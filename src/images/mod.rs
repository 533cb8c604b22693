//! Pictures made fit for readers: turned upright, in the colours that every screen knows, in sizes
//! from 320 to 1,920 pixels, and without a word about where, when and with what they were taken.
//!
//! ```text
//! bytes ─► opened ─► photo: pixels, fitted, upright ─► colour: sRGB ─► sizes ─► encode: WebP and JPEG or PNG
//!      └─► svg: read and written anew
//! ```
//!
//! Nothing of the original file is copied: a photo is decoded to pixels and encoded again, a
//! drawing is read and written anew from a list of what drawings may hold. So what is not known
//! here cannot get through. Which picture it is, is read from its content, never from its name.
//!
//! Limits: the first picture of an animated PNG stands for all; a PNG that tells of its colours
//! by other means than an ICC profile is read as sRGB.

mod colour;
mod encode;
mod opened;
mod photo;
mod problem;
mod published;
mod room;
mod sizes;
mod stored;
mod svg;

pub use published::{Memory, New, Progress, Published, prepare_all};
pub use stored::key;

use std::sync::Arc;

use image::{ColorType, DynamicImage, GrayAlphaImage, GrayImage, ImageFormat, RgbImage, RgbaImage};

use crate::diagnostic::Diagnostic;
use problem::Problem;
use room::Room;

/// The longest side of a published photo.
pub const MAX_PUBLISHED: u32 = 1_920;
/// The longest side that is read.
pub const MAX_SIDE: u32 = 20_000;
/// The most pixels that are read.
pub const MAX_PIXELS: u64 = 100_000_000;

/// The most bytes that pictures may take at a time until they have become smaller, whatever the
/// number of threads: with all else, a build stays under 300 MB. There is room for a photo of 61
/// megapixels, the most that a camera in common use takes; for less of one that is stored in steps,
/// and of a picture that is transparent or may be a drawing.
const MAX_MEMORY: u64 = 240_000_000;

/// A picture as it is published: the same picture in one or several widths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// The picture in its largest size, in a format that every program shows.
    pub whole: File,
    /// The same picture in that format, narrower and in fewer bytes; by rising width.
    pub smaller: Vec<File>,
    /// The same picture as WebP, in all widths, by rising width; none of a picture in one size.
    pub webp: Vec<File>,
}

/// A picture file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its content; shared, since the pictures of a large site fill much of the memory.
    pub bytes: Arc<Vec<u8>>,
    /// The ending of its name, without a dot.
    pub extension: &'static str,
    /// In pixels, as shown.
    pub width: u32,
    /// In pixels, as shown.
    pub height: u32,
}

impl Prepared {
    /// Every file of the picture.
    pub fn files(&self) -> impl Iterator<Item = &File> {
        self.smaller.iter().chain([&self.whole]).chain(&self.webp)
    }
}

/// Makes the picture `bytes`, which stands in `file`, fit for publishing. It waits until there is
/// room for its pixels.
///
/// # Errors
///
/// A remark when it is not a PNG, JPEG, WebP or SVG picture, is damaged or too large
/// ([`Code::BadPicture`]), or is a drawing that holds what must not be published
/// ([`Code::UnsafeSvg`]).
fn prepare(file: &Arc<str>, bytes: &[u8], room: &Room) -> Result<Prepared, Diagnostic> {
    match kind(bytes) {
        Kind::Photo(format) => {
            photo::prepare(bytes, format, room).map_err(|problem| problem.about(file))
        }
        Kind::Drawing => svg::prepare(file, bytes),
        Kind::Other(name) => Err(Problem::Unusable(name).about(file)),
    }
}

/// How many pixels a picture has.
fn area(width: u32, height: u32) -> u64 {
    u64::from(width) * u64::from(height)
}

/// A picture of these pixels, with eight bits for each colour.
fn of_bytes(
    colours: ColorType,
    width: u32,
    height: u32,
    pixels: Vec<u8>,
) -> Result<DynamicImage, Problem> {
    let picture = match colours.channel_count() {
        1 => GrayImage::from_raw(width, height, pixels).map(DynamicImage::from),
        2 => GrayAlphaImage::from_raw(width, height, pixels).map(DynamicImage::from),
        3 => RgbImage::from_raw(width, height, pixels).map(DynamicImage::from),
        _ => RgbaImage::from_raw(width, height, pixels).map(DynamicImage::from),
    };
    picture.ok_or(Problem::Damaged)
}

/// What a file is, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Photo(ImageFormat),
    Drawing,
    /// Something else, with the name people know it by.
    Other(&'static str),
}

fn kind(bytes: &[u8]) -> Kind {
    let at = |from: usize, magic: &[u8]| bytes.get(from..).is_some_and(|b| b.starts_with(magic));
    if at(0, b"\x89PNG\r\n\x1a\n") {
        Kind::Photo(ImageFormat::Png)
    } else if at(0, b"\xff\xd8\xff") {
        Kind::Photo(ImageFormat::Jpeg)
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Kind::Photo(ImageFormat::WebP)
    } else if at(0, b"GIF8") {
        Kind::Other("GIF")
    } else if at(4, b"ftypavif") || at(4, b"ftypavis") {
        Kind::Other("AVIF")
    } else if at(4, b"ftyp") {
        Kind::Other("HEIC")
    } else if at(0, b"II*\0") || at(0, b"MM\0*") {
        Kind::Other("TIFF")
    } else if at(0, b"BM") {
        Kind::Other("BMP")
    } else if at(0, b"%PDF") {
        Kind::Other("PDF")
    } else if looks_like_markup(bytes) {
        Kind::Drawing
    } else {
        Kind::Other("")
    }
}

fn looks_like_markup(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    text.starts_with(b"<")
}

#[cfg(test)]
mod tests;
