//! Years in a text, and what they become a year later.
//!
//! In: text as it stands in a file. Out: replacements by byte range. It must not know YAML.

use std::ops::Range;

/// Which years of a text move on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// Prose: only the paper's own year and the one after it; not in 《》, 〔〕 or a span of other years.
    Prose {
        /// The paper's own year.
        own: u16,
    },
    /// A date or a period: every year in it.
    Dates,
}

/// A year as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Token {
    range: Range<usize>,
    year: u16,
    spelled: bool,
}

/// What a year may join to another year.
const JOINS: &[char] = &['—', '–', '-', '－', '～', '~', '至', '到'];

/// Years the paper's files are about; other numbers of four digits are no years.
const PLAUSIBLE: Range<u16> = 1900..2100;

/// The replacements that move a text on by one year.
pub(super) fn moved_on(text: &str, rule: Rule) -> Vec<(Range<usize>, String)> {
    let tokens = tokens(text);
    let joined = |a: &Token, b: &Token| {
        let between = text[a.range.end..b.range.start].trim_start_matches([' ', '年', '度']);
        !between.is_empty() && between.chars().all(|c| JOINS.contains(&c))
    };
    let due = |token: &Token| match rule {
        Rule::Dates => true,
        Rule::Prose { own } => (token.year == own || token.year == own + 1) && !is_quoted(text, token.range.start),
    };
    let mut replacements = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| &tokens[i]).filter(|before| joined(before, token));
        let after = tokens.get(i + 1).filter(|after| joined(token, after));
        if due(token) && before.is_none_or(&due) && after.is_none_or(&due) {
            replacements.push((token.range.clone(), written(token.year + 1, token.spelled)));
            replacements.extend(leap_day(text, token));
        }
    }
    replacements
}

/// The text a year later.
#[cfg(test)]
pub(super) fn a_year_later(text: &str, rule: Rule) -> String {
    let mut later = text.to_owned();
    for (range, with) in moved_on(text, rule).into_iter().rev() {
        later.replace_range(range, &with);
    }
    later
}

/// The years of a text, those outside `{{ }}`, in order.
pub(super) fn years(text: &str) -> Vec<u16> {
    tokens(text).into_iter().map(|token| token.year).collect()
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("{{") {
            at += rest.find("}}").map_or(rest.len(), |end| end + 2);
            continue;
        }
        if let Some((length, year, spelled)) = year(text, at) {
            tokens.push(Token { range: at..at + length, year, spelled });
            at += length;
            continue;
        }
        // A longer number is passed over whole.
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        at += digits.max(rest.chars().next().map_or(1, char::len_utf8));
    }
    tokens
}

