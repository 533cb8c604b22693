//! What every page has: title, address, breadcrumb, other languages.

use std::collections::BTreeMap;

use super::map_page::column;
use crate::model::{Story, StoryId};
use crate::render::data::json_ld;
use crate::render::edition::{Edition, html_language, phone_link};
use crate::render::sheet::{Sheet, Terms, canonical_path, elsewhere, main, path};
use crate::render::social::{self, Subject};
use crate::render::view::{
    Alternate, ContactView, Crumb, MenuItem, PageView, SiteView, SocialImage,
};
use crate::route::{self, Route, TableOrder, pages};
use crate::schema::List;

/// A page's place in the site.
pub struct Frame {
    /// What it shows.
    pub sheet: Sheet,
    /// Its path.
    pub path: String,
    /// What leads from it to the top.
    pub root: String,
}

impl Frame {
    /// The place of a page.
    pub fn new(edition: &Edition, sheet: Sheet) -> Self {
        let path = path(edition, sheet);
        let root = route::root(&path);
        Self { sheet, path, root }
    }
}

/// What is the same for every page of a language.
pub fn site_view(edition: &Edition, assets: &BTreeMap<String, String>) -> SiteView {
    let (site, strings, places) = (edition.site, edition.strings, &edition.places);
    let config = &site.config;
    let item = |section, key: &str, route| MenuItem {
        section,
        label: strings.get(key).to_owned(),
        path: places.path(route),
    };
    let mut footer = vec![
        item("contact", "menu.contact", Route::Page(pages::CONTACT)),
        item("privacy", "menu.privacy", Route::Privacy),
        item("accessibility", "menu.accessibility", Route::Accessibility),
    ];
    let base = html_language(&edition.language);
    let about = site.pages.iter().find(|page| page.id == pages::ABOUT && page.language == base);
    if about.is_some() {
        footer.insert(0, item("about", "menu.about", Route::Page(pages::ABOUT)));
    }
    SiteView {
        title: config.title.get(&edition.language).to_owned(),
        tagline: config.tagline.get(&edition.language).to_owned(),
        description: config.description.get(&edition.language).to_owned(),
        territory: site.territory.name.get(&edition.language).to_owned(),
        publisher: config.publisher.name.clone(),
        contact: ContactView {
            name: config.contact.name.get(&edition.language).to_owned(),
            email: config.contact.email.clone(),
            phone: config.contact.phone.clone(),
            phone_link: config.contact.phone.as_deref().map(phone_link),
        },
        menu: vec![
            item("stories", "menu.stories", Route::Stories(1)),
            item("regions", "menu.regions", Route::Regions),
            item("municipalities", "menu.municipalities", Route::Municipalities),
            item("topics", "menu.topics", Route::Topics),
            item("map", "menu.map", Route::Map(TableOrder::Region)),
        ],
        footer,
        home: places.path(Route::Home),
        search: places.path(Route::Search),
        assets: assets.clone(),
        feed: edition.hosted().map(|_| places.path(Route::Feed)),
        copied: edition.copied.map(|day| edition.date(day)),
        has_download: edition.copies.is_some(),
    }
}

/// Title, address and neighbours of a page.
pub fn page_view(edition: &Edition, frame: &Frame) -> PageView {
    let canonical =
        edition.base_url.map(|base| route::canonical(base, &canonical_path(edition, frame.sheet)));
    let breadcrumb = breadcrumb(edition, frame.sheet);
    PageView {
        description: description(edition, frame.sheet),
        language: edition.html_language().to_owned(),
        path: frame.path.clone(),
        root: frame.root.clone(),
        social_image: social_image(edition, frame.sheet),
        section: section(frame.sheet),
        alternates: alternates(edition, frame.sheet),
        json_ld: structured_data(edition, frame, &breadcrumb),
        noindex: is_hidden(edition, frame.sheet),
        form_origin: form_origin(edition, frame.sheet),
        title: title(edition, frame.sheet),
        canonical,
        breadcrumb,
    }
}

/// What tells a page from every other of the site.
fn title(edition: &Edition, sheet: Sheet) -> String {
    let strings = edition.strings;
    let label = own_label(edition, sheet);
    match sheet {
        Sheet::Home => edition.site.config.title.get(&edition.language).to_owned(),
        Sheet::Map(order) if main(sheet) != sheet => {
            let column = strings.get(column(order)).to_lowercase();
            strings.fill("title.sorted", &[("title", &label), ("name", &column)])
        }
        sheet if page_number(sheet) > 1 => {
            let number = page_number(sheet).to_string();
            strings.fill("title.page", &[("title", &label), ("n", &number)])
        }
        _ => label,
    }
}

/// Where the form of the contact page sends.
fn form_origin(edition: &Edition, sheet: Sheet) -> Option<String> {
    let is_contact = match sheet {
        Sheet::Contact => true,
        Sheet::Text(index) => edition.site.pages[index].id == pages::CONTACT,
        _ => false,
    };
    let form = edition.site.config.contact_form.as_ref().filter(|_| is_contact)?;
    Some(form.origin().to_owned())
}

