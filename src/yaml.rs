//! YAML text → a tree of nodes, with the place of every byte and plain words for every mistake.
//!
//! In: a [`Source`]. Out: [`Parsed`], and diagnostics in a [`Report`].
//! This stage must not know what a field means: whether `标题` may stand there is the business of `document`.
//!
//! The way: [`scan`] reads the text line by line, knows the traps that writers fall into, and finds where `{{ … }}`
//! stands as plain text; [`mask`] hides that (and mends what can be mended) before the parser sees the text; [`tree`]
//! builds nodes from the parser's events, decoding each scalar from what was typed; [`syntax`] puts the parser's
//! own complaints in our words, where the scan has none.

mod checks;
mod decode;
mod mask;
mod node;
mod ordinal;
mod rewrite;
mod scan;
mod syntax;
mod tree;

use crate::diagnostic::code::WholeFault;
use crate::diagnostic::{Diagnostic, MAX_SHOWN, Report};
use crate::source::Source;

pub use checks::looks_like_accidental_key;
pub use mask::expression_length;
pub use node::{Comment, Entry, Layout, Mapping, Node, Parsed, Scalar, Sequence, Style, Value};
pub use ordinal::typed_ordinal;

/// Reads a source as YAML. All that is wrong is in the report.
///
/// Returns none only if there is nothing to go on with. With errors in the report there may still be a tree, mended so
/// that later stages can look for more mistakes; no paper may be made from it.
pub fn parse(source: &Source, report: &mut Report) -> Option<Parsed> {
    let raw = decode::Raw { text: &source.text, source: source.id };
    let mut findings = Findings { report, left: MAX_SHOWN };
    let scanned = scan::scan(raw, &mut findings);
    let masked = mask::Masked::new(raw.text, scanned.edits);
    match tree::build(raw, &masked, &mut findings) {
        Ok(Some(root)) if !root.is_null() => {
            checks::check(raw, &root, &mut findings);
            let comments = scanned.comments.into_iter().map(|range| comment(raw, range)).collect();
            Some(Parsed { root, comments })
        }
        Ok(_) => {
            if scanned.first_error.is_none() {
                findings.push(Diagnostic::at(raw.span(0..0), WholeFault::Empty));
            }
            None
        }
        Err(tree::Failure::Reported) => None,
        Err(tree::Failure::Syntax(error)) => {
            let diagnostic = syntax::explain(raw, &masked, &error);
            let at = diagnostic.span.map_or(0, |span| span.range().start);
            // What the parser stumbles over after a mistake that has been named is most likely that mistake.
            if scanned.first_error.is_none_or(|first| at < first) {
                findings.push(diagnostic);
            }
            None
        }
    }
}

fn comment(raw: decode::Raw<'_>, range: std::ops::Range<usize>) -> Comment {
    let text = raw.get(range.start + 1..range.end).trim().to_owned();
    Comment { span: raw.span(range), text }
}

/// The report, as far as one source may fill it.
struct Findings<'r> {
    report: &'r mut Report,
    left: usize,
}

impl Findings<'_> {
    fn push(&mut self, diagnostic: Diagnostic) {
        if self.left > 0 {
            self.left -= 1;
            self.report.push(diagnostic);
        }
    }
}
