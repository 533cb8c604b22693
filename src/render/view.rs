//! What templates see: the contract between Förebild and its themes, version 1.
//!
//! Every template gets four names: `site` and `t` (the same for every page of a language),
//! `page` (title, address, breadcrumb), and `view` (what this kind of page shows; the struct is
//! named beside each template below). A path in these structs is relative to the top of the
//! site: a template writes `{{ page.root }}{{ card.path }}`. Texts are plain and escaped by
//! Tera; fields named `html`, `svg`, `mini_map` or `json_ld` hold finished markup: a template
//! writes them with `| safe`.
//! Lists are sorted, dates and numbers are written out in the page's language.
//!
//! | template | `view` |
//! | --- | --- |
//! | `home.html` | [`Home`] |
//! | `stories.html` | [`StoryList`] |
//! | `story.html` | [`StoryPage`] |
//! | `regions.html` | [`RegionList`] |
//! | `region.html` | [`RegionPage`] |
//! | `municipalities.html` | [`MunicipalityList`] |
//! | `municipality.html` | [`MunicipalityPage`] |
//! | `terms.html` (all topics, all target groups, all enterprises) | [`TermList`] |
//! | `term.html` (a topic, a target group, an enterprise) | [`TermPage`] |
//! | `map.html` | [`MapPage`] |
//! | `privacy.html` | [`PrivacyPage`] |
//! | `accessibility.html` | [`AccessibilityPage`] |
//! | `page.html` (about, contact and pages of the site's own) | [`TextPage`] |
//! | `search.html` | [`SearchPage`] |
//! | `404.html` | [`NotFound`] |
//! | `redirect.html` | [`Redirect`] |

use std::collections::BTreeMap;

use serde::Serialize;

/// `site`: the same for every page of a language.
#[derive(Debug, Serialize)]
pub struct SiteView {
    /// The site's name.
    pub title: String,
    /// One sentence on what it is.
    pub tagline: String,
    /// Longer.
    pub description: String,
    /// The territory's name.
    pub territory: String,
    /// Who answers for the site.
    pub publisher: String,
    /// Where readers turn.
    pub contact: ContactView,
    /// The main menu.
    pub menu: Vec<MenuItem>,
    /// The links of the footer: privacy, accessibility, about, contact.
    pub footer: Vec<MenuItem>,
    /// The home page's path.
    pub home: String,
    /// The search page's path.
    pub search: String,
    /// Theme file to path, as `style.css` to `assets/style-1a2b3c4d.css`.
    pub assets: BTreeMap<String, String>,
    /// The feed's path, when the site knows its address.
    pub feed: Option<String>,
    /// The day of this copy, where the pages are those of a copy for reading without a network.
    pub copied: Option<DateView>,
    /// Whether the home page offers such a copy, below `#page-download`.
    pub has_download: bool,
}

/// Where readers turn.
#[derive(Debug, Serialize)]
pub struct ContactView {
    /// A function.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Telephone number as written.
    pub phone: Option<String>,
    /// The number for a `tel:` link.
    pub phone_link: Option<String>,
}

/// An entry of a menu.
#[derive(Debug, Serialize)]
pub struct MenuItem {
    /// Equals `page.section` on the pages it stands for.
    pub section: &'static str,
    /// Its text.
    pub label: String,
    /// Where it goes.
    pub path: String,
}

/// `page`: title, address and neighbours of one page.
#[derive(Debug, Serialize)]
pub struct PageView {
    /// For `<title>`; the template adds the site's name, except on the home page.
    pub title: String,
    /// For search engines, plain text.
    pub description: String,
    /// For `<html lang>`.
    pub language: String,
    /// The page's own path.
    pub path: String,
    /// What leads from the page to the top of the site: `""`, `"../"`, `"../../"`.
    pub root: String,
    /// Full address, when the site knows its own.
    pub canonical: Option<String>,
    /// The picture that others show beside a link to the page, when the site knows its address: a
    /// card of words, never a photo, since what has been shared stays with others when somebody
    /// withdraws. None on a page that only leads on.
    pub social_image: Option<SocialImage>,
    /// Which menu entry is current: `home`, `stories`, `regions`, `municipalities`, `topics`,
    /// `map`, `search`, `about`, `contact`, `privacy`, `accessibility`, or `""`.
    pub section: &'static str,
    /// From the home page down to this one; the last has no path. Empty on the home page.
    pub breadcrumb: Vec<Crumb>,
    /// The same page in other languages.
    pub alternates: Vec<Alternate>,
    /// Structured data for `<script type="application/ld+json">`, safe to write there.
    pub json_ld: Vec<String>,
    /// Whether search engines are asked to leave it out (drafts, 404, redirects, later list pages).
    pub noindex: bool,
    /// Scheme and host that a form of the page sends to, for `form-action` in its policy; only on
    /// a page with such a form.
    pub form_origin: Option<String>,
}

