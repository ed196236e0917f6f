//! New values written out: lists and fields one a line, or in brackets.

use super::content::Content;
use super::lines::Manner;
use super::scalar::{Surroundings, key, one_line, tidy};

/// A value after a name in `column`: what follows the colon, and the lines below it.
pub(super) fn after_name(content: &Content, column: usize, manner: &Manner) -> String {
    match content {
        Content::Text(text) => after_mark(text, column + manner.step, manner),
        Content::List(items) if !items.is_empty() => below(&list(items, column + manner.dash, manner), manner),
        Content::Fields(fields) if !fields.is_empty() => below(&group(fields, column + manner.step, manner), manner),
        _ => String::new(),
    }
}

/// A text after a name or a dash; its paragraphs, if it has several, begin in `column`.
pub(super) fn after_mark(text: &str, column: usize, manner: &Manner) -> String {
    let text = tidy(text);
    if text.contains('\n') {
        return format!(" |{}{}", manner.line_end, paragraphs(&text, column, manner));
    }
    let written = one_line(&text, None, Surroundings::Line);
    if written.is_empty() { written } else { format!(" {written}") }
}

/// Paragraphs, each a line that begins in `column`, without a line end after the last.
pub(super) fn paragraphs(text: &str, column: usize, manner: &Manner) -> String {
    let indentation = " ".repeat(column);
    let lines =
        text.split('\n').map(|line| if line.is_empty() { String::new() } else { format!("{indentation}{line}") });
    lines.collect::<Vec<_>>().join(manner.line_end)
}

fn below(lines: &str, manner: &Manner) -> String {
    format!("{}{lines}", manner.line_end)
}

/// A list, a dash a line in `column`, without a line end after the last.
pub(super) fn list(items: &[Content], column: usize, manner: &Manner) -> String {
    let items = items.iter().map(|content| format!("{}{}", " ".repeat(column), item(content, column, manner)));
    items.collect::<Vec<_>>().join(manner.line_end)
}

/// One item, from its dash in `column`.
pub(super) fn item(content: &Content, column: usize, manner: &Manner) -> String {
    match content {
        Content::Text(text) => format!("-{}", after_mark(text, column + 2, manner)),
        Content::Fields(fields) if !fields.is_empty() => {
            format!("- {}", group(fields, column + 2, manner).trim_start())
        }
        Content::List(items) if !items.is_empty() && items.iter().any(|item| !matches!(item, Content::Text(_))) => {
            format!("- {}", list(items, column + 2, manner).trim_start())
        }
        Content::List(_) | Content::Fields(_) => format!("- {}", brackets(content)),
    }
}

/// Fields, a name a line in `column`, without a line end after the last.
pub(super) fn group(fields: &[(String, Content)], column: usize, manner: &Manner) -> String {
    let written =
        fields.iter().map(|(name, content)| format!("{}{}", " ".repeat(column), field(name, content, column, manner)));
    written.collect::<Vec<_>>().join(manner.line_end)
}

/// One field, from its name in `column`.
pub(super) fn field(name: &str, content: &Content, column: usize, manner: &Manner) -> String {
    format!("{}:{}", key(name, Surroundings::Line), after_name(content, column, manner))
}

/// A value in brackets, or a text that may stand there.
pub(super) fn brackets(content: &Content) -> String {
    let all = |parts: Vec<String>| parts.join(", ");
    match content {
        Content::Text(text) => one_line(&tidy(text), None, Surroundings::Brackets),
        Content::List(items) => format!("[{}]", all(items.iter().map(brackets).collect())),
        Content::Fields(fields) if fields.is_empty() => "{}".to_owned(),
        Content::Fields(fields) => {
            let written = fields.iter().map(|(name, content)| entry_in_brackets(name, content));
            format!("{{ {} }}", all(written.collect()))
        }
    }
}

/// A field in brackets.
pub(super) fn entry_in_brackets(name: &str, content: &Content) -> String {
    format!("{}: {}", key(name, Surroundings::Brackets), brackets(content))
}
