//! The rules of a story that span several fields.

use jiff::ToSpan;
use jiff::civil::Date;

use super::Draft;
use crate::diagnostic::{Code, Diagnostic, Place, Tongue, Words};
use crate::model::{Body, Status};
use crate::parse::World;
use crate::parse::check::{Record, alt_fault};
use crate::schema::{List, SECTIONS};
use crate::text::{fold, slug};
use crate::words;
use crate::yaml::REMARKS_MAX;

/// After so many months the facts of a story are to be checked again.
const STALE_MONTHS: i64 = 24;

/// Checks everything that one field alone cannot tell.
pub(super) fn check(draft: &Draft<'_>, world: &World<'_>, sink: &mut Vec<Diagnostic>) {
    dates(draft, world.today, sink);
    if let Some(enterprise) = draft.record.record("enterprise") {
        enterprise_rules(draft, enterprise, sink);
    }
    for outcome in draft.record.records("outcomes") {
        outcome_rules(draft, outcome, world, sink);
    }
    for image in draft.record.records("images") {
        if sink.len() >= REMARKS_MAX {
            return;
        }
        alt_rules(draft, image, sink);
    }
}

/// A remark with a place and one step to take.
pub(super) fn remark(
    draft: &Draft<'_>,
    code: Code,
    at: std::ops::Range<usize>,
    (message, help): (Words, Words),
) -> Diagnostic {
    Diagnostic::new(code, Place::new(draft.text.file, at), message).help(help)
}

