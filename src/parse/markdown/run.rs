//! A stretch of text between two pieces of markup, with the way back to its place in the source.
//!
//! pulldown-cmark hands text out in small pieces, cut at every character that might have been
//! markup. Typography, bare addresses and mistakes are seen only in the whole.

use std::ops::Range;

/// Which marks stand in a text, as bits: most texts have none, and are copied as they are.
#[derive(Clone, Copy)]
pub(super) struct Marks(u8);

impl Marks {
    const HASH: u8 = 1;
    const MARKUP: u8 = 2;
    const ADDRESS: u8 = 4;
    const TYPOGRAPHY: u8 = 8;
    const DOT: u8 = 16;

    const OF_BYTE: [u8; 256] = {
        let mut table = [0; 256];
        table[b'#' as usize] = Self::HASH;
        table[b'*' as usize] = Self::MARKUP;
        table[b'[' as usize] = Self::MARKUP;
        table[b']' as usize] = Self::MARKUP;
        table[b'<' as usize] = Self::MARKUP;
        table[b'@' as usize] = Self::ADDRESS;
        table[b':' as usize] = Self::ADDRESS;
        table[b'"' as usize] = Self::TYPOGRAPHY;
        table[b'\'' as usize] = Self::TYPOGRAPHY;
        table[b'-' as usize] = Self::TYPOGRAPHY;
        table[b'.' as usize] = Self::DOT;
        table
    };

    /// The marks in `text`.
    pub(super) fn of(text: &str) -> Self {
        let mut marks = text.bytes().fold(0, |marks, b| marks | Self::OF_BYTE[usize::from(b)]);
        // Nearly every sentence has a full stop; hardly one has what it is looked for.
        if marks & Self::DOT != 0 {
            if text.contains("...") {
                marks |= Self::TYPOGRAPHY;
            }
            if text.contains("w.") || text.contains("W.") {
                marks |= Self::ADDRESS;
            }
        }
        Self(marks)
    }

    /// Whether a line may begin with `#`.
    pub(super) fn hash(self) -> bool {
        self.0 & Self::HASH != 0
    }

    /// Whether something may have been meant as markup.
    pub(super) fn markup(self) -> bool {
        self.0 & Self::MARKUP != 0
    }

    /// Whether a bare address may stand there.
    pub(super) fn address(self) -> bool {
        self.0 & Self::ADDRESS != 0
    }

    /// Whether quotation marks, dashes or dots may have to be set.
    pub(super) fn typography(self) -> bool {
        self.0 & Self::TYPOGRAPHY != 0
    }
}

/// Text put together from pieces.
#[derive(Default)]
pub(super) struct Run {
    /// The text as a reader sees it.
    pub(super) text: String,
    pieces: Vec<Piece>,
}

struct Piece {
    at: usize,
    source: Range<usize>,
    /// Whether the source has the same bytes: not so for `&amp;` and line ends.
    verbatim: bool,
}

impl Run {
    /// Adds a piece that stands in `source`.
    pub(super) fn push(&mut self, text: &str, source: Range<usize>) {
        let verbatim = text.len() == source.len();
        let at = self.text.len();
        self.text.push_str(text);
        if let Some(last) = self.pieces.last_mut()
            && last.verbatim
            && verbatim
            && last.source.end == source.start
        {
            last.source.end = source.end;
            return;
        }
        self.pieces.push(Piece { at, source, verbatim });
    }

    /// Forgets everything but the memory it has.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
    }

    /// Whether there is no text.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether every byte stands so in the source.
    pub(super) fn is_verbatim(&self) -> bool {
        self.pieces.iter().all(|piece| piece.verbatim)
    }

    /// The place in the source of a part of the text.
    pub(super) fn source(&self, part: Range<usize>) -> Range<usize> {
        let start = self.place(part.start, |source| source.start);
        if part.is_empty() {
            return start..start;
        }
        let last = self.place(part.end - 1, |source| source.end - 1);
        start..(last + 1).max(start)
    }

    /// The place of one byte; `edge` chooses it where the piece is not verbatim.
    fn place(&self, at: usize, edge: impl Fn(&Range<usize>) -> usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        match after.checked_sub(1).map(|index| &self.pieces[index]) {
            Some(piece) if piece.verbatim => piece.source.start + (at - piece.at),
            Some(piece) if !piece.source.is_empty() => edge(&piece.source),
            Some(piece) => piece.source.start,
            None => 0,
        }
    }

    /// Whether the byte stands in the source as it is, without a backslash before it.
    pub(super) fn is_plain(&self, at: usize, source: &str) -> bool {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        let verbatim = after.checked_sub(1).is_some_and(|index| self.pieces[index].verbatim);
        let before = &source.as_bytes()[..self.place(at, |source| source.start)];
        let backslashes = before.iter().rev().take_while(|byte| **byte == b'\\').count();
        verbatim && backslashes % 2 == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_find_their_place() {
        let source = r"a\*b &amp; c";
        let mut run = Run::default();
        run.push("a", 0..1);
        run.push("*b ", 2..5);
        run.push("&", 5..10);
        run.push(" c", 10..12);
        assert_eq!(run.text, "a*b & c");
        assert_eq!(run.source(0..1), 0..1);
        assert_eq!(run.source(1..3), 2..4);
        assert_eq!(run.source(4..5), 5..10);
        assert_eq!(run.source(3..7), 4..12);
        assert!(run.is_plain(0, source));
        assert!(!run.is_plain(1, source), "after a backslash");
        assert!(run.is_plain(2, source));
        assert!(!run.is_plain(4, source), "from an entity");
        assert!(!run.is_verbatim());
    }
}
