//! Blocks: headings get their ordinals, texts their values, points and responsibilities their place.

use super::numbering::Level;
use super::scope::View;
use super::{Resolver, articles};
use crate::diagnostic::{Diagnostic, ResolveFault};
use crate::document::{self, Content, Document, Ideology, Section, Task, Tasks, Word};
use crate::paper::{Block, BlockKind, Heading};
use crate::source::Span;
use crate::text::Text;

/// What a group of tasks hands down to each of them.
#[derive(Clone, Copy)]
struct Manner {
    run_in: Option<bool>,
    responsibility: Option<Word>,
    numbering: Option<Word>,
}

/// A block with nothing in it yet.
pub(super) fn empty(kind: BlockKind, span: Span, level: u32, numbering: Option<Word>) -> Block {
    Block {
        kind,
        span,
        ordinal: Vec::new(),
        level,
        numbering,
        heading: None,
        paragraphs: Vec::new(),
        figures: Vec::new(),
        table: None,
        pictures: None,
        chart: None,
        children: Vec::new(),
        ending: Vec::new(),
    }
}

impl Resolver<'_, '_> {
    /// The blocks of the document.
    pub(super) fn body(&mut self, document: &Document) -> Vec<Block> {
        let view = self.world.outermost();
        self.blocks(&document.body, &mut Level::default(), None, &view)
    }

    pub(super) fn blocks(
        &mut self,
        blocks: &[document::Block],
        level: &mut Level,
        numbering: Option<Word>,
        view: &View,
    ) -> Vec<Block> {
        blocks.iter().map(|block| self.block(block, level, numbering, view)).collect()
    }

    fn block(&mut self, block: &document::Block, level: &mut Level, numbering: Option<Word>, view: &View) -> Block {
        let plain = |kind| empty(kind, block.span, level.depth(), numbering);
        match &block.content {
            Content::Chart(chart) => Block { chart: self.chart(chart, view).map(Box::new), ..plain(BlockKind::Chart) },
            // Only an attachment has them, as blocks of its own.
            Content::Sheets(_) => plain(BlockKind::Sheet),
            Content::Paragraph(texts) => Block { paragraphs: self.texts(texts, view), ..plain(BlockKind::Paragraph) },
            Content::Closing(texts) => Block { paragraphs: self.texts(texts, view), ..plain(BlockKind::Closing) },
            Content::Picture(pictures) => {
                Block { pictures: Some(Box::new(self.pictures(pictures, view))), ..plain(BlockKind::Picture) }
            }
            // Includes were replaced by what they hold before this.
            Content::PageBreak | Content::Include(_) => plain(BlockKind::PageBreak),
            Content::Points(points) => {
                let paragraphs = if Self::are_paragraphs(points) {
                    self.as_paragraphs(points, view)
                } else {
                    vec![self.run_on(points, view)]
                };
                Block { paragraphs, ..plain(BlockKind::Points) }
            }
            Content::Ideology(ideology) => {
                let mut shown = plain(BlockKind::Ideology);
                self.ideology(ideology, &mut shown, level, view);
                shown
            }
            Content::Articles(articles) => {
                let children = self.articles(articles, level, view);
                Block { numbering: Some(articles::SCHEME), children, ..plain(BlockKind::Articles) }
            }
            Content::Breakdown(asked) => Block { table: self.breakdown(asked, view), ..plain(BlockKind::Table) },
            Content::Section(section) => {
                let mut shown = plain(BlockKind::Section);
                self.section(section, &mut shown, level, view);
                shown
            }
            Content::Tasks(tasks) => {
                let mut shown = plain(BlockKind::Tasks);
                self.tasks(tasks, &mut shown, level, view);
                shown
            }
            Content::Table(table) => Block { table: self.table(table, view), ..plain(BlockKind::Table) },
            Content::Statistics(statistics) => {
                let mut shown = plain(BlockKind::Statistics);
                self.statistics(statistics, &mut shown, level);
                shown
            }
        }
    }

    /// Gives a block its heading and, unless it is to have none, its ordinal.
    pub(super) fn headed(
        &mut self,
        shown: &mut Block,
        title: &Text,
        style: HeadingStyle,
        level: &mut Level,
        view: &View,
    ) {
        shown.heading = Some(Heading { text: self.text(title, view), run_in: style.run_in });
        if style.unnumbered {
            return;
        }
        shown.ordinal = level.next();
        let scheme = shown.numbering.or(self.numbering);
        if scheme == Some(articles::SCHEME)
            && shown.ordinal.len() > articles::HEADINGS
            && let Some(span) = title.span()
        {
            self.report.push(Diagnostic::at(span, ResolveFault::ArticlesTooDeep));
        }
    }