fn page_number(sheet: Sheet) -> usize {
    match sheet {
        Sheet::Stories(page)
        | Sheet::Region(_, page)
        | Sheet::Municipality(_, page)
        | Sheet::Term(_, _, page) => page,
        _ => 1,
    }
}

/// Whether search engines are asked to leave a page out.
pub fn is_hidden(edition: &Edition, sheet: Sheet) -> bool {
    if page_number(sheet) > 1 {
        return true;
    }
    match sheet {
        Sheet::NotFound | Sheet::Alias(..) => true,
        Sheet::Map(order) => order != TableOrder::Region,
        Sheet::Story(id) => {
            let story = edition.site.story(id);
            story.status != crate::model::Status::Published
        }
        _ => false,
    }
}

fn section(sheet: Sheet) -> &'static str {
    match sheet {
        Sheet::Home => "home",
        Sheet::Stories(_) | Sheet::Story(_) => "stories",
        Sheet::Regions | Sheet::Region(..) => "regions",
        Sheet::Municipalities | Sheet::Municipality(..) => "municipalities",
        Sheet::Terms(Terms::Topics) | Sheet::Term(Terms::Topics, ..) => "topics",
        Sheet::Map(_) => "map",
        Sheet::Search => "search",
        Sheet::Privacy => "privacy",
        Sheet::Accessibility => "accessibility",
        Sheet::Contact => "contact",
        Sheet::Terms(_) | Sheet::Term(..) | Sheet::NotFound | Sheet::Alias(..) | Sheet::Text(_) => {
            ""
        }
    }
}

/// What a page is called, in titles and as the last step of its breadcrumb.
pub fn own_label(edition: &Edition, sheet: Sheet) -> String {
    let (site, strings) = (edition.site, edition.strings);
    let language = &edition.language;
    let key = match sheet {
        Sheet::Story(id) => return site.story(id).title.clone(),
        Sheet::Region(id, _) => return site.territory.regions[id.0].name.clone(),
        Sheet::Municipality(id, _) => {
            return site.territory.municipalities[id.0].full_name.get(language).to_owned();
        }
        Sheet::Term(Terms::Topics, index, _) => {
            return site.vocabulary.list(List::Topics)[index].label.get(language).to_owned();
        }
        Sheet::Term(Terms::TargetGroups, index, _) => {
            return site.vocabulary.list(List::TargetGroups)[index].label.get(language).to_owned();
        }
        Sheet::Term(Terms::Enterprises, index, _) => {
            return site.graph.enterprises[index].name.clone();
        }
        Sheet::Text(index) => return site.pages[index].title.clone(),
        Sheet::Alias(work, _) => return site.original(work).title.clone(),
        Sheet::Home => "menu.home",
        Sheet::Stories(_) if !edition.full => "title.easy_read",
        Sheet::Stories(_) => "menu.stories",
        Sheet::Regions => "menu.regions",
        Sheet::Municipalities => "menu.municipalities",
        Sheet::Terms(Terms::Topics) => "menu.topics",
        Sheet::Terms(Terms::TargetGroups) => "menu.target_groups",
        Sheet::Terms(Terms::Enterprises) => "menu.enterprises",
        Sheet::Map(_) => "menu.map",
        Sheet::Search => "menu.search",
        Sheet::Privacy => "menu.privacy",
        Sheet::Accessibility => "menu.accessibility",
        Sheet::Contact => "menu.contact",
        Sheet::NotFound => "title.not_found",
    };
    strings.get(key).to_owned()
}

fn breadcrumb(edition: &Edition, sheet: Sheet) -> Vec<Crumb> {
    if matches!(sheet, Sheet::Home | Sheet::NotFound | Sheet::Alias(..)) {
        return Vec::new();
    }
    let crumb = |key: &str, route| Crumb {
        label: edition.strings.get(key).to_owned(),
        path: Some(edition.places.path(route)),
    };
    let mut steps = vec![crumb("menu.home", Route::Home)];
    match sheet {
        Sheet::Story(_) => steps.push(crumb("menu.stories", Route::Stories(1))),
        Sheet::Region(..) => steps.push(crumb("menu.regions", Route::Regions)),
        Sheet::Municipality(id, _) => {
            let region = edition.site.territory.municipalities[id.0].region;
            let link = edition.region_link(region);
            steps.push(crumb("menu.regions", Route::Regions));
            steps.push(Crumb { label: link.label, path: link.path });
        }
        Sheet::Term(Terms::Topics, ..) => steps.push(crumb("menu.topics", Route::Topics)),
        Sheet::Term(Terms::TargetGroups, ..) => {
            steps.push(crumb("menu.target_groups", Route::TargetGroups));
        }
        Sheet::Term(Terms::Enterprises, ..) => {
            steps.push(crumb("menu.enterprises", Route::Enterprises));
        }
        _ => {}
    }
    steps.push(Crumb { label: own_label(edition, sheet), path: None });
    steps
}

