//! No file of a site tells where, when, by whom or with what a picture was made: pictures of every
//! kind, with a sign of its own in each place where programs and cameras leave metadata.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fmt::Write as _;
use std::io::Cursor;
use std::path::Path;

use forebild::output::Output;
use forebild::sources::{Options, Sources};
use image::{DynamicImage, ImageFormat, RgbImage};
use moxcms::ColorProfile;

/// Stands in everything that must not get out; behind it, the place that it stands in.
const SIGN: &str = "HEMLIGT";

/// Under these names metadata stands in pictures.
const NAMES: [&str; 14] = [
    "Exif",
    "eXIf",
    "EXIF",
    "tEXt",
    "iTXt",
    "zTXt",
    "tIME",
    "iCCP",
    "ICCP",
    "ICC_PROFILE",
    "XMP ",
    "ns.adobe",
    "Photoshop",
    "JFXX",
];

fn sign(place: &str) -> Vec<u8> {
    format!("{SIGN}-{place}").into_bytes()
}

/// Wider than one step, so that the picture is published in several sizes.
fn picture() -> DynamicImage {
    let pixel =
        |x: u32, y: u32| image::Rgb([x, x / 2, y * 3].map(|c| u8::try_from(c % 251).unwrap()));
    RgbImage::from_fn(700, 60, pixel).into()
}

fn encoded(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn length<const N: usize>(bytes: &[u8], more: usize) -> [u8; N] {
    let length = u64::try_from(bytes.len() + more).unwrap().to_be_bytes();
    length[8 - N..].try_into().unwrap()
}

/// A TIFF structure as cameras write it: a description, a folder for GPS, a small picture.
fn exif() -> Vec<u8> {
    let description = sign("exif");
    let [size] = length::<1>(&description, 0);
    let mut exif = b"II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend([0x0e, 0x01, 2, 0, size, 0, 0, 0, 38, 0, 0, 0]);
    exif.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38 + size, 0, 0, 0]);
    exif.extend([0; 4]);
    exif.extend(description);
    exif.extend(b"\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0");
    exif.extend(sign("gps"));
    exif.extend([&b"\xff\xd8"[..], &sign("thumbnail"), b"\xff\xd9"].concat());
    exif
}

/// The colours of a telephone; who made the profile stands at its end.
fn profile() -> Vec<u8> {
    [ColorProfile::new_display_p3().encode().unwrap(), sign("icc")].concat()
}

fn jpeg() -> Vec<u8> {
    let plain = encoded(ImageFormat::Jpeg);
    let segment = |marker: u8, start: &[u8], content: &[u8]| {
        let payload = [start, content].concat();
        [&[0xff, marker], &length::<2>(&payload, 2)[..], &payload].concat()
    };
    let segments = [
        segment(0xe0, b"JFXX\0\x10", &sign("jfxx")),
        segment(0xe1, b"Exif\0\0", &exif()),
        segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0", &sign("xmp")),
        segment(0xe2, b"ICC_PROFILE\0\x01\x01", &profile()),
        segment(0xed, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0c", &sign("iptc")),
        segment(0xef, b"Maker\0", &sign("maker")),
        segment(0xfe, b"", &sign("comment")),
    ];
    // A moving picture that a telephone hangs on to a photo.
    [&plain[..2], &segments.concat(), &plain[2..], &sign("behind")].concat()
}

/// Bytes as zlib stores them, without making them smaller.
fn zlib(bytes: &[u8]) -> Vec<u8> {
    let size = u16::try_from(bytes.len()).unwrap();
    let (a, b) = bytes.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    let sum = (b << 16 | a).to_be_bytes();
    [&[0x78, 1, 1], &size.to_le_bytes()[..], &(!size).to_le_bytes(), bytes, &sum].concat()
}

fn crc(bytes: &[u8]) -> [u8; 4] {
    let crc = bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 }
        })
    });
    (!crc).to_be_bytes()
}

fn png() -> Vec<u8> {
    let plain = encoded(ImageFormat::Png);
    let chunk = |name: &[u8], start: &[u8], content: &[u8]| {
        let named = [name, start, content].concat();
        [&length::<4>(&named[4..], 0)[..], &named, &crc(&named)].concat()
    };
    let chunks = [
        chunk(b"iCCP", &[&sign("profile-name")[..], b"\0\0"].concat(), &zlib(&profile())),
        chunk(b"tEXt", b"Author\0", &sign("text")),
        chunk(b"zTXt", b"Comment\0\0", &zlib(&sign("ztxt"))),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0", &sign("itxt")),
        chunk(b"eXIf", b"", &exif()),
        chunk(b"tIME", b"\x07\xea\x03\x0e\x0c\0\0", b""),
        chunk(b"prVt", b"", &sign("private")),
    ];
    // Behind the signature and the header.
    [&plain[..33], &chunks.concat(), &plain[33..], &sign("behind")].concat()
}

