//! The text of one expression in narrow form, a position in it, and the way back to where it was typed.
//!
//! In: a range of a [`Text`]. Out: signs, words and names at the position, and exact spans.
//! This module must not know the grammar.

use std::ops::Range;

use super::names::Names;
use crate::source::Span;
use crate::text::Text;
use crate::width::narrow;

/// Words that may follow a name without a space.
const JOINING: [&str; 4] = ["且", "或", "并且", "或者"];

/// A position in the narrow form of an expression.
pub(super) struct Scanner<'a> {
    text: &'a Text,
    narrow: String,
    /// For each byte of the narrow form, and its end, the byte of the text.
    origin: Vec<usize>,
    at: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a Text, range: Range<usize>) -> Self {
        let typed = &text.as_str()[range.clone()];
        let mut narrowed = String::with_capacity(typed.len());
        let mut origin = Vec::with_capacity(typed.len() + 1);
        for (offset, c) in typed.char_indices() {
            narrowed.push(narrow(c));
            origin.resize(narrowed.len(), range.start + offset);
        }
        origin.push(range.end);
        Self { text, narrow: narrowed, origin, at: 0 }
    }

    /// What follows, in narrow form.
    pub(super) fn rest(&self) -> &str {
        &self.narrow[self.at..]
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn advance(&mut self, bytes: usize) {
        self.at += bytes;
    }

    pub(super) fn skip_space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// Takes the sign if it comes next, space before it aside.
    pub(super) fn sign(&mut self, sign: &str) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len();
        }
        found
    }

    /// Takes one of the signs.
    pub(super) fn one_of<T: Copy>(&mut self, signs: &[(&str, T)]) -> Option<T> {
        signs.iter().find_map(|(sign, meaning)| self.sign(sign).then_some(*meaning))
    }

    /// Takes a word that stands between operands: 且, and.
    pub(super) fn joiner(&mut self, words: &[&str]) -> bool {
        self.skip_space();
        let found = words.iter().find(|word| {
            let rest = self.rest();
            let same = rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
            same && (!word.is_ascii() || !rest[word.len()..].starts_with(is_word))
        });
        self.at += found.map_or(0, |word| word.len());
        found.is_some()
    }

    /// Takes a word that stands before an operand and must be set off from it: 非, not.
    pub(super) fn prefix(&mut self, words: &[&str]) -> bool {
        self.skip_space();
        let found = words.iter().find(|word| {
            let rest = self.rest();
            let same = rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
            same && rest[word.len()..].starts_with([' ', '(', '\n', '\t'])
        });
        self.at += found.map_or(0, |word| word.len());
        found.is_some()
    }

    /// The longest of the names at the position, and where it ends. It may not end within a word.
    pub(super) fn name<'n>(&self, names: &'n Names) -> Option<(&'n str, usize)> {
        names.longest(&self.narrow, self.at, |end| self.may_end(end))
    }

    /// Whether a name may end at this byte: no letter or hanzi goes on, unless a joining word begins.
    fn may_end(&self, end: usize) -> bool {
        let before = self.narrow[..end].chars().next_back();
        let rest = &self.narrow[end..];
        let goes_on = before.is_some_and(is_word) && rest.starts_with(is_word);
        !goes_on || JOINING.iter().any(|word| rest.starts_with(word))
    }

    /// The run of letters and hanzi at the position; empty if there is none.
    pub(super) fn word(&self) -> &str {
        let rest = self.rest();
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        &rest[..end]
    }

    /// What a reader takes for one thing around a byte: up to a space or a sign that can't belong to a name.
    pub(super) fn clump(&self, at: usize) -> Range<usize> {
        let outside = |c: char| !is_word(c) && c != '-' && c != '·';
        let start = self.narrow[..at]
            .rfind(outside)
            .map_or(0, |end| end + self.narrow[end..].chars().next().map_or(0, char::len_utf8));
        let end = self.narrow[at..].find(outside).map_or(self.narrow.len(), |length| at + length);
        start..end
    }

    /// A range of the narrow form.
    pub(super) fn narrow(&self, range: Range<usize>) -> &str {
        &self.narrow[range]
    }

    /// What was typed for a range of the narrow form.
    pub(super) fn typed(&self, range: Range<usize>) -> &'a str {
        &self.text.as_str()[self.origin[range.start]..self.origin[range.end]]
    }

    /// Where a range of the narrow form was typed; of an empty range, what comes next or else before.
    pub(super) fn span(&self, range: Range<usize>) -> Option<Span> {
        let (mut start, mut end) = (self.origin[range.start], self.origin[range.end]);
        let text = self.text.as_str();
        if start == end {
            match text[end..].chars().next().filter(|_| range.end < self.narrow.len()) {
                Some(next) => end += next.len_utf8(),
                None => start -= text[..start].chars().next_back().map_or(0, char::len_utf8),
            }
        }
        span_of(self.text, start..end)
    }

    /// From a byte of the narrow form to the position.
    pub(super) fn since(&self, start: usize) -> Option<Span> {
        let end = start + self.narrow[start..self.at].trim_end().len();
        self.span(start..end)
    }
}

/// Where a range of a text was typed, in logarithmic time.
pub(super) fn span_of(text: &Text, range: Range<usize>) -> Option<Span> {
    let first = text.locate(range.start)?;
    let (last, _) = text.as_str()[range.clone()].char_indices().next_back()?;
    Some(first.join(text.locate(range.start + last)?))
}

/// Letters, digits, hanzi and the underscore.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
