//! 条款: articles numbered through the whole paper, their paragraphs (款), items (项) and sub-items (目).
//!
//! Article numbers are given in one walk before any text is worked out, because a text may refer to an article that
//! stands after it: `{{ 条.申请条件 }}`. Ordinals are steps of a fixed ladder: chapter, section, article, item, sub-item;
//! a step that is left out is 0.

use std::collections::HashMap;

use super::Resolver;
use super::blocks::empty;
use super::numbering::Level;
use super::scope::View;
use crate::diagnostic::{Diagnostic, Report, ResolveFault, Role};
use crate::document::{self, Article, ArticleParagraph, Clause, Content, StatisticsItem, Task, Word};
use crate::paper::{Block, BlockKind, Heading};
use crate::source::Span;
use crate::text::Text;

/// The numbering scheme of rules (条款).
pub(super) const SCHEME: Word = "articles";

/// Headings above an article: 章 and 节.
pub(super) const HEADINGS: usize = 2;

/// Marks that an item may end in; they win over ours.
const CLOSING: [char; 6] = ['。', '；', '：', '！', '？', '…'];

/// What is numbered as an article, by where it stands in memory: documents are not moved while they are resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Place {
    Article(*const Article),
    Task(*const Task),
    Item(*const StatisticsItem),
}

/// The numbers of a paper's articles.
#[derive(Debug, Default)]
pub(super) struct Articles<'a> {
    numbers: HashMap<Place, u32>,
    /// 引用名 and the number it stands for, in the order of the paper.
    labels: Vec<(&'a Text, u32)>,
}

impl<'a> Articles<'a> {
    /// Numbers the articles of a body; `numbering` is the paper's.
    pub(super) fn number(&mut self, body: &'a [document::Block], numbering: Option<Word>, report: &mut Report) {
        self.walk(body, numbering, &mut 0, report);
    }

    /// 引用名 with the numbers they stand for.
    pub(super) fn labels(&self) -> impl Iterator<Item = (&'a str, u32)> {
        self.labels.iter().map(|(label, number)| (label.as_str(), *number))
    }

    fn walk(&mut self, blocks: &'a [document::Block], numbering: Option<Word>, last: &mut u32, report: &mut Report) {
        for block in blocks {
            match &block.content {
                // A section that is numbered so by itself holds rules of its own.
                Content::Section(section) if section.numbering == Some(SCHEME) && numbering != Some(SCHEME) => {
                    self.walk(&section.body, section.numbering, &mut 0, report);
                }
                Content::Section(section) => {
                    self.walk(&section.body, section.numbering.or(numbering), last, report);
                }
                Content::Articles(articles) => {
                    for article in articles {
                        let number = self.next(Place::Article(article), last);
                        self.label(article, number, report);
                    }
                }
                Content::Tasks(tasks) if numbering == Some(SCHEME) => {
                    if tasks.series == Some("restart") {
                        *last = 0;
                    }
                    tasks.items.iter().for_each(|task| _ = self.next(Place::Task(task), last));
                }
                Content::Statistics(statistics) if numbering == Some(SCHEME) => {
                    statistics.items.iter().for_each(|item| _ = self.next(Place::Item(item), last));
                }
                _ => {}
            }
        }
    }

    fn next(&mut self, place: Place, last: &mut u32) -> u32 {
        *last += 1;
        self.numbers.insert(place, *last);
        *last
    }

    fn label(&mut self, article: &'a Article, number: u32, report: &mut Report) {
        let Some(label) = article.label.as_ref().or(article.title.as_ref()) else { return };
        let earlier = self.labels.iter().find(|(earlier, _)| earlier.as_str() == label.as_str());
        if let (Some((first, _)), Some(span)) = (earlier, label.span()) {
            let fault = Diagnostic::at(span, ResolveFault::SameLabel { label: label.as_str().to_owned() });
            report.push(first.span().map_or(fault.clone(), |first| fault.with_related(first, Role::First)));
            return;
        }
        self.labels.push((label, number));
    }

    /// The ordinal of a task as an article, if it is one.
    pub(super) fn of_task(&self, task: &Task, level: &Level) -> Option<Vec<u32>> {
        self.ordinal(Place::Task(task), level)
    }

