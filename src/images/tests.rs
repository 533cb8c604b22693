//! Every picture here is made in the test, with a sign of its own in each place where programs
//! and cameras leave metadata.

use std::io::Cursor;

use fast_image_resize::Resizer;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, GrayImage, ImageEncoder, Luma, Rgb, RgbImage, Rgba, RgbaImage};
use moxcms::ColorProfile;
use sha2::{Digest, Sha256};

use super::*;
use crate::diagnostic::Code;

const SIGN: &[u8] = b"HEMLIGT-57.7089N-11.9746E";
const RED: Rgb<u8> = Rgb([220, 20, 20]);
const BLUE: Rgb<u8> = Rgb([20, 20, 220]);

fn file() -> Arc<str> {
    "content/stories/x/bild.jpg".into()
}

fn ready(bytes: &[u8]) -> Result<Prepared, Diagnostic> {
    prepare(&file(), bytes, &Room::new(MAX_MEMORY))
}

/// What is left in no published file: the sign, and the names under which metadata stands.
const TELLING: [&[u8]; 13] = [
    SIGN,
    b"Exif",
    b"eXIf",
    b"tEXt",
    b"iTXt",
    b"zTXt",
    b"iCCP",
    b"EXIF",
    b"XMP ",
    b"ICCP",
    b"ICC_PROFILE",
    b"http://ns.adobe",
    b"Photoshop",
];

fn prepared(bytes: &[u8]) -> Prepared {
    let prepared = ready(bytes).expect("a good picture");
    for published in prepared.files() {
        for sign in TELLING {
            let found = published.bytes.windows(sign.len()).any(|window| window == sign);
            assert!(!found, "{} is still there", String::from_utf8_lossy(sign));
        }
        let decoded = opened(published);
        assert_eq!((decoded.width(), decoded.height()), (published.width, published.height));
    }
    assert_eq!(ready(bytes), Ok(prepared.clone()), "same input, same bytes");
    prepared
}

fn opened(file: &File) -> DynamicImage {
    image::load_from_memory(&file.bytes).expect("a readable picture")
}

fn refused(bytes: &[u8]) -> (Code, String) {
    let remark = ready(bytes).expect_err("a bad picture");
    assert!(remark.help.is_some(), "{remark:?}");
    (remark.code, remark.message.en)
}

/// Red on the left, blue on the right.
fn flag(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { RED } else { BLUE })
}

fn encoded(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A TIFF structure as cameras write it: the orientation, a description, a GPS folder.
fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x03\0".to_vec();
    let length = u8::try_from(SIGN.len()).unwrap();
    exif.extend([0x0e, 0x01, 2, 0, length, 0, 0, 0, 50, 0, 0, 0]);
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    exif.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 50 + length, 0, 0, 0]);
    exif.extend([0; 4]);
    exif.extend(SIGN);
    exif.extend(b"\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0");
    exif
}

fn jpeg_with_exif(picture: RgbImage, orientation: u8) -> Vec<u8> {
    let plain = encoded(picture, ImageFormat::Jpeg);
    let segment = |payload: &[u8]| {
        let length = u16::try_from(payload.len() + 2).unwrap().to_be_bytes();
        [&[0xff, 0xe1], &length[..], payload].concat()
    };
    let exif = segment(&[b"Exif\0\0", &exif(orientation)[..]].concat());
    let xmp = segment(&[b"http://ns.adobe.com/xap/1.0/\0", SIGN].concat());
    let comment = [&[0xff, 0xfe, 0, 27], SIGN].concat();
    [&plain[..2], &exif, &xmp, &comment, &plain[2..]].concat()
}

fn png_with_chunks(picture: impl Into<DynamicImage>) -> Vec<u8> {
    let plain = encoded(picture, ImageFormat::Png);
    let chunk = |name: &[u8], payload: &[u8]| {
        let named = [name, payload].concat();
        let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
        [&length[..], &named, &crc(&named).to_be_bytes()].concat()
    };
    let text = chunk(b"tEXt", &[b"Comment\0", SIGN].concat());
    let exif = chunk(b"eXIf", &exif(1));
    // After the signature and the header chunk.
    [&plain[..33], &text, &exif, &plain[33..]].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 }
        })
    })
}

