//! 期间: the time figures cover.
//!
//! In: `2021年`, `2021年1—9月`, `2021年第三季度`, `2021年上半年`, `2021-01～2021-12`, also from day to day.
//! Out: first and last day, and the way it is printed, with a dash of one em (GB/T 15834-2011, 4.13.3.3).

use std::fmt;

use jiff::civil::Date;

use super::parse::hanzi;
use super::{DateKind, TypedDate, shown};
use crate::diagnostic::code::DateFault;
use crate::width::narrow;

/// Marks between the ends of a period; `-` only where it can't belong to a date.
const MARKS: &[char] = &['～', '~', '〜', '—', '–', '―', '至', '到'];

/// A span of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    first: Date,
    last: Date,
    form: Form,
}

/// How a period is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Year,
    HalfYear,
    Quarter,
    Months,
    Days,
}

impl Period {
    /// Reads a typed period.
    ///
    /// # Errors
    /// It is no period, has an impossible date, or ends before it begins.
    pub fn parse(typed: &str) -> Result<Self, DateFault> {
        let typed = typed.trim();
        if let Some(period) = named(typed).or_else(|| months(typed)) {
            return period;
        }
        let period = match ends(typed) {
            Some((start, end)) => Self::between(&start, &end, typed),
            None => Self::whole(typed),
        };
        period.map_err(|fault| match fault {
            DateFault::NotADate { .. } => DateFault::NotAPeriod { typed: typed.to_owned() },
            other => other,
        })
    }

    /// The first day.
    #[must_use]
    pub fn first(self) -> Date {
        self.first
    }

    /// The last day.
    #[must_use]
    pub fn last(self) -> Date {
        self.last
    }

    /// Whether the day lies in it.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// `2021年`, `2021年3月`, `2021-03`: one year, month or day.
    fn whole(typed: &str) -> Result<Self, DateFault> {
        match TypedDate::parse(typed)?.kind() {
            DateKind::Year(year) => of_months(year, 1, 12, Form::Year, typed),
            DateKind::Month { year, month } => of_months(year, month, month, Form::Months, typed),
            DateKind::Full(day) => Ok(Self { first: day, last: day, form: Form::Days }),
            DateKind::Blank => Err(DateFault::NotAPeriod { typed: typed.to_owned() }),
        }
    }

    /// From the beginning of one to the end of the other.
    fn between(start: &str, end: &str, typed: &str) -> Result<Self, DateFault> {
        let (start, end) = (Self::whole(start)?, Self::whole(end)?);
        if start.first > end.last {
            return Err(DateFault::PeriodOrder { typed: typed.to_owned() });
        }
        let form = match (start.form, end.form) {
            (Form::Year, Form::Year) => Form::Year,
            (Form::Days, _) | (_, Form::Days) => Form::Days,
            _ => Form::Months,
        };
        Ok(Self { first: start.first, last: end.last, form })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = (self.first, self.last);
        let same_year = first.year() == last.year();
        match self.form {
            Form::Year if same_year => write!(f, "{}年", first.year()),
            Form::Year => write!(f, "{}—{}年", first.year(), last.year()),
            Form::HalfYear => write!(f, "{}年{}半年", first.year(), if first.month() == 1 { "上" } else { "下" }),
            Form::Quarter => {
                let quarter = ["一", "二", "三", "四"][usize::try_from((first.month() - 1) / 3).unwrap_or(0).min(3)];
                write!(f, "{}年第{quarter}季度", first.year())
            }
            Form::Months if same_year && first.month() == last.month() => {
                write!(f, "{}年{}月", first.year(), first.month())
            }
            Form::Months if same_year => write!(f, "{}年{}—{}月", first.year(), first.month(), last.month()),
            Form::Months => {
                write!(f, "{}年{}月—{}年{}月", first.year(), first.month(), last.year(), last.month())
            }
            Form::Days if first == last => f.write_str(&shown(first)),
            Form::Days if same_year => write!(f, "{}—{}月{}日", shown(first), last.month(), last.day()),
            Form::Days => write!(f, "{}—{}", shown(first), shown(last)),
        }
    }
}

/// `2021年第三季度`, `2021年3季度`, `2021年上半年`, `2021年全年`.
fn named(typed: &str) -> Option<Result<Period, DateFault>> {
    let (year, rest) = typed.split_once('年')?;
    let year = TypedDate::parse(&format!("{year}年")).ok()?.year()?;
    let rest = rest.trim();
    let quarter = || {
        let number = rest.strip_suffix("季度")?.trim_start_matches('第').trim();
        let narrow: String = number.chars().map(narrow).collect();
        let quarter = narrow.parse().ok().or_else(|| hanzi(&narrow))?;
        i8::try_from(quarter).ok().filter(|quarter| (1..=4).contains(quarter))
    };
    let (first, last, form) = match rest {
        "上半年" => (1, 6, Form::HalfYear),
        "下半年" => (7, 12, Form::HalfYear),
        "全年" | "度" => (1, 12, Form::Year),
        _ => quarter().map(|quarter| (quarter * 3 - 2, quarter * 3, Form::Quarter))?,
    };
    Some(of_months(year, first, last, form, typed))
}

