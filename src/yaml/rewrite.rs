//! Lines as they should be, for hints.
//!
//! In: a source text and what to change in a line. Out: that line, changed.
//! This module must not judge; it only writes what it is told.

use std::ops::Range;

use super::decode::{Raw, is_break};

/// A line longer than this is shown as the part around the mistake, in bytes on either side of it: a hint must not
/// cost as much as reading the file.
const REACH: usize = 2000;

/// The line (or the part of it that matters) around a place, without line end.
pub(super) fn line_around(raw: Raw<'_>, at: usize) -> Range<usize> {
    let bytes = raw.text.as_bytes();
    let first = raw.text.ceil_char_boundary(at.saturating_sub(REACH));
    let last = raw.text.floor_char_boundary((at + REACH).min(raw.text.len()));
    let start = bytes[first..at].iter().rposition(|&b| is_break(b)).map_or(first, |n| first + n + 1);
    let end = bytes[at..last].iter().position(|&b| is_break(b)).map_or(last, |n| at + n);
    start..end
}

/// The line with a range of it replaced, without indentation.
pub(super) fn replaced(raw: Raw<'_>, range: Range<usize>, with: &str) -> String {
    let line = line_around(raw, range.start);
    let end = range.end.min(line.end);
    let head = raw.get(line.start..range.start).trim_start();
    format!("{head}{with}{}", raw.get(end..line.end)).trim_end().to_owned()
}

/// The line with other indentation.
pub(super) fn indented(raw: Raw<'_>, at: usize, spaces: usize) -> String {
    let line = raw.get(line_around(raw, at));
    format!("{}{}", " ".repeat(spaces), line.trim())
}

/// The line with a text of it put in quotes.
pub(super) fn quoted_in_line(raw: Raw<'_>, range: Range<usize>) -> String {
    let shown = range.start..range.end.min(line_around(raw, range.start).end);
    replaced(raw, range, &quoted(raw.get(shown)))
}

/// A text in quotes: single ones, which change nothing within, if it has none itself.
pub(super) fn quoted(text: &str) -> String {
    if !text.contains('\'') {
        format!("'{text}'")
    } else if text.contains(['"', '\\']) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        format!("\"{text}\"")
    }
}

/// What a value takes of its line, if it is in no brackets: to the end, without a comment and white space.
pub(super) fn block_extent(raw: Raw<'_>, at: usize) -> Range<usize> {
    let line = raw.get(at..line_around(raw, at).end);
    let comment = line.find(" # ").unwrap_or(line.len());
    at..at + line[..comment].trim_end().len()
}

/// What a value takes of its line, if it is in brackets: to the next comma or closing bracket.
pub(super) fn flow_extent(raw: Raw<'_>, at: usize) -> Range<usize> {
    let line = raw.get(at..line_around(raw, at).end);
    let stop = line.find([',', ']', '}']).unwrap_or(line.len());
    at..at + line[..stop].trim_end().len()
}
