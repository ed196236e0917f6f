//! Another value where one is.

use std::ops::Range;

use super::content::Content;
use super::lines::{self, Manner};
use super::render;
use super::scalar::{Surroundings, one_line, tidy};
use super::{Manuscript, Patch, Step};
use crate::yaml::{Entry, Layout, Node, Style, Value};

/// Where a value stands.
pub(super) struct Seat<'a> {
    /// The value.
    pub(super) node: &'a Node,
    /// Its field, if it is one's.
    pub(super) entry: Option<&'a Entry>,
    /// Whether it stands in brackets.
    pub(super) in_brackets: bool,
    /// The column of the name or the dash.
    pub(super) column: usize,
    /// One past the colon or the dash: where a value that was left out would begin.
    pub(super) mark: usize,
}

impl Manuscript {
    /// Where the value of a path stands; none for the topmost.
    pub(super) fn seat(&self, path: &[Step]) -> Option<Seat<'_>> {
        let (last, parent) = path.split_last()?;
        let (parent, node) = (self.node(parent)?, self.node(path)?);
        let in_brackets = self.is_in_brackets(path);
        match (&parent.value, last) {
            (Value::Mapping(mapping), Step::Key(key)) => {
                let entry = mapping.entry(key)?;
                let column = lines::column(&self.text, entry.key_span.range().start);
                let mark = lines::after_colon(&self.text, entry);
                Some(Seat { node, entry: Some(entry), in_brackets, column, mark })
            }
            (Value::Sequence(list), Step::Index(nth)) => {
                if in_brackets {
                    let start = node.span.range().start;
                    return Some(Seat { node, entry: None, in_brackets, column: 0, mark: start });
                }
                let dash = *lines::dashes(&self.text, list, parent.span.range().start).get(*nth)?;
                let column = lines::column(&self.text, dash);
                Some(Seat { node, entry: None, in_brackets, column, mark: dash + 1 })
            }
            _ => None,
        }
    }

    /// Whether a list or group on the way to a value is in brackets.
    fn is_in_brackets(&self, path: &[Step]) -> bool {
        (0..path.len()).filter_map(|length| self.node(&path[..length])).any(|node| match &node.value {
            Value::Sequence(list) => list.layout == Layout::Flow,
            Value::Mapping(mapping) => mapping.layout == Layout::Flow,
            Value::Scalar(_) => false,
        })
    }

    pub(super) fn manner(&self) -> Manner {
        Manner::of(&self.text, &self.root)
    }

    /// A text in place of a text, in the same style.
    pub(super) fn set(&self, path: &[Step], content: &Content) -> Option<Vec<Patch>> {
        let Content::Text(text) = content else { return None };
        let seat = self.seat(path)?;
        let scalar = seat.node.as_scalar()?;
        if self.is_text_only(seat.node) {
            return None;
        }
        let text = tidy(text);
        if scalar.is_null() {
            return self.replace(path, content);
        }
        let end = lines::value_end(&self.text, seat.node, seat.mark);
        let typed = seat.node.span.range().start..end;
        if seat.in_brackets {
            return Some(vec![Patch::new(typed, one_line(&text, Some(scalar.style), Surroundings::Brackets))]);
        }
        match scalar.style {
            Style::Literal | Style::Folded if text.is_empty() => Some(self.cut_paragraphs(typed, seat.mark)),
            _ if text.is_empty() => Some(vec![Self::cut(&typed, seat.mark)]),
            Style::Literal => Some(vec![self.body(&seat, typed, &text)?]),
            Style::Folded if !text.contains('\n') => Some(vec![self.body(&seat, typed, &text)?]),
            Style::Folded => {
                let mark = self.marks(typed.start);
                Some(vec![Patch::new(mark, "|"), self.body(&seat, typed, &text)?])
            }
            _ if text.contains('\n') => Some(self.as_paragraphs(&seat, typed, &text)),
            style => Some(vec![Patch::new(typed, one_line(&text, Some(style), Surroundings::Line))]),
        }
    }

    /// Takes a value away, and the white space before it; what is put in again stands as it stood.
    fn cut(typed: &Range<usize>, mark: usize) -> Patch {
        Patch::new(mark.min(typed.start)..typed.end, "")
    }

    /// Takes paragraphs away with their mark; a comment on its line stays.
    fn cut_paragraphs(&self, typed: Range<usize>, mark: usize) -> Vec<Patch> {
        let head = Self::cut(&self.marks(typed.start), mark);
        let broken = lines::line_end(&self.text, typed.start);
        vec![head, Patch::new(broken..typed.end.max(broken), "")]
    }

    /// The `|` or `>` at a byte, and what belongs to it.
    fn marks(&self, at: usize) -> Range<usize> {
        let rest = &self.text[at..];
        at..at + rest.find(|c: char| !matches!(c, '|' | '>' | '+' | '-' | '1'..='9')).unwrap_or(rest.len())
    }

    /// The lines below a `|` or `>` that stays, in their own column.
    fn body(&self, seat: &Seat<'_>, typed: Range<usize>, text: &str) -> Option<Patch> {
        let first = lines::next_line(&self.text, typed.start);
        if first >= typed.end {
            return None;
        }
        let manner = self.manner();
        let held = self.text[first..typed.end].split(['\n', '\r']).find(|line| !lines::is_blank(line));
        let column = held.map_or(seat.column + manner.step, lines::indent);
        Some(Patch::new(first..typed.end, render::paragraphs(text, column, &manner)))
    }

    /// A `|` in place of what was on one line; a comment after it stays on that line.
    fn as_paragraphs(&self, seat: &Seat<'_>, typed: Range<usize>, text: &str) -> Vec<Patch> {
        let manner = self.manner();
        let end = lines::line_end(&self.text, typed.end);
        let column = seat.column + if seat.entry.is_some() { manner.step } else { 2 };
        let body = format!("{}{}", manner.line_end, render::paragraphs(text, column, &manner));
        vec![Patch::new(typed, "|"), Patch::new(end..end, body)]
    }

    /// Any value in place of any other, written anew.
    pub(super) fn replace(&self, path: &[Step], content: &Content) -> Option<Vec<Patch>> {
        let seat = self.seat(path)?;
        if self.is_text_only(seat.node) {
            return None;
        }
        let manner = self.manner();
        let mut end = lines::value_end(&self.text, seat.node, seat.mark);
        if seat.node.as_scalar().is_none() {
            // Comments below a list or group are part of it.
            let below = lines::lines_end(&self.text, end, seat.column);
            end += self.text[end..below].trim_end_matches(['\n', '\r']).len();
        }
        if seat.in_brackets {
            return Some(vec![Self::in_brackets(&seat, content)]);
        }
        let written = if seat.entry.is_some() {
            render::after_name(content, seat.column, &manner)
        } else {
            render::item(content, seat.column, &manner)[1..].to_owned()
        };
        if seat.node.is_null() {
            return Some(self.fill(&seat, &written, &manner));
        }
        Some(vec![Patch::new(seat.mark..end, written)])
    }

    /// A text in quotes on one line, where comments below would become part of its paragraphs.
    pub(super) fn set_quoted(&self, path: &[Step], content: &Content) -> Option<Vec<Patch>> {
        let Content::Text(text) = content else { return None };
        let seat = self.seat(path)?;
        let end = lines::value_end(&self.text, seat.node, seat.mark);
        if seat.in_brackets || self.is_text_only(seat.node) {
            return None;
        }
        let written = one_line(&tidy(text), Some(Style::Double), Surroundings::Line);
        Some(vec![Patch::new(seat.mark..end, format!(" {written}"))])
    }

    fn in_brackets(seat: &Seat<'_>, content: &Content) -> Patch {
        let written = render::brackets(content);
        if seat.node.is_null() && seat.entry.is_some() {
            return Patch::new(seat.mark..seat.mark, format!(" {written}"));
        }
        Patch::new(seat.node.span.range(), written)
    }

    /// What was left out; lines below go below the line's comment.
    fn fill(&self, seat: &Seat<'_>, written: &str, manner: &Manner) -> Vec<Patch> {
        let end = lines::line_end(&self.text, seat.mark);
        match written.split_once(manner.line_end) {
            Some((head, below)) => {
                vec![
                    Patch::new(seat.mark..seat.mark, head),
                    Patch::new(end..end, format!("{}{below}", manner.line_end)),
                ]
            }
            None => vec![Patch::new(seat.mark..seat.mark, written)],
        }
    }

    /// A value that stood for a field becomes a group with that field; what was typed stays as it is.
    pub(super) fn expand(&self, path: &[Step], key: &str) -> Option<Vec<Patch>> {
        let seat = self.seat(path)?;
        let name = super::scalar::key(key, if seat.in_brackets { Surroundings::Brackets } else { Surroundings::Line });
        let range = seat.node.span.range();
        if seat.in_brackets {
            let end = range.end;
            return Some(vec![
                Patch::new(range.start..range.start, format!("{{ {name}: ")),
                Patch::new(end..end, " }"),
            ]);
        }
        if seat.node.is_null() {
            return None;
        }
        let end = lines::value_end(&self.text, seat.node, seat.mark);
        let block_list = seat.node.as_sequence().is_some_and(|list| list.layout == Layout::Block);
        if seat.entry.is_none() && !block_list {
            return Some(vec![Patch::new(range.start..range.start, format!("{name}: "))]);
        }
        // After a name the group begins on the next line, and what has lines of its own moves to the right.
        let manner = self.manner();
        let (indentation, further) = (" ".repeat(seat.column + manner.step), manner.step);
        let head = &self.text[seat.mark..lines::line_end(&self.text, seat.mark)];
        let first = lines::next_line(&self.text, seat.mark);
        let below = if first < end { lines::shifted(&self.text[first..end], 0, further) } else { String::new() };
        let below = if below.is_empty() { below } else { format!("{}{below}", manner.line_end) };
        Some(vec![Patch::new(
            seat.mark..end.max(seat.mark + head.len()),
            format!("{}{indentation}{name}:{head}{below}", manner.line_end),
        )])
    }

    /// The same, written anew.
    pub(super) fn expand_anew(&self, path: &[Step], key: &str) -> Option<Vec<Patch>> {
        let content = self.content.get(path)?.clone();
        self.replace(path, &Content::Fields(vec![(key.to_owned(), content)]))
    }
}
