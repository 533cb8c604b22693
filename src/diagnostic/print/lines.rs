//! A file as lines, so that a byte is found as line and column.

/// A count of characters is kept every so many bytes, so that a place far into a long line does
/// not cost the whole line.
const STEP: usize = 4096;

/// A file cut into lines.
pub struct Lines<'a> {
    bytes: &'a [u8],
    /// First byte of each line.
    starts: Vec<usize>,
    /// Number of characters before every [`STEP`]th byte.
    characters: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Cuts `bytes` at line feeds.
    pub fn of(bytes: &'a [u8]) -> Self {
        let mut starts = vec![if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 }];
        starts.extend(
            bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1),
        );
        let mut characters = vec![0];
        for chunk in bytes.chunks(STEP) {
            let before = characters.last().copied().unwrap_or(0);
            characters.push(before + count(chunk));
        }
        Self { bytes, starts, characters }
    }

    /// Line and column of a byte, from 1; a column counts characters. A byte after the end is the
    /// end, and the invisible mark at the beginning of a file (BOM) has no width.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let offset = offset.min(self.bytes.len());
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts[line - 1];
        (line, (self.before(offset).saturating_sub(self.before(start))) + 1)
    }

    /// The number, first byte and bytes of the line in which `offset` lies, without its end.
    pub fn line_at(&self, offset: usize) -> (usize, usize, &'a [u8]) {
        let (line, _) = self.position(offset);
        let start = self.starts[line - 1];
        let end = self.starts.get(line).map_or(self.bytes.len(), |next| next - 1);
        let text = &self.bytes[start.min(end)..end];
        (line, start, text.strip_suffix(b"\r").unwrap_or(text))
    }

    /// Number of characters before `offset`.
    fn before(&self, offset: usize) -> usize {
        let step = offset / STEP;
        self.characters[step] + count(&self.bytes[step * STEP..offset])
    }
}

/// Number of characters that begin in `bytes`: every byte but those that go on with a character.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_from_one() {
        for (text, offset, expected) in [
            ("", 0, (1, 1)),
            ("abc", 2, (1, 3)),
            ("åäö", 4, (1, 3)),
            ("a\nb", 2, (2, 1)),
            ("a\r\nb", 3, (2, 1)),
            ("a\n", 2, (2, 1)),
            ("a", 99, (1, 2)),
            ("\u{feff}ab", 0, (1, 1)),
            ("\u{feff}ab", 3, (1, 1)),
            ("\u{feff}ab", 4, (1, 2)),
        ] {
            assert_eq!(Lines::of(text.as_bytes()).position(offset), expected, "{text:?} {offset}");
        }
    }

    #[test]
    fn a_place_beyond_a_step_is_counted_right() {
        let text = "å".repeat(STEP) + "\n" + &"ö".repeat(STEP);
        let lines = Lines::of(text.as_bytes());
        assert_eq!(lines.position(2 * (STEP - 1)), (1, STEP));
        assert_eq!(lines.position(text.len()), (2, STEP + 1));
    }

    #[test]
    fn lines_come_without_their_ends() {
        for (text, offset, expected) in [
            ("a\r\nbc\n", 3, (2, 3, "bc")),
            ("a\r\nbc\n", 0, (1, 0, "a")),
            ("a\n", 2, (2, 2, "")),
            ("\u{feff}a", 0, (1, 3, "a")),
            ("\u{feff}", 0, (1, 3, "")),
        ] {
            let (line, start, bytes) = Lines::of(text.as_bytes()).line_at(offset);
            let got = (line, start, std::str::from_utf8(bytes).unwrap());
            assert_eq!(got, expected, "{text:?} {offset}");
        }
    }
}
