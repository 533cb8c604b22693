//! Texts broken over lines: as large as there is room for, and in lines of about the same length.
//!
//! Widths are in parts of the size that a text is set in, without kerning, which makes lines a
//! little shorter than they are measured.

use super::font::Face;
use crate::text::{is_unseen, nfc};

/// More of a text is not looked at: no card has room for it.
const LONGEST: usize = 400;
/// From one line to the next, in parts of the size.
pub const LEADING: f32 = 1.12;
/// How much the sizes that are tried differ.
const STEP: f32 = 4.0;

/// A text cut where a line may end.
#[derive(Clone, Debug, PartialEq)]
pub struct Pieces {
    pieces: Vec<Piece>,
    face: Face,
    /// What stands between characters beyond their widths.
    spacing: f32,
}

#[derive(Clone, Debug, PartialEq)]
struct Piece {
    text: String,
    width: f32,
    end: End,
}

/// What stands between a piece and the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// A space, unless a line ends here.
    Space,
    /// Nothing, as behind the hyphen of `väst-svensk`.
    Nothing,
    /// A hyphen if a line ends here, and nothing if none does.
    Hyphen,
}

/// The room for a text.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// In pixels.
    pub width: f32,
    /// In pixels.
    pub height: f32,
    /// The largest size, in whole pixels.
    pub largest: f32,
    /// The smallest one.
    pub smallest: f32,
}

/// A text in its lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    /// In whole pixels.
    pub size: f32,
    /// From the top.
    pub lines: Vec<String>,
}

impl Lines {
    /// From the top of the first line to the bottom of the last, in pixels.
    pub fn height(&self) -> f32 {
        height(self.lines.len(), self.size)
    }
}

fn height(lines: usize, size: f32) -> f32 {
    lines as f32 * LEADING * size
}

impl Pieces {
    /// Reads a text; nothing when the face lacks one of its characters, or nothing would be seen.
    pub fn read(text: &str, face: Face, spacing: f32) -> Option<Self> {
        let mut pieces = Self { pieces: Vec::new(), face, spacing };
        let text = nfc(text);
        let mut piece = String::new();
        let mut rest = text.chars().filter(|c| !is_dropped(*c)).take(LONGEST).peekable();
        while let Some(c) = rest.next() {
            let end = match c {
                '\u{ad}' => End::Hyphen,
                '\u{200b}' => End::Nothing,
                '\u{a0}' | '\u{2007}' | '\u{202f}' => {
                    piece.push('\u{a0}');
                    continue;
                }
                c if c.is_whitespace() || c.is_control() => End::Space,
                c => {
                    let within = piece.chars().last().is_some_and(char::is_alphanumeric)
                        && rest.peek().is_some_and(|next| next.is_alphabetic());
                    piece.push(c);
                    if within && matches!(c, '-' | '\u{2010}' | '–' | '—' | '/') {
                        End::Nothing
                    } else {
                        continue;
                    }
                }
            };
            pieces.push(&mut piece, end)?;
        }
        pieces.push(&mut piece, End::Space)?;
        (!pieces.pieces.is_empty()).then_some(pieces)
    }

    /// Ends a piece; nothing when the face lacks one of its characters.
    fn push(&mut self, text: &mut String, end: End) -> Option<()> {
        if text.trim().is_empty() {
            text.clear();
            // Of several places where a line may end, a space is the one to be seen.
            if let Some(last) = self.pieces.last_mut().filter(|_| end == End::Space) {
                last.end = End::Space;
            }
            return Some(());
        }
        let width = self.width(text)?;
        self.pieces.push(Piece { text: std::mem::take(text), width, end });
        Some(())
    }

    fn width(&self, text: &str) -> Option<f32> {
        text.chars().map(|c| Some(self.face.advance(c)? + self.spacing)).sum()
    }

    /// The width of the text in one line.
    pub fn width_in_one_line(&self) -> f32 {
        self.width_of(0, self.pieces.len())
    }

    /// The width of a character that both faces have.
    fn advance(&self, c: char) -> f32 {
        self.face.advance(c).unwrap_or_default() + self.spacing
    }

    /// The face that it is set in.
    pub fn face(&self) -> Face {
        self.face
    }

    /// The text in one line, as it is drawn.
    pub fn line(&self) -> String {
        self.joined(0, self.pieces.len())
    }

    /// The text in one line: as large as it fits, and cut when it is too long for the smallest size.
    pub fn in_one_line(&self, room: Room) -> Lines {
        let width = self.width_in_one_line();
        // In whole pixels, so that letters are drawn in few sizes.
        let size = (room.width / width).floor().clamp(room.smallest, room.largest);
        let line = if width * size <= room.width {
            self.line()
        } else {
            self.cut(&self.line(), room.width / size)
        };
        Lines { size, lines: vec![line] }
    }

    /// The text in lines of about the same length: as large as they fit, and cut when they are too
    /// many for the smallest size.
    pub fn in_lines(&self, room: Room) -> Lines {
        let mut size = room.largest;
        while size >= room.smallest {
            let width = room.width / size;
            let fits = self.pieces.iter().all(|piece| piece.width <= width);
            let count = if fits { self.filled(width).len() } else { usize::MAX };
            if fits && height(count, size) <= room.height {
                let lines = self.balanced(width, count);
                return Lines { size, lines };
            }
            size -= STEP;
        }
        self.in_smallest_lines(room)
    }

