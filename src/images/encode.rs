//! Pixels to the bytes of a file. The encoders are given pixels alone, so what they write holds
//! nothing else.

use std::borrow::Cow;
use std::sync::Arc;

use image::DynamicImage;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use webp::{PixelLayout, WebPConfig};

use super::File;
use super::problem::Problem;

/// Beyond this readers see no difference, and files grow fast.
const JPEG_QUALITY: u8 = 85;
/// A step above what libwebp takes by itself, for the grain of skies and faces: at 1,920 pixels a
/// generated photo of 12 megapixels takes 149 kB, 102 kB at 75, 388 kB at 90, and 565 kB as JPEG.
const WEBP_QUALITY: f32 = 80.0;

/// What is lost without anybody missing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Fine differences of colour.
    Photo,
    /// Nothing: sharp edges and flat surfaces show every fault.
    Drawn,
}

/// The picture in a format that every program shows: JPEG, or PNG where that would lose edges or
/// what shows through.
pub(super) fn common(picture: &DynamicImage, kind: Kind) -> Result<File, Problem> {
    let mut bytes = Vec::new();
    let extension = if kind == Kind::Photo && !picture.color().has_alpha() {
        picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY))?;
        "jpg"
    } else {
        picture.write_with_encoder(PngEncoder::new_with_quality(
            &mut bytes,
            CompressionType::Default,
            FilterType::Adaptive,
        ))?;
        "png"
    };
    Ok(file(picture, bytes, extension))
}

/// The picture as WebP.
pub(super) fn webp(picture: &DynamicImage, kind: Kind) -> Result<File, Problem> {
    let (pixels, layout) = match picture {
        DynamicImage::ImageRgb8(pixels) => (Cow::from(&**pixels), PixelLayout::Rgb),
        DynamicImage::ImageRgba8(pixels) => (Cow::from(&**pixels), PixelLayout::Rgba),
        picture if picture.color().has_alpha() => {
            (Cow::from(picture.to_rgba8().into_raw()), PixelLayout::Rgba)
        }
        picture => (Cow::from(picture.to_rgb8().into_raw()), PixelLayout::Rgb),
    };
    let mut config = WebPConfig::new().map_err(|()| Problem::Damaged)?;
    config.lossless = i32::from(kind == Kind::Drawn);
    config.quality = WEBP_QUALITY;
    let encoder = webp::Encoder::new(&pixels, layout, picture.width(), picture.height());
    let bytes = encoder.encode_advanced(&config).map_err(|_| Problem::Damaged)?;
    Ok(file(picture, bytes.to_vec(), "webp"))
}

fn file(picture: &DynamicImage, bytes: Vec<u8>, extension: &'static str) -> File {
    let (width, height) = (picture.width(), picture.height());
    File { bytes: Arc::new(bytes), extension, width, height }
}
