//! Text with `{{ }}` to text without.
//!
//! In: a text and a scope. Out: the text with every expression replaced by what it comes to; the rest keeps its
//! places. `{%` and `{#` are plain text, and what comes out is never evaluated again.

use std::ops::Range;

use super::evaluate::evaluate;
use super::names::Names;
use super::parse::{at, parse};
use super::scan::span_of;
use super::tree::Use;
use super::value::Value;
use super::{MAX_GUESSES, Scope};
use crate::diagnostic::code::ExprFault;
use crate::diagnostic::{Diagnostic, Report};
use crate::text::{MarkKind, Text};

/// A text whose expressions were worked out.
#[derive(Clone, Debug, Default)]
pub struct Interpolated {
    /// The text.
    pub text: Text,
    /// The names that were used, in order.
    pub uses: Vec<Use>,
}

/// Replaces every `{{ … }}`. Where that fails, the diagnostics are pushed and the text stays as typed.
pub fn interpolate(text: &Text, scope: &dyn Scope, report: &mut Report) -> Interpolated {
    let value = text.as_str();
    if !value.contains("{{") && !value.contains("｛｛") {
        return Interpolated { text: text.clone(), ..Interpolated::default() };
    }
    let names = scope.names(&[]);
    let done = Interpolated::default();
    let mut filler = Filler { text, scope, names: &names, guesses: MAX_GUESSES, copied: 0, done };
    for braces in braces(value) {
        let tell = |range: Range<usize>, fault| at(span_of(text, range), fault);
        match braces {
            Braces::Pair(whole) => {
                if let Err(faults) = filler.fill(whole, report) {
                    report.extend(faults);
                }
            }
            Braces::Unclosed(start) => report.push(tell(start..start + 2, ExprFault::Unclosed)),
            Braces::Wide(whole) => {
                let typed = value[whole.clone()].to_owned();
                report.push(tell(whole, ExprFault::WideBraces { typed }));
            }
        }
    }
    filler.copy(value.len());
    filler.done
}

struct Filler<'a> {
    text: &'a Text,
    scope: &'a dyn Scope,
    names: &'a Names,
    guesses: usize,
    /// Up to which byte the text was copied.
    copied: usize,
    done: Interpolated,
}

impl Filler<'_> {
    /// Puts in what stands between braces comes to.
    fn fill(&mut self, whole: Range<usize>, report: &mut Report) -> Result<(), Vec<Diagnostic>> {
        let span = span_of(self.text, whole.clone());
        let inner = whole.start + 2..whole.end - 2;
        if self.text.as_str()[inner.clone()].trim().is_empty() {
            return Err(vec![at(span, ExprFault::Empty)]);
        }
        let expr = parse(self.text, inner, self.scope, self.names, &mut self.guesses)?;
        let value = evaluate(&expr, self.scope, report).map_err(|fault| vec![fault])?;
        self.copy(whole.start);
        self.copied = whole.end;
        if let Some(span) = span {
            let shown = value.display();
            match &value {
                Value::Note(note) => self.done.text.push_mark(span, MarkKind::Note(Text::derived(note, span))),
                Value::Blank(_) => self.done.text.push_mark(span, MarkKind::Blank(shown.len())),
                _ => {}
            }
            self.done.text.push_derived(&shown, span);
        }
        self.done.uses.extend(expr.uses);
        Ok(())
    }

    /// Copies what was not yet, as it stands.
    fn copy(&mut self, end: usize) {
        self.done.text.append(&self.text.slice(self.copied..end));
        self.copied = end;
    }
}

/// What braces stand in a text.
enum Braces {
    /// From `{{` to after `}}`.
    Pair(Range<usize>),
    /// A `{{` with no `}}` before the next or the end.
    Unclosed(usize),
    /// `｛｛ … ｝｝`.
    Wide(Range<usize>),
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
            '}' => found.extend(open.take().map(|start| Braces::Pair(start..skip_to))),
            '｛' if open.is_none() => {
                found.extend(wide.replace(i).map(|start| Braces::Wide(start..start + "｛｛".len())));
            }
            '｝' if open.is_none() => {
                found.extend(wide.take().map(|start| Braces::Wide(start..skip_to)));
            }
            _ => {}
        }
    }
    found.extend(open.map(Braces::Unclosed));
    found.extend(wide.map(|start| Braces::Wide(start..start + "｛｛".len())));
    found
}
