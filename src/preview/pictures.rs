//! Pages as SVG, drawn when somebody looks and kept for a while.
//!
//! In: good pages and which one. Out: the picture's bytes. A picture is drawn once, however many tabs want it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::state::Good;
use crate::export;
use flatten::flatten;

mod flatten;

/// The most that is kept, in bytes: about twenty pages of text.
const MAX_BYTES: usize = 24 * 1024 * 1024;

/// A picture; empty if it could not be drawn.
pub(super) type Picture = Arc<[u8]>;

/// Pictures by fingerprint, the latest first.
#[derive(Default)]
pub(super) struct Pictures {
    kept: Mutex<VecDeque<(u128, Arc<OnceLock<Picture>>)>>,
}

impl Pictures {
    /// The picture of a page (from 0); none if there is no such page, or it could not be drawn.
    pub(super) fn of(&self, good: &Good, page: usize) -> Option<Picture> {
        let print = *good.prints.get(page)?;
        let slot = self.slot(print);
        let draw =
            || export::svg(&good.pages, page).map(|svg| Arc::from(flatten(&svg).into_bytes())).unwrap_or_default();
        let picture = Arc::clone(slot.get_or_init(draw));
        if picture.is_empty() {
            // Whoever had the pages may have ended; the same page of a later build is drawn again.
            self.forget(print);
            return None;
        }
        self.trim();
        Some(picture)
    }

    fn forget(&self, print: u128) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, _)| *known != print);
    }

    /// A picture that was drawn before.
    pub(super) fn kept(&self, print: u128) -> Option<Picture> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = kept.iter().find(|(known, _)| *known == print)?;
        slot.1.get().filter(|picture| !picture.is_empty()).cloned()
    }

    fn slot(&self, print: u128) -> Arc<OnceLock<Picture>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().position(|(known, _)| *known == print).and_then(|at| kept.remove(at));
        let (_, slot) = found.unwrap_or_else(|| (print, Arc::default()));
        kept.push_front((print, Arc::clone(&slot)));
        slot
    }

    fn trim(&self) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let mut room = MAX_BYTES;
        let fits = kept.iter().take_while(|(_, slot)| {
            let size = slot.get().map_or(0, |picture| picture.len());
            let fits = size <= room;
            room = room.saturating_sub(size);
            fits
        });
        let count = fits.count().max(1);
        kept.truncate(count);
    }
}
