//! Pages that another process holds: what is known of them here, and how the rest is asked for.
//!
//! The typesetter does not know who the other process is; the edge that talks with it implements [`Holder`].

use serde::{Deserialize, Serialize};

use super::layout::PageSize;
use super::positions::Positions;
use crate::diagnostic::Diagnostic;

/// What pages can be made into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wanted {
    /// One PDF.
    Pdf {
        /// Standards it must meet.
        standards: Vec<String>,
        /// The paper's date: year, month, day.
        date: Option<(i32, u8, u8)>,
    },
    /// A page (from 0) as SVG.
    Svg {
        /// Which.
        page: usize,
    },
    /// A page (from 0) as PNG.
    Png {
        /// Which.
        page: usize,
        /// Dots an inch.
        dpi: u32,
    },
    /// The Typst source with the theme and the fonts, a folder of files.
    Typst,
}

/// A file by its path below the output's folder; pages and PDFs have none.
pub type NamedBytes = (String, Vec<u8>);

/// Whoever has the pages.
pub trait Holder: Send + Sync {
    /// The way between pages and YAML; empty if it can't be had any more.
    fn positions(&self) -> Positions;

    /// Makes files of them.
    ///
    /// # Errors
    /// As the exporter itself, or the pages can't be had any more.
    fn export(&self, wanted: &Wanted) -> Result<Vec<NamedBytes>, Vec<Diagnostic>>;
}

/// Pages elsewhere.
pub(super) struct Held {
    /// A size a page.
    pub sizes: Vec<PageSize>,
    /// A fingerprint a page.
    pub prints: Vec<u128>,
    /// Who has them.
    pub holder: Box<dyn Holder>,
}
