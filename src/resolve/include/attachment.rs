//! What an attachment's file holds: blocks of its own, a whole document, a table, or pages of a picture or a PDF.

use std::path::Path;

use super::{Expanded, MAX_DEPTH, blocks, expand_one, file, parsed};
use crate::data;
use crate::diagnostic::{Diagnostic, Report, ResolveFault};
use crate::document::{self, Attachment};
use crate::source::{Shelf, SourceId};
use crate::text::Text;
use crate::yaml::Value;

/// An attachment with its file read; a file that is a document is given beside it.
pub(super) fn expand(
    mut attachment: Attachment,
    open: &mut Vec<SourceId>,
    shelf: &mut Shelf,
    report: &mut Report,
) -> (Attachment, Option<Expanded>) {
    attachment.body = blocks(std::mem::take(&mut attachment.body), open, shelf, report);
    let Some(name) = attachment.file.clone().filter(|_| attachment.body.is_empty()) else { return (attachment, None) };
    if !is_yaml(name.as_str()) {
        let is_table = data::is_sheet(name.as_str());
        return (attachment.showing(name, is_table), None);
    }
    let Some(id) = file(&name, shelf, report) else { return (attachment, None) };
    if open.contains(&id) || open.len() >= MAX_DEPTH {
        tell(&name, ResolveFault::IncludeCircular { path: name.as_str().to_owned() }, report);
        return (attachment, None);
    }
    let Some(root) = parsed(id, shelf, report) else { return (attachment, None) };
    open.push(id);
    let expanded = if matches!(root.value, Value::Mapping(_)) {
        (attachment, document::parse(&root, report).map(|inner| whole(inner, &name, shelf, report)))
    } else {
        let held = document::parse_blocks(&root, report);
        (Attachment { body: blocks(held, open, shelf, report), ..attachment }, None)
    };
    open.pop();
    expanded
}

/// A document that is an attachment. It has no attachments itself: they would have to be numbered among the others.
fn whole(mut inner: document::Document, name: &Text, shelf: &mut Shelf, report: &mut Report) -> Expanded {
    if !inner.attachments.is_empty() {
        let count = inner.attachments.len();
        tell(name, ResolveFault::NestedAttachments { path: name.as_str().to_owned(), count }, report);
        inner.attachments.clear();
    }
    expand_one(inner, shelf, report)
}

fn is_yaml(name: &str) -> bool {
    let extension = Path::new(name.trim()).extension().map(|e| e.to_string_lossy().to_lowercase());
    matches!(extension.as_deref(), Some("yaml" | "yml"))
}

fn tell(name: &Text, fault: ResolveFault, report: &mut Report) {
    report.extend(name.span().map(|span| Diagnostic::at(span, fault)));
}
