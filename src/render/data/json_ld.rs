//! Structured data for search engines (schema.org, as JSON-LD), safe to write inside
//! `<script type="application/ld+json">`.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

/// A story as schema.org's `Article`.
#[derive(Clone, Debug, Default)]
pub struct Article<'a> {
    /// Plain text.
    pub title: &'a str,
    /// Plain text.
    pub summary: &'a str,
    /// BCP 47 tag.
    pub language: &'a str,
    /// Full address, when the site knows its own.
    pub url: Option<&'a str>,
    /// Full address of a picture.
    pub image: Option<&'a str>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Day of the last change.
    pub updated: Option<Date>,
    /// Who answers for the site.
    pub publisher: &'a str,
    /// The enterprise it is about.
    pub about: Option<&'a str>,
    /// Where it happens.
    pub places: Vec<&'a str>,
    /// Topics, as read.
    pub keywords: Vec<&'a str>,
}

/// Who answers for the site, or an enterprise, as schema.org's `Organization`.
#[derive(Clone, Debug, Default)]
pub struct Organization<'a> {
    /// Name.
    pub name: &'a str,
    /// Web address.
    pub url: Option<&'a str>,
    /// A shared address.
    pub email: Option<&'a str>,
    /// Year it was founded.
    pub founded: Option<i64>,
}

/// The text of a script element for a story.
#[must_use]
pub fn article(article: &Article<'_>) -> String {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let organization = |name: &str| json!({"@type": "Organization", "name": name});
    let places: Vec<_> =
        article.places.iter().map(|name| json!({"@type": "Place", "name": name})).collect();
    script(
        "Article",
        [
            ("headline", Some(article.title.into())),
            ("description", Some(article.summary.into())),
            ("inLanguage", Some(article.language.into())),
            ("url", article.url.map(Value::from)),
            ("mainEntityOfPage", article.url.map(Value::from)),
            ("image", article.image.map(Value::from)),
            ("datePublished", day(article.published).map(Value::from)),
            ("dateModified", day(article.updated.or(article.published)).map(Value::from)),
            ("author", Some(organization(article.publisher))),
            ("publisher", Some(organization(article.publisher))),
            ("about", article.about.map(organization)),
            ("contentLocation", (!places.is_empty()).then(|| places.into())),
            (
                "keywords",
                (!article.keywords.is_empty()).then(|| article.keywords.join(", ").into()),
            ),
        ],
    )
}

/// The text of a script element for an organisation.
#[must_use]
pub fn organization(organization: &Organization<'_>) -> String {
    script(
        "Organization",
        [
            ("name", Some(organization.name.into())),
            ("url", organization.url.map(Value::from)),
            ("email", organization.email.map(Value::from)),
            ("foundingDate", organization.founded.map(|year| year.to_string().into())),
        ],
    )
}

/// The text of a script element for a breadcrumb: label and full address of each step, from the
/// home page down. The last step, and all when the site does not know its address, have none.
#[must_use]
pub fn breadcrumbs(steps: &[(&str, Option<&str>)]) -> String {
    let items = steps.iter().enumerate().map(|(at, (label, address))| {
        let mut item = json!({"@type": "ListItem", "position": at + 1, "name": label});
        if let Some(address) = address {
            item["item"] = (*address).into();
        }
        item
    });
    script("BreadcrumbList", [("itemListElement", Some(items.collect::<Vec<_>>().into()))])
}

fn script<const N: usize>(kind: &str, fields: [(&str, Option<Value>); N]) -> String {
    let mut object = Map::new();
    object.insert("@context".to_owned(), "https://schema.org".into());
    object.insert("@type".to_owned(), kind.into());
    for (name, value) in fields {
        object.extend(value.map(|value| (name.to_owned(), value)));
    }
    safe_in_script(&Value::from(object).to_string())
}

/// JSON that neither ends a script element nor looks like markup in one. These characters stand
/// only inside strings, where JSON lets each be written as a number.
fn safe_in_script(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::HOSTILE;
    use super::*;

    fn read(text: &str) -> Value {
        assert!(!text.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{text}");
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn a_story() {
        let text = article(&Article {
            title: HOSTILE,
            language: "sv",
            publisher: "R",
            published: Some(jiff::civil::date(2026, 3, 14)),
            places: vec!["Hjo"],
            keywords: vec!["a", "</script>"],
            ..Article::default()
        });
        assert!(text.starts_with("{\"@context\":\"https://schema.org\",\"@type\":\"Article\","));
        let value = read(&text);
        assert_eq!(value["headline"], HOSTILE);
        assert_eq!(value["dateModified"], "2026-03-14");
        assert_eq!(value["keywords"], "a, </script>");
        assert_eq!(value["contentLocation"][0]["name"], "Hjo");
        assert!(value.get("image").is_none() && value.get("about").is_none());
    }

    #[test]
    fn an_organisation_and_a_breadcrumb() {
        let value = read(&organization(&Organization {
            name: "A & B\u{2029}",
            founded: Some(2019),
            ..Organization::default()
        }));
        assert_eq!(
            value,
            json!({
                "@context": "https://schema.org", "@type": "Organization",
                "name": "A & B\u{2029}", "foundingDate": "2019",
            })
        );
        let value = read(&breadcrumbs(&[("Hem", Some("https://example.org/")), (HOSTILE, None)]));
        assert_eq!(
            value["itemListElement"],
            json!([
                {"@type": "ListItem", "position": 1, "name": "Hem", "item": "https://example.org/"},
                {"@type": "ListItem", "position": 2, "name": HOSTILE},
            ])
        );
    }
}
