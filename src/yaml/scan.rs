//! The traps of YAML, all of a text at once, and where `{{ … }}` stands as plain text.
//!
//! In: a source text. Out: diagnostics with the line as it should be, and edits for [`super::mask`].
//! This module reads as a patient person would, line by line: what the lines above opened, what this line begins with,
//! what its marks are. It must not refuse anything: where it finds nothing wrong the parser has the last word.

mod block;
mod flow;
mod form;
mod mistyped;
mod names;
mod place;
mod quote;
mod value;

use std::ops::Range;

use super::Findings;
use super::decode::Raw;
use super::mask::Edit;
use super::{mask, rewrite};
use crate::diagnostic::code::{MarkFault, WholeFault};
use crate::diagnostic::{Code, Diagnostic, MAX_SHOWN};
use form::{Indent, Oddity};
use names::Names;

/// What a scan finds besides diagnostics.
pub(super) struct Scanned {
    /// Edits for the parser's text.
    pub(super) edits: Vec<Edit>,
    /// The comments, from `#` to the end of the line.
    pub(super) comments: Vec<Range<usize>>,
    /// Where the first error is, if there is one.
    pub(super) first_error: Option<usize>,
}

/// Scans a text.
pub(super) fn scan(raw: Raw<'_>, findings: &mut Findings<'_>) -> Scanned {
    let mut scan = Scan::new(raw);
    while scan.at < raw.text.len() && !scan.is_hopeless() {
        scan.line();
    }
    scan.finish_names();
    scan.check_characters();
    scan.found.sort_by_key(|diagnostic| diagnostic.span.map(|span| span.start));
    let errors = scan.found.iter().filter(|diagnostic| diagnostic.is_error());
    let first_error = errors.filter_map(|diagnostic| diagnostic.span).map(|span| span.range().start).min();
    scan.found.sort_by_key(|diagnostic| !diagnostic.is_error());
    scan.found.into_iter().for_each(|diagnostic| findings.push(diagnostic));
    Scanned { edits: scan.edits, comments: scan.comments, first_error }
}

/// Deeper than this the parser gives up, and so may we.
const MAX_LEVELS: usize = 2 * super::tree::MAX_DEPTH + 2;

/// A list or fields that a line may belong to.
#[derive(Clone, Copy, Debug)]
struct Level {
    /// The column its lines begin at, from 0, as the parser sees it.
    column: usize,
    /// The same as it looks on the screen: a tab is 8, a wide space 2.
    width: usize,
    /// What its lines are.
    kind: Kind,
}

/// What the lines of a level are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// `- …`
    Items,
    /// `字段名: …`
    Fields,
}

/// What the last line left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    /// A value is still to come.
    Open,
    /// A text without quotes that may go on; where it began.
    Text(usize),
    /// A text without quotes that a comment ended.
    Commented,
    /// A `|` or `>` without text.
    EmptyBlock,
    /// The same, and a line of the text has been reported as not indented.
    Unindented,
    /// Nothing.
    Closed,
}

/// The line at hand.
#[derive(Clone, Copy, Debug)]
struct Line {
    /// Its first byte.
    start: usize,
    /// Its first byte that is no indentation.
    content: usize,
    /// One past its last byte, line break not included.
    end: usize,
    /// The column of its content, from 0.
    column: usize,
    /// The column as it looks on the screen.
    width: usize,
}

struct Scan<'s> {
    raw: Raw<'s>,
    /// Where the next line begins.
    at: usize,
    levels: Vec<Level>,
    last: Last,
    /// Whether a line with content has been read.
    begun: bool,
    edits: Vec<Edit>,
    found: Vec<Diagnostic>,
    comments: Vec<Range<usize>>,
    names: Names,
    /// How many of the diagnostics are errors.
    errors: usize,
}

