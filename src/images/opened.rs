//! What a picture file tells before its pixels are decoded: how large they are, what they mean, and
//! what its decoder needs.
//!
//! JPEG photos are read by the decoder that `image` has for them. Asked without a layer between, it
//! tells how a photo is stored: one that is stored in steps, or colour by colour, takes several times
//! the memory of its pixels, and as much time as its author likes unless the steps are counted.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{ColorType, DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;
use zune_jpeg::{ImageInfo, JpegDecoder, SampleRatios};

use super::problem::Problem;
use super::{MAX_PIXELS, MAX_SIDE, area, of_bytes};

/// The most pixels that are gone through, counted anew for each step in which a photo is stored:
/// ten steps, as programs write them, of the largest photo for which there is memory.
const MAX_STEPPED: u64 = 400_000_000;
/// The most steps of a small photo.
const MAX_STEPS: u64 = 100;

/// The most bytes that a picture may tell beside its pixels, unpacked: what its colours mean, how it is
/// to be turned.
const MAX_TOLD: u64 = 16_000_000;

/// A picture whose header has been read, and nothing else.
pub(super) struct Opened<'a> {
    /// In pixels, as stored.
    pub width: u32,
    /// In pixels, as stored.
    pub height: u32,
    /// What its pixels are made of.
    pub colour: ColorType,
    /// Whether it was stored with loss: then it is a photo, and of others the pixels tell.
    pub lossy: bool,
    /// Bytes that its decoder needs beside the pixels.
    pub beside: u64,
    /// What its colours mean (ICC).
    pub profile: Option<Vec<u8>>,
    /// How it is to be turned.
    pub orientation: Orientation,
    /// Decodes it.
    pub pixels: Box<dyn FnOnce() -> Result<DynamicImage, Problem> + 'a>,
}

/// Reads the header of a picture.
///
/// # Errors
///
/// When it is damaged or too large, moves, or has the colours of print.
pub(super) fn open(bytes: &[u8], format: ImageFormat) -> Result<Opened<'_>, Problem> {
    let opened = match format {
        ImageFormat::Jpeg => jpeg(bytes),
        ImageFormat::WebP => webp(bytes),
        _ => png(bytes),
    }?;
    fits(opened.width, opened.height)?;
    Ok(opened)
}

fn fits(width: u32, height: u32) -> Result<(), Problem> {
    if width.max(height) > MAX_SIDE || area(width, height) > MAX_PIXELS {
        return Err(Problem::TooLarge(width, height));
    }
    Ok(())
}

fn png(bytes: &[u8]) -> Result<Opened<'_>, Problem> {
    if let Some((width, height)) = png_size(bytes) {
        fits(width, height)?;
    }
    with_image(bytes, ImageFormat::Png, 0)
}

fn webp(bytes: &[u8]) -> Result<Opened<'_>, Problem> {
    if has_chunk(bytes, b"ANIM") {
        return Err(Problem::Animated);
    }
    let beside = if has_chunk(bytes, b"ALPH") {
        // The transparency is a picture of its own, of which a quarter is used.
        10
    } else if has_chunk(bytes, b"VP8L") {
        // Four bytes of a pixel, and how each of them was foretold.
        6
    } else {
        // The light of each pixel, and the colours of every fourth.
        2
    };
    let lossy = has_chunk(bytes, b"VP8 ");
    Ok(Opened { lossy, ..with_image(bytes, ImageFormat::WebP, beside)? })
}

/// A picture that was stored without loss, and of which the decoder needs so many bytes beside each pixel.
fn with_image(bytes: &[u8], format: ImageFormat, beside: u64) -> Result<Opened<'_>, Problem> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_TOLD);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    Ok(Opened {
        width,
        height,
        colour: decoder.color_type(),
        lossy: false,
        beside: beside * area(width, height),
        orientation: decoder.orientation()?,
        // A profile that cannot be read is as good as none.
        profile: decoder.icc_profile().ok().flatten(),
        pixels: Box::new(|| Ok(DynamicImage::from_decoder(decoder)?)),
    })
}

fn jpeg(bytes: &[u8]) -> Result<Opened<'_>, Problem> {
    let options = DecoderOptions::default()
        .set_strict_mode(false)
        .set_max_width(usize::MAX)
        .set_max_height(usize::MAX);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers()?;
    let info = decoder.info().ok_or(Problem::Damaged)?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    if info.components == 4 {
        return Err(Problem::PrintColours);
    }
    let grey = decoder.input_colorspace() == Some(ColorSpace::Luma);
    let colour = if grey { ColorType::L8 } else { ColorType::Rgb8 };
    let orientation = decoder.exif().and_then(|exif| Orientation::from_exif_chunk(exif));
    Ok(Opened {
        width,
        height,
        colour,
        lossy: true,
        beside: coefficients(&info, bytes),
        // A profile that cannot be read is as good as none.
        profile: decoder.icc_profile(),
        orientation: orientation.unwrap_or(Orientation::NoTransforms),
        pixels: Box::new(move || jpeg_pixels(decoder, colour, width, height)),
    })
}

fn jpeg_pixels(
    mut decoder: JpegDecoder<ZCursor<&[u8]>>,
    colour: ColorType,
    width: u32,
    height: u32,
) -> Result<DynamicImage, Problem> {
    let space = if colour == ColorType::L8 { ColorSpace::Luma } else { ColorSpace::RGB };
    let steps = (MAX_STEPPED / area(width, height).max(1)).min(MAX_STEPS);
    let steps = usize::try_from(steps).unwrap_or_default();
    let options = decoder.options().jpeg_set_out_colorspace(space).jpeg_set_max_scans(steps);
    decoder.set_options(options);
    of_bytes(colour, width, height, decoder.decode()?)
}

/// Bytes that the decoder holds until it has read the whole file: two for each colour that is stored,
/// unless all colours of a place stand together.
fn coefficients(info: &ImageInfo, bytes: &[u8]) -> u64 {
    if info.sof.is_sequential_dct() && first_scan(bytes) == Some(info.components) {
        return 0;
    }
    let pixels = area(info.width.into(), info.height.into());
    match (info.components, info.sample_ratio) {
        // Of four pixels, or of two, one has all its colours.
        (3, SampleRatios::HV) => 3 * pixels,
        (3, SampleRatios::H | SampleRatios::V) => 4 * pixels,
        (colours, _) => 2 * u64::from(colours) * pixels,
    }
}

/// How many colours stand together in the first part of a photo; none of one that is stored in steps,
/// or whose file is not as the standard has it, though a patient decoder may read it.
fn first_scan(bytes: &[u8]) -> Option<u8> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        let ([0xff, marker], after) = rest.split_first_chunk::<2>()? else { return None };
        rest = match marker {
            0xff => rest.get(1..)?,
            0xc2 => return None,
            0xda => return after.get(2).copied(),
            _ => after.get(usize::from(u16::from_be_bytes(*after.first_chunk()?))..)?,
        };
    }
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
