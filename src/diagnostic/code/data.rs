//! Codes of reading sheets.

use crate::diagnostic::Words;

/// What can be wrong with a .csv or .xlsx file.
#[derive(Clone, Debug, PartialEq)]
pub enum DataFault {
    /// A .csv file that is torn.
    BadCsv {
        /// As typed.
        file: String,
        /// The line, from 1.
        line: u64,
    },
    /// A file that is no workbook.
    BadSheet {
        /// As typed.
        file: String,
    },
    /// A workbook without worksheets.
    EmptySheet {
        /// As typed.
        file: String,
    },
    /// A worksheet with more cells than a paper's table has.
    HugeSheet {
        /// As typed.
        file: String,
        /// The most cells.
        most: usize,
    },
    /// A workbook that needs a password.
    Encrypted {
        /// As typed.
        file: String,
    },
    /// A worksheet that is not there.
    UnknownSheet {
        /// As typed.
        file: String,
        /// The name as typed.
        typed: String,
        /// All names.
        known: Vec<String>,
    },
    /// A worksheet of a .csv file.
    NoSheets {
        /// As typed.
        file: String,
    },
    /// A range that can't be read.
    BadRange {
        /// As typed.
        typed: String,
    },
    /// A range in which there is nothing.
    EmptyRange {
        /// As typed.
        typed: String,
        /// The file as typed.
        file: String,
    },
    /// Rows or columns of a sheet that are hidden, and not printed.
    HiddenLeftOut {
        /// As typed.
        file: String,
        /// How many rows.
        rows: usize,
        /// How many columns.
        columns: usize,
    },
    /// A formula that came to nothing.
    ErrorCell {
        /// The cell's name.
        cell: String,
        /// What it shows.
        shown: String,
    },
    /// A sheet without rows under its heads, or without one for which the condition holds.
    NoRows {
        /// As typed.
        file: String,
    },
    /// A column that is not there.
    NoColumn {
        /// The file.
        file: String,
        /// As typed.
        column: String,
        /// Those it has.
        known: Vec<String>,
    },
    /// A sheet that is no summary of ours.
    NoSummary {
        /// The file.
        file: String,
    },
    /// Two columns under one head.
    SameHead {
        /// The head.
        head: String,
        /// Where it stands first.
        first: String,
        /// Where it stands again.
        second: String,
    },
}

