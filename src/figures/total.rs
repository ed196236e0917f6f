//! Totals and what else is made of many figures: 合计, 平均, 最大, 最小.
//!
//! 未报 is left out and marks the result incomplete; 无 and — are left out. No total is made unless asked for.

use std::cmp::Ordering;

use super::{Figure, Marks, Nature, Quantity};
use crate::diagnostic::code::FigureFault;

/// 合计: the sum, in the unit of the first figure. Of nothing it is 0; of nothing but 未报 it is 未报.
///
/// # Errors
/// The units measure different things, or the sum has too many digits.
pub fn total<'a>(items: impl IntoIterator<Item = &'a Quantity>) -> Result<Quantity, FigureFault> {
    let items: Vec<_> = items.into_iter().collect();
    reduce(&items, Figure::plus)
}

/// 合计 of one figure's values in several periods.
///
/// # Errors
/// As [`total`], and if figures of this nature do not add up over time: four quarters' 户数 are not a year's.
pub fn total_over_time<'a>(
    nature: Option<Nature>,
    items: impl IntoIterator<Item = &'a Quantity>,
) -> Result<Quantity, FigureFault> {
    match nature {
        Some(nature) if !nature.adds_over_time() => Err(FigureFault::NotAdditive { nature }),
        _ => total(items),
    }
}

/// 平均: the sum divided by how many there are, without 未报, 无 and —.
///
/// # Errors
/// As [`total`].
pub fn average<'a>(items: impl IntoIterator<Item = &'a Quantity>) -> Result<Quantity, FigureFault> {
    let items: Vec<_> = items.into_iter().collect();
    let count = items.iter().filter(|item| item.figure().is_some()).count();
    match reduce(&items, Figure::plus)? {
        Quantity::Figure(sum) if count > 0 => sum.over(&Figure::bare(count)).map(Quantity::Figure),
        other => Ok(other),
    }
}

/// 最大: the largest figure, as it was typed.
///
/// # Errors
/// The units measure different things.
pub fn largest<'a>(items: impl IntoIterator<Item = &'a Quantity>) -> Result<Quantity, FigureFault> {
    let items: Vec<_> = items.into_iter().collect();
    reduce(&items, |a, b| pick(a, b, Ordering::Less))
}

/// 最小: the smallest figure, as it was typed.
///
/// # Errors
/// The units measure different things.
pub fn smallest<'a>(items: impl IntoIterator<Item = &'a Quantity>) -> Result<Quantity, FigureFault> {
    let items: Vec<_> = items.into_iter().collect();
    reduce(&items, |a, b| pick(a, b, Ordering::Greater))
}

fn pick(a: &Figure, b: &Figure, take_second: Ordering) -> Result<Figure, FigureFault> {
    let second = a.compare(b)?.ordering == take_second;
    Ok(if second { b.clone() } else { a.clone() })
}

fn reduce(
    items: &[&Quantity],
    join: impl Fn(&Figure, &Figure) -> Result<Figure, FigureFault>,
) -> Result<Quantity, FigureFault> {
    let incomplete = items.iter().any(|item| item.is_not_reported());
    let mut figures = items.iter().filter_map(|item| item.figure());
    let Some(first) = figures.next() else {
        let unknown = items.iter().find(|item| item.is_not_reported()).or(items.first());
        return Ok(unknown.map_or_else(|| Figure::bare(0).into(), |item| (*item).clone()));
    };
    let result = figures.try_fold(first.clone(), |sum, figure| join(&sum, figure))?;
    Ok(if incomplete { result.marked(Marks::INCOMPLETE) } else { result }.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &[&str]) -> Vec<Quantity> {
        typed.iter().map(|typed| Quantity::parse(typed).expect("a quantity")).collect()
    }

    #[test]
    fn the_ten_amounts_of_the_third_plan_add_up() {
        let amounts = read(&[
            "1775475元",
            "8325元",
            "36800元",
            "384560.63元",
            "120600元",
            "36060元",
            "61440元",
            "845225元",
            "301140元",
            "21800元",
        ]);
        assert_eq!(total(&amounts).expect("a total").to_string(), "3591425.63元");
    }

    #[test]
    fn not_reported_makes_a_total_incomplete_and_is_never_zero() {
        let sum = total(&read(&["50户", "未报", "无", "43户"])).expect("a total");
        assert_eq!(sum.to_string(), "93户");
        assert!(sum.marks().has(Marks::INCOMPLETE));
        assert!(total(&read(&["未报", "—"])).expect("unknown").is_not_reported());
    }

    #[test]
    fn averages_and_extremes() {
        let items = read(&["1万元", "未报", "5000元"]);
        assert_eq!(average(&items).expect("an average").to_string(), "0.75万元");
        assert_eq!(largest(&items).expect("the largest").to_string(), "1万元");
        assert_eq!(smallest(&items).expect("the smallest").to_string(), "5000元");
    }

    #[test]
    fn households_do_not_add_up_over_time() {
        let quarters = read(&["522户", "525户"]);
        let fault = total_over_time(Some(Nature::EndOfPeriod), &quarters);
        assert_eq!(fault, Err(FigureFault::NotAdditive { nature: Nature::EndOfPeriod }));
        assert!(total_over_time(Some(Nature::Cumulative), &quarters).is_ok());
    }
}
