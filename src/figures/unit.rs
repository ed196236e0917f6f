//! Units of figures: which are the same, which convert, which cancel.
//!
//! In: units as typed, free text. Out: conversions as exact fractions, and the unit of a product or a quotient.
//! This module must not know numbers: it answers with factors, and [`super::arithmetic`] applies them.

use std::sync::Arc;

use crate::width::narrowed;

/// The longest unit, in characters: 元/人·月 has five; beyond this it is a sentence, not a unit.
pub const MAX_UNIT_CHARS: usize = 16;

/// A unit as typed, or none for a bare number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    text: Option<Arc<str>>,
    /// What a quotient was divided by and does not show: `8325元 ÷ 37户` is in 元, and equals 225元/户 as well.
    per: Option<Arc<str>>,
}

/// An exact conversion: multiply by `num`, divide by `den`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Factor {
    /// The multiplier.
    pub num: i128,
    /// The divisor, never 0.
    pub den: i128,
}

impl Factor {
    /// Changes nothing.
    pub const ONE: Self = Self { num: 1, den: 1 };

    fn times(self, other: Self) -> Option<Self> {
        let (num, den) = (self.num.checked_mul(other.num)?, self.den.checked_mul(other.den)?);
        let shared = gcd(num, den);
        Some(Self { num: num / shared, den: den / shared })
    }

    fn inverse(self) -> Self {
        Self { num: self.den, den: self.num }
    }
}

/// Units that convert: name, the base they are measured in, and the factor to it.
/// 1公顷 = 15亩 and 1公顷 = 10,000平方米, so 1亩 = 2000/3平方米; 1斤 = 500克, 1里 = 500米.
/// 名 and 位 count people as 人 does; 人次 does not. A ratio's base is the bare number.
const CONVERTIBLE: &[(&str, &str, i128, i128)] = &[
    ("元", "元", 1, 1),
    ("角", "元", 1, 10),
    ("分", "元", 1, 100),
    ("%", "", 1, 100),
    ("‰", "", 1, 1000),
    ("成", "", 1, 10),
    ("个百分点", "百分点", 1, 1),
    ("人", "人", 1, 1),
    ("名", "人", 1, 1),
    ("位", "人", 1, 1),
    ("平方米", "平方米", 1, 1),
    ("平米", "平方米", 1, 1),
    ("㎡", "平方米", 1, 1),
    ("m²", "平方米", 1, 1),
    ("亩", "平方米", 2000, 3),
    ("公顷", "平方米", 10_000, 1),
    ("顷", "平方米", 200_000, 3),
    ("平方公里", "平方米", 1_000_000, 1),
    ("平方千米", "平方米", 1_000_000, 1),
    ("米", "米", 1, 1),
    ("公里", "米", 1000, 1),
    ("千米", "米", 1000, 1),
    ("里", "米", 500, 1),
    ("厘米", "米", 1, 100),
    ("克", "克", 1, 1),
    ("斤", "克", 500, 1),
    ("公斤", "克", 1000, 1),
    ("千克", "克", 1000, 1),
    ("吨", "克", 1_000_000, 1),
    ("天", "天", 1, 1),
    ("日", "天", 1, 1),
    ("月", "月", 1, 1),
    ("个月", "月", 1, 1),
];

