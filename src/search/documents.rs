//! What the search looks through: the public texts of a site, and the words each stands for.

use crate::model::{Localized, Site, Story, StoryId, WorkId};
use crate::schema::List;

/// A public text. Documents are numbered from the oldest on, so that a new story gets the highest
/// number and the others keep theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Document {
    /// The text.
    pub(super) story: StoryId,
    /// The story it is a version of.
    pub(super) work: WorkId,
}

/// Every text that readers of some language get. Drafts, stories in review and future ones are
/// left out even of a preview, so that an index never holds what is not public.
pub(super) fn documents(site: &Site) -> Vec<Document> {
    let mut documents = Vec::new();
    for (index, work) in site.graph.works.iter().enumerate().rev() {
        if work.hidden.is_some() {
            continue;
        }
        let shown: Vec<StoryId> = site
            .config
            .languages
            .iter()
            .map(|language| site.version_id(WorkId(index), language))
            .collect();
        let versions = work.versions.iter().filter(|version| shown.contains(version));
        documents.extend(versions.map(|story| Document { story: *story, work: WorkId(index) }));
    }
    documents
}

/// A part of a text that counts in its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// The title.
    Title,
    /// The name of the enterprise.
    Enterprise,
    /// The names of its municipalities.
    Municipality,
    /// The names of its topics.
    Topic,
    /// The summary.
    Summary,
    /// The names of its sub-regions.
    Region,
    /// The names of its target groups.
    TargetGroup,
    /// Its headings.
    Heading,
    /// Organisations that took part.
    Partner,
    /// What its figures measure.
    Outcome,
    /// Everything else.
    Text,
}

/// Gives every part of a text with its field. People are no field: a name that an author writes in
/// the text is read there, and what `people:` says of them is nobody's to search.
pub(super) fn fields<'a>(site: &'a Site, document: Document, see: &mut dyn FnMut(Field, &'a str)) {
    let story = site.story(document.story);
    see(Field::Title, &story.title);
    see(Field::Summary, &story.summary);
    for heading in &story.body.headings {
        see(Field::Heading, &heading.text);
    }
    if let Some(enterprise) = &story.enterprise {
        see(Field::Enterprise, &enterprise.name);
        if let Some(network) = &enterprise.network {
            see(Field::Partner, &network.name);
        }
        for area in &enterprise.business_areas {
            let term = site.vocabulary.term(List::BusinessAreas, *area);
            label(site, &term.label, &mut |text| see(Field::Topic, text));
        }
    }
    for municipality in &story.municipalities {
        see(Field::Municipality, &site.territory.municipalities[municipality.0].name);
    }
    for region in &site.work(document.work).regions {
        see(Field::Region, &site.territory.regions[region.0].name);
    }
    terms(site, story, see);
    see(Field::Text, &story.body.text);
}

fn terms<'a>(site: &'a Site, story: &'a Story, see: &mut dyn FnMut(Field, &'a str)) {
    for topic in &story.topics {
        let term = site.vocabulary.term(List::Topics, *topic);
        label(site, &term.label, &mut |text| see(Field::Topic, text));
    }
    for group in &story.target_groups {
        let term = site.vocabulary.term(List::TargetGroups, *group);
        label(site, &term.label, &mut |text| see(Field::TargetGroup, text));
    }
    for partner in &story.partners {
        see(Field::Partner, &partner.name);
    }
    for outcome in &story.outcomes {
        let term = site.vocabulary.term(List::Indicators, outcome.indicator);
        label(site, &term.label, &mut |text| see(Field::Outcome, text));
    }
}

/// A word of the vocabulary in every language of the site: who asks for *procurement* gets the
/// Swedish stories about it too, which have no English version.
fn label<'a>(site: &'a Site, label: &'a Localized, see: &mut dyn FnMut(&'a str)) {
    let mut seen: Vec<&str> = Vec::new();
    for language in &site.config.languages {
        let text = label.get(language);
        if !seen.contains(&text) {
            seen.push(text);
            see(text);
        }
    }
}
