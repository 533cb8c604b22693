//! Sub-regions, municipalities and the map.

use super::frame::Frame;
use super::lists::{list, totals};
use super::{story, terms};
use crate::model::{MunicipalityId, Office, Page, RegionId, WorkId};
use crate::render::edition::{Edition, accent, html_language, phone_link};
use crate::render::view::{
    Card, GoalView, MunicipalityGroup, MunicipalityItem, MunicipalityList, MunicipalityPage,
    OfficeView, RegionCard, RegionList, RegionPage,
};
use crate::render::{map, text};
use crate::route::Route;

/// How many stories of its neighbours the page of an empty municipality shows.
const FROM_NEIGHBOURS: usize = 6;

/// The greatest goal that is shown as marks: more are not seen at a glance.
const MARKS: usize = 12;

/// The sub-regions.
pub fn regions(edition: &Edition, frame: &Frame) -> RegionList {
    RegionList { regions: region_cards(edition), map: map::coverage(edition, &frame.root, None) }
}

/// A card for each sub-region.
pub fn region_cards(edition: &Edition) -> Vec<RegionCard> {
    (0..edition.site.graph.regions.len())
        .map(|index| region_card(edition, RegionId(index)))
        .collect()
}

fn region_card(edition: &Edition, id: RegionId) -> RegionCard {
    let (site, strings) = (edition.site, edition.strings);
    let (region, facts) = (&site.territory.regions[id.0], &site.graph.regions[id.0]);
    let introduction = introduction(edition, &site.region_texts, &region.id);
    let (covered, all) = (facts.covered.to_string(), facts.municipalities.len().to_string());
    let goal = site.config.goal;
    RegionCard {
        id: region.id.clone(),
        accent: accent(id),
        name: region.name.clone(),
        path: edition.places.path(Route::Region(&region.id, 1)),
        summary: introduction.and_then(|page| page.summary.clone()),
        stories: facts.stories,
        stories_label: strings.count("count.stories", facts.stories),
        covered: facts.covered,
        municipalities: facts.municipalities.len(),
        coverage_label: strings.fill("count.region_covered", &[("n", &covered), ("all", &all)]),
        goal_label: goal.map(|goal| {
            let (min, max) = (goal.min.to_string(), goal.max.to_string());
            strings.fill("goal", &[("min", &min), ("max", &max)])
        }),
        goal_reached: goal.is_some_and(|goal| facts.covered >= goal.min),
        goal: goal.filter(|goal| goal.max <= MARKS).map(|goal| GoalView {
            marks: (0..goal.max).map(|index| mark(index, facts.covered, goal.min)).collect(),
        }),
    }
}

/// What the municipality at a place of the goal is: there, still missing, or more than must be.
fn mark(index: usize, covered: usize, min: usize) -> &'static str {
    if index < covered {
        "done"
    } else if index < min {
        "due"
    } else {
        "room"
    }
}

/// The introduction in the edition's language, else in the site's own.
fn introduction<'a>(edition: &Edition, texts: &'a [Page], id: &str) -> Option<&'a Page> {
    let language = html_language(&edition.language);
    let own = edition.site.config.language();
    let of = |tag: &str| texts.iter().find(|page| page.id == id && page.language == tag);
    of(language).or_else(|| of(own))
}

/// An introduction's text, with its language where that is not the page's.
fn introduction_html(edition: &Edition, frame: &Frame, page: &Page) -> String {
    let html = text::html(edition, &page.body, &[], &frame.root);
    let language = html_language(&page.language);
    if language == edition.html_language() {
        return html;
    }
    format!("<div lang=\"{language}\">{html}</div>")
}

/// A page of a sub-region.
pub fn region<'a>(
    edition: &'a Edition,
    frame: &Frame,
    id: RegionId,
    page: usize,
) -> RegionPage<'a> {
    let site = edition.site;
    let facts = &site.graph.regions[id.0];
    let introduction = introduction(edition, &site.region_texts, &site.territory.regions[id.0].id);
    let municipalities: Vec<MunicipalityItem> =
        facts.municipalities.iter().map(|id| item(edition, *id)).collect();
    let (cards, pagination) = list(edition, frame, &facts.works, page);
    // Figures and topics belong to the sub-region, not to one page of its stories.
    let first = page == 1;
    RegionPage {
        region: region_card(edition, id),
        html: introduction.filter(|_| first).map(|page| introduction_html(edition, frame, page)),
        office: introduction.map(|page| office(&page.office)).unwrap_or_default(),
        map: if first { map::coverage(edition, &frame.root, Some(id)) } else { None },
        focus: municipalities.iter().filter(|item| item.focus).cloned().collect(),
        municipalities,
        cards,
        pagination,
        outcomes: if first { story::outcomes_of(edition, &facts.works) } else { Vec::new() },
        topics: terms::topics_of(edition, facts),
    }
}

