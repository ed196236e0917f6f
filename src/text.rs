//! Text that remembers where each of its bytes was typed, and what stands in it that is more than text.
//!
//! In: decoded strings with the pieces of source they came from. Out: slices and joins that keep the places exact.
//! This module must not know YAML or expressions; it only keeps the books.

use std::fmt;
use std::ops::Range;

use crate::source::Span;

/// One run of a [`Text`] that has one way back to the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    /// Where the run begins in the text, in bytes; it ends where the next begins.
    start: u32,
    /// Where it was typed.
    span: Span,
    /// Whether byte `n` of the run is byte `n` of the span. If not, the whole run maps to the whole span
    /// (an escape, a fold, a worked-out `{{ }}`).
    exact: bool,
}

/// Something in a text that is more than text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The byte of the text at which it stands.
    pub at: usize,
    /// Where it was typed.
    pub span: Span,
    /// What it is.
    pub kind: MarkKind,
}

/// What a mark is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A note (注) on what stands before it; nothing stands in the text for it.
    Note(Text),
    /// The next so many bytes are blanks (空白) to be filled in by hand.
    Blank(usize),
}

/// A decoded text and the origin of each of its bytes.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Text {
    value: String,
    pieces: Vec<Piece>,
    /// In the order of their places.
    marks: Vec<Mark>,
}

impl Text {
    /// An empty text.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Text that stands in the source byte for byte.
    #[must_use]
    pub fn verbatim(value: &str, span: Span) -> Self {
        let mut text = Self::new();
        text.push_verbatim(value, span);
        text
    }

    /// Text that was worked out from what stands at `span`.
    #[must_use]
    pub fn derived(value: &str, span: Span) -> Self {
        let mut text = Self::new();
        text.push_derived(value, span);
        text
    }

    /// Adds a run that stands in the source byte for byte.
    pub fn push_verbatim(&mut self, value: &str, span: Span) {
        debug_assert_eq!(value.len(), span.range().len(), "a verbatim run is as long as its span");
        self.push(value, span, true);
    }

    /// Adds a run that was worked out from what stands at `span`.
    pub fn push_derived(&mut self, value: &str, span: Span) {
        self.push(value, span, false);
    }

    fn push(&mut self, value: &str, span: Span, exact: bool) {
        if value.is_empty() {
            return;
        }
        let start = u32::try_from(self.value.len()).unwrap_or(u32::MAX);
        let follows = self
            .pieces
            .last()
            .is_some_and(|last| exact && last.exact && last.span.source == span.source && last.span.end == span.start);
        match self.pieces.last_mut() {
            Some(last) if follows => last.span.end = span.end,
            _ => self.pieces.push(Piece { start, span, exact }),
        }
        self.value.push_str(value);
    }

    /// Adds another text, places and all.
    pub fn append(&mut self, other: &Self) {
        let length = self.value.len();
        self.marks.extend(other.marks.iter().map(|mark| Mark { at: mark.at + length, ..mark.clone() }));
        for (range, piece) in other.runs() {
            self.push(&other.value[range], piece.span, piece.exact);
        }
    }

    /// Puts a mark at the end; the bytes of a blank are to be pushed after it.
    pub fn push_mark(&mut self, span: Span, kind: MarkKind) {
        self.marks.push(Mark { at: self.value.len(), span, kind });
    }

