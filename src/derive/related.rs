//! Related stories: those that share the rarest words.
//!
//! Two stories are the nearer, the more topics, target groups, business areas and places they
//! share, and a word counts the more the fewer stories have it. Only the [`NEWEST`] stories of
//! each word are looked at, so that the work grows with the number of stories and not with its
//! square.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::model::{Site, Story, WorkId};

/// How many stories of a word are candidates.
const NEWEST: usize = 40;

/// How many related stories a page shows.
const SHOWN: usize = 3;

/// Fills in [`crate::model::Work::related`].
pub fn relate(site: &mut Site) {
    let words = words(site);
    let mut by_word: BTreeMap<Word, Vec<WorkId>> = BTreeMap::new();
    for (index, words) in words.iter().enumerate() {
        for word in words {
            by_word.entry(*word).or_default().push(WorkId(index));
        }
    }
    let related: Vec<Vec<WorkId>> = words
        .par_iter()
        .enumerate()
        .map(|(index, words)| nearest(WorkId(index), words, &by_word))
        .collect();
    for (work, related) in site.works.iter_mut().zip(related) {
        work.related = related;
    }
}

/// Something two stories can share: its kind and its number.
type Word = (Kind, usize);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Topic,
    TargetGroup,
    BusinessArea,
    Municipality,
    Region,
}

impl Kind {
    /// What is shared matters more than where it happened.
    fn weight(self) -> u64 {
        match self {
            Kind::Topic => 6,
            Kind::TargetGroup => 3,
            Kind::BusinessArea => 4,
            Kind::Municipality => 2,
            Kind::Region => 1,
        }
    }
}

/// The words of every story, by story.
fn words(site: &Site) -> Vec<Vec<Word>> {
    site.works
        .iter()
        .map(|work| {
            let story: &Story = site.story(work.versions[0]);
            let areas = story.enterprise.iter().flat_map(|enterprise| &enterprise.business_areas);
            let topics = story.topics.iter().map(|id| (Kind::Topic, id.0));
            topics
                .chain(story.target_groups.iter().map(|id| (Kind::TargetGroup, id.0)))
                .chain(areas.map(|id| (Kind::BusinessArea, id.0)))
                .chain(story.municipalities.iter().map(|id| (Kind::Municipality, id.0)))
                .chain(work.regions.iter().map(|id| (Kind::Region, id.0)))
                .collect()
        })
        .collect()
}

/// The stories that share most with `id`; ties go to the newest.
fn nearest(id: WorkId, words: &[Word], by_word: &BTreeMap<Word, Vec<WorkId>>) -> Vec<WorkId> {
    let mut scores: BTreeMap<WorkId, u64> = BTreeMap::new();
    for word in words {
        let Some(works) = by_word.get(word) else { continue };
        let rarity = 1000 / (10 + works.len() as u64).ilog2() as u64;
        for other in works.iter().take(NEWEST).filter(|other| **other != id) {
            *scores.entry(*other).or_default() += word.0.weight() * rarity;
        }
    }
    let mut scores: Vec<(WorkId, u64)> = scores.into_iter().collect();
    scores.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    scores.into_iter().take(SHOWN).map(|(id, _)| id).collect()
}
