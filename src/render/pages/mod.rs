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

/// Renders a page into `html`, whose content goes; its path.
///
/// # Errors
/// When the template fails on this page's data.
pub fn page(edition: &Edition, sheet: Sheet, html: &mut Vec<u8>) -> Result<String, Diagnostic> {
    let frame = Frame::new(edition, sheet);
    match sheet {
        Sheet::Home => finish(edition, &frame, html, "home.html", &lists::home(edition, &frame)),
        Sheet::Stories(page) => {
            finish(edition, &frame, html, "stories.html", &lists::stories(edition, &frame, page))
        }
        Sheet::Story(id) => {
            finish(edition, &frame, html, "story.html", &story::story(edition, &frame, id))
        }
        Sheet::Regions => {
            finish(edition, &frame, html, "regions.html", &places::regions(edition, &frame))
        }
        Sheet::Region(id, page) => {
            finish(edition, &frame, html, "region.html", &places::region(edition, &frame, id, page))
        }
        Sheet::Municipalities => {
            finish(edition, &frame, html, "municipalities.html", &places::municipalities(edition))
        }
        Sheet::Municipality(id, page) => {
            let view = places::municipality(edition, &frame, id, page);
            finish(edition, &frame, html, "municipality.html", &view)
        }
        Sheet::Terms(terms) => {
            finish(edition, &frame, html, "terms.html", &terms::list(edition, terms))
        }
        Sheet::Term(terms, index, page) => finish(
            edition,
            &frame,
            html,
            "term.html",
            &terms::term(edition, &frame, (terms, index), page),
        ),
        Sheet::Map(order) => {
            finish(edition, &frame, html, "map.html", &map_page::map_page(edition, &frame, order))
        }
        Sheet::Search => finish(edition, &frame, html, "search.html", &lists::search(edition)),
        Sheet::Privacy => {
            finish(edition, &frame, html, "privacy.html", &documents::privacy(edition, &frame))
        }
        Sheet::Accessibility => finish(
            edition,
            &frame,
            html,
            "accessibility.html",
            &documents::accessibility(edition, &frame),
        ),
        Sheet::Text(index) => {
            finish(edition, &frame, html, "page.html", &documents::text(edition, &frame, index))
        }
        Sheet::Contact => finish(edition, &frame, html, "page.html", &documents::contact(edition)),
        Sheet::NotFound => finish(edition, &frame, html, "404.html", &lists::not_found(edition)),
        Sheet::Alias(work, _) => {
            finish(edition, &frame, html, "redirect.html", &lists::redirect(edition, work))
        }
    }
}

fn finish(
    edition: &Edition,
    frame: &Frame,
    html: &mut Vec<u8>,
    template: &str,
    view: &impl Serialize,
) -> Result<String, Diagnostic> {
    let mut context = Context::new();
    context.insert("page", &page_view(edition, frame));
    context.insert("view", view);
    edition.theme.render(&edition.templates, template, &context, html)?;
    Ok(frame.path.clone())
}
