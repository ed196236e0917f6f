//! The head of a table: its rows, and the names its columns have by it.

use super::super::Resolver;
use super::super::scope::View;
use super::grid::{Line, Place};
use crate::diagnostic::{Diagnostic, TableFault};
use crate::document::nearest::nearest;
use crate::document::table::{Head, HeadNode, Merged};
use crate::paper::table::{Cell, RowKind};
use crate::source::Span;
use crate::text::Text;
use crate::width::narrowed;

impl Resolver<'_, '_> {
    /// The head's rows as typed.
    pub(super) fn head(&mut self, head: &Head, view: &View) -> Vec<Line> {
        let lines = match head {
            Head::Rows(rows) => {
                rows.iter().map(|row| row.iter().map(|cell| self.place(cell, view)).collect()).collect()
            }
            Head::Nested(nodes) => {
                let depth = nodes.iter().map(depth).max().unwrap_or(0);
                let mut lines: Vec<Vec<Place>> = vec![Vec::new(); depth];
                for node in nodes {
                    self.head_node(node, &mut lines, view);
                }
                lines
            }
        };
        let width = lines.iter().map(Vec::len).max().unwrap_or(0);
        lines.into_iter().filter_map(|cells| head_line(cells, width)).collect()
    }

    /// Puts a head and those below it into the lines, which begin where it stands.
    fn head_node(&mut self, node: &HeadNode, lines: &mut [Vec<Place>], view: &View) {
        let Some((first, rest)) = lines.split_first_mut() else { return };
        let place = self.place(&node.cell, view);
        let (span, start) = (place.span, first.len());
        first.push(place);
        if node.below.is_empty() {
            for line in rest {
                line.push(Place { merged: Some(Merged::Above), ..Place::covered(span) });
            }
            return;
        }
        for below in &node.below {
            self.head_node(below, rest, view);
        }
        let end = rest.first().map_or(start + 1, Vec::len);
        first.extend((start + 1..end).map(|_| Place::covered(span)));
    }

    /// A cell as typed, worked out.
    pub(super) fn place(&mut self, cell: &crate::document::table::Cell, view: &View) -> Place {
        let paragraphs = self.texts(&cell.paragraphs, view);
        Place { merged: cell.merged, ..Place::new(Cell::new(paragraphs), cell.span) }
    }
}

fn depth(node: &HeadNode) -> usize {
    1 + node.below.iter().map(depth).max().unwrap_or(0)
}

fn head_line(mut cells: Vec<Place>, width: usize) -> Option<Line> {
    let span = cells.first()?.span;
    let typed = cells.len();
    cells.resize_with(width, || Place::new(Cell::new(Vec::new()), span));
    Some(Line { kind: RowKind::Plain, span, cells, typed, listed: true })
}

/// How many columns a head has.
pub(super) fn width(head: &[Vec<Option<Cell>>]) -> usize {
    head.iter().map(Vec::len).max().unwrap_or(0)
}

/// What the columns are called: of each the heads above it, from the top down.
#[derive(Clone, Debug, Default)]
pub(super) struct ColumnNames {
    paths: Vec<Vec<String>>,
}

impl ColumnNames {
    /// The names that a head gives.
    pub(super) fn of(head: &[Vec<Option<Cell>>]) -> Self {
        let mut paths: Vec<Vec<String>> = vec![Vec::new(); width(head)];
        for row in head {
            for (x, cell) in row.iter().enumerate() {
                let Some(cell) = cell.as_ref().filter(|cell| !cell.is_empty()) else { continue };
                let name = cell.shown().replace('\n', "");
                for path in paths.iter_mut().skip(x).take(cell.spans[0]) {
                    path.push(name.clone());
                }
            }
        }
        Self { paths }
    }

    /// How many columns have names.
    pub(super) fn len(&self) -> usize {
        self.paths.len()
    }

    /// Whether there are no names at all.
    pub(super) fn is_empty(&self) -> bool {
        self.paths.iter().all(Vec::is_empty)
    }

    /// All heads above a column as one name.
    pub(super) fn full(&self, column: usize) -> String {
        self.paths.get(column).map_or_else(String::new, |path| path.concat())
    }

    /// The lowest head of a column.
    pub(super) fn own(&self, column: usize) -> &str {
        self.paths.get(column).and_then(|path| path.last()).map_or("", String::as_str)
    }

    /// The column of a name as typed: its own head, alone or after heads above it; a unit in brackets may be left out.
    ///
    /// # Errors
    /// There is none, or there are several.
    pub(super) fn find(&self, typed: &[Text]) -> Result<usize, Diagnostic> {
        let span = typed.iter().rev().find_map(Text::span);
        let shown = typed.iter().map(Text::as_str).collect::<Vec<_>>().join(".");
        let fault = |fault: TableFault| Diagnostic { span, ..Diagnostic::new(fault) };
        if self.is_empty() {
            return Err(fault(TableFault::NoHead));
        }
        let wanted = normal(&shown);
        let found: Vec<usize> = (0..self.paths.len()).filter(|column| self.is_called(*column, &wanted)).collect();
        match found.as_slice() {
            [one] => Ok(*one),
            [] => {
                let known: Vec<String> = (0..self.paths.len()).map(|column| self.full(column)).collect();
                let own = (0..self.paths.len()).map(|column| self.own(column));
                let near = nearest(&shown, known.iter().map(String::as_str).chain(own)).map(str::to_owned);
                Err(fault(TableFault::UnknownColumn { name: shown, near, known }))
            }
            several => {
                // The whole of one column's name may be the end of another's.
                let whole: Vec<usize> = several.iter().copied().filter(|c| normal(&self.full(*c)) == wanted).collect();
                if let [one] = whole.as_slice() {
                    return Ok(*one);
                }
                let full = several.iter().map(|column| self.full(*column)).collect();
                Err(fault(TableFault::AmbiguousColumn { name: shown, full }))
            }
        }
    }

    /// Whether a name in its normal form may mean a column: its own head with any of those above it.
    fn is_called(&self, column: usize, wanted: &str) -> bool {
        let Some((own, above)) = self.paths[column].split_last() else { return false };
        let own = [normal(own), normal(without_brackets(own))];
        (0..1_usize << above.len().min(8)).any(|chosen| {
            let before: String =
                above.iter().enumerate().filter(|(i, _)| chosen >> i & 1 == 1).map(|(_, h)| normal(h)).collect();
            own.iter().any(|own| wanted.strip_prefix(before.as_str()) == Some(own.as_str()))
        })
    }
}

/// A head without the unit in brackets at its end.
fn without_brackets(head: &str) -> &str {
    let head = head.trim_end();
    let open = head.ends_with(['）', ')']).then(|| head.rfind(['（', '('])).flatten();
    open.map_or(head, |open| head[..open].trim_end())
}

/// The unit in brackets at a head's end: 金额（万元）.
pub(super) fn bracketed(head: &str) -> Option<&str> {
    let head = head.trim_end();
    let inner = head.strip_suffix(['）', ')'])?;
    let open = inner.rfind(['（', '('])?;
    Some(inner[open..].trim_start_matches(['（', '(']).trim())
}

/// Space, width and the dots between names do not make a name another.
fn normal(name: &str) -> String {
    narrowed(name).chars().filter(|c| !c.is_whitespace() && !".·/".contains(*c)).collect()
}

/// Where a name stands that nobody typed.
pub(super) fn derived(text: &str, span: Span) -> Text {
    Text::derived(text, span)
}
