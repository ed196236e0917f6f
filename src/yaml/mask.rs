//! The text that the YAML parser sees, and the way back from it to what was typed.
//!
//! In: a source text and edits. Out: a text in which `{{ … }}` is something harmless of the same length, and what the
//! scan found wrong is mended as far as it can be, so that later stages can look for more mistakes.
//! This module must not know why an edit is made.

use std::ops::Range;

/// One change to what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// What is replaced; empty to insert.
    pub(super) at: Range<usize>,
    /// What the parser sees instead.
    pub(super) with: String,
}

/// A text with edits made.
#[derive(Clone, Debug)]
pub(super) struct Masked {
    /// What the parser sees.
    pub(super) text: String,
    /// Where in it the distance to the source changes: the offset here and the offset there.
    shifts: Vec<(usize, usize)>,
}

impl Masked {
    /// Makes the edits; one that overlaps an earlier one is left out.
    pub(super) fn new(text: &str, mut edits: Vec<Edit>) -> Self {
        edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
        let mut masked = Self { text: String::with_capacity(text.len()), shifts: vec![(0, 0)] };
        let mut at = 0;
        for edit in edits.into_iter().filter(|edit| text.get(edit.at.clone()).is_some()) {
            if edit.at.start < at {
                continue;
            }
            masked.text.push_str(&text[at..edit.at.start]);
            if edit.with.len() == edit.at.len() {
                masked.text.push_str(&edit.with);
            } else {
                masked.shifts.push((masked.text.len(), edit.at.start));
                masked.text.push_str(&edit.with);
                masked.shifts.push((masked.text.len(), edit.at.end));
            }
            at = edit.at.end;
        }
        masked.text.push_str(&text[at..]);
        masked
    }

    /// The place in the source of a place in the masked text. Within a replacement of another length it is as far from
    /// the start of what was replaced, but not beyond its end.
    pub(super) fn to_source(&self, offset: usize) -> usize {
        let at = self.shifts.partition_point(|&(here, _)| here <= offset).max(1) - 1;
        let (here, there) = self.shifts[at];
        let place = there + (offset - here);
        self.shifts.get(at + 1).map_or(place, |&(_, next)| place.min(next))
    }
}

/// Text that means nothing to YAML, character for character as long as what it stands for.
pub(super) fn neutral(text: &str) -> String {
    text.chars()
        .map(|c| match c.len_utf8() {
            1 => 'x',
            2 => 'é',
            3 => '中',
            _ => '𠀀',
        })
        .collect()
}

/// An expression longer than this, in bytes, is an accident, and looking for its end must not cost a whole text.
pub(super) const LONGEST_EXPRESSION: usize = 1000;

/// The length of the `{{ … }}` that a text begins with, if it ends on the first line and within 1,000 bytes. Quotes
/// within it may hold `}}`, unless they are unbalanced.
#[must_use]
pub fn expression_length(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("{{")?;
    let inside = &inside[..inside.floor_char_boundary(LONGEST_EXPRESSION)];
    let (mut quote, mut before, mut first) = (None, ' ', None);
    for (i, c) in inside.char_indices().take_while(|&(_, c)| c != '\n' && c != '\r') {
        if c == '}' && before == '}' {
            if quote.is_none() {
                return Some(i + 3);
            }
            first = first.or(Some(i + 3));
        }
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            _ => {}
        }
        before = c;
    }
    first
}

#[cfg(test)]
mod tests {
    use super::{Edit, Masked, expression_length, neutral};

    #[test]
    fn an_expression_ends_at_its_braces() {
        assert_eq!(expression_length("{{ a }}年"), Some(7));
        assert_eq!(expression_length("{{a}}}"), Some(5));
        assert_eq!(expression_length("{{ f(\"}}\") }}"), Some(13));
        assert_eq!(expression_length("{{ ' }} 乙"), Some(7));
        assert_eq!(expression_length("{{ a\n}}"), None);
        assert_eq!(expression_length("{ a }}"), None);
    }

    #[test]
    fn neutral_text_is_as_long() {
        let text = "{{ é版𠮷 }}";
        assert_eq!(neutral(text).len(), text.len());
        assert_eq!(neutral(text).chars().count(), text.chars().count());
    }

    #[test]
    fn places_lead_back_through_edits_of_any_length() {
        let edits = vec![
            Edit { at: 6..9, with: ": ".into() },
            Edit { at: 9..12, with: "xxx".into() },
            Edit { at: 13..13, with: "  ".into() },
        ];
        let masked = Masked::new("标题：甲\n乙", edits);
        assert_eq!(masked.text, "标题: xxx\n  乙");
        let places: Vec<_> = [0, 6, 8, 11, 12, 14, 17].map(|at| masked.to_source(at)).into();
        assert_eq!(places, [0, 6, 9, 12, 13, 13, 16]);
    }
}
