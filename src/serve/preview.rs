//! The site that is shown: one thread has it, and makes each file when it is asked for.
//!
//! ```text
//! states of the project ──►┐            ┌─► rounds: what there is to say of each state
//! questions for files  ──►─┴─ the thread ┴─► answers
//! ```
//!
//! A new state is read (with a memory, so that it costs what has changed) while the site before it
//! still stands; when it has errors, that site goes on being shown. What only whole pages can show,
//! such as a template that fails, is looked for afterwards and beside, until the next state comes,
//! and not while somebody waits for a file.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::http::Pages;
use crate::cache::Cache;
use crate::compile::{Files, Made, Memory, Prepared, prepare};
use crate::diagnostic::{Diagnostic, sorted};
use crate::images;
use crate::search;
use crate::sources::{Options, Sources};

/// A state of the project.
#[derive(Debug)]
pub struct State {
    /// Its files.
    pub sources: Arc<Sources>,
    /// What a build would be asked for.
    pub options: Options,
    /// The files that differ from the state before.
    pub changed: Vec<Arc<str>>,
}

/// What became of a state.
#[derive(Debug)]
pub struct Round {
    /// The files that it was made from.
    pub sources: Arc<Sources>,
    /// Those that differ from the state before.
    pub changed: Vec<Arc<str>>,
    /// What there is to say, in the order of the files.
    pub remarks: Vec<Diagnostic>,
    /// How long it took until its pages could be asked for, and how much was made anew; none when
    /// this comes of looking at all pages afterwards.
    pub work: Option<(Duration, Made)>,
}

/// What tells of a page that cannot be made: the remark, and the files it speaks of.
pub type Fault = dyn Fn(Option<&Diagnostic>, &Sources) -> String + Send + Sync;

enum Message {
    Ask { path: String, reply: SyncSender<Option<Vec<u8>>> },
    State(State),
    Checked { number: u64, remarks: Vec<Diagnostic> },
    Stop,
}

/// The way to the thread.
#[derive(Clone)]
pub struct Preview {
    inbox: Sender<Message>,
}

impl Pages for Preview {
    fn get(&self, path: &str) -> Option<Vec<u8>> {
        let (reply, answer) = sync_channel(1);
        self.inbox.send(Message::Ask { path: path.to_owned(), reply }).ok()?;
        answer.recv().ok()?
    }
}

impl Preview {
    /// Starts the thread with a first state and the pictures of earlier runs. It tells of each
    /// round, and writes the pages that cannot be shown with `fault`.
    ///
    /// # Errors
    /// When the system starts no thread.
    pub fn start(
        first: State,
        cache: Option<Cache>,
        tell: impl FnMut(Round) + Send + 'static,
        fault: Box<Fault>,
    ) -> std::io::Result<(Self, thread::JoinHandle<()>)> {
        let (sender, inbox) = channel();
        let owner = Owner { inbox, own: sender.clone(), cache, tell: Box::new(tell), fault };
        let thread =
            thread::Builder::new().name("preview".to_owned()).spawn(|| owner.run(first))?;
        Ok((Self { inbox: sender }, thread))
    }

    /// Shows another state.
    pub fn show(&self, state: State) {
        // The thread is gone only when everything ends.
        let _ = self.inbox.send(Message::State(state));
    }

    /// Ends the thread.
    pub fn stop(&self) {
        let _ = self.inbox.send(Message::Stop);
    }
}

/// The thread.
struct Owner {
    inbox: Receiver<Message>,
    own: Sender<Message>,
    cache: Option<Cache>,
    tell: Box<dyn FnMut(Round) + Send>,
    fault: Box<Fault>,
}

/// A state and what was remarked when it was read.
struct Current {
    number: u64,
    sources: Arc<Sources>,
    remarks: Vec<Diagnostic>,
}

impl Owner {
    fn run(mut self, first: State) {
        let memory = Memory::default();
        if let Some(cache) = &self.cache {
            cache.recall(&first.sources, memory.pictures());
        }
        let mut shown: Option<Arc<Prepared>> = None;
        let mut next = Some(first);
        let mut number = 0;
        let asked = Asked::default();
        while let Some(State { sources, options, changed }) = next {
            number += 1;
            let started = Instant::now();
            let (prepared, remarks) = prepare(&sources, &options, &memory, &mut |_| {});
            self.keep(memory.pictures().take_new());
            let made = memory.forget_unasked();
            let check = prepared.map(|prepared| {
                let prepared = Arc::new(prepared);
                shown = Some(Arc::clone(&prepared));
                Check::start(prepared, self.own.clone(), number, asked.clone())
            });
            let remarks = sorted(remarks);
            let work = Some((started.elapsed(), made));
            let (told, current) = (Arc::clone(&sources), remarks.clone());
            (self.tell)(Round { sources: told, changed, remarks, work });
            let current = Current { number, sources, remarks: current };
            next = self.answer(shown.as_ref(), &current, &asked);
            drop(check);
        }
    }

