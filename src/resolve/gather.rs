//! Figures of one name, or of one 归类, from many blocks: what 合计(发放) adds up.
//!
//! A name stands for the figures of the 分项; a 统计 that has items of that name is not counted beside them, so that its
//! own figure can be their total. What does not add up is told before it is added: a rate, and numbers that stood at
//! different days.

use super::scope::World;
use crate::dates::{Period, TypedDate, shown};
use crate::diagnostic::{Diagnostic, FigureFault, ResolveFault, Role};
use crate::document::{self, Time};
use crate::expr::{Gather, Value};
use crate::figures::Nature;
use crate::source::Span;
use crate::text::Text;

impl<'a> World<'a> {
    /// The figures of a name, or of a 归类, in a group and below it, as group and name, in the order of the paper.
    pub(super) fn below(&self, group: usize, name: &str) -> Vec<(usize, &'a str)> {
        let named = self.holding(name);
        if named.is_empty() {
            let categorised = self.categorised(name).iter().filter(|(holder, _)| self.is_within(*holder, group));
            return categorised.copied().collect();
        }
        let within: Vec<_> = named.into_iter().filter(|(holder, _)| self.is_within(*holder, group)).collect();
        let has_items =
            |holder: usize| within.iter().any(|(other, _)| *other != holder && self.is_within(*other, holder));
        within.iter().filter(|(holder, _)| !has_items(*holder)).copied().collect()
    }

    /// The values of what [`World::below`] found.
    pub(super) fn gathered(
        &self,
        name: &str,
        found: &[(usize, &'a str)],
        wanted: Gather,
    ) -> Result<Option<Vec<Value>>, Diagnostic> {
        if wanted.adding {
            self.add_up(name, found)?;
        }
        let value = |(group, name): &(usize, &str)| {
            if wanted.last_year { self.last_year(*group, name) } else { self.value(*group, name) }
        };
        let values: Result<Vec<Option<Value>>, Diagnostic> = found.iter().map(value).collect();
        Ok(values?.into_iter().collect())
    }

    /// Whether the figures add up, by their nature and the days they stood at.
    fn add_up(&self, name: &str, found: &[(usize, &'a str)]) -> Result<(), Diagnostic> {
        if found.len() < 2 {
            return Ok(());
        }
        let mut first: Option<(String, Option<Span>)> = None;
        for (group, figure_name) in found {
            let Some(figure) = self.typed_figure(*group, figure_name) else { continue };
            let nature = self.nature(*group, figure);
            if let Some(nature) = nature.filter(|nature| matches!(nature, Nature::Standard | Nature::Ratio)) {
                let fault = Diagnostic::new(FigureFault::NotAdditive { nature });
                return Err(related(fault, figure.value.span(), Role::Figure));
            }
            let day = self.day(*group, figure).filter(|_| nature == Some(Nature::EndOfPeriod));
            let (Some(day), span) = (day, figure.value.span()) else { continue };
            match &first {
                Some((earlier, earlier_span)) if *earlier != day => {
                    let fault = ResolveFault::TotalOverTime { name: name.to_owned(), days: [earlier.clone(), day] };
                    let fault = related(Diagnostic::new(fault), *earlier_span, Role::Figure);
                    return Err(related(fault, span, Role::Figure));
                }
                Some(_) => {}
                None => first = Some((day, span)),
            }
        }
        Ok(())
    }

    fn nature(&self, group: usize, figure: &document::Figure) -> Option<Nature> {
        let declared = figure.nature.and_then(Nature::parse);
        declared.or_else(|| {
            let value = self.value(group, figure.name.as_str()).ok().flatten()?.quantity()?;
            Nature::guess(value.figure()?.unit())
        })
    }

    /// The day a figure stood at: its own 截至 or the end of its 期间, else that of what is around it.
    fn day(&self, group: usize, figure: &document::Figure) -> Option<String> {
        let around = std::iter::successors(Some(group), |group| self.parent(*group));
        let mut times = std::iter::once(&figure.time).chain(around.filter_map(|group| self.time(group)));
        times.find_map(last_day)
    }
}

fn last_day(time: &Time) -> Option<String> {
    let as_of = |text: &Text| Some(TypedDate::parse(text.as_str()).ok()?.to_string());
    let period = |text: &Text| Some(shown(Period::parse(text.as_str()).ok()?.last()));
    time.as_of.as_ref().and_then(as_of).or_else(|| time.period.as_ref().and_then(period))
}

fn related(fault: Diagnostic, span: Option<Span>, role: Role) -> Diagnostic {
    match span {
        Some(span) => fault.with_related(span, role),
        None => fault,
    }
}
