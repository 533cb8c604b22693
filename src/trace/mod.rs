//! Every place where a name stands, so that a person who withdraws can be taken out and the removal
//! proved.
//!
//! [`Name`] says what counts as the name, [`reading`] what a file's bytes say to its readers, and
//! [`index`] what stands in the search index. A file is looked at for itself; nothing is read from a
//! disk here.

mod archive;
pub mod index;
mod name;
mod reading;

use std::path::Path;
use std::sync::Arc;

pub use name::Name;
use reading::Reading;

use crate::diagnostic::print::visible;
use crate::parse::mentions::withdrawals;

/// How deep archives may lie in archives.
const NESTED: usize = 3;
/// Characters of text shown on either side of a place.
const AROUND: usize = 30;

/// A place where a name stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The file in which it stands, where the file that was looked into is an archive.
    pub inside: Option<String>,
    /// Line and column of its first character, both from 1; none when it stands in the file's name
    /// or in the index.
    pub place: Option<(usize, usize)>,
    /// The text around it, fit to be shown.
    pub text: String,
    /// Whether it is the entry that says that the person has withdrawn, which is to stay.
    pub is_withdrawal: bool,
}

/// What was looked into of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// Where the name stands.
    pub found: Vec<Found>,
    /// How far the look went.
    pub into: Into,
}

/// How far a look into a file went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Into {
    /// All that it says was read.
    Whole,
    /// It is no text but a picture or the like, and only its name was looked at.
    NameOnly,
    /// It is an archive that could not be unpacked whole: the name may be there.
    Unreadable,
}

/// Looks for a name in the path and the content of a file, and of every file in an archive.
#[must_use]
pub fn look(path: &str, bytes: &[u8], name: &Name) -> Looked {
    look_into(path, bytes, name, NESTED)
}

/// [`look`] in a file of the content, of which the entries are known that say who has withdrawn.
#[must_use]
pub fn look_in_content(path: &Arc<str>, bytes: &[u8], name: &Name) -> Looked {
    let mut looked = look(path, bytes, name);
    let is_read = path.ends_with(".md") || path.ends_with(".yaml") || path.ends_with(".yml");
    if !is_read || looked.found.is_empty() {
        return looked;
    }
    let Some(text) = reading::decoded(bytes) else { return looked };
    let lines = Lines::new(&text);
    let entries = withdrawals(path, bytes);
    let entries: Vec<_> = entries
        .into_iter()
        .map(|entry| lines.place(&text, entry.start)..=lines.place(&text, entry.end))
        .collect();
    for found in &mut looked.found {
        let is_in = |place| entries.iter().any(|entry| entry.contains(&place));
        found.is_withdrawal = found.place.is_some_and(is_in);
    }
    looked
}

/// [`look`], with archives in archives as deep as `nested`.
fn look_into(path: &str, bytes: &[u8], name: &Name, nested: usize) -> Looked {
    let in_name = !name.places(&Reading::plain(path).text).is_empty();
    let of_name =
        || Found { inside: None, place: None, text: visible(path, 200), is_withdrawal: false };
    let mut found: Vec<Found> = in_name.then(of_name).into_iter().collect();
    if archive::is_archive(bytes) {
        let into = look_into_archive(bytes, name, nested, &mut found);
        return Looked { found, into };
    }
    let Some(text) = reading::decoded(bytes) else {
        return Looked { found, into: Into::NameOnly };
    };
    let ending = Path::new(path).extension().and_then(|ending| ending.to_str());
    let reading = match ending {
        Some("js" | "json" | "jsonl") => Reading::escaped(&text),
        _ => Reading::markup(&text),
    };
    let lines = Lines::new(&text);
    let at = |span: std::ops::Range<usize>| Found {
        inside: None,
        place: Some(lines.place(&text, reading.source(span.start))),
        text: around(&reading.text, span),
        is_withdrawal: false,
    };
    let mut places: Vec<Found> = name.places(&reading.text).into_iter().map(at).collect();
    places.sort_by_key(|found| found.place);
    places.dedup();
    found.extend(places);
    Looked { found, into: Into::Whole }
}

