//! A sheet that was written for one level, read as one row of the next: its totals.

use std::path::Path;

use indexmap::IndexMap;

use super::lists::{LAST_YEAR, NATURE, TOTAL, UNIT};
use super::{Reading, Reported};
use crate::data::{self, Sheet};
use crate::diagnostic::{DataFault, Diagnostic};
use crate::figures::{Figure, Nature, Quantity, Unit};
use crate::source::Sources;

/// Reads the totals of a sheet; the unit is the file's name.
pub(super) fn read(path: &Path) -> Result<Reported, Diagnostic> {
    let shown = path.display().to_string();
    let sheet = data::open(path, &shown, None, &mut Sources::new())?;
    let no_summary = || Diagnostic::new(DataFault::NoSummary { file: shown.clone() });
    let heads = sheet.heads().filter(|row| sheet.rows[*row][0].text.trim() == UNIT).ok_or_else(no_summary)?;
    let totals = named(&sheet, TOTAL).ok_or_else(no_summary)?;
    let (last_years, natures) = (named(&sheet, LAST_YEAR), named(&sheet, NATURE));
    let mut figures = IndexMap::new();
    for column in 1..sheet.rows[heads].len() {
        let (name, unit) = apart(sheet.rows[heads][column].text.trim());
        let text = |row: Option<usize>| row.map_or("", |row| sheet.rows[row][column].text.trim());
        let Some(value) = quantity(text(Some(totals)), &unit) else { continue };
        let last_year = quantity(text(last_years), &unit);
        figures.insert(name, Reading { value, last_year, nature: Nature::parse(text(natures)) });
    }
    let unit = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Reported { unit, document: shown, figures, doubled: Vec::new(), errors: 0 })
}

fn named(sheet: &Sheet, name: &str) -> Option<usize> {
    sheet.rows.iter().rposition(|row| row[0].text.trim() == name)
}

/// `发放（元）` → 发放, 元.
fn apart(head: &str) -> (String, Unit) {
    match head.strip_suffix('）').and_then(|head| head.rsplit_once('（')) {
        Some((name, unit)) => (name.to_owned(), Unit::new(unit)),
        None => (head.to_owned(), Unit::none()),
    }
}

fn quantity(typed: &str, unit: &Unit) -> Option<Quantity> {
    match Quantity::parse(typed).ok()? {
        Quantity::Figure(figure) => Some(Figure::or_unit(figure, unit).into()),
        missing @ Quantity::Missing { .. } => Some(missing),
    }
}
