//! The site for other programs: feed, sitemap, open data.
//!
//! Fictional stories, drafts and people are in none of it.

use super::data::{atom, csv, json, robots, sitemap};
use super::edition::{Edition, html_language};
use super::pages::{self, story_summary};
use super::sheet::Sheet;
use crate::model::{Moment, Outcome, Period, Story, TermId, Thousandths, Value, WorkId};
use crate::route::{self, Route};
use crate::schema::List;

/// How many stories a feed holds.
const FEED: usize = 50;

/// The Atom feed of an edition, when the site knows its address; none in a copy, which nothing is added to.
pub fn feed(edition: &Edition) -> Option<(String, Vec<u8>)> {
    let base = edition.hosted().filter(|_| edition.full)?;
    let config = &edition.site.config;
    let path = edition.places.path(Route::Feed);
    let works =
        edition.site.graph.works.iter().enumerate().filter(|(_, work)| work.counts()).take(FEED);
    let entries: Vec<(String, WorkId)> = works
        .map(|(index, _)| {
            let story = edition.story(WorkId(index));
            (route::canonical(base, &edition.story_path(story)), WorkId(index))
        })
        .collect();
    let feed = atom::Feed {
        title: config.title.get(&edition.language),
        subtitle: config.tagline.get(&edition.language),
        language: edition.html_language(),
        home: &route::canonical(base, &edition.places.path(Route::Home)),
        address: &format!("{base}{path}"),
        author: &config.publisher.name,
        entries: entries.iter().filter_map(|(url, id)| entry(edition, url, *id)).collect(),
    };
    Some((path, atom::atom(&feed).into_bytes()))
}

fn entry<'a>(edition: &'a Edition, url: &'a str, id: WorkId) -> Option<atom::Entry<'a>> {
    let story = edition.story(id);
    let published = story.published?;
    Some(atom::Entry {
        id: url,
        address: url,
        title: &story.title,
        summary: story_summary(story),
        published,
        updated: story.updated.unwrap_or(published),
        categories: story
            .topics
            .iter()
            .map(|id| edition.site.vocabulary.term(List::Topics, *id))
            .map(|term| term.label.get(&edition.language))
            .collect(),
    })
}

/// A page as the sitemap names it.
pub struct Location {
    address: String,
    updated: Option<jiff::civil::Date>,
    alternates: Vec<(String, String)>,
}

/// The places of an edition's pages in the sitemap; none when the site does not know its address.
pub fn locations(edition: &Edition, sheets: &[Sheet]) -> Vec<Location> {
    let Some(base) = edition.hosted() else { return Vec::new() };
    let listed = sheets.iter().filter(|sheet| !pages::is_hidden(edition, **sheet));
    listed
        .map(|sheet| Location {
            address: route::canonical(base, &super::sheet::path(edition, *sheet)),
            updated: match sheet {
                Sheet::Story(id) => {
                    let story = edition.site.story(*id);
                    story.updated.or(story.published)
                }
                _ => None,
            },
            alternates: with_itself(edition, *sheet, base),
        })
        .collect()
}

/// The same page in every language, its own included; empty when there is no other.
fn with_itself(edition: &Edition, sheet: Sheet, base: &str) -> Vec<(String, String)> {
    let others = pages::alternates(edition, sheet);
    if others.is_empty() {
        return Vec::new();
    }
    let own = (edition.language.clone(), super::sheet::path(edition, sheet));
    let others = others.into_iter().map(|other| (other.language, other.path));
    std::iter::once(own)
        .chain(others)
        .map(|(language, path)| (language, route::canonical(base, &path)))
        .collect()
}

/// Sitemap and `robots.txt`.
pub fn sitemaps(base_url: Option<&str>, locations: &[Location]) -> Vec<(String, Vec<u8>)> {
    let robots = |sitemap: Option<&str>| robots::robots(sitemap).into_bytes();
    let Some(base) = base_url else { return vec![("robots.txt".to_owned(), robots(None))] };
    let views: Vec<sitemap::Location> = locations
        .iter()
        .map(|location| sitemap::Location {
            address: &location.address,
            updated: location.updated,
            alternates: location.alternates.iter().map(|(l, a)| (l.as_str(), a.as_str())).collect(),
        })
        .collect();
    let mut files: Vec<(String, Vec<u8>)> = sitemap::sitemap(base, &views)
        .into_iter()
        .map(|(path, text)| (path, text.into_bytes()))
        .collect();
    files.push(("robots.txt".to_owned(), robots(Some(&format!("{base}sitemap.xml")))));
    files
}

