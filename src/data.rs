//! Tables from files: .csv and .xlsx as rows of cells, each with the text it shows.
//!
//! In: a path that a document names. Out: a [`Sheet`], whose cells know their names (`C17`), or its columns as values
//! for `{{ }}`. This module must not know what a cell means.

use std::path::Path;

use crate::diagnostic::{DataFault, Diagnostic};
use crate::source::{Shelf, Sources, Span, read_bytes};
use crate::text::Text;
use crate::yaml::{Entry, Layout, Mapping, Node, Scalar, Sequence, Style, Value};

mod csv;
mod format;
mod hidden;
mod range;
mod row;
mod shown;
mod xlsx;

pub use row::{Row, RowCell};
pub use shown::{Shown, load_shown};

/// The largest sheet: a table of this size is no table of a paper.
const MAX_CELLS: usize = 400_000;

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it shows.
    pub text: String,
    /// How many columns and rows it takes; a cell that another one covers has neither.
    pub spans: [usize; 2],
    /// Whether it holds a number.
    pub is_number: bool,
    /// Whether it is a formula that came to nothing: `#REF!`.
    pub is_error: bool,
}

/// A table from a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The file as typed.
    pub file: String,
    /// The worksheet; empty for .csv.
    pub name: String,
    /// Rows, all of one length.
    pub rows: Vec<Vec<Cell>>,
    /// The numbers of its columns and rows in the file, from 0.
    pub places: [Vec<usize>; 2],
}

/// What of a file is meant.
#[derive(Clone, Copy, Debug, Default)]
pub struct Part<'a> {
    /// The worksheet's name; the first one if there is none.
    pub sheet: Option<&'a Text>,
    /// Cells such as `A1:F20`; all of them if there is none.
    pub range: Option<&'a Text>,
}

/// Whether a file's name is one of a sheet.
#[must_use]
pub fn is_sheet(typed: &str) -> bool {
    let extension = Path::new(typed.trim()).extension().map(|e| e.to_string_lossy().to_lowercase());
    matches!(extension.as_deref(), Some("csv" | "xlsx" | "xls" | "ods"))
}

/// Reads the first worksheet of a file that a document names.
///
/// # Errors
/// The file leaves the project, can't be read, or is no sheet.
pub fn load(name: &Text, shelf: &mut Shelf) -> Result<Sheet, Diagnostic> {
    load_part(name, Part::default(), shelf)
}

/// Reads a worksheet, or a part of one, of a file that a document names.
///
/// # Errors
/// As [`load`], and if there is no such worksheet or range.
pub fn load_part(name: &Text, part: Part, shelf: &mut Shelf) -> Result<Sheet, Diagnostic> {
    Ok(load_bytes(name, part, shelf)?.0)
}

/// A part of a sheet, and the bytes of the workbook it was read from.
fn load_bytes(name: &Text, part: Part, shelf: &mut Shelf) -> Result<(Sheet, Vec<u8>), Diagnostic> {
    let (sheet, bytes) = whole(name, part.sheet, shelf)?;
    match part.range {
        Some(range) => Ok((range::cut(&sheet, range)?, bytes)),
        None => Ok((sheet, bytes)),
    }
}

fn whole(name: &Text, sheet: Option<&Text>, shelf: &mut Shelf) -> Result<(Sheet, Vec<u8>), Diagnostic> {
    let typed = name.as_str();
    let from = name.span().map(|span| span.source);
    let Some(from) = from else { return Ok((Sheet::default(), Vec::new())) };
    if Path::new(typed).extension().is_some_and(|e| e.eq_ignore_ascii_case("csv")) {
        if let Some(span) = sheet.and_then(Text::span) {
            return Err(Diagnostic::at(span, DataFault::NoSheets { file: typed.to_owned() }));
        }
        let id = shelf.text(typed, from)?;
        return Ok((csv::read(typed, &shelf.sources().get(id).text)?, Vec::new()));
    }
    let (_, bytes) = shelf.bytes(typed, from)?;
    Ok((xlsx::read(typed, sheet, &bytes)?, bytes))
}

