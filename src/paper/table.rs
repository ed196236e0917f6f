//! A table (表格) of a paper: columns, head, rows and what stands around them.
//!
//! The one form that every table has, wherever its cells come from: rows typed in a 表格, figures of a 统计, sheets of
//! .csv and .xlsx files. Rows are a grid: each has a place for every column, empty where another cell spans over it.

use crate::document::Word;
use crate::source::Span;
use crate::text::Text;

mod number;

pub use number::point;

/// A column of short words is centred: names of places and people, 是 and 否, units.
const SHORT: usize = 8;

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Where it is typed.
    pub span: Span,
    /// Its title.
    pub caption: Option<Text>,
    /// What its figures are counted in, as it is printed: 单位：万元.
    pub unit: Option<Text>,
    /// One for each column; the grid of every row is as wide.
    pub columns: Vec<Column>,
    /// The rows of its head.
    pub head: Vec<Vec<Option<Cell>>>,
    /// The rows of its body.
    pub rows: Vec<Row>,
    /// Notes below it, as they are printed: 注：…….
    pub notes: Vec<Text>,
    /// Where its figures come from, as it is printed: 资料来源：…….
    pub source: Option<Text>,
    /// Whether it stands on pages of its own, turned by a quarter (横排).
    pub turned: bool,
    /// 样式, one of [`TABLE_RULES`](crate::document::schema::TABLE_RULES); none if it is left to the theme.
    pub style: Option<Word>,
}

/// A column.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Column {
    /// How its cells stand; none if that is to be seen from them, see [`Table::align`].
    pub alignment: Option<Alignment>,
    /// Its width; none if that is to be seen from its cells.
    pub width: Option<Width>,
}

/// How a column's cells stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// Long words.
    Left,
    /// Short words.
    Center,
    /// At the right edge.
    Right,
    /// Numbers, one below the other on their points; words among them are centred.
    Point,
}

impl Alignment {
    /// Its name, as themes have it.
    #[must_use]
    pub fn name(self) -> Word {
        match self {
            Self::Left => "left",
            Self::Center => "center",
            Self::Right => "right",
            Self::Point => "point",
        }
    }
}

/// The width of a column that was typed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Width {
    /// So many parts of what the others leave over.
    Share(f64),
    /// Millimetres.
    Millimetres(f64),
    /// Characters (字) of the table's own size.
    Characters(f64),
}

/// A row of the body.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// A place for each column; none where a cell of this or an earlier row spans over it.
    pub cells: Vec<Option<Cell>>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowKind {
    /// A row like the others.
    #[default]
    Plain,
    /// What the rows below it have in common: 一、城市低保.
    Group,
    /// A sum: 合计, 小计.
    Total,
    /// A part of the row above: 其中.
    OfWhich,
}

impl RowKind {
    /// Its name, as themes have it.
    #[must_use]
    pub fn name(self) -> Word {
        match self {
            Self::Plain => "plain",
            Self::Group => "group",
            Self::Total => "total",
            Self::OfWhich => "of_which",
        }
    }
}

/// A cell.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// What is in it; mostly one paragraph or none.
    pub paragraphs: Vec<Text>,
    /// How many columns and rows it takes, both at least 1.
    pub spans: [usize; 2],
    /// How far it is indented, in characters (字).
    pub indent: u32,
    /// The byte of its only paragraph before which a number stands whole; none if it holds no number.
    pub point: Option<usize>,
}

impl Cell {
    /// A cell of one column and row; that it holds a number is seen from its text.
    #[must_use]
    pub fn new(paragraphs: Vec<Text>) -> Self {
        let point = if let [only] = paragraphs.as_slice() { point(only.as_str()) } else { None };
        Self { paragraphs, spans: [1, 1], indent: 0, point }
    }

    /// A cell with one text, or nothing.
    #[must_use]
    pub fn of(text: Text) -> Self {
        Self::new(if text.is_empty() { Vec::new() } else { vec![text] })
    }

    /// The same over so many columns and rows.
    #[must_use]
    pub fn over(mut self, columns: usize, rows: usize) -> Self {
        self.spans = [columns.max(1), rows.max(1)];
        self
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paragraphs.iter().all(Text::is_empty)
    }

    /// All that is in it, a line a paragraph.
    #[must_use]
    pub fn shown(&self) -> String {
        self.paragraphs.iter().map(Text::as_str).collect::<Vec<_>>().join("\n")
    }

    /// How wide its text is, in characters; a letter is half of one.
    fn width(&self) -> usize {
        let width = |text: &Text| text.as_str().chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
        self.paragraphs.iter().map(width).max().unwrap_or(0).div_ceil(2) + self.indent as usize
    }
}

impl Row {
    /// A row with a cell in every column.
    #[must_use]
    pub fn plain(cells: Vec<Cell>) -> Self {
        Self { kind: RowKind::Plain, cells: cells.into_iter().map(Some).collect() }
    }

    /// A row with one cell over all columns.
    #[must_use]
    pub fn across(kind: RowKind, cell: Cell, columns: usize) -> Self {
        let mut cells = vec![None; columns];
        if let Some(first) = cells.first_mut() {
            *first = Some(cell.over(columns, 1));
        }
        Self { kind, cells }
    }
}

impl Table {
    /// A table with one row of heads and nothing else yet.
    #[must_use]
    pub fn headed(span: Span, head: Vec<Text>) -> Self {
        let columns = vec![Column::default(); head.len()];
        let head = vec![head.into_iter().map(|text| Some(Cell::of(text))).collect()];
        Self {
            span,
            caption: None,
            unit: None,
            columns,
            head,
            rows: Vec::new(),
            notes: Vec::new(),
            source: None,
            turned: false,
            style: None,
        }
    }

    /// All its texts, in reading order.
    pub fn texts<'a>(&'a self, visit: &mut dyn FnMut(&'a Text)) {
        self.caption.iter().chain(&self.unit).for_each(&mut *visit);
        let cells = self.head.iter().chain(self.rows.iter().map(|row| &row.cells)).flatten().flatten();
        cells.flat_map(|cell| &cell.paragraphs).for_each(&mut *visit);
        self.notes.iter().chain(&self.source).for_each(&mut *visit);
    }

    /// Decides how the cells of each column stand that has no alignment yet.
    pub fn align(&mut self) {
        for index in 0..self.columns.len() {
            if self.columns[index].alignment.is_none() {
                self.columns[index].alignment = Some(self.natural_alignment(index));
            }
        }
    }

    /// Numbers stand on their points, short words in the middle, long ones at the left.
    fn natural_alignment(&self, column: usize) -> Alignment {
        let rows = self.rows.iter().filter(|row| row.kind != RowKind::Group);
        let cells = rows.filter_map(|row| row.cells.get(column)?.as_ref());
        let filled: Vec<&Cell> = cells.filter(|cell| !cell.is_empty() && cell.spans[0] == 1).collect();
        let words = || filled.iter().filter(|cell| cell.point.is_none());
        let is_short = |cell: &&Cell| cell.paragraphs.len() == 1 && cell.width() <= SHORT && cell.indent == 0;
        let count = words().count();
        if count < filled.len() && count * 2 <= filled.len() && words().all(is_short) {
            Alignment::Point
        } else if filled.iter().all(is_short) {
            Alignment::Center
        } else {
            Alignment::Left
        }
    }
}
