//! Pictures that are coarse as they are printed: known only once the theme has said how wide that is.

use crate::diagnostic::{AssetFault, Diagnostic};
use crate::render::PicturePlace;
use crate::typeset::{Fact, Pages};

/// Fewer dots an inch than this look coarse: a laser printer has 600, and a line of a scan is two or three dots wide.
const COARSE_DPI: f64 = 150.0;

/// What a theme's `paper-picture` reports of each picture: `(banxin: "picture", number: 0, width: 442.2)`, in points.
const FACT: &str = "picture";

/// A warning for each coarse picture, once for each file and place.
pub(super) fn coarse(pages: &Pages, pictures: &[PicturePlace]) -> Vec<Diagnostic> {
    if pictures.iter().all(|picture| picture.asset.pixels.is_none()) {
        return Vec::new();
    }
    let mut told: Vec<Diagnostic> = Vec::new();
    let facts = pages.facts().into_iter().filter(|fact| fact.name == FACT);
    for diagnostic in facts.filter_map(|fact| judge(&fact, pictures)) {
        if !told.contains(&diagnostic) {
            told.push(diagnostic);
        }
    }
    told
}

fn judge(fact: &Fact, pictures: &[PicturePlace]) -> Option<Diagnostic> {
    let number = usize::try_from(fact.value.get("number")?.as_u64()?).ok()?;
    let width = fact.value.get("width")?.as_f64().filter(|width| *width > 1.0)?;
    let picture = pictures.get(number)?;
    let pixels = f64::from(picture.asset.pixels?[0]);
    let dpi = pixels * 72.0 / width;
    if dpi >= COARSE_DPI {
        return None;
    }
    let millimetres = |points: f64| whole(points * 25.4 / 72.0);
    let fault = AssetFault::Coarse {
        file: picture.asset.file.clone(),
        dpi: whole(dpi),
        width: millimetres(width),
        best: millimetres(pixels * 72.0 / COARSE_DPI).max(1),
    };
    Some(Diagnostic::at(picture.span, fault))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length on a page, rounded down")]
fn whole(number: f64) -> u32 {
    number.max(0.0) as u32
}
