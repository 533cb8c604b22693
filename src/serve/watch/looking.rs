//! Looks for changes every so often, for when the system does not tell.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::grounds::Grounds;
use super::heard::Heard;
use super::listing::Listing;

/// The coarsest clock of a disk (FAT): what is saved twice within it may look as if saved once.
const COARSEST: Duration = Duration::from_secs(2);
/// The share of the time that may go to looking is one to this and one: a slow network drive would
/// be busy with nothing else.
const REST: u32 = 4;
/// So that no one asks for looking without end.
const LEAST: Duration = Duration::from_millis(10);

/// What was seen at the last look, and when to look next.
#[derive(Debug)]
pub struct Looking {
    every: Duration,
    last: Listing,
    next: Instant,
    /// What was seen to have changed, and when: it is told of once more when the disk's clock has
    /// surely moved on.
    recent: BTreeMap<PathBuf, Instant>,
}

impl Looking {
    /// Looks for the first time.
    pub fn new(grounds: &Grounds, every: Duration) -> Self {
        let every = every.max(LEAST);
        let last = Listing::new(grounds);
        Self { every, last, next: Instant::now() + every, recent: BTreeMap::new() }
    }

    /// When to look next.
    pub fn next(&self) -> Instant {
        self.next
    }

    /// Looks for what has changed since the last time.
    pub fn look(&mut self, grounds: &Grounds) -> Heard {
        let began = Instant::now();
        let now = Listing::new(grounds);
        let changed = self.last.differences(&now);
        self.last = now;
        let mut heard = Heard { paths: changed.clone(), ..Heard::default() };
        self.recent.extend(changed.into_iter().map(|path| (path, began)));
        self.recent.retain(|path, seen| {
            let is_due = began.saturating_duration_since(*seen) >= COARSEST;
            if is_due {
                heard.paths.insert(path.clone());
            }
            !is_due
        });
        self.next = Instant::now() + self.every.max(began.elapsed() * REST);
        heard
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_change_is_told_of_once_more_when_the_clock_of_any_disk_has_moved_on() {
        let folder = tempfile::tempdir().unwrap();
        let grounds = Grounds::new(folder.path()).unwrap();
        let mut looking = Looking::new(&grounds, Duration::ZERO);
        let long_ago = Instant::now().checked_sub(COARSEST).expect("a computer that runs");
        let long_after = Instant::now() + Duration::from_secs(3600);
        looking.recent.insert("earlier".into(), long_ago);
        looking.recent.insert("just now".into(), long_after);
        assert_eq!(looking.look(&grounds).paths, BTreeSet::from(["earlier".into()]));
        assert!(looking.look(&grounds).paths.is_empty());
        assert_eq!(looking.recent.len(), 1);
    }
}
