//! A document as it was typed: fields known and of the right shape, texts with their places, nothing worked out.
//!
//! In: a [`Node`](crate::yaml::Node) tree. Out: a [`Document`], with `{{ }}` and figures still as typed.
//! It must not evaluate anything, nor know data, themes or numbers.

use crate::source::Span;
use crate::text::Text;
use crate::yaml::Node;

mod article;
mod attachment;
mod block;
mod breakdown;
mod chart;
mod extent;
pub(crate) mod fields;
pub mod formal;
mod front;
pub mod nearest;
mod parse;
mod periods;
pub mod schema;
pub mod table;

pub use chart::{Chart, ChartData, ChartEntry};
pub use extent::Extent;
pub use formal::Formal;
pub use front::{Contents, Cover};
pub use parse::{parse, parse_blocks, theme};
pub use periods::label as period_label;
pub use schema::{BlockKind, Name};
pub use table::Table;

/// A word picked from a [`schema::Choice`] list: its English name.
pub type Word = &'static str;

/// The theme of a paper that names none.
pub const DEFAULT_THEME: &str = "gbt9704";

/// One paper (文稿) as typed.
#[derive(Clone, Debug)]
pub struct Document {
    /// The whole mapping.
    pub span: Span,
    /// 标题.
    pub title: Text,
    /// 副标题.
    pub subtitle: Option<Text>,
    /// 文种, one of [`schema::KIND`].
    pub kind: Option<Word>,
    /// 版式, as typed; the theme knows its layouts.
    pub layout: Option<Text>,
    /// 主题, as typed.
    pub theme: Option<Text>,
    /// Parameters of the theme that the document and its project set.
    pub theme_params: Vec<ThemeParam>,
    /// 编号, one of [`schema::NUMBERING`].
    pub numbering: Option<Word>,
    /// 主送.
    pub recipients: Vec<Text>,
    /// 署名.
    pub issuers: Vec<Text>,
    /// 日期, as typed.
    pub date: Option<Text>,
    /// The elements of a formal paper.
    pub formal: Formal,
    /// 数据: names with values, in place or in files.
    pub data: Vec<Data>,
    /// 上年文件: the paper of the year before.
    pub last_year: Option<Text>,
    /// 校核.
    pub checks: Vec<Check>,
    /// 正文.
    pub body: Vec<Block>,
    /// 附件.
    pub attachments: Vec<Attachment>,
    /// 稿次.
    pub draft: Option<Text>,
    /// 封面.
    pub cover: Option<Cover>,
    /// 目录.
    pub contents: Option<Contents>,
}

/// 主题: which theme, and what is set in it.
#[derive(Clone, Debug, Default)]
pub struct ThemeChoice {
    /// Its name, as typed.
    pub name: Option<Text>,
    /// Its parameters.
    pub params: Vec<ThemeParam>,
}

/// A parameter of a theme as somebody sets it.
#[derive(Clone, Debug)]
pub struct ThemeParam {
    /// Its name.
    pub name: Text,
    /// Its values: one, or those of a list.
    pub value: Vec<Text>,
    /// Whether it was set for another theme than the paper's, which need not have it.
    pub of_other: bool,
}

/// One attachment (附件).
#[derive(Clone, Debug)]
pub struct Attachment {
    /// The item.
    pub span: Span,
    /// 标题.
    pub title: Text,
    /// 页标题, if it differs.
    pub page_title: Option<Text>,
    /// 编号 of its headings, if it differs, one of [`schema::NUMBERING`].
    pub numbering: Option<Word>,
    /// 正文.
    pub body: Vec<Block>,
    /// 文件.
    pub file: Option<Text>,
    /// 另附: only listed.
    pub separate: bool,
    /// 印发: neither listed nor marked.
    pub issued: bool,
}

/// A part of 数据.
#[derive(Clone, Debug)]
pub enum Data {
    /// Names with values: a mapping.
    Here(Node),
    /// A file that holds them: .yaml, .csv or .xlsx.
    File(Text),
}

/// One block of a body.
#[derive(Clone, Debug)]
pub struct Block {
    /// Key and content.
    pub span: Span,
    /// Which block, and what is in it.
    pub content: Content,
}

/// What is in a block.
#[derive(Clone, Debug)]
pub enum Content {
    /// 段落: paragraphs.
    Paragraph(Vec<Text>),
    /// 结语: paragraphs.
    Closing(Vec<Text>),
    /// 指导思想.
    Ideology(Ideology),
    /// 章节.
    Section(Section),
    /// 任务 and 下年计划.
    Tasks(Tasks),
    /// 要点.
    Points(Points),
    /// 条款: articles.
    Articles(Vec<Article>),
    /// 分解表.
    Breakdown(Breakdown),
    /// 统计.
    Statistics(Box<Statistics>),
    /// 图片.
    Picture(Box<Pictures>),
    /// 图表.
    Chart(Box<Chart>),
    /// 表格.
    Table(Box<Table>),
    /// 分页.
    PageBreak,
    /// 引入: a file that holds a list of blocks.
    Include(Text),
    /// A file all of whose pages are shown as pictures; only attachments have it.
    Sheets(Text),
}