/// For search engines: plain text.
fn description(edition: &Edition, sheet: Sheet) -> String {
    let (site, strings) = (edition.site, edition.strings);
    let about = |key: &str| strings.fill(key, &[("name", &own_label(edition, sheet))]);
    match sheet {
        Sheet::Story(id) => story_summary(site.story(id)).to_owned(),
        Sheet::Region(..) | Sheet::Municipality(..) => about("description.place"),
        Sheet::Term(..) => about("description.term"),
        Sheet::Text(index) => {
            let page = &site.pages[index];
            page.summary.clone().unwrap_or_else(|| page.body.excerpt.clone())
        }
        Sheet::Alias(work, _) => story_summary(site.original(work)).to_owned(),
        Sheet::Privacy => about("description.privacy"),
        Sheet::Accessibility => about("description.accessibility"),
        _ => site.config.description.get(&edition.language).to_owned(),
    }
}

/// A story's summary, or the beginning of its text in a draft without one.
pub fn story_summary(story: &Story) -> &str {
    if story.summary.is_empty() { &story.body.excerpt } else { &story.summary }
}

/// The picture that others show beside a link: never one of the story's own, see [`social`].
fn social_image(edition: &Edition, sheet: Sheet) -> Option<SocialImage> {
    match sheet {
        Sheet::Story(id) => social::image(edition, Subject::Story(id)),
        Sheet::Alias(..) => None,
        _ => social::image(edition, Subject::Site),
    }
}

/// The picture that search engines may show with a story: its own, as the page shows it, or else its
/// card. They come back and take away what the page no longer shows, which those who keep a shared
/// picture do not.
fn article_image(edition: &Edition, id: StoryId) -> Option<String> {
    let own = edition.site.story(id).images.first().and_then(|image| edition.picture(image));
    match own {
        Some(picture) => Some(format!("{}{}", edition.base_url?, picture.path)),
        None => Some(social::image(edition, Subject::Story(id))?.url),
    }
}

/// The same page in other languages.
pub fn alternates(edition: &Edition, sheet: Sheet) -> Vec<Alternate> {
    let site = edition.site;
    let alternate = |language: &str, path: String, canonical: &str| Alternate {
        language: language.to_owned(),
        label: edition.strings.get(&format!("language.{language}")).to_owned(),
        canonical: edition.base_url.map(|base| route::canonical(base, canonical)),
        path,
    };
    if let Sheet::Story(id) = sheet {
        let path = |story: &Story| edition.story_path(story);
        return versions(edition, id)
            .map(|story| alternate(&story.language, path(story), &path(story)))
            .collect();
    }
    let others = site.config.languages.iter().filter(|tag| **tag != edition.language);
    others
        .filter_map(|tag| {
            let addresses = edition.all.get(tag)?;
            let path = elsewhere(edition, sheet, tag, addresses)?;
            let canonical = elsewhere(edition, main(sheet), tag, addresses)?;
            Some(alternate(tag, path, &canonical))
        })
        .collect()
}

/// The other texts of a story.
fn versions<'a>(edition: &Edition<'a>, id: StoryId) -> impl Iterator<Item = &'a Story> {
    let site = edition.site;
    let versions = &site.work(site.graph.work_of[id.0]).versions;
    versions.iter().filter(move |version| **version != id).map(|version| site.story(*version))
}

fn structured_data(edition: &Edition, frame: &Frame, breadcrumb: &[Crumb]) -> Vec<String> {
    let mut data = Vec::new();
    let address = |path: &String| edition.base_url.map(|base| route::canonical(base, path));
    let steps: Vec<(&str, Option<String>)> = breadcrumb
        .iter()
        .map(|crumb| (crumb.label.as_str(), crumb.path.as_ref().and_then(address)))
        .collect();
    if !steps.is_empty() {
        let steps: Vec<_> = steps.iter().map(|(label, url)| (*label, url.as_deref())).collect();
        data.push(json_ld::breadcrumbs(&steps));
    }
    let publisher = &edition.site.config.publisher;
    match frame.sheet {
        Sheet::Home => data.push(json_ld::organization(&json_ld::Organization {
            name: &publisher.name,
            url: publisher.website.as_deref(),
            email: Some(&edition.site.config.contact.email),
            founded: None,
        })),
        Sheet::Story(id) => data.push(article(edition, frame, id)),
        _ => {}
    }
    data
}

fn article(edition: &Edition, frame: &Frame, id: StoryId) -> String {
    let site = edition.site;
    let story = site.story(id);
    let url = edition.base_url.map(|base| route::canonical(base, &frame.path));
    let topics = story.topics.iter().map(|id| site.vocabulary.term(List::Topics, *id));
    json_ld::article(&json_ld::Article {
        title: &story.title,
        summary: story_summary(story),
        language: edition.html_language(),
        url: url.as_deref(),
        image: article_image(edition, id).as_deref(),
        published: story.published,
        updated: story.updated,
        publisher: &site.config.publisher.name,
        about: story.enterprise.as_ref().map(|enterprise| enterprise.name.as_str()),
        places: story
            .municipalities
            .iter()
            .map(|id| site.territory.municipalities[id.0].name.as_str())
            .collect(),
        keywords: topics.map(|term| term.label.get(&edition.language)).collect(),
    })
}
