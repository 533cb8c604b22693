//! What belongs together: made of the front matter of all stories and of the territory, so that it
//! stays what it is while the text of a story is written.
//!
//! Every walk is over sorted vectors, and none is over pairs of stories.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use indexmap::IndexMap;
use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxBuildHasher;

use super::{neighbours, related};
use crate::model::{
    EnterpriseFacts, Graph, MunicipalityFacts, MunicipalityId, RegionFacts, RegionId, Shown,
    SiteConfig, SiteTotals, Status, Story, StoryId, TermId, Territory, Work, WorkId,
};
use crate::text::Alphabet;

/// All that a graph is made from.
#[derive(Debug)]
pub struct Input {
    /// Every text that could be read, by id with the original first.
    pub stories: Arc<[Arc<Story>]>,
    /// Source files of the introductions to sub-regions and to municipalities, and of the pages.
    pub files: [Vec<Arc<str>>; 3],
    /// The site's own settings.
    pub config: Arc<SiteConfig>,
    /// Sub-regions and municipalities.
    pub territory: Arc<Territory>,
    /// Which stories are shown.
    pub day: Day,
}

/// Which stories are shown: see [`crate::sources::Options`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day of the build.
    pub today: Date,
    /// Whether stories are shown that are not public on that day.
    pub drafts: bool,
}

impl Input {
    /// Whether the same graph is made from both.
    fn is_like(&self, other: &Self) -> bool {
        let Self { stories, files, config, territory, day } = self;
        let alike = |(a, b): (&Arc<Story>, &Arc<Story>)| Arc::ptr_eq(a, b) || a.has_facts_of(b);
        // Settings that were read again are taken for others, even if they say the same.
        Arc::ptr_eq(config, &other.config)
            && Arc::ptr_eq(territory, &other.territory)
            && *day == other.day
            && *files == other.files
            && stories.len() == other.stories.len()
            && stories.iter().zip(&*other.stories).all(alike)
    }
}

/// A graph, and the texts that it is about.
#[derive(Debug)]
struct Made {
    graph: Arc<Graph>,
    /// The places of the texts that are shown, in [`Input::stories`].
    shown: Vec<usize>,
}

/// The graph that was made before, and from what.
#[derive(Debug, Default)]
pub struct Memory(Mutex<Option<(Input, Made)>>);

impl Memory {
    /// The texts that are shown, and the graph of them: the one made before, if it was made from
    /// the same.
    pub fn graph(&self, input: Input) -> (Vec<Arc<Story>>, Arc<Graph>) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let made = match held.take() {
            Some((before, made)) if before.is_like(&input) => made,
            _ => make(&input),
        };
        let shown = made.shown.iter().map(|place| Arc::clone(&input.stories[*place])).collect();
        let graph = Arc::clone(&made.graph);
        *held = Some((input, made));
        (shown, graph)
    }
}

fn make(input: &Input) -> Made {
    let Input { stories: all, files, config, territory, day } = input;
    let shown = shown_stories(all, *day);
    let stories: Vec<&Story> = shown.iter().map(|place| &*all[*place]).collect();
    let mut works = works(&stories, territory, *day);
    let (((regions, municipalities), related), (topics, target_groups, enterprises)) = rayon::join(
        || {
            let regions = region_facts(territory, &works, &stories);
            let municipalities = municipality_facts(territory, &works, &stories);
            ((regions, municipalities), related::related(&works, &stories))
        },
        || {
            let topics = by_term(&works, &stories, |story| &story.topics);
            let target_groups = by_term(&works, &stories, |story| &story.target_groups);
            (topics, target_groups, enterprises(&works, &stories, config.language()))
        },
    );
    for (work, related) in works.iter_mut().zip(related) {
        work.related = related;
    }
    order_within_regions(&mut works, regions.len());
    let graph = Graph {
        totals: totals(&works, &enterprises, &municipalities),
        work_of: work_of(&works, stories.len()),
        shown: shown_files(&stories, files),
        works,
        regions,
        municipalities,
        topics,
        target_groups,
        enterprises,
    };
    Made { graph: Arc::new(graph), shown }
}

/// The places of the texts that are shown. When the original is withdrawn, its translations go with
/// it.
fn shown_stories(stories: &[Arc<Story>], day: Day) -> Vec<usize> {
    let mut shown = Vec::with_capacity(stories.len());
    let mut start = 0;
    for texts in stories.chunk_by(|a, b| a.id == b.id) {
        let away = |story: &Story| {
            story.status == Status::Withdrawn || (!day.drafts && story.hidden(day.today).is_some())
        };
        if !away(&texts[0]) {
            let places = (start..).zip(texts).filter(|(_, story)| !away(story));
            shown.extend(places.map(|(place, _)| place));
        }
        start += texts.len();
    }
    shown
}

/// Groups texts by id and sorts the groups: newest first, then by id.
fn works(stories: &[&Story], territory: &Territory, day: Day) -> Vec<Work> {
    let mut works: Vec<Work> = Vec::new();
    for (index, story) in stories.iter().enumerate() {
        match works.last_mut() {
            Some(work) if stories[work.versions[0].0].id == story.id => {
                work.versions.push(StoryId(index));
            }
            _ => works.push(Work {
                versions: vec![StoryId(index)],
                fictional: story.fictional,
                hidden: story.hidden(day.today),
                regions: regions_of(story, territory),
                related: Vec::new(),
                previous: None,
                next: None,
            }),
        }
    }
    works.par_sort_by(|a, b| {
        let (a, b) = (stories[a.versions[0].0], stories[b.versions[0].0]);
        b.published.cmp(&a.published).then_with(|| a.id.cmp(&b.id))
    });
    works
}

