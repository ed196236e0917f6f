//! 长表: a row for each figure, 其中 below it.

use super::super::Resolver;
use super::{Asked, Sum, change, headed, named, number, placed, row, unit_of};
use crate::diagnostic::{Diagnostic, FigureFault, ResolveFault};
use crate::figures::{Nature, Quantity, total};
use crate::paper::{Alignment, Cell, PaperFigure, Row, RowKind, Table};
use crate::text::Text;

/// What lines of sums are called.
const TOTAL: &str = "合计";
const SUBTOTAL: &str = "小计";

impl Resolver<'_, '_> {
    pub(super) fn long(&mut self, asked: &Asked) -> Table {
        self.subtotals_are_known(asked);
        let mut head = Vec::new();
        if asked.is_named() {
            head.push((asked.derived("项目"), Alignment::Left));
        }
        head.push((asked.derived("指标"), Alignment::Left));
        head.push((asked.derived("数量"), Alignment::Point));
        if asked.has_last_year() {
            head.push((asked.derived("上年"), Alignment::Point));
        }
        if asked.table.year_on_year {
            head.push((asked.derived("同比"), Alignment::Point));
        }
        head.push((asked.derived("单位"), Alignment::Center));
        let mut table = headed(asked, head);
        for group in &asked.groups {
            for (i, figure) in group.figures.iter().enumerate() {
                let name = group.name.clone().filter(|_| i == 0).unwrap_or_default();
                table.rows.push(line(asked, name, figure, None));
                let parts = figure.parts.iter().enumerate();
                table.rows.extend(parts.map(|(i, part)| line(asked, Text::new(), part, Some(i))));
            }
            let subtotal = self.subtotal(asked, group.figures).map(|sum| sum_line(asked, SUBTOTAL, None, &sum));
            table.rows.extend(subtotal);
        }
        for name in &asked.table.totals {
            let total = self.summed(name, asked).map(|sum| sum_line(asked, TOTAL, Some(name), &sum));
            table.rows.extend(total);
        }
        table
    }

    /// The sum of those figures of an item that are asked for; none if there are fewer than two.
    fn subtotal(&mut self, asked: &Asked, figures: &[PaperFigure]) -> Option<Sum> {
        let names = &asked.table.subtotals;
        let span = names.first()?.span()?;
        let is_asked = |figure: &&PaperFigure| names.iter().any(|name| name.as_str() == figure.name.as_str());
        let added: Vec<&PaperFigure> = figures.iter().filter(is_asked).collect();
        if added.len() < 2 {
            return None;
        }
        let nature = |figure: &&PaperFigure| match figure.nature {
            Some(typed) => Nature::parse(typed),
            None => Nature::guess(&unit_of(&figure.value)),
        };
        let nature = added.iter().filter_map(nature).find(|nature| nature.adds_to_nothing());
        let sum = match nature {
            Some(nature) => Err(FigureFault::NotAdditive { nature }),
            None => total(added.iter().map(|figure| &figure.value)),
        };
        let value = sum.map_err(|fault| self.report.push(Diagnostic::at(span, fault))).ok()?;
        let before: Option<Vec<&Quantity>> = added.iter().map(|figure| figure.last_year.as_ref()).collect();
        let last_year = before.and_then(|values| total(values).ok());
        Some(Sum { value, last_year })
    }

    /// Tells names of 小计 that no item has.
    fn subtotals_are_known(&mut self, asked: &Asked) {
        for name in &asked.table.subtotals {
            let known = || asked.all().map(|figure| figure.name.as_str());
            let (Some(span), false) = (name.span(), known().any(|known| known == name.as_str())) else { continue };
            let near = crate::document::nearest::nearest(name.as_str(), known()).map(str::to_owned);
            let fault = ResolveFault::UnknownTotal { name: name.as_str().to_owned(), near };
            self.report.push(Diagnostic::at(span, fault));
        }
    }
}

fn line(asked: &Asked, name: Text, figure: &PaperFigure, part: Option<usize>) -> Row {
    let unit = unit_of(&figure.value);
    let cell = |shown: &str| placed(shown, figure, asked.span());
    let mut cells = Vec::new();
    if asked.is_named() {
        cells.push(Cell::of(name));
    }
    cells.push(named(figure, part));
    cells.push(cell(&number(&figure.value, &unit)));
    if asked.has_last_year() {
        cells.push(cell(&figure.last_year.as_ref().map(|value| number(value, &unit)).unwrap_or_default()));
    }
    if asked.table.year_on_year {
        cells.push(cell(&change(&figure.value, figure.last_year.as_ref())));
    }
    cells.push(cell(unit.text()));
    row(if part.is_some() { RowKind::OfWhich } else { RowKind::Plain }, cells)
}

/// A line of sums: 合计 with the figure's name, 小计 without.
fn sum_line(asked: &Asked, label: &str, name: Option<&Text>, sum: &Sum) -> Row {
    let unit = unit_of(&sum.value);
    let span = name.and_then(Text::span).unwrap_or(asked.span());
    let cell = |shown: &str| Cell::of(Text::derived(shown, span));
    let mut cells = Vec::new();
    match (asked.is_named(), name) {
        (true, Some(name)) => cells.extend([cell(label), Cell::of(name.clone())]),
        (true, None) => cells.extend([cell(""), cell(label)]),
        (false, None) => cells.push(cell(label)),
        (false, Some(name)) => {
            let mut label = Text::derived(&format!("{label}："), span);
            label.append(name);
            cells.push(Cell::of(label));
        }
    }
    cells.push(cell(&number(&sum.value, &unit)));
    if asked.has_last_year() {
        cells.push(cell(&sum.last_year.as_ref().map(|value| number(value, &unit)).unwrap_or_default()));
    }
    if asked.table.year_on_year {
        cells.push(cell(&change(&sum.value, sum.last_year.as_ref())));
    }
    cells.push(cell(unit.text()));
    row(RowKind::Total, cells)
}
