//! Pictures made fit for readers: turned upright, at most 1,920 pixels, and without a word about
//! where, when and with what they were taken.
//!
//! Nothing of the original file is copied: a photo is decoded to pixels and encoded again, a
//! drawing is read and written anew from a list of what drawings may hold. So what is not known
//! here cannot get through. Which picture it is, is read from its content, never from its name.
//!
//! Limits: one size a picture; colours are read as sRGB, so a photo in a wider colour space
//! looks slightly paler; the first picture of an animated PNG stands for all.

mod published;
mod svg;

pub use published::{Memory, Published, prepare_all};

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::codecs::webp::WebPEncoder;
use image::error::ImageError;
use image::imageops::FilterType as Resampling;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use crate::diagnostic::{Code, Diagnostic, Place, Words};
use crate::words;

/// The longest side of a published photo.
pub const MAX_PUBLISHED: u32 = 1_920;
/// The longest side that is read.
pub const MAX_SIDE: u32 = 20_000;
/// The most pixels that are read.
pub const MAX_PIXELS: u64 = 100_000_000;

/// The most memory that decoding may take: four bytes for each pixel, and some more.
const MAX_MEMORY: u64 = 512 * 1024 * 1024;
/// Beyond this readers see no difference, and files grow fast.
const JPEG_QUALITY: u8 = 85;

/// A picture as it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// The file.
    pub bytes: Vec<u8>,
    /// The ending of its name, without a dot.
    pub extension: &'static str,
    /// In pixels, as shown.
    pub width: u32,
    /// In pixels, as shown.
    pub height: u32,
}

/// Makes the picture `bytes`, which stands in `file`, fit for publishing.
///
/// # Errors
///
/// A remark when it is not a PNG, JPEG, WebP or SVG picture, is damaged or too large
/// ([`Code::BadPicture`]), or is a drawing that holds what must not be published
/// ([`Code::UnsafeSvg`]).
pub fn prepare(file: &Arc<str>, bytes: &[u8]) -> Result<Prepared, Diagnostic> {
    match kind(bytes) {
        Kind::Photo(format) => photo(bytes, format).map_err(|problem| problem.about(file)),
        Kind::Drawing => svg::prepare(file, bytes),
        Kind::Other(name) => Err(Problem::Unusable(name).about(file)),
    }
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

/// Why a photo cannot be published.
enum Problem {
    Unusable(&'static str),
    TooLarge(u32, u32),
    TooMuchMemory,
    Animated,
    Damaged,
}

impl Problem {
    fn about(self, file: &Arc<str>) -> Diagnostic {
        let (message, help) = self.words(file);
        Diagnostic::new(Code::BadPicture, Place::whole(file), message).help(help)
    }

    fn words(&self, file: &str) -> (Words, Words) {
        let save_again = words!(
            "öppna bilden i ett bildprogram och spara den som JPEG eller PNG",
            "open the picture in an image editor and save it as JPEG or PNG",
        );
        let smaller = words!(
            "spara bilden i mindre storlek; {MAX_PUBLISHED} bildpunkter på längsta sidan räcker",
            "save the picture in a smaller size; {MAX_PUBLISHED} pixels on the longest side are \
             enough",
        );
        match self {
            Self::Unusable("") => {
                (words!("`{file}` är ingen bild", "`{file}` is not a picture"), save_again)
            }
            Self::Unusable("HEIC") => (
                words!(
                    "`{file}` är sparad som HEIC, som många webbläsare inte visar",
                    "`{file}` is saved as HEIC, which many browsers do not show",
                ),
                words!(
                    "exportera fotot från telefonen eller datorn som JPEG",
                    "export the photo from the phone or computer as JPEG",
                ),
            ),
            Self::Unusable(kind) => (
                words!(
                    "`{file}` är sparad som {kind}, som inte kan publiceras här",
                    "`{file}` is saved as {kind}, which cannot be published here",
                ),
                save_again,
            ),
            Self::TooLarge(width, height) => (
                words!(
                    "`{file}` är för stor: {width} × {height} bildpunkter",
                    "`{file}` is too large: {width} × {height} pixels",
                ),
                smaller,
            ),
            Self::TooMuchMemory => (
                words!(
                    "`{file}` tar för mycket minne att läsa",
                    "`{file}` takes too much memory to read",
                ),
                smaller,
            ),
            Self::Animated => (
                words!("`{file}` är rörlig", "`{file}` is animated"),
                words!(
                    "använd en stillbild; rörlig bild stör många läsare",
                    "use a still picture; motion disturbs many readers",
                ),
            ),
            Self::Damaged => (
                words!(
                    "`{file}` är skadad och går inte att läsa",
                    "`{file}` is damaged and cannot be read",
                ),
                save_again,
            ),
        }
    }
}

impl From<ImageError> for Problem {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::Limits(_) => Self::TooMuchMemory,
            _ => Self::Damaged,
        }
    }
}

