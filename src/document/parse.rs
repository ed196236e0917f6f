//! From nodes to a [`Document`]: one function a record of the table.

use std::path::Path;

use super::fields::{Fields, scalar};
use super::periods::periods;
use super::schema::{CHECK, DOCUMENT, FIGURE, THEME};
use super::{Block, Check, Data, Document, Figure, ThemeChoice, ThemeParam, Time, attachment, block, formal, front};
use crate::diagnostic::{Code, Diagnostic, DocumentFault, Report, ThemeFault, YamlFault};
use crate::text::Text;
use crate::yaml::{Entry, Node, Value};

/// Whether a field that a document must have is named anywhere in a text that is no document.
fn speaks_of_fields(node: &Node) -> bool {
    let named = |text: &str| {
        let required = DOCUMENT.fields.iter().filter(|field| field.required);
        required.flat_map(|field| [field.name.zh, field.name.en]).any(|name| text.contains(name))
    };
    match &node.value {
        Value::Scalar(scalar) => named(scalar.text.as_str()),
        Value::Sequence(list) => list.items.iter().any(speaks_of_fields),
        Value::Mapping(mapping) => mapping.iter().any(|(key, value)| named(key) || speaks_of_fields(value)),
    }
}

/// Reads a document; what is wrong goes to `report`. None if there is nothing to go on with.
pub fn parse(root: &Node, report: &mut Report) -> Option<Document> {
    let Value::Mapping(_) = &root.value else {
        // Where nobody meant to write fields there is nothing to mend in them.
        if !speaks_of_fields(root) {
            report.retain(|told| !matches!(told.code, Code::Yaml(YamlFault::Line(_) | YamlFault::Mark(_))));
        }
        report.push(Diagnostic::at(root.span, DocumentFault::NotDocument));
        return None;
    };
    let mut fields = Fields::read(&DOCUMENT, root, report)?;
    let title = fields.text("title", report).unwrap_or_default();
    let theme = fields.node("theme").map(|node| theme(node, report)).unwrap_or_default();
    let document = Document {
        span: root.span,
        title,
        subtitle: fields.line("subtitle", report),
        kind: fields.choice("kind", report),
        layout: fields.line("layout", report),
        theme: theme.name,
        theme_params: theme.params,
        numbering: fields.choice("numbering", report),
        recipients: fields.texts("recipients", report),
        issuers: fields.texts("issuer", report),
        date: fields.line("date", report),
        formal: formal::formal(&mut fields, report),
        data: data(&mut fields, report),
        last_year: fields.line("last_year", report),
        checks: checks(&mut fields, report),
        body: block::blocks(fields.node("body"), report),
        attachments: attachment::attachments(&mut fields, report),
        draft: fields.line("draft", report),
        cover: front::cover(&mut fields, report),
        contents: front::contents(&mut fields, report),
    };
    fields.finish();
    Some(document)
}

/// 主题, of a document or of `banxin.yaml`: a name, or name and parameters.
pub fn theme(node: &Node, report: &mut Report) -> ThemeChoice {
    let Some(mut fields) = Fields::read(&THEME, node, report) else { return ThemeChoice::default() };
    let (name, params) = (fields.line("name", report), fields.node("params"));
    fields.finish();
    let Some(params) = params else { return ThemeChoice { name, params: Vec::new() } };
    let Value::Mapping(mapping) = &params.value else {
        report.push(Diagnostic::at(params.span, ThemeFault::NotNames));
        return ThemeChoice { name, params: Vec::new() };
    };
    let param =
        |entry: &Entry| ThemeParam { name: entry.key.clone(), value: values(&entry.value, report), of_other: false };
    ThemeChoice { name, params: mapping.entries.iter().map(param).collect() }
}

