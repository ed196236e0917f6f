//! The second pass: marks become string literals and tags, and their places in `main.typ` are noted.

use std::fmt::Write as _;
use std::ops::Range;

use super::context::Context;
use super::literal::{runs, write_string};
use super::source_map::{Literal, SourceMap, TaggedBlock};
use super::{CLOSE, OPEN};
use crate::text::{MarkKind, Text};

/// A place where a line may end, between two literals; it has no width and leaves nothing in copied text.
const BREAK: &str = "#h(0.001pt, weak: true);";

/// The theme's functions that are called for what is marked in a text.
pub(super) const FUNCTIONS: [&str; 2] = ["document-note", "fill-in-blank"];

/// What a mark stands for.
enum Mark {
    /// A text, by its number in the context.
    Text(usize),
    /// The beginning of a block.
    Start(usize),
    /// The end of a block.
    End(usize),
}

impl Mark {
    fn read(mark: &str) -> Option<Self> {
        let number = mark.get(1..)?.parse().ok()?;
        match mark.as_bytes().first()? {
            b't' => Some(Self::Text(number)),
            b's' => Some(Self::Start(number)),
            b'e' => Some(Self::End(number)),
            _ => None,
        }
    }
}

/// Writes `body` after what is in `main`, marks replaced; its blocks are numbered from `first`. On a mark that a template
/// damaged, the block it was in.
pub(super) fn assemble(main: &mut String, body: &str, context: &Context, first: usize) -> Result<SourceMap, usize> {
    let blocks = context.blocks.iter().map(|block| TaggedBlock {
        main: usize::MAX..usize::MAX,
        span: block.span,
        template: block.template.clone(),
    });
    let mut map = SourceMap { literals: Vec::new(), blocks: blocks.collect() };
    let mut open = vec![0];
    map.blocks[0].main = main.len()..main.len();
    let mut rest = body;
    while let Some(at) = rest.find([OPEN, CLOSE]) {
        let inside = *open.last().expect("block 0 stays open");
        main.push_str(&rest[..at]);
        let after = rest[at..].strip_prefix(OPEN).ok_or(inside)?;
        let end = after.find(CLOSE).ok_or(inside)?;
        match Mark::read(&after[..end]).ok_or(inside)? {
            Mark::Text(number) => {
                let text = context.texts.get(number).ok_or(inside)?;
                write_text(main, text, &mut map);
            }
            Mark::Start(block) => {
                let tagged = map.blocks.get_mut(block).ok_or(inside)?;
                if tagged.main.start == usize::MAX {
                    tagged.main = main.len()..usize::MAX;
                }
                open.push(block);
                let _ = write!(main, "#metadata(\"banxin:start:{}\")", first + block);
            }
            Mark::End(block) => {
                if open.len() == 1 || open.pop() != Some(block) {
                    return Err(inside);
                }
                let _ = write!(main, "#metadata(\"banxin:end:{}\")", first + block);
                if map.blocks[block].main.end == usize::MAX {
                    map.blocks[block].main.end = main.len();
                }
            }
        }
        rest = &after[end + CLOSE.len_utf8()..];
    }
    main.push_str(rest);
    map.blocks[0].main.end = main.len();
    if open.len() == 1 { Ok(map) } else { Err(open[open.len() - 1]) }
}

/// `[#"…"]`: only a content block that holds a literal keeps the literal's own place in Typst's frames.
pub(super) fn write_text(main: &mut String, text: &Text, map: &mut SourceMap) {
    main.push('[');
    let mut written = 0;
    for mark in text.marks() {
        write_plain(main, text, written..mark.at, map);
        written = mark.at;
        match &mark.kind {
            MarkKind::Note(note) => {
                main.push_str("#document-note(");
                write_text(main, note, map);
                main.push_str(");");
            }
            MarkKind::Blank(length) => {
                written = (mark.at + length).min(text.len());
                main.push_str("#fill-in-blank([");
                write_plain(main, text, mark.at..written, map);
                main.push_str("]);");
            }
        }
    }
    write_plain(main, text, written..text.len(), map);
    main.push(']');
}

fn write_plain(main: &mut String, text: &Text, range: Range<usize>, map: &mut SourceMap) {
    for run in runs(&text.as_str()[range.clone()]) {
        if run.start > 0 {
            main.push_str(BREAK);
        }
        main.push('#');
        let start = main.len();
        let part = text.slice(range.start + run.start..range.start + run.end);
        write_string(main, part.as_str());
        map.literals.push(Literal { main: start..main.len(), text: part });
        // Ends the expression, or a `(` or `.` after it would be taken for its own.
        main.push(';');
    }
}
