//! The way back from `main.typ` to what the writer typed.
//!
//! In: where each text and each block was written in `main.typ`. Out: the place in the YAML for a glyph's literal and
//! offset, for a block's id, or for any byte of `main.typ`. This module must not know Typst.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::source::Span;
use crate::text::Text;

/// One string literal of `main.typ`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    /// Its bytes in `main.typ`, quotes included.
    pub main: Range<usize>,
    /// What was typed, or worked out from what was typed.
    pub text: Text,
}

/// One tagged block of `main.typ`; its id is its place in the list. Block 0 is the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaggedBlock {
    /// Its bytes in `main.typ`, tags included.
    pub main: Range<usize>,
    /// The block in the YAML.
    pub span: Span,
    /// The template that wrote it, such as `blocks/task.typ.j2`.
    pub template: String,
}

/// Where everything in `main.typ` came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMap {
    /// In the order of `main.typ`.
    pub literals: Vec<Literal>,
    /// By id; nested blocks come after what encloses them.
    pub blocks: Vec<TaggedBlock>,
}

impl SourceMap {
    /// The literal that holds a byte of `main.typ`.
    #[must_use]
    pub fn literal_at(&self, main: usize) -> Option<&Literal> {
        let after = self.literals.partition_point(|literal| literal.main.start <= main);
        self.literals[..after].last().filter(|literal| literal.main.contains(&main))
    }

    /// The innermost block that holds a byte of `main.typ`.
    #[must_use]
    pub fn block_at(&self, main: usize) -> Option<u32> {
        let inner = self.blocks.iter().rposition(|block| block.main.contains(&main))?;
        u32::try_from(inner).ok()
    }

    /// Where a glyph's character was typed: `literal` is the byte of `main.typ` at which its string literal begins
    /// (if its span is in `main.typ`), `offset` the byte in the decoded string, `block` the innermost tagged block.
    /// None only if neither is known.
    #[must_use]
    pub fn place(&self, literal: Option<usize>, offset: usize, block: Option<u32>) -> Option<Span> {
        let typed = literal.and_then(|at| self.literal_at(at)).and_then(|literal| literal.text.locate(offset));
        typed.or_else(|| self.blocks.get(block? as usize).map(|block| block.span))
    }
}
