//! Scalars under `|` and `>`.

use std::ops::Range;

use super::{Raw, Writer, is_blank, is_break};
use crate::text::Text;

/// What the line with the `|` or `>` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::yaml) struct Header {
    /// Whether it is `>`.
    pub(in crate::yaml) folded: bool,
    /// Indentation beyond the parent's; none if the first line tells.
    pub(in crate::yaml) indent: Option<usize>,
    /// The end of its line, line break not included.
    pub(in crate::yaml) end: usize,
    /// Where its marks end and a comment may begin.
    pub(in crate::yaml) marks_end: usize,
    /// What becomes of the line ends at the end.
    chomping: Chomping,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Chomping {
    /// None stay.
    Strip,
    /// One stays.
    Clip,
    /// All stay.
    Keep,
}

impl Header {
    /// Reads a header at `at`; none if what stands there is no header but text (`| 甲`, `>5%`).
    pub(in crate::yaml) fn read(raw: Raw<'_>, at: usize) -> Option<Self> {
        let bytes = raw.text.as_bytes();
        let folded = match bytes.get(at)? {
            b'|' => false,
            b'>' => true,
            _ => return None,
        };
        let end = raw.line_end(at);
        let (mut chomping, mut indent, mut next) = (None, None, at + 1);
        while next < end {
            match bytes[next] {
                b'+' if chomping.is_none() => chomping = Some(Chomping::Keep),
                b'-' if chomping.is_none() => chomping = Some(Chomping::Strip),
                digit @ b'1'..=b'9' if indent.is_none() => indent = Some(usize::from(digit - b'0')),
                _ => break,
            }
            next += 1;
        }
        let rest = raw.skip_blanks(next, end);
        let ends = rest == end || (bytes[rest] == b'#' && rest > next);
        let chomping = chomping.unwrap_or(Chomping::Clip);
        ends.then_some(Self { folded, indent, end, marks_end: next, chomping })
    }
}

/// Finds the header of the block scalar that comes next after `at`, where the last token ended: only marks, anchors,
/// tags and comments stand between.
pub(in crate::yaml) fn find_header(raw: Raw<'_>, mut at: usize, limit: usize) -> Option<(usize, Header)> {
    let bytes = raw.text.as_bytes();
    while at < limit {
        let rest = bytes.get(at..limit)?;
        at += match rest[0] {
            b'|' | b'>' => return Header::read(raw, at).map(|header| (at, header)),
            b'#' => rest.iter().position(|&b| is_break(b))?,
            b'&' | b'!' => rest.iter().position(|&b| is_blank(b) || is_break(b))?,
            _ => 1,
        };
    }
    None
}

/// Decodes a block scalar whose first line with content begins at `start`, after `indent` columns of indentation.
pub(in crate::yaml) fn decode_block(raw: Raw<'_>, header: Header, start: usize, indent: usize) -> Text {
    let mut out = Writer::new(raw);
    let mut breaks = leading_breaks(raw, header.end, start);
    let mut at = start;
    let mut before: Option<Shape> = None;
    loop {
        let end = raw.line_end(at);
        let shape = Shape::of(raw, at);
        if header.folded && before == Some(Shape::Flush) && shape == Shape::Flush {
            fold(&mut out, &breaks, at);
        } else {
            out.line_feeds(&breaks);
        }
        out.copy(at..end);
        before = Some(shape);
        breaks.clear();
        match next_line(raw, end, indent, &mut breaks) {
            Some(next) => at = next,
            None => break,
        }
    }
    chomp(&mut out, header.chomping, &breaks);
    out.text
}

/// Whether a line of a folded scalar begins at its indentation or beyond; only lines that do not are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Flush,
    Deeper,
}

impl Shape {
    fn of(raw: Raw<'_>, at: usize) -> Self {
        if raw.text.as_bytes().get(at).is_some_and(|&b| is_blank(b)) { Self::Deeper } else { Self::Flush }
    }
}

/// The ends of the empty lines between the header and the first line.
fn leading_breaks(raw: Raw<'_>, header_end: usize, start: usize) -> Vec<Range<usize>> {
    let mut at = raw.line_break(header_end).end;
    let mut breaks = Vec::new();
    while at < start {
        let line_break = raw.line_break(raw.line_end_before(at, start));
        if line_break.start >= start || line_break.is_empty() {
            break;
        }
        at = line_break.end;
        breaks.push(line_break);
    }
    breaks
}

/// Goes from the end of a line to the content of the next that has some, keeping the line ends between; none if the
/// scalar ends here.
fn next_line(raw: Raw<'_>, end: usize, indent: usize, breaks: &mut Vec<Range<usize>>) -> Option<usize> {
    let bytes = raw.text.as_bytes();
    let mut at = end;
    loop {
        let line_break = raw.line_break(at);
        if line_break.is_empty() {
            return None;
        }
        at = line_break.end;
        breaks.push(line_break);
        let spaces = bytes[at..].iter().take(indent).take_while(|&&b| b == b' ').count();
        at += spaces;
        match bytes.get(at) {
            None => return None,
            Some(&byte) if is_break(byte) => {}
            Some(_) if spaces < indent || is_marker(raw, at, indent) => return None,
            Some(_) => return Some(at),
        }
    }
}

/// Whether `---` or `...` ends a scalar that is not indented at all.
fn is_marker(raw: Raw<'_>, at: usize, indent: usize) -> bool {
    let line = raw.get(at..raw.line_end(at));
    indent == 0
        && (line.starts_with("---") || line.starts_with("..."))
        && line[3..].chars().next().is_none_or(|c| c == ' ' || c == '\t')
}

/// Joins two lines of a folded scalar.
fn fold(out: &mut Writer<'_>, breaks: &[Range<usize>], next: usize) {
    match breaks {
        [one] => out.join(one.start..next),
        [_, more @ ..] => out.line_feeds(more),
        [] => {}
    }
}

fn chomp(out: &mut Writer<'_>, chomping: Chomping, breaks: &[Range<usize>]) {
    let kept = match chomping {
        Chomping::Strip => return,
        Chomping::Clip => breaks.get(..1).unwrap_or(breaks),
        Chomping::Keep => breaks,
    };
    if kept.is_empty() {
        let end = out.raw.text.len();
        out.derive("\n", end..end);
    }
    out.line_feeds(kept);
}