fn webp_with_chunks(picture: RgbImage) -> Vec<u8> {
    let (width, height) = (picture.width() - 1, picture.height() - 1);
    let plain = encoded(picture, ImageFormat::WebP);
    let chunk = |name: &[u8], payload: &[u8]| {
        let length = u32::try_from(payload.len()).unwrap().to_le_bytes();
        [name, &length, payload, &[0][..payload.len() % 2]].concat()
    };
    let size = [&width.to_le_bytes()[..3], &height.to_le_bytes()[..3]].concat();
    let head = chunk(b"VP8X", &[&[0x0c, 0, 0, 0], &size[..]].concat());
    let body = [b"WEBP", &head[..], &plain[12..], &chunk(b"EXIF", &exif(1)), &chunk(b"XMP ", SIGN)]
        .concat();
    chunk(b"RIFF", &body)
}

fn near(found: Rgb<u8>, expected: Rgb<u8>) -> bool {
    found.0.iter().zip(expected.0).all(|(a, b)| a.abs_diff(b) < 30)
}

#[test]
fn a_photo_is_turned_upright_and_says_nothing_else() {
    for (orientation, size, first, last) in [
        (1, (32, 16), RED, BLUE),
        (3, (32, 16), BLUE, RED),
        (6, (16, 32), RED, BLUE),
        (8, (16, 32), BLUE, RED),
    ] {
        let bytes = jpeg_with_exif(flag(32, 16), orientation);
        assert!(bytes.windows(SIGN.len()).any(|window| window == SIGN));
        let photo = prepared(&bytes).whole;
        assert_eq!(((photo.width, photo.height), photo.extension), (size, "jpg"));
        let pixels = opened(&photo).into_rgb8();
        assert!(near(*pixels.get_pixel(2, 2), first), "{orientation}");
        assert!(near(*pixels.get_pixel(size.0 - 3, size.1 - 3), last), "{orientation}");
    }
}

#[test]
fn the_other_kinds_lose_their_metadata_too() {
    let png = prepared(&png_with_chunks(flag(20, 10))).whole;
    assert_eq!((png.extension, png.width, png.height), ("png", 20, 10));
    let half = RgbaImage::from_pixel(3, 3, Rgba([1, 2, 3, 128]));
    let transparent = prepared(&png_with_chunks(half.clone())).whole;
    assert_eq!(opened(&transparent).into_rgba8(), half);
    let webp = prepared(&webp_with_chunks(flag(20, 10))).whole;
    assert_eq!(webp.extension, "png");
    assert_eq!(opened(&webp).into_rgb8(), flag(20, 10));
}

/// What a camera sees: a slope of light, and no two pixels the same.
fn scene(width: u32, height: u32) -> RgbImage {
    let mut noise = 1_u32;
    RgbImage::from_fn(width, height, |x, y| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = (noise >> 28) as u8;
        let light = |at: u32, of: u32| u8::try_from(at * 200 / of).unwrap() + grain;
        Rgb([light(x, width), light(y, height), 90 + grain])
    })
}

fn names(files: &[File]) -> Vec<(u32, &'static str)> {
    files.iter().map(|file| (file.width, file.extension)).collect()
}

#[test]
fn a_picture_is_published_in_widths_up_to_its_own() {
    for (width, smaller) in [
        (200, &[][..]),
        (320, &[]),
        (321, &[320]),
        (700, &[320, 640]),
        (1_280, &[320, 640]),
        (1_900, &[320, 640, 1_280]),
        (2_400, &[320, 640, 1_280]),
    ] {
        let picture = prepared(&encoded(scene(width, 60), ImageFormat::Jpeg));
        let own = width.min(1_920);
        assert_eq!((picture.whole.width, picture.whole.extension), (own, "jpg"));
        let expected = |extension: &'static str, widths: &[u32]| -> Vec<(u32, &str)> {
            widths.iter().map(|width| (*width, extension)).collect()
        };
        assert_eq!(names(&picture.smaller), expected("jpg", smaller), "{width}");
        let all = if smaller.is_empty() { vec![] } else { [smaller, &[own]].concat() };
        assert_eq!(names(&picture.webp), expected("webp", &all), "{width}");
    }
}

