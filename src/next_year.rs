//! Next year's paper out of this year's: the same text with the years moved on, last year's figures beside empty ones,
//! and remarks where a person has to write anew.
//!
//! In: a document's text and tree, and its figures as they were worked out. Out: the new text. Comments, order, quotes
//! and everything that is not changed stay byte for byte: the text is edited in place, never written anew from the tree.
//! This module must not read or write files.

use std::collections::{HashMap, HashSet};

use crate::document::schema::Name;
use crate::source::Source;
use crate::yaml::{Entry, Layout, Mapping, Node, Parsed, Value};

mod edits;
mod figures;
mod years;

use edits::Edits;
use years::Rule;

/// What is known of the paper beside its text.
#[derive(Clone, Debug, Default)]
pub struct Old {
    /// Where the new paper finds the old one; none if it can't.
    pub path: Option<String>,
    /// The old paper's folder as seen from the new one's; empty if they are the same.
    pub folder: String,
    /// The old paper's name, for the remark at the head.
    pub name: String,
    /// What figures came to that are not typed as numbers, by where their values begin in the text.
    pub worked_out: HashMap<usize, String>,
}

/// Next year's paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// Its text.
    pub text: String,
    /// The year it is about.
    pub year: u16,
    /// How many figures are to be filled in.
    pub figures: usize,
    /// In how many places something is to be written anew.
    pub remarks: usize,
}

/// The year a paper is about: that of its 数据, else the first of its title, else that of its date.
#[must_use]
pub fn own_year(root: &Node) -> Option<u16> {
    let document = root.as_mapping()?;
    let field =
        |name: Name| document.entries.iter().find(|entry| name.is(entry.key.as_str())).map(|entry| &entry.value);
    let data = field(DATA).into_iter().flat_map(|node| match &node.value {
        Value::Sequence(list) => list.items.iter().collect(),
        _ => vec![node],
    });
    let years = data.filter_map(Node::as_mapping).flat_map(|mapping| mapping.entries.iter());
    let in_data = years.filter(|entry| is_year_name(entry.key.as_str())).find_map(|entry| first_year(&entry.value));
    let title = || field(TITLE).and_then(|node| years::years(node.as_text()?.as_str()).into_iter().min());
    in_data.or_else(title).or_else(|| field(DATE).and_then(first_year))
}

const TITLE: Name = Name { zh: "标题", en: "title" };
const DATE: Name = Name { zh: "日期", en: "date" };
const DATA: Name = Name { zh: "数据", en: "data" };
const BODY: Name = Name { zh: "正文", en: "body" };
const LAST_YEAR: Name = Name { zh: "上年文件", en: "last_year" };

/// Fields that hold a date or a period: all years in them move on.
const DATES: &[Name] = &[
    DATE,
    Name { zh: "截至", en: "as_of" },
    Name { zh: "期间", en: "period" },
    Name { zh: "完成时限", en: "deadline" },
    Name { zh: "印发日期", en: "printed_on" },
];

/// Fields that name files.
const FILES: &[Name] = &[Name { zh: "文件", en: "file" }, Name { zh: "引入", en: "include" }];

/// Fields that name other things of the paper or its theme: nothing in them moves.
const NAMES: &[Name] = &[
    Name { zh: "主题", en: "theme" },
    Name { zh: "版式", en: "layout" },
    Name { zh: "校核", en: "checks" },
    Name { zh: "合计", en: "totals" },
];

const FIGURES: Name = Name { zh: "指标", en: "figures" };
const ROWS: Name = Name { zh: "行", en: "rows" };
const NEXT_YEAR: Name = Name { zh: "下年计划", en: "next_year" };

fn is_year_name(key: &str) -> bool {
    matches!(key.trim(), "年度" | "年份" | "年" | "year" | "Year")
}

fn first_year(node: &Node) -> Option<u16> {
    years::years(node.as_text()?.as_str().trim()).first().copied()
}

