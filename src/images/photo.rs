//! A photo's bytes to pixels, within a memory that is known before anything is decoded.

use image::ImageFormat;

use super::opened::{self, Opened};
use super::problem::Problem;
use super::room::Room;
use super::{MAX_MEMORY, Prepared, area, colour, sizes};

/// Makes a photo, or another picture of pixels, fit for publishing.
pub(super) fn prepare(bytes: &[u8], format: ImageFormat, room: &Room) -> Result<Prepared, Problem> {
    let opened = opened::open(bytes, format)?;
    let needed = needed(&opened);
    if needed > MAX_MEMORY {
        return Err(Problem::TooMuchMemory);
    }
    let Opened { profile, orientation, lossy, pixels, .. } = opened;
    let mut picture = {
        // Held until the picture has become smaller.
        let _place = room.take(needed);
        sizes::fitted(pixels()?)?
    };
    picture.apply_orientation(orientation);
    let picture = colour::to_srgb(picture, profile.as_deref());
    sizes::all(&sizes::without_needless_alpha(picture), lossy)
}

/// The bytes that a picture takes: its pixels, and beside them first what the decoder needs, and then
/// what is needed to make them fewer and to encode those. By then the many could have been given
/// back, but the allocator keeps them for a while.
fn needed(opened: &Opened<'_>) -> u64 {
    let Opened { width, height, colour, beside, lossy, .. } = *opened;
    let pixel = u64::from(colour.bytes_per_pixel());
    let smaller = sizes::needed(width, height, pixel, lossy);
    pixel * area(width, height) + beside.max(smaller)
}
