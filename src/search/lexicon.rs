//! What the site's own words say about each other, in one language.
//!
//! Stage by stage: [`super::forms`] groups the forms of one word. The index writes one entry a
//! group, with all stories that have any of its forms.

use rayon::prelude::*;

use super::forms::{Group, group};
use super::language::Language;

/// What a form counts for a second word that has it as well.
const SECOND: f32 = 0.6;

/// What the site's own words say about each other, in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Lexicon {
    /// Group of each form, in the order of the forms given.
    pub group_of: Vec<usize>,
    /// All forms of each word, also some that the site never writes.
    pub groups: Vec<Group>,
    /// What else each form is found by, in the order of the forms given: other groups, the
    /// weightiest first.
    pub parts: Vec<Vec<Part>>,
}

/// Another group that a form is found by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// The group.
    pub group: usize,
    /// What the form is worth there, against 1 in its own group.
    pub weight: f32,
}

/// Finds out which `forms` belong together.
///
/// They are sorted and distinct, as [`super::tokens`] gives them, with how often the site writes
/// each. The same forms give the same lexicon, whatever the number of threads.
#[must_use]
pub fn lexicon(language: &Language, forms: &[(String, u64)]) -> Lexicon {
    let grouping = group(language, forms);
    let mut parts = vec![Vec::new(); forms.len()];
    for (form, group) in grouping.seconds {
        parts[form].push(Part { group, weight: SECOND });
    }
    parts.par_iter_mut().for_each(tidy);
    Lexicon { group_of: grouping.group_of, groups: grouping.groups, parts }
}

/// Each group once, with its greatest weight; the weightiest first.
fn tidy(parts: &mut Vec<Part>) {
    parts.sort_by(|a, b| a.group.cmp(&b.group).then(b.weight.total_cmp(&a.weight)));
    parts.dedup_by_key(|part| part.group);
    parts.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.group.cmp(&b.group)));
}
