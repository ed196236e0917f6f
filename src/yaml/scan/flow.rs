//! Lists and fields in brackets.

use std::ops::Range;

use super::super::decode::{is_blank, is_break};
use super::super::rewrite;
use super::form::{Form, Indent, Stop, form, is_flow, is_set_off, plain_stop};
use super::{Last, Scan};
use crate::diagnostic::code::{LineFault, MarkFault, WholeFault};

/// A bracket that is not closed yet.
#[derive(Clone, Copy, Debug)]
struct Open {
    at: usize,
    bracket: u8,
    /// Colons in the item at hand.
    colons: usize,
    /// Where the item at hand begins, if it has begun.
    item: Option<usize>,
}

/// What the last token in brackets was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum After {
    /// An opening bracket or a comma: an item may begin.
    Start,
    /// A colon, or an anchor: a value may begin.
    Mark,
    /// A text without quotes: it may go on in the next line.
    Plain,
    /// A text in quotes; where it begins and ends.
    Quote(usize, usize),
    /// A closing bracket, or a `*name`.
    Closed,
}

/// The inside of brackets as it is read.
struct Flow {
    at: usize,
    line_end: usize,
    open: Vec<Open>,
    after: After,
}

/// How much had been found before brackets were read.
#[derive(Clone, Copy)]
struct SoFar {
    edits: usize,
    found: usize,
    names: usize,
    errors: usize,
}

/// Where brackets end.
enum End {
    /// One past the closing bracket.
    Closed(usize),
    /// Nowhere: where reading goes on.
    Never(usize),
}

