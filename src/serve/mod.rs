//! `serve`: the site as it would be built, shown while it is written.
//!
//! ```text
//! watch ─► read again ─► preview (reads, checks, makes each file when asked) ─► http ─► browser
//! ```
//!
//! [`watch`] says what may have changed, [`crate::read`] reads it, [`preview`] has the site, and
//! [`http`] shows it. Nothing is written: the published folder is not touched.
#![expect(clippy::disallowed_methods, reason = "edge: the preview has a clock")]

pub mod http;
mod preview;
pub mod watch;

use std::cmp::Ordering;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tokio::sync::watch as channel;

use crate::cache::Cache;
use crate::compile::Made;
use crate::diagnostic::print::{Colour, Format, Look, print};
use crate::diagnostic::{Diagnostic, Tongue, Words};
use crate::read::{self, ReadError};
use crate::sources::{Options, Sources};
use crate::words;
use http::News;
use preview::{Preview, Round, State};
use watch::{Change, Method, WatchError, Watcher};

/// How long after a change the whole folder is read once more, so that the last state is shown
/// even if the system did not tell of it.
const CALM: Duration = Duration::from_secs(1);

/// What is shown.
pub struct Project {
    /// Its folder.
    pub root: PathBuf,
    /// How often to look for changes, where the system is not to tell of them.
    pub poll: Option<Duration>,
    /// Pictures that were made before.
    pub cache: Option<Cache>,
    /// What a build would be asked for now.
    pub options: Box<dyn Fn() -> Options + Send>,
}

