//! Home, the list of all stories, search, and the small pages.

use std::collections::BTreeSet;
use std::ops::Range;

use super::frame::Frame;
use super::{places, search, terms};
use crate::model::{Work, WorkId};
use crate::render::copy;
use crate::render::edition::Edition;
use crate::render::map;
use crate::render::sheet::{Sheet, Terms, path};
use crate::render::view::{
    Card, Home, Link, NotFound, PageStep, Pagination, Redirect, SearchPage, StoryList, Totals,
};
use crate::route::Route;

/// How many stories the home page shows.
const NEWEST: usize = 6;

/// The home page.
pub fn home<'a>(edition: &'a Edition, frame: &Frame) -> Home<'a> {
    Home {
        map: map::coverage(edition, &frame.root, None),
        regions: places::region_cards(edition),
        newest: newest(edition),
        all_stories: edition.places.path(Route::Stories(1)),
        totals: totals(edition),
        topics: terms::used(edition, Terms::Topics),
        download: edition.copies.map(|copies| copy::offer(edition, &copies.download())),
    }
}

/// The newest stories, real ones first: a made-up example never hides a real one.
fn newest<'a>(edition: &'a Edition) -> Vec<&'a Card> {
    let works = || edition.site.graph.works.iter().enumerate();
    let real = works().filter(|(_, work): &(_, &Work)| work.counts());
    let other = works().filter(|(_, work)| !work.counts());
    real.chain(other).take(NEWEST).map(|(index, _)| edition.card(WorkId(index))).collect()
}

/// What the site holds.
pub fn totals(edition: &Edition) -> Totals {
    let (totals, strings) = (edition.site.graph.totals, edition.strings);
    let all = edition.site.graph.municipalities.len();
    let (n, whole) = (strings.whole(totals.municipalities as u64), strings.whole(all as u64));
    Totals {
        stories: totals.stories,
        enterprises: totals.enterprises,
        municipalities: totals.municipalities,
        all_municipalities: all,
        stories_label: strings.count("count.stories", totals.stories),
        enterprises_label: strings.count("count.enterprises", totals.enterprises),
        municipalities_label: strings.fill("count.covered", &[("n", &n), ("all", &whole)]),
    }
}

/// A page of the list of all stories; of those written in it, where the edition is not full.
pub fn stories<'a>(edition: &'a Edition, frame: &Frame, page: usize) -> StoryList<'a> {
    let all = edition.site.graph.works.len();
    let (count, cards, pagination) = if edition.full {
        let here: Vec<WorkId> = on_page(edition, all, page).map(WorkId).collect();
        (all, edition.cards_of(&here), pagination(edition, frame.sheet, page, all))
    } else {
        let own = |id: &WorkId| edition.story(*id).language == edition.language;
        let works: Vec<WorkId> = (0..all).map(WorkId).filter(own).collect();
        (works.len(), edition.cards_of(&works), None)
    };
    StoryList { count_label: edition.strings.count("count.stories", count), cards, pagination }
}

/// The stories of a page of a list, and the way to the other pages.
pub fn list<'a>(
    edition: &'a Edition,
    frame: &Frame,
    works: &[WorkId],
    page: usize,
) -> (Vec<&'a Card>, Option<Pagination>) {
    let here = &works[on_page(edition, works.len(), page)];
    (edition.cards_of(here), pagination(edition, frame.sheet, page, works.len()))
}

/// Which of `stories` stand on a page of their list.
fn on_page(edition: &Edition, stories: usize, page: usize) -> Range<usize> {
    let size = edition.site.config.stories_per_page;
    let start = (page - 1) * size;
    start.min(stories)..(start + size).min(stories)
}

/// The way to the other pages of a list of `stories`.
fn pagination(
    edition: &Edition,
    sheet: Sheet,
    number: usize,
    stories: usize,
) -> Option<Pagination> {
    let count = stories.div_ceil(edition.site.config.stories_per_page);
    if count < 2 {
        return None;
    }
    let at = |page: usize| {
        path(
            edition,
            match sheet {
                Sheet::Region(id, _) => Sheet::Region(id, page),
                Sheet::Municipality(id, _) => Sheet::Municipality(id, page),
                Sheet::Term(terms, index, _) => Sheet::Term(terms, index, page),
                _ => Sheet::Stories(page),
            },
        )
    };
    let mut steps: Vec<PageStep> = Vec::new();
    let near = [1, number.saturating_sub(1), number, number + 1, count];
    let shown: BTreeSet<usize> =
        near.into_iter().filter(|page| (1..=count).contains(page)).collect();
    for page in shown {
        if steps.last().is_some_and(|last| last.number + 1 < page) {
            steps.push(PageStep { number: 0, path: String::new() });
        }
        steps.push(PageStep { number: page, path: at(page) });
    }
    Some(Pagination {
        number,
        count,
        steps,
        previous: (number > 1).then(|| at(number - 1)),
        next: (number < count).then(|| at(number + 1)),
    })
}

/// The search page.
pub fn search(edition: &Edition) -> SearchPage {
    SearchPage {
        search: search::view(edition),
        regions: places::region_cards(edition),
        topics: terms::used(edition, Terms::Topics),
        target_groups: terms::used(edition, Terms::TargetGroups),
        all_stories: edition.places.path(Route::Stories(1)),
        all_municipalities: edition.places.path(Route::Municipalities),
    }
}

/// The page for an address that does not exist.
pub fn not_found(edition: &Edition) -> NotFound {
    let link = |key: &str, route| Link {
        label: edition.strings.get(key).to_owned(),
        path: Some(edition.places.path(route)),
        language: None,
    };
    NotFound {
        links: vec![
            link("menu.home", Route::Home),
            link("menu.search", Route::Search),
            link("menu.stories", Route::Stories(1)),
            link("menu.municipalities", Route::Municipalities),
        ],
    }
}

/// A former address of a story.
pub fn redirect(edition: &Edition, work: WorkId) -> Redirect {
    let story = edition.site.original(work);
    let path = Some(edition.story_path(story));
    Redirect { target: Link { label: story.title.clone(), path, language: None } }
}
