//! Where the words of a name stand in a search index.
//!
//! An index holds words, not texts: that *Kim* and *Exempelsson* are words of the same story does not
//! say that they stand side by side. So the page that the story has is asked as well, and the words
//! count when it has the name or cannot be read. Accents but å, ä and ö are not in an index either, so
//! that a name with them is asked of the page in the same way. What tells the files of an index apart
//! (`terms` in `m.js`) is made of the words in them, and holds nothing that they do not.

use std::collections::{BTreeMap, BTreeSet};

use super::{Found, Name};
use crate::diagnostic::print::visible;
use crate::search::decode::{Decoded, Entry, decode, words};

/// Which field of a card is the title, and which the path.
const TITLE: usize = 0;
const PATH: usize = 4;

/// The files of an index in which words of the name stand, each with the stories that have it.
///
/// `files` are the scripts of the index by name, as `t/12`; `has` says of the page at a path of the
/// site whether the name stands on it, and nothing when there is no such page.
///
/// # Errors
/// The name of a file that is none of an index.
pub fn look(
    files: &BTreeMap<String, String>,
    name: &Name,
    has: &dyn Fn(&str) -> Option<bool>,
) -> Result<Vec<(String, Found)>, String> {
    let index = decode(files)?;
    let parts: Vec<String> = name.parts().flat_map(words).collect();
    let exact = name.parts().eq(parts.iter().map(String::as_str)) && parts.len() == 1;
    let holders: Vec<Vec<&Entry>> = parts
        .iter()
        .enumerate()
        .map(|(at, part)| entries(&index, part, at + 1 == parts.len()))
        .collect();
    let documents = shared(&holders).into_iter().filter(|document| {
        let path = index.cards.get(*document).and_then(|(_, card)| card.get(PATH));
        exact || path.is_none_or(|path| has(path) != Some(false))
    });
    let documents: BTreeSet<usize> = documents.collect();
    let mut found = BTreeSet::new();
    for entry in holders.iter().flatten() {
        let of_name: Vec<&usize> =
            entry.documents.iter().filter(|document| documents.contains(document)).collect();
        let Some(first) = of_name.first() else { continue };
        let title = index.cards.get(**first).map_or("", |(_, card)| &card[TITLE]);
        let more =
            if of_name.len() > 1 { format!(" (+{})", of_name.len() - 1) } else { String::new() };
        let text = visible(&format!("{}: {title}{more}", entry.forms.join(", ")), 200);
        for file in std::iter::once(&entry.file).chain(&entry.backwards) {
            found.insert((file.clone(), text.clone()));
        }
    }
    let found = found.into_iter().map(|(file, text)| {
        (file, Found { inside: None, place: None, text, is_withdrawal: false })
    });
    Ok(found.collect())
}

/// The entries of a word, or of its genitive if it is the last of a name.
fn entries<'a>(index: &'a Decoded, part: &str, is_last: bool) -> Vec<&'a Entry> {
    let is_it = |form: &String| form == part || is_last && form.strip_suffix('s') == Some(part);
    index.entries.iter().filter(|entry| entry.forms.iter().any(is_it)).collect()
}

/// The documents that have every word.
fn shared(holders: &[Vec<&Entry>]) -> BTreeSet<usize> {
    let of_word = |entries: &Vec<&Entry>| -> BTreeSet<usize> {
        entries.iter().flat_map(|entry| entry.documents.iter().copied()).collect()
    };
    let mut all = holders.iter().map(of_word);
    let first = all.next().unwrap_or_default();
    all.fold(first, |shared, of_word| shared.intersection(&of_word).copied().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> BTreeMap<String, String> {
        let cards =
            "Bageriet\\t\\t\\t\\tbageriet/index.html\\nKaf\\xe9et\\t\\t\\t\\tkafeet/index.html";
        let files = [
            ("m", r#"forebild('m',{"sets":[",s",""]})"#.to_owned()),
            // `exempelsson` in both documents, `kim` in both, `kimono` in the second.
            ("t/0", "forebild('t/0','AexempelssonAkimDono','0 0 1','CAACAABI')".to_owned()),
            ("r/0", "forebild('r/0','AmikAnosslepmexeBomik','111')".to_owned()),
            ("d/0", format!("forebild('d/0','{cards}')")),
        ];
        files.map(|(name, text)| (name.to_owned(), text)).into()
    }

    fn found(name: &str, has: &dyn Fn(&str) -> Option<bool>) -> Vec<(String, String)> {
        let found = look(&files(), &Name::new(name).unwrap(), has).unwrap();
        found.into_iter().map(|(file, found)| (file, found.text)).collect()
    }

    #[test]
    fn a_word_is_found_in_the_files_that_hold_it() {
        let text = "kim, kims: Bageriet (+1)".to_owned();
        let expected = ["r/0", "t/0"].map(|file| (file.to_owned(), text.clone()));
        assert_eq!(found("Kim", &|_| Some(false)), expected);
        assert_eq!(found("Kimo", &|_| Some(true)), []);
    }

    #[test]
    fn words_of_a_longer_name_count_where_the_page_has_it() {
        let only = |path: &str| Some(path == "kafeet/index.html");
        let texts: Vec<String> =
            found("Kim Exempelsson", &only).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts.iter().filter(|text| text.ends_with(": Kaféet")).count(), 4, "{texts:?}");
        assert_eq!(texts.len(), 4);
        assert_eq!(found("Kim Exempelsson", &|_| Some(false)), []);
        assert_eq!(found("Kim Exempelsson", &|_| None).len(), 4);
        assert_eq!(found("Kim Annansson", &|_| Some(true)), []);
    }

    #[test]
    fn what_is_no_index_is_named() {
        let broken = [("m".to_owned(), "x".to_owned())].into();
        assert_eq!(look(&broken, &Name::new("Kim").unwrap(), &|_| None), Err("m".to_owned()));
    }
}
