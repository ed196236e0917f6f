//! Known names, found at a place in an expression, and the one a mistyped name may have meant.
//!
//! In: keys as typed in content, whatever characters they have. Out: the longest name at a place; the nearest name.
//! Wide and narrow forms of a character are the same. This module must not know what a name stands for.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::width::narrowed;

/// A set of names that is searched by position; building it costs one hash a name, so a scope keeps it.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Narrow form → as typed, in the order given.
    typed: IndexMap<Box<str>, Box<str>>,
    /// Lengths in bytes of the narrow forms.
    lengths: BTreeSet<usize>,
}

impl Names {
    /// No names.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a name; the first of two that differ only in width stays.
    pub fn insert(&mut self, name: &str) {
        let narrow = narrowed(name.trim());
        if narrow.is_empty() || self.typed.contains_key(narrow.as_str()) {
            return;
        }
        self.lengths.insert(narrow.len());
        self.typed.insert(narrow.into(), name.into());
    }

    /// The name as typed in content, for a name in either width.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.typed.get(narrowed(name.trim()).as_str()).map(AsRef::as_ref)
    }

    /// All, in the order given.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.typed.values().map(AsRef::as_ref)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.typed.is_empty()
    }

    /// The longest name that stands at byte `at` of a narrow text and may end where it does; with its end.
    pub(super) fn longest(&self, text: &str, at: usize, may_end: impl Fn(usize) -> bool) -> Option<(&str, usize)> {
        self.lengths.iter().rev().map(|length| at + length).find_map(|end| {
            let found = self.typed.get(text.get(at..end)?)?;
            may_end(end).then_some((found.as_ref(), end))
        })
    }

    /// The name that was probably meant: the same but for case and space, a few slips of the finger away, or one that
    /// holds the other (`年末户数` for `年末户`).
    #[must_use]
    pub fn near(&self, typed: &str) -> Option<&str> {
        let wanted = loose(typed);
        let length = wanted.chars().count();
        let scored = self.typed.iter().filter_map(|(narrow, name)| Some((distance(&wanted, length, narrow)?, name)));
        scored.min_by_key(|(score, _)| *score).map(|(_, name)| name.as_ref())
    }
}

impl<S: AsRef<str>> FromIterator<S> for Names {
    fn from_iter<T: IntoIterator<Item = S>>(names: T) -> Self {
        let mut set = Self::new();
        set.extend(names);
        set
    }
}

impl<S: AsRef<str>> Extend<S> for Names {
    fn extend<T: IntoIterator<Item = S>>(&mut self, names: T) {
        for name in names {
            self.insert(name.as_ref());
        }
    }
}

/// Characters taken for each other by eye or by an input method; each stands for the first of its group.
const ALIKE: [&str; 12] =
    ["末未", "已己巳", "人入八", "土士", "干千", "日曰目", "货贷", "采釆", "折拆", "候侯", "账帐", "拨拔"];

fn same_shape(name: &str) -> String {
    let first = |c: char| ALIKE.iter().find(|group| group.contains(c)).and_then(|group| group.chars().next());
    name.chars().map(|c| first(c).unwrap_or(c)).collect()
}

fn loose(name: &str) -> String {
    narrowed(name).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Twice the number of slips, one less for each letter taken for its like, odd for a name that holds the other; none
/// if they are too far apart.
fn distance(wanted: &str, length: usize, candidate: &str) -> Option<usize> {
    let candidate = loose(candidate);
    let other = candidate.chars().count();
    // One hanzi is half a word: of two or three only one may differ, and one alone says nothing.
    let slips = match length.min(other) {
        0 | 1 => 0,
        2 | 3 => 1,
        4..=7 => 2,
        _ => 3,
    };
    let holds = length.min(other) >= 2 && (candidate.contains(wanted) || wanted.contains(candidate.as_str()));
    if length.abs_diff(other) > slips && !holds {
        return None;
    }
    let edits = strsim::osa_distance(wanted, &candidate);
    if edits <= slips {
        let unlike = strsim::osa_distance(&same_shape(wanted), &same_shape(&candidate));
        Some(edits + unlike)
    } else {
        holds.then(|| length.abs_diff(other) * 2 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        ["发放", "发放-春节", "60岁以上", "年末户", "年初户", "社会救助", "year"].into_iter().collect()
    }

    #[test]
    fn the_longest_name_wins() {
        let names = names();
        assert_eq!(names.longest("发放-春节 + 1", 0, |_| true), Some(("发放-春节", "发放-春节".len())));
        assert_eq!(names.longest("发放 - 春节", 0, |_| true), Some(("发放", "发放".len())));
        assert_eq!(names.longest("60岁以上", 0, |_| true).map(|(name, _)| name), Some("60岁以上"));
        assert_eq!(names.longest("户", 0, |_| true), None);
    }

    #[test]
    fn width_does_not_matter() {
        assert_eq!(names().get("６０岁以上"), Some("60岁以上"));
    }

    #[test]
    fn near_names_are_found() {
        let names = names();
        for (typed, near) in [
            ("年末户数", Some("年末户")),
            ("年未户", Some("年末户")),
            ("发 放", Some("发放")),
            ("Year", Some("year")),
            ("years", Some("year")),
            ("社会求助", Some("社会救助")),
            ("完全不同", None),
            ("户", None),
        ] {
            assert_eq!(names.near(typed), near, "{typed}");
        }
    }
}
