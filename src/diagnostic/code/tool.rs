//! Codes of running the command: where to read, where to write.

use super::source::FileProblem;
use crate::diagnostic::Words;

/// What can keep the command from running.
#[derive(Clone, Debug, PartialEq)]
pub enum ToolFault {
    /// A file can't be written.
    Unwritable {
        /// Its path.
        path: String,
        /// Why.
        reason: FileProblem,
    },
    /// A file that must not be overwritten is there.
    Exists {
        /// Its path.
        path: String,
    },
    /// A folder holds no documents.
    NoDocuments {
        /// Its path.
        path: String,
    },
    /// Several papers can't go into one file.
    OneFileForMany {
        /// The file.
        path: String,
        /// How many papers.
        count: usize,
    },
    /// Two papers would be written to one file.
    SameOutput {
        /// The file.
        path: String,
        /// The other document.
        other: String,
    },
    /// The output would overwrite the document.
    OutputIsInput {
        /// The file.
        path: String,
    },
    /// It can't be told which year a paper is about.
    NoYear {
        /// Its path.
        path: String,
    },
    /// The file is no YAML by its name.
    NotYaml {
        /// The file.
        path: String,
    },
}

impl ToolFault {
    /// Id, severity and words.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::Unwritable { path, reason } => {
                let [zh, en] = reason.words();
                Words::error("tool-unwritable", format!("写不了 `{path}`：{zh}"), format!("can't write `{path}`: {en}"))
                    .hint(
                        "检查磁盘空间和权限；如果文件正在别的程序里打开，先关掉它",
                        "check the disk and the permissions; close the file if another program has it open",
                    )
            }
            Self::Exists { path } => Words::error(
                "tool-exists",
                format!("`{path}` 已经有了，没有改动它"),
                format!("`{path}` exists and was left alone"),
            )
            .hint("换一个文件名", "choose another name"),
            Self::NoDocuments { path } => Words::error(
                "tool-no-documents",
                format!("`{path}` 里没有文稿"),
                format!("there are no documents in `{path}`"),
            )
            .hint(
                "文稿是有 `标题:` 和 `正文:` 的 .yaml 文件；可以用 `banxin new` 生成一份",
                "a document is a .yaml file with `标题:` and `正文:`; `banxin new` writes one",
            ),
            Self::OneFileForMany { path, count } => Words::error(
                "tool-one-file-for-many",
                format!("{count} 份文稿不能写进同一个文件 `{path}`"),
                format!("{count} papers can't go into the one file `{path}`"),
            )
            .hint("`-o` 后面写一个文件夹", "give a folder after `-o`"),
            Self::SameOutput { path, other } => Words::error(
                "tool-same-output",
                format!("它和 `{other}` 都要写到 `{path}`"),
                format!("it and `{other}` would both be written to `{path}`"),
            )
            .hint("给其中一份改名，或者分开输出", "rename one of them, or build them apart"),
            Self::OutputIsInput { path } => Words::error(
                "tool-output-is-input",
                format!("输出会盖掉文稿 `{path}`"),
                format!("the output would overwrite the document `{path}`"),
            )
            .hint("`-o` 后面写别的文件名", "give another name after `-o`"),
            Self::NoYear { path } => Words::error(
                "tool-no-year",
                format!("看不出 `{path}` 是哪一年的文稿"),
                format!("can't tell which year `{path}` is about"),
            )
            .hint(
                "在文稿里写上 `数据: { 年度: 2021 }`，或者在标题里写明年份",
                "write `数据: { 年度: 2021 }` in it, or the year in its title",
            ),
            Self::NotYaml { path } => Words::error(
                "tool-not-yaml",
                format!("`{path}` 不是 .yaml 文件"),
                format!("`{path}` is not a .yaml file"),
            )
            .hint("文稿的文件名以 .yaml 或 .yml 结尾", "documents end in .yaml or .yml"),
        }
    }
}
