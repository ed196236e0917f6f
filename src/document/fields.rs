//! Reads a mapping against its [`Record`]: unknown, doubled and missing fields are told here, for every block alike.

use std::collections::HashMap;

use super::Word;
use super::nearest::nearest;
use super::schema::{Choice, Field, Record, Shape};
use crate::diagnostic::{Code, Diagnostic, DocumentFault, Report, Role};
use crate::source::Span;
use crate::text::Text;
use crate::yaml::{Mapping, Node, Scalar, Value};

/// The fields of one mapping, each under its English name.
pub(crate) struct Fields<'a> {
    record: &'static Record,
    found: HashMap<&'static str, (&'a Node, Span)>,
    taken: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// Sorts the entries of `mapping` by field; a node that is not a mapping goes to the record's short field.
    pub(crate) fn read(record: &'static Record, node: &'a Node, report: &mut Report) -> Option<Self> {
        let mut fields = Self { record, found: HashMap::new(), taken: Vec::new() };
        let before = report.as_slice().len();
        if let Value::Mapping(mapping) = &node.value {
            fields.sort(mapping, report);
        } else {
            let Some(short) = record.short else {
                let fields = record.fields.iter().filter(|f| f.required).map(|f| f.name).collect();
                report.push(Diagnostic::at(node.span, DocumentFault::NotFields { record: record.name, fields }));
                return None;
            };
            fields.found.insert(short, (node, node.span));
        }
        let told = &report.as_slice()[before..];
        let misspelt: Vec<_> = told.iter().filter_map(|told| meant(told).and_then(|near| record.field(near))).collect();
        let is_there = |f: &Field| fields.found.contains_key(f.name.en) || misspelt.iter().any(|m| m.name == f.name);
        for field in record.fields.iter().filter(|f| f.required && !is_there(f)) {
            let example = field.example.to_owned();
            let fault = DocumentFault::MissingField { field: field.name, record: record.name, example };
            report.push(Diagnostic::at(node.span, fault));
        }
        Some(fields)
    }

    fn sort(&mut self, mapping: &'a Mapping, report: &mut Report) {
        for entry in &mapping.entries {
            let Some(field) = self.record.field(entry.key.as_str()) else {
                report.extend(
                    unknown(self.record, entry.key.as_str()).map(|fault| Diagnostic::at(entry.key_span, fault)),
                );
                continue;
            };
            if let Some((_, first)) = self.found.get(field.name.en) {
                let fault = DocumentFault::DoubledField { field: field.name };
                report.push(Diagnostic::at(entry.key_span, fault).with_related(*first, Role::First));
                continue;
            }
            self.found.insert(field.name.en, (&entry.value, entry.key_span));
        }
    }

    /// The field's node, if it is there and holds something.
    pub(crate) fn node(&mut self, name: &'static str) -> Option<&'a Node> {
        debug_assert!(self.record.fields.iter().any(|f| f.name.en == name), "`{name}` is not in the table");
        self.taken.push(name);
        let (node, _) = self.found.get(name)?;
        let empty = matches!(&node.value, Value::Scalar(scalar) if scalar.is_null());
        (!empty).then_some(*node)
    }

    /// The field as one text.
    pub(crate) fn text(&mut self, name: &'static str, report: &mut Report) -> Option<Text> {
        let node = self.node(name)?;
        self.one_text(name, node, report)
    }

    fn one_text(&self, name: &'static str, node: &Node, report: &mut Report) -> Option<Text> {
        if let Value::Scalar(scalar) = &node.value {
            return Some(scalar.text.trimmed()).filter(|text| !text.is_empty());
        }
        report.push(Diagnostic::at(node.span, DocumentFault::NotText { field: self.name_of(name) }));
        None
    }

    /// The field as a text that is one line.
    pub(crate) fn line(&mut self, name: &'static str, report: &mut Report) -> Option<Text> {
        let text = self.text(name, report)?;
        if text.as_str().contains('\n') {
            let span = text.span().expect("a text with a line break is not empty");
            report.push(Diagnostic::at(span, DocumentFault::NotOneLine { field: self.name_of(name) }));
        }
        Some(text)
    }

    /// The field as a text or a list of texts.
    pub(crate) fn texts(&mut self, name: &'static str, report: &mut Report) -> Vec<Text> {
        let Some(node) = self.node(name) else { return Vec::new() };
        match &node.value {
            Value::Sequence(list) => list.items.iter().filter_map(|item| self.one_text(name, item, report)).collect(),
            Value::Scalar(scalar) => scalar.text.paragraphs(),
            Value::Mapping(_) => self.one_text(name, node, report).into_iter().collect(),
        }
    }

    /// The field as paragraphs: every line is one, and a list's items are read one after the other.
    pub(crate) fn paragraphs(&mut self, name: &'static str, report: &mut Report) -> Vec<Text> {
        self.texts(name, report).iter().flat_map(Text::paragraphs).collect()
    }

    /// The field as yes or no.
    pub(crate) fn flag(&mut self, name: &'static str, report: &mut Report) -> Option<bool> {
        let text = self.text(name, report)?;
        match text.as_str() {
            "是" | "真" | "对" | "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" => Some(true),
            "否" | "假" | "不" | "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" => Some(false),
            typed => {
                let fault = DocumentFault::NotFlag { field: self.name_of(name), typed: typed.to_owned() };
                report.push(Diagnostic::at(text.span()?, fault));
                None
            }
        }
    }

    /// The field as one of the words its shape allows.
    pub(crate) fn choice(&mut self, name: &'static str, report: &mut Report) -> Option<Word> {
        let text = self.text(name, report)?;
        let field = self.record.fields.iter().find(|f| f.name.en == name)?;
        let Shape::Choice(choices) = field.shape else { return None };
        if let Some(choice) = choices.iter().find(|c| c.is(text.as_str())) {
            return Some(choice.name.en);
        }
        report.push(Diagnostic::at(text.span()?, unknown_word(field, choices, text.as_str())));
        None
    }

    /// The field as a list of nodes; anything else is a list of one.
    pub(crate) fn list(&mut self, name: &'static str) -> &'a [Node] {
        match self.node(name) {
            Some(node) => match &node.value {
                Value::Sequence(list) => &list.items,
                _ => std::slice::from_ref(node),
            },
            None => &[],
        }
    }

    /// A field's name in both languages.
    pub(crate) fn name_of(&self, name: &'static str) -> super::Name {
        let field = self.record.fields.iter().find(|f| f.name.en == name);
        field.map_or(self.record.name, |f| f.name)
    }

    /// Makes sure, while developing, that the parser reads every field the table lists.
    pub(crate) fn finish(&self) {
        debug_assert!(
            self.record.fields.iter().all(|f| self.taken.contains(&f.name.en)),
            "a field of `{}` is in the table but never read",
            self.record.name.en,
        );
    }
}

/// The field that an unknown one was told to be like: that one is not missing besides.
fn meant(told: &Diagnostic) -> Option<&str> {
    match &told.code {
        Code::Document(DocumentFault::UnknownField { near, .. }) => near.as_deref(),
        _ => None,
    }
}

/// What to say of a key that is no field of the record; none if it is one.
pub(crate) fn unknown(record: &'static Record, typed: &str) -> Option<DocumentFault> {
    if record.field(typed).is_some() {
        return None;
    }
    let fields = record.fields;
    let mistaken = fields.iter().find(|f| f.mistaken.contains(&typed)).map(|f| f.name);
    let chinese = !typed.is_ascii();
    let near = || {
        let names = fields.iter().map(|f| if chinese { f.name.zh } else { f.name.en });
        nearest(typed, names)
    };
    let near = mistaken.map(|name| if chinese { name.zh } else { name.en }).or_else(near);
    Some(DocumentFault::UnknownField {
        field: typed.to_owned(),
        record: record.name,
        near: near.map(str::to_owned),
        known: fields.iter().map(|f| f.name).collect(),
    })
}

pub(crate) fn unknown_word(field: &Field, choices: &[Choice], typed: &str) -> DocumentFault {
    let chinese = !typed.is_ascii();
    let names = || choices.iter().map(|c| if chinese { c.name.zh } else { c.name.en });
    DocumentFault::UnknownWord {
        field: field.name,
        typed: typed.to_owned(),
        near: nearest(typed, names()).map(str::to_owned),
        known: choices.iter().map(|c| c.name).collect(),
    }
}

/// The scalar of a node, if it is one.
pub(crate) fn scalar(node: &Node) -> Option<&Scalar> {
    match &node.value {
        Value::Scalar(scalar) => Some(scalar),
        _ => None,
    }
}
