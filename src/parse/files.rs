//! Which file is which text, in which language: decided by its path alone.

use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::check::is_language;
use super::{Target, TargetKind};
use crate::diagnostic::{Code, Diagnostic, Place, Words};
use crate::model::Territory;
use crate::sources::Sources;
use crate::text::{nearest, nfc, slug};
use crate::words;

/// A text file that has its place.
pub struct TextFile<'a> {
    /// Its path.
    pub file: &'a Arc<str>,
    /// Its content.
    pub bytes: &'a Arc<[u8]>,
    /// Whether it was too large to be read.
    pub unread: bool,
    /// What it is.
    pub target: Target,
    /// Whether its name is in order: if not, it is checked, but nothing is made of it.
    pub usable: bool,
}

/// What the names of files are checked against; without it they are not.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The site's languages, its own first.
    pub languages: Option<&'a [String]>,
    /// The territory.
    pub territory: Option<&'a Territory>,
}

/// Where the content lies.
pub const FOLDER: &str = "content/";
const PICTURES: [&str; 7] = ["png", "jpg", "jpeg", "webp", "svg", "gif", "avif"];

/// Every text file, by path.
pub fn classify<'a>(
    sources: &'a Sources,
    known: Known<'_>,
    sink: &mut Vec<Diagnostic>,
) -> Vec<TextFile<'a>> {
    let mut texts: Vec<TextFile<'a>> = Vec::new();
    // What has an address so far: its place in `texts`, and the name it was made from.
    let mut taken: IndexMap<Target, (usize, &str), FxBuildHasher> = IndexMap::default();
    for (file, bytes) in sources.under(FOLDER) {
        match placed(&file[FOLDER.len()..]) {
            Placed::Settings | Placed::Picture => {}
            Placed::Unknown => sink.push(unknown_file(file)),
            Placed::Text(kind, name) => {
                let (stem, language, fault) = language_of(name, known.languages);
                let target = Target { kind, id: slug(stem), language };
                let fault = fault.or_else(|| id_fault(&target, stem, known.territory));
                let mut usable = fault.is_none();
                sink.extend(fault.map(|fault| fault.at(file)));
                if usable {
                    if let Some((first, other)) = taken.get(&target) {
                        sink.push(same_address(file, stem, (texts[*first].file, other)));
                        usable = false;
                    } else {
                        taken.insert(target.clone(), (texts.len(), stem));
                    }
                }
                let unread = sources.is_unread(file);
                texts.push(TextFile { file, bytes, unread, target, usable });
            }
        }
    }
    texts
}

/// Where a path below `content/` belongs.
enum Placed<'a> {
    Settings,
    Picture,
    /// A text with its name without `.md`: that of the file, or of the folder of an `index.md`.
    Text(TargetKind, Name<'a>),
    Unknown,
}

/// A name with the suffix that may say a language.
#[derive(Clone, Copy)]
struct Name<'a> {
    stem: &'a str,
    suffix: Option<&'a str>,
}

fn placed(path: &str) -> Placed<'_> {
    if matches!(path, "site.yaml" | "territory.yaml" | "vocabulary.yaml") {
        return Placed::Settings;
    }
    if is_picture(path) {
        return Placed::Picture;
    }
    let mut parts = path.split('/');
    let kind = match parts.next() {
        Some("stories") => TargetKind::Story,
        Some("regions") => TargetKind::Region,
        Some("municipalities") => TargetKind::Municipality,
        Some("pages") => TargetKind::Page,
        _ => return Placed::Unknown,
    };
    let parts: Vec<&str> = parts.collect();
    let name = match parts[..] {
        [name] => name.strip_suffix(".md").map(split_suffix),
        [folder, name] => name
            .strip_suffix(".md")
            .map(split_suffix)
            .filter(|name| name.stem == "index")
            .map(|name| Name { stem: folder, suffix: name.suffix }),
        _ => None,
    };
    name.map_or(Placed::Unknown, |name| Placed::Text(kind, name))
}

fn split_suffix(name: &str) -> Name<'_> {
    match name.rsplit_once('.') {
        Some((stem, suffix)) => Name { stem, suffix: Some(suffix) },
        None => Name { stem: name, suffix: None },
    }
}

/// Whether a file is a picture by its name, whether Förebild can publish it or not.
#[must_use]
pub fn is_picture(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    PICTURES.iter().any(|picture| picture.eq_ignore_ascii_case(extension))
}

/// What is wrong with a name.
struct Fault {
    message: Words,
    help: Words,
}

impl Fault {
    fn at(self, file: &Arc<str>) -> Diagnostic {
        Diagnostic::new(Code::BadFileName, Place::whole(file), self.message).help(self.help)
    }
}

