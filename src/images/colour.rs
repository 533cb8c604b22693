//! Colours as every screen knows them: sRGB.
//!
//! Phones store photos in Display P3 and cameras in Adobe RGB, and say so in an ICC profile. Without
//! its profile such a photo looks pale, and profiles are metadata that we do not publish; so the
//! colours are converted.

use image::DynamicImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// The picture in sRGB. One without a profile is in sRGB already, as browsers see it; one whose
/// profile is damaged, or is for another kind of picture, stays as it is.
pub(super) fn to_srgb(picture: DynamicImage, profile: Option<&[u8]>) -> DynamicImage {
    let profile = profile.and_then(|bytes| ColorProfile::new_from_slice(bytes).ok());
    let Some(profile) = profile else { return picture };
    let grey = profile.color_space == DataColorSpace::Gray;
    if !grey && profile.color_space != DataColorSpace::Rgb {
        return picture;
    }
    let converted = match &picture {
        DynamicImage::ImageRgb8(_) if !grey => convert(&picture, &profile, Layout::Rgb),
        DynamicImage::ImageRgba8(_) if !grey => convert(&picture, &profile, Layout::Rgba),
        DynamicImage::ImageLuma8(_) if grey => convert(&picture, &profile, Layout::Gray),
        DynamicImage::ImageLumaA8(_) if grey => convert(&picture, &profile, Layout::GrayAlpha),
        _ => None,
    };
    converted.unwrap_or(picture)
}

/// Nothing when the profile cannot be used.
fn convert(picture: &DynamicImage, profile: &ColorProfile, layout: Layout) -> Option<DynamicImage> {
    let (srgb, options) = (ColorProfile::new_srgb(), TransformOptions::default());
    // Grey has no profile of its own in sRGB: its three colours are the same.
    let (mut converted, to) = match layout {
        Layout::Gray => (DynamicImage::new_rgb8(picture.width(), picture.height()), Layout::Rgb),
        Layout::GrayAlpha => {
            (DynamicImage::new_rgba8(picture.width(), picture.height()), Layout::Rgba)
        }
        layout => (picture.clone(), layout),
    };
    let transform = profile.create_transform_8bit(layout, &srgb, to, options).ok()?;
    let pixels = match &mut converted {
        DynamicImage::ImageRgb8(pixels) => &mut **pixels,
        DynamicImage::ImageRgba8(pixels) => &mut **pixels,
        _ => return None,
    };
    transform.transform(picture.as_bytes(), pixels).ok()?;
    Some(match layout {
        Layout::Gray => converted.into_luma8().into(),
        Layout::GrayAlpha => converted.into_luma_alpha8().into(),
        _ => converted,
    })
}
