//! Typst's diagnostics → ours: where in the YAML, which line of the theme, and Typst's own words as a note.
//!
//! In: a span in `main.typ` or in a theme's file, with the calls that led there. Out: the place that was typed, by the
//! [`SourceMap`]; if nothing of the way is in `main.typ`, the document as a whole. The place shown first is never a
//! generated file's.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use typst::diag::{Severity as TypstSeverity, SourceDiagnostic};
use typst::syntax::{DiagSpan, DiagSpanKind, FileId, Source};
use unicode_script::{Script, UnicodeScript};

use super::files::Files;
use super::world::{MAIN, NO_PACKAGES};
use crate::diagnostic::code::{Forbidden, ThemeLine, TypesetFault};
use crate::diagnostic::{Code, Diagnostic};
use crate::render::source_map::SourceMap;
use crate::room::Panicked;
use crate::source::Span;

/// All that is needed to say where a Typst span was typed.
#[derive(Clone)]
pub(crate) struct Blame {
    main: Source,
    files: Files,
    map: Arc<SourceMap>,
}

impl Blame {
    pub(crate) fn new(main: Source, files: Files, map: Arc<SourceMap>) -> Self {
        Self { main, files, map }
    }

    pub(crate) fn main(&self) -> &Source {
        &self.main
    }

    pub(crate) fn map(&self) -> &SourceMap {
        &self.map
    }

    /// All of them, each once.
    pub(crate) fn all(&self, typst: &[SourceDiagnostic]) -> Vec<Diagnostic> {
        let mut list: Vec<Diagnostic> = Vec::new();
        let particular = typst.iter().any(|diagnostic| is_unsettled(diagnostic) && !is_general(diagnostic));
        for diagnostic in typst.iter().filter(|diagnostic| !(particular && is_general(diagnostic))) {
            if let Some(fault) = self.absent_function(diagnostic) {
                list.push(Diagnostic { span: self.document(), ..Diagnostic::new(fault) });
                continue;
            }
            let theme = self.theme_line(diagnostic).or_else(|| self.template(diagnostic));
            let diagnostic = self.place(diagnostic, fault(diagnostic, theme));
            if !list.contains(&diagnostic) {
                list.push(diagnostic);
            }
        }
        list
    }

    /// Our code at the place of Typst's diagnostic, with Typst's words.
    pub(crate) fn place(&self, typst: &SourceDiagnostic, code: impl Into<Code>) -> Diagnostic {
        let span = steps(typst).find_map(|step| self.typed(step)).or_else(|| self.document());
        Diagnostic { span, ..Diagnostic::new(code).with_foreign(words(typst)) }
    }

    /// The place of the document as a whole.
    pub(crate) fn document(&self) -> Option<Span> {
        self.map.blocks.first().map(|block| block.span)
    }

    /// Where the piece of `main.typ` that a span covers was typed: a text, else the block around it.
    fn typed(&self, step: DiagSpan) -> Option<Span> {
        let (file, range) = self.range(step)?;
        if file != *MAIN {
            return None;
        }
        let literal = self.map.literal_at(range.start).filter(|literal| range.end <= literal.main.end);
        if let Some(span) = literal.and_then(|literal| literal.text.span()) {
            return Some(span);
        }
        let block = self.map.block_at(range.start)?;
        Some(self.map.blocks.get(block as usize)?.span)
    }

    fn theme_line(&self, typst: &SourceDiagnostic) -> Option<ThemeLine> {
        let in_theme = |step| self.range(step).filter(|(file, _)| *file != *MAIN);
        let (file, range) = steps(typst).find_map(in_theme)?;
        let line = self.files.source(file).ok()?.lines().byte_to_line(range.start)? + 1;
        Some(ThemeLine { file: file.vpath().get_without_slash().to_owned(), line: Some(line) })
    }

    /// The template that wrote the piece of `main.typ` where it happened, unless that is a text.
    fn template(&self, typst: &SourceDiagnostic) -> Option<ThemeLine> {
        let (_, range) = steps(typst).find_map(|step| self.range(step))?;
        if self.map.literal_at(range.start).is_some_and(|literal| range.end <= literal.main.end) {
            return None;
        }
        let block = self.map.blocks.get(self.map.block_at(range.start)? as usize)?;
        let is_template = Path::new(&block.template).extension().is_some_and(|extension| extension == "j2");
        is_template.then(|| ThemeLine { file: format!("theme/{}", block.template), line: None })
    }