/// A field and the day in it.
type Day = (&'static str, Date);

/// That a day lies before one that it must follow.
pub(super) fn swapped(
    draft: &Draft<'_>,
    at: std::ops::Range<usize>,
    (later, later_day): Day,
    (earlier, earlier_day): Day,
) -> Diagnostic {
    let words = (
        words!(
            "`{later}` ({later_day}) ligger före `{earlier}` ({earlier_day})",
            "`{later}` ({later_day}) lies before `{earlier}` ({earlier_day})"
        ),
        words!("rätta det datum som är fel", "correct the date that is wrong"),
    );
    remark(draft, Code::DateOrder, at, words)
}

/// That a day on which something was done is still to come.
pub(super) fn in_future(
    draft: &Draft<'_>,
    at: std::ops::Range<usize>,
    (field, day): Day,
    help: Words,
) -> Diagnostic {
    let message =
        words!("`{field}` ({day}) ligger i framtiden", "`{field}` ({day}) lies in the future");
    remark(draft, Code::DateOrder, at, (message, help))
}

fn dates(draft: &Draft<'_>, today: Date, sink: &mut Vec<Diagnostic>) {
    let (record, base) = (draft.record, draft.base);
    let published = draft.published();
    let updated = record.date("updated").or(base.and_then(|base| base.updated));
    let key = if record.has("updated") { "updated" } else { "published" };
    if let (Some(published), Some(updated)) = (published, updated)
        && updated < published
        && record.has(key)
    {
        let (updated, published) = (("updated", updated), ("published", published));
        sink.push(swapped(draft, record.span(key), updated, published));
    }
    let Some(verified) = record.date("verified") else { return };
    if verified > today {
        let help = words!(
            "skriv dagen då uppgifterna kontrollerades",
            "write the day the facts were checked"
        );
        sink.push(in_future(draft, record.span("verified"), ("verified", verified), help));
    } else if draft.status == Status::Published && is_stale(verified, today) {
        sink.push(remark(draft, Code::StaleFacts, record.span("verified"), (
            words!("uppgifterna kontrollerades {verified}, för mer än {STALE_MONTHS} månader sedan", "the facts were checked on {verified}, more than {STALE_MONTHS} months ago"),
            words!("kontrollera uppgifterna och skriv dagens datum", "check the facts and write the day's date"),
        )).copy(format!("verified: {today}")));
    }
}

fn is_stale(verified: Date, today: Date) -> bool {
    verified.checked_add(STALE_MONTHS.months()).is_ok_and(|end| end < today)
}

fn enterprise_rules(draft: &Draft<'_>, enterprise: &Record, sink: &mut Vec<Diagnostic>) {
    let published = draft.published();
    if let (Some(founded), Some(published)) = (enterprise.whole("founded"), published)
        && founded > i64::from(published.year())
    {
        sink.push(remark(draft, Code::DateOrder, enterprise.span("founded"), (
            words!("företaget startade {founded}, efter att berättelsen publicerades ({published})", "the enterprise was founded in {founded}, after the story was published ({published})"),
            words!("rätta det år som är fel", "correct the year that is wrong"),
        )));
    }
    if let Some(name) = enterprise.text("name")
        && slug(&name).is_empty()
    {
        sink.push(remark(
            draft,
            Code::WrongType,
            enterprise.span("name"),
            (
                words!(
                    "`{name}` innehåller ingen bokstav eller siffra som kan stå i en adress",
                    "`{name}` holds no letter or digit that can stand in an address"
                ),
                words!(
                    "skriv namnet med minst en bokstav från a till z",
                    "write the name with at least one letter from a to z"
                ),
            ),
        ));
    }
}

fn outcome_rules(
    draft: &Draft<'_>,
    outcome: &Record,
    world: &World<'_>,
    sink: &mut Vec<Diagnostic>,
) {
    value_rules(draft, outcome, sink);
    if draft.status == Status::Published && !outcome.has("source") {
        sink.push(
            remark(
                draft,
                Code::OutcomeWithoutSource,
                outcome.owner.clone(),
                (
                    words!("resultatet saknar källa", "the outcome lacks a source"),
                    words!("skriv var siffran står", "write where the figure stands"),
                ),
            )
            .copy("source: {label: Årsredovisning 2025, date: 2026-02-01}"),
        );
    }
    let is_ratio =
        world.vocabulary.zip(outcome.word("indicator")).is_some_and(|(vocabulary, word)| {
            vocabulary.term(List::Indicators, word).key == "sroi_ratio"
        });
    if is_ratio && !outcome.has("note") && draft.status != Status::Draft {
        sink.push(remark(
            draft,
            Code::SroiWithoutNote,
            outcome.span("indicator"),
            (
                words!(
                    "en SROI-kvot utan anmärkning går inte att bedöma",
                    "an SROI ratio without a note cannot be judged"
                ),
                words!(
                    "skriv investering, period och vad som hade hänt ändå under note",
                    "write the investment, the period and the deadweight under note"
                ),
            ),
        ));
    }
}

/// A figure, or both ends of a range.
fn value_rules(draft: &Draft<'_>, outcome: &Record, sink: &mut Vec<Diagnostic>) {
    let [value, from, to] = ["value", "from", "to"].map(|key| outcome.has(key));
    let fault = match (value, from, to) {
        (true, false, false) | (false, true, true) => None,
        (false, false, false) => Some((
            words!("resultatet har inget värde", "the outcome has no value"),
            words!("skriv value, eller from och to", "write value, or from and to"),
        )),
        (true, ..) => Some((
            words!(
                "resultatet har både `value` och ett spann",
                "the outcome has both `value` and a range"
            ),
            words!("ta bort value, eller from och to", "remove value, or from and to"),
        )),
        (false, ..) => Some((
            words!("spannet saknar sin ena ände", "the range lacks one of its ends"),
            words!("skriv både from och to", "write both from and to"),
        )),
    };
    if let Some(words) = fault {
        let at = if value { outcome.key_span("value") } else { outcome.owner.clone() };
        sink.push(remark(draft, Code::OutcomeWithoutValue, at, words));
    }
    if let (Some(from), Some(to)) = (outcome.number("from"), outcome.number("to"))
        && from > to
    {
        sink.push(remark(
            draft,
            Code::BadNumber,
            outcome.span("from"),
            (
                words!("`from` är större än `to`", "`from` is greater than `to`"),
                words!("byt plats på talen", "swap the numbers"),
            ),
        ));
    }
}

fn alt_rules(draft: &Draft<'_>, image: &Record, sink: &mut Vec<Diagnostic>) {
    if !image.has("alt") {
        if image.truth("decorative") != Some(true) {
            sink.push(remark(draft, Code::MissingAlt, image.span("file"), (
                words!("bilden saknar `alt`", "the picture lacks `alt`"),
                words!("skriv vad bilden visar, eller decorative: true om den bara är utsmyckning", "write what the picture shows, or decorative: true if it is only ornament"),
            )).copy("alt: Två personer lägger bullar på en plåt"));
        }
        return;
    }
    let Some(alt) = image.text("alt") else { return };
    if let Some(words) = alt_fault(&alt, &image.text("file").unwrap_or_default()) {
        sink.push(remark(draft, Code::PoorAlt, image.span("alt"), words));
    }
}

/// Hints once when a story has none of the headings that help readers do the same. The hint names
/// them in the language of the story, whatever language the reader of the hint has.
pub(super) fn sections(draft: &Draft<'_>, body: &Body, sink: &mut Vec<Diagnostic>) {
    let language = match draft.text.target.language.as_str() {
        "sv" => Tongue::Sv,
        "en" => Tongue::En,
        _ => return,
    };
    let expected = SECTIONS.each_ref().map(|section| section.heading.in_tongue(language));
    let bare = |text: &str| fold(text).trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let helps = |text: &str| expected.iter().any(|heading| bare(heading) == bare(text));
    if draft.status == Status::Withdrawn || body.headings.iter().any(|heading| helps(&heading.text))
    {
        return;
    }
    let at = draft.record.span("title");
    let list = expected.join(", ");
    sink.push(
        remark(
            draft,
            Code::MissingSections,
            at,
            (
                words!(
                    "berättelsen saknar rubriker som hjälper läsaren att göra samma sak",
                    "the story lacks headings that help readers do the same"
                ),
                words!("använd rubriker som: {list}", "use headings such as: {list}"),
            ),
        )
        .copy(format!("## {}", expected[1])),
    );
}