/// The name without its language, the language, and what is wrong with it.
fn language_of<'a>(
    name: Name<'a>,
    languages: Option<&[String]>,
) -> (&'a str, String, Option<Fault>) {
    let own = languages.and_then(|all| all.first()).map_or("sv", String::as_str);
    let Some(suffix) = name.suffix else {
        return (name.stem, own.to_owned(), None);
    };
    let good = match languages {
        Some(all) => all.iter().any(|tag| {
            suffix == tag || suffix.strip_suffix("-simple").is_some_and(|base| base == tag)
        }),
        None => is_language(suffix),
    };
    if good {
        return (name.stem, suffix.to_owned(), None);
    }
    let all = languages.unwrap_or_default();
    let simple: Vec<String> = all.iter().map(|tag| format!("{tag}-simple")).collect();
    let near = nearest(suffix, all.iter().chain(&simple).map(String::as_str));
    let message = words!(
        "`.{suffix}` före `.md` är inget av webbplatsens språk",
        "`.{suffix}` before `.md` is not a language of the site"
    );
    let help = match near {
        Some(near) => words!("menade du `.{near}.md`?", "did you mean `.{near}.md`?"),
        None => {
            let list = all.join(", ");
            words!(
                "byt punkten i namnet mot ett bindestreck, eller använd ett av språken: {list}",
                "put a hyphen for the dot in the name, or use one of the languages: {list}"
            )
        }
    };
    (name.stem, own.to_owned(), Some(Fault { message, help }))
}

fn id_fault(target: &Target, stem: &str, territory: Option<&Territory>) -> Option<Fault> {
    let id = &target.id;
    if id.is_empty() {
        return Some(Fault {
            message: words!(
                "`{stem}` innehåller ingen bokstav eller siffra som kan stå i en adress",
                "`{stem}` holds no letter or digit that can stand in an address"
            ),
            help: words!(
                "ge filen ett namn med a till z, siffror och bindestreck",
                "give the file a name with a to z, digits and hyphens"
            ),
        });
    }
    let territory = territory?;
    let ids: Vec<&str> = match target.kind {
        TargetKind::Region => territory.regions.iter().map(|region| region.id.as_str()).collect(),
        TargetKind::Municipality => {
            territory.municipalities.iter().map(|municipality| municipality.id.as_str()).collect()
        }
        TargetKind::Story | TargetKind::Page => return None,
    };
    if ids.contains(&id.as_str()) {
        return None;
    }
    let message = if target.kind == TargetKind::Region {
        words!("ingen delregion heter `{id}`", "no sub-region is called `{id}`")
    } else {
        words!("ingen kommun heter `{id}`", "no municipality is called `{id}`")
    };
    let help = match nearest(id, ids) {
        Some(near) => {
            words!(
                "menade du `{near}.md`? byt namn på filen",
                "did you mean `{near}.md`? rename the file"
            )
        }
        None => words!(
            "ge filen ett id ur territory.yaml som namn",
            "name the file after an id of territory.yaml"
        ),
    };
    Some(Fault { message, help })
}

fn same_address(file: &Arc<str>, stem: &str, (first, other): (&Arc<str>, &str)) -> Diagnostic {
    let alike = |name: &str| nfc(&nfc(name).to_lowercase()).into_owned();
    let nearly = stem != other && alike(stem) == alike(other);
    let (code, message) = if nearly {
        (
            Code::NearlySameId,
            words!(
                "namnet skiljer sig från `{first}` bara i stora och små bokstäver",
                "the name differs from `{first}` only in case"
            ),
        )
    } else {
        (
            Code::DuplicateId,
            words!(
                "filen får samma adress som `{first}`",
                "the file gets the same address as `{first}`"
            ),
        )
    };
    Diagnostic::new(code, Place::whole(file), message)
        .related(Place::whole(first), words!("den här filen kom först", "this file came first"))
        .help(words!("byt namn på en av filerna", "rename one of the files"))
}

