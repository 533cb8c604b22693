//! Writes a site of stories with generated photos, for measuring: the same bytes each time.
//!
//! ```sh
//! cargo run --example photos -- photos 8
//! ```
//!
//! Half of the photos have 12 megapixels, as those of a telephone, and half have one: light that
//! changes slowly, shapes of every size, and the grain of a sensor.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "an example program that writes files"
)]

mod shared;

use std::error::Error;
use std::fs;
use std::path::Path;

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, RgbImage};
use shared::{GROUPS, HEADINGS, Random, TOPICS};

/// Telephones store photos so.
const QUALITY: u8 = 92;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, count] = arguments.as_slice() else {
        eprintln!("photos FOLDER COUNT");
        std::process::exit(2);
    };
    let (content, _) = shared::begin(Path::new(folder))?;
    for number in 1..=count.parse::<u32>()? {
        let mut random = Random(number.into());
        let folder = content.join(format!("stories/fotoberattelse-{number}"));
        fs::create_dir_all(&folder)?;
        let (width, height) = if number % 2 == 1 { (4_000, 3_000) } else { (1_200, 800) };
        let mut bytes = Vec::new();
        let photo = photo(width, height, &mut random)?;
        photo.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY))?;
        fs::write(folder.join("foto.jpg"), bytes)?;
        fs::write(folder.join("index.md"), story(number, &mut random))?;
    }
    Ok(())
}

fn story(number: u32, random: &mut Random) -> String {
    let (topic, group, heading) = (random.of(&TOPICS), random.of(&GROUPS), random.of(&HEADINGS));
    format!(
        "---\ntitle: \"Fotoberättelse nummer {number}\"\nmunicipality: Hjo\n\
         summary: \"En berättelse med ett foto av det som hände.\"\nstatus: published\n\
         published: 2026-03-14\nverified: 2026-03-14\ntopics: [{topic}]\n\
         target_groups: [{group}]\nimages:\n\
         \x20 - {{file: foto.jpg, alt: Kullar i dis, people: []}}\n---\n\n\
         ## {heading}\n\nDe tog ett foto.\n"
    )
}

/// How strong shapes are, from those of a quarter of the width to those of two pixels; together 248.
const STRENGTHS: [u16; 10] = [58, 44, 35, 27, 21, 17, 14, 12, 10, 10];

fn photo(width: u32, height: u32, random: &mut Random) -> Result<DynamicImage, Box<dyn Error>> {
    let mut sums = vec![0_u16; 3 * (width * height) as usize];
    for (octave, strength) in STRENGTHS.iter().enumerate() {
        let cells = (4 << octave).min(width);
        let shapes = noise(cells, (cells * height / width).max(2), random);
        let shapes = enlarged(&shapes, width, height)?;
        for (sum, shape) in sums.iter_mut().zip(shapes.as_bytes()) {
            *sum += u16::from(*shape) * strength;
        }
    }
    let mut grain = u32::try_from(random.below(1 << 20))?;
    let pixels = sums.iter().map(|sum| {
        grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        sum.to_be_bytes()[0] + grain.to_be_bytes()[0] / 32
    });
    let pixels = RgbImage::from_raw(width, height, pixels.collect()).ok_or("too few pixels")?;
    Ok(pixels.into())
}

fn noise(width: u32, height: u32, random: &mut Random) -> DynamicImage {
    RgbImage::from_fn(width, height, |_, _| image::Rgb([0; 3].map(|_: u8| random.below(256) as u8)))
        .into()
}

fn enlarged(
    picture: &DynamicImage,
    width: u32,
    height: u32,
) -> Result<DynamicImage, Box<dyn Error>> {
    let mut large = DynamicImage::new_rgb8(width, height);
    let smooth = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
    Resizer::new().resize(picture, &mut large, &smooth)?;
    Ok(large)
}
