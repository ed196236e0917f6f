//! Chinese numerals of `[DBNum1]` (一二三) and `[DBNum2]` (壹贰叁), as Chinese Excel writes them.

use rust_decimal::Decimal;

use crate::figures::chinese;

const PLAIN: &str = "〇一二三四五六七八九十百千";
const FOR_BILLS: &str = "零壹贰叁肆伍陆柒捌玖拾佰仟";

/// A number: in words where the format has no places for digits, else digit by digit.
pub(super) fn number(shown: &str, which: char, in_words: bool) -> String {
    let words = || {
        let words = chinese::number(shown.parse::<Decimal>().ok()?);
        // A spreadsheet writes 一十二.
        Some(if words.starts_with('十') { format!("一{words}") } else { words })
    };
    styled(&in_words.then(words).flatten().unwrap_or_else(|| digits(shown)), which)
}

/// A part of a day or a time; a year digit by digit.
pub(super) fn of_date(shown: &str, which: char, is_year: bool) -> String {
    let number = if is_year { None } else { shown.parse::<Decimal>().ok() };
    styled(&number.map_or_else(|| digits(shown), chinese::number), which)
}

fn digits(shown: &str) -> String {
    let spelled = |c: char| c.to_digit(10).and_then(|digit| PLAIN.chars().nth(digit as usize)).unwrap_or(c);
    shown.chars().map(spelled).collect()
}

fn styled(plain: &str, which: char) -> String {
    if which != '2' {
        return plain.to_owned();
    }
    let styled =
        |c: char| PLAIN.chars().position(|plain| plain == c).and_then(|at| FOR_BILLS.chars().nth(at)).unwrap_or(c);
    plain.chars().map(styled).collect()
}