fn photo(bytes: &[u8], format: ImageFormat) -> Result<Prepared, Problem> {
    if let Some((width, height)) = png_size(bytes).filter(|(w, h)| is_too_large(*w, *h)) {
        return Err(Problem::TooLarge(width, height));
    }
    if format == ImageFormat::WebP && has_chunk(bytes, b"ANIM") {
        return Err(Problem::Animated);
    }
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), format).into_decoder()?;
    let (width, height) = decoder.dimensions();
    if is_too_large(width, height) {
        return Err(Problem::TooLarge(width, height));
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_MEMORY);
    if decoder.total_bytes() > MAX_MEMORY {
        return Err(Problem::TooMuchMemory);
    }
    decoder.set_limits(limits)?;
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    encode(&published(picture), format, bytes)
}

fn is_too_large(width: u32, height: u32) -> bool {
    width.max(height) > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS
}

/// Width and height of a PNG picture from its first bytes: its decoder reserves memory for a row
/// before it tells them.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?.get(8..16)?;
    let number = |at: usize| Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?));
    Some((number(0)?, number(4)?))
}

/// Whether a WebP file holds a chunk of this name.
fn has_chunk(bytes: &[u8], name: &[u8; 4]) -> bool {
    let mut rest = bytes.get(12..).unwrap_or_default();
    while let Some((header, after)) = rest.split_first_chunk::<8>() {
        let [a, b, c, d, size @ ..] = *header;
        if [a, b, c, d] == *name {
            return true;
        }
        // Chunks begin at even places.
        let size = usize::try_from(u32::from_le_bytes(size)).unwrap_or(usize::MAX);
        let size = size.saturating_add(size % 2);
        rest = after.get(size..).unwrap_or_default();
    }
    false
}

/// The picture in the size and with the colours that are published.
fn published(picture: DynamicImage) -> DynamicImage {
    let picture = match picture.width().max(picture.height()) {
        0..=MAX_PUBLISHED => picture,
        _ => picture.resize(MAX_PUBLISHED, MAX_PUBLISHED, Resampling::Lanczos3),
    };
    // Sixteen bits a colour double the file and are not seen.
    match picture {
        DynamicImage::ImageLuma16(_) => picture.into_luma8().into(),
        DynamicImage::ImageLumaA16(_) => picture.into_luma_alpha8().into(),
        DynamicImage::ImageRgb16(_) | DynamicImage::ImageRgb32F(_) => picture.into_rgb8().into(),
        DynamicImage::ImageRgba16(_) | DynamicImage::ImageRgba32F(_) => picture.into_rgba8().into(),
        picture => picture,
    }
}

/// The picture as a file. A photo stays a JPEG, and what has sharp edges or is transparent loses
/// nothing: a WebP photo that was stored with loss becomes a JPEG, since without loss it would
/// grow tenfold.
fn encode(
    picture: &DynamicImage,
    format: ImageFormat,
    original: &[u8],
) -> Result<Prepared, Problem> {
    let mut bytes = Vec::new();
    let opaque = !picture.color().has_alpha();
    let lossy = format == ImageFormat::WebP && has_chunk(original, b"VP8 ");
    let extension = if opaque && (lossy || format == ImageFormat::Jpeg) {
        picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY))?;
        "jpg"
    } else if format == ImageFormat::WebP {
        picture.write_with_encoder(WebPEncoder::new_lossless(&mut bytes))?;
        "webp"
    } else {
        picture.write_with_encoder(PngEncoder::new_with_quality(
            &mut bytes,
            CompressionType::Default,
            FilterType::Adaptive,
        ))?;
        "png"
    };
    Ok(Prepared { bytes, extension, width: picture.width(), height: picture.height() })
}

#[cfg(test)]
mod tests;
