//! Anything below a front matter.
#![no_main]

use forebild_fuzz::{PATH, STORY, project, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|markdown: &[u8]| {
    let text = [STORY.as_bytes(), markdown].concat();
    read(&project(&[(PATH, &text)]));
});