/// What may stand before any unit and multiplies it: 万户, 亿元, 百万人次; longest first.
const MULTIPLIERS: &[(&str, i128)] = &[
    ("万亿", 1_000_000_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("十万", 100_000),
    ("亿", 100_000_000),
    ("万", 10_000),
    ("千", 1000),
];

impl Unit {
    /// A bare number's.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// A unit from what was typed; nothing but space is a bare number's. `％` is `%`, `／` is `/`.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let text = narrowed(typed).replace(' ', "");
        Self { text: (!text.is_empty()).then(|| text.into()), per: None }
    }

    /// The unit as it is shown; empty for a bare number.
    #[must_use]
    pub fn text(&self) -> &str {
        self.text.as_deref().unwrap_or("")
    }

    /// Whether there is no unit.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.text.is_none()
    }

    /// Whether it is `%`.
    #[must_use]
    pub fn is_percent(&self) -> bool {
        self.text() == "%"
    }

    /// Whether it is money: 元, a multiple or part of it, or money for each of something (元/月).
    #[must_use]
    pub fn is_money(&self) -> bool {
        Measure::of(self.text()).over.base == "元"
    }

    /// Whether it is so much for each of something: 元/月, 斤/亩.
    #[must_use]
    pub fn is_rate(&self) -> bool {
        self.text().contains('/')
    }

    /// Whether the module knows the unit, so that it can't be taken for a word.
    #[must_use]
    pub fn is_known(&self) -> bool {
        let part = Measure::of(self.text()).over;
        CONVERTIBLE.iter().any(|(name, ..)| *name == part.text) || part.factor != Factor::ONE
    }

    /// Decimals of the unit that make a 分, for 元 and its multiples: 2 for 元, 6 for 万元.
    pub(super) fn decimals_to_fen(&self) -> Option<u32> {
        let over = Measure::of(self.text()).over;
        let steps = over.factor.num.checked_ilog10()?;
        (over.base == "元" && over.factor.den == 1).then_some(steps + 2)
    }

    /// How to convert a number in this unit to `other`; none if they measure different things.
    /// A bare number goes with anything, as the same number; only ratios (%, 成) are measured against it.
    #[must_use]
    pub fn factor_to(&self, other: &Self) -> Option<Factor> {
        if self.text == other.text {
            return Some(Factor::ONE);
        }
        let plain = Measure::of(self.text()).factor_to(&Measure::of(other.text()));
        let bare = || (self.is_bare() || other.is_bare()).then_some(Factor::ONE);
        let per = || {
            let sides = [self.measures(), other.measures()];
            let pairs = sides[0].iter().flat_map(|a| sides[1].iter().map(move |b| a.factor_to(b)));
            pairs.flatten().next()
        };
        plain.or_else(bare).or_else(per)
    }

    /// The unit of a product and the factor that goes into it; none if the product means nothing (户 × 人).
    #[must_use]
    pub fn product(&self, other: &Self) -> Option<(Self, Factor)> {
        if other.is_bare() {
            return Some((self.clone(), Factor::ONE));
        }
        if self.is_bare() {
            return Some((other.clone(), Factor::ONE));
        }
        let (a, b) = (Measure::of(self.text()), Measure::of(other.text()));
        if b.is_ratio() {
            return Some((self.clone(), b.over.factor));
        }
        if a.is_ratio() {
            return Some((other.clone(), a.over.factor));
        }
        let cancelled = a.cancel(&b).or_else(|| b.cancel(&a));
        cancelled.or_else(|| self.paid_for(&a, &b)).or_else(|| other.paid_for(&b, &a))
    }

    /// The unit of a quotient and the factor that goes into it. Like by like is a bare number; otherwise the
    /// dividend's unit stays (664人 ÷ 529户 is in 人).
    #[must_use]
    pub fn quotient(&self, other: &Self) -> (Self, Factor) {
        if other.is_bare() {
            return (self.clone(), Factor::ONE);
        }
        let (a, b) = (Measure::of(self.text()), Measure::of(other.text()));
        if let Some(factor) = a.factor_to(&b) {
            return (Self::none(), factor);
        }
        if b.is_ratio() {
            return (self.clone(), b.over.factor.inverse());
        }
        if self.is_bare() {
            return (Self::none(), Factor::ONE);
        }
        if let Some(found) = a.over_rate(&b) {
            return found;
        }
        let per = self.per.clone().unwrap_or_else(|| b.over.base.into());
        (Self { text: self.text.clone(), per: (!self.is_rate()).then_some(per) }, Factor::ONE)
    }

    /// Money times a count is money: each of them costs that much.
    fn paid_for(&self, own: &Measure<'_>, count: &Measure<'_>) -> Option<(Self, Factor)> {
        let buys = own.over.base == "元" && count.over.base != "元" && count.under.is_empty();
        let per = self.per.clone().filter(|per| **per != *count.over.base);
        buys.then(|| (Self { text: self.text.clone(), per }, Factor::ONE))
    }

    /// What it measures: as shown, and with what it is per.
    fn measures(&self) -> Vec<Measure<'_>> {
        let shown = Measure::of(self.text());
        match &self.per {
            None => vec![shown],
            Some(per) => {
                let mut full = shown.clone();
                full.under.push(Part::of(per));
                vec![shown, full]
            }
        }
    }
}

/// One word of a unit: 万元 is 元 ten thousand times.
#[derive(Clone, Debug)]
struct Part<'a> {
    text: &'a str,
    base: &'a str,
    factor: Factor,
}

impl<'a> Part<'a> {
    fn of(text: &'a str) -> Self {
        if let Some(part) = Self::listed(text) {
            return part;
        }
        for (word, times) in MULTIPLIERS {
            let Some(rest) = text.strip_prefix(word) else { continue };
            let inner = Self::listed(rest).unwrap_or(Self { text: rest, base: rest, factor: Factor::ONE });
            if let Some(factor) = inner.factor.times(Factor { num: *times, den: 1 }) {
                return Self { text, base: inner.base, factor };
            }
        }
        Self { text, base: text, factor: Factor::ONE }
    }

