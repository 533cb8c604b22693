//! Maps as inline SVG: classes and attributes only, colours come from the theme.
//!
//! A map never is the only way to a page: every page that shows one has an equal list or table
//! (in a map 360 pixels wide, four municipalities are smaller than a finger).

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::edition::{Edition, accent};
use super::text::push_escaped;
use super::view::{LegendStep, MapView};
use crate::derive::points;
use crate::model::{MapFrame, MunicipalityId, RegionId, Site, Territory};
use crate::route::Route;

/// Steps of coverage, by number of real stories: none, one, some, many. Each has its own colour
/// and its own pattern, so that none is told by colour alone.
const STEPS: [(&str, &str); 4] = [
    ("step-0", ""),
    ("step-1", "<circle cx=\"3\" cy=\"3\" r=\"1.4\"/>"),
    ("step-2", "<path d=\"M-2 2l4-4M0 8l8-8M6 10l4-4\"/>"),
    ("step-3", "<path d=\"M-2 2l4-4M0 8l8-8M6 10l4-4M-2 6l4 4M0 0l8 8M6-2l4 4\"/>"),
];

fn step(stories: usize) -> usize {
    match stories {
        0 => 0,
        1 => 1,
        2..=4 => 2,
        _ => 3,
    }
}

/// The coverage map, or the part of it around one sub-region. Municipalities with something to
/// read are links; `root` leads from the page to the top of the site.
#[must_use]
pub fn coverage(edition: &Edition, root: &str, chosen: Option<RegionId>) -> Option<MapView> {
    let territory = &edition.site.territory;
    let frame = territory.map.as_ref()?;
    let [x, y, width, height] = match chosen {
        Some(region) => around(territory, region).unwrap_or_else(|| whole(frame)),
        None => whole(frame),
    };
    let mut svg = format!(
        "<svg class=\"map\" viewBox=\"{x} {y} {width} {height}\" role=\"group\" aria-label=\""
    );
    push_escaped(&mut svg, edition.strings.get("map.label"));
    svg.push_str("\"><defs>");
    for (class, mark) in &STEPS[1..] {
        push_pattern(&mut svg, class, mark);
    }
    svg.push_str("</defs>");
    for index in 0..territory.regions.len() {
        push_region(&mut svg, edition, root, (RegionId(index), chosen));
    }
    push_focus(&mut svg, territory, chosen);
    svg.push_str("</svg>");
    Some(MapView {
        svg,
        legend: legend(edition),
        credit: frame.credit.as_ref().map(|credit| credit.get(&edition.language).to_owned()),
    })
}

fn whole(frame: &MapFrame) -> [i64; 4] {
    [0, 0, i64::from(frame.width), i64::from(frame.height)]
}

/// The frame around a sub-region, with some room, in units of the outlines.
fn around(territory: &Territory, region: RegionId) -> Option<[i64; 4]> {
    const ROOM: i64 = 12;
    let here = territory.municipalities.iter().filter(|m| m.region == region);
    let points: Vec<(i64, i64)> = here.filter_map(|m| m.path.as_deref()).flat_map(points).collect();
    let (left, right) = (points.iter().map(|p| p.0).min()?, points.iter().map(|p| p.0).max()?);
    let (top, bottom) = (points.iter().map(|p| p.1).min()?, points.iter().map(|p| p.1).max()?);
    let unit = |hundredths: i64| hundredths.div_euclid(100);
    Some([
        unit(left) - ROOM,
        unit(top) - ROOM,
        unit(right - left) + 2 * ROOM,
        unit(bottom - top) + 2 * ROOM,
    ])
}

fn push_pattern(svg: &mut String, class: &str, mark: &str) {
    let _ = write!(
        svg,
        "<pattern id=\"map-{class}\" class=\"pattern\" width=\"8\" height=\"8\" \
         patternUnits=\"userSpaceOnUse\">{mark}</pattern>"
    );
}

fn push_region(
    svg: &mut String,
    edition: &Edition,
    root: &str,
    (region, chosen): (RegionId, Option<RegionId>),
) {
    let site = edition.site;
    let accent = accent(region);
    let dim = if chosen.is_some_and(|chosen| chosen != region) { " dim" } else { "" };
    let _ = write!(svg, "<g class=\"accent-{accent}{dim}\">");
    for municipality in &site.graph.regions[region.0].municipalities {
        push_municipality(svg, edition, root, (*municipality, dim.is_empty()));
    }
    svg.push_str("</g>");
}

