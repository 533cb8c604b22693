//! A story.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::frame::{Frame, story_summary};
use crate::model::{
    Enterprise, EnterpriseStatus, Image, Inserted, Moment, NetworkKind, Outcome, Period, Person,
    RegionId, Story, StoryId, TermId, Unit, Value, WorkId,
};
use crate::render::chart::{self, Point};
use crate::render::edition::{Edition, accent};
use crate::render::view::{
    ChartView, ContentsItem, Fact, FactValue, OutcomeView, PersonView, PictureView, SourceView,
    StoryOutcome, StoryPage,
};
use crate::render::{map, text};
use crate::route::Route;
use crate::schema::List;

/// Words a minute, for the reading time: slow enough for a text that one wants to learn from.
const WORDS_PER_MINUTE: usize = 180;

/// Headings that a story needs before it gets a table of contents.
const CONTENTS_FROM: usize = 3;

/// A story.
pub fn story<'a>(edition: &'a Edition, frame: &Frame, id: StoryId) -> StoryPage<'a> {
    let site = edition.site;
    let story = site.story(id);
    let work = site.work(site.graph.work_of[id.0]);
    let region = work.regions[0];
    let (picture, gallery) = pictures(edition, story);
    StoryPage {
        title: story.title.clone(),
        summary: story_summary(story).to_owned(),
        html: text::html(edition, &story.body, &story.images, &frame.root),
        contents: contents(story),
        region: site.territory.regions[region.0].id.clone(),
        accent: accent(region),
        picture,
        gallery,
        facts: facts(edition, story, &work.regions),
        outcomes: story.outcomes.iter().map(|outcome| outcome_view(edition, outcome)).collect(),
        charts: charts(edition, story),
        people: people(story),
        published: story.published.map(|day| edition.date(day)),
        updated: story.updated.map(|day| edition.date(day)),
        verified: story.verified.map(|day| edition.date(day)),
        reading_time: edition
            .strings
            .count("count.minutes", story.body.words.div_ceil(WORDS_PER_MINUTE).max(1)),
        mini_map: map::mini(edition, &frame.root, &story.municipalities),
        related: edition.cards_of(&work.related),
        previous: work.previous.map(|id| edition.story_link(id)),
        next: work.next.map(|id| edition.story_link(id)),
        region_link: edition.region_link(region),
        fictional: work.fictional,
        draft: edition.hidden(work.hidden),
        report_email: site.config.contact.email.clone(),
    }
}

fn contents(story: &Story) -> Vec<ContentsItem> {
    let chapters = story.body.headings.iter().filter(|heading| heading.level == 2);
    let items: Vec<ContentsItem> = chapters
        .map(|heading| ContentsItem { label: heading.text.clone(), anchor: heading.id.clone() })
        .collect();
    if items.len() < CONTENTS_FROM { Vec::new() } else { items }
}

/// The leading picture, and those that neither lead nor stand in the text.
fn pictures(edition: &Edition, story: &Story) -> (Option<PictureView>, Vec<PictureView>) {
    let in_text = |image: &Image| {
        story.body.inserts.iter().any(|insert| match &insert.what {
            Inserted::Picture(picture) => picture.file == image.file,
            Inserted::Href(_) => false,
        })
    };
    let mut rest = story
        .images
        .iter()
        .filter(|image| !in_text(image))
        .filter_map(|image| edition.picture(image));
    (rest.next(), rest.collect())
}

fn people(story: &Story) -> Vec<PersonView> {
    let view = |person: &Person| {
        let role = person.role.clone();
        if person.is_named() {
            PersonView { name: person.name.clone(), role: Some(role) }
        } else {
            PersonView { name: role, role: None }
        }
    };
    story.people.iter().map(view).collect()
}

/// The fact box.
fn facts(edition: &Edition, story: &Story, regions: &[RegionId]) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(enterprise) = &story.enterprise {
        let path = edition.places.path(Route::Enterprise(&enterprise.id, 1));
        facts.push(fact(edition, "enterprise", vec![linked(&enterprise.name, path)]));
        facts.extend(about_enterprise(edition, enterprise));
    }
    let territory = &edition.site.territory;
    let municipalities = story.municipalities.iter().map(|id| &territory.municipalities[id.0]);
    let municipalities = municipalities
        .map(|m| linked(&m.name, edition.places.path(Route::Municipality(&m.id, 1))))
        .collect();
    facts.push(fact(edition, "municipality", municipalities));
    let regions = regions.iter().map(|id| edition.region_link(*id));
    let regions = regions.map(|link| FactValue { path: link.path, ..plain(link.label) });
    facts.push(fact(edition, "region", regions.collect()));
    facts.push(fact(edition, "topics", words(edition, List::Topics, &story.topics)));
    facts.push(fact(
        edition,
        "target_groups",
        words(edition, List::TargetGroups, &story.target_groups),
    ));
    let partners = story.partners.iter().map(|partner| FactValue {
        url: partner.website.clone(),
        note: partner.role.clone(),
        ..plain(partner.name.clone())
    });
    facts.push(fact(edition, "partners", partners.collect()));
    facts.retain(|fact| !fact.values.is_empty());
    facts
}