/// The picture that social networks and messages show beside a link.
#[derive(Clone, Debug, Serialize)]
pub struct SocialImage {
    /// Full address of a PNG file.
    pub url: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// The words that stand on it; empty when its font can write none of them.
    pub alt: String,
}

/// A step of the breadcrumb.
#[derive(Clone, Debug, Serialize)]
pub struct Crumb {
    /// Its text.
    pub label: String,
    /// Where it goes.
    pub path: Option<String>,
}

/// A page in another language.
#[derive(Clone, Debug, Serialize)]
pub struct Alternate {
    /// For `hreflang` and `lang`.
    pub language: String,
    /// In its own language: `English`, `Svenska`, `Lättläst svenska`.
    pub label: String,
    /// Its path.
    pub path: String,
    /// Its full address, when the site knows its own.
    pub canonical: Option<String>,
}

/// A text with an optional link.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// Its text.
    pub label: String,
    /// Where it goes, inside the site.
    pub path: Option<String>,
    /// The language of its text, when that is not the page's.
    pub language: Option<String>,
}

/// A day, for readers and for machines.
#[derive(Clone, Debug, Serialize)]
pub struct DateView {
    /// `2026-03-14`.
    pub iso: String,
    /// `14 mars 2026`.
    pub text: String,
}

/// A story in a list.
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    /// Title.
    pub title: String,
    /// Where it is.
    pub path: String,
    /// Its language when that is not the page's, for `lang` and `hreflang`.
    pub language: Option<String>,
    /// `på engelska`, when the language is not the page's.
    pub language_label: Option<String>,
    /// Summary.
    pub summary: String,
    /// Municipalities, as `Hjo` or `Hjo, Skövde`.
    pub place: String,
    /// Id of the first municipality's sub-region.
    pub region: String,
    /// The number of that sub-region's colour and pattern, 1 to 6; 0 without a sub-region.
    pub accent: usize,
    /// Name of that sub-region.
    pub region_name: String,
    /// Name of the enterprise.
    pub enterprise: Option<String>,
    /// First day shown.
    pub date: Option<DateView>,
    /// The first three topics.
    pub topics: Vec<String>,
    /// Its leading picture.
    pub picture: Option<PictureView>,
    /// Whether it is made up: shown with a banner.
    pub fictional: bool,
    /// Whether it is a draft, in review or still in the future: shown with a banner.
    pub draft: bool,
}

/// A picture.
#[derive(Clone, Debug, Serialize)]
pub struct PictureView {
    /// Where the file is, in its largest size and as every program shows it.
    pub path: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// The same picture in all its widths, for `srcset`; empty when it is published in one size.
    pub sizes: Vec<PictureSizeView>,
    /// The same as WebP, for a `<source>` before it.
    pub webp: Vec<PictureSizeView>,
    /// Alternative text; empty when decorative.
    pub alt: String,
    /// Shown below it.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
}

/// A picture in one of several widths.
#[derive(Clone, Debug, Serialize)]
pub struct PictureSizeView {
    /// Where the file is.
    pub path: String,
    /// Pixels.
    pub width: u32,
}

