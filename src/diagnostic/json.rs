//! Diagnostics for machines: `--json`. The shape is public; fields are only ever added.

use serde::Serialize;

use super::{Diagnostic, Lang, Severity};
use crate::source::{Sources, Span};

/// One diagnostic.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// The code's stable name.
    pub code: &'static str,
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// The sentence in the chosen language.
    pub message: String,
    /// What to do.
    pub hints: Vec<String>,
    /// Where; absent if it has no place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Further places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Place>,
    /// What another program said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub foreign: Option<String>,
}

/// A place: lines and columns from 1, columns in characters; the end is exclusive.
#[derive(Debug, Serialize)]
pub struct Place {
    /// The file as the user knows it.
    pub file: String,
    /// First line.
    pub line: usize,
    /// First column.
    pub column: usize,
    /// Last line.
    pub end_line: usize,
    /// Column after the last character.
    pub end_column: usize,
}

impl Place {
    /// A span as files, lines and columns.
    #[must_use]
    pub fn new(span: Span, sources: &Sources) -> Self {
        let source = sources.get(span.source);
        let (start, end) = (source.line_column(span.range().start), source.line_column(span.range().end));
        Self {
            file: source.name.clone(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

impl Entry {
    /// A diagnostic in one language.
    #[must_use]
    pub fn new(diagnostic: &Diagnostic, sources: &Sources, lang: Lang) -> Self {
        let words = diagnostic.code.words();
        Self {
            code: words.id,
            severity: match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            },
            message: words.message(lang).to_owned(),
            hints: words.hints(lang).map(str::to_owned).collect(),
            place: diagnostic.span.map(|span| Place::new(span, sources)),
            related: diagnostic.related.iter().map(|related| Place::new(related.span, sources)).collect(),
            foreign: diagnostic.foreign.clone(),
        }
    }
}
