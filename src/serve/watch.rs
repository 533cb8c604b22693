//! Notices what is saved in a project.
//!
//! Whoever reads the project anew after every [`Change`] has its newest state, always: a change may
//! be told of twice, or turn out to be none, but it is never lost. Three things hold that:
//!
//! - **A new folder is watched before it is told of.** What was put into it earlier is found by
//!   reading it; what comes later is told of by itself.
//! - **When the system lost count, everything may have changed**, and everything is watched anew.
//!   (Linux keeps 16,384 events; a `git checkout` can make more.) Reading a large project makes
//!   events too. So that this never goes round in circles, a second loss is told of only when
//!   something on disk is different from the first.
//! - **When the system cannot tell, the files are looked at every so often**, and [`Method`] says
//!   why. Not by notify's own polling: that compares whole seconds, and misses what is saved twice
//!   in one.
//!
//! That a file was opened or read does not count, or reading would bring on reading, without end.
#![expect(clippy::disallowed_types, reason = "edge: the disk's clock tells what has been saved")]
#![expect(clippy::disallowed_methods, reason = "edge: saving takes time, so waiting needs a clock")]

mod error;
mod grounds;
mod heard;
mod listing;
mod looking;
mod reason;

pub use error::WatchError;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use notify::{Config, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::diagnostic::Words;
use grounds::{Grounds, is_real_folder};
use heard::{Heard, Message, messages};
use listing::Listing;
use looking::Looking;

/// How long nothing must happen before a change is told of: editors save in two or three steps.
const QUIET: Duration = Duration::from_millis(10);
/// How long a change is held back at most, so that a stream of events holds up nothing.
const AT_MOST: Duration = Duration::from_millis(250);
/// More changes than this are not told apart: reading everything is as fast.
const MOST_PATHS: usize = 1000;
/// How often to look for changes when the system does not tell.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// How often to try to watch a folder in which others come and go at the same time.
const TRIES: usize = 20;
/// Whether the system watches the folders in a watched folder by itself, new ones too.
const WATCHES_BELOW: bool = cfg!(any(target_os = "macos", windows));

/// What has happened in the project's folder since the last time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// These files or folders, at absolute paths below the root that was given. A folder stands for
    /// all that is in it. They may be gone, or be as they were.
    Paths(BTreeSet<PathBuf>),
    /// More than can be told apart: read everything.
    Everything,
}

/// How changes are noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// The system tells.
    System,
    /// They are looked for.
    Polling {
        /// How often.
        every: Duration,
        /// Why, and what to do about it; none when it was asked for.
        because: Option<Words>,
    },
}

/// Notices changes for as long as it lives.
pub struct Watcher {
    grounds: Grounds,
    means: Means,
    method: Method,
    inbox: Receiver<Message>,
    outbox: Sender<Message>,
    stopped: bool,
    /// What there was on disk when the system had lost count the last time.
    at_last_loss: Option<Listing>,
}

enum Means {
    System(RecommendedWatcher),
    Looking(Looking),
}

/// Ends the waiting of a [`Watcher`].
#[derive(Clone, Debug)]
pub struct Stopper(Sender<Message>);

impl Stopper {
    /// Makes [`Watcher::next`] return none, at once and from then on.
    pub fn stop(&self) {
        // A watcher that is gone waits no longer.
        let _ = self.0.send(Message::Stop);
    }
}

/// Watches the folders `content` and `themes` of the project at `root`, whether they are there yet
/// or not. With `poll` the files are looked at that often; without it the system tells, if it can.
///
/// # Errors
///
/// Fails when there is no folder at `root`.
pub fn watch(root: &Path, poll: Option<Duration>) -> Result<(Watcher, Method), WatchError> {
    let grounds = Grounds::new(root)?;
    let (outbox, inbox) = channel();
    let (means, method) = if let Some(every) = poll {
        (Means::Looking(Looking::new(&grounds, every)), Method::Polling { every, because: None })
    } else {
        let asked = match reason::silent_disk(&grounds) {
            Some(words) => Err(words),
            None => ask_system(&grounds, &outbox).map_err(|error| reason::refused(&error)),
        };
        match asked {
            Ok(system) => (Means::System(system), Method::System),
            Err(because) => look_instead(&grounds, because),
        }
    };
    let told = method.clone();
    let stopped = false;
    let at_last_loss = None;
    Ok((Watcher { grounds, means, method, inbox, outbox, stopped, at_last_loss }, told))
}

/// Asks the system to tell of changes, by messages to `outbox`.
fn ask_system(grounds: &Grounds, outbox: &Sender<Message>) -> notify::Result<RecommendedWatcher> {
    let (told, outbox) = (grounds.clone(), outbox.clone());
    let tell = move |event| {
        for message in messages(&told, event) {
            // A watcher that is gone wants to hear no more.
            let _ = outbox.send(message);
        }
    };
    let mut system = RecommendedWatcher::new(tell, Config::default().with_follow_symlinks(false))?;
    watch_anew(&mut system, grounds)?;
    Ok(system)
}

fn look_instead(grounds: &Grounds, because: Words) -> (Means, Method) {
    let method = Method::Polling { every: LOOK_EVERY, because: Some(because) };
    (Means::Looking(Looking::new(grounds, LOOK_EVERY)), method)
}

