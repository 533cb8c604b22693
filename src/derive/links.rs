//! What crosses files: links to other texts, their headings, and pictures.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Body, Insert, Inserted, LinkTarget, Picture, Shown, Site, Status, Story};
use crate::parse::check::alt_fault;
use crate::parse::{Target, is_picture};
use crate::sources::Sources;
use crate::text::{file_name, nearest};
use crate::words;

/// Everything a check needs to see.
struct Checks<'a> {
    site: &'a Site,
    targets: &'a BTreeMap<Arc<str>, Target>,
    /// Every story that could be read, whether this build shows it or not: a link to a file that
    /// failed is not a second mistake, and a draft's picture is not left over.
    readable: &'a [Arc<Story>],
    /// Their files.
    readable_files: OnceLock<BTreeSet<&'a str>>,
    sources: &'a Sources,
}

/// Remarks on links and pictures of every text that is shown, and on pictures nobody uses; of the
/// stories, `readable` are those that could be read.
#[must_use]
pub fn check(
    site: &Site,
    targets: &BTreeMap<Arc<str>, Target>,
    readable: &[Arc<Story>],
    sources: &Sources,
) -> Vec<Diagnostic> {
    let checks = Checks { site, targets, readable, readable_files: OnceLock::new(), sources };
    let mut remarks: Vec<Diagnostic> =
        site.stories
            .par_iter()
            .flat_map_iter(|story| {
                let mut remarks = checks.body(&story.file, &story.body, Some(story));
                remarks.extend(story.images.iter().filter_map(|image| {
                    checks.picture(&story.file, image.span.clone(), &image.file)
                }));
                remarks
            })
            .collect();
    for page in site.region_texts.iter().chain(&site.municipality_texts).chain(&site.pages) {
        remarks.extend(checks.body(&page.file, &page.body, None));
    }
    remarks.extend(checks.unused());
    remarks
}

impl<'a> Checks<'a> {
    /// What is wrong with the links and pictures of a text, which is that of `story` or of a page.
    fn body(&self, file: &Arc<str>, body: &Body, story: Option<&'a Story>) -> Vec<Diagnostic> {
        let insert = |insert: &Insert| match &insert.what {
            Inserted::Href(target) => {
                self.link(file, insert.span.clone(), target).into_iter().collect()
            }
            Inserted::Picture(picture) => {
                self.inline(&Place::new(file, insert.span.clone()), picture, story)
            }
        };
        body.inserts.iter().flat_map(insert).collect()
    }

    /// What is wrong with a picture in the text.
    fn inline(
        &self,
        place: &Place,
        picture: &Picture,
        story: Option<&'a Story>,
    ) -> Vec<Diagnostic> {
        if let Some(missing) = self.picture(&place.file, place.start..place.end, &picture.file) {
            return vec![missing];
        }
        let listed = story.is_some_and(|story| story.listed().any(|i| i.file == picture.file));
        let unlisted = story
            .filter(|story| !listed && story.status == Status::Published)
            .map(|_| without_people(place, picture));
        // The line to copy for a picture that is not listed has an alternative text.
        let alt = match picture.alt.is_empty() {
            true if listed || unlisted.is_some() => None,
            true => Some(missing_alt(place, picture)),
            false => poor_alt(place, picture),
        };
        alt.into_iter().chain(unlisted).collect()
    }

    fn link(&self, file: &Arc<str>, span: Range<usize>, target: &LinkTarget) -> Option<Diagnostic> {
        let place = Place::new(file, span);
        if let Some(shown) = self.site.graph.shown.get(&target.file) {
            return self.anchor(place, target, self.body_of(*shown));
        }
        if !self.targets.contains_key(&target.file) {
            return Some(unknown(place, &target.file, self.targets.keys()));
        }
        if !self.is_readable(&target.file) {
            return None;
        }
        let name = &target.file;
        let message = words!(
            "länken går till `{name}`, som inte är publicerad",
            "the link goes to `{name}`, which is not published"
        );
        Some(Diagnostic::new(Code::UnpublishedTarget, place, message).help(words!(
            "publicera den berättelsen först, eller ta bort länken",
            "publish that story first, or remove the link"
        )))
    }

    fn is_readable(&self, file: &str) -> bool {
        let files = || self.readable.iter().map(|story| &*story.file).collect();
        self.readable_files.get_or_init(files).contains(file)
    }

    fn body_of(&self, shown: Shown) -> &Body {
        match shown {
            Shown::Story(id) => &self.site.story(id).body,
            Shown::Region(index) => &self.site.region_texts[index].body,
            Shown::Municipality(index) => &self.site.municipality_texts[index].body,
            Shown::Page(index) => &self.site.pages[index].body,
        }
    }

    fn anchor(&self, place: Place, target: &LinkTarget, body: &Body) -> Option<Diagnostic> {
        let anchor = target.anchor.as_deref()?;
        if body.headings.iter().any(|heading| heading.id == anchor) {
            return None;
        }
        let file = &target.file;
        let remark = Diagnostic::new(
            Code::DeadAnchor,
            place,
            words!(
                "det finns ingen rubrik `#{anchor}` i `{file}`",
                "there is no heading `#{anchor}` in `{file}`"
            ),
        );
        let ids = body.headings.iter().map(|heading| heading.id.as_str());
        Some(match nearest(anchor, ids) {
            Some(near) => remark
                .help(words!("menade du `#{near}`?", "did you mean `#{near}`?"))
                .copy(format!("#{near}")),
            None => remark.help(words!(
                "länka till sidan utan `#{anchor}`, eller rätta rubriken",
                "link to the page without `#{anchor}`, or mend the heading"
            )),
        })
    }

