//! Scalars in single and in double quotes.

use std::ops::Range;

use super::{Fold, Raw, Writer, is_blank, is_break};
use crate::text::Text;

/// Decodes `'…'`, quotes included in the range.
pub(in crate::yaml) fn decode_single(raw: Raw<'_>, range: Range<usize>) -> Text {
    let mut out = Writer::new(raw);
    let end = range.end.saturating_sub(1).max(range.start + 1);
    let mut at = range.start + 1;
    while at < end {
        let stop = raw.line_end_before(at, end);
        let more = stop < end;
        let content = if more { at + raw.get(at..stop).trim_end_matches([' ', '\t']).len() } else { stop };
        copy_single(&mut out, at..content);
        at = stop;
        if more {
            let (fold, next) = read_fold(raw, content, stop, end);
            out.fold(fold, next);
            at = next;
        }
    }
    out.text
}

/// One line of a single-quoted scalar: only `''` is special.
fn copy_single(out: &mut Writer<'_>, range: Range<usize>) {
    let raw = out.raw;
    let mut at = range.start;
    while let Some(found) = raw.get(at..range.end).find("''") {
        let quote = at + found;
        out.copy(at..quote);
        out.derive("'", quote..quote + 2);
        at = quote + 2;
    }
    out.copy(at..range.end);
}

/// Reads the white space from the first line break on: how many lines end in it, and where it ends.
fn read_fold(raw: Raw<'_>, start: usize, mut at: usize, end: usize) -> (Fold, usize) {
    let mut breaks = 0;
    while at < end && is_break(raw.text.as_bytes()[at]) {
        breaks += 1;
        at = raw.skip_blanks(raw.line_break(at).end.min(end), end);
    }
    (Fold { start, breaks }, at)
}

/// Decodes `"…"`, quotes included in the range.
pub(in crate::yaml) fn decode_double(raw: Raw<'_>, range: Range<usize>) -> Text {
    let mut out = Writer::new(raw);
    let bytes = raw.text.as_bytes();
    let end = range.end.saturating_sub(1).max(range.start + 1);
    let mut at = range.start + 1;
    while at < end {
        let next = match bytes[at] {
            b'\\' => decode_escape(&mut out, at, end),
            byte if is_break(byte) || is_blank(byte) => copy_white(&mut out, at, end),
            _ => {
                let stop = |b: &u8| *b == b'\\' || is_blank(*b) || is_break(*b);
                let next = bytes[at..end].iter().position(stop).map_or(end, |n| at + n);
                out.copy(at..next);
                next
            }
        };
        at = next.max(at + 1);
    }
    out.text
}

/// White space between words stays; with a line break in it, it is a fold.
fn copy_white(out: &mut Writer<'_>, at: usize, end: usize) -> usize {
    let raw = out.raw;
    let next = raw.skip_blanks(at, end);
    if next < end && is_break(raw.text.as_bytes()[next]) {
        let (fold, past) = read_fold(raw, at, next, end);
        out.fold(fold, past);
        return past;
    }
    out.copy(at..next);
    next
}

/// Decodes the escape at `at`; returns where it ends.
fn decode_escape(out: &mut Writer<'_>, at: usize, end: usize) -> usize {
    let raw = out.raw;
    let Some(mark) = raw.get(at + 1..end).chars().next() else {
        out.copy(at..end);
        return end;
    };
    if mark == '\n' || mark == '\r' {
        return skip_escaped_break(out, at + 1, end);
    }
    let past = at + 1 + mark.len_utf8();
    let digits = match mark {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    let (value, past) = if digits == 0 { (simple_escape(mark), past) } else { decode_hex(raw, past, digits, end) };
    out.derive(value.unwrap_or('\u{FFFD}').encode_utf8(&mut [0; 4]), at..past);
    past
}

/// After `\` at the end of a line: nothing, but each empty line that follows is a line end.
fn skip_escaped_break(out: &mut Writer<'_>, at: usize, end: usize) -> usize {
    let raw = out.raw;
    let mut at = raw.skip_blanks(raw.line_break(at).end.min(end), end);
    while at < end && is_break(raw.text.as_bytes()[at]) {
        let line_break = raw.line_break(at);
        at = raw.skip_blanks(line_break.end.min(end), end);
        out.line_feed(line_break);
    }
    at
}

/// YAML 1.2.2, 5.7: escaped characters.
fn simple_escape(mark: char) -> Option<char> {
    Some(match mark {
        '0' => '\0',
        'a' => '\x07',
        'b' => '\x08',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\x0b',
        'f' => '\x0c',
        'r' => '\r',
        'e' => '\x1b',
        ' ' | '"' | '/' | '\\' => mark,
        'N' => '\u{85}',
        '_' => '\u{A0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        _ => return None,
    })
}

/// Reads so many hexadecimal digits, and a second `\uXXXX` if the first is one half of a pair, as JSON writes them.
fn decode_hex(raw: Raw<'_>, at: usize, digits: usize, end: usize) -> (Option<char>, usize) {
    let read = |at: usize, digits: usize| {
        let past = at + digits;
        (past <= end).then(|| raw.text.get(at..past)).flatten().and_then(|hex| u32::from_str_radix(hex, 16).ok())
    };
    let Some(value) = read(at, digits) else {
        return (None, at);
    };
    let past = at + digits;
    let high = (0xD800..0xDC00).contains(&value) && raw.get(past..end).starts_with("\\u");
    match high.then(|| read(past + 2, 4)).flatten() {
        Some(low @ 0xDC00..0xE000) => {
            let pair = 0x1_0000 + (((value - 0xD800) << 10) | (low - 0xDC00));
            (char::from_u32(pair), past + 6)
        }
        _ => (char::from_u32(value), past),
    }
}
