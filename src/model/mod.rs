//! The domain on one page: what a site is about, complete and checked.
//!
//! Values of these types exist only when they are right: relations are ids into the sorted
//! vectors of [`Territory`] and [`Vocabulary`], and no `Option` means "not yet".

mod body;
mod config;
mod register;
mod site;

pub use body::{Body, Heading, Insert, Inserted, LinkTarget, Picture, PictureFile, PictureSize};
pub use config::{
    Accessibility, Allowance, Basis, Conformance, Contact, ContactForm, EmailHandling, Fault, Goal,
    Party, Privacy, Publisher, PublisherKind, Purpose, Recipient, SiteConfig,
};

pub use register::{register_name, register_path};
pub use site::{
    EnterpriseFacts, Graph, Hidden, MunicipalityFacts, RegionFacts, Shown, Site, SiteTotals, Work,
};

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::personal::sensitive::Lexicon;
use crate::schema::List;

/// A text in one or several languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Localized {
    /// Language tag to text.
    pub texts: BTreeMap<String, String>,
    /// What readers of another language get: the text in the site's own language, else the first.
    pub fallback: String,
}

impl Localized {
    /// The same text for every language.
    #[must_use]
    pub fn same(text: &str) -> Self {
        Self { texts: BTreeMap::new(), fallback: text.to_owned() }
    }

    /// The text for readers of `language`; `sv-simple` reads what `sv` reads.
    #[must_use]
    pub fn get(&self, language: &str) -> &str {
        let base = language.split('-').next().unwrap_or(language);
        self.texts.get(language).or_else(|| self.texts.get(base)).unwrap_or(&self.fallback)
    }
}

macro_rules! ids {
    ($($name:ident of $what:literal;)*) => {$(
        #[doc = concat!("The place of ", $what, " in its sorted vector.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(pub usize);
    )*};
}

ids! {
    RegionId of "a sub-region";
    MunicipalityId of "a municipality";
    TermId of "a word in its list of the vocabulary";
    StoryId of "a text of a story";
    WorkId of "a story in all its languages";
}

/// The sub-regions and municipalities of `territory.yaml`.
#[derive(Clone, Debug)]
pub struct Territory {
    /// The territory as a whole.
    pub name: Localized,
    /// The map's frame, where there is a map.
    pub map: Option<MapFrame>,
    /// In the order of the file.
    pub regions: Vec<Region>,
    /// In the alphabetical order of the site's language.
    pub municipalities: Vec<Municipality>,
    /// Municipalities elsewhere, for error messages: name and county.
    pub outside: Vec<(String, String)>,
}

/// Size and origin of the map.
#[derive(Clone, Debug)]
pub struct MapFrame {
    /// In units of the outlines.
    pub width: u32,
    /// In units of the outlines.
    pub height: u32,
    /// Where the outlines come from.
    pub credit: Option<Localized>,
}

/// A sub-region.
#[derive(Clone, Debug)]
pub struct Region {
    /// Its name in addresses.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A municipality.
#[derive(Clone, Debug)]
pub struct Municipality {
    /// The statistical office's code, as `1497`.
    pub code: String,
    /// The name alone, as `Hjo`.
    pub name: String,
    /// The name with the word municipality, as `Hjo kommun`.
    pub full_name: Localized,
    /// Its name in addresses.
    pub id: String,
    /// The sub-region it lies in.
    pub region: RegionId,
    /// Whether the work has chosen it.
    pub focus: bool,
    /// Where its label stands on the map, in units of the outlines.
    pub label: Option<(i64, i64)>,
    /// Its outline as an SVG path.
    pub path: Option<String>,
}

/// The words of `vocabulary.yaml`.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Each list in the order of the file.
    pub lists: BTreeMap<List, Vec<Term>>,
    /// What the groups of sensitive words are about, in the order of the file.
    pub sensitive: Vec<Sensitive>,
    /// The sensitive words; their groups are places in `sensitive`.
    pub lexicon: Lexicon,
}

/// What a group of sensitive words is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sensitive {
    /// In a word or two, such as health.
    pub label: Localized,
    /// Whether it is crime, of which nothing may be said about a person (GDPR, Article 10).
    pub crime: bool,
}

impl Vocabulary {
    /// The words of a list, in the order of the file.
    #[must_use]
    pub fn list(&self, list: List) -> &[Term] {
        self.lists.get(&list).map_or(&[], Vec::as_slice)
    }

    /// A word by its id.
    #[must_use]
    pub fn term(&self, list: List, id: TermId) -> &Term {
        &self.list(list)[id.0]
    }
}