/// Other pages of a list that is cut into pages.
#[derive(Clone, Debug, Serialize)]
pub struct Pagination {
    /// This page's number, from 1.
    pub number: usize,
    /// How many there are.
    pub count: usize,
    /// Pages to link to, with a gap where numbers are left out.
    pub steps: Vec<PageStep>,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

/// A step of a pagination.
#[derive(Clone, Debug, Serialize)]
pub struct PageStep {
    /// The page's number; 0 for a gap.
    pub number: usize,
    /// Where it is.
    pub path: String,
}

/// Numbers of real, published stories.
#[derive(Clone, Debug, Serialize)]
pub struct Totals {
    /// Stories.
    pub stories: usize,
    /// Enterprises they tell of.
    pub enterprises: usize,
    /// Municipalities they cover.
    pub municipalities: usize,
    /// All municipalities.
    pub all_municipalities: usize,
    /// `18 berättelser`.
    pub stories_label: String,
    /// `12 företag`.
    pub enterprises_label: String,
    /// `9 av 49 kommuner`.
    pub municipalities_label: String,
}

/// The home page.
#[derive(Debug, Serialize)]
pub struct Home<'a> {
    /// The coverage map.
    pub map: Option<MapView>,
    /// The sub-regions.
    pub regions: Vec<RegionCard>,
    /// The newest stories, real ones first; at most six.
    pub newest: Vec<&'a Card>,
    /// Path of the list of all stories.
    pub all_stories: String,
    /// What the site holds.
    pub totals: Totals,
    /// Topics with stories, with their counts.
    pub topics: Vec<TermItem>,
    /// The copy for reading without a network, where the site offers it.
    pub download: Option<DownloadView>,
}

/// A file that readers can download.
#[derive(Debug, Serialize)]
pub struct DownloadView {
    /// What to do with it.
    pub text: String,
    /// Where it is.
    pub path: String,
    /// How large it is, as `2,4 MB`.
    pub size: String,
    /// When it was made.
    pub made: DateView,
}

/// A sub-region in a list.
#[derive(Clone, Debug, Serialize)]
pub struct RegionCard {
    /// Id.
    pub id: String,
    /// The number of its colour and pattern, 1 to 6: its place in `territory.yaml`, and from the
    /// beginning again after the sixth.
    pub accent: usize,
    /// Name.
    pub name: String,
    /// Where it is.
    pub path: String,
    /// From its introduction.
    pub summary: Option<String>,
    /// Real stories.
    pub stories: usize,
    /// `5 berättelser`.
    pub stories_label: String,
    /// Municipalities with a real story.
    pub covered: usize,
    /// All its municipalities.
    pub municipalities: usize,
    /// `3 av 15 kommuner har ett exempel`.
    pub coverage_label: String,
    /// `Målet är 2 till 4 kommuner.`, where the site has a goal.
    pub goal_label: Option<String>,
    /// Whether the goal's lower bound is reached.
    pub goal_reached: bool,
    /// The goal as marks, where the site has one of at most 12 municipalities.
    pub goal: Option<GoalView>,
}

/// How far a sub-region has come towards the goal.
#[derive(Clone, Debug, Serialize)]
pub struct GoalView {
    /// One for each municipality up to the goal's upper bound: `done` has an example, `due` is
    /// missing from the lower bound, `room` is above it.
    pub marks: Vec<&'static str>,
}

/// A municipality in a list.
#[derive(Clone, Debug, Serialize)]
pub struct MunicipalityItem {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Where its page is.
    pub path: String,
    /// Id of its sub-region.
    pub region: String,
    /// Name of its sub-region.
    pub region_name: String,
    /// Where the page of its sub-region is.
    pub region_path: String,
    /// The number of its sub-region's colour and pattern, 1 to 6.
    pub accent: usize,
    /// Whether the work has chosen it.
    pub focus: bool,
    /// Real stories.
    pub stories: usize,
    /// Made-up stories.
    pub fictional: usize,
    /// `2 berättelser`, `Inget exempel ännu`, `Bara påhittade exempel`.
    pub label: String,
}

/// The coverage map: finished SVG and what its legend says.
#[derive(Clone, Debug, Serialize)]
pub struct MapView {
    /// The map, with links, labels and patterns; classes only, no inline style.
    pub svg: String,
    /// Steps of the legend.
    pub legend: Vec<LegendStep>,
    /// Which sub-region is lifted, in words, on a map of one.
    pub caption: Option<String>,
    /// Where the outlines come from.
    pub credit: Option<String>,
}