/// What there is to tell whoever started the preview.
#[derive(Debug)]
pub enum Event<'a> {
    /// How changes are noticed.
    Watching(&'a Method),
    /// The preview can be opened.
    Listening(SocketAddr),
    /// A state of the project was read.
    Round {
        /// The files that differ from the state before; none for the first state.
        changed: &'a [Arc<str>],
        /// What there is to say.
        remarks: &'a [Diagnostic],
        /// The files that the remarks speak of.
        sources: &'a Sources,
        /// How long it took until its pages could be asked for, and how much was made anew; none
        /// when this comes of looking at all pages afterwards.
        work: Option<(Duration, Made)>,
    },
    /// The folder cannot be read now.
    Unreadable(&'a Words),
}

/// Why there is no preview.
#[derive(Debug)]
pub enum ServeError {
    /// The project cannot be read.
    Read(ReadError),
    /// The folder cannot be watched.
    Watch(WatchError),
    /// The port cannot be used, or another thing that the system denies.
    System(io::Error),
}

impl From<io::Error> for ServeError {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// Shows the project until `stop` resolves.
///
/// # Errors
///
/// When the project cannot be read or watched at the beginning, or no port can be listened to.
pub fn serve(
    project: Project,
    settings: &http::Settings,
    tell: impl Fn(Event) + Send + Sync + 'static,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let tell: Arc<dyn Fn(Event) + Send + Sync> = Arc::new(tell);
    // Before the first reading, so that no change between the two is missed.
    let (watcher, method) = watch::watch(&project.root, project.poll).map_err(ServeError::Watch)?;
    tell(Event::Watching(&method));
    let sources = Arc::new(read::read(&project.root).map_err(ServeError::Read)?);
    let listener = http::bind(settings)?;
    tell(Event::Listening(listener.local_addr()?));
    let (news, heard) = channel::channel(News::default());
    let telling = Telling { news: Arc::new(news), tell, tongue: settings.tongue };
    let first = State { sources, options: (project.options)(), changed: Vec::new() };
    let seen = Arc::clone(&first.sources);
    let teller = telling.clone();
    let tell_round = move |round| teller.round(&round);
    let (preview, showing) =
        Preview::start(first, project.cache.clone(), tell_round, fault(settings.tongue))?;
    let stopper = watcher.stopper();
    let follower =
        Follower { project, preview: preview.clone(), seen, method, unsure: false, telling };
    let following =
        thread::Builder::new().name("watch".to_owned()).spawn(move || follower.follow(watcher))?;
    let served = http::serve(listener, settings, Arc::new(preview.clone()), heard, stop);
    stopper.stop();
    preview.stop();
    // A thread that panicked has said so.
    let _ = (following.join(), showing.join());
    Ok(served?)
}

/// Tells the open pages, and the one who started it.
#[derive(Clone)]
struct Telling {
    news: Arc<channel::Sender<News>>,
    tell: Arc<dyn Fn(Event) + Send + Sync>,
    tongue: Tongue,
}

impl Telling {
    fn round(&self, round: &Round) {
        let Round { sources, changed, remarks, work } = round;
        let errors = remarks.iter().filter(|remark| remark.is_error()).count();
        self.pages(errors, report(remarks, sources, self.tongue));
        (self.tell)(Event::Round { changed, remarks, sources, work: *work });
    }

    fn unreadable(&self, words: &Words) {
        (self.tell)(Event::Unreadable(words));
        self.pages(1, words.in_tongue(self.tongue).to_owned());
    }

    fn pages(&self, errors: usize, report: String) {
        let next = |news: &mut News| *news = News { number: news.number + 1, errors, report };
        self.news.send_modify(next);
    }
}

/// Remarks as the terminal shows them, without colours.
fn report(remarks: &[Diagnostic], sources: &Sources, tongue: Tongue) -> String {
    let bytes_of = |path: &str| sources.get(path).map(|(_, bytes)| &**bytes);
    print(remarks, &bytes_of, Look { tongue, format: Format::Human, colour: Colour::Without })
}

/// The page in the place of one that cannot be made.
fn fault(tongue: Tongue) -> Box<preview::Fault> {
    Box::new(move |remark, sources| {
        let what = match remark {
            Some(remark) => report(std::slice::from_ref(remark), sources, tongue),
            None => words!(
                "Rätta felen som visas, så kommer sidan.",
                "Mend the errors that are shown, and the page will come."
            )
            .in_tongue(tongue)
            .to_owned(),
        };
        let title = words!("Sidan kan inte visas än", "The page cannot be shown yet");
        let what = quick_xml::escape::partial_escape(&what);
        http::own_page(tongue, &title, &format!("<pre>{what}</pre>"))
    })
}

/// Reads the project again whenever it may have changed.
struct Follower {
    project: Project,
    preview: Preview,
    /// The state that is shown.
    seen: Arc<Sources>,
    method: Method,
    /// Whether the last reading failed, so that what had changed then is nowhere.
    unsure: bool,
    telling: Telling,
}

impl Follower {
    fn follow(mut self, mut watcher: Watcher) {
        // Whether the whole folder has been read since the last change.
        let mut settled = false;
        loop {
            let change = watcher.next((!settled).then_some(CALM));
            if watcher.is_stopped() {
                return;
            }
            self.note(watcher.method());
            self.unsure = !self.look(change.as_ref());
            settled = change.is_none() && !self.unsure;
        }
    }

    /// Tells when changes come to be noticed in another way: the system can give up.
    fn note(&mut self, method: &Method) {
        if self.method != *method {
            self.method = method.clone();
            (self.telling.tell)(Event::Watching(method));
        }
    }

    /// Reads what changed, or everything; whether it could be read.
    fn look(&mut self, change: Option<&Change>) -> bool {
        let root = &self.project.root;
        let read = match change {
            Some(Change::Paths(paths)) if !self.unsure => read::again(root, &self.seen, paths),
            _ => read::read_like(root, &self.seen),
        };
        match read {
            Ok(sources) => self.show(sources),
            Err(error) => {
                self.telling.unreadable(&error.words());
                return false;
            }
        }
        true
    }

    fn show(&mut self, sources: Sources) {
        let changed = differences(&self.seen, &sources);
        let is_same = changed.is_empty() && self.seen.diagnostics == sources.diagnostics;
        // That the folder can be read again is news, whatever is in it.
        if is_same && !self.unsure {
            return;
        }
        self.seen = Arc::new(sources);
        let sources = Arc::clone(&self.seen);
        self.preview.show(State { sources, options: (self.project.options)(), changed });
    }
}

/// The files that are not the same in both, by rising path.
fn differences(before: &Sources, after: &Sources) -> Vec<Arc<str>> {
    let mut changed = Vec::new();
    let (mut old, mut new) = (before.files.iter().peekable(), after.files.iter().peekable());
    loop {
        let order = match (old.peek(), new.peek()) {
            (None, None) => return changed,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            // Files that were not read anew keep their allocations.
            (Some((old, _)), Some((new, _))) if Arc::ptr_eq(old, new) => Ordering::Equal,
            (Some((old, _)), Some((new, _))) => old.cmp(new),
        };
        let gone = if order.is_le() { old.next() } else { None };
        let come = if order.is_ge() { new.next() } else { None };
        if gone.map(|(_, bytes)| bytes) != come.map(|(_, bytes)| bytes) {
            changed.extend(gone.or(come).map(|(path, _)| Arc::clone(path)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_differ() {
        let sources = |files: &[(&str, &str)]| Sources {
            files: files
                .iter()
                .map(|(path, text)| ((*path).into(), text.as_bytes().into()))
                .collect(),
            ..Sources::default()
        };
        let before = sources(&[("a", "1"), ("b", "1"), ("d", "1"), ("e", "1")]);
        for (after, expected) in [
            (&[("a", "1"), ("b", "1"), ("d", "1"), ("e", "1")][..], &[][..]),
            (&[("a", "2"), ("b", "1"), ("d", "1"), ("e", "2")], &["a", "e"]),
            (&[("b", "1"), ("c", "1"), ("d", "1")], &["a", "c", "e"]),
            (&[("a", "1"), ("b", "1"), ("d", "1"), ("e", "1"), ("f", "")], &["f"]),
            (&[], &["a", "b", "d", "e"]),
        ] {
            let changed = differences(&before, &sources(after));
            assert_eq!(changed.iter().map(|path| &**path).collect::<Vec<_>>(), expected);
        }
        assert_eq!(differences(&before, &before.clone()), []);
    }
}