/// Looks into the files of an archive.
fn look_into_archive(bytes: &[u8], name: &Name, nested: usize, found: &mut Vec<Found>) -> Into {
    let Some(nested) = nested.checked_sub(1) else { return Into::Unreadable };
    let mut are_read = true;
    let is_whole = archive::files(bytes, &mut |path, bytes| {
        let looked = look_into(path, bytes, name, nested);
        are_read &= looked.into != Into::Unreadable;
        found.extend(looked.found.into_iter().map(|one| Found {
            inside: Some(match &one.inside {
                Some(deeper) => format!("{path}: {deeper}"),
                None => path.to_owned(),
            }),
            ..one
        }));
    });
    if is_whole && are_read { Into::Whole } else { Into::Unreadable }
}

/// Whether readers of a page meet the name.
#[must_use]
pub fn is_in(path: &str, bytes: &[u8], name: &Name) -> bool {
    !look(path, bytes, name).found.is_empty()
}

/// The text around a place, on one line.
fn around(text: &str, span: std::ops::Range<usize>) -> String {
    let before: Vec<(usize, char)> = text[..span.start].char_indices().rev().take(AROUND).collect();
    let from = before.last().map_or(span.start, |(at, _)| *at);
    let to =
        text[span.end..].char_indices().nth(AROUND).map_or(text.len(), |(at, _)| span.end + at);
    let words: Vec<&str> = text[from..to].split_whitespace().collect();
    visible(&words.join(" "), 4 * AROUND + (span.end - span.start))
}

/// Where the lines of a text begin.
struct Lines(Vec<usize>);

