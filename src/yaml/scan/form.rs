//! What a line looks like before anything is known of its place.

use super::super::decode::{Header, Raw, is_blank};
use super::super::mask::expression_length;

/// The white space that a line begins with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Indent {
    /// Where it ends.
    pub(super) content: usize,
    /// How many spaces it begins with.
    pub(super) spaces: usize,
    /// How wide it looks: a tab is 8 columns, a wide space 2.
    pub(super) width: usize,
    /// What else than spaces is in it.
    pub(super) oddity: Option<Oddity>,
}

/// White space that can't indent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Oddity {
    /// A tab.
    Tab,
    /// U+3000, U+00A0 or another space that is not ASCII.
    Wide,
    /// U+FEFF, where files were joined. It is not seen, so it does not count.
    Mark,
}

impl Indent {
    pub(super) fn read(raw: Raw<'_>, start: usize, end: usize) -> Self {
        let mut indent = Self { content: end, spaces: 0, width: 0, oddity: None };
        for (i, c) in raw.get(start..end).char_indices() {
            match c {
                '\t' => indent.width += 8,
                '\u{3000}' => indent.width += 2,
                '\u{FEFF}' => {}
                ' ' | '\u{A0}' | '\u{2000}'..='\u{200B}' | '\u{202F}' | '\u{205F}' => indent.width += 1,
                _ => {
                    indent.content = start + i;
                    break;
                }
            }
            match c {
                ' ' if matches!(indent.oddity, None | Some(Oddity::Mark)) => indent.spaces += 1,
                ' ' => {}
                '\t' => indent.oddity = indent.oddity.or(Some(Oddity::Tab)),
                '\u{FEFF}' => indent.oddity = indent.oddity.or(Some(Oddity::Mark)),
                _ => indent.oddity = Some(Oddity::Wide),
            }
        }
        indent
    }
}

/// What a line, or the rest of one, looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `- …`
    Item,
    /// `字段名: …`
    Field,
    /// Anything else.
    Other,
}

/// Looks at what begins at `at` and goes no further than `end`, the end of the line.
pub(super) fn form(raw: Raw<'_>, mut at: usize, end: usize) -> Form {
    let bytes = raw.text.as_bytes();
    // `&a !!str key: …` is as much as anyone writes.
    for _ in 0..3 {
        if at >= end {
            return Form::Other;
        }
        match bytes[at] {
            b'-' if is_set_off(raw, at + 1, end) => return Form::Item,
            b'#' => return Form::Other,
            b'|' | b'>' if Header::read(raw, at).is_some() => return Form::Other,
            b'&' | b'!' => {
                let name = bytes[at..end].iter().position(|&b| is_blank(b)).map_or(end, |n| at + n);
                let next = raw.skip_blanks(name, end);
                if name == at + 1 || next == end {
                    return plain_form(raw, at, end);
                }
                at = next;
            }
            b'"' | b'\'' => return quoted_form(raw, at, end),
            b'[' | b'{' if !raw.get(at..end).starts_with("{{") => return bracket_form(raw, at, end),
            _ => return plain_form(raw, at, end),
        }
    }
    plain_form(raw, at, end)
}

/// Whether white space or the line's end stands at `at`.
pub(super) fn is_set_off(raw: Raw<'_>, at: usize, end: usize) -> bool {
    at >= end || is_blank(raw.text.as_bytes()[at])
}

/// What a text without quotes looks like.
pub(super) fn plain_form(raw: Raw<'_>, at: usize, end: usize) -> Form {
    if plain_stop(raw, at, end, false).stop == Stop::Colon { Form::Field } else { Form::Other }
}

fn quoted_form(raw: Raw<'_>, at: usize, end: usize) -> Form {
    match closing_quote(raw, at, end) {
        Some(close) => {
            let next = raw.skip_blanks(close, end);
            let colon = next < end && raw.text.as_bytes()[next] == b':' && is_set_off(raw, next + 1, end);
            if colon || next == end {
                return if colon { Form::Field } else { Form::Other };
            }
            plain_form(raw, close, end)
        }
        None => plain_form(raw, at + 1, end),
    }
}

fn bracket_form(raw: Raw<'_>, at: usize, end: usize) -> Form {
    if colon_after_bracket(raw, at, end).is_some() { Form::Field } else { Form::Other }
}

/// The colon of `[a]: …`, which no writer means.
pub(super) fn colon_after_bracket(raw: Raw<'_>, at: usize, end: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let close = raw.get(at..end).bytes().position(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    let next = raw.skip_blanks(at + close? + 1, end);
    (next < end && raw.text.as_bytes()[next] == b':' && is_set_off(raw, next + 1, end)).then_some(next)
}

/// Where the quote that opens at `at` is closed, if that is before `end`: one past the closing quote.
pub(super) fn closing_quote(raw: Raw<'_>, at: usize, end: usize) -> Option<usize> {
    let bytes = raw.text.as_bytes();
    let quote = bytes[at];
    let mut next = at + 1;
    while next < end {
        match bytes[next] {
            b'\\' if quote == b'"' => next += 1,
            b'\'' if quote == b'\'' && next + 1 < end && bytes[next + 1] == b'\'' => next += 1,
            byte if byte == quote => return Some(next + 1),
            _ => {}
        }
        next += 1;
    }
    None
}

/// Why a text without quotes ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The line ends.
    End,
    /// `: `
    Colon,
    /// ` #`
    Hash,
    /// In brackets: `,` or a bracket.
    Flow,
}

/// A text without quotes, as far as it goes on its line.
#[derive(Clone, Debug)]
pub(super) struct Plain {
    /// Where it ends: at the mark that ends it, or at the end of the line.
    pub(super) end: usize,
    /// Why it ends.
    pub(super) stop: Stop,
    /// The `{{ … }}` in it.
    pub(super) expressions: Vec<std::ops::Range<usize>>,
    /// The first `{{` in it that is not closed.
    pub(super) unclosed: Option<usize>,
}

/// Reads a text without quotes from `at` to its end, or to `end`, the end of the line.
pub(super) fn plain_stop(raw: Raw<'_>, at: usize, end: usize, in_flow: bool) -> Plain {
    let bytes = raw.text.as_bytes();
    let mut plain = Plain { end, stop: Stop::End, expressions: Vec::new(), unclosed: None };
    let mut next = at;
    while next < end {
        let after = bytes.get(next + 1).filter(|_| next + 1 < end).copied();
        let stop = match bytes[next] {
            b':' if after.is_none_or(|b| is_blank(b) || in_flow && is_flow(b)) => Some(Stop::Colon),
            b'#' if next > at && is_blank(bytes[next - 1]) => Some(Stop::Hash),
            b'{' if after == Some(b'{') => {
                // One that is not closed tells of all that follow on the line.
                let length = if plain.unclosed.is_none() { expression_length(raw.get(next..end)) } else { None };
                match length {
                    Some(length) => plain.expressions.push(next..next + length),
                    None => plain.unclosed = plain.unclosed.or(Some(next)),
                }
                next += length.unwrap_or(2);
                continue;
            }
            byte if in_flow && is_flow(byte) => Some(Stop::Flow),
            _ => None,
        };
        if let Some(stop) = stop {
            return Plain { end: next, stop, ..plain };
        }
        next += 1;
    }
    plain
}

/// Whether the byte ends a text in brackets.
pub(super) fn is_flow(byte: u8) -> bool {
    matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
}