/// A year that begins here: its length, number and whether it is in hanzi.
fn year(text: &str, at: usize) -> Option<(usize, u16, bool)> {
    let rest = &text[at..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (length, year, spelled) = if digits == 4 {
        (4, rest[..4].parse().ok()?, false)
    } else {
        let year = spelled_year(rest)?;
        (4 * '二'.len_utf8(), year, true)
    };
    let after = &rest[length..];
    let follows = after.trim_start_matches(' ').starts_with('年')
        || is_date(after)
        || (after.is_empty() && at == 0)
        || after.trim_start_matches(JOINS).len() < after.len() && starts_with_year(after.trim_start_matches(JOINS));
    let before = text[..at].chars().next_back();
    let cut = before.is_some_and(|c| c == '.' || c == ',');
    (follows && !cut && PLAUSIBLE.contains(&year)).then_some((length, year, spelled))
}

/// `-12`, `.12.20`, `/1/5` behind a year, and not `-1775`.
fn is_date(after: &str) -> bool {
    let Some(rest) = after.strip_prefix(['-', '.', '/']) else { return false };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let unit = rest[digits..].chars().next();
    (1..=2).contains(&digits) && unit.is_none_or(|c| !c.is_alphabetic() || JOINS.contains(&c))
}

fn starts_with_year(text: &str) -> bool {
    text.bytes().take_while(u8::is_ascii_digit).count() == 4 && text[4..].trim_start().starts_with('年')
}

/// 二〇二一 as a number.
fn spelled_year(text: &str) -> Option<u16> {
    let digits: Vec<u16> = text.chars().map_while(digit).collect();
    let [a, b, c, d] = digits.as_slice() else { return None };
    Some(a * 1000 + b * 100 + c * 10 + d)
}

fn digit(c: char) -> Option<u16> {
    let place = match c {
        '○' | '零' => 0,
        _ => SPELLED.iter().position(|spelled| *spelled == c)?,
    };
    u16::try_from(place).ok()
}

const SPELLED: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

fn written(year: u16, spelled: bool) -> String {
    let digits = year.to_string();
    if !spelled {
        return digits;
    }
    digits.bytes().map(|digit| SPELLED[usize::from(digit - b'0') % 10]).collect()
}

/// Whether a place is in the name of a law or paper, or in a document number.
fn is_quoted(text: &str, at: usize) -> bool {
    /// A title is not longer, in bytes.
    const REACH: usize = 600;
    let before = &text[text.ceil_char_boundary(at.saturating_sub(REACH))..at];
    let open = |open: char, close: char| before.rfind(open) > before.rfind(close);
    open('《', '》') || open('〔', '〕')
}

/// 29 February of a year becomes the 28th if the next year has no 29th.
fn leap_day(text: &str, token: &Token) -> Option<(Range<usize>, String)> {
    let next = token.year + 1;
    if next.is_multiple_of(4) && (!next.is_multiple_of(100) || next.is_multiple_of(400)) {
        return None;
    }
    let after = &text[token.range.end..];
    let day = ["-02-29", "-2-29", ".02.29", ".2.29", "/02/29", "/2/29", "年2月29", "年02月29"]
        .into_iter()
        .find(|day| after.starts_with(day) && !after[day.len()..].starts_with(|c: char| c.is_ascii_digit()))?;
    let end = token.range.end + day.len();
    Some((end - 2..end, "28".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(text: &str) -> String {
        a_year_later(text, Rule::Prose { own: 2021 })
    }

    #[test]
    fn own_and_next_year_move_on_in_prose() {
        for (text, later) in [
            ("2021年工作总结和2022年工作计划", "2022年工作总结和2023年工作计划"),
            ("截至2021年12月31日", "截至2022年12月31日"),
            ("二〇二一年度", "二〇二二年度"),
            ("2021", "2022"),
            ("2021-12-20", "2022-12-20"),
            ("2021—2022年度", "2022—2023年度"),
            ("2021 年", "2022 年"),
        ] {
            assert_eq!(prose(text), later, "{text}");
        }
    }

    #[test]
    fn what_is_no_year_of_the_papers_stays() {
        for text in [
            "比2020年增长5%",
            "“十四五”时期（2021—2025年）",
            "2019年至2021年",
            "2021户",
            "发放2021元",
            "12021年",
            "《救助办法（2021年修订）》",
            "民发〔2021〕5号",
            "{{ 2021年新增 }}",
            "热线0571-2021",
            "面积3.2021年",
        ] {
            assert_eq!(prose(text), text, "{text}");
        }
    }

    #[test]
    fn every_year_of_a_date_moves_on() {
        for (text, later) in [
            ("2020-12-31", "2021-12-31"),
            ("2021-01～2021-12", "2022-01～2022-12"),
            ("2021年第三季度", "2022年第三季度"),
            ("2021年　月　日", "2022年　月　日"),
            ("2024-02-29", "2025-02-28"),
            ("2024年2月29日", "2025年2月28日"),
            ("2021.2.28", "2022.2.28"),
            ("2021年1—9月", "2022年1—9月"),
            ("2020-10～2021-03", "2021-10～2022-03"),
        ] {
            assert_eq!(a_year_later(text, Rule::Dates), later, "{text}");
        }
    }
}
