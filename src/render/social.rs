//! Cards for sharing: which words stand on the picture that others show beside a link.
//!
//! A card shows no photo and no person. Social networks keep a picture for as long as they like, and
//! nobody could take it back from them when a consent is withdrawn.

use std::sync::Arc;

use super::edition::{Edition, accent};
use super::view::SocialImage;
use crate::model::StoryId;
use crate::route::Route;
use crate::share::{Card, Drawing, Dress, HEIGHT, Label, WIDTH};

/// What a card stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A story.
    Story(StoryId),
    /// Every page that is no story.
    Site,
}

/// What an edition has cards of: nothing when the site does not know its address, since others find
/// a picture by its full one alone, and nothing in a copy, which nobody links to.
pub fn subjects(edition: &Edition) -> Vec<Subject> {
    if edition.hosted().is_none() {
        return Vec::new();
    }
    let own = |id: &StoryId| edition.site.story(*id).language == edition.language;
    let stories = (0..edition.site.stories.len()).map(StoryId).filter(own);
    stories.map(Subject::Story).chain([Subject::Site]).collect()
}

/// A card that can be drawn, and where it lies.
#[derive(Debug)]
pub struct SocialCard {
    /// From the top of the site.
    pub path: String,
    /// What draws it.
    pub drawing: Drawing,
}

/// The card of a subject, which is put together when it is first asked for.
pub fn card<'e>(edition: &'e Edition, subject: Subject) -> &'e Arc<SocialCard> {
    let card = match subject {
        Subject::Story(id) => &edition.story_cards[id.0],
        Subject::Site => &edition.site_card,
    };
    card.get_or_init(|| Arc::new(make(edition, subject)))
}

fn make(edition: &Edition, subject: Subject) -> SocialCard {
    let drawing = match subject {
        Subject::Story(id) => of_story(edition, id),
        Subject::Site => of_site(edition),
    };
    let digest = drawing.digest();
    let route = match subject {
        Subject::Story(id) => Route::StoryCard(&edition.site.story(id).id, &digest),
        Subject::Site => Route::SiteCard(&digest),
    };
    SocialCard { path: edition.addresses.path(route), drawing }
}

/// A card as pages name it; none where there are no cards.
pub fn image(edition: &Edition, subject: Subject) -> Option<SocialImage> {
    let base_url = edition.hosted()?;
    let SocialCard { path, drawing } = &**card(edition, subject);
    let alt = drawing.words.clone();
    Some(SocialImage { url: format!("{base_url}{path}"), width: WIDTH, height: HEIGHT, alt })
}

fn of_story(edition: &Edition, id: StoryId) -> Drawing {
    let (site, strings) = (edition.site, edition.strings);
    let story = site.story(id);
    let work = site.work(site.graph.work_of[id.0]);
    let mut labels = Vec::new();
    if work.hidden.is_some() {
        labels.push((Label::Draft, strings.get("draft_mark")));
    }
    if work.fictional {
        labels.push((Label::Fictional, strings.get("fictional")));
    }
    let region = work.regions[0];
    let mut place = edition.place_names(&story.municipalities);
    let name = &site.territory.regions[region.0].name;
    if *name != place {
        place = format!("{place}, {name}");
    }
    edition.painter.drawing(&Card {
        dress: Dress::Region(accent(region)),
        labels: &labels,
        title: &story.title,
        beside: &place,
        site: site.config.title.get(&edition.language),
    })
}

fn of_site(edition: &Edition) -> Drawing {
    let config = &edition.site.config;
    edition.painter.drawing(&Card {
        dress: Dress::Site,
        labels: &[],
        title: config.title.get(&edition.language),
        beside: config.tagline.get(&edition.language),
        site: edition.site.territory.name.get(&edition.language),
    })
}
