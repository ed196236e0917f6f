//! 按季 and 按月: a row for each figure, a column for each part of the year, and the year's figure where it adds up.

use super::super::Resolver;
use super::super::periods::nature;
use super::{Asked, NOTHING, Sum, change, headed, named, number, placed, row, unit_of};
use crate::diagnostic::{Diagnostic, FigureFault, ResolveFault};
use crate::document::period_label;
use crate::figures::{Nature, Quantity, Unit, total};
use crate::paper::{Alignment, Cell, PaperFigure, Row, RowKind, Table};
use crate::text::Text;

/// The columns of the parts of the year.
#[derive(Clone, Copy)]
struct Year {
    /// How many parts a year has.
    parts: usize,
    /// How many of them have columns.
    shown: usize,
    /// Whether there is a column for the year.
    whole: bool,
}

impl Resolver<'_, '_> {
    /// The table; none, and told, if no figure has such parts.
    pub(super) fn by_periods(&mut self, asked: &Asked, parts: usize) -> Option<Table> {
        let with_parts = || every(asked).into_iter().filter(|figure| of(figure, parts).is_some());
        let last = with_parts().filter_map(|figure| of(figure, parts)?.last().map(|(part, _)| part + 1)).max();
        let Some(last) = last else {
            let style = if parts == 4 { "按季" } else { "按月" };
            self.report.push(Diagnostic::at(asked.span(), ResolveFault::NoPeriods { style }));
            return None;
        };
        let shown = if parts == 4 { 4 } else { last };
        let whole = every(asked).into_iter().any(adds_up);
        let year = Year { parts, shown, whole };
        let mut table = headed(asked, head(asked, year, last == parts));
        for group in &asked.groups {
            for (i, figure) in group.figures.iter().enumerate() {
                let name = group.name.clone().filter(|_| i == 0).unwrap_or_default();
                table.rows.push(line(asked, year, name, (figure, None)));
                let parts = figure.parts.iter().enumerate();
                table.rows.extend(parts.map(|(i, part)| line(asked, year, Text::new(), (part, Some(i)))));
            }
        }
        for name in &asked.table.totals {
            let total = self.total_of_periods(asked, year, name);
            table.rows.extend(total);
        }
        Some(table)
    }

    /// The sums of a figure: of each part of the year, and of the year if it adds up over time.
    fn total_of_periods(&mut self, asked: &Asked, year: Year, name: &Text) -> Option<Row> {
        let span = name.span()?;
        let in_items = asked.groups.iter().filter(|group| group.name.is_some() || !asked.is_named());
        let found: Vec<&PaperFigure> =
            in_items.flat_map(|group| group.figures).filter(|figure| figure.name.as_str() == name.as_str()).collect();
        let natures: Vec<Option<Nature>> = found.iter().map(|figure| its_nature(figure)).collect();
        if let Some(nature) = natures.iter().flatten().find(|n| matches!(n, Nature::Standard | Nature::Ratio)) {
            self.report.push(Diagnostic::at(span, FigureFault::NotAdditive { nature: *nature }));
            return None;
        }
        let Sum { value, last_year } = if found.is_empty() || natures.iter().all(|n| *n == Some(Nature::Cumulative)) {
            self.summed(name, asked)?
        } else {
            Sum { value: Quantity::not_reported(), last_year: None }
        };
        let mut sums = Vec::new();
        for part in 0..year.shown {
            let values: Vec<&Quantity> = found.iter().filter_map(|figure| at(figure, year.parts, part)).collect();
            match total(values.iter().copied()) {
                Ok(sum) => sums.push((!values.is_empty()).then_some(sum)),
                Err(fault) => {
                    self.report.push(Diagnostic::at(span, fault));
                    return None;
                }
            }
        }
        let unit = sums.iter().flatten().chain([&value]).find_map(|sum| sum.figure()).map(|sum| sum.unit().clone());
        let sum = Sum { value, last_year };
        Some(total_line(asked, year, name, &Summed { sums, sum, unit: unit.unwrap_or_default() }))
    }
}

/// Sums of the parts of the year, and of the year.
struct Summed {
    sums: Vec<Option<Quantity>>,
    sum: Sum,
    unit: Unit,
}

/// All figures and their parts.
fn every<'a>(asked: &'a Asked) -> Vec<&'a PaperFigure> {
    asked.all().flat_map(|figure| std::iter::once(figure).chain(&figure.parts)).collect()
}

