//! 表: the figures of a 统计 as a table, in one of four styles. Nothing is added up unless asked for.
//!
//! In: a 统计 with its figures worked out. Out: a [`Table`]. Numbers stand without their unit where a column or a row
//! says it; 未报 is printed as such, and what there is no number for as —.

use super::Resolver;
use super::scope::View;
use crate::diagnostic::{Diagnostic, ResolveFault};
use crate::document::{FigureTable, Statistics};
use crate::expr::Gather;
use crate::figures::{Change, Figure, Outcome, Quantity, Unit, total};
use crate::paper::{Alignment, Block, Cell, Column, PaperFigure, Row, RowKind, Table};
use crate::source::Span;
use crate::text::Text;

mod long;
mod periods;
mod wide;

/// What stands where there can be no number.
const NOTHING: &str = "—";

/// The figures of one 分项, or the block's own.
struct Group<'a> {
    name: Option<Text>,
    figures: &'a [PaperFigure],
}

/// What all styles need.
struct Asked<'a> {
    table: &'a FigureTable,
    groups: Vec<Group<'a>>,
    view: &'a View<'a>,
}

impl Asked<'_> {
    fn all(&self) -> impl Iterator<Item = &PaperFigure> {
        self.groups.iter().flat_map(|group| group.figures)
    }

    /// Whether there are 分项, so that rows have names.
    fn is_named(&self) -> bool {
        self.groups.iter().any(|group| group.name.is_some())
    }

    /// Whether last year's figures have a column.
    fn has_last_year(&self) -> bool {
        self.table.year_on_year || self.all().any(|figure| figure.last_year.is_some())
    }

    fn span(&self) -> Span {
        self.table.span
    }

    fn derived(&self, text: &str) -> Text {
        Text::derived(text, self.table.span)
    }
}

impl Resolver<'_, '_> {
    pub(super) fn figure_table(
        &mut self,
        table: &FigureTable,
        statistics: &Statistics,
        shown: &Block,
        view: &View,
    ) -> Option<Table> {
        let mut groups = vec![Group { name: None, figures: shown.figures.as_slice() }];
        for (item, child) in statistics.items.iter().zip(&shown.children) {
            groups.push(Group { name: Some(self.text(&item.name, view)), figures: child.figures.as_slice() });
        }
        groups.retain(|group| !group.figures.is_empty());
        if groups.is_empty() {
            self.report.push(Diagnostic::at(table.span, ResolveFault::EmptyTable));
            return None;
        }
        if let (Some(span), Some("wide" | "quarterly" | "monthly")) =
            (table.subtotals.first().and_then(Text::span), table.style)
        {
            self.report.push(Diagnostic::at(span, ResolveFault::SubtotalStyle));
        }
        let asked = Asked { table, groups, view };
        let made = match table.style {
            Some("wide") => self.wide(&asked),
            Some("quarterly") => self.by_periods(&asked, 4)?,
            Some("monthly") => self.by_periods(&asked, 12)?,
            _ => self.long(&asked),
        };
        Some(Table {
            caption: table.title.as_ref().map(|title| self.text(title, view)),
            unit: self.labelled_unit(table.unit.as_ref(), view),
            notes: self.labelled_notes(&table.notes, view),
            source: self.labelled_source(table.source.as_ref(), view),
            turned: table.turned,
            ..made
        })
    }

    /// The figures of a name that are to be added up, this year's and last year's; none if they don't add up.
    fn summed(&mut self, name: &Text, asked: &Asked) -> Option<Sum> {
        let span = name.span()?;
        let (world, group) = asked.view.here();
        let found = world.below(group, name.as_str());
        if found.is_empty() {
            let known = asked.all().map(|figure| figure.name.as_str());
            let near = crate::document::nearest::nearest(name.as_str(), known).map(str::to_owned);
            let fault = ResolveFault::UnknownTotal { name: name.as_str().to_owned(), near };
            self.report.push(Diagnostic::at(span, fault));
            return None;
        }
        let of = |last_year| -> Result<Option<Quantity>, Diagnostic> {
            let values = world.gathered(name.as_str(), &found, Gather { adding: true, last_year })?;
            let quantities: Option<Vec<Quantity>> =
                values.map(|values| values.iter().filter_map(crate::expr::Value::quantity).collect());
            Ok(match quantities {
                Some(quantities) => Some(total(&quantities).map_err(|fault| Diagnostic::at(span, fault))?),
                None => None,
            })
        };
        match (of(false), of(true)) {
            (Ok(Some(value)), Ok(last_year)) => Some(Sum { value, last_year }),
            (Ok(None), _) => None,
            (Err(fault), _) | (_, Err(fault)) => {
                self.report.push(Diagnostic { span: fault.span.or(Some(span)), ..fault });
                None
            }
        }
    }
}

/// A total.
struct Sum {
    value: Quantity,
    last_year: Option<Quantity>,
}

/// A table with one head row.
fn headed(asked: &Asked, head: Vec<(Text, Alignment)>) -> Table {
    let (texts, alignments): (Vec<Text>, Vec<Alignment>) = head.into_iter().unzip();
    let columns = alignments.into_iter().map(column).collect();
    Table { columns, ..Table::headed(asked.span(), texts) }
}

fn column(alignment: Alignment) -> Column {
    Column { alignment: Some(alignment), width: None }
}

/// A row of one kind.
fn row(kind: RowKind, cells: Vec<Cell>) -> Row {
    Row { kind, ..Row::plain(cells) }
}

/// A figure's name as the first cell of its row; of parts, 其中： before the first, the others below it.
fn named(figure: &PaperFigure, part: Option<usize>) -> Cell {
    let Some(index) = part else { return Cell::of(figure.name.clone()) };
    if index > 0 {
        return Cell { indent: 4, ..Cell::of(figure.name.clone()) };
    }
    let mut text = Text::new();
    if let Some(span) = figure.name.span() {
        text.push_derived("其中：", span);
    }
    text.append(&figure.name);
    Cell { indent: 1, ..Cell::of(text) }
}

/// The unit of a figure; a bare number's for 未报 and the like.
fn unit_of(value: &Quantity) -> Unit {
    value.figure().map(Figure::unit).cloned().unwrap_or_default()
}

/// A number without the unit that stands elsewhere, in that unit; with its own if it can't be converted.
fn number(value: &Quantity, unit: &Unit) -> String {
    let converts = |figure: &Figure| !figure.unit().is_bare() && !unit.is_bare() && figure.unit() != unit;
    let converted = value.figure().filter(|figure| converts(figure)).and_then(|figure| figure.converted(unit).ok());
    let value = &converted.map_or_else(|| value.clone(), Quantity::Figure);
    let shown = value.to_string();
    let own = unit_of(value);
    match shown.strip_suffix(own.text()) {
        Some(number) if own == *unit && !own.is_bare() => number.trim_end().to_owned(),
        _ => shown,
    }
}

/// A change as it stands in a column: signed, without 增长 and 下降.
fn change(now: &Quantity, before: Option<&Quantity>) -> String {
    let Some(Ok(change)) = before.map(|before| Change::between(now, before)) else { return NOTHING.to_owned() };
    match (change.outcome(), change.rate()) {
        (Outcome::Level, _) => "持平".to_owned(),
        (_, Some(rate)) => rate.rounded(1).to_string(),
        _ => NOTHING.to_owned(),
    }
}

/// A part of a figure, with the figure's place.
fn placed(shown: &str, figure: &PaperFigure, otherwise: Span) -> Cell {
    Cell::of(Text::derived(shown, figure.text.span().unwrap_or(otherwise)))
}
