//! Where the point of a number stands in a cell, so that numbers can be set one below the other.
//!
//! In: a cell's text as it is printed. Out: the byte before which the whole part ends. This module must not read the
//! number's value.

use crate::width::narrow;

/// Marks and words that may stand before a number.
const BEFORE: &[&str] = &["大约", "约", "近", "超", "逾", "+", "-", "±", "¥", "￥", "↑", "↓", "▲", "▼", "△", "▽"];

/// A unit has no more characters than this; what is longer is a text that begins with a number.
const LONGEST_UNIT: usize = 6;

/// The byte before which a number's whole part ends: its decimal point, its unit, or its end. None if the text is no
/// number: `-1,234.5%`, `约50户`, `１２．５` are, `2021-12-20`, `1.1.2` and `58—60岁` are not.
#[must_use]
pub fn point(text: &str) -> Option<usize> {
    let mut start = text.len() - text.trim_start().len();
    while let Some(mark) = BEFORE.iter().find(|mark| starts_with(&text[start..], mark)) {
        start += mark.chars().zip(text[start..].chars()).map(|(_, c)| c.len_utf8()).sum::<usize>();
        start += text[start..].len() - text[start..].trim_start().len();
    }
    let whole = start + run(&text[start..], |c| c.is_ascii_digit() || c == ',');
    let is_number = text[start..].chars().next().map(narrow).is_some_and(|c| c.is_ascii_digit());
    if !is_number || narrow(text[..whole].chars().next_back()?) == ',' {
        return None;
    }
    let mut rest = &text[whole..];
    if rest.chars().next().map(narrow) == Some('.') {
        let after = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
        let digits = run(after, |c| c.is_ascii_digit());
        if digits == 0 {
            return None;
        }
        rest = &after[digits..];
    }
    is_unit(rest.trim()).then_some(whole)
}

fn starts_with(text: &str, mark: &str) -> bool {
    let mut text = text.chars().map(narrow);
    mark.chars().all(|c| text.next() == Some(narrow(c)))
}

/// How many bytes of a text's beginning are such characters, by their narrow forms.
fn run(text: &str, is_such: impl Fn(char) -> bool) -> usize {
    text.chars().take_while(|c| is_such(narrow(*c))).map(char::len_utf8).sum()
}

fn is_unit(text: &str) -> bool {
    let allowed = |c: char| c.is_alphabetic() || "%‰℃°²³㎡/·*+".contains(narrow(c));
    // 3月, 5号 and 2021年 are names of days and years; 3个月 and 5天 are amounts.
    let is_date = text.starts_with(['年', '月', '日', '号', '时', '点', '季', '级', '届']);
    !is_date && text.chars().count() <= LONGEST_UNIT && text.chars().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::point;

    /// The two parts of a number.
    fn parts(text: &str) -> Option<(&str, &str)> {
        point(text).map(|at| text.split_at(at))
    }

    #[test]
    fn numbers_are_parted_at_their_point() {
        assert_eq!(parts("1,234.50"), Some(("1,234", ".50")));
        assert_eq!(parts("-12.5%"), Some(("-12", ".5%")));
        assert_eq!(parts("－１２．５％"), Some(("－１２", "．５％")));
        assert_eq!(parts("529户"), Some(("529", "户")));
        assert_eq!(parts("约50户"), Some(("约50", "户")));
        assert_eq!(parts("↑ 3.2%"), Some(("↑ 3", ".2%")));
        assert_eq!(parts("500元/人·月"), Some(("500", "元/人·月")));
        assert_eq!(parts("12"), Some(("12", "")));
        assert_eq!(parts("012"), Some(("012", "")));
    }

    #[test]
    fn other_texts_are_no_numbers() {
        for text in [
            "3月底",
            "2021年",
            "",
            "户",
            "2021-12-20",
            "1.1.2",
            "58—60岁",
            "1,",
            "5.",
            "未报",
            "—",
            "3人（其中女1人）",
            "1、甲",
        ] {
            assert_eq!(point(text), None, "{text}");
        }
    }
}
