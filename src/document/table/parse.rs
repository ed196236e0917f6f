//! Reads a 表格: its fields by the table of fields, its head and rows by their shape.

use super::super::fields::Fields;
use super::super::schema::ROW;
use super::{ByColumn, Cell, Cells, Head, HeadNode, Merged, Misread, NamedCell, Row, Table, TableFile};
use crate::diagnostic::{Diagnostic, DocumentFault, Report, TableFault};
use crate::source::Span;
use crate::text::Text;
use crate::yaml::{Mapping, Node, Scalar, Style, Value};

/// Rows in rows in rows: nobody reads a table of more levels, and it keeps the stack small.
const MAX_LEVELS: usize = 8;

/// The fields of a 表格.
pub(in super::super) fn table(span: Span, fields: &mut Fields, report: &mut Report) -> Table {
    let mut misread = Misread::default();
    let head = noticing(&mut misread.head, report, |report| fields.node("head").map(|node| head(node, report)));
    let rows = noticing(&mut misread.rows, report, |report| fields.node("rows").map(|node| rows(node, 0, report)));
    Table {
        span,
        title: fields.line("title", report),
        unit: fields.line("unit", report),
        head: head.unwrap_or(Head::Nested(Vec::new())),
        rows: rows.unwrap_or_default(),
        misread,
        file: file(fields, report),
        widths: by_column("widths", fields, report),
        alignment: by_column("alignment", fields, report),
        serial: fields.flag("serial", report).unwrap_or(false),
        totals: fields.texts("totals", report),
        subtotals: fields.texts("subtotals", report),
        notes: fields.paragraphs("notes", report),
        source: fields.line("source", report),
        turned: fields.flag("turned", report).unwrap_or(false),
        style: fields.choice("style", report),
    }
}

/// Whether anything was told while something was read.
fn noticing<T>(told: &mut bool, report: &mut Report, read: impl FnOnce(&mut Report) -> T) -> T {
    let before = report.as_slice().len();
    let found = read(report);
    *told = report.as_slice().len() > before;
    found
}

fn file(fields: &mut Fields, report: &mut Report) -> Option<TableFile> {
    let name = fields.line("file", report);
    let sheet = fields.line("sheet", report);
    let range = fields.line("range", report);
    let head_rows = fields.line("head_rows", report);
    if name.is_none()
        && let Some(span) = [&sheet, &range, &head_rows].into_iter().flatten().find_map(Text::span)
    {
        report.push(Diagnostic::at(span, TableFault::NoFile));
    }
    Some(TableFile { name: name?, sheet, range, head_rows })
}

pub(in super::super) fn by_column(name: &'static str, fields: &mut Fields, report: &mut Report) -> ByColumn {
    let named = fields.node(name).and_then(Node::as_mapping);
    let Some(mapping) = named else { return ByColumn::Listed(fields.texts(name, report)) };
    let value = |node: &Node, report: &mut Report| {
        if node.as_text().is_none() {
            report.push(Diagnostic::at(node.span, TableFault::CellNotText));
        }
        node.as_text().map(Text::trimmed)
    };
    let entries = mapping.entries.iter();
    ByColumn::Named(entries.filter_map(|entry| Some((entry.key.clone(), value(&entry.value, report)?))).collect())
}

/// 表头: names, each with names below it, or rows of cells.
fn head(node: &Node, report: &mut Report) -> Head {
    let in_rows = |items: &[Node]| !items.is_empty() && items.iter().all(|item| item.as_sequence().is_some());
    match &node.value {
        Value::Sequence(list) if in_rows(&list.items) => {
            Head::Rows(list.items.iter().map(|row| listed(row, report)).collect())
        }
        _ => Head::Nested(heads(node, 0, report)),
    }
}

fn heads(node: &Node, level: usize, report: &mut Report) -> Vec<HeadNode> {
    if level == MAX_LEVELS {
        report.push(Diagnostic::at(node.span, TableFault::TooDeep));
        return Vec::new();
    }
    match &node.value {
        Value::Sequence(list) => list.items.iter().flat_map(|item| head_item(item, level, report)).collect(),
        _ => head_item(node, level, report),
    }
}

/// One item of a head: a text, or names with what stands below them.
fn head_item(item: &Node, level: usize, report: &mut Report) -> Vec<HeadNode> {
    match &item.value {
        Value::Scalar(_) => vec![HeadNode { cell: cell(item, report), below: Vec::new() }],
        Value::Mapping(mapping) => {
            let node = |entry: &crate::yaml::Entry, report: &mut Report| HeadNode {
                cell: Cell { span: entry.key_span, paragraphs: entry.key.paragraphs(), merged: None },
                below: if entry.value.is_null() { Vec::new() } else { heads(&entry.value, level + 1, report) },
            };
            mapping.entries.iter().map(|entry| node(entry, report)).collect()
        }
        Value::Sequence(_) => {
            report.push(Diagnostic::at(item.span, TableFault::HeadMixed));
            Vec::new()
        }
    }
}

