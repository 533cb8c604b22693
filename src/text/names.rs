//! Names of people, found in running text.
//!
//! A name is found between the boundaries of words, in any case, whether accents are stored as one
//! character or as two, with a Swedish genitive -s, and whatever stands between its words
//! (`Kim **Andersson**`, `kim-andersson.jpg`). Accents count: `Pär` is another word than `par`.
//!
//! Texts soon call people by a part of their name. A part is found by itself where it has a capital
//! letter: many names mean something else without one, as Berg does.
//!
//! Most texts name nobody, so a text is first looked through for the longest stretch of plain
//! letters of each name (Aho and Corasick's automaton, once for all names), and only cut into words
//! when one of them is there.

use std::borrow::Cow;
use std::ops::Range;

use aho_corasick::AhoCorasick;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use unicode_normalization::char::is_combining_mark;

use super::nfc;

/// Names to look for.
#[derive(Debug, Default)]
pub struct Names {
    /// The words of each.
    words: Vec<Vec<String>>,
    /// How many of them are whole names; those after them are parts.
    whole: usize,
    /// The names that begin with each word.
    first: IndexMap<String, Vec<usize>, FxBuildHasher>,
    /// Tells texts that hold none of them; none when a name has no plain letters.
    rough: Option<AhoCorasick>,
}

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Which name, by its place among those that are looked for.
    pub name: usize,
    /// Where it stands, in bytes.
    pub at: Range<usize>,
}

impl Names {
    /// Makes ready to look for names; one without a letter or digit is never found.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self::with_parts(names, [])
    }

    /// Makes ready to look for names, and for parts of names, which are counted after them.
    pub fn with_parts<'a>(
        whole: impl IntoIterator<Item = &'a str>,
        parts: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let mut names: Vec<&str> = whole.into_iter().collect();
        let whole = names.len();
        names.extend(parts);
        let words: Vec<Vec<String>> = names.iter().map(|name| keys(name)).collect();
        let mut first = IndexMap::<String, Vec<usize>, _>::default();
        for (index, words) in words.iter().enumerate() {
            let Some(word) = words.first() else { continue };
            if words.len() == 1 {
                first.entry(format!("{word}s")).or_default().push(index);
            }
            first.entry(word.clone()).or_default().push(index);
        }
        let plain: Option<Vec<String>> = names.iter().map(|name| plain_letters(name)).collect();
        let rough = plain.and_then(|plain| {
            AhoCorasick::builder().ascii_case_insensitive(true).build(plain).ok()
        });
        Self { words, whole, first, rough }
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// Whether one of the names is in a text.
    #[must_use]
    pub fn are_in(&self, text: &str) -> bool {
        !self.find(text).is_empty()
    }

    /// Every name in a text, by rising place; parts of a name that is found whole are none.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Mention> {
        let may_hold = self.rough.as_ref().is_none_or(|rough| rough.is_match(text));
        if self.is_empty() || !may_hold {
            return Vec::new();
        }
        let words: Vec<Range<usize>> = words(text).collect();
        let mut found: Vec<Mention> = Vec::new();
        for (index, word) in words.iter().enumerate() {
            for name in self.first.get(&*key(&text[word.clone()])).into_iter().flatten() {
                let rest = &words[index..];
                let is_name = *name < self.whole || is_capital(&text[word.clone()]);
                if let Some(end) = end_of(&self.words[*name], text, rest).filter(|_| is_name) {
                    found.push(Mention { name: *name, at: word.start..end });
                }
            }
        }
        if self.whole < self.words.len() {
            self.without_parts_of_whole(&mut found);
        }
        found
    }

    fn without_parts_of_whole(&self, found: &mut Vec<Mention>) {
        let mut end = 0;
        // By place, and of those at the same place the whole name first.
        found.sort_by_key(|mention| (mention.at.start, mention.name));
        found.retain(|mention| {
            let is_whole = mention.name < self.whole;
            if is_whole {
                end = end.max(mention.at.end);
            }
            is_whole || mention.at.start >= end
        });
    }
}

/// Where a name ends that begins with the first of `words`; none when it does not stand there.
fn end_of(name: &[String], text: &str, words: &[Range<usize>]) -> Option<usize> {
    let there = words.get(..name.len())?;
    let (last, others) = there.split_last()?;
    let (last_of_name, others_of_name) = name.split_last()?;
    let same = |(own, at): (&String, &Range<usize>)| key(&text[at.clone()]) == *own;
    let last_word = key(&text[last.clone()]);
    let is_last = last_word.strip_prefix(last_of_name.as_str()).is_some_and(|end| {
        // The genitive.
        end.is_empty() || end == "s"
    });
    (is_last && others_of_name.iter().zip(others).all(same)).then_some(last.end)
}