    /// Keeps pictures for the next run, beside everything else. That they cannot be kept costs
    /// time then, and nothing now.
    fn keep(&self, new: Vec<images::New>) {
        if let Some(cache) = self.cache.clone().filter(|_| !new.is_empty()) {
            thread::spawn(move || cache.keep(&new));
        }
    }

    /// Answers questions until there is another state; none when everything ends.
    fn answer(
        &mut self,
        shown: Option<&Arc<Prepared>>,
        current: &Current,
        asked: &Asked,
    ) -> Option<State> {
        let files = shown.map(|prepared| prepared.files());
        let (inbox, tell, fault) = (&self.inbox, &mut self.tell, &*self.fault);
        thread::scope(|scope| {
            loop {
                match inbox.recv().ok()? {
                    Message::State(state) => return Some(state),
                    Message::Stop => return None,
                    Message::Checked { number, remarks }
                        if number == current.number && !remarks.is_empty() =>
                    {
                        let all = current.remarks.iter().cloned().chain(remarks).collect();
                        let sources = Arc::clone(&current.sources);
                        let remarks = sorted(all);
                        tell(Round { sources, changed: Vec::new(), remarks, work: None });
                    }
                    Message::Checked { .. } => {}
                    Message::Ask { path, reply } => {
                        let question = asked.one();
                        match (&files, shown) {
                            (Some(_), Some(prepared)) if path.starts_with(search::FOLDER) => {
                                // The index can take long, and must not hold up the next state.
                                let prepared = Arc::clone(prepared);
                                let made = move || prepared.index_file(&path).map(<[u8]>::to_vec);
                                thread::spawn(move || question.answer(&reply, made));
                            }
                            (files, _) => {
                                let (files, sources) = (files.as_ref(), &*current.sources);
                                let made = move || file(files, &path, fault, sources);
                                scope.spawn(move || question.answer(&reply, made));
                            }
                        }
                    }
                }
            }
        })
    }
}

/// How many questions are being answered: who asks is waiting, and everything else can.
#[derive(Clone, Default)]
struct Asked(Arc<AtomicUsize>);

/// A question that is being answered.
struct Question(Arc<AtomicUsize>);

impl Asked {
    fn one(&self) -> Question {
        self.0.fetch_add(1, Ordering::Relaxed);
        Question(Arc::clone(&self.0))
    }

    fn any(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }
}

impl Question {
    /// A page that brings its thread down has no answer, and must not bring down the preview.
    fn answer(self, reply: &SyncSender<Option<Vec<u8>>>, made: impl FnOnce() -> Option<Vec<u8>>) {
        // Who asked may have gone.
        let _ = reply.send(catch_unwind(AssertUnwindSafe(made)).unwrap_or(None));
    }
}

impl Drop for Question {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A file of the site, or what is shown in the place of a page that cannot be made.
fn file(
    files: Option<&Files<'_>>,
    path: &str,
    fault: &Fault,
    sources: &Sources,
) -> Option<Vec<u8>> {
    match files.map(|files| files.get(path)) {
        Some(Ok(bytes)) => bytes,
        Some(Err(remark)) => Some(fault(Some(&remark), sources).into_bytes()),
        None => path.ends_with(".html").then(|| fault(None, sources).into_bytes()),
    }
}

/// Makes every page beside the others, to see what only whole pages can show. It ends early when
/// it is dropped.
struct Check {
    wanted: Arc<AtomicBool>,
}

impl Check {
    fn start(prepared: Arc<Prepared>, reply: Sender<Message>, number: u64, asked: Asked) -> Self {
        let wanted = Arc::new(AtomicBool::new(true));
        let own = Arc::clone(&wanted);
        // One page takes a millisecond, and a question seldom more.
        let go_on = move || {
            while asked.any() && own.load(Ordering::Relaxed) {
                thread::sleep(Duration::from_millis(1));
            }
            own.load(Ordering::Relaxed)
        };
        let check = move || {
            // One thread, so that the page that somebody waits for comes first.
            let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(1).build() else { return };
            let found = pool.install(|| prepared.check(&go_on));
            if let Some(remarks) = found.filter(|_| go_on()) {
                let _ = reply.send(Message::Checked { number, remarks });
            }
        };
        // Without it, faults of the theme are seen on the page that has them.
        let _ = thread::Builder::new().name("check".to_owned()).spawn(check);
        Self { wanted }
    }
}

impl Drop for Check {
    fn drop(&mut self) {
        self.wanted.store(false, Ordering::Relaxed);
    }
}
