//! Items and fields in brackets: what goes with a comma.

use std::ops::Range;

use super::Patch;

/// Puts one more among the others.
pub(super) fn insertion(text: &str, whole: &Range<usize>, parts: &[Range<usize>], at: usize, written: &str) -> Patch {
    if let Some(next) = parts.get(at) {
        let between = parts.windows(2).next().map_or(", ", |pair| separator(text, pair));
        return Patch::new(next.start..next.start, format!("{written}{between}"));
    }
    match parts.last() {
        Some(last) => {
            let between = parts.windows(2).last().map_or(", ", |pair| separator(text, pair));
            Patch::new(last.end..last.end, format!("{between}{written}"))
        }
        None => Patch::new(whole.start + 1..whole.end - 1, written),
    }
}

/// What stands between two, if it is a comma and white space.
fn separator<'a>(text: &'a str, pair: &[Range<usize>]) -> &'a str {
    let between = text.get(pair[0].end..pair[1].start).unwrap_or("");
    if between.chars().all(|c| c == ',' || c.is_ascii_whitespace()) && between.contains(',') { between } else { ", " }
}

/// Takes one away with the comma after it, or before it if it is the last.
pub(super) fn removal(text: &str, parts: &[Range<usize>], nth: usize) -> Patch {
    let own = parts[nth].clone();
    if let Some(next) = parts.get(nth + 1) {
        return Patch::new(own.start..next.start, "");
    }
    let start = nth.checked_sub(1).map_or(own.start, |before| parts[before].end);
    let comma = text[own.end..].find(|c: char| !c.is_ascii_whitespace());
    let end = match comma {
        // A comma after the last goes with the only one there was.
        Some(at) if nth == 0 && text[own.end + at..].starts_with(',') => own.end + at + 1,
        _ => own.end,
    };
    Patch::new(start..end, "")
}

/// Puts one in another's place, separators as they are.
pub(super) fn order(text: &str, parts: &[Range<usize>], from: usize, to: usize) -> Option<Vec<Patch>> {
    let mut order: Vec<usize> = (0..parts.len()).collect();
    if from >= parts.len() || to >= parts.len() {
        return None;
    }
    let moved = order.remove(from);
    order.insert(to, moved);
    let places = parts.iter().zip(&order).filter(|(place, part)| **place != parts[**part]);
    Some(places.map(|(place, part)| Patch::new(place.clone(), &text[parts[*part].clone()])).collect())
}
