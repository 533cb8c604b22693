//! What a build is made from, under one name: as long as nothing of it changed, a build would make the
//! site that stands and say what was said.

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::diagnostic::print::Look;
use crate::sources::{Options, Sources};
use crate::text;

/// The SHA-256 of the program's own source (`build.rs`), of all files with their paths and what
/// reading them remarked, of their own history, of the day and the other options, of how remarks are shown and whether
/// warnings count as errors; as hexadecimal digits.
#[must_use]
pub fn name(sources: &Sources, options: &Options, look: Look, strict: bool) -> String {
    let digest = |bytes: &[u8]| -> [u8; 32] { Sha256::digest(bytes).into() };
    let files: Vec<_> = sources.files.iter().collect();
    let digests: Vec<_> =
        files.par_iter().map(|(path, bytes)| (digest(path.as_bytes()), digest(bytes))).collect();
    let mut all = Sha256::new();
    // Written for debugging, and so with all that is in them; what varies in length is quoted.
    let Sources { diagnostics, revision, .. } = sources;
    let others = format!("{options:?} {look:?} {strict} {diagnostics:?} {revision:?}");
    all.update(digest(env!("FOREBILD_MADE_FROM").as_bytes()));
    all.update(digest(others.as_bytes()));
    for (path, bytes) in digests {
        all.update(path);
        all.update(bytes);
    }
    text::hex(&all.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::print::{Colour, Format};
    use crate::diagnostic::{Code, Diagnostic, Place, Tongue};
    use crate::words;

    type Change = fn(&mut Sources, &mut Options, &mut Look, &mut bool);

    #[test]
    fn whatever_decides_the_site_or_what_is_said_changes_the_name() {
        let changes: [Change; 13] = [
            |_, _, _, _| (),
            |files, _, _, _| drop(files.files.insert("content/a".into(), b"2".as_slice().into())),
            |files, _, _, _| drop(files.files.insert("content/b".into(), b"1".as_slice().into())),
            |files, _, _, _| drop(files.files.remove("content/a")),
            |files, _, _, _| {
                let place = Place::whole(&"content/a".into());
                files.diagnostics.push(Diagnostic::new(Code::TooLarge, place, words!("x", "x")));
            },
            |files, _, _, _| files.revision = Some("1a2b".to_owned()),
            |_, options, _, _| options.today = jiff::civil::date(2026, 11, 24),
            |_, options, _, _| options.base_url = Some("https://example.org/".to_owned()),
            |_, options, _, _| options.drafts = true,
            |_, _, look, _| look.tongue = Tongue::En,
            |_, _, look, _| look.format = Format::Short,
            |_, _, look, _| look.colour = Colour::With,
            |_, _, _, strict| *strict = true,
        ];
        let names = changes.map(|change| {
            let mut sources = Sources::default();
            sources.files.insert("content/a".into(), b"1".as_slice().into());
            let today = jiff::civil::date(2026, 11, 23);
            let mut options = Options { today, base_url: None, drafts: false };
            let (tongue, format, colour) = (Tongue::Sv, Format::Human, Colour::Without);
            let mut look = Look { tongue, format, colour };
            let mut strict = false;
            change(&mut sources, &mut options, &mut look, &mut strict);
            let named = name(&sources, &options, look, strict);
            assert_eq!(named, name(&sources.clone(), &options, look, strict));
            named
        });
        for (at, one) in names.iter().enumerate() {
            assert_eq!(names.iter().position(|other| other == one), Some(at));
        }
    }
}
