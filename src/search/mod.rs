//! The search index: what the words of the stories are, and in which files a browser finds them.
//!
//! ```text
//! texts ─► words ─► forms with counts ─► lexicon: groups of forms
//!          tokens    (one language)      language, paradigms, forms
//! ```
//!
//! All that needs language is done here, when the site is built.

pub mod forms;
pub mod language;
pub mod lexicon;
mod paradigms;
pub mod tokens;