fn unknown_file(file: &Arc<str>) -> Diagnostic {
    let lower = file.to_lowercase();
    let is_settings = ["content/site.", "content/territory.", "content/vocabulary."]
        .iter()
        .any(|name| lower.starts_with(name));
    let help = if is_settings {
        words!("låt filnamnet sluta på .yaml", "let the file name end in .yaml")
    } else if [".txt", ".markdown", ".docx", ".doc", ".mdx"].iter().any(|end| lower.ends_with(end))
        || (lower.ends_with(".md") && !file.ends_with(".md"))
    {
        words!(
            "spara texten som en fil som slutar på .md",
            "save the text as a file that ends in .md"
        )
    } else if lower.ends_with(".md") {
        words!(
            "lägg texten direkt i stories, regions, municipalities eller pages, eller kalla den index.md i en egen mapp där",
            "put the text right into stories, regions, municipalities or pages, or call it index.md in a folder of its own there"
        )
    } else {
        words!(
            "ta bort filen, eller flytta den utanför content",
            "remove the file, or move it out of content"
        )
    };
    Diagnostic::new(
        Code::UnknownFile,
        Place::whole(file),
        words!("inget använder filen", "nothing uses the file"),
    )
    .help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::testing;

    fn read(paths: &[&str]) -> (Vec<(String, Target, bool)>, Vec<Diagnostic>) {
        let mut sources = Sources::default();
        for path in paths {
            sources.files.insert(Arc::from(*path), Arc::from(&b""[..]));
        }
        let languages = ["sv".to_owned(), "en".to_owned()];
        let territory = testing::territory();
        let known = Known { languages: Some(&languages), territory: Some(&territory) };
        let mut sink = Vec::new();
        let texts = classify(&sources, known, &mut sink);
        let texts = texts.into_iter().map(|t| (t.file.to_string(), t.target, t.usable)).collect();
        (texts, sink)
    }

    #[test]
    fn texts_are_told_by_their_path() {
        use TargetKind::{Municipality, Page, Region, Story};
        for (path, kind, id, language) in [
            ("content/stories/bageriet.md", Story, "bageriet", "sv"),
            ("content/stories/bageriet.sv.md", Story, "bageriet", "sv"),
            ("content/stories/bageriet.en.md", Story, "bageriet", "en"),
            ("content/stories/bageriet.sv-simple.md", Story, "bageriet", "sv-simple"),
            ("content/stories/Bageriet i Hjo/index.md", Story, "bageriet-i-hjo", "sv"),
            ("content/stories/bageriet/index.en.md", Story, "bageriet", "en"),
            ("content/regions/skaraborg.md", Region, "skaraborg", "sv"),
            ("content/municipalities/ockero.en.md", Municipality, "ockero", "en"),
            ("content/municipalities/Öckerö.md", Municipality, "ockero", "sv"),
            ("content/pages/om.md", Page, "om", "sv"),
        ] {
            let (texts, remarks) = read(&[path]);
            assert_eq!(remarks, [], "{path}");
            let target = Target { kind, id: id.to_owned(), language: language.to_owned() };
            assert_eq!(texts, [(path.to_owned(), target, true)]);
        }
    }

    #[test]
    fn names_that_cannot_be_used() {
        for (paths, code, part) in [
            (&["content/stories/😀.md"][..], Code::BadFileName, "no letter or digit"),
            (&["content/stories/x.de.md"], Code::BadFileName, "`.de` before"),
            (
                &["content/stories/x.sv-simpel.md"],
                Code::BadFileName,
                "did you mean `.sv-simple.md`?",
            ),
            (&["content/stories/v1.2.md"], Code::BadFileName, "put a hyphen"),
            (&["content/regions/skaraborrg.md"], Code::BadFileName, "did you mean `skaraborg.md`?"),
            (&["content/municipalities/lund.md"], Code::BadFileName, "no municipality"),
            (
                &["content/stories/x.md", "content/stories/x.sv.md"],
                Code::DuplicateId,
                "content/stories/x.md",
            ),
            (
                &["content/stories/x.md", "content/stories/x/index.md"],
                Code::DuplicateId,
                "content/stories/x.md",
            ),
            (
                &["content/stories/Hjo.md", "content/stories/hjo.md"],
                Code::NearlySameId,
                "content/stories/Hjo.md",
            ),
            (
                &["content/stories/hjö.md", "content/stories/hjo.md"],
                Code::DuplicateId,
                "content/stories/hjo.md",
            ),
        ] {
            let (texts, remarks) = read(paths);
            let [remark] = &remarks[..] else { panic!("{paths:?}: {remarks:#?}") };
            assert_eq!(remark.code, code, "{paths:?}");
            assert!(format!("{remark:?}").contains(part), "{part}: {remark:#?}");
            assert_eq!(texts.len(), paths.len(), "every text is a target");
            assert_eq!(texts.iter().filter(|(_, _, usable)| !usable).count(), 1);
        }
    }

    #[test]
    fn files_that_nothing_uses() {
        for (path, known) in [
            ("content/site.yaml", true),
            ("content/stories/x/bild.JPG", true),
            ("content/stories/bild.png", true),
            ("content/site.yml", false),
            ("content/om.md", false),
            ("content/stories/x.txt", false),
            ("content/stories/x.MD", false),
            ("content/stories/x/anteckningar.md", false),
            ("content/stories/x/y/index.md", false),
            ("content/berattelser/x.md", false),
        ] {
            let (texts, remarks) = read(&[path]);
            assert_eq!(texts, [], "{path}");
            let codes: Vec<_> = remarks.iter().map(|remark| remark.code).collect();
            assert_eq!(codes, if known { vec![] } else { vec![Code::UnknownFile] }, "{path}");
        }
    }
}
