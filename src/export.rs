//! Pages → bytes: PDF for offices, SVG for the preview, PNG for pictures.
//!
//! In: [`Pages`]. Out: bytes that are the same for the same pages, wherever and whenever they are made. This stage
//! must not write files.

pub mod join;
mod pdf;
mod png;
mod svg;
mod typ;

use crate::diagnostic::{Diagnostic, ExportFault, WorkerFault};
use crate::typeset::{Pages, Wanted};

pub use pdf::{PdfConfig, check_standards, pdf, standard_names};
pub use png::png;
pub use svg::svg;
pub use typ::typ;

/// What to say of a page (from 0) that is not there.
fn no_page(pages: &Pages, page: usize) -> Diagnostic {
    Diagnostic::new(ExportFault::NoPage { page: page + 1, count: pages.count() })
}

/// The one file that the process makes that has the pages.
fn elsewhere(pages: &Pages, wanted: &Wanted) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let gone = || vec![Diagnostic::new(WorkerFault::Gone)];
    let files = pages.holder().ok_or_else(gone)?.export(wanted)?;
    files.into_iter().next().map(|(_, bytes)| bytes).ok_or_else(gone)
}

/// The same for one page.
fn elsewhere_page(pages: &Pages, wanted: &Wanted) -> Result<Vec<u8>, Diagnostic> {
    elsewhere(pages, wanted).map_err(|faults| {
        let first = faults.into_iter().next();
        first.unwrap_or_else(|| Diagnostic::new(WorkerFault::Gone))
    })
}
