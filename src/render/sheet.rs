//! The list of a site's pages in one language.

use super::edition::Edition;
use crate::diagnostic::Place;
use crate::model::{MunicipalityId, RegionId, StoryId, WorkId};
use crate::route::{Addresses, Route, TableOrder, pages};
use crate::schema::List;

/// A page: what it shows. The last number is the page of a list, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// The home page.
    Home,
    /// All stories.
    Stories(usize),
    /// A story.
    Story(StoryId),
    /// The sub-regions.
    Regions,
    /// A sub-region.
    Region(RegionId, usize),
    /// All municipalities.
    Municipalities,
    /// A municipality.
    Municipality(MunicipalityId, usize),
    /// All entries of a list.
    Terms(Terms),
    /// The entry of a list, by its place there.
    Term(Terms, usize, usize),
    /// The coverage map, with its table in an order.
    Map(TableOrder),
    /// Search.
    Search,
    /// The privacy page.
    Privacy,
    /// The accessibility statement.
    Accessibility,
    /// A page of text, by its place in `Site::pages`.
    Text(usize),
    /// The contact page where nobody has written a text for it.
    Contact,
    /// The page for an address that does not exist.
    NotFound,
    /// A former address of a story, by its place among its aliases.
    Alias(WorkId, usize),
}

/// Lists whose entries have pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terms {
    /// Topics.
    Topics,
    /// Target groups.
    TargetGroups,
    /// Enterprises.
    Enterprises,
}

impl Terms {
    /// What templates call it.
    pub fn key(self) -> &'static str {
        match self {
            Terms::Topics => "topics",
            Terms::TargetGroups => "target_groups",
            Terms::Enterprises => "enterprises",
        }
    }
}

/// Every page of an edition.
pub fn sheets(edition: &Edition) -> Vec<Sheet> {
    let site = edition.site;
    let stories = site
        .stories
        .iter()
        .enumerate()
        .filter(|(_, story)| story.language == edition.language)
        .map(|(index, _)| Sheet::Story(StoryId(index)));
    let mut sheets: Vec<Sheet> = stories.collect();
    if !edition.full {
        sheets.push(Sheet::Stories(1));
        return sheets;
    }
    sheets.extend([
        Sheet::Home,
        Sheet::Regions,
        Sheet::Municipalities,
        Sheet::Terms(Terms::Topics),
        Sheet::Terms(Terms::TargetGroups),
        Sheet::Terms(Terms::Enterprises),
        Sheet::Map(TableOrder::Region),
        Sheet::Search,
        Sheet::Privacy,
        Sheet::Accessibility,
    ]);
    let other_orders = TableOrder::ALL.into_iter().filter(|order| *order != TableOrder::Region);
    sheets.extend(other_orders.map(Sheet::Map));
    lists(edition, &mut sheets);
    texts(edition, &mut sheets);
    if edition.language == site.config.language() {
        sheets.push(Sheet::NotFound);
        for (work, facts) in site.graph.works.iter().enumerate() {
            let aliases = site.story(facts.versions[0]).aliases.len();
            sheets.extend((0..aliases).map(|alias| Sheet::Alias(WorkId(work), alias)));
        }
    }
    sheets
}

/// Lists that are cut into pages.
fn lists(edition: &Edition, sheets: &mut Vec<Sheet>) {
    let site = edition.site;
    let pages = |stories: usize| 1..=stories.div_ceil(site.config.stories_per_page).max(1);
    sheets.extend(pages(site.graph.works.len()).map(Sheet::Stories));
    for (index, facts) in site.graph.regions.iter().enumerate() {
        sheets.extend(pages(facts.works.len()).map(|page| Sheet::Region(RegionId(index), page)));
    }
    for (index, facts) in site.graph.municipalities.iter().enumerate() {
        let id = MunicipalityId(index);
        sheets.extend(pages(facts.works.len()).map(|page| Sheet::Municipality(id, page)));
    }
    let topics = site.graph.topics.iter().map(Vec::len).enumerate();
    let groups = site.graph.target_groups.iter().map(Vec::len).enumerate();
    let enterprises = site.graph.enterprises.iter().map(|facts| facts.works.len()).enumerate();
    let entries = topics
        .map(|(index, stories)| (Terms::Topics, index, stories))
        .chain(groups.map(|(index, stories)| (Terms::TargetGroups, index, stories)))
        .chain(enterprises.map(|(index, stories)| (Terms::Enterprises, index, stories)));
    for (terms, index, stories) in entries.filter(|(_, _, stories)| *stories > 0) {
        sheets.extend(pages(stories).map(|page| Sheet::Term(terms, index, page)));
    }
}

