//! 图表: figures read and brought to one unit, shares worked out.

use rust_decimal::Decimal;

use super::Resolver;
use super::scope::View;
use crate::data::{self, Sheet};
use crate::diagnostic::{ChartFault, ChartPart, Diagnostic};
use crate::document::{self, ChartData, ChartEntry};
use crate::figures::{Figure, Quantity, Unit};
use crate::paper::{Chart, ChartValue, Series};
use crate::source::Span;
use crate::text::Text;

/// The most that can be told apart: along the axis, of one category, of a pie.
const MAX_CATEGORIES: usize = 60;
const MAX_BARS: usize = 40;
const MAX_SERIES: usize = 6;
const MAX_SLICES: usize = 10;

/// 类型 of a chart that names none.
const DEFAULT_KIND: &str = "column";

/// Figures as they were found, nothing read yet.
struct Table {
    categories: Vec<Text>,
    series: Vec<(Option<Text>, Vec<Text>)>,
}

impl Resolver<'_, '_> {
    /// A chart; none if it can't be drawn, which was told.
    pub(super) fn chart(&mut self, typed: &document::Chart, view: &View) -> Option<Chart> {
        let kind = typed.kind.unwrap_or(DEFAULT_KIND);
        let table = self.chart_table(typed, view)?;
        self.fits(&table, kind, typed.span)?;
        let figures: Vec<Vec<Quantity>> =
            table.series.iter().map(|series| self.quantities(series, &table.categories)).collect::<Option<_>>()?;
        if figures.iter().flatten().all(|quantity| quantity.figure().is_none()) {
            return self.refuse(typed.span, ChartFault::Empty);
        }
        let unit = typed.unit.as_ref().map(|text| self.text(text, view));
        let (unit, shown) = chart_unit(unit, figures.iter().flatten(), typed.span);
        let mut series = Vec::new();
        for ((name, texts), quantities) in table.series.into_iter().zip(figures) {
            let values = texts.iter().zip(&quantities).map(|(text, quantity)| self.value(text, quantity, &unit));
            series.push(Series { name, values: values.collect::<Option<_>>()? });
        }
        let title = typed.title.as_ref().map(|title| self.text(title, view));
        let number = (title.is_some() && !typed.unnumbered).then(|| self.used.next_number());
        let (categories, width) = (table.categories, typed.width);
        let mut chart = Chart { span: typed.span, kind, title, number, unit: shown, categories, series, width };
        self.can_be_drawn(&mut chart)?;
        Some(chart)
    }

    fn refuse<T>(&mut self, span: Span, fault: ChartFault) -> Option<T> {
        self.report.push(Diagnostic::at(span, fault));
        None
    }

    fn chart_table(&mut self, typed: &document::Chart, view: &View) -> Option<Table> {
        match &typed.data {
            ChartData::Nothing => None,
            ChartData::File(name) => {
                let span = name.span()?;
                let sheet = self.shown_sheet(name, data::Part::default())?;
                of_sheet(&sheet, span).or_else(|| self.refuse(span, ChartFault::Empty))
            }
            ChartData::Here(entries) => {
                let categories = self.texts(&typed.categories, view);
                self.of_entries(entries, categories, typed.span, view)
            }
        }
    }