/// The parts of a name by which a text may call somebody: its words, but for those that only join
/// them, and those that also belong to one of the `others`.
#[must_use]
pub fn parts<'a>(name: &'a str, others: &[&str]) -> Vec<&'a str> {
    let others: Vec<String> = others.iter().flat_map(|other| keys(other)).collect();
    let is_part = |word: &&str| {
        is_capital(word)
            && word.chars().nth(1).is_some()
            && !others.iter().any(|other| *other == key(word))
    };
    let words: Vec<&str> = words(name).map(|word| &name[word]).collect();
    if words.len() < 2 { Vec::new() } else { words.into_iter().filter(is_part).collect() }
}

/// Whether a name has two words or more, so that it can hardly mean anybody else.
#[must_use]
pub fn is_full(name: &str) -> bool {
    words(name).nth(1).is_some()
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// The words of a text: letters, digits and the marks that belong to them.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let in_word = |c: char| c.is_alphanumeric() || is_combining_mark(c);
        while chars.next_if(|(_, c)| !in_word(*c)).is_some() {}
        let (start, first) = chars.next()?;
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = chars.next_if(|(_, c)| in_word(*c)) {
            end = at + c.len_utf8();
        }
        Some(start..end)
    })
}

fn keys(name: &str) -> Vec<String> {
    words(name).map(|word| key(&name[word]).into_owned()).collect()
}

/// A word as it is compared.
fn key(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(nfc(&nfc(word).to_lowercase()).into_owned())
}

/// The longest stretch of letters that are written in one way only, case aside.
fn plain_letters(name: &str) -> Option<String> {
    let name = nfc(name);
    let stretches = name.split(|c: char| !c.is_ascii_alphabetic());
    let longest = stretches.max_by_key(|stretch| stretch.len());
    longest.filter(|stretch| !stretch.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_words() {
        for (name, text, expected) in [
            ("Kim", "Kim bakar.", &["Kim"][..]),
            ("Kim", "Det är Kims bröd, sa kim.", &["Kims", "kim"]),
            ("Kim", "KIM! Kim's", &["KIM", "Kim"]),
            ("Kim", "Kimchi, Joakim, kimono, Kimss", &[]),
            ("Kim", "kim-bakar.jpg och bild_kim", &["kim", "kim"]),
            (
                "Kim Andersson",
                "Kim Andersson, Kim Anderssons bröd",
                &["Kim Andersson", "Kim Anderssons"],
            ),
            (
                "Kim Andersson",
                "Kim **Andersson** och kim-andersson",
                &["Kim **Andersson", "kim-andersson"],
            ),
            ("Kim Andersson", "Kim\nAndersson", &["Kim\nAndersson"]),
            ("Kim Andersson", "Kim sa till Andersson. Kims Andersson", &[]),
            (
                "Åsa Öberg",
                "ÅSA ÖBERG, A\u{30a}sa O\u{308}berg",
                &["ÅSA ÖBERG", "A\u{30a}sa O\u{308}berg"],
            ),
            ("A\u{30a}sa", "åsas", &["åsas"]),
            ("Pär", "ett par", &[]),
            ("Anna-Karin", "Anna Karin och anna-karins", &["Anna Karin", "anna-karins"]),
            ("Öö", "öös ö", &["öös"]),
            ("Lars", "Lars och Larss", &["Lars", "Larss"]),
            ("", "Kim", &[]),
            ("!", "Kim!", &[]),
            ("Kim", "", &[]),
        ] {
            let found = Names::new([name]).find(text);
            let found: Vec<&str> = found.iter().map(|mention| &text[mention.at.clone()]).collect();
            assert_eq!(found, expected, "{name:?} in {text:?}");
        }
    }

    #[test]
    fn several_names_are_found_at_once() {
        let names = Names::new(["Kim", "Kim Andersson", "Noor"]);
        let found = names.find("Noor och Kim Andersson");
        let found: Vec<_> = found.into_iter().map(|mention| (mention.name, mention.at)).collect();
        assert_eq!(found, [(2, 0..4), (0, 9..12), (1, 9..22)]);
        assert_eq!(parts("Kim B. von Berg", &["Noor", "BERG Kims"]), ["Kim"]);
        assert_eq!(parts("Kim", &[]), Vec::<&str>::new());
        for (name, full) in
            [("Kim", false), ("Kim Berg", true), ("A\u{30a}sa", false), ("-", false)]
        {
            assert_eq!(is_full(name), full, "{name}");
        }
        let names = Names::with_parts(["Kim Berg"], parts("Kim Berg", &[]));
        let text = "Kim Berg bor på ett berg. Kims bröd. Berg bakar, kim.";
        let found = names.find(text);
        let found: Vec<_> = found.iter().map(|m| (m.name, &text[m.at.clone()])).collect();
        assert_eq!(found, [(0, "Kim Berg"), (1, "Kims"), (2, "Berg")]);
        assert!(Names::new([]).is_empty() && !Names::new([]).are_in("Kim"));
    }
}
