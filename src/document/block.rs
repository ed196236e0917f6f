//! The blocks of a body: a list whose items have one key each, the block's name.

use super::article::articles;
use super::fields::{Fields, scalar, unknown};
use super::nearest::nearest;
use super::parse::{checks, figures};
use super::schema::{BLOCKS, BlockKind, CONTENT_TASK, POINT, Record, STATISTICS_ITEM, Shape};
use super::{
    Block, Content, FigureGroup, FigureTable, Ideology, Point, Points, Section, Statistics, StatisticsItem, Task,
    Tasks, Time,
};
use crate::diagnostic::{Diagnostic, DocumentFault, LineFault, Report, Severity};
use crate::yaml::{Entry, Mapping, Node, Scalar, Style, Value, looks_like_accidental_key, typed_ordinal};

mod picture;

pub(super) use picture::extent;

/// The blocks of a 正文 field. A bare text is paragraphs, there and as an item of the list.
pub(super) fn blocks(node: Option<&Node>, report: &mut Report) -> Vec<Block> {
    let Some(node) = node else { return Vec::new() };
    match &node.value {
        Value::Sequence(list) => list.items.iter().flat_map(|item| item_blocks(item, report)).collect(),
        Value::Scalar(_) => item_blocks(node, report),
        Value::Mapping(mapping) => {
            report.push(tight_dash(mapping).unwrap_or_else(|| Diagnostic::at(node.span, DocumentFault::BlocksNotList)));
            Vec::new()
        }
    }
}

fn item_blocks(item: &Node, report: &mut Report) -> Vec<Block> {
    match &item.value {
        Value::Scalar(scalar) if scalar.is_null() => {
            report.push(Diagnostic::at(item.span, DocumentFault::EmptyItem));
            Vec::new()
        }
        Value::Scalar(scalar) => {
            report.extend(broken_colon(scalar, |name| known_block(name).is_some()));
            let text = scalar.text.trimmed();
            let page_break =
                BLOCKS.iter().any(|(kind, record)| *kind == BlockKind::PageBreak && record.name.is(text.as_str()));
            let content = if page_break { Content::PageBreak } else { Content::Paragraph(text.paragraphs()) };
            vec![Block { span: item.span, content }]
        }
        Value::Mapping(mapping) => mapping_block(item, mapping, report).into_iter().collect(),
        Value::Sequence(_) => {
            report.push(Diagnostic::at(item.span, DocumentFault::ListInList));
            Vec::new()
        }
    }
}

/// `- 段落：……` and `- 段落:……`: to YAML a text, to its writer a field.
fn broken_colon(scalar: &Scalar, known: impl Fn(&str) -> bool) -> Option<Diagnostic> {
    let text = scalar.text.as_str();
    let colon = text.chars().find(|c| matches!(c, '：' | ':')).filter(|_| scalar.style == Style::Plain)?;
    let (typed, rest) = text.split_once(colon)?;
    let key = typed.trim().to_owned();
    if !known(&key) {
        return None;
    }
    let fixed = format!("- {key}: {}", rest.trim());
    let fault = if colon == ':' { LineFault::TightColon { key, fixed } } else { LineFault::WideColon { key, fixed } };
    Some(Diagnostic::at(scalar.text.span_of(typed.len()..typed.len() + colon.len_utf8())?, fault))
}

/// `-段落: ……`: to YAML a field with a dash in its name, to its writer an item.
fn tight_dash(mapping: &Mapping) -> Option<Diagnostic> {
    let entry = mapping.entries.first()?;
    let name = entry.key.as_str().strip_prefix('-')?;
    known_block(name)?;
    let text = scalar(&entry.value).map_or("", |scalar| scalar.text.as_str());
    let fault = LineFault::TightDash { fixed: format!("- {name}: {text}").trim_end().to_owned() };
    Some(Diagnostic::at(entry.key.span_of(0..1)?, fault))
}