    /// The line that imports a function, which begins `main.typ`, is ours: what it does not find is not there.
    fn absent_function(&self, typst: &SourceDiagnostic) -> Option<TypesetFault> {
        let (file, range) = self.range(typst.span).filter(|_| typst.message == "unresolved import")?;
        if file != *MAIN || range.start >= self.map.blocks.first()?.main.start {
            return None;
        }
        let text = self.main.text();
        let line = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let path = text[line..].strip_prefix("#import \"/")?.split('"').next()?;
        let name = path.strip_suffix(".typ")?.rsplit('/').next()?.to_owned();
        Some(TypesetFault::NoFunction { file: path.to_owned(), name })
    }

    fn range(&self, span: DiagSpan) -> Option<(FileId, Range<usize>)> {
        match span.get() {
            DiagSpanKind::Detached => None,
            DiagSpanKind::Number { id, num, sub_range } => {
                let theirs = if id == *MAIN { None } else { Some(self.files.source(id).ok()?) };
                let source = theirs.as_ref().unwrap_or(&self.main);
                Some((id, source.range(num, sub_range)?))
            }
            DiagSpanKind::Range { id, range } => Some((id, range)),
        }
    }
}

/// Where it happened, then the calls that led there, the nearest first.
fn steps(typst: &SourceDiagnostic) -> impl Iterator<Item = DiagSpan> {
    std::iter::once(typst.span).chain(typst.trace.iter().map(|step| step.span.into()))
}

/// Typst's words: the message and its hints, a line each.
fn words(typst: &SourceDiagnostic) -> String {
    let mut words = typst.message.to_string();
    for hint in &typst.hints {
        words.push_str("\nhint: ");
        words.push_str(&hint.v);
    }
    words
}

/// Whether references or the layout went on changing.
fn is_unsettled(typst: &SourceDiagnostic) -> bool {
    typst.message.contains("did not converge")
}

/// Whether it says so of the whole paper; what changes is said apart.
fn is_general(typst: &SourceDiagnostic) -> bool {
    typst.message.starts_with("document did not converge")
}

/// How Typst begins to say that a picture is no good.
const PICTURE_TROUBLE: [&str; 8] = [
    "failed to decode image",
    "failed to parse SVG",
    "failed to load linked image",
    "failed to load PDF",
    "unknown image format",
    "zero-sized images",
    "could not parse PDF",
    "expected a valid PDF",
];

fn fault(typst: &SourceDiagnostic, theme: Option<ThemeLine>) -> TypesetFault {
    let message = typst.message.as_str();
    let forbidden = |what| TypesetFault::Forbidden { what, theme: theme.clone() };
    if message.contains(NO_PACKAGES) {
        return forbidden(Forbidden::Package);
    }
    if message == "unknown variable: plugin" || message == "module `global` does not contain `plugin`" {
        return forbidden(Forbidden::Plugin);
    }
    if message == "unable to get the current date" {
        return forbidden(Forbidden::Clock);
    }
    if PICTURE_TROUBLE.iter().any(|trouble| message.starts_with(trouble)) {
        return TypesetFault::Picture;
    }
    if is_unsettled(typst) {
        return TypesetFault::Unsettled { theme };
    }
    match typst.severity {
        TypstSeverity::Error => TypesetFault::Refused { theme, made_by_others: None },
        TypstSeverity::Warning => TypesetFault::Doubted { theme },
    }
}

/// What to say of a panic.
pub(crate) fn crashed(panicked: &Panicked, map: &SourceMap) -> Diagnostic {
    let span = map.blocks.first().map(|block| block.span);
    Diagnostic { span, ..Diagnostic::new(TypesetFault::Crashed).with_foreign(panicked.0.clone()) }
}

/// More marks than this on one character are an accident. Shaping them takes time with their square (100,000 a
/// minute), and the bytes of a cluster are counted with 16 bits, so that tens of thousands make the PDF exporter panic;
/// real writing has a handful.
const MAX_MARKS: usize = 1000;

/// The texts that must not reach Typst, since it would hang or panic.
pub(super) fn unbearable(map: &SourceMap) -> Vec<Diagnostic> {
    let found = map.literals.iter().filter_map(|literal| {
        let (offset, count) = heap_of_marks(literal.text.as_str())?;
        Some(Diagnostic::at(literal.text.locate(offset)?, TypesetFault::TooManyMarks { count }))
    });
    found.collect()
}

/// Where more than [`MAX_MARKS`] combining marks or variation selectors follow one another, and how many.
fn heap_of_marks(text: &str) -> Option<(usize, usize)> {
    if text.len() <= MAX_MARKS {
        return None;
    }
    let (mut start, mut count) = (0, 0);
    for (offset, character) in text.char_indices() {
        if character.script() == Script::Inherited {
            count += 1;
        } else if count > MAX_MARKS {
            break;
        } else {
            (start, count) = (offset, 0);
        }
    }
    (count > MAX_MARKS).then_some((start, count))
}
