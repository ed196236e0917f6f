//! 按季 and 按月: the year's figure out of those of its parts, and whether both agree.
//!
//! What happened adds up (累计), what stood at a day does not: then the year's figure is that of the last day. Nothing is
//! added whose nature is not known.

use super::scope::World;
use crate::diagnostic::{Diagnostic, ResolveFault};
use crate::document::{self, Word, period_label};
use crate::expr::Value;
use crate::figures::{Nature, Quantity, Unit, total};

/// Units of what happens, which add up over time; of others (户, 人) only the writer knows.
const HAPPENINGS: &[&str] = &["人次", "户次", "次", "件", "例", "起", "场", "场次", "笔", "期"];

/// What a figure by periods is by its own word (性质), else by its unit.
pub(super) fn nature(typed: Option<Word>, unit: &Unit) -> Option<Nature> {
    let happens = unit.is_money() && !unit.is_rate() || HAPPENINGS.contains(&unit.text());
    let guessed = || Nature::guess(unit).or_else(|| happens.then_some(Nature::Cumulative));
    typed.and_then(Nature::parse).or_else(guessed)
}

impl World<'_> {
    /// The value of a figure with periods.
    pub(super) fn of_periods(&self, figure: &document::Figure, group: usize) -> Result<Value, Diagnostic> {
        let values = self.period_values(figure, group)?;
        let worked_out = Self::whole(figure, &values);
        if !figure.has_value {
            return worked_out.map(Value::Quantity);
        }
        let typed = self.figure(&figure.value, group)?;
        // A figure that periods don't make is the writer's own; one that they make must be what they make.
        if let (Ok(whole), Some(given)) = (worked_out, typed.quantity()) {
            Self::agree(figure, &given, &whole)?;
        }
        Ok(typed)
    }

    /// The figures of the periods that were typed, in their order.
    pub(super) fn period_values(
        &self,
        figure: &document::Figure,
        group: usize,
    ) -> Result<Vec<(usize, Quantity)>, Diagnostic> {
        let (Some(periods), Some(inner)) = (&figure.periods, self.below_figure(group, figure.name.as_str())) else {
            return Ok(Vec::new());
        };
        let mut values = Vec::new();
        for (part, _) in &periods.values {
            let value = self.value(inner, &period_label(periods.count, *part))?;
            values.extend(value.and_then(|value| value.quantity()).map(|quantity| (*part, quantity)));
        }
        Ok(values)
    }

    fn whole(figure: &document::Figure, values: &[(usize, Quantity)]) -> Result<Quantity, Diagnostic> {
        let name = || figure.name.as_str().to_owned();
        let placed = |code: crate::diagnostic::Code| match figure.name.span() {
            Some(span) => Diagnostic::at(span, code),
            None => Diagnostic::new(code),
        };
        let unit = values.iter().find_map(|(_, value)| Some(value.figure()?.unit().clone())).unwrap_or_default();
        match nature(figure.nature, &unit) {
            Some(Nature::Cumulative) => {
                total(values.iter().map(|(_, value)| value)).map_err(|fault| placed(fault.into()))
            }
            Some(Nature::EndOfPeriod | Nature::Standard) => {
                let last = values.iter().rev().find(|(_, value)| !value.is_not_reported()).or(values.last());
                Ok(last.map_or_else(Quantity::not_reported, |(_, value)| value.clone()))
            }
            Some(Nature::Ratio) => Err(placed(ResolveFault::RatioPeriods { name: name() }.into())),
            None if values.iter().all(|(_, value)| value.figure().is_none()) => Ok(Quantity::not_reported()),
            None => Err(placed(ResolveFault::NatureNeeded { name: name() }.into())),
        }
    }

    fn agree(figure: &document::Figure, given: &Quantity, whole: &Quantity) -> Result<(), Diagnostic> {
        let (Some(typed), Some(made)) = (given.figure(), whole.figure()) else { return Ok(()) };
        if typed.marks().uncertain() || made.marks().uncertain() {
            return Ok(());
        }
        let equal = typed.compare(made).is_ok_and(|comparison| comparison.equal);
        if equal {
            return Ok(());
        }
        let fault = ResolveFault::PeriodsDiffer {
            name: figure.name.as_str().to_owned(),
            typed: given.to_string(),
            made: whole.to_string(),
        };
        Err(match figure.value.span() {
            Some(span) => Diagnostic::at(span, fault),
            None => Diagnostic::new(fault),
        })
    }
}
