//! Adding, multiplying, dividing and comparing figures, exactly and with their units.
//!
//! In: two figures or quantities. Out: a figure in the first one's unit, or a fault: units that do not go together,
//! a division by 0, a number too large. 未报 with anything is 未报; 无 and — are 0.
//! This module must not panic or round: where 28 digits are not enough, the result is marked.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::show::HALF_UP;
use super::{Factor, Figure, Marks, Missing, Quantity, Unit};
use crate::diagnostic::code::{Calculation, FigureFault};

/// Two quotients are equal if they agree in so many digits; cut digits spoil only the last of 28.
const QUOTIENT_DIGITS: u32 = 20;

/// How two figures compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Of the numbers as they are.
    pub ordering: Ordering,
    /// Whether they count as equal: also if a quotient, rounded to the decimals typed on the other side, is what
    /// stands there, and if ranges overlap.
    pub equal: bool,
}

impl Comparison {
    /// Whether they are equal only because a quotient was rounded.
    #[must_use]
    pub fn after_rounding(self) -> bool {
        self.equal && self.ordering != Ordering::Equal
    }
}

impl Figure {
    /// The sum, in this figure's unit (the other's if this has none).
    ///
    /// # Errors
    /// The units measure different things, or the sum has too many digits.
    pub fn plus(&self, other: &Self) -> Result<Self, FigureFault> {
        self.added(other, Calculation::Add, Decimal::checked_add)
    }

    /// The difference, in this figure's unit (the other's if this has none).
    ///
    /// # Errors
    /// As [`Figure::plus`].
    pub fn minus(&self, other: &Self) -> Result<Self, FigureFault> {
        self.added(other, Calculation::Subtract, Decimal::checked_sub)
    }

    /// The product: a bare number or a percentage of anything, money for each of so many, a rate for so long.
    ///
    /// # Errors
    /// The product means nothing (户 × 人), or has too many digits.
    pub fn times(&self, other: &Self) -> Result<Self, FigureFault> {
        let fault = || FigureFault::Multiply { left: self.to_string(), right: other.to_string() };
        let (unit, factor) = self.unit.product(&other.unit).ok_or_else(fault)?;
        let result = self.combined(other, unit, Calculation::Multiply, Decimal::checked_mul)?;
        let exact = self.value.normalize().scale() + other.value.normalize().scale() <= Decimal::MAX_SCALE;
        result.scaled(factor, Calculation::Multiply).map(|product| product.cut_unless(exact))
    }

    /// The quotient: like by like is a bare number, otherwise this figure's unit stays.
    ///
    /// # Errors
    /// The divisor is 0, or the quotient has too many digits.
    pub fn over(&self, other: &Self) -> Result<Self, FigureFault> {
        let crosses_zero = other.high.is_some_and(|high| !other.value.is_sign_positive() && high.is_sign_positive());
        if other.value.is_zero() || crosses_zero {
            return Err(FigureFault::DivisionByZero { dividend: self.to_string() });
        }
        let (unit, factor) = self.unit.quotient(&other.unit);
        let result = self.combined(other, unit, Calculation::Divide, Decimal::checked_div)?;
        let exact = comes_out_even(self.value, other.value, result.value);
        let result = result.cut_unless(exact).scaled(factor, Calculation::Divide)?;
        Ok(result.marked(Marks::QUOTIENT))
    }

    /// With the other sign.
    #[must_use]
    pub fn negated(&self) -> Self {
        let (value, high) = self.high.map_or((-self.value, None), |high| (-high, Some(-self.value)));
        Self { value, high, ..self.clone().untyped() }
    }

    /// Without a sign.
    #[must_use]
    pub fn absolute(&self) -> Self {
        if self.value.is_sign_negative() { self.negated() } else { self.clone() }
    }

    /// The same amount in another unit.
    ///
    /// # Errors
    /// The units measure different things, or the number has too many digits.
    pub fn converted(&self, unit: &Unit) -> Result<Self, FigureFault> {
        if self.unit == *unit {
            return Ok(self.clone());
        }
        let fault = || FigureFault::NotConvertible { figure: self.to_string(), unit: unit.text().to_owned() };
        let factor = self.unit.factor_to(unit).ok_or_else(fault)?;
        let places = if self.unit.text() == unit.text() { self.places } else { 0 };
        let same = Self { unit: unit.clone(), places, ..self.clone().untyped() };
        same.scaled(factor, Calculation::Convert)
    }

