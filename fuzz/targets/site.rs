//! Anything as `site.yaml`.
#![no_main]

use forebild_fuzz::read_settings;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|yaml: &[u8]| read_settings("content/site.yaml", yaml));