impl DataFault {
    /// Id, severity and words.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::BadCsv { file, line } => Words::error(
                "data-bad-csv",
                format!("`{file}` 第 {line} 行读不下去"),
                format!("`{file}` can't be read in line {line}"),
            )
            .hint("检查那一行的引号是否成对", "check that the quotes in that line are paired"),
            Self::BadSheet { file } => Words::error(
                "data-bad-sheet",
                format!("`{file}` 不是能读的表格文件"),
                format!("`{file}` is no spreadsheet that can be read"),
            )
            .hint(
                "用 Excel 或 WPS 打开，另存为 .xlsx；有密码的先去掉密码",
                "open it in Excel or WPS and save it as .xlsx, without a password",
            ),
            Self::EmptySheet { file } => {
                Words::error("data-empty-sheet", format!("`{file}` 里没有工作表"), format!("`{file}` has no worksheet"))
                    .hint("检查是否选错了文件", "check that it is the right file")
            }
            Self::HugeSheet { file, most } => Words::error(
                "data-huge-sheet",
                format!("`{file}` 里的表超过 {most} 格"),
                format!("the table in `{file}` has more than {most} cells"),
            )
            .hint(
                "把要用的部分另存为一个文件；检查表尾有没有多余的空行",
                "save the part you need as a file of its own; look for empty rows at its end",
            ),
            Self::Encrypted { file } => Words::error(
                "data-encrypted",
                format!("`{file}` 有密码，读不了"),
                format!("`{file}` has a password and can't be read"),
            )
            .hint("在 Excel 或 WPS 里去掉打开密码，再保存", "take the password off in Excel or WPS and save it"),
            Self::UnknownSheet { file, typed, known } => {
                let words = Words::error(
                    "data-unknown-sheet",
                    format!("`{file}` 里没有工作表 `{typed}`"),
                    format!("`{file}` has no worksheet `{typed}`"),
                );
                let list =
                    |separator: &str| known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(separator);
                words.hint(format!("文件里有：{}", list("、")), format!("there are {}", list(", ")))
            }
            Self::NoSheets { file } => Words::error(
                "data-no-sheets",
                format!("`{file}` 是 .csv 文件，里面没有工作表"),
                format!("`{file}` is a .csv file, which has no worksheets"),
            )
            .hint("删掉 `工作表` 这一行，或者换成 .xlsx 文件", "remove `sheet`, or use an .xlsx file"),
            Self::BadRange { typed } => Words::error(
                "data-bad-range",
                format!("看不懂范围 `{typed}`"),
                format!("`{typed}` is no range of cells"),
            )
            .hint("写成 `A1:F20`：左上角的格、冒号、右下角的格", "write it as `A1:F20`: first cell, colon, last cell"),
            Self::EmptyRange { typed, file } => Words::error(
                "data-empty-range",
                format!("`{file}` 的 `{typed}` 里什么也没有"),
                format!("there is nothing in `{typed}` of `{file}`"),
            )
            .hint("检查范围，或者看是不是另一张 `工作表`", "check the range, or whether another `sheet` is meant"),
            Self::HiddenLeftOut { file, rows, columns } => hidden_left_out(file, [*rows, *columns]),
            Self::ErrorCell { cell, shown } => Words::error(
                "data-error-cell",
                format!("{cell} 的公式出了错，显示 `{shown}`"),
                format!("the formula in {cell} shows the error `{shown}`"),
            )
            .hint("在表格文件里改好公式，保存后再试", "mend the formula in the file and save it"),
            Self::NoRows { file } => {
                Words::error("data-no-rows", format!("`{file}` 里没有要用的行"), format!("`{file}` has no rows to use"))
                    .hint(
                        "第一行写各列的名称，下面一行一个；写了条件的，检查条件",
                        "the first row names the columns, each row below is one; if there is a condition, check it",
                    )
            }
            Self::NoColumn { file, column, known } => {
                let list =
                    |separator: &str| known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(separator);
                Words::error(
                    "data-no-column",
                    format!("`{file}` 里没有叫 `{column}` 的列"),
                    format!("`{file}` has no column `{column}`"),
                )
                .hint(format!("有这些：{}", list("、")), format!("there are {}", list(", ")))
            }
            Self::NoSummary { file } => {
                Words::error("data-no-summary", format!("`{file}` 不是汇总表"), format!("`{file}` is no summary")).hint(
                    "要的是 `banxin summarize` 写出的表：左上角是“单位”，下面有“合计”一行",
                    "it takes a sheet that `banxin summarize` wrote, with `单位` at its head and a row `合计`",
                )
            }
            Self::SameHead { head, first, second } => Words::error(
                "data-same-head",
                format!("两列都叫 `{head}`：{first} 和 {second}"),
                format!("two columns are named `{head}`: {first} and {second}"),
            )
            .hint("给其中一列改个名称", "rename one of them"),
        }
    }
}

fn hidden_left_out(file: &str, counts: [usize; 2]) -> Words {
    let told = |names: [[&str; 2]; 2], separator: &str| {
        let parts = counts.iter().zip(names).filter(|(count, _)| **count > 0);
        let part =
            |(count, [one, many]): (&usize, [&str; 2])| format!("{count}{}", if *count == 1 { one } else { many });
        parts.map(part).collect::<Vec<_>>().join(separator)
    };
    let zh = told([[" 行"; 2], [" 列"; 2]], "、");
    let en = told([[" row", " rows"], [" column", " columns"]], " and ");
    Words::note(
        "data-hidden-left-out",
        format!("`{file}` 里隐藏着 {zh}，没有排"),
        format!("{en} of `{file}` are hidden and not printed"),
    )
    .hint(
        "不要的就这样；要排的，在表格文件里取消隐藏或者清除筛选，再保存",
        "if they are wanted, unhide them or clear the filter in the file and save it",
    )
}
