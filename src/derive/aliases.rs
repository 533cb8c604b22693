//! Former addresses: each leads to one story.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Site, Story};
use crate::{route, words};

/// Remarks on former addresses that two stories claim. One that is taken by a page is found when
/// the site is put together.
#[must_use]
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let mut claimed: BTreeMap<String, &Story> = BTreeMap::new();
    let mut remarks = Vec::new();
    for work in &site.graph.works {
        let story = site.story(work.versions[0]);
        for alias in &story.aliases {
            let address = &alias.address;
            let Some(first) = claimed.insert(route::alias(address), story) else { continue };
            if first.file == story.file {
                continue;
            }
            let other = &first.file;
            remarks.push(
                Diagnostic::new(
                    Code::BadAlias,
                    Place::new(&story.file, alias.span.clone()),
                    words!(
                        "den tidigare adressen `/{address}/` finns också i `{other}`",
                        "the former address `/{address}/` also stands in `{other}`"
                    ),
                )
                .help(words!(
                    "låt adressen stå kvar i den ena berättelsen och ta bort den ur den andra",
                    "keep the address in one of the stories and remove it from the other"
                )),
            );
        }
    }
    remarks
}