/// A step of the map's legend.
#[derive(Clone, Debug, Serialize)]
pub struct LegendStep {
    /// Class of the outlines it explains: `step-0` to `step-3`, `focus`.
    pub class: &'static str,
    /// A small square with the pattern, as finished SVG.
    pub svg: String,
    /// `Inget exempel ännu`, `1 berättelse`, `2 till 4`, `5 eller fler`.
    pub label: String,
}

/// All stories, a page at a time.
#[derive(Debug, Serialize)]
pub struct StoryList<'a> {
    /// `24 berättelser`.
    pub count_label: String,
    /// The stories of this page.
    pub cards: Vec<&'a Card>,
    /// The other pages.
    pub pagination: Option<Pagination>,
}

/// A story.
#[derive(Debug, Serialize)]
pub struct StoryPage<'a> {
    /// Title.
    pub title: String,
    /// Summary, shown as lead.
    pub summary: String,
    /// The text.
    pub html: String,
    /// Headings of the second level, when there are at least three.
    pub contents: Vec<ContentsItem>,
    /// Its sub-region's id.
    pub region: String,
    /// The number of its sub-region's colour and pattern, 1 to 6.
    pub accent: usize,
    /// The leading picture.
    pub picture: Option<PictureView>,
    /// Other pictures that the text does not show.
    pub gallery: Vec<PictureView>,
    /// The fact box: enterprise, place, topics and so on.
    pub facts: Vec<Fact>,
    /// Figures with their sources.
    pub outcomes: Vec<OutcomeView>,
    /// Charts of indicators with several periods.
    pub charts: Vec<ChartView>,
    /// People named, with their role.
    pub people: Vec<PersonView>,
    /// First day shown.
    pub published: Option<DateView>,
    /// Last important change.
    pub updated: Option<DateView>,
    /// Last day the facts were checked.
    pub verified: Option<DateView>,
    /// `4 minuters läsning`.
    pub reading_time: String,
    /// Where it happened, on a small map.
    pub mini_map: Option<String>,
    /// Up to three related stories.
    pub related: Vec<&'a Card>,
    /// The story before in the same sub-region.
    pub previous: Option<Link>,
    /// The story after in the same sub-region.
    pub next: Option<Link>,
    /// Name and path of the sub-region.
    pub region_link: Link,
    /// Whether it is made up.
    pub fictional: bool,
    /// Why it is not public yet: `draft`, `review`, `future`, or nothing.
    pub draft: Option<&'static str>,
    /// Where to point out a mistake.
    pub report_email: String,
}

/// An entry of the table of contents.
#[derive(Debug, Serialize)]
pub struct ContentsItem {
    /// The heading's text.
    pub label: String,
    /// The heading's id.
    pub anchor: String,
}

/// A row of the fact box.
#[derive(Debug, Serialize)]
pub struct Fact {
    /// What it is, as `enterprise`, `municipality`, `topics`: for icons and styling.
    pub key: &'static str,
    /// What it is, for people.
    pub label: String,
    /// One or several values.
    pub values: Vec<FactValue>,
}

/// A value of the fact box.
#[derive(Debug, Serialize)]
pub struct FactValue {
    /// Its text.
    pub label: String,
    /// A page of this site.
    pub path: Option<String>,
    /// An address elsewhere.
    pub url: Option<String>,
    /// Said after it in smaller type, as a partner's role.
    pub note: Option<String>,
}

/// A figure.
#[derive(Clone, Debug, Serialize)]
pub struct OutcomeView {
    /// What it measures.
    pub indicator: String,
    /// `12`, `10–14`, `1 200 000 kr`, `72 %`.
    pub value: String,
    /// `2025`, `2024–2025`, `14 mars 2026`.
    pub period: String,
    /// How it was found.
    pub method: String,
    /// Whether it is a calculation or estimate: shown with a badge.
    pub calculated: bool,
    /// Where it stands.
    pub source: Option<SourceView>,
    /// What a reader must know.
    pub note: Option<String>,
}

