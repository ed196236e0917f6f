//! Where a line belongs, by its indentation and what it begins with.

use super::super::rewrite;
use super::form::{Form, Oddity, form, plain_form};
use super::value::Place;
use super::{Kind, Last, Level, Line, Scan};
use crate::diagnostic::code::{LineFault, WholeFault, YamlFault};

/// A line between two levels is taken to belong to the nearer one, if it is no further from it than this, in columns.
const NEAR: usize = 1;

impl Scan<'_> {
    /// Reads a line that is indented with spaces alone.
    pub(super) fn place(&mut self, line: Line) {
        let line = self.without_stray_character(line);
        let form = self.form_of(line);
        if form == Form::Other && matches!(self.last, Last::EmptyBlock | Last::Unindented) {
            return self.unindented_text(line);
        }
        let top = self.levels.last().copied();
        if let Some(top) = top.filter(|top| self.last != Last::Open && is_slip(line, form, top)) {
            let line = self.align(line, top);
            return self.node(line, form);
        }
        let deeper = top.is_none_or(|top| line.column > top.column);
        let list_under_field = self.last == Last::Open
            && form == Form::Item
            && top.is_some_and(|top| top.column == line.column && top.kind == Kind::Fields);
        match self.last {
            Last::Text(begun) if deeper => self.go_on(line, form, begun),
            Last::Open if deeper || list_under_field => self.begin(line, form),
            Last::Commented if deeper && form == Form::Other => {
                self.comment_in_text();
                self.value(line.content, line.end, Place::Alone);
            }
            _ if deeper && top.is_some() => self.too_far_right(line, form),
            _ if top.is_none() => {
                self.report(self.character(line.content), WholeFault::AfterEnd);
                self.begin(line, form);
            }
            _ => self.belong(line, form),
        }
    }

    fn form_of(&self, line: Line) -> Form {
        form(self.raw, line.content, line.end)
    }

    /// Reads a line that is indented with something else than spaces: as what it looks like.
    pub(super) fn place_odd(&mut self, mut line: Line, oddity: Oddity) {
        let first_odd = line.start + line.column;
        let form = self.form_of(line);
        let text = form == Form::Other && self.parent_column() < isize::try_from(line.column).unwrap_or(isize::MAX);
        if text && matches!(self.last, Last::Open | Last::Text(_)) {
            // A wide space before a text is how Chinese paragraphs begin, and a tab there does no harm.
            let text = Line { content: if oddity == Oddity::Wide { first_odd } else { line.content }, ..line };
            return self.place(text);
        }
        if self.last == Last::EmptyBlock || self.last == Last::Unindented {
            return self.place(line);
        }
        line.column = self.column_by_width(line.width, form);
        let fixed = rewrite::indented(self.raw, line.content, line.column);
        let fault: YamlFault = match oddity {
            Oddity::Tab => LineFault::TabIndent { fixed }.into(),
            Oddity::Wide | Oddity::Mark => LineFault::WideIndent { fixed }.into(),
        };
        self.report(line.start..line.content, fault);
        self.edit(line.start..line.content, " ".repeat(line.column));
        self.place(line);
    }

    /// The column that a line belongs at, by how wide its indentation looks beside that of the lines above.
    fn column_by_width(&self, width: usize, form: Form) -> usize {
        let Some(top) = self.levels.last() else { return 0 };
        if self.last == Last::Open && width > top.width {
            return top.column + 2;
        }
        let kind = if form == Form::Item { Kind::Items } else { Kind::Fields };
        let fitting = self.levels.iter().rev().filter(|level| level.kind == kind);
        fitting.min_by_key(|level| level.width.abs_diff(width)).unwrap_or(top).column
    }

    pub(super) fn push_level(&mut self, line: Line, kind: Kind) {
        self.levels.push(Level { column: line.column, width: line.width, kind });
    }

    /// The first line of a list, of fields, or of a text.
    fn begin(&mut self, line: Line, form: Form) {
        match form {
            Form::Item => self.push_level(line, Kind::Items),
            Form::Field => self.push_level(line, Kind::Fields),
            Form::Other => match self.kind_of_next(line) {
                Some(kind) => {
                    self.push_level(line, kind);
                    self.last = Last::Closed;
                    return self.belong(line, form);
                }
                None => return self.value(line.content, line.end, Place::Alone),
            },
        }
        self.node(line, form);
    }

    /// What a first line that looks like a text should have been: what the next one at its column is.
    fn kind_of_next(&self, line: Line) -> Option<Kind> {
        if self.wrong_dash(line).is_some() {
            return Some(Kind::Items);
        }
        if !self.is_plain_start(line) {
            return None;
        }
        let mut at = line.end;
        loop {
            let start = self.raw.line_break(at).end;
            if start == at {
                break;
            }
            let end = self.raw.line_end(start);
            let content = start + self.raw.get(start..end).bytes().take_while(|&b| b == b' ').count();
            if content == end {
                at = end;
                continue;
            }
            return match form(self.raw, content, end) {
                Form::Field if content - start == line.column => Some(Kind::Fields),
                Form::Item if content - start == line.column => Some(Kind::Items),
                _ => self.kind_of_root(line),
            };
        }
        self.kind_of_root(line)
    }

    /// A whole text of `标题：…` lines is meant as fields.
    fn kind_of_root(&self, line: Line) -> Option<Kind> {
        (self.levels.is_empty() && self.broken_colon(line).is_some()).then_some(Kind::Fields)
    }

    /// Whether a line begins as a text without quotes does.
    pub(super) fn is_plain_start(&self, line: Line) -> bool {
        !matches!(self.byte(line.content), Some(b'"' | b'\'' | b'[' | b'|' | b'>' | b'&' | b'*' | b'#' | b'!'))
            && (self.byte(line.content) != Some(b'{') || self.byte(line.content + 1) == Some(b'{'))
    }

    /// A line that is no deeper than the one above: one more of some level.
    fn belong(&mut self, mut line: Line, form: Form) {
        if self.last == Last::Open && form == Form::Other && self.is_plain_text(line) {
            return self.value_not_indented(line);
        }
        let mut left: Vec<Level> = Vec::new();
        while let Some(level) = self.levels.pop_if(|level| level.column > line.column) {
            left.push(level);
        }
        if self.levels.last().is_none_or(|level| level.column < line.column) {
            line = self.misaligned(line, form, &left);
        } else if form == Form::Item
            && self.kind() == Some(Kind::Fields)
            && let Some(items) = left.iter().rev().find(|level| level.kind == Kind::Items)
        {
            line = self.align(line, *items);
            self.levels.push(*items);
        }
        if form != Form::Item && self.kind() == Some(Kind::Items) && self.is_field_above_list(line) {
            self.levels.pop();
        }
        if form == Form::Item
            && left.is_empty()
            && let Some(items) = self.list_of_these_fields()
        {
            self.levels.pop();
            line = self.align(line, items);
        }
        match (self.kind(), form) {
            (Some(Kind::Items), Form::Item) | (Some(Kind::Fields), Form::Field) => self.node(line, form),
            (Some(Kind::Items), _) => self.missing_dash(line, form),
            (Some(Kind::Fields), Form::Item) => {
                let under_text = left.is_empty() && matches!(self.last, Last::Text(_));
                let fault = if under_text { LineFault::ItemUnderText } else { LineFault::ItemAmongFields };
                self.report(line.content..line.content + 1, fault);
                self.push_level(line, Kind::Items);
                self.node(line, form);
            }
            (Some(Kind::Fields), Form::Other) => self.no_field(line),
            (None, _) => self.begin(line, form),
        }
    }

    fn kind(&self) -> Option<Kind> {
        self.levels.last().map(|level| level.kind)
    }

    /// `- 标题: 甲` and below it `  - 乙`, aligned with the field: the list whose next item that is.
    fn list_of_these_fields(&self) -> Option<Level> {
        let [.., list, fields] = self.levels.as_slice() else { return None };
        let is_complete = matches!(self.last, Last::Text(_));
        (is_complete && fields.kind == Kind::Fields && list.kind == Kind::Items).then_some(*list)
    }

    /// `字段:` and, at the same column, `- …`: the list ends where the next field begins.
    fn is_field_above_list(&self, line: Line) -> bool {
        let above = self.levels.len().checked_sub(2).map(|above| self.levels[above]);
        above.is_some_and(|above| above.kind == Kind::Fields && above.column == line.column)
            && self.wrong_dash(line).is_none()
    }

    /// A line at a column where no level is: takes it to the nearest, and gives it that column.
    fn misaligned(&mut self, line: Line, form: Form, left: &[Level]) -> Line {
        let fits = |level: &Level| match form {
            Form::Item => level.kind == Kind::Items,
            Form::Field => level.kind == Kind::Fields,
            Form::Other => true,
        };
        let inner = left.last().copied();
        let outer = self.levels.last().copied();
        let near = |level: &Level| fits(level) && level.column.abs_diff(line.column) <= NEAR;
        let chosen = [inner, outer]
            .into_iter()
            .flatten()
            .find(near)
            .or_else(|| left.iter().rev().find(|level| fits(level)).copied());
        let Some(level) = chosen.or(inner).or(outer) else { return line };
        if level.column > line.column {
            self.levels.extend(left.iter().rev().take_while(|other| other.column <= level.column));
        }
        self.align(line, level)
    }

    /// Reports a line that is not aligned with its level.
    fn align(&mut self, line: Line, level: Level) -> Line {
        let fixed = rewrite::indented(self.raw, line.content, level.column);
        let first = self.raw.get(line.content..line.end).chars().next().map_or(0, char::len_utf8);
        self.report(line.start..line.content + first, LineFault::Misaligned { spaces: level.column, fixed });
        self.edit(line.start..line.content, " ".repeat(level.column));
        Line { column: level.column, width: level.width, ..line }
    }

    /// A line under something that is complete.
    fn too_far_right(&mut self, line: Line, form: Form) {
        let column = self.levels.last().map_or(0, |level| level.column);
        let fixed = rewrite::indented(self.raw, line.content, column);
        self.report(self.character(line.content), LineFault::TooFarRight { fixed });
        match form {
            Form::Item => self.push_level(line, Kind::Items),
            Form::Field => self.push_level(line, Kind::Fields),
            Form::Other => return self.value(line.content, line.end, Place::Alone),
        }
        self.node(line, form);
    }

    /// A line that goes on with the text above, or was meant not to.
    fn go_on(&mut self, line: Line, form: Form, begun: usize) {
        let top = self.levels.last().copied();
        let in_list = top.is_some_and(|top| top.kind == Kind::Items);
        // Whatever it begins with, it is text: only a colon makes it something else.
        let field = plain_form(self.raw, line.content, line.end) == Form::Field;
        match form {
            Form::Item if top.is_none() => self.text_line(line, begun),
            Form::Item => {
                self.report(line.content..line.content + 1, LineFault::ItemUnderText);
                self.push_level(line, Kind::Items);
                self.node(line, form);
            }
            _ if !field => self.text_line(line, begun),
            _ => {
                if !in_list || !self.item_begins_with_field(line, begun) {
                    let fault = if in_list { self.field_under_item(begun) } else { self.field_under_text(line) };
                    self.report(self.name_range(line), fault);
                }
                self.push_level(line, Kind::Fields);
                self.node(line, Form::Field);
            }
        }
    }

    fn text_line(&mut self, line: Line, begun: usize) {
        self.plain(line.content, line.end, begun);
    }
}

/// Whether a line is a step too far from a level that it fits.
fn is_slip(line: Line, form: Form, top: &Level) -> bool {
    let fits = matches!((form, top.kind), (Form::Item, Kind::Items) | (Form::Field, Kind::Fields));
    fits && line.column > top.column && line.column <= top.column + NEAR
}
