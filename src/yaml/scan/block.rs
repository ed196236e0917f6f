//! Texts under `|` and `>`: where they end, and whether their lines are indented alike.

use super::super::decode::{Header, is_blank};
use super::super::rewrite;
use super::{Last, Scan};
use crate::diagnostic::code::LineFault;

impl Scan<'_> {
    /// Reads a text under `|` or `>` from its header on.
    pub(super) fn block_text(&mut self, at: usize, header: Header) {
        if self.raw.skip_blanks(header.marks_end, header.end) < header.end {
            let hash = self.raw.skip_blanks(header.marks_end, header.end);
            self.comments.push(hash..header.end);
        }
        let parent = self.parent_column();
        let mut indent = header.indent.map(|more| usize::try_from(parent.max(0)).unwrap_or(0) + more);
        let mut begun = false;
        let mut start = self.raw.line_break(header.end).end;
        while start < self.raw.text.len() && start > header.end {
            let end = self.raw.line_end(start);
            let spaces = self.raw.get(start..end).bytes().take_while(|&b| b == b' ').count();
            let content = start + spaces;
            let columns = isize::try_from(spaces).unwrap_or(isize::MAX);
            let outside = columns <= parent || indent.is_some_and(|indent| spaces < indent);
            let blank = outside && self.raw.skip_blanks(content, end) == end;
            if content < end && !blank {
                if columns <= parent || self.is_document_marker(start, end) {
                    if self.byte(content) != Some(b'\t') {
                        break;
                    }
                    self.tab_in_text(start, end, indent);
                } else if outside && self.byte(content) == Some(b'#') {
                    break;
                } else if spaces < *indent.get_or_insert(spaces) {
                    self.text_outdented(start, content, indent.unwrap_or(spaces));
                }
                begun = true;
            }
            start = self.raw.line_break(end).end;
            if start == end {
                start = self.raw.text.len();
            }
        }
        if !begun && header.indent.is_some() {
            // `>5` with nothing under it is a text.
            let mark = self.raw.text.as_bytes()[at];
            self.begins_with(at, mark, at..header.marks_end);
            return self.finish_line(Last::Closed, header.end);
        }
        self.at = start.max(header.end);
        self.last = if begun { Last::Closed } else { Last::EmptyBlock };
    }

    fn is_document_marker(&self, start: usize, end: usize) -> bool {
        let line = self.raw.get(start..end);
        (line.starts_with("---") || line.starts_with("...")) && line.as_bytes().get(3).is_none_or(|&b| is_blank(b))
    }

    /// A tab where the spaces of a text's line should be.
    fn tab_in_text(&mut self, start: usize, end: usize, indent: Option<usize>) {
        let content = self.raw.skip_blanks(start, end);
        let spaces = indent.unwrap_or(usize::try_from(self.parent_column().max(0)).unwrap_or(0) + 2);
        let fixed = rewrite::indented(self.raw, content, spaces);
        self.report(start..content, LineFault::TabIndent { fixed });
        self.edit(start..content, " ".repeat(spaces));
    }

    fn text_outdented(&mut self, start: usize, content: usize, indent: usize) {
        let fixed = rewrite::indented(self.raw, content, indent);
        let first = self.character(content);
        self.report(start..first.end, LineFault::TextOutdented { fixed });
        self.edit(start..content, " ".repeat(indent));
    }
}
