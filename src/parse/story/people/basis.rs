//! Why a person may be shown, and until when.

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, Words};
use crate::model::{PublisherKind, Status};
use crate::parse::World;
use crate::parse::check::Record;
use crate::parse::site::public_body;
use crate::parse::story::Draft;
use crate::parse::story::rules::{in_future, remark, swapped};
use crate::words;

/// What a consent must say, why, and a line to copy.
const CONSENT: [(&str, &str, &str, &str); 3] = [
    ("given", "dagen då personen sa ja", "the day the person agreed", "given: 2026-01-10"),
    ("expires", "sista dagen det gäller", "the last day it holds", "expires: 2028-01-10"),
    (
        "covers",
        "vad personen har sagt ja till",
        "what the person has agreed to",
        "covers: [name, photo, quote]",
    ),
];

/// Checks what is said of a person.
pub(super) fn check(
    draft: &Draft<'_>,
    person: &Record,
    world: &World<'_>,
    sink: &mut Vec<Diagnostic>,
) {
    if person.has("withdrawn") {
        return;
    }
    let public = world.config.is_some_and(|config| config.publisher.kind == PublisherKind::Public);
    if public && person.choice("basis") == Some("legitimate_interest") {
        sink.push(public_body(draft.text.file, person));
    }
    let misordered = date_order(draft, person, sink);
    if draft.status != Status::Published {
        return;
    }
    if !misordered {
        end(draft, person, world, sink);
    }
    match person.choice("basis") {
        Some("consent") => {
            consent(draft, person, world.today, sink);
            if public {
                sink.push(archives_act(draft, person));
            }
        }
        Some(_) => reviewed(draft, person, world.today, sink),
        None => {}
    }
}

/// Whether the basis ends before it begins.
fn date_order(draft: &Draft<'_>, person: &Record, sink: &mut Vec<Diagnostic>) -> bool {
    let (Some(given), Some(expires)) = (person.date("given"), person.date("expires")) else {
        return false;
    };
    if expires >= given {
        return false;
    }
    let (given, expires) = (("given", given), ("expires", expires));
    sink.push(swapped(draft, person.span("expires"), expires, given));
    true
}

/// What has run out, and what soon will.
fn end(draft: &Draft<'_>, person: &Record, world: &World<'_>, sink: &mut Vec<Diagnostic>) {
    let Some(expires) = person.date("expires") else { return };
    let warning_days = world.config.map_or(0, |config| config.consent_warning_days);
    let left = i64::from((expires - world.today).get_days());
    let (code, words) = if left < 0 {
        (
            Code::ConsentExpired,
            (
                words!(
                    "grunden för att visa personen gick ut {expires}",
                    "the basis for showing the person ran out on {expires}"
                ),
                words!(
                    "ta bort personen ur text och bilder, eller be om ett nytt medgivande",
                    "remove the person from text and pictures, or ask for a new consent"
                ),
            ),
        )
    } else if left <= warning_days {
        (
            Code::ConsentEndsSoon,
            (
                soon(expires, left),
                words!(
                    "fråga personen igen nu, eller ta bort personen ur text och bilder före dess",
                    "ask the person again now, or remove the person from text and pictures before then"
                ),
            ),
        )
    } else {
        return;
    };
    sink.push(remark(draft, code, person.span("expires"), words));
}

fn soon(expires: Date, left: i64) -> Words {
    match left {
        0 => words!(
            "i dag är sista dagen som grunden för att visa personen gäller",
            "today is the last day that the basis for showing the person holds"
        ),
        1 => words!(
            "grunden för att visa personen går ut i morgon ({expires})",
            "the basis for showing the person runs out tomorrow ({expires})"
        ),
        _ => words!(
            "grunden för att visa personen går ut {expires}, om {left} dagar",
            "the basis for showing the person runs out on {expires}, in {left} days"
        ),
    }
}

/// A consent says when it was given, until when it holds, and what it covers.
fn consent(draft: &Draft<'_>, person: &Record, today: Date, sink: &mut Vec<Diagnostic>) {
    for (key, sv, en, copy) in CONSENT {
        if person.has(key) {
            continue;
        }
        let words = (
            words!("samtycket saknar `{key}`: {sv}", "the consent lacks `{key}`: {en}"),
            words!(
                "skriv det som står i samtycket, eller låt berättelsen vara ett utkast tills ni har det",
                "write what the consent says, or let the story be a draft until you have it"
            ),
        );
        sink.push(remark(draft, Code::ConsentMissing, person.span("basis"), words).copy(copy));
    }
    let first_shown = draft.published().map_or(today, |published| published.max(today));
    if let Some(given) = person.date("given").filter(|given| *given > first_shown) {
        let words = (
            words!(
                "samtycket gäller först från {given}, men berättelsen visas tidigare",
                "the consent holds only from {given}, but the story is shown before"
            ),
            words!(
                "rätta dagen, eller skriv en senare dag i published",
                "correct the day, or write a later day in published"
            ),
        );
        sink.push(remark(draft, Code::ConsentMissing, person.span("given"), words));
    }
}

/// Consent can be withdrawn, and then it is to be as if it had never been; official documents must
/// be kept. (Archives act, SFS 1990:782; advice of Sveriges Kommuner och Regioner.)
fn archives_act(draft: &Draft<'_>, person: &Record) -> Diagnostic {
    let words = (
        words!(
            "en myndighet bör inte bygga på samtycke: det ska gå att ta tillbaka, men arkivlagen kräver att allmänna handlingar bevaras",
            "a public body should not build on consent: it must be possible to withdraw it, but the archives act demands that official documents be kept"
        ),
        words!(
            "Sveriges Kommuner och Regioner avråder; fråga ert dataskyddsombud om uppgift av allmänt intresse passar bättre",
            "Sveriges Kommuner och Regioner advises against it; ask your data protection officer whether the task in the public interest fits better"
        ),
    );
    remark(draft, Code::PublicBodyConsent, person.span("basis"), words)
        .copy("basis: public_interest")
}

/// Every other basis is a judgement that somebody has to have made.
fn reviewed(draft: &Draft<'_>, person: &Record, today: Date, sink: &mut Vec<Diagnostic>) {
    let reviewed = person.date("reviewed");
    if let Some(reviewed) = reviewed.filter(|reviewed| *reviewed > today) {
        let help = words!("skriv dagen då grunden prövades", "write the day the basis was weighed");
        sink.push(in_future(draft, person.span("reviewed"), ("reviewed", reviewed), help));
    } else if !person.has("reviewed") {
        let words = (
            words!(
                "det står inte när någon prövade att grunden håller",
                "it is not said when somebody weighed that the basis holds"
            ),
            words!(
                "väg ert behov av att visa personen mot personens intressen, och skriv dagen",
                "weigh your need to show the person against the person's interests, and write the day"
            ),
        );
        let remark = remark(draft, Code::BasisNotReviewed, person.span("basis"), words);
        sink.push(remark.copy(format!("reviewed: {today}")));
    }
}
