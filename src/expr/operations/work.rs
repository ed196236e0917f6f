//! What the functions and filters do with their arguments.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Misfit;
use crate::diagnostic::code::{Calculation, FigureFault};
use crate::expr::MAX_BLANK;
use crate::expr::value::Value;
use crate::figures::{Figure, Quantity, Unit, average, chinese, largest, smallest, total};

type Worked = Result<Value, Misfit>;

/// The most decimals that can be asked for.
const MAX_DECIMALS: usize = 10;

/// Decimals of a percentage unless asked otherwise.
const PERCENT_DECIMALS: usize = 1;

fn all_quantities(values: &[Value]) -> Result<Vec<Quantity>, Misfit> {
    let lists = values.iter().map(|value| value.quantities().ok_or(Misfit::Kind(value.kind())));
    Ok(lists.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

fn quantity(value: &Value) -> Result<Quantity, Misfit> {
    value.quantity().ok_or(Misfit::Kind(value.kind()))
}

/// A small whole number given as an argument, or the default if none is.
fn count(value: Option<&Value>, default: usize, most: usize) -> Result<usize, Misfit> {
    let Some(value) = value else { return Ok(default) };
    let number = quantity(value)?.figure().map(Figure::value).filter(Decimal::is_integer);
    number.and_then(|number| number.to_usize()).filter(|n| *n <= most).ok_or(Misfit::Kind(value.kind()))
}

fn decimals(value: Option<&Value>, default: usize) -> Result<u32, Misfit> {
    count(value, default, MAX_DECIMALS).map(|decimals| u32::try_from(decimals).unwrap_or(0))
}

/// Applies to the figure; 未报, 无 and — stay what they are.
fn on_figure(value: &Value, work: impl FnOnce(&Figure) -> Worked) -> Worked {
    match quantity(value)? {
        Quantity::Figure(figure) => work(&figure),
        missing @ Quantity::Missing { .. } => Ok(missing.into()),
    }
}

fn figure(figure: Figure) -> Value {
    Value::Quantity(figure.into())
}

pub(super) fn sum(values: &[Value]) -> Worked {
    Ok(total(&all_quantities(values)?)?.into())
}

pub(super) fn mean(values: &[Value]) -> Worked {
    Ok(average(&all_quantities(values)?)?.into())
}

pub(super) fn most(values: &[Value]) -> Worked {
    Ok(largest(&all_quantities(values)?)?.into())
}

pub(super) fn least(values: &[Value]) -> Worked {
    Ok(smallest(&all_quantities(values)?)?.into())
}

/// How many there are, without 未报, 无 and —.
#[expect(clippy::unnecessary_wraps, reason = "all functions of the table have one signature")]
pub(super) fn how_many(values: &[Value]) -> Worked {
    fn counted(value: &Value) -> usize {
        match value {
            Value::List(values) => values.iter().map(counted).sum(),
            Value::Quantity(Quantity::Missing { .. }) => 0,
            _ => 1,
        }
    }
    Ok(figure(Figure::bare(values.iter().map(counted).sum::<usize>())))
}

pub(super) fn share(values: &[Value]) -> Worked {
    let part = quantity(&values[0])?.over(&quantity(&values[1])?)?;
    match part {
        Quantity::Figure(part) if part.unit().is_bare() => Ok(figure(part.converted(&Unit::new("%"))?)),
        Quantity::Figure(_) => {
            let (left, right) = (values[0].display(), values[1].display());
            Err(FigureFault::Units { calculation: Calculation::Divide, left, right }.into())
        }
        missing @ Quantity::Missing { .. } => Ok(missing.into()),
    }
}

pub(super) fn blank(values: &[Value]) -> Worked {
    count(values.first(), 4, MAX_BLANK).map(Value::Blank)
}

#[expect(clippy::unnecessary_wraps, reason = "all functions of the table have one signature")]
pub(super) fn note(values: &[Value]) -> Worked {
    Ok(Value::Note(values[0].display()))
}

#[expect(clippy::unnecessary_wraps, reason = "all functions of the table have one signature")]
pub(super) fn default(values: &[Value]) -> Worked {
    let missing = match &values[0] {
        Value::Quantity(Quantity::Missing { .. }) => true,
        Value::Text(text) => text.trim().is_empty(),
        _ => false,
    };
    Ok(values[usize::from(missing)].clone())
}

pub(super) fn round(values: &[Value]) -> Worked {
    let decimals = decimals(values.get(1), 0)?;
    match &values[0] {
        Value::Change(change) => Ok(Value::Change(change.clone().with_decimals(decimals))),
        other => on_figure(other, |number| Ok(figure(number.rounded(decimals)))),
    }
}

pub(super) fn percent(values: &[Value]) -> Worked {
    let asked = decimals(values.get(1), PERCENT_DECIMALS)?;
    match &values[0] {
        Value::Change(change) => Ok(Value::Change(change.clone().with_decimals(asked))),
        other => on_figure(other, |number| {
            let percent = number.converted(&Unit::new("%"))?;
            if percent.unit().is_percent() && number.unit().is_bare() || values.len() > 1 {
                let rounded = percent.rounded(asked);
                return Ok(figure(if values.len() > 1 { rounded } else { rounded.without_places() }));
            }
            Ok(figure(percent))
        }),
    }
}

pub(super) fn absolute(values: &[Value]) -> Worked {
    on_figure(&values[0], |number| Ok(figure(number.absolute())))
}

pub(super) fn number(values: &[Value]) -> Worked {
    on_figure(&values[0], |number| Ok(figure(number.without_unit())))
}

pub(super) fn unit(values: &[Value]) -> Worked {
    Ok(Value::Text(quantity(&values[0])?.figure().map_or("", |number| number.unit().text()).to_owned()))
}

pub(super) fn thousands(values: &[Value]) -> Worked {
    on_figure(&values[0], |number| Ok(Value::Text(number.grouped())))
}

pub(super) fn to_unit(value: &Value, unit: &str) -> Worked {
    on_figure(value, |number| Ok(figure(number.converted(&Unit::new(unit))?)))
}

pub(super) fn convert(values: &[Value]) -> Worked {
    match &values[1] {
        Value::Text(unit) => to_unit(&values[0], unit),
        other => Err(Misfit::Kind(other.kind())),
    }
}

pub(super) fn capital_amount(values: &[Value]) -> Worked {
    on_figure(&values[0], |number| {
        let yuan = number.converted(&Unit::new("元"))?;
        Ok(Value::Text(chinese::amount(yuan.value())))
    })
}

pub(super) fn chinese_number(values: &[Value]) -> Worked {
    on_figure(&values[0], |number| {
        Ok(Value::Text(format!("{}{}", chinese::number(number.value()), number.unit().text())))
    })
}

pub(super) fn chinese_year(values: &[Value]) -> Worked {
    match &values[0] {
        Value::Date(date) => Ok(Value::Text(chinese::year(&date.year().to_string()))),
        other => on_figure(other, |number| {
            Ok(Value::Text(format!("{}{}", chinese::year(&number.shown_number()), number.unit().text())))
        }),
    }
}

pub(super) fn chinese_date(values: &[Value]) -> Worked {
    let date = date(&values[0])?;
    let spelled = |number: i8| chinese::number(number.into());
    let year = chinese::year(&date.year().to_string());
    Ok(Value::Text(format!("{year}年{}月{}日", spelled(date.month()), spelled(date.day()))))
}

pub(super) fn year(values: &[Value]) -> Worked {
    Ok(figure(Figure::bare(i64::from(date(&values[0])?.year()))))
}

pub(super) fn month(values: &[Value]) -> Worked {
    Ok(figure(Figure::bare(i64::from(date(&values[0])?.month()))))
}

pub(super) fn year_month(values: &[Value]) -> Worked {
    let date = date(&values[0])?;
    Ok(Value::Text(format!("{}年{}月", date.year(), date.month())))
}

pub(super) fn month_day(values: &[Value]) -> Worked {
    let date = date(&values[0])?;
    Ok(Value::Text(format!("{}月{}日", date.month(), date.day())))
}

pub(super) fn day(values: &[Value]) -> Worked {
    Ok(figure(Figure::bare(i64::from(date(&values[0])?.day()))))
}

fn date(value: &Value) -> Result<Date, Misfit> {
    match value {
        Value::Date(date) => Ok(*date),
        other => Err(Misfit::Kind(other.kind())),
    }
}
