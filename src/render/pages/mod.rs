//! One page: which template, which data.

mod documents;
mod frame;
mod lists;
mod map_page;
mod places;
mod search;
mod story;
mod terms;

use serde::Serialize;
use tera::Context;

use super::edition::Edition;
use super::sheet::Sheet;
use crate::diagnostic::Diagnostic;
use frame::{Frame, page_view};
pub use frame::{alternates, is_hidden, site_view, story_summary};
pub use places::label as place_label;

/// Renders a page: its path and its HTML.
///
/// # Errors
/// When the template fails on this page's data.
pub fn page(edition: &Edition, sheet: Sheet) -> Result<(String, String), Diagnostic> {
    let frame = Frame::new(edition, sheet);
    match sheet {
        Sheet::Home => finish(edition, &frame, "home.html", &lists::home(edition, &frame)),
        Sheet::Stories(page) => {
            finish(edition, &frame, "stories.html", &lists::stories(edition, &frame, page))
        }
        Sheet::Story(id) => {
            finish(edition, &frame, "story.html", &story::story(edition, &frame, id))
        }
        Sheet::Regions => {
            finish(edition, &frame, "regions.html", &places::regions(edition, &frame))
        }
        Sheet::Region(id, page) => {
            finish(edition, &frame, "region.html", &places::region(edition, &frame, id, page))
        }
        Sheet::Municipalities => {
            finish(edition, &frame, "municipalities.html", &places::municipalities(edition))
        }
        Sheet::Municipality(id, page) => {
            let view = places::municipality(edition, &frame, id, page);
            finish(edition, &frame, "municipality.html", &view)
        }
        Sheet::Terms(terms) => finish(edition, &frame, "terms.html", &terms::list(edition, terms)),
        Sheet::Term(terms, index, page) => finish(
            edition,
            &frame,
            "term.html",
            &terms::term(edition, &frame, (terms, index), page),
        ),
        Sheet::Map(order) => {
            finish(edition, &frame, "map.html", &map_page::map_page(edition, &frame, order))
        }
        Sheet::Search => finish(edition, &frame, "search.html", &lists::search(edition)),
        Sheet::Privacy => {
            finish(edition, &frame, "privacy.html", &documents::privacy(edition, &frame))
        }
        Sheet::Accessibility => finish(
            edition,
            &frame,
            "accessibility.html",
            &documents::accessibility(edition, &frame),
        ),
        Sheet::Text(index) => {
            finish(edition, &frame, "page.html", &documents::text(edition, &frame, index))
        }
        Sheet::Contact => finish(edition, &frame, "page.html", &documents::contact(edition)),
        Sheet::NotFound => finish(edition, &frame, "404.html", &lists::not_found(edition)),
        Sheet::Alias(work, _) => {
            finish(edition, &frame, "redirect.html", &lists::redirect(edition, work))
        }
    }
}

fn finish(
    edition: &Edition,
    frame: &Frame,
    template: &str,
    view: &impl Serialize,
) -> Result<(String, String), Diagnostic> {
    let mut context = Context::new();
    context.insert("page", &page_view(edition, frame));
    context.insert("view", view);
    let html = edition.theme.render(&edition.templates, template, &context)?;
    Ok((frame.path.clone(), html))
}
