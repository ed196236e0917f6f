//! `&name` and `*name`: real ones come in pairs; a lone one is a text that begins with the mark.

use std::collections::HashSet;
use std::ops::Range;

use super::super::rewrite;
use super::Scan;
use crate::diagnostic::code::MarkFault;

/// The anchors and aliases of a text.
#[derive(Debug, Default)]
pub(super) struct Names {
    list: Vec<Name>,
}

#[derive(Debug)]
struct Name {
    /// Mark and name.
    range: Range<usize>,
    /// What would be put in quotes.
    extent: Range<usize>,
}

impl Names {
    pub(super) fn add(&mut self, range: Range<usize>, extent: Range<usize>) {
        self.list.push(Name { range, extent });
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn truncate(&mut self, length: usize) {
        self.list.truncate(length);
    }
}

impl Scan<'_> {
    /// Reports names that stand alone, and hides their marks so that they are read as text.
    pub(super) fn finish_names(&mut self) {
        let names = std::mem::take(&mut self.names).list;
        let raw = self.raw;
        let mark = |name: &Name| raw.text.as_bytes()[name.range.start];
        let text = |name: &Name| raw.get(name.range.start + 1..name.range.end);
        let used: HashSet<&str> = names.iter().filter(|name| mark(name) == b'*').map(text).collect();
        let mut known: HashSet<&str> = HashSet::new();
        for name in &names {
            let lone = if mark(name) == b'&' {
                known.insert(text(name));
                !used.contains(text(name))
            } else {
                !known.contains(text(name))
            };
            if lone && !self.is_hopeless() {
                let fixed = rewrite::quoted_in_line(raw, name.extent.clone());
                let mark = char::from(mark(name));
                self.report(name.range.start..name.range.start + 1, MarkFault::BeginsWith { mark, fixed });
                self.edit(name.range.start..name.range.start + 1, "x");
            }
        }
    }
}