/// The figures of the parts of a year, if it is parted so.
fn of(figure: &PaperFigure, parts: usize) -> Option<&[(usize, Quantity)]> {
    let (count, values) = figure.periods.as_ref()?;
    (*count == parts).then_some(values.as_slice())
}

fn at(figure: &PaperFigure, parts: usize, part: usize) -> Option<&Quantity> {
    of(figure, parts)?.iter().find(|(known, _)| *known == part).map(|(_, value)| value)
}

fn its_nature(figure: &PaperFigure) -> Option<Nature> {
    nature(figure.nature, &unit_of(&figure.value))
}

/// Whether a figure has one for the year: it adds up, or it has no parts, so that it is the year's as it stands.
fn adds_up(figure: &PaperFigure) -> bool {
    match its_nature(figure) {
        _ if figure.periods.is_none() => true,
        Some(Nature::Cumulative) => true,
        // A ratio of the year is the writer's own.
        Some(Nature::Ratio) => figure.value.figure().is_some(),
        _ => false,
    }
}

fn head(asked: &Asked, year: Year, complete: bool) -> Vec<(Text, Alignment)> {
    let mut head = Vec::new();
    if asked.is_named() {
        head.push((asked.derived("项目"), Alignment::Left));
    }
    head.push((asked.derived("指标"), Alignment::Left));
    head.push((asked.derived("单位"), Alignment::Center));
    head.extend((0..year.shown).map(|part| (asked.derived(&period_label(year.parts, part)), Alignment::Point)));
    if year.whole {
        head.push((asked.derived(if complete { "全年" } else { "累计" }), Alignment::Point));
    }
    if asked.has_last_year() {
        head.push((asked.derived("上年"), Alignment::Point));
    }
    if asked.table.year_on_year {
        head.push((asked.derived("同比"), Alignment::Point));
    }
    head
}

fn line(asked: &Asked, year: Year, name: Text, (figure, part): (&PaperFigure, Option<usize>)) -> Row {
    let first = figure.periods.iter().flat_map(|(_, values)| values).find_map(|(_, value)| value.figure());
    let unit = first.map_or_else(|| unit_of(&figure.value), |figure| figure.unit().clone());
    let cell = |shown: &str| placed(shown, figure, asked.span());
    let mut cells = Vec::new();
    if asked.is_named() {
        cells.push(Cell::of(name));
    }
    cells.push(named(figure, part));
    cells.push(cell(unit.text()));
    let has_parts = of(figure, year.parts).is_some();
    cells.extend((0..year.shown).map(|part| match at(figure, year.parts, part) {
        Some(value) => cell(&number(value, &unit)),
        None => cell(if has_parts { "" } else { NOTHING }),
    }));
    if year.whole {
        let whole = if adds_up(figure) { number(&figure.value, &unit) } else { NOTHING.to_owned() };
        cells.push(cell(&whole));
    }
    if asked.has_last_year() {
        cells.push(cell(&figure.last_year.as_ref().map(|value| number(value, &unit)).unwrap_or_default()));
    }
    if asked.table.year_on_year {
        cells.push(cell(&change(&figure.value, figure.last_year.as_ref())));
    }
    row(if part.is_some() { RowKind::OfWhich } else { RowKind::Plain }, cells)
}

fn total_line(asked: &Asked, year: Year, name: &Text, summed: &Summed) -> Row {
    let cell = |shown: &str| Cell::of(Text::derived(shown, name.span().unwrap_or(asked.span())));
    let Sum { value, last_year } = &summed.sum;
    let known = value.figure().is_some();
    let mut cells = Vec::new();
    if asked.is_named() {
        cells.push(cell("合计"));
        cells.push(Cell::of(name.clone()));
    } else {
        let mut label = Text::derived("合计：", name.span().unwrap_or(asked.span()));
        label.append(name);
        cells.push(Cell::of(label));
    }
    cells.push(cell(summed.unit.text()));
    let sums = summed.sums.iter();
    cells.extend(sums.map(|sum| cell(&sum.as_ref().map(|sum| number(sum, &summed.unit)).unwrap_or_default())));
    if year.whole {
        cells.push(cell(&if known { number(value, &summed.unit) } else { NOTHING.to_owned() }));
    }
    if asked.has_last_year() {
        cells.push(cell(&last_year.as_ref().map(|value| number(value, &summed.unit)).unwrap_or_default()));
    }
    if asked.table.year_on_year {
        cells.push(cell(&if known { change(value, last_year.as_ref()) } else { NOTHING.to_owned() }));
    }
    row(RowKind::Total, cells)
}
