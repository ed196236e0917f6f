//! Codes of dates and periods.

use crate::diagnostic::Words;

/// What can be wrong with a date or a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// What was typed is not a date.
    NotADate {
        /// As typed.
        typed: String,
    },
    /// There is no such day or month.
    Impossible {
        /// As typed.
        typed: String,
        /// The last day of that month; none if there is no such month.
        last_day: Option<u8>,
    },
    /// A year of two digits.
    ShortYear {
        /// As typed.
        typed: String,
    },
    /// A placeholder such as 20xx年 or 2022年×月.
    Placeholder {
        /// As typed.
        typed: String,
    },
    /// What was typed is not a period.
    NotAPeriod {
        /// As typed.
        typed: String,
    },
    /// A period that ends before it begins.
    PeriodOrder {
        /// As typed.
        typed: String,
    },
}

impl DateFault {
    /// Id, severity and words.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::NotADate { typed } => not_a_date(typed),
            Self::Impossible { typed, last_day } => impossible(typed, *last_day),
            Self::ShortYear { typed } => short_year(typed),
            Self::Placeholder { typed } => placeholder(typed),
            Self::NotAPeriod { typed } => not_a_period(typed),
            Self::PeriodOrder { typed } => period_order(typed),
        }
    }
}

fn not_a_date(typed: &str) -> Words {
    Words::error("date-unreadable", format!("`{typed}` 不是日期"), format!("`{typed}` is not a date")).hint(
        "写成 `2021-12-20` 或 `2021年12月20日`；还没定就写 `2022年　月　日`",
        "write `2021-12-20` or `2021年12月20日`; while it is open, `2022年　月　日`",
    )
}

fn short_year(typed: &str) -> Words {
    Words::error(
        "date-short-year",
        format!("`{typed}` 的年份要写全四位"),
        format!("the year of `{typed}` needs four digits"),
    )
    .hint("把年份写全，不简写（GB/T 9704-2012，7.3.5.4）", "write the whole year (GB/T 9704-2012, 7.3.5.4)")
}

fn placeholder(typed: &str) -> Words {
    Words::error(
        "date-placeholder",
        format!("`{typed}` 里还有没填的地方"),
        format!("`{typed}` has a placeholder left to fill"),
    )
    .hint("填上数字；还没定就用空格代替，例如 `2022年　月　日`", "fill it in, or leave a blank: `2022年　月　日`")
}

fn not_a_period(typed: &str) -> Words {
    let (zh, en) = (format!("`{typed}` 不是一段时间"), format!("`{typed}` is not a period"));
    Words::error("date-period-unreadable", zh, en).hint(
        "写成 `2021年`、`2021年1—9月`、`2021年第三季度` 或 `2021-01～2021-12`",
        "write `2021年`, `2021年1—9月`, `2021年第三季度` or `2021-01～2021-12`",
    )
}

fn period_order(typed: &str) -> Words {
    Words::error("date-period-order", format!("`{typed}` 的结束早于开始"), format!("`{typed}` ends before it begins"))
        .hint("把早的写在前面", "write the earlier one first")
}

fn impossible(typed: &str, last_day: Option<u8>) -> Words {
    let words = Words::error(
        "date-impossible",
        format!("没有 `{typed}` 这一天"),
        format!("there is no such date as `{typed}`"),
    );
    match last_day {
        Some(day) => {
            words.hint(format!("检查日期，这个月只有 {day} 天"), format!("check the day: that month has {day} days"))
        }
        None => words.hint("检查月份，月份是 1 到 12", "check the month: months are 1 to 12"),
    }
}
