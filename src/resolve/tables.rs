//! 表格: cells worked out and put in a grid, with serial numbers, parts (其中) and the totals that are asked for.
//!
//! In: a table as typed, its file read. Out: a [`Table`] of the paper. Where rows come from does not matter after
//! [`grid`]: rows by position, by name and from a sheet are all put in it.

use super::Resolver;
use super::scope::View;
use crate::diagnostic::{Diagnostic, TableFault};
use crate::document::{self, table::ByColumn};
use crate::paper::table::{Alignment, Cell, Column, Row, RowKind, Table, Width};
use crate::source::Span;
use crate::text::Text;

mod grid;
mod head;
mod labels;
mod rows;
mod sheet;
mod subtotals;
mod totals;

use grid::Line;
use head::ColumnNames;

/// A wider table is no table of a paper, turned or not.
const MAX_COLUMNS: usize = 40;

/// Two hundred pages of one table: what is longer is not meant to be printed.
const MAX_ROWS: usize = 4000;

/// What a table is made of before its cells are joined.
struct Parts {
    caption: Option<Text>,
    unit: Option<Text>,
    head: Vec<Line>,
    rows: Vec<Line>,
    notes: Vec<Text>,
    source: Option<Text>,
}

impl Resolver<'_, '_> {
    /// A 表格 worked out; none if there is nothing to show.
    pub(super) fn table(&mut self, typed: &document::Table, view: &View) -> Option<Table> {
        let parts = self.table_parts(typed, view)?;
        let head = grid::joined(&parts.head, self.report);
        let columns = head::width(&head).max(parts.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0));
        if columns == 0 || columns > MAX_COLUMNS {
            let too_many = TableFault::TooManyColumns { columns, most: MAX_COLUMNS };
            if columns > 0 {
                self.report.push(Diagnostic::at(typed.span, too_many));
            }
            return None;
        }
        if parts.rows.len() > MAX_ROWS {
            let fault = TableFault::TooManyRows { rows: parts.rows.len(), most: MAX_ROWS };
            self.report.push(Diagnostic::at(typed.span, fault));
            return None;
        }
        let names = ColumnNames::of(&head);
        let cells = grid::joined(&parts.rows, self.report);
        let rows = parts.rows.iter().zip(cells).map(|(line, cells)| Row { kind: line.kind, cells });
        let mut table = Table {
            span: typed.span,
            caption: typed.title.as_ref().map(|text| self.text(text, view)).or(parts.caption),
            unit: self.labelled_unit(typed.unit.as_ref(), view).or(parts.unit),
            columns: self.columns(typed, columns, &names, view),
            head,
            rows: rows.collect(),
            notes: self.labelled_notes(&typed.notes, view),
            source: self.labelled_source(typed.source.as_ref(), view).or(parts.source),
            turned: typed.turned,
            style: typed.style,
        };
        table.notes.extend(parts.notes);
        let summed = totals::Summed { table: &table, lines: &parts.rows, names: &names };
        let total = self.total_row(typed, &summed);
        let subtotals = self.subtotal_rows(typed, &summed);
        subtotals::insert(&mut table, subtotals);
        table.rows.extend(total);
        table.align();
        self.tell_short_rows(&parts.rows, &table, &names);
        if typed.serial {
            add_serials(&mut table, typed.span);
        }
        Some(table)
    }

    fn table_parts(&mut self, typed: &document::Table, view: &View) -> Option<Parts> {
        match (&typed.file, typed.rows.is_empty()) {
            (Some(_), false) => {
                self.report.push(Diagnostic::at(typed.span, TableFault::RowsAndFile));
                None
            }
            (None, true) if typed.misread.rows => None,
            (None, true) if matches!(&typed.head, document::table::Head::Nested(head) if head.is_empty()) => {
                self.report.push(Diagnostic::at(typed.span, TableFault::Empty));
                None
            }
            (Some(file), true) => self.parts_of_sheet(file, &typed.head, view),
            (None, _) => {
                let head = self.head(&typed.head, view);
                let names = ColumnNames::of(&grid::joined(&head, &mut crate::diagnostic::Report::new()));
                let rows = self.typed_rows(typed, &names, view);
                Some(Parts { caption: None, unit: None, head, rows, notes: Vec::new(), source: None })
            }
        }
    }

    /// 列宽 and 对齐.
    fn columns(&mut self, typed: &document::Table, count: usize, names: &ColumnNames, view: &View) -> Vec<Column> {
        let mut columns = vec![Column::default(); count];
        for (index, text) in self.by_column(&typed.widths, count, names, view) {
            columns[index].width = width(text.as_str());
            if let (None, Some(span)) = (columns[index].width, text.span()) {
                self.report.push(Diagnostic::at(span, TableFault::BadWidth { typed: text.as_str().to_owned() }));
            }
        }
        for (index, text) in self.by_column(&typed.alignment, count, names, view) {
            columns[index].alignment = alignment(text.as_str());
            if let (None, Some(span)) = (columns[index].alignment, text.span()) {
                self.report.push(Diagnostic::at(span, TableFault::BadAlignment { typed: text.as_str().to_owned() }));
            }
        }
        columns
    }

    /// What is said of columns, each with its index; an empty text says nothing.
    fn by_column(&mut self, said: &ByColumn, count: usize, names: &ColumnNames, view: &View) -> Vec<(usize, Text)> {
        match said {
            ByColumn::Listed(texts) => {
                if let (true, Some(span)) = (texts.len() > count, texts.get(count).and_then(Text::span)) {
                    let fault = TableFault::TooManyValues { values: texts.len(), columns: count };
                    self.report.push(Diagnostic::at(span, fault));
                }
                let texts = texts.iter().take(count).map(|text| self.text(text, view));
                texts.enumerate().filter(|(_, text)| !text.is_empty()).collect()
            }
            ByColumn::Named(entries) => {
                let mut found = Vec::new();
                for (name, text) in entries {
                    let index = names.find(std::slice::from_ref(name)).map_err(|fault| self.report.push(fault));
                    let Ok(index) = index else { continue };
                    found.push((index, self.text(text, view)));
                }
                found
            }
        }
    }

    /// Tells a row that ends before a column of numbers does: numbers that slip to the left are the worst of mistakes.
    fn tell_short_rows(&mut self, lines: &[Line], table: &Table, names: &ColumnNames) {
        for line in lines.iter().filter(|line| line.kind == RowKind::Plain && line.typed < table.columns.len()) {
            let missing = (line.typed..table.columns.len())
                .find(|index| table.columns[*index].alignment == Some(Alignment::Point));
            let Some(missing) = missing.filter(|_| line.listed) else { continue };
            let fault =
                TableFault::RowShort { cells: line.typed, columns: table.columns.len(), missing: names.full(missing) };
            self.report.push(Diagnostic::at(line.span, fault));
        }
    }
}

