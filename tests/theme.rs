//! What the default theme promises, read from its files: words, contrast, size, safety.
#![expect(clippy::unwrap_used, reason = "tests throughout")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use forebild::yaml::{self, Value};
use include_dir::{Dir, include_dir};
use tera::Tera;

static THEME: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The templates that `render::view` names.
const PAGES: [&str; 16] = [
    "404.html",
    "accessibility.html",
    "home.html",
    "map.html",
    "municipalities.html",
    "municipality.html",
    "page.html",
    "privacy.html",
    "redirect.html",
    "region.html",
    "regions.html",
    "search.html",
    "stories.html",
    "story.html",
    "term.html",
    "terms.html",
];

fn text(path: &str) -> &'static str {
    let file = THEME.get_file(path).unwrap_or_else(|| panic!("no {path}"));
    file.contents_utf8().unwrap()
}

fn templates() -> BTreeMap<&'static str, &'static str> {
    let folder = THEME.get_dir("templates").unwrap();
    folder
        .files()
        .map(|file| {
            (file.path().file_name().unwrap().to_str().unwrap(), file.contents_utf8().unwrap())
        })
        .collect()
}

/// Stands in a file of words above those that Förebild fills in itself.
const OWN: &str = "# Words that Förebild fills in itself";

/// The words of a language: those for templates, and Förebild's own.
fn strings(language: &str) -> [BTreeMap<String, String>; 2] {
    let path = format!("i18n/{language}.yaml");
    let text = text(&path);
    let border = text.find(OWN).unwrap();
    [entries(&path, &text[..border]), entries(&path, &text[border..])]
}

fn entries(path: &str, text: &str) -> BTreeMap<String, String> {
    let (node, remarks) = yaml::parse(&Arc::from(path), text, 0..text.len());
    assert!(remarks.is_empty(), "{path}: {remarks:?}");
    let Some(Value::Map(map)) = node.map(|node| node.value) else { return BTreeMap::new() };
    map.into_iter()
        .map(|entry| match entry.value.value {
            Value::Scalar(scalar) => (entry.key, scalar.text),
            _ => panic!("{path}: {} is no text", entry.key),
        })
        .collect()
}

/// What follows each `prefix` in `text`, as far as `keep` holds.
fn after<'a>(
    text: &'a str,
    prefix: &'a str,
    keep: fn(char) -> bool,
) -> impl Iterator<Item = &'a str> {
    text.split(prefix)
        .skip(1)
        .map(move |rest| &rest[..rest.find(|c| !keep(c)).unwrap_or(rest.len())])
}

#[test]
fn templates_compile_and_none_is_missing() {
    let mut tera = Tera::new();
    tera.set_fallback_prefixes(["default/"]).unwrap();
    let named: Vec<_> =
        templates().into_iter().map(|(name, text)| (format!("default/{name}"), text)).collect();
    tera.add_raw_templates(named.iter().map(|(name, text)| (name.as_str(), *text))).unwrap();
    for page in PAGES {
        assert!(templates().contains_key(page), "{page}");
    }
}

#[test]
fn every_page_has_one_heading_of_the_first_level() {
    for page in PAGES {
        assert_eq!(templates()[page].matches("<h1").count(), 1, "{page}");
    }
    assert!(
        !templates()["base.html"].contains("<h1") && !templates()["parts.html"].contains("<h1")
    );
}

