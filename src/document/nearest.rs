//! Did-you-mean: the known name that is nearest to what was typed.
//!
//! Names in Chinese are short, so one wrong character of two or three is already near; names in English may differ
//! in a third of their letters.

/// The candidate nearest to what was typed, if one is near enough.
#[must_use]
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = normal(typed);
    candidates
        .into_iter()
        .filter_map(|candidate| Some((distance(&typed, &normal(candidate))?, candidate)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How far apart two names are, in tenths of a character; none if they are not near.
fn distance(typed: &str, candidate: &str) -> Option<usize> {
    let (longer, shorter) =
        (typed.chars().count().max(candidate.chars().count()), typed.chars().count().min(candidate.chars().count()));
    if shorter >= 2 && (candidate.contains(typed) || typed.contains(candidate)) && longer <= shorter + 3 {
        return Some((longer - shorter) * 5);
    }
    let edits = strsim::damerau_levenshtein(typed, candidate);
    let allowed = if candidate.is_ascii() { (longer / 3).max(1) } else { (longer / 2).clamp(1, 3) };
    let kept = longer.saturating_sub(edits);
    (edits <= allowed && kept >= 1 && longer >= 2).then_some(edits * 10)
}

/// Case, space and full-width forms do not make a name another.
fn normal(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '-' => '_',
            _ => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn one_wrong_character_of_two_is_near() {
        assert_eq!(nearest("标提", ["正文", "标题"]), Some("标题"));
        assert_eq!(nearest("标题2", ["正文", "标题"]), Some("标题"));
        assert_eq!(nearest("titel", ["body", "title"]), Some("title"));
        assert_eq!(nearest("指导思想和目标", ["指导思想", "任务"]), Some("指导思想"));
    }

    #[test]
    fn what_shares_nothing_is_not_near() {
        assert_eq!(nearest("开场白", ["正文", "标题", "署名"]), None);
        assert_eq!(nearest("x", ["body", "title"]), None);
    }
}
