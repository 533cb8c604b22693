//! Anything as `territory.yaml`.
#![no_main]

use forebild_fuzz::{project, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|yaml: &[u8]| {
    read(&project(&[("content/territory.yaml", yaml)]));
});