/// Sharp edges take few bytes, and the soft ones of a narrower picture take more.
#[test]
fn a_narrower_picture_is_published_where_it_is_a_smaller_file() {
    let stripes =
        RgbImage::from_fn(1_000, 400, |x, y| if (x / 7 + y / 9) % 2 == 0 { RED } else { BLUE });
    let picture = prepared(&encoded(stripes, ImageFormat::Png));
    assert_eq!((picture.whole.width, names(&picture.webp)), (1_000, vec![(1_000, "webp")]));
    for files in [&picture.smaller, &picture.webp] {
        assert!(files.is_sorted_by(|a, b| a.bytes.len() < b.bytes.len()));
    }
}

#[test]
fn a_large_photo_is_published_smaller() {
    let size = |picture: Prepared| (picture.whole.width, picture.whole.height);
    let wide = prepared(&encoded(flag(2_400, 600), ImageFormat::Jpeg));
    assert_eq!(size(wide), (1_920, 480));
    let high = prepared(&encoded(flag(30, 3_840), ImageFormat::Png));
    assert_eq!(size(high), (15, 1_920));
    let thread = prepared(&encoded(scene(3_840, 1), ImageFormat::Jpeg));
    assert_eq!(thread.smaller[0].height, 1);
}

/// In bands, and without a copy of what is transparent, it comes out as it would in one piece.
#[test]
fn a_large_picture_is_made_smaller_without_seams() {
    let photo = DynamicImage::from(scene(2_500, 400));
    let mut transparent = photo.to_rgba8();
    for (x, y, pixel) in transparent.enumerate_pixels_mut() {
        pixel.0[3] = u8::try_from((x + y) % 256).unwrap();
    }
    let of_sixteen = DynamicImage::from(photo.to_rgb16());
    for picture in [photo.clone(), photo.to_luma8().into(), transparent.into(), of_sixteen] {
        let mut whole = DynamicImage::new(1_920, 307, picture.color());
        Resizer::new().resize(&picture, &mut whole, None).unwrap();
        let found = sizes::fitted(picture).unwrap_or_else(|_| panic!("a good picture"));
        assert_eq!((found.width(), found.height()), (1_920, 307));
        let colours = found.color();
        assert_eq!(colours.bytes_per_pixel(), colours.channel_count(), "eight bits a colour");
        let whole = if colours == whole.color() { whole } else { whole.into_rgb8().into() };
        let pairs = found.as_bytes().iter().zip(whole.as_bytes());
        let off = pairs.map(|(a, b)| a.abs_diff(*b)).max();
        assert_eq!(off, Some(0), "{colours:?}");
    }
}

#[test]
fn a_picture_that_is_made_otherwise_is_kept_under_another_name() {
    let mut digest = Sha256::new();
    for original in [
        encoded(scene(700, 60), ImageFormat::Jpeg),
        encoded(flag(700, 60), ImageFormat::Png),
        with_profile(&scene(340, 20).into(), &ColorProfile::new_display_p3(), ImageFormat::WebP),
    ] {
        digest.update(prepared(&original).to_stored());
    }
    let made: String = digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let known = ("forebild pictures 3", "ea7782493aea9b38");
    assert_eq!((stored::VERSION, &*made), known, "raise VERSION, so that old ones are not used");
}