    /// Rounded half up to so many decimals, all of which are shown.
    #[must_use]
    pub fn rounded(&self, decimals: u32) -> Self {
        let round = |value: Decimal| value.round_dp_with_strategy(decimals, HALF_UP);
        let marks = Marks(self.marks.0 & !Marks::CUT.0);
        let (value, high) = (round(self.value), self.high.map(round));
        Self { value, high, marks, places: decimals, ..self.clone().untyped() }
    }

    /// Compares by value; units are converted, a bare number compares with anything.
    ///
    /// A quotient equals what it rounds to: `1 ÷ 3 = 33.3%` holds, because 33.33…% has 33.3% at the one decimal
    /// that was typed; [`Comparison::after_rounding`] tells. Order is that of the numbers as they are.
    ///
    /// # Errors
    /// The units measure different things, or a conversion has too many digits.
    pub fn compare(&self, other: &Self) -> Result<Comparison, FigureFault> {
        let units = || self.mismatch(other, Calculation::Compare);
        let factor = self.unit.factor_to(&other.unit).ok_or_else(units)?;
        let own = self.clone().untyped().scaled(factor, Calculation::Compare)?;
        let overlap = own.value <= other.top() && other.value <= own.top();
        let quotients = (self.marks.has(Marks::QUOTIENT), other.marks.has(Marks::QUOTIENT));
        let equal = match quotients {
            _ if overlap => true,
            (true, false) => own.value.round_dp_with_strategy(other.value.scale(), HALF_UP) == other.value,
            (false, true) => return other.compare(self).map(Comparison::reversed),
            (true, true) => digits(own.value) == digits(other.value),
            (false, false) => false,
        };
        Ok(Comparison { ordering: own.value.cmp(&other.value), equal })
    }

    fn top(&self) -> Decimal {
        self.high.unwrap_or(self.value)
    }

    fn added(
        &self,
        other: &Self,
        calculation: Calculation,
        apply: fn(Decimal, Decimal) -> Option<Decimal>,
    ) -> Result<Self, FigureFault> {
        let unit = if self.unit.is_bare() && !other.unit.is_bare() { &other.unit } else { &self.unit };
        let factor = |side: &Self| side.unit.factor_to(unit).ok_or_else(|| self.mismatch(other, calculation));
        let left = self.clone().scaled(factor(self)?, calculation)?;
        let right = other.clone().scaled(factor(other)?, calculation)?;
        let result = left.combined(&right, unit.clone(), calculation, apply)?;
        let exact = result.value.scale() >= left.value.normalize().scale().max(right.value.normalize().scale());
        Ok(result.cut_unless(exact))
    }

    /// Applies an operation to the numbers, to the ends of ranges if there are any.
    fn combined(
        &self,
        other: &Self,
        unit: Unit,
        calculation: Calculation,
        apply: fn(Decimal, Decimal) -> Option<Decimal>,
    ) -> Result<Self, FigureFault> {
        let overflow = || FigureFault::Overflow { calculation, left: self.to_string(), right: other.to_string() };
        let mut ends = [
            (self.value, other.value),
            (self.value, other.top()),
            (self.top(), other.value),
            (self.top(), other.top()),
        ]
        .into_iter()
        .take(if self.high.or(other.high).is_some() { 4 } else { 1 })
        .map(|(a, b)| apply(a, b).ok_or_else(overflow))
        .collect::<Result<Vec<_>, _>>()?;
        ends.sort_unstable();
        let (value, last) = (ends[0], ends[ends.len() - 1]);
        let places = self.money_places(&unit).max(other.money_places(&unit));
        let figure = Self { high: (last > value).then_some(last), places, ..Self::new(value, unit) };
        Ok(figure.marked(self.marks.with(other.marks)))
    }

