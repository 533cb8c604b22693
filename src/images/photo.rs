//! A photo's bytes to pixels, within limits that are known before anything is decoded.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::problem::Problem;
use super::room::Room;
use super::{MAX_MEMORY, MAX_PIXELS, MAX_SIDE, Prepared, colour, sizes};

/// Makes a photo, or another picture of pixels, fit for publishing.
pub(super) fn prepare(bytes: &[u8], format: ImageFormat, room: &Room) -> Result<Prepared, Problem> {
    let Decoded { mut picture, profile, orientation } = decode(bytes, format, room)?;
    picture.apply_orientation(orientation);
    let picture = colour::to_srgb(picture, profile.as_deref());
    // What was stored with loss stays a photo; of the others the pixels tell.
    let lossy = match format {
        ImageFormat::WebP => has_chunk(bytes, b"VP8 "),
        format => format == ImageFormat::Jpeg,
    };
    sizes::all(&sizes::without_needless_alpha(picture), lossy)
}

/// A picture in the size that is published, and what its file says of it.
struct Decoded {
    picture: DynamicImage,
    profile: Option<Vec<u8>>,
    orientation: Orientation,
}

fn decode(bytes: &[u8], format: ImageFormat, room: &Room) -> Result<Decoded, Problem> {
    if let Some((width, height)) = png_size(bytes).filter(|(w, h)| is_too_large(*w, *h)) {
        return Err(Problem::TooLarge(width, height));
    }
    if format == ImageFormat::WebP && has_chunk(bytes, b"ANIM") {
        return Err(Problem::Animated);
    }
    if jpeg_colours(bytes) == Some(4) {
        return Err(Problem::PrintColours);
    }
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), format).into_decoder()?;
    let (width, height) = decoder.dimensions();
    if is_too_large(width, height) {
        return Err(Problem::TooLarge(width, height));
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_MEMORY);
    let needed = needed(&decoder);
    if needed > MAX_MEMORY {
        return Err(Problem::TooMuchMemory);
    }
    decoder.set_limits(limits)?;
    let orientation = decoder.orientation()?;
    // A profile that cannot be read is as good as none.
    let profile = decoder.icc_profile().ok().flatten();
    // Held until the picture has become smaller.
    let _place = room.take(needed);
    let picture = sizes::fitted(eight_bits(DynamicImage::from_decoder(decoder)?))?;
    Ok(Decoded { picture, profile, orientation })
}

/// The bytes that a picture takes until it has become smaller: its pixels, and a second time those of
/// eight bits a colour where all of them are changed first, because they had sixteen or are transparent.
fn needed(decoder: &impl ImageDecoder) -> u64 {
    let (width, height) = decoder.dimensions();
    let kind = decoder.color_type();
    let changed = kind.has_alpha() || kind.bytes_per_pixel() > kind.channel_count();
    let again = if changed { u64::from(kind.channel_count()) } else { 0 };
    decoder.total_bytes() + u64::from(width) * u64::from(height) * again
}

/// Sixteen bits a colour double the file and are not seen.
fn eight_bits(picture: DynamicImage) -> DynamicImage {
    match picture {
        DynamicImage::ImageLuma16(_) => picture.into_luma8().into(),
        DynamicImage::ImageLumaA16(_) => picture.into_luma_alpha8().into(),
        DynamicImage::ImageRgb16(_) | DynamicImage::ImageRgb32F(_) => picture.into_rgb8().into(),
        DynamicImage::ImageRgba16(_) | DynamicImage::ImageRgba32F(_) => picture.into_rgba8().into(),
        picture => picture,
    }
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

/// How many colours the pixels of a JPEG picture are made of: one for grey, three for a screen,
/// four for print. Its decoder mixes the four as if ink were light.
fn jpeg_colours(bytes: &[u8]) -> Option<u8> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        let ([0xff, marker], after) = rest.split_first_chunk::<2>()? else { return None };
        rest = match marker {
            0xff => rest.get(1..)?,
            // Huffman tables, arithmetic coding and what is reserved stand among the frames.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => return after.get(7).copied(),
            0xda => return None,
            _ => after.get(usize::from(u16::from_be_bytes(*after.first_chunk()?))..)?,
        };
    }
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