fn webp() -> Vec<u8> {
    let plain = encoded(ImageFormat::WebP);
    let chunk = |name: &[u8], content: &[u8]| {
        let size = u32::try_from(content.len()).unwrap().to_le_bytes();
        [name, &size, content, &[0][..content.len() % 2]].concat()
    };
    // What is there: colours, Exif and XMP. Then the size of 700 × 60, less one.
    let head = chunk(b"VP8X", &[0x2c, 0, 0, 0, 0xbb, 2, 0, 59, 0, 0]);
    let body = [
        b"WEBP",
        &head[..],
        &chunk(b"ICCP", &profile()),
        &plain[12..],
        &chunk(b"EXIF", &exif()),
        &chunk(b"XMP ", &sign("xmp")),
        &chunk(b"PRIV", &sign("private")),
    ];
    chunk(b"RIFF", &body.concat())
}

fn svg() -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\"?><!-- {SIGN}-comment --><svg xmlns=\"http://www.w3.org/2000/svg\" \
         xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" viewBox=\"0 0 9 9\" \
         inkscape:export-filename=\"{SIGN}-path\" data-name=\"{SIGN}-data\">\
         <metadata><rdf:RDF>{SIGN}-rdf</rdf:RDF></metadata><!-- {SIGN}-inside -->\
         <path d=\"M0 0h9v9z\" inkscape:label=\"{SIGN}-label\"/></svg><!-- {SIGN}-behind -->"
    )
    .into_bytes()
}

/// The settings that the tests share, and a story that shows every picture twice.
fn site() -> Output {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/_base");
    let mut sources: Sources = forebild::read::read(&folder).unwrap();
    let mut put = |path: &str, bytes: Vec<u8>| {
        sources.files.insert(format!("content/stories/bageriet/{path}").into(), bytes.into());
    };
    let (mut listed, mut shown) = (String::new(), String::new());
    for (name, bytes) in [("a.jpg", jpeg()), ("b.png", png()), ("c.webp", webp()), ("d.svg", svg())]
    {
        assert!(bytes.windows(SIGN.len()).any(|window| window == SIGN.as_bytes()), "{name}");
        put(name, bytes);
        writeln!(listed, "  - {{file: {name}, alt: Ett rött hus, people: []}}").unwrap();
        writeln!(shown, "\n![Ett rött hus]({name})").unwrap();
    }
    let story = format!(
        "---\ntitle: Bageriet i Hjo\nmunicipality: Hjo\nsummary: Ett kooperativ öppnade bageri.\n\
         status: published\npublished: 2026-03-14\nverified: 2026-03-10\n\
         topics: [reserved_procurement]\nimages:\n{listed}---\n\n## Så gjorde de\n\nDe bakade.\n{shown}"
    );
    put("index.md", story.into_bytes());
    let options = Options {
        today: jiff::civil::date(2026, 11, 23),
        base_url: Some("https://example.org/".to_owned()),
        drafts: false,
    };
    let compiled = forebild::compile(&sources, &options);
    compiled.output.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics))
}

#[test]
fn g16_no_byte_of_a_site_tells_of_a_picture_what_its_file_told() {
    let output = site();
    let holds = |bytes: &[u8], sign: &str| {
        bytes.windows(sign.len()).any(|window| window == sign.as_bytes())
    };
    let pictures = output.files.iter().filter(|(path, _)| path.starts_with("bilder/"));
    let pictures: Vec<_> = pictures.collect();
    // Three photos in three widths as two formats, and a drawing.
    assert_eq!(pictures.len(), 19, "{:?}", pictures.iter().map(|(path, _)| path));
    for (path, bytes) in &output.files {
        assert!(!holds(bytes, SIGN), "{path} tells what it must not");
    }
    for (path, bytes) in pictures {
        let told: Vec<_> = NAMES.iter().filter(|name| holds(bytes, name)).collect();
        assert!(told.is_empty(), "{path} holds {told:?}");
    }
}
