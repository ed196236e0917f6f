//! A table from a sheet: its title, unit and notes found, its head parted from its body, its rows told apart.
//!
//! Sheets are made to be printed as they are: the first rows often hold the title and 单位：…, the last ones 注：….

use super::super::Resolver;
use super::super::scope::View;
use super::Parts;
use super::grid::{Line, Place};
use super::labels::{has_label, notes};
use super::rows::{kind, merged_above};
use crate::data::{self, Sheet};
use crate::diagnostic::{DataFault, Diagnostic, TableFault};
use crate::document::table::{Head, Merged, TableFile};
use crate::paper::table::{Cell, RowKind};
use crate::source::Span;
use crate::text::Text;

impl Resolver<'_, '_> {
    pub(super) fn parts_of_sheet(&mut self, file: &TableFile, head: &Head, view: &View) -> Option<Parts> {
        let span = file.name.span()?;
        let part = data::Part { sheet: file.sheet.as_ref(), range: file.range.as_ref() };
        let sheet = &self.shown_sheet(&file.name, part)?;
        self.tell_errors(sheet, span);
        let mut rows = trimmed(sheet);
        let around = Around::take(&mut rows, sheet, span);
        let own_head = self.head(head, view);
        let count = self.head_rows(file, &own_head, &rows, sheet)?;
        let lines: Vec<Line> = rows.clone().map(|row| line(sheet, row, span)).collect();
        let (head_lines, body) = lines.split_at(count.min(lines.len()));
        if body.first().is_some_and(|line| line.cells.iter().any(|place| place.merged == Some(Merged::Above))) {
            let fault = TableFault::HeadCut { count, whole: natural_head(sheet, &rows) };
            let at = file.head_rows.as_ref().and_then(Text::span).unwrap_or(span);
            self.report.push(Diagnostic::at(at, fault));
            return None;
        }
        let head = if own_head.is_empty() { head_lines.to_vec() } else { own_head };
        let body =
            body.iter().filter(|line| line.cells.iter().any(|place| !place.cell.is_empty() || place.merged.is_some()));
        let rows = body.cloned().map(with_kind).collect();
        Some(Parts {
            caption: around.caption,
            unit: around.unit,
            head,
            rows,
            notes: notes(&around.notes),
            source: around.source,
        })
    }

    /// A sheet as it is shown; what it hides is left out, and told.
    pub(in super::super) fn shown_sheet(&mut self, name: &Text, part: data::Part) -> Option<Sheet> {
        let span = name.span()?;
        match data::load_shown(name, part, self.shelf) {
            Ok(data::Shown { sheet, hidden: [0, 0] }) => Some(sheet),
            Ok(data::Shown { sheet, hidden: [columns, rows] }) => {
                let file = sheet.file.clone();
                self.report.push(Diagnostic::at(span, DataFault::HiddenLeftOut { file, rows, columns }));
                Some(sheet)
            }
            Err(fault) => {
                self.report.push(Diagnostic { span: fault.span.or(Some(span)), ..fault });
                None
            }
        }
    }

    fn tell_errors(&mut self, sheet: &Sheet, span: Span) {
        for (y, row) in sheet.rows.iter().enumerate() {
            for (x, cell) in row.iter().enumerate().filter(|(_, cell)| cell.is_error) {
                let fault = DataFault::ErrorCell { cell: sheet.cell_name(y, x), shown: cell.text.clone() };
                self.report.push(Diagnostic::at(span, fault));
            }
        }
    }

    /// How many rows of the sheet are its head.
    fn head_rows(
        &mut self,
        file: &TableFile,
        own_head: &[Line],
        rows: &std::ops::Range<usize>,
        sheet: &Sheet,
    ) -> Option<usize> {
        let Some(typed) = &file.head_rows else {
            return Some(if own_head.is_empty() { natural_head(sheet, rows) } else { 0 });
        };
        let count = crate::width::narrowed(typed.as_str()).trim_end_matches('行').trim().parse::<usize>();
        match count {
            Ok(count) if count <= rows.len() => Some(count),
            _ => {
                let fault = TableFault::BadHeadRows { typed: typed.as_str().to_owned() };
                self.report.push(Diagnostic::at(typed.span()?, fault));
                None
            }
        }
    }
}

