//! Typed strings to figures: grouping commas, full-width digits, 约 and 余, ranges, units, 未报.
//!
//! In: one typed value. Out: a [`Quantity`] that remembers what was typed.
//! This module must not guess: what is not wholly a number with a unit is a fault.

use rust_decimal::Decimal;

use super::{Figure, MAX_UNIT_CHARS, Marks, Missing, Quantity, Unit};
use crate::diagnostic::code::FigureFault;
use crate::width::narrowed;

/// Words that mean: there is no number. In their narrow form.
const MISSING: &[(&str, Missing)] = &[
    ("未报", Missing::NotReported),
    ("未上报", Missing::NotReported),
    ("未填报", Missing::NotReported),
    ("缺报", Missing::NotReported),
    ("无", Missing::None),
    ("没有", Missing::None),
    ("—", Missing::Dash),
    ("——", Missing::Dash),
    ("–", Missing::Dash),
    ("―", Missing::Dash),
    ("-", Missing::Dash),
    ("--", Missing::Dash),
    ("/", Missing::Dash),
];

/// Words before a number that make it inexact.
const BEFORE: &[&str] = &["大约", "约", "将近", "接近", "近", "超过", "超", "逾", "不足", "不到", "至少", "最多"];

/// Words after a number that make it inexact: 50余户, 50多户, 10来户, 50几户.
const BETWEEN: &[&str] = &["余", "多", "来", "几"];

/// Words after a unit that make it inexact.
const AFTER: &[&str] = &["以上", "以下", "左右", "上下", "以内", "之内", "余", "多"];

/// Marks between the ends of a range. 〜 and wide forms are narrowed before.
const RANGE_MARKS: &[char] = &['—', '–', '―', '-', '~', '至', '到'];

/// Reads one typed value.
pub(super) fn quantity(typed: &str) -> Result<Quantity, FigureFault> {
    let shown = typed.trim();
    let narrow = narrowed(shown);
    if let Some((_, kind)) = MISSING.iter().find(|(word, _)| *word == narrow) {
        return Ok(Quantity::Missing { kind: *kind, typed: shown.into() });
    }
    let mut figure = figure(shown, &narrow)?;
    figure.places = figure.value.scale();
    figure.typed = Some(shown.into());
    Ok(figure.into())
}

fn figure(shown: &str, narrow: &str) -> Result<Figure, FigureFault> {
    let fault = || FigureFault::NotAFigure { typed: shown.to_owned() };
    let before = BEFORE.iter().find_map(|word| narrow.strip_prefix(word));
    let mut marks = if before.is_some() { Marks::ABOUT } else { Marks::NONE };
    let start = before.unwrap_or(narrow);
    let money = start.trim_start().strip_prefix(['¥', '￥']);
    let (low, rest) = number(money.unwrap_or(start), shown)?;
    let (unit_typed, high, rest) = match range_end(rest, shown)? {
        Some((unit, high, rest)) => (unit, Some(high), rest),
        None => ("", None, rest),
    };
    let (mut unit, about) = unit(rest).ok_or_else(fault)?;
    if money.is_some() && unit.is_bare() {
        unit = Unit::new("元");
    }
    let first = Unit::new(unit_typed);
    if !first.is_bare() && first != unit {
        return Err(FigureFault::RangeUnits { typed: shown.to_owned() });
    }
    if high.is_some_and(|high| high <= low) {
        return Err(FigureFault::RangeOrder { typed: shown.to_owned() });
    }
    if about || high.is_some() {
        marks = marks.with(Marks::ABOUT);
    }
    Ok(Figure { high, ..Figure::new(low, unit).marked(marks) })
}

/// The upper end of a range with the unit typed before it: `岁—60岁` after `58`.
fn range_end<'a>(rest: &'a str, shown: &str) -> Result<Option<(&'a str, Decimal, &'a str)>, FigureFault> {
    let Some(at) = rest.find(RANGE_MARKS) else { return Ok(None) };
    let (unit, after) = rest.split_at(at);
    let mark = after.chars().next().map_or(0, char::len_utf8);
    let second = after[mark..].strip_prefix(['—', '―']).unwrap_or(&after[mark..]);
    let (high, rest) = number(second, shown)?;
    Ok(Some((unit, high, rest)))
}

/// The number at the start and what follows it.
fn number<'a>(text: &'a str, shown: &str) -> Result<(Decimal, &'a str), FigureFault> {
    let fault = || FigureFault::NotAFigure { typed: shown.to_owned() };
    let text = text.trim_start();
    let (sign, unsigned) = match text.strip_prefix(['-', '+']) {
        Some(after) => (&text[..1], after.trim_start()),
        None => ("", text),
    };
    let (mut digits, mut rest) = split_digits(unsigned);
    if digits.is_empty() {
        return Err(fault());
    }
    let mut plain = format!("{sign}{digits}");
    let mut groups = 0;
    while let Some((group, after)) = next_group(rest, digits.len(), groups) {
        plain.push_str(group);
        (digits, rest) = (group, after);
        groups += 1;
    }
    if rest.starts_with(',') {
        return Err(FigureFault::Grouping { typed: shown.to_owned() });
    }
    if let Some((decimals, after)) = rest.strip_prefix('.').map(split_digits).filter(|(d, _)| !d.is_empty()) {
        plain.push('.');
        plain.push_str(decimals);
        rest = after;
    }
    let value = plain.trim_start_matches('+');
    match Decimal::from_str_exact(value) {
        Ok(value) => Ok((value, rest)),
        Err(_) => Err(FigureFault::TooManyDigits { typed: shown.to_owned() }),
    }
}

