//! Maps as inline SVG: classes and attributes only, colours come from the theme.
//!
//! A map never is the only way to a page: every page that shows one has an equal list or table
//! (in a map 360 pixels wide, four municipalities are smaller than a finger).
//!
//! A drawing has no order but that of its elements, so a map has layers: the outlines, each written
//! once, with their steps; the names of the sub-regions; and last what a reader points at, a copy
//! of each outline with its label, which the theme shows while the pointer or the focus is there.

mod label;
mod mini;

use std::fmt::Write;

use super::edition::{Edition, accent};
use super::text::push_escaped;
use super::view::{LegendStep, MapView};
use crate::derive::points;
use crate::model::{Municipality, MunicipalityId, RegionId, Territory};
use crate::route::Route;
use label::{Anchor, Rect, label};
pub use mini::{mini, silhouette};

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

/// What one map shows.
struct Map<'a> {
    edition: &'a Edition<'a>,
    /// What leads from the page to the top of the site.
    root: &'a str,
    /// The part of the territory that is seen.
    frame: Rect,
    /// The sub-region that is lifted; all of them are shown alike without one.
    chosen: Option<RegionId>,
    /// The rectangle around each municipality that has an outline, in the order of the territory.
    places: Vec<Option<Rect>>,
}

/// The coverage map, or the part of it around one sub-region. Municipalities with something to
/// read are links; `root` leads from the page to the top of the site.
#[must_use]
pub fn coverage(edition: &Edition, root: &str, chosen: Option<RegionId>) -> Option<MapView> {
    let territory = &edition.site.territory;
    let whole = territory.map.as_ref()?;
    let places: Vec<Option<Rect>> = territory.municipalities.iter().map(place).collect();
    let frame = chosen.and_then(|region| around(territory, &places, region)).unwrap_or(Rect {
        left: 0,
        top: 0,
        right: i64::from(whole.width),
        bottom: i64::from(whole.height),
    });
    let map = Map { edition, root, frame, chosen, places };
    Some(MapView {
        svg: map.svg(),
        legend: legend(edition),
        caption: map.chosen_name("map.chosen"),
        credit: whole.credit.as_ref().map(|credit| credit.get(&edition.language).to_owned()),
    })
}

/// The rectangle around a municipality.
fn place(municipality: &Municipality) -> Option<Rect> {
    let unit = |(x, y): (i64, i64)| (x.div_euclid(100), y.div_euclid(100));
    Rect::around(points(municipality.path.as_deref()?).into_iter().map(unit))
}

/// The frame around a sub-region, with some room.
fn around(territory: &Territory, places: &[Option<Rect>], region: RegionId) -> Option<Rect> {
    const ROOM: i64 = 12;
    let here = territory.municipalities.iter().zip(places).filter(|(m, _)| m.region == region);
    let corners = here
        .filter_map(|(_, place)| *place)
        .flat_map(|place| [(place.left, place.top), (place.right, place.bottom)]);
    let Rect { left, top, right, bottom } = Rect::around(corners)?;
    Some(Rect { left: left - ROOM, top: top - ROOM, right: right + ROOM, bottom: bottom + ROOM })
}

