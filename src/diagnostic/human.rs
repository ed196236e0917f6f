//! Diagnostics for people: the sentence, the line with carets under it, what to do.
//!
//! Drawn by annotate-snippets, which knows how wide Chinese characters are. Returns strings, with colours if wanted;
//! it never prints.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Lang, Role, Severity};
use crate::source::{Source, Sources, Span};

/// How to draw.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Chinese or English.
    pub lang: Lang,
    /// Whether to colour.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// A place further than this many characters from the line's beginning is shown with the line cut before it: a
/// paragraph of 500 characters is one line of YAML and would fill the screen.
const CONTEXT_BEFORE: usize = 24;
/// As [`CONTEXT_BEFORE`], after the place.
const CONTEXT_AFTER: usize = 16;

/// Stands for a snippet's place until it is drawn; no file is named so.
const PLACE: &str = "\u{FDD0}";

/// One diagnostic as text that ends with a line end.
#[must_use]
pub fn draw(diagnostic: &Diagnostic, sources: &Sources, style: Style) -> String {
    let words = diagnostic.code.words();
    let lang = style.lang;
    let title = level(diagnostic.severity, lang).primary_title(words.message(lang)).id(words.id);
    let cuts: Vec<(Cut, AnnotationKind, &str)> = places(diagnostic, lang)
        .map(|(span, kind, label)| (Cut::new(sources.get(span.source), span), kind, label))
        .collect();
    let mut group = Group::with_title(title);
    for (cut, kind, label) in &cuts {
        let label = (!label.is_empty()).then_some(*label);
        let annotation = kind.span(cut.marked.clone()).label(label);
        let snippet = Snippet::source(cut.text.as_str()).line_start(cut.line).path(PLACE).annotation(annotation);
        group = group.element(snippet);
    }
    for hint in words.hints(lang) {
        group = group.element(Level::HELP.with_name(lang.pick("怎么办", "help")).message(hint.to_owned()));
    }
    if let Some(foreign) = &diagnostic.foreign {
        group = group.element(Level::NOTE.with_name(lang.pick("原文", "note")).message(foreign.clone()));
    }
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = renderer.decor_style(DecorStyle::Ascii).term_width(style.width).render(&[group]);
    for (cut, ..) in &cuts {
        text = put_place(text, &cut.place);
    }
    text.push('\n');
    text
}

/// All of them, with an empty line after each, and a count at the end.
#[must_use]
pub fn draw_all(diagnostics: &[Diagnostic], sources: &Sources, style: Style) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics.iter().take(super::MAX_SHOWN) {
        text.push_str(&draw(diagnostic, sources, style));
        text.push('\n');
    }
    let hidden = diagnostics.len().saturating_sub(super::MAX_SHOWN);
    if hidden > 0 {
        let _ = match style.lang {
            Lang::Zh => writeln!(text, "还有 {hidden} 条没有显示"),
            Lang::En => writeln!(text, "{hidden} more are not shown"),
        };
    }
    text
}

fn level(severity: Severity, lang: Lang) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR.with_name(lang.pick("错误", "error")),
        Severity::Warning => Level::WARNING.with_name(lang.pick("注意", "warning")),
        Severity::Note => Level::NOTE.with_name(lang.pick("说明", "note")),
    }
}

fn places(diagnostic: &Diagnostic, lang: Lang) -> impl Iterator<Item = (Span, AnnotationKind, &'static str)> {
    let primary = diagnostic.span.map(|span| (span, AnnotationKind::Primary, ""));
    let related = diagnostic.related.iter().map(move |related| {
        let label = match related.role {
            Role::First => lang.pick("前面已经有了", "it stands here already"),
            Role::Opened => lang.pick("从这里开始", "it was opened here"),
            Role::Figure => lang.pick("数字在这里", "the figure is given here"),
            Role::Inside => lang.pick("在这里面", "inside this"),
        };
        (related.span, AnnotationKind::Context, label)
    });
    primary.into_iter().chain(related)
}

/// A place for a reader who sees marks instead of carets: its line in three parts, long ones cut around it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Excerpt {
    /// The line, from 1.
    pub line: usize,
    /// What stands before the place.
    pub before: String,
    /// The place itself; empty if it is a point.
    pub marked: String,
    /// What stands after it.
    pub after: String,
}

impl Excerpt {
    /// The first line of a place.
    #[must_use]
    pub fn new(source: &Source, span: Span) -> Self {
        let Cut { text, line, marked, .. } = Cut::new(source, span);
        let part = |range: Range<usize>| text.get(range).unwrap_or_default().to_owned();
        Self { line, before: part(0..marked.start), marked: part(marked.clone()), after: part(marked.end..text.len()) }
    }
}

/// The part of a source that is drawn: the lines of a place, long ones cut around it.
struct Cut {
    text: String,
    line: usize,
    /// `file:line:column`, what terminals make a link of.
    place: String,
    marked: Range<usize>,
}

impl Cut {
    fn new(source: &Source, span: Span) -> Self {
        let start = source.line_column(span.range().start);
        // Of a place that spans lines the first is enough to find it; a frame around a whole block hides the point.
        let line = source.line_range(start.line).unwrap_or(0..0);
        let mark_end = span.range().end.clamp(line.start, line.end);
        let mark_start = span.range().start.min(mark_end).max(line.start);
        let from = back(&source.text, mark_start, line.start);
        let to = forward(&source.text, mark_end, line.end);
        let (lead, tail) = (if from > line.start { "…" } else { "" }, if to < line.end { "…" } else { "" });
        let text = format!("{lead}{}{tail}", visible(&source.text[from..to]));
        let marked_start = lead.len() + visible(&source.text[from..mark_start]).len();
        let marked_length = visible(&source.text[mark_start..mark_end]).len();
        let marked = marked_start..marked_start + marked_length;
        let place = if source.is_cell {
            source.name.clone()
        } else {
            format!("{}:{}:{}", source.name, start.line, start.column)
        };
        Self { text, line: start.line, place, marked }
    }
}

/// Puts the true place where annotate-snippets counted columns in a cut line.
fn put_place(text: String, place: &str) -> String {
    let Some(start) = text.find(PLACE) else { return text };
    let rest = &text[start + PLACE.len()..];
    let end = rest.find(|c: char| c != ':' && !c.is_ascii_digit()).unwrap_or(rest.len());
    format!("{}{place}{}", &text[..start], &rest[end..])
}

/// Characters a terminal would act on, or show nothing of, are drawn as `\u{FFFD}`.
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => c,
            '\r' => ' ',
            c if c.is_control() => '\u{FFFD}',
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' => {
                '\u{FFFD}'
            }
            c => c,
        })
        .collect()
}

fn back(text: &str, at: usize, limit: usize) -> usize {
    let line = &text[limit..at];
    if line.chars().count() <= CONTEXT_BEFORE * 2 {
        return limit;
    }
    line.char_indices().rev().nth(CONTEXT_BEFORE).map_or(limit, |(i, _)| limit + i)
}

fn forward(text: &str, at: usize, limit: usize) -> usize {
    if text[at..limit].chars().count() <= CONTEXT_AFTER * 2 {
        return limit;
    }
    text[at..limit].char_indices().nth(CONTEXT_AFTER).map_or(limit, |(i, _)| at + i)
}