/// `,775` or ` 775` after one to three digits: a comma or a space (GB/T 15835-2011, 4.3) before exactly three.
fn next_group(rest: &str, before: usize, groups: usize) -> Option<(&str, &str)> {
    let fits = if groups == 0 { (1..=3).contains(&before) } else { before == 3 };
    let (group, after) = split_digits(rest.strip_prefix([',', ' '])?);
    (fits && group.len() == 3).then_some((group, after))
}

fn split_digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

/// The unit after a number and whether words around it make the figure inexact; none if it is no unit.
fn unit(rest: &str) -> Option<(Unit, bool)> {
    let rest = rest.trim();
    let mut text = rest;
    if let Some(after) = BETWEEN.iter().find_map(|word| text.strip_prefix(word)) {
        text = after;
    }
    if let Some(before) = AFTER.iter().find_map(|word| text.strip_suffix(word)) {
        text = before;
    }
    let multiple = ["万", "亿", "千"].iter().find_map(|word| Some((word, text.strip_prefix(word)?)));
    let inner = multiple.and_then(|(word, after)| Some((word, after.strip_prefix(['余', '多'])?)));
    let joined = inner.map(|(word, after)| format!("{word}{after}"));
    let about = text.len() != rest.len() || joined.is_some();
    let unit = Unit::new(joined.as_deref().unwrap_or(text));
    is_unit(unit.text()).then_some((unit, about))
}

fn is_unit(text: &str) -> bool {
    let allowed = |c: char| c.is_alphabetic() || "%‰℃°²³㎡㎥/·・()".contains(c);
    let edges = !text.starts_with(['/', '(', '·']) && !text.ends_with(['/', '(', '·']);
    let parens = !text.contains('(') || text.contains("/(");
    text.chars().count() <= MAX_UNIT_CHARS && text.chars().all(allowed) && edges && parens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> (String, String, Marks) {
        let figure = Figure::parse(typed).expect("a figure");
        assert_eq!(figure.to_string(), typed, "what was typed is printed");
        let high = figure.high().map_or(String::new(), |high| format!("..{high}"));
        (format!("{}{high}", figure.value()), figure.unit().text().to_owned(), figure.marks())
    }

    fn exact(typed: &str) -> (String, String) {
        let (value, unit, marks) = read(typed);
        assert_eq!(marks, Marks::NONE, "{typed}");
        (value, unit)
    }

    fn pair(value: &str, unit: &str) -> (String, String) {
        (value.to_owned(), unit.to_owned())
    }

    #[test]
    fn plain_figures() {
        assert_eq!(exact("522户"), pair("522", "户"));
        assert_eq!(exact("384560.63 元"), pair("384560.63", "元"));
        assert_eq!(exact("120600.00元"), pair("120600.00", "元"));
        assert_eq!(exact("-3"), pair("-3", ""));
        assert_eq!(exact("－3"), pair("-3", ""));
        assert_eq!(exact("１２．５％"), pair("12.5", "%"));
        assert_eq!(exact("500元/人·月"), pair("500", "元/人·月"));
        assert_eq!(exact("1.2亿元"), pair("1.2", "亿元"));
        assert_eq!(exact("3成"), pair("3", "成"));
        assert_eq!(exact("012"), pair("12", ""));
        assert_eq!(exact("￥1,200.50"), pair("1200.50", "元"));
    }

    #[test]
    fn grouping_is_read() {
        assert_eq!(exact("1,775,475元"), pair("1775475", "元"));
        assert_eq!(exact("1，775，475元"), pair("1775475", "元"));
        assert_eq!(exact("1 775 475.50元"), pair("1775475.50", "元"));
    }

    #[test]
    fn wrong_grouping_is_a_fault() {
        for typed in ["1,77,475元", "1775,475元", "1,7754元", "1,775,47"] {
            assert!(matches!(Quantity::parse(typed), Err(FigureFault::Grouping { .. })), "{typed}");
        }
    }

    #[test]
    fn inexact_figures() {
        for typed in ["约50户", "50余户", "近50户", "50户以上", "50户左右", "50多户", "不足50户", "大约 50 户"]
        {
            assert_eq!(read(typed), ("50".into(), "户".into(), Marks::ABOUT), "{typed}");
        }
        assert_eq!(read("10万余元"), ("10".into(), "万元".into(), Marks::ABOUT));
        assert_eq!(read("10余万元"), ("10".into(), "万元".into(), Marks::ABOUT));
    }

    #[test]
    fn ranges() {
        for typed in ["58—60岁", "58-60岁", "58～60岁", "58岁至60岁", "58——60岁", "５８－６０岁"] {
            assert_eq!(read(typed), ("58..60".into(), "岁".into(), Marks::ABOUT), "{typed}");
        }
        assert_eq!(read("-3～-1"), ("-3..-1".into(), String::new(), Marks::ABOUT));
        assert!(matches!(Quantity::parse("60—58岁"), Err(FigureFault::RangeOrder { .. })));
        assert!(matches!(Quantity::parse("58岁—60人"), Err(FigureFault::RangeUnits { .. })));
    }

    #[test]
    fn missing_is_a_value() {
        for (typed, kind) in [("未报", Missing::NotReported), ("无", Missing::None), ("－", Missing::Dash)] {
            let quantity = Quantity::parse(typed).expect("a quantity");
            assert_eq!(quantity, Quantity::Missing { kind, typed: typed.into() });
        }
    }

    #[test]
    fn other_text_is_a_fault() {
        for typed in ["", "户", "五十户", "2021-12-20", "12人（其中女5人）", "5.", "1/3", "5 22户", "1e5", "3户 4人"]
        {
            assert!(Quantity::parse(typed).is_err(), "{typed}");
        }
        assert!(matches!(Quantity::parse(&"9".repeat(40)), Err(FigureFault::TooManyDigits { .. })));
    }
}
