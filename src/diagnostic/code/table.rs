//! Codes of tables (表格).

use crate::diagnostic::Words;

/// What can be wrong with a 表格, or worth knowing.
#[derive(Clone, Debug, PartialEq)]
pub enum TableFault {
    /// Neither rows nor a file.
    Empty,
    /// Rows and a file.
    RowsAndFile,
    /// 工作表, 范围 or 表头行数 without a file.
    NoFile,
    /// 行 is no list.
    RowsNotList,
    /// A row is no list of cells.
    RowNotList,
    /// A row has its cells twice, by position and by name.
    RowTwice,
    /// A cell, a width or an alignment that is no text.
    CellNotText,
    /// Heads or rows in one another, too deep.
    TooDeep,
    /// A head with rows of cells beside single names.
    HeadMixed,
    /// A row with more cells than there are columns.
    RowTooLong {
        /// Its cells.
        cells: usize,
        /// The columns.
        columns: usize,
        /// What seems to be one number torn apart by its commas.
        torn: Option<String>,
    },
    /// A row with fewer cells than there are columns, where a number should stand.
    RowShort {
        /// Its cells.
        cells: usize,
        /// The columns.
        columns: usize,
        /// The head of the first column without a cell.
        missing: String,
    },
    /// More columns than a page can show.
    TooManyColumns {
        /// How many.
        columns: usize,
        /// The most.
        most: usize,
    },
    /// More rows than a paper should have.
    TooManyRows {
        /// How many.
        rows: usize,
        /// The most.
        most: usize,
    },
    /// Cells by name in a table without a head.
    NoHead,
    /// A column nobody knows.
    UnknownColumn {
        /// As typed.
        name: String,
        /// The nearest column.
        near: Option<String>,
        /// All columns.
        known: Vec<String>,
    },
    /// A name that several columns have.
    AmbiguousColumn {
        /// The name.
        name: String,
        /// What they are called in full.
        full: Vec<String>,
    },
    /// Two cells of a row for one column.
    CellTwice {
        /// The column.
        name: String,
    },
    /// A mark that joins a cell to nothing, or makes no rectangle.
    BadMerge {
        /// The mark.
        mark: char,
    },
    /// More widths or alignments than columns.
    TooManyValues {
        /// How many.
        values: usize,
        /// The columns.
        columns: usize,
    },
    /// A width that can't be read.
    BadWidth {
        /// As typed.
        typed: String,
    },
    /// An alignment nobody knows.
    BadAlignment {
        /// As typed.
        typed: String,
    },
    /// 表头行数 that is no number of rows, or leaves none.
    BadHeadRows {
        /// As typed.
        typed: String,
    },
    /// The head ends in the middle of a merged cell of the file.
    HeadCut {
        /// How many rows it is said to have.
        count: usize,
        /// How many its merged cells take.
        whole: usize,
    },
    /// A cell of a column to add up that is no figure.
    TotalNotFigure {
        /// The column.
        column: String,
        /// What the cell shows.
        shown: String,
        /// The cell's name in its file.
        cell: Option<String>,
    },
    /// A total is asked for and typed as well.
    TotalTwice {
        /// The typed row's name.
        name: String,
    },
    /// Sums of groups are asked for where there are no groups.
    NoGroups,
    /// A figure in a column to add up is 未报.
    NotReported {
        /// The column.
        column: String,
        /// The row.
        row: String,
    },
    /// A table does not fit the width of the page but in the smallest type.
    Crowded {
        /// Its columns.
        columns: usize,
        /// Whether it is turned already.
        turned: bool,
    },
}

fn named(names: &[String], separator: &str) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(separator)
}

