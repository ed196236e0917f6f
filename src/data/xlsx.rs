//! .xlsx, .xls and .ods, read with calamine: values as typed, merged cells, dates.

use std::io::Cursor;

use calamine::{Data, Reader};

use super::{Cell, Sheet};
use crate::diagnostic::{DataFault, Diagnostic};

/// The largest sheet: a table of this size is no table of a paper.
const MAX_CELLS: usize = 400_000;

/// Reads the first worksheet of a file.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Sheet, Diagnostic> {
    let bad = |words: String| Diagnostic::new(DataFault::BadSheet { file: file.to_owned() }).with_foreign(words);
    let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| bad(error.to_string()))?;
    let Some(name) = book.sheet_names().first().cloned() else {
        return Err(Diagnostic::new(DataFault::EmptySheet { file: file.to_owned() }));
    };
    let range = book.worksheet_range(&name).map_err(|error| bad(error.to_string()))?;
    let (height, width) = range.get_size();
    if height.saturating_mul(width) > MAX_CELLS {
        return Err(Diagnostic::new(DataFault::HugeSheet { file: file.to_owned(), most: MAX_CELLS }));
    }
    let rows: Vec<Vec<Cell>> = range.rows().map(|row| row.iter().map(cell).collect()).collect();
    Ok(Sheet { file: file.to_owned(), name, rows })
}

fn cell(data: &Data) -> Cell {
    let text = match data {
        Data::Empty => String::new(),
        Data::Float(number) => number.to_string(),
        Data::DateTime(date) => date.as_datetime().map_or_else(String::new, |date| date.date().to_string()),
        Data::Bool(flag) => if *flag { "是" } else { "否" }.to_owned(),
        other => other.to_string(),
    };
    Cell { text, spans: [1, 1], is_number: matches!(data, Data::Float(_) | Data::Int(_)) }
}