impl Lines {
    fn new(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    /// Line and column of an offset, both from 1; a column counts characters.
    fn place(&self, text: &str, at: usize) -> (usize, usize) {
        let boundary = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
        let at = boundary.unwrap_or(0);
        let line = self.0.partition_point(|start| *start <= at);
        let start = self.0[line - 1];
        (line, text[start..at].chars().count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str, name: &str) -> Vec<(Option<(usize, usize)>, String)> {
        let looked = look(path, text.as_bytes(), &Name::new(name).unwrap());
        looked.found.into_iter().map(|one| (one.place, one.text)).collect()
    }

    #[test]
    fn places_are_those_of_the_file() {
        for (path, text, place) in [
            ("a.md", "---\ntitle: Bageriet\n---\nÅtta bullar, sa Kim\nExempelsson.", (4, 17)),
            ("a.html", "<p>x</p>\n<p>&Aring;h, <b>Kim</b> <i>Exempelsson</i></p>", (2, 17)),
            ("a.html", "<p>x\n<img alt=\"Kim&nbsp;Exempelsson\">", (2, 11)),
            ("a.json", "{\n  \"x\": \"K\\u0069m Exempelsson\"}", (2, 9)),
            ("a.js", "forebild('d/0','\\xc5h\\tKim Exempelsson')", (1, 24)),
            ("a.svg", "<svg>\n<text>Kim <tspan>Exempelsson</tspan></text></svg>", (2, 7)),
            ("a.csv", "a;b\n\"Exempelsson, Kim\";1", (2, 2)),
        ] {
            let found = found(path, text, "Kim Exempelsson");
            assert_eq!(found.len(), 1, "{path}: {found:?}");
            assert_eq!(found[0].0, Some(place), "{path}: {found:?}");
        }
    }

    #[test]
    fn the_entry_of_whoever_has_withdrawn_is_told_from_what_is_left() {
        let name = Name::new("Kim Exempelsson").unwrap();
        for (path, text, expected) in [
            (
                "content/stories/a.md",
                "---\npeople:\n  - name: Kim Exempelsson\n    role: bagare\n    withdrawn: 2026-09-01\n  \
                 - name: Alex\n    role: vän till Kim Exempelsson\n---\nKim Exempelsson.\n",
                &[true, false, false][..],
            ),
            (
                "content/stories/a.md",
                "---\npeople: [{name: Kim Exempelsson, withdrawn: 2026-09-01}, {name: Kim Exempelsson}]\n---\n",
                &[true, false],
            ),
            (
                "../privat.yaml",
                "kim-1:\n  name: Kim Exempelsson\n  withdrawn: 2026-09-01\nkim-2:\n  name: Kim Exempelsson\n",
                &[true, false],
            ),
            ("content/stories/a.md", "---\npeople: [\n---\nKim Exempelsson\n", &[false]),
        ] {
            let looked = look_in_content(&Arc::from(path), text.as_bytes(), &name);
            let entries: Vec<bool> = looked.found.iter().map(|one| one.is_withdrawal).collect();
            assert_eq!(entries, expected, "{text}");
        }
    }

    #[test]
    fn a_place_is_shown_with_what_stands_around_it() {
        let text = format!(
            "{} I dag bakar Kim\nbullar för hela trakten.{}",
            "x ".repeat(90),
            " y".repeat(90)
        );
        let found = found("a.md", &text, "kim");
        assert_eq!(found[0].1, "x x x x x x x x I dag bakar Kim bullar för hela trakten. y y");
    }

    #[test]
    fn a_file_name_counts_and_a_picture_has_nothing_else() {
        let name = Name::new("Kim Åberg").unwrap();
        for (path, is_found) in [
            ("content/stories/x/kim-aberg.jpg", true),
            ("content/stories/x/Kim_Åberg.jpg", true),
            ("content/stories/x/KimÅberg2.jpg", true),
            ("content/stories/kim-abergsson/x.jpg", false),
        ] {
            let looked = look(path, &[0xff, 0xd8, 0, 0x10], &name);
            assert_eq!(looked.into, Into::NameOnly);
            assert_eq!(!looked.found.is_empty(), is_found, "{path}");
        }
    }

    #[test]
    fn an_archive_is_looked_into() {
        use archive::tests::archive;
        let name = Name::new("Kim").unwrap();
        let inner = archive(&[("a.md", b"x\nKim")]);
        let outer = archive(&[("kim.txt", b"x"), ("inner.zip", &inner), ("b.html", b"Kimono")]);
        let looked = look("x.zip", &outer, &name);
        let found: Vec<_> =
            looked.found.iter().map(|one| (one.inside.as_deref().unwrap(), one.place)).collect();
        assert_eq!(found, [("kim.txt", None), ("inner.zip: a.md", Some((2, 1)))]);
        assert_eq!(looked.into, Into::Whole);
        assert_eq!(look("x.zip", &outer[..outer.len() / 2], &name).into, Into::Unreadable);
        let deep = (0..4).fold(inner, |inner, _| archive(&[("x.zip", &inner)]));
        assert_eq!(look("x.zip", &deep, &name).into, Into::Unreadable);
    }

    proptest::proptest! {
        #[test]
        fn anything_can_be_looked_at(bytes in proptest::collection::vec(0_u8.., 0..200), ending in "(md|html|js|svg|json|csv)") {
            let _ = look(&format!("a.{ending}"), &bytes, &Name::new("Kim").unwrap());
        }

        #[test]
        fn a_planted_name_is_found(before in "[<>&\\\\\"'a-c /=å\\n]{0,30} ", after in "[ .,;][<>&a-c /=å\\n]{0,30}", ending in "(md|html|js|svg|json|csv)") {
            let text = format!("{before}Kim Exempelsson{after}");
            let looked = look(&format!("a.{ending}"), text.as_bytes(), &Name::new("Kim Exempelsson").unwrap());
            proptest::prop_assert_eq!(looked.found.len(), 1, "{}", text);
        }
    }
}
