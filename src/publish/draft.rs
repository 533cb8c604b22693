//! A site on its way into its folder: its files come one by one, and are in nobody's way until all
//! of them are there.

use super::error::{PublishError, at};
use super::lock::beside;
use super::manifest::{Entry, Manifest, is_legal};
use super::plan::{self, Plan};
use super::stage::{self, Staging};
use super::survey::Survey;
use super::{Held, How, Report, Target, Way, per_file, swap, system};
use crate::output::Sink;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// A site that is being written: a [`Sink`] for its files. Nothing of it is seen before
/// [`Draft::publish`], and nothing is left of it when it is dropped instead.
pub struct Draft {
    held: Held,
    survey: Survey,
    /// Whether the output folder may be another one afterwards.
    by_swap: bool,
    /// Where new bytes wait; made when there are any.
    shelf: OnceLock<Shelf>,
    files: Mutex<Vec<(String, Entry)>>,
    failed: OnceLock<PublishError>,
}

/// Where the new bytes of a draft wait.
pub(super) enum Shelf {
    /// Beside the output, each in its place.
    Staged(Staging),
    /// In memory, where no folder can be made beside the output, or would be of no use.
    Memory(Mutex<BTreeMap<String, Vec<u8>>>),
}

impl Shelf {
    fn memory() -> Self {
        Self::Memory(Mutex::default())
    }

    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Staged(staging) => staging.put(path, bytes)?,
            Self::Memory(files) => {
                let bytes = bytes.to_vec();
                locked(files).insert(path.to_owned(), bytes);
            }
        }
        Ok(())
    }

    /// What was put at a path.
    pub(super) fn get(&self, path: &str) -> io::Result<Vec<u8>> {
        match self {
            Self::Staged(staging) => fs::read(staging.site().join(path)),
            Self::Memory(files) => {
                locked(files).get(path).cloned().ok_or(ErrorKind::NotFound.into())
            }
        }
    }
}

impl Draft {
    /// Takes the output folder for a new site, and reads what stands in it. Until the draft is
    /// published or dropped, nobody else can write there.
    ///
    /// # Errors
    ///
    /// Refuses a dangerous folder and a second build at the same time; and fails when the disk does.
    pub fn begin(target: &Target) -> Result<Self, PublishError> {
        let held = Held::take(target)?;
        let survey = Survey::take(&held.folder, &held.ours)?;
        let by_swap = target.way == Way::Swap
            && held.lock.is_beside()
            && system::can_trade_names(&held.folder);
        Ok(Self {
            held,
            survey,
            by_swap,
            shelf: OnceLock::new(),
            files: Mutex::default(),
            failed: OnceLock::new(),
        })
    }

    /// Makes the output folder hold exactly the files that were put, and whatever was there that we
    /// did not write.
    ///
    /// # Errors
    ///
    /// Refuses a path where a file stands that is not ours or that was edited since; and fails when
    /// the disk does, or did for one of the files. In all cases but [`PublishError::HalfWritten`] the
    /// old site stands whole.
    pub fn publish(mut self) -> Result<Report, PublishError> {
        let manifest = Manifest::of(std::mem::take(&mut *locked(&self.files)));
        plan::check_paths(&manifest)?;
        self.sound()?;
        let plan = Plan::make(manifest, std::mem::take(&mut self.survey))?;
        let mut report = plan.report(std::mem::take(&mut self.held.cleaned));
        if plan.is_done() {
            return Ok(report);
        }
        // Perhaps nothing is new, and something goes.
        self.shelf();
        self.sound()?;
        report.how = match self.swap_in(&plan, &mut report)? {
            Some(how) => how,
            None => {
                per_file::write(&self.held.folder, &plan, &self.held.ours, self.shelf())?;
                How::PerFile
            }
        };
        Ok(report)
    }

    /// What went wrong so far.
    fn sound(&mut self) -> Result<(), PublishError> {
        self.failed.take().map_or(Ok(()), Err)
    }

    /// Completes, swaps, takes the old tree down; `None` when the file system does not let folders
    /// trade names, with nothing changed.
    fn swap_in(&mut self, plan: &Plan, report: &mut Report) -> Result<Option<How>, PublishError> {
        let folder = &self.held.folder;
        let Shelf::Staged(staging) = self.shelf() else { return Ok(None) };
        if !stage::complete(staging, folder, plan)? {
            return Ok(None);
        }
        let Some(how) = swap::swap(staging, folder)? else { return Ok(None) };
        staging.take_old_down(folder, &mut report.kept_beside, &mut report.leftovers);
        // What stands beside now is what is left of the old site, if anything is.
        self.shelf.take();
        Ok(Some(how))
    }

    fn shelf(&self) -> &Shelf {
        self.shelf.get_or_init(|| {
            if !self.by_swap {
                return Shelf::memory();
            }
            match Staging::make(&self.held.folder) {
                Ok(staging) => Shelf::Staged(staging),
                Err(error) => {
                    if !system::is_forbidden(&error) {
                        self.fail(at(&beside(&self.held.folder, "new"))(error));
                    }
                    Shelf::memory()
                }
            }
        })
    }

    /// The first thing that went wrong is what is said.
    fn fail(&self, error: PublishError) {
        let _later = self.failed.set(error);
    }
}

impl Sink for Draft {
    fn put(&self, path: &str, bytes: &[u8]) {
        if self.failed.get().is_some() {
            return;
        }
        let entry = Entry::of(bytes);
        // What leads out of the folder is said in the end, and must not be written until then.
        if is_legal(path)
            && !self.survey.holds(path, &entry.sha256)
            && let Err(error) = self.shelf().put(path, bytes)
        {
            self.fail(at(&self.held.folder.join(path))(error));
        }
        locked(&self.files).push((path.to_owned(), entry));
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if let Some(Shelf::Staged(staging)) = self.shelf.get() {
            staging.discard();
        }
    }
}

/// A panic elsewhere leaves whole entries.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
