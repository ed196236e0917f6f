//! How a figure is shown: as typed, or, if it was worked out, as a plain decimal with its unit.
//!
//! Worked-out money of the same unit keeps the most decimals that were typed (384560.63元 + 36800元 = 421360.63元)
//! and stops at a 分. A quotient that does not come out even is shown with two decimals, a percentage with one, but
//! never as 0. Halves round up (四舍五入). Only what is shown is rounded.

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Figure, Marks};

/// Halves round away from zero: 四舍五入.
pub(super) const HALF_UP: RoundingStrategy = RoundingStrategy::MidpointAwayFromZero;

/// Decimals of a quotient that does not come out even.
const QUOTIENT_DECIMALS: u32 = 2;

/// Decimals of a percentage that does not come out even, as statistical communiqués print them.
const PERCENT_DECIMALS: u32 = 1;

pub(super) fn figure(figure: &Figure, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if let Some(typed) = figure.typed() {
        return f.write_str(typed);
    }
    let number = figure.shown_number();
    match figure.high {
        Some(high) => write!(f, "{number}～{}{}", decimal(figure, high), figure.unit.text()),
        None if figure.marks.has(Marks::ABOUT) => write!(f, "约{number}{}", figure.unit.text()),
        None => write!(f, "{number}{}", figure.unit.text()),
    }
}

impl Figure {
    /// The number as it would be shown if it was worked out, without unit, 约 and grouping.
    #[must_use]
    pub fn shown_number(&self) -> String {
        decimal(self, self.value)
    }

    /// What is shown, with the whole part in groups of three: 1,775,475元.
    #[must_use]
    pub fn grouped(&self) -> String {
        let plain = self.clone().untyped().to_string();
        let start = plain.find(|c: char| c.is_ascii_digit()).unwrap_or(plain.len());
        let length = plain[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(plain.len() - start);
        let (head, rest) = plain.split_at(start);
        let (whole, tail) = rest.split_at(length);
        let mut grouped = String::with_capacity(plain.len() + whole.len() / 3);
        grouped.push_str(head);
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        grouped + tail
    }
}

fn decimal(figure: &Figure, value: Decimal) -> String {
    let mut shown = match limit(figure) {
        Some(decimals) => rounded(value, decimals.max(figure.places)),
        None => value,
    };
    shown = shown.normalize();
    if shown.scale() < figure.places {
        shown.rescale(figure.places);
    }
    shown.to_string()
}

/// The most decimals shown; none for all there are.
fn limit(figure: &Figure) -> Option<u32> {
    if figure.marks.has(Marks::CUT) {
        return Some(if figure.unit.is_percent() { PERCENT_DECIMALS } else { QUOTIENT_DECIMALS });
    }
    figure.unit.decimals_to_fen()
}

/// Rounds to so many decimals, or to the first digit that is not 0 if that would leave nothing.
pub(super) fn rounded(value: Decimal, decimals: u32) -> Decimal {
    let round = value.round_dp_with_strategy(decimals, HALF_UP);
    if round.is_zero() && !value.is_zero() {
        return value.round_sf_with_strategy(1, HALF_UP).unwrap_or(round);
    }
    round
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(a: &str, b: &str) -> String {
        let (a, b) = (Figure::parse(a).expect("a figure"), Figure::parse(b).expect("a figure"));
        a.plus(&b).expect("a sum").to_string()
    }

    fn quotient(a: &str, b: &str) -> String {
        let (a, b) = (Figure::parse(a).expect("a figure"), Figure::parse(b).expect("a figure"));
        a.over(&b).expect("a quotient").to_string()
    }

    #[test]
    fn worked_out_money_keeps_its_decimals() {
        assert_eq!(sum("384560.63元", "36800元"), "421360.63元");
        assert_eq!(sum("1200.50元", "0.50元"), "1201.00元");
        assert_eq!(sum("3.10亩", "1.20亩"), "4.3亩");
    }

    #[test]
    fn quotients_are_short() {
        assert_eq!(quotient("8325元", "37户"), "225元");
        assert_eq!(quotient("664人", "529户"), "1.26人");
        assert_eq!(quotient("1", "8"), "0.125");
        assert_eq!(quotient("1", "3"), "0.33");
        assert_eq!(quotient("1", "30000"), "0.00003");
    }

    #[test]
    fn inexact_results_say_so() {
        assert_eq!(sum("约50户", "7户"), "约57户");
        assert_eq!(sum("58—60岁", "1岁"), "59～61岁");
    }

    #[test]
    fn groups_of_three() {
        assert_eq!(Figure::parse("-1775475.5元").expect("a figure").grouped(), "-1,775,475.5元");
        assert_eq!(Figure::parse("999户").expect("a figure").grouped(), "999户");
    }
}
