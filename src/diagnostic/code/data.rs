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
                format!("`{file}` 的第一张工作表超过 {most} 格"),
                format!("the first worksheet of `{file}` has more than {most} cells"),
            )
            .hint(
                "把要用的部分另存为一个文件；检查表尾有没有多余的空行",
                "save the part you need as a file of its own; look for empty rows at its end",
            ),
        }
    }
}
