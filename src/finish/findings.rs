//! What the finished site does in a reader's browser, as a value: what it fetches from others, what
//! it stores, and where its forms send what a reader writes.
//!
//! The privacy page says that nothing is fetched or stored, and that no form but the search and the
//! one of `site.yaml` is there. What would make that untrue is an error, so that the page can say
//! it of every site that is published. Links that a reader may click are no requests.

use std::sync::Arc;

use super::uses::{Use, What, is_foreign};
use crate::diagnostic::{Code, Diagnostic, Place, Words};
use crate::words;

/// What the finished site does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// What pages, styles and scripts do by themselves, by what it is.
    pub uses: Vec<Found>,
    /// The forms, by address.
    pub forms: Vec<Form>,
}

/// Something that the site does by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What kind.
    pub what: What,
    /// The address that is fetched, or the browser's name for what is used, as `localStorage`.
    pub name: String,
    /// The theme's file, where that can be told; else the first page.
    pub place: Place,
    /// In how many published files.
    pub files: usize,
}

/// A form of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Where it sends: a page of the site, from its top, or an address elsewhere.
    pub address: String,
    /// What it is.
    pub kind: FormKind,
    /// The theme's file, where that can be told; else the first page.
    pub place: Place,
    /// On how many pages.
    pub pages: usize,
}

/// What a form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormKind {
    /// It leads to a page of the site, as the search does.
    Own,
    /// The contact form of `site.yaml`.
    Declared,
    /// It sends something to somebody that the privacy page does not name.
    Undeclared,
}

/// What the site says of itself, and where its theme is written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Declared<'a> {
    /// Where the contact form of `site.yaml` sends.
    pub endpoint: Option<&'a str>,
    /// The files of the theme by path: those of the site's own theme first.
    pub theme: &'a [(Arc<str>, Arc<[u8]>)],
    /// Where the site is hosted, with a slash at its end.
    pub base_url: Option<&'a str>,
}

impl Declared<'_> {
    /// Where an address is written in the theme: in a template or a style sheet.
    pub(super) fn in_theme(&self, address: &str) -> Option<Place> {
        let is_read = |path: &str| path.ends_with(".html") || path.ends_with(".css");
        let mut files = self.theme.iter().filter(|(path, _)| is_read(path));
        files.find_map(|(path, bytes)| {
            let text = std::str::from_utf8(bytes).ok()?;
            let at = text.find(address).filter(|_| is_foreign(address))?;
            Some(Place::new(path, at..at + address.len()))
        })
    }

    /// The theme's static file of this name.
    fn static_file(&self, name: &str) -> Option<&Arc<str>> {
        let is_it = |path: &str| {
            let own = path.strip_prefix("themes/").and_then(|path| path.split_once("/static/"));
            own.is_some_and(|(theme, own)| own == name && !theme.contains('/'))
        };
        self.theme.iter().map(|(path, _)| path).find(|path| is_it(path))
    }
}

impl Findings {
    /// Adds what a script of the theme does, which is published once.
    pub(super) fn add_script(&mut self, name: &str, uses: &[Use], declared: &Declared<'_>) {
        let file = declared.static_file(name);
        let file = file.map_or_else(|| Arc::from(name), Arc::clone);
        self.uses.extend(uses.iter().map(|one| Found {
            what: one.what,
            name: one.name.clone(),
            place: Place::new(&file, one.span.clone()),
            files: 1,
        }));
    }

    /// What the privacy page would say wrongly.
    #[must_use]
    pub fn remarks(&self) -> Vec<Diagnostic> {
        let forms = self.forms.iter().filter(|form| form.kind == FormKind::Undeclared);
        self.uses.iter().map(Found::remark).chain(forms.map(Form::remark)).collect()
    }
}

impl Found {
    fn remark(&self) -> Diagnostic {
        let name = &self.name;
        let (code, message, help) = match self.what {
            What::Fetches => (
                Code::ForeignRequest,
                words!(
                    "webbplatsen hämtar `{name}` från någon annan, som då får veta vem som läser",
                    "the site fetches `{name}` from somebody else, who then learns who is reading",
                ),
                words!(
                    "lägg filen i temats mapp `static` och hämta den därifrån, eller ta bort raden",
                    "put the file into the theme's folder `static` and fetch it from there, or remove the line",
                ),
            ),
            What::Sends => (
                Code::ForeignRequest,
                words!(
                    "skriptet använder `{name}`, som kan skicka uppgifter om läsaren till andra",
                    "the script uses `{name}`, which can send data about the reader to others",
                ),
                words!(
                    "ta bort det ur skriptet: sidan om personuppgifter säger att inget skickas",
                    "remove it from the script: the privacy page says that nothing is sent",
                ),
            ),
            What::Stores => (
                Code::BrowserStorage,
                words!(
                    "skriptet använder `{name}`, som lagrar något i läsarens webbläsare",
                    "the script uses `{name}`, which stores something in the reader's browser",
                ),
                words!(
                    "ta bort det ur skriptet: sidan om personuppgifter säger att inget lagras, och annars måste läsaren först säga ja",
                    "remove it from the script: the privacy page says that nothing is stored, and otherwise the reader would have to agree first",
                ),
            ),
        };
        Diagnostic::new(code, self.place.clone(), message).help(with_count(help, self.files))
    }
}

impl Form {
    fn remark(&self) -> Diagnostic {
        let address = &self.address;
        let message = words!(
            "ett formulär skickar det läsaren skriver till `{address}`, som sidan om personuppgifter inte nämner",
            "a form sends what the reader writes to `{address}`, which the privacy page does not name",
        );
        let help = words!(
            "ta bort formuläret ur temat, eller beskriv det under contact_form i site.yaml",
            "remove the form from the theme, or describe it under contact_form in site.yaml",
        );
        Diagnostic::new(Code::UndeclaredForm, self.place.clone(), message)
            .help(with_count(help, self.pages))
    }
}

/// What to do, and on how many files.
fn with_count(Words { sv, en }: Words, files: usize) -> Words {
    match files {
        0 | 1 => Words { sv, en },
        files => words!("{sv} (gäller {files} filer)", "{en} (concerns {files} files)"),
    }
}
