//! Style sheets without their comments and line breaks.
//!
//! Deliberately little: what stands in quotes, in `url(…)` or behind a backslash is copied, and
//! a space goes only where it can mean nothing, so `calc(1px + 2px)` and `a :hover` keep theirs.

/// `css` without comments and white space that means nothing.
#[must_use]
pub fn shorten(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    let mut space = false;
    while let Some(c) = rest.chars().next() {
        let piece = piece(rest);
        rest = &rest[piece.len()..];
        if c.is_ascii_whitespace() || piece.starts_with("/*") {
            space = true;
            continue;
        }
        let meaningless = out.is_empty() || out.ends_with(['{', '}', ';', ',']);
        if space && !meaningless && !matches!(c, '{' | '}' | ';' | ',') {
            out.push(' ');
        }
        space = false;
        out.push_str(piece);
    }
    out
}

/// What stands at the beginning of `css` and belongs together.
fn piece(css: &str) -> &str {
    let bytes = css.as_bytes();
    let length = match bytes[0] {
        b'/' if css.starts_with("/*") => css[2..].find("*/").map(|end| end + 4),
        quote @ (b'"' | b'\'') => after(css, 1, quote),
        b'u' | b'U' if is_bare_url(css) => after(css, 4, b')'),
        b'\\' => css[1..].chars().next().map(|escaped| 1 + escaped.len_utf8()),
        _ => css.chars().next().map(char::len_utf8),
    };
    // What is never closed goes on to the end.
    &css[..length.unwrap_or(css.len())]
}

fn is_bare_url(css: &str) -> bool {
    let Some((name, inside)) = css.split_at_checked(4) else { return false };
    name.eq_ignore_ascii_case("url(") && !inside.trim_start().starts_with(['"', '\''])
}

/// The offset after the next `end` from `from` on that has no backslash before it.
fn after(css: &str, from: usize, end: u8) -> Option<usize> {
    let mut escaped = false;
    let found = css.as_bytes()[from..].iter().position(|byte| {
        let is_end = *byte == end && !escaped;
        escaped = *byte == b'\\' && !escaped;
        is_end
    });
    found.map(|at| from + at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_means_nothing_goes() {
        for (css, expected) in [
            ("a {\n  color: red;\n}\n\nb, c { }", "a{color: red;}b,c{}"),
            ("/* x */ a{}/* y */b{}", "a{}b{}"),
            ("a/**/b{}", "a b{}"),
            ("a :hover > b + c{}", "a :hover > b + c{}"),
            ("a{width:calc(1px + 2px * 3)}", "a{width:calc(1px + 2px * 3)}"),
            ("a{content:\"  /* { \\\"  \"}", "a{content:\"  /* { \\\"  \"}"),
            ("a{content: '  å ;  '  }", "a{content: '  å ;  '}"),
            ("a{b:url(x /* , y)}", "a{b:url(x /* , y)}"),
            ("a{b:URL( \"x ; y\" )}", "a{b:URL( \"x ; y\" )}"),
            (".a\\31 b{}", ".a\\31 b{}"),
            (".a\\{ {}", ".a\\{{}"),
            ("@media (width > 40em)  and (x) {a{}}", "@media (width > 40em) and (x){a{}}"),
            ("a{} /* never closed", "a{}"),
            ("a{b:'never closed", "a{b:'never closed"),
            ("a{b:url(never", "a{b:url(never"),
            ("\\", "\\"),
            ("", ""),
        ] {
            assert_eq!(shorten(css), expected, "{css:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn twice_changes_nothing(css in "[a-c{};:,/*\"'\\\\() \nåurl(]{0,40}") {
            let once = shorten(&css);
            proptest::prop_assert_eq!(shorten(&once), once);
        }
    }
}