/// Makes next year's paper; none if it can't be told which year the paper is about.
#[must_use]
pub fn next_year(source: &Source, parsed: &Parsed, old: &Old) -> Option<Next> {
    let own = own_year(&parsed.root)?;
    let document = parsed.root.as_mapping()?;
    let mut writer = Writer { text: &source.text, own, old, edits: Edits::default(), figures: 0, remarks: 0 };
    for entry in &document.entries {
        writer.entry(entry, document.layout, 0);
    }
    writer.last_year(document);
    writer.head();
    let Writer { edits, figures, remarks, .. } = writer;
    let with_remarks = edits.applied(&source.text, true);
    // A remark must never cost the text: where one would be taken for a part of it, there are none.
    let text = if reads(&with_remarks) { with_remarks } else { edits.applied(&source.text, false) };
    Some(Next { text, year: own + 1, figures, remarks })
}

fn reads(text: &str) -> bool {
    let mut sources = crate::source::Sources::new();
    let id = sources.add("a.yaml", text);
    let mut report = crate::diagnostic::Report::new();
    crate::yaml::parse(sources.get(id), &mut report).is_some() && !report.has_errors()
}

/// Walks the tree and gathers what is to be changed.
struct Writer<'a> {
    text: &'a str,
    own: u16,
    old: &'a Old,
    edits: Edits,
    figures: usize,
    remarks: usize,
}

impl Writer<'_> {
    /// What stands above everything: what this is and what to do with it; the editors' line stays the first.
    fn head(&mut self) {
        let newline = self.newline();
        let first_line = self.text.find('\n').map_or(0, |end| end + 1);
        let at = if self.text.starts_with("# yaml-language-server") { first_line } else { 0 };
        let head = [
            format!(
                "# {}年的文稿，由 {} 改写：年份已经改过，数字都空着（未报），上年的数在“上年”里。",
                self.own + 1,
                self.old.name
            ),
            "# 带“待改”的地方请核对，改好一处就删掉那一行。".to_owned(),
        ];
        self.edits.insert(at, head.map(|line| line + newline).concat());
    }

    fn newline(&self) -> &'static str {
        if self.text.contains("\r\n") { "\r\n" } else { "\n" }
    }

    /// A field; `line` is where the line begins that a remark on it can stand above.
    fn entry(&mut self, entry: &Entry, layout: Layout, line: usize) {
        let line = self.line(entry.key_span.range().start, layout, line);
        let is = |names: &[Name]| names.iter().any(|name| name.is(entry.key.as_str()));
        if is(&[FIGURES]) && entry.value.as_mapping().is_some() {
            self.all_figures(entry);
        } else if is(DATES) && entry.value.as_scalar().is_some() {
            self.move_on(&entry.value, Rule::Dates);
        } else if is(&[LAST_YEAR]) || is(NAMES) {
            // 上年文件 is written at the end.
        } else if is(FILES) && entry.value.as_scalar().is_some() {
            self.file(&entry.value, line);
        } else if is(&[DATA]) {
            self.data(&entry.value, line);
        } else {
            if is(&[NEXT_YEAR]) {
                self.remark(line, format!("下面是上年写的{}年计划，请改写成{}年的", self.own + 1, self.own + 2));
            } else if is(&[ROWS]) {
                self.remark(line, format!("表里还是{}年的内容", self.own));
            }
            self.node(&entry.value, line);
        }
    }

    fn node(&mut self, node: &Node, line: usize) {
        match &node.value {
            Value::Mapping(mapping) => {
                mapping.entries.iter().for_each(|entry| self.entry(entry, mapping.layout, line));
            }
            Value::Sequence(list) => {
                for item in &list.items {
                    let line = self.line(item.span.range().start, list.layout, line);
                    self.node(item, line);
                }
            }
            Value::Scalar(scalar) => {
                self.move_on(node, Rule::Prose { own: self.own });
                let numbers = numbers(scalar.text.as_str(), self.own);
                if !numbers.is_empty() {
                    self.remark(line, format!("{}是{}年写的，请核对", numbers.join("、"), self.own));
                }
            }
        }
    }

    /// The beginning of the line on which something stands, if it begins it; else that of what is around it.
    fn line(&self, at: usize, layout: Layout, outer: usize) -> usize {
        let start = self.text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let begins = self.text[start..at].chars().all(|c| matches!(c, ' ' | '-'));
        if layout == Layout::Block && begins { start } else { outer }
    }

    fn remark(&mut self, line: usize, words: String) {
        self.remarks += 1;
        self.edits.remark(line, words);
    }

    /// Moves the years of a scalar on, in the text as it was typed.
    fn move_on(&mut self, node: &Node, rule: Rule) {
        let range = node.span.range();
        for (found, with) in years::moved_on(&self.text[range.clone()], rule) {
            self.edits.replace(range.start + found.start..range.start + found.end, with);
        }
    }

    /// A file's name stays, as seen from the new paper; a year in it is for a person to decide on.
    fn file(&mut self, node: &Node, line: usize) {
        let Some(typed) = node.as_text().map(crate::text::Text::as_str) else { return };
        if typed.contains(&self.own.to_string()) {
            self.remark(line, format!("文件 {typed} 还是{}年的", self.own));
        }
        if !self.old.folder.is_empty() {
            self.edits.replace(node.span.range(), plain_or_quoted(&format!("{}/{typed}", self.old.folder)));
        }
    }

    /// 数据: its year moves on; what else has numbers is for a person to look at.
    fn data(&mut self, node: &Node, line: usize) {
        match &node.value {
            Value::Mapping(mapping) => {
                for entry in &mapping.entries {
                    let line = self.line(entry.key_span.range().start, mapping.layout, line);
                    self.data(&entry.value, line);
                }
            }
            Value::Sequence(list) => {
                for item in &list.items {
                    let line = self.line(item.span.range().start, list.layout, line);
                    self.data(item, line);
                }
            }
            Value::Scalar(scalar) => {
                let typed = scalar.text.as_str();
                let names_file = [".yaml", ".yml", ".csv", ".xlsx", ".xls", ".ods"];
                if names_file.iter().any(|ending| typed.to_lowercase().ends_with(ending)) {
                    return self.file(node, line);
                }
                self.node(node, line);
            }
        }
    }

    /// Names the old paper as the 上年文件 of the new one.
    fn last_year(&mut self, document: &Mapping) {
        let Some(path) = &self.old.path else { return };
        let path = plain_or_quoted(path);
        let field = |name: Name| document.entries.iter().find(|entry| name.is(entry.key.as_str()));
        if let Some(entry) = field(LAST_YEAR) {
            self.edits.replace(entry.value.span.range(), path);
            return;
        }
        let Some(body) = field(BODY).filter(|_| document.layout == Layout::Block) else { return };
        let key = if body.key.as_str().is_ascii() { LAST_YEAR.en } else { LAST_YEAR.zh };
        let newline = self.newline();
        let at = self.text[..body.key_span.range().start].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        self.edits.insert(at, format!("{key}: {path}{newline}"));
    }
}