/// Facts on the enterprise of a story, for the enterprise's own page.
pub fn enterprise_facts(edition: &Edition, work: WorkId) -> Vec<Fact> {
    let enterprise = edition.story(work).enterprise.as_ref();
    let mut facts =
        enterprise.map(|enterprise| about_enterprise(edition, enterprise)).unwrap_or_default();
    facts.retain(|fact| !fact.values.is_empty());
    facts
}

fn about_enterprise(edition: &Edition, enterprise: &Enterprise) -> Vec<Fact> {
    let strings = edition.strings;
    let optional = |value: Option<String>| value.map(plain).into_iter().collect::<Vec<_>>();
    let network = enterprise.network.as_ref().map(|network| FactValue {
        note: Some(strings.get(network_key(network.kind)).to_owned()),
        ..plain(network.name.clone())
    });
    let website = enterprise
        .website
        .as_ref()
        .map(|url| FactValue { url: Some(url.clone()), ..plain(short_address(url).to_owned()) });
    let status = enterprise.status.map(|status| strings.get(status_key(status)).to_owned());
    let legal_form: Vec<TermId> = enterprise.legal_form.into_iter().collect();
    vec![
        fact(edition, "legal_form", words(edition, List::LegalForms, &legal_form)),
        fact(edition, "org_number", optional(enterprise.org_number.clone())),
        fact(edition, "founded", optional(enterprise.founded.map(|year| year.to_string()))),
        fact(
            edition,
            "employees",
            optional(enterprise.employees.map(|n| strings.whole(n.unsigned_abs()))),
        ),
        fact(edition, "status", optional(status)),
        fact(
            edition,
            "business_areas",
            words(edition, List::BusinessAreas, &enterprise.business_areas),
        ),
        fact(edition, "network", network.into_iter().collect()),
        fact(edition, "website", website.into_iter().collect()),
    ]
}

/// An address as people say it: without `https://`, `www.` and the last slash.
fn short_address(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/')
}

fn network_key(kind: NetworkKind) -> &'static str {
    match kind {
        NetworkKind::Consortium => "network.consortium",
        NetworkKind::Franchise => "network.franchise",
        NetworkKind::SalesCompany => "network.sales_company",
        NetworkKind::Umbrella => "network.umbrella",
    }
}

fn status_key(status: EnterpriseStatus) -> &'static str {
    match status {
        EnterpriseStatus::Active => "status.active",
        EnterpriseStatus::Closed => "status.closed",
        EnterpriseStatus::Merged => "status.merged",
        EnterpriseStatus::Unknown => "status.unknown",
    }
}

fn fact(edition: &Edition, key: &'static str, values: Vec<FactValue>) -> Fact {
    Fact { key, label: edition.strings.get(&format!("fact.{key}")).to_owned(), values }
}

fn plain(label: String) -> FactValue {
    FactValue { label, path: None, url: None, note: None }
}

fn linked(label: &str, path: String) -> FactValue {
    FactValue { path: Some(path), ..plain(label.to_owned()) }
}

/// Words of the vocabulary; those with pages are linked.
fn words(edition: &Edition, list: List, ids: &[TermId]) -> Vec<FactValue> {
    let value = |id: &TermId| {
        let term = edition.site.vocabulary.term(list, *id);
        let route = match list {
            List::Topics => Some(Route::Topic(&term.id, 1)),
            List::TargetGroups => Some(Route::TargetGroup(&term.id, 1)),
            _ => None,
        };
        FactValue {
            path: route.map(|route| edition.places.path(route)),
            ..plain(term.label.get(&edition.language).to_owned())
        }
    };
    ids.iter().map(value).collect()
}

/// A figure with everything that belongs to it.
fn outcome_view(edition: &Edition, outcome: &Outcome) -> OutcomeView {
    let vocabulary = &edition.site.vocabulary;
    let indicator = vocabulary.term(List::Indicators, outcome.indicator);
    let method = vocabulary.term(List::Methods, outcome.method);
    OutcomeView {
        indicator: indicator.label.get(&edition.language).to_owned(),
        value: edition.value(outcome.value, indicator.unit),
        period: edition.period(outcome.period),
        method: method.label.get(&edition.language).to_owned(),
        calculated: method.calculated,
        source: outcome.source.as_ref().map(|source| SourceView {
            label: source.label.clone(),
            url: source.url.clone(),
            date: source.date.map(|day| edition.date(day)),
        }),
        note: outcome.note.clone(),
    }
}

