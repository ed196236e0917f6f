//! A paper: final text with its places, and nothing left to evaluate.
//!
//! What [`resolve`](crate::resolve) makes and render, lint, summaries and JSON read. It says what stands where and
//! under which ordinal; how it looks is the theme's business.

use std::sync::Arc;

use crate::asset::Asset;
use crate::document::{Contents, Extent, ThemeParam, Word};
use crate::figures::Quantity;
use crate::source::Span;
use crate::text::Text;

mod chart;
pub mod table;

pub use chart::{Chart, ChartValue, Series};
pub use table::{Alignment, Cell, Column, Row, RowKind, Table, Width};

/// One paper, ready to be rendered.
#[derive(Clone, Debug)]
pub struct Paper {
    /// The whole document in the YAML.
    pub span: Span,
    /// 文种, one of [`KIND`](crate::document::schema::KIND).
    pub kind: Word,
    /// 版式 as typed, if it was.
    pub layout: Option<Text>,
    /// 主题 as typed, if it was.
    pub theme: Option<Text>,
    /// Parameters of the theme that the document sets, each with its values.
    pub theme_params: Vec<ThemeParam>,
    /// The numbering scheme of the whole, one of [`NUMBERING`](crate::document::schema::NUMBERING); none if it is
    /// left to the theme.
    pub numbering: Option<Word>,
    /// The title's lines as the writer broke them; usually one.
    pub title: Vec<Text>,
    /// 副标题.
    pub subtitle: Option<Text>,
    /// 主送, one line of text with its closing colon.
    pub recipients: Option<Text>,
    /// 署名.
    pub issuers: Vec<Text>,
    /// 成文日期.
    pub date: Option<PaperDate>,
    /// The elements of a formal paper.
    pub formal: Formal,
    /// The blocks of the body.
    pub body: Vec<Block>,
    /// 稿次 in its brackets: （送审稿）.
    pub draft: Option<Text>,
    /// 封面.
    pub cover: Option<Cover>,
    /// 目录.
    pub contents: Option<Contents>,
    /// 附件, in order.
    pub attachments: Vec<Attachment>,
    /// The picture files that are used, each once; [`Picture::asset`] is a place in this list.
    pub assets: Vec<Arc<Asset>>,
    /// The volume it is bound in, if it is in one.
    pub volume: Option<InVolume>,
}

/// A paper's place in a volume (汇编).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InVolume {
    /// The volume's title.
    pub title: Text,
    /// The number of the paper's first page; odd ones are right-hand pages.
    pub first: u32,
}

/// A cover (封面).
#[derive(Clone, Debug)]
pub struct Cover {
    /// 密级.
    pub classification: Option<Text>,
    /// 题签.
    pub label: Option<Text>,
    /// The title's lines.
    pub title: Vec<Text>,
    /// 副标题.
    pub subtitle: Option<Text>,
    /// 单位.
    pub issuers: Vec<Text>,
    /// 日期.
    pub date: Option<Text>,
    /// 图片.
    pub picture: Option<Picture>,
    /// Whether the text begins on a right-hand page.
    pub right_hand: bool,
}

/// An attachment (附件).
#[derive(Clone, Debug)]
pub struct Attachment {
    /// The item in the YAML.
    pub span: Span,
    /// Its number, if it is one of several that are listed.
    pub number: Option<u32>,
    /// Its name, as it is listed.
    pub name: Text,
    /// Whether it is listed after the body (附件说明) and marked 附件; what is issued with a paper (印发) is not.
    pub is_listed: bool,
    /// The lines of the title on its own page, as the writer broke them.
    pub title: Vec<Text>,
    /// The numbering scheme of its headings, if it is not the paper's.
    pub numbering: Option<Word>,
    /// What is on its pages; empty if it is only listed.
    pub body: Vec<Block>,
}

/// A page of a picture file, where it is used.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Where it is named.
    pub span: Span,
    /// Which of the paper's [`assets`](Paper::assets) it is.
    pub asset: usize,
    /// The page, from 1; all but PDF have one.
    pub page: usize,
    /// Width and height at its natural size, in points.
    pub size: [f64; 2],
    /// What it shows, in words for who can't see it; may be empty.
    pub alternative: String,
}