    /// The ordinal of a 分项 as an article, if it is one.
    pub(super) fn of_item(&self, item: &StatisticsItem, level: &Level) -> Option<Vec<u32>> {
        self.ordinal(Place::Item(item), level)
    }

    fn ordinal(&self, place: Place, level: &Level) -> Option<Vec<u32>> {
        let number = *self.numbers.get(&place)?;
        let mut path: Vec<u32> = level.path().iter().copied().take(HEADINGS).collect();
        path.resize(HEADINGS, 0);
        path.push(number);
        Some(path)
    }
}

impl Resolver<'_, '_> {
    /// The articles of a block.
    pub(super) fn articles(&mut self, articles: &[Article], level: &Level, view: &View) -> Vec<Block> {
        articles.iter().map(|article| self.article(article, level, view)).collect()
    }

    fn article(&mut self, article: &Article, level: &Level, view: &View) -> Block {
        let ordinal = self.world.articles().ordinal(Place::Article(article), level).unwrap_or_default();
        let mut shown = block(BlockKind::Article, article.span, ordinal.clone());
        shown.heading = article.title.as_ref().map(|title| Heading { text: self.text(title, view), run_in: true });
        let (first, others) = match article.paragraphs.split_first() {
            Some((first, others)) => (Some(first), others),
            None => (None, &[][..]),
        };
        if let Some(first) = first {
            shown.paragraphs = self.texts(&first.content, view);
            shown.children = self.clauses(&first.clauses, &ordinal, view);
        }
        let only_text = others.iter().all(|part| part.clauses.is_empty());
        if only_text {
            shown.ending = others.iter().flat_map(|part| self.texts(&part.content, view)).collect();
        } else {
            let parts: Vec<Block> =
                others.iter().map(|part| self.further(part, article.span, &ordinal, view)).collect();
            shown.children.extend(parts);
        }
        shown
    }

    /// A further paragraph of an article, with items of its own that begin at one again.
    fn further(&mut self, part: &ArticleParagraph, span: Span, ordinal: &[u32], view: &View) -> Block {
        let span = part.content.first().and_then(Text::span).unwrap_or(span);
        let mut shown = block(BlockKind::ArticleParagraph, span, Vec::new());
        shown.paragraphs = self.texts(&part.content, view);
        shown.children = self.clauses(&part.clauses, ordinal, view);
        shown
    }

    fn clauses(&mut self, clauses: &[Clause], ordinal: &[u32], view: &View) -> Vec<Block> {
        let mut shown: Vec<Block> = Vec::with_capacity(clauses.len());
        for (number, clause) in (1..).zip(clauses) {
            let mut path = ordinal.to_vec();
            path.push(number);
            let mut item = block(BlockKind::Clause, clause.span, path.clone());
            item.paragraphs = self.texts(&clause.content, view);
            item.children = self.clauses(&clause.subclauses, &path, view);
            shown.push(item);
        }
        close(&mut shown);
        shown
    }
}

fn block(kind: BlockKind, span: Span, ordinal: Vec<u32>) -> Block {
    let level = u32::try_from(ordinal.len().max(1)).unwrap_or(u32::MAX);
    Block { ordinal, ..empty(kind, span, level, Some(SCHEME)) }
}

/// Gives items that end in no mark one: ： before sub-items, 。 after the last, ； after the others; 。 after all of them
/// if one is made of sentences.
fn close(items: &mut [Block]) {
    let sentences = items.iter().any(|item| {
        let inner = item.paragraphs.iter().any(|text| text.as_str().trim_end_matches('。').contains('。'));
        inner || item.paragraphs.len() > 1
    });
    let last = items.len().saturating_sub(1);
    for (i, item) in items.iter_mut().enumerate() {
        let mark = if !item.children.is_empty() {
            "："
        } else if sentences || i == last {
            "。"
        } else {
            "；"
        };
        if let Some(text) = item.paragraphs.last_mut()
            && !text.as_str().ends_with(CLOSING)
        {
            text.push_derived(mark, item.span);
        }
    }
}
