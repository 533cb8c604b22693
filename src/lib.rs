//! Förebild makes a static site of good examples from Markdown files.
//!
//! ```text
//! read ─► parse ─► derive ─► images, render ─► finish ─► publish
//! (I/O)   (pure)   (pure)    (pure)            (pure)    (I/O)
//! ```
//!
//! [`compile()`] is everything between the edges: bytes in, bytes and remarks out.

pub mod archive;
pub mod cache;
pub mod cli;
pub mod compile;
pub mod derive;
pub mod diagnostic;
pub mod digest;
pub mod finish;
pub mod images;
pub mod memory;
pub mod model;
pub mod output;
pub mod parse;
pub mod personal;
pub mod pool;
pub mod publish;
pub mod read;
pub mod render;
pub mod report;
pub mod route;
pub mod schema;
pub mod search;
pub mod serve;
pub mod share;
pub mod sources;
pub mod text;
pub mod trace;
pub mod yaml;

pub use compile::{Compiled, Stage, Summary, compile, compile_copy, compile_into, compile_with};
