//! Counting words and cutting the first sentences.

/// The longest excerpt, in characters.
pub(super) const LONGEST: usize = 300;

/// Counts words piece by piece, so that `**Bra**sa` is one.
#[derive(Default)]
pub(super) struct Count {
    /// Words so far.
    pub(super) words: usize,
    open: bool,
}

impl Count {
    /// Counts the words of a piece of text.
    pub(super) fn add(&mut self, text: &str) {
        for byte in text.bytes() {
            match byte {
                0..=b' ' => self.open = false,
                // A dash alone is no word. 0xC2 and 0xE2 begin punctuation, other bytes from
                // 0xC3 letters of other alphabets; the rest of a letter never comes first.
                b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | 0xc3..=0xe1 | 0xe3.. if !self.open => {
                    self.open = true;
                    self.words += 1;
                }
                _ => {}
            }
        }
    }

    /// Ends a word at the edge of a block.
    pub(super) fn end(&mut self) {
        self.open = false;
    }
}

/// The first sentences of `text`, at most [`LONGEST`] characters: whole sentences where they
/// fill at least half of that, else cut at a word.
pub(super) fn excerpt(text: &str) -> String {
    let mut plain = String::new();
    for word in text.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.push_str(word);
        if plain.len() > LONGEST * 4 + 1 {
            break;
        }
    }
    // A sentence may end right at the edge: the space after it is outside.
    let Some((edge, _)) = plain.char_indices().nth(LONGEST) else { return plain };
    let half = plain.char_indices().nth(LONGEST / 2).map_or(0, |(at, _)| at);
    if let Some(end) = last_sentence(&plain, edge).filter(|end| *end >= half) {
        plain.truncate(end);
        return plain;
    }
    // One character less, for the dots; a space right there does not count.
    let room = plain.char_indices().nth(LONGEST - 1).map_or(edge, |(at, _)| at);
    let end = if plain[room..].starts_with(' ') {
        room
    } else {
        plain[..room].rfind(' ').unwrap_or(room)
    };
    plain.truncate(end);
    plain.truncate(plain.trim_end_matches([',', ';', ':', ' ', '–', '.']).len());
    plain.push('…');
    plain
}

/// Where the last sentence ends that ends at or before `edge` and has a space behind it.
fn last_sentence(text: &str, edge: usize) -> Option<usize> {
    let ends = |at: usize| {
        let sentence = text[..at].trim_end_matches(['”', '’', ')']);
        sentence.ends_with(['.', '!', '?', '…'])
    };
    let spaces = text.match_indices(' ').map(|(at, _)| at).take_while(|at| *at <= edge);
    spaces.filter(|at| ends(*at)).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        for (pieces, expected) in [
            (&["Tre små ord"][..], 3),
            (&["Bra", "sa"], 1),
            (&["bröd – och bullar & te"], 4),
            (&["10 000 kr"], 3),
            (&["…"], 0),
            (&["Åsa Öst"], 2),
            (&["日本"], 1),
        ] {
            let mut count = Count::default();
            for piece in pieces {
                count.add(piece);
            }
            assert_eq!(count.words, expected, "{pieces:?}");
        }
    }

    #[test]
    fn excerpts() {
        let sentence = format!("{}. ", "ord ".repeat(50).trim_end());
        for (text, expected) in [
            (String::new(), String::new()),
            ("Kort\n text.".to_owned(), "Kort text.".to_owned()),
            (sentence.repeat(3), sentence.trim_end().to_owned()),
            ("å".repeat(400), format!("{}…", "å".repeat(299))),
            (format!("{} slut", "å".repeat(299)), format!("{}…", "å".repeat(299))),
            ("ord, ".repeat(100), format!("{}ord…", "ord, ".repeat(59))),
        ] {
            let cut = excerpt(&text);
            assert_eq!(cut, expected);
            assert!(cut.chars().count() <= LONGEST);
        }
    }
}