impl Map<'_> {
    fn svg(&self) -> String {
        let Rect { left, top, .. } = self.frame;
        let (width, height) = (self.frame.width(), self.frame.height());
        let letters = width / 38;
        let mut svg = format!(
            "<svg class=\"map\" viewBox=\"{left} {top} {width} {height}\" font-size=\"{letters}\" \
             role=\"group\" aria-label=\""
        );
        let all = || self.edition.strings.get("map.label").to_owned();
        push_escaped(&mut svg, &self.chosen_name("map.label_of").unwrap_or_else(all));
        svg.push_str("\"><defs>");
        for (index, (_, mark)) in STEPS.iter().enumerate().skip(1) {
            push_pattern(&mut svg, index, mark);
        }
        svg.push_str("</defs>");
        let regions = (0..self.edition.site.territory.regions.len()).map(RegionId);
        // The one that is lifted lies above the others.
        let (calm, alive): (Vec<_>, Vec<_>) =
            regions.partition(|region| self.chosen.is_some_and(|chosen| chosen != *region));
        self.push_calm(&mut svg, &calm);
        for region in &alive {
            self.push_region(&mut svg, *region);
        }
        self.push_focus(&mut svg);
        if self.chosen.is_none() {
            self.push_names(&mut svg);
        }
        svg.push_str("<g class=\"point\">");
        for region in &alive {
            self.push_labels(&mut svg, *region);
        }
        svg.push_str("</g></svg>");
        svg
    }

    /// A text with the name of the sub-region that is lifted.
    fn chosen_name(&self, key: &str) -> Option<String> {
        let region = &self.edition.site.territory.regions[self.chosen?.0];
        Some(self.edition.strings.fill(key, &[("name", &region.name)]))
    }

    fn of_region(&self, region: RegionId) -> impl Iterator<Item = (MunicipalityId, &Municipality)> {
        let site = self.edition.site;
        let ids = site.graph.regions[region.0].municipalities.iter();
        ids.map(|id| (*id, &site.territory.municipalities[id.0]))
    }

    /// What can be seen of the sub-regions around the one that is lifted.
    fn push_calm(&self, svg: &mut String, regions: &[RegionId]) {
        if regions.is_empty() {
            return;
        }
        svg.push_str("<g class=\"calm\">");
        for (id, municipality) in regions.iter().flat_map(|region| self.of_region(*region)) {
            if let (Some(path), Some(place)) = (&municipality.path, self.places[id.0])
                && self.frame.meets(place)
            {
                svg.push_str("<path d=\"");
                push_escaped(svg, path);
                svg.push_str("\"/>");
            }
        }
        svg.push_str("</g>");
    }

    /// The municipalities of a sub-region with their steps, and below them a rim: a broad line
    /// around each, of which only the half outside the sub-region is seen. It needs no outline of
    /// the sub-region, which a territory need not have.
    fn push_region(&self, svg: &mut String, region: RegionId) {
        let (accent, number) = (accent(region), region.0);
        let _ =
            write!(svg, "<g class=\"accent-{accent}\"><use class=\"case\" href=\"#R{number}\"/>");
        if self.chosen.is_some() {
            let drop = self.frame.width() / 75;
            let _ = write!(svg, "<use class=\"rim\" href=\"#R{number}\" y=\"{drop}\"/>");
        }
        let _ = write!(svg, "<use class=\"rim\" href=\"#R{number}\"/><g id=\"R{number}\">");
        for (id, municipality) in self.of_region(region) {
            let Some(path) = &municipality.path else { continue };
            let step = step(self.edition.site.graph.municipalities[id.0].stories);
            if step > 0 {
                let _ = write!(svg, "<g class=\"{}\">", STEPS[step].0);
            }
            // Big letters, so that no heading of an author has the same anchor.
            let _ = write!(svg, "<path id=\"M{}\" d=\"", id.0);
            push_escaped(svg, path);
            svg.push_str("\"/>");
            if step > 0 {
                let _ = write!(svg, "<use href=\"#M{}\" fill=\"url(#S{step})\"/></g>", id.0);
            }
        }
        svg.push_str("</g></g>");
    }

    /// A ring at each municipality in focus.
    fn push_focus(&self, svg: &mut String) {
        let shown = |region| self.chosen.is_none_or(|chosen| chosen == region);
        let municipalities = &self.edition.site.territory.municipalities;
        for municipality in municipalities.iter().filter(|m| m.focus && shown(m.region)) {
            if let Some((x, y)) = municipality.label {
                let _ = write!(svg, "<circle class=\"focus\" cx=\"{x}\" cy=\"{y}\" r=\"6\"/>");
            }
        }
    }

    /// The name of each sub-region among its municipalities, where it covers no ring.
    fn push_names(&self, svg: &mut String) {
        let territory = &self.edition.site.territory;
        let rings: Vec<(i64, i64)> =
            territory.municipalities.iter().filter(|m| m.focus).filter_map(|m| m.label).collect();
        for (index, region) in territory.regions.iter().enumerate() {
            let id = RegionId(index);
            let places = self.of_region(id).filter_map(|(id, _)| self.places[id.0]);
            let Some((x, y)) = label::name(places, &rings, self.frame, &region.name) else {
                continue;
            };
            let accent = accent(id);
            let _ = write!(svg, "<text class=\"name accent-{accent}\" x=\"{x}\" y=\"{y}\">");
            push_escaped(svg, &region.name);
            svg.push_str("</text>");
        }
    }

    /// What a reader points at: links to municipalities with something to read, and the others.
    fn push_labels(&self, svg: &mut String, region: RegionId) {
        for (id, municipality) in self.of_region(region) {
            let Some(place) = self.places[id.0] else { continue };
            let linked = !self.edition.site.graph.municipalities[id.0].works.is_empty();
            if linked {
                let path = self.edition.places.path(Route::Municipality(&municipality.id, 1));
                svg.push_str("<a href=\"");
                push_escaped(svg, self.root);
                push_escaped(svg, &path);
                svg.push_str("\">");
            }
            let _ = write!(svg, "<use href=\"#M{}\"/>", id.0);
            let what = super::pages::place_label(self.edition, id);
            push_label(svg, place, self.frame, (&municipality.name, &what));
            if linked {
                svg.push_str("</a>");
            }
        }
    }
}

