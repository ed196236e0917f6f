//! What follows a dash, a name, or nothing.

use super::super::decode::{Header, is_blank};
use super::super::mask::LONGEST_EXPRESSION;
use super::super::rewrite;
use super::form::{Form, Plain, Stop, colon_after_bracket, form, is_set_off, plain_stop};
use super::{Kind, Last, Level, Line, Scan};
use crate::diagnostic::code::MarkFault;

/// What a value stands after on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A dash, or nothing.
    Alone,
    /// `字段名: `
    AfterName,
}

/// Tags that only say what everything is here anyway.
const CORE_TAGS: [&str; 8] = ["!!str", "!!int", "!!float", "!!bool", "!!null", "!!seq", "!!map", "!!timestamp"];

impl Scan<'_> {
    /// Reads an item or a field, from its dash or name.
    pub(super) fn node(&mut self, line: Line, mut form_here: Form) {
        let (mut at, end) = (line.content, line.end);
        let (mut column, mut width) = (line.column, line.width);
        while form_here == Form::Item {
            let next = self.raw.skip_blanks(at + 1, end);
            if next == end {
                return self.finish_line(Last::Open, end);
            }
            (column, width) = (column + (next - at), width + (next - at));
            at = next;
            form_here = form(self.raw, at, end);
            match form_here {
                Form::Item => self.levels.push(Level { column, width, kind: Kind::Items }),
                Form::Field => self.levels.push(Level { column, width, kind: Kind::Fields }),
                Form::Other => return self.value(at, end, Place::Alone),
            }
            if self.is_hopeless() {
                self.at = end;
                return;
            }
        }
        match form_here {
            Form::Field => self.field(at, end),
            Form::Item | Form::Other => self.value(at, end, Place::Alone),
        }
    }

    /// Reads a field from its name.
    fn field(&mut self, at: usize, end: usize) {
        let colon = self.name(at, end);
        let next = self.raw.skip_blanks(colon + 1, end);
        if next >= end {
            return self.finish_line(Last::Open, end);
        }
        self.value(next, end, Place::AfterName);
    }

    /// Reads a field's name; returns where its colon is.
    fn name(&mut self, mut at: usize, end: usize) -> usize {
        for _ in 0..3 {
            match self.byte(at) {
                Some(b'"' | b'\'') => return self.quoted_name(at, end),
                Some(b'&' | b'!') => match self.property(at, end) {
                    Some(next) => at = next,
                    None => break,
                },
                Some(b'[' | b'{') if !self.raw.get(at..end).starts_with("{{") => {
                    // The tree says that a name can't be a list.
                    return colon_after_bracket(self.raw, at, end).unwrap_or(at);
                }
                Some(mark @ (b'*' | b'@' | b'%' | b'`' | b'|' | b'>' | b',' | b']' | b'}')) => {
                    self.begins_with(at, mark, at..self.plain_name_end(at, end));
                    break;
                }
                Some(mark @ b'?') if is_set_off(self.raw, at + 1, end) => {
                    self.begins_with(at, mark, at..self.plain_name_end(at, end));
                    break;
                }
                _ => break,
            }
        }
        let plain = plain_stop(self.raw, at, end, false);
        self.keep(&plain);
        plain.end
    }

    fn plain_name_end(&self, at: usize, end: usize) -> usize {
        at + self.raw.get(at..plain_stop(self.raw, at, end, false).end).trim_end().len()
    }

    /// An anchor or a tag before something; returns where that begins, none if it is a text that begins with the mark.
    fn property(&mut self, at: usize, end: usize) -> Option<usize> {
        let rest = &self.raw.text.as_bytes()[at..end];
        let name = rest.iter().position(|&b| is_blank(b)).map_or(end, |n| at + n);
        let next = self.raw.skip_blanks(name, end);
        if self.byte(at) == Some(b'&') && name > at + 1 {
            let extent = rewrite::block_extent(self.raw, at);
            self.names.add(at..name, extent);
            return Some(next);
        }
        if CORE_TAGS.contains(&self.raw.get(at..name)) {
            return Some(next);
        }
        let mark = self.raw.text.as_bytes()[at];
        self.begins_with(at, mark, rewrite::block_extent(self.raw, at));
        None
    }

    /// A text that begins with a mark: reports it, and hides the mark.
    pub(super) fn begins_with(&mut self, at: usize, mark: u8, extent: std::ops::Range<usize>) {
        let fixed = rewrite::quoted_in_line(self.raw, extent);
        self.report(at..at + 1, MarkFault::BeginsWith { mark: char::from(mark), fixed });
        self.edit(at..at + 1, "x");
    }

    /// Reads a value that begins at `at`.
    pub(super) fn value(&mut self, mut at: usize, end: usize, place: Place) {
        for _ in 0..3 {
            let Some(mark) = self.byte(at) else { break };
            match mark {
                b'&' | b'!' => match self.property(at, end) {
                    Some(next) if next == end => return self.finish_line(Last::Open, end),
                    Some(next) => at = next,
                    None => break,
                },
                b'#' => return self.hash_at_start(at, end),
                b'*' => return self.alias(at, end),
                b'"' | b'\'' => return self.quoted_value(at, end, place),
                b'[' | b'{' if !self.raw.get(at..end).starts_with("{{") => return self.bracket_value(at, end),
                b'|' | b'>' => match Header::read(self.raw, at) {
                    Some(header) => return self.block_text(at, header),
                    None => return self.marked_text(at, end, mark),
                },
                b'@' | b'`' | b'%' | b',' => return self.marked_text(at, end, mark),
                b']' | b'}' => {
                    self.report(at..at + 1, MarkFault::StrayBracket { bracket: char::from(mark) });
                    self.edit(at..at + 1, "x");
                    break;
                }
                b'-' if is_set_off(self.raw, at + 1, end) => return self.dash_value(at, end),
                b'?' if is_set_off(self.raw, at + 1, end) => return self.marked_text(at, end, mark),
                _ => break,
            }
        }
        self.plain(at, end, at);
    }

    fn marked_text(&mut self, at: usize, end: usize, mark: u8) {
        self.begins_with(at, mark, rewrite::block_extent(self.raw, at));
        self.plain(at, end, at);
    }

    /// `条目: - 甲`, or `值: -`.
    fn dash_value(&mut self, at: usize, end: usize) {
        if self.raw.skip_blanks(at + 1, end) == end {
            return self.marked_text(at, end, b'-');
        }
        self.report(at..at + 1, MarkFault::ListOnSameLine);
        self.edit(at..at + 1, "x");
        self.plain(at, end, at);
    }

    /// `*name` alone may repeat something; with more after it, it is a text.
    fn alias(&mut self, at: usize, end: usize) {
        let rest = &self.raw.text.as_bytes()[at..end];
        let name = rest.iter().position(|&b| is_blank(b)).map_or(end, |n| at + n);
        let next = self.raw.skip_blanks(name, end);
        let comment = next < end && self.byte(next) == Some(b'#');
        if name == at + 1 || next < end && !comment {
            return self.marked_text(at, end, b'*');
        }
        self.names.add(at..name, at..name);
        if comment {
            self.comment(next, end);
        }
        self.finish_line(Last::Closed, end);
    }

    /// `- #镇` is a mistake, `- # 说明` a comment.
    fn hash_at_start(&mut self, at: usize, end: usize) {
        if !self.is_tight_hash(at, end) {
            self.comments.push(at..end);
            return self.finish_line(Last::Open, end);
        }
        let fixed = rewrite::quoted_in_line(self.raw, rewrite::block_extent(self.raw, at));
        self.report(at..at + 1, MarkFault::HashAtStart { fixed });
        self.edit(at..at + 1, "x");
        self.plain(at, end, at);
    }

    /// Whether a `#` is followed by a word at once: then it is likely no comment.
    pub(super) fn is_tight_hash(&self, at: usize, end: usize) -> bool {
        let rest = self.raw.get(at + 1..end);
        !rest.is_empty()
            && !rest.starts_with([' ', '\t', '\u{3000}', '#', '!', '-', '='])
            && !rest.starts_with("banxin")
    }

    /// A comment after something, from its `#` to the end of the line.
    pub(super) fn comment(&mut self, at: usize, end: usize) {
        if self.has_room() && self.is_tight_hash(at, end) {
            let line = rewrite::line_around(self.raw, at);
            let lost = self.raw.get(at..line.end).trim_end().to_owned();
            let fixed = self.with_text_quoted(at);
            self.report(at..at + 1, MarkFault::LostAfterHash { lost, fixed });
        }
        self.comments.push(at..end);
    }

    /// The line of a `#` with the text that it cuts in quotes.
    fn with_text_quoted(&self, at: usize) -> String {
        let line = rewrite::line_around(self.raw, at);
        let head = self.raw.get(line.start..at);
        let name = head.find(": ").map(|n| n + 2);
        let dash = head.find("- ").map(|n| n + 2).filter(|&n| head[..n].trim() == "-");
        let text = name.or(dash).unwrap_or(head.len() - head.trim_start().len());
        let start = line.start + text;
        rewrite::quoted_in_line(self.raw, start..start + self.raw.get(start..line.end).trim_end().len())
    }

    /// Reads a text without quotes from `at`; `begun` is where it began, on this line or above.
    pub(super) fn plain(&mut self, at: usize, mut end: usize, begun: usize) {
        let mut next = at;
        let mut told = false;
        loop {
            let plain = plain_stop(self.raw, next, end, false);
            if let Some(past) = plain.unclosed.and_then(|open| self.broken_expression(open, &plain)) {
                (next, end) = (past, self.raw.line_end(past));
                continue;
            }
            match self.keep(&plain) {
                Stop::Colon => {
                    if !told {
                        self.colon_in_text(begun.max(at), plain.end);
                    }
                    told = true;
                    self.edit(plain.end..plain.end + 1, "x");
                    next = plain.end + 1;
                }
                Stop::Hash => {
                    self.comment(plain.end, end);
                    return self.finish_line(Last::Commented, end);
                }
                Stop::End | Stop::Flow => return self.finish_line(Last::Text(begun), end),
            }
        }
    }

    /// `内容: 目标: 100户`: a wide colon is what Chinese has for it.
    pub(super) fn colon_in_text(&mut self, begun: usize, colon: usize) {
        let extent = rewrite::block_extent(self.raw, begun);
        let text = self.raw.get(extent.clone());
        let before = self.raw.get(begun..colon).chars().next_back();
        let fixed = if before.is_some_and(char::is_alphanumeric) && !text.is_ascii() {
            let wide = text.replace(": ", "：");
            rewrite::replaced(self.raw, extent, &wide)
        } else {
            rewrite::quoted_in_line(self.raw, extent)
        };
        self.report(colon..colon + 1, MarkFault::ColonInText { fixed });
    }

    /// `{{` without an end: reports it, and hides it.
    pub(super) fn unclosed_expression(&mut self, at: usize) {
        self.report(at..at + 2, MarkFault::UnclosedExpression);
        self.hide(at..at + 2);
    }

    /// `{{ … }}` over several lines: reports it, hides it, and says where it ends.
    fn broken_expression(&mut self, open: usize, plain: &Plain) -> Option<usize> {
        let rest = self.raw.get(open + 2..self.raw.text.floor_char_boundary(open + LONGEST_EXPRESSION));
        let length = rest.find("}}").filter(|&n| !rest[..n].contains("{{") && rest[..n].lines().count() <= 3)?;
        let past = open + 2 + length + 2;
        self.report(open..open + 2, MarkFault::UnclosedExpression);
        plain.expressions.iter().for_each(|range| self.hide(range.clone()));
        self.edit(open..past, "x");
        Some(past)
    }

    /// Keeps what [`plain_stop`] found in a text.
    pub(super) fn keep(&mut self, plain: &Plain) -> Stop {
        for range in &plain.expressions {
            self.hide(range.clone());
        }
        if let Some(at) = plain.unclosed {
            self.unclosed_expression(at);
        }
        plain.stop
    }
}