    /// Decimals typed, if it is money of the unit of the result.
    fn money_places(&self, unit: &Unit) -> u32 {
        if unit.is_money() && self.unit.text() == unit.text() { self.places } else { 0 }
    }

    fn scaled(self, factor: Factor, calculation: Calculation) -> Result<Self, FigureFault> {
        if factor == Factor::ONE {
            return Ok(self);
        }
        let whole = |number| Decimal::try_from_i128_with_scale(number, 0).ok();
        let apply = |value: Decimal| {
            let (num, den) = (whole(factor.num)?, whole(factor.den)?);
            let product = value.checked_mul(num)?;
            let scaled = product.checked_div(den)?;
            Some((scaled, comes_out_even(product, den, scaled)))
        };
        let overflow = || FigureFault::Overflow { calculation, left: self.to_string(), right: String::new() };
        let (value, even) = apply(self.value).ok_or_else(overflow)?;
        let high = self.high.map(|high| apply(high).ok_or_else(overflow)).transpose()?.map(|(high, _)| high);
        let scaled = Self { value, high, ..self.untyped() };
        Ok(if even { scaled } else { scaled.marked(Marks::CUT.with(Marks::QUOTIENT)) })
    }

    fn cut_unless(self, exact: bool) -> Self {
        if exact { self } else { self.marked(Marks::CUT) }
    }

    fn mismatch(&self, other: &Self, calculation: Calculation) -> FigureFault {
        FigureFault::Units { calculation, left: self.to_string(), right: other.to_string() }
    }
}

impl Comparison {
    fn reversed(self) -> Self {
        Self { ordering: self.ordering.reverse(), ..self }
    }
}

impl Quantity {
    /// The sum; see [`Figure::plus`].
    ///
    /// # Errors
    /// As there.
    pub fn plus(&self, other: &Self) -> Result<Self, FigureFault> {
        self.apply(other, Figure::plus)
    }

    /// The difference; see [`Figure::minus`].
    ///
    /// # Errors
    /// As there.
    pub fn minus(&self, other: &Self) -> Result<Self, FigureFault> {
        self.apply(other, Figure::minus)
    }

    /// The product; see [`Figure::times`].
    ///
    /// # Errors
    /// As there.
    pub fn times(&self, other: &Self) -> Result<Self, FigureFault> {
        self.apply(other, Figure::times)
    }

    /// The quotient; see [`Figure::over`].
    ///
    /// # Errors
    /// As there.
    pub fn over(&self, other: &Self) -> Result<Self, FigureFault> {
        self.apply(other, Figure::over)
    }

    /// Compares; none if exactly one of them is 未报, so that nothing can be said.
    ///
    /// # Errors
    /// As [`Figure::compare`].
    pub fn compare(&self, other: &Self) -> Result<Option<Comparison>, FigureFault> {
        match (self.number(), other.number()) {
            (Some(a), Some(b)) => a.compare(&b).map(Some),
            (None, None) => Ok(Some(Comparison { ordering: Ordering::Equal, equal: true })),
            _ => Ok(None),
        }
    }

    fn apply(
        &self,
        other: &Self,
        operation: fn(&Figure, &Figure) -> Result<Figure, FigureFault>,
    ) -> Result<Self, FigureFault> {
        match (self.number(), other.number()) {
            (Some(a), Some(b)) => operation(&a, &b).map(Self::Figure),
            (None, _) => Ok(self.clone()),
            (_, None) => Ok(other.clone()),
        }
    }

    /// Whether it is 无 or —.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Missing { kind: Missing::None | Missing::Dash, .. })
    }
}

/// Whether the quotient times the divisor is the dividend. A quotient that fills the 28 digits is never trusted:
/// multiplied back it may round to the dividend by chance.
fn comes_out_even(dividend: Decimal, divisor: Decimal, quotient: Decimal) -> bool {
    let short = quotient.normalize().mantissa().unsigned_abs() < 10_u128.pow(25);
    short && quotient.checked_mul(divisor) == Some(dividend)
}

fn digits(value: Decimal) -> Option<Decimal> {
    value.round_sf_with_strategy(QUOTIENT_DIGITS, HALF_UP)
}

#[cfg(test)]
mod tests;