/// As many rows as the highest cell of the first one takes.
fn natural_head(sheet: &Sheet, rows: &std::ops::Range<usize>) -> usize {
    let first = sheet.rows.get(rows.start).filter(|_| !rows.is_empty());
    let tallest = first.map_or(0, |row| row.iter().map(|cell| cell.spans[1]).max().unwrap_or(1));
    // A merged cell at the left of a table without a head may be very high.
    tallest.clamp(usize::from(!rows.is_empty()), 4).min(rows.len())
}

/// The rows between empty ones at either end.
fn trimmed(sheet: &Sheet) -> std::ops::Range<usize> {
    let is_filled = |row: &Vec<data::Cell>| row.iter().any(|cell| !cell.text.trim().is_empty());
    let start = sheet.rows.iter().position(is_filled).unwrap_or(0);
    let end = sheet.rows.iter().rposition(is_filled).map_or(start, |last| last + 1);
    start..end
}

/// What stands above and below a sheet's table.
#[derive(Default)]
struct Around {
    caption: Option<Text>,
    unit: Option<Text>,
    notes: Vec<Text>,
    source: Option<Text>,
}

impl Around {
    /// Takes rows with one text off both ends.
    fn take(rows: &mut std::ops::Range<usize>, sheet: &Sheet, span: Span) -> Self {
        let mut around = Self::default();
        if sheet.width() < 2 {
            return around;
        }
        while let Some(text) = only_text(sheet, rows.start).filter(|_| rows.len() > 1) {
            let shown = Text::derived(text, span);
            if has_label(text, &["单位", "计量单位"]) {
                around.unit = Some(shown);
            } else if around.caption.is_none() && rows.start == 0 || spans_all(sheet, rows.start) {
                around.caption.get_or_insert(shown);
            } else {
                break;
            }
            rows.start += 1;
        }
        while let Some(text) = only_text(sheet, rows.end.saturating_sub(1)).filter(|_| rows.len() > 1) {
            let shown = Text::derived(text, span);
            if has_label(text, &["资料来源", "数据来源", "来源"]) {
                around.source = Some(shown);
            } else if has_label(text, &["注", "备注", "注释", "说明"]) {
                around.notes.extend(shown.paragraphs().into_iter().rev());
            } else {
                break;
            }
            rows.end -= 1;
        }
        around.notes.reverse();
        around
    }
}

/// The text of a row that has only one.
fn only_text(sheet: &Sheet, row: usize) -> Option<&str> {
    let mut filled = sheet.rows.get(row)?.iter().filter(|cell| !cell.text.trim().is_empty());
    let first = filled.next()?;
    (filled.next().is_none() && !first.is_number && first.spans[1] == 1).then(|| first.text.trim())
}

fn spans_all(sheet: &Sheet, row: usize) -> bool {
    sheet.rows.get(row).is_some_and(|row| row.first().is_some_and(|cell| cell.spans[0] == row.len()))
}

/// A sheet's row, with marks for merged cells.
fn line(sheet: &Sheet, y: usize, span: Span) -> Line {
    let row = &sheet.rows[y];
    let cells: Vec<Place> = (0..row.len()).map(|x| place(sheet, y, x, span)).collect();
    Line { kind: RowKind::Plain, span, typed: cells.len(), cells, listed: false }
}

fn place(sheet: &Sheet, y: usize, x: usize, span: Span) -> Place {
    let cell = &sheet.rows[y][x];
    if cell.spans == [0, 0] {
        // Covered by the one at its left in the first row of a merged cell, else by the one above.
        let above = y > 0 && sheet.is_covered_from_above(y, x);
        return if above { merged_above(span) } else { Place::covered(span) };
    }
    let text = Text::derived(cell.text.trim(), span);
    Place { name: Some(sheet.cell_name(y, x).into()), ..Place::new(Cell::new(text.paragraphs()), span) }
}

/// A line that has one cell over all columns is a group's heading; others are told by their first text.
fn with_kind(mut line: Line) -> Line {
    let covered = line.cells.iter().skip(1).all(|place| place.merged == Some(Merged::Left));
    let first = line.cells.iter().find(|place| !place.cell.is_empty());
    line.kind = match first {
        Some(place) if covered && line.cells.len() > 1 && place.merged.is_none() => RowKind::Group,
        Some(place) => kind(&place.cell),
        None => RowKind::Plain,
    };
    line
}
