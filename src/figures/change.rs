//! 同比: how a figure compares with the year before, in words.
//!
//! In: two quantities of the same unit. Out: a [`Change`] that is shown as 增长5.2%, 下降3.1%, 持平,
//! 提高2.1个百分点, or says why nothing can be said.

use std::cmp::Ordering;
use std::fmt;

use rust_decimal::Decimal;

use super::show::{HALF_UP, rounded};
use super::{Figure, Marks, Missing, Quantity};
use crate::diagnostic::code::{Calculation, FigureFault};

/// Decimals of a rate of change unless asked otherwise.
const DECIMALS: u32 = 1;

/// What became of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// By so many per cent, signed, never 0.
    Percent(Decimal),
    /// A percentage by so many percentage points, signed, never 0.
    Points(Decimal),
    /// 持平.
    Level,
    /// The year before was 0 and this year is not: there is no rate.
    FromZero,
    /// The year before was below 0: a rate would mislead.
    FromNegative,
    /// The year before is 未报.
    BaseNotReported,
    /// There was no such thing the year before.
    NoBase,
    /// This year is 未报.
    NotReported,
    /// There is no such thing this year.
    NoLonger,
}

/// A figure beside the year before's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    outcome: Outcome,
    difference: Option<Figure>,
    marks: Marks,
    /// Decimals of the rate, all shown; none for one that drops a final 0.
    decimals: Option<u32>,
}

impl Change {
    /// Compares this year's with the year before's. 无 counts as 0; 未报 and — can't be compared.
    ///
    /// # Errors
    /// The units measure different things, or the rate has too many digits.
    pub fn between(now: &Quantity, before: &Quantity) -> Result<Self, FigureFault> {
        let missing = match (missing(now), missing(before)) {
            (_, Some(Missing::NotReported)) => Some(Outcome::BaseNotReported),
            (_, Some(_)) => Some(Outcome::NoBase),
            (Some(Missing::NotReported), None) => Some(Outcome::NotReported),
            (Some(_), None) => Some(Outcome::NoLonger),
            (None, None) => None,
        };
        match (missing, now.number(), before.number()) {
            (None, Some(now), Some(before)) => Self::of(&now, &before),
            (outcome, ..) => Ok(Self {
                outcome: outcome.unwrap_or(Outcome::NoBase),
                difference: None,
                marks: Marks::NONE,
                decimals: None,
            }),
        }
    }

    fn of(now: &Figure, before: &Figure) -> Result<Self, FigureFault> {
        let difference = now.minus(before)?;
        let marks = difference.marks();
        let compared = now.compare(before)?;
        let outcome = if compared.ordering == Ordering::Equal {
            Outcome::Level
        } else if now.unit().is_percent() || before.unit().is_percent() {
            Outcome::Points(difference.value())
        } else if before.value().is_zero() {
            Outcome::FromZero
        } else if before.value().is_sign_negative() {
            Outcome::FromNegative
        } else {
            Outcome::Percent(percent(&difference, before)?)
        };
        Ok(Self { outcome, difference: Some(difference), marks, decimals: None })
    }

    /// What became of it.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// This year's less the year before's, if both are known.
    #[must_use]
    pub fn difference(&self) -> Option<&Figure> {
        self.difference.as_ref()
    }

    /// Marks of both figures.
    #[must_use]
    pub fn marks(&self) -> Marks {
        self.marks
    }

    /// The signed rate as a figure in % or 个百分点; none if there is no rate.
    #[must_use]
    pub fn rate(&self) -> Option<Figure> {
        let figure = |value: Decimal, unit| Figure::new(value, super::Unit::new(unit));
        let rate = match self.outcome {
            Outcome::Percent(value) => figure(value, "%").marked(Marks::QUOTIENT.with(Marks::CUT)),
            Outcome::Points(value) => figure(value, "个百分点"),
            Outcome::Level => figure(Decimal::ZERO, "%"),
            _ => return None,
        };
        Some(rate.marked(self.marks))
    }

    /// With so many decimals of the rate, all of which are shown.
    #[must_use]
    pub fn with_decimals(mut self, decimals: u32) -> Self {
        self.decimals = Some(decimals);
        self
    }

