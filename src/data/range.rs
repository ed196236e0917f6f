//! A part of a sheet: `A1:F20` as people write it in a spreadsheet.

use super::{Cell, Sheet};
use crate::diagnostic::{DataFault, Diagnostic};
use crate::text::Text;

/// First and last column and row, from 0, the last ones included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Range {
    first: [usize; 2],
    last: [usize; 2],
}

/// The cells of a sheet that a range names; merged cells end where it ends.
pub(super) fn cut(sheet: &Sheet, typed: &Text) -> Result<Sheet, Diagnostic> {
    let fault = || {
        let fault = DataFault::BadRange { typed: typed.as_str().to_owned() };
        typed.span().map_or_else(|| Diagnostic::new(fault.clone()), |span| Diagnostic::at(span, fault.clone()))
    };
    let range = parse(typed.as_str()).ok_or_else(fault)?;
    // A sheet that nothing was left out of yet has all columns and rows from its first ones on.
    let at = |axis: usize| sheet.places[axis].first().copied().unwrap_or(0);
    let start = [at(0), at(1)];
    let [width, height] = [start[0] + sheet.width(), start[1] + sheet.rows.len()];
    let is_empty = range.last[0] < start[0] || range.last[1] < start[1];
    if is_empty || range.first[0] >= width || range.first[1] >= height {
        let fault = DataFault::EmptyRange { typed: typed.as_str().to_owned(), file: sheet.file.clone() };
        return Err(Diagnostic { span: typed.span(), ..Diagnostic::new(fault) });
    }
    let from = [range.first[0].saturating_sub(start[0]), range.first[1].saturating_sub(start[1])];
    let to = [(range.last[0] + 1).min(width) - start[0], (range.last[1] + 1).min(height) - start[1]];
    let mut rows: Vec<Vec<Cell>> = sheet.rows[from[1]..to[1]].iter().map(|row| row[from[0]..to[0]].to_vec()).collect();
    clip(sheet, &mut rows, from);
    let places = [0, 1].map(|axis| sheet.places[axis][from[axis]..to[axis]].to_vec());
    Ok(Sheet { file: sheet.file.clone(), name: sheet.name.clone(), rows, places })
}

/// Merged cells that reach out of a part are cut off at its edges; what one shows stands in its first cell that is left.
fn clip(sheet: &Sheet, rows: &mut [Vec<Cell>], from: [usize; 2]) {
    let [width, height] = [rows.first().map_or(0, Vec::len), rows.len()];
    for (y, row) in sheet.rows.iter().enumerate() {
        for (x, cell) in row.iter().enumerate().filter(|(_, cell)| cell.spans[0] > 1 || cell.spans[1] > 1) {
            let [left, top] = [x.max(from[0]), y.max(from[1])];
            let right = (x + cell.spans[0]).min(from[0] + width);
            let bottom = (y + cell.spans[1]).min(from[1] + height);
            if left < right && top < bottom {
                let spans = [right - left, bottom - top];
                rows[top - from[1]][left - from[0]] = Cell { spans, ..cell.clone() };
            }
        }
    }
}

fn parse(typed: &str) -> Option<Range> {
    let narrow = crate::width::narrowed(typed).replace(['$', ' '], "").to_uppercase();
    let (from, to) = narrow.split_once([':', '-', '~']).unwrap_or((narrow.as_str(), narrow.as_str()));
    let (from, to) = (place(from)?, place(to)?);
    (from[0] <= to[0] && from[1] <= to[1]).then_some(Range { first: from, last: to })
}

/// Column and row of `C17`, from 0.
fn place(name: &str) -> Option<[usize; 2]> {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase).count();
    let (column, row) = name.split_at(letters);
    if !(1..=3).contains(&letters) {
        return None;
    }
    let column = column.bytes().fold(0, |column, letter| column * 26 + usize::from(letter - b'A') + 1);
    let row: usize = row.parse().ok().filter(|row| (1..=1_048_576).contains(row))?;
    Some([column - 1, row - 1])
}

#[cfg(test)]
mod tests {
    use super::{Range, parse};

    #[test]
    fn ranges_are_read_as_spreadsheets_write_them() {
        assert_eq!(parse("A1:F20"), Some(Range { first: [0, 0], last: [5, 19] }));
        assert_eq!(parse("$b$2：aa3"), Some(Range { first: [1, 1], last: [26, 2] }));
        assert_eq!(parse("C17"), Some(Range { first: [2, 16], last: [2, 16] }));
        for wrong in ["", "A", "17", "F20:A1", "A0", "甲1", "A1:"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
