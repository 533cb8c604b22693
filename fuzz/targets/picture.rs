//! Anything as a story's picture: PNG, JPEG, WebP, SVG, or none of them.
#![no_main]

use forebild_fuzz::{PATH, PICTURE, STORY, prepared, project};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|picture: &[u8]| {
    let text = format!("{STORY}\n![En bild](bild.png)\n");
    prepared(&project(&[(PATH, text.as_bytes()), (PICTURE, picture)]));
});
