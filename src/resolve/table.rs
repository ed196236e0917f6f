//! 表: the figures of a 统计 as a plain table, a row for each figure. Nothing is added up unless asked for.

use super::Resolver;
use super::scope::View;
use crate::diagnostic::{Diagnostic, ResolveFault};
use crate::document::{FigureTable, Statistics};
use crate::figures::{Nature, Quantity, total};
use crate::paper::{Alignment, Block, Cell, Column, PaperFigure, Row, RowKind, Table};
use crate::source::Span;
use crate::text::Text;

impl Resolver<'_, '_> {
    pub(super) fn figure_table(
        &mut self,
        table: &FigureTable,
        statistics: &Statistics,
        shown: &Block,
        view: &View,
    ) -> Option<Table> {
        let groups: Vec<(Option<&Text>, &[PaperFigure])> = std::iter::once((None, shown.figures.as_slice()))
            .chain(
                statistics
                    .items
                    .iter()
                    .zip(&shown.children)
                    .map(|(item, child)| (Some(&item.name), child.figures.as_slice())),
            )
            .filter(|(_, figures)| !figures.is_empty())
            .collect();
        let all = || groups.iter().flat_map(|(_, figures)| figures.iter());
        if all().next().is_none() {
            self.report.push(Diagnostic::at(table.span, ResolveFault::EmptyTable));
            return None;
        }
        let form = Form {
            named: groups.iter().any(|(name, _)| name.is_some()),
            last_year: all().any(|figure| figure.last_year.is_some()),
            span: table.span,
        };
        let mut rows = Vec::new();
        for (name, figures) in &groups {
            for (i, figure) in figures.iter().enumerate() {
                let name = name.filter(|_| i == 0).map(|name| self.text(name, view));
                rows.push(Row::plain(cells(form.row(name, figure))));
            }
        }
        for name in &table.totals {
            let total = self.figure_total(name, &all().collect::<Vec<_>>(), form);
            rows.extend(total.map(|row| Row { kind: RowKind::Total, ..Row::plain(cells(row)) }));
        }
        let caption = table.title.as_ref().map(|title| self.text(title, view));
        let (head, columns) = form.head();
        Some(Table { caption, columns, rows, ..Table::headed(table.span, head) })
    }

    fn figure_total(&mut self, name: &Text, figures: &[&PaperFigure], form: Form) -> Option<Vec<Text>> {
        let span = name.span()?;
        let found: Vec<_> = figures.iter().filter(|figure| figure.name.as_str() == name.as_str()).collect();
        if found.is_empty() {
            let known = figures.iter().map(|figure| figure.name.as_str());
            let near = crate::document::nearest::nearest(name.as_str(), known).map(str::to_owned);
            let fault = ResolveFault::UnknownTotal { name: name.as_str().to_owned(), near };
            self.report.push(Diagnostic::at(span, fault));
            return None;
        }
        let natures = found.iter().filter_map(|figure| figure.nature.and_then(Nature::parse));
        if let Some(nature) = natures.into_iter().find(|n| matches!(n, Nature::Standard | Nature::Ratio)) {
            self.report.push(Diagnostic::at(span, crate::diagnostic::FigureFault::NotAdditive { nature }));
            return None;
        }
        match total(found.iter().map(|figure| &figure.value)) {
            Ok(sum) => Some(form.total(name, &sum)),
            Err(fault) => {
                self.report.push(Diagnostic::at(span, fault));
                None
            }
        }
    }
}

fn cells(texts: Vec<Text>) -> Vec<Cell> {
    texts.into_iter().map(Cell::of).collect()
}

/// Which columns there are.
#[derive(Clone, Copy)]
struct Form {
    named: bool,
    last_year: bool,
    span: Span,
}

impl Form {
    fn head(self) -> (Vec<Text>, Vec<Column>) {
        let mut columns = Vec::new();
        if self.named {
            columns.push(("项目", Alignment::Left));
        }
        columns.extend([("指标", Alignment::Left), ("数量", Alignment::Point)]);
        if self.last_year {
            columns.push(("上年", Alignment::Point));
        }
        columns.push(("单位", Alignment::Center));
        let column = |alignment| Column { alignment: Some(alignment), width: None };
        columns.into_iter().map(|(name, alignment)| (Text::derived(name, self.span), column(alignment))).unzip()
    }

    fn row(self, name: Option<Text>, figure: &PaperFigure) -> Vec<Text> {
        let mut row = Vec::new();
        if self.named {
            row.push(name.unwrap_or_default());
        }
        row.push(figure.name.clone());
        let (number, unit) = apart(&figure.value);
        row.push(derived(&number, &figure.text, self.span));
        if self.last_year {
            let last_year = figure.last_year.as_ref().map(|value| apart(value).0).unwrap_or_default();
            row.push(derived(&last_year, &figure.text, self.span));
        }
        row.push(derived(&unit, &figure.text, self.span));
        row
    }

    fn total(self, name: &Text, sum: &Quantity) -> Vec<Text> {
        let span = name.span().unwrap_or(self.span);
        let mut row = Vec::new();
        if self.named {
            row.push(Text::derived("合计", span));
        }
        row.push(name.clone());
        let (number, unit) = apart(sum);
        row.push(Text::derived(&number, span));
        if self.last_year {
            row.push(Text::new());
        }
        row.push(Text::derived(&unit, span));
        row
    }
}

/// A part of a figure, with the figure's place.
fn derived(part: &str, figure: &Text, otherwise: Span) -> Text {
    Text::derived(part, figure.span().unwrap_or(otherwise))
}

/// Number and unit, each as it is printed.
fn apart(value: &Quantity) -> (String, String) {
    let shown = value.to_string();
    let unit = value.figure().map(|figure| figure.unit().text().to_owned()).unwrap_or_default();
    match shown.strip_suffix(unit.as_str()) {
        Some(number) if !unit.is_empty() => (number.trim_end().to_owned(), unit),
        _ => (shown, String::new()),
    }
}