/// Reads a sheet that the command line or a project names: the worksheet of that name, or the first.
///
/// # Errors
/// The file can't be read, is no sheet, or has no such worksheet.
pub fn open(path: &Path, shown: &str, worksheet: Option<&Text>, sources: &mut Sources) -> Result<Sheet, Diagnostic> {
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv")) {
        let id = sources.load(path)?;
        return csv::read(shown, &sources.get(id).text);
    }
    xlsx::read(shown, worksheet, &read_bytes(path)?)
}

/// Reads all worksheets of a file that people see, in order.
///
/// # Errors
/// The file can't be read or is no sheet.
pub fn open_all(path: &Path, shown: &str, sources: &mut Sources) -> Result<Vec<Sheet>, Diagnostic> {
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv")) {
        return Ok(vec![open(path, shown, None, sources)?]);
    }
    let bytes = read_bytes(path)?;
    let first = xlsx::read(shown, None, &bytes)?;
    let others = xlsx::names(&bytes).into_iter().filter(|name| *name != first.name).collect::<Vec<_>>();
    let mut sheets = vec![first];
    for name in others {
        let name = Text::derived(&name, Span::new(crate::source::SourceId(0), 0..0));
        // What can't be read of the others is no roster.
        sheets.extend(xlsx::read(shown, Some(&name), &bytes));
    }
    Ok(sheets)
}

impl Sheet {
    /// The name of a cell as people know it: `社区.xlsx 工作表1 C17`.
    #[must_use]
    pub fn cell_name(&self, row: usize, column: usize) -> String {
        let place = format!("{}{}", column_name(self.places[0][column]), self.places[1][row] + 1);
        let sheet = if self.name.is_empty() { String::new() } else { format!("{} ", self.name) };
        format!("{} {sheet}{place}", self.file)
    }

    /// The row of heads: the first in which more than one cell is filled, so that a title is passed over; in a sheet of one
    /// column the first that is filled.
    #[must_use]
    pub fn heads(&self) -> Option<usize> {
        let filled = |row: &Vec<Cell>| row.iter().filter(|cell| !cell.text.trim().is_empty()).count();
        let most = self.rows.iter().map(filled).max().unwrap_or(0);
        self.rows.iter().position(|row| filled(row) >= most.clamp(1, 2))
    }

    /// How many columns it has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }

    /// Whether a cell that another one covers belongs to one of an earlier row.
    #[must_use]
    pub fn is_covered_from_above(&self, row: usize, column: usize) -> bool {
        (0..row).rev().any(|y| {
            (0..=column).any(|x| {
                let [columns, rows] = self.rows[y][x].spans;
                x + columns > column && y + rows > row
            })
        })
    }

    /// Columns as lists under their heads. A sheet of two columns headed 名称 and 值 is names with values.
    #[must_use]
    pub fn as_data(&self, span: Span) -> Node {
        let scalar = |text: &str| Node {
            span,
            value: Value::Scalar(Scalar { text: Text::derived(text, span), style: Style::Double }),
        };
        let entry = |key: &str, value| Entry { key: Text::derived(key, span), key_span: span, value };
        let heads: Vec<&str> =
            self.rows.first().map(|row| row.iter().map(|cell| cell.text.trim()).collect()).unwrap_or_default();
        let rows = self.rows.get(1..).unwrap_or_default();
        let entries = if matches!(heads[..], ["名称" | "项目" | "name", "值" | "数值" | "value"]) {
            rows.iter().map(|row| entry(row[0].text.trim(), scalar(row[1].text.trim()))).collect()
        } else {
            let column = |i: usize| rows.iter().map(|row| scalar(row[i].text.trim())).collect();
            let list = |i| Node { span, value: Value::Sequence(Sequence { items: column(i), layout: Layout::Block }) };
            heads
                .iter()
                .enumerate()
                .filter(|(_, head)| !head.is_empty())
                .map(|(i, head)| entry(head, list(i)))
                .collect()
        };
        Node { span, value: Value::Mapping(Mapping { entries, layout: Layout::Block }) }
    }
}

/// A, B, … Z, AA, AB.
fn column_name(column: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    let before = if column >= 26 { column_name(column / 26 - 1) } else { String::new() };
    format!("{before}{letter}")
}
