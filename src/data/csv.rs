//! .csv: commas, semicolons or tabs between cells, whichever the first line has most of.

use super::{Cell, MAX_CELLS, Sheet};
use crate::diagnostic::{DataFault, Diagnostic};

/// Marks that may stand between cells.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// Reads a decoded .csv text.
pub(super) fn read(file: &str, text: &str) -> Result<Sheet, Diagnostic> {
    let first = text.lines().next().unwrap_or("");
    let count = |separator: u8| first.bytes().filter(|byte| *byte == separator).count();
    let separator = SEPARATORS.into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b',');
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let (mut rows, mut last, mut cells) = (Vec::new(), None, 0);
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            Diagnostic::new(DataFault::BadCsv { file: file.to_owned(), line }).with_foreign(error.to_string())
        })?;
        cells += record.len();
        if cells > MAX_CELLS {
            return Err(Diagnostic::new(DataFault::HugeSheet { file: file.to_owned(), most: MAX_CELLS }));
        }
        rows.push(record.iter().map(cell).collect::<Vec<_>>());
        last = record.position().cloned();
    }
    if let Some(line) = last.and_then(|last| unclosed(text, &last, separator)) {
        return Err(Diagnostic::new(DataFault::BadCsv { file: file.to_owned(), line }));
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    // One long row would make all the others as long.
    if width.saturating_mul(rows.len()) > MAX_CELLS {
        return Err(Diagnostic::new(DataFault::HugeSheet { file: file.to_owned(), most: MAX_CELLS }));
    }
    for row in &mut rows {
        row.resize(width, cell(""));
    }
    let places = [(0..width).collect(), (0..rows.len()).collect()];
    Ok(Sheet { file: file.to_owned(), name: String::new(), rows, places })
}

/// A quote that is not closed swallows all the rest, and the reader takes that for the last cell. Gives its line.
fn unclosed(text: &str, last: &csv::Position, separator: u8) -> Option<u64> {
    let row = text.get(usize::try_from(last.byte()).ok()?..)?;
    let is_open = row.matches('"').count() % 2 == 1;
    let begins_cell = row.trim_start().starts_with('"') || row.contains(&format!("{}\"", char::from(separator)));
    (is_open && begins_cell).then(|| last.line())
}

fn cell(text: &str) -> Cell {
    let is_number = !text.trim().is_empty() && text.trim().parse::<f64>().is_ok();
    Cell { text: text.to_owned(), spans: [1, 1], is_number, is_error: false }
}