/// Numbers in a text that somebody typed, years that move on aside; with the character after them, which says of what.
fn numbers(text: &str, own: u16) -> Vec<String> {
    /// So many are named in a remark.
    const SHOWN: usize = 4;
    let text = outside_expressions(text);
    let years: HashSet<usize> =
        years::moved_on(&text, Rule::Prose { own }).into_iter().map(|(range, _)| range.start).collect();
    let mut found: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|start| at + start) {
        if found.len() > SHOWN {
            break;
        }
        let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '，');
        let end = text[start..].find(|c| !number(c)).map_or(text.len(), |end| start + end);
        let typed = text[start..end].trim_end_matches(['.', ',', '，']);
        let unit = text[start + typed.len()..].chars().next().filter(|c| c.is_alphabetic() || *c == '%');
        at = end;
        let named = format!("{typed}{}", unit.map(String::from).unwrap_or_default());
        if !years.contains(&start) && !found.contains(&named) {
            found.push(named);
        }
    }
    if found.len() > SHOWN {
        found.truncate(SHOWN);
        found.push("……".to_owned());
    }
    found
}

/// A text with its `{{ … }}` blanked out.
fn outside_expressions(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("{{") {
        let end = rest[start..].find("}}").map_or(rest.len(), |end| start + end + 2);
        plain.push_str(&rest[..start]);
        plain.push_str(&" ".repeat(end - start));
        rest = &rest[end..];
    }
    plain + rest
}

/// A text as it can stand behind a colon.
fn plain_or_quoted(text: &str) -> String {
    let plain = !text.is_empty()
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '（' | '）' | '·' | '\\'))
        && !text.starts_with(['-', '.']);
    if plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}
