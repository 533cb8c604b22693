//! The live preview: what `build` would write, served from memory while its files are edited.

pub mod http;
pub mod watch;
