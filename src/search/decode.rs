//! Reads the files of an index again, for [`crate::trace`]: which words stand in them, of which
//! documents, and what is shown of each. `shards.rs` says how they are written.

use std::collections::BTreeMap;

use serde_json::Value;

use super::shards::INLINE;
use super::tokens;

/// What stands in an index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The words, by file and in its order.
    pub entries: Vec<Entry>,
    /// What is shown of each document: the file, and its title, summary, places, year, path from the
    /// top of the site, language and flags.
    pub cards: Vec<(String, Vec<String>)>,
}

/// A word of an index with its forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The file, as `t/12`.
    pub file: String,
    /// The file that has the key read backwards, as `r/3`.
    pub backwards: Option<String>,
    /// Its forms in whole.
    pub forms: Vec<String>,
    /// The documents that have one of them, rising.
    pub documents: Vec<usize>,
}

/// The words of a text as an index holds them: in lower case, without accents but å, ä and ö.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    tokens::words(text, |word| words.push(word.to_owned()));
    words
}

/// Reads an index; `files` are its scripts by name, as `t/12`.
///
/// # Errors
/// The name of the first file that is not as `shards.rs` describes it.
pub fn decode(files: &BTreeMap<String, String>) -> Result<Decoded, String> {
    let numbered = |family: &str| {
        let name = |n: usize| format!("{family}/{n}");
        let there = |name: &String| files.contains_key(name);
        (0..).map(name).take_while(there).collect::<Vec<String>>()
    };
    let manifest = files.get("m").and_then(|script| manifest(script)).ok_or("m")?;
    let sets = manifest["sets"].as_array().ok_or("m")?;
    let sets: Vec<&str> = sets.iter().filter_map(Value::as_str).collect();
    let mut lists = Vec::new();
    for name in numbered("p") {
        let [lists_of_file] = columns(&files[&name], &name).ok_or(&name)?;
        lists.push(lists_of_file.split(' ').map(str::to_owned).collect::<Vec<String>>());
    }
    let mut backwards = BTreeMap::new();
    for name in numbered("r") {
        let [keys, _] = columns(&files[&name], &name).ok_or(&name)?;
        let keys = front_coded(&keys).ok_or(&name)?;
        backwards
            .extend(keys.iter().map(|key| (key.chars().rev().collect::<String>(), name.clone())));
    }
    let mut decoded = Decoded::default();
    for name in numbered("t") {
        let shard = columns(&files[&name], &name).ok_or(&name)?;
        let read = Reading { name: &name, sets: &sets, lists: &lists, backwards: &backwards };
        decoded.entries.extend(read.entries(&shard).ok_or(&name)?);
    }
    for name in numbered("d") {
        let [cards] = columns(&files[&name], &name).ok_or(&name)?;
        let fields = |card: &str| card.split('\t').map(str::to_owned).collect();
        decoded.cards.extend(cards.split('\n').map(|card| (name.clone(), fields(card))));
    }
    Ok(decoded)
}

/// A file of terms and what it is read with.
struct Reading<'a> {
    name: &'a str,
    sets: &'a [&'a str],
    lists: &'a [Vec<String>],
    backwards: &'a BTreeMap<String, String>,
}

impl Reading<'_> {
    fn entries(&self, [keys, endings, postings]: &[String; 3]) -> Option<Vec<Entry>> {
        let mut postings = Numbers(postings.bytes());
        let entry = |(key, endings): (String, &str)| {
            let endings = match endings.strip_prefix('=') {
                Some(endings) => endings,
                None => self.sets.get(super::shards::set_of(endings)?)?,
            };
            let count = postings.next()?;
            let documents = if count <= INLINE {
                documents(&mut postings, count)?
            } else {
                let list = self.lists.get(postings.next()?)?.get(postings.next()?)?;
                documents(&mut Numbers(list.bytes()), count)?
            };
            Some(Entry {
                file: self.name.to_owned(),
                backwards: self.backwards.get(&key).cloned(),
                forms: endings.split(',').map(|ending| format!("{key}{ending}")).collect(),
                documents,
            })
        };
        front_coded(keys)?.into_iter().zip(endings.split(' ')).map(entry).collect()
    }
}

/// The documents of a posting list of `count` numbers.
fn documents(postings: &mut Numbers<'_>, count: usize) -> Option<Vec<usize>> {
    let mut next = 0;
    let mut document = || {
        let document = next + postings.next()? / 8;
        next = document + 1;
        Some(document)
    };
    (0..count).map(|_| document()).collect()
}