    /// The beginning of the text in the smallest size.
    fn in_smallest_lines(&self, room: Room) -> Lines {
        let size = room.smallest;
        let width = room.width / size;
        let short = self.with_short_pieces(width);
        let ranges = short.filled(width);
        let most = ((room.height / (LEADING * size)) as usize).max(1);
        let mut lines: Vec<String> =
            ranges.iter().take(most).map(|(from, to)| short.joined(*from, *to)).collect();
        if ranges.len() > most
            && let Some(last) = lines.last_mut()
        {
            *last = self.cut(&format!("{last}…"), width);
        }
        Lines { size, lines }
    }

    /// The beginning of a line with `…` behind it.
    fn cut(&self, line: &str, width: f32) -> String {
        let mut left = width - self.advance('…');
        let mut cut = String::new();
        for c in line.chars().filter(|c| *c != '…') {
            left -= self.advance(c);
            if left < 0.0 {
                // Whole words, where there are several.
                let within = c.is_alphanumeric() && cut.ends_with(char::is_alphanumeric);
                if let Some(space) = cut.rfind(' ').filter(|_| within) {
                    cut.truncate(space);
                }
                break;
            }
            cut.push(c);
        }
        cut.truncate(cut.trim_end_matches(|c: char| !c.is_alphanumeric()).len());
        cut.push('…');
        cut
    }

    /// These with pieces cut in two, with a hyphen, where they are longer than a line.
    fn with_short_pieces(&self, width: f32) -> Self {
        let mut short = Self { pieces: Vec::new(), ..*self };
        for piece in &self.pieces {
            let mut part = Piece { text: String::new(), width: 0.0, end: End::Hyphen };
            for c in piece.text.chars() {
                let advance = self.advance(c);
                if part.width + advance + self.advance('-') > width && !part.text.is_empty() {
                    short.pieces.push(part.clone());
                    part.text.clear();
                    part.width = 0.0;
                }
                part.text.push(c);
                part.width += advance;
            }
            part.end = piece.end;
            short.pieces.push(part);
        }
        short
    }

    /// The width of the pieces `from..to` on one line.
    fn width_of(&self, from: usize, to: usize) -> f32 {
        let pieces = &self.pieces[from..to];
        let inner = pieces.iter().rev().skip(1).filter(|piece| piece.end == End::Space).count();
        let hyphen =
            pieces.last().filter(|piece| piece.end == End::Hyphen && to < self.pieces.len());
        pieces.iter().map(|piece| piece.width).sum::<f32>()
            + inner as f32 * self.advance(' ')
            + hyphen.map_or(0.0, |_| self.advance('-'))
    }

    /// The pieces `from..to` as a line.
    fn joined(&self, from: usize, to: usize) -> String {
        let mut line = String::new();
        for (at, piece) in self.pieces[from..to].iter().enumerate() {
            line.push_str(&piece.text);
            match piece.end {
                End::Space if from + at + 1 < to => line.push(' '),
                End::Hyphen if from + at + 1 == to && to < self.pieces.len() => line.push('-'),
                _ => {}
            }
        }
        line
    }

    /// Lines that are filled one after the other: the fewest there can be.
    fn filled(&self, width: f32) -> Vec<(usize, usize)> {
        let mut lines = Vec::new();
        let mut from = 0;
        for to in 1..=self.pieces.len() {
            if to > from + 1 && self.width_of(from, to) > width {
                lines.push((from, to - 1));
                from = to - 1;
            }
        }
        lines.push((from, self.pieces.len()));
        lines
    }

    /// `count` lines with as little room left at their ends as can be, in squares.
    fn balanced(&self, width: f32, count: usize) -> Vec<String> {
        let pieces = self.pieces.len();
        // By the number of pieces in the lines so far: the room left, and where the last line begins.
        let mut best = vec![(f32::INFINITY, 0); pieces + 1];
        best[0] = (0.0, 0);
        let mut begins = Vec::with_capacity(count);
        for _ in 0..count {
            let mut next = vec![(f32::INFINITY, 0); pieces + 1];
            for (to, next) in next.iter_mut().enumerate().skip(1) {
                for from in (0..to).rev() {
                    let left = width - self.width_of(from, to);
                    if left < 0.0 {
                        break;
                    }
                    let room = best[from].0 + left * left;
                    if room < next.0 {
                        *next = (room, from);
                    }
                }
            }
            begins.push(next.iter().map(|(_, from)| *from).collect::<Vec<_>>());
            best = next;
        }
        let mut lines = Vec::with_capacity(count);
        let mut to = pieces;
        for begins in begins.iter().rev() {
            lines.push(self.joined(begins[to], to));
            to = begins[to];
        }
        lines.reverse();
        lines
    }
}

