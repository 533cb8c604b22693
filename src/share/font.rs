//! The two faces that cards are set in, which are part of the program: a font of the system would
//! make another picture on every machine. `fonts/README.md` says where they come from.

use std::sync::{Arc, LazyLock};

use harfrust::{Direction, ShapeOptions, ShapePlan, ShaperData, UnicodeBuffer, script};
use resvg::usvg::Options;
use resvg::usvg::fontdb::{Database, Source};
use sha2::{Digest, Sha256};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};

static SERIF: &[u8] = include_bytes!("fonts/serif.ttf");
static SANS: &[u8] = include_bytes!("fonts/sans.ttf");

/// A face.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
        let face = &FACES[self as usize];
        let at = face.binary_search_by_key(&c, |(known, _)| *known).ok()?;
        Some(face[at].1)
    }
}

/// A glyph of a line. Lengths are in parts of the size that it is set in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Set {
    pub glyph: u32,
    /// To the next one.
    pub advance: f32,
    /// Rightwards and upwards from its place.
    pub offset: [f32; 2],
}

impl Face {
    /// The glyphs of a line, with kerning.
    pub fn set(self, line: &str) -> Vec<Set> {
        let Some(Setting { font, data, plan }) = &SETTINGS[self as usize] else {
            return Vec::new();
        };
        let shaper = data.shaper(font).build();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(line);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script::LATIN);
        let glyphs = shaper.shape(buffer, ShapeOptions::new().plan(Some(plan)));
        let whole = shaper.units_per_em() as f32;
        let places = glyphs.glyph_infos().iter().zip(glyphs.glyph_positions());
        let set = places.map(|(info, place)| Set {
            glyph: info.glyph_id,
            advance: place.x_advance as f32 / whole,
            offset: [place.x_offset, place.y_offset].map(|length| length as f32 / whole),
        });
        set.collect()
    }

    /// Draws the outline of a glyph in a size in pixels; nothing for a glyph that there is not.
    pub fn draw(self, glyph: GlyphId, size: f32, pen: &mut impl OutlinePen) {
        let setting = SETTINGS[self as usize].as_ref();
        let outline = setting.and_then(|setting| setting.font.outline_glyphs().get(glyph));
        if let Some(outline) = outline {
            let size = DrawSettings::unhinted(Size::new(size), LocationRef::default());
            // The faces are ours, and a test draws all of each.
            let _ = outline.draw(size, pen);
        }
    }
}

/// What lines are set with.
struct Setting {
    font: FontRef<'static>,
    data: ShaperData,
    plan: ShapePlan,
}

/// Of each face; none when it cannot be read.
static SETTINGS: LazyLock<[Option<Setting>; 2]> = LazyLock::new(|| [SERIF, SANS].map(setting));

fn setting(bytes: &'static [u8]) -> Option<Setting> {
    let font = FontRef::new(bytes).ok()?;
    let data = ShaperData::new(&font);
    let shaper = data.shaper(&font).build();
    let plan = ShapePlan::new(&shaper, Direction::LeftToRight, Some(script::LATIN), None, &[]);
    Some(Setting { font, data, plan })
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
    use skrifa::outline::pen::ControlBoundsPen;

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
    fn every_letter_is_set_as_wide_as_it_is_measured_and_can_be_drawn() {
        for face in [Face::Serif, Face::Sans] {
            for (c, width) in &FACES[face as usize] {
                let set = face.set(&c.to_string());
                // What joins or parts words is not seen, and has no width.
                let [set] = set[..] else { panic!("{face:?} {c:?}: {set:?}") };
                let is_unseen = set.advance == 0.0;
                assert!(is_unseen || (set.advance - width).abs() < 0.001, "{face:?} {c:?}");
                let mut bounds = ControlBoundsPen::new();
                face.draw(GlyphId::new(set.glyph), 100.0, &mut bounds);
                let is_blank = c.is_whitespace() || is_unseen;
                assert_eq!(bounds.bounding_box().is_none(), is_blank, "{face:?} {c:?}");
            }
            // Kerning.
            let width = |text: &str| face.set(text).iter().map(|set| set.advance).sum::<f32>();
            assert!(width("AVAVA") < 3.0 * width("A") + 2.0 * width("V") - 0.02, "{face:?}");
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
