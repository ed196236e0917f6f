//! Traps that are no mistake to the parser and only show in the tree.
//!
//! In: a tree. Out: diagnostics: a number torn by its commas, a wide comma in brackets, braces around a text.
//! This module must not know the fields of a document; what depends on them is a question it answers
//! ([`looks_like_accidental_key`]), asked by the stage that knows.

use std::ops::Range;

use super::decode::Raw;
use super::node::{Entry, Layout, Mapping, Node, Sequence, Style, Value};
use super::{Findings, rewrite};
use crate::diagnostic::code::{LineFault, MarkFault};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

/// A field name longer than this is a sentence, in characters. Our own have up to six; a figure's seldom more than ten.
const LONGEST_KEY: usize = 16;

/// Looks for such traps in a tree.
pub(super) fn check(raw: Raw<'_>, root: &Node, findings: &mut Findings<'_>) {
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        match &node.value {
            Value::Scalar(_) => {}
            Value::Sequence(sequence) => {
                if sequence.layout == Layout::Flow {
                    check_list(raw, sequence, findings);
                }
                open.extend(sequence.items.iter().rev());
            }
            Value::Mapping(mapping) => {
                if mapping.layout == Layout::Flow {
                    check_braces(raw, node.span, mapping, findings);
                }
                open.extend(mapping.entries.iter().rev().map(|entry| &entry.value));
            }
        }
    }
}

/// Whether a list item is fields only because its text has a colon: `- 一是: 加强`. Gives that field.
///
/// It depends on the list whether such an item is a mistake; where items are texts, it is.
#[must_use]
pub fn looks_like_accidental_key(item: &Node) -> Option<&Entry> {
    let mapping = item.as_mapping()?;
    let [entry] = mapping.entries.as_slice() else { return None };
    let key = entry.key.as_str().trim();
    let counted = super::typed_ordinal(&format!("{key} ")).is_some() || is_ordinal_word(key);
    let sentence = key.contains(['，', '。', '；', '、', '！', '？']) || key.chars().count() > LONGEST_KEY;
    (mapping.layout == Layout::Block && (counted || sentence)).then_some(entry)
}

/// 一是, 第二, 首先 and their like.
fn is_ordinal_word(key: &str) -> bool {
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let counted = |text: &str| !text.is_empty() && text.chars().all(numeral);
    matches!(key, "首先" | "其次" | "再次" | "最后" | "此外" | "另外" | "同时")
        || key.strip_suffix('是').is_some_and(counted)
        || key.strip_prefix(['第', '其']).is_some_and(counted)
}

/// `[1,775,475]` and `[甲，乙]`.
fn check_list(raw: Raw<'_>, sequence: &Sequence, findings: &mut Findings<'_>) {
    let items: Vec<Span> = sequence.items.iter().map(|item| plain_span(item).unwrap_or(empty(item.span))).collect();
    for torn in torn_numbers(raw, &items) {
        // `[100,200]` may be meant as two, and it is read as two.
        findings.push(number_torn(raw, torn).as_severity(Severity::Warning));
    }
    if let [only] = items.as_slice() {
        let text = raw.get(only.range());
        if let Some(at) = text.find(['，', '、']).filter(|_| !text.contains("{{")) {
            let fixed = rewrite::replaced(raw, only.range(), &text.replace(['，', '、'], ", "));
            let mark = only.range().start + at;
            findings.push(Diagnostic::at(raw.span(mark..mark + '，'.len_utf8()), MarkFault::WideComma { fixed }));
        }
    }
}

/// `{ 发放: 1,775,475元 }`, `{姓名}`, `{ 甲, 乙 }` and `{ 值：3 }`.
fn check_braces(raw: Raw<'_>, span: Span, mapping: &Mapping, findings: &mut Findings<'_>) {
    let spans = mapping
        .entries
        .iter()
        .flat_map(|entry| [entry.key_span, plain_span(&entry.value).unwrap_or(empty(entry.value.span))]);
    let spans: Vec<Span> = spans.filter(|span| !span.range().is_empty()).collect();
    let torn = torn_numbers(raw, &spans);
    if !torn.is_empty() {
        for torn in torn {
            findings.push(number_torn(raw, torn));
        }
        return;
    }
    if mapping.entries.is_empty() || !mapping.entries.iter().all(|entry| entry.value.is_null()) {
        return;
    }
    let range = span.range();
    let inside = raw.get(range.start + 1..range.end.saturating_sub(1)).trim().to_owned();
    let [only] = mapping.entries.as_slice() else {
        let fixed = rewrite::replaced(raw, range, &format!("[ {inside} ]"));
        findings.push(Diagnostic::at(span, MarkFault::BracesAsText { inside, fixed }));
        return;
    };
    if raw.get(only.key_span.range().end..range.end).contains(':') {
        return;
    }
    let fault = match inside.split_once('：') {
        Some((key, _)) => return findings.push(wide_colon(raw, range, key.trim(), &inside)),
        None => {
            MarkFault::BracesAsText { fixed: rewrite::replaced(raw, range, &format!("{{{{ {inside} }}}}")), inside }
        }
    };
    findings.push(Diagnostic::at(span, fault));
}

/// `{ 值：3，上年：2 }`.
fn wide_colon(raw: Raw<'_>, braces: Range<usize>, key: &str, inside: &str) -> Diagnostic {
    let colon = braces.start + raw.get(braces.clone()).find('：').unwrap_or(0);
    let fields = inside.replace('：', ": ").replace('，', ", ");
    let fixed = rewrite::replaced(raw, braces, &format!("{{ {fields} }}"));
    let span = raw.span(colon..colon + '：'.len_utf8());
    Diagnostic::at(span, LineFault::WideColon { key: key.to_owned(), fixed })
}

fn number_torn(raw: Raw<'_>, torn: Span) -> Diagnostic {
    let number = raw.get(torn.range()).to_owned();
    let fixed = rewrite::replaced(raw, torn.range(), &format!("\"{number}\""));
    Diagnostic::at(torn, MarkFault::NumberTorn { number, fixed })
}

/// Runs of texts that stand together as `1,775,475元`: a comma and nothing else between them, and three digits after
/// each.
fn torn_numbers(raw: Raw<'_>, texts: &[Span]) -> Vec<Span> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut found: Vec<Span> = Vec::new();
    let mut run: Option<Span> = None;
    for pair in texts.windows(2) {
        let (before, after) = (pair[0].range(), pair[1].range());
        let (head, tail) = (raw.get(before.clone()), raw.get(after.clone()));
        let begins = run.is_some() || (1..=3).contains(&digits(head)) && digits(head) == head.len();
        let joins = raw.get(before.end..after.start) == "," && digits(tail) == 3;
        run = if begins && joins { Some(run.unwrap_or(pair[0]).join(pair[1])) } else { None };
        match (run, found.last_mut()) {
            (Some(run), Some(last)) if last.start == run.start => *last = run,
            (Some(run), _) => found.push(run),
            (None, _) => {}
        }
        if digits(tail) < tail.len() {
            run = None;
        }
    }
    found
}

/// Where a scalar without quotes stands.
fn plain_span(node: &Node) -> Option<Span> {
    node.as_scalar().filter(|scalar| scalar.style == Style::Plain).map(|_| node.span)
}

fn empty(span: Span) -> Span {
    Span { end: span.start, ..span }
}
