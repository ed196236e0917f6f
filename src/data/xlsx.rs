//! .xlsx, .xls and .ods, read with calamine: what their cells show, merged cells.

use std::io::Cursor;

use calamine::{Data, Dimensions, ExcelDateTime, NumberFormat, Reader, SheetType, SheetVisible, Sheets};

use super::format::{self, Moment};
use super::{Cell, MAX_CELLS, Sheet};
use crate::diagnostic::{DataFault, Diagnostic};
use crate::text::Text;

type Book<'a> = Sheets<Cursor<&'a [u8]>>;

/// Reads a worksheet of a file; without a name, the first one.
pub(super) fn read(file: &str, sheet: Option<&Text>, bytes: &[u8]) -> Result<Sheet, Diagnostic> {
    let bad = |words: String| Diagnostic::new(DataFault::BadSheet { file: file.to_owned() }).with_foreign(words);
    if is_encrypted(bytes) {
        return Err(Diagnostic::new(DataFault::Encrypted { file: file.to_owned() }));
    }
    let mut book: Book =
        calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| bad(error.to_string()))?;
    let name = wanted(file, sheet, book.sheets_metadata())?;
    let range = book.worksheet_range(&name).map_err(|error| bad(error.to_string()))?;
    let (height, width) = range.get_size();
    if height.saturating_mul(width) > MAX_CELLS {
        return Err(Diagnostic::new(DataFault::HugeSheet { file: file.to_owned(), most: MAX_CELLS }));
    }
    // A file whose formats can't be read is read without them.
    let styles = book.worksheet_style(&name).unwrap_or_default();
    let start = range.start().unwrap_or((0, 0));
    let shown = |(at, row): (u32, &[Data])| {
        let style = |column: u32| styles.get((start.0 + at, start.1 + column))?.number_format.as_ref();
        (0..).zip(row).map(|(column, data)| cell(data, style(column))).collect()
    };
    let mut rows: Vec<Vec<Cell>> = (0..).zip(range.rows()).map(shown).collect();
    for merged in merged(&mut book, &name) {
        join(&mut rows, start, merged);
    }
    let from = |first: u32, count: usize| (first as usize..).take(count).collect();
    let places = [from(start.1, width), from(start.0, height)];
    Ok(Sheet { file: file.to_owned(), name, rows, places })
}

/// The worksheets that people see.
pub(super) fn names(bytes: &[u8]) -> Vec<String> {
    let Ok(book) = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)) else { return Vec::new() };
    let book: Book = book;
    let seen = |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
    book.sheets_metadata().iter().filter(seen).map(|sheet| sheet.name.clone()).collect()
}

/// An .xlsx with a password is a container of another kind, which holds these names in UTF-16.
fn is_encrypted(bytes: &[u8]) -> bool {
    let is_container = bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    is_container && bytes.windows(name.len()).any(|window| window == name)
}

/// The worksheet that is asked for; by default the first that is no chart and that people see.
fn wanted(file: &str, sheet: Option<&Text>, sheets: &[calamine::Sheet]) -> Result<String, Diagnostic> {
    let mut tables = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).peekable();
    let Some(&first) = tables.peek() else {
        return Err(Diagnostic::new(DataFault::EmptySheet { file: file.to_owned() }));
    };
    let Some(typed) = sheet else {
        return Ok(tables.find(|sheet| sheet.visible == SheetVisible::Visible).unwrap_or(first).name.clone());
    };
    let known: Vec<String> = tables.map(|sheet| sheet.name.clone()).collect();
    if let Some(name) = known.iter().find(|name| name.trim() == typed.as_str().trim()) {
        return Ok(name.clone());
    }
    let fault = DataFault::UnknownSheet { file: file.to_owned(), typed: typed.as_str().to_owned(), known };
    Err(Diagnostic { span: typed.span(), ..Diagnostic::new(fault) })
}

fn merged(book: &mut Book, name: &str) -> Vec<Dimensions> {
    match book {
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
        Sheets::Xls(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
        Sheets::Xlsb(_) | Sheets::Ods(_) => Vec::new(),
    }
}

/// Joins cells, as far as they are within the range of those that are used.
fn join(rows: &mut [Vec<Cell>], start: (u32, u32), merged: Dimensions) {
    let [height, width] = [rows.len(), rows.first().map_or(0, Vec::len)];
    let within =
        |at: u32, start: u32, most: usize| (at.checked_sub(start)? as usize).lt(&most).then_some((at - start) as usize);
    let (Some(top), Some(left)) = (within(merged.start.0, start.0, height), within(merged.start.1, start.1, width))
    else {
        return;
    };
    let bottom = (merged.end.0.saturating_sub(start.0) as usize).min(height - 1);
    let right = (merged.end.1.saturating_sub(start.1) as usize).min(width - 1);
    for row in rows.iter_mut().take(bottom + 1).skip(top) {
        for cell in &mut row[left..=right] {
            cell.spans = [0, 0];
        }
    }
    rows[top][left].spans = [right - left + 1, bottom - top + 1];
}

/// What a cell shows.
fn cell(data: &Data, style: Option<&NumberFormat>) -> Cell {
    let code = style.and_then(code);
    let text = match data {
        Data::Empty => String::new(),
        #[expect(clippy::cast_precision_loss, reason = "a spreadsheet has no more digits")]
        Data::Int(number) => numeric(*number as f64, code),
        Data::Float(number) => numeric(*number, code),
        Data::DateTime(date) => dated(date, code),
        Data::Bool(flag) => if *flag { "是" } else { "否" }.to_owned(),
        Data::Error(error) => error.to_string(),
        other => other.to_string(),
    };
    let is_number = matches!(data, Data::Float(_) | Data::Int(_));
    Cell { text: text.trim().to_owned(), spans: [1, 1], is_number, is_error: matches!(data, Data::Error(_)) }
}

/// A format's code; those that every spreadsheet has may have none in the file.
fn code(style: &NumberFormat) -> Option<&str> {
    style.format_id.and_then(format::builtin).or_else(|| {
        let code = style.format_code.as_str();
        (!code.is_empty() && !code.eq_ignore_ascii_case("General") && code != "@").then_some(code)
    })
}

fn numeric(number: f64, code: Option<&str>) -> String {
    code.map_or_else(|| format::general(number), |code| format::number(number, code))
}

fn dated(date: &ExcelDateTime, code: Option<&str>) -> String {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let moment = Moment { year, month, day, hour, minute, second, days: date.as_f64() };
    format::moment(&moment, code.unwrap_or("yyyy/m/d"))
}
