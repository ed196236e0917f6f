//! The line a diagnostic is about, in three parts, for a page that marks the middle one.

use serde::Serialize;

use super::writing::path_of;
use crate::diagnostic::{Diagnostic, Lang, human, json};
use crate::edit::{Manuscript, Path};
use crate::source::Sources;

/// One diagnostic for the page.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    #[serde(flatten)]
    entry: json::Entry,
    #[serde(skip_serializing_if = "Option::is_none")]
    excerpt: Option<human::Excerpt>,
    /// The value it is about, where documents are written.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<Path>,
}

/// Diagnostics for the page; with paths if the document is written there.
pub(super) fn all<'a>(
    diagnostics: impl Iterator<Item = &'a Diagnostic>,
    sources: &Sources,
    lang: Lang,
    with_paths: bool,
) -> Vec<Told> {
    let mut diagnostics = diagnostics.peekable();
    // The first source is the document itself.
    let document = sources.iter().next().filter(|_| with_paths && diagnostics.peek().is_some());
    let manuscript = document.and_then(|source| Manuscript::read(&source.text).ok());
    let told = diagnostics.map(|diagnostic| {
        let span = diagnostic.span.filter(|span| document.is_some_and(|source| source.id == span.source));
        let path = span.zip(manuscript.as_ref()).map(|(span, own)| path_of(own.root(), &span.range()));
        Told { path, ..Told::new(diagnostic, sources, lang) }
    });
    told.collect()
}

impl Told {
    pub(super) fn new(diagnostic: &Diagnostic, sources: &Sources, lang: Lang) -> Self {
        let excerpt = diagnostic.span.map(|span| human::Excerpt::new(sources.get(span.source), span));
        Self { entry: json::Entry::new(diagnostic, sources, lang), excerpt, path: None }
    }
}
