//! Texts in quotes: where they end, and what follows.

use super::super::decode::{is_blank, is_break};
use super::super::rewrite;
use super::form::{Form, Indent, closing_quote, form, is_set_off, plain_stop};
use super::value::Place;
use super::{Last, Scan};
use crate::diagnostic::code::MarkFault;

impl Scan<'_> {
    /// Where the quote that opens at `at` is closed, on this line or a later one. YAML wants the lines of a quoted text
    /// to be indented beyond what it belongs to; a line that is not, and looks like a field or an item, is one, and
    /// the quote was never closed.
    pub(super) fn quote_end(&self, at: usize) -> Option<usize> {
        let parent = self.parent_column();
        let bytes = self.raw.text.as_bytes();
        let quote = bytes[at];
        let mut next = at + 1;
        while let Some(&byte) = bytes.get(next) {
            next += match byte {
                b'\\' if quote == b'"' && bytes.get(next + 1).is_some_and(|&b| !is_break(b)) => 2,
                b'\'' if quote == b'\'' && bytes.get(next + 1) == Some(&b'\'') => 2,
                byte if byte == quote => return Some(next + 1),
                byte if is_break(byte) => {
                    let start = self.raw.line_break(next).end;
                    let end = self.raw.line_end(start);
                    let indent = Indent::read(self.raw, start, end);
                    let outside = isize::try_from(indent.width).unwrap_or(isize::MAX) <= parent;
                    if outside && form(self.raw, indent.content, end) != Form::Other {
                        return None;
                    }
                    indent.content - next
                }
                _ => 1,
            };
        }
        None
    }

    /// Reads a value in quotes.
    pub(super) fn quoted_value(&mut self, at: usize, end: usize, place: Place) {
        let Some(close) = self.quote_end(at) else {
            self.unclosed_quote(at, rewrite::block_extent(self.raw, at).end);
            return self.plain(at + 1, end, at);
        };
        let line_end = if close <= end { end } else { self.raw.line_end(close) };
        let next = self.raw.skip_blanks(close, line_end);
        match self.byte(next).filter(|_| next < line_end) {
            None => self.finish_line(Last::Closed, line_end),
            Some(b'#') if next > close => {
                self.comment(next, line_end);
                self.finish_line(Last::Closed, line_end);
            }
            Some(b':') if place == Place::AfterName && is_set_off(self.raw, next + 1, line_end) => {
                self.colon_in_text(at, next);
                self.hide_lines(at..next + 1);
                self.plain(next + 1, line_end, at);
            }
            Some(_) => {
                self.text_after_quote(at, close, rewrite::block_extent(self.raw, at));
                self.hide_lines(at..close);
                self.plain(close, line_end, at);
            }
        }
    }

    /// Reads a field's name in quotes; returns where its colon is.
    pub(super) fn quoted_name(&mut self, at: usize, end: usize) -> usize {
        let close = closing_quote(self.raw, at, end);
        if close.is_none() {
            let plain = plain_stop(self.raw, at + 1, end, false);
            self.unclosed_quote(at, plain.end);
            self.keep(&plain);
            return plain.end;
        }
        let close = close.unwrap_or(at + 1);
        let next = self.raw.skip_blanks(close, end);
        if self.byte(next) == Some(b':') && is_set_off(self.raw, next + 1, end) {
            return next;
        }
        let plain = plain_stop(self.raw, close, end, false);
        let name = self.raw.get(at..plain.end).trim_end().len();
        self.text_after_quote(at, close, at..at + name);
        self.hide(at..close);
        self.keep(&plain);
        plain.end
    }

    /// Hides a range from the parser, but for its line breaks.
    fn hide_lines(&mut self, range: std::ops::Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let stop = self.raw.line_end_before(at, range.end);
            let blank = self.raw.get(at..stop).bytes().take_while(|&b| is_blank(b)).count();
            self.hide(at + blank..stop);
            at = self.raw.line_break(stop).end.max(stop + 1);
        }
    }

    /// A quote that is opened and not closed: reports it, and hides it.
    pub(super) fn unclosed_quote(&mut self, at: usize, text_end: usize) {
        let quote = char::from(self.raw.text.as_bytes()[at]);
        let fixed = rewrite::replaced(self.raw, text_end..text_end, &quote.to_string());
        self.report(at..at + 1, MarkFault::UnclosedQuote { quote, fixed });
        self.edit(at..at + 1, "x");
    }

    /// `"一村一品"建设`: reports what follows the closing quote.
    pub(super) fn text_after_quote(&mut self, at: usize, close: usize, extent: std::ops::Range<usize>) {
        let raw = self.raw;
        let line = rewrite::line_around(raw, at);
        let quoted = rewrite::quoted_in_line(raw, extent.clone());
        let fixed = if close <= line.end {
            let single = raw.text.as_bytes()[at] == b'\'';
            let (open, shut) = if single { ('‘', '’') } else { ('“', '”') };
            let inside = raw.get(at + 1..close - 1);
            rewrite::replaced(raw, at..close, &format!("{open}{inside}{shut}"))
        } else {
            quoted.clone()
        };
        let end = extent.end.max(self.character(close).end);
        self.report(close..end, MarkFault::TextAfterQuote { fixed, quoted });
    }
}