/// Pages of text, and the contact page in any case.
fn texts(edition: &Edition, sheets: &mut Vec<Sheet>) {
    let mut contact = false;
    for (index, page) in edition.site.pages.iter().enumerate() {
        let added_to_generated = matches!(page.id.as_str(), pages::PRIVACY | pages::ACCESSIBILITY);
        if page.language == edition.language && !added_to_generated {
            contact |= page.id == pages::CONTACT;
            sheets.push(Sheet::Text(index));
        }
    }
    if !contact {
        sheets.push(Sheet::Contact);
    }
}

/// Where a page lies among `places`, which are the addresses of its language.
pub fn route<'a>(edition: &Edition<'a>, sheet: Sheet) -> Route<'a> {
    let site = edition.site;
    let vocabulary = &site.vocabulary;
    match sheet {
        Sheet::Home | Sheet::Alias(..) => Route::Home,
        // The stories of a form of a language are its whole edition.
        Sheet::Stories(_) if !edition.full => Route::Home,
        Sheet::Stories(page) => Route::Stories(page),
        Sheet::Story(id) => Route::Story(&site.story(id).id),
        Sheet::Regions => Route::Regions,
        Sheet::Region(id, page) => Route::Region(&site.territory.regions[id.0].id, page),
        Sheet::Municipalities => Route::Municipalities,
        Sheet::Municipality(id, page) => {
            Route::Municipality(&site.territory.municipalities[id.0].id, page)
        }
        Sheet::Terms(Terms::Topics) => Route::Topics,
        Sheet::Terms(Terms::TargetGroups) => Route::TargetGroups,
        Sheet::Terms(Terms::Enterprises) => Route::Enterprises,
        Sheet::Term(Terms::Topics, index, page) => {
            Route::Topic(&vocabulary.list(List::Topics)[index].id, page)
        }
        Sheet::Term(Terms::TargetGroups, index, page) => {
            Route::TargetGroup(&vocabulary.list(List::TargetGroups)[index].id, page)
        }
        Sheet::Term(Terms::Enterprises, index, page) => {
            Route::Enterprise(&site.graph.enterprises[index].id, page)
        }
        Sheet::Map(order) => Route::Map(order),
        Sheet::Search => Route::Search,
        Sheet::Privacy => Route::Privacy,
        Sheet::Accessibility => Route::Accessibility,
        Sheet::Text(index) => Route::Page(&site.pages[index].id),
        Sheet::Contact => Route::Page(pages::CONTACT),
        Sheet::NotFound => Route::NotFound,
    }
}

/// The path of a page.
pub fn path(edition: &Edition, sheet: Sheet) -> String {
    match sheet {
        Sheet::Alias(work, alias) => {
            crate::route::alias(&edition.site.original(work).aliases[alias].address)
        }
        sheet => edition.addresses.path(route(edition, sheet)),
    }
}

/// Where what a page shows is to be looked for: the same page, or the one that shows it in its own
/// order. Search engines and other programs get that address.
pub fn canonical_path(edition: &Edition, sheet: Sheet) -> String {
    path(edition, main(sheet))
}

/// The page that shows the same in its own order.
pub fn main(sheet: Sheet) -> Sheet {
    match sheet {
        Sheet::Map(_) => Sheet::Map(TableOrder::Region),
        sheet => sheet,
    }
}

/// Where an author gave a page its address: by the name of a file, or as a former address.
pub fn origin(edition: &Edition, sheet: Sheet) -> Option<Place> {
    let site = edition.site;
    match sheet {
        Sheet::Story(id) => Some(Place::whole(&site.story(id).file)),
        Sheet::Text(index) => Some(Place::whole(&site.pages[index].file)),
        Sheet::Alias(work, alias) => {
            let story = site.original(work);
            Some(Place::new(&story.file, story.aliases[alias].span.clone()))
        }
        _ => None,
    }
}

/// The same page in another language whose edition is full, where it exists there.
pub fn elsewhere(
    edition: &Edition,
    sheet: Sheet,
    language: &str,
    addresses: &Addresses,
) -> Option<String> {
    let same = match sheet {
        Sheet::Story(_) | Sheet::Alias(..) | Sheet::NotFound => return None,
        Sheet::Text(index) => {
            let id = &edition.site.pages[index].id;
            let exists = id == pages::CONTACT
                || edition
                    .site
                    .pages
                    .iter()
                    .any(|page| page.id == *id && page.language == language);
            exists.then_some(sheet)?
        }
        sheet => sheet,
    };
    Some(addresses.path(route(edition, same)))
}
