//! The three settings files, which the texts are checked against, and the register of people.

use std::sync::Arc;

use super::files::Known;
use super::personal_data::{self, Found};
use super::register::{self, Register};
use super::{World, site, territory, vocabulary};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{SiteConfig, Territory, Vocabulary, register_path};
use crate::sources::Sources;
use crate::words;

/// All that the settings are read from.
#[derive(Debug, PartialEq, Eq)]
pub struct Input {
    site: File,
    territory: File,
    vocabulary: File,
    /// The register of people, by its name among the sources, if `site.yaml` names one.
    register: Option<(Arc<str>, File)>,
    /// The names of the themes that there are: the built-in one, and those that have a file.
    themes: Vec<String>,
}

/// A settings file.
#[derive(Debug, PartialEq, Eq)]
enum File {
    Missing,
    /// Too large to be read, which has been remarked on.
    Unread,
    Read(Arc<str>, Arc<[u8]>),
}

impl File {
    /// Its path and content, if it was read.
    fn read(&self) -> Option<(&Arc<str>, &[u8])> {
        match self {
            File::Read(file, bytes) => Some((file, bytes)),
            File::Missing | File::Unread => None,
        }
    }
}

impl Input {
    /// What the settings of `sources` are read from.
    pub fn new(sources: &Sources) -> Self {
        let file = |path: &str| match sources.get(path) {
            None => File::Missing,
            Some(_) if sources.is_unread(path) => File::Unread,
            Some((file, bytes)) => File::Read(Arc::clone(file), Arc::clone(bytes)),
        };
        Self {
            site: file(site::PATH),
            territory: file(territory::PATH),
            vocabulary: file(vocabulary::PATH),
            register: register_path(&sources.files).map(|path| {
                let register = file(&path);
                (path, register)
            }),
            themes: themes(sources),
        }
    }
}

fn themes(sources: &Sources) -> Vec<String> {
    let folder = "themes/";
    let inside = sources.under(folder).map(|(path, _)| &path[folder.len()..]);
    let names = inside.filter_map(|path| path.split_once('/')).map(|(theme, _)| theme);
    let mut names: Vec<String> = names.chain(["default"]).map(str::to_owned).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The settings as far as they could be understood.
#[derive(Debug)]
pub struct Settings {
    /// What they were read from.
    pub input: Input,
    /// `site.yaml`.
    pub config: Option<Arc<SiteConfig>>,
    /// The site's languages, its own first; known as soon as they can be read.
    pub languages: Option<Vec<String>>,
    /// `territory.yaml`.
    pub territory: Option<Arc<Territory>>,
    /// `vocabulary.yaml`.
    pub vocabulary: Option<Arc<Vocabulary>>,
    /// The register of people, if `site.yaml` names one.
    pub register: Option<Register>,
    /// What there is to say of these files.
    pub remarks: Vec<Diagnostic>,
    /// Personal data in them.
    pub found: Vec<Found>,
}

impl Settings {
    /// Reads the files.
    pub fn read(input: Input) -> Self {
        let mut sink = Vec::new();
        let themes = input.themes.iter().map(String::as_str).collect();
        let (config, languages) = required(&input.site, site::PATH, &mut sink)
            .map_or((None, None), |(file, bytes)| site::read(file, bytes, &themes, &mut sink));
        let own = own(languages.as_deref());
        let territory = required(&input.territory, territory::PATH, &mut sink)
            .and_then(|(file, bytes)| territory::read(file, bytes, own, &mut sink));
        let vocabulary = required(&input.vocabulary, vocabulary::PATH, &mut sink)
            .and_then(|(file, bytes)| vocabulary::read(file, bytes, own, &mut sink));
        let files = [&input.site, &input.territory, &input.vocabulary].into_iter();
        let found = files
            .filter_map(File::read)
            .flat_map(|(file, bytes)| personal_data::in_text(file, bytes, &sink));
        let found = found.collect();
        let register = input.register.as_ref().map(|(path, file)| match file {
            File::Missing => Register::missing(path),
            File::Unread => Register::failed(path),
            File::Read(file, bytes) => register::read(file, bytes, own, &mut sink),
        });
        Self {
            register,
            found,
            config: config.map(Arc::new),
            territory: territory.map(Arc::new),
            vocabulary: vocabulary.map(Arc::new),
            languages,
            remarks: sink,
            input,
        }
    }

    /// What the names of files are checked against.
    pub fn known(&self) -> Known<'_> {
        let territory = self.territory.as_deref();
        Known { languages: self.languages.as_deref(), territory }
    }

    /// What texts are checked against on a day.
    pub fn world(&self, today: jiff::civil::Date) -> World<'_> {
        World {
            config: self.config.as_deref(),
            own: own(self.languages.as_deref()),
            territory: self.territory.as_deref(),
            vocabulary: self.vocabulary.as_deref(),
            register: self.register.as_ref(),
            today,
        }
    }
}

/// The site's own language.
fn own(languages: Option<&[String]>) -> &str {
    languages.and_then(<[String]>::first).map_or("sv", String::as_str)
}

/// A settings file, or the remark that it is missing; nothing when it was too large to be read.
fn required<'a>(
    file: &'a File,
    path: &str,
    sink: &mut Vec<Diagnostic>,
) -> Option<(&'a Arc<str>, &'a [u8])> {
    if *file != File::Missing {
        return file.read();
    }
    sink.push(
        Diagnostic::new(
            Code::MissingFile,
            Place::whole(&Arc::from(path)),
            words!("filen `{path}` saknas", "the file `{path}` is missing"),
        )
        .help(words!(
            "gör en ny webbplats med forebild init i en tom mapp, och kopiera filen därifrån",
            "make a new site with forebild init in an empty folder, and copy the file from there"
        )),
    );
    None
}
