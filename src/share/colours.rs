//! The colours of a card: those that the theme's style sheets name, so that a site which is shared
//! looks like the site which is visited.

/// How many colours and patterns a theme has for sub-regions.
pub const ACCENTS: usize = 6;

/// A colour of the screen: red, green and blue.
pub type Colour = [u8; 3];

/// What a theme names its colours, by the names of its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colours {
    /// `--paper`: what texts stand on.
    pub paper: Colour,
    /// `--ink`: titles.
    pub ink: Colour,
    /// `--quiet`: what stands beside them.
    pub quiet: Colour,
    /// `--note`: the ground of the label of made-up stories.
    pub note: Colour,
    /// `--on-note`: its words.
    pub on_note: Colour,
    /// `--berry`: the ground of the label of drafts.
    pub berry: Colour,
    /// `--surface`: its words.
    pub surface: Colour,
    /// `--accent-1` and so on: the colours of sub-regions.
    pub accents: [Colour; ACCENTS],
    /// `--soft-1` and so on: the ground behind their patterns.
    pub softs: [Colour; ACCENTS],
}

impl Default for Colours {
    /// Those of the built-in theme.
    fn default() -> Self {
        Self {
            paper: [0xf7, 0xf6, 0xef],
            ink: [0x1c, 0x28, 0x23],
            quiet: [0x51, 0x60, 0x5a],
            note: [0xfb, 0xee, 0xcb],
            on_note: [0x51, 0x3a, 0x02],
            berry: [0xa1, 0x1c, 0x3b],
            surface: [0xff, 0xfe, 0xfb],
            accents: [
                [0x1b, 0x5b, 0x78],
                [0x97, 0x40, 0x1a],
                [0x7a, 0x3f, 0x78],
                [0x5f, 0x60, 0x10],
                [0x1d, 0x55, 0x41],
                [0xa1, 0x1c, 0x3b],
            ],
            softs: [
                [0xdf, 0xec, 0xf2],
                [0xf6, 0xe4, 0xd8],
                [0xf0, 0xe3, 0xef],
                [0xec, 0xec, 0xcb],
                [0xdf, 0xec, 0xe2],
                [0xf6, 0xe0, 0xe4],
            ],
        }
    }
}

impl Colours {
    /// These with the colours that a style sheet names instead, as in `:root { --ink: #123; }`. A
    /// colour for dark screens is left out, and so is one that is not written as `#rgb` or
    /// `#rrggbb`: a card has one look everywhere.
    #[must_use]
    pub fn with(mut self, css: &str) -> Self {
        for (name, value) in tokens(css) {
            if let (Some(token), Some(colour)) = (self.token(name), colour(value)) {
                *token = colour;
            }
        }
        self
    }

    fn token(&mut self, name: &str) -> Option<&mut Colour> {
        let numbered = |prefix: &str| {
            let number: usize = name.strip_prefix(prefix)?.parse().ok()?;
            number.checked_sub(1).filter(|index| *index < ACCENTS)
        };
        match name {
            "paper" => Some(&mut self.paper),
            "ink" => Some(&mut self.ink),
            "quiet" => Some(&mut self.quiet),
            "note" => Some(&mut self.note),
            "on-note" => Some(&mut self.on_note),
            "berry" => Some(&mut self.berry),
            "surface" => Some(&mut self.surface),
            _ => match (numbered("accent-"), numbered("soft-")) {
                (Some(index), _) => Some(&mut self.accents[index]),
                (_, Some(index)) => Some(&mut self.softs[index]),
                _ => None,
            },
        }
    }
}

/// Names and values of the tokens that `:root` sets outside of every `@` rule.
fn tokens(css: &str) -> Vec<(&str, &str)> {
    let mut tokens = Vec::new();
    let (mut depth, mut from) = (0_usize, 0);
    let mut is_root = false;
    for (at, c) in css.char_indices() {
        let said = &css[from..at];
        match c {
            '{' => {
                depth += 1;
                is_root = depth == 1 && said.trim_end().ends_with(":root");
            }
            ';' | '}' => {
                tokens.extend(is_root.then(|| declaration(said)).flatten());
                if c == '}' {
                    depth = depth.saturating_sub(1);
                    is_root = false;
                }
            }
            _ => continue,
        }
        from = at + 1;
    }
    tokens
}

/// Name and value of `--name: value`, whatever comment stands before it.
fn declaration(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.rsplit_once("*/").map_or(text, |(_, rest)| rest).split_once(':')?;
    Some((name.trim().strip_prefix("--")?, value.trim()))
}

/// `#rgb` or `#rrggbb`.
fn colour(text: &str) -> Option<Colour> {
    let digits = text.strip_prefix('#')?;
    let digit = |at: usize| char::from(*digits.as_bytes().get(at)?).to_digit(16);
    let part = |high: usize, low: usize| u8::try_from(digit(high)? * 16 + digit(low)?).ok();
    match digits.len() {
        3 => Some([part(0, 0)?, part(1, 1)?, part(2, 2)?]),
        6 => Some([part(0, 1)?, part(2, 3)?, part(4, 5)?]),
        _ => None,
    }
}

/// As SVG writes it.
pub(super) fn hex([red, green, blue]: Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_theme_names_the_built_in_colours() {
        let css = include_str!("../../themes/default/static/style.css");
        let none = Colours {
            paper: [0; 3],
            ink: [0; 3],
            quiet: [0; 3],
            note: [0; 3],
            on_note: [0; 3],
            berry: [0; 3],
            surface: [0; 3],
            accents: [[0; 3]; ACCENTS],
            softs: [[0; 3]; ACCENTS],
        };
        assert_eq!(none.with(css), Colours::default());
    }

    #[test]
    fn a_theme_changes_what_it_names() {
        let ink = |css: &str| Colours::default().with(css).ink;
        let own = Colours::default().ink;
        for (css, expected) in [
            (":root { --ink: #123456 }", [0x12, 0x34, 0x56]),
            ("/* mine */ :root{--paper:#fff;/* dark */--ink:#ABC;}", [0xaa, 0xbb, 0xcc]),
            ("@media (prefers-color-scheme: dark) { :root { --ink: #123456; } }", own),
            ("p { --ink: #123456 }", own),
            (":root { --ink: rebeccapurple; --ink: #12345; --inks: #123456; ink: #123456 }", own),
            (":root { --ink: #12345ö; --accent-0: #123; --accent-7: #123; --soft-: #123", own),
            (":root { --ink: #1é; } } } {{{", own),
        ] {
            assert_eq!(ink(css), expected, "{css}");
        }
        let css = ":root { --accent-6: #000; --soft-1: #fff; }";
        let colours = Colours::default().with(css);
        assert_eq!((colours.accents[5], colours.softs[0]), ([0; 3], [0xff; 3]));
    }
}
