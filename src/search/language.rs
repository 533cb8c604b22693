//! What is known about a language: how its words are inflected and put together.
//!
//! All of it is data, one file a language: [`swedish`] and [`english`]. The code that uses it
//! ([`super::paradigms`], [`super::forms`], [`super::compounds`]) knows no language. A language that is not here is
//! searched word by word, as it is written: nothing breaks, and less is found.
//!
//! # A new language
//!
//! Write a file beside the two, name it in [`language`], and add cases to the tables in
//! `forms.rs`. A stemmer and [`Language::endings`] alone already give most of the gain.

mod english;
mod swedish;

pub use snowball_stemmers_rs::Algorithm;

/// The rules of one language.
#[derive(Debug)]
pub struct Language {
    /// Snowball's stemmer, which cuts off endings: *handlingar* and *handlingen* give *handling*.
    pub(super) stemmer: Option<Algorithm>,
    /// The ways in which words are inflected; see [`Paradigm`].
    pub(super) paradigms: &'static [Paradigm],
    /// Endings that any word can have, the irregular ones too: a form that nothing else explains
    /// joins the form without it.
    pub(super) any_word: &'static [&'static str],
    /// Words whose forms no rule finds; see [`Irregular`].
    pub(super) irregulars: &'static [Irregular],
    /// Words that take no endings, however much they look as if they did: *redan* is not the
    /// definite form of *reda*. They stay alone.
    pub(super) invariable: &'static [&'static str],
    /// Endings that a form may have that the site never writes, longest first.
    pub(super) endings: &'static [&'static str],
    /// How words are put together; none where compounds are written apart, as in English.
    pub(super) compounding: Option<&'static Compounding>,
}

/// A way in which words are inflected: the endings that one stem can have.
///
/// `bil, bilen, bilar, bilarna` is the stem *bil* with `,en,ar,arna`. Forms on the site are
/// evidence for a word: the more of its forms there are, the surer it is that they are one.
#[derive(Debug)]
pub(super) struct Paradigm {
    /// The endings, that of the dictionary form first.
    pub endings: &'static [&'static str],
    /// Endings that prove nothing, since many other words end so too: the imperative *bygg* is
    /// the noun *bygg* as well. They join when no other word wants the form.
    pub weak: &'static [&'static str],
    /// How the stem ends; empty: in anything.
    pub after: &'static [&'static str],
    /// Whether each ending may have an *s* behind it, as the genitive of nouns.
    pub genitive: bool,
}

impl Paradigm {
    const fn after(self, after: &'static [&'static str]) -> Self {
        Self { after, ..self }
    }

    const fn weak(self, weak: &'static [&'static str]) -> Self {
        Self { weak, ..self }
    }

    /// Whether `stem` can have these endings.
    pub(super) fn fits(&self, stem: &str) -> bool {
        self.after.is_empty() || self.after.iter().any(|end| stem.ends_with(end))
    }
}

/// A word that changes within, with all its forms.
#[derive(Debug)]
pub(super) struct Irregular {
    /// Beginnings with their endings, separated by commas: `("böck", "er,ers,erna,ernas")`.
    pub forms: &'static [(&'static str, &'static str)],
    /// Whether any longer word that ends so is taken for a compound, from one form alone:
    /// *verkstad* has the plural *verkstäder*, although the site never writes it. The others
    /// need two beginnings on the site: *deltar* and *deltog*.
    pub ends_compounds: bool,
}

/// The end that a word loses as the first part of a compound, and the end that it gets instead.
pub(super) type Link = (&'static str, &'static str);

/// How words are put together.
#[derive(Debug)]
pub(super) struct Compounding {
    /// How a word that stands alone changes as the first part: the end that it loses and the end
    /// that it gets instead. `("e", "s")`: *arbete* begins *arbetsplats*. The likeliest first.
    pub plain: &'static [Link],
    /// The same where more of the word is lost, so that a part is no evidence alone.
    pub changed: &'static [Link],
    /// The same from inflected forms, for words that the site never writes in their first form:
    /// a short part is no evidence even beside another.
    pub inflected: &'static [Link],
    /// Small words that begin others without being a part that anyone would look for: *upp* in
    /// *upphandling*.
    pub prefixes: &'static [&'static str],
    /// Endings that make new words and look like a last part, but are none: *-ning*, *-itet*.
    pub suffixes: &'static [&'static str],
}

/// A language without rules.
static UNKNOWN: Language = Language {
    stemmer: None,
    paradigms: &[],
    any_word: &[],
    irregulars: &[],
    invariable: &[],
    endings: &[],
    compounding: None,
};

/// The rules for texts with the language tag `tag` (BCP 47): its first part decides, so that
/// `sv-simple`, plain Swedish, is Swedish.
#[must_use]
pub fn language(tag: &str) -> &'static Language {
    match tag.split('-').next() {
        Some("sv") => &swedish::SWEDISH,
        Some("en") => &english::ENGLISH,
        _ => &UNKNOWN,
    }
}

impl Language {
    /// Endings that a form may have that the site never writes, longest first: what the search
    /// page may cut off a word that it does not know.
    #[must_use]
    pub fn endings(&self) -> &[&str] {
        self.endings
    }

    /// The ends that a word may lose as the first part of a compound, and the end that it gets
    /// instead: what the search page may try with a word that it does not know.
    pub fn links(&self) -> impl Iterator<Item = Link> {
        let rules = self.compounding.into_iter();
        rules
            .flat_map(|rules| rules.plain.iter().chain(rules.changed).copied())
            .filter(|(end, _)| !end.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_stand_longest_first_and_once() {
        for tag in ["sv", "en"] {
            let endings = language(tag).endings();
            let mut sorted = endings.to_vec();
            sorted.sort_by_key(|ending| (std::cmp::Reverse(ending.len()), *ending));
            sorted.dedup();
            assert_eq!(endings, sorted);
        }
    }

    #[test]
    fn tags_of_the_same_language_have_the_same_rules() {
        assert!(std::ptr::eq(language("sv"), language("sv-simple")));
        assert!(std::ptr::eq(language("en"), language("en-GB")));
        assert!(language("xx").endings().is_empty());
    }
}
