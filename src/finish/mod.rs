//! The last step: pages shortened, files named by their content, the finished site checked.
//!
//! Order: [`fingerprint`] names the theme's files, so that pages can link to them; then every path of
//! the site is known, and none may be [`taken_twice`]; the pages are rendered, and a [`Finisher`]
//! shortens each at once, looks at it as a reader's browser will, and hands it on. Nothing of it is
//! kept but what other pages may ask for.

pub mod css;
pub mod findings;
pub mod js;
pub mod minify;
pub mod scan;
pub mod self_check;
pub mod uses;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::memory::Bytes;
use crate::output::Sink;
use crate::text::hex;
use crate::words;
use findings::{Declared, Findings};
use minify::Minifier;
use self_check::{Looked, SelfCheck};
use uses::Use;

/// A file of the theme under the name it is published with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its path, as `assets/style-1a2b3c4d.css`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Whether it is a script as it was, because it could not be read.
    pub skipped: bool,
    /// What it does in a reader's browser, if it is a script; places in it as it is in the theme.
    pub uses: Vec<Use>,
}

/// Files of the theme that were given a name before.
#[derive(Debug, Default)]
pub struct Memory(crate::memory::Memory<Bytes, Asset>);

impl Memory {
    /// Forgets the files that the last theme did not have; how many were made since it did so.
    pub fn forget_unasked(&self) -> usize {
        self.0.forget_unasked()
    }
}

/// Gives each of the theme's static files a name that changes with its content, so that hosts
/// may let browsers keep it for ever; from its name in the theme, as `style.css`.
#[must_use]
pub fn fingerprint(
    statics: &BTreeMap<String, Arc<[u8]>>,
    memory: &Memory,
) -> BTreeMap<String, Asset> {
    let asset = |(name, bytes): (&String, &Arc<[u8]>)| {
        let place = Arc::from(name.as_str());
        (name.clone(), memory.0.recall(&place, bytes, || asset(name, bytes)))
    };
    statics.iter().map(asset).collect()
}

fn asset(name: &str, bytes: &[u8]) -> Asset {
    let text = std::str::from_utf8(bytes).ok();
    let script = text.filter(|_| name.ends_with(".js")).map(js::read);
    let (short, uses) = match script {
        Some(script) => (script.short, script.uses),
        None => (text.filter(|_| name.ends_with(".css")).map(css::shorten), Vec::new()),
    };
    let skipped = name.ends_with(".js") && short.is_none();
    let bytes = short.map_or_else(|| bytes.to_vec(), String::into_bytes);
    Asset { path: fingerprinted(name, &bytes), bytes, skipped, uses }
}

/// The path under which a file of the theme is published.
fn fingerprinted(name: &str, bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let hash = hex(&digest[..4]);
    let file = name.rfind('/').map_or(0, |slash| slash + 1);
    match name[file..].rfind('.').filter(|dot| *dot > 0) {
        Some(dot) => format!("assets/{}-{hash}{}", &name[..file + dot], &name[file + dot..]),
        None => format!("assets/{name}-{hash}"),
    }
}

/// Makes files of a site finished as they come, and hands them on: pages are shortened, and each file
/// is looked at as a reader's browser will.
pub struct Finisher<'a> {
    minifier: Minifier,
    check: SelfCheck<'a>,
    sink: &'a dyn Sink,
}

/// What is to be remembered of a file that was handed on.
#[derive(Default)]
pub struct Finished {
    looked: Option<Looked>,
    /// A page that could not be shortened.
    skipped: Option<Diagnostic>,
}

impl<'a> Finisher<'a> {
    /// A finisher of the site that will have files at these paths.
    #[must_use]
    pub fn new(
        paths: impl IntoIterator<Item = &'a str>,
        declared: &'a Declared<'a>,
        sink: &'a dyn Sink,
    ) -> Self {
        Self { minifier: Minifier::default(), check: SelfCheck::new(paths, declared), sink }
    }

    /// Finishes a page that a template wrote.
    #[must_use]
    pub fn page(&self, path: &str, html: &str) -> Finished {
        self.minifier.minify(html, |page| Finished {
            skipped: page.skipped.then(|| skipped(path)),
            ..self.file(path, page.html.as_bytes())
        })
    }

    /// Finishes any other file.
    #[must_use]
    pub fn file(&self, path: &str, bytes: &[u8]) -> Finished {
        self.sink.put(path, bytes);
        Finished { looked: self.check.look(path, bytes), skipped: None }
    }