impl<'s> Scan<'s> {
    fn new(raw: Raw<'s>) -> Self {
        Self {
            raw,
            at: if raw.text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 },
            levels: Vec::new(),
            last: Last::Open,
            begun: false,
            edits: Vec::new(),
            found: Vec::new(),
            comments: Vec::new(),
            names: Names::default(),
            errors: 0,
        }
    }

    fn report(&mut self, range: Range<usize>, code: impl Into<Code>) {
        if !self.has_room() && self.errors > 0 {
            return;
        }
        let diagnostic = Diagnostic::at(self.raw.span(range), code);
        let error = diagnostic.is_error();
        // Room is kept for errors: a text may be full of warnings.
        if self.has_room() || error {
            self.errors += usize::from(error);
            self.found.push(diagnostic);
        }
    }

    /// Whether there is room for one more warning; to write one costs time.
    fn has_room(&self) -> bool {
        self.found.len() < MAX_SHOWN
    }

    /// Whether reading on would help nobody.
    fn is_hopeless(&self) -> bool {
        self.levels.len() > MAX_LEVELS || self.errors > 0 && self.found.len() >= MAX_SHOWN
    }

    fn edit(&mut self, at: Range<usize>, with: impl Into<String>) {
        self.edits.push(Edit { at, with: with.into() });
    }

    /// Hides a range from the parser.
    fn hide(&mut self, range: Range<usize>) {
        let with = mask::neutral(self.raw.get(range.clone()));
        self.edit(range, with);
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.raw.text.as_bytes().get(at).copied()
    }

    /// The range of the character at `at`.
    fn character(&self, at: usize) -> Range<usize> {
        let length = self.raw.get(at..self.raw.text.len()).chars().next().map_or(0, char::len_utf8);
        at..at + length
    }

    /// The column that text must be indented beyond; -1 if any will do.
    fn parent_column(&self) -> isize {
        self.levels.last().map_or(-1, |level| isize::try_from(level.column).unwrap_or(isize::MAX))
    }

    /// Ends the line that `end` stands in.
    fn finish_line(&mut self, last: Last, end: usize) {
        self.last = last;
        self.at = self.raw.line_break(end).end;
    }

    /// Reads one line, or several if a quote, a bracket or a text goes on.
    fn line(&mut self) {
        let start = self.at;
        let end = self.raw.line_end(start);
        let indent = Indent::read(self.raw, start, end);
        let line = Line { start, content: indent.content, end, column: indent.spaces, width: indent.width };
        if line.content == end {
            if matches!(indent.oddity, Some(Oddity::Wide | Oddity::Mark)) {
                self.edit(start..end, "");
            }
            return self.finish_line(self.last, end);
        }
        match self.byte(line.content) {
            Some(b'#') => {
                self.comments.push(line.content..end);
                if matches!(indent.oddity, Some(Oddity::Wide | Oddity::Mark)) {
                    self.edit(start..line.content, "");
                }
                let last = if matches!(self.last, Last::Text(_)) { Last::Commented } else { self.last };
                self.finish_line(last, end);
            }
            Some(b'%') if !self.begun && self.is_directive(line) => self.finish_line(self.last, end),
            Some(b'-' | b'.') if self.is_marker(line) => self.marker(line),
            _ => {
                self.begun = true;
                self.content(line, indent.oddity);
            }
        }
    }

    /// `%YAML 1.2`, which other programs write at the top.
    fn is_directive(&self, line: Line) -> bool {
        let text = self.raw.get(line.content..line.end);
        line.column == 0 && (text.starts_with("%YAML ") || text.starts_with("%TAG "))
    }

    /// `---` or `...` at the start of a line.
    fn is_marker(&self, line: Line) -> bool {
        let text = self.raw.get(line.content..line.end);
        let mark = text.starts_with("---") || text.starts_with("...");
        line.content == line.start && mark && text.as_bytes().get(3).is_none_or(|&b| super::decode::is_blank(b))
    }

    /// The first `---` begins the document; what follows any other is not read.
    fn marker(&mut self, line: Line) {
        let ends = self.byte(line.content) == Some(b'.');
        let content = self.raw.skip_blanks(line.content + 3, line.end);
        if ends && !self.begun {
            if self.byte(content) == Some(b'#') {
                self.comments.push(content..line.end);
            }
            return self.finish_line(Last::Open, line.end);
        }
        if ends || self.begun {
            if self.has_content_after(line.end) || (!ends && line.content + 3 < line.end) {
                self.report(line.content..line.content + 3, WholeFault::SecondDocument);
            }
            return self.comments_after(line.content + 3);
        }
        self.begun = true;
        if content == line.end {
            return self.finish_line(Last::Open, line.end);
        }
        self.value(content, line.end, value::Place::Alone);
    }

    /// Whether anything but markers, comments and white space follows.
    fn has_content_after(&self, at: usize) -> bool {
        let rest = self.raw.get(at..self.raw.text.len());
        let means = |line: &str| !line.is_empty() && !line.starts_with('#') && line != "---" && line != "...";
        rest.split(['\n', '\r']).map(str::trim).any(means)
    }

    /// Keeps the comments after the end of what is read.
    fn comments_after(&mut self, mut at: usize) {
        while at < self.raw.text.len() {
            let end = self.raw.line_end(at);
            let content = self.raw.skip_blanks(at, end);
            if self.byte(content) == Some(b'#') {
                self.comments.push(content..end);
            }
            at = self.raw.line_break(end).end.max(end);
            if at == end {
                break;
            }
        }
        self.at = self.raw.text.len();
    }

    fn content(&mut self, line: Line, oddity: Option<Oddity>) {
        match oddity {
            Some(Oddity::Mark) => {
                self.edit(line.start..line.content, " ".repeat(line.column));
                self.place(line);
            }
            Some(oddity) => self.place_odd(line, oddity),
            None => self.place(line),
        }
    }

    /// Characters that can't be seen or can't be printed, wherever they stand; wide braces outside comments.
    fn check_characters(&mut self) {
        for (at, c) in self.raw.text.char_indices() {
            match c {
                '\u{FEFF}' if at > 0 => self.report(at..at + c.len_utf8(), MarkFault::InvisibleMark),
                '\n' | '\r' | '\t' | '\u{85}' => {}
                '\u{FFFE}' | '\u{FFFF}' => self.control(at, c),
                c if c.is_control() => self.control(at, c),
                '｛' if self.raw.get(at..self.raw.text.len()).starts_with("｛｛") => self.wide_braces(at),
                _ => {}
            }
        }
    }

    fn control(&mut self, at: usize, character: char) {
        let range = at..at + character.len_utf8();
        self.report(range.clone(), MarkFault::ControlCharacter { character });
        match self.edits.last_mut() {
            // A binary file has nothing else in it.
            Some(last) if last.at.end == at && last.at.len() == last.with.len() => {
                last.at.end = range.end;
                last.with.push_str(&mask::neutral(self.raw.get(range)));
            }
            _ => self.hide(range),
        }
    }

    fn wide_braces(&mut self, at: usize) {
        let comment = self.comments.partition_point(|comment| comment.end <= at);
        let commented = self.comments.get(comment).is_some_and(|comment| comment.contains(&at));
        if commented || !self.has_room() || self.raw.get(0..at).ends_with('｛') {
            return;
        }
        let line = rewrite::line_around(self.raw, at);
        let text = self.raw.get(at..line.end);
        let end = text.find("｝｝").map_or("｛｛".len(), |n| n + "｝｝".len());
        let expression = text[..end].replace("｛｛", "{{ ").replace("｝｝", " }}").replace("  ", " ");
        let fixed = rewrite::replaced(self.raw, at..at + end, &expression);
        self.report(at..at + end, MarkFault::WideBraces { fixed });
    }
}
