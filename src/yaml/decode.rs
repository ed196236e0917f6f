//! Scalars decoded from what was typed, with the origin of each byte.
//!
//! In: the source text and the place of a scalar in it. Out: a [`Text`] that says what YAML says it says, but for one
//! thing: where a line ends between two wide characters no space is added, for Chinese has none between words.
//! This module must not know where scalars may stand; `{{ }}` is as good as any other text here.

mod block;
mod quoted;

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::source::{SourceId, Span};
use crate::text::Text;

pub(super) use block::{Header, decode_block, find_header};
pub(super) use quoted::{decode_double, decode_single};

/// A source to decode from.
#[derive(Clone, Copy)]
pub(super) struct Raw<'s> {
    /// The text as typed.
    pub(super) text: &'s str,
    /// Whose text it is.
    pub(super) source: SourceId,
}

impl<'s> Raw<'s> {
    /// The span of a range of bytes.
    pub(super) fn span(self, range: Range<usize>) -> Span {
        Span::new(self.source, range)
    }

    /// The text of a range of bytes; empty if it is none.
    pub(super) fn get(self, range: Range<usize>) -> &'s str {
        self.text.get(range).unwrap_or("")
    }

    /// The line break that begins at `at`: LF, CR LF or CR. Empty if there is none.
    pub(super) fn line_break(self, at: usize) -> Range<usize> {
        let bytes = self.text.as_bytes();
        let length = match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b'\r'), Some(b'\n')) => 2,
            (Some(b'\r' | b'\n'), _) => 1,
            _ => 0,
        };
        at..at + length
    }

    /// The end of the line that `at` stands in, line break not included.
    pub(super) fn line_end(self, at: usize) -> usize {
        self.line_end_before(at, self.text.len())
    }

    /// As [`Raw::line_end`], or `limit` if that comes first. A line may hold all of the text, so what is short must not
    /// look for its end.
    pub(super) fn line_end_before(self, at: usize, limit: usize) -> usize {
        let rest = self.text.as_bytes().get(at..limit).unwrap_or(&[]);
        rest.iter().position(|&b| is_break(b)).map_or(limit, |n| at + n)
    }

    /// The first byte from `at` on, and before `end`, that is neither space nor tab.
    pub(super) fn skip_blanks(self, at: usize, end: usize) -> usize {
        let rest = self.text.as_bytes().get(at..end).unwrap_or(&[]);
        rest.iter().position(|&b| !is_blank(b)).map_or(end, |n| at + n)
    }
}

/// Whether the byte ends a line.
pub(super) fn is_break(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// Whether the byte is a space or a tab.
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// Decodes a scalar without quotes.
pub(super) fn decode_plain(raw: Raw<'_>, range: Range<usize>) -> Text {
    let mut out = Writer::new(raw);
    let mut at = range.start;
    let mut fold = None;
    while at < range.end {
        let line_end = raw.line_end_before(at, range.end);
        let start = raw.skip_blanks(at, line_end);
        let content = start..start + raw.get(start..line_end).trim_end_matches([' ', '\t']).len();
        if !content.is_empty() {
            if let Some(fold) = fold.take() {
                out.fold(fold, content.start);
            }
            at = content.end;
            out.copy(content);
        }
        let end = raw.line_break(line_end).end.min(range.end);
        let fold = fold.get_or_insert(Fold { start: at, breaks: 0 });
        fold.breaks += usize::from(end > line_end);
        at = end.max(line_end);
    }
    out.text
}

/// White space with line breaks in it, within a scalar.
#[derive(Clone, Copy, Debug)]
struct Fold {
    /// Where it begins.
    start: usize,
    /// How many lines end in it.
    breaks: usize,
}

/// Builds a text from pieces of a source.
struct Writer<'s> {
    raw: Raw<'s>,
    text: Text,
}

impl<'s> Writer<'s> {
    fn new(raw: Raw<'s>) -> Self {
        Self { raw, text: Text::new() }
    }

    /// Adds what was typed as it was typed.
    fn copy(&mut self, range: Range<usize>) {
        self.text.push_verbatim(self.raw.get(range.clone()), self.raw.span(range));
    }

    /// Adds what a range stands for.
    fn derive(&mut self, value: &str, range: Range<usize>) {
        self.text.push_derived(value, self.raw.span(range));
    }

    /// Adds a line end.
    fn line_feed(&mut self, line_break: Range<usize>) {
        if self.raw.get(line_break.clone()) == "\n" {
            self.copy(line_break);
        } else {
            self.derive("\n", line_break);
        }
    }

    /// Adds line ends.
    fn line_feeds(&mut self, line_breaks: &[Range<usize>]) {
        for line_break in line_breaks {
            self.line_feed(line_break.clone());
        }
    }

    /// Adds what line breaks within a scalar stand for: one is a space or nothing, more are one less.
    fn fold(&mut self, fold: Fold, end: usize) {
        let range = fold.start..end;
        if fold.breaks > 1 {
            self.derive(&"\n".repeat(fold.breaks - 1), range);
        } else if fold.breaks == 1 {
            self.join(range);
        }
    }

    /// Adds what one line break stands for, if the next line begins at the end of the range.
    fn join(&mut self, range: Range<usize>) {
        let before = self.text.as_str().chars().next_back();
        let after = self.raw.get(range.end..self.raw.text.len()).chars().next();
        if !before.zip(after).is_some_and(|(before, after)| is_seamless(before, after)) {
            self.derive(" ", range);
        }
    }
}

/// Whether a line may end between two characters without a space: one is wide, and the other is wide too or a mark
/// that is wide in Chinese (“ ” — … ①).
fn is_seamless(before: char, after: char) -> bool {
    let wide = |c: char| c.width() == Some(2);
    let wide_in_chinese = |c: char| c.width_cjk() == Some(2) && !(c.is_alphabetic() && c.width() == Some(1));
    (wide(before) && wide_in_chinese(after)) || (wide_in_chinese(before) && wide(after))
}

#[cfg(test)]
mod tests {
    use super::{Raw, decode_plain, is_seamless};
    use crate::source::SourceId;

    fn plain(text: &str) -> String {
        decode_plain(Raw { text, source: SourceId(0) }, 0..text.len()).to_string()
    }

    #[test]
    fn lines_of_chinese_join_without_a_space() {
        assert_eq!(plain("做到应保尽保，\n  应退尽退"), "做到应保尽保，应退尽退");
        assert_eq!(plain("“一村一品”\r\n  建设"), "“一村一品”建设");
        assert_eq!(plain("甲\r\n  PDF\r  乙"), "甲 PDF 乙");
        assert_eq!(plain("甲 \n\n\t乙\n \n\n丙"), "甲\n乙\n\n丙");
    }

    #[test]
    fn letters_are_not_wide_even_if_chinese_fonts_draw_them_so() {
        assert!(is_seamless('甲', '—'));
        assert!(!is_seamless('甲', 'α'));
        assert!(!is_seamless('”', '“'));
        assert!(!is_seamless('甲', 'a'));
    }

    #[test]
    fn a_space_that_is_no_blank_is_text() {
        assert_eq!(plain("张　三\u{a0}\u{2028}甲\u{85}乙"), "张　三\u{a0}\u{2028}甲\u{85}乙");
    }
}
