//! A text with its gaps filled: links to where pages lie, pictures with their size.

use super::edition::{Edition, html_language};
use crate::model::{Body, Image, Inserted, LinkTarget, Picture, PictureFile, PictureSize, Shown};
use crate::route::{self, Route};

/// How wide the default theme shows a picture of the text: as a line is long, beside a column on a
/// wide screen, and nearly as wide as a narrow one.
const SIZES_IN_TEXT: &str =
    "(min-width: 75rem) 40rem, (min-width: 62rem) 52vw, (min-width: 44rem) 40rem, 91vw";

/// The HTML of `body` as it stands on a page whose way to the top is `root`.
#[must_use]
pub fn html(edition: &Edition, body: &Body, images: &[Image], root: &str) -> String {
    let mut html = String::with_capacity(body.html.len() + body.inserts.len() * 80);
    let mut done = 0;
    for insert in &body.inserts {
        html.push_str(&body.html[done..insert.at]);
        done = insert.at;
        match &insert.what {
            Inserted::Href(target) => push_href(&mut html, edition, target, root),
            Inserted::Picture(picture) => {
                if let Some(file) = edition.pictures.get(&picture.file) {
                    push_picture(&mut html, file, &described(edition, picture, images), root);
                }
            }
        }
    }
    html.push_str(&body.html[done..]);
    html
}

/// The address of a linked text. A link that leads nowhere has stopped the build before.
fn push_href(html: &mut String, edition: &Edition, target: &LinkTarget, root: &str) {
    let site = edition.site;
    let path = match site.graph.shown.get(&target.file) {
        Some(Shown::Story(id)) => edition.story_path(site.story(*id)),
        Some(Shown::Region(index)) => {
            let page = &site.region_texts[*index];
            edition.places_in(&page.language).path(Route::Region(&page.id, 1))
        }
        Some(Shown::Municipality(index)) => {
            let page = &site.municipality_texts[*index];
            edition.places_in(&page.language).path(Route::Municipality(&page.id, 1))
        }
        Some(Shown::Page(index)) => {
            let page = &site.pages[*index];
            edition.places_in(&page.language).path(Route::of_page(&page.id))
        }
        None => return,
    };
    html.push_str(root);
    html.push_str(&path);
    if let Some(anchor) = &target.anchor {
        html.push('#');
        push_escaped(html, &route::encode(anchor));
    }
}

/// What is said of a picture: by the text itself, else by the front matter.
struct Described<'a> {
    alt: &'a str,
    title: &'a str,
    caption: Option<&'a str>,
    credit: Option<Credit<'a>>,
    alone: bool,
}

/// Who made a picture, and the word that says so.
struct Credit<'a> {
    by: &'a str,
    name: &'a str,
}

fn described<'a>(edition: &'a Edition, picture: &'a Picture, images: &'a [Image]) -> Described<'a> {
    let image = images.iter().find(|image| image.file == picture.file);
    let listed_alt = image.map_or("", |image| image.alt.as_str());
    Described {
        alt: if picture.alt.is_empty() { listed_alt } else { &picture.alt },
        title: &picture.title,
        caption: image.and_then(|image| image.caption.as_deref()),
        credit: image
            .and_then(|image| image.credit.as_deref())
            .map(|name| Credit { by: edition.strings.get("picture_by"), name }),
        alone: picture.alone,
    }
}

fn push_picture(html: &mut String, file: &PictureFile, said: &Described, root: &str) {
    if said.alone {
        html.push_str("<figure>");
    }
    push_image(html, file, said.alt, root);
    if !said.alone {
        return;
    }
    let caption = said.caption.or((!said.title.is_empty()).then_some(said.title));
    if caption.is_some() || said.credit.is_some() {
        html.push_str("<figcaption>");
        push_escaped(html, caption.unwrap_or_default());
        if let Some(Credit { by, name }) = &said.credit {
            html.push_str(if caption.is_some() { " " } else { "" });
            html.push_str("<span class=\"credit\">");
            push_escaped(html, by);
            html.push(' ');
            push_escaped(html, name);
            html.push_str("</span>");
        }
        html.push_str("</figcaption>");
    }
    html.push_str("</figure>");
}

/// The picture alone: WebP for the browsers that know it, and what every browser shows, each in
/// several widths. The component `img` of the theme writes the same.
fn push_image(html: &mut String, file: &PictureFile, alt: &str, root: &str) {
    if !file.webp.is_empty() {
        html.push_str("<picture><source type=\"image/webp\"");
        push_sizes(html, &file.webp, root);
        html.push('>');
    }
    html.push_str("<img src=\"");
    push_escaped(html, root);
    push_escaped(html, &file.path);
    html.push('"');
    push_sizes(html, &file.sizes, root);
    html.push_str(" alt=\"");
    push_escaped(html, alt);
    html.push_str(&format!(
        "\" width=\"{}\" height=\"{}\" loading=\"lazy\" decoding=\"async\">",
        file.width, file.height
    ));
    if !file.webp.is_empty() {
        html.push_str("</picture>");
    }
}

fn push_sizes(html: &mut String, sizes: &[PictureSize], root: &str) {
    if sizes.is_empty() {
        return;
    }
    html.push_str(" srcset=\"");
    for (index, size) in sizes.iter().enumerate() {
        if index > 0 {
            html.push_str(", ");
        }
        push_escaped(html, root);
        push_escaped(html, &size.path);
        html.push_str(&format!(" {}w", size.width));
    }
    html.push_str(&format!("\" sizes=\"{SIZES_IN_TEXT}\""));
}

/// Writes `text` so that it is text in HTML, in an element as well as in a quoted attribute.
pub fn push_escaped(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
}

impl Edition<'_> {
    /// Addresses of places in another language of the site, else in this one.
    #[must_use]
    pub fn places_in(&self, language: &str) -> &route::Addresses {
        self.all.get(html_language(language)).unwrap_or(&self.places)
    }
}