fn mapping_block(item: &Node, mapping: &Mapping, report: &mut Report) -> Option<Block> {
    let [entry, rest @ ..] = mapping.entries.as_slice() else {
        report.push(Diagnostic::at(item.span, DocumentFault::EmptyItem));
        return None;
    };
    let Some((kind, record)) = known_block(entry.key.as_str()) else {
        report.push(Diagnostic::at(entry.key_span, unknown_block(entry, item)));
        return None;
    };
    for extra in rest {
        let fault = if known_block(extra.key.as_str()).is_some() {
            DocumentFault::TwoBlocksInItem { first: record.name, second: extra.key.as_str().to_owned() }
        } else {
            DocumentFault::FieldBesideBlock { block: record.name, field: extra.key.as_str().to_owned() }
        };
        report.push(Diagnostic::at(extra.key_span, fault));
    }
    let span = entry.key_span.join(entry.value.span);
    let content = content(kind, record, entry, report)?;
    Some(Block { span, content })
}

fn known_block(typed: &str) -> Option<(BlockKind, &'static Record)> {
    BLOCKS.iter().find(|(_, record)| record.name.is(typed)).copied()
}

fn unknown_block(entry: &Entry, item: &Node) -> DocumentFault {
    let typed = entry.key.as_str();
    if looks_like_accidental_key(item).is_some() {
        return DocumentFault::AccidentalKey { key: typed.to_owned() };
    }
    let names = BLOCKS.iter().map(|(_, record)| if typed.is_ascii() { record.name.en } else { record.name.zh });
    DocumentFault::UnknownBlock {
        block: typed.to_owned(),
        near: nearest(typed, names).map(str::to_owned),
        known: BLOCKS.iter().map(|(_, record)| record.name).collect(),
    }
}

fn content(kind: BlockKind, record: &'static Record, entry: &Entry, report: &mut Report) -> Option<Content> {
    let node = &entry.value;
    let empty = scalar(node).is_some_and(crate::yaml::Scalar::is_null);
    if kind == BlockKind::PageBreak {
        if !empty {
            report.push(Diagnostic::at(node.span, DocumentFault::NotEmpty { block: record.name }));
        }
        return Some(Content::PageBreak);
    }
    if empty {
        report.push(Diagnostic::at(entry.key_span, DocumentFault::EmptyBlock { block: record.name }));
        return None;
    }
    let mut fields = Fields::read(record, node, report)?;
    let content = match kind {
        BlockKind::Paragraph => Content::Paragraph(fields.paragraphs("content", report)),
        BlockKind::Closing => Content::Closing(fields.paragraphs("content", report)),
        BlockKind::Ideology => Content::Ideology(Ideology {
            title: fields.line("title", report),
            run_in: fields.flag("run_in", report),
            content: fields.paragraphs("content", report),
            points: fields.node("points").and_then(|node| points(node, report)),
        }),
        BlockKind::Section => Content::Section(section(&mut fields, report)),
        BlockKind::Tasks | BlockKind::NextYear => Content::Tasks(tasks(kind, &mut fields, report)),
        BlockKind::Points => Content::Points(points_of(node, &mut fields, report)),
        BlockKind::Articles => Content::Articles(articles(&mut fields, report)),
        BlockKind::Breakdown => Content::Breakdown(super::breakdown::block(node.span, &mut fields, report)),
        BlockKind::Statistics => Content::Statistics(Box::new(statistics(&mut fields, report))),
        BlockKind::Chart => Content::Chart(Box::new(super::chart::chart(node.span, &mut fields, report))),
        BlockKind::Picture => Content::Picture(Box::new(picture::pictures(node, &mut fields, report))),
        BlockKind::Table => Content::Table(Box::new(super::table::table(node.span, &mut fields, report))),
        BlockKind::Include => Content::Include(fields.line("file", report)?),
        BlockKind::PageBreak => Content::PageBreak,
    };
    fields.finish();
    Some(content)
}

fn section(fields: &mut Fields, report: &mut Report) -> Section {
    Section {
        title: fields.line("title", report).unwrap_or_default(),
        run_in: fields.flag("run_in", report),
        unnumbered: fields.flag("unnumbered", report).unwrap_or(false),
        numbering: fields.choice("numbering", report),
        content: fields.paragraphs("content", report),
        points: fields.node("points").and_then(|node| points(node, report)),
        body: blocks(fields.node("body"), report),
        ending: fields.paragraphs("ending", report),
    }
}

