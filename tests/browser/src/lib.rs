//! Tests of the built site in real browsers: the harness; the tests are in `tests/`.
//!
//! A [`site::Site`] is put in a [`place::Place`] (a server with a sub-path, or a folder with an
//! awkward name), a [`browser::Browser`] opens its pages there, and [`check`] says in plain
//! sentences what is wrong with each. Every fault that the checks look for is planted once in
//! `tests/harness.rs`, so that a check which no longer sees anything fails.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "edge: tests read the built site, the environment and the clock"
)]

pub mod accessibility;
pub mod browser;
pub mod check;
pub mod driver;
pub mod kinds;
pub mod place;
pub mod reading;
pub mod screen;
pub mod server;
pub mod site;
pub mod tools;

/// What a step of a test gives: a value, or what stopped it.
pub type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Fails with every failure at once, one a line.
///
/// # Panics
/// When there is one.
pub fn assert_none(failures: &[String]) {
    assert!(failures.is_empty(), "{} failures:\n{}\n", failures.len(), failures.join("\n"));
}
