//! Förebild makes a static site of good examples from Markdown files.
//!
//! ```text
//! read ─► parse ─► derive ─► render ─► finish ─► publish
//! (I/O)   (pure)   (pure)    (pure)    (pure)    (I/O)
//! ```

pub mod diagnostic;
pub mod finish;
pub mod images;
pub mod model;
pub mod output;
pub mod parse;
pub mod publish;
pub mod publish;
pub mod read;
pub mod render;
pub mod route;
pub mod schema;
pub mod sources;
pub mod text;
pub mod yaml;
