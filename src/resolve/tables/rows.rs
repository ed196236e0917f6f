//! Rows as typed: by position or by name, in groups, with their parts (其中).

use super::super::Resolver;
use super::super::scope::View;
use super::grid::{Line, Place};
use super::head::{ColumnNames, derived};
use crate::diagnostic::{Diagnostic, TableFault};
use crate::document::table::{self, Cells, Merged, NamedCell};
use crate::paper::table::{Cell, RowKind};
use crate::source::Span;
use crate::text::Text;

/// What a row is called that is a sum.
const TOTALS: &[&str] = &["合计", "总计", "小计", "共计", "累计", "总合计", "Total", "total"];

/// Where a row stands among the parts of another.
#[derive(Clone, Copy)]
struct Part {
    /// How deep, from 1.
    level: u32,
    /// Whether it is the first.
    first: bool,
}

impl Resolver<'_, '_> {
    /// All rows, those of groups and parts after their own.
    pub(super) fn typed_rows(&mut self, typed: &table::Table, names: &ColumnNames, view: &View) -> Vec<Line> {
        let rows = typed.rows.as_slice();
        let listed = |row: &table::Row| if let Cells::Listed(cells) = &row.cells { cells.len() } else { 0 };
        // Where the head is not known, any row is right.
        let is_known = !names.is_empty() && !typed.misread.head;
        let widest = if is_known { names.len() } else { widest(rows, &listed).max(names.len()) };
        let mut maker = Maker { names, columns: widest, lines: Vec::new() };
        for row in rows {
            maker.row(self, row, None, view);
        }
        maker.lines
    }
}

fn widest(rows: &[table::Row], listed: &dyn Fn(&table::Row) -> usize) -> usize {
    let of_row = |row: &table::Row| listed(row).max(widest(&row.rows, listed)).max(widest(&row.of_which, listed));
    rows.iter().map(of_row).max().unwrap_or(0)
}

struct Maker<'a> {
    names: &'a ColumnNames,
    columns: usize,
    lines: Vec<Line>,
}

impl Maker<'_> {
    fn row(&mut self, resolver: &mut Resolver, row: &table::Row, part: Option<Part>, view: &View) {
        if let Some(group) = &row.group {
            let label = resolver.place(group, view);
            self.group(resolver, row, label, view);
        } else {
            let line = match &row.cells {
                Cells::Listed(cells) => self.listed(resolver, row.span, cells, view),
                Cells::Named(cells) => self.named(resolver, row.span, cells, view),
            };
            self.lines.push(kept(line, part));
        }
        for inner in &row.rows {
            self.row(resolver, inner, None, view);
        }
        let level = part.map_or(0, |part| part.level) + 1;
        for (index, inner) in row.of_which.iter().enumerate() {
            self.row(resolver, inner, Some(Part { level, first: index == 0 }), view);
        }
    }

    /// A group's heading spans over all columns up to the first that has a value of its own.
    fn group(&mut self, resolver: &mut Resolver, row: &table::Row, label: Place, view: &View) {
        let cells = if let Cells::Named(cells) = &row.cells { cells.as_slice() } else { &[] };
        let mut line = self.named(resolver, row.span, cells, view);
        let free = line.cells.iter().take_while(|place| place.cell.is_empty()).count().max(1);
        let span = label.span;
        line.kind = RowKind::Group;
        let covered = (1..free).map(|_| Place::covered(span));
        line.cells.splice(..free.min(line.cells.len()), std::iter::once(label).chain(covered));
        self.lines.push(line);
    }

    fn listed(&self, resolver: &mut Resolver, span: Span, typed: &[table::Cell], view: &View) -> Line {
        let mut cells: Vec<Place> = typed.iter().map(|cell| resolver.place(cell, view)).collect();
        if cells.len() > self.columns {
            let fault = TableFault::RowTooLong { cells: cells.len(), columns: self.columns, torn: torn(&cells) };
            resolver.report.push(Diagnostic::at(cells[self.columns].span, fault));
        }
        let count = cells.len();
        cells.resize_with(self.columns, || empty(span));
        let kind = cells.first().map_or(RowKind::Plain, |place| kind(&place.cell));
        Line { kind, span, cells, typed: count, listed: true }
    }

    fn named(&self, resolver: &mut Resolver, span: Span, typed: &[NamedCell], view: &View) -> Line {
        let mut cells: Vec<Option<Place>> = vec![None; self.columns];
        for named in typed {
            let column = match self.names.find(&named.path) {
                Ok(column) => column,
                Err(fault) => {
                    resolver.report.push(fault);
                    // Without a head, one name is as unknown as the other.
                    if self.names.is_empty() {
                        break;
                    }
                    continue;
                }
            };
            if cells[column].is_some() {
                let name = self.names.full(column);
                let place = named.path.last().and_then(Text::span).unwrap_or(named.cell.span);
                resolver.report.push(Diagnostic::at(place, TableFault::CellTwice { name }));
            }
            cells[column] = Some(resolver.place(&named.cell, view));
        }
        let cells: Vec<Place> = cells.into_iter().map(|place| place.unwrap_or_else(|| empty(span))).collect();
        let kind = cells.first().map_or(RowKind::Plain, |place| kind(&place.cell));
        Line { kind, span, typed: cells.len(), cells, listed: false }
    }
}

fn empty(span: Span) -> Place {
    Place::new(Cell::new(Vec::new()), span)
}

/// What a row is by what it is called.
pub(super) fn kind(label: &Cell) -> RowKind {
    let name: String = label.shown().chars().filter(|c| !c.is_whitespace()).collect();
    let name = name.trim_end_matches(['：', ':']);
    if TOTALS.contains(&name) {
        RowKind::Total
    } else if name.starts_with("其中") {
        RowKind::OfWhich
    } else {
        RowKind::Plain
    }
}

/// A row as it stands among the parts of another: 其中： before the first, the others below its name.
fn kept(mut line: Line, part: Option<Part>) -> Line {
    let Some(part) = part else { return line };
    line.kind = RowKind::OfWhich;
    let Some(place) = line.cells.first_mut().filter(|place| place.merged.is_none()) else { return line };
    let typed = place.cell.shown().starts_with("其中");
    place.cell.indent = if part.first || typed { part.level } else { part.level + 3 };
    if let (true, false, Some(first)) = (part.first, typed, place.cell.paragraphs.first_mut()) {
        let mut labelled = derived("其中：", place.span);
        labelled.append(first);
        *first = labelled;
        place.cell.point = None;
    }
    line
}

/// `1`, `775`, `475元`: a number that its commas tore into several cells.
fn torn(cells: &[Place]) -> Option<String> {
    let shown: Vec<String> = cells.iter().map(|place| place.cell.shown()).collect();
    let begins = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let goes_on = |text: &str| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        digits == 3 && text.len() < 20
    };
    let start = shown.windows(2).position(|pair| begins(&pair[0]) && goes_on(&pair[1]))?;
    let more = shown[start + 1..].iter().take_while(|text| goes_on(text)).count();
    Some(shown[start..=start + more].join(","))
}

/// A mark that nothing was typed for.
pub(super) fn merged_above(span: Span) -> Place {
    Place { merged: Some(Merged::Above), ..Place::covered(span) }
}
