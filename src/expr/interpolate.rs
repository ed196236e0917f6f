//! Text with `{{ }}` to text without.
//!
//! In: a text and a scope. Out: the text with every expression replaced by what it comes to; the rest keeps its
//! places. `{%` and `{#` are plain text, and what comes out is never evaluated again.

use super::evaluate::evaluate;
use super::parse::{at, parse};
use super::scan::span_of;
use super::tree::Use;
use super::value::Value;
use super::{MAX_GUESSES, Scope};
use crate::diagnostic::Report;
use crate::diagnostic::code::ExprFault;
use crate::text::Text;

/// A text whose expressions were worked out.
#[derive(Clone, Debug, Default)]
pub struct Interpolated {
    /// The text.
    pub text: Text,
    /// The names that were used, in order.
    pub uses: Vec<Use>,
    /// What stands in the text and is more than text.
    pub marks: Vec<Mark>,
}

/// Something in a text that is more than text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The byte of the text where it stands.
    pub at: usize,
    /// What it is.
    pub kind: MarkKind,
}

/// What a mark is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A note to be put here; nothing stands in the text for it.
    Note(String),
    /// So many U+3000 from here on are blanks to be filled in by hand.
    Blank(usize),
}

/// Replaces every `{{ … }}`. Where that fails, the diagnostics are pushed and the text stays as typed.
pub fn interpolate(text: &Text, scope: &dyn Scope, report: &mut Report) -> Interpolated {
    let value = text.as_str();
    let mut done = Interpolated::default();
    if !value.contains("{{") && !value.contains("｛｛") {
        done.text = text.clone();
        return done;
    }
    let names = scope.names(&[]);
    let mut guesses = MAX_GUESSES;
    let mut copied = 0;
    for found in braces(value) {
        let inner = match found {
            Braces::Pair { start, end } => start + 2..end - 2,
            Braces::Unclosed(start) => {
                report.push(at(span_of(text, start..start + 2), ExprFault::Unclosed));
                continue;
            }
            Braces::Wide { start, end } => {
                let typed = value[start..end].to_owned();
                report.push(at(span_of(text, start..end), ExprFault::WideBraces { typed }));
                continue;
            }
        };
        let whole = inner.start - 2..inner.end + 2;
        let parsed = parse(text, inner.clone(), scope, &names, &mut guesses).map_err(|faults| {
            // An empty `{{}}` has no place of its own.
            faults.into_iter().map(|fault| crate::diagnostic::Diagnostic {
                span: fault.span.or_else(|| span_of(text, whole.clone())),
                ..fault
            })
        });
        let worked = match parsed {
            Ok(expr) => evaluate(&expr, scope, report).map(|worked| (expr, worked)).map_err(|fault| report.push(fault)),
            Err(faults) => {
                report.extend(faults);
                Err(())
            }
        };
        if let Ok((expr, worked)) = worked {
            done.text.append(&text.slice(copied..whole.start));
            done.put(&worked, text, whole.clone());
            done.uses.extend(expr.uses);
            copied = whole.end;
        }
    }
    done.text.append(&text.slice(copied..value.len()));
    done
}

impl Interpolated {
    fn put(&mut self, value: &Value, text: &Text, whole: std::ops::Range<usize>) {
        let at = self.text.len();
        match value {
            Value::Note(note) => self.marks.push(Mark { at, kind: MarkKind::Note(note.clone()) }),
            Value::Blank(count) => self.marks.push(Mark { at, kind: MarkKind::Blank(*count) }),
            _ => {}
        }
        if let Some(span) = span_of(text, whole) {
            self.text.push_derived(&value.display(), span);
        }
    }
}

/// What braces stand in a text.
enum Braces {
    /// From `{{` to after `}}`.
    Pair { start: usize, end: usize },
    /// A `{{` with no `}}` before the next or the end.
    Unclosed(usize),
    /// `｛｛ … ｝｝`.
    Wide { start: usize, end: usize },
}

/// All braces, found in one pass however many there are.
fn braces(text: &str) -> Vec<Braces> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut wide: Option<usize> = None;
    let mut skip_to = 0;
    for (i, c) in text.char_indices().filter(|(_, c)| ['{', '}', '｛', '｝'].contains(c)) {
        let doubled = text[i + c.len_utf8()..].starts_with(c);
        if i < skip_to || !doubled {
            continue;
        }
        skip_to = i + 2 * c.len_utf8();
        match c {
            '{' => found.extend(open.replace(i).map(Braces::Unclosed)),
            '}' => found.extend(open.take().map(|start| Braces::Pair { start, end: skip_to })),
            '｛' if open.is_none() => {
                found.extend(wide.replace(i).map(|start| Braces::Wide { start, end: start + 2 * '｛'.len_utf8() }));
            }
            '｝' if open.is_none() => {
                found.extend(wide.take().map(|start| Braces::Wide { start, end: skip_to }));
            }
            _ => {}
        }
    }
    found.extend(open.map(Braces::Unclosed));
    found.extend(wide.map(|start| Braces::Wide { start, end: start + 2 * '｛'.len_utf8() }));
    found
}
