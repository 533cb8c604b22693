//! The map page: the coverage map, its equal table in an order, and how far each sub-region has
//! come.

use std::cmp::Reverse;

use super::frame::Frame;
use super::lists::totals;
use super::places::{item, region_cards};
use crate::model::MunicipalityId;
use crate::render::edition::Edition;
use crate::render::map;
use crate::render::view::{Column, MapPage, MunicipalityItem, ScriptWord};
use crate::route::{Route, TableOrder};
use crate::text::Alphabet;

/// The map with its table in `order`.
pub fn map_page(edition: &Edition, frame: &Frame, order: TableOrder) -> MapPage {
    let (site, strings) = (edition.site, edition.strings);
    let word = |name: &str| ScriptWord {
        name: name.to_owned(),
        text: strings.get(&format!("sorted.{name}")).to_owned(),
    };
    MapPage {
        map: map::coverage(edition, &frame.root, None),
        columns: TableOrder::ALL.iter().map(|column| view(edition, *column, order)).collect(),
        rows: rows(edition, order),
        language: site.config.language().to_owned(),
        words: ["ascending", "descending"].map(word).into(),
        goal: site.config.goal.map(|goal| {
            let (min, max) = (goal.min.to_string(), goal.max.to_string());
            strings.fill("goal.each", &[("min", &min), ("max", &max)])
        }),
        regions: region_cards(edition),
        totals: totals(edition),
    }
}

/// The key of what a column is called.
pub fn column(order: TableOrder) -> &'static str {
    match order {
        TableOrder::Region => "column.region",
        TableOrder::Municipality => "column.municipality",
        TableOrder::Examples => "column.examples",
        TableOrder::Focus => "column.focus",
    }
}

fn view(edition: &Edition, own: TableOrder, order: TableOrder) -> Column {
    Column {
        label: edition.strings.get(column(own)).to_owned(),
        path: edition.places.path(Route::Map(own)),
        first: match own {
            TableOrder::Region | TableOrder::Municipality => "ascending",
            TableOrder::Examples | TableOrder::Focus => "descending",
        },
        current: own == order,
    }
}

/// All municipalities. What is alike stands in alphabetical order.
fn rows(edition: &Edition, order: TableOrder) -> Vec<MunicipalityItem> {
    let site = edition.site;
    let municipalities = &site.territory.municipalities;
    let mut ids: Vec<MunicipalityId> = (0..municipalities.len()).map(MunicipalityId).collect();
    match order {
        TableOrder::Municipality => {}
        TableOrder::Region => {
            let alphabet = Alphabet::new(site.config.language());
            let keys: Vec<_> =
                site.territory.regions.iter().map(|r| alphabet.key(&r.name)).collect();
            ids.sort_by_key(|id| &keys[municipalities[id.0].region.0]);
        }
        TableOrder::Examples => {
            ids.sort_by_key(|id| Reverse(site.graph.municipalities[id.0].stories));
        }
        TableOrder::Focus => ids.sort_by_key(|id| !municipalities[id.0].focus),
    }
    ids.into_iter().map(|id| item(edition, id)).collect()
}
