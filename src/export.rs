//! Pages → bytes: PDF for offices, SVG for the preview, PNG for pictures.
//!
//! In: [`Pages`]. Out: bytes that are the same for the same pages, wherever and whenever they are made. This stage
//! must not write files.

mod pdf;
mod png;
mod svg;
mod typ;

use crate::diagnostic::{Diagnostic, ExportFault};
use crate::typeset::Pages;

pub use pdf::{PdfConfig, check_standards, pdf, standard_names};
pub use png::png;
pub use svg::svg;
pub use typ::typ;

/// What to say of a page (from 0) that is not there.
fn no_page(pages: &Pages, page: usize) -> Diagnostic {
    Diagnostic::new(ExportFault::NoPage { page: page + 1, count: pages.count() })
}