/// A list of rows; what is one row stands for a list of one.
fn rows(node: &Node, level: usize, report: &mut Report) -> Vec<Row> {
    if level == MAX_LEVELS {
        report.push(Diagnostic::at(node.span, TableFault::TooDeep));
        return Vec::new();
    }
    match &node.value {
        Value::Sequence(list) if list.items.iter().any(|item| item.as_scalar().is_none()) => {
            list.items.iter().filter_map(|item| row(item, level, report)).collect()
        }
        Value::Sequence(_) | Value::Mapping(_) => row(node, level, report).into_iter().collect(),
        Value::Scalar(_) => {
            report.push(Diagnostic::at(node.span, TableFault::RowsNotList));
            Vec::new()
        }
    }
}

fn row(node: &Node, level: usize, report: &mut Report) -> Option<Row> {
    match &node.value {
        Value::Sequence(_) => Some(plain(node.span, Cells::Listed(listed(node, report)))),
        Value::Mapping(mapping) => mapped(node, mapping, level, report),
        Value::Scalar(scalar) => {
            let fault: crate::diagnostic::Code =
                if scalar.is_null() { DocumentFault::EmptyItem.into() } else { TableFault::RowNotList.into() };
            report.push(Diagnostic::at(node.span, fault));
            None
        }
    }
}

fn plain(span: Span, cells: Cells) -> Row {
    Row { span, group: None, cells, rows: Vec::new(), of_which: Vec::new() }
}

/// `{ 组: …, 行: … }`, `{ 行: …, 其中: … }`, or cells by the names of their columns.
fn mapped(node: &Node, mapping: &Mapping, level: usize, report: &mut Report) -> Option<Row> {
    let mut found = plain(node.span, Cells::Named(Vec::new()));
    let group = own(mapping, "group");
    found.group = group.map(|node| cell(node, report));
    let mut named = Vec::new();
    for entry in &mapping.entries {
        match ROW.field(entry.key.as_str()).map(|field| field.name.en) {
            Some("group") => {}
            Some("of_which") => found.of_which.extend(rows(&entry.value, level + 1, report)),
            Some(_) if group.is_some() => found.rows.extend(rows(&entry.value, level + 1, report)),
            Some(_) if entry.value.as_sequence().is_some() => {
                found.cells = Cells::Listed(listed(&entry.value, report));
            }
            Some(_) => report.push(Diagnostic::at(entry.value.span, TableFault::RowNotList)),
            None => named_cells(vec![entry.key.clone()], &entry.value, &mut named, report),
        }
    }
    if named.is_empty() {
        return Some(found);
    }
    if let Cells::Listed(_) = found.cells {
        report.push(Diagnostic::at(node.span, TableFault::RowTwice));
        return None;
    }
    found.cells = Cells::Named(named);
    Some(found)
}

/// The value of one of a row's own fields.
fn own<'a>(mapping: &'a Mapping, name: &str) -> Option<&'a Node> {
    let is_it = |key: &str| ROW.field(key).is_some_and(|field| field.name.en == name);
    mapping.entries.iter().find(|entry| is_it(entry.key.as_str())).map(|entry| &entry.value)
}

/// `低保: { 户数: 12, 人数: 20 }` stands for two cells.
fn named_cells(path: Vec<Text>, node: &Node, found: &mut Vec<NamedCell>, report: &mut Report) {
    match node.as_mapping().filter(|_| path.len() < MAX_LEVELS) {
        Some(mapping) => {
            for entry in &mapping.entries {
                let path = path.iter().cloned().chain([entry.key.clone()]).collect();
                named_cells(path, &entry.value, found, report);
            }
        }
        None => found.push(NamedCell { path, cell: cell(node, report) }),
    }
}

fn listed(node: &Node, report: &mut Report) -> Vec<Cell> {
    let items = node.as_sequence().map(|list| list.items.as_slice()).unwrap_or_default();
    items.iter().map(|item| cell(item, report)).collect()
}

/// A cell: a text, or a list of its paragraphs.
fn cell(node: &Node, report: &mut Report) -> Cell {
    let paragraphs = match &node.value {
        Value::Scalar(scalar) => scalar.text.paragraphs(),
        Value::Sequence(list) if list.items.iter().all(|item| item.as_scalar().is_some()) => {
            list.items.iter().filter_map(Node::as_text).flat_map(Text::paragraphs).collect()
        }
        _ => {
            report.push(Diagnostic::at(node.span, TableFault::CellNotText));
            Vec::new()
        }
    };
    Cell { span: node.span, paragraphs, merged: node.as_scalar().and_then(merged) }
}

/// A mark that stands alone and is not quoted.
fn merged(scalar: &Scalar) -> Option<Merged> {
    match scalar.text.as_str() {
        "<" if scalar.style == Style::Plain => Some(Merged::Left),
        "^" if scalar.style == Style::Plain => Some(Merged::Above),
        _ => None,
    }
}
