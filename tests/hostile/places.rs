//! The places of a project that an author fills, found by the schema, and other texts in them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use forebild::schema::{
    ALT_LENGTH, Field, INTRODUCTION, Kind, PAGE, PERSON, REGISTER, SITE, STORY, TERRITORY,
    VOCABULARY,
};
use forebild::sources::Sources;
use forebild::yaml::{self, Node, Value};

/// A value in a front matter or YAML file.
pub struct Place {
    pub file: Arc<str>,
    pub span: Range<usize>,
    /// Its keys from the outermost on, as `publisher.name`.
    pub field: String,
    pub kind: &'static Kind,
    pub text: String,
}

/// The fields of a file, and where they lie in it.
fn fields_of(path: &str, text: &str) -> Option<(Vec<&'static [Field]>, Range<usize>)> {
    let mut parts = path.split('/');
    let (top, second) = (parts.next()?, parts.next()?);
    let fields = match (top, second) {
        ("..", _) => return Some((vec![REGISTER, PERSON], 0..text.len())),
        ("content", "site.yaml") => return Some((vec![SITE], 0..text.len())),
        ("content", "vocabulary.yaml") => return Some((vec![VOCABULARY], 0..text.len())),
        ("content", "territory.yaml") => return Some((vec![TERRITORY], 0..text.len())),
        ("content", "stories") => STORY,
        ("content", "regions" | "municipalities") => INTRODUCTION,
        ("content", "pages") => PAGE,
        _ => return None,
    };
    let end = path.ends_with(".md").then(|| text[4..].find("\n---\n"))?? + 5;
    Some((vec![fields], 4..end))
}

/// Every value of a project.
pub fn places(sources: &Sources) -> Vec<Place> {
    let mut places = Vec::new();
    for (path, bytes) in &sources.files {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        let Some((fields, range)) = fields_of(path, text) else { continue };
        let (node, remarks) = yaml::parse(path, text, range);
        assert_eq!(remarks, [], "{path}");
        let mut walk = Walk { file: path, places: &mut places };
        match &node.unwrap() {
            Node { value: Value::List(items), .. } => {
                items.iter().for_each(|item| walk.map(item, &fields, ""));
            }
            map => walk.map(map, &fields, ""),
        }
    }
    places
}

struct Walk<'a> {
    file: &'a Arc<str>,
    places: &'a mut Vec<Place>,
}

impl Walk<'_> {
    fn map(&mut self, node: &Node, fields: &[&'static [Field]], above: &str) {
        let Value::Map(entries) = &node.value else { return };
        for entry in entries {
            let known = |fields: &&'static [Field]| forebild::schema::field(fields, &entry.key);
            let field = fields.iter().find_map(known).unwrap();
            self.value(&entry.value, &field.kind, &format!("{above}{}", field.key));
        }
    }

    fn value(&mut self, node: &Node, kind: &'static Kind, field: &str) {
        match (kind, &node.value) {
            (Kind::Map(fields), _) => self.map(node, &[fields], &format!("{field}.")),
            (Kind::List(inner) | Kind::OneOrList(inner), Value::List(items)) => {
                items.iter().for_each(|item| self.value(item, inner, field));
            }
            (Kind::OneOrList(inner), _) => self.value(node, inner, field),
            // Languages, and the ends of a period.
            (_, Value::Map(entries)) => {
                entries.iter().for_each(|entry| self.value(&entry.value, kind, field));
            }
            (_, Value::Scalar(scalar)) => self.places.push(Place {
                file: Arc::clone(self.file),
                span: node.span.clone(),
                field: field.to_owned(),
                kind,
                text: scalar.text.clone(),
            }),
            _ => {}
        }
    }
}

impl Place {
    /// How short and how long a text may be here; nothing where only certain values may stand.
    pub fn takes_text(&self) -> Option<(usize, usize)> {
        // The name of a folder, and that of a file, which must be there.
        if matches!(self.field.as_str(), "theme" | "people_register") {
            return None;
        }
        match self.kind {
            Kind::Text(least, most) | Kind::Localized(least, most) => Some((*least, *most)),
            Kind::AltText => Some(ALT_LENGTH),
            // A municipality is called what the territory calls it.
            Kind::Municipality => Some((2, 80)),
            _ => None,
        }
    }
}

/// A number for each text that stands in a project, so that what names something else still does.
#[derive(Default)]
pub struct Numbers(BTreeMap<String, usize>);

impl Numbers {
    /// The number of a text.
    pub fn of(&mut self, text: &str) -> usize {
        let next = self.0.len();
        *self.0.entry(text.to_owned()).or_insert(next)
    }
}

/// `payload` as a text of `least` to `most` characters, told from its likes by a number at its end:
/// much depends on how a text begins.
pub fn fitted(payload: &str, number: usize, (least, most): (usize, usize)) -> String {
    let end = format!(" n{number}");
    let mut text: String = payload.chars().take(most - end.len()).collect();
    text.push_str(&end);
    while text.chars().count() < least {
        text.push_str(" ord");
    }
    text
}

/// A text of the same words as `payload` where nobody wishes anybody ill: as long and as wide, about.
pub fn twin(payload: &str) -> String {
    payload.chars().map(|c| if c.is_alphanumeric() || c == ' ' { c } else { 'o' }).collect()
}

/// The project with other texts in these places, and where each stands now.
pub fn write(sources: &Sources, changes: &[(&Place, String)]) -> (Sources, Vec<Range<usize>>) {
    let mut sources = sources.clone();
    let mut spans = vec![0..0; changes.len()];
    let mut order: Vec<usize> = (0..changes.len()).collect();
    order.sort_by_key(|at| (&changes[*at].0.file, changes[*at].0.span.start));
    for group in order.chunk_by(|a, b| changes[*a].0.file == changes[*b].0.file) {
        let file = &changes[group[0]].0.file;
        let text = std::str::from_utf8(&sources.files[file]).unwrap();
        let (mut out, mut done) = (String::new(), 0);
        for at in group {
            let (place, new) = &changes[*at];
            out.push_str(&text[done..place.span.start]);
            let start = out.len();
            out.push_str(&format!("'{}'", new.replace('\'', "''")));
            spans[*at] = start..out.len();
            if text[place.span.clone()].ends_with('\n') {
                out.push('\n');
            }
            done = place.span.end;
        }
        out.push_str(&text[done..]);
        sources.files.insert(Arc::clone(file), out.into_bytes().into());
    }
    (sources, spans)
}