/// Where a figure stands.
#[derive(Clone, Debug, Serialize)]
pub struct SourceView {
    /// Its name.
    pub label: String,
    /// Where it can be read.
    pub url: Option<String>,
    /// Its date.
    pub date: Option<DateView>,
}

/// A chart with its own table in the outcomes.
#[derive(Clone, Debug, Serialize)]
pub struct ChartView {
    /// What it shows.
    pub title: String,
    /// The chart, with title, description and values on it.
    pub svg: String,
}

/// A person: name and role, nothing else.
#[derive(Clone, Debug, Serialize)]
pub struct PersonView {
    /// Name; the role where the name is not to be shown.
    pub name: String,
    /// Role; none where it stands in the place of the name.
    pub role: Option<String>,
}

/// The sub-regions.
#[derive(Debug, Serialize)]
pub struct RegionList {
    /// The sub-regions.
    pub regions: Vec<RegionCard>,
    /// The coverage map.
    pub map: Option<MapView>,
}

/// A sub-region.
#[derive(Debug, Serialize)]
pub struct RegionPage<'a> {
    /// Name, counts and goal.
    pub region: RegionCard,
    /// Its introduction.
    pub html: Option<String>,
    /// Who supports social enterprises there.
    pub office: OfficeView,
    /// Its map.
    pub map: Option<MapView>,
    /// All its municipalities.
    pub municipalities: Vec<MunicipalityItem>,
    /// Those in focus.
    pub focus: Vec<MunicipalityItem>,
    /// The stories of this page.
    pub cards: Vec<&'a Card>,
    /// Further pages of stories.
    pub pagination: Option<Pagination>,
    /// Figures of its stories, with the story each comes from; never summed.
    pub outcomes: Vec<StoryOutcome>,
    /// Topics of its stories, with their counts.
    pub topics: Vec<TermItem>,
}

/// A figure outside its story.
#[derive(Clone, Debug, Serialize)]
pub struct StoryOutcome {
    /// The story.
    pub story: Link,
    /// The figure.
    pub outcome: OutcomeView,
}

/// Who supports social enterprises in a place.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OfficeView {
    /// Name; everything else is empty without it.
    pub name: Option<String>,
    /// Web address.
    pub website: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// The number for a `tel:` link.
    pub phone_link: Option<String>,
}

/// All municipalities.
#[derive(Debug, Serialize)]
pub struct MunicipalityList {
    /// By sub-region.
    pub groups: Vec<MunicipalityGroup>,
    /// What the site holds.
    pub totals: Totals,
}

/// The municipalities of a sub-region.
#[derive(Debug, Serialize)]
pub struct MunicipalityGroup {
    /// The sub-region.
    pub region: RegionCard,
    /// Its municipalities.
    pub municipalities: Vec<MunicipalityItem>,
}

/// A municipality.
#[derive(Debug, Serialize)]
pub struct MunicipalityPage<'a> {
    /// Name, sub-region and counts.
    pub municipality: MunicipalityItem,
    /// With the word municipality.
    pub full_name: String,
    /// The sub-region.
    pub region_link: Link,
    /// Its introduction.
    pub html: Option<String>,
    /// Support there, or else in its sub-region.
    pub office: OfficeView,
    /// Where it lies.
    pub mini_map: Option<String>,
    /// Its stories; empty where there is none yet.
    pub cards: Vec<&'a Card>,
    /// Further pages of stories.
    pub pagination: Option<Pagination>,
    /// Its neighbours.
    pub neighbours: Vec<MunicipalityItem>,
    /// What neighbours have done, where it has no real story itself; at most six.
    pub neighbour_cards: Vec<&'a Card>,
    /// Where to suggest an example.
    pub suggest_email: String,
}

/// A word of the vocabulary, or an enterprise, in a list.
#[derive(Clone, Debug, Serialize)]
pub struct TermItem {
    /// Its name.
    pub label: String,
    /// A sentence on what it means.
    pub help: Option<String>,
    /// Where its page is; none without stories.
    pub path: Option<String>,
    /// Stories, made-up ones included.
    pub stories: usize,
    /// `3 berättelser`.
    pub stories_label: String,
}