/// The figures of real stories, each with its story. They are never summed: stories overlap.
pub fn outcomes_of(edition: &Edition, works: &[WorkId]) -> Vec<StoryOutcome> {
    let real = works.iter().filter(|id| !edition.site.work(**id).fictional);
    real.flat_map(|id| {
        edition.story(*id).outcomes.iter().map(|outcome| StoryOutcome {
            story: edition.story_link(*id),
            outcome: outcome_view(edition, outcome),
        })
    })
    .take(OUTCOMES_SHOWN)
    .collect()
}

/// How many figures a list of figures shows: the newest stories' first.
const OUTCOMES_SHOWN: usize = 60;

/// What stands in one chart: an indicator, counted or calculated, over periods equally long. Whatever
/// else is put side by side would be compared although it cannot be.
type Series = (TermId, bool, i32);

/// A chart for each series of at least two values. Values are those of one story, and never summed.
fn charts(edition: &Edition, story: &Story) -> Vec<ChartView> {
    let vocabulary = &edition.site.vocabulary;
    let mut series: BTreeMap<Series, Vec<(Period, Value)>> = BTreeMap::new();
    for outcome in &story.outcomes {
        let calculated = vocabulary.term(List::Methods, outcome.method).calculated;
        let key = (outcome.indicator, calculated, months(outcome.period));
        series.entry(key).or_default().push((outcome.period, outcome.value));
    }
    let mut charts = Vec::new();
    for ((indicator, calculated, _), mut values) in series {
        values.sort_by_key(|(period, _)| *period);
        values.dedup();
        if values.iter().all(|(period, _)| *period == values[0].0) {
            continue;
        }
        let term = vocabulary.term(List::Indicators, indicator);
        let points: Vec<Point> = values
            .into_iter()
            .map(|(period, value)| point(edition, period, value, term.unit))
            .collect();
        let name = term.label.get(&edition.language);
        let title = match calculated {
            true => edition.strings.fill("chart.calculated", &[("name", name)]),
            false => name.to_owned(),
        };
        charts.push(chart::chart(edition.strings, charts.len() + 1, &title, &points));
    }
    charts
}

fn point(edition: &Edition, period: Period, value: Value, unit: Unit) -> Point {
    let (least, most) = match value {
        Value::Exact(value) => (value, None),
        Value::Range(from, to) => (from.min(to), Some(from.max(to))),
    };
    Point {
        label: edition.period(period),
        text: edition.value(value, unit),
        value: least,
        most,
        year: match period {
            Period { from: Moment::Year(year), to: None } => Some(year),
            _ => None,
        },
    }
}

/// How long a period is, in whole months; a day is none.
fn months(period: Period) -> i32 {
    const DAYS: i32 = 30;
    let first = match period.from {
        Moment::Year(year) => Date::new(year, 1, 1).unwrap_or(Date::MIN),
        Moment::Day(day) => day,
    };
    let last = match period.to.unwrap_or(period.from) {
        Moment::Year(year) => Date::new(year, 12, 31).unwrap_or(Date::MAX),
        Moment::Day(day) => day,
    };
    let years = i32::from(last.year()) - i32::from(first.year());
    let months = i32::from(last.month()) - i32::from(first.month());
    let days = i32::from(last.day()) - i32::from(first.day()) + 1;
    12 * years + months + (days + DAYS / 2).div_euclid(DAYS)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn periods_equally_long_have_as_many_months() {
        let day = |y, m, d| Moment::Day(date(y, m, d));
        for (from, to, expected) in [
            (Moment::Year(2025), None, 12),
            (day(2024, 7, 1), Some(day(2025, 6, 30)), 12),
            (Moment::Year(2024), Some(Moment::Year(2025)), 24),
            (day(2025, 10, 1), Some(day(2025, 12, 31)), 3),
            (day(2025, 1, 1), Some(day(2025, 3, 31)), 3),
            (day(2025, 2, 1), Some(day(2025, 2, 28)), 1),
            (day(2025, 3, 14), None, 0),
            (day(2025, 3, 14), Some(day(2025, 3, 20)), 0),
            (day(2025, 12, 20), Some(day(2026, 1, 10)), 1),
        ] {
            assert_eq!(months(Period { from, to }), expected, "{from:?} {to:?}");
        }
    }
}