    /// Names with a figure each are categories; with several each, series.
    fn of_entries(
        &mut self,
        entries: &[(Text, ChartEntry)],
        categories: Vec<Text>,
        span: Span,
        view: &View,
    ) -> Option<Table> {
        let one = entries.iter().find(|(_, entry)| matches!(entry, ChartEntry::One(_)));
        let is_one = |entry: &ChartEntry| matches!(entry, ChartEntry::One(_));
        if let Some((name, _)) = one.filter(|_| !entries.iter().all(|(_, entry)| is_one(entry))) {
            let fault = ChartFault::Mixed { name: name.as_str().to_owned() };
            return self.refuse(name.span()?, fault);
        }
        if one.is_some() {
            let figure = |entry: &ChartEntry| match entry {
                ChartEntry::One(text) => text.clone(),
                ChartEntry::Several(_) => Text::new(),
            };
            let values = entries.iter().map(|(_, entry)| self.text(&figure(entry), view)).collect();
            let categories = entries.iter().map(|(name, _)| name.clone()).collect();
            return Some(Table { categories, series: vec![(None, values)] });
        }
        if categories.is_empty() {
            let fault = if entries.is_empty() { ChartFault::Empty } else { ChartFault::NoCategories };
            return self.refuse(span, fault);
        }
        let mut series = Vec::new();
        for (name, entry) in entries {
            let ChartEntry::Several(texts) = entry else { continue };
            if texts.len() != categories.len() {
                let (count, categories) = (texts.len(), categories.len());
                let fault = ChartFault::Uneven { name: name.as_str().to_owned(), count, categories };
                return self.refuse(name.span()?, fault);
            }
            series.push((Some(name.clone()), texts.iter().map(|text| self.text(text, view)).collect()));
        }
        Some(Table { categories, series })
    }

    /// Whether there is something to draw, and not more than can be told apart.
    fn fits(&mut self, table: &Table, kind: &str, span: Span) -> Option<()> {
        let (categories, series) = (table.categories.len(), table.series.len());
        let too_many = |part, count, most| ChartFault::TooMany { part, count, most };
        let fault = match kind {
            _ if categories == 0 || series == 0 => ChartFault::Empty,
            "pie" if series > 1 => ChartFault::PieSeries,
            "pie" if categories > MAX_SLICES => too_many(ChartPart::Slices, categories, MAX_SLICES),
            "bar" if categories > MAX_BARS => too_many(ChartPart::Categories, categories, MAX_BARS),
            _ if categories > MAX_CATEGORIES => too_many(ChartPart::Categories, categories, MAX_CATEGORIES),
            _ if series > MAX_SERIES => too_many(ChartPart::Series, series, MAX_SERIES),
            _ => return Some(()),
        };
        self.refuse(span, fault)
    }

    fn quantities(&mut self, series: &(Option<Text>, Vec<Text>), categories: &[Text]) -> Option<Vec<Quantity>> {
        let (name, texts) = series;
        texts
            .iter()
            .zip(categories)
            .map(|(text, category)| self.quantity(text, name.as_ref().unwrap_or(category)))
            .collect()
    }

    fn quantity(&mut self, text: &Text, name: &Text) -> Option<Quantity> {
        if text.is_empty() {
            return Some(Quantity::not_reported());
        }
        match Quantity::parse(text.as_str()) {
            Ok(quantity) if quantity.figure().is_none_or(|figure| figure.high().is_none()) => Some(quantity),
            _ => {
                let fault = ChartFault::NotFigure { typed: text.as_str().to_owned(), name: name.as_str().to_owned() };
                self.refuse(text.span().or_else(|| name.span())?, fault)
            }
        }
    }

    /// A figure in the chart's unit, and what is written at it.
    fn value(&mut self, text: &Text, quantity: &Quantity, unit: &Unit) -> Option<ChartValue> {
        let Some(figure) = quantity.figure() else {
            let text = if text.is_empty() { Text::new() } else { text.clone() };
            return Some(ChartValue { number: None, text, share: None });
        };
        let span = text.span()?;
        let converted =
            if figure.unit().is_bare() || unit.is_bare() { Ok(figure.clone()) } else { figure.converted(unit) };
        let Ok(figure) = converted else {
            let fault = ChartFault::Unit { typed: text.as_str().to_owned(), unit: unit.text().to_owned() };
            return self.refuse(span, fault);
        };
        let number = number(&figure);
        let plain = figure.shown_number();
        let text = if plain == text.as_str() { text.clone() } else { Text::derived(&plain, span) };
        Some(ChartValue { number: Some(number), text, share: None })
    }

