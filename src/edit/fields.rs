//! Fields that come, go, and take another name.

use super::content::Content;
use super::lines;
use super::scalar::{Surroundings, key};
use super::{Manuscript, Patch, Step, flow, render};
use crate::yaml::{Layout, Mapping, Node, Value};

impl Manuscript {
    pub(super) fn add(&self, path: &[Step], at: usize, name: &str, content: &Content) -> Option<Vec<Patch>> {
        let node = self.node(path)?;
        if self.is_text_only(node) {
            return None;
        }
        match &node.value {
            Value::Mapping(mapping) if mapping.layout == Layout::Flow => {
                let written = render::entry_in_brackets(name, content);
                Some(vec![flow::insertion(&self.text, &node.span.range(), &entry_ranges(mapping), at, &written)])
            }
            Value::Mapping(mapping) => self.add_line(mapping, at, name, content),
            _ if node.is_null() => self.replace(path, &Content::Fields(vec![(name.to_owned(), content.clone())])),
            _ => None,
        }
    }

    fn add_line(&self, mapping: &Mapping, at: usize, name: &str, content: &Content) -> Option<Vec<Patch>> {
        let manner = self.manner();
        let first = mapping.entries.first()?.key_span.range().start;
        let column = lines::column(&self.text, first);
        let written = render::field(name, content, column, &manner);
        if at == 0 {
            // The first may stand after a dash.
            let indentation = " ".repeat(column);
            return Some(vec![Patch::new(first..first, format!("{written}{}{indentation}", manner.line_end))]);
        }
        let before = mapping.entries.get(at.min(mapping.entries.len()) - 1)?;
        let end = lines::entry_end(&self.text, before);
        Some(vec![self.new_lines(lines::lines_end(&self.text, end, column), column, &written)])
    }

    /// Lines put in at the beginning of a line, or after the last of the text.
    pub(super) fn new_lines(&self, at: usize, column: usize, written: &str) -> Patch {
        let end = self.manner().line_end;
        let unended = at == self.text.len() && at > 0 && !self.text.ends_with(['\n', '\r']);
        let indentation = " ".repeat(column);
        if unended {
            Patch::new(at..at, format!("{end}{indentation}{written}"))
        } else {
            Patch::new(at..at, format!("{indentation}{written}{end}"))
        }
    }

    pub(super) fn remove(&self, path: &[Step]) -> Option<Vec<Patch>> {
        let (last, parent) = path.split_last()?;
        let node = self.node(parent)?;
        match (&node.value, last) {
            (Value::Mapping(mapping), Step::Key(name)) => {
                let nth = mapping.entries.iter().position(|entry| entry.key.as_str() == name)?;
                let is_bare = !self.text.get(node.span.range())?.starts_with('{');
                if mapping.layout == Layout::Flow && mapping.entries.len() == 1 && is_bare {
                    // A pair among the items of a list in brackets: without it there would be an item of nothing.
                    return Some(vec![Patch::new(entry_ranges(mapping).remove(nth), "{}")]);
                }
                if mapping.layout == Layout::Flow {
                    return Some(vec![flow::removal(&self.text, &entry_ranges(mapping), nth)]);
                }
                Some(vec![self.remove_line(mapping, nth)])
            }
            (Value::Sequence(list), Step::Index(nth)) => {
                if list.layout == Layout::Flow {
                    let ranges: Vec<_> = list.items.iter().map(|item| item.span.range()).collect();
                    return (*nth < ranges.len()).then(|| vec![flow::removal(&self.text, &ranges, *nth)]);
                }
                Some(vec![self.remove_item(node, *nth)?])
            }
            _ => None,
        }
    }

    fn remove_line(&self, mapping: &Mapping, nth: usize) -> Patch {
        let text = &self.text;
        let entry = &mapping.entries[nth];
        let start = entry.key_span.range().start;
        let column = lines::column(text, start);
        let end = lines::lines_end(text, lines::entry_end(text, entry), column);
        let begins = lines::line_start(text, start);
        if text[begins..start].trim_matches([' ', '\u{FEFF}']).is_empty() {
            let mark = text[begins..start].len() - text[begins..start].trim_start_matches('\u{FEFF}').len();
            return Patch::new(begins + mark..end, "");
        }
        // After a dash the next field takes its place.
        let next = mapping.entries.get(nth + 1).map(|next| next.key_span.range().start);
        if let Some(next) = next.filter(|next| text[end..*next].trim_matches(' ').is_empty()) {
            return Patch::new(start..next, "");
        }
        let blank = text[begins..start].trim_end_matches(' ').len();
        let broken = lines::line_end(text, lines::entry_end(text, entry));
        Patch::new(begins + blank..broken, "")
    }

    pub(super) fn rename(&self, path: &[Step], name: &str) -> Option<Vec<Patch>> {
        let (Step::Key(old), parent) = path.split_last()? else { return None };
        let mapping = self.node(parent)?.as_mapping()?;
        let entry = mapping.entry(old)?;
        let place = if self.seat(path)?.in_brackets { Surroundings::Brackets } else { Surroundings::Line };
        Some(vec![Patch::new(entry.key_span.range(), key(name, place))])
    }
}

/// Where the fields of a group in brackets stand.
fn entry_ranges(mapping: &Mapping) -> Vec<std::ops::Range<usize>> {
    let range = |key: std::ops::Range<usize>, value: &Node| key.start..value.span.range().end.max(key.end);
    mapping.entries.iter().map(|entry| range(entry.key_span.range(), &entry.value)).collect()
}
