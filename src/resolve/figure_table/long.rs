//! 长表: a row for each figure, 其中 below it.

use super::super::Resolver;
use super::{Asked, Sum, change, headed, named, number, placed, row, unit_of};
use crate::paper::{Alignment, Cell, PaperFigure, Row, RowKind, Table};
use crate::text::Text;

impl Resolver<'_, '_> {
    pub(super) fn long(&mut self, asked: &Asked) -> Table {
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
        }
        for name in &asked.table.totals {
            let total = self.summed(name, asked).map(|sum| total_line(asked, name, &sum));
            table.rows.extend(total);
        }
        table
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

fn total_line(asked: &Asked, name: &Text, sum: &Sum) -> Row {
    let unit = unit_of(&sum.value);
    let cell = |shown: &str| Cell::of(Text::derived(shown, name.span().unwrap_or(asked.span())));
    let mut cells = Vec::new();
    if asked.is_named() {
        cells.push(cell("合计"));
        cells.push(Cell::of(name.clone()));
    } else {
        let mut label = Text::derived("合计：", name.span().unwrap_or(asked.span()));
        label.append(name);
        cells.push(Cell::of(label));
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
