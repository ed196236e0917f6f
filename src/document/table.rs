//! 表格 as it was typed: a head, rows by position or by name, or a file that holds them.

use super::Word;
use crate::source::Span;
use crate::text::Text;

mod parse;

pub(super) use parse::{by_column, table};

/// 表格.
#[derive(Clone, Debug)]
pub struct Table {
    /// The block's content.
    pub span: Span,
    /// 标题.
    pub title: Option<Text>,
    /// 单位.
    pub unit: Option<Text>,
    /// 表头.
    pub head: Head,
    /// 行.
    pub rows: Vec<Row>,
    /// Whether a part of the head or of the rows could not be read, and was told.
    pub misread: Misread,
    /// 文件 and what of it is meant.
    pub file: Option<TableFile>,
    /// 列宽.
    pub widths: ByColumn,
    /// 对齐.
    pub alignment: ByColumn,
    /// 序号.
    pub serial: bool,
    /// 合计: names of the columns to add up.
    pub totals: Vec<Text>,
    /// 小计: names of the columns to add up in each group.
    pub subtotals: Vec<Text>,
    /// 注.
    pub notes: Vec<Text>,
    /// 资料来源.
    pub source: Option<Text>,
    /// 横排.
    pub turned: bool,
    /// 样式, one of [`TABLE_RULES`](super::schema::TABLE_RULES).
    pub style: Option<Word>,
}

/// What of a table could not be read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Misread {
    /// Something in 表头.
    pub head: bool,
    /// Something in 行.
    pub rows: bool,
}

/// 文件 of a table.
#[derive(Clone, Debug)]
pub struct TableFile {
    /// 文件.
    pub name: Text,
    /// 工作表.
    pub sheet: Option<Text>,
    /// 范围.
    pub range: Option<Text>,
    /// 表头行数.
    pub head_rows: Option<Text>,
}

impl Table {
    /// A table that is a whole file, looked at as it is.
    pub(crate) fn of_file(name: Text, span: Span) -> Self {
        Self {
            span,
            title: None,
            unit: None,
            head: Head::Nested(Vec::new()),
            rows: Vec::new(),
            misread: Misread::default(),
            file: Some(TableFile { name, sheet: None, range: None, head_rows: None }),
            widths: ByColumn::Listed(Vec::new()),
            alignment: ByColumn::Listed(Vec::new()),
            serial: false,
            totals: Vec::new(),
            subtotals: Vec::new(),
            notes: Vec::new(),
            source: None,
            turned: false,
            style: None,
        }
    }
}

/// 表头.
#[derive(Clone, Debug)]
pub enum Head {
    /// Heads, each with what stands below it; empty if there is no head.
    Nested(Vec<HeadNode>),
    /// Row by row, with marks for merged cells.
    Rows(Vec<Vec<Cell>>),
}

/// A head and the heads below it.
#[derive(Clone, Debug)]
pub struct HeadNode {
    /// What it says.
    pub cell: Cell,
    /// What stands below.
    pub below: Vec<HeadNode>,
}

/// A row with what belongs to it.
#[derive(Clone, Debug)]
pub struct Row {
    /// Where it is typed.
    pub span: Span,
    /// 组: what the rows below have in common.
    pub group: Option<Cell>,
    /// Its own cells.
    pub cells: Cells,
    /// The rows of a group.
    pub rows: Vec<Row>,
    /// 其中.
    pub of_which: Vec<Row>,
}

/// The cells of a row.
#[derive(Clone, Debug)]
pub enum Cells {
    /// From left to right.
    Listed(Vec<Cell>),
    /// By the names of their columns.
    Named(Vec<NamedCell>),
}

/// A cell with the name of its column.
#[derive(Clone, Debug)]
pub struct NamedCell {
    /// The name as typed; of merged heads one below the other, all of them.
    pub path: Vec<Text>,
    /// What is in it.
    pub cell: Cell,
}

/// A cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Where it is typed.
    pub span: Span,
    /// Its paragraphs.
    pub paragraphs: Vec<Text>,
    /// Whether it belongs to the cell beside or above it.
    pub merged: Option<Merged>,
}

/// The cell that a place belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merged {
    /// `<`: the one at its left.
    Left,
    /// `^`: the one above it.
    Above,
}

impl Merged {
    /// Its mark.
    #[must_use]
    pub fn mark(self) -> char {
        match self {
            Self::Left => '<',
            Self::Above => '^',
        }
    }
}

/// Something said of columns.
#[derive(Clone, Debug)]
pub enum ByColumn {
    /// From left to right.
    Listed(Vec<Text>),
    /// By name.
    Named(Vec<(Text, Text)>),
}
