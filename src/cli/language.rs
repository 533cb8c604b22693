//! In which language Förebild speaks: the one asked for, else the system's, else the site's.

use std::ffi::OsString;
use std::path::Path;

use crate::diagnostic::Tongue;

/// The language of `--lang` in `args`. It is wanted before the arguments are understood, for the
/// help and for what is said about wrong arguments.
pub fn asked(args: &[OsString]) -> Option<Tongue> {
    let mut args = args.iter().skip(1).map(|arg| arg.to_string_lossy());
    while let Some(arg) = args.next() {
        let value = match arg.strip_prefix("--lang") {
            Some("") => args.next().map(std::borrow::Cow::into_owned),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => None,
        };
        match value.as_deref() {
            Some("sv") => return Some(Tongue::Sv),
            Some("en") => return Some(Tongue::En),
            _ => {}
        }
    }
    None
}

/// The language of the system, when it is one of ours.
pub fn of_the_system() -> Option<Tongue> {
    sys_locale::get_locale().as_deref().and_then(of_tag)
}

fn of_tag(tag: &str) -> Option<Tongue> {
    match tag.split(['-', '_', '.']).next() {
        Some("sv") => Some(Tongue::Sv),
        Some("en") => Some(Tongue::En),
        _ => None,
    }
}

/// The first language of ours that `site.yaml` names; Swedish when it names none.
pub fn of_the_site(root: &Path) -> Tongue {
    let settings = crate::read::one(root, "content/site.yaml").ok().flatten();
    let settings = settings.as_deref().map(String::from_utf8_lossy);
    settings.and_then(|settings| of_settings(&settings)).unwrap_or(Tongue::Sv)
}

/// A look at the line alone: the settings are not understood yet, and may be wrong.
fn of_settings(settings: &str) -> Option<Tongue> {
    let mut lines = settings.lines().skip_while(|line| !line.starts_with("languages:"));
    let first = lines.next()?.trim_start_matches("languages:");
    let items = lines.take_while(|line| line.trim_start().starts_with('-'));
    std::iter::once(first)
        .chain(items)
        .flat_map(|line| line.split([',', '[', ']', ' ', '"', '\'']))
        .find_map(of_tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_asked_for_is_found_anywhere() {
        for (args, expected) in [
            (vec!["forebild", "--lang", "sv"], Some(Tongue::Sv)),
            (vec!["forebild", "build", "--lang=en"], Some(Tongue::En)),
            (vec!["forebild", "--lang=de"], None),
            (vec!["forebild", "--language=sv"], None),
            (vec!["forebild", "--lang"], None),
            (vec![], None),
        ] {
            let args: Vec<OsString> = args.into_iter().map(OsString::from).collect();
            assert_eq!(asked(&args), expected, "{args:?}");
        }
    }

    #[test]
    fn tags_and_settings() {
        assert_eq!(of_tag("sv-SE"), Some(Tongue::Sv));
        assert_eq!(of_tag("en_GB.UTF-8"), Some(Tongue::En));
        assert_eq!(of_tag("C"), None);
        assert_eq!(of_settings("title: x\nlanguages: [en, sv]\n"), Some(Tongue::En));
        assert_eq!(of_settings("languages:\n  - sv\n  - en\n"), Some(Tongue::Sv));
        assert_eq!(of_settings("languages: [de]\ntitle: en\n"), None);
        assert_eq!(of_settings("title: x\n"), None);
    }
}
