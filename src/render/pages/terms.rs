//! Topics, target groups and enterprises.

use super::frame::Frame;
use super::{lists, story};
use crate::model::{RegionFacts, Term, TermId, WorkId};
use crate::render::edition::Edition;
use crate::render::sheet::Terms;
use crate::render::view::{TermItem, TermList, TermPage};
use crate::route::Route;
use crate::schema::List;

/// All entries of a list.
pub fn list(edition: &Edition, terms: Terms) -> TermList {
    let (heading, lead) = match terms {
        Terms::Topics => ("menu.topics", "lead.topics"),
        Terms::TargetGroups => ("menu.target_groups", "lead.target_groups"),
        Terms::Enterprises => ("menu.enterprises", "lead.enterprises"),
    };
    TermList {
        heading: edition.strings.get(heading).to_owned(),
        lead: edition.strings.get(lead).to_owned(),
        list: terms.key(),
        items: all(edition, terms),
    }
}

fn all(edition: &Edition, terms: Terms) -> Vec<TermItem> {
    let site = edition.site;
    let list = match terms {
        Terms::Topics => List::Topics,
        Terms::TargetGroups => List::TargetGroups,
        Terms::Enterprises => {
            return site
                .graph
                .enterprises
                .iter()
                .map(|facts| {
                    let path = edition.places.path(Route::Enterprise(&facts.id, 1));
                    entry(edition, facts.name.clone(), Some(path), facts.works.len())
                })
                .collect();
        }
    };
    let terms = site.vocabulary.list(list).iter().enumerate();
    terms
        .map(|(index, term)| {
            term_item(edition, list, term, site.works_of(list, TermId(index)).len())
        })
        .collect()
}

fn term_item(edition: &Edition, list: List, term: &Term, stories: usize) -> TermItem {
    let route = match list {
        List::TargetGroups => Route::TargetGroup(&term.id, 1),
        _ => Route::Topic(&term.id, 1),
    };
    let path = (stories > 0).then(|| edition.places.path(route));
    let label = term.label.get(&edition.language).to_owned();
    let help = term.help.as_ref().map(|help| help.get(&edition.language).to_owned());
    TermItem { help, ..entry(edition, label, path, stories) }
}

fn entry(edition: &Edition, label: String, path: Option<String>, stories: usize) -> TermItem {
    let stories_label = edition.strings.count("count.stories", stories);
    TermItem { label, help: None, path, stories, stories_label }
}

/// The entries of a list that have stories.
pub fn used(edition: &Edition, terms: Terms) -> Vec<TermItem> {
    all(edition, terms).into_iter().filter(|item| item.stories > 0).collect()
}

/// The topics of a sub-region, with how many of its stories each has.
pub fn topics_of(edition: &Edition, region: &RegionFacts) -> Vec<TermItem> {
    let vocabulary = &edition.site.vocabulary;
    let item = |(id, stories): (&TermId, &usize)| {
        term_item(edition, List::Topics, vocabulary.term(List::Topics, *id), *stories)
    };
    region.topics.iter().map(item).collect()
}

/// A page of a topic, a target group or an enterprise.
pub fn term<'a>(
    edition: &'a Edition,
    frame: &Frame,
    (terms, index): (Terms, usize),
    page: usize,
) -> TermPage<'a> {
    let site = edition.site;
    let works: &[WorkId] = match terms {
        Terms::Topics => &site.graph.topics[index],
        Terms::TargetGroups => &site.graph.target_groups[index],
        Terms::Enterprises => &site.graph.enterprises[index].works,
    };
    let kind = match terms {
        Terms::Topics => "kind.topic",
        Terms::TargetGroups => "kind.target_group",
        Terms::Enterprises => "kind.enterprise",
    };
    let help = match terms {
        Terms::Topics => site.vocabulary.list(List::Topics)[index].help.as_ref(),
        Terms::TargetGroups => site.vocabulary.list(List::TargetGroups)[index].help.as_ref(),
        Terms::Enterprises => None,
    };
    let enterprise = matches!(terms, Terms::Enterprises);
    let (cards, pagination) = lists::list(edition, frame, works, page);
    TermPage {
        heading: super::frame::own_label(edition, frame.sheet),
        kind_label: edition.strings.get(kind).to_owned(),
        list: terms.key(),
        help: help.map(|help| help.get(&edition.language).to_owned()),
        facts: if enterprise { story::enterprise_facts(edition, works[0]) } else { Vec::new() },
        outcomes: if enterprise { story::outcomes_of(edition, works) } else { Vec::new() },
        count_label: edition.strings.count("count.stories", works.len()),
        cards,
        pagination,
    }
}
