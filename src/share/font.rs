//! The two faces that cards are set in, which are part of the program: a font of the system would
//! make another picture on every machine. `fonts/README.md` says where they come from.

use std::sync::{Arc, LazyLock};

use resvg::usvg::Options;
use resvg::usvg::fontdb::{Database, Source};
use sha2::{Digest, Sha256};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

static SERIF: &[u8] = include_bytes!("fonts/serif.ttf");
static SANS: &[u8] = include_bytes!("fonts/sans.ttf");

/// A face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// For titles.
    Serif,
    /// For what stands beside them.
    Sans,
}

impl Face {
    /// What an SVG calls it.
    pub fn family(self) -> &'static str {
        match self {
            Face::Serif => "Forebild Serif",
            Face::Sans => "Forebild Sans",
        }
    }

    /// The width of a character in parts of the size it is set in; none when the face lacks it.
    pub fn advance(self, c: char) -> Option<f32> {
        let face = match self {
            Face::Serif => &FACES[0],
            Face::Sans => &FACES[1],
        };
        let at = face.binary_search_by_key(&c, |(known, _)| *known).ok()?;
        Some(face[at].1)
    }
}

/// The characters of each face and their widths, in the order of characters.
static FACES: LazyLock<[Vec<(char, f32)>; 2]> = LazyLock::new(|| [SERIF, SANS].map(advances));

fn advances(bytes: &[u8]) -> Vec<(char, f32)> {
    // A test reads both faces.
    let Ok(font) = FontRef::new(bytes) else { return Vec::new() };
    let metrics = GlyphMetrics::new(&font, Size::new(1.0), LocationRef::default());
    let known = font.charmap().mappings();
    let mut known: Vec<(char, f32)> = known
        .filter_map(|(code, glyph)| Some((char::from_u32(code)?, metrics.advance_width(glyph)?)))
        .collect();
    known.sort_unstable_by_key(|(c, _)| *c);
    known
}

/// The faces, as a drawing looks them up; no other is there.
static DATABASE: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut database = Database::new();
    for bytes in [SERIF, SANS] {
        database.load_font_source(Source::Binary(Arc::new(bytes)));
    }
    Arc::new(database)
});

/// How a drawing is read: with these faces and no others.
pub fn options() -> Options<'static> {
    Options { fontdb: Arc::clone(&DATABASE), ..Options::default() }
}

/// What tells these faces from others.
pub static DIGEST: LazyLock<[u8; 32]> =
    LazyLock::new(|| Sha256::new().chain_update(SERIF).chain_update(SANS).finalize().into());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_faces_write_the_languages_of_the_north() {
        let alphabets = "ABCÅÄÖÆØabcåäöæøéü0123456789 ČĐŊŠŽčđŋšž ŁłŐőŞşĞğİıȘșȚțẞß .,:;–—-’‘”“„»«…!?%&/()§+×−€°\u{a0}";
        for face in [Face::Serif, Face::Sans] {
            for c in alphabets.chars() {
                let width = face.advance(c);
                assert!(width.is_some_and(|width| width > 0.1 && width < 1.5), "{face:?} {c}");
            }
            // North Sámi has one letter more, which the serif lacks.
            assert_eq!(face.advance('Ŧ').is_some(), face == Face::Sans);
            assert_eq!(face.advance('Ж'), None);
            assert_eq!(face.advance('\u{1f600}'), None);
            assert_eq!(face.advance('\u{ad}'), None);
        }
    }

    #[test]
    fn the_drawing_finds_both_faces_and_they_are_small() {
        let families: Vec<_> = DATABASE.faces().map(|face| face.families[0].0.clone()).collect();
        assert_eq!(families, [Face::Serif.family(), Face::Sans.family()]);
        for face in [SERIF, SANS] {
            assert!(face.len() < 80_000, "{} bytes", face.len());
        }
    }
}
