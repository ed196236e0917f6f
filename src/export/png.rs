//! A page → PNG.
//!
//! In: pages, which one, how fine. Out: the picture on white.

use typst::utils::Scalar;
use typst_render::RenderOptions;

use super::{elsewhere_page, no_page};
use crate::diagnostic::{Diagnostic, ExportFault};
use crate::typeset::{Pages, Panicked, Wanted, crashed, with_room};

/// Points an inch.
const POINTS: f64 = 72.0;

/// The most pixels of a picture: A3 at 600 dpi has 70 million, and each takes 4 bytes while it is drawn.
const MAX_PIXELS: f64 = 100_000_000.0;

/// Writes a page (from 0) as PNG with so many dots an inch.
///
/// # Errors
/// There is no such page, the picture would be too large, or the exporter crashed.
pub fn png(pages: &Pages, page: usize, dpi: u32) -> Result<Vec<u8>, Diagnostic> {
    if pages.holder().is_some() {
        return elsewhere_page(pages, &Wanted::Png { page, dpi });
    }
    let found = pages.page(page).ok_or_else(|| no_page(pages, page))?;
    let size = found.frame.size();
    let inches = (size.x.to_pt() / POINTS) * (size.y.to_pt() / POINTS);
    if f64::from(dpi) * f64::from(dpi) * inches > MAX_PIXELS {
        let most = (1..dpi).rev().find(|&dpi| f64::from(dpi) * f64::from(dpi) * inches <= MAX_PIXELS).unwrap_or(1);
        return Err(Diagnostic::new(ExportFault::TooFine { dpi, most }));
    }
    let options = RenderOptions { pixel_per_pt: Scalar::new(f64::from(dpi.max(1)) / POINTS), render_bleed: false };
    let drawn = with_room(|| typst_render::render(found, &options).encode_png().map_err(|error| error.to_string()));
    drawn.and_then(|encoded| encoded.map_err(Panicked)).map_err(|panicked| crashed(&panicked, pages.map()))
}