/// A word of the vocabulary.
#[derive(Clone, Debug)]
pub struct Term {
    /// What stories write.
    pub key: String,
    /// Its name in addresses: the key with hyphens.
    pub id: String,
    /// What readers see.
    pub label: Localized,
    /// A sentence on what it means.
    pub help: Option<Localized>,
    /// How values are written (indicators).
    pub unit: Unit,
    /// Whether a figure found so is marked as a calculation (methods).
    pub calculated: bool,
}

/// How a value is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// 12.
    #[default]
    Count,
    /// 1 200 000 kr.
    Sek,
    /// 72 %.
    Percent,
    /// 3,5.
    Ratio,
}

/// Where a story stands on its way to readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Being written.
    Draft,
    /// Written, waiting for a check.
    Review,
    /// For everybody, from its day on.
    Published,
    /// For nobody any more.
    Withdrawn,
}

/// One story in one language.
#[derive(Clone, Debug)]
pub struct Story {
    /// Its name in addresses, the same in every language.
    pub id: String,
    /// BCP 47 tag.
    pub language: String,
    /// The file it was read from, as `content/stories/x.md`.
    pub file: Arc<str>,
    /// Title.
    pub title: String,
    /// Summary; empty in some drafts.
    pub summary: String,
    /// Status.
    pub status: Status,
    /// First day shown.
    pub published: Option<Date>,
    /// Last important change.
    pub updated: Option<Date>,
    /// Last day the facts were checked.
    pub verified: Option<Date>,
    /// Where it happened: at least one.
    pub municipalities: Vec<MunicipalityId>,
    /// Whether it is made up: marked, and left out of counts, map and open data.
    pub fictional: bool,
    /// The enterprise it is about.
    pub enterprise: Option<Enterprise>,
    /// What it is about.
    pub topics: Vec<TermId>,
    /// Whom the enterprise is for.
    pub target_groups: Vec<TermId>,
    /// Organisations that took part.
    pub partners: Vec<Partner>,
    /// Figures.
    pub outcomes: Vec<Outcome>,
    /// People named or shown, with their legal basis.
    pub people: Vec<Person>,
    /// Pictures listed in the front matter that are shown.
    pub images: Vec<Image>,
    /// Those of them that are not shown, because somebody in them has withdrawn.
    pub removed: Vec<Image>,
    /// Former addresses.
    pub aliases: Vec<Alias>,
    /// The text.
    pub body: Body,
}

impl Story {
    /// Why the text is not public on a day; none for a public one, and for one that is withdrawn.
    #[must_use]
    pub fn hidden(&self, today: Date) -> Option<Hidden> {
        match self.status {
            Status::Draft => Some(Hidden::Draft),
            Status::Review => Some(Hidden::Review),
            Status::Published if self.published.is_some_and(|first| first > today) => {
                Some(Hidden::Future)
            }
            Status::Published | Status::Withdrawn => None,
        }
    }

    /// Pictures listed in the front matter, shown or not.
    pub fn listed(&self) -> impl Iterator<Item = &Image> {
        self.images.iter().chain(&self.removed)
    }

    /// Whether the two have the same front matter: they differ at most in what their texts say.
    #[must_use]
    pub fn has_facts_of(&self, other: &Self) -> bool {
        // Taken apart, so that a new field cannot be forgotten.
        let Self {
            id,
            language,
            file,
            title,
            summary,
            status,
            published,
            updated,
            verified,
            municipalities,
            fictional,
            enterprise,
            topics,
            target_groups,
            partners,
            outcomes,
            people,
            images,
            removed,
            aliases,
            body: _,
        } = self;
        *id == other.id
            && *language == other.language
            && *file == other.file
            && *title == other.title
            && *summary == other.summary
            && *status == other.status
            && *published == other.published
            && *updated == other.updated
            && *verified == other.verified
            && *municipalities == other.municipalities
            && *fictional == other.fictional
            && *enterprise == other.enterprise
            && *topics == other.topics
            && *target_groups == other.target_groups
            && *partners == other.partners
            && *outcomes == other.outcomes
            && *people == other.people
            && *images == other.images
            && *removed == other.removed
            && *aliases == other.aliases
    }
}

/// A former address of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// Without the slash at either end.
    pub address: String,
    /// Where it stands in the source file.
    pub span: Range<usize>,
}

/// The enterprise a story is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enterprise {
    /// Its name.
    pub name: String,
    /// Its name in addresses.
    pub id: String,
    /// Legal form.
    pub legal_form: Option<TermId>,
    /// Ten digits with a hyphen.
    pub org_number: Option<String>,
    /// Year.
    pub founded: Option<i64>,
    /// Number of employees.
    pub employees: Option<i64>,
    /// Web address.
    pub website: Option<String>,
    /// Whether it still operates.
    pub status: Option<EnterpriseStatus>,
    /// What it does.
    pub business_areas: Vec<TermId>,
    /// The network it belongs to.
    pub network: Option<Network>,
}

