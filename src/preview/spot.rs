//! Where a save changed a document.
//!
//! In: what pages were made of before and now. Out: the changed piece of text, and where it is printed.

use std::ops::Range;

use super::state::Good;
use crate::source::{Source, Span};
use crate::typeset::Region;

/// More regions than this mark nothing.
const MAX_REGIONS: usize = 40;

/// The id of the document as a whole, which is no spot.
const WHOLE: Option<u32> = Some(0);

/// Where the text that is new is printed; nothing if it is not, or if nothing is new.
pub(super) fn changed(before: &Good, now: &Good) -> Vec<Region> {
    let pairs = now.sources.iter().filter_map(|source| {
        let older = before.sources.iter().find(|older| older.path == source.path && older.name == source.name)?;
        (older.text != source.text).then(|| difference(older, source))
    });
    pairs.map(|span| printed(now, span)).find(|regions| !regions.is_empty()).unwrap_or_default()
}

/// Where a place is printed.
pub(super) fn printed(good: &Good, place: Span) -> Vec<Region> {
    let mut regions = good.pages.positions().of(place);
    regions.retain(|region| region.block != WHOLE);
    regions.truncate(MAX_REGIONS);
    regions
}

/// The smallest piece of a source that makes it differ from an older version.
fn difference(older: &Source, newer: &Source) -> Span {
    Span::new(newer.id, differing(&older.text, &newer.text))
}

fn differing(older: &str, newer: &str) -> Range<usize> {
    let same = |(a, b): &(u8, u8)| a == b;
    let mut start = older.bytes().zip(newer.bytes()).take_while(same).count();
    while !newer.is_char_boundary(start) {
        start -= 1;
    }
    let room = newer.len().min(older.len()) - start.min(older.len());
    let mut end = newer.len() - older.bytes().rev().zip(newer.bytes().rev()).take(room).take_while(same).count();
    while !newer.is_char_boundary(end) {
        end += 1;
    }
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_new_piece_is_found_on_character_boundaries() {
        let piece = |older: &str, newer: &str| newer[differing(older, newer)].to_owned();
        assert_eq!(piece("做好工作", "做好民政工作"), "民政");
        assert_eq!(piece("低保", "低乎"), "乎");
        assert_eq!(piece("abc", "ab"), "");
        assert_eq!(piece("", "新"), "新");
        assert_eq!(piece("甲甲", "甲甲甲"), "甲");
        assert_eq!(piece("aa", "aa"), "");
    }
}
