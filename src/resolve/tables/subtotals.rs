//! 小计: sums after each group of rows. A group is what stands below a heading (组), or what a cell of the first column
//! spans over.

use std::ops::Range;

use super::super::Resolver;
use super::head::derived;
use super::totals::Summed;
use crate::diagnostic::{Diagnostic, TableFault};
use crate::document;
use crate::paper::table::{Cell, Row, RowKind, Table};

/// What a row of a group's sums is called.
const NAME: &str = "小计";

/// A row of sums, and the row it stands before.
pub(super) struct Subtotal {
    before: usize,
    row: Row,
    /// The row whose first cell spans over the group and now over the sums as well.
    spanning: Option<usize>,
}

impl Resolver<'_, '_> {
    /// The rows of sums that are asked for.
    pub(super) fn subtotal_rows(&mut self, typed: &document::Table, summed: &Summed) -> Vec<Subtotal> {
        let Some(first) = typed.subtotals.first().and_then(crate::text::Text::span) else { return Vec::new() };
        let rows = &summed.table.rows;
        let headed = rows.iter().any(|row| row.kind == RowKind::Group);
        let groups = if headed { below_headings(rows) } else { spanned(rows) };
        if groups.is_empty() {
            self.report.push(Diagnostic::at(first, TableFault::NoGroups));
            return Vec::new();
        }
        let mut made = Vec::new();
        for group in groups {
            let typed_row = rows[group.clone()].iter().find(|row| row.kind == RowKind::Total);
            if let Some(name) = typed_row.and_then(|row| row.cells.iter().flatten().next()).map(Cell::shown) {
                self.report.push(Diagnostic::at(first, TableFault::TotalTwice { name }));
                return Vec::new();
            }
            let mut cells: Vec<Option<Cell>> =
                self.sums(&typed.subtotals, group.clone(), summed).into_iter().map(Some).collect();
            let is_free = |at: usize| cells.get(at).and_then(Option::as_ref).is_some_and(Cell::is_empty);
            // The name stands in the group's cell, or beside it where that spans over the sums too.
            let beside = !headed && is_free(1);
            let at = usize::from(beside);
            if is_free(at) {
                cells[at] = Some(Cell::of(derived(NAME, first)));
            }
            if beside {
                cells[0] = None;
            }
            let row = Row { kind: RowKind::Total, cells };
            made.push(Subtotal { before: group.end, row, spanning: beside.then_some(group.start) });
        }
        made
    }
}

/// Puts the sums in their places.
pub(super) fn insert(table: &mut Table, subtotals: Vec<Subtotal>) {
    for Subtotal { before, row, spanning } in subtotals.into_iter().rev() {
        table.rows.insert(before, row);
        if let Some(cell) = spanning.and_then(|at| table.rows[at].cells.first_mut()).and_then(Option::as_mut) {
            cell.spans[1] += 1;
        }
    }
}

/// What stands between a heading and the next, or the table's own total.
fn below_headings(rows: &[Row]) -> Vec<Range<usize>> {
    let heads: Vec<usize> = (0..rows.len()).filter(|at| rows[*at].kind == RowKind::Group).collect();
    let end = end(rows);
    let ends = heads.iter().skip(1).copied().chain([end]);
    heads.iter().zip(ends).map(|(head, end)| head + 1..end).filter(|group| !group.is_empty()).collect()
}

/// What the cells of the first column span over, if one of them spans over more than a row.
fn spanned(rows: &[Row]) -> Vec<Range<usize>> {
    let is_first = |at: &usize| rows[*at].kind == RowKind::Plain && matches!(rows[*at].cells.first(), Some(Some(_)));
    let end = end(rows);
    let firsts: Vec<usize> = (0..end).filter(is_first).collect();
    let tall = |at: &usize| rows[*at].cells[0].as_ref().is_some_and(|cell| cell.spans[1] > 1);
    if !firsts.iter().any(tall) {
        return Vec::new();
    }
    let ends = firsts.iter().skip(1).copied().chain([end]);
    firsts.iter().zip(ends).map(|(first, end)| *first..end).collect()
}

/// Where a total of the whole table that is typed begins.
fn end(rows: &[Row]) -> usize {
    let is_grand = |row: &Row| {
        row.kind == RowKind::Total
            && row
                .cells
                .iter()
                .flatten()
                .next()
                .is_some_and(|cell| !cell.shown().replace(['　', ' '], "").starts_with(NAME))
    };
    rows.len() - rows.iter().rev().take_while(|row| is_grand(row)).count()
}
