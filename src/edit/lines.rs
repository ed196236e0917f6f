//! Lines of a text: where they begin and end, how far they are indented, and which belong to an item or field.

use std::ops::Range;

use crate::yaml::{Entry, Layout, Node, Sequence, Style, Value};

/// The way a text is laid out, as far as new lines have to follow it.
#[derive(Clone, Debug)]
pub(super) struct Manner {
    /// What ends a line.
    pub(super) line_end: &'static str,
    /// How much further the fields of a field begin.
    pub(super) step: usize,
    /// How much further than its field's name a list's dashes stand.
    pub(super) dash: usize,
}

impl Manner {
    pub(super) fn of(text: &str, root: &Node) -> Self {
        let line_end = match (text.contains("\r\n"), text.contains('\n'), text.contains('\r')) {
            (true, ..) => "\r\n",
            (false, false, true) => "\r",
            _ => "\n",
        };
        let (mut step, mut dash) = (None, None);
        look(text, root, &mut step, &mut dash);
        Self { line_end, step: step.unwrap_or(2), dash: dash.unwrap_or(2) }
    }
}

/// Finds the first group within a field and the first list within a field.
fn look(text: &str, node: &Node, step: &mut Option<usize>, dash: &mut Option<usize>) {
    let children: Vec<&Node> = match &node.value {
        Value::Scalar(_) => return,
        Value::Sequence(list) => list.items.iter().collect(),
        Value::Mapping(mapping) if mapping.layout == Layout::Flow => return,
        Value::Mapping(mapping) => {
            for entry in &mapping.entries {
                let own = column(text, entry.key_span.range().start);
                let first = entry.value.span.range().start;
                let further = column(text, first).checked_sub(own);
                match &entry.value.value {
                    Value::Sequence(list) if list.layout == Layout::Block && text[first..].starts_with('-') => {
                        *dash = dash.or(further);
                    }
                    Value::Mapping(inner) if inner.layout == Layout::Block => {
                        *step = step.or(further.filter(|&further| further > 0));
                    }
                    _ => {}
                }
            }
            mapping.entries.iter().map(|entry| &entry.value).collect()
        }
    };
    for child in children {
        if step.is_some() && dash.is_some() {
            return;
        }
        look(text, child, step, dash);
    }
}

fn is_break(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

/// Where the line of a byte begins.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text.as_bytes()[..at].iter().rposition(|&byte| is_break(byte)).map_or(0, |n| n + 1)
}

/// Where the line of a byte ends, line break not included.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text.as_bytes()[at..].iter().position(|&byte| is_break(byte)).map_or(text.len(), |n| at + n)
}

/// Where the line after that of a byte begins, or the end of the text.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    let end = line_end(text, at);
    let rest = &text[end..];
    end + if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) }
}

/// How many bytes stand before a place on its line; a mark at the beginning of the text counts for nothing.
pub(super) fn column(text: &str, at: usize) -> usize {
    let start = line_start(text, at);
    let mark = if start == 0 && text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    at.saturating_sub(start + mark)
}

/// What the line that begins at a byte holds.
pub(super) fn line(text: &str, start: usize) -> &str {
    &text[start..line_end(text, start)]
}

/// By how many spaces a line is indented.
pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Whether a line holds a comment and nothing else.
pub(super) fn is_comment(line: &str) -> bool {
    line.trim_start_matches(' ').starts_with('#')
}

/// Whether a line holds nothing.
pub(super) fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

/// One past the last byte typed for a value; `empty` is where a value that was left out would begin.
pub(super) fn value_end(text: &str, node: &Node, empty: usize) -> usize {
    let range = node.span.range();
    match &node.value {
        Value::Scalar(scalar) if scalar.is_null() => empty,
        Value::Scalar(scalar) if matches!(scalar.style, Style::Literal | Style::Folded) => {
            range.start + text[range].trim_end_matches(['\n', '\r']).len()
        }
        Value::Sequence(list) if list.layout == Layout::Block => match list.items.last() {
            Some(last) if range.contains(&last.span.range().start) || last.is_null() => {
                let dash = dashes(text, list, range.start).last().map_or(range.end, |dash| dash + 1);
                value_end(text, last, dash)
            }
            _ => range.end,
        },
        Value::Mapping(mapping) if mapping.layout == Layout::Block => match mapping.entries.last() {
            Some(last) if range.contains(&last.key_span.range().start) => entry_end(text, last),
            _ => range.end,
        },
        _ => range.end,
    }
}

/// One past the last byte typed for a field.
pub(super) fn entry_end(text: &str, entry: &Entry) -> usize {
    value_end(text, &entry.value, after_colon(text, entry))
}

/// One past the colon of a field.
pub(super) fn after_colon(text: &str, entry: &Entry) -> usize {
    let end = entry.key_span.range().end;
    end + text[end..].find(':').map_or(0, |n| n + 1)
}

/// Where the dashes of a block list stand; the first at or before `start`.
pub(super) fn dashes(text: &str, list: &Sequence, start: usize) -> Vec<usize> {
    let bytes = text.as_bytes();
    let Some(first) = (0..=start.min(text.len().saturating_sub(1))).rev().find(|&at| bytes[at] == b'-') else {
        return Vec::new();
    };
    let own = column(text, first);
    let mut dashes = vec![first];
    for item in &list.items[..list.items.len().saturating_sub(1)] {
        let dash = dashes[dashes.len() - 1];
        let mut at = next_line(text, value_end(text, item, dash + 1));
        while at < text.len() {
            let here = line(text, at);
            if indent(here) == own && here[own..].starts_with('-') {
                break;
            }
            at = next_line(text, at);
        }
        dashes.push((at + own).min(text.len()));
    }
    dashes
}

/// The end of the lines that belong to what ends at `end` and begins in `column`: its last line, and comments below it
/// that are indented further.
pub(super) fn lines_end(text: &str, end: usize, column: usize) -> usize {
    let mut belongs = next_line(text, end);
    let mut at = belongs;
    while at < text.len() {
        let here = line(text, at);
        let next = next_line(text, at);
        if is_comment(here) && indent(here) > column {
            belongs = next;
        } else if !is_blank(here) {
            break;
        }
        at = next;
    }
    belongs
}

/// Where the comments begin that stand directly above a line and begin in the same column.
pub(super) fn comments_start(text: &str, start: usize, column: usize) -> usize {
    let mut begins = start;
    while begins > 0 {
        let above = line_start(text, begins - if text[..begins].ends_with("\r\n") { 2 } else { 1 });
        let here = line(text, above);
        if !is_comment(here) || indent(here) != column {
            break;
        }
        begins = above;
    }
    begins
}

/// The blank lines that begin at a byte.
pub(super) fn blank_lines(text: &str, from: usize) -> Range<usize> {
    let mut at = from;
    while at < text.len() && is_blank(line(text, at)) {
        at = next_line(text, at);
    }
    from..at
}

/// Whether a blank line ends at a byte.
pub(super) fn is_blank_above(text: &str, start: usize) -> bool {
    start > 0 && is_blank(line(text, line_start(text, start - if text[..start].ends_with("\r\n") { 2 } else { 1 })))
}

/// Lines with another indentation; blank lines stay blank.
pub(super) fn shifted(lines: &str, from: usize, to: usize) -> String {
    let mut out = String::with_capacity(lines.len());
    for line in lines.split_inclusive('\n') {
        if is_blank(line) {
            out.push_str(line);
        } else if to >= from {
            out.push_str(&" ".repeat(to - from));
            out.push_str(line);
        } else {
            out.push_str(&line[indent(line).min(from - to)..]);
        }
    }
    out
}