/// `2021年1—9月`, `2021年1月至9月`.
fn months(typed: &str) -> Option<Result<Period, DateFault>> {
    let (year, rest) = typed.split_once('年')?;
    let rest = rest.trim().strip_suffix('月')?;
    let at = rest.find(MARKS).or_else(|| rest.find(['-', '－']))?;
    let mark = rest[at..].chars().next().map_or(0, char::len_utf8);
    let (start, end) = (&rest[..at], &rest[at + mark..]);
    if end.contains('年') {
        return None;
    }
    let month = |text: &str| {
        let text = text.trim().trim_end_matches('月');
        match TypedDate::parse(&format!("{year}年{text}月"))?.kind() {
            DateKind::Month { year, month } => Ok((year, month)),
            _ => Err(DateFault::NotAPeriod { typed: typed.to_owned() }),
        }
    };
    Some(month(start).and_then(|(year, first)| {
        let (_, last) = month(end)?;
        of_months(year, first, last, Form::Months, typed)
    }))
}

fn of_months(year: i16, first: i8, last: i8, form: Form, typed: &str) -> Result<Period, DateFault> {
    let day = |month| Date::new(year, month, 1).map_err(|_| DateFault::NotAPeriod { typed: typed.to_owned() });
    let (first, last) = (day(first)?, day(last)?.last_of_month());
    if first > last {
        return Err(DateFault::PeriodOrder { typed: typed.to_owned() });
    }
    Ok(Period { first, last, form })
}

/// The two dates of a range; the second takes from the first what it leaves out (`2021年1月1日—10月31日`).
fn ends(typed: &str) -> Option<(String, String)> {
    let at = typed.find(MARKS)?;
    let mark = typed[at..].chars().next().map_or(0, char::len_utf8);
    let start = typed[..at].trim();
    let end = typed[at + mark..].trim_start_matches(['—', '―']).trim();
    let (year, after_year) = start.split_once('年').unwrap_or((start, ""));
    let completed = if after_year.is_empty() && !start.contains('年') && end.ends_with('年') {
        return Some((format!("{year}年"), end.to_owned()));
    } else if end.contains('年') || !start.contains('年') {
        end.to_owned()
    } else if end.contains('月') {
        format!("{year}年{end}")
    } else {
        let month = after_year.split_once('月').map_or("", |(month, _)| month);
        format!("{year}年{month}月{end}")
    };
    Some((start.to_owned(), completed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> (String, String) {
        let period = Period::parse(typed).expect("a period");
        (period.to_string(), format!("{} {}", period.first(), period.last()))
    }

    #[test]
    fn periods() {
        for (typed, shown, days) in [
            ("2021年", "2021年", "2021-01-01 2021-12-31"),
            ("2021", "2021年", "2021-01-01 2021-12-31"),
            ("2021年度", "2021年", "2021-01-01 2021-12-31"),
            ("2021-01～2021-12", "2021年1—12月", "2021-01-01 2021-12-31"),
            ("2021年1—9月", "2021年1—9月", "2021-01-01 2021-09-30"),
            ("2021年1-9月", "2021年1—9月", "2021-01-01 2021-09-30"),
            ("2021年1月至9月", "2021年1—9月", "2021-01-01 2021-09-30"),
            ("2021年1月—2021年9月", "2021年1—9月", "2021-01-01 2021-09-30"),
            ("2021年第三季度", "2021年第三季度", "2021-07-01 2021-09-30"),
            ("2021年4季度", "2021年第四季度", "2021-10-01 2021-12-31"),
            ("2021年第一季度", "2021年第一季度", "2021-01-01 2021-03-31"),
            ("2021年二季度", "2021年第二季度", "2021-04-01 2021-06-30"),
            ("2021年上半年", "2021年上半年", "2021-01-01 2021-06-30"),
            ("2020-10～2021-03", "2020年10月—2021年3月", "2020-10-01 2021-03-31"),
            ("2021-01-01～2021-10-31", "2021年1月1日—10月31日", "2021-01-01 2021-10-31"),
            ("2021年1月1日—10月31日", "2021年1月1日—10月31日", "2021-01-01 2021-10-31"),
            ("2021年1月1日至15日", "2021年1月1日—1月15日", "2021-01-01 2021-01-15"),
            ("2021—2025年", "2021—2025年", "2021-01-01 2025-12-31"),
            ("2021年2月", "2021年2月", "2021-02-01 2021-02-28"),
        ] {
            assert_eq!(read(typed), (shown.to_owned(), days.to_owned()), "{typed}");
        }
    }

    #[test]
    fn wrong_periods_are_told() {
        assert!(matches!(Period::parse("2021年9—1月"), Err(DateFault::PeriodOrder { .. })));
        assert!(matches!(Period::parse("2021-12～2021-01"), Err(DateFault::PeriodOrder { .. })));
        assert!(matches!(Period::parse("2021-02-30～2021-03-01"), Err(DateFault::Impossible { .. })));
        assert!(Period::parse("2021年第五季度").is_err());
        assert!(Period::parse("全年").is_err());
    }

    #[test]
    fn a_period_contains_its_days() {
        let period = Period::parse("2021年第三季度").expect("a period");
        assert!(period.contains(Date::new(2021, 9, 30).expect("a day")));
        assert!(!period.contains(Date::new(2021, 10, 1).expect("a day")));
    }
}
