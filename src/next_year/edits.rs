//! Changes to a text by byte range, and remarks put above its lines.
//!
//! In: ranges of the text as it was. Out: the text with all of it done at once, everything else byte for byte the same.

use std::collections::BTreeMap;
use std::ops::Range;

/// Changes that are gathered before they are made.
#[derive(Debug, Default)]
pub(super) struct Edits {
    /// By where they begin: the end of what is replaced, and with what.
    replacements: BTreeMap<usize, (usize, String)>,
    /// By the beginning of the line they stand above.
    remarks: BTreeMap<usize, Vec<String>>,
}

impl Edits {
    /// Replaces a range; of two changes of one place the first holds.
    pub(super) fn replace(&mut self, range: Range<usize>, with: impl Into<String>) {
        let overlaps = self.replacements.range(..range.end).next_back().is_some_and(|(_, (end, _))| *end > range.start);
        if !overlaps {
            self.replacements.entry(range.start).or_insert((range.end, with.into()));
        }
    }

    /// Puts text in at a place.
    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// Puts a comment above the line that begins at `line`; several become one.
    pub(super) fn remark(&mut self, line: usize, words: impl Into<String>) {
        let remarks = self.remarks.entry(line).or_default();
        let words = words.into();
        if !remarks.contains(&words) {
            remarks.push(words);
        }
    }

    /// The text with everything done; without the remarks if they are not wanted.
    pub(super) fn applied(&self, text: &str, remarks: bool) -> String {
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut changes: Vec<(usize, usize, String)> =
            self.replacements.iter().map(|(start, (end, with))| (*start, *end, with.clone())).collect();
        if remarks {
            for (line, words) in &self.remarks {
                let indent: String = text[*line..].chars().take_while(|c| *c == ' ').collect();
                changes.push((*line, *line, format!("{indent}# 待改：{}{newline}", words.join("；"))));
            }
        }
        // A remark stands before what is changed at the line's very beginning.
        changes.sort_by_key(|(start, end, _)| (*start, *end));
        let mut done = String::with_capacity(text.len() * 2);
        let mut at = 0;
        for (start, end, with) in changes {
            done.push_str(&text[at..start.max(at)]);
            done.push_str(&with);
            at = end.max(at);
        }
        done.push_str(&text[at..]);
        done
    }
}
