//! The kinds of page that the starter site must have; also read by `tests/weight.rs`.

/// A kind of page.
#[derive(Debug)]
pub struct Kind {
    /// Its name, in tests and in the names of pictures.
    pub name: &'static str,
    /// Where its pages lie; `*` is one folder.
    pattern: &'static str,
    holds: Holds,
}

/// What the source of a page holds.
#[derive(Debug)]
enum Holds {
    Anything,
    Text(&'static str),
    Not(&'static str),
}

/// The class of the section that only a municipality without a story has; the words alone stand on
/// the pages of its neighbours too.
const EMPTY: &str = "nothing-yet";

/// Every kind of page that the starter site must have.
pub const KINDS: &[Kind] = &[
    kind("home", "index.html", Holds::Anything),
    kind("stories", "berattelser/index.html", Holds::Anything),
    kind("story", "berattelser/*/index.html", Holds::Not("lead-picture")),
    kind("story-pictures", "berattelser/*/index.html", Holds::Text("lead-picture")),
    kind("regions", "delregioner/index.html", Holds::Anything),
    kind("region", "delregioner/*/index.html", Holds::Anything),
    kind("municipalities", "kommuner/index.html", Holds::Anything),
    kind("municipality-empty", "kommuner/*/index.html", Holds::Text(EMPTY)),
    kind("municipality", "kommuner/*/index.html", Holds::Not(EMPTY)),
    kind("topics", "amnen/index.html", Holds::Anything),
    kind("topic", "amnen/*/index.html", Holds::Anything),
    kind("target-groups", "malgrupper/index.html", Holds::Anything),
    kind("target-group", "malgrupper/*/index.html", Holds::Anything),
    kind("enterprises", "foretag/index.html", Holds::Anything),
    kind("enterprise", "foretag/*/index.html", Holds::Anything),
    kind("map", "karta/index.html", Holds::Anything),
    kind("search", "sok/index.html", Holds::Anything),
    kind("privacy", "integritet/index.html", Holds::Anything),
    kind("accessibility", "tillganglighet/index.html", Holds::Anything),
    kind("about", "om/index.html", Holds::Anything),
    kind("contact", "kontakt/index.html", Holds::Anything),
    kind("not-found", "404.html", Holds::Anything),
    kind("home-en", "en/index.html", Holds::Anything),
];

const fn kind(name: &'static str, pattern: &'static str, holds: Holds) -> Kind {
    Kind { name, pattern, holds }
}

impl Kind {
    /// Whether a page of this kind may lie at `path`.
    #[must_use]
    pub fn lies_at(&self, path: &str) -> bool {
        lies_at(path, self.pattern)
    }

    /// Whether a page with this source is of the kind, if it lies where its pages do.
    #[must_use]
    pub fn holds(&self, source: &str) -> bool {
        match self.holds {
            Holds::Anything => true,
            Holds::Text(text) => source.contains(text),
            Holds::Not(text) => !source.contains(text),
        }
    }
}

fn lies_at(path: &str, pattern: &str) -> bool {
    let (mut parts, mut patterns) = (path.split('/'), pattern.split('/'));
    loop {
        match (parts.next(), patterns.next()) {
            (None, None) => return true,
            (Some(part), Some(pattern)) if pattern == "*" || pattern == part => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::lies_at;

    #[test]
    fn patterns() {
        for (path, pattern, expected) in [
            ("index.html", "index.html", true),
            ("en/index.html", "index.html", false),
            ("berattelser/hjo/index.html", "berattelser/*/index.html", true),
            ("berattelser/index.html", "berattelser/*/index.html", false),
            ("berattelser/sida/2/index.html", "berattelser/*/index.html", false),
        ] {
            assert_eq!(lies_at(path, pattern), expected, "{path}");
        }
    }
}
