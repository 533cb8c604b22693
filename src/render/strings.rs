//! The words of a theme in one language.
//!
//! `i18n/LANG.yaml` of the built-in theme, overlaid by the same file of the site's theme: same
//! key wins. Keys with a dot are Förebild's own, the others are for templates.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::sources::Sources;
use crate::{words, yaml};

/// The words of a theme in one language.
#[derive(Clone, Debug, Default)]
pub struct Strings(BTreeMap<String, String>);

impl Strings {
    /// Words for a test.
    #[cfg(test)]
    pub(super) fn of(pairs: &[(&str, &str)]) -> Self {
        Self(pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect())
    }

    /// The text of `key`, or the key itself where the theme lacks it.
    #[must_use]
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// The text of `key` with `{name}` replaced by each value.
    #[must_use]
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut text = self.get(key).to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }

    /// The text of `key.one` or `key.other` with `{n}` replaced by the number.
    #[must_use]
    pub fn count(&self, key: &str, n: usize) -> String {
        let form = if n == 1 { "one" } else { "other" };
        self.fill(&format!("{key}.{form}"), &[("n", &self.whole(n as u64))])
    }

    /// A whole number with the language's separator between thousands.
    #[must_use]
    pub fn whole(&self, n: u64) -> String {
        let digits = n.to_string();
        if digits.len() < 5 {
            return digits;
        }
        let mut text = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push_str(self.get("number.thousands"));
            }
            text.push(digit);
        }
        text
    }

    /// The texts whose keys begin with `prefix`, by the rest of the key.
    #[must_use]
    pub fn under(&self, prefix: &str) -> BTreeMap<String, String> {
        let found = self.0.range(prefix.to_owned()..);
        found
            .map_while(|(key, text)| Some((key.strip_prefix(prefix)?.to_owned(), text.clone())))
            .collect()
    }

    /// What templates see as `t`.
    #[must_use]
    pub fn for_templates(&self) -> &BTreeMap<String, String> {
        &self.0
    }
}

/// The words of `language` in the theme `name`, with remarks on keys that the built-in theme does
/// not know, and on a language that lacks words: a page would say them in another.
#[must_use]
pub fn load(sources: &Sources, name: &str, language: &str) -> (Strings, Vec<Diagnostic>) {
    let mut remarks = Vec::new();
    let language = language.split('-').next().unwrap_or(language);
    let all = entries(sources, ENGLISH, &mut Vec::new());
    let mut strings = Entries::new();
    // The site's own theme comes last, and wins.
    let own = (name != "default").then_some(name);
    for theme in ["default"].into_iter().chain(own) {
        for (key, (text, place)) in
            entries(sources, &format!("themes/{theme}/i18n/{language}.yaml"), &mut remarks)
        {
            if !all.contains_key(&key) {
                remarks.push(unknown_key(&key, place.clone(), all.keys()));
            }
            strings.insert(key, (text, place));
        }
    }
    // One remark for all of them: they are a file to write, not so many mistakes.
    if let Some(first) = all.keys().find(|key| !strings.contains_key(*key)) {
        remarks.push(without_words(name, language, first));
    }
    (Strings(strings.into_iter().map(|(key, (text, _))| (key, text)).collect()), remarks)
}

/// Which words there are: the built-in theme has every one in English.
const ENGLISH: &str = "themes/default/i18n/en.yaml";

fn without_words(theme: &str, language: &str, first: &str) -> Diagnostic {
    let path = format!("themes/{theme}/i18n/{language}.yaml");
    let message = words!(
        "temat saknar texter på språket `{language}`, till exempel `{first}`",
        "the theme lacks texts in the language `{language}`, such as `{first}`"
    );
    Diagnostic::new(Code::ThemeString, Place::whole(&Arc::from(path.as_str())), message).help(
        words!(
            "skriv dem i `{path}`, med `{ENGLISH}` som förlaga, eller ta bort språket ur site.yaml",
            "write them in `{path}`, after `{ENGLISH}`, or remove the language from site.yaml"
        ),
    )
}

type Entries = BTreeMap<String, (String, Place)>;

fn entries(sources: &Sources, path: &str, remarks: &mut Vec<Diagnostic>) -> Entries {
    let Some((file, bytes)) = sources.get(path) else { return Entries::new() };
    let Ok(text) = std::str::from_utf8(bytes) else {
        remarks.push(not_text(file));
        return Entries::new();
    };
    let (node, mut found) = yaml::parse(file, text, 0..text.len());
    remarks.append(&mut found);
    let Some(yaml::Value::Map(map)) = node.map(|node| node.value) else { return Entries::new() };
    let mut entries = Entries::new();
    for entry in map {
        let place = Place::new(file, entry.key_span);
        match entry.value.value {
            yaml::Value::Scalar(scalar) => {
                entries.insert(entry.key, (scalar.text, place));
            }
            _ => remarks.push(not_a_text(&entry.key, place)),
        }
    }
    entries
}

fn not_text(file: &Arc<str>) -> Diagnostic {
    let message = words!("filen är inte sparad som UTF-8", "the file is not saved as UTF-8");
    Diagnostic::new(Code::NotUtf8, Place::whole(file), message)
        .help(words!("spara om den med kodningen UTF-8", "save it again with the encoding UTF-8"))
}

fn not_a_text(key: &str, place: Place) -> Diagnostic {
    let message = words!("`{key}` ska vara en text", "`{key}` must be a text");
    Diagnostic::new(Code::ThemeString, place, message)
        .help(words!("skriv texten på samma rad", "write the text on the same line"))
        .copy(format!("{key}: \"…\""))
}

fn unknown_key<'a>(key: &str, place: Place, keys: impl Iterator<Item = &'a String>) -> Diagnostic {
    let message = words!("temat har ingen text `{key}`", "the theme has no text `{key}`");
    let remark = Diagnostic::new(Code::ThemeString, place, message);
    match crate::text::nearest(key, keys.map(String::as_str)) {
        Some(near) => {
            remark.help(words!("menade du `{near}`?", "did you mean `{near}`?")).copy(near)
        }
        None => remark.help(words!(
            "ta bort raden, eller använd ett namn ur `themes/default/i18n`",
            "remove the line, or use a name of `themes/default/i18n`"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings() -> Strings {
        Strings::of(&[
            ("s.one", "{n} berättelse"),
            ("s.other", "{n} berättelser"),
            ("number.thousands", " "),
        ])
    }

    #[test]
    fn counts_and_numbers() {
        let strings = strings();
        assert_eq!(strings.count("s", 1), "1 berättelse");
        assert_eq!(strings.count("s", 0), "0 berättelser");
        assert_eq!(strings.count("s", 12_345), "12 345 berättelser");
        assert_eq!(strings.whole(1_200_000), "1 200 000");
        assert_eq!(strings.whole(9999), "9999");
    }
}