fn tasks(kind: BlockKind, fields: &mut Fields, report: &mut Report) -> Tasks {
    let next_year = kind == BlockKind::NextYear;
    Tasks {
        next_year,
        title: fields.line("title", report),
        unnumbered: fields.flag("unnumbered", report).unwrap_or(false),
        run_in: fields.flag("run_in", report),
        introduction: fields.paragraphs("introduction", report),
        targets: if next_year { fields.texts("targets", report) } else { Vec::new() },
        items: fields.list("items").iter().filter_map(|node| task(node, report)).collect(),
        ending: fields.paragraphs("ending", report),
        series: fields.choice("numbering", report),
        responsibility: fields.choice("responsibility", report),
        breakdown: fields.node("breakdown").and_then(|node| super::breakdown::own(node, report)),
    }
}

fn task(node: &Node, report: &mut Report) -> Option<Task> {
    if !item_is_sound(node, &CONTENT_TASK, report) {
        return None;
    }
    let before = report.as_slice().len();
    let mut fields = Fields::read(&CONTENT_TASK, node, report)?;
    let task = Task {
        span: node.span,
        title: fields.line("title", report),
        run_in: fields.flag("run_in", report),
        content: fields.paragraphs("content", report),
        points: fields.node("points").and_then(|node| points(node, report)),
        tasks: fields.list("tasks").iter().filter_map(|node| self::task(node, report)).collect(),
        ending: fields.paragraphs("ending", report),
        responsible: fields.texts("responsible", report),
        assisting: fields.texts("assisting", report),
        deadline: fields.line("deadline", report),
        goal: fields.line("goal", report),
        responsibility: fields.choice("responsibility", report),
    };
    fields.finish();
    let first = task.title.as_ref().or(task.content.first());
    if let Some(first) = first
        && let Some(length) = typed_ordinal(first.as_str())
    {
        let fault = DocumentFault::TypedNumber { number: first.as_str()[..length].to_owned() };
        report.push(Diagnostic::at(first.span_of(0..length)?, fault));
    }
    if task.title.is_none() && task.content.is_empty() && task.points.is_none() && task.tasks.is_empty() {
        // What is told of its fields is enough.
        if report.as_slice().len() == before {
            report.push(Diagnostic::at(node.span, DocumentFault::EmptyItem));
        }
        return None;
    }
    Some(task)
}

/// Tells an empty item, and a key by accident (`- 一是: 加强`).
pub(super) fn item_is_sound(node: &Node, record: &'static Record, report: &mut Report) -> bool {
    match &node.value {
        Value::Scalar(scalar) if scalar.is_null() => {
            report.push(Diagnostic::at(node.span, DocumentFault::EmptyItem));
            false
        }
        Value::Sequence(_) => {
            report.push(Diagnostic::at(node.span, DocumentFault::ListInList));
            false
        }
        Value::Scalar(scalar) => {
            // 目标：… may be the words of a task; only a block's name can't be.
            let fault = broken_colon(scalar, |name| record.field(name).is_some());
            report.extend(fault.map(|fault| fault.as_severity(Severity::Warning)));
            true
        }
        Value::Mapping(_) => match looks_like_accidental_key(node).or_else(|| text_with_colon(node, record)) {
            Some(entry) if record.field(entry.key.as_str()).is_none() => {
                let fault = DocumentFault::AccidentalKey { key: entry.key.as_str().to_owned() };
                report.push(Diagnostic::at(entry.key_span, fault));
                false
            }
            _ => true,
        },
    }
}

/// `- 完善低保制度: 做到应保尽保。`: one field that is like none of the record's, and a text.
fn text_with_colon<'a>(item: &'a Node, record: &'static Record) -> Option<&'a Entry> {
    let [entry] = item.as_mapping()?.entries.as_slice() else { return None };
    let is_text = scalar(&entry.value).is_some_and(|scalar| !scalar.is_null());
    let is_like_none =
        matches!(unknown(record, entry.key.as_str()), Some(DocumentFault::UnknownField { near: None, .. }));
    (is_text && is_like_none).then_some(entry)
}

