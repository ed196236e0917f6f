//! Typed strings to dates.
//!
//! In: one trimmed typed value. Out: how much of a date it gives.

use jiff::civil::Date;

use super::DateKind;
use crate::diagnostic::code::DateFault;
use crate::width::narrow;

/// Marks that stand for "to be filled in" in templates: 20xx年, 2022年×月.
const PLACEHOLDERS: &[char] = &['x', 'X', '×', '*', '_', '?'];

/// Reads one typed date.
pub(super) fn date(typed: &str) -> Result<DateKind, DateFault> {
    let fault = || DateFault::NotADate { typed: typed.to_owned() };
    let narrow: String = typed.chars().map(narrow).collect();
    if narrow.contains(PLACEHOLDERS) && narrow.chars().any(|c| c.is_ascii_digit() || c == '年') {
        return Err(DateFault::Placeholder { typed: typed.to_owned() });
    }
    let parts = if narrow.contains('年') { hanzi_parts(&narrow) } else { marked_parts(&narrow) };
    let parts = parts.ok_or_else(fault)?;
    known(&parts, typed)
}

/// Year, month and day; none where a blank is left, absent where nothing stands.
struct Parts {
    year: Option<u32>,
    month: Part,
    day: Part,
    /// Digits of the year.
    year_digits: usize,
}

#[derive(Clone, Copy)]
enum Part {
    Absent,
    Blank,
    Number(u32),
}

/// `2021年12月20日`, with spaces where it is still open.
fn hanzi_parts(text: &str) -> Option<Parts> {
    let (year, rest) = text.split_once('年')?;
    let year_digits = year.trim().chars().count();
    let year = part(year)?;
    let (month, rest) = match rest.split_once('月') {
        Some((month, rest)) => (part(month)?, rest),
        None => (Part::Absent, rest),
    };
    let (day, rest) = match rest.split_once('日') {
        Some((day, rest)) => (part(day)?, rest),
        None => (Part::Absent, rest),
    };
    let gap = matches!((month, day), (Part::Absent, Part::Number(_) | Part::Blank));
    if !rest.trim().is_empty() || gap {
        return None;
    }
    let year = match year {
        Part::Number(year) => Some(year),
        Part::Blank if !matches!(month, Part::Absent) => None,
        _ => return None,
    };
    Some(Parts { year, month, day, year_digits })
}

/// `2021-12-20`, `2021.12.20`, `2021/12/20`, `20211220`, `2021`.
fn marked_parts(text: &str) -> Option<Parts> {
    let compact = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let fields: Vec<&str> = if compact {
        vec![&text[..4], &text[4..6], &text[6..]]
    } else {
        let mark = text.chars().find(|c| !c.is_ascii_digit()).unwrap_or('-');
        ['-', '.', '/'].contains(&mark).then(|| text.split(mark).collect())?
    };
    let number = |field: &&str| arabic(field).map(Part::Number);
    let numbers = fields.iter().map(number).collect::<Option<Vec<_>>>()?;
    let (year, month, day) = match numbers.as_slice() {
        [Part::Number(year)] => (*year, Part::Absent, Part::Absent),
        [Part::Number(year), month] => (*year, *month, Part::Absent),
        [Part::Number(year), month, day] => (*year, *month, *day),
        _ => return None,
    };
    Some(Parts { year: Some(year), month, day, year_digits: fields[0].len() })
}

fn part(text: &str) -> Option<Part> {
    let text = text.trim();
    if text.is_empty() {
        return Some(Part::Blank);
    }
    arabic(text).or_else(|| hanzi(text)).map(Part::Number)
}

fn arabic(text: &str) -> Option<u32> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// 二〇二一, 十二, 二十, 三十一.
pub(super) fn hanzi(text: &str) -> Option<u32> {
    let digit = |c: char| match c {
        '○' | 'Ο' | 'О' | '零' => Some(0),
        _ => "〇一二三四五六七八九".chars().position(|d| d == c).and_then(|d| u32::try_from(d).ok()),
    };
    let spelled = |text: &str| text.chars().try_fold(0_u32, |sum, c| sum.checked_mul(10)?.checked_add(digit(c)?));
    match text.split_once('十') {
        None => spelled(text),
        Some((tens, ones)) if tens.chars().count() <= 1 && ones.chars().count() <= 1 => {
            let tens = if tens.is_empty() { 1 } else { spelled(tens)? };
            Some(tens * 10 + spelled(ones)?)
        }
        Some(_) => None,
    }
}

fn known(parts: &Parts, typed: &str) -> Result<DateKind, DateFault> {
    let typed = || typed.to_owned();
    let Some(year) = parts.year else { return Ok(DateKind::Blank) };
    if parts.year_digits == 2 {
        return Err(DateFault::ShortYear { typed: typed() });
    }
    let year = i16::try_from(year).ok().filter(|year| (1000..=9999).contains(year));
    let year = year.ok_or_else(|| DateFault::NotADate { typed: typed() })?;
    let month = match parts.month {
        Part::Absent => return Ok(DateKind::Year(year)),
        Part::Blank => return Ok(DateKind::Blank),
        Part::Number(month) => i8::try_from(month).ok(),
    };
    let first = month.and_then(|month| Date::new(year, month, 1).ok());
    let first = first.ok_or_else(|| DateFault::Impossible { typed: typed(), last_day: None })?;
    match parts.day {
        Part::Absent => Ok(DateKind::Month { year, month: first.month() }),
        Part::Blank => Ok(DateKind::Blank),
        Part::Number(day) => {
            let date = i8::try_from(day).ok().and_then(|day| Date::new(year, first.month(), day).ok());
            let last_day = u8::try_from(first.days_in_month()).ok();
            date.map(DateKind::Full).ok_or_else(|| DateFault::Impossible { typed: typed(), last_day })
        }
    }
}
