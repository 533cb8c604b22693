//! The whole site as a graph: what belongs together, derived from the files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{
    MunicipalityId, Page, RegionId, SiteConfig, Story, StoryId, TermId, Territory, Vocabulary,
    WorkId,
};

/// Everything that pages are made from.
#[derive(Debug)]
pub struct Site {
    /// The site's own settings.
    pub config: Arc<SiteConfig>,
    /// Sub-regions and municipalities.
    pub territory: Arc<Territory>,
    /// Words.
    pub vocabulary: Arc<Vocabulary>,
    /// Every text that is shown: by id, the original first.
    pub stories: Vec<Arc<Story>>,
    /// Pictures that are not published, because somebody in them has withdrawn.
    pub removed: BTreeSet<Arc<str>>,
    /// Introductions of sub-regions.
    pub region_texts: Vec<Page>,
    /// Introductions of municipalities.
    pub municipality_texts: Vec<Page>,
    /// Pages.
    pub pages: Vec<Page>,
    /// What belongs together.
    pub graph: Arc<Graph>,
}

/// What belongs together, whatever the texts say.
#[derive(Debug)]
pub struct Graph {
    /// Every story in all its languages, newest first.
    pub works: Vec<Work>,
    /// The story that each text belongs to, in the order of [`Site::stories`].
    pub work_of: Vec<WorkId>,
    /// What each sub-region holds, in the order of the territory.
    pub regions: Vec<RegionFacts>,
    /// What each municipality holds, in the order of the territory.
    pub municipalities: Vec<MunicipalityFacts>,
    /// Stories of each topic.
    pub topics: Vec<Vec<WorkId>>,
    /// Stories of each target group.
    pub target_groups: Vec<Vec<WorkId>>,
    /// Enterprises in alphabetical order.
    pub enterprises: Vec<EnterpriseFacts>,
    /// Numbers of real stories.
    pub totals: SiteTotals,
    /// Source file of every text that is shown, and what it became.
    pub shown: BTreeMap<Arc<str>, Shown>,
}

/// What a source file became.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A story.
    Story(StoryId),
    /// The introduction of a sub-region, in `Site::region_texts`.
    Region(usize),
    /// The introduction of a municipality, in `Site::municipality_texts`.
    Municipality(usize),
    /// A page, in `Site::pages`.
    Page(usize),
}

/// A story in all its languages.
#[derive(Clone, Debug)]
pub struct Work {
    /// Its texts, the original first.
    pub versions: Vec<StoryId>,
    /// Whether it is made up.
    pub fictional: bool,
    /// Why it is not public yet.
    pub hidden: Option<Hidden>,
    /// Sub-regions of its municipalities, each once.
    pub regions: Vec<RegionId>,
    /// Up to three related stories, the nearest first.
    pub related: Vec<WorkId>,
    /// The next older story in its first sub-region.
    pub previous: Option<WorkId>,
    /// The next newer story in its first sub-region.
    pub next: Option<WorkId>,
}

impl Work {
    /// Whether it counts: a real story that is public.
    #[must_use]
    pub fn counts(&self) -> bool {
        !self.fictional && self.hidden.is_none()
    }
}

/// Why a story is shown only on request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// Being written.
    Draft,
    /// Waiting for a check.
    Review,
    /// Its day has not come.
    Future,
}

/// What a sub-region holds.
#[derive(Clone, Debug, Default)]
pub struct RegionFacts {
    /// Its municipalities in alphabetical order.
    pub municipalities: Vec<MunicipalityId>,
    /// Its stories, newest first.
    pub works: Vec<WorkId>,
    /// Real stories.
    pub stories: usize,
    /// Municipalities with a real story.
    pub covered: usize,
    /// The topics of its stories, and how many of them each has.
    pub topics: BTreeMap<TermId, usize>,
}

/// What a municipality holds.
#[derive(Clone, Debug, Default)]
pub struct MunicipalityFacts {
    /// Its stories, newest first.
    pub works: Vec<WorkId>,
    /// Real stories.
    pub stories: usize,
    /// Made-up stories.
    pub fictional: usize,
    /// Municipalities that share a border with it, in alphabetical order.
    pub neighbours: Vec<MunicipalityId>,
}

/// An enterprise that stories tell of.
#[derive(Clone, Debug)]
pub struct EnterpriseFacts {
    /// Its name in addresses.
    pub id: String,
    /// Its name, as the newest story writes it.
    pub name: String,
    /// Its stories, newest first.
    pub works: Vec<WorkId>,
}

/// Numbers of real, public stories. People are never summed: stories overlap and differ in year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SiteTotals {
    /// Stories.
    pub stories: usize,
    /// Enterprises.
    pub enterprises: usize,
    /// Municipalities.
    pub municipalities: usize,
}

impl Site {
    /// A story in all its languages.
    #[must_use]
    pub fn work(&self, id: WorkId) -> &Work {
        &self.graph.works[id.0]
    }

    /// A text.
    #[must_use]
    pub fn story(&self, id: StoryId) -> &Story {
        &self.stories[id.0]
    }

    /// The text of a story that readers of `language` get: in their language, else the original.
    #[must_use]
    pub fn version(&self, id: WorkId, language: &str) -> &Story {
        self.story(self.version_id(id, language))
    }

    /// The id of the text that [`Self::version`] gives.
    #[must_use]
    pub fn version_id(&self, id: WorkId, language: &str) -> StoryId {
        let versions = &self.work(id).versions;
        let fitting = versions.iter().find(|version| self.story(**version).language == language);
        *fitting.unwrap_or(&versions[0])
    }

    /// The first text of a story, which holds its facts.
    #[must_use]
    pub fn original(&self, id: WorkId) -> &Story {
        self.story(self.work(id).versions[0])
    }

    /// Stories of each word of a list that has pages.
    #[must_use]
    pub fn works_of(&self, topics_or_groups: crate::schema::List, term: TermId) -> &[WorkId] {
        let lists = match topics_or_groups {
            crate::schema::List::TargetGroups => &self.graph.target_groups,
            _ => &self.graph.topics,
        };
        lists.get(term.0).map_or(&[], Vec::as_slice)
    }
}