fn office(office: &Office) -> OfficeView {
    OfficeView {
        name: office.name.clone(),
        website: office.website.clone(),
        email: office.email.clone(),
        phone: office.phone.clone(),
        phone_link: office.phone.as_deref().map(phone_link),
    }
}

/// A municipality in a list.
pub fn item(edition: &Edition, id: MunicipalityId) -> MunicipalityItem {
    let site = edition.site;
    let (municipality, facts) =
        (&site.territory.municipalities[id.0], &site.graph.municipalities[id.0]);
    let region = &site.territory.regions[municipality.region.0];
    MunicipalityItem {
        id: municipality.id.clone(),
        name: municipality.name.clone(),
        path: edition.places.path(Route::Municipality(&municipality.id, 1)),
        region: region.id.clone(),
        region_name: region.name.clone(),
        region_path: edition.places.path(Route::Region(&region.id, 1)),
        accent: accent(municipality.region),
        focus: municipality.focus,
        stories: facts.stories,
        fictional: facts.fictional,
        label: label(edition, id),
    }
}

/// How many stories a municipality has, in words.
pub fn label(edition: &Edition, id: MunicipalityId) -> String {
    let (facts, strings) = (&edition.site.graph.municipalities[id.0], edition.strings);
    match (facts.stories, facts.works.is_empty()) {
        (0, true) => strings.get("place.empty").to_owned(),
        (0, false) => strings.get("place.fictional_only").to_owned(),
        (stories, _) => strings.count("count.stories", stories),
    }
}

/// All municipalities.
pub fn municipalities(edition: &Edition) -> MunicipalityList {
    MunicipalityList { groups: groups(edition), totals: totals(edition) }
}

fn groups(edition: &Edition) -> Vec<MunicipalityGroup> {
    let facts = edition.site.graph.regions.iter().enumerate();
    facts
        .map(|(index, facts)| MunicipalityGroup {
            region: region_card(edition, RegionId(index)),
            municipalities: facts.municipalities.iter().map(|id| item(edition, *id)).collect(),
        })
        .collect()
}

/// A page of a municipality.
pub fn municipality<'a>(
    edition: &'a Edition,
    frame: &Frame,
    id: MunicipalityId,
    page: usize,
) -> MunicipalityPage<'a> {
    let site = edition.site;
    let (municipality, facts) =
        (&site.territory.municipalities[id.0], &site.graph.municipalities[id.0]);
    let own = introduction(edition, &site.municipality_texts, &municipality.id);
    let region_id = &site.territory.regions[municipality.region.0].id;
    let of_region = introduction(edition, &site.region_texts, region_id);
    let support = own.filter(|page| page.office.name.is_some()).or(of_region);
    let (cards, pagination) = list(edition, frame, &facts.works, page);
    MunicipalityPage {
        municipality: item(edition, id),
        full_name: municipality.full_name.get(&edition.language).to_owned(),
        region_link: edition.region_link(municipality.region),
        html: own.map(|page| introduction_html(edition, frame, page)),
        office: support.map(|page| office(&page.office)).unwrap_or_default(),
        mini_map: map::mini(edition, &frame.root, &[id]),
        cards,
        pagination,
        neighbours: facts.neighbours.iter().map(|id| item(edition, *id)).collect(),
        neighbour_cards: if facts.stories == 0 { from_neighbours(edition, id) } else { Vec::new() },
        suggest_email: site.config.contact.email.clone(),
    }
}

/// What neighbours have done, else other municipalities of the sub-region: real stories first.
fn from_neighbours<'a>(edition: &'a Edition, id: MunicipalityId) -> Vec<&'a Card> {
    let site = edition.site;
    let neighbours = site.graph.municipalities[id.0].neighbours.iter();
    let mut works: Vec<WorkId> = neighbours
        .flat_map(|neighbour| {
            site.graph.municipalities[neighbour.0].works.iter().take(FROM_NEIGHBOURS)
        })
        .copied()
        .collect();
    if works.is_empty() {
        let region = site.territory.municipalities[id.0].region;
        works.extend(site.graph.regions[region.0].works.iter().take(FROM_NEIGHBOURS));
    }
    works.retain(|work| !site.original(*work).municipalities.contains(&id));
    works.sort_by_key(|work| (!site.work(*work).counts(), *work));
    works.dedup();
    works.truncate(FROM_NEIGHBOURS);
    edition.cards_of(&works)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_a_goal_of_two_to_four() {
        for (covered, expected) in [
            (0, ["due", "due", "room", "room"]),
            (1, ["done", "due", "room", "room"]),
            (3, ["done", "done", "done", "room"]),
            (9, ["done"; 4]),
        ] {
            assert_eq!([0, 1, 2, 3].map(|index| mark(index, covered, 2)), expected, "{covered}");
        }
    }
}