#[test]
fn what_is_drawn_loses_nothing_and_a_photo_becomes_small() {
    let see_through = |x: u32, y: u32, pixel: &Rgb<u8>| {
        let [r, g, b] = pixel.0;
        Rgba([r, g, b, if x < y { 0 } else { 255 }])
    };
    let cut_out = |picture: &RgbImage| {
        RgbaImage::from_fn(picture.width(), picture.height(), |x, y| {
            see_through(x, y, picture.get_pixel(x, y))
        })
    };
    let grey = GrayImage::from_fn(400, 40, |x, y| Luma([u8::try_from((x * 7 + y) % 251).unwrap()]));
    for (what, picture, extension, lossless) in [
        ("a drawing", DynamicImage::from(flag(400, 40)), "png", true),
        ("a cut-out drawing", cut_out(&flag(400, 40)).into(), "png", true),
        ("a photo", scene(400, 40).into(), "jpg", false),
        ("a cut-out photo", cut_out(&scene(400, 40)).into(), "png", false),
        ("a grey photo", grey.into(), "jpg", false),
        (
            "a drawing with needless alpha",
            DynamicImage::from(flag(400, 40)).into_rgba8().into(),
            "png",
            true,
        ),
        (
            "a photo with needless alpha",
            DynamicImage::from(scene(400, 40)).into_rgba8().into(),
            "jpg",
            false,
        ),
    ] {
        for format in [ImageFormat::Png, ImageFormat::WebP] {
            let made = prepared(&encoded(picture.clone(), format));
            assert_eq!(made.whole.extension, extension, "{what}");
            for webp in &made.webp {
                let stored = webp.bytes.windows(4).any(|chunk| chunk == b"VP8L");
                assert_eq!(stored, lossless, "{what}");
            }
            let last = opened(made.webp.last().unwrap());
            let shown_through = last.to_rgba8().pixels().any(|pixel| pixel.0[3] < 255);
            assert_eq!(shown_through, what.contains("cut-out"), "{what}");
        }
    }
}

fn with_profile(picture: &DynamicImage, profile: &ColorProfile, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    let icc = profile.encode().unwrap();
    match format {
        ImageFormat::Jpeg => {
            let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 100);
            encoder.set_icc_profile(icc).unwrap();
            picture.write_with_encoder(encoder).unwrap();
        }
        ImageFormat::Png => {
            let mut encoder = PngEncoder::new(&mut bytes);
            encoder.set_icc_profile(icc).unwrap();
            picture.write_with_encoder(encoder).unwrap();
        }
        _ => {
            let mut encoder = WebPEncoder::new_lossless(&mut bytes);
            encoder.set_icc_profile(icc).unwrap();
            picture.write_with_encoder(encoder).unwrap();
        }
    }
    bytes
}

#[test]
fn colours_of_phones_and_cameras_become_those_of_the_web() {
    let red = Rgb([255, 0, 0]);
    let formats = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
    // The red of sRGB as it is written in each colour space.
    for (profile, written) in [
        (ColorProfile::new_display_p3(), Rgb([234, 51, 35])),
        (ColorProfile::new_adobe_rgb(), Rgb([219, 0, 0])),
        (ColorProfile::new_srgb(), red),
    ] {
        for format in formats {
            let picture = RgbImage::from_pixel(16, 16, written).into();
            let published = prepared(&with_profile(&picture, &profile, format)).whole;
            let found = *opened(&published).into_rgb8().get_pixel(8, 8);
            let off = found.0.iter().zip(red.0).map(|(a, b)| a.abs_diff(b)).max();
            assert!(off <= Some(6), "{format:?}: {found:?}");
        }
    }
    let dark = GrayImage::from_pixel(16, 16, Luma([55])).into();
    let linear = ColorProfile::new_gray_with_gamma(1.0);
    let published = prepared(&with_profile(&dark, &linear, ImageFormat::Png)).whole;
    assert!(opened(&published).into_luma8().get_pixel(8, 8).0[0].abs_diff(128) <= 2);
}

