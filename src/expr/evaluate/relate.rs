//! Comparing two values, and counting days.

use std::cmp::Ordering;

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

use crate::dates::TypedDate;
use crate::diagnostic::code::{Code, ExprFault};
use crate::expr::tree::Relation;
use crate::expr::value::Value;
use crate::figures::{Figure, Marks, Quantity};

/// What a comparison came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::expr) struct Related {
    /// Whether it holds; not if one side is 未报 (but then ≠ does).
    pub(in crate::expr) holds: bool,
    /// It holds only because a quotient was rounded.
    pub(in crate::expr) after_rounding: bool,
    /// How far it can be relied on.
    pub(in crate::expr) doubt: Doubt,
}

/// Why a comparison may say nothing, from least to most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::expr) enum Doubt {
    /// It says what it says.
    #[default]
    None,
    /// A side is inexact.
    Inexact,
    /// A side is a total without what is 未报.
    Incomplete,
    /// A side is 未报.
    NotReported,
}

/// Compares two values; text is read as a figure or a date if the other side is one.
///
/// # Errors
/// The values are of kinds, or have units, that can't be compared.
pub(in crate::expr) fn relate(left: &Value, relation: Relation, right: &Value) -> Result<Related, Code> {
    if let (Some(a), Some(b)) = (as_quantity(left, right), as_quantity(right, left)) {
        return quantities(&a, relation, &b);
    }
    let kinds = || ExprFault::Kinds { operator: relation.sign(), left: left.kind(), right: right.kind() };
    let plain =
        |ordering: Ordering| Related { holds: decide(relation, ordering, ordering.is_eq()), ..Related::default() };
    if let (Some(a), Some(b)) = (as_date(left, right), as_date(right, left)) {
        return Ok(plain(a.cmp(&b)));
    }
    let unordered = matches!(relation, Relation::Equal | Relation::NotEqual);
    match (left, right) {
        (Value::Text(a), Value::Text(b)) if unordered => Ok(plain(a.trim().cmp(b.trim()))),
        (Value::Flag(a), Value::Flag(b)) if unordered => Ok(plain(a.cmp(b))),
        _ => Err(kinds().into()),
    }
}

/// The day so many days later (or earlier, by the sign); none if the figure does not count days.
pub(super) fn shifted(day: Date, figure: &Figure, sign: i64) -> Option<Date> {
    let counts_days = matches!(figure.unit().text(), "" | "天" | "日") && figure.value().is_integer();
    let days = figure.value().to_i64().filter(|days| counts_days && days.abs() < 3_000_000)?;
    day.checked_add((days * sign).days()).ok()
}

fn quantities(a: &Quantity, relation: Relation, b: &Quantity) -> Result<Related, Code> {
    let marks = a.marks().with(b.marks());
    let doubt = if a.is_not_reported() != b.is_not_reported() {
        Doubt::NotReported
    } else if marks.has(Marks::INCOMPLETE) {
        Doubt::Incomplete
    } else if marks.has(Marks::ABOUT) {
        Doubt::Inexact
    } else {
        Doubt::None
    };
    let mut related = Related { doubt, ..Related::default() };
    match a.compare(b)? {
        None => related.holds = relation == Relation::NotEqual,
        Some(comparison) => {
            related.holds = decide(relation, comparison.ordering, comparison.equal);
            let plain = decide(relation, comparison.ordering, comparison.ordering.is_eq());
            related.after_rounding = related.holds && !plain && comparison.after_rounding();
        }
    }
    Ok(related)
}

/// Strict relations look at the numbers as they are; others hold also after rounding.
fn decide(relation: Relation, ordering: Ordering, equal: bool) -> bool {
    match relation {
        Relation::Equal => equal,
        Relation::NotEqual => !equal,
        Relation::Less => ordering.is_lt(),
        Relation::LessOrEqual => ordering.is_lt() || equal,
        Relation::Greater => ordering.is_gt(),
        Relation::GreaterOrEqual => ordering.is_gt() || equal,
    }
}

fn as_quantity(value: &Value, other: &Value) -> Option<Quantity> {
    match value {
        Value::Text(text) if matches!(other, Value::Quantity(_)) => Quantity::parse(text).ok(),
        other => other.quantity(),
    }
}

fn as_date(value: &Value, other: &Value) -> Option<Date> {
    match value {
        Value::Date(date) => Some(*date),
        Value::Text(text) if matches!(other, Value::Date(_)) => TypedDate::parse(text).ok()?.day(),
        _ => None,
    }
}