impl Scan<'_> {
    /// Reads a value in brackets.
    pub(super) fn bracket_value(&mut self, at: usize, end: usize) {
        if let Some(close) = self.missing_brace(at, end) {
            return self.plain(close, end, at);
        }
        let so_far =
            SoFar { edits: self.edits.len(), found: self.found.len(), names: self.names.len(), errors: self.errors };
        match self.flow(at) {
            End::Closed(close) if close <= end => self.after_bracket(at..close, end, Some(so_far)),
            End::Closed(close) => self.after_bracket(at..close, self.raw.line_end(close), None),
            End::Never(next) => {
                self.last = Last::Closed;
                self.at = next;
            }
        }
    }

    /// Reads what follows a closing bracket on its line. If that is text, all is text, and what was found in the
    /// brackets is forgotten, if they are on one line.
    fn after_bracket(&mut self, brackets: Range<usize>, end: usize, so_far: Option<SoFar>) {
        let next = self.raw.skip_blanks(brackets.end, end);
        match self.byte(next).filter(|_| next < end) {
            None => {}
            Some(b'#') if next > brackets.end => self.comment(next, end),
            Some(mark @ (b']' | b'}')) => {
                self.report(next..next + 1, MarkFault::StrayBracket { bracket: char::from(mark) });
                self.edit(next..end, "");
            }
            Some(b':') => self.report(brackets, WholeFault::ComplexKey),
            Some(_) => {
                if let Some(so_far) = so_far {
                    self.forget(so_far);
                    self.text_after_bracket(brackets.start);
                    self.hide(brackets.clone());
                    return self.plain(brackets.end, end, brackets.start);
                }
                self.text_after_bracket(brackets.start);
            }
        }
        self.finish_line(Last::Closed, end);
    }

    /// Forgets what was found since.
    fn forget(&mut self, so_far: SoFar) {
        self.edits.truncate(so_far.edits);
        self.found.truncate(so_far.found);
        self.names.truncate(so_far.names);
        self.errors = so_far.errors;
    }

    /// `{ 户 }}`: reports it, hides it, and says where it ends.
    fn missing_brace(&mut self, at: usize, end: usize) -> Option<usize> {
        let inside = self.raw.get(at..end).strip_prefix('{')?;
        let length = inside.find("}}").filter(|&n| !inside[..n].contains('{'))?;
        let close = at + 1 + length + 2;
        let fixed = rewrite::replaced(self.raw, at..at, "{");
        self.report(at..close, MarkFault::MissingBrace { fixed });
        self.hide(at..close);
        Some(close)
    }

    fn text_after_bracket(&mut self, at: usize) {
        let bracket = char::from(self.raw.text.as_bytes()[at]);
        let fixed = rewrite::quoted_in_line(self.raw, rewrite::block_extent(self.raw, at));
        self.report(at..at + 1, MarkFault::TextAfterBracket { bracket, fixed });
    }

    fn flow(&mut self, at: usize) -> End {
        let mut flow = Flow { at, line_end: self.raw.line_end(at), open: Vec::new(), after: After::Start };
        while let Some(byte) = self.byte(flow.at) {
            if self.is_hopeless() {
                return End::Never(self.raw.text.len());
            }
            if is_break(byte) {
                if let Some(next) = self.flow_line(&mut flow) {
                    return End::Never(next);
                }
            } else if is_blank(byte) {
                flow.at += 1;
            } else if self.flow_mark(&mut flow, byte) && flow.open.is_empty() {
                return End::Closed(flow.at);
            }
        }
        self.unclosed_bracket(&flow, self.raw.text.len());
        End::Never(self.raw.text.len())
    }

    /// Goes to the next line; if that can't belong to the brackets, says where reading goes on.
    fn flow_line(&mut self, flow: &mut Flow) -> Option<usize> {
        let before = flow.at;
        let start = self.raw.line_break(flow.at).end;
        flow.line_end = self.raw.line_end(start);
        let indent = Indent::read(self.raw, start, flow.line_end);
        flow.at = indent.content;
        let outside = isize::try_from(indent.width).unwrap_or(isize::MAX) <= self.parent_column();
        if indent.content == flow.line_end || !outside {
            return None;
        }
        let begins = match form(self.raw, indent.content, flow.line_end) {
            Form::Item => true,
            Form::Field => !flow.may_begin(),
            Form::Other => false,
        };
        begins.then(|| {
            self.unclosed_bracket(flow, before);
            start
        })
    }

    /// Reports the innermost bracket that is not closed, and closes all.
    fn unclosed_bracket(&mut self, flow: &Flow, end: usize) {
        let Some(innermost) = flow.open.last() else { return };
        self.report(
            innermost.at..innermost.at + 1,
            MarkFault::UnclosedBracket { bracket: char::from(innermost.bracket) },
        );
        let closers: String = flow.open.iter().rev().map(|open| closing(open.bracket)).collect();
        self.edit(end..end, closers);
    }

    /// Reads what begins at a mark or a character; true if it was a closing bracket.
    fn flow_mark(&mut self, flow: &mut Flow, byte: u8) -> bool {
        let at = flow.at;
        match byte {
            b']' | b'}' => return self.close_bracket(flow, byte),
            b'#' if at > 0 && self.byte(at - 1).is_some_and(|b| is_blank(b) || is_break(b)) => {
                self.flow_comment(flow);
            }
            b',' => self.flow_comma(flow),
            b':' if self.is_flow_colon(flow) => self.flow_colon(flow),
            _ if flow.after == After::Plain => self.flow_text(flow),
            _ if !flow.may_begin() => self.flow_rest(flow),
            b'[' | b'{' if !self.raw.get(at..flow.line_end).starts_with("{{") => {
                flow.begin_item();
                flow.open.push(Open { at, bracket: byte, colons: 0, item: None });
                flow.after = After::Start;
                flow.at += 1;
            }
            _ => self.flow_value(flow, byte),
        }
        false
    }

    fn close_bracket(&mut self, flow: &mut Flow, byte: u8) -> bool {
        let Some(open) = flow.open.pop() else { return true };
        let fitting = closing(open.bracket);
        if fitting != char::from(byte) {
            let (open, close) = (char::from(open.bracket), char::from(byte));
            self.report(flow.at..flow.at + 1, MarkFault::MismatchedBracket { open, close });
            self.edit(flow.at..flow.at + 1, fitting);
        }
        flow.at += 1;
        flow.after = After::Closed;
        true
    }

    fn flow_comment(&mut self, flow: &mut Flow) {
        if flow.may_begin() && self.is_tight_hash(flow.at, flow.line_end) {
            let at = flow.at;
            let fixed = rewrite::quoted_in_line(self.raw, rewrite::flow_extent(self.raw, at));
            self.report(at..at + 1, MarkFault::HashAtStart { fixed });
            self.edit(at..at + 1, "x");
            return self.flow_text(flow);
        }
        if flow.may_begin() {
            self.comments.push(flow.at..flow.line_end);
        } else {
            self.comment(flow.at, flow.line_end);
        }
        flow.at = flow.line_end;
    }

    /// A colon is one if white space or a mark follows, or if what is in quotes precedes.
    fn is_flow_colon(&self, flow: &Flow) -> bool {
        let next = self.byte(flow.at + 1).filter(|_| flow.at + 1 < flow.line_end);
        next.is_none_or(|b| is_blank(b) || is_flow(b)) || matches!(flow.after, After::Quote(..) | After::Closed)
    }

    fn flow_comma(&mut self, flow: &mut Flow) {
        let comma = flow.at..flow.at + 1;
        if flow.after == After::Start {
            let fixed = rewrite::replaced(self.raw, comma.clone(), "");
            self.report(comma.clone(), MarkFault::SurplusComma { fixed });
            self.edit(comma, "");
        }
        flow.at += 1;
        flow.end_item();
    }

    fn flow_colon(&mut self, flow: &mut Flow) {
        let at = flow.at;
        flow.at += 1;
        let Some(open) = flow.open.last_mut() else { return };
        open.colons += 1;
        if open.colons > 1 {
            if let Some(next) = open.item.and_then(|begun| next_field(self.raw.get(begun..at))) {
                return self.comma_before(flow, at - next);
            }
            let wide = at..self.raw.skip_blanks(at + 1, flow.line_end);
            let fixed = rewrite::replaced(self.raw, wide, "：");
            self.report(at..at + 1, MarkFault::ColonInText { fixed });
            self.edit(at..at + 1, "x");
            flow.after = After::Plain;
            return;
        }
        if flow.after == After::Plain && matches!(self.byte(at + 1), Some(b'[' | b'{')) {
            let begun = open.item.unwrap_or(at);
            let key = self.raw.get(begun..at).to_owned();
            let fixed = rewrite::replaced(self.raw, at + 1..at + 1, " ");
            self.report(at..at + 1, LineFault::TightColon { key, fixed });
            self.edit(at + 1..at + 1, " ");
        }
        flow.after = After::Mark;
    }

    /// `{ 标题: 甲 条目: 乙 }`: the comma is missing before the second field, whose name is this long.
    fn comma_before(&mut self, flow: &mut Flow, name: usize) {
        let gap = self.raw.get(0..name).trim_end().len()..name;
        let fixed = rewrite::replaced(self.raw, gap.clone(), ", ");
        self.report(self.character(name), MarkFault::MissingComma { fixed });
        self.edit(gap, ", ");
        flow.end_item();
        flow.begin_item();
        if let Some(open) = flow.open.last_mut() {
            (open.colons, open.item) = (1, Some(name));
        }
        flow.after = After::Mark;
    }

    /// Something follows a quote or a closing bracket without a comma.
    fn flow_rest(&mut self, flow: &mut Flow) {
        let After::Quote(open, close) = flow.after else {
            let fixed = rewrite::replaced(self.raw, flow.at..flow.at, ", ");
            self.report(self.character(flow.at), MarkFault::MissingComma { fixed });
            self.edit(flow.at..flow.at, ", ");
            return flow.end_item();
        };
        self.text_after_quote(open, close, open..rewrite::flow_extent(self.raw, close).end);
        if open >= rewrite::line_around(self.raw, close).start {
            self.hide(open..close);
        }
        flow.after = After::Plain;
        self.flow_text(flow);
    }

    /// Reads a text without quotes, as far as it goes on this line.
    fn flow_text(&mut self, flow: &mut Flow) {
        let plain = plain_stop(self.raw, flow.at, flow.line_end, true);
        self.keep(&plain);
        flow.after = After::Plain;
        flow.begin_item();
        let bracket = self.byte(plain.end).filter(|b| plain.stop == Stop::Flow && matches!(b, b'[' | b'{'));
        if let Some(bracket) = bracket {
            let begun = flow.open.last().and_then(|open| open.item).unwrap_or(flow.at);
            let begun = begun.max(rewrite::line_around(self.raw, plain.end).start);
            let close =
                self.raw.get(plain.end..flow.line_end).find(closing(bracket)).map_or(plain.end, |n| plain.end + n + 1);
            let extent = begun..rewrite::flow_extent(self.raw, close).end;
            let fixed = rewrite::quoted_in_line(self.raw, extent.clone());
            self.report(plain.end..plain.end + 1, MarkFault::BracketInItem { bracket: char::from(bracket), fixed });
            self.hide(plain.end..extent.end);
            flow.at = extent.end.max(plain.end + 1);
            return;
        }
        flow.at = plain.end.max(flow.at + usize::from(plain.stop == Stop::Hash && plain.end == flow.at));
    }

    /// Reads what begins with something else than a bracket.
    fn flow_value(&mut self, flow: &mut Flow, byte: u8) {
        let at = flow.at;
        flow.begin_item();
        match byte {
            b'"' | b'\'' => return self.flow_quote(flow),
            b'*' | b'&' => return self.flow_name(flow, byte),
            b'!' => {
                let rest = self.raw.get(at..flow.line_end);
                let core = rest.split([' ', ',', ']', '}']).next().filter(|tag| *tag == "!!str");
                if let Some(tag) = core {
                    flow.at += tag.len();
                    return;
                }
                self.begins_with(at, byte, rewrite::flow_extent(self.raw, at));
            }
            b'@' | b'`' | b'%' | b'|' | b'>' | b'#' => self.begins_with(at, byte, rewrite::flow_extent(self.raw, at)),
            b'-' | b'?' if self.is_lone_mark(flow) => {
                self.begins_with(at, byte, rewrite::flow_extent(self.raw, at));
            }
            _ => {}
        }
        self.flow_text(flow);
        if flow.at == at {
            flow.at += self.character(at).len().max(1);
        }
    }

    /// Whether a `-` or `?` stands alone: the parser takes it for a mark.
    fn is_lone_mark(&self, flow: &Flow) -> bool {
        is_set_off(self.raw, flow.at + 1, flow.line_end) || self.byte(flow.at + 1).is_some_and(is_flow)
    }

    fn flow_quote(&mut self, flow: &mut Flow) {
        let at = flow.at;
        let Some(close) = self.quote_end(at) else {
            self.unclosed_quote(at, rewrite::flow_extent(self.raw, at).end);
            flow.at += 1;
            return self.flow_text(flow);
        };
        flow.at = close;
        if close > flow.line_end {
            flow.line_end = self.raw.line_end(close);
        }
        flow.after = After::Quote(at, close);
    }

    /// `*name` or `&name`.
    fn flow_name(&mut self, flow: &mut Flow, byte: u8) {
        let at = flow.at;
        let rest = &self.raw.text.as_bytes()[at..flow.line_end];
        let name = rest.iter().position(|&b| is_blank(b) || is_flow(b)).map_or(flow.line_end, |n| at + n);
        let extent = rewrite::flow_extent(self.raw, at);
        let next = self.raw.skip_blanks(name, flow.line_end);
        let alone = next == flow.line_end || self.byte(next).is_some_and(|b| is_flow(b) || b == b':' || b == b'#');
        if name == at + 1 || byte == b'*' && !alone {
            self.begins_with(at, byte, extent);
            return self.flow_text(flow);
        }
        self.names.add(at..name, extent);
        flow.at = name;
        flow.after = if byte == b'*' { After::Closed } else { After::Mark };
    }
}

impl Flow {
    /// Whether an item or a value may begin.
    fn may_begin(&self) -> bool {
        matches!(self.after, After::Start | After::Mark)
    }

    /// Ends the item at hand.
    fn end_item(&mut self) {
        self.after = After::Start;
        if let Some(open) = self.open.last_mut() {
            (open.colons, open.item) = (0, None);
        }
    }

    /// Notes where the item at hand begins.
    fn begin_item(&mut self) {
        let at = self.at;
        if let Some(open) = self.open.last_mut() {
            open.item.get_or_insert(at);
        }
    }
}

/// `标题: 甲 条目` before a colon: how long the name of the next field is, if a whole field stands before it.
fn next_field(item: &str) -> Option<usize> {
    let (before, name) = item.rsplit_once([' ', '\t', '\u{3000}'])?;
    let value = before.split_once([':', '：'])?.1.trim();
    let is_name =
        !name.is_empty() && !name.contains(['"', '\'', '{', '}']) && name.contains(|c: char| !c.is_ascii_digit());
    (is_name && !value.is_empty() && !item.contains('\n')).then_some(name.len())
}

fn closing(bracket: u8) -> char {
    if bracket == b'[' { ']' } else { '}' }
}
