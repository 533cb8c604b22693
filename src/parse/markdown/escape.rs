//! Text to HTML: the only way by which an author's words reach the page.

/// Characters that are neither text nor white space: controls, overrides of the writing
/// direction, and code points that will never be characters.
pub(super) fn is_forbidden(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fdd0}'..='\u{fdef}' => true,
        c => c.is_control() || u32::from(c) & 0xfffe == 0xfffe,
    }
}

/// Bytes with which something begins that [`push`] must look at.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = byte != 9 && byte != 10;
        byte += 1;
    }
    table[b'<' as usize] = true;
    table[b'>' as usize] = true;
    table[b'&' as usize] = true;
    table[b'"' as usize] = true;
    table[0x7f] = true;
    // Controls of Latin 1, marks of direction, code points that are no characters.
    table[0xc2] = true;
    table[0xe2] = true;
    table[0xef] = true;
    let mut byte = 0xf0;
    while byte < 0xf5 {
        table[byte] = true;
        byte += 1;
    }
    table
};

/// Where the next byte stands, at or after `from`, that may need escaping or forbidding.
pub(super) fn next_special(text: &str, from: usize) -> Option<usize> {
    text.as_bytes()[from..].iter().position(|byte| SPECIAL[usize::from(*byte)]).map(|at| from + at)
}

/// Appends `text` so that it is text wherever it stands: between tags or in a quoted attribute.
pub(super) fn push(html: &mut String, text: &str) {
    let mut done = 0;
    let mut from = 0;
    while let Some(at) = next_special(text, from) {
        let Some(c) = text[at..].chars().next() else { break };
        from = at + c.len_utf8();
        let written = match c {
            '<' => "&lt;",
            '>' => "&gt;",
            '&' => "&amp;",
            '"' => "&quot;",
            '\r' if text[from..].starts_with('\n') => "",
            '\r' => "\n",
            c if is_forbidden(c) => "\u{fffd}",
            _ => continue,
        };
        html.push_str(&text[done..at]);
        html.push_str(written);
        done = from;
    }
    html.push_str(&text[done..]);
}

/// Appends an address that was found to be allowed, as the value of a quoted attribute. What
/// cannot stand in an address is written as per cent; other alphabets stay readable.
pub(super) fn push_address(html: &mut String, address: &str) {
    for c in address.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '\'' => html.push_str("%27"),
            ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => percent(html, c),
            c if c.is_whitespace() || is_forbidden(c) => percent(html, c),
            c => html.push(c),
        }
    }
}

fn percent(html: &mut String, c: char) {
    let mut bytes = [0; 4];
    for byte in c.encode_utf8(&mut bytes).bytes() {
        html.push('%');
        for digit in [byte >> 4, byte & 15] {
            html.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts() {
        for (text, expected) in [
            ("", ""),
            ("Åsa & Öst", "Åsa &amp; Öst"),
            ("<b a=\"1\">", "&lt;b a=&quot;1&quot;&gt;"),
            ("a\r\nb\rc", "a\nb\nc"),
            ("a\0b\u{1}c\u{7f}d\u{85}e", "a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}e"),
            ("\u{202e}x\u{2066}", "\u{fffd}x\u{fffd}"),
            ("\u{ffff}\u{fdd0}\u{1fffe}", "\u{fffd}\u{fffd}\u{fffd}"),
            ("§ – … 😀 \u{fffd}", "§ – … 😀 \u{fffd}"),
        ] {
            let mut html = String::new();
            push(&mut html, text);
            assert_eq!(html, expected, "{text:?}");
        }
    }

    #[test]
    fn addresses() {
        for (address, expected) in [
            ("https://a.se/?a=1&b=2", "https://a.se/?a=1&amp;b=2"),
            ("https://a.se/\"><script>", "https://a.se/%22%3E%3Cscript%3E"),
            ("https://a.se/å b'", "https://a.se/å%20b%27"),
            ("https://a.se/\u{a0}\u{202e}", "https://a.se/%C2%A0%E2%80%AE"),
        ] {
            let mut html = String::new();
            push_address(&mut html, address);
            assert_eq!(html, expected, "{address:?}");
        }
    }
}
