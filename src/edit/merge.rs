//! Two people's changes of one text, put together where they don't touch.
//!
//! In: the text both began with, and what each made of it. Out: a text with both changes, or none if they changed the
//! same lines. Lines are compared, since that is how these texts are written.

use std::ops::Range;

/// Texts that differ in more lines than this are taken to differ in one piece: comparing costs the square.
const MAX_LINES: usize = 3000;

/// A piece of the first text, and what stands in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Hunk {
    before: Range<usize>,
    after: Range<usize>,
}

/// Puts the changes of two together; none if they touch.
#[must_use]
pub fn merge(base: &str, ours: &str, theirs: &str) -> Option<String> {
    if ours == theirs || base == theirs {
        return Some(ours.to_owned());
    }
    if base == ours {
        return Some(theirs.to_owned());
    }
    let [base, ours, theirs] = [base, ours, theirs].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let (own, other) = (hunks(&base, &ours), hunks(&base, &theirs));
    let mut merged = String::new();
    let (mut at, mut own, mut other) = (0, own.into_iter().peekable(), other.into_iter().peekable());
    loop {
        let (hunk, lines) = match (own.peek(), other.peek()) {
            (Some(a), Some(b)) if a.before == b.before && ours[a.after.clone()] == theirs[b.after.clone()] => {
                other.next();
                (own.next()?, &ours)
            }
            (Some(a), Some(b)) if touch(&a.before, &b.before) => return None,
            (Some(a), Some(b)) if a.before.start < b.before.start => (own.next()?, &ours),
            (_, Some(_)) => (other.next()?, &theirs),
            (Some(_), None) => (own.next()?, &ours),
            (None, None) => break,
        };
        merged.extend(base[at..hunk.before.start].iter().copied());
        merged.extend(lines[hunk.after.clone()].iter().copied());
        at = hunk.before.end;
    }
    merged.extend(base[at..].iter().copied());
    Some(merged)
}

/// Whether two changes are of the same lines. Lines put in beside what the other changed touch it: nobody knows which
/// comes first.
fn touch(a: &Range<usize>, b: &Range<usize>) -> bool {
    let (overlap, meet) = (a.start < b.end && b.start < a.end, a.start <= b.end && b.start <= a.end);
    overlap || (meet && (a.is_empty() || b.is_empty()))
}

/// What differs between two texts, in order.
fn hunks(before: &[&str], after: &[&str]) -> Vec<Hunk> {
    let head = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let tail = before[head..].iter().rev().zip(after[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (old, new) = (&before[head..before.len() - tail], &after[head..after.len() - tail]);
    if old.is_empty() && new.is_empty() {
        return Vec::new();
    }
    if old.len().saturating_mul(new.len()) > MAX_LINES * MAX_LINES {
        return vec![Hunk { before: head..head + old.len(), after: head..head + new.len() }];
    }
    let mut hunks: Vec<Hunk> = Vec::new();
    let (mut i, mut j) = (0, 0);
    let mut differ = |before: Range<usize>, after: Range<usize>| {
        if !before.is_empty() || !after.is_empty() {
            let moved = |range: Range<usize>| range.start + head..range.end + head;
            hunks.push(Hunk { before: moved(before), after: moved(after) });
        }
    };
    for (a, b) in common(old, new) {
        differ(i..a, j..b);
        (i, j) = (a + 1, b + 1);
    }
    differ(i..old.len(), j..new.len());
    hunks
}

/// The longest run of lines that both have, in order: their places here and there.
fn common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let mut length = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            length[i * width + j] = if old[i] == new[j] {
                length[(i + 1) * width + j + 1] + 1
            } else {
                length[(i + 1) * width + j].max(length[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if length[(i + 1) * width + j] >= length[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::merge;

    const BASE: &str = "一\n二\n三\n四\n五\n六\n";

    #[test]
    fn changes_that_do_not_touch_are_put_together() {
        let ours = "一\n二改\n三\n四\n五\n六\n";
        let theirs = "一\n二\n三\n四\n五改\n加\n六\n";
        assert_eq!(merge(BASE, ours, theirs).as_deref(), Some("一\n二改\n三\n四\n五改\n加\n六\n"));
        assert_eq!(merge(BASE, theirs, ours).as_deref(), Some("一\n二改\n三\n四\n五改\n加\n六\n"));
    }

    #[test]
    fn two_changes_of_each_are_put_together() {
        let ours = "一改\n二\n三\n四\n五改\n六\n";
        let theirs = "一\n二\n三改\n四\n五\n六\n七\n";
        assert_eq!(merge(BASE, ours, theirs).as_deref(), Some("一改\n二\n三改\n四\n五改\n六\n七\n"));
    }

    #[test]
    fn changes_of_the_same_line_are_not() {
        assert_eq!(merge(BASE, "一\n甲\n三\n四\n五\n六\n", "一\n乙\n三\n四\n五\n六\n"), None);
        assert_eq!(merge(BASE, "一\n甲\n丙\n四\n五\n六\n", "一\n二\n乙\n四\n五\n六\n"), None);
    }

    #[test]
    fn neighbouring_lines_are_changed_by_two_people() {
        let (ours, theirs) = ("一\n二改\n三\n四\n五\n六\n", "一\n二\n三改\n四\n五\n六\n");
        assert_eq!(merge(BASE, ours, theirs).as_deref(), Some("一\n二改\n三改\n四\n五\n六\n"));
        assert_eq!(merge(BASE, theirs, ours).as_deref(), Some("一\n二改\n三改\n四\n五\n六\n"));
        // Which of two new lines is the first is not known.
        assert_eq!(merge(BASE, "一\n二\n甲\n三\n四\n五\n六\n", "一\n二\n乙\n三\n四\n五\n六\n"), None);
        assert_eq!(merge(BASE, "一\n二\n甲\n三\n四\n五\n六\n", "一\n二\n三改\n四\n五\n六\n"), None);
    }

    #[test]
    fn the_same_change_of_both_is_one() {
        let both = "一\n甲\n三\n四\n五\n六\n";
        assert_eq!(merge(BASE, both, both).as_deref(), Some(both));
        assert_eq!(merge(BASE, BASE, both).as_deref(), Some(both));
        assert_eq!(merge(BASE, both, BASE).as_deref(), Some(both));
        let further = "一\n甲\n三\n四\n五\n七\n";
        assert_eq!(merge(BASE, both, further).as_deref(), Some(further));
    }
}
