//! A theme as loaded: templates, words and static files.
//!
//! The built-in theme is always there. A site's theme lies over it: a template of the same name
//! wins, and may extend the built-in one as `default/NAME`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tera::{ErrorKind, Tera};

use super::strings::{self, Strings};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::sources::Sources;
use crate::words;

/// A theme, ready to render.
pub struct Theme {
    /// Templates; a name is looked up in the site's theme first, then in the built-in one.
    pub templates: Tera,
    /// Words by language.
    pub strings: BTreeMap<String, Strings>,
    /// Static files by name, as `style.css`.
    pub statics: BTreeMap<String, Arc<[u8]>>,
    /// Path of each template's source, by the template's name.
    files: BTreeMap<String, Arc<str>>,
}

/// Loads the theme `name` with the words of `languages`. Remarks that are errors mean that it
/// cannot be used.
#[must_use]
pub fn load(sources: &Sources, name: &str, languages: &[String]) -> (Theme, Vec<Diagnostic>) {
    let (files, mut remarks) = template_files(sources, name);
    let (templates, found) = templates(sources, name, &files);
    remarks.extend(found);
    let mut all_strings = BTreeMap::new();
    for language in languages {
        let (strings, found) = strings::load(sources, name, language);
        remarks.extend(found);
        all_strings.insert(language.clone(), strings);
    }
    let theme = Theme { templates, strings: all_strings, statics: statics(sources, name), files };
    (theme, remarks)
}

impl Theme {
    /// Renders a template into `page`, whose content goes. The remark on failure stands at Tera's own
    /// position.
    ///
    /// # Errors
    /// When the template fails on this data.
    pub fn render(
        &self,
        tera: &Tera,
        template: &str,
        context: &tera::Context,
        page: &mut Vec<u8>,
    ) -> Result<(), Diagnostic> {
        page.clear();
        tera.render_to(template, context, page)
            .map_err(|error| remark(&error, &self.files, template))
    }
}

/// Template name (`default/base.html`) to source path.
fn template_files(sources: &Sources, name: &str) -> (BTreeMap<String, Arc<str>>, Vec<Diagnostic>) {
    let mut files = BTreeMap::new();
    let mut remarks = Vec::new();
    for theme in BTreeSet::from(["default", name]) {
        let folder = format!("themes/{theme}/templates/");
        for (path, bytes) in sources.under(&folder) {
            if !path.ends_with(".html") {
                continue;
            }
            if std::str::from_utf8(bytes).is_err() {
                let message =
                    words!("mallen är inte sparad som UTF-8", "the template is not saved as UTF-8");
                remarks.push(Diagnostic::new(Code::NotUtf8, Place::whole(path), message));
                continue;
            }
            files.insert(format!("{theme}/{}", &path[folder.len()..]), Arc::clone(path));
        }
    }
    (files, remarks)
}

/// Compiles the templates. Tera reports one error at a time: a template that fails is reported
/// and left out, and the rest is tried again, so that every faulty template is named in one run.
fn templates(
    sources: &Sources,
    name: &str,
    files: &BTreeMap<String, Arc<str>>,
) -> (Tera, Vec<Diagnostic>) {
    let mut left: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, path) in files {
        let bytes = &sources.files[path];
        if let Ok(text) = std::str::from_utf8(bytes) {
            left.insert(name, text);
        }
    }
    let mut remarks = Vec::new();
    loop {
        let mut tera = Tera::new();
        let prefixes = [format!("{name}/"), "default/".to_owned()];
        tera.set_fallback_prefixes(prefixes).expect("no template has been added yet");
        let Err(error) = tera.add_raw_templates(left.iter()) else { return (tera, remarks) };
        if let ErrorKind::Msg(text) = error.kind() {
            let found = reported(text, &left, files);
            if !found.is_empty() {
                remarks.extend(found);
                return (Tera::new(), remarks);
            }
        }
        let culprit = match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                report.filename().to_owned()
            }
            ErrorKind::MissingParent { current, .. } => current.clone(),
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
                tpl.clone()
            }
            _ => String::new(),
        };
        // A template whose parent was left out for its own fault is not at fault.
        let follows = matches!(error.kind(), ErrorKind::MissingParent { parent, .. }
            if files.contains_key(parent) || files.contains_key(&format!("default/{parent}"))
                || files.contains_key(&format!("{name}/{parent}")));
        if !follows || remarks.is_empty() {
            remarks.push(remark(&error, files, &culprit));
        }
        if left.remove(culprit.as_str()).is_none() {
            return (Tera::new(), remarks);
        }
    }
}