/// A text or a list of texts.
fn values(node: &Node, report: &mut Report) -> Vec<Text> {
    let items = match &node.value {
        Value::Sequence(list) => &list.items[..],
        _ => std::slice::from_ref(node),
    };
    let text = |item: &Node| {
        if let Value::Scalar(scalar) = &item.value {
            return Some(scalar.text.trimmed());
        }
        report.push(Diagnostic::at(item.span, DocumentFault::NotText { field: THEME.name }));
        None
    };
    items.iter().filter_map(text).collect()
}

/// 数据: a mapping, a file's name, or a list of both.
fn data(fields: &mut Fields, report: &mut Report) -> Vec<Data> {
    let mut data = Vec::new();
    for node in fields.list("data") {
        match &node.value {
            Value::Mapping(_) => data.push(Data::Here(node.clone())),
            Value::Scalar(scalar) if is_data_file(scalar.text.as_str()) => data.push(Data::File(scalar.text.trimmed())),
            _ => report.push(Diagnostic::at(node.span, DocumentFault::DataNotNames)),
        }
    }
    data
}

fn is_data_file(typed: &str) -> bool {
    let extension = Path::new(typed.trim()).extension().map(|e| e.to_string_lossy().to_lowercase());
    matches!(extension.as_deref(), Some("yaml" | "yml" | "csv" | "xlsx" | "xls" | "ods"))
}

/// Reads a list of blocks, as a file that is included holds them.
pub fn parse_blocks(root: &Node, report: &mut Report) -> Vec<Block> {
    block::blocks(Some(root), report)
}

/// 校核: a list of expressions, or one.
pub(super) fn checks(fields: &mut Fields, report: &mut Report) -> Vec<Check> {
    let mut checks = Vec::new();
    for node in fields.list("checks") {
        if let Some(scalar) = scalar(node) {
            checks.push(Check { expression: scalar.text.trimmed(), explanation: None });
        } else if let Some(mut fields) = Fields::read(&CHECK, node, report) {
            let expression = fields.line("expression", report);
            let explanation = fields.text("explanation", report);
            fields.finish();
            checks.extend(expression.map(|expression| Check { expression, explanation }));
        }
    }
    checks.retain(|check| !check.expression.is_empty());
    checks
}

/// 指标 and 其中: names with figures.
pub(super) fn figures(name: &'static str, fields: &mut Fields, report: &mut Report) -> Vec<Figure> {
    let Some(node) = fields.node(name) else { return Vec::new() };
    let Value::Mapping(mapping) = &node.value else {
        report.push(Diagnostic::at(node.span, DocumentFault::FiguresNotNames));
        return Vec::new();
    };
    mapping.entries.iter().filter_map(|entry| figure(&entry.key, &entry.value, report)).collect()
}

fn figure(name: &Text, node: &Node, report: &mut Report) -> Option<Figure> {
    let empty = DocumentFault::FigureEmpty { name: name.as_str().to_owned() };
    let plain = |value| Figure {
        name: name.clone(),
        value,
        has_value: true,
        periods: None,
        parts: Vec::new(),
        last_year: None,
        nature: None,
        categories: Vec::new(),
        time: Time::default(),
    };
    if let Some(scalar) = scalar(node) {
        let value = scalar.text.trimmed();
        if value.is_empty() {
            report.push(Diagnostic::at(name.span()?, empty));
            return None;
        }
        return Some(plain(value));
    }
    let mut fields = Fields::read(&FIGURE, node, report)?;
    let value = fields.line("value", report);
    let found = Figure {
        has_value: value.is_some(),
        periods: periods(&mut fields, report),
        parts: figures("of_which", &mut fields, report),
        last_year: fields.line("last_year", report),
        nature: fields.choice("nature", report),
        categories: fields.texts("categories", report),
        time: block::time(&mut fields, report),
        ..plain(Text::new())
    };
    fields.finish();
    let first = || Some(found.periods.as_ref()?.values.first()?.1.clone());
    let Some(value) = value.or_else(first) else {
        report.push(Diagnostic::at(name.span()?, empty));
        return None;
    };
    Some(Figure { value, ..found })
}