/// 指导思想.
#[derive(Clone, Debug, Default)]
pub struct Ideology {
    /// 标题.
    pub title: Option<Text>,
    /// 接排.
    pub run_in: Option<bool>,
    /// 内容, paragraph by paragraph.
    pub content: Vec<Text>,
    /// 要点.
    pub points: Option<Points>,
}

/// 章节.
#[derive(Clone, Debug)]
pub struct Section {
    /// 标题.
    pub title: Text,
    /// 接排.
    pub run_in: Option<bool>,
    /// 不编号.
    pub unnumbered: bool,
    /// 编号 of what is below, one of [`schema::NUMBERING`].
    pub numbering: Option<Word>,
    /// 内容.
    pub content: Vec<Text>,
    /// 要点.
    pub points: Option<Points>,
    /// 正文.
    pub body: Vec<Block>,
    /// 结尾.
    pub ending: Vec<Text>,
}

/// 任务 and 下年计划: numbered tasks under one heading.
#[derive(Clone, Debug)]
pub struct Tasks {
    /// Whether it is a 下年计划.
    pub next_year: bool,
    /// 标题; without it the block adds no level.
    pub title: Option<Text>,
    /// 不编号.
    pub unnumbered: bool,
    /// 引言.
    pub introduction: Vec<Text>,
    /// 接排 of all items.
    pub run_in: Option<bool>,
    /// 目标指标 of a 下年计划.
    pub targets: Vec<Text>,
    /// 条目.
    pub items: Vec<Task>,
    /// 结尾.
    pub ending: Vec<Text>,
    /// 编号, one of [`schema::SERIES`].
    pub series: Option<Word>,
    /// 责任标注, one of [`schema::RESPONSIBILITY`].
    pub responsibility: Option<Word>,
    /// 分解表 of these tasks.
    pub breakdown: Option<Breakdown>,
}

/// 分解表: who does what by when.
#[derive(Clone, Debug)]
pub struct Breakdown {
    /// Where it is typed.
    pub span: Span,
    /// 标题.
    pub title: Option<Text>,
    /// 任务: headings of the groups whose tasks are shown; all if there are none.
    pub of: Vec<Text>,
    /// 列.
    pub columns: table::ByColumn,
    /// 注.
    pub notes: Vec<Text>,
    /// 横排.
    pub turned: bool,
}

/// One task.
#[derive(Clone, Debug)]
pub struct Task {
    /// The item.
    pub span: Span,
    /// 标题.
    pub title: Option<Text>,
    /// 接排.
    pub run_in: Option<bool>,
    /// 内容.
    pub content: Vec<Text>,
    /// 要点.
    pub points: Option<Points>,
    /// 任务: the next level.
    pub tasks: Vec<Task>,
    /// 结尾.
    pub ending: Vec<Text>,
    /// 责任单位.
    pub responsible: Vec<Text>,
    /// 协办单位.
    pub assisting: Vec<Text>,
    /// 完成时限, as typed.
    pub deadline: Option<Text>,
    /// 目标.
    pub goal: Option<Text>,
    /// 责任标注, one of [`schema::RESPONSIBILITY`], if it differs from the block's.
    pub responsibility: Option<Word>,
}

/// 要点: counted points.
#[derive(Clone, Debug)]
pub struct Points {
    /// The list.
    pub span: Span,
    /// 引言.
    pub introduction: Vec<Text>,
    /// 条目.
    pub items: Vec<Point>,
    /// 结尾.
    pub ending: Vec<Text>,
    /// 序词, one of [`schema::SEQUENCE`].
    pub counting: Option<Word>,
    /// 排法, one of [`schema::ARRANGEMENT`].
    pub arrangement: Option<Word>,
}

/// One point.
#[derive(Clone, Debug)]
pub struct Point {
    /// The item.
    pub span: Span,
    /// 标题.
    pub title: Option<Text>,
    /// 内容.
    pub content: Option<Text>,
}

/// One article (条).
#[derive(Clone, Debug)]
pub struct Article {
    /// The item.
    pub span: Span,
    /// 标题.
    pub title: Option<Text>,
    /// 引用名: what others refer to it by.
    pub label: Option<Text>,
    /// Its paragraphs (款), each with its items: 内容 with 项, then 款 and 结尾.
    pub paragraphs: Vec<ArticleParagraph>,
}

