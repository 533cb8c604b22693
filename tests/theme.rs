//! What the default theme promises, read from its files: words, contrast, size, safety.
#![expect(clippy::unwrap_used, reason = "tests throughout")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use forebild::diagnostic::Code;
use forebild::sources::Options;
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
fn g13_nothing_inline_and_nothing_from_others() {
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
    for sheet in ["static/style.css", "static/map.css", "static/print.css"] {
        let css = text(sheet);
        assert!(!css.contains("url(") && !css.contains("@import"), "{sheet}");
    }
}

#[test]
fn g13_the_head_begins_with_encoding_and_policy() {
    let base = templates()["base.html"];
    let head = &base[base.find("<head>").unwrap()..];
    assert!(head.starts_with(
        "<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\""
    ));
    assert!(head.contains("default-src 'none'") && !head.contains("unsafe"));
}

#[test]
fn the_style_sheets_are_small() {
    const KB: usize = 1024;
    for (sheet, most) in
        [("static/style.css", 28 * KB), ("static/map.css", 5 * KB), ("static/print.css", 5 * KB)]
    {
        let bytes = text(sheet).len();
        assert!(bytes <= most, "{sheet}: {bytes} bytes");
    }
}

#[test]
fn every_number_of_a_sub_region_has_a_dress() {
    let css = text("static/style.css");
    for number in 1..=forebild::share::ACCENTS {
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

/// What stands on what, and the contrast it must have: 4.5 for text, 3 for graphics that say
/// something (WCAG 2.2, 1.4.3 and 1.4.11). The grounds of accents stand in [`SOFT`].
///
/// The table is complete as far as a program can tell: every colour token stands in it or among those
/// that only [`DECORATE`], and every rule of style.css that sets both a ground and an ink is looked
/// up in it. Colours written past the tokens are not allowed at all.
const PAIRS: &[(&[&str], &[&str], f64)] = &[
    (&["ink", "quiet", "forest", "forest-strong", "berry"], &["paper", "surface", "tint"], 4.5),
    (ACCENTS, &["paper", "surface", "tint"], 4.5),
    (&["on-note"], &["note"], 4.5),
    (&["on-forest"], &["forest", "forest-strong"], 4.5),
    (&["surface"], &["berry"], 4.5),
    (&["on-deep", "deep-link"], &["deep"], 4.5),
    // Graphics: edges of fields and of municipalities, the focus, steps of the map, marks in them.
    (&["edge", "berry"], &["paper", "surface", "tint", "step-0"], 3.0),
    (&["edge"], SOFT, 3.0),
    (&["step-3"], &["step-0", "step-1", "paper", "surface"], 3.0),
];

const ACCENTS: &[&str] = &["accent-1", "accent-2", "accent-3", "accent-4", "accent-5", "accent-6"];
const SOFT: &[&str] = &["soft-1", "soft-2", "soft-3", "soft-4", "soft-5", "soft-6"];

/// Colours that say nothing alone. Lines between parts that also have space between them, and the
/// middle of the map's scale, whose steps have edges, a pattern each and words in the legend.
const DECORATE: [&str; 2] = ["line", "step-2"];

fn holds(ink: &str, ground: &str, least: f64) {
    for (scheme, tokens) in schemes() {
        let ratio = contrast(tokens[ink], tokens[ground]);
        assert!(ratio >= least, "{scheme}: {ink} on {ground} is {ratio:.2}, not {least}");
    }
}

#[test]
fn every_pair_has_enough_contrast() {
    for (inks, grounds, least) in PAIRS {
        for ink in *inks {
            for ground in *grounds {
                holds(ink, ground, *least);
            }
        }
    }
    for (accent, soft) in ACCENTS.iter().zip(SOFT) {
        for ink in [accent, "ink", "quiet"] {
            holds(ink, soft, 4.5);
        }
    }
}

/// What is said of the token `name` in a rule, as the tokens it may be.
fn meant(name: &str) -> Vec<&str> {
    match name {
        "accent" => [ACCENTS, &["forest"]].concat(),
        "soft" => [SOFT, &["tint"]].concat(),
        name => vec![name],
    }
}

fn is_paired(ink: &str, ground: &str) -> bool {
    let listed = PAIRS.iter().any(|(inks, grounds, least)| {
        *least >= 4.5 && inks.contains(&ink) && grounds.contains(&ground)
    });
    let place = |list: &[&str], name| list.iter().position(|own| *own == name);
    let dressed = place(SOFT, ground).is_some_and(|number| {
        ["ink", "quiet"].contains(&ink) || place(ACCENTS, ink) == Some(number)
    });
    listed || dressed
}

#[test]
fn no_colour_is_left_out_of_the_pairs() {
    let css = text("static/style.css");
    let [(_, light), (_, dark)] = schemes();
    assert!(dark.keys().eq(light.keys()), "the dark scheme has colours of its own");
    let paired: BTreeSet<&str> =
        PAIRS.iter().flat_map(|(inks, grounds, _)| inks.iter().chain(*grounds)).copied().collect();
    for token in light.keys().map(String::as_str) {
        let known = paired.contains(token) || SOFT.contains(&token) || DECORATE.contains(&token);
        // Half transparent: a pattern on the steps of the map.
        assert!(known || token == "mark", "--{token} is in no pair");
    }
    // Past the tokens, only what is transparent.
    let (_, rules) = css.rsplit_once("--step-0: #").unwrap();
    let (_, rules) = rules.split_once('}').unwrap();
    for colour in after(rules, "#", |c| c.is_ascii_hexdigit()) {
        assert_eq!(colour, "0000", "a colour past the tokens");
    }
    let mut looked_up = 0;
    for rule in rules.split('}').filter_map(|rule| rule.rsplit_once('{')) {
        let (selector, declarations) = rule;
        let token = |property: &str| {
            let value = declarations.split(';').find_map(|it| it.trim().strip_prefix(property));
            let names = after(value?, "var(--", |c| c != ')');
            names.last()
        };
        let ground = token("background:").or_else(|| token("background-color:"));
        let (Some(ink), Some(ground)) = (token("color:"), ground) else { continue };
        for (ink, ground) in
            meant(ink).into_iter().flat_map(|ink| meant(ground).into_iter().map(move |g| (ink, g)))
        {
            assert!(is_paired(ink, ground), "{selector}: {ink} on {ground} is not listed");
        }
        looked_up += 1;
    }
    assert!(looked_up >= 10, "only {looked_up} rules looked up");
}

/// What is said of a site whose own theme has these templates.
fn said_of(templates: &[(&str, &str)]) -> Vec<Code> {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/_base");
    let mut sources = forebild::read::read(&base).unwrap();
    let (path, settings) = sources.get("content/site.yaml").unwrap();
    let (path, settings) = (Arc::clone(path), [settings, &b"\ntheme: egen\n"[..]].concat());
    sources.files.insert(path, settings.into());
    for (name, text) in templates {
        let path = format!("themes/egen/templates/{name}.html");
        sources.files.insert(path.into(), text.as_bytes().into());
    }
    let today = jiff::civil::date(2026, 11, 23);
    let options = Options { today, base_url: None, drafts: false };
    let compiled = forebild::compile(&sources, &options);
    let errors = compiled.diagnostics.iter().filter(|remark| remark.is_error());
    let errors: Vec<_> = errors.map(|remark| remark.code).collect();
    assert_eq!(compiled.output.is_none(), !errors.is_empty(), "{errors:?}");
    errors
}

#[test]
fn g14_a_template_reaches_neither_disk_nor_environment_nor_network() {
    assert_eq!(said_of(&[("home", "{% extends \"default/home.html\" %}")]), []);
    for asked in [
        "{{ get_env(name=\"HOME\") }}",
        "{{ load_data(path=\"/etc/passwd\") }}",
        "{{ load_data(url=\"https://example.org\") }}",
        "{{ read_file(path=\"content/site.yaml\") }}",
        "{% include \"/etc/passwd\" %}",
        "{% include \"../../../content/site.yaml\" %}",
        "{% extends \"/etc/passwd\" %}",
        "{% import \"/etc/passwd\" as x %}",
        "{{ now() }}",
        "{{ get_random(start=0, end=9) }}",
    ] {
        let home = format!("<!doctype html><title>x</title>{asked}");
        assert_eq!(said_of(&[("home", &home)]), [Code::Template], "{asked}");
    }
}

#[test]
fn g14_templates_that_lead_back_to_themselves_are_found_when_they_are_loaded() {
    let include = |name| format!("{{% include \"{name}.html\" %}}");
    let extend = |name| format!("{{% extends \"{name}.html\" %}}");
    for templates in [
        vec![("home", include("home"))],
        vec![("home", include("a")), ("a", include("b")), ("b", include("a"))],
        vec![("home", extend("home"))],
        vec![("home", extend("a")), ("a", extend("b")), ("b", extend("a"))],
    ] {
        let templates: Vec<_> = templates.iter().map(|(name, text)| (*name, &**text)).collect();
        let errors = said_of(&templates);
        assert!(!errors.is_empty(), "{templates:?}");
        assert!(errors.iter().all(|code| *code == Code::Template), "{errors:?}");
    }
}

#[test]
fn g14_g18_a_template_without_end_is_refused() {
    for (before, middle, after) in [
        ("{{ 1", "+1", " }}"),
        ("{{ 1", "|abs", " }}"),
        ("{{ a", ".b", " }}"),
        ("{{ ", "(", ""),
        ("", "{% if true %}", ""),
    ] {
        let home = format!("<!doctype html>{before}{}{after}", middle.repeat(20_000));
        assert_eq!(said_of(&[("home", &home)]), [Code::Template], "{middle}");
    }
}
