//! Words on what the law protects most, near the name of a person.
//!
//! Health, origin, faith, union, sexual life and political opinions (GDPR, Article 9) and crimes
//! (Article 10) may be written about as such; it is about a *named* person that they may not. So only
//! a paragraph that names somebody is looked through, and which words count is the site's own list.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::text::nfc;

/// The words of the site, and which group each belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicon {
    whole: BTreeMap<String, usize>,
    /// What words begin with: written with `*` at the end.
    stems: BTreeMap<String, usize>,
}

impl Lexicon {
    /// The words of each group. A word ending in `*` stands for all words that begin so; any other
    /// for itself alone. When two groups have a word, it belongs to the first.
    #[must_use]
    pub fn new<'a>(groups: impl IntoIterator<Item = &'a [String]>) -> Self {
        let mut lexicon = Self::default();
        for (group, words) in groups.into_iter().enumerate() {
            for word in words {
                let word = nfc(word.trim()).to_lowercase();
                match word.strip_suffix('*') {
                    Some(stem) if !stem.is_empty() => {
                        lexicon.stems.entry(stem.to_owned()).or_insert(group);
                    }
                    _ => {
                        lexicon.whole.entry(word).or_insert(group);
                    }
                }
            }
        }
        lexicon
    }

    /// The group of a word of a text.
    fn group(&self, word: &str) -> Option<usize> {
        let word = nfc(word).to_lowercase();
        let stem = || {
            let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
            ends.filter_map(|end| self.stems.get(&word[..end])).next_back()
        };
        self.whole.get(&word).or_else(stem).copied()
    }
}

/// A word of the list in a paragraph that names somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Which group the word belongs to.
    pub group: usize,
    /// Where the word stands.
    pub span: Range<usize>,
    /// The name as it stands there.
    pub name: String,
}

/// The people that a story names.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeSet<String>);

impl Names {
    /// Of each name its words of two letters and more that begin with a capital: a text that says
    /// Kim is about Kim Andersson.
    #[must_use]
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words = BTreeSet::new();
        for name in names {
            let capital =
                |word: &&str| word.chars().count() > 1 && word.starts_with(char::is_uppercase);
            words.extend(
                name.split(|c| !is_letter(c)).filter(capital).map(|word| nfc(word).into_owned()),
            );
        }
        Self(words)
    }

    /// Whether nobody is named.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a word is a name, or its genitive.
    fn has(&self, word: &str) -> bool {
        let word = nfc(word);
        let genitive = || word.strip_suffix('s').is_some_and(|word| self.0.contains(word));
        self.0.contains(&*word) || genitive()
    }
}

/// The words of the list in a paragraph, one of each group, if it names somebody.
#[must_use]
pub fn mentions(
    text: &str,
    paragraph: Range<usize>,
    names: &Names,
    lexicon: &Lexicon,
) -> Vec<Mention> {
    let Some(name) = words(text, paragraph.clone()).find(|word| names.has(&text[word.clone()]))
    else {
        return Vec::new();
    };
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for span in words(text, paragraph) {
        let word = &text[span.clone()];
        // A name may be a word too.
        let group = if names.has(word) { None } else { lexicon.group(word) };
        if let Some(group) = group.filter(|group| seen.insert(*group)) {
            found.push(Mention { group, span, name: text[name.clone()].to_owned() });
        }
    }
    found
}

/// The words of a part of a text.
fn words(text: &str, part: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let inner = &text[part.clone()];
    inner.split(|c| !is_letter(c)).filter(|word| !word.is_empty()).map(move |word| {
        let start = part.start + (word.as_ptr() as usize - inner.as_ptr() as usize);
        start..start + word.len()
    })
}

/// Letters, and marks above them where they are written apart.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}')
}

/// The paragraphs of Markdown: what empty lines part, and each item, row and heading for itself. A
/// quotation is one, with who said it.
#[must_use]
pub fn paragraphs(text: &str, body: Range<usize>) -> Vec<Range<usize>> {
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    let (mut end, mut is_open) = (body.start, false);
    for line in text[body].split_inclusive('\n') {
        let (start, words) = (end, line.trim());
        end += line.len();
        if words.is_empty() {
            is_open = false;
            continue;
        }
        if is_open && !begins_a_block(words) {
            if let Some(last) = paragraphs.last_mut() {
                last.end = end;
            }
        } else {
            paragraphs.push(start..end);
        }
        // A heading ends with its line.
        is_open = !words.starts_with('#');
    }
    paragraphs
}

/// Whether a line begins an item, a row, a heading or a footnote.
fn begins_a_block(line: &str) -> bool {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = number.len() < line.len() && number.starts_with([')', '.']);
    is_numbered || ["- ", "* ", "+ ", "|", "#", "[^"].iter().any(|begin| line.starts_with(begin))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        let health = ["sjuk", "depress*", "ångest*"].map(str::to_owned);
        let crime = ["dömd*", "straff*"].map(str::to_owned);
        Lexicon::new([&health[..], &crime[..]])
    }

    fn said(text: &str) -> Vec<(&str, usize)> {
        let names = Names::new(["Kim Exempel", "Åsa", "bagaren"]);
        let found = paragraphs(text, 0..text.len())
            .into_iter()
            .flat_map(|paragraph| mentions(text, paragraph, &names, &lexicon()));
        found.map(|mention| (&text[mention.span], mention.group)).collect()
    }

    #[test]
    fn words_count_in_a_paragraph_that_names_somebody() {
        for (text, expected) in [
            ("Kim var sjuk.", &[("sjuk", 0)][..]),
            ("Kims depression gick över, och Ångesten.", &[("depression", 0)]),
            (
                "Exempel dömdes och var deprimerad och Depressiv.",
                &[("dömdes", 1), ("Depressiv", 0)],
            ),
            ("A\u{30a}sa hade a\u{30a}ngest.", &[("a\u{30a}ngest", 0)]),
            ("Många var sjuka. Kim sjukskrev ingen.", &[]),
            ("Företaget är till för den som varit sjuk.", &[]),
            ("Kim bakar.\n\nDen som är sjuk får vila.", &[]),
            ("- Kim bakar\n- den som är sjuk vilar", &[]),
            ("| Kim | bagare |\n| sjuk | ja |", &[]),
            ("1. Kim bakar\n2. sjuk", &[]),
            ("## Kim\nDen som är sjuk vilar.", &[]),
            ("> Jag var sjuk.\n>\n> Kim", &[("sjuk", 0)]),
            ("Kim bakar bröd\noch har varit sjuk.", &[("sjuk", 0)]),
            ("Kimono är inte ett namn, sjuk heller inte; bagaren är sjuk.", &[]),
            ("", &[]),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }
}
