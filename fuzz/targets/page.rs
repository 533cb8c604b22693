//! From a story to its page: nothing in it runs, and shortening changes no word.
//!
//! The first line is the story's title, the rest is its text.
#![no_main]

use std::sync::{LazyLock, Mutex};

use forebild_fuzz::press::Press;
use forebild_fuzz::words::{is_same, words};
use forebild_fuzz::{PICTURE, STORY};
use libfuzzer_sys::fuzz_target;

/// What stands between the title and the text.
const FIELDS: &str = "
municipality: Hjo
summary: Ett kooperativ och en kommun öppnade ett bageri.
status: published
published: 2026-03-14
verified: 2026-03-10
topics: [reserved_procurement]
images:
  - {file: bild.png, alt: Två bagare lägger bullar på en plåt., people: []}
---
";

/// A page with a story to link to, and a picture to show.
static PRESS: LazyLock<Mutex<Press>> = LazyLock::new(|| {
    let picture = include_bytes!("../src/picture.png");
    Mutex::new(Press::new(&[("content/stories/annan.md", STORY.as_bytes()), (PICTURE, picture)]))
});

fuzz_target!(|text: &str| {
    let (title, body) = text.split_once('\n').unwrap_or(("Ett bageri", text));
    // What is quoted for JSON is quoted for YAML.
    let title = serde_json::Value::from(title);
    let story = format!("---\ntitle: {title}{FIELDS}{body}");
    PRESS.lock().expect("a panic ends the program").page(&story, |html, short| {
        let (before, after) = (words(html), words(short));
        assert!(is_same(&before, &after), "{before}\n\n{after}");
    });
});
