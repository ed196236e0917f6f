//! 分解表: a table of who does what by when, below its tasks or on its own.

use super::Breakdown;
use super::fields::Fields;
use super::schema::{OWN_BREAKDOWN, Record};
use super::table::by_column;
use crate::diagnostic::Report;
use crate::source::Span;
use crate::text::Text;
use crate::yaml::Node;

/// The field of a group of tasks: yes, a title, or its fields.
pub(super) fn own(node: &Node, report: &mut Report) -> Option<Breakdown> {
    let record: &'static Record = &OWN_BREAKDOWN;
    match node.as_text().map(Text::as_str).map(str::trim) {
        Some("否" | "no" | "false") => return None,
        Some("是" | "yes" | "true") => return Some(plain(node.span)),
        _ => {}
    }
    let mut fields = Fields::read(record, node, report)?;
    let found = Breakdown { of: Vec::new(), ..common(node.span, &mut fields, report) };
    fields.finish();
    Some(found)
}

/// The block.
pub(super) fn block(span: Span, fields: &mut Fields, report: &mut Report) -> Breakdown {
    let of = fields.texts("of", report);
    Breakdown { of, ..common(span, fields, report) }
}

fn common(span: Span, fields: &mut Fields, report: &mut Report) -> Breakdown {
    Breakdown {
        title: fields.line("title", report),
        columns: by_column("columns", fields, report),
        notes: fields.paragraphs("notes", report),
        turned: fields.flag("turned", report).unwrap_or(false),
        ..plain(span)
    }
}

fn plain(span: Span) -> Breakdown {
    let columns = super::table::ByColumn::Listed(Vec::new());
    Breakdown { span, title: None, of: Vec::new(), columns, notes: Vec::new(), turned: false }
}