impl TableFault {
    /// Id, severity and words.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::Empty
            | Self::RowsAndFile
            | Self::NoFile
            | Self::RowsNotList
            | Self::RowNotList
            | Self::RowTwice
            | Self::CellNotText
            | Self::TooDeep
            | Self::HeadMixed => self.words_of_form(),
            Self::RowTooLong { .. }
            | Self::RowShort { .. }
            | Self::TooManyColumns { .. }
            | Self::TooManyRows { .. }
            | Self::BadMerge { .. } => self.words_of_rows(),
            Self::NoHead
            | Self::UnknownColumn { .. }
            | Self::AmbiguousColumn { .. }
            | Self::CellTwice { .. }
            | Self::TooManyValues { .. } => self.words_of_names(),
            _ => self.words_of_values(),
        }
    }

    fn words_of_form(&self) -> Words {
        match self {
            Self::Empty => Words::error("table-no-rows", "这张表一行也没有", "the table has no rows")
                .hint("写上 `行`，或者写 `文件: 附表.xlsx`", "write `rows`, or `file: 附表.xlsx`"),
            Self::RowsAndFile => Words::error(
                "table-rows-and-file",
                "这张表既写了 `行`，又写了 `文件`",
                "the table has both `rows` and a `file`",
            )
            .hint("留下一个，删掉另一个", "keep one of them"),
            Self::NoFile => Words::error(
                "table-no-file",
                "`工作表`、`范围`、`表头行数` 说的是文件，这里没有写 `文件`",
                "`sheet`, `range` and `head_rows` are about a file, and there is no `file` here",
            )
            .hint("加上 `文件: 附表.xlsx`，或者删掉这一行", "add `file: 附表.xlsx`, or remove this line"),
            Self::RowsNotList => Words::error("table-rows-not-list", "`行` 应该一行一条", "`rows` is a list of rows")
                .hint("例如 `- [ 清河社区, 12, 20 ]`，一条一行", "write one a line, as in `- [ 清河社区, 12, 20 ]`"),
            Self::RowNotList => Words::error(
                "table-row-not-list",
                "这一行没有分成格",
                "this row is not divided into cells",
            )
            .hint(
                "各格写在方括号里，用逗号隔开：`[ 清河社区, 12, 20 ]`；占一整行的标题写成 `{ 组: …… }`",
                "write the cells in brackets with commas between them, `[ 清河社区, 12, 20 ]`; a heading over the whole row is `{ 组: … }`",
            ),
            Self::RowTwice => Words::error(
                "table-row-twice",
                "这一行既按位置写了 `行`，又按栏名写了格",
                "the row has its cells both by position, in `rows`, and by the names of columns",
            )
            .hint("只用一种写法", "use one of the two"),
            Self::CellNotText => Words::error("table-cell-not-text", "这里应该是文字", "a text was expected here").hint(
                "一格里写文字，或者用方括号写几段文字",
                "a cell holds a text, or a list of texts, its paragraphs",
            ),
            Self::TooDeep => Words::error("table-too-deep", "表里套了太多层", "too many levels in one another")
                .hint("分成几张表", "make several tables of it"),
            _ => Words::error(
                "table-head-mixed",
                "表头里有的写成一整行，有的写成一个栏名",
                "some items of the head are rows of cells, others single names",
            )
            .hint(
                "大栏下面有小栏的写成 `大栏: [ 小栏, 小栏 ]`；或者每一行表头都写成一列",
                "write `head: [ head, head ]` for heads below a head, or every row of the head as a list",
            ),
        }
    }

    fn words_of_rows(&self) -> Words {
        match self {
            Self::RowTooLong { cells, columns, torn } => {
                let words = Words::error(
                    "table-row-too-long",
                    format!("这一行有 {cells} 格，表只有 {columns} 栏"),
                    format!("the row has {cells} cells, the table {columns} columns"),
                );
                match torn {
                    Some(number) => words.hint(
                        format!("数字里的逗号把它拆开了：写成 `\"{number}\"` 或 `{}`", number.replace(',', "")),
                        format!("commas tore a number apart: write `\"{number}\"` or `{}`", number.replace(',', "")),
                    ),
                    None => words.hint(
                        "文字里有逗号的格要加引号：`\"甲,乙\"`；或者在 `表头` 里补上少的栏",
                        "quote a cell with a comma in it, `\"甲,乙\"`, or add the missing head",
                    ),
                }
            }
            Self::RowShort { cells, columns, missing } => Words::warning(
                "table-row-short",
                format!("这一行有 {cells} 格，表有 {columns} 栏，`{missing}` 没有数"),
                format!(
                    "the row has {cells} cells and the table {columns} columns; there is no number for `{missing}`"
                ),
            )
            .hint(
                "空着的格写成 `''`，还没报的数写“未报”，没有的写“无”或“—”",
                "write `''` for an empty cell, 未报 for a number not yet known, 无 or — where there is none",
            ),
            Self::TooManyColumns { columns, most } => Words::error(
                "table-too-many-columns",
                format!("这张表有 {columns} 栏，最多 {most} 栏"),
                format!("the table has {columns} columns, and {most} is the most"),
            )
            .hint("分成几张表", "make several tables of it"),
            Self::TooManyRows { rows, most } => Words::error(
                "table-too-many-rows",
                format!("这张表有 {rows} 行，最多 {most} 行"),
                format!("the table has {rows} rows, and {most} is the most"),
            )
            .hint(
                "只取要印的部分：写 `范围: A1:F200`，或者分成几个文件",
                "take the part that is to be printed, as in `range: A1:F200`, or make several files of it",
            ),
            Self::BadMerge { mark } => {
                let zh = if *mark == '<' { "左边" } else { "上面" };
                let en = if *mark == '<' { "at its left" } else { "above" };
                Words::error(
                    "table-bad-merge",
                    format!("`{mark}` {zh}没有可以并进去的格"),
                    format!("there is no cell {en} that `{mark}` could join"),
                )
                .hint(
                    format!("合并的格要拼成一个长方形；要印出 `{mark}` 这个符号，写成 `'{mark}'`"),
                    format!("joined cells make up a rectangle; to print the sign itself write `'{mark}'`"),
                )
            }
            _ => Self::Empty.words(),
        }
    }

    fn words_of_names(&self) -> Words {
        match self {
            Self::NoHead => Words::error(
                "table-no-head",
                "这张表没有 `表头`，不能按栏名写",
                "the table has no `head`, so columns have no names",
            )
            .hint("写上 `表头`，或者从左到右写成 `[ …… ]`", "write a `head`, or write a list from left to right"),
            Self::UnknownColumn { name, near, known } => {
                let words = Words::error(
                    "table-unknown-column",
                    format!("表里没有 `{name}` 这一栏"),
                    format!("the table has no column `{name}`"),
                );
                match near {
                    Some(near) => words.did_you_mean(Some(near)),
                    None => words
                        .hint(format!("表里有：{}", named(known, "、")), format!("there are {}", named(known, ", "))),
                }
            }
            Self::AmbiguousColumn { name, full } => Words::error(
                "table-ambiguous-column",
                format!("有好几栏叫 `{name}`"),
                format!("several columns are called `{name}`"),
            )
            .hint(
                format!("连上面的大栏一起写：{}", named(full, "、")),
                format!("write it with the head above: {}", named(full, ", ")),
            ),
            Self::CellTwice { name } => Words::error(
                "table-cell-twice",
                format!("这一行的 `{name}` 写了两次"),
                format!("the row has two cells for `{name}`"),
            )
            .hint("删掉一个", "remove one of them"),
            Self::TooManyValues { values, columns } => Words::error(
                "table-too-many-values",
                format!("这里写了 {values} 个，表只有 {columns} 栏"),
                format!("there are {values} values here, and {columns} columns"),
            )
            .hint(
                "一栏一个，从左到右；也可以按栏名写：`{ 备注: 40mm }`",
                "write one a column from left to right, or by name: `{ 备注: 40mm }`",
            ),
            _ => Self::Empty.words(),
        }
    }

    fn words_of_values(&self) -> Words {
        match self {
            Self::BadWidth { typed } => {
                Words::error("table-bad-width", format!("看不懂列宽 `{typed}`"), format!("`{typed}` is no width")).hint(
                    "写份数 `2`、毫米 `30mm` 或字数 `6字`",
                    "write parts as `2`, millimetres as `30mm`, or characters as `6字`",
                )
            }
            Self::BadAlignment { typed } => Words::error(
                "table-bad-alignment",
                format!("没有 `{typed}` 这种对齐"),
                format!("there is no alignment `{typed}`"),
            )
            .hint("可以写：`左`、`中`、`右`、`小数点`", "write one of `left`, `center`, `right`, `point`"),
            Self::BadHeadRows { typed } => Words::error(
                "table-bad-head-rows",
                format!("`{typed}` 不能作表头行数"),
                format!("`{typed}` can't be the number of the head's rows"),
            )
            .hint(
                "写 0、1、2 这样的数，不超过文件里的行数",
                "write a number such as 0, 1 or 2, not more than the file has rows",
            ),
            Self::HeadCut { count, whole } => Words::error(
                "table-head-cut",
                format!("表头只取 {count} 行，会把文件里合并的格切开"),
                format!("a head of {count} rows cuts through merged cells of the file"),
            )
            .hint(format!("写成 `表头行数: {whole}`"), format!("write `head_rows: {whole}`")),
            Self::TotalNotFigure { column, shown, cell } => {
                let (zh, en) = cell.as_ref().map_or_else(
                    || (format!(" `{shown}`"), format!("`{shown}`")),
                    |cell| (format!(" {cell} 的 `{shown}`"), format!("`{shown}` in {cell}")),
                );
                Words::error(
                    "table-total-not-figure",
                    format!("要合计 `{column}`，可是{zh} 不是数"),
                    format!("`{column}` is to be added up, but {en} is no figure"),
                )
                .hint(
                    "写成数字；还没报的写“未报”，没有的写“无”或“—”",
                    "write a number; 未报 for one not yet known, 无 or — where there is none",
                )
            }
            Self::TotalTwice { name } => Words::error(
                "table-total-twice",
                format!("表里已经写了 `{name}` 这一行，又要合计"),
                format!("there is a row `{name}` already, and `totals` asks for one"),
            )
            .hint("删掉其中一个，免得印出两行", "remove one of them, or the table has two"),
            Self::NoGroups => Words::error(
                "table-no-groups",
                "要小计，表里却没有分组",
                "`subtotals` are asked for, and the table has no groups",
            )
            .hint(
                "在每组前面加一行 `- { 组: 名称 }`，或者把首列同一组的格写成 `^`（与上格合并）；只要总数的，写 `合计`",
                "put a row `- { group: name }` before each group, or join the cells of the first column with `^`; for one sum, write `totals`",
            ),
            Self::NotReported { column, row } => Words::warning(
                "table-not-reported",
                format!("`{row}` 的 `{column}` 还是“未报”，合计里没有它"),
                format!("`{column}` of `{row}` is still 未报 and not in the total"),
            )
            .hint("有了数字以后填上", "write the number once it is known"),
            Self::Crowded { columns, turned } => {
                let words = Words::warning(
                    "table-crowded",
                    format!("这张表有 {columns} 栏，页面不够宽，字缩到了最小"),
                    format!("the table's {columns} columns fit the page only in the smallest type"),
                );
                if *turned {
                    words.hint(
                        "减少几栏、写短一些，或者分成几张表",
                        "have fewer columns or shorter texts, or make several tables of it",
                    )
                } else {
                    words.hint(
                        "加上 `横排: 是`，或者减少几栏、写短一些",
                        "add `turned: yes`, or have fewer columns or shorter texts",
                    )
                }
            }
            _ => Self::Empty.words(),
        }
    }
}
