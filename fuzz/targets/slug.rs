//! Anything as the name of a page: what comes of it is legal everywhere, and stays what it is.
#![no_main]

use forebild::text::slug;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let name = slug(text);
    let is_legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    assert!(name.bytes().all(is_legal), "{name}");
    assert!(!name.starts_with('-') && !name.ends_with('-') && !name.contains("--"), "{name}");
    assert_eq!(slug(&name), name);
});
