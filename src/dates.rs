//! Dates and periods as a document types them: `2021-12-20`, `2022年　月　日`, `2021年1—9月`.
//!
//! In: typed strings. Out: [`TypedDate`] and [`Period`], shown the way GB/T 9704-2012 wants them.
//! This module must not ask the clock.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::code::DateFault;

mod parse;
mod period;

pub use period::Period;

/// How much of a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateKind {
    /// All of it.
    Full(Date),
    /// Year and month.
    Month {
        /// The year.
        year: i16,
        /// The month, 1 to 12.
        month: i8,
    },
    /// The year.
    Year(i16),
    /// Blanks left to fill by hand: 2022年　月　日.
    Blank,
}

/// A date as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedDate {
    kind: DateKind,
    typed: Arc<str>,
}

impl TypedDate {
    /// Reads `2021-12-20`, `2021年12月20日`, `2021.12.20`, `2021/12/20`, `二〇二一年十二月二十日`, `20211220`,
    /// `2022年12月`, `2022年` and `2022年　月　日` (blanks are spaces of either width), also in full-width digits.
    ///
    /// # Errors
    /// It is none of these, or there is no such day.
    pub fn parse(typed: &str) -> Result<Self, DateFault> {
        let kind = parse::date(typed.trim())?;
        Ok(Self { kind, typed: typed.trim().into() })
    }

    /// How much of it is known.
    #[must_use]
    pub fn kind(&self) -> DateKind {
        self.kind
    }

    /// The day, if all of it is known.
    #[must_use]
    pub fn day(&self) -> Option<Date> {
        match self.kind {
            DateKind::Full(date) => Some(date),
            _ => None,
        }
    }

    /// The year, if it is known.
    #[must_use]
    pub fn year(&self) -> Option<i16> {
        match self.kind {
            DateKind::Full(date) => Some(date.year()),
            DateKind::Month { year, .. } | DateKind::Year(year) => Some(year),
            DateKind::Blank => None,
        }
    }

    /// Whether it is still to be completed.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        !matches!(self.kind, DateKind::Full(_))
    }

    /// What was typed.
    #[must_use]
    pub fn typed(&self) -> &str {
        &self.typed
    }
}

impl fmt::Display for TypedDate {
    /// 2021年1月5日, months and days without a zero (GB/T 9704-2012, 7.3.5.4); blanks as U+3000.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            DateKind::Full(date) => f.write_str(&shown(date)),
            DateKind::Month { year, month } => write!(f, "{year}年{month}月"),
            DateKind::Year(year) => write!(f, "{year}年"),
            DateKind::Blank => f.write_str(&self.typed.replace(' ', "\u{3000}")),
        }
    }
}

/// A day as official documents write it: 2021年1月5日 (GB/T 9704-2012, 7.3.5.4).
#[must_use]
pub fn shown(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(typed: &str) -> String {
        TypedDate::parse(typed).expect("a date").to_string()
    }

    #[test]
    fn dates_are_shown_without_zeros_7_3_5_4() {
        for typed in [
            "2021-01-05",
            "2021-1-5",
            "2021年1月5日",
            "2021年01月05日",
            "2021.1.5",
            "2021/01/05",
            "20210105",
            "２０２１年１月５日",
            "2021 年 1 月 5 日",
            "二〇二一年一月五日",
            "二○二一年一月五日",
        ] {
            assert_eq!(read(typed), "2021年1月5日", "{typed}");
        }
        assert_eq!(read("二〇二一年十二月二十一日"), "2021年12月21日");
    }

    #[test]
    fn drafts_keep_their_blanks() {
        assert_eq!(read("2022年　月　日"), "2022年　月　日");
        assert_eq!(read("2022年 月 日"), "2022年　月　日");
        assert_eq!(read("2022年12月　日"), "2022年12月　日");
        assert_eq!(read("　　年　月　日"), "年　月　日");
        assert!(TypedDate::parse("2022年　月　日").expect("a date").is_draft());
    }

    #[test]
    fn parts_of_dates() {
        assert_eq!(read("2022年12月"), "2022年12月");
        assert_eq!(read("2022-12"), "2022年12月");
        assert_eq!(read("2022"), "2022年");
        assert_eq!(TypedDate::parse("2022年").expect("a date").kind(), DateKind::Year(2022));
    }

    #[test]
    fn impossible_dates_are_told() {
        let impossible = |typed: &str| match TypedDate::parse(typed) {
            Err(DateFault::Impossible { last_day, .. }) => last_day,
            other => panic!("{typed}: {other:?}"),
        };
        assert_eq!(impossible("2021-02-30"), Some(28));
        assert_eq!(impossible("2020年2月30日"), Some(29));
        assert_eq!(impossible("2021-13-01"), None);
        assert_eq!(impossible("2021年4月31日"), Some(30));
        assert_eq!(impossible("2021年0月"), None);
    }

    #[test]
    fn other_text_is_a_fault() {
        assert!(matches!(TypedDate::parse("20xx年"), Err(DateFault::Placeholder { .. })));
        assert!(matches!(TypedDate::parse("2022年×月×日"), Err(DateFault::Placeholder { .. })));
        assert!(matches!(TypedDate::parse("21年1月5日"), Err(DateFault::ShortYear { .. })));
        for typed in ["", "年底", "2021-12", "12月20日", "2021年12月20日前", "2021-12-20-1", "2021-12.20", "2021月12"]
        {
            let expected_ok = typed == "2021-12";
            assert_eq!(TypedDate::parse(typed).is_ok(), expected_ok, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(year in 1000_i16..=9999, month in 1_i8..=12, day in 1_i8..=28) {
            let date = Date::new(year, month, day).expect("a day");
            prop_assert_eq!(TypedDate::parse(&shown(date)).expect("reads back").day(), Some(date));
        }

        #[test]
        fn nothing_panics(typed in "[0-9０-９年月日第一二三四季度上下半—～ 　.xX×〇十/-]{0,16}") {
            let _ = TypedDate::parse(&typed).map(|date| date.to_string());
            let _ = Period::parse(&typed).map(|period| period.to_string());
        }
    }
}
