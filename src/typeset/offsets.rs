//! Where in its literal a glyph was typed, also if a theme's show rule took the text apart.
//!
//! In: what Typst says of a glyph: its literal, and an offset that counts from the start of the literal, or, behind a
//! show rule for text, from the start of the piece the rule left (Typst 0.15 keeps the span of a piece and loses its
//! place). Out: the byte of the decoded literal. Pieces follow one another, so an offset that goes back begins a new one.

use std::collections::HashMap;

use crate::render::source_map::SourceMap;

/// Follows the glyphs of all literals in the order of drawing.
pub(super) struct Offsets<'a> {
    map: &'a SourceMap,
    cursors: HashMap<usize, Cursor<'a>>,
}

/// How far a literal is drawn.
#[derive(Clone, Copy, Default)]
struct Cursor<'a> {
    text: &'a str,
    /// Where the piece begins that is being drawn.
    piece: usize,
    /// Where what is drawn ends.
    next: usize,
}

/// What Typst says of a glyph.
#[derive(Clone, Copy)]
pub(super) struct Said<'a> {
    /// The byte of `main.typ` at which its literal begins.
    pub(super) literal: usize,
    /// Its offset in the piece.
    pub(super) offset: usize,
    /// The characters of its cluster.
    pub(super) cluster: &'a str,
    /// Whether it stands in a run from right to left, where offsets go back all the time.
    pub(super) backwards: bool,
}

impl<'a> Offsets<'a> {
    pub(super) fn new(map: &'a SourceMap) -> Self {
        Self { map, cursors: HashMap::new() }
    }

    /// The byte of the literal at which the glyph's cluster begins.
    pub(super) fn place(&mut self, said: Said<'_>) -> usize {
        let map = self.map;
        let cursor = self.cursors.entry(said.literal).or_insert_with(|| Cursor {
            text: map.literal_at(said.literal).map(|literal| literal.text.as_str()).unwrap_or_default(),
            ..Cursor::default()
        });
        cursor.place(said)
    }
}

impl Cursor<'_> {
    fn place(&mut self, said: Said<'_>) -> usize {
        let expected = self.piece + said.offset;
        let fits = self.text.get(expected..).is_some_and(|rest| rest.starts_with(said.cluster));
        if fits && (expected >= self.next || said.backwards) {
            self.next = self.next.max(expected + said.cluster.len());
            return expected;
        }
        // A new piece; or, if the rest of the text has no such characters, the text is drawn once more.
        let find = |from: usize| self.text.get(from..).and_then(|rest| rest.find(said.cluster)).map(|at| from + at);
        let Some(found) = find(self.next).or_else(|| find(0)) else { return said.offset };
        self.piece = found.saturating_sub(said.offset);
        self.next = found + said.cluster.len();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{Cursor, Said};

    fn places(text: &str, said: &[(usize, &str)]) -> Vec<usize> {
        let mut cursor = Cursor { text, ..Cursor::default() };
        let backwards = said.windows(2).all(|pair| pair[0].0 > pair[1].0);
        let mut place = |&(offset, cluster)| cursor.place(Said { literal: 0, offset, cluster, backwards });
        said.iter().map(&mut place).collect()
    }

    #[test]
    fn whole_literals_keep_their_offsets() {
        assert_eq!(places("aba", &[(0, "a"), (1, "b"), (2, "a")]), [0, 1, 2]);
        assert_eq!(places("ab", &[(0, "a"), (1, "b"), (0, "a"), (1, "b")]), [0, 1, 0, 1]);
    }

    #[test]
    fn pieces_follow_one_another() {
        assert_eq!(places("abbcd", &[(0, "a"), (0, "b"), (0, "b"), (0, "c"), (1, "d")]), [0, 1, 2, 3, 4]);
        assert_eq!(places("a bab", &[(0, "a"), (0, "b"), (0, "a"), (1, "b")]), [0, 2, 3, 4]);
    }

    #[test]
    fn runs_from_right_to_left_go_back() {
        assert_eq!(places("aab", &[(2, "b"), (1, "a"), (0, "a")]), [2, 1, 0]);
    }

    #[test]
    fn what_was_not_typed_keeps_what_typst_says() {
        assert_eq!(places("ab", &[(0, "A"), (1, "B")]), [0, 1]);
        assert_eq!(places("", &[(3, "x")]), [3]);
    }
}