/// What changes how other characters are shown, and is not shown itself.
fn is_dropped(c: char) -> bool {
    let is_place_to_break = matches!(c, '\u{ad}' | '\u{200b}');
    let is_direction = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_variation = matches!(c, '\u{fe00}'..='\u{fe0f}');
    is_unseen(c) && !is_place_to_break || is_direction || is_variation
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ROOM: Room = Room { width: 1_056.0, height: 300.0, largest: 116.0, smallest: 40.0 };

    fn broken(text: &str) -> (f32, Vec<String>) {
        let pieces = Pieces::read(text, Face::Serif, 0.0).expect("a text that can be written");
        let Lines { size, lines } = pieces.in_lines(ROOM);
        (size, lines)
    }

    #[test]
    fn titles_are_large_and_their_lines_of_about_the_same_length() {
        for (title, size, lines) in [
            ("Upphandling", 116.0, &["Upphandling"][..]),
            ("Bageriet som aldrig stänger", 116.0, &["Bageriet som", "aldrig stänger"]),
            (
                "Kaféet som blev kommunens mötesplats och gav tolv personer ett riktigt jobb",
                84.0,
                &[
                    "Kaféet som blev kommunens",
                    "mötesplats och gav tolv",
                    "personer ett riktigt jobb",
                ],
            ),
            ("Väst-svensk mat/dryck", 116.0, &["Väst-svensk", "mat/dryck"]),
            // A line ends behind a hyphen between letters, and never behind others.
            (
                "Ett samarbete på 10-12 månader mellan Arbetsförmedlingen-kommunen",
                76.0,
                &["Ett samarbete på", "10-12 månader mellan", "Arbetsförmedlingen-kommunen"],
            ),
            // A word that is too long for its line makes the title smaller.
            (
                "Arbetsmarknadsintegrationsprojektsamordnare",
                52.0,
                &["Arbetsmarknadsintegrationsprojektsamordnare"],
            ),
        ] {
            let (own, broken) = broken(title);
            assert_eq!(
                (own, &broken[..]),
                (size, &lines.iter().map(|l| (*l).to_owned()).collect::<Vec<_>>()[..]),
                "{title}"
            );
        }
    }

    #[test]
    fn what_does_not_fit_is_cut() {
        let (size, lines) = broken(&"arbets".repeat(25));
        assert_eq!(size, 40.0);
        assert!(
            lines.len() == 3 && lines[0].ends_with('-') && !lines[2].ends_with('-'),
            "{lines:?}"
        );
        let (size, lines) = broken(&"många ord ".repeat(60));
        assert_eq!((size, lines.len()), (40.0, 6));
        assert!(lines[5].ends_with("ord…") || lines[5].ends_with("många…"), "{lines:?}");
        let pieces = Pieces::read(&"Hjo, ".repeat(60), Face::Sans, 0.0).unwrap();
        let room = Room { width: 300.0, height: 40.0, largest: 34.0, smallest: 26.0 };
        let Lines { size, lines } = pieces.in_one_line(room);
        assert_eq!((size, &lines[..]), (26.0, &["Hjo, Hjo, Hjo, Hjo, Hjo…".to_owned()][..]));
    }

    #[test]
    fn what_is_read() {
        let line = |text: &str| Pieces::read(text, Face::Serif, 0.0).map(|pieces| pieces.line());
        for (text, expected) in [
            ("  a \t\r\n b\u{0}\u{b}c ", Some("a b c")),
            ("A\u{30a}sa", Some("Åsa")),
            ("be\u{ad}arbeta", Some("bearbeta")),
            ("a\u{200b}b \u{feff}c\u{202e}d\u{fe0f}", Some("ab cd")),
            ("10\u{202f}000", Some("10\u{a0}000")),
            ("", None),
            (" \u{ad}\u{200b}\u{a0}", None),
            ("Привет", None),
            ("a \u{1f600}", None),
            ("a\u{ffff}", None),
        ] {
            assert_eq!(line(text).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_word_is_divided_where_its_author_says() {
        let pieces = Pieces::read("Arbets\u{ad}marknads\u{ad}projekt", Face::Serif, 0.0).unwrap();
        let room = Room { width: 700.0, ..ROOM };
        assert_eq!(pieces.in_lines(room).lines, ["Arbets-", "marknadsprojekt"]);
        assert_eq!(pieces.line(), "Arbetsmarknadsprojekt");
    }

    proptest! {
        #[test]
        fn every_text_finds_its_room(text in "(\\PC|[åäöÅÄÖ a-z\u{ad}\u{200b}-]){0,400}", width in 1.0_f32..2_000.0, height in 1.0_f32..400.0) {
            for face in [Face::Serif, Face::Sans] {
                let Some(pieces) = Pieces::read(&text, face, -0.012) else { continue };
                let room = Room { width, height, largest: 116.0, smallest: 40.0 };
                for Lines { size, lines } in [pieces.in_lines(room), pieces.in_one_line(room)] {
                    prop_assert!((40.0..=116.0).contains(&size));
                    prop_assert!(!lines.is_empty());
                    prop_assert!(lines.len() == 1 || lines.len() as f32 * LEADING * size <= height);
                }
            }
        }
    }
}
