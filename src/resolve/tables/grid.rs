//! The grid of a table: lines of cells with marks for those that belong to the cell beside or above them.
//!
//! In: lines, however they were written. Out: rows in which a cell knows how far it spans. This module must not know
//! what cells mean.

use crate::diagnostic::{Diagnostic, Report, TableFault};
use crate::document::table::Merged;
use crate::paper::table::{Cell, RowKind};
use crate::source::Span;

/// One place of a line.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub cell: Cell,
    /// Where it is typed.
    pub span: Span,
    /// Whether it belongs to another cell.
    pub merged: Option<Merged>,
    /// What a sheet's cell is called, for messages.
    pub name: Option<Box<str>>,
}

/// One line of a head or a body.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub kind: RowKind,
    pub span: Span,
    pub cells: Vec<Place>,
    /// How many cells were typed; the rest is filled up.
    pub typed: usize,
    /// Whether they were typed from left to right.
    pub listed: bool,
}

impl Place {
    pub(super) fn new(cell: Cell, span: Span) -> Self {
        Self { cell, span, merged: None, name: None }
    }

    /// A place that the cell at its left spans over.
    pub(super) fn covered(span: Span) -> Self {
        Self { merged: Some(Merged::Left), ..Self::new(Cell::new(Vec::new()), span) }
    }
}

/// Lines with their cells joined.
pub(super) fn joined(lines: &[Line], report: &mut Report) -> Vec<Vec<Option<Cell>>> {
    let owners = owners(lines, report);
    let mut rows: Vec<Vec<Option<Cell>>> = lines.iter().map(|line| vec![None; line.cells.len()]).collect();
    for (y, line) in lines.iter().enumerate() {
        for (x, place) in line.cells.iter().enumerate() {
            if owners[y][x] == (x, y) {
                let [columns, height] = extent(&owners, x, y);
                rows[y][x] = Some(place.cell.clone().over(columns, height));
            }
        }
    }
    rows
}

/// Of each place the column and row of the cell it belongs to. What makes no rectangle is told, and parted again.
fn owners(lines: &[Line], report: &mut Report) -> Vec<Vec<(usize, usize)>> {
    let mut owners: Vec<Vec<(usize, usize)>> = Vec::with_capacity(lines.len());
    for (y, line) in lines.iter().enumerate() {
        let mut row = Vec::with_capacity(line.cells.len());
        for (x, place) in line.cells.iter().enumerate() {
            let owner = match place.merged {
                None => Some((x, y)),
                Some(Merged::Left) => x.checked_sub(1).map(|left| row[left]),
                Some(Merged::Above) => y.checked_sub(1).and_then(|above| owners[above].get(x).copied()),
            };
            row.push(owner.unwrap_or_else(|| {
                tell(place, report);
                (x, y)
            }));
        }
        owners.push(row);
    }
    part_ragged(lines, &mut owners, report);
    owners
}

fn tell(place: &Place, report: &mut Report) {
    if let Some(merged) = place.merged {
        report.push(Diagnostic::at(place.span, TableFault::BadMerge { mark: merged.mark() }));
    }
}

/// Cells whose places make up no rectangle are parted; the first place that does not fit is told.
fn part_ragged(lines: &[Line], owners: &mut [Vec<(usize, usize)>], report: &mut Report) {
    for y in 0..lines.len() {
        for x in 0..lines[y].cells.len() {
            let (left, top) = owners[y][x];
            if (left, top) == (x, y) {
                continue;
            }
            let [columns, height] = extent(owners, left, top);
            let inside = x < left + columns && x >= left && y < top + height;
            if !inside {
                tell(&lines[y].cells[x], report);
                owners[y][x] = (x, y);
            }
        }
    }
}

/// How many columns and rows belong to the cell at a place, as far as they are a rectangle.
fn extent(owners: &[Vec<(usize, usize)>], x: usize, y: usize) -> [usize; 2] {
    let owner = (x, y);
    let columns = owners[y][x..].iter().take_while(|place| **place == owner).count().max(1);
    let is_whole = |row: &&Vec<(usize, usize)>| {
        row.len() >= x + columns && row[x..x + columns].iter().all(|place| *place == owner)
    };
    [columns, owners[y..].iter().take_while(is_whole).count().max(1)]
}
