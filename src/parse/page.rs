//! Introductions to sub-regions and municipalities, and pages.

use std::sync::Arc;

use super::check::{Context, Record, check};
use super::{Original, TargetKind, TextFile, World, markdown, opened};
use crate::diagnostic::Diagnostic;
use crate::model::{Office, Page, Status};
use crate::schema::{INTRODUCTION, PAGE};

/// Reads an introduction or page; none is given when something stops the build. The office's address
/// and number become `contacts` even then.
pub fn read(
    text: &TextFile<'_>,
    original: Original<'_, Page>,
    world: &World<'_>,
    (sink, contacts): (&mut Vec<Diagnostic>, &mut Vec<String>),
) -> Option<Page> {
    let mut found = Vec::new();
    let page = opened(text, &mut found).and_then(|opened| {
        let context = Context {
            file: text.file,
            fields: if text.target.kind == TargetKind::Page { PAGE } else { INTRODUCTION },
            status: Status::Published,
            scope: original.scope(),
            language: world.language(),
            territory: world.territory,
            vocabulary: world.vocabulary,
        };
        let record = check(&opened.node, opened.split.opening, &context, &mut found);
        contacts.extend(["email", "phone"].into_iter().filter_map(|key| record.text(key)));
        let language = &text.target.language;
        let (body, mut remarks) =
            markdown::read(text.file, opened.text, opened.split.body, language);
        found.append(&mut remarks);
        let stopped = found.iter().any(Diagnostic::is_error);
        let (base, usable) = match original {
            Original::Itself => (None, true),
            Original::Read(base) => (Some(base), true),
            Original::Failed => (None, false),
        };
        if stopped || !usable || !text.usable {
            return None;
        }
        let from_base =
            |read: fn(&Page) -> &Option<String>| base.and_then(|base| read(base).clone());
        Some(Page {
            id: text.target.id.clone(),
            language: language.clone(),
            file: Arc::clone(text.file),
            title: title(text, &record, world)?,
            summary: record.text("summary").or_else(|| from_base(|base| &base.summary)),
            updated: record.date("updated").or(base.and_then(|base| base.updated)),
            office: Office {
                name: record.text("office").or_else(|| from_base(|base| &base.office.name)),
                website: record.text("website").or_else(|| from_base(|base| &base.office.website)),
                email: record.text("email").or_else(|| from_base(|base| &base.office.email)),
                phone: record.text("phone").or_else(|| from_base(|base| &base.office.phone)),
            },
            body,
        })
    });
    sink.append(&mut found);
    page
}

/// The title as written, or the name of what is introduced.
fn title(text: &TextFile<'_>, record: &Record, world: &World<'_>) -> Option<String> {
    let id = &text.target.id;
    match text.target.kind {
        TargetKind::Region => {
            world.territory?.regions.iter().find(|region| region.id == *id).map(|r| r.name.clone())
        }
        TargetKind::Municipality => {
            let municipality = world.territory?.municipalities.iter().find(|m| m.id == *id)?;
            Some(municipality.full_name.get(&text.target.language).to_owned())
        }
        TargetKind::Page | TargetKind::Story => record.text("title"),
    }
}
