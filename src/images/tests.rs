//! Every picture here is made in the test, with a sign of its own in each place where programs
//! and cameras leave metadata.

use image::{Rgb, RgbImage, Rgba, RgbaImage};

use super::*;

const SIGN: &[u8] = b"HEMLIGT-57.7089N-11.9746E";
const RED: Rgb<u8> = Rgb([220, 20, 20]);
const BLUE: Rgb<u8> = Rgb([20, 20, 220]);

fn file() -> Arc<str> {
    "content/stories/x/bild.jpg".into()
}

fn prepared(bytes: &[u8]) -> Prepared {
    let prepared = prepare(&file(), bytes).expect("a good picture");
    for sign in [SIGN, b"Exif", b"eXIf", b"tEXt", b"EXIF", b"XMP ", b"ICCP", b"http://ns.adobe"] {
        let found = prepared.bytes.windows(sign.len()).any(|window| window == sign);
        assert!(!found, "{} is still there", String::from_utf8_lossy(sign));
    }
    let decoded = image::load_from_memory(&prepared.bytes).expect("a readable picture");
    assert_eq!((decoded.width(), decoded.height()), (prepared.width, prepared.height));
    assert_eq!(prepare(&file(), bytes), Ok(prepared.clone()), "same input, same bytes");
    prepared
}

fn refused(bytes: &[u8]) -> (Code, String) {
    let remark = prepare(&file(), bytes).expect_err("a bad picture");
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
        let photo = prepared(&bytes);
        assert_eq!(((photo.width, photo.height), photo.extension), (size, "jpg"));
        let pixels = image::load_from_memory(&photo.bytes).unwrap().into_rgb8();
        assert!(near(*pixels.get_pixel(2, 2), first), "{orientation}");
        assert!(near(*pixels.get_pixel(size.0 - 3, size.1 - 3), last), "{orientation}");
    }
}

#[test]
fn the_other_kinds_lose_their_metadata_too() {
    let png = prepared(&png_with_chunks(flag(20, 10)));
    assert_eq!((png.extension, png.width, png.height), ("png", 20, 10));
    let half = RgbaImage::from_pixel(3, 3, Rgba([1, 2, 3, 128]));
    let transparent = prepared(&png_with_chunks(half.clone()));
    assert_eq!(image::load_from_memory(&transparent.bytes).unwrap().into_rgba8(), half);
    let webp = prepared(&webp_with_chunks(flag(20, 10)));
    assert_eq!(webp.extension, "webp");
    assert_eq!(image::load_from_memory(&webp.bytes).unwrap().into_rgb8(), flag(20, 10));
}

#[test]
fn a_large_photo_is_published_smaller() {
    let wide = prepared(&encoded(flag(2_400, 600), ImageFormat::Jpeg));
    assert_eq!((wide.width, wide.height), (1_920, 480));
    let high = prepared(&encoded(flag(30, 3_840), ImageFormat::Png));
    assert_eq!((high.width, high.height), (15, 1_920));
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    let mut png = encoded(flag(4, 4), ImageFormat::Png);
    for (width, height) in [(60_000_u32, 60_000_u32), (20_001, 1), (1, u32::MAX), (10_001, 10_000)]
    {
        png[16..20].copy_from_slice(&width.to_be_bytes());
        png[20..24].copy_from_slice(&height.to_be_bytes());
        let (code, message) = refused(&png);
        assert_eq!(code, Code::BadPicture);
        assert!(message.contains(&format!("{width} × {height} pixels")), "{message}");
    }
    let mut jpeg = encoded(flag(8, 8), ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    assert_eq!(refused(&jpeg).0, Code::BadPicture);
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
    for bytes in
        [jpeg_with_exif(flag(32, 16), 6), png_with_chunks(flag(9, 9)), webp_with_chunks(flag(9, 9))]
    {
        for at in 0..bytes.len() {
            let _ = prepare(&file(), &bytes[..at]);
            let mut bent = bytes.clone();
            bent[at] ^= 0x55;
            let _ = prepare(&file(), &bent);
        }
    }
}

fn svg(inside: &str) -> Vec<u8> {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 30 20\">{inside}</svg>").into()
}

fn drawing(bytes: &[u8]) -> (String, u32, u32) {
    let prepared = prepare(&file(), bytes).unwrap_or_else(|remark| panic!("{remark:?}"));
    assert_eq!(prepared.extension, "svg");
    let again = prepare(&file(), &prepared.bytes).expect("a good drawing");
    assert_eq!(again.bytes, prepared.bytes, "written twice, nothing changes");
    (String::from_utf8(prepared.bytes).unwrap(), prepared.width, prepared.height)
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
        let found = prepare(&file(), &bytes).map(|p| (p.width, p.height));
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
    let remark = prepare(&file(), &bytes).unwrap_err();
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
