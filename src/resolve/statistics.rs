//! 统计: figures worked out, told in text, checked, and shown as a table where asked for.

use super::Resolver;
use super::blocks::{HeadingStyle, empty};
use super::numbering::Level;
use super::scope::View;
use crate::dates::{Period, TypedDate};
use crate::diagnostic::{Diagnostic, ResolveFault};
use crate::document::{Figure, FigureGroup, Statistics, StatisticsItem, Time, period_label};
use crate::figures::Quantity;
use crate::paper::{Block, BlockKind, Heading, PaperFigure};
use crate::text::Text;

impl Resolver<'_, '_> {
    pub(super) fn statistics(&mut self, statistics: &Statistics, shown: &mut Block, level: &mut Level) {
        let view = self.world.statistics(statistics);
        let headed = statistics.title.is_some() && !statistics.unnumbered;
        if let Some(title) = &statistics.title {
            self.headed(shown, title, HeadingStyle::new(None, statistics.unnumbered), level, &view);
        }
        self.time(&statistics.time, &view);
        shown.paragraphs = self.texts(&statistics.introduction, &view);
        shown.figures = self.figures(&statistics.own, &view);
        let asked_for_table = statistics.table.is_some();
        shown.paragraphs.extend(self.told(&statistics.own, &shown.figures, asked_for_table, &view));
        let mut items = if headed { Level::below(&shown.ordinal) } else { level.clone() };
        let run_in = statistics.run_in.unwrap_or(true);
        for (index, item) in statistics.items.iter().enumerate() {
            let view = self.world.item(statistics, index);
            let child = self.item(item, (run_in, asked_for_table), &mut items, &view);
            shown.children.push(Block { numbering: shown.numbering, ..child });
        }
        if !headed {
            *level = items;
        }
        if let Some(table) = &statistics.table {
            shown.table = self.figure_table(table, statistics, shown, &view);
        }
        shown.ending = self.texts(&statistics.ending, &view);
        self.checks(&statistics.own.checks, &view);
    }

    fn item(&mut self, item: &StatisticsItem, (run_in, tabled): (bool, bool), level: &mut Level, view: &View) -> Block {
        let mut shown = empty(BlockKind::StatisticsItem, item.span, level.depth(), None);
        self.time(&item.time, view);
        shown.figures = self.figures(&item.own, view);
        for figure in &mut shown.figures {
            figure.item = Some(item.name.clone());
        }
        shown.paragraphs = self.told(&item.own, &shown.figures, tabled, view);
        // An item that is only in the table has no heading of its own in the text.
        if !(tabled && shown.paragraphs.is_empty()) {
            shown.ordinal = self.world.articles().of_item(item, level).unwrap_or_else(|| level.next());
            let run_in = item.run_in.unwrap_or(run_in);
            shown.heading = Some(Heading { text: self.text(&item.name, view), run_in });
        }
        self.checks(&item.own.checks, view);
        shown
    }

    /// The narrative; without one and without a table, the figures one after the other.
    fn told(&mut self, group: &FigureGroup, figures: &[PaperFigure], tabled: bool, view: &View) -> Vec<Text> {
        self.tell_typed_figures(&group.narrative, view);
        if !group.narrative.is_empty() || tabled {
            return self.texts(&group.narrative, view);
        }
        let mut line = Text::new();
        for (i, figure) in figures.iter().enumerate() {
            line.append(&figure.name);
            line.append(&figure.text);
            if let Some(span) = figure.name.span() {
                line.push_derived(if i + 1 == figures.len() { "。" } else { "，" }, span);
            }
        }
        if line.is_empty() { Vec::new() } else { vec![line] }
    }

    fn figures(&mut self, group: &FigureGroup, view: &View) -> Vec<PaperFigure> {
        group.figures.iter().filter_map(|figure| self.figure(figure, view)).collect()
    }

    fn figure(&mut self, figure: &Figure, view: &View) -> Option<PaperFigure> {
        self.time(&figure.time, view);
        let value = match view.own(figure.name.as_str()) {
            Ok(value) => value?,
            Err(fault) => {
                self.report.push(fault);
                return None;
            }
        };
        let last_year = view.last_years(figure.name.as_str()).unwrap_or_else(|fault| {
            self.report.push(fault);
            None
        });
        let span = figure.value.span()?;
        if value.is_not_reported() && figure.has_value {
            let fault = ResolveFault::NotReported { name: figure.name.as_str().to_owned() };
            self.report.push(Diagnostic::at(span, fault));
        }
        let shown = value.to_string();
        let text = if figure.has_value && shown == figure.value.as_str() {
            figure.value.clone()
        } else {
            Text::derived(&shown, span)
        };
        let periods = self.periods(figure, view);
        let inner = view.below_own(figure.name.as_str());
        let parts = inner.map(|inner| figure.parts.iter().filter_map(|part| self.figure(part, &inner)).collect());
        let parts: Vec<PaperFigure> = parts.unwrap_or_default();
        self.tell_larger_parts(&value, &parts);
        let name = figure.name.clone();
        Some(PaperFigure { item: None, name, text, value, last_year, nature: figure.nature, periods, parts })
    }

    /// The figures of a figure's periods; what is 未报 among them is told.
    fn periods(&mut self, figure: &Figure, view: &View) -> Option<(usize, Vec<(usize, Quantity)>)> {
        let typed = figure.periods.as_ref()?;
        let (world, group) = view.here();
        let values = world.period_values(figure, group).ok()?;
        for (part, text) in &typed.values {
            let not_reported = values.iter().any(|(known, value)| known == part && value.is_not_reported());
            if let (true, Some(span)) = (not_reported, text.span()) {
                let name = format!("{}.{}", figure.name.as_str(), period_label(typed.count, *part));
                self.report.push(Diagnostic::at(span, ResolveFault::NotReported { name }));
            }
        }
        Some((typed.count, values))
    }

    /// 其中 is never more than the whole.
    fn tell_larger_parts(&mut self, whole: &Quantity, parts: &[PaperFigure]) {
        let Some(whole) = whole.figure().filter(|whole| !whole.marks().uncertain()) else { return };
        for part in parts {
            let Some(figure) = part.value.figure().filter(|part| !part.marks().uncertain()) else { continue };
            let compared = figure.compare(whole);
            let Some(span) = part.text.span() else { continue };
            match compared {
                Ok(comparison) if comparison.ordering == std::cmp::Ordering::Greater => {
                    let fault = ResolveFault::PartExceeds { part: figure.to_string(), whole: whole.to_string() };
                    self.report.push(Diagnostic::at(span, fault));
                }
                _ => {}
            }
        }
    }

    /// 截至 and 期间 must be a day and a period.
    fn time(&mut self, time: &Time, view: &View) {
        if let Some(typed) = &time.as_of {
            let text = self.text(typed, view);
            if let (Err(fault), Some(span)) = (TypedDate::parse(text.as_str()), text.span()) {
                self.report.push(Diagnostic::at(span, fault));
            }
        }
        if let Some(typed) = &time.period {
            let text = self.text(typed, view);
            if let (Err(fault), Some(span)) = (Period::parse(text.as_str()), text.span()) {
                self.report.push(Diagnostic::at(span, fault));
            }
        }
    }
}
