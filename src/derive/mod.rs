//! The files to a site: what belongs together, and whether it holds together.
//!
//! Every walk is over sorted vectors, and none is over pairs of stories.

mod aliases;
mod links;
mod neighbours;
mod related;

pub use neighbours::points;
pub use related::Memory;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::model::{
    EnterpriseFacts, Hidden, MunicipalityFacts, MunicipalityId, Page, RegionFacts, RegionId, Shown,
    Site, SiteTotals, Status, Story, StoryId, TermId, Territory, Work, WorkId,
};
use crate::parse::Parsed;
use crate::sources::{Options, Sources};
use crate::text::Alphabet;

/// Joins what was parsed into a site and checks what crosses files: links, anchors, pictures,
/// former addresses.
#[must_use]
pub fn derive(
    parsed: Parsed,
    sources: &Sources,
    options: &Options,
    memory: &Memory,
) -> (Site, Vec<Diagnostic>) {
    let known = links::Known::new(&parsed.stories);
    let stories = shown_stories(parsed.stories, options);
    let works = works(&stories, &parsed.territory, options);
    let ((regions, municipalities), (topics, target_groups, enterprises)) = rayon::join(
        || {
            let regions = region_facts(&parsed.territory, &works, &stories);
            (regions, municipality_facts(&parsed.territory, &works, &stories))
        },
        || {
            let topics = by_term(&works, &stories, |story| &story.topics);
            let target_groups = by_term(&works, &stories, |story| &story.target_groups);
            let language = parsed.config.language();
            (topics, target_groups, enterprises(&works, &stories, language))
        },
    );
    let mut site = Site {
        regions,
        municipalities,
        topics,
        target_groups,
        enterprises,
        totals: SiteTotals::default(),
        work_of: work_of(&works, stories.len()),
        shown: shown_files(&stories, [&parsed.regions, &parsed.municipalities, &parsed.pages]),
        config: parsed.config,
        territory: parsed.territory,
        vocabulary: parsed.vocabulary,
        stories,
        works,
        region_texts: parsed.regions,
        municipality_texts: parsed.municipalities,
        pages: parsed.pages,
    };
    site.totals = totals(&site);
    order_within_regions(&mut site);
    related::relate(&mut site, memory);
    let mut remarks = links::check(&site, &parsed.targets, &known, sources);
    remarks.extend(aliases::check(&site));
    (site, remarks)
}

/// Why a text is not public on the day of the build; `None` for a public one.
fn hidden(story: &Story, options: &Options) -> Option<Hidden> {
    match story.status {
        Status::Draft => Some(Hidden::Draft),
        Status::Review => Some(Hidden::Review),
        Status::Published if story.published.is_some_and(|day| day > options.today) => {
            Some(Hidden::Future)
        }
        Status::Published | Status::Withdrawn => None,
    }
}

/// The texts that this build shows, by id with the original first. When the original is
/// withdrawn, its translations go with it.
fn shown_stories(mut stories: Vec<Arc<Story>>, options: &Options) -> Vec<Arc<Story>> {
    let mut gone: BTreeSet<String> = BTreeSet::new();
    let mut last: Option<String> = None;
    for story in &stories {
        let original = last.as_ref() != Some(&story.id);
        let away = story.status == Status::Withdrawn
            || (!options.drafts && hidden(story, options).is_some());
        if original && away {
            gone.insert(story.id.clone());
        }
        last = Some(story.id.clone());
    }
    stories.retain(|story| {
        story.status != Status::Withdrawn
            && !gone.contains(&story.id)
            && (options.drafts || hidden(story, options).is_none())
    });
    stories
}

/// Groups texts by id and sorts the groups: newest first, then by id.
fn works(stories: &[Arc<Story>], territory: &Territory, options: &Options) -> Vec<Work> {
    let mut works: Vec<Work> = Vec::new();
    for (index, story) in stories.iter().enumerate() {
        match works.last_mut() {
            Some(work) if stories[work.versions[0].0].id == story.id => {
                work.versions.push(StoryId(index));
            }
            _ => works.push(Work {
                versions: vec![StoryId(index)],
                fictional: story.fictional,
                hidden: hidden(story, options),
                regions: regions_of(story, territory),
                related: Vec::new(),
                previous: None,
                next: None,
            }),
        }
    }
    works.par_sort_by(|a, b| {
        let (a, b) = (&stories[a.versions[0].0], &stories[b.versions[0].0]);
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
    stories: &'a [Arc<Story>],
) -> impl Iterator<Item = (WorkId, &'a Work, &'a Story)> {
    works.iter().enumerate().map(|(i, work)| (WorkId(i), work, &*stories[work.versions[0].0]))
}

fn region_facts(territory: &Territory, works: &[Work], stories: &[Arc<Story>]) -> Vec<RegionFacts> {
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
    stories: &[Arc<Story>],
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
fn by_term(
    works: &[Work],
    stories: &[Arc<Story>],
    terms: fn(&Story) -> &[TermId],
) -> Vec<Vec<WorkId>> {
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
fn enterprises(works: &[Work], stories: &[Arc<Story>], language: &str) -> Vec<EnterpriseFacts> {
    let mut by_id: BTreeMap<&str, EnterpriseFacts> = BTreeMap::new();
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
    enterprises.sort_by_cached_key(|enterprise| alphabet.key(&enterprise.name));
    enterprises
}

fn shown_files(
    stories: &[Arc<Story>],
    [regions, municipalities, pages]: [&[Page]; 3],
) -> BTreeMap<Arc<str>, Shown> {
    let mut shown = BTreeMap::new();
    for (index, story) in stories.iter().enumerate() {
        shown.insert(Arc::clone(&story.file), Shown::Story(StoryId(index)));
    }
    let mut add = |texts: &[Page], kind: fn(usize) -> Shown| {
        for (index, text) in texts.iter().enumerate() {
            shown.insert(Arc::clone(&text.file), kind(index));
        }
    };
    add(regions, Shown::Region);
    add(municipalities, Shown::Municipality);
    add(pages, Shown::Page);
    shown
}

fn totals(site: &Site) -> SiteTotals {
    let counts = |works: &[WorkId]| works.iter().any(|id| site.work(*id).counts());
    SiteTotals {
        stories: site.works.iter().filter(|work| work.counts()).count(),
        enterprises: site.enterprises.iter().filter(|facts| counts(&facts.works)).count(),
        municipalities: site.municipalities.iter().filter(|facts| facts.stories > 0).count(),
    }
}

/// Gives each story its neighbours in time within its first sub-region.
fn order_within_regions(site: &mut Site) {
    let mut newest: Vec<Option<WorkId>> = vec![None; site.regions.len()];
    for index in 0..site.works.len() {
        let Some(region) = site.works[index].regions.first().copied() else { continue };
        let newer = newest[region.0].replace(WorkId(index));
        site.works[index].next = newer;
        if let Some(newer) = newer {
            site.works[newer.0].previous = Some(WorkId(index));
        }
    }
}
