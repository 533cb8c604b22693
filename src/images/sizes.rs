//! One picture in several widths, so that a telephone does not load what only a large screen shows.

use fast_image_resize::{FilterType, MulDiv, ResizeAlg, ResizeOptions, Resizer};
use image::DynamicImage;

use super::encode::{self, Kind};
use super::problem::Problem;
use super::{File, MAX_PUBLISHED, Prepared, area, of_bytes};

/// Widths in which a wider picture is published too. A telephone shows a picture of the text on
/// 320 to 430 points of two or three pixels each, a card is as wide as that, and a large screen
/// shows the leading picture on 1,120 points.
const WIDTHS: [u32; 3] = [320, 640, 1_280];

/// How many rows of the largest size are made at a time. The resizer takes memory for as many rows
/// before they become narrow; for all of them, it is a fifth of what the picture takes itself.
const BAND: u32 = 64;
/// About as many bytes a pixel are needed to encode a picture with loss.
const TO_ENCODE: u64 = 16;
/// The same without loss, as measured with libwebp.
const TO_ENCODE_ALL: u64 = 28;

/// The picture in the largest size that is published, with eight bits for each colour.
pub(super) fn fitted(mut picture: DynamicImage) -> Result<DynamicImage, Problem> {
    let Some((width, height)) = fitted_size(picture.width(), picture.height()) else {
        return Ok(eight_bits(picture));
    };
    // What is transparent has no say in the colour of its neighbours. Left to itself, the resizer
    // would make a copy of the whole picture for this.
    let alpha = picture.color().has_alpha().then(MulDiv::new);
    if let Some(alpha) = &alpha {
        alpha.multiply_alpha_inplace(&mut picture)?;
    }
    let (mut resizer, mut fitted) = (Resizer::new(), Vec::new());
    let step = f64::from(picture.height()) / f64::from(height);
    for band in 0..height.div_ceil(BAND) {
        let top = band * BAND;
        let rows = BAND.min(height - top);
        let mut band = DynamicImage::new(width, rows, picture.color());
        // Where a band begins and ends does not show: the filter looks beyond it.
        let from = f64::from(top) * step;
        let many = (f64::from(rows) * step).min(f64::from(picture.height()) - from);
        let options = lanczos().use_alpha(false).crop(0.0, from, picture.width().into(), many);
        resizer.resize(&picture, &mut band, &options)?;
        if let Some(alpha) = &alpha {
            alpha.divide_alpha_inplace(&mut band)?;
        }
        fitted.extend(eight_bits(band).into_bytes());
    }
    of_bytes(picture.color(), width, height, fitted)
}

/// How many bytes are needed beside the pixels of a picture, of so many bytes each, to make it as
/// large as it is published and to encode that. What was not stored with loss may be a drawing.
pub(super) fn needed(width: u32, height: u32, pixel: u64, lossy: bool) -> u64 {
    let to_encode = if lossy { TO_ENCODE } else { TO_ENCODE_ALL };
    let (fitted_width, fitted_height) = fitted_size(width, height).unwrap_or((width, height));
    let fitted = area(fitted_width, fitted_height);
    // Lanczos looks three rows of the smaller picture beyond a band.
    pixel * area(width, BAND + 6) + (pixel + to_encode) * fitted
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

/// Width and height of the largest size that is published; none of a picture that is no larger.
fn fitted_size(width: u32, height: u32) -> Option<(u32, u32)> {
    let longest = width.max(height);
    let fit = |side| scaled(side, MAX_PUBLISHED, longest);
    (longest > MAX_PUBLISHED).then(|| (fit(width), fit(height)))
}

/// The picture in all its widths, none of them wider than it is. What was stored with loss is a
/// photo; of the others, [`is_drawn`] tells.
pub(super) fn all(whole: &DynamicImage, lossy: bool) -> Result<Prepared, Problem> {
    let kind = if !lossy && is_drawn(whole) { Kind::Drawn } else { Kind::Photo };
    let (mut smaller, mut webp) = (Vec::new(), Vec::new());
    for width in WIDTHS.into_iter().filter(|width| *width < whole.width()) {
        let height = scaled(whole.height(), width, whole.width());
        let picture = resized(whole, width, height)?;
        smaller.push(encode::common(&picture, kind)?);
        webp.push(encode::webp(&picture, kind)?);
    }
    let common = encode::common(whole, kind)?;
    if !webp.is_empty() {
        let whole = encode::webp(whole, kind)?;
        webp = with_smaller_files(webp, &whole);
        webp.push(whole);
    }
    Ok(Prepared { smaller: with_smaller_files(smaller, &common), whole: common, webp })
}

/// The widths that are smaller files than the wider ones: a drawing that is made narrower gets soft
/// edges, which take more bytes than its sharp ones did.
fn with_smaller_files(narrower: Vec<File>, whole: &File) -> Vec<File> {
    let mut least = whole.bytes.len();
    let mut worth = narrower;
    worth.reverse();
    worth.retain(|file| {
        let saves = file.bytes.len() < least;
        least = least.min(file.bytes.len());
        saves
    });
    worth.reverse();
    worth
}

/// The picture without its transparency where nothing shows through.
pub(super) fn without_needless_alpha(picture: DynamicImage) -> DynamicImage {
    match &picture {
        DynamicImage::ImageRgba8(pixels) if pixels.pixels().all(|pixel| pixel.0[3] == 255) => {
            picture.into_rgb8().into()
        }
        DynamicImage::ImageLumaA8(pixels) if pixels.pixels().all(|pixel| pixel.0[1] == 255) => {
            picture.into_luma8().into()
        }
        _ => picture,
    }
}

/// Whether most of the picture is surfaces of one colour, as in a drawing or a picture of a screen:
/// half of its pixels are as the one to their left. A camera never sees the same colour twice.
fn is_drawn(picture: &DynamicImage) -> bool {
    let size = usize::from(picture.color().bytes_per_pixel());
    let row = size * usize::try_from(picture.width()).unwrap_or(usize::MAX);
    let (mut same, mut all) = (0_usize, 0_usize);
    for row in picture.as_bytes().chunks_exact(row.max(1)) {
        let pairs = row.chunks_exact(size).zip(row[size..].chunks_exact(size));
        all += row.len() / size - 1;
        same += pairs.filter(|(left, right)| left == right).count();
    }
    2 * same >= all
}

/// `side` as many times smaller as `from` becomes `to`; at least one pixel.
fn scaled(side: u32, to: u32, from: u32) -> u32 {
    let (side, to, from) = (u64::from(side), u64::from(to), u64::from(from));
    let scaled = (side * to + from / 2) / from.max(1);
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

fn resized(picture: &DynamicImage, width: u32, height: u32) -> Result<DynamicImage, Problem> {
    let mut resized = DynamicImage::new(width, height, picture.color());
    Resizer::new().resize(picture, &mut resized, &lanczos())?;
    Ok(resized)
}

fn lanczos() -> ResizeOptions {
    ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
}