/// 图片: pictures that stand together.
#[derive(Clone, Debug)]
pub struct Pictures {
    /// The pictures, each with its own caption if there is one.
    pub parts: Vec<(Picture, Option<Text>)>,
    /// What is said of all.
    pub caption: Option<Text>,
    /// Its number (图1), if it has one.
    pub number: Option<u32>,
    /// How wide all together are to be.
    pub width: Option<Extent>,
}

/// The elements of a formal paper (公文要素), as they are printed.
#[derive(Clone, Debug, Default)]
pub struct Formal {
    /// 发文机关标志; a paper without one has no red head.
    pub masthead: Option<Masthead>,
    /// 发文字号.
    pub number: Option<Text>,
    /// 签发人, one a name.
    pub signers: Vec<Text>,
    /// 套红: whether what pre-printed paper carries is left out.
    pub overprint: bool,
    /// 份号, six digits.
    pub copy_number: Option<Text>,
    /// 密级和保密期限: 机密★3年.
    pub classification: Option<Text>,
    /// 紧急程度.
    pub urgency: Option<Text>,
    /// 印章, one for each organ as far as there are some.
    pub seals: Vec<Seal>,
    /// 签名章; with one, the paper is signed by it.
    pub stamps: Vec<Stamp>,
    /// 附注 and 联系人, without their brackets.
    pub notes: Vec<Text>,
    /// 出席: names and the marks between them.
    pub present: Vec<Text>,
    /// 请假.
    pub absent: Vec<Text>,
    /// 列席.
    pub attending: Vec<Text>,
    /// 抄送, with its 。 and without its label.
    pub cc: Option<Text>,
    /// 印发机关.
    pub printed_by: Option<Text>,
    /// 印发日期 with 印发.
    pub printed_on: Option<Text>,
}

/// An organ's seal (印章).
#[derive(Clone, Debug)]
pub enum Seal {
    /// 样章: a drawn stand-in that says so.
    Sample,
    /// A picture of it.
    Picture(Picture),
}

/// A signer's stamp (签名章).
#[derive(Clone, Debug)]
pub struct Stamp {
    /// 职务.
    pub post: Option<Text>,
    /// 姓名, printed where there is no picture.
    pub name: Option<Text>,
    /// A picture of it.
    pub picture: Option<Picture>,
}

/// 发文机关标志.
#[derive(Clone, Debug)]
pub struct Masthead {
    /// The organs, the main one first; at least one.
    pub organs: Vec<Text>,
    /// 文件, 令 or 纪要 where it was left to the program, and 文件 always.
    pub suffix: Option<Text>,
    /// The type's size in points, if the writer chose one.
    pub size: Option<f64>,
}

/// The date of a paper (成文日期).
#[derive(Clone, Debug)]
pub struct PaperDate {
    /// As it is printed.
    pub text: Text,
    /// The day, if it is known to the day.
    pub day: Option<jiff::civil::Date>,
}

/// What sort of block it is; a theme has a template for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// 段落.
    Paragraph,
    /// 结语.
    Closing,
    /// 指导思想.
    Ideology,
    /// 章节.
    Section,
    /// 任务 and 下年计划: a group of tasks.
    Tasks,
    /// One task.
    Task,
    /// 要点 as paragraphs.
    Points,
    /// 条款: a group of articles.
    Articles,
    /// One article (条).
    Article,
    /// A further paragraph of an article (款) that has items of its own.
    ArticleParagraph,
    /// An item of an article (项), or of such an item (目).
    Clause,
    /// 统计.
    Statistics,
    /// 分项 of a 统计.
    StatisticsItem,
    /// 图片.
    Picture,
    /// 表格.
    Table,
    /// 图表.
    Chart,
    /// A page of a file, shown as large as it fits; only in attachments.
    Sheet,
    /// 分页.
    PageBreak,
}

