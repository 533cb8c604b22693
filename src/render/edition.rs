//! The site in one language: what every page of that language shares.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use super::copy::Copies;
use super::social::SocialCard;
use super::strings::Strings;
use super::theme::Theme;
use super::view::{Card, DateView, Link, PictureSizeView, PictureView};
use crate::model::{
    Hidden, Image, Moment, MunicipalityId, Period, PictureFile, PictureSize, RegionId, Site, Story,
    Thousandths, Unit, Value, WorkId,
};
use crate::route::{Addresses, Route};
use crate::search::{self, SearchIndex};
use crate::share::{ACCENTS, Painter};

/// Pictures as they are published, by source file.
pub type Pictures = BTreeMap<Arc<str>, PictureFile>;

/// The site in one language.
pub struct Edition<'a> {
    /// The site.
    pub site: &'a Site,
    /// The theme.
    pub theme: &'a Theme,
    /// Templates with `site` and `t` of this language.
    pub templates: tera::Tera,
    /// BCP 47 tag.
    pub language: String,
    /// Whether it has every page, or only the stories written in it (easy-read Swedish).
    pub full: bool,
    /// Words.
    pub strings: &'a Strings,
    /// Addresses of its stories.
    pub addresses: Addresses,
    /// Addresses of places, topics and so on: its own, or those of the language it is a form of.
    pub places: Addresses,
    /// Addresses of every language that the site has stories in.
    pub all: &'a BTreeMap<String, Addresses>,
    /// Pictures.
    pub pictures: &'a Pictures,
    /// Path of the picture that small maps share.
    pub silhouette: Option<String>,
    /// Where the site is hosted, with a slash at its end.
    pub base_url: Option<&'a str>,
    /// The day on which this copy for reading without a network is made; none on the web.
    pub copied: Option<Date>,
    /// What makes the copy that readers can download; none where they cannot.
    pub copies: Option<&'a dyn Copies>,
    /// The search index.
    pub index: &'a OnceLock<SearchIndex>,
    /// Draws cards for sharing.
    pub painter: &'a Painter,
    /// The card for sharing of the site as a whole, when it has been asked for.
    pub site_card: OnceLock<Arc<SocialCard>>,
    /// A card for sharing for every story, by its number, when it has been asked for.
    pub story_cards: Vec<OnceLock<Arc<SocialCard>>>,
    /// A card for every story, in the order of `Site::works`, when it has been asked for.
    pub cards: Vec<OnceLock<Card>>,
}

