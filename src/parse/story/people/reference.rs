//! People whom a story only refers to: the register says who they are.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Place, Words};
use crate::model::Status;
use crate::parse::World;
use crate::parse::check::{Context, Is, Record};
use crate::parse::register::Lookup;
use crate::schema::{PERSON, Required, field};
use crate::words;

/// Completes the people of a story with what the register says of them; what the story says itself
/// stays. What comes from the register has the place of `ref`, as what is wrong with it is wrong in
/// this story.
///
/// A person who cannot be looked up is none; that stops a published story, and no draft.
pub(in crate::parse::story) fn look_up(
    record: &mut Record,
    context: &Context<'_>,
    world: &World<'_>,
    sink: &mut Vec<Diagnostic>,
) {
    for item in record.list_mut("people") {
        let Is::Map(person) = &mut item.is else { continue };
        if !person.has("ref") {
            continue;
        }
        let Some(id) = person.text("ref") else {
            item.is = Is::Wrong;
            continue;
        };
        let at = person.span("ref");
        let known = world.register.map_or(Lookup::NoRegister, |register| register.find(&id));
        if let Lookup::Known(known) = known {
            *person = std::mem::take(person).or(known, &at);
            missing(person, context, &at, sink);
            continue;
        }
        if context.status == Status::Published {
            let place = Place::new(context.file, at);
            sink.extend(not_found(&id, &known, world).map(|(message, help)| {
                Diagnostic::new(Code::PeopleRegister, place, message).help(help)
            }));
        }
        item.is = Is::Wrong;
    }
}

/// What neither the story nor the register says of a person.
fn missing(person: &Record, context: &Context<'_>, at: &Range<usize>, sink: &mut Vec<Diagnostic>) {
    for key in ["name", "role", "basis", "record"] {
        let required = field(PERSON, key).map(|field| field.required);
        let is_needed = match required {
            Some(Required::Always) => true,
            Some(Required::WhenPublished) => {
                context.status == Status::Published && !person.has("withdrawn")
            }
            _ => false,
        };
        if !is_needed || person.has(key) {
            continue;
        }
        let message = words!(
            "`{key}` saknas, både här och i registret",
            "`{key}` is missing, here and in the register"
        );
        let help = words!("skriv fältet i registret", "write the field in the register");
        sink.push(
            Diagnostic::new(Code::MissingField, Place::new(context.file, at.clone()), message)
                .help(help),
        );
    }
}

/// Why somebody is not found; none when that has been said of the register.
fn not_found(id: &str, lookup: &Lookup<'_>, world: &World<'_>) -> Option<(Words, Words)> {
    let path = world.register.map(|register| &register.path);
    match (lookup, path) {
        (Lookup::Failed | Lookup::Known(_), _) => None,
        (_, None) => Some((
            words!(
                "`{id}` går inte att slå upp: site.yaml säger inte var registret finns",
                "`{id}` cannot be looked up: site.yaml does not say where the register is"
            ),
            words!(
                "skriv people_register i site.yaml, eller personens uppgifter här",
                "write people_register in site.yaml, or what is to be said of the person here"
            ),
        )),
        (Lookup::NoRegister, Some(path)) => Some((
            words!(
                "`{id}` går inte att slå upp: registret `{path}` finns inte",
                "`{id}` cannot be looked up: there is no register `{path}`"
            ),
            words!(
                "lägg registret där, eller låt berättelsen vara ett utkast här",
                "put the register there, or let the story be a draft here"
            ),
        )),
        (Lookup::Unknown, Some(path)) => Some((
            words!(
                "`{id}` finns inte i registret `{path}`",
                "`{id}` is not in the register `{path}`"
            ),
            words!(
                "skriv in personen i registret, eller rätta `ref`",
                "write the person into the register, or correct `ref`"
            ),
        )),
    }
}
