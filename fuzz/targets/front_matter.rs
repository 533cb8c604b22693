//! Anything between the lines of a front matter.
#![no_main]

use forebild_fuzz::{PATH, read_text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|yaml: &[u8]| {
    let text = [b"---\n", yaml, b"\n---\n## S\xc3\xa5 gjorde de\n\nS\xc3\xa5.\n"].concat();
    read_text(PATH, &text);
});
