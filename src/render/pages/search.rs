//! What the script of the search page needs from the page.
//!
//! The index holds ids and no labels, so that one index serves all languages: what readers choose
//! from stands in the page, and only what some public story has.

use std::collections::BTreeSet;

use crate::model::{MunicipalityId, Story, Work, WorkId};
use crate::render::edition::Edition;
use crate::render::view::{FacetOption, FacetView, PlaceWithout, ScriptWord, SearchView};
use crate::route::Route;
use crate::schema::List;
use crate::search::Facet;
use crate::text::Alphabet;

/// What the script needs.
pub fn view(edition: &Edition) -> SearchView {
    let strings = edition.strings;
    let mut words = strings.under("search.");
    // How a text in another language is marked.
    let languages: BTreeSet<&str> =
        edition.site.stories.iter().map(|story| story.language.as_str()).collect();
    for language in languages {
        let key = format!("language.in.{language}");
        words.insert(format!("in.{language}"), strings.get(&key).to_owned());
    }
    SearchView {
        index: edition.index_folder().to_owned(),
        language: edition.language.clone(),
        shortcut: edition.places.parameters().shortcut,
        facets: facets(edition),
        without: without(edition),
        words: words.into_iter().map(|(name, text)| ScriptWord { name, text }).collect(),
    }
}

/// The public stories, in the version that readers of this edition get.
fn public<'a>(edition: &'a Edition) -> impl Iterator<Item = (&'a Work, &'a Story)> {
    let works = edition.site.graph.works.iter().enumerate();
    works
        .filter(|(_, work)| work.hidden.is_none())
        .map(|(index, work)| (work, edition.story(WorkId(index))))
}

fn facets(edition: &Edition) -> Vec<FacetView> {
    let parameters = edition.places.parameters();
    let facet = |facet: Facet, name, values| FacetView {
        facet: facet.key(),
        name,
        label: edition.strings.get(&format!("facet.{}", facet.key())).to_owned(),
        values,
    };
    let facets = [
        facet(Facet::Region, parameters.region, regions(edition)),
        facet(Facet::Municipality, parameters.municipality, municipalities(edition)),
        facet(Facet::Topic, parameters.topic, words(edition, List::Topics)),
        facet(Facet::TargetGroup, parameters.target_group, words(edition, List::TargetGroups)),
        facet(Facet::LegalForm, parameters.legal_form, words(edition, List::LegalForms)),
        facet(Facet::Year, parameters.year, years(edition)),
    ];
    facets.into_iter().filter(|facet| !facet.values.is_empty()).collect()
}

/// In the order of the territory.
fn regions(edition: &Edition) -> Vec<FacetOption> {
    let used: BTreeSet<usize> =
        public(edition).flat_map(|(work, _)| work.regions.iter().map(|id| id.0)).collect();
    let regions = &edition.site.territory.regions;
    let option = |index: usize| FacetOption {
        id: regions[index].id.clone(),
        label: regions[index].name.clone(),
    };
    used.into_iter().map(option).collect()
}

/// In alphabetical order.
fn municipalities(edition: &Edition) -> Vec<FacetOption> {
    let alphabet = Alphabet::new(edition.site.config.language());
    let municipalities = &edition.site.territory.municipalities;
    let mut used: Vec<FacetOption> = covered(edition)
        .into_iter()
        .map(|MunicipalityId(index)| &municipalities[index])
        .map(|place| FacetOption { id: place.id.clone(), label: place.name.clone() })
        .collect();
    used.sort_by_cached_key(|option| alphabet.key(&option.label));
    used
}

/// The municipalities that a public story is from.
fn covered(edition: &Edition) -> BTreeSet<MunicipalityId> {
    public(edition).flat_map(|(_, story)| story.municipalities.iter().copied()).collect()
}

/// In the order of the list.
fn words(edition: &Edition, list: List) -> Vec<FacetOption> {
    let of = |story: &Story| match list {
        List::Topics => story.topics.clone(),
        List::TargetGroups => story.target_groups.clone(),
        _ => story.enterprise.iter().filter_map(|enterprise| enterprise.legal_form).collect(),
    };
    let used: BTreeSet<_> = public(edition).flat_map(|(_, story)| of(story)).collect();
    let term = |id| edition.site.vocabulary.term(list, id);
    let option = |id| FacetOption {
        id: term(id).id.clone(),
        label: term(id).label.get(&edition.language).to_owned(),
    };
    used.into_iter().map(option).collect()
}

/// The newest first.
fn years(edition: &Edition) -> Vec<FacetOption> {
    let years: BTreeSet<i16> =
        public(edition).filter_map(|(_, story)| Some(story.published?.year())).collect();
    let option = |year: i16| FacetOption { id: year.to_string(), label: year.to_string() };
    years.into_iter().rev().map(option).collect()
}

/// The municipalities without a public story, with what lies near.
fn without(edition: &Edition) -> Vec<PlaceWithout> {
    let site = edition.site;
    let covered = covered(edition);
    let place = |index: usize| {
        let municipality = &site.territory.municipalities[index];
        let neighbours = site.graph.municipalities[index].neighbours.iter();
        let with_stories = neighbours.filter(|id| covered.contains(id));
        let ids = with_stories.map(|id| site.territory.municipalities[id.0].id.as_str());
        PlaceWithout {
            name: municipality.name.clone(),
            path: edition.places.path(Route::Municipality(&municipality.id, 1)),
            neighbours: ids.collect::<Vec<_>>().join(" "),
        }
    };
    (0..site.territory.municipalities.len())
        .filter(|index| !covered.contains(&MunicipalityId(*index)))
        .map(place)
        .collect()
}