    /// What stands in it that is more than text, in order.
    #[must_use]
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The decoded text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.value
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.value.is_empty()
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.value.len()
    }

    /// A part of it, by bytes of the decoded text.
    ///
    /// # Panics
    /// If the range does not lie on character boundaries.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        let mut text = Self::new();
        for (run, piece) in self.runs_from(range.start).take_while(|(run, _)| run.start < range.end) {
            let (start, end) = (run.start.max(range.start), run.end.min(range.end));
            if start >= end {
                continue;
            }
            let span = if piece.exact { part(piece.span, start - run.start..end - run.start) } else { piece.span };
            text.push(&self.value[start..end], span, piece.exact);
        }
        text.marks = self.marks_in(range);
        text
    }

    /// The marks of a part. A note belongs to what stands before it, so one between two parts is the first one's.
    fn marks_in(&self, range: Range<usize>) -> Vec<Mark> {
        let begins = range.start == 0 || self.value[..range.start].ends_with('\n');
        let holds = |mark: &&Mark| match mark.kind {
            MarkKind::Note(_) => mark.at <= range.end && (mark.at > range.start || (begins && mark.at == range.start)),
            MarkKind::Blank(_) => range.contains(&mark.at),
        };
        let marks = self.marks.iter().filter(holds);
        marks.map(|mark| Mark { at: mark.at - range.start, ..mark.clone() }).collect()
    }

    /// Without white space and U+3000 at either end.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        let start = self.value.len() - self.value.trim_start().len();
        let end = self.value.trim_end().len();
        if start == 0 && end == self.value.len() {
            return self.clone();
        }
        let (start, end) = (start.min(end), end);
        let mut text = self.slice(start..end);
        // What stood among the white space is kept, at the nearer end.
        text.marks =
            self.marks.iter().map(|mark| Mark { at: mark.at.clamp(start, end) - start, ..mark.clone() }).collect();
        text
    }

    /// The lines, without those that hold nothing but space, each trimmed: every line is a paragraph.
    #[must_use]
    pub fn paragraphs(&self) -> Vec<Self> {
        let mut at = 0;
        let mut paragraphs = Vec::new();
        for line in self.value.split('\n') {
            let range = at..at + line.len();
            at = range.end + 1;
            if !line.trim().is_empty() {
                paragraphs.push(self.slice(range).trimmed());
            }
        }
        paragraphs
    }

    /// Where the character at this byte of the decoded text was typed: the character's own bytes if the run is
    /// verbatim, the whole escape or expression if not. None if the text is empty.
    #[must_use]
    pub fn locate(&self, offset: usize) -> Option<Span> {
        let at = self.pieces.partition_point(|piece| piece.start as usize <= offset).max(1) - 1;
        let piece = self.pieces.get(at)?;
        if !piece.exact {
            return Some(piece.span);
        }
        let offset = self.value.floor_char_boundary(offset);
        let within = offset - piece.start as usize;
        let length = self.value[offset..].chars().next().map_or(0, char::len_utf8);
        Some(part(piece.span, within..within + length))
    }

    /// The smallest span that holds all of it, as far as it lies in one source; none for an empty text.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        let first = self.pieces.first()?.span;
        Some(self.pieces.iter().fold(first, |span, piece| span.join(piece.span)))
    }

    /// The span of a range of the decoded text; none if the range is empty.
    #[must_use]
    pub fn span_of(&self, range: Range<usize>) -> Option<Span> {
        self.slice(range).span()
    }

    fn runs(&self) -> impl Iterator<Item = (Range<usize>, Piece)> + '_ {
        self.runs_from(0)
    }

    /// The runs from the one that holds this byte on: a slice of a long text must not walk all of it.
    fn runs_from(&self, offset: usize) -> impl Iterator<Item = (Range<usize>, Piece)> + '_ {
        let first = self.pieces.partition_point(|piece| piece.start as usize <= offset).max(1) - 1;
        self.pieces.iter().enumerate().skip(first).map(|(i, piece)| {
            let end = self.pieces.get(i + 1).map_or(self.value.len(), |next| next.start as usize);
            (piece.start as usize..end, *piece)
        })
    }
}

fn part(span: Span, range: Range<usize>) -> Span {
    let start = span.range().start;
    Span::new(span.source, start + range.start..start + range.end)
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.value)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.value)?;
        for piece in &self.pieces {
            let mark = if piece.exact { "=" } else { "~" };
            write!(f, " {}{mark}{}..{}", piece.start, piece.span.start, piece.span.end)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Text;
    use crate::source::{SourceId, Span};

    fn span(start: u32, end: u32) -> Span {
        Span { source: SourceId(0), start, end }
    }

    #[test]
    fn an_offset_within_a_character_is_the_character() {
        let text = Text::verbatim("版心", span(10, 16));
        assert_eq!(text.locate(4), Some(span(13, 16)));
        assert_eq!(text.locate(99), Some(span(16, 16)));
    }

    #[test]
    fn slices_begin_and_end_within_runs() {
        let mut text = Text::verbatim("甲乙", span(0, 6));
        text.push_derived(" ", span(6, 9));
        text.push_verbatim("丙丁", span(9, 15));
        assert_eq!(text.slice(3..10).as_str(), "乙 丙");
        assert_eq!(text.slice(3..10).span(), Some(span(3, 12)));
        assert_eq!(text.slice(7..7).span(), None);
    }

    #[test]
    fn a_hundred_thousand_paragraphs_are_split_at_once() {
        let mut text = Text::new();
        for i in 0..100_000 {
            text.push_verbatim("甲\n", span(i * 6, i * 6 + 4));
        }
        let begun = std::time::Instant::now();
        assert_eq!(text.paragraphs().len(), 100_000);
        assert!(begun.elapsed().as_secs() < 5, "walking all runs for each line took minutes");
    }
}