    fn listed(text: &'a str) -> Option<Self> {
        let found = CONVERTIBLE.iter().find(|(name, ..)| *name == text)?;
        Some(Self { text, base: found.1, factor: Factor { num: found.2, den: found.3 } })
    }
}

/// What a unit measures: one thing, for each of others.
#[derive(Clone, Debug)]
struct Measure<'a> {
    over: Part<'a>,
    under: Vec<Part<'a>>,
}

impl<'a> Measure<'a> {
    fn of(text: &'a str) -> Self {
        let mut parts = text.split(['/', '·', '・']).map(|part| part.trim_matches(['(', ')']));
        let over = Part::of(parts.next().unwrap_or(""));
        Self { over, under: parts.map(Part::of).collect() }
    }

    fn is_ratio(&self) -> bool {
        self.over.base.is_empty() && self.under.is_empty()
    }

    fn factor_to(&self, other: &Self) -> Option<Factor> {
        if self.over.base != other.over.base || self.under_bases() != other.under_bases() {
            return None;
        }
        self.factor()?.times(other.factor()?.inverse())
    }

    fn under_bases(&self) -> Vec<&str> {
        let mut bases: Vec<_> = self.under.iter().map(|part| part.base).collect();
        bases.sort_unstable();
        bases
    }

    fn factor(&self) -> Option<Factor> {
        self.under.iter().try_fold(self.over.factor, |factor, part| factor.times(part.factor.inverse()))
    }

    /// 元/人·月 × 人 is 元/月: the unit left, if what it is for each of is what it is multiplied by.
    fn cancel(&self, count: &Self) -> Option<(Unit, Factor)> {
        let place = self.under.iter().position(|part| part.base == count.over.base)?;
        if !count.under.is_empty() {
            return None;
        }
        let factor = count.over.factor.times(self.under[place].factor.inverse())?;
        let left: Vec<_> = self.under.iter().enumerate().filter(|(i, _)| *i != place).map(|(_, p)| p.text).collect();
        let slash = if left.is_empty() { "" } else { "/" };
        Some((Unit::new(&format!("{}{slash}{}", self.over.text, left.join("·"))), factor))
    }

    /// 6000元 ÷ 500元/月 is 12月: the unit of a whole by a rate.
    fn over_rate(&self, rate: &Self) -> Option<(Unit, Factor)> {
        let [under] = rate.under.as_slice() else { return None };
        if !self.under.is_empty() || self.over.base != rate.over.base {
            return None;
        }
        let factor = self.over.factor.times(rate.over.factor.inverse())?;
        Some((Unit::new(under.text), factor))
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor(from: &str, to: &str) -> Option<(i128, i128)> {
        Unit::new(from).factor_to(&Unit::new(to)).map(|f| (f.num, f.den))
    }

    #[test]
    fn money_converts_exactly() {
        assert_eq!(factor("万元", "元"), Some((10_000, 1)));
        assert_eq!(factor("分", "亿元"), Some((1, 10_000_000_000)));
        assert_eq!(factor("万元/月", "元/月"), Some((10_000, 1)));
        assert_eq!(factor("元/月", "元/年"), None);
    }

    #[test]
    fn areas_convert_exactly() {
        assert_eq!(factor("公顷", "亩"), Some((15, 1)));
        assert_eq!(factor("亩", "平方米"), Some((2000, 3)));
    }

    #[test]
    fn different_things_do_not_convert() {
        assert_eq!(factor("户", "人"), None);
        assert_eq!(factor("人", "人次"), None);
        assert_eq!(factor("人", "名"), Some((1, 1)));
        assert_eq!(factor("万户", "户"), Some((10_000, 1)));
    }

    #[test]
    fn products_and_quotients_have_units() {
        let unit = |text: &str| Unit::new(text);
        let product = |a: &str, b: &str| unit(a).product(&unit(b)).map(|(u, _)| u.text().to_owned());
        assert_eq!(product("元/人·月", "人").as_deref(), Some("元/月"));
        assert_eq!(product("元", "户").as_deref(), Some("元"));
        assert_eq!(product("户", "元").as_deref(), Some("元"));
        assert_eq!(product("元", "%").as_deref(), Some("元"));
        assert_eq!(product("户", "人"), None);
        assert_eq!(product("元", "元"), None);
        assert_eq!(unit("元").quotient(&unit("元/月")).0.text(), "月");
        let each = unit("元").quotient(&unit("户")).0;
        assert_eq!(each.text(), "元");
        assert!(each.factor_to(&unit("元/户")).is_some());
        assert!(each.factor_to(&unit("元/人")).is_none());
        assert_eq!(unit("户").quotient(&unit("万户")), (Unit::none(), Factor { num: 1, den: 10_000 }));
    }
}