#[test]
fn both_languages_have_the_same_words_and_templates_use_them_all() {
    let [swedish, swedish_own] = strings("sv");
    let [english, english_own] = strings("en");
    assert_eq!(swedish.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>());
    assert_eq!(swedish_own.keys().collect::<Vec<_>>(), english_own.keys().collect::<Vec<_>>());
    let used: BTreeSet<&str> = templates()
        .values()
        .flat_map(|text| {
            [" t.", "(t.", "[t."].into_iter().flat_map(move |start| {
                after(text, start, |c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            })
        })
        .filter(|key| !key.is_empty())
        .collect();
    let known: BTreeSet<&str> = swedish.keys().map(String::as_str).collect();
    assert_eq!(used, known);
}

#[test]
fn words_are_plain_and_not_empty() {
    for language in ["sv", "en"] {
        let [words, own] = strings(language);
        assert!(!words.is_empty());
        for (key, text) in words.iter().chain(&own) {
            assert!(!text.is_empty() && !text.contains(['<', '>']), "{language} {key}: {text}");
        }
        for (key, text) in words {
            assert!(!text.contains('{'), "{language} {key}: nothing fills {text}");
        }
    }
}

#[test]
fn nothing_inline_and_nothing_from_others() {
    for (name, text) in templates() {
        for forbidden in
            ["style=", "<style", "javascript:", "<iframe", "integrity=", "crossorigin", "srcdoc"]
        {
            assert!(!text.contains(forbidden), "{name}: {forbidden}");
        }
        let handlers: Vec<_> = after(text, " on", |c| c.is_ascii_alphabetic() || c == '=')
            .filter(|word| word.ends_with('='))
            .collect();
        assert!(handlers.is_empty(), "{name}: {handlers:?}");
        for script in after(text, "<script", |c| c != '>') {
            let own = script.starts_with(" src=\"{{ page.root }}{{ site.assets[");
            assert!(own || script == " type=\"application/ld+json\"", "{name}: {script}");
        }
        for address in after(text, "src=\"", |c| c != '"') {
            assert!(address.starts_with("{{ page.root }}"), "{name}: {address}");
        }
    }
    for sheet in ["static/style.css", "static/print.css"] {
        let css = text(sheet);
        assert!(!css.contains("url(") && !css.contains("@import"), "{sheet}");
    }
}

#[test]
fn the_head_begins_with_encoding_and_policy() {
    let base = templates()["base.html"];
    let head = &base[base.find("<head>").unwrap()..];
    assert!(head.starts_with(
        "<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\""
    ));
    assert!(head.contains("default-src 'none'") && !head.contains("unsafe"));
}

#[test]
fn the_style_sheets_are_small() {
    for (sheet, most) in [("static/style.css", 28 * 1024), ("static/print.css", 5 * 1024)] {
        let bytes = text(sheet).len();
        assert!(bytes <= most, "{sheet}: {bytes} bytes");
    }
}

#[test]
fn every_number_of_a_sub_region_has_a_dress() {
    let css = text("static/style.css");
    for number in 1..=forebild::render::edition::ACCENTS {
        let start = format!(".accent-{number} {{ --accent: var(--accent-{number});");
        let rule =
            css.lines().find(|line| line.starts_with(&start)).unwrap_or_else(|| panic!("{start}"));
        assert!(rule.contains(&format!("--soft: var(--soft-{number});")), "{rule}");
        assert!(rule.contains("--weave: "), "{rule}");
    }
}

type Tokens = BTreeMap<String, [f64; 3]>;

/// The colour tokens of both schemes; the dark one overrides the light one.
fn schemes() -> [(&'static str, Tokens); 2] {
    let css = text("static/style.css");
    let mut roots = after(css, ":root {", |c| c != '}');
    let light = colours(roots.next().unwrap());
    let mut dark = light.clone();
    dark.extend(colours(roots.next().unwrap()));
    [("light", light), ("dark", dark)]
}

fn colours(block: &str) -> Tokens {
    block
        .lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"))
        .map(|(name, value)| {
            let digits = value.trim_end_matches(';');
            let channel =
                |at: usize| f64::from(u8::from_str_radix(&digits[at..at + 2], 16).unwrap());
            (name.to_owned(), [channel(0), channel(2), channel(4)])
        })
        .collect()
}

/// WCAG 2.2, relative luminance.
fn luminance(colour: [f64; 3]) -> f64 {
    let linear = colour.map(|channel| {
        let c = channel / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn contrast_is_computed_as_wcag_says() {
    assert!((contrast([0.0; 3], [255.0; 3]) - 21.0).abs() < 1e-9);
    assert!((contrast([119.0; 3], [255.0; 3]) - 4.48).abs() < 0.01);
}

/// Asserts the contrast of each `ink` on each `ground`.
fn check(inks: &[&str], grounds: &[&str], least: f64) {
    for (scheme, tokens) in schemes() {
        for ink in inks {
            for ground in grounds {
                let ratio = contrast(tokens[*ink], tokens[*ground]);
                assert!(ratio >= least, "{scheme}: {ink} on {ground} is {ratio:.2}, not {least}");
            }
        }
    }
}

#[test]
fn text_has_enough_contrast() {
    let accents = ["accent-1", "accent-2", "accent-3", "accent-4", "accent-5", "accent-6"];
    check(
        &["ink", "quiet", "forest", "forest-strong", "berry"],
        &["paper", "surface", "tint"],
        4.5,
    );
    check(&accents, &["paper", "surface", "tint"], 4.5);
    for (accent, soft) in
        accents.iter().zip(["soft-1", "soft-2", "soft-3", "soft-4", "soft-5", "soft-6"])
    {
        check(&[accent, "ink", "quiet"], &[soft], 4.5);
    }
    check(&["on-note"], &["note"], 4.5);
    check(&["on-forest"], &["forest", "forest-strong"], 4.5);
    check(&["surface"], &["berry"], 4.5);
    check(&["on-deep", "deep-link"], &["deep"], 4.5);
}

#[test]
fn graphics_and_focus_have_enough_contrast() {
    check(&["edge", "berry"], &["paper", "surface", "tint", "step-0"], 3.0);
    check(&["step-3"], &["step-0", "step-1", "paper", "surface"], 3.0);
    check(&["on-deep"], &["deep"], 3.0);
}