/// A 要点 field: a list of points, or a mapping.
fn points(node: &Node, report: &mut Report) -> Option<Points> {
    let record = BLOCKS.iter().find(|(kind, _)| *kind == BlockKind::Points).map(|(_, record)| *record)?;
    let mut fields = Fields::read(record, node, report)?;
    Some(points_of(node, &mut fields, report))
}

fn points_of(node: &Node, fields: &mut Fields, report: &mut Report) -> Points {
    Points {
        span: node.span,
        introduction: fields.paragraphs("introduction", report),
        items: fields.list("items").iter().filter_map(|node| point(node, report)).collect(),
        ending: fields.paragraphs("ending", report),
        counting: fields.choice("counting", report),
        arrangement: fields.choice("arrangement", report),
    }
}

fn point(node: &Node, report: &mut Report) -> Option<Point> {
    if !item_is_sound(node, &POINT, report) {
        return None;
    }
    let mut fields = Fields::read(&POINT, node, report)?;
    let point = Point { span: node.span, title: fields.line("title", report), content: fields.line("content", report) };
    fields.finish();
    if point.title.is_none() && point.content.is_none() {
        report.push(Diagnostic::at(node.span, DocumentFault::EmptyItem));
        return None;
    }
    Some(point)
}

fn statistics(fields: &mut Fields, report: &mut Report) -> Statistics {
    Statistics {
        title: fields.line("title", report),
        unnumbered: fields.flag("unnumbered", report).unwrap_or(false),
        run_in: fields.flag("run_in", report),
        introduction: fields.paragraphs("introduction", report),
        time: time(fields, report),
        items: fields.list("items").iter().filter_map(|node| statistics_item(node, report)).collect(),
        own: figure_group(fields, report),
        table: fields.node("table").and_then(|node| figure_table(node, report)),
        ending: fields.paragraphs("ending", report),
    }
}

pub(super) fn time(fields: &mut Fields, report: &mut Report) -> Time {
    Time { as_of: fields.line("as_of", report), period: fields.line("period", report) }
}

fn figure_group(fields: &mut Fields, report: &mut Report) -> FigureGroup {
    FigureGroup {
        figures: figures("figures", fields, report),
        narrative: fields.paragraphs("narrative", report),
        checks: checks(fields, report),
    }
}

fn statistics_item(node: &Node, report: &mut Report) -> Option<StatisticsItem> {
    if !item_is_sound(node, &STATISTICS_ITEM, report) {
        return None;
    }
    let mut fields = Fields::read(&STATISTICS_ITEM, node, report)?;
    let item = StatisticsItem {
        span: node.span,
        name: fields.line("name", report).unwrap_or_default(),
        run_in: fields.flag("run_in", report),
        time: time(&mut fields, report),
        own: figure_group(&mut fields, report),
    };
    fields.finish();
    Some(item)
}

fn figure_table(node: &Node, report: &mut Report) -> Option<FigureTable> {
    let statistics = BLOCKS.iter().find(|(kind, _)| *kind == BlockKind::Statistics).map(|(_, record)| *record)?;
    let field = statistics.fields.iter().find(|field| field.name.en == "table")?;
    let Shape::Record(record) = field.shape else { return None };
    let mut fields = Fields::read(record, node, report)?;
    let table = FigureTable {
        span: node.span,
        style: fields.choice("style", report),
        title: fields.line("title", report),
        totals: fields.texts("totals", report),
        subtotals: fields.texts("subtotals", report),
        year_on_year: fields.flag("year_on_year", report).unwrap_or(false),
        unit: fields.line("unit", report),
        notes: fields.paragraphs("notes", report),
        source: fields.line("source", report),
        turned: fields.flag("turned", report).unwrap_or(false),
    };
    fields.finish();
    Some(table)
}