    /// What there is to say of the whole site, once all its files were handed on.
    ///
    /// A remark about a page has the page's path as its file. What the site does that it does not
    /// declare is among the remarks.
    #[must_use]
    pub fn finish(
        self,
        finished: Vec<Finished>,
        assets: &BTreeMap<String, Asset>,
    ) -> (Findings, Vec<Diagnostic>) {
        let declared = self.check.declared();
        let (mut looked, mut diagnostics) = (Vec::with_capacity(finished.len()), Vec::new());
        for one in finished {
            looked.extend(one.looked);
            diagnostics.extend(one.skipped);
        }
        let (mut findings, faults) = self.check.finish(looked);
        for (name, asset) in assets {
            if asset.skipped {
                diagnostics.push(unread(name));
            }
            findings.add_script(name, &asset.uses, declared);
        }
        diagnostics.extend(faults);
        diagnostics.extend(findings.remarks());
        (findings, diagnostics)
    }
}

fn skipped(path: &str) -> Diagnostic {
    let message = words!(
        "sidan `{path}` publiceras utan att förkortas: alla taggar i den är inte rätt stängda",
        "the page `{path}` is published without being shortened: not all its tags are closed rightly",
    );
    Diagnostic::new(Code::MinifySkipped, Place::whole(&Arc::from(path)), message).help(words!(
        "visa raden för den som sköter temat: webbläsare gissar vad en sådan sida betyder",
        "show this line to whoever looks after the theme: browsers guess what such a page means",
    ))
}

fn unread(name: &str) -> Diagnostic {
    let message = words!(
        "skriptet `{name}` publiceras utan att förkortas, eftersom det inte går att läsa",
        "the script `{name}` is published without being shortened, since it cannot be read",
    );
    Diagnostic::new(Code::MinifySkipped, Place::whole(&Arc::from(name)), message).help(words!(
        "visa raden för den som sköter temat: skriptet har ett fel, eller är en modul",
        "show this line to whoever looks after the theme: the script has a fault, or is a module",
    ))
}

/// What there is to say of paths that are taken twice, each where an author gave the address, if one
/// did: see [`crate::render::Plan::origins`].
#[must_use]
pub fn taken_twice<'a>(
    paths: impl IntoIterator<Item = &'a str>,
    origins: &[(String, Place)],
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    // Windows and macOS see no difference between upper and lower case.
    let mut folded: BTreeMap<String, &str> = BTreeMap::new();
    for path in paths {
        match folded.entry(path.to_lowercase()) {
            Entry::Occupied(first) => diagnostics.push(taken(path, first.get(), origins)),
            Entry::Vacant(free) => {
                free.insert(path);
            }
        }
    }
    for (lower, path) in &folded {
        let folders = lower.match_indices('/').filter_map(|(at, _)| folded.get(&lower[..at]));
        diagnostics.extend(folders.map(|file| taken(path, file, origins)));
    }
    diagnostics
}

fn taken(path: &str, first: &str, origins: &[(String, Place)]) -> Diagnostic {
    let message = if path == first {
        words!(
            "två sidor eller filer får adressen `{path}`",
            "two pages or files get the address `{path}`"
        )
    } else if path.len() > first.len() {
        words!(
            "`{first}` är både en fil och mappen till `{path}`",
            "`{first}` is both a file and the folder of `{path}`",
        )
    } else {
        words!(
            "`{path}` och `{first}` skiljer sig bara i stora och små bokstäver",
            "`{path}` and `{first}` differ only in case",
        )
    };
    let mut given = origins.iter().filter(|(address, _)| address == path || address == first);
    // Former addresses come last, and are what is most easily changed.
    let Some((_, place)) = given.next_back() else {
        return Diagnostic::new(Code::AddressTaken, Place::whole(&Arc::from(path)), message).help(
            words!(
                "byt namn på den ena, till exempel på berättelsens fil",
                "rename one of them, for example the story's file",
            ),
        );
    };
    let help = if place.end > place.start {
        words!(
            "ta bort den tidigare adressen, eller rätta den",
            "remove the former address, or mend it"
        )
    } else {
        words!("byt namn på filen", "rename the file")
    };
    let remark = Diagnostic::new(Code::AddressTaken, place.clone(), message).help(help);
    match given.next_back() {
        Some((_, other)) => remark.related(
            other.clone(),
            words!("den andra kommer härifrån", "the other comes from here"),
        ),
        None => remark,
    }
}

#[cfg(test)]
mod tests;
