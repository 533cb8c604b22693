//! Anything below a front matter: nothing in what it becomes runs, and shortening changes no word.
#![no_main]

use std::sync::LazyLock;

use forebild::finish::minify::Minifier;
use forebild_fuzz::words::{is_same, words};
use forebild_fuzz::{PATH, STORY, read_text};
use libfuzzer_sys::fuzz_target;

static MINIFIER: LazyLock<Minifier> = LazyLock::new(Minifier::default);

fuzz_target!(|markdown: &[u8]| {
    let site = read_text(PATH, &[STORY.as_bytes(), markdown].concat());
    for story in site.iter().flat_map(|site| &site.stories) {
        let html = &story.body.html;
        MINIFIER.minify(html, |short| {
            assert!(!short.skipped, "{html}");
            assert!(is_same(&words(html), &words(short.html)), "{html}\n\n{}", short.html);
        });
    }
});