/// All topics, all target groups, or all enterprises.
#[derive(Debug, Serialize)]
pub struct TermList {
    /// Heading.
    pub heading: String,
    /// A sentence below it.
    pub lead: String,
    /// Which list: `topics`, `target_groups`, `enterprises`.
    pub list: &'static str,
    /// The entries.
    pub items: Vec<TermItem>,
}

/// A topic, a target group, or an enterprise.
#[derive(Debug, Serialize)]
pub struct TermPage<'a> {
    /// Heading.
    pub heading: String,
    /// `Ämne`, `Målgrupp`, `Företag`.
    pub kind_label: String,
    /// Which list: `topics`, `target_groups`, `enterprises`.
    pub list: &'static str,
    /// A sentence on what it means.
    pub help: Option<String>,
    /// Facts on an enterprise.
    pub facts: Vec<Fact>,
    /// Figures of an enterprise.
    pub outcomes: Vec<StoryOutcome>,
    /// `3 berättelser`.
    pub count_label: String,
    /// The stories of this page.
    pub cards: Vec<&'a Card>,
    /// Further pages.
    pub pagination: Option<Pagination>,
}

/// The coverage map with its equal table.
#[derive(Debug, Serialize)]
pub struct MapPage {
    /// The map.
    pub map: Option<MapView>,
    /// The columns of the table.
    pub columns: Vec<Column>,
    /// Its rows: all municipalities in the order of the page.
    pub rows: Vec<MunicipalityItem>,
    /// BCP 47 tag of the alphabet that the rows follow.
    pub language: String,
    /// What the script of the table says of an order, `{name}` being the column: `ascending`,
    /// `descending`.
    pub words: Vec<ScriptWord>,
    /// The goal in words, where the site has one.
    pub goal: Option<String>,
    /// The sub-regions, with how far each has come.
    pub regions: Vec<RegionCard>,
    /// What the site holds.
    pub totals: Totals,
}

/// A column of the map page's table.
#[derive(Debug, Serialize)]
pub struct Column {
    /// Its heading.
    pub label: String,
    /// The page whose rows are sorted by it.
    pub path: String,
    /// Its own order: `ascending`, or `descending` for numbers.
    pub first: &'static str,
    /// Whether the rows of this page are sorted by it.
    pub current: bool,
}

/// The privacy page.
#[derive(Debug, Serialize)]
pub struct PrivacyPage {
    /// Who answers for the processing.
    pub controller: PartyView,
    /// Data protection officer.
    pub officer: Option<PartyView>,
    /// Purposes with their legal basis.
    pub purposes: Vec<PurposeView>,
    /// Who receives data, and their role.
    pub recipients: Vec<PersonView>,
    /// Transfer outside the EU.
    pub transfer: String,
    /// How long.
    pub retention: String,
    /// Whether giving data is required.
    pub required: String,
    /// Decisions without people.
    pub automated_decisions: String,
    /// People in stories.
    pub people_in_stories: String,
    /// Who answers e-mail.
    pub email_answered_by: String,
    /// How long e-mail is kept.
    pub email_kept: String,
    /// The form on the contact page, where the site has one.
    pub form: Option<FormView>,
    /// Whether an e-mail may become an official document.
    pub public_publisher: bool,
    /// Text of the site's own.
    pub html: Option<String>,
}

/// An organisation or function.
#[derive(Debug, Serialize)]
pub struct PartyView {
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Telephone number.
    pub phone: Option<String>,
    /// The number for a `tel:` link.
    pub phone_link: Option<String>,
    /// Postal address.
    pub address: Option<String>,
}

/// A purpose.
#[derive(Debug, Serialize)]
pub struct PurposeView {
    /// What data is used for.
    pub purpose: String,
    /// Legal basis, with its article.
    pub basis: String,
}

/// The accessibility statement.
#[derive(Debug, Serialize)]
pub struct AccessibilityPage {
    /// `full`, `partial` or `none`.
    pub conformance: &'static str,
    /// Known faults.
    pub faults: Vec<FaultView>,
    /// Day of the assessment.
    pub assessed: DateView,
    /// How.
    pub method: String,
    /// Day of the last change.
    pub updated: DateView,
    /// How to report a fault.
    pub report: String,
    /// Where to complain.
    pub enforcement_url: String,
    /// Who answers for the site.
    pub publisher: String,
    /// Text of the site's own.
    pub html: Option<String>,
}

