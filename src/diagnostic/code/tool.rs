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
        /// The one document.
        document: String,
        /// The other.
        other: String,
    },
    /// The pattern of output names comes to nothing.
    EmptyName {
        /// The document.
        document: String,
    },
    /// No roster of units was named.
    NoUnits,
    /// A list can't be written under that name.
    NoListName {
        /// The file.
        path: String,
    },
    /// There is no project here.
    NoProject,
    /// An option that means something only with others.
    Alone {
        /// As typed.
        option: &'static str,
        /// What it goes with.
        with: &'static str,
    },
    /// A share of papers that is none.
    NoShard {
        /// As typed.
        typed: String,
    },
    /// A scheduler says something of which the share can't be told.
    UnclearShard {
        /// The variable and its value.
        told: String,
    },
    /// A report that can't be read.
    NoReport {
        /// The file.
        path: String,
    },
    /// What is done already is forgotten, since it can't be written down.
    Forgetful,
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
    /// More than one document is to be explained.
    ExplainsOne,
    /// The file is no YAML by its name.
    NotYaml {
        /// The file.
        path: String,
    },
}

impl ToolFault {
    /// Id, severity and words.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one arm a code")]
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
            Self::SameOutput { path, document, other } => Words::error(
                "tool-same-output",
                format!("`{other}` 和 `{document}` 都要写到 `{path}`"),
                format!("`{other}` and `{document}` would both be written to `{path}`"),
            )
            .hint(
                "给其中一份改名；用了 `输出` 的，加上能区分它们的名称，如 {{ 署名 }}、{{ 文件名 }}",
                "rename one of them; in a pattern, use a name that tells them apart, such as {{ 署名 }} or {{ 文件名 }}",
            ),
            Self::EmptyName { document } => Words::error(
                "tool-empty-name",
                format!("`{document}` 的输出名是空的，或者走到了文件夹外面"),
                format!("the output name of `{document}` comes to nothing, or leads out of its folder"),
            )
            .hint("检查 `输出` 里各段的内容", "check each part of the pattern"),
            Self::NoUnits => {
                Words::error("tool-no-units", "没有写哪些单位应当报送", "which units are to report was not said").hint(
                    "用 `--units 单位.xlsx`，或者在 `banxin.yaml` 里写 `单位名册: 单位.xlsx`",
                    "give `--units units.xlsx`, or `单位名册: units.xlsx` in `banxin.yaml`",
                )
            }
            Self::NoListName { path } => Words::error(
                "tool-no-list-name",
                format!("`{path}` 写不成清单"),
                format!("no list can be written as `{path}`"),
            )
            .hint("文件名以 .xlsx、.csv 或 .yaml 结尾", "end the name in .xlsx, .csv or .yaml"),
            Self::NoProject => Words::error(
                "tool-no-project",
                "没有写文稿，这里也不是项目文件夹",
                "no document was named, and this folder is no project",
            )
            .hint(
                "写上文稿或文件夹；放一个 `banxin.yaml`（可以是空的），这个文件夹就是项目",
                "name documents or folders; a file `banxin.yaml`, even an empty one, makes this folder a project",
            ),
            Self::Alone { option, with } => Words::error(
                "tool-option-alone",
                format!("`{option}` 要和 {with} 一起用"),
                format!("`{option}` goes with {with}"),
            )
            .hint("用 --help 看怎么写", "see --help"),
            Self::NoShard { typed } => Words::error(
                "tool-no-shard",
                format!("`{typed}` 不是一份分工"),
                format!("`{typed}` is no share"),
            )
            .hint("写成 `K/N`，例如 `2/8` 是八份里的第二份", "write it as `K/N`, such as `2/8` for the second of eight"),
            Self::UnclearShard { told } => Words::error(
                "tool-unclear-shard",
                format!("从 `{told}` 看不出是几份分工里的哪一份"),
                format!("`{told}` does not tell which share of how many this is"),
            )
            .hint(
                "Slurm 的数组写成连续的一段，如 `--array=0-7`；Kubernetes 里把总数写进 JOB_COMPLETIONS；或者写 `--shard K/N`，全做写 `--shard 1/1`",
                "give Slurm a range such as `--array=0-7`; in Kubernetes pass the number on as JOB_COMPLETIONS; or give `--shard K/N`, \
                 `--shard 1/1` for all",
            ),
            Self::NoReport { path } => Words::error(
                "tool-no-report",
                format!("`{path}` 不是生成报告"),
                format!("`{path}` is no report of a build"),
            )
            .hint("要的是 `banxin build` 写出的 build-report….json", "it takes the build-report….json that `banxin build` writes"),
            Self::Forgetful => Words::warning(
                "tool-forgetful",
                "记录写不进去，下次这些文稿会重新生成",
                "what was made can't be written down; it will be made again the next time",
            )
            .hint(
                "检查项目文件夹里的 `.banxin` 能不能写、磁盘是否满了",
                "check that `.banxin` in the project can be written and that the disk is not full",
            ),
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
            Self::ExplainsOne => Words::error(
                "tool-explains-one",
                "`--explain` 一次只说明一份文稿的一行",
                "`--explain` takes a line of one document",
            )
            .hint("写成 `banxin build 计划.yaml --explain 12`", "write `banxin build plan.yaml --explain 12`"),
            Self::NotYaml { path } => Words::error(
                "tool-not-yaml",
                format!("`{path}` 不是 .yaml 文件"),
                format!("`{path}` is not a .yaml file"),
            )
            .hint("文稿的文件名以 .yaml 或 .yml 结尾", "documents end in .yaml or .yml"),
        }
    }
}
