//! Related stories: those that share the rarest words.
//!
//! Two stories are the nearer, the more topics, target groups, business areas and places they
//! share, and a word counts the more the fewer stories have it. Only the [`NEWEST`] stories of
//! each word are looked at, so that the work grows with the number of stories and not with its
//! square.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::model::{Story, Work, WorkId};

/// How many stories of a word are candidates.
const NEWEST: usize = 40;

/// How many related stories a page shows.
const SHOWN: usize = 3;

/// The stories that are related to each, by story.
pub fn related(works: &[Work], stories: &[&Story]) -> Vec<Vec<WorkId>> {
    let words = Words::new(works, stories);
    let mut by_word: BTreeMap<Word, Sharing> = BTreeMap::new();
    for index in 0..works.len() {
        for word in words.of(index) {
            by_word.entry(*word).or_default().add(WorkId(index));
        }
    }
    (0..works.len())
        .into_par_iter()
        .map_init(
            || Scores::new(works.len()),
            |scores, index| nearest(WorkId(index), words.of(index), &by_word, scores),
        )
        .collect()
}

/// The stories that have a word.
#[derive(Default)]
struct Sharing {
    newest: Vec<WorkId>,
    count: u64,
}

impl Sharing {
    /// Stories come newest first.
    fn add(&mut self, id: WorkId) {
        self.count += 1;
        if self.newest.len() < NEWEST {
            self.newest.push(id);
        }
    }

    /// The more stories, the less it says that two have it.
    fn rarity(&self) -> u64 {
        1000 / u64::from((10 + self.count).ilog2())
    }
}

/// What each story has in common with the one that is looked at. Made once a thread, since it has
/// room for all of them.
struct Scores {
    of: Vec<u64>,
    /// Those that have any.
    shared: Vec<WorkId>,
}

impl Scores {
    fn new(works: usize) -> Self {
        Self { of: vec![0; works], shared: Vec::new() }
    }

    fn add(&mut self, id: WorkId, score: u64) {
        let sum = &mut self.of[id.0];
        if *sum == 0 {
            self.shared.push(id);
        }
        *sum += score;
    }

    /// The highest; everything begins from nothing again.
    fn take_best(&mut self) -> Vec<WorkId> {
        let Self { of, shared } = self;
        let by_score = |a: &WorkId, b: &WorkId| of[b.0].cmp(&of[a.0]).then(a.cmp(b));
        let mut best: Vec<WorkId> = Vec::with_capacity(SHOWN + 1);
        for id in shared.iter() {
            let place = best.partition_point(|other| by_score(other, id).is_lt());
            if place < SHOWN {
                best.insert(place, *id);
                best.truncate(SHOWN);
            }
        }
        for id in shared.drain(..) {
            of[id.0] = 0;
        }
        best
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

/// The words of every story, one after the other.
struct Words {
    all: Vec<Word>,
    /// Where the words of each story end.
    ends: Vec<usize>,
}

impl Words {
    fn new(works: &[Work], stories: &[&Story]) -> Self {
        let mut words = Self { all: Vec::new(), ends: Vec::with_capacity(works.len()) };
        for work in works {
            let story = stories[work.versions[0].0];
            let areas = story.enterprise.iter().flat_map(|enterprise| &enterprise.business_areas);
            words.all.extend(story.topics.iter().map(|id| (Kind::Topic, id.0)));
            words.all.extend(story.target_groups.iter().map(|id| (Kind::TargetGroup, id.0)));
            words.all.extend(areas.map(|id| (Kind::BusinessArea, id.0)));
            words.all.extend(story.municipalities.iter().map(|id| (Kind::Municipality, id.0)));
            words.all.extend(work.regions.iter().map(|id| (Kind::Region, id.0)));
            words.ends.push(words.all.len());
        }
        words
    }

    fn of(&self, work: usize) -> &[Word] {
        let start = work.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start..self.ends[work]]
    }
}

/// The stories that share most with `id`; ties go to the newest.
fn nearest(
    id: WorkId,
    words: &[Word],
    by_word: &BTreeMap<Word, Sharing>,
    scores: &mut Scores,
) -> Vec<WorkId> {
    for word in words {
        let Some(sharing) = by_word.get(word) else { continue };
        let score = word.0.weight() * sharing.rarity();
        for other in sharing.newest.iter().filter(|other| **other != id) {
            scores.add(*other, score);
        }
    }
    scores.take_best()
}
