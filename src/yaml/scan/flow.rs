//! Lists and fields in brackets.

use super::super::decode::{is_blank, is_break};
use super::super::rewrite;
use super::form::{Form, Indent, Stop, form, is_flow, is_set_off, plain_stop};
use super::{Last, Scan};
use crate::diagnostic::code::{MarkFault, WholeFault};

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
    /// An opening bracket, a comma, a colon: something may begin.
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
        let (edits, found, names, errors) = (self.edits.len(), self.found.len(), self.names.len(), self.errors);
        let close = match self.flow(at) {
            End::Closed(close) => close,
            End::Never(next) => {
                self.last = Last::Closed;
                self.at = next;
                return;
            }
        };
        let line_end = if close <= end { end } else { self.raw.line_end(close) };
        let next = self.raw.skip_blanks(close, line_end);
        match self.byte(next).filter(|_| next < line_end) {
            None => self.finish_line(Last::Closed, line_end),
            Some(b'#') if next > close => {
                self.comment(next, line_end);
                self.finish_line(Last::Closed, line_end);
            }
            Some(mark @ (b']' | b'}')) => {
                self.report(next..next + 1, MarkFault::StrayBracket { bracket: char::from(mark) });
                self.edit(next..line_end, "");
                self.finish_line(Last::Closed, line_end);
            }
            Some(b':') => {
                self.report(at..close, WholeFault::ComplexKey);
                self.finish_line(Last::Closed, line_end);
            }
            Some(_) if close <= end => {
                // What was found in the brackets was found in a text.
                self.edits.truncate(edits);
                self.found.truncate(found);
                self.names.truncate(names);
                self.errors = errors;
                self.text_after_bracket(at);
                self.hide(at..close);
                self.plain(close, line_end, at);
            }
            Some(_) => {
                self.text_after_bracket(at);
                self.finish_line(Last::Closed, line_end);
            }
        }
    }

    fn text_after_bracket(&mut self, at: usize) {
        let bracket = char::from(self.raw.text.as_bytes()[at]);
        let fixed = rewrite::quoted_in_line(self.raw, rewrite::block_extent(self.raw, at));
        self.report(at..at + 1, MarkFault::TextAfterBracket { bracket, fixed });
    }

    fn flow(&mut self, at: usize) -> End {
        let mut flow = Flow { at, line_end: self.raw.line_end(at), open: Vec::new(), after: After::Mark };
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
            Form::Field => flow.after != After::Mark,
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
            b',' => {
                flow.after = After::Mark;
                flow.at += 1;
                if let Some(open) = flow.open.last_mut() {
                    (open.colons, open.item) = (0, None);
                }
            }
            b':' if self.is_flow_colon(flow) => self.flow_colon(flow),
            _ if flow.after == After::Plain => self.flow_text(flow),
            _ if flow.after != After::Mark => self.flow_rest(flow),
            b'[' | b'{' if !self.raw.get(at..flow.line_end).starts_with("{{") => {
                flow.begin_item();
                flow.open.push(Open { at, bracket: byte, colons: 0, item: None });
                flow.at += 1;
            }
            _ => self.flow_value(flow, byte),
        }
        false
    }

    fn close_bracket(&mut self, flow: &mut Flow, byte: u8) -> bool {
        let Some(open) = flow.open.pop() else { return true };
        let close = closing(open.bracket);
        if close != char::from(byte) {
            let (open, close) = (char::from(open.bracket), char::from(byte));
            self.report(flow.at..flow.at + 1, MarkFault::MismatchedBracket { open, close });
            self.edit(flow.at..flow.at + 1, closing(u8::try_from(open).unwrap_or(b'[')).to_string());
        }
        flow.at += 1;
        flow.after = After::Closed;
        true
    }

    fn flow_comment(&mut self, flow: &mut Flow) {
        if flow.after == After::Mark {
            self.comments.push(flow.at..flow.line_end);
        } else {
            self.comment(flow.at, flow.line_end);
        }
        flow.at = flow.line_end;
    }

    /// A colon is one if white space or a mark follows, or if what is in quotes precedes.
    fn is_flow_colon(&self, flow: &Flow) -> bool {
        let next = self.byte(flow.at + 1).filter(|_| flow.at + 1 < flow.line_end);
        next.is_none_or(|b| is_blank(b) || is_flow(b)) || matches!(flow.after, After::Quote(_, end) if end == flow.at)
    }

    fn flow_colon(&mut self, flow: &mut Flow) {
        let at = flow.at;
        flow.at += 1;
        if let Some(open) = flow.open.last_mut() {
            open.colons += 1;
            if open.colons > 1 {
                let begun = open.item.unwrap_or(open.at + 1);
                let fixed = rewrite::replaced(self.raw, at..self.raw.skip_blanks(at + 1, flow.line_end), "：");
                let _ = begun;
                self.report(at..at + 1, MarkFault::ColonInText { fixed });
                self.edit(at..at + 1, "x");
                flow.after = After::Plain;
                return;
            }
        }
        flow.after = After::Mark;
    }

    /// Something follows a quote or a closing bracket without a comma.
    fn flow_rest(&mut self, flow: &mut Flow) {
        match flow.after {
            After::Quote(open, close) => {
                self.text_after_quote(open, close, open..rewrite::flow_extent(self.raw, close).end);
                if open >= rewrite::line_around(self.raw, close).start {
                    self.hide(open..close);
                }
            }
            _ => {
                let expected = crate::diagnostic::code::Expected::Comma;
                self.report(self.character(flow.at), WholeFault::Unreadable { expected });
            }
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
            b'@' | b'`' | b'%' | b'|' | b'>' => self.begins_with(at, byte, rewrite::flow_extent(self.raw, at)),
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
        match self.quote_end(at) {
            Some(close) => {
                flow.at = close;
                if close > flow.line_end {
                    flow.line_end = self.raw.line_end(close);
                }
                flow.after = After::Quote(at, close);
            }
            None => {
                self.unclosed_quote(at, rewrite::flow_extent(self.raw, at).end);
                flow.at += 1;
                self.flow_text(flow);
            }
        }
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
    /// Notes where the item at hand begins.
    fn begin_item(&mut self) {
        let at = self.at;
        if let Some(open) = self.open.last_mut() {
            open.item.get_or_insert(at);
        }
    }
}

fn closing(bracket: u8) -> char {
    if bracket == b'[' { ']' } else { '}' }
}
