//! 宽表: a row for each 分项, a column for each figure; with 同比, three columns for each.

use super::super::Resolver;
use super::{Asked, NOTHING, Sum, change, column, number, placed, row, unit_of};
use crate::figures::Unit;
use crate::paper::{Alignment, Cell, Column, PaperFigure, RowKind, Table};
use crate::text::Text;

/// A column: a figure's name, or a part's below it.
struct Name {
    /// The figure.
    figure: String,
    /// The part of it (其中).
    part: Option<String>,
    /// As it is printed.
    shown: Text,
    /// The unit of all its figures; none if they differ, so that each says its own.
    unit: Option<Unit>,
}

impl Name {
    fn find<'f>(&self, figures: &'f [PaperFigure]) -> Option<&'f PaperFigure> {
        let figure = figures.iter().find(|figure| figure.name.as_str() == self.figure)?;
        match &self.part {
            None => Some(figure),
            Some(part) => figure.parts.iter().find(|known| known.name.as_str() == part),
        }
    }

    /// The name with its unit in brackets.
    fn head(&self) -> Text {
        let mut text = self.shown.clone();
        if let (Some(unit), Some(span)) = (self.unit.as_ref().filter(|unit| !unit.is_bare()), self.shown.span()) {
            text.push_derived(&format!("（{}）", unit.text()), span);
        }
        text
    }
}

impl Resolver<'_, '_> {
    pub(super) fn wide(&mut self, asked: &Asked) -> Table {
        let names = names(asked);
        let mut table = Table { columns: columns(asked, names.len()), ..Table::headed(asked.span(), Vec::new()) };
        table.head = head(asked, &names);
        // The block's own figures stand below its items, as what they come to.
        let (own, items): (Vec<_>, Vec<_>) = asked.groups.iter().partition(|group| group.name.is_none());
        for group in items.into_iter().chain(own) {
            let mut cells = Vec::new();
            if asked.is_named() {
                cells.push(Cell::of(group.name.clone().unwrap_or_else(|| asked.derived("总计"))));
            }
            cells.extend(names.iter().flat_map(|name| figure_cells(asked, name, group.figures)));
            let kind = if group.name.is_none() && asked.is_named() { RowKind::Total } else { RowKind::Plain };
            table.rows.push(row(kind, cells));
        }
        if !asked.table.totals.is_empty() {
            let total = self.wide_total(asked, &names);
            table.rows.extend(total);
        }
        table
    }

    /// One row with the sums of the figures that are to be added up.
    fn wide_total(&mut self, asked: &Asked, names: &[Name]) -> Option<crate::paper::Row> {
        let span = asked.table.totals.first()?.span()?;
        let mut sums: Vec<(String, Sum)> = Vec::new();
        for name in &asked.table.totals {
            sums.extend(self.summed(name, asked).map(|sum| (name.as_str().to_owned(), sum)));
        }
        let cell = |shown: &str| Cell::of(Text::derived(shown, span));
        let mut cells = Vec::new();
        if asked.is_named() {
            cells.push(cell("合计"));
        }
        for name in names {
            let sum = sums.iter().find(|(known, _)| name.part.is_none() && *known == name.figure).map(|(_, sum)| sum);
            let unit = sum.map(|sum| name.unit.clone().unwrap_or_else(|| unit_of(&sum.value))).unwrap_or_default();
            let shown = |sum: &Sum| number(&sum.value, name.unit.as_ref().unwrap_or(&Unit::none()));
            cells.push(cell(&sum.map(shown).unwrap_or_default()));
            if asked.table.year_on_year {
                let last_year = sum.and_then(|sum| sum.last_year.as_ref());
                cells.push(cell(&last_year.map(|value| number(value, &unit)).unwrap_or_default()));
                cells.push(cell(&sum.map(|sum| change(&sum.value, sum.last_year.as_ref())).unwrap_or_default()));
            }
        }
        Some(row(RowKind::Total, cells))
    }
}

/// All figures' names in the order they are met, each with its parts.
fn names(asked: &Asked) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut add = |figure: &PaperFigure, part: Option<&PaperFigure>| {
        let of = part.unwrap_or(figure);
        let unit = of.value.figure().map(|figure| figure.unit().clone());
        let part = part.map(|part| part.name.as_str().to_owned());
        let known = names.iter_mut().find(|name| name.figure == figure.name.as_str() && name.part == part);
        match (known, unit) {
            (Some(_), None) => {}
            (Some(name), Some(unit)) => {
                // The first unit stands for all that convert to it.
                let same = |known: &Unit| known.is_bare() || unit.is_bare() || unit.factor_to(known).is_some();
                match &name.unit {
                    Some(known) if !same(known) => name.unit = None,
                    Some(known) if known.is_bare() => name.unit = Some(unit),
                    _ => {}
                }
            }
            (None, unit) => {
                let mut shown = Text::new();
                if let (Some(span), true) = (of.name.span(), part.is_some()) {
                    shown.push_derived("其中：", span);
                }
                shown.append(&of.name);
                let unit = Some(unit.unwrap_or_default());
                names.push(Name { figure: figure.name.as_str().to_owned(), part, shown, unit });
            }
        }
    };
    for figure in asked.all() {
        add(figure, None);
        figure.parts.iter().for_each(|part| add(figure, Some(part)));
    }
    // Parts stand behind the figure they are parts of, also where an item that has them comes late.
    let order: Vec<String> = names.iter().filter(|name| name.part.is_none()).map(|name| name.figure.clone()).collect();
    names.sort_by_key(|name| (order.iter().position(|figure| *figure == name.figure), name.part.is_some()));
    names
}

fn columns(asked: &Asked, count: usize) -> Vec<Column> {
    let first = asked.is_named().then(|| column(Alignment::Left));
    let each = if asked.table.year_on_year { 3 } else { 1 };
    first.into_iter().chain(std::iter::repeat_n(column(Alignment::Point), count * each)).collect()
}

/// One row of heads; with 同比 two, the name over its three columns.
fn head(asked: &Asked, names: &[Name]) -> Vec<Vec<Option<Cell>>> {
    let label = asked.is_named().then(|| Cell::of(asked.derived("项目")));
    if !asked.table.year_on_year {
        let heads = names.iter().map(|name| Cell::of(name.head()));
        return vec![label.into_iter().chain(heads).map(Some).collect()];
    }
    let mut rows = vec![Vec::new(), Vec::new()];
    if let Some(label) = label {
        rows[0].push(Some(label.over(1, 2)));
        rows[1].push(None);
    }
    for name in names {
        rows[0].extend([Some(Cell::of(name.head()).over(3, 1)), None, None]);
        rows[1].extend(["本年", "上年", "同比"].map(|word| Some(Cell::of(asked.derived(word)))));
    }
    rows
}

fn figure_cells(asked: &Asked, name: &Name, figures: &[PaperFigure]) -> Vec<Cell> {
    let figure = name.find(figures);
    let unit = name.unit.clone().unwrap_or_default();
    let cell = |shown: &str| match figure {
        Some(figure) => placed(shown, figure, asked.span()),
        None => Cell::of(asked.derived(shown)),
    };
    let now = figure.map_or_else(|| NOTHING.to_owned(), |figure| number(&figure.value, &unit));
    let mut cells = vec![cell(&now)];
    if asked.table.year_on_year {
        let before = figure.and_then(|figure| figure.last_year.as_ref());
        cells.push(cell(&before.map_or_else(|| NOTHING.to_owned(), |value| number(value, &unit))));
        cells.push(cell(&figure.map_or_else(|| NOTHING.to_owned(), |figure| change(&figure.value, before))));
    }
    cells
}