/// Watches all there is, whatever was watched before.
fn watch_anew(system: &mut RecommendedWatcher, grounds: &Grounds) -> notify::Result<()> {
    for folder in [grounds.root()].into_iter().chain(grounds.folders()) {
        // Fails when it was not watched, which is what is wanted.
        let _ = system.unwatch(folder);
    }
    // The root tells when the two come and go, so it comes first.
    system.watch(grounds.root(), RecursiveMode::NonRecursive)?;
    grounds.folders().try_for_each(|folder| watch_below(system, folder))
}

/// Watches `folder` and all folders in it, if there is one that is no link. When this returns, what
/// is done in them from then on will be told of.
fn watch_below(system: &mut RecommendedWatcher, folder: &Path) -> notify::Result<()> {
    let mut watched = Ok(());
    for _ in 0..TRIES {
        if !is_real_folder(folder) {
            return Ok(());
        }
        watched = system.watch(folder, RecursiveMode::Recursive);
        // One folder that goes away meanwhile keeps notify from those that come after it.
        if !watched.as_ref().is_err_and(reason::is_missing) {
            break;
        }
    }
    watched
}

impl Watcher {
    /// Waits for the next change, and then until it has been quiet for a moment; none after
    /// `timeout` without one.
    pub fn next(&mut self, timeout: Option<Duration>) -> Option<Change> {
        let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        loop {
            let change = match self.means {
                Means::System(_) => {
                    let heard = self.listen(deadline)?;
                    self.make_sure(heard)
                }
                Means::Looking(_) => self.look(deadline)?,
            };
            if change.is_some() {
                return change;
            }
        }
    }

    /// How changes are noticed now. The system can give up on a project that grows, so this may
    /// change with any [`Change::Everything`].
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Whether it was stopped: then there is nothing more to wait for.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// A handle that ends the waiting from another thread.
    #[must_use]
    pub fn stopper(&self) -> Stopper {
        Stopper(self.outbox.clone())
    }

    /// The next message; none after `until` without one, and when stopped.
    fn receive(&mut self, until: Option<Instant>) -> Option<Message> {
        if self.stopped {
            return None;
        }
        let message = match until {
            Some(until) => {
                let wait = until.saturating_duration_since(Instant::now());
                self.inbox.recv_timeout(wait).ok()?
            }
            None => self.inbox.recv().ok()?,
        };
        self.stopped = matches!(message, Message::Stop);
        (!self.stopped).then_some(message)
    }

    /// What the system tells until it is quiet; none when it tells nothing, and when stopped.
    fn listen(&mut self, deadline: Option<Instant>) -> Option<Heard> {
        let mut heard = Heard::default();
        heard.add(self.receive(deadline)?);
        let last = Instant::now() + AT_MOST;
        loop {
            let now = Instant::now();
            if now >= last {
                return Some(heard);
            }
            match self.receive(Some(last.min(now + QUIET))) {
                Some(message) => heard.add(message),
                None if self.stopped => return None,
                None => return Some(heard),
            }
        }
    }

    /// The change that was heard of, once nothing that happens from now on can be missed.
    fn make_sure(&mut self, mut heard: Heard) -> Option<Change> {
        let Means::System(system) = &mut self.means else { return heard.change() };
        let watched = match heard.refused.take() {
            Some(error) => Err(error),
            None if heard.is_incomplete => watch_anew(system, &self.grounds),
            None => watch_new(system, &self.grounds, &heard),
        };
        if let Err(error) = watched {
            (self.means, self.method) = look_instead(&self.grounds, reason::refused(&error));
            return Some(Change::Everything);
        }
        if heard.is_incomplete {
            let now = Some(Listing::new(&self.grounds));
            if self.at_last_loss != now {
                self.at_last_loss = now;
                return Some(Change::Everything);
            }
        }
        heard.change()
    }

    /// What is found by looking, when it is time to; none when that is after `deadline`, and when
    /// stopped.
    #[expect(clippy::option_option, reason = "no change is another thing than no time to look")]
    fn look(&mut self, deadline: Option<Instant>) -> Option<Option<Change>> {
        let Means::Looking(looking) = &self.means else { return Some(None) };
        let at = looking.next();
        let until = deadline.map_or(at, |deadline| deadline.min(at));
        // What the system told before it gave up is found by looking, too.
        while self.receive(Some(until)).is_some() {}
        if self.stopped || until < at {
            return None;
        }
        let Means::Looking(looking) = &mut self.means else { return Some(None) };
        Some(looking.look(&self.grounds).change())
    }
}

/// Watches the folders that are new.
fn watch_new(
    system: &mut RecommendedWatcher,
    grounds: &Grounds,
    heard: &Heard,
) -> notify::Result<()> {
    if heard.are_too_many() {
        return grounds.folders().try_for_each(|folder| watch_below(system, folder));
    }
    let mut watched: Option<&Path> = None;
    for path in &heard.perhaps_folders {
        let is_top = grounds.folders().any(|folder| folder == path);
        let is_below = watched.is_some_and(|watched| path.starts_with(watched));
        if (is_top || !WATCHES_BELOW) && !is_below && is_real_folder(path) {
            watch_below(system, path)?;
            watched = Some(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
