//! The copy for reading without a network: the same pages, made once more for a folder that nobody
//! hosts, and packed.

use std::convert::Infallible;

use super::{Compiled, Complete, GoOn, Memory, Prepared, Stage, compiled};
use crate::archive::{self, Packer};
use crate::diagnostic::Diagnostic;
use crate::output::{Nowhere, Sink};
use crate::render::Plan;
use crate::render::copy::{Copies, Download};
use crate::route::{Addresses, Route};
use crate::sources::{Options, Sources};

/// A copy of the site for reading without a network: its name and its bytes. Everything is as in
/// [`compile_into`], but that a copy is made.
#[must_use]
pub fn compile_copy(
    sources: &Sources,
    options: &Options,
    memory: &Memory,
    watch: &mut dyn FnMut(Stage),
) -> Compiled<(String, Vec<u8>)> {
    let made = |prepared: &Prepared, watch: &mut dyn FnMut(Stage)| {
        watch(Stage::Search);
        prepared.index();
        Ok::<_, Infallible>(prepared.pack_copy(watch))
    };
    let Ok(compiled) = compiled(sources, options, memory, watch, made);
    compiled
}

/// A copy for reading without a network, and what there is to say of its pages.
pub(super) struct Copied {
    archive: Vec<u8>,
    remarks: Vec<Diagnostic>,
}

impl Prepared {
    /// Makes the site with the copy that it offers.
    pub(super) fn with_copy(
        &self,
        watch: &mut dyn FnMut(Stage),
        go_on: &GoOn<'_>,
        sink: &dyn Sink,
    ) -> Option<Complete> {
        // Before the home page, which says how large it is; nobody looks at that where nothing is kept.
        let unread = Unread(self);
        let (copies, archive, of_copy): (&dyn Copies, &[u8], _) = if sink.keeps_bytes() {
            let Copied { archive, remarks } = self.copied();
            (self, archive, remarks.clone())
        } else {
            let plan = self.copy_plan();
            let complete = self.make((&plan, None), &mut |_| {}, go_on, &Nowhere)?;
            (&unread, &[], complete.remarks)
        };
        let plan = self.plan_of(None, Some(copies));
        let path = copies.download().path;
        let mut complete = self.make((&plan, Some((&path, archive))), watch, go_on, sink)?;
        complete.remarks.extend(of_copy);
        Some(complete)
    }

    /// The copy that lies at this path of the site, if one does.
    pub(super) fn copy_at(&self, path: &str) -> Option<&[u8]> {
        let is_there = self.site.config.archive && Unread(self).download().path == path;
        is_there.then(|| &self.copied().archive[..])
    }

    /// What makes the pages and files of a copy.
    fn copy_plan(&self) -> Plan<'_> {
        self.plan_of(Some(self.today), None)
    }

    /// A copy by its name, and what there is to say of its pages.
    fn pack_copy(&self, watch: &mut dyn FnMut(Stage)) -> ((String, Vec<u8>), Option<Complete>) {
        let plan = self.copy_plan();
        let styles = ["style.css", "theme.css"].iter().filter_map(|name| self.paths.get(*name));
        let styles: Vec<&str> = styles.map(String::as_str).collect();
        let cover = plan.cover(&styles, self.revision.as_deref());
        let packer = Packer::new(cover.folder, self.today);
        let complete = self.make((&plan, None), watch, &|| true, &packer);
        watch(Stage::Copy);
        ((self.copy_name(), packer.finish(&cover)), complete)
    }

    fn copy_name(&self) -> String {
        let config = &self.site.config;
        archive::name(config.title.get(config.language()), self.today)
    }

    /// The copy that lies on the site, which is made when it is first asked for.
    fn copied(&self) -> &Copied {
        self.copy.get_or_init(|| {
            let ((_, archive), complete) = self.pack_copy(&mut |_| {});
            let remarks = complete.map(|complete| complete.remarks).unwrap_or_default();
            Copied { archive, remarks }
        })
    }
}

impl Copies for Prepared {
    fn download(&self) -> Download {
        Download { size: self.copied().archive.len() as u64, ..Unread(self).download() }
    }
}

/// A copy that nobody reads, nor how large it is.
struct Unread<'a>(&'a Prepared);

impl Copies for Unread<'_> {
    fn download(&self) -> Download {
        let Self(Prepared { site, today, .. }) = self;
        let main = site.config.language();
        let path = Addresses::new(main, main).path(Route::Copy(&self.0.copy_name()));
        Download { path, size: 0, made: *today }
    }
}
