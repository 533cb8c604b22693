//! The people of a story: what must be said of each, and whether they may be shown, quoted and
//! named.
//!
//! The rules are those of the General Data Protection Regulation as a public site meets them: there
//! is a basis (Article 6), a consent can be shown to have been given (7.1) and is for something
//! (4.11), and what does not hold any longer is not published (5.1). A draft waits for none of it.
//! Whoever has withdrawn is not shown, so nothing more is asked for them.

mod basis;
mod pictures;
mod quotes;
mod reference;

pub(super) use quotes::check as quotes;
pub(super) use reference::look_up;

use super::Draft;
use crate::diagnostic::Diagnostic;
use crate::parse::World;

/// Checks what is said of people, and who is shown in the pictures.
pub(super) fn check(draft: &Draft<'_>, world: &World<'_>, sink: &mut Vec<Diagnostic>) {
    for person in draft.record.records("people") {
        basis::check(draft, person, world, sink);
    }
    pictures::check(draft, sink);
}

#[cfg(test)]
mod tests;
