//! Every page weighs little: what a reader loads before there is anything to read, compressed as
//! hosts do, and no script but where one is needed.
#![expect(clippy::unwrap_used, reason = "tests throughout")]

mod common;
#[path = "browser/src/kinds.rs"]
mod kinds;

use std::collections::BTreeMap;
use std::io::Write;

use common::{options, starter};
use flate2::Compression;
use flate2::write::GzEncoder;
use forebild::output::Output;
use kinds::KINDS;

/// The most bytes that HTML and CSS of a page of each kind may be together. A story without
/// pictures fits in what a server sends before it waits for an answer: ten packets, 14 kB. The
/// others have a little room above what they are; whoever needs more says why.
const BUDGETS: &[(&str, usize)] = &[
    ("home", 17_750),
    ("stories", 14 * 1024),
    ("story", 14 * 1024),
    ("story-pictures", 15 * 1024),
    ("regions", 15_500),
    ("region", 18_500),
    ("municipalities", 11_500),
    ("municipality-empty", 12_000),
    ("municipality", 12_500),
    ("topics", 11_500),
    ("topic", 12_000),
    ("target-groups", 11_000),
    ("target-group", 13_000),
    ("enterprises", 10_500),
    ("enterprise", 11_500),
    ("map", 16_500),
    ("search", 15_000),
    ("privacy", 12_500),
    ("accessibility", 11_500),
    ("about", 11_000),
    ("contact", 11_000),
    ("not-found", 10_000),
    ("home-en", 17_750),
];

/// Where pages lie that load scripts; all others work, and are whole, without one.
const SCRIPTED: [&str; 4] = ["sok/", "en/search/", "karta/", "en/map/"];

fn compressed(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap().len()
}

/// The files that a page loads by an element that begins with `start`; quotes are optional.
fn loaded<'a>(html: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    html.split('<').filter(move |tag| tag.starts_with(start)).filter_map(|tag| {
        let tag = tag.split('>').next()?;
        let address = tag.split_once("href=").or_else(|| tag.split_once(" src="))?.1;
        address.trim_start_matches('"').split(['"', ' ']).next()
    })
}

/// The style sheets of a page, as paths from the top of the site: they all lie in `assets/`.
fn sheets(html: &str) -> impl Iterator<Item = &str> {
    loaded(html, "link ")
        .filter(|address| address.ends_with(".css"))
        .map(|address| address.trim_start_matches("../"))
}

/// Each page with its source and what it and its style sheets weigh.
fn pages(output: &Output) -> Vec<(&str, &str, usize)> {
    let pages = output.files.iter().filter(|(path, _)| path.ends_with(".html"));
    let pages = pages.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).unwrap()));
    let mut known = BTreeMap::new();
    let mut weigh = |path: &str| match known.get(path) {
        Some(weight) => *weight,
        None => {
            let weight = compressed(&output.files[path]);
            known.insert(path.to_owned(), weight);
            weight
        }
    };
    let mut weighed = Vec::new();
    for (path, html) in pages {
        let css: usize = sheets(html).map(&mut weigh).sum();
        weighed.push((path, html, weigh(path) + css));
    }
    weighed
}

#[test]
fn every_page_keeps_to_its_budget() {
    let output = starter(&options());
    let pages = pages(&output);
    let mut faults = Vec::new();
    let mut heaviest: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for (path, html, weight) in &pages {
        // What a page holds says more than where it lies: the narrower kinds stand last.
        let kind = KINDS.iter().rev().find(|kind| kind.lies_at(path) && kind.holds(html));
        if let Some(kind) = kind {
            let most = heaviest.entry(kind.name).or_default();
            *most = (*most).max((*weight, *path));
        }
    }
    for (kind, budget) in BUDGETS {
        match heaviest.get(kind) {
            Some((weight, path)) if weight > budget => {
                faults.push(format!("{kind}: {path} weighs {weight} bytes, not {budget}"));
            }
            Some((weight, path)) => println!("{kind}: {weight} of {budget} bytes ({path})"),
            None => faults.push(format!("{kind}: no page of this kind")),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let named: Vec<_> = BUDGETS.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(named, KINDS.iter().map(|kind| kind.name).collect::<Vec<_>>(), "a budget for each");
    let (largest, most) = BUDGETS.iter().max_by_key(|(_, budget)| budget).unwrap();
    for (path, _, weight) in pages {
        assert!(weight <= *most, "{path} weighs {weight} bytes: more than {largest} may");
    }
}

#[test]
fn only_pages_that_need_one_load_a_script() {
    let output = starter(&options());
    let mut scripted = 0;
    for (path, html, _) in pages(&output) {
        let scripts: Vec<_> = loaded(html, "script ").collect();
        let may = SCRIPTED.iter().any(|folder| path.starts_with(folder));
        assert!(scripts.is_empty() || may, "{path} loads {scripts:?}");
        scripted += usize::from(!scripts.is_empty());
    }
    assert!(scripted >= 2, "the search pages load their script");
}

#[test]
fn what_a_page_loads_is_seen() {
    let html = "<link rel=stylesheet href=../assets/a.css><link rel=\"stylesheet\" href=\"../b.css\" \
                media=print><script type=application/ld+json>{}</script><script src=\"c.js\"></script>";
    assert_eq!(sheets(html).collect::<Vec<_>>(), ["assets/a.css", "b.css"]);
    assert_eq!(loaded(html, "script ").collect::<Vec<_>>(), ["c.js"]);
}
