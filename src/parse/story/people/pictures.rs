//! Who is shown in the pictures of a story.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cover, Person, Status};
use crate::parse::check::{Is, Record};
use crate::parse::story::Draft;
use crate::parse::story::rules::remark;
use crate::text::nearest;
use crate::words;
use crate::yaml::REMARKS_MAX;

/// Checks that every picture says who is shown, and that they may be.
pub(super) fn check(draft: &Draft<'_>, sink: &mut Vec<Diagnostic>) {
    for image in draft.record.records("images") {
        if !image.has("people") && draft.status == Status::Published {
            sink.push(nobody_said(draft, image));
        }
        for (name, span) in image.texts("people") {
            if sink.len() >= REMARKS_MAX {
                return;
            }
            match draft.people.iter().find(|person| person.goes_by(name)) {
                None if has_unknown(draft) => {}
                None => sink.push(unknown(draft, name, span)),
                Some(person) if draft.status == Status::Published && !may_be_seen(person) => {
                    sink.push(not_covered(draft, image, name, span));
                }
                Some(_) => {}
            }
        }
    }
}

/// Whether one of the people could not be read or looked up: the name may be theirs.
fn has_unknown(draft: &Draft<'_>) -> bool {
    draft.record.list("people").iter().any(|person| matches!(person.is, Is::Wrong))
}

/// Whether the basis covers pictures; those of somebody who has withdrawn are not shown anyway.
fn may_be_seen(person: &Person) -> bool {
    person.withdrawn.is_some() || person.allows(Cover::Photo)
}

fn nobody_said(draft: &Draft<'_>, image: &Record) -> Diagnostic {
    let words = (
        words!(
            "bilden saknar `people`: vilka som syns på den",
            "the picture lacks `people`: who is shown in it"
        ),
        words!(
            "skriv namnen, eller en tom lista om ingen syns",
            "write the names, or an empty list if nobody is shown"
        ),
    );
    remark(draft, Code::PictureConsent, image.span("file"), words).copy("people: []")
}

fn unknown(draft: &Draft<'_>, name: &str, span: Range<usize>) -> Diagnostic {
    // What only the register says is not shown to whoever sees this remark.
    let own = draft.people.iter().filter(|person| person.reference.is_none());
    let near = nearest(name, own.map(|person| person.name.as_str()));
    let help = match near {
        Some(near) => words!("menade du `{near}`?", "did you mean `{near}`?"),
        None => words!(
            "lägg till personen under people, med roll och rättslig grund",
            "add the person under people, with role and legal basis"
        ),
    };
    let message = words!("`{name}` finns inte under `people`", "`{name}` is not under `people`");
    remark(draft, Code::UnknownPerson, span, (message, help))
}

fn not_covered(draft: &Draft<'_>, image: &Record, name: &str, span: Range<usize>) -> Diagnostic {
    let file = image.text("file").unwrap_or_default();
    let words = (
        words!(
            "bilden `{file}` visar `{name}`, men `photo` står inte i personens `covers`",
            "the picture `{file}` shows `{name}`, but `photo` is not in the person's `covers`"
        ),
        words!(
            "ta bort bilden, eller fråga personen och skriv till photo när svaret är ja",
            "remove the picture, or ask the person and add photo when the answer is yes"
        ),
    );
    remark(draft, Code::NotCovered, span, words)
}