fn push_label(svg: &mut String, place: Rect, frame: Rect, (name, what): (&str, &str)) {
    let label = label(place, frame, name, what);
    let (x, y) = (label.x, label.y);
    let _ = write!(svg, "<text x=\"{x}\" y=\"{y}\"");
    match label.anchor {
        Anchor::Start => svg.push_str(" text-anchor=\"start\""),
        Anchor::Middle => {}
        Anchor::End => svg.push_str(" text-anchor=\"end\""),
    }
    if label.shift != 0 {
        let sign = if label.shift < 0 { "-" } else { "" };
        let tenths = label.shift.unsigned_abs();
        let _ = write!(svg, " dy=\"{sign}{}.{}em\"", tenths / 10, tenths % 10);
    }
    svg.push('>');
    push_escaped(svg, name);
    svg.push_str(": ");
    if label.two_lines {
        let _ = write!(svg, "<tspan x=\"{x}\" dy=\"1.2em\">");
    }
    push_escaped(svg, what);
    if label.two_lines {
        svg.push_str("</tspan>");
    }
    svg.push_str("</text>");
}

fn push_pattern(svg: &mut String, step: usize, mark: &str) {
    let _ = write!(
        svg,
        "<pattern id=\"S{step}\" class=\"pattern\" width=\"8\" height=\"8\" \
         patternUnits=\"userSpaceOnUse\">{mark}</pattern>"
    );
}

fn legend(edition: &Edition) -> Vec<LegendStep> {
    const KEYS: [&str; 4] = ["legend.none", "legend.one", "legend.some", "legend.many"];
    let square = |class: &str, mark: &str| {
        format!(
            "<svg class=\"map swatch\" viewBox=\"0 0 24 16\" font-size=\"12\" aria-hidden=\"true\">\
             <rect class=\"{class}\" width=\"24\" height=\"16\"/>{mark}</svg>"
        )
    };
    let mut legend: Vec<LegendStep> = STEPS
        .iter()
        .zip(KEYS)
        .enumerate()
        .map(|(step, ((class, pattern), key))| {
            let fill = format!("<rect width=\"24\" height=\"16\" fill=\"url(#S{step})\"/>");
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
