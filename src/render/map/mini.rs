//! The small map that says where a story or a municipality lies.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::model::{MunicipalityId, Site};
use crate::render::edition::Edition;
use crate::render::text::push_escaped;

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