    /// The difference in words: 增加7户, 减少3户, 持平; the reason if there is none.
    #[must_use]
    pub fn difference_words(&self) -> String {
        match &self.difference {
            None => self.to_string(),
            Some(difference) if difference.value().is_zero() => "持平".to_owned(),
            Some(difference) if difference.value().is_sign_negative() => format!("减少{}", difference.negated()),
            Some(difference) => format!("增加{difference}"),
        }
    }

    fn number(&self, value: Decimal) -> String {
        let about = if self.marks.has(Marks::ABOUT) { "约" } else { "" };
        let number = match self.decimals {
            Some(decimals) => {
                let mut number = value.abs().round_dp_with_strategy(decimals, HALF_UP);
                number.rescale(decimals);
                number
            }
            None => rounded(value.abs(), DECIMALS).normalize(),
        };
        format!("{about}{number}")
    }
}

fn missing(quantity: &Quantity) -> Option<Missing> {
    match quantity {
        Quantity::Missing { kind: Missing::None, .. } | Quantity::Figure(_) => None,
        Quantity::Missing { kind, .. } => Some(*kind),
    }
}

fn percent(difference: &Figure, before: &Figure) -> Result<Decimal, FigureFault> {
    let ratio = difference.converted(before.unit())?.over(before)?.value();
    ratio.checked_mul(Decimal::ONE_HUNDRED).ok_or_else(|| FigureFault::Overflow {
        calculation: Calculation::Divide,
        left: difference.to_string(),
        right: before.to_string(),
    })
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.outcome {
            Outcome::Percent(value) => {
                let word = if value.is_sign_negative() { "下降" } else { "增长" };
                write!(f, "{word}{}%", self.number(value))
            }
            Outcome::Points(value) => {
                let word = if value.is_sign_negative() { "下降" } else { "提高" };
                write!(f, "{word}{}个百分点", self.number(value))
            }
            Outcome::Level => f.write_str("持平"),
            Outcome::FromZero => f.write_str("上年为0，无法比较"),
            Outcome::FromNegative => f.write_str("上年为负数，无法比较"),
            Outcome::BaseNotReported => f.write_str("上年未报，无法比较"),
            Outcome::NoBase => f.write_str("上年无此项，无法比较"),
            Outcome::NotReported => f.write_str("本年未报，无法比较"),
            Outcome::NoLonger => f.write_str("本年无此项，无法比较"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(now: &str, before: &str) -> Change {
        let read = |typed: &str| Quantity::parse(typed).expect("a quantity");
        Change::between(&read(now), &read(before)).expect("comparable")
    }

    #[test]
    fn words_of_change() {
        for (now, before, words) in [
            ("529户", "522户", "增长1.3%"),
            ("522户", "529户", "下降1.3%"),
            ("10万元", "100000元", "持平"),
            ("20万元", "100000元", "增长100%"),
            ("5户", "0户", "上年为0，无法比较"),
            ("0户", "0户", "持平"),
            ("5户", "无", "上年为0，无法比较"),
            ("无", "5户", "下降100%"),
            ("5户", "未报", "上年未报，无法比较"),
            ("未报", "5户", "本年未报，无法比较"),
            ("5户", "—", "上年无此项，无法比较"),
            ("5元", "-5元", "上年为负数，无法比较"),
            ("12.5%", "10.4%", "提高2.1个百分点"),
            ("10%", "12%", "下降2个百分点"),
            ("100001元", "100000元", "增长0.001%"),
            ("约110户", "100户", "增长约10%"),
        ] {
            assert_eq!(change(now, before).to_string(), words, "{now} {before}");
        }
    }

    #[test]
    fn a_change_has_decimals_a_rate_and_a_difference() {
        let change = change("529户", "522户");
        assert_eq!(change.clone().with_decimals(2).to_string(), "增长1.34%");
        assert_eq!(change.difference_words(), "增加7户");
        assert_eq!(change.rate().expect("a rate").to_string(), "1.3%");
    }

    #[test]
    fn households_and_people_can_not_be_compared() {
        let read = |typed: &str| Quantity::parse(typed).expect("a quantity");
        assert!(Change::between(&read("5户"), &read("5人")).is_err());
    }
}
