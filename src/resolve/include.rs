//! What a document takes from other files: included blocks, data, last year's paper.

use crate::data;
use crate::diagnostic::{Diagnostic, Report, ResolveFault};
use crate::document::{self, Block, Content, Data, Document};
use crate::source::{Shelf, SourceId};
use crate::text::Text;
use crate::yaml::{self, Node, Value};

mod attachment;

/// Files that include files that include files: deeper is a mistake.
const MAX_DEPTH: usize = 16;

/// How many values of a list stand for it.
const SHOWN: usize = 4;

/// A document with all its files read.
pub(super) struct Expanded {
    /// The document; nothing is included any more.
    pub document: Document,
    /// 数据: mappings, the first of which wins.
    pub data: Vec<Node>,
    /// 上年文件.
    pub last_year: Option<Box<Expanded>>,
    /// Attachments that are documents of their own, by their places in [`Document::attachments`].
    pub attached: Vec<Option<Expanded>>,
}

/// Reads all that a document names; what is wrong goes to `report`.
pub(super) fn expand(document: Document, shelf: &mut Shelf, report: &mut Report) -> Expanded {
    let last_year = document.last_year.clone();
    let mut expanded = expand_one(document, shelf, report);
    expanded.last_year = last_year.and_then(|name| last_years(&name, shelf, report)).map(Box::new);
    expanded
}

fn expand_one(mut document: Document, shelf: &mut Shelf, report: &mut Report) -> Expanded {
    let mut open = vec![document.span.source];
    document.body = blocks(std::mem::take(&mut document.body), &mut open, shelf, report);
    let data = document.data.iter().filter_map(|data| self::data(data, shelf, report)).collect();
    let mut attached = Vec::new();
    for attachment in std::mem::take(&mut document.attachments) {
        let (attachment, inner) = attachment::expand(attachment, &mut open, shelf, report);
        document.attachments.push(attachment);
        attached.push(inner);
    }
    Expanded { document, data, last_year: None, attached }
}

/// The names in data that stand in other files than the document, with what they stand for: for who writes it to choose
/// from. What is wrong with those files is told when the document is resolved.
pub(super) fn named_elsewhere(document: &Document, shelf: &mut Shelf) -> Vec<(String, String)> {
    let own = document.span.source;
    let is_elsewhere = |data: &&Data| match data {
        Data::Here(node) => node.span.source != own,
        Data::File(_) => true,
    };
    let mut names = Vec::new();
    for data in document.data.iter().filter(is_elsewhere) {
        if let Some(node) = self::data(data, shelf, &mut Report::new()) {
            add_names("", &node, &mut names);
        }
    }
    names
}

/// The names below a value, the way to each from the outermost with points between.
fn add_names(way: &str, node: &Node, names: &mut Vec<(String, String)>) {
    let text = |node: &Node| node.as_scalar().map(|scalar| scalar.text.as_str().to_owned());
    match &node.value {
        Value::Mapping(mapping) => {
            for (name, value) in mapping.iter() {
                let way = if way.is_empty() { name.to_owned() } else { format!("{way}.{name}") };
                add_names(&way, value, names);
            }
        }
        Value::Sequence(list) => {
            let first: Vec<_> = list.items.iter().filter_map(text).take(SHOWN).collect();
            names.push((way.to_owned(), first.join("、")));
        }
        Value::Scalar(_) => names.extend(text(node).map(|text| (way.to_owned(), text))),
    }
}

/// Last year's paper, for its figures only: what else is in it does not matter here.
fn last_years(name: &Text, shelf: &mut Shelf, report: &mut Report) -> Option<Expanded> {
    let id = file(name, shelf, report)?;
    let mut its_own = Report::new();
    let document = parsed(id, shelf, &mut its_own).and_then(|node| document::parse(&node, &mut its_own));
    if document.is_none() || its_own.has_errors() {
        let span = name.span()?;
        report.push(Diagnostic::at(span, ResolveFault::LastYearBroken { path: name.as_str().to_owned() }));
    }
    Some(expand_one(document?, shelf, &mut its_own))
}

fn blocks(blocks: Vec<Block>, open: &mut Vec<SourceId>, shelf: &mut Shelf, report: &mut Report) -> Vec<Block> {
    let mut expanded = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        match &mut block.content {
            Content::Include(name) => expanded.extend(included(name, open, shelf, report)),
            Content::Section(section) => {
                section.body = self::blocks(std::mem::take(&mut section.body), open, shelf, report);
                expanded.push(block);
            }
            _ => expanded.push(block),
        }
    }
    expanded
}

fn included(name: &Text, open: &mut Vec<SourceId>, shelf: &mut Shelf, report: &mut Report) -> Vec<Block> {
    let Some(id) = file(name, shelf, report) else { return Vec::new() };
    if open.contains(&id) || open.len() >= MAX_DEPTH {
        let fault = ResolveFault::IncludeCircular { path: name.as_str().to_owned() };
        report.extend(name.span().map(|span| Diagnostic::at(span, fault)));
        return Vec::new();
    }
    let Some(root) = parsed(id, shelf, report) else { return Vec::new() };
    if matches!(root.value, Value::Mapping(_)) {
        let fault = ResolveFault::IncludeNotBlocks { path: name.as_str().to_owned() };
        report.extend(name.span().map(|span| Diagnostic::at(span, fault)));
        return Vec::new();
    }
    let held = document::parse_blocks(&root, report);
    open.push(id);
    let held = blocks(held, open, shelf, report);
    open.pop();
    held
}

fn data(data: &Data, shelf: &mut Shelf, report: &mut Report) -> Option<Node> {
    let name = match data {
        Data::Here(node) => return Some(node.clone()),
        Data::File(name) => name,
    };
    let span = name.span()?;
    if !data::is_sheet(name.as_str()) {
        let id = file(name, shelf, report)?;
        let root = parsed(id, shelf, report)?;
        if matches!(root.value, Value::Mapping(_)) {
            return Some(root);
        }
        report.push(Diagnostic::at(span, ResolveFault::DataFileNotNames { path: name.as_str().to_owned() }));
        return None;
    }
    match data::load(name, shelf) {
        Ok(sheet) => Some(sheet.as_data(span)),
        Err(fault) => {
            report.push(Diagnostic { span: fault.span.or(Some(span)), ..fault });
            None
        }
    }
}

/// Reads a file that a field names; a fault is told at the field.
fn file(name: &Text, shelf: &mut Shelf, report: &mut Report) -> Option<SourceId> {
    let span = name.span()?;
    match shelf.text(name.as_str(), span.source) {
        Ok(id) => Some(id),
        Err(fault) => {
            report.push(Diagnostic { span: fault.span.or(Some(span)), ..fault });
            None
        }
    }
}

fn parsed(id: SourceId, shelf: &Shelf, report: &mut Report) -> Option<Node> {
    Some(yaml::parse(shelf.sources().get(id), report)?.root)
}