impl BlockKind {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Paragraph,
        Self::Closing,
        Self::Ideology,
        Self::Section,
        Self::Tasks,
        Self::Task,
        Self::Points,
        Self::Articles,
        Self::Article,
        Self::ArticleParagraph,
        Self::Clause,
        Self::Statistics,
        Self::StatisticsItem,
        Self::Picture,
        Self::Table,
        Self::PageBreak,
    ];

    /// The name of its template: `blocks/<name>.typ.j2`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Closing => "closing",
            Self::Ideology => "ideology",
            Self::Section => "section",
            Self::Tasks => "tasks",
            Self::Task => "task",
            Self::Points => "points",
            Self::Articles => "articles",
            Self::Article => "article",
            Self::ArticleParagraph => "article_paragraph",
            Self::Clause => "clause",
            Self::Statistics => "statistics",
            Self::StatisticsItem => "statistics_item",
            Self::Picture => "picture",
            Self::Table => "table",
            Self::Chart => "chart",
            Self::Sheet => "sheet",
            Self::PageBreak => "page_break",
        }
    }
}

/// One block. Its parts are shown in the order of the fields here.
#[derive(Clone, Debug)]
pub struct Block {
    /// Which template shows it.
    pub kind: BlockKind,
    /// The block in the YAML.
    pub span: Span,
    /// Its numbers from the outermost level down, `[2, 1]` for the first of the second; empty if it has none. In the
    /// scheme `articles` the steps are chapter, section, article, item, sub-item, and a step that is left out is 0.
    pub ordinal: Vec<u32>,
    /// How deep it stands, from 1; for an unnumbered heading, the level it is set as.
    pub level: u32,
    /// The numbering scheme that holds here, if it is not the paper's.
    pub numbering: Option<Word>,
    /// Its heading.
    pub heading: Option<Heading>,
    /// Paragraphs before what it holds. If there is an ordinal and no heading, the first carries the number.
    pub paragraphs: Vec<Text>,
    /// The figures, as data and as a table.
    pub figures: Vec<PaperFigure>,
    /// A 表格, or the figures of a 统计 as a table.
    pub table: Option<Table>,
    /// Pictures.
    pub pictures: Option<Box<Pictures>>,
    /// A chart.
    pub chart: Option<Box<Chart>>,
    /// What it holds.
    pub children: Vec<Block>,
    /// Paragraphs after what it holds.
    pub ending: Vec<Text>,
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Its text, without the number.
    pub text: Text,
    /// Whether the first paragraph follows on the same line.
    pub run_in: bool,
}

/// One figure of a 统计, worked out.
#[derive(Clone, Debug)]
pub struct PaperFigure {
    /// The 分项 it belongs to; none if it is the block's own.
    pub item: Option<Text>,
    /// Its name.
    pub name: Text,
    /// What is printed.
    pub text: Text,
    /// What it is.
    pub value: Quantity,
    /// Last year's, if given.
    pub last_year: Option<Quantity>,
    /// 性质, one of [`NATURE`](crate::document::schema::NATURE).
    pub nature: Option<Word>,
    /// 按季 or 按月: how many parts a year has, and the figures of those that are known, from 0.
    pub periods: Option<(usize, Vec<(usize, Quantity)>)>,
    /// 其中.
    pub parts: Vec<PaperFigure>,
}

impl Block {
    /// All texts of the block and below it, in reading order.
    pub fn texts<'a>(&'a self, visit: &mut dyn FnMut(&'a Text)) {
        self.heading.iter().for_each(|heading| visit(&heading.text));
        self.paragraphs.iter().for_each(&mut *visit);
        if let Some(pictures) = &self.pictures {
            pictures.parts.iter().filter_map(|(_, caption)| caption.as_ref()).for_each(&mut *visit);
            pictures.caption.iter().for_each(&mut *visit);
        }
        if let Some(chart) = &self.chart {
            chart.title.iter().chain(&chart.categories).for_each(&mut *visit);
        }
        self.children.iter().for_each(|child| child.texts(visit));
        if let Some(table) = &self.table {
            table.texts(visit);
        }
        self.ending.iter().for_each(&mut *visit);
    }

    /// The block and all below it, in reading order.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Block)) {
        visit(self);
        for child in &self.children {
            child.walk(visit);
        }
    }
}