/// A known fault.
#[derive(Debug, Serialize)]
pub struct FaultView {
    /// What does not work.
    pub what: String,
    /// Why.
    pub why: String,
}

/// A page of text.
#[derive(Debug, Serialize)]
pub struct TextPage {
    /// Which page: `om`, `kontakt` or the file's own name.
    pub id: String,
    /// Heading.
    pub title: String,
    /// The text.
    pub html: String,
    /// Last change.
    pub updated: Option<DateView>,
    /// Publisher and contact, on the contact page.
    pub publisher: Option<PublisherView>,
    /// The form on the contact page, where the site has one.
    pub form: Option<FormView>,
}

/// A form that sends what a reader writes to a service.
#[derive(Debug, Serialize)]
pub struct FormView {
    /// Where it sends.
    pub endpoint: String,
    /// The endpoint's host.
    pub host: String,
    /// Who reads and answers.
    pub recipient: String,
    /// What the address is used for.
    pub purpose: String,
    /// How long it is kept.
    pub kept: String,
    /// Where the privacy page lies.
    pub privacy: String,
}

/// Who answers for the site, in full.
#[derive(Debug, Serialize)]
pub struct PublisherView {
    /// Name.
    pub name: String,
    /// Organisation number.
    pub org_number: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// Web address.
    pub website: Option<String>,
}

/// The search page, and the ways to browse.
#[derive(Debug, Serialize)]
pub struct SearchPage {
    /// What the script of the page needs.
    pub search: SearchView,
    /// Sub-regions.
    pub regions: Vec<RegionCard>,
    /// Topics with stories.
    pub topics: Vec<TermItem>,
    /// Target groups with stories.
    pub target_groups: Vec<TermItem>,
    /// Path of the list of all stories.
    pub all_stories: String,
    /// Path of the list of municipalities.
    pub all_municipalities: String,
}

/// What the script of the search page needs: where the index is, what a reader can choose, and the
/// words it says.
#[derive(Debug, Serialize)]
pub struct SearchView {
    /// Folder of the index, with a slash at its end.
    pub index: String,
    /// Whose texts are looked through: the language of the edition, also where that is a form of
    /// another, as `sv-simple`.
    pub language: String,
    /// Name of the address's parameter that turns the key off which leads to the field.
    pub shortcut: &'static str,
    /// What a reader can narrow a search by.
    pub facets: Vec<FacetView>,
    /// Municipalities that no public story is from.
    pub without: Vec<PlaceWithout>,
    /// What the script says, by name; `{n}` and the like are for the script to fill.
    pub words: Vec<ScriptWord>,
}

/// Something that a script says. A list of them and no map, which templates would give in any order.
#[derive(Debug, Serialize)]
pub struct ScriptWord {
    /// Its name in the script.
    pub name: String,
    /// What it says.
    pub text: String,
}

/// Something that a search can be narrowed by.
#[derive(Debug, Serialize)]
pub struct FacetView {
    /// Its name in the index: `region`, `municipality`, `topic`, `group`, `form`, `year`.
    pub facet: &'static str,
    /// Its name in addresses.
    pub name: &'static str,
    /// Its name for people.
    pub label: String,
    /// The values that public stories have.
    pub values: Vec<FacetOption>,
}

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FacetOption {
    /// Its name in addresses and in the index.
    pub id: String,
    /// Its name for people.
    pub label: String,
}

/// A municipality that no public story is from.
#[derive(Debug, Serialize)]
pub struct PlaceWithout {
    /// Its name.
    pub name: String,
    /// Its page.
    pub path: String,
    /// Ids of its neighbours that have stories, separated by spaces.
    pub neighbours: String,
}

/// The page for an address that does not exist.
#[derive(Debug, Serialize)]
pub struct NotFound {
    /// Ways on.
    pub links: Vec<Link>,
}

/// A former address that leads on.
#[derive(Debug, Serialize)]
pub struct Redirect {
    /// The page it leads to.
    pub target: Link,
}