    fn ideology(&mut self, ideology: &Ideology, shown: &mut Block, level: &mut Level, view: &View) {
        if let Some(title) = &ideology.title {
            self.headed(shown, title, HeadingStyle::new(ideology.run_in, false), level, view);
        }
        shown.paragraphs = self.texts(&ideology.content, view);
        if let Some(points) = &ideology.points {
            self.add_points(points, &mut shown.paragraphs, view);
        }
    }

    fn section(&mut self, section: &Section, shown: &mut Block, level: &mut Level, view: &View) {
        // Rules within a paper: the heading is the paper's, and chapters and articles begin below it.
        let own_rules =
            section.numbering == Some(articles::SCHEME) && shown.numbering.or(self.numbering) != Some(articles::SCHEME);
        if section.numbering.is_some() && !own_rules {
            shown.numbering = section.numbering;
        }
        let style = HeadingStyle::new(section.run_in, section.unnumbered);
        self.headed(shown, &section.title, style, level, view);
        shown.paragraphs = self.texts(&section.content, view);
        if let Some(points) = &section.points {
            self.add_points(points, &mut shown.paragraphs, view);
        }
        // An unnumbered heading adds no level: what it holds is numbered on the level it stands on.
        let mut below = match (own_rules, section.unnumbered) {
            (true, _) => Level::default(),
            (_, true) => level.clone(),
            _ => Level::below(&shown.ordinal),
        };
        let numbering = if own_rules { section.numbering } else { shown.numbering };
        shown.children = self.blocks(&section.body, &mut below, numbering, view);
        if section.unnumbered && !own_rules {
            *level = below;
        }
        shown.ending = self.texts(&section.ending, view);
    }

    fn tasks(&mut self, tasks: &Tasks, shown: &mut Block, level: &mut Level, view: &View) {
        let manner = Manner { run_in: tasks.run_in, responsibility: tasks.responsibility, numbering: shown.numbering };
        let headed = tasks.title.is_some() && !tasks.unnumbered;
        if let Some(title) = &tasks.title {
            self.headed(shown, title, HeadingStyle::new(None, tasks.unnumbered), level, view);
        }
        shown.paragraphs = self.texts(&tasks.introduction, view);
        shown.paragraphs.extend(self.targets(&tasks.targets, view));
        let mut items = if headed {
            level.items_of(&shown.ordinal, tasks.series == Some("continue"))
        } else {
            if tasks.series == Some("restart") {
                level.restart();
            }
            level.clone()
        };
        shown.children = tasks.items.iter().map(|task| self.task(task, &mut items, manner, view)).collect();
        if headed {
            level.after_items(&items);
        } else {
            *level = items;
        }
        if let Some(asked) = &tasks.breakdown {
            shown.table = self.own_breakdown(asked, tasks, view);
        }
        shown.ending = self.texts(&tasks.ending, view);
    }

    /// 目标指标 as one paragraph: 主要目标：…；…。
    fn targets(&mut self, targets: &[Text], view: &View) -> Option<Text> {
        let targets = self.texts(targets, view);
        let mut line = Text::derived("主要目标：", targets.first()?.span()?);
        for (i, target) in targets.iter().enumerate() {
            let span = target.span()?;
            line.append(target);
            if !target.as_str().ends_with(['。', '；']) {
                line.push_derived(if i + 1 == targets.len() { "。" } else { "；" }, span);
            }
        }
        Some(line)
    }

    fn task(&mut self, task: &Task, level: &mut Level, manner: Manner, view: &View) -> Block {
        let mut shown = empty(BlockKind::Task, task.span, level.depth(), manner.numbering);
        shown.ordinal = self.world.articles().of_task(task, level).unwrap_or_else(|| level.next());
        if let Some(title) = &task.title {
            let run_in = task.run_in.or(manner.run_in).unwrap_or(false);
            shown.heading = Some(Heading { text: self.text(title, view), run_in });
        }
        shown.paragraphs = self.texts(&task.content, view);
        if let Some(points) = &task.points {
            self.add_points(points, &mut shown.paragraphs, view);
        }
        let mut below = Level::below(&shown.ordinal);
        shown.children = task.tasks.iter().map(|task| self.task(task, &mut below, manner, view)).collect();
        shown.ending = self.texts(&task.ending, view);
        // Who and by when stands where the task ends.
        let at_end = if shown.children.is_empty() { &mut shown.paragraphs } else { &mut shown.ending };
        self.add_responsibility(task, manner.responsibility, at_end, view);
        shown
    }
}

/// How a heading stands.
#[derive(Clone, Copy)]
pub(super) struct HeadingStyle {
    run_in: bool,
    unnumbered: bool,
}

impl HeadingStyle {
    /// From the fields 接排 and 不编号.
    pub(super) fn new(run_in: Option<bool>, unnumbered: bool) -> Self {
        Self { run_in: run_in.unwrap_or(false), unnumbered }
    }
}
