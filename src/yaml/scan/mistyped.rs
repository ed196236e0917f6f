//! Lines that are not what they were meant to be: what is wrong, and the line as it should be.

use std::ops::Range;

use super::super::decode::is_blank;
use super::super::rewrite;
use super::form::{Form, form, plain_stop};
use super::value::Place;
use super::{Kind, Last, Line, Scan};
use crate::diagnostic::code::{LineFault, WholeFault};

/// What stands before a wide colon is a field's name if it is not longer, in characters.
const LONGEST_NAME: usize = 16;

impl Scan<'_> {
    /// A character typed by mistake in the middle of the indentation: `，     标题: 甲`.
    pub(super) fn without_stray_character(&mut self, line: Line) -> Line {
        let text = self.raw.get(line.content..line.end);
        let Some(character) = text.chars().next().filter(|&c| !c.is_alphanumeric() && c != '-' && c != '#') else {
            return line;
        };
        let rest = &text[character.len_utf8()..];
        let word = rest.trim_start_matches(' ');
        let spaces = rest.len() - word.len();
        let content = line.end - word.len();
        let shape = if spaces == 0 { Form::Other } else { form(self.raw, content, line.end) };
        if shape == Form::Other || shape == Form::Field && spaces == 1 {
            return line;
        }
        // As wide as it looks, or as if the character had been pushed in.
        let columns = [line.column + 1 + spaces, line.column + spaces, line.column + 2 + spaces];
        let known = |column: &usize| self.levels.iter().any(|level| level.column == *column);
        let beside = self.levels.last().filter(|_| self.last != Last::Open).map(|level| level.column);
        let column = columns.into_iter().find(known).or(beside).unwrap_or(columns[0]);
        let fixed = rewrite::indented(self.raw, content, column).replacen(character, "", 1);
        let fixed = format!("{}{}", " ".repeat(column), fixed.trim_start());
        self.report(line.content..line.content + character.len_utf8(), LineFault::StrayCharacter { character, fixed });
        self.edit(line.start..content, " ".repeat(column));
        Line { content, column, width: column, ..line }
    }

    /// Whether a line is a text and nothing else that was mistyped.
    pub(super) fn is_plain_text(&self, line: Line) -> bool {
        self.is_plain_start(line) && self.wrong_dash(line).is_none() && self.broken_colon(line).is_none()
    }

    pub(super) fn value_not_indented(&mut self, line: Line) {
        let column = self.levels.last().map_or(0, |level| level.column + 2);
        let fixed = rewrite::indented(self.raw, line.content, column);
        self.report(self.character(line.content), LineFault::ValueNotIndented { fixed });
        self.edit(line.start..line.content, " ".repeat(column));
        self.value(line.content, line.end, Place::Alone);
    }

    /// What stands before the colon.
    pub(super) fn name_range(&self, line: Line) -> Range<usize> {
        let plain = plain_stop(self.raw, line.content, line.end, false);
        line.content..line.content + self.raw.get(line.content..plain.end).trim_end().len()
    }

    pub(super) fn field_under_text(&self, line: Line) -> LineFault {
        let column = self.levels.last().map_or(0, |level| level.column);
        let fixed = rewrite::indented(self.raw, line.content, column);
        LineFault::FieldUnderText { key: self.raw.get(self.name_range(line)).to_owned(), fixed }
    }

    pub(super) fn field_under_item(&self, begun: usize) -> LineFault {
        LineFault::FieldUnderItem { fixed: rewrite::replaced(self.raw, begun..begun, "标题: ") }
    }

    /// The last comment stands between the lines of a text: reports it, and takes it away.
    pub(super) fn comment_in_text(&mut self) {
        let Some(comment) = self.comments.last().cloned() else { return };
        self.report(comment.start..comment.start + 1, WholeFault::CommentInText);
        self.edit(comment, "");
    }

    /// A line among items that is none.
    pub(super) fn missing_dash(&mut self, line: Line, form: Form) {
        if let Some((fault, dash)) = self.wrong_dash(line) {
            self.report(dash.clone(), fault);
            self.edit(dash, "- ");
        } else {
            let fixed = rewrite::replaced(self.raw, line.content..line.content, "- ");
            let fault = LineFault::MissingDash { fixed };
            self.report(self.character(line.content), fault);
            self.edit(line.content..line.content, "- ");
        }
        let content = self.wrong_dash(line).map_or(line.content, |(_, dash)| dash.end);
        let inner = Line { content, column: line.column + 2, width: line.width + 2, ..line };
        match form {
            Form::Field => {
                self.push_level(inner, Kind::Fields);
                self.node(inner, form);
            }
            _ if content == line.end => self.finish_line(Last::Open, line.end),
            _ => self.value(content, line.end, Place::Alone),
        }
    }

    /// `-加强`, `• 加强`, `－加强`: what is wrong, and what to replace by a dash and a space.
    pub(super) fn wrong_dash(&self, line: Line) -> Option<(LineFault, Range<usize>)> {
        let text = self.raw.get(line.content..line.end);
        let dash = text.chars().next()?;
        let rest = &text[dash.len_utf8()..];
        let set_off = rest.starts_with(|c: char| c.is_whitespace());
        let word = rest.trim_start();
        let range = line.content..line.end - word.len();
        let fixed = rewrite::replaced(self.raw, range.clone(), "- ");
        match dash {
            '-' if !rest.is_empty() && !rest.starts_with(|c: char| c == '-' || c.is_ascii_digit() || is_space(c)) => {
                Some((LineFault::TightDash { fixed }, range))
            }
            '－' | '–' | '—' | '―' | '•' | '●' | '·' | '・' | '▪' | '■' | '◆' | '*' | '+'
                if (set_off || dash == '－') && !word.is_empty() =>
            {
                Some((LineFault::WrongDash { dash, fixed }, range))
            }
            _ => None,
        }
    }

    /// A line among fields that has no `: `.
    pub(super) fn no_field(&mut self, line: Line) {
        let Some(colon) = self.broken_colon(line) else {
            let text = self.raw.get(line.content..line.end).trim_end();
            let range = line.content..line.content + text.len();
            let fixed = as_field(text).map(|field| rewrite::replaced(self.raw, range.clone(), &field));
            self.report(range, LineFault::NoField { text: text.to_owned(), fixed });
            self.edit(line.content..line.end, "");
            return self.finish_line(Last::Closed, line.end);
        };
        self.mend_colon(line.content, colon.clone());
        if colon.end == line.end {
            return self.finish_line(Last::Open, line.end);
        }
        self.value(colon.end, line.end, Place::AfterName);
    }

    /// Reports the colon after a field's name, and puts the right one in its place.
    fn mend_colon(&mut self, name: usize, colon: Range<usize>) {
        let key = self.raw.get(name..colon.start).trim_end().to_owned();
        let wide = self.raw.get(colon.clone()).starts_with('：');
        let fixed = rewrite::replaced(self.raw, name..colon.end, &format!("{key}: "));
        let fault = if wide { LineFault::WideColon { key, fixed } } else { LineFault::TightColon { key, fixed } };
        self.report(self.character(colon.start), fault);
        self.edit(colon, ": ");
    }

    /// `- 标题：甲` with a field below it, aligned: the item was meant to begin with a field. Answers whether it was.
    pub(super) fn item_begins_with_field(&mut self, line: Line, begun: usize) -> bool {
        let text = self.raw.get(begun..line.start).trim_end();
        let first = Line { content: begun, end: begun + text.len(), ..line };
        let is_one_line = !text.contains(['\n', '\r']);
        let Some(colon) = self.broken_colon(first).filter(|_| is_one_line) else { return false };
        self.mend_colon(begun, colon);
        true
    }

    /// The colon of `标题：x` or `标题:x`, with the white space after it.
    pub(super) fn broken_colon(&self, line: Line) -> Option<Range<usize>> {
        let text = self.raw.get(line.content..line.end);
        let at = text.find(['：', ':'])?;
        let name = text[..at].trim_end();
        let sentence =
            name.contains(['，', '。', '；', '、', '！', '？', '{', '“', '”']) || name.chars().count() > LONGEST_NAME;
        let colon = text[at..].chars().next()?;
        let after = &text[at + colon.len_utf8()..];
        let white = after.len() - after.trim_start_matches(is_space).len();
        let address = after.starts_with("//");
        (!name.is_empty() && !sentence && !address).then(|| {
            let start = line.content + at;
            start..start + colon.len_utf8() + white
        })
    }

    /// A line under a `|` that is not indented, or not enough.
    pub(super) fn unindented_text(&mut self, line: Line) {
        let column = self.levels.last().map_or(0, |level| level.column) + 2;
        if self.last == Last::EmptyBlock {
            let fixed = rewrite::indented(self.raw, line.content, column);
            let first = self.character(line.content);
            self.report(first, LineFault::TextNotIndented { fixed });
        }
        self.edit(line.start..line.content, " ".repeat(column));
        self.finish_line(Last::Unindented, line.end);
    }
}

/// `署名; 甲` or `署名 = 甲` as the field that it was meant to be.
fn as_field(text: &str) -> Option<String> {
    let (name, rest) = text.split_once(['；', ';', '=', '＝', '﹕', '∶', '︰'])?;
    let (name, rest) = (name.trim_end(), rest.trim_start());
    let is_name = !name.is_empty() && name.chars().count() <= LONGEST_NAME && name.chars().all(char::is_alphanumeric);
    (is_name && !rest.is_empty()).then(|| format!("{name}: {rest}"))
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || u8::try_from(c).is_ok_and(is_blank)
}
