//! Addresses: the only code that knows where a page lies.
//!
//! A path is relative to the top of the site, has forward slashes and ends in a file name, so
//! that it works from a folder on disk as well as from a host.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What a page or file of the site is; the number is a page of a list, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route<'a> {
    /// The home page.
    Home,
    /// All stories.
    Stories(usize),
    /// A story.
    Story(&'a str),
    /// The sub-regions.
    Regions,
    /// A sub-region.
    Region(&'a str, usize),
    /// All municipalities.
    Municipalities,
    /// A municipality.
    Municipality(&'a str, usize),
    /// All topics.
    Topics,
    /// A topic.
    Topic(&'a str, usize),
    /// All target groups.
    TargetGroups,
    /// A target group.
    TargetGroup(&'a str, usize),
    /// All enterprises.
    Enterprises,
    /// An enterprise.
    Enterprise(&'a str, usize),
    /// Search.
    Search,
    /// The coverage map, with its table in an order.
    Map(TableOrder),
    /// The privacy page.
    Privacy,
    /// The accessibility statement.
    Accessibility,
    /// About, contact, or a page of the site's own.
    Page(&'a str),
    /// The page for an address that does not exist.
    NotFound,
    /// The Atom feed.
    Feed,
    /// Open data.
    StoriesJson,
    /// Open data.
    StoriesCsv,
    /// The picture that others show beside a link to a story: its id, and the digest of the picture.
    StoryCard(&'a str, &'a str),
    /// The one that they show beside a link to any other page: its digest.
    SiteCard(&'a str),
    /// The copy for reading without a network: its name.
    Copy(&'a str),
}

/// What the table of the coverage map is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableOrder {
    /// Sub-region, then name: the page of the map itself.
    Region,
    /// Name.
    Municipality,
    /// Number of examples, the most first.
    Examples,
    /// Municipalities in focus first.
    Focus,
}

/// The words of addresses in one language.
struct Segments {
    stories: &'static str,
    regions: &'static str,
    municipalities: &'static str,
    topics: &'static str,
    target_groups: &'static str,
    enterprises: &'static str,
    search: &'static str,
    map: &'static str,
    by_municipality: &'static str,
    by_examples: &'static str,
    by_focus: &'static str,
    privacy: &'static str,
    accessibility: &'static str,
    about: &'static str,
    contact: &'static str,
    page: &'static str,
    share: &'static str,
    copy: &'static str,
    parameters: Parameters,
}

/// What the address of a search says, beside `q`, the words: `?q=ord&kommun=hjo`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameters {
    /// Ids of sub-regions.
    pub region: &'static str,
    /// Ids of municipalities.
    pub municipality: &'static str,
    /// Ids of topics.
    pub topic: &'static str,
    /// Ids of target groups.
    pub target_group: &'static str,
    /// Ids of legal forms.
    pub legal_form: &'static str,
    /// Years.
    pub year: &'static str,
    /// `0` when the reader wants no key that leads to the field.
    pub shortcut: &'static str,
}

const SWEDISH: Segments = Segments {
    stories: "berattelser",
    regions: "delregioner",
    municipalities: "kommuner",
    topics: "amnen",
    target_groups: "malgrupper",
    enterprises: "foretag",
    search: "sok",
    map: "karta",
    by_municipality: "kommun",
    by_examples: "exempel",
    by_focus: "fokus",
    privacy: "integritet",
    accessibility: "tillganglighet",
    about: "om",
    contact: "kontakt",
    page: "sida",
    share: "delning",
    copy: "kopia",
    parameters: Parameters {
        region: "delregion",
        municipality: "kommun",
        topic: "amne",
        target_group: "malgrupp",
        legal_form: "form",
        year: "ar",
        shortcut: "genvag",
    },
};

const ENGLISH: Segments = Segments {
    stories: "stories",
    regions: "regions",
    municipalities: "municipalities",
    topics: "topics",
    target_groups: "target-groups",
    enterprises: "enterprises",
    search: "search",
    map: "map",
    by_municipality: "municipality",
    by_examples: "examples",
    by_focus: "focus",
    privacy: "privacy",
    accessibility: "accessibility",
    about: "about",
    contact: "contact",
    page: "page",
    share: "share",
    copy: "copy",
    parameters: Parameters {
        region: "region",
        municipality: "municipality",
        topic: "topic",
        target_group: "group",
        legal_form: "form",
        year: "year",
        shortcut: "shortcut",
    },
};

/// The pages whose names Förebild knows: `content/pages/NAME.md`.
pub mod pages {
    /// What the site is and who makes it.
    pub const ABOUT: &str = "om";
    /// Where readers turn.
    pub const CONTACT: &str = "kontakt";
    /// Text added to the privacy page.
    pub const PRIVACY: &str = "integritet";
    /// Text added to the accessibility statement.
    pub const ACCESSIBILITY: &str = "tillganglighet";
}

impl TableOrder {
    /// Every order, in the order of the table's columns.
    pub const ALL: [Self; 4] = [Self::Municipality, Self::Region, Self::Examples, Self::Focus];
}

impl<'a> Route<'a> {
    /// The page that `content/pages/ID.md` stands for or adds its text to.
    #[must_use]
    pub fn of_page(id: &'a str) -> Self {
        match id {
            pages::PRIVACY => Route::Privacy,
            pages::ACCESSIBILITY => Route::Accessibility,
            id => Route::Page(id),
        }
    }
}

/// The addresses of one language of a site.
pub struct Addresses {
    prefix: String,
    segments: &'static Segments,
}

impl Addresses {
    /// The addresses of `language` in a site whose own language is `main`: that one stands at
    /// the top, another in a folder of its own, easy-read Swedish in `lattlast/`.
    #[must_use]
    pub fn new(language: &str, main: &str) -> Self {
        let prefix = match language {
            language if language == main => String::new(),
            "sv-simple" => "lattlast/".to_owned(),
            language => format!("{}/", language.to_ascii_lowercase()),
        };
        let segments = match language.split('-').next() {
            Some("sv") => &SWEDISH,
            _ => &ENGLISH,
        };
        Self { prefix, segments }
    }

    /// What the address of a search says in this language.
    #[must_use]
    pub fn parameters(&self) -> Parameters {
        self.segments.parameters
    }

    /// Where `route` lies.
    #[must_use]
    pub fn path(&self, route: Route) -> String {
        let s = self.segments;
        let (folder, name, page) = match route {
            Route::Home => return format!("{}index.html", self.prefix),
            Route::NotFound => return format!("{}404.html", self.prefix),
            Route::Feed => return format!("{}feed.xml", self.prefix),
            Route::StoriesJson => return "data/stories.json".to_owned(),
            Route::StoriesCsv => return "data/stories.csv".to_owned(),
            Route::StoryCard(id, digest) => {
                return format!("{}{}/{id}/{}-{digest}.png", self.prefix, s.stories, s.share);
            }
            Route::SiteCard(digest) => {
                return format!("{}{}/{}-{digest}.png", self.prefix, s.stories, s.share);
            }
            Route::Copy(name) => return format!("{}{}/{name}", self.prefix, s.copy),
            Route::Page(pages::ABOUT) => (s.about, "", 1),
            Route::Page(pages::CONTACT) => (s.contact, "", 1),
            Route::Page(id) => (id, "", 1),
            Route::Stories(page) => (s.stories, "", page),
            Route::Story(id) => (s.stories, id, 1),
            Route::Regions => (s.regions, "", 1),
            Route::Region(id, page) => (s.regions, id, page),
            Route::Municipalities => (s.municipalities, "", 1),
            Route::Municipality(id, page) => (s.municipalities, id, page),
            Route::Topics => (s.topics, "", 1),
            Route::Topic(id, page) => (s.topics, id, page),
            Route::TargetGroups => (s.target_groups, "", 1),
            Route::TargetGroup(id, page) => (s.target_groups, id, page),
            Route::Enterprises => (s.enterprises, "", 1),
            Route::Enterprise(id, page) => (s.enterprises, id, page),
            Route::Search => (s.search, "", 1),
            Route::Map(TableOrder::Region) => (s.map, "", 1),
            Route::Map(TableOrder::Municipality) => (s.map, s.by_municipality, 1),
            Route::Map(TableOrder::Examples) => (s.map, s.by_examples, 1),
            Route::Map(TableOrder::Focus) => (s.map, s.by_focus, 1),
            Route::Privacy => (s.privacy, "", 1),
            Route::Accessibility => (s.accessibility, "", 1),
        };
        let slash = if name.is_empty() { "" } else { "/" };
        let prefix = &self.prefix;
        if page > 1 {
            let word = s.page;
            format!("{prefix}{folder}{slash}{name}/{word}/{page}/index.html")
        } else {
            format!("{prefix}{folder}{slash}{name}/index.html")
        }
    }
}

/// Where a former address `/a/b/` leads from, given without the slash at either end.
#[must_use]
pub fn alias(address: &str) -> String {
    if address.ends_with(".html") { address.to_owned() } else { format!("{address}/index.html") }
}

/// Whether the picture that others show beside a link lies at `path`, whatever its digest.
#[must_use]
pub fn is_card(path: &str) -> bool {
    let Some((folder, name)) = path.rsplit_once('/') else { return false };
    [&SWEDISH, &ENGLISH].into_iter().any(|segments| {
        let digest = name.strip_prefix(segments.share).and_then(|rest| rest.strip_prefix('-'));
        let digest = digest.and_then(|rest| rest.strip_suffix(".png"));
        let is_digest =
            |text: &str| text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        // Of a story, or of the site.
        let mut among = folder.rsplit('/').take(2);
        digest.is_some_and(is_digest) && among.any(|part| part == segments.stories)
    })
}

/// What leads from the page at `path` to the top of the site.
#[must_use]
pub fn root(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// The full address of `path` on a host, where `index.html` goes without saying.
#[must_use]
pub fn canonical(base_url: &str, path: &str) -> String {
    let path = path.strip_suffix("index.html").unwrap_or(path);
    format!("{base_url}{path}")
}

/// Everything that has a meaning in a fragment or path is percent-encoded.
const UNSAFE: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`');

/// `text` as part of an address.
#[must_use]
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, UNSAFE).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        let sv = Addresses::new("sv", "sv");
        let en = Addresses::new("en", "sv");
        let simple = Addresses::new("sv-simple", "sv");
        for (addresses, route, path) in [
            (&sv, Route::Home, "index.html"),
            (&en, Route::Home, "en/index.html"),
            (&sv, Route::Stories(1), "berattelser/index.html"),
            (&sv, Route::Stories(3), "berattelser/sida/3/index.html"),
            (&sv, Route::Story("hjo"), "berattelser/hjo/index.html"),
            (&en, Route::Story("hjo"), "en/stories/hjo/index.html"),
            (&simple, Route::Story("hjo"), "lattlast/berattelser/hjo/index.html"),
            (&sv, Route::Region("skaraborg", 2), "delregioner/skaraborg/sida/2/index.html"),
            (&en, Route::Page(pages::ABOUT), "en/about/index.html"),
            (&sv, Route::Page("press"), "press/index.html"),
            (&sv, Route::Map(TableOrder::Region), "karta/index.html"),
            (&sv, Route::Map(TableOrder::Focus), "karta/fokus/index.html"),
            (&en, Route::Map(TableOrder::Examples), "en/map/examples/index.html"),
            (&sv, Route::NotFound, "404.html"),
            (&sv, Route::StoryCard("hjo", "1a2b3c4d"), "berattelser/hjo/delning-1a2b3c4d.png"),
            (&en, Route::StoryCard("hjo", "1a2b3c4d"), "en/stories/hjo/share-1a2b3c4d.png"),
            (&sv, Route::Copy("x-2026-11-29.zip"), "kopia/x-2026-11-29.zip"),
            (&simple, Route::SiteCard("1a2b3c4d"), "lattlast/berattelser/delning-1a2b3c4d.png"),
        ] {
            assert_eq!(addresses.path(route), path);
        }
    }

    #[test]
    fn a_card_is_told_from_other_pictures() {
        for (path, expected) in [
            ("berattelser/hjo/delning-1a2b3c4d.png", true),
            ("berattelser/delning-1a2b3c4d.png", true),
            ("en/stories/hjo/share-1a2b3c4d.png", true),
            ("lattlast/berattelser/delning-1a2b3c4d.png", true),
            ("bilder/delning-1a2b3c4d.png", false),
            ("assets/share-1a2b3c4d.png", false),
            ("delning-1a2b3c4d.png", false),
            ("berattelser/hjo/delning-1a2b3c4.png", false),
            ("berattelser/hjo/delning-kim.png", false),
            ("berattelser/hjo/delning-1a2b3c4d.jpg", false),
            ("stories/hjo/delning-1a2b3c4d.png", false),
        ] {
            assert_eq!(is_card(path), expected, "{path}");
        }
    }

    #[test]
    fn roots_and_canonical_addresses() {
        assert_eq!(root("index.html"), "");
        assert_eq!(root("berattelser/hjo/index.html"), "../../");
        assert_eq!(
            canonical("https://example.org/x/", "om/index.html"),
            "https://example.org/x/om/"
        );
        assert_eq!(alias("gammal/adress"), "gammal/adress/index.html");
    }
}