    /// What the kind of chart can't show; of a pie, the shares.
    fn can_be_drawn(&mut self, chart: &mut Chart) -> Option<()> {
        let below = |value: &ChartValue| value.number.is_some_and(|number| number < 0.0);
        for series in &chart.series {
            for (value, category) in series.values.iter().zip(&chart.categories) {
                let name = category.as_str().to_owned();
                let typed = value.text.as_str().to_owned();
                let fault = match chart.kind {
                    "pie" if value.number.is_none() || below(value) => ChartFault::PiePart { name, typed },
                    "stacked" if below(value) => ChartFault::StackedBelowZero { name, typed },
                    _ => continue,
                };
                return self.refuse(value.text.span().or_else(|| category.span())?, fault);
            }
        }
        if chart.kind == "pie" {
            let values = &mut chart.series[0].values;
            if values.iter().all(|value| value.number == Some(0.0)) {
                return self.refuse(chart.span, ChartFault::Empty);
            }
            add_shares(values);
        }
        Some(())
    }
}

/// The first column of a sheet has the categories, its first row the names of the series.
fn of_sheet(sheet: &Sheet, span: Span) -> Option<Table> {
    let text = |cell: &data::Cell| Text::derived(cell.text.trim(), span);
    let (head, body) = sheet.rows.split_first()?;
    let body: Vec<_> = body.iter().filter(|row| row.iter().any(|cell| !cell.text.trim().is_empty())).collect();
    let columns: Vec<usize> = (1..head.len()).filter(|column| !head[*column].text.trim().is_empty()).collect();
    let categories = body.iter().map(|row| row.first().map(text).unwrap_or_default()).collect();
    let series: Vec<_> = columns
        .iter()
        .map(|column| {
            // An empty cell is a gap.
            let values = body.iter().map(|row| row.get(*column).map(text).unwrap_or_default()).collect();
            (Some(text(&head[*column])), values)
        })
        .collect();
    (!series.is_empty()).then_some(Table { categories, series })
}

/// The unit all figures are brought to: as typed, else the first figure's.
fn chart_unit<'q>(
    typed: Option<Text>,
    mut all: impl Iterator<Item = &'q Quantity>,
    span: Span,
) -> (Unit, Option<Text>) {
    if let Some(text) = typed {
        return (Unit::new(text.as_str()), Some(text));
    }
    let found = all.find_map(|quantity| Some(quantity.figure()?.unit().clone()).filter(|unit| !unit.is_bare()));
    match found {
        Some(unit) => {
            let shown = Text::derived(unit.text(), span);
            (unit, Some(shown))
        }
        None => (Unit::none(), None),
    }
}

/// What is drawn; a chart has no more than a few hundred steps, so that any loss is less than a hair.
fn number(figure: &Figure) -> f64 {
    f64::try_from(figure.value()).unwrap_or(0.0)
}

/// Shares in tenths of a per cent that add up to 100: what rounding leaves over goes to those that lost most by it.
fn add_shares(values: &mut [ChartValue]) {
    let whole: f64 = values.iter().filter_map(|value| value.number).sum();
    let exact: Vec<f64> = values.iter().map(|value| value.number.unwrap_or(0.0) / whole * 1000.0).collect();
    let mut tenths: Vec<Decimal> =
        exact.iter().map(|share| Decimal::try_from(share.floor()).unwrap_or_default()).collect();
    let mut order: Vec<usize> = (0..exact.len()).collect();
    let lost = |index: &usize| exact[*index] - exact[*index].floor();
    order.sort_by(|a, b| lost(b).total_cmp(&lost(a)));
    let missing = Decimal::from(1000) - tenths.iter().sum::<Decimal>();
    let mut left = missing;
    for index in order {
        if left <= Decimal::ZERO {
            break;
        }
        tenths[index] += Decimal::ONE;
        left -= Decimal::ONE;
    }
    for (value, tenths) in values.iter_mut().zip(tenths) {
        let shown = format!("{:.1}%", tenths / Decimal::TEN);
        value.share = value.text.span().map(|span| Text::derived(&shown, span));
    }
}
