//! A roster: the rows of a sheet, each with its cells under the sheet's heads.
//!
//! In: a sheet, perhaps a condition. Out: [`Row`]s whose cells know their names. A title above the heads is passed over,
//! empty rows too.

use std::path::PathBuf;

use crate::data::{self, Row, RowCell, Sheet};
use crate::diagnostic::{DataFault, Diagnostic, Report};
use crate::resolve;
use crate::source::{Sources, Span};
use crate::text::Text;

/// Which rows of which sheet.
#[derive(Clone, Debug)]
pub struct Roster {
    /// The file.
    pub sheet: PathBuf,
    /// The file as typed.
    pub shown: String,
    /// The worksheet; by default the first.
    pub worksheet: Option<Text>,
    /// What must hold for a row.
    pub condition: Option<Text>,
    /// Where the file was named.
    pub place: Option<Span>,
}

/// The rows for which the condition holds; what is wrong goes to `report`.
pub(super) fn rows(roster: &Roster, sources: &mut Sources, report: &mut Report) -> Vec<Row> {
    let sheet = match data::open(&roster.sheet, &roster.shown, roster.worksheet.as_ref(), sources) {
        Ok(sheet) => sheet,
        Err(fault) => {
            report.push(Diagnostic { span: fault.span.or(roster.place), ..fault });
            return Vec::new();
        }
    };
    let Some(heads) = sheet.heads() else {
        report.push(Diagnostic {
            span: roster.place,
            ..Diagnostic::new(DataFault::NoRows { file: roster.shown.clone() })
        });
        return Vec::new();
    };
    doubled(&sheet, heads, report);
    broken(&sheet, heads, report);
    let mut rows: Vec<Row> = (heads + 1..sheet.rows.len()).filter_map(|index| row(&sheet, heads, index)).collect();
    if let Some(condition) = &roster.condition {
        rows.retain(|row| {
            let data = row.as_data(sources);
            resolve::holds(&data, condition, report).unwrap_or(false)
        });
    }
    if rows.is_empty() && !report.has_errors() {
        report.push(Diagnostic {
            span: roster.place,
            ..Diagnostic::new(DataFault::NoRows { file: roster.shown.clone() })
        });
    }
    rows
}

/// Two columns of one head: a name that means two things.
fn doubled(sheet: &Sheet, heads: usize, report: &mut Report) {
    let row = &sheet.rows[heads];
    for (column, cell) in row.iter().enumerate() {
        let head = cell.text.trim();
        let first = row[..column].iter().position(|other| !head.is_empty() && other.text.trim() == head);
        if let Some(first) = first {
            report.push(Diagnostic::new(DataFault::SameHead {
                head: head.to_owned(),
                first: sheet.cell_name(heads, first),
                second: sheet.cell_name(heads, column),
            }));
        }
    }
}

/// Formulas that came to nothing are no values.
fn broken(sheet: &Sheet, heads: usize, report: &mut Report) {
    for (y, row) in sheet.rows.iter().enumerate().skip(heads + 1) {
        for (x, cell) in
            row.iter().enumerate().filter(|(x, cell)| cell.is_error && !sheet.rows[heads][*x].text.trim().is_empty())
        {
            let fault = DataFault::ErrorCell { cell: sheet.cell_name(y, x), shown: cell.text.clone() };
            report.push(Diagnostic::new(fault));
        }
    }
}

fn row(sheet: &Sheet, heads: usize, index: usize) -> Option<Row> {
    let cells: Vec<RowCell> = sheet.rows[heads]
        .iter()
        .zip(&sheet.rows[index])
        .enumerate()
        .filter(|(_, (head, _))| !head.text.trim().is_empty())
        .map(|(column, (head, cell))| RowCell {
            head: head.text.split_whitespace().collect(),
            name: sheet.cell_name(index, column),
            text: cell.text.trim().to_owned(),
        })
        .collect();
    let is_empty = cells.iter().all(|cell| cell.text.is_empty());
    (!is_empty).then_some(Row { number: sheet.places[1][index] + 1, cells })
}