/// The errors that Tera found in all templates together, such as a filter that does not exist. It
/// gives them as one text of blocks: `error: WHAT`, then ` --> TEMPLATE:LINE:COLUMN`.
fn reported(
    text: &str,
    templates: &BTreeMap<&str, &str>,
    files: &BTreeMap<String, Arc<str>>,
) -> Vec<Diagnostic> {
    let mut remarks = Vec::new();
    for block in text.split("error: ").skip(1) {
        let mut lines = block.lines();
        let message = lines.next().unwrap_or_default();
        let Some(at) = lines.find_map(|line| line.trim().strip_prefix("--> ")) else { continue };
        let mut parts = at.rsplitn(3, ':');
        let (column, line, name) = (parts.next(), parts.next(), parts.next());
        let Some((file, source)) = name.and_then(|name| files.get(name).zip(templates.get(name)))
        else {
            continue;
        };
        let number = |text: Option<&str>| text.and_then(|text| text.parse::<usize>().ok());
        let start = offset(source, number(line).unwrap_or(1), number(column).unwrap_or(1));
        let carets = lines.find(|line| line.contains('^')).map_or(0, |l| l.matches('^').count());
        let end =
            source[start..].char_indices().nth(carets).map_or(source.len(), |(i, _)| start + i);
        remarks.push(unusable(Place::new(file, start..end), message));
    }
    remarks
}

/// The byte at a line and column, both from 1; a column counts characters.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[start..];
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(index, _)| index)
}

/// Tera's error as a remark at its place in the template.
fn remark(error: &tera::Error, files: &BTreeMap<String, Arc<str>>, template: &str) -> Diagnostic {
    let place_of = |name: &str, start: usize, end: usize| {
        // A name without its theme is that of the site's own theme, where it has such a template.
        let of_the_site = files
            .iter()
            .find(|(known, _)| {
                known
                    .split_once('/')
                    .is_some_and(|(theme, rest)| theme != "default" && rest == name)
            })
            .map(|(_, file)| file);
        let found =
            files.get(name).or(of_the_site).or_else(|| files.get(&format!("default/{name}")));
        found.map(|file| Place::new(file, start..end))
    };
    let unknown = || Place::whole(&Arc::from(format!("themes/default/templates/{template}")));
    let (place, text) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let range = report.span().range.clone();
            let place = place_of(report.filename(), range.start, range.end);
            (place, report.message().to_owned())
        }
        kind => (place_of(template, 0, 0), kind.to_string()),
    };
    unusable(place.unwrap_or_else(unknown), &text)
}

fn unusable(place: Place, text: &str) -> Diagnostic {
    Diagnostic::new(
        Code::Template,
        place,
        words!("mallen går inte att använda: {text}", "the template cannot be used: {text}"),
    )
    .help(words!(
        "rätta mallen, eller ta bort den så används den inbyggda",
        "mend the template, or remove it so that the built-in one is used"
    ))
}

/// The files that the theme `name` is made of, those that lie over the built-in one first.
#[must_use]
pub fn files(sources: &Sources, name: &str) -> Vec<(Arc<str>, Arc<[u8]>)> {
    let mut files = Vec::new();
    let themes = [name, "default"];
    for theme in if name == "default" { &themes[1..] } else { &themes[..] } {
        let folder = format!("themes/{theme}/");
        files.extend(
            sources.under(&folder).map(|(path, bytes)| (Arc::clone(path), Arc::clone(bytes))),
        );
    }
    files
}

fn statics(sources: &Sources, name: &str) -> BTreeMap<String, Arc<[u8]>> {
    let mut statics = BTreeMap::new();
    for theme in ["default", name] {
        let folder = format!("themes/{theme}/static/");
        for (path, bytes) in sources.under(&folder) {
            statics.insert(path[folder.len()..].to_owned(), Arc::clone(bytes));
        }
    }
    statics
}
