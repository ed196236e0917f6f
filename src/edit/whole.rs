//! Questions about the tree and its text: what stands where, and what was made by hand.

use super::{Path, Step};
use crate::yaml::{Node, Value};

/// The path of the smallest value at a byte; on a field's name, the field.
pub(super) fn path_at(root: &Node, offset: usize) -> Path {
    let mut path = Path::new();
    let mut node = root;
    while let Some((step, next)) = step_at(node, offset) {
        path.push(step);
        node = next;
    }
    path
}

fn step_at(node: &Node, offset: usize) -> Option<(Step, &Node)> {
    let reaches = |start: usize, end: usize| start <= offset && offset <= end;
    match &node.value {
        Value::Scalar(_) => None,
        Value::Sequence(list) => {
            let holds = |item: &&Node| reaches(item.span.range().start, item.span.range().end);
            let (nth, item) = list.items.iter().enumerate().find(|(_, item)| holds(item))?;
            Some((Step::Index(nth), item))
        }
        Value::Mapping(mapping) => {
            let holds = |start: usize, value: &Node| reaches(start, value.span.range().end.max(start));
            let entry = mapping.entries.iter().find(|entry| holds(entry.key_span.range().start, &entry.value))?;
            Some((Step::Key(entry.key.as_str().to_owned()), &entry.value))
        }
    }
}

/// Whether a value is repeated by `*name`, or has an anchor or a tag.
pub(super) fn is_hand_made(text: &str, node: &Node) -> bool {
    let range = node.span.range();
    if text[range.clone()].starts_with('*') && !holds_itself(node) {
        return true;
    }
    // An anchor or a tag stands before its value, perhaps on the line above.
    let before = &text[..range.start];
    let word = before.trim_end().rsplit([' ', '\t', '\n', '\r']).next().unwrap_or("");
    let own_line = before.trim_end().rsplit(['\n', '\r']).next().unwrap_or("");
    word.starts_with(['&', '!']) && word.len() > 1 && !own_line.contains(" #")
}

/// Whether what a node says stands where the node stands.
fn holds_itself(node: &Node) -> bool {
    let inside = |child: &Node| node.span.start <= child.span.start && child.span.end <= node.span.end;
    match &node.value {
        Value::Scalar(scalar) => {
            scalar.text.span().is_none_or(|span| node.span.start <= span.start && span.end <= node.span.end)
        }
        Value::Sequence(list) => list.items.iter().all(inside),
        Value::Mapping(mapping) => mapping.entries.iter().all(|entry| inside(&entry.value)),
    }
}