    fn picture(
        &self,
        file: &Arc<str>,
        span: Range<usize>,
        picture: &Arc<str>,
    ) -> Option<Diagnostic> {
        if self.sources.files.contains_key(picture) {
            return None;
        }
        let name = file_name(picture);
        let folder = &picture[..picture.len() - name.len()];
        let remark = Diagnostic::new(
            Code::MissingPicture,
            Place::new(file, span),
            words!(
                "bilden `{name}` finns inte i `{folder}`",
                "there is no picture `{name}` in `{folder}`"
            ),
        );
        let beside = self.sources.under(folder).map(|(path, _)| &path[folder.len()..]);
        Some(match nearest(name, beside.filter(|name| is_picture(name))) {
            Some(near) => {
                remark.help(words!("menade du `{near}`?", "did you mean `{near}`?")).copy(near)
            }
            None => remark.help(words!(
                "lägg bilden i samma mapp som berättelsen, eller rätta namnet",
                "put the picture into the story's folder, or mend the name"
            )),
        })
    }

    /// Pictures that the text or the front matter of a story names.
    fn named(&self) -> BTreeSet<&'a Arc<str>> {
        let listed = self.readable.iter().flat_map(|story| story.listed()).map(|image| &image.file);
        let inline = self.readable.iter().flat_map(|story| story.body.pictures());
        listed.chain(inline.map(|(_, picture)| &picture.file)).collect()
    }

    /// Pictures that no text names. A folder where a text failed is passed over: it may name them.
    fn unused(&self) -> Vec<Diagnostic> {
        let pictures: Vec<&Arc<str>> = self
            .sources
            .under("content/")
            .map(|(path, _)| path)
            .filter(|p| is_picture(p))
            .collect();
        if pictures.is_empty() {
            return Vec::new();
        }
        let named = self.named();
        let failed: BTreeSet<&str> = self
            .targets
            .keys()
            .filter(|file| file.starts_with("content/stories/") && !self.is_readable(file))
            .map(|file| folder(file))
            .collect();
        pictures
            .into_iter()
            .filter(|path| !named.contains(path) && !failed.contains(folder(path)))
            .map(|path| {
                let name = file_name(path);
                Diagnostic::new(
                    Code::UnusedPicture,
                    Place::whole(path),
                    words!(
                        "bilden `{name}` används inte och publiceras inte",
                        "the picture `{name}` is not used and is not published"
                    ),
                )
                .help(words!(
                    "lägg till den under `images` i berättelsen, eller ta bort filen",
                    "list it under `images` in the story, or remove the file"
                ))
            })
            .collect()
    }
}

fn missing_alt(place: &Place, picture: &Picture) -> Diagnostic {
    let name = file_name(&picture.file);
    let message = words!(
        "bilden `{name}` saknar alternativtext",
        "the picture `{name}` lacks an alternative text"
    );
    Diagnostic::new(Code::MissingAlt, place.clone(), message)
        .help(words!(
            "skriv inom hakparenteserna vad bilden visar, för den som inte ser den",
            "write in the brackets what the picture shows, for those who cannot see it"
        ))
        .copy(format!("![Två personer lägger bullar på en plåt]({name})"))
}

fn poor_alt(place: &Place, picture: &Picture) -> Option<Diagnostic> {
    let (message, help) = alt_fault(&picture.alt, file_name(&picture.file))?;
    Some(Diagnostic::new(Code::PoorAlt, place.clone(), message).help(help))
}

/// A picture that stands only in the text of a published story: nobody has said who is shown.
fn without_people(place: &Place, picture: &Picture) -> Diagnostic {
    let name = file_name(&picture.file);
    let message = words!(
        "bilden `{name}` står inte under `images`, så det framgår inte vilka som syns på den",
        "the picture `{name}` is not under `images`, so nobody has said who is shown in it"
    );
    Diagnostic::new(Code::PictureConsent, place.clone(), message)
        .help(words!(
            "skriv in den under `images`, med namnen på dem som syns i `people`",
            "list it under `images`, with the names of those who are shown in `people`"
        ))
        .copy(format!("- {{file: {name}, alt: Två personer lägger bullar på en plåt, people: []}}"))
}

fn unknown<'a>(
    place: Place,
    target: &Arc<str>,
    files: impl Iterator<Item = &'a Arc<str>>,
) -> Diagnostic {
    let remark = Diagnostic::new(
        Code::UnknownStory,
        place,
        words!(
            "länken går till `{target}`, som inte finns",
            "the link goes to `{target}`, which does not exist"
        ),
    );
    match nearest(target, files.map(|file| &**file)) {
        Some(near) => remark.help(words!("menade du `{near}`?", "did you mean `{near}`?")),
        None => remark.help(words!(
            "skriv filens namn så som det står i mappen, till exempel `./annan-berattelse.md`",
            "write the file's name as it stands in the folder, such as `./other-story.md`"
        )),
    }
}

fn folder(path: &str) -> &str {
    &path[..path.len() - file_name(path).len()]
}
