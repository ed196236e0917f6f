//! 合计: sums of the columns that are asked for, through [`figures`](crate::figures). Groups, totals and parts are left
//! out of a sum; 未报 makes it incomplete and is told.

use std::ops::Range;

use super::super::Resolver;
use super::grid::Line;
use super::head::{ColumnNames, bracketed, derived};
use crate::diagnostic::{Diagnostic, FigureFault, TableFault};
use crate::document;
use crate::figures::{Nature, Quantity, Unit, total};
use crate::paper::table::{Cell, Row, RowKind, Table, point};
use crate::source::Span;
use crate::text::Text;

/// What the row of totals is called.
const NAME: &str = "合计";

/// What is added up.
pub(super) struct Summed<'a> {
    pub table: &'a Table,
    /// The lines its rows were made of.
    pub lines: &'a [Line],
    pub names: &'a ColumnNames,
}

impl Resolver<'_, '_> {
    /// The row of totals, if one is asked for.
    pub(super) fn total_row(&mut self, typed: &document::Table, summed: &Summed) -> Option<Row> {
        let table = summed.table;
        let first = typed.totals.first()?.span()?;
        let last = table.rows.last().filter(|row| row.kind == RowKind::Total);
        if let Some(name) = last.and_then(|row| row.cells.first()?.as_ref()).map(Cell::shown) {
            self.report.push(Diagnostic::at(first, TableFault::TotalTwice { name }));
            return None;
        }
        let mut cells = self.sums(&typed.totals, 0..table.rows.len(), summed);
        if let Some(label) = cells.first_mut().filter(|cell| cell.is_empty()) {
            *label = Cell::of(derived(NAME, first));
        }
        Some(Row { kind: RowKind::Total, cells: cells.into_iter().map(Some).collect() })
    }

    /// A cell for each column, with sums in those that are to be added up.
    pub(super) fn sums(&mut self, names: &[Text], rows: Range<usize>, summed: &Summed) -> Vec<Cell> {
        let mut cells = vec![Cell::new(Vec::new()); summed.table.columns.len()];
        for name in names {
            let column = summed.names.find(std::slice::from_ref(name)).map_err(|fault| self.report.push(fault));
            let (Ok(column), Some(span)) = (column, name.span()) else { continue };
            let Some(figures) = self.figures_of(column, rows.clone(), summed, span) else { continue };
            match total(figures.iter()) {
                Ok(sum) => cells[column] = Cell::of(Text::derived(&shown(&sum, &figures), span)),
                Err(fault) => self.report.push(Diagnostic::at(span, fault)),
            }
        }
        cells
    }

    /// The figures of a column in some rows; none if one can't be added.
    fn figures_of(&mut self, column: usize, rows: Range<usize>, summed: &Summed, asked: Span) -> Option<Vec<Quantity>> {
        let head = summed.names.own(column);
        let unit = bracketed(head).map(Unit::new).unwrap_or_default();
        let mut figures = Vec::new();
        let rows = summed.table.rows.iter().zip(summed.lines).take(rows.end).skip(rows.start);
        for (row, line) in rows.filter(|(row, _)| row.kind == RowKind::Plain) {
            let Some(cell) = row.cells.get(column).and_then(Option::as_ref).filter(|cell| !cell.is_empty()) else {
                continue;
            };
            let shown = cell.shown();
            let span = cell.paragraphs.first().and_then(Text::span).unwrap_or(asked);
            let Ok(figure) = Quantity::parse(&shown) else {
                let fault = TableFault::TotalNotFigure {
                    column: head.to_owned(),
                    shown,
                    cell: line.cells[column].name.as_deref().map(str::to_owned),
                };
                self.report.push(Diagnostic::at(span, fault));
                return None;
            };
            if figure.is_not_reported() {
                let row = row.cells.iter().flatten().find(|cell| !cell.is_empty()).map_or(String::new(), Cell::shown);
                self.report.push(Diagnostic::at(span, TableFault::NotReported { column: head.to_owned(), row }));
            }
            figures.push(figure);
        }
        let units = figures.iter().filter_map(|figure| figure.figure()).map(crate::figures::Figure::unit);
        if let Some(nature) = std::iter::once(&unit).chain(units).find_map(Nature::guess) {
            self.report.push(Diagnostic::at(asked, FigureFault::NotAdditive { nature }));
            return None;
        }
        Some(figures)
    }
}

/// A sum as the column's figures are written: with thousands separators and decimals if they have them.
fn shown(sum: &Quantity, figures: &[Quantity]) -> String {
    let typed: Vec<&str> = figures.iter().filter_map(|figure| figure.figure()?.typed()).collect();
    let grouped = typed.iter().any(|typed| typed.contains([',', '，']));
    let text = match sum.figure() {
        Some(figure) if grouped => figure.grouped(),
        _ => sum.to_string(),
    };
    let decimals = |text: &str| {
        let after = &text[point(text)?..];
        after.strip_prefix('.').map(|after| after.bytes().take_while(u8::is_ascii_digit).count())
    };
    let (most, own) =
        (typed.iter().filter_map(|typed| decimals(typed)).max().unwrap_or(0), decimals(&text).unwrap_or(0));
    let Some(at) = point(&text).filter(|_| most > own) else { return text };
    let end = at + if own > 0 { own + 1 } else { 0 };
    let mark = if own == 0 { "." } else { "" };
    format!("{}{mark}{}{}", &text[..end], "0".repeat(most - own), &text[end..])
}