/// Open data on real, public stories, in the site's own language.
pub fn stories(edition: &Edition) -> Vec<(String, Vec<u8>)> {
    let site = edition.site;
    let works = site.graph.works.iter().enumerate().filter(|(_, work)| work.counts());
    let data = json::OpenData {
        title: site.config.title.get(&edition.language).to_owned(),
        publisher: site.config.publisher.name.clone(),
        url: edition.base_url.map(str::to_owned),
        license: None,
        stories: works.map(|(index, _)| story(edition, site.original(WorkId(index)))).collect(),
    };
    vec![
        (edition.places.path(Route::StoriesJson), json::json(&data).into_bytes()),
        (edition.places.path(Route::StoriesCsv), csv::csv(&data).into_bytes()),
    ]
}

fn story(edition: &Edition, story: &Story) -> json::Story {
    let site = edition.site;
    let path = edition.story_path(story);
    let places = || story.municipalities.iter().map(|id| &site.territory.municipalities[id.0]);
    let mut regions: Vec<_> = places().map(|place| place.region).collect();
    regions.dedup();
    let plain =
        |key: &str, label: &str| json::Term { key: key.to_owned(), label: label.to_owned() };
    json::Story {
        id: story.id.clone(),
        language: html_language(&story.language).to_owned(),
        title: story.title.clone(),
        summary: story_summary(story).to_owned(),
        url: edition.base_url.map(|base| route::canonical(base, &path)),
        path,
        published: story.published,
        updated: story.updated,
        verified: story.verified,
        municipalities: places().map(|place| plain(&place.code, &place.name)).collect(),
        regions: regions
            .iter()
            .map(|id| &site.territory.regions[id.0])
            .map(|region| plain(&region.id, &region.name))
            .collect(),
        enterprise: story.enterprise.as_ref().map(|enterprise| json::Enterprise {
            name: enterprise.name.clone(),
            legal_form: enterprise.legal_form.map(|id| term(edition, List::LegalForms, id)),
            org_number: enterprise.org_number.clone(),
            founded: enterprise.founded,
            employees: enterprise.employees,
            website: enterprise.website.clone(),
        }),
        topics: terms(edition, List::Topics, &story.topics),
        target_groups: terms(edition, List::TargetGroups, &story.target_groups),
        outcomes: story.outcomes.iter().filter_map(|outcome| figure(edition, outcome)).collect(),
    }
}

fn terms(edition: &Edition, list: List, ids: &[TermId]) -> Vec<json::Term> {
    ids.iter().map(|id| term(edition, list, *id)).collect()
}

fn term(edition: &Edition, list: List, id: TermId) -> json::Term {
    let term = edition.site.vocabulary.term(list, id);
    json::Term { key: term.key.clone(), label: term.label.get(&edition.language).to_owned() }
}

/// A figure with its source; one without is never published.
fn figure(edition: &Edition, outcome: &Outcome) -> Option<json::Outcome> {
    let source = outcome.source.as_ref()?;
    let (value, from, to) = match outcome.value {
        Value::Exact(value) => (Some(plain_number(value)), None, None),
        Value::Range(from, to) => (None, Some(plain_number(from)), Some(plain_number(to))),
    };
    Some(json::Outcome {
        indicator: term(edition, List::Indicators, outcome.indicator),
        value,
        from,
        to,
        period: Some(iso_period(outcome.period)),
        method: term(edition, List::Methods, outcome.method),
        source: source.label.clone(),
        source_url: source.url.clone(),
        source_date: source.date,
        note: outcome.note.clone(),
    })
}

/// A number as programs read it: a point before decimals, no other separators.
fn plain_number(Thousandths(number): Thousandths) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let (whole, rest) = (number.unsigned_abs() / 1000, number.unsigned_abs() % 1000);
    let text = format!("{sign}{whole}.{rest:03}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A period as ISO 8601 writes it: `2025`, `2024/2025`, `2026-03-14`.
fn iso_period(period: Period) -> String {
    let moment = |moment: Moment| match moment {
        Moment::Year(year) => year.to_string(),
        Moment::Day(day) => day.to_string(),
    };
    match period.to {
        Some(to) => format!("{}/{}", moment(period.from), moment(to)),
        None => moment(period.from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_for_programs() {
        for (number, text) in
            [(12_000, "12"), (3_500, "3.5"), (-1, "-0.001"), (0, "0"), (100_000, "100")]
        {
            assert_eq!(plain_number(Thousandths(number)), text);
        }
    }
}
