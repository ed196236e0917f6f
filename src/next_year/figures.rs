//! Figures of a year that has not been counted: last year's number beside an empty one.

use super::Writer;
use super::edits::Edits;
use crate::document::schema::Name;
use crate::yaml::{Entry, Layout, Mapping, Node, Style, Value};

const VALUE: Name = Name { zh: "值", en: "value" };
const LAST_YEAR: Name = Name { zh: "上年", en: "last_year" };

const PARTS: Name = Name { zh: "其中", en: "of_which" };
const PERIODS: [Name; 2] = [Name { zh: "按季", en: "quarters" }, Name { zh: "按月", en: "months" }];

/// What stands where there is no number yet.
const NOT_REPORTED: &str = "未报";

impl Writer<'_> {
    /// 指标: every figure of it.
    pub(super) fn all_figures(&mut self, entry: &Entry) {
        let english = entry.key.as_str().is_ascii();
        let Some(figures) = entry.value.as_mapping() else { return };
        for figure in &figures.entries {
            match &figure.value.value {
                Value::Mapping(fields) => self.written_out(fields, english),
                Value::Scalar(_) => self.short(&figure.value, english),
                Value::Sequence(_) => {}
            }
        }
    }

    /// `发放: 1775475元` becomes `发放: { 值: 未报, 上年: 1775475元 }`.
    fn short(&mut self, value: &Node, english: bool) {
        let Some(number) = self.number(value) else { return };
        let name = |name: Name| if english { name.en } else { name.zh };
        let with = format!("{{ {}: {NOT_REPORTED}, {}: {number} }}", name(VALUE), name(LAST_YEAR));
        self.figures += 1;
        self.edits.replace(self.typed(value), with);
    }

    /// 按季 and 按月: nothing is known of next year's yet; what they came to is last year's, and a typed 值 goes.
    fn empty_periods(&mut self, periods: &Entry, (fields, english): (&Mapping, bool)) {
        let values: Vec<&Node> = match &periods.value.value {
            Value::Sequence(list) => list.items.iter().collect(),
            Value::Mapping(named) => named.entries.iter().map(|entry| &entry.value).collect(),
            Value::Scalar(_) => vec![&periods.value],
        };
        let Some(first) = values.first() else { return };
        self.figures += 1;
        let field = |name: Name| fields.entries.iter().find(|entry| name.is(entry.key.as_str()));
        let value = field(VALUE);
        let place = value.map_or(first.span, |entry| entry.value.span).range().start;
        let last_years = self.old.worked_out.get(&place).map(|number| quoted(number));
        for node in values.into_iter().chain(value.map(|entry| &entry.value)) {
            self.edits.replace(self.typed(node), NOT_REPORTED);
        }
        let key = if english { LAST_YEAR.en } else { LAST_YEAR.zh };
        match (field(LAST_YEAR), last_years) {
            (Some(entry), Some(number)) => self.edits.replace(self.typed(&entry.value), number),
            (None, Some(number)) => {
                insert_after(&mut self.edits, self.text, (periods, fields.layout), &format!("{key}: {number}"));
            }
            (_, None) => {}
        }
    }

    /// Where a value stands, without the line end that belongs to a text under `|`.
    fn typed(&self, value: &Node) -> std::ops::Range<usize> {
        let range = value.span.range();
        let typed = self.text[range.clone()].trim_end();
        range.start..range.start + typed.len()
    }

    /// 值 becomes 未报 and 上年 what 值 was; dates of its own move on.
    fn written_out(&mut self, fields: &Mapping, english: bool) {
        let field = |name: Name| fields.entries.iter().find(|entry| name.is(entry.key.as_str()));
        for entry in &fields.entries {
            let key = entry.key.as_str();
            if PARTS.is(key) {
                self.all_figures(entry);
            } else if !VALUE.is(key) && !LAST_YEAR.is(key) && !PERIODS.iter().any(|name| name.is(key)) {
                self.entry(entry, Layout::Flow, 0);
            }
        }
        let periods = PERIODS.iter().find_map(|name| field(*name));
        if let Some(periods) = periods {
            self.empty_periods(periods, (fields, english));
        }
        let Some(value) = field(VALUE).filter(|_| periods.is_none()) else { return };
        let number = self.number(&value.value);
        // A formula works next year too, but what it came to is last year's now.
        let worked_out = || self.old.worked_out.get(&value.value.span.range().start).map(|number| quoted(number));
        let Some(last_years) = number.clone().or_else(worked_out) else { return };
        if number.is_some() {
            self.figures += 1;
            self.edits.replace(self.typed(&value.value), NOT_REPORTED);
        }
        let key = if english { LAST_YEAR.en } else { LAST_YEAR.zh };
        match field(LAST_YEAR) {
            Some(entry) => self.edits.replace(self.typed(&entry.value), last_years),
            None if number.is_none() => {}
            None => insert_after(&mut self.edits, self.text, (value, fields.layout), &format!("{key}: {last_years}")),
        }
    }

    /// A typed number as it can stand in `{ }`; none for a formula or nothing.
    fn number(&self, value: &Node) -> Option<String> {
        let scalar = value.as_scalar().filter(|scalar| !scalar.is_null())?;
        let text = scalar.text.as_str().trim();
        if text.is_empty() || text.contains("{{") {
            return None;
        }
        let typed = &self.text[value.span.range()];
        let one_line = !typed.contains(['\n', '\r']);
        Some(match scalar.style {
            Style::Single | Style::Double if one_line => typed.to_owned(),
            _ => quoted(text),
        })
    }
}

/// A text as it can stand as a value in `{ }`: in quotes only if it needs them.
fn quoted(text: &str) -> String {
    let plain =
        text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '%' | '‰' | '，' | '—' | '～' | '/' | '·' | ' '))
            && !text.starts_with(['%', '—', ' ', '.']);
    if plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}

/// Adds a field behind another: on its line in `{ }`, else on a line of its own.
fn insert_after(edits: &mut Edits, text: &str, (entry, layout): (&Entry, Layout), field: &str) {
    let range = entry.value.span.range();
    let end = range.start + text[range].trim_end().len();
    if layout == Layout::Flow {
        return edits.insert(end, format!(", {field}"));
    }
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let start = entry.key_span.range().start;
    let line = text[..start].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let indent = text[line..start].chars().count();
    let line_end = text[end..].find(['\n', '\r']).map_or(text.len(), |at| end + at);
    edits.insert(line_end, format!("{newline}{}{field}", " ".repeat(indent)));
}
