//! Codes of reading files.

use crate::diagnostic::Words;

/// Why the system would not give a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// There is none by that name.
    NotFound,
    /// It may not be read.
    Denied,
    /// It is a folder.
    Folder,
    /// It is a pipe, a device or the like.
    NoFile,
    /// Somebody made it, or the disk, read-only.
    ReadOnly,
    /// The disk, or what may be used of it, is full.
    Full,
    /// There is a file where a folder should be.
    InTheWay,
    /// Anything else.
    Other(std::io::ErrorKind),
}

impl From<std::io::ErrorKind> for FileProblem {
    fn from(kind: std::io::ErrorKind) -> Self {
        match kind {
            std::io::ErrorKind::NotFound => Self::NotFound,
            std::io::ErrorKind::PermissionDenied => Self::Denied,
            std::io::ErrorKind::IsADirectory => Self::Folder,
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded | std::io::ErrorKind::WriteZero => {
                Self::Full
            }
            std::io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            std::io::ErrorKind::AlreadyExists | std::io::ErrorKind::NotADirectory => Self::InTheWay,
            other => Self::Other(other),
        }
    }
}

impl FileProblem {
    /// In both languages: Chinese, English.
    pub(super) fn words(self) -> [String; 2] {
        match self {
            Self::NotFound => ["没有这个文件".into(), "there is no such file".into()],
            Self::InTheWay => ["那里应该是文件夹，却是文件".into(), "a file is where a folder should be".into()],
            Self::Denied => ["没有权限".into(), "no permission".into()],
            Self::Folder => ["这是一个文件夹".into(), "it is a folder".into()],
            Self::NoFile => ["这不是普通文件".into(), "it is no regular file".into()],
            Self::ReadOnly => ["设成了只读".into(), "it is read-only".into()],
            Self::Full => ["磁盘满了".into(), "the disk is full".into()],
            Self::Other(kind) => [format!("系统报告：{kind}"), format!("the system says: {kind}")],
        }
    }
}

/// What can go wrong before a text is a text.
#[derive(Clone, Debug, PartialEq)]
pub enum SourceFault {
    /// The file can't be read.
    Unreadable {
        /// As the user knows it.
        path: String,
        /// Why.
        reason: FileProblem,
    },
    /// The file is larger than a document can be.
    TooLarge {
        /// As the user knows it.
        path: String,
        /// The limit in megabytes.
        limit_mb: usize,
    },
    /// The bytes are no text we know.
    NotText {
        /// As the user knows it.
        path: String,
    },
    /// The file was not UTF-8, and was read all the same.
    Encoding {
        /// As the user knows it.
        path: String,
        /// The encoding's name.
        encoding: String,
    },
    /// A path leads out of the project.
    Outside {
        /// As typed.
        path: String,
    },
}

impl SourceFault {
    /// Id, severity and words.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::Unreadable { path, reason } => {
                let [zh, en] = reason.words();
                Words::error("file-unreadable", format!("读不了 `{path}`：{zh}"), format!("can't read `{path}`: {en}"))
                    .hint("检查路径和文件名是否写对", "check that the path and the name are right")
            }
            Self::TooLarge { path, limit_mb } => Words::error(
                "file-too-large",
                format!("`{path}` 太大，超过 {limit_mb} MB，不像是一份文稿"),
                format!("`{path}` is larger than {limit_mb} MB, too large for a document"),
            )
            .hint(
                "检查是否选错了文件；文稿可以拆成几份",
                "check that it is the right file; split a long paper in several",
            ),
            Self::NotText { path } => Words::error(
                "file-not-text",
                format!("`{path}` 不是文本文件，或者编码不是 UTF-8、UTF-16、GBK"),
                format!("`{path}` is not text in UTF-8, UTF-16 or GBK"),
            )
            .hint("用编辑器另存为 UTF-8 编码的文本", "save it from an editor as UTF-8 text"),
            Self::Encoding { path, encoding } => Words::note(
                "file-encoding",
                format!("`{path}` 是 {encoding} 编码，已按此读取"),
                format!("`{path}` is in {encoding} and was read as such"),
            )
            .hint("另存为 UTF-8 可以避免别的程序看到乱码", "save it as UTF-8 so that other programs read it too"),
            Self::Outside { path } => Words::error(
                "path-outside",
                format!("路径 `{path}` 不在本项目的文件夹里"),
                format!("the path `{path}` leads out of the project's folder"),
            )
            .hint(
                "把文件放进项目文件夹，写相对路径，用 `/` 分隔",
                "put the file inside the project and write a relative path with `/`",
            ),
        }
    }
}
