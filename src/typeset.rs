//! Typst source → pages, in-process.
//!
//! In: `main.typ` with its [`SourceMap`], the [`Files`] it may read, the [`Fonts`]. Out: [`Pages`] and diagnostics that
//! point into the YAML. A [`Session`] lives from edit to edit, or from paper to paper of a batch. This stage must not
//! know YAML, themes or templates, and nothing of it may read the clock, the network or, fonts aside, the disk.

mod blame;
mod coverage;
mod elsewhere;
mod files;
mod fingerprint;
mod fonts;
mod layout;
mod offsets;
mod pages;
mod positions;
mod walk;
mod world;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use typst::diag::Warned;
use typst_layout::PagedDocument;

pub use coverage::Role;
pub use elsewhere::{Holder, NamedBytes, Wanted};
pub use files::Files;
pub use fonts::{Family, FontOrigin, Fonts, FontsConfig, SystemFonts};
pub use layout::{BlockRegion, Fact, Glyph, Layout, PageSize, Rect, Shape, ShapeKind};
pub use pages::Pages;
pub use positions::{Place, Positions, Region};

pub use crate::room::spawn_worker;
pub(crate) use crate::room::{Panicked, STACK_BYTES, guarded, with_room};
pub(crate) use blame::{Blame, crashed};
pub(crate) use fonts::stand_in_font;

use crate::diagnostic::Diagnostic;
use crate::render::source_map::SourceMap;
use world::PaperWorld;

/// How a session treats what it knows of the paper before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Whether `main.typ` is a new version of the one before, so that only what differs is laid out.
    pub keeps_source: bool,
    /// How often remembered results that nobody has asked for since are dropped: each time so many papers were set, in
    /// all sessions of the process. What is remembered grows old by one each time.
    pub every: usize,
    /// The age at which it is dropped.
    pub memory: usize,
}

impl Pace {
    /// One paper, edited: undoing the last few changes is instant too.
    pub const LIVE: Self = Self { keeps_source: true, every: 1, memory: 10 };

    /// Many papers, one after another, in so many sessions side by side. What all papers share must outlive the papers
    /// that the other sessions finish meanwhile: with two sessions a life of 4 papers gave 20 to 40 % more papers a
    /// second than 1. All results are gone through to find the old ones, and everybody waits; so that is not done after
    /// every paper. Never forgetting would cost 3 MB a paper.
    #[must_use]
    pub fn batch(sessions: usize) -> Self {
        Self { keeps_source: false, every: 2 * sessions.max(1), memory: 1 }
    }

    /// Called after each paper.
    fn forget(self) {
        static PAPERS: AtomicUsize = AtomicUsize::new(0);
        let papers = PAPERS.fetch_add(1, Ordering::Relaxed) + 1;
        if papers.is_multiple_of(self.every.max(1)) {
            comemo::evict(self.memory);
        }
    }
}

/// What is to be set.
pub struct Input<'a> {
    /// The Typst source.
    pub main: &'a str,
    /// What it may read: `/theme/…`, `/asset/…`.
    pub files: &'a Files,
    /// Where everything in it came from.
    pub map: &'a Arc<SourceMap>,
    /// Which fonts the theme meant, to tell a stand-in from a choice.
    pub roles: &'a [Role],
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The pages; also there if only characters are missing.
    pub pages: Option<Pages>,
    /// All that went wrong, was doubted or is worth knowing.
    pub diagnostics: Vec<Diagnostic>,
}

/// Sets papers, one at a time.
pub struct Session {
    world: PaperWorld,
    pace: Pace,
}

impl Session {
    /// A session with these fonts.
    #[must_use]
    pub fn new(fonts: Arc<Fonts>, pace: Pace) -> Self {
        Self { world: PaperWorld::new(fonts), pace }
    }

    /// Sets a paper. The same input gives the same pages, whatever was set before.
    pub fn typeset(&mut self, input: &Input<'_>) -> Outcome {
        let unbearable = blame::unbearable(input.map);
        if !unbearable.is_empty() {
            return Outcome { pages: None, diagnostics: unbearable };
        }
        let (world, pace) = (&mut self.world, self.pace);
        let result = with_room(|| {
            world.take(input.main, input.files, pace.keeps_source);
            compile(world, input)
        });
        match result {
            Ok(outcome) => {
                pace.forget();
                outcome
            }
            Err(panicked) => {
                // What was being remembered when it happened may be half done.
                comemo::evict(0);
                self.world.forget();
                Outcome { pages: None, diagnostics: vec![crashed(&panicked, input.map)] }
            }
        }
    }
}

fn compile(world: &PaperWorld, input: &Input<'_>) -> Outcome {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    let blame = Blame::new(world.main_source().clone(), world.files().clone(), Arc::clone(input.map));
    let mut diagnostics = blame.all(&warnings);
    let pages = match output {
        Ok(document) => Some(Pages::new(document, blame)),
        Err(errors) => {
            diagnostics.extend(blame.all(&errors));
            None
        }
    };
    if let Some(pages) = &pages {
        diagnostics.extend(coverage::check(pages, world.fonts(), input.roles));
    }
    Outcome { pages, diagnostics }
}