impl Edition<'_> {
    /// Whether this is the site in its own language.
    #[must_use]
    pub fn is_main(&self) -> bool {
        self.language == self.site.config.language()
    }

    /// Where the site is hosted, when this is what lies there and no copy of it.
    #[must_use]
    pub fn hosted(&self) -> Option<&str> {
        self.base_url.filter(|_| self.copied.is_none())
    }

    /// For `<html lang>`: `sv-simple` is `sv` to a browser.
    #[must_use]
    pub fn html_language(&self) -> &str {
        html_language(&self.language)
    }

    /// Where a text of a story lies, in whatever language it is.
    #[must_use]
    pub fn story_path(&self, story: &Story) -> String {
        let addresses = self.all.get(&story.language).unwrap_or(&self.addresses);
        addresses.path(Route::Story(&story.id))
    }

    /// The text of a story that readers of this edition get.
    #[must_use]
    pub fn story(&self, id: WorkId) -> &Story {
        self.site.version(id, &self.language)
    }

    /// A link to a story.
    #[must_use]
    pub fn story_link(&self, id: WorkId) -> Link {
        let story = self.story(id);
        Link {
            label: story.title.clone(),
            path: Some(self.story_path(story)),
            language: self.foreign(story),
        }
    }

    /// The language of a story, when readers of this edition must be told of it.
    fn foreign(&self, story: &Story) -> Option<String> {
        let foreign = html_language(&story.language) != self.html_language();
        foreign.then(|| story.language.clone())
    }

    /// The cards of some stories.
    #[must_use]
    pub fn cards_of(&self, works: &[WorkId]) -> Vec<&Card> {
        works.iter().map(|id| self.card(*id)).collect()
    }

    /// The card of a story.
    #[must_use]
    pub fn card(&self, id: WorkId) -> &Card {
        self.cards[id.0].get_or_init(|| self.make_card(id))
    }

    /// Folder of the search index, with a slash at its end.
    #[must_use]
    pub fn index_folder(&self) -> &str {
        &self.index.get_or_init(|| search::search(self.site)).folder
    }

    fn make_card(&self, id: WorkId) -> Card {
        let site = self.site;
        let story = self.story(id);
        let work = site.work(id);
        let language = self.foreign(story);
        let region = work.regions.first().map(|region| &site.territory.regions[region.0]);
        let topics = story.topics.iter().take(3);
        Card {
            title: story.title.clone(),
            path: self.story_path(story),
            language_label: language
                .as_ref()
                .map(|own| self.strings.get(&format!("language.in.{own}")).to_owned()),
            language,
            summary: if story.summary.is_empty() {
                story.body.excerpt.clone()
            } else {
                story.summary.clone()
            },
            place: self.place_names(&story.municipalities),
            region: region.map(|region| region.id.clone()).unwrap_or_default(),
            accent: work.regions.first().map_or(0, |region| accent(*region)),
            region_name: region.map(|region| region.name.clone()).unwrap_or_default(),
            enterprise: story.enterprise.as_ref().map(|enterprise| enterprise.name.clone()),
            date: story.published.map(|day| self.date(day)),
            topics: topics
                .map(|id| site.vocabulary.term(crate::schema::List::Topics, *id))
                .map(|term| term.label.get(&self.language).to_owned())
                .collect(),
            picture: story.images.first().and_then(|image| self.picture(image)),
            fictional: work.fictional,
            draft: work.hidden.is_some(),
        }
    }

    /// Municipalities, as `Hjo` or `Hjo, Skövde`.
    #[must_use]
    pub fn place_names(&self, municipalities: &[MunicipalityId]) -> String {
        let names: Vec<&str> = municipalities
            .iter()
            .map(|id| self.site.territory.municipalities[id.0].name.as_str())
            .collect();
        names.join(", ")
    }

    /// A picture of the front matter as it is published.
    #[must_use]
    pub fn picture(&self, image: &Image) -> Option<PictureView> {
        let file = self.pictures.get(&image.file)?;
        Some(PictureView {
            path: file.path.clone(),
            width: file.width,
            height: file.height,
            sizes: sizes(&file.sizes),
            webp: sizes(&file.webp),
            alt: image.alt.clone(),
            caption: image.caption.clone(),
            credit: image.credit.clone(),
        })
    }

    /// A link to a sub-region.
    #[must_use]
    pub fn region_link(&self, id: RegionId) -> Link {
        let region = &self.site.territory.regions[id.0];
        Link {
            label: region.name.clone(),
            path: Some(self.places.path(Route::Region(&region.id, 1))),
            language: None,
        }
    }

    /// A day, for readers and for machines.
    #[must_use]
    pub fn date(&self, day: Date) -> DateView {
        let month = self.strings.get(&format!("month.{}", day.month())).to_owned();
        let (d, year) = (day.day().to_string(), day.year().to_string());
        let text = self.strings.fill("date", &[("day", &d), ("month", &month), ("year", &year)]);
        DateView { iso: day.to_string(), text }
    }

    /// A period: `2025`, `2024–2025`, `14 mars 2026`.
    #[must_use]
    pub fn period(&self, period: Period) -> String {
        let moment = |moment: Moment| match moment {
            Moment::Year(year) => year.to_string(),
            Moment::Day(day) => self.date(day).text,
        };
        match (period.from, period.to) {
            (from, None) => moment(from),
            (from @ Moment::Year(_), Some(to @ Moment::Year(_))) => {
                format!("{}–{}", moment(from), moment(to))
            }
            (from, Some(to)) => format!("{} – {}", moment(from), moment(to)),
        }
    }

    /// A figure with its unit: `12`, `10–14`, `1 200 000 kr`, `72 %`.
    #[must_use]
    pub fn value(&self, value: Value, unit: Unit) -> String {
        let number = match value {
            Value::Exact(number) => self.number(number),
            Value::Range(from, to) => format!("{}–{}", self.number(from), self.number(to)),
        };
        let key = match unit {
            Unit::Count | Unit::Ratio => return number,
            Unit::Sek => "unit.sek",
            Unit::Percent => "unit.percent",
        };
        self.strings.fill(key, &[("n", &number)])
    }

    /// A number with the language's separators and as few decimals as it needs.
    #[must_use]
    pub fn number(&self, Thousandths(number): Thousandths) -> String {
        let sign = if number < 0 { "−" } else { "" };
        let whole = self.strings.whole(number.unsigned_abs() / 1000);
        let decimals = format!("{:03}", number.unsigned_abs() % 1000);
        match decimals.trim_end_matches('0') {
            "" => format!("{sign}{whole}"),
            decimals => format!("{sign}{whole}{}{decimals}", self.strings.get("number.decimal")),
        }
    }

    /// What a template calls a story that is not public yet.
    #[must_use]
    pub fn hidden(&self, hidden: Option<Hidden>) -> Option<&'static str> {
        hidden.map(|hidden| match hidden {
            Hidden::Draft => "draft",
            Hidden::Review => "review",
            Hidden::Future => "future",
        })
    }
}

fn sizes(sizes: &[PictureSize]) -> Vec<PictureSizeView> {
    let view = |size: &PictureSize| PictureSizeView { path: size.path.clone(), width: size.width };
    sizes.iter().map(view).collect()
}

/// The number of a sub-region's colour and pattern: its place in `territory.yaml`, from 1, and
/// from the beginning again after the sixth.
#[must_use]
pub fn accent(region: RegionId) -> usize {
    region.0 % ACCENTS + 1
}

/// The language tag that browsers and screen readers know: `sv-simple` is `sv`.
#[must_use]
pub fn html_language(language: &str) -> &str {
    language.strip_suffix("-simple").unwrap_or(language)
}

/// A telephone number for a `tel:` link: digits and a leading plus.
#[must_use]
pub fn phone_link(phone: &str) -> String {
    let plus = if phone.trim_start().starts_with('+') { "+" } else { "" };
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    format!("{plus}{digits}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sub_regions_are_dressed_by_their_place_and_from_the_beginning_again() {
        let accents: Vec<usize> = (0..8).map(|index| accent(RegionId(index))).collect();
        assert_eq!(accents, [1, 2, 3, 4, 5, 6, 1, 2]);
    }
}
