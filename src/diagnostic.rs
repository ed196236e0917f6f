//! What is wrong, where, and nothing of how it is said.
//!
//! A [`Diagnostic`] is a [`Code`] with typed arguments and spans. The words, Chinese and English, are in [`words`];
//! how it is drawn, in [`human`] (a terminal's snippet with carets) and [`json`] (for machines). Stages collect
//! diagnostics in a [`Report`] and go on, so that a writer hears of all mistakes at once.

use serde::{Deserialize, Serialize};

use crate::source::Span;

pub mod code;
pub mod human;
pub mod json;
pub mod words;

pub use code::*;
pub use words::{Lang, Words};

/// How grave it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Note,
    /// The paper can be made, but look here.
    Warning,
    /// The paper can't be made until this is mended.
    Error,
}

/// A second place that helps to understand the first; its words come from the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What the place has to do with it.
    pub role: Role,
}

/// What a related place has to do with a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// Where the same thing was written first.
    First,
    /// Where what is not closed was opened.
    Opened,
    /// Where the figure was given.
    Figure,
    /// What encloses it.
    Inside,
}

/// One mistake, warning or note.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// What it is, with its arguments.
    pub code: Code,
    /// How grave; the code's own unless a stage lowers it.
    pub severity: Severity,
    /// The place shown first: always something the writer typed, if there is such a place.
    pub span: Option<Span>,
    /// Further places.
    pub related: Vec<Related>,
    /// What another program (Typst, minijinja, the YAML parser) said, shown as a note under our own sentence.
    pub foreign: Option<String>,
}

impl Diagnostic {
    /// A diagnostic without a place.
    #[must_use]
    pub fn new(code: impl Into<Code>) -> Self {
        let code = code.into();
        let severity = code.words().severity;
        Self { code, severity, span: None, related: Vec::new(), foreign: None }
    }

    /// A diagnostic at a place.
    #[must_use]
    pub fn at(span: Span, code: impl Into<Code>) -> Self {
        Self { span: Some(span), ..Self::new(code) }
    }

    /// With a further place.
    #[must_use]
    pub fn with_related(mut self, span: Span, role: Role) -> Self {
        self.related.push(Related { span, role });
        self
    }

    /// With another program's words.
    #[must_use]
    pub fn with_foreign(mut self, words: impl Into<String>) -> Self {
        self.foreign = Some(words.into());
        self
    }

    /// With another severity than the code's own.
    #[must_use]
    pub fn as_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Whether it keeps the paper from being made.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Diagnostics as they are found; a stage pushes and goes on.
#[derive(Clone, Debug, Default)]
pub struct Report {
    list: Vec<Diagnostic>,
}

/// More than this many of one document help nobody; the rest is counted.
pub const MAX_SHOWN: usize = 200;

impl Report {
    /// Nothing found yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one, unless the same was said of the same place.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let repeats = self.list.len() < MAX_SHOWN && self.list.contains(&diagnostic);
        if !repeats {
            self.list.push(diagnostic);
        }
    }

    /// Adds many.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        for diagnostic in diagnostics {
            self.push(diagnostic);
        }
    }

    /// Whether there is an error among them.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(Diagnostic::is_error)
    }

    /// All, in the order of their places; those without a place come first.
    #[must_use]
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|d| d.span.map(|s| (s.source, s.start)));
        self.list
    }

    /// Gives a place to what was said since and has none.
    pub fn place_since(&mut self, before: usize, span: Option<Span>) {
        for diagnostic in self.list.iter_mut().skip(before) {
            diagnostic.span = diagnostic.span.or(span);
        }
    }

    /// Says in other words what was said since.
    pub(crate) fn retell_since(&mut self, before: usize, words: impl Fn(Code) -> Code) {
        for diagnostic in self.list.iter_mut().skip(before) {
            diagnostic.code = words(diagnostic.code.clone());
        }
    }

    /// Keeps those for which it holds.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(keep);
    }

    /// As they were found.
    #[must_use]
    pub fn as_slice(&self) -> &[Diagnostic] {
        &self.list
    }
}