/// Numbers as `encode::number` writes them.
struct Numbers<'a>(std::str::Bytes<'a>);

impl Iterator for Numbers<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let (mut number, mut shift) = (0_usize, 0);
        loop {
            let digit = super::encode::digit(self.0.next()?)?;
            number |= (digit & 31).checked_shl(shift)?;
            if digit & 32 == 0 {
                return Some(number);
            }
            shift += 5;
        }
    }
}

/// Words as `encode::FrontCoded` writes them.
fn front_coded(text: &str) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    for c in text.chars() {
        if c.is_ascii_uppercase() {
            let shared = usize::from(c as u8 - b'A');
            let last = words.last().map_or("", String::as_str);
            let word = last.chars().take(shared).collect();
            words.push(word);
        } else {
            words.last_mut()?.push(c);
        }
    }
    Some(words)
}

fn manifest(script: &str) -> Option<Value> {
    let object = script.trim_end().strip_prefix("forebild('m',")?.strip_suffix(')')?;
    serde_json::from_str(object).ok()
}

/// The columns of a file behind its name.
fn columns<const N: usize>(script: &str, name: &str) -> Option<[String; N]> {
    let mut rest = script.trim_end().strip_prefix("forebild(")?.strip_suffix(')')?;
    let mut columns = Vec::with_capacity(N + 1);
    loop {
        let (column, after) = literal(rest)?;
        columns.push(column);
        match after.strip_prefix(',') {
            Some(after) => rest = after,
            None if after.is_empty() => break,
            None => return None,
        }
    }
    let own = columns.remove(0) == name;
    columns.try_into().ok().filter(|_| own)
}

/// The text that `script` begins with, in quotes, and what follows it.
fn literal(script: &str) -> Option<(String, &str)> {
    let mut units: Vec<u16> = Vec::new();
    let mut chars = script.strip_prefix('\'')?.chars();
    let hex = |chars: &mut std::str::Chars<'_>, count: usize| {
        let digits = chars.as_str().get(..count)?;
        chars.nth(count - 1)?;
        u16::from_str_radix(digits, 16).ok()
    };
    loop {
        match chars.next()? {
            '\'' => return Some((String::from_utf16(&units).ok()?, chars.as_str())),
            '\\' => units.push(match chars.next()? {
                'n' => u16::from(b'\n'),
                't' => u16::from(b'\t'),
                'x' => hex(&mut chars, 2)?,
                'u' => hex(&mut chars, 4)?,
                c => u16::try_from(u32::from(c)).ok()?,
            }),
            c => units.push(u16::try_from(u32::from(c)).ok()?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worked_example_of_the_shards() {
        let files = [
            ("m", r#"forebild('m',{"sets":[",et"]})"#),
            ("t/0", "forebild('t/0','Abageri','0','CHF')\n"),
            ("r/0", "forebild('r/0','Airegab','1')\n"),
            ("d/0", "forebild('d/0','Bageriet i Hjo\\t\\t\\nEtt bageri till\\t\\xc5\\u20ac')\n"),
        ];
        let files = files.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        let decoded = decode(&files).unwrap();
        assert_eq!(
            decoded.entries,
            [Entry {
                file: "t/0".to_owned(),
                backwards: Some("r/0".to_owned()),
                forms: vec!["bageri".to_owned(), "bageriet".to_owned()],
                documents: vec![0, 1],
            }]
        );
        assert_eq!(decoded.cards[1].1, ["Ett bageri till", "Å€"]);
    }

    #[test]
    fn what_is_no_index_is_named() {
        for (name, text) in [
            ("m", "forebild('m',{})"),
            ("t/0", "forebild('t/1','A','0','A')"),
            ("t/0", "forebild('t/0','Abageri','7','CHF')"),
            ("t/0", "forebild('t/0','Abageri','0','')"),
            ("t/0", "forebild('t/0','Abageri','0','gggggggggggggggggg')"),
            ("d/0", "forebild('d/0','\\ud800')"),
            ("r/0", "forebild('r/0')"),
        ] {
            let mut files: BTreeMap<String, String> =
                [("m".to_owned(), r#"forebild('m',{"sets":[",et"]})"#.to_owned())].into();
            files.insert(name.to_owned(), text.to_owned());
            assert_eq!(decode(&files).err().as_deref(), Some(name), "{text}");
        }
    }
}