fn push_municipality(
    svg: &mut String,
    edition: &Edition,
    root: &str,
    (id, alive): (MunicipalityId, bool),
) {
    let site = edition.site;
    let (municipality, facts) =
        (&site.territory.municipalities[id.0], &site.graph.municipalities[id.0]);
    let Some(path) = &municipality.path else { return };
    let step = step(facts.stories);
    let linked = alive && !facts.works.is_empty();
    if linked {
        let href = edition.places.path(Route::Municipality(&municipality.id, 1));
        svg.push_str("<a href=\"");
        push_escaped(svg, root);
        push_escaped(svg, &href);
        svg.push_str("\">");
    }
    let _ = write!(svg, "<path class=\"{}\" d=\"", STEPS[step].0);
    push_escaped(svg, path);
    svg.push_str("\"><title>");
    push_escaped(svg, &municipality.name);
    svg.push_str(": ");
    push_escaped(svg, &super::pages::place_label(edition, id));
    svg.push_str("</title></path>");
    if step > 0 && alive {
        let _ = write!(svg, "<path class=\"overlay\" fill=\"url(#map-{})\" d=\"", STEPS[step].0);
        push_escaped(svg, path);
        svg.push_str("\"/>");
    }
    if linked {
        svg.push_str("</a>");
    }
}

/// A ring at each municipality in focus, above the outlines.
fn push_focus(svg: &mut String, territory: &Territory, chosen: Option<RegionId>) {
    let shown = |region| chosen.is_none_or(|chosen| chosen == region);
    for municipality in territory.municipalities.iter().filter(|m| m.focus && shown(m.region)) {
        if let Some((x, y)) = municipality.label {
            let _ = write!(svg, "<circle class=\"focus\" cx=\"{x}\" cy=\"{y}\" r=\"6\"/>");
        }
    }
}

fn legend(edition: &Edition) -> Vec<LegendStep> {
    const KEYS: [&str; 4] = ["legend.none", "legend.one", "legend.some", "legend.many"];
    let square = |class: &str, mark: &str| {
        format!(
            "<svg class=\"map swatch\" viewBox=\"0 0 24 16\" aria-hidden=\"true\">\
             <rect class=\"{class}\" width=\"24\" height=\"16\"/>{mark}</svg>"
        )
    };
    let mut legend: Vec<LegendStep> = STEPS
        .iter()
        .zip(KEYS)
        .map(|((class, pattern), key)| {
            let fill = format!(
                "<rect class=\"overlay\" width=\"24\" height=\"16\" fill=\"url(#map-{class})\"/>"
            );
            let mark = if pattern.is_empty() { String::new() } else { fill };
            let label = edition.strings.get(key).to_owned();
            LegendStep { class, svg: square(class, &mark), label }
        })
        .collect();
    if edition.site.territory.municipalities.iter().any(|m| m.focus) {
        legend.push(LegendStep {
            class: "focus",
            svg: square("step-0", "<circle class=\"focus\" cx=\"12\" cy=\"8\" r=\"5\"/>"),
            label: edition.strings.get("legend.focus").to_owned(),
        });
    }
    legend
}

/// Where the outlines of all municipalities lie as one picture that every small map shares, and
/// its bytes. A story page would weigh twice as much with the outlines in it.
#[must_use]
pub fn silhouette(site: &Site) -> Option<(String, Vec<u8>)> {
    let frame = site.territory.map.as_ref()?;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" fill=\"#8d8672\" \
         fill-opacity=\".3\" stroke=\"#8d8672\" stroke-opacity=\".7\"><path d=\"",
        frame.width, frame.height
    );
    for path in site.territory.municipalities.iter().filter_map(|m| m.path.as_deref()) {
        push_escaped(&mut svg, path);
    }
    svg.push_str("\"/></svg>\n");
    let hash: String = Sha256::digest(&svg).iter().take(4).map(|b| format!("{b:02x}")).collect();
    Some((format!("assets/territory-{hash}.svg"), svg.into_bytes()))
}

/// A small map that shows where some municipalities lie.
#[must_use]
pub fn mini(edition: &Edition, root: &str, municipalities: &[MunicipalityId]) -> Option<String> {
    let territory = &edition.site.territory;
    let frame = territory.map.as_ref()?;
    let silhouette = edition.silhouette.as_ref()?;
    let (width, height) = (frame.width, frame.height);
    let here = || municipalities.iter().map(|id| &territory.municipalities[id.0]);
    let names: Vec<&str> = here().map(|m| m.name.as_str()).collect();
    let label = edition.strings.fill("map.mini", &[("name", &names.join(", "))]);
    let mut svg = format!(
        "<svg class=\"mini-map\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\""
    );
    push_escaped(&mut svg, &label);
    svg.push_str("\"><image href=\"");
    push_escaped(&mut svg, root);
    push_escaped(&mut svg, silhouette);
    let _ = write!(svg, "\" width=\"{width}\" height=\"{height}\"/>");
    for path in here().filter_map(|m| m.path.as_deref()) {
        svg.push_str("<path class=\"here\" d=\"");
        push_escaped(&mut svg, path);
        svg.push_str("\"/>");
    }
    svg.push_str("</svg>");
    Some(svg)
}
