//! The one expression language of content: `{{ }}` in text, 校核, output names and `--where`.
//!
//! In: text as typed, and a [`Scope`] that knows names and their values. Out: values, and text with them put in.
//!
//! - **Names** are any key as typed, `60岁以上` and `发放-春节` too: what equals a known name is looked up first, the
//!   longest one at the place. `a.b.c` is a path. A name with characters that confuse stands in brackets: `[发放(元)]`,
//!   `【发放(元)】`, `` `发放(元)` ``.
//! - **Numbers** are exact decimals with units: `522户`, `12.5%`. No commas within them.
//! - **Text** stands in quotes: `"…"` `'…'` `“…”` `‘…’` `「…」` `『…』`.
//! - `+ - × ÷` (also `* /`), `= ≠ < > ≤ ≥` (also `== != <> <= >=`), 且 或 非 (also and, or, not), brackets; every sign in
//!   full width too. `a = b = c` holds if each two neighbours are equal.
//! - `f(a, b)` calls, `a | f(b)` filters; the two are the same. See [`OPERATIONS`].
//!
//! An unknown name is an error at its place, never a blank. This module must not know YAML or documents.

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::text::Text;

mod check;
mod evaluate;
mod interpolate;
mod names;
mod operations;
mod parse;
mod scan;
mod tree;
mod value;
mod write;

pub use check::{Verdict, check};
pub use evaluate::{evaluate, holds};
pub use interpolate::{Interpolated, interpolate};
pub use names::Names;
pub use operations::{OPERATIONS, Operation};
pub use tree::{Expr, Use};
pub use value::{Value, ValueKind};

/// The longest expression, in characters; a person can't check a longer one.
pub const MAX_CHARS: usize = 2000;

/// The deepest nesting of brackets, calls and signs: keeps the stack small.
pub const MAX_NESTING: usize = 64;

/// The most names, numbers, calls and filters in one expression.
pub const MAX_OPERANDS: usize = 500;

/// The most blanks one 空白 leaves: two lines of a page.
pub const MAX_BLANK: usize = 56;

/// How many unknown names of one text are compared with all known ones; more are told without a guess.
const MAX_GUESSES: usize = 50;

/// Where names come from.
pub trait Scope {
    /// The value of a name as [`Scope::names`] spells it, groups first; none for a group, which has no value.
    ///
    /// # Errors
    /// The value can't be had, such as one defined by itself.
    fn lookup(&self, path: &[String]) -> Result<Option<Value>, Diagnostic>;

    /// Last year's value of a name, for 同比 with one argument; none if it is not known.
    ///
    /// # Errors
    /// As [`Scope::lookup`].
    fn last_year(&self, path: &[String]) -> Result<Option<Value>, Diagnostic> {
        let _ = path;
        Ok(None)
    }

    /// All figures of a name below this place, for functions over many: 合计(发放) adds up that of every 分项. None if the
    /// name is one value.
    ///
    /// # Errors
    /// As [`Scope::lookup`]; and if they are to be added and do not add up.
    fn gather(&self, path: &[String], wanted: Gather) -> Result<Option<Vec<Value>>, Diagnostic> {
        let _ = (path, wanted);
        Ok(None)
    }

    /// The names that may stand after these; of no names, those at the top. Asked once for each text, so a scope
    /// that serves many keeps its [`Names`] and lends them.
    fn names(&self, prefix: &[String]) -> Cow<'_, Names>;
}

/// What is gathered, and what for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gather {
    /// The figures will be added: those that do not add up are an error.
    pub adding: bool,
    /// Last year's; none if one of them is not known.
    pub last_year: bool,
}

/// Parses the range of a text as one expression.
///
/// # Errors
/// Every unknown name, and what could not be read, at its place.
pub fn parse(text: &Text, range: Range<usize>, scope: &dyn Scope) -> Result<Expr, Vec<Diagnostic>> {
    parse::parse(text, range, scope, &scope.names(&[]), &mut { MAX_GUESSES })
}

#[cfg(test)]
mod tests;
