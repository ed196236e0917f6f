//! What people see of a sheet: without the rows and columns that are hidden.
//!
//! A roster and 数据 take a sheet whole, as a spreadsheet's own sums do; what is printed is what is shown.

use super::hidden::Hidden;
use super::{Cell, Part, Sheet, load_bytes};
use crate::diagnostic::Diagnostic;
use crate::source::Shelf;
use crate::text::Text;

/// A sheet without what it hides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// What is left.
    pub sheet: Sheet,
    /// How many columns and rows with something in them were left out.
    pub hidden: [usize; 2],
}

/// Reads what is shown of a worksheet, or of a part of one, of a file that a document names.
///
/// # Errors
/// As [`load_part`](super::load_part).
pub fn load_shown(name: &Text, part: Part, shelf: &mut Shelf) -> Result<Shown, Diagnostic> {
    let (sheet, bytes) = load_bytes(name, part, shelf)?;
    let hidden = match bytes.get(..2) {
        Some(b"PK") if name.as_str().trim().to_lowercase().ends_with(".ods") => Hidden::in_ods(&bytes, &sheet.name),
        Some(b"PK") => Hidden::in_xlsx(&bytes, &sheet.name),
        _ => Hidden::default(),
    };
    Ok(without(sheet, &hidden))
}

fn without(sheet: Sheet, hidden: &Hidden) -> Shown {
    let number = |place: &usize| u32::try_from(*place).unwrap_or(u32::MAX);
    let kept = |axis: usize, is_hidden: &dyn Fn(u32) -> bool| -> Vec<usize> {
        let numbered = sheet.places[axis].iter().enumerate();
        numbered.filter(|(_, place)| !is_hidden(number(place))).map(|(at, _)| at).collect()
    };
    let mut columns = kept(0, &|column| hidden.has_column(column));
    let lines = kept(1, &|row| hidden.rows.contains(&row));
    if columns.len() == sheet.width() && lines.len() == sheet.rows.len() {
        return Shown { sheet, hidden: [0, 0] };
    }
    let is_filled = |x: usize, y: usize| !sheet.rows[y][x].text.trim().is_empty();
    let gone = |all: usize, kept: &[usize], is_filled: &dyn Fn(usize) -> bool| {
        (0..all).filter(|at| kept.binary_search(at).is_err() && is_filled(*at)).count()
    };
    let [width, height] = [sheet.width(), sheet.rows.len()];
    // Where a hidden column lies beyond the others, empty ones may lie between.
    let is_used = |x: &usize| (0..height).any(|y| is_filled(*x, y) || sheet.rows[y][*x].spans == [0, 0]);
    if columns.len() < width {
        columns.truncate(columns.iter().rposition(is_used).map_or(0, |last| last + 1));
    }
    let left_out = [
        gone(width, &columns, &|x| (0..height).any(|y| is_filled(x, y))),
        gone(height, &lines, &|y| (0..width).any(|x| is_filled(x, y))),
    ];
    let mut rows: Vec<Vec<Cell>> =
        lines.iter().map(|y| columns.iter().map(|x| sheet.rows[*y][*x].clone()).collect()).collect();
    join(&sheet, &mut rows, [&columns, &lines]);
    let numbers = |axis: usize, kept: &[usize]| kept.iter().map(|at| sheet.places[axis][*at]).collect();
    let places = [numbers(0, &columns), numbers(1, &lines)];
    Shown { sheet: Sheet { file: sheet.file, name: sheet.name, rows, places }, hidden: left_out }
}

/// A merged cell of which a part is hidden shows its text in what is left of it.
fn join(sheet: &Sheet, rows: &mut [Vec<Cell>], kept: [&[usize]; 2]) {
    let within = |kept: &[usize], first: usize, count: usize| {
        let from = kept.partition_point(|at| *at < first);
        from..kept.partition_point(|at| *at < first + count)
    };
    for (y, row) in sheet.rows.iter().enumerate() {
        for (x, cell) in row.iter().enumerate().filter(|(_, cell)| cell.spans[0] > 1 || cell.spans[1] > 1) {
            let (columns, lines) = (within(kept[0], x, cell.spans[0]), within(kept[1], y, cell.spans[1]));
            if !columns.is_empty() && !lines.is_empty() {
                let spans = [columns.len(), lines.len()];
                rows[lines.start][columns.start] = Cell { spans, ..cell.clone() };
            }
        }
    }
}