fn work_of(works: &[Work], stories: usize) -> Vec<WorkId> {
    let mut work_of = vec![WorkId(0); stories];
    for (index, work) in works.iter().enumerate() {
        for version in &work.versions {
            work_of[version.0] = WorkId(index);
        }
    }
    work_of
}

fn regions_of(story: &Story, territory: &Territory) -> Vec<RegionId> {
    let mut regions: Vec<RegionId> = Vec::new();
    for municipality in &story.municipalities {
        let region = territory.municipalities[municipality.0].region;
        if !regions.contains(&region) {
            regions.push(region);
        }
    }
    regions
}

/// Every story with its facts, newest first.
fn with_facts<'a>(
    works: &'a [Work],
    stories: &'a [&'a Story],
) -> impl Iterator<Item = (WorkId, &'a Work, &'a Story)> {
    works.iter().enumerate().map(|(i, work)| (WorkId(i), work, stories[work.versions[0].0]))
}

fn region_facts(territory: &Territory, works: &[Work], stories: &[&Story]) -> Vec<RegionFacts> {
    let mut facts = vec![RegionFacts::default(); territory.regions.len()];
    for (index, municipality) in territory.municipalities.iter().enumerate() {
        facts[municipality.region.0].municipalities.push(MunicipalityId(index));
    }
    let mut covered: BTreeSet<MunicipalityId> = BTreeSet::new();
    for (id, work, story) in with_facts(works, stories) {
        for region in &work.regions {
            let facts = &mut facts[region.0];
            facts.works.push(id);
            facts.stories += usize::from(work.counts());
            for topic in &story.topics {
                *facts.topics.entry(*topic).or_default() += 1;
            }
        }
        if work.counts() {
            covered.extend(&story.municipalities);
        }
    }
    for municipality in covered {
        facts[territory.municipalities[municipality.0].region.0].covered += 1;
    }
    facts
}

fn municipality_facts(
    territory: &Territory,
    works: &[Work],
    stories: &[&Story],
) -> Vec<MunicipalityFacts> {
    let mut facts: Vec<MunicipalityFacts> = neighbours::neighbours(territory)
        .into_iter()
        .map(|neighbours| MunicipalityFacts { neighbours, ..MunicipalityFacts::default() })
        .collect();
    for (id, work, story) in with_facts(works, stories) {
        for municipality in &story.municipalities {
            facts[municipality.0].works.push(id);
            facts[municipality.0].stories += usize::from(work.counts());
            facts[municipality.0].fictional += usize::from(work.fictional);
        }
    }
    facts
}

/// Stories of each word that stories use; words after the last used one have no entry.
fn by_term(works: &[Work], stories: &[&Story], terms: fn(&Story) -> &[TermId]) -> Vec<Vec<WorkId>> {
    let mut lists: Vec<Vec<WorkId>> = Vec::new();
    for (id, _, story) in with_facts(works, stories) {
        for term in terms(story) {
            if lists.len() <= term.0 {
                lists.resize(term.0 + 1, Vec::new());
            }
            lists[term.0].push(id);
        }
    }
    lists
}

/// Enterprises are the same when their names give the same address.
fn enterprises(works: &[Work], stories: &[&Story], language: &str) -> Vec<EnterpriseFacts> {
    let mut by_id: IndexMap<&str, EnterpriseFacts, FxBuildHasher> = IndexMap::default();
    for (id, _, story) in with_facts(works, stories) {
        let Some(enterprise) = &story.enterprise else { continue };
        by_id
            .entry(&enterprise.id)
            .or_insert_with(|| EnterpriseFacts {
                id: enterprise.id.clone(),
                name: enterprise.name.clone(),
                works: Vec::new(),
            })
            .works
            .push(id);
    }
    let alphabet = Alphabet::new(language);
    let mut enterprises: Vec<EnterpriseFacts> = by_id.into_values().collect();
    enterprises.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    enterprises.sort_by_cached_key(|enterprise| alphabet.key(&enterprise.name));
    enterprises
}

fn shown_files(stories: &[&Story], files: &[Vec<Arc<str>>; 3]) -> BTreeMap<Arc<str>, Shown> {
    let kinds: [fn(usize) -> Shown; 3] = [Shown::Region, Shown::Municipality, Shown::Page];
    let others = files.iter().zip(kinds).flat_map(|(files, kind)| {
        files.iter().enumerate().map(move |(index, file)| (Arc::clone(file), kind(index)))
    });
    let story =
        |(index, story): (usize, &&Story)| (Arc::clone(&story.file), Shown::Story(StoryId(index)));
    stories.iter().enumerate().map(story).chain(others).collect()
}

fn totals(
    works: &[Work],
    enterprises: &[EnterpriseFacts],
    municipalities: &[MunicipalityFacts],
) -> SiteTotals {
    let counts = |ids: &[WorkId]| ids.iter().any(|id| works[id.0].counts());
    SiteTotals {
        stories: works.iter().filter(|work| work.counts()).count(),
        enterprises: enterprises.iter().filter(|facts| counts(&facts.works)).count(),
        municipalities: municipalities.iter().filter(|facts| facts.stories > 0).count(),
    }
}

/// Gives each story its neighbours in time within its first sub-region.
fn order_within_regions(works: &mut [Work], regions: usize) {
    let mut newest: Vec<Option<WorkId>> = vec![None; regions];
    for index in 0..works.len() {
        let Some(region) = works[index].regions.first().copied() else { continue };
        let newer = newest[region.0].replace(WorkId(index));
        works[index].next = newer;
        if let Some(newer) = newer {
            works[newer.0].previous = Some(WorkId(index));
        }
    }
}
