//! A page → SVG, for the preview.
//!
//! In: pages and which one. Out: the picture with glyphs as outlines, so that it looks the same in every browser; it has
//! no text to select.

use typst_svg::SvgOptions;

use super::{elsewhere_page, no_page};
use crate::diagnostic::Diagnostic;
use crate::typeset::{Pages, Wanted, crashed, with_room};

/// Writes a page (from 0) as SVG.
///
/// # Errors
/// There is no such page, or the exporter crashed.
pub fn svg(pages: &Pages, page: usize) -> Result<String, Diagnostic> {
    if pages.holder().is_some() {
        let bytes = elsewhere_page(pages, &Wanted::Svg { page })?;
        return Ok(String::from_utf8(bytes).unwrap_or_default());
    }
    let found = pages.page(page).ok_or_else(|| no_page(pages, page))?;
    with_room(|| typst_svg::svg(found, &SvgOptions::default())).map_err(|panicked| crashed(&panicked, pages.map()))
}
