//! What a block's template sees, in words, for whoever writes templates.

use std::fmt::Write as _;

use minijinja::value::{Value, ValueKind};

use super::context::{BlockValue, Context, TextValue};
use super::{Fit, Look};
use crate::paper::Paper;
use crate::theme::Theme;

/// The context of a block by its number, as [`SourceMap`](super::SourceMap) has it; 0 is the whole paper. A line a
/// field; texts are quoted, and of what a block holds only the kinds are named.
#[must_use]
pub fn explain(paper: &Paper, theme: &Theme, block: usize) -> Option<String> {
    let look = Look { theme, roles: &[], fit: Fit::default() };
    let context = Context::new(paper, &look);
    let root = context.root.get_attr("paper").ok()?;
    let (name, value) = match block {
        0 => ("paper", root),
        _ => ("block", find(&root.get_attr("body").ok()?, block)?),
    };
    let mut lines = String::new();
    for key in value.try_iter().ok()? {
        let field = value.get_item(&key).ok()?;
        let _ = writeln!(lines, "{name}.{key} = {}", shown(&field, &context));
    }
    Some(lines)
}

/// The block of that number, wherever it stands.
fn find(blocks: &Value, number: usize) -> Option<Value> {
    for value in blocks.try_iter().ok()? {
        let block = value.downcast_object_ref::<BlockValue>()?;
        if block.number == number {
            return Some(value);
        }
        let inner = value.get_attr("children").ok().and_then(|children| find(&children, number));
        if inner.is_some() {
            return inner;
        }
    }
    None
}

fn shown(value: &Value, context: &Context) -> String {
    if let Some(text) = value.downcast_object_ref::<TextValue>() {
        return context.texts.get(text.number).map(|text| format!("“{}”", text.as_str())).unwrap_or_default();
    }
    if value.downcast_object_ref::<BlockValue>().is_some() {
        return value.get_attr("kind").map(|kind| kind.to_string()).unwrap_or_default();
    }
    let listed = |open: &str, items: Vec<String>, close: &str| format!("{open}{}{close}", items.join(", "));
    match value.kind() {
        ValueKind::String => format!("{:?}", value.as_str().unwrap_or_default()),
        ValueKind::Seq | ValueKind::Iterable => {
            let items = value.try_iter().into_iter().flatten().map(|item| shown(&item, context)).collect();
            listed("[", items, "]")
        }
        ValueKind::Map => {
            let entry = |key: Value| {
                let field = value.get_item(&key).map(|field| shown(&field, context)).unwrap_or_default();
                format!("{key}: {field}")
            };
            listed("{ ", value.try_iter().into_iter().flatten().map(entry).collect(), " }")
        }
        _ => value.to_string(),
    }
}