/// `2`, `30mm`, `3cm`, `6字`.
fn width(typed: &str) -> Option<Width> {
    let narrow = crate::width::narrowed(typed.trim()).to_lowercase();
    let tenfold = |n: f64| Width::Millimetres(n * 10.0);
    let with = |units: &[&str]| units.iter().find_map(|unit| narrow.strip_suffix(unit));
    let (number, make): (&str, &dyn Fn(f64) -> Width) = if let Some(number) = with(&["毫米", "mm"]) {
        (number, &Width::Millimetres)
    } else if let Some(number) = with(&["厘米", "cm"]) {
        (number, &tenfold)
    } else if let Some(number) = with(&["字"]) {
        (number, &Width::Characters)
    } else {
        (narrow.strip_suffix("份").unwrap_or(&narrow), &Width::Share)
    };
    let number: f64 = number.trim().parse().ok()?;
    (number.is_finite() && number > 0.0 && number <= 1000.0).then(|| make(number))
}

fn alignment(typed: &str) -> Option<Alignment> {
    match typed.trim() {
        "左" | "居左" | "左对齐" | "left" => Some(Alignment::Left),
        "中" | "居中" | "中间" | "center" => Some(Alignment::Center),
        "右" | "居右" | "右对齐" | "right" => Some(Alignment::Right),
        "小数点" | "按小数点" | "point" => Some(Alignment::Point),
        _ => None,
    }
}

/// A column of serial numbers at the left; groups, totals and parts have none.
pub(super) fn add_serials(table: &mut Table, span: Span) {
    let derived = |text: &str| Cell::of(Text::derived(text, span));
    let column = Column { alignment: Some(Alignment::Center), width: None };
    table.columns.insert(0, column);
    let head_rows = table.head.len();
    for (index, row) in table.head.iter_mut().enumerate() {
        row.insert(0, (index == 0).then(|| derived("序号").over(1, head_rows)));
    }
    let mut number = 0;
    for index in 0..table.rows.len() {
        let row = &mut table.rows[index];
        let label = row.cells.first_mut().and_then(Option::as_mut);
        let serial = match (row.kind, label) {
            // The label moves to the left edge and spans over the serial's place.
            (RowKind::Group | RowKind::Total, Some(label)) => {
                label.spans[0] += 1;
                let label = row.cells[0].take();
                row.cells.insert(0, label);
                continue;
            }
            (RowKind::Plain, Some(label)) => {
                number += 1;
                let rows = label.spans[1];
                Some(Cell { spans: [1, rows], ..derived(&number.to_string()) })
            }
            (RowKind::OfWhich, Some(_)) => Some(derived("")),
            // What spans over the label from above spans over the number as well.
            (_, None) => None,
        };
        row.cells.insert(0, serial);
    }
}
