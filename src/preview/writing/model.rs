//! A text as the form sees it: values with their names, and what only a text editor can change.

use std::ops::Range;

use serde_json::{Value as Json, json};

use crate::edit::{Manuscript, Path, Step};
use crate::yaml::{Node, Value};

/// A node: a text, `{"list": […]}`, `{"fields": [[name, value], …]}`, or `{"only": text}` for what was made by hand.
pub(super) fn tree(manuscript: &Manuscript, node: &Node) -> Json {
    if manuscript.is_text_only(node) {
        return json!({ "only": manuscript.text().get(node.span.range()).unwrap_or_default() });
    }
    match &node.value {
        Value::Scalar(scalar) => json!(scalar.text.as_str().trim_end_matches('\n')),
        Value::Sequence(list) => {
            let items: Vec<_> = list.items.iter().map(|item| tree(manuscript, item)).collect();
            json!({ "list": items })
        }
        Value::Mapping(mapping) => {
            let fields: Vec<_> = mapping.iter().map(|(name, value)| json!([name, tree(manuscript, value)])).collect();
            json!({ "fields": fields })
        }
    }
}

/// The path of the smallest value that holds all of a place.
pub(in crate::preview) fn path_of(root: &Node, place: &Range<usize>) -> Path {
    let mut path = Path::new();
    let mut node = root;
    while let Some((step, next)) = step_to(node, place) {
        path.push(step);
        node = next;
    }
    path
}

fn step_to<'a>(node: &'a Node, place: &Range<usize>) -> Option<(Step, &'a Node)> {
    let holds = |start: usize, end: usize| start <= place.start && place.end <= end;
    match &node.value {
        Value::Scalar(_) => None,
        Value::Sequence(list) => {
            let span = |item: &Node| item.span.range();
            let (nth, item) =
                list.items.iter().enumerate().find(|(_, item)| holds(span(item).start, span(item).end))?;
            Some((Step::Index(nth), item))
        }
        Value::Mapping(mapping) => {
            let whole = |entry: &crate::yaml::Entry| {
                let (key, value) = (entry.key_span.range(), entry.value.span.range());
                (key.start, value.end.max(key.end))
            };
            // A mistake of a whole group is not one of its first field.
            let is_all = node.span.range() == *place && mapping.entries.len() > 1;
            let entry = mapping.entries.iter().find(|entry| holds(whole(entry).0, whole(entry).1) && !is_all)?;
            Some((Step::Key(entry.key.as_str().to_owned()), &entry.value))
        }
    }
}
