//! The built site: where it lies and which kinds of page it has.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::kinds::{KINDS, Kind};
use crate::{Outcome, tools};

/// A folder that a build has filled.
pub struct Site {
    root: PathBuf,
    files: Vec<String>,
}

/// A page of the site, standing for all of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The kind, as in [`crate::kinds`].
    pub kind: String,
    /// The path from the top of the site.
    pub path: String,
}

impl Site {
    /// The site in the folder `root`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn at(root: &Path) -> Outcome<Self> {
        let mut files = Vec::new();
        list(root, "", &mut files)?;
        files.sort();
        Ok(Self { root: root.to_path_buf(), files })
    }

    /// The site that the tests are about: the folder that `FOREBILD_SITE` names, else the
    /// repository's own content, built here.
    ///
    /// # Errors
    /// When it cannot be built or read.
    pub fn of_the_tests() -> Outcome<Self> {
        static ROOT: OnceLock<Result<PathBuf, String>> = OnceLock::new();
        let root = ROOT.get_or_init(|| match std::env::var_os("FOREBILD_SITE") {
            Some(folder) => Ok(folder.into()),
            None => build().map_err(|error| error.to_string()),
        });
        Self::at(root.as_ref().map_err(Clone::clone)?)
    }

    /// The starter with a contact form and five stories a page, built here.
    ///
    /// # Errors
    /// When it cannot be built or read.
    pub fn with_a_form() -> Outcome<Self> {
        static ROOT: OnceLock<Result<PathBuf, String>> = OnceLock::new();
        let root = ROOT.get_or_init(|| build_with_a_form().map_err(|error| error.to_string()));
        Self::at(root.as_ref().map_err(Clone::clone)?)
    }

    /// The folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Every HTML page.
    pub fn pages(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(String::as_str).filter(|path| path.ends_with(".html"))
    }

    /// One page of every kind, and the names of the kinds that have none.
    ///
    /// # Errors
    /// When a page cannot be read.
    pub fn examples(&self) -> Outcome<(Vec<Page>, Vec<&'static str>)> {
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for kind in KINDS {
            match self.example(kind)? {
                Some(path) => found.push(Page { kind: kind.name.to_owned(), path }),
                None => missing.push(kind.name),
            }
        }
        Ok((found, missing))
    }

    /// The first page of a kind.
    fn example(&self, kind: &Kind) -> Outcome<Option<String>> {
        for path in self.pages().filter(|path| kind.lies_at(path)) {
            if kind.holds(&std::fs::read_to_string(self.root.join(path))?) {
                return Ok(Some(path.to_owned()));
            }
        }
        Ok(None)
    }
}

fn list(root: &Path, folder: &str, files: &mut Vec<String>) -> Outcome {
    for entry in std::fs::read_dir(root.join(folder))
        .map_err(|error| format!("{}: {error}", root.join(folder).display()))?
    {
        let entry = entry?;
        let name = entry.file_name().into_string().map_err(|_| "a name that is not UTF-8")?;
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        if entry.file_type()?.is_dir() {
            list(root, &path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn build() -> Outcome<PathBuf> {
    let output = tools::target()?.join("browser-site");
    let status = Command::new(env!("CARGO"))
        .current_dir(tools::repository())
        .args(["run", "--quiet", "--", "build", "--root", ".", "--output"])
        .arg(&output)
        .status()?;
    if status.success() { Ok(output) } else { Err("the starter site does not build".into()) }
}

/// What is added to the starter's settings for [`Site::with_a_form`].
const FORM: &str = "
contact_form:
  endpoint: https://example.org/formular
  recipient: {sv: Redaktionen, en: The editors}
  purpose: {sv: Vi använder adressen bara för att svara., en: We use the address only to answer.}
  kept: {sv: Tre månader efter svaret, en: Three months after the answer}
";

fn build_with_a_form() -> Outcome<PathBuf> {
    let output = tools::target()?.join("browser-site-with-a-form");
    let mut sources = forebild::read::read(&tools::repository())?;
    let (settings, bytes) = sources.get("content/site.yaml").ok_or("no settings")?;
    let (settings, text) = (settings.clone(), String::from_utf8(bytes.to_vec())?);
    let text = text.replace("stories_per_page: 24", "stories_per_page: 5") + FORM;
    sources.files.insert(settings, text.into_bytes().into());
    let today = jiff::civil::date(2026, 11, 23);
    let options = forebild::sources::Options { today, base_url: None, drafts: false };
    let compiled = forebild::compile(&sources, &options);
    let Some(made) = compiled.output else {
        return Err(format!("the site with a form: {:?}", compiled.diagnostics).into());
    };
    if output.exists() {
        std::fs::remove_dir_all(&output)?;
    }
    write(&made, &output)?;
    Ok(output)
}

/// Writes a finished site into a folder.
///
/// # Errors
/// When it cannot be written.
pub fn write(site: &forebild::output::Output, folder: &Path) -> Outcome {
    for (path, bytes) in &site.files {
        let file = folder.join(path);
        std::fs::create_dir_all(file.parent().ok_or("a file in a folder")?)?;
        std::fs::write(file, bytes)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_without_a_page_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(folder.path().join("kommuner/hjo")).expect("a folder");
        std::fs::write(folder.path().join("kommuner/hjo/index.html"), "nothing-yet")
            .expect("a file");
        let site = Site::at(folder.path()).expect("a site");
        let (found, missing) = site.examples().expect("readable pages");
        let path = "kommuner/hjo/index.html".to_owned();
        assert_eq!(found, [Page { kind: "municipality-empty".to_owned(), path }]);
        assert!(missing.contains(&"municipality") && missing.contains(&"home"), "{missing:?}");
    }
}
