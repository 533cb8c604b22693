//! Anything as a story's picture: PNG, JPEG, WebP, SVG, or none of them.
#![no_main]

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::{Arc, LazyLock};

use forebild::images::{MAX_PIXELS, Memory, prepare_all};
use forebild::model::Site;
use forebild::personal::find_in_drawing;
use forebild::sources::Sources;
use forebild_fuzz::{Desk, PATH, PICTURE, STORY, look_at, project};
use image::ImageReader;
use libfuzzer_sys::fuzz_target;

/// Pixels enough for every way through the code; those of a large photo take seconds to shrink.
const ENOUGH: u64 = 1 << 14;

/// A site with a story that shows the picture.
static SITE: LazyLock<Site> = LazyLock::new(|| {
    let text = format!("{STORY}\n![En bild](bild.png)\n");
    let (site, _) = Desk::new(project(&[(PICTURE, b"")])).read(PATH, text.as_bytes());
    site.expect("the settings can be read")
});

fuzz_target!(|picture: &[u8]| {
    if is_slow(picture) {
        return;
    }
    if let Ok(text) = std::str::from_utf8(picture) {
        let found = find_in_drawing(text);
        assert!(found.iter().all(|one| text.get(one.span.clone()).is_some()), "{found:?}");
    }
    let files = BTreeMap::from([(Arc::from(PICTURE), Arc::from(picture))]);
    let sources = Sources { files, ..Sources::default() };
    let (_, remarks) = prepare_all(&SITE, &sources, &Memory::default());
    look_at(&remarks, &sources);
});

/// Whether a picture has many pixels, but not so many that it is refused.
fn is_slow(picture: &[u8]) -> bool {
    let reader = ImageReader::new(Cursor::new(picture)).with_guessed_format();
    let size = reader.ok().and_then(|reader| reader.into_dimensions().ok());
    let pixels = size.map_or(0, |(width, height)| u64::from(width) * u64::from(height));
    ENOUGH < pixels && pixels <= MAX_PIXELS
}