/// Whether an enterprise still operates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnterpriseStatus {
    /// Operating.
    Active,
    /// Closed.
    Closed,
    /// Merged into another.
    Merged,
    /// Not known.
    Unknown,
}

/// A network of enterprises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// What kind.
    pub kind: NetworkKind,
    /// Its name.
    pub name: String,
}

/// Kinds of network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NetworkKind {
    /// Enterprises that own something together.
    Consortium,
    /// A way of working that is passed on.
    Franchise,
    /// A company that sells for several.
    SalesCompany,
    /// A parent organisation.
    Umbrella,
}

/// An organisation that took part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// Its name.
    pub name: String,
    /// What it did.
    pub role: Option<String>,
    /// Web address.
    pub website: Option<String>,
}

/// A figure with its period, method and source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What it measures.
    pub indicator: TermId,
    /// The figure.
    pub value: Value,
    /// When.
    pub period: Period,
    /// How it was found.
    pub method: TermId,
    /// Where it stands; always there in a published story.
    pub source: Option<Source>,
    /// What a reader must know.
    pub note: Option<String>,
}

/// A figure or a range, in thousandths so that it is exact and has an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// One figure.
    Exact(Thousandths),
    /// From, to.
    Range(Thousandths, Thousandths),
}

/// A decimal number with three decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Thousandths(pub i64);

/// A day or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// A year.
    Year(i16),
    /// A day.
    Day(Date),
}

/// When a figure holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// First moment.
    pub from: Moment,
    /// Last moment; none when the period is one moment.
    pub to: Option<Moment>,
}

/// Where a figure stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What it is called.
    pub label: String,
    /// Where it can be read.
    pub url: Option<String>,
    /// Its date, or the day it was read.
    pub date: Option<Date>,
}

/// A person named or shown. Only name and role ever reach the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// As readers see it.
    pub name: String,
    /// Shown beside the name.
    pub role: String,
    /// Why the person may be shown.
    pub basis: Option<Basis>,
    /// Where the consent, or what was weighed, is kept.
    pub record: Option<String>,
    /// First day it holds.
    pub given: Option<Date>,
    /// Last day it holds.
    pub expires: Option<Date>,
    /// What it covers; none when that is not said.
    pub covers: Option<Vec<Cover>>,
    /// The day somebody weighed that the basis holds.
    pub reviewed: Option<Date>,
    /// The day the person withdrew.
    pub withdrawn: Option<Date>,
    /// The key in the register of people.
    pub reference: Option<String>,
    /// Where the entry stands in the story's file.
    pub span: Range<usize>,
}

impl Person {
    /// Whether the basis covers something: it covers everything when it does not say what.
    #[must_use]
    pub fn allows(&self, what: Cover) -> bool {
        self.covers.as_ref().is_none_or(|covers| covers.contains(&what))
    }

    /// Whether `people` of a picture means this person: by name, or by the key in the register.
    #[must_use]
    pub fn goes_by(&self, name: &str) -> bool {
        self.name == name || self.reference.as_deref() == Some(name)
    }

    /// Whether readers see the name; if not, they see the role alone.
    #[must_use]
    pub fn is_named(&self) -> bool {
        self.withdrawn.is_none() && self.allows(Cover::Name)
    }
}

/// What of a person may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cover {
    /// The name.
    Name,
    /// Pictures.
    Photo,
    /// What the person said.
    Quote,
}

impl Cover {
    /// What authors write.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Photo => "photo",
            Self::Quote => "quote",
        }
    }
}

/// A picture listed in the front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// The source file, as `content/stories/x/bild.jpg`.
    pub file: Arc<str>,
    /// Where its name stands in the story's file.
    pub span: Range<usize>,
    /// What it shows; empty when it is decorative.
    pub alt: String,
    /// Shown below it.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    /// Names of the people shown; none when nobody has said who is.
    pub people: Option<Vec<String>>,
}

/// A text beside the stories: an introduction or a page.
#[derive(Clone, Debug)]
pub struct Page {
    /// What it is named after: a region, a municipality, or the page's own name.
    pub id: String,
    /// BCP 47 tag.
    pub language: String,
    /// The file it was read from.
    pub file: Arc<str>,
    /// Title; an introduction takes the name of what it introduces.
    pub title: String,
    /// Summary.
    pub summary: Option<String>,
    /// Last change.
    pub updated: Option<Date>,
    /// Support for social enterprises (introductions).
    pub office: Office,
    /// The text.
    pub body: Body,
}

/// Who supports social enterprises in a place.
#[derive(Clone, Debug, Default)]
pub struct Office {
    /// Name.
    pub name: Option<String>,
    /// Web address.
    pub website: Option<String>,
    /// E-mail address of the organisation.
    pub email: Option<String>,
    /// Telephone number of the organisation.
    pub phone: Option<String>,
}
