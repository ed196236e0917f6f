//! The line a diagnostic is about, in three parts, for a page that marks the middle one.

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Lang, human, json};
use crate::source::Sources;

/// One diagnostic for the page.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    #[serde(flatten)]
    entry: json::Entry,
    #[serde(skip_serializing_if = "Option::is_none")]
    excerpt: Option<human::Excerpt>,
}

impl Told {
    pub(super) fn new(diagnostic: &Diagnostic, sources: &Sources, lang: Lang) -> Self {
        let excerpt = diagnostic.span.map(|span| human::Excerpt::new(sources.get(span.source), span));
        Self { entry: json::Entry::new(diagnostic, sources, lang), excerpt }
    }
}