/// A part of an article: paragraphs (款), the last of which may have items.
#[derive(Clone, Debug)]
pub struct ArticleParagraph {
    /// The text.
    pub content: Vec<Text>,
    /// 项.
    pub clauses: Vec<Clause>,
}

/// One item of an article (项), or of such an item (目).
#[derive(Clone, Debug)]
pub struct Clause {
    /// The item.
    pub span: Span,
    /// 内容.
    pub content: Vec<Text>,
    /// 目.
    pub subclauses: Vec<Clause>,
}

/// 统计: figures with what is said of them.
#[derive(Clone, Debug)]
pub struct Statistics {
    /// 标题.
    pub title: Option<Text>,
    /// 不编号.
    pub unnumbered: bool,
    /// 引言.
    pub introduction: Vec<Text>,
    /// 接排 of all items.
    pub run_in: Option<bool>,
    /// 截至 or 期间 of all items.
    pub time: Time,
    /// 分项.
    pub items: Vec<StatisticsItem>,
    /// The block's own figures.
    pub own: FigureGroup,
    /// 表.
    pub table: Option<FigureTable>,
    /// 结尾.
    pub ending: Vec<Text>,
}

/// 图片: a picture, or several side by side.
#[derive(Clone, Debug)]
pub struct Pictures {
    /// 文件, with what is said of each.
    pub files: Vec<PictureFile>,
    /// 说明 of all.
    pub caption: Option<Text>,
    /// 宽度 of all together.
    pub width: Option<Extent>,
    /// 不编号.
    pub unnumbered: bool,
}

/// One picture (一张图).
#[derive(Clone, Debug)]
pub struct PictureFile {
    /// The item.
    pub span: Span,
    /// 文件.
    pub file: Text,
    /// 页码, as typed.
    pub page: Option<Text>,
    /// 说明, if there are several.
    pub caption: Option<Text>,
}

/// When figures hold.
#[derive(Clone, Debug, Default)]
pub struct Time {
    /// 截至.
    pub as_of: Option<Text>,
    /// 期间.
    pub period: Option<Text>,
}

/// 分项.
#[derive(Clone, Debug)]
pub struct StatisticsItem {
    /// The item.
    pub span: Span,
    /// 名称.
    pub name: Text,
    /// 接排.
    pub run_in: Option<bool>,
    /// 截至 or 期间, if it differs from the block's.
    pub time: Time,
    /// Its figures.
    pub own: FigureGroup,
}

/// Figures, the text that tells them, and what must hold between them.
#[derive(Clone, Debug, Default)]
pub struct FigureGroup {
    /// 指标.
    pub figures: Vec<Figure>,
    /// 叙述.
    pub narrative: Vec<Text>,
    /// 校核.
    pub checks: Vec<Check>,
}

/// One figure as typed.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Its name.
    pub name: Text,
    /// 值.
    pub value: Text,
    /// 上年.
    pub last_year: Option<Text>,
    /// 性质, one of [`schema::NATURE`].
    pub nature: Option<Word>,
    /// Whether 值 was typed; if not, `value` is the text of the first period, and only its place counts.
    pub has_value: bool,
    /// 按季 or 按月.
    pub periods: Option<Periods>,
    /// 其中.
    pub parts: Vec<Figure>,
    /// 归类: what it can be added up under.
    pub categories: Vec<Text>,
    /// 截至 or 期间, if it differs from the item's.
    pub time: Time,
}

/// Figures of the parts of a year.
#[derive(Clone, Debug)]
pub struct Periods {
    /// How many parts a year has: 4 or 12.
    pub count: usize,
    /// The figures typed, each with its part from 0, in their order.
    pub values: Vec<(usize, Text)>,
}

/// 表: the figures of a 统计 as a table.
#[derive(Clone, Debug)]
pub struct FigureTable {
    /// The field.
    pub span: Span,
    /// 标题.
    pub title: Option<Text>,
    /// 样式, one of [`schema::TABLE_STYLE`].
    pub style: Option<Word>,
    /// 合计: names of the figures to add up.
    pub totals: Vec<Text>,
    /// 小计: names of the figures to add up within each item.
    pub subtotals: Vec<Text>,
    /// 同比: whether last year's figures and the change have columns.
    pub year_on_year: bool,
    /// 单位.
    pub unit: Option<Text>,
    /// 注.
    pub notes: Vec<Text>,
    /// 资料来源.
    pub source: Option<Text>,
    /// 横排.
    pub turned: bool,
}

/// One check (校核).
#[derive(Clone, Debug)]
pub struct Check {
    /// 式.
    pub expression: Text,
    /// 说明: why it differs.
    pub explanation: Option<Text>,
}
