//! Why a paper is made: what is other than when it was made last.

use std::path::PathBuf;

use crate::diagnostic::Lang;

/// The first reason found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It was never made, or what is known of it was lost.
    New,
    /// It was asked for.
    Forced,
    /// Another theme, format or the like was asked for.
    Options,
    /// The program is another.
    Program,
    /// The row of the roster changed.
    Row,
    /// A file or folder it uses changed.
    Changed(PathBuf),
    /// A file it would have used is there now.
    Appeared(PathBuf),
    /// A file it used is gone.
    Gone(PathBuf),
    /// The output is not there.
    NoOutput(PathBuf),
    /// The output is not what was written.
    OtherOutput(PathBuf),
    /// It has another name now.
    Renamed(PathBuf),
}

impl Why {
    /// In words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::New => lang.pick("还没有生成过", "it was not made yet").to_owned(),
            Self::Forced => lang.pick("要求重做", "it was asked for").to_owned(),
            Self::Options => lang.pick("主题、格式等选项变了", "theme, format or other options changed").to_owned(),
            Self::Program => lang.pick("程序换了版本", "the program changed").to_owned(),
            Self::Row => lang.pick("名册里这一行变了", "its row of the roster changed").to_owned(),
            Self::Changed(path) => {
                lang.pick(format!("`{}` 变了", path.display()), format!("`{}` changed", path.display()))
            }
            Self::Appeared(path) => {
                lang.pick(format!("`{}` 是新的", path.display()), format!("`{}` is new", path.display()))
            }
            Self::Gone(path) => {
                lang.pick(format!("`{}` 没有了", path.display()), format!("`{}` is gone", path.display()))
            }
            Self::NoOutput(path) => {
                lang.pick(format!("`{}` 不在", path.display()), format!("`{}` is not there", path.display()))
            }
            Self::OtherOutput(path) => {
                lang.pick(format!("`{}` 被改过", path.display()), format!("`{}` was altered", path.display()))
            }
            Self::Renamed(path) => {
                lang.pick(format!("输出名原来是 `{}`", path.display()), format!("it was named `{}`", path.display()))
            }
        }
    }
}