#[test]
fn a_profile_that_does_not_fit_changes_nothing() {
    let picture = DynamicImage::from(flag(20, 10));
    let grey = with_profile(&picture, &ColorProfile::new_gray_with_gamma(2.2), ImageFormat::Png);
    assert_eq!(opened(&prepared(&grey).whole), picture);
    for damage in [0, 3, 40, 130] {
        let profile = ColorProfile::new_display_p3().encode().unwrap();
        let mut bytes = Vec::new();
        let mut encoder = PngEncoder::new(&mut bytes);
        encoder.set_icc_profile(profile[..damage].to_vec()).unwrap();
        picture.write_with_encoder(encoder).unwrap();
        assert_eq!(opened(&prepared(&bytes).whole), picture);
    }
}

#[test]
fn colours_for_print_are_refused() {
    let mut jpeg = encoded(flag(8, 8), ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
    // A fourth colour after the three, each of three bytes.
    jpeg[frame + 3] += 3;
    jpeg[frame + 9] = 4;
    jpeg.splice(frame + 19..frame + 19, [4, 0x11, 0]);
    let (code, message) = refused(&jpeg);
    assert_eq!(code, Code::BadPicture);
    assert!(message.contains("CMYK"), "{message}");
}

/// A WebP file of one chunk.
fn webp_of(name: &[u8; 4], payload: &[u8]) -> Vec<u8> {
    let chunk = |name: &[u8], payload: &[u8]| {
        let length = u32::try_from(payload.len()).unwrap().to_le_bytes();
        [name, &length, payload].concat()
    };
    chunk(b"RIFF", &[b"WEBP", &chunk(name, payload)[..]].concat())
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    let mut png = encoded(flag(4, 4), ImageFormat::Png);
    let mut bombs = Vec::new();
    for (width, height) in [(50_000_u32, 50_000_u32), (20_001, 1), (1, u32::MAX), (10_001, 10_000)]
    {
        png[16..20].copy_from_slice(&width.to_be_bytes());
        png[20..24].copy_from_slice(&height.to_be_bytes());
        bombs.push((png.clone(), format!("{width} × {height} pixels")));
    }
    let mut jpeg = encoded(flag(8, 8), ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
    for (side, bytes) in [(50_000, [0xc3, 0x50]), (65_535, [0xff, 0xff])] {
        jpeg[frame + 5..frame + 9].copy_from_slice(&[bytes, bytes].concat());
        bombs.push((jpeg.clone(), format!("{side} × {side} pixels")));
    }
    // The canvas of 24 bits, a picture without loss and one with loss, both of 14 bits.
    let side = 49_999_u32.to_le_bytes();
    let mut canvas = [&[0, 0, 0, 0], &side[..3], &side[..3]].concat();
    canvas.extend(webp_of(b"VP8L", &[0x2f, 0xff, 0xff, 0xff, 0x0f])[12..].to_vec());
    let mut extended = webp_of(b"VP8X", &canvas);
    extended[16] = 10;
    bombs.push((extended, "50000 × 50000 pixels".to_owned()));
    let lossless = webp_of(b"VP8L", &[0x2f, 0xfe, 0xbf, 0xff, 0x0f, 0]);
    bombs.push((lossless, "16383 × 16383 pixels".to_owned()));
    let lossy = webp_of(b"VP8 ", &[0x10, 0, 0, 0x9d, 0x01, 0x2a, 0xff, 0x3f, 0xff, 0x3f]);
    bombs.push((lossy, "16383 × 16383 pixels".to_owned()));
    for (bomb, size) in bombs {
        let (code, message) = refused(&bomb);
        assert_eq!(code, Code::BadPicture);
        assert!(message.contains(&size), "{size}: {message}");
    }
    let drawing = b"<svg width=\"50000\" height=\"50000\"/>";
    assert_eq!(refused(drawing).0, Code::BadPicture);
}

#[test]
fn what_is_not_a_picture_is_said_by_name() {
    for (bytes, named) in [
        (&b"GIF89a"[..], "GIF"),
        (b"\0\0\0\x18ftypavif", "AVIF"),
        (b"\0\0\0\x18ftypheic", "HEIC"),
        (b"%PDF-1.7", "PDF"),
        (b"hej", "not a picture"),
        (b"", "not a picture"),
        (b"\xff\xd8\xff", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"RIFF\0\0\0\0WEBPVP8X\xff\xff\xff\xff", "damaged"),
        (b"RIFF\0\0\0\0WEBPANIM\0\0\0\0", "animated"),
    ] {
        let (code, message) = refused(bytes);
        assert_eq!(code, Code::BadPicture, "{named}");
        assert!(message.contains(named), "{message}");
    }
}

#[test]
fn a_cut_or_bent_photo_stops_nothing() {
    let profile = ColorProfile::new_display_p3();
    for bytes in [
        jpeg_with_exif(flag(32, 16), 6),
        png_with_chunks(flag(9, 9)),
        webp_with_chunks(flag(9, 9)),
        with_profile(&flag(8, 8).into(), &profile, ImageFormat::Jpeg),
    ] {
        for at in 0..bytes.len() {
            let _ = ready(&bytes[..at]);
            let mut bent = bytes.clone();
            bent[at] ^= 0x55;
            let _ = ready(&bent);
        }
    }
}

fn svg(inside: &str) -> Vec<u8> {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 30 20\">{inside}</svg>").into()
}

fn drawing(bytes: &[u8]) -> (String, u32, u32) {
    let prepared = ready(bytes).unwrap_or_else(|remark| panic!("{remark:?}"));
    assert_eq!(prepared.files().count(), 1, "a drawing has no sizes");
    let File { bytes, extension, width, height } = prepared.whole;
    assert_eq!(extension, "svg");
    let again = ready(&bytes).expect("a good drawing");
    assert_eq!(again.whole.bytes, bytes, "written twice, nothing changes");
    (String::from_utf8(bytes.to_vec()).unwrap(), width, height)
}

#[test]
fn a_drawing_keeps_what_is_drawn_and_nothing_else() {
    let written = "\u{feff}<?xml version=\"1.0\"?>\n<!-- Kim, 070-123 45 67 -->\n\
        <svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:inkscape=\"http://x\" viewBox=\"0 0 30 20\" \
        inkscape:version=\"1\" data-name=\"C:\\Users\\kim\" class=\"a\">\n\
        <metadata><rdf:RDF>Kim<b/></rdf:RDF></metadata><inkscape:x><script/></inkscape:x>\
        <title>A &amp; B</title><linearGradient id=\"g\"><stop offset=\"1\" stop-color=\"rgb(1, 2, 3)\"/></linearGradient>\
        <g id=\"a\" transform=\"rotate (4) scale(2)\"> <path d=\"M0 0\" fill=\"url(#g)\"/> </g>\
        <use xlink:href=\"#a\" href=\"#a\" x=\"3\"/><text>x &lt; <tspan>&#229;</tspan></text></svg>\n";
    let (out, width, height) = drawing(written.as_bytes());
    assert_eq!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 30 20\"><title>A &amp; B</title>\
         <linearGradient id=\"g\"><stop offset=\"1\" stop-color=\"rgb(1, 2, 3)\"/></linearGradient>\
         <g id=\"a\" transform=\"rotate (4) scale(2)\"><path d=\"M0 0\" fill=\"url(#g)\"/></g>\
         <use href=\"#a\" x=\"3\"/><text>x &lt; <tspan>å</tspan></text></svg>"
    );
    assert_eq!((width, height), (30, 20));
}

