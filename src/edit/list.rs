//! Items that come, go, move, and are there twice.

use std::ops::Range;

use super::content::{Content, after_insertion};
use super::lines;
use super::{Manuscript, Patch, Path, Step, flow, render};
use crate::yaml::{Layout, Node, Sequence, Value};

impl Manuscript {
    pub(super) fn insert(&self, path: &[Step], at: usize, content: &Content) -> Option<Vec<Patch>> {
        let node = self.node(path)?;
        if self.is_text_only(node) {
            return None;
        }
        match &node.value {
            Value::Sequence(list) if list.layout == Layout::Flow => {
                let (whole, ranges) = (node.span.range(), ranges(list));
                Some(vec![flow::insertion(&self.text, &whole, &ranges, at, &render::brackets(content))])
            }
            Value::Sequence(list) if !list.items.is_empty() => {
                let column = self.list_column(list, node)?;
                let written = render::item(content, column, &self.manner());
                Some(vec![self.insert_lines(node, list, at, &written)?])
            }
            Value::Scalar(_) | Value::Mapping(_) if !self.content.get(path)?.is_blank() => {
                let mut items = vec![self.content.get(path)?.clone()];
                items.insert(at.min(1), content.clone());
                self.replace(path, &Content::List(items))
            }
            _ => self.replace(path, &Content::List(vec![content.clone()])),
        }
    }

    fn list_column(&self, list: &Sequence, node: &Node) -> Option<usize> {
        let dashes = lines::dashes(&self.text, list, node.span.range().start);
        dashes.first().map(|&dash| lines::column(&self.text, dash))
    }

    /// Puts an item's lines (from its dash, no line end after the last) at its place.
    fn insert_lines(&self, node: &Node, list: &Sequence, at: usize, written: &str) -> Option<Patch> {
        let text = &self.text;
        let extents = self.extents(node, list)?;
        let column = self.list_column(list, node)?;
        let blank = self.manner().line_end;
        let is_spaced = extents.windows(2).any(|pair| lines::is_blank_above(text, pair[1].start));
        if at == 0 {
            let first = extents.first()?;
            if text[first.start..].trim_start_matches(' ').is_empty() {
                return None;
            }
            let mut patch = self.new_lines(first.start, column, written);
            if is_spaced {
                patch.with.push_str(blank);
            }
            return Some(patch);
        }
        let before = extents.get(at - 1)?;
        let mut patch = self.new_lines(before.end, column, written);
        if is_spaced {
            patch.with.insert_str(0, blank);
        }
        Some(patch)
    }

    /// The lines of each item: from the comments directly above its dash to the end of its last line.
    fn extents(&self, node: &Node, list: &Sequence) -> Option<Vec<Range<usize>>> {
        let text = &self.text;
        let dashes = lines::dashes(text, list, node.span.range().start);
        let extent = |(item, &dash): (&Node, &usize)| {
            let column = lines::column(text, dash);
            let start = lines::line_start(text, dash);
            // A list within a list may begin on its parent's line.
            let own_line = text[start..dash].trim_matches([' ', '\u{FEFF}']).is_empty();
            let start = if own_line { lines::comments_start(text, start, column) } else { return None };
            Some(start..lines::lines_end(text, lines::value_end(text, item, dash + 1), column))
        };
        list.items.iter().zip(&dashes).map(extent).collect()
    }

    /// Takes an item's lines away, and one of the blank lines around it; comments above it stay.
    pub(super) fn remove_item(&self, node: &Node, nth: usize) -> Option<Patch> {
        let Value::Sequence(list) = &node.value else { return None };
        let dash = *lines::dashes(&self.text, list, node.span.range().start).get(nth)?;
        let extent = self.extents(node, list)?.get(nth)?.clone();
        Some(self.without_lines(lines::line_start(&self.text, dash)..extent.end))
    }

    fn without_lines(&self, extent: Range<usize>) -> Patch {
        let spaced = extent.start == 0 || lines::is_blank_above(&self.text, extent.start);
        let end = if spaced { lines::blank_lines(&self.text, extent.end).end } else { extent.end };
        Patch::new(extent.start..end, "")
    }

    pub(super) fn copy_item(&self, path: &[Step]) -> Option<Vec<Patch>> {
        let (Step::Index(nth), parent) = path.split_last()? else { return None };
        let node = self.node(parent)?;
        let list = node.as_sequence()?;
        if self.is_text_only(list.items.get(*nth)?) {
            return None;
        }
        if list.layout == Layout::Flow {
            let (whole, ranges) = (node.span.range(), ranges(list));
            let typed = &self.text[ranges.get(*nth)?.clone()];
            return Some(vec![flow::insertion(&self.text, &whole, &ranges, nth + 1, typed)]);
        }
        let dash = *lines::dashes(&self.text, list, node.span.range().start).get(*nth)?;
        let end = lines::value_end(&self.text, list.items.get(*nth)?, dash + 1);
        Some(vec![self.insert_lines(node, list, nth + 1, &self.text[dash..end])?])
    }

    /// Moves an item's lines, shifted to the column of its new list.
    pub(super) fn move_item(&self, path: &[Step], to: &[Step], at: usize) -> Option<Vec<Patch>> {
        let (Step::Index(nth), parent) = path.split_last()? else { return None };
        let (node, target) = (self.node(parent)?, self.node(to)?);
        let (list, goal) = (node.as_sequence()?, target.as_sequence()?);
        let own = parent == to;
        if own && *nth == at {
            return Some(Vec::new());
        }
        if own && list.layout == Layout::Flow {
            return flow::order(&self.text, &ranges(list), *nth, at);
        }
        if list.layout == Layout::Flow || goal.layout == Layout::Flow || goal.items.is_empty() {
            return None;
        }
        let extent = self.extents(node, list)?.get(*nth)?.clone();
        let (from, column) = (self.list_column(list, node)?, self.list_column(goal, target)?);
        let lines = self.text[extent.clone()].trim_end_matches(['\n', '\r']);
        let written = lines::shifted(lines, from, column);
        // Indices are those of the list as it is now.
        let place = if own && at > *nth { at + 1 } else { at };
        let insertion = self.insert_lines(target, goal, place, written.trim_start_matches(' '))?;
        let removal = self.without_lines(extent);
        (!removal.at.contains(&insertion.at.start) || insertion.at.start == removal.at.start).then(|| {
            if insertion.at.start == removal.at.start { vec![insertion, removal] } else { vec![removal, insertion] }
        })
    }

    /// The same with the item written anew: into brackets, out of them, or where there was no list.
    pub(super) fn rewrite_item(&self, path: &[Step], to: &[Step], at: usize) -> Option<Vec<Patch>> {
        let (_, parent) = path.split_last()?;
        let place = match path.last()? {
            Step::Index(nth) if parent == to && at > *nth => at + 1,
            _ => at,
        };
        let content = self.content.get(path)?.clone();
        let grown = self.edit(&super::Change::Insert { path: to.to_vec(), at: place, content }).ok()?;
        let left: Path = after_insertion(path, to, place);
        let edited = grown.edit(&super::Change::Remove { path: left }).ok()?;
        Some(vec![Patch::new(0..self.text.len(), edited.text)])
    }
}

fn ranges(list: &Sequence) -> Vec<Range<usize>> {
    list.items.iter().map(|item| item.span.range()).collect()
}
