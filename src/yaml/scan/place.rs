//! Where a line belongs, by its indentation and what it begins with.

use super::super::{decode::is_blank, rewrite};
use super::form::{Form, Oddity, Plain, Stop, form, plain_form, plain_stop};
use super::value::Place;
use super::{Kind, Last, Level, Line, Scan};
use crate::diagnostic::code::{LineFault, YamlFault};

/// What stands before a wide colon is a field's name if it is not longer, in characters.
const LONGEST_NAME: usize = 16;

/// A line between two levels is taken to belong to the nearer one, if it is no further from it than this, in columns.
const NEAR: usize = 1;

impl Scan<'_> {
    /// Reads a line that is indented with spaces alone.
    pub(super) fn place(&mut self, line: Line) {
        let form = self.form_of(line);
        let top = self.levels.last().copied();
        let deeper = top.is_none_or(|top| line.column > top.column);
        let list_under_field = self.last == Last::Open
            && form == Form::Item
            && top.is_some_and(|top| top.column == line.column && top.kind == Kind::Fields);
        match self.last {
            Last::Text(begun) if deeper => self.go_on(line, form, begun),
            Last::Open if deeper || list_under_field => self.begin(line, form),
            _ if deeper && top.is_some() => self.too_far_right(line, form),
            _ if top.is_none() => self.begin(line, form),
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
        line.column = self.column_by_width(line.width);
        let fixed = rewrite::indented(self.raw, line.content, line.column);
        let fault: YamlFault = match oddity {
            Oddity::Tab => LineFault::TabIndent { fixed }.into(),
            Oddity::Wide => LineFault::WideIndent { fixed }.into(),
        };
        self.report(line.start..line.content, fault);
        self.edit(line.start..line.content, " ".repeat(line.column));
        self.place(line);
    }

    /// The column that a line belongs at, by how wide its indentation looks beside that of the lines above.
    fn column_by_width(&self, width: usize) -> usize {
        let Some(top) = self.levels.last() else { return 0 };
        if self.last == Last::Open && width > top.width {
            return top.column + 2;
        }
        self.levels.iter().rev().find(|level| level.width <= width).map_or(self.levels[0].column, |level| level.column)
    }

    fn push_level(&mut self, line: Line, kind: Kind) {
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
    fn is_plain_start(&self, line: Line) -> bool {
        !matches!(self.byte(line.content), Some(b'"' | b'\'' | b'[' | b'|' | b'>' | b'&' | b'*' | b'#' | b'!'))
            && (self.byte(line.content) != Some(b'{') || self.byte(line.content + 1) == Some(b'{'))
    }

    /// A line that is no deeper than the one above: one more of some level.
    fn belong(&mut self, mut line: Line, form: Form) {
        let mut left: Vec<Level> = Vec::new();
        while let Some(level) = self.levels.pop_if(|level| level.column > line.column) {
            left.push(level);
        }
        if self.levels.last().is_none_or(|level| level.column < line.column) {
            line = self.misaligned(line, form, left);
        } else if form == Form::Item && self.kind() == Some(Kind::Fields) {
            if let Some(items) = left.iter().rev().find(|level| level.kind == Kind::Items) {
                line = self.align(line, *items);
                self.levels.push(*items);
            }
        }
        if form != Form::Item && self.kind() == Some(Kind::Items) && self.is_field_above_list(line) {
            self.levels.pop();
        }
        match (self.kind(), form) {
            (Some(Kind::Items), Form::Item) | (Some(Kind::Fields), Form::Field) => self.node(line, form),
            (Some(Kind::Items), _) => self.missing_dash(line, form),
            (Some(Kind::Fields), Form::Item) => {
                self.report(line.content..line.content + 1, LineFault::ItemAmongFields);
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

    /// `字段:` and, at the same column, `- …`: the list ends where the next field begins.
    fn is_field_above_list(&self, line: Line) -> bool {
        let above = self.levels.len().checked_sub(2).map(|above| self.levels[above]);
        above.is_some_and(|above| above.kind == Kind::Fields && above.column == line.column)
            && self.wrong_dash(line).is_none()
    }

    /// A line at a column where no level is: takes it to the nearest, and gives it that column.
    fn misaligned(&mut self, line: Line, form: Form, left: Vec<Level>) -> Line {
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
            self.levels.extend(left.into_iter().rev().take_while(|other| other.column <= level.column));
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
        let first = self.character(line.content);
        self.report(first, LineFault::TooFarRight);
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
                if let Some(top) = top.filter(|top| in_list && line.column <= top.column + NEAR) {
                    let line = self.align(line, top);
                    return self.node(line, form);
                }
                self.report(line.content..line.content + 1, LineFault::ItemUnderText);
                self.push_level(line, Kind::Items);
                self.node(line, form);
            }
            _ if !field => self.text_line(line, begun),
            _ => {
                let fault = if in_list { self.field_under_item(begun) } else { self.field_under_text(line) };
                self.report(self.name_range(line), fault);
                self.push_level(line, Kind::Fields);
                self.node(line, Form::Field);
            }
        }
    }

    fn text_line(&mut self, line: Line, begun: usize) {
        self.plain(line.content, line.end, begun);
    }

    /// What stands before the colon.
    fn name_range(&self, line: Line) -> std::ops::Range<usize> {
        let plain = plain_stop(self.raw, line.content, line.end, false);
        line.content..line.content + self.raw.get(line.content..plain.end).trim_end().len()
    }

    fn field_under_text(&self, line: Line) -> LineFault {
        LineFault::FieldUnderText { key: self.raw.get(self.name_range(line)).to_owned() }
    }

    fn field_under_item(&self, begun: usize) -> LineFault {
        LineFault::FieldUnderItem { fixed: rewrite::replaced(self.raw, begun..begun, "标题: ") }
    }

    /// A line among items that is none.
    fn missing_dash(&mut self, line: Line, form: Form) {
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
    fn wrong_dash(&self, line: Line) -> Option<(LineFault, std::ops::Range<usize>)> {
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
    fn no_field(&mut self, line: Line) {
        if matches!(self.last, Last::EmptyBlock | Last::Unindented) {
            return self.unindented_text(line);
        }
        let Some(colon) = self.broken_colon(line) else {
            let text = self.raw.get(line.content..line.end).trim_end();
            let range = line.content..line.content + text.len();
            self.report(range, LineFault::NoField { text: text.to_owned() });
            self.edit(line.content..line.end, "");
            return self.finish_line(Last::Closed, line.end);
        };
        let key = self.raw.get(line.content..colon.start).trim_end().to_owned();
        let wide = self.raw.get(colon.clone()).starts_with('：');
        let fixed = rewrite::replaced(self.raw, line.content..colon.end, &format!("{key}: "));
        let fault = if wide { LineFault::WideColon { key, fixed } } else { LineFault::TightColon { key, fixed } };
        let shown = self.character(colon.start);
        self.report(shown, fault);
        self.edit(colon.clone(), ": ");
        if colon.end == line.end {
            return self.finish_line(Last::Open, line.end);
        }
        self.value(colon.end, line.end, Place::AfterName);
    }

    /// The colon of `标题：x` or `标题:x`, with the white space after it.
    fn broken_colon(&self, line: Line) -> Option<std::ops::Range<usize>> {
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

    /// A line under a `|` that is not indented.
    fn unindented_text(&mut self, line: Line) {
        if self.last == Last::EmptyBlock {
            let fixed = rewrite::indented(self.raw, line.content, line.column + 2);
            let first = self.character(line.content);
            self.report(first, LineFault::TextNotIndented { fixed });
        }
        self.edit(line.start..line.content, " ".repeat(line.column + 2));
        self.finish_line(Last::Unindented, line.end);
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

fn is_space(c: char) -> bool {
    c.is_whitespace() || u8::try_from(c).is_ok_and(is_blank)
}