#[test]
fn the_size_of_a_drawing() {
    for (attributes, size) in [
        ("width=\"40\" height=\"30px\"", Some((40, 30))),
        ("viewBox=\"-5,-5 40.4 30.6\"", Some((40, 31))),
        ("width=\"100%\" height=\"100%\" viewBox=\"0 0 4 3\"", Some((4, 3))),
        ("width=\"80\" viewBox=\"0 0 4 3\"", Some((80, 60))),
        ("", None),
        ("viewBox=\"0 0 0 3\"", None),
        ("viewBox=\"0 0 NaN inf\"", None),
        ("width=\"1e300\" height=\"1\"", None),
    ] {
        let bytes = format!("<svg {attributes}/>").into_bytes();
        let found = ready(&bytes).map(|p| (p.whole.width, p.whole.height));
        assert_eq!(found.as_ref().ok(), size.as_ref(), "{attributes}");
        assert!(found.is_ok() || refused(&bytes).0 == Code::BadPicture);
    }
}

#[test]
fn a_drawing_that_could_run_or_load_something_is_refused() {
    let bomb: String = (0..30)
        .map(|n| format!("<g id=\"a{n}\">{}</g>", format!("<use href=\"#a{}\"/>", n + 1).repeat(9)))
        .collect();
    for inside in [
        "<script>alert(1)</script>",
        "<script href=\"x.js\"/>",
        "<foreignObject><p>x</p></foreignObject>",
        "<path onload=\"alert(1)\"/>",
        "<path ONCLICK=\"alert(1)\"/>",
        "<a href=\"#x\"><path/></a>",
        "<image href=\"https://example.org/x.png\"/>",
        "<image href=\"data:image/png;base64,AA\"/>",
        "<use href=\"https://example.org/x.svg#a\"/>",
        "<use xlink:href=\"x.svg#a\"/>",
        "<use href=\"javascript:alert(1)\"/>",
        "<use href=\"&#106;avascript:alert(1)\"/>",
        "<use href=\"#\"/>",
        "<style>* {fill: url(https://example.org)}</style>",
        "<path style=\"fill: red\"/>",
        "<path fill=\"url(https://example.org/x)\"/>",
        "<path fill=\"URL(#a)\"/>",
        "<path fill=\"url('#a')\"/>",
        "<path fill=\"u\\72l(https://example.org)\"/>",
        "<path fill=\"image-set('x.png' 1x)\"/>",
        "<path fill=\"src(x)\"/>",
        "<set attributeName=\"href\" to=\"javascript:alert(1)\"/>",
        "<animate attributeName=\"x\"/>",
        "<iframe src=\"x\"/>",
        "<text>&egen;</text>",
        "<text fill=\"&egen;\"/>",
        "<g id=\"a\"><use href=\"#a\"/></g>",
        "<pattern id=\"a\"><path fill=\"url(#b)\"/></pattern><pattern id=\"b\"><path fill=\"url(#a)\"/></pattern>",
        bomb.as_str(),
        &("<g>".repeat(200) + &"</g>".repeat(200)),
    ] {
        assert_eq!(refused(&svg(inside)).0, Code::UnsafeSvg, "{inside}");
    }
    let doctype = [b"<!DOCTYPE svg [<!ENTITY a \"b\">]>", &svg("")[..]].concat();
    assert_eq!(refused(&doctype).0, Code::UnsafeSvg);
}

#[test]
fn the_place_of_a_fault_in_a_drawing() {
    let bytes = [b"\xef\xbb\xbf", &svg("å<script/>")[..]].concat();
    let remark = ready(&bytes).unwrap_err();
    assert_eq!(&bytes[remark.place.start..remark.place.end], b"<script/>");
}

#[test]
fn what_is_no_drawing() {
    for text in [
        "<html></html>",
        "<svg viewBox=\"0 0 1 1\">",
        "<svg viewBox=\"0 0 1 1\"></g>",
        "<svg viewBox=\"0 0 1 1\"/><svg viewBox=\"0 0 1 1\"/>",
        "<svg:svg/>",
        "<svg viewBox=\"0 0 1 1\"/>x",
        "<svg viewBox=\"0 0 1 1\" viewBox=\"0 0 1 1\"/>",
        "<",
        "<metadata/>",
        "<metadata>",
    ] {
        assert_eq!(refused(text.as_bytes()).0, Code::BadPicture, "{text}");
    }
    assert_eq!(refused(b"<svg viewBox='0 0 1 1'><title>\xff</title></svg>").0, Code::BadPicture);
}
