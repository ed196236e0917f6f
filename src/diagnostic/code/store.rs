//! Codes of packing, installing and updating themes.

use crate::diagnostic::Words;

/// What can be wrong with a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackageFlaw {
    /// It is not a package at all.
    NotAPackage,
    /// Its list of files is missing or can't be understood.
    NoList,
    /// It is written for a newer program.
    Newer,
    /// A path that leads out, or that no system should write.
    Path,
    /// A link, a folder or something else that is no plain file.
    NotAFile,
    /// A file that is not in the list, or one of the list that is not there.
    List,
    /// A file of another size than the list says.
    Size,
    /// A file with another hash than the list says.
    Hash,
    /// More or larger files than a theme has.
    TooLarge,
    /// `theme.yaml` does not say what the package says.
    Manifest,
    /// Two paths that are one where capitals don't count.
    SameName,
    /// A file in folders that are too deep.
    TooDeep,
    /// It is not the theme, or not the version, that it was handed out as.
    OtherTheme,
}

impl PackageFlaw {
    fn words(self) -> [&'static str; 2] {
        match self {
            Self::NotAPackage => ["不是主题包，或者已经损坏", "it is no package, or damaged"],
            Self::NoList => ["里面没有文件清单 banxin.json", "it has no list of files, banxin.json"],
            Self::Newer => ["是更新版本的 banxin 打的包", "it was packed by a newer banxin"],
            Self::Path => ["里面有不安全的路径", "it has a path that is not safe"],
            Self::NotAFile => ["里面有链接或别的不是文件的东西", "it has a link or something else that is no file"],
            Self::List => ["里面的文件和清单对不上", "its files are not those of its list"],
            Self::Size => ["文件大小和清单对不上", "a file's size is not as its list says"],
            Self::Hash => ["文件内容和清单对不上", "a file's content is not as its list says"],
            Self::TooLarge => ["里面的文件太多或太大", "its files are too many or too large"],
            Self::Manifest => ["theme.yaml 和包上写的不是同一个主题", "its theme.yaml is of another theme or version"],
            Self::SameName => [
                "有两个文件只有大小写不同，Windows 上是同一个",
                "two files differ only in capitals and are one on Windows",
            ],
            Self::TooDeep => ["文件夹套得太深", "its folders are too deep"],
            Self::OtherTheme => ["不是目录里写的那个主题或版本", "it is not the theme and version that its list says"],
        }
    }
}

/// What can be wrong with themes that come and go.
#[derive(Clone, Debug, PartialEq)]
pub enum StoreFault {
    /// A package that must not be installed.
    Package {
        /// Its name or path.
        package: String,
        /// What is wrong.
        flaw: PackageFlaw,
        /// The file in it.
        file: Option<String>,
    },
    /// A theme's folder that can't become a package.
    NotPacked {
        /// Its path.
        folder: String,
        /// What is wrong.
        flaw: PackageFlaw,
        /// The file in it.
        file: String,
    },
    /// A folder that is no theme.
    NoTheme {
        /// Its path.
        path: String,
    },
    /// A theme's name that can't be a folder's.
    BadName {
        /// The name.
        name: String,
    },
    /// A version that is none.
    BadVersion {
        /// As typed.
        version: String,
    },
    /// The name of a built-in theme.
    BuiltIn {
        /// The name.
        name: String,
    },
    /// Something with the theme's name is there that was not installed.
    InTheWay {
        /// Its path.
        path: String,
    },
    /// There is nothing to install.
    NotFound {
        /// Where.
        source: String,
        /// What.
        wanted: String,
        /// What there is.
        known: Vec<String>,
    },
    /// There are several themes, and none was named.
    WhichOne {
        /// Where.
        source: String,
        /// What there is.
        known: Vec<String>,
    },
    /// No such theme is installed.
    NotInstalled {
        /// Its name.
        name: String,
        /// What is installed.
        known: Vec<String>,
    },
    /// Another theme stands on it.
    Needed {
        /// Its name.
        name: String,
        /// Who stands on it.
        by: String,
    },
    /// A name without a place to look for it.
    NoSource {
        /// As typed.
        typed: String,
    },
    /// `banxin.yaml` does not say where themes are to be had.
    NoProjectSource,
    /// A version whose content is not the one in `banxin.lock`.
    OtherContent {
        /// The theme.
        name: String,
        /// The version.
        version: String,
        /// Where it came from.
        source: String,
    },
    /// Another theme that is there would no longer have what it stands on.
    Breaks {
        /// The theme that comes.
        name: String,
        /// Its version.
        version: String,
        /// Who stands on it.
        by: String,
        /// The versions that would do.
        range: String,
    },
    /// A locked theme that is not there and came from nowhere.
    Lost {
        /// The theme.
        name: String,
    },
    /// Something could not be put in place, and all is as it was.
    NotMoved {
        /// Where.
        path: String,
    },
}

impl StoreFault {
    /// Id, severity and words.
    #[expect(clippy::too_many_lines, reason = "one table of words")]
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::Package { package, flaw, file } => {
                let [zh, en] = flaw.words();
                let [zh_file, en_file] = match file {
                    Some(file) => [format!("：`{file}`"), format!(": `{file}`")],
                    None => [String::new(), String::new()],
                };
                Words::error(
                    "package-refused",
                    format!("`{package}` 不能安装，{zh}{zh_file}"),
                    format!("`{package}` can't be installed: {en}{en_file}"),
                )
                .hint(
                    "什么都没有改动；请向发布主题的单位重新要一份",
                    "nothing was changed; ask whoever publishes the theme for it again",
                )
            }
            Self::NotPacked { folder, flaw, file } => {
                let [zh, en] = flaw.words();
                Words::error(
                    "store-not-packed",
                    format!("`{folder}` 不能打包，{zh}：`{file}`"),
                    format!("`{folder}` can't be packed: {en}: `{file}`"),
                )
                .hint(
                    "把它改名或者移出主题；链接换成文件本身",
                    "rename it or move it out of the theme; of a link, put the file itself there",
                )
            }
            Self::NoTheme { path } => Words::error(
                "store-no-theme",
                format!("`{path}` 不是主题：里面没有 theme.yaml"),
                format!("`{path}` is no theme: it has no theme.yaml"),
            )
            .hint("写主题的文件夹", "name a theme's folder"),
            Self::BadName { name } => Words::error(
                "store-bad-name",
                format!("`{name}` 不能作主题的名称"),
                format!("`{name}` can't be a theme's name"),
            )
            .hint("用汉字、字母、数字和短横", "use letters, digits, hanzi and hyphens"),
            Self::BadVersion { version } => Words::error(
                "store-bad-version",
                format!("`{version}` 不是版本号"),
                format!("`{version}` is no version"),
            )
            .hint("theme.yaml 里写成 `version: 1.0.0` 的样子", "write it in theme.yaml like `version: 1.0.0`"),
            Self::BuiltIn { name } => Words::error(
                "store-built-in",
                format!("`{name}` 是程序自带的主题，不能用别的替换"),
                format!("`{name}` is built in and can't be replaced"),
            )
            .hint(
                "给主题另起一个名称，`extends` 自带的那个",
                "give the theme another name, and let it extend the built-in one",
            ),
            Self::InTheWay { path } => Words::error(
                "store-in-the-way",
                format!("`{path}` 已经在那里，而且不是安装来的，没有动它"),
                format!("`{path}` is there and was not installed, so it was left alone"),
            )
            .hint("确实不要了，先把它移走或改名", "move it away or rename it first"),
            Self::NotFound { source, wanted, known } => {
                let words = Words::error(
                    "store-not-found",
                    format!("`{source}` 里没有 {wanted}"),
                    format!("there is no {wanted} in `{source}`"),
                );
                if known.is_empty() {
                    words.hint(
                        "那里应该有 `名称-版本.banxin` 这样的文件，用 `banxin theme pack` 打包",
                        "there should be files such as `NAME-VERSION.banxin`, made by `banxin theme pack`",
                    )
                } else {
                    words.hint(format!("那里有：{}", known.join("、")), format!("there are: {}", known.join(", ")))
                }
            }
            Self::WhichOne { source, known } => Words::error(
                "store-which-one",
                format!("`{source}` 里有几个主题，不知道要哪一个"),
                format!("there are several themes in `{source}`"),
            )
            .hint(
                format!("在后面写上名称：{}", known.join("、")),
                format!("add the name of one: {}", known.join(", ")),
            ),
            Self::NotInstalled { name, known } => {
                let words = Words::error(
                    "store-not-installed",
                    format!("没有安装主题 `{name}`"),
                    format!("the theme `{name}` is not installed"),
                );
                if known.is_empty() {
                    words.hint("先运行 `banxin theme install`", "run `banxin theme install` first")
                } else {
                    words
                        .hint(format!("装了的有：{}", known.join("、")), format!("installed are: {}", known.join(", ")))
                }
            }
            Self::Needed { name, by } => Words::error(
                "store-needed",
                format!("主题 `{by}` 要用 `{name}`，没有删"),
                format!("the theme `{by}` extends `{name}`, which was left alone"),
            )
            .hint(format!("先删 `{by}`"), format!("remove `{by}` first")),
            Self::NoSource { typed } => Words::error(
                "store-no-source",
                format!("没有 `{typed}` 这个文件或文件夹，也不知道到哪里找叫这个名称的主题"),
                format!("there is no file or folder `{typed}`, and no place to look for a theme of that name"),
            )
            .hint(
                "写上主题包、文件夹或 https 地址；或者在 banxin.yaml 里写 `主题来源: 地址`，以后只写名称",
                "name a package, a folder or an https address; or write `theme_source: ADDRESS` in banxin.yaml, and from then on only the name",
            ),
            Self::NoProjectSource => Words::error(
                "store-no-project-source",
                "banxin.yaml 里没有写“主题来源”",
                "banxin.yaml has no `theme_source`",
            )
            .hint(
                "写上 `主题来源: https://主机名/文件夹/`，或者在命令里写地址：`banxin theme list 地址`",
                "write `theme_source: https://host/folder/`, or the address in the command: `banxin theme list ADDRESS`",
            ),
            Self::OtherContent { name, version, source } => Words::error(
                "store-other-content",
                format!("`{source}` 的 `{name}` {version} 和 banxin.lock 里记的同一版内容不一样，没有安装"),
                format!("`{name}` {version} of `{source}` is not the {version} in banxin.lock, and was not installed"),
            )
            .hint(
                format!("问发布主题的单位：改了内容应当换版本号；确实要用这一份，先 `banxin theme remove {name}` 再安装"),
                format!("ask whoever publishes it: what is changed takes a new version; if it is to be used all the same, run `banxin theme remove {name}` first"),
            ),
            Self::Breaks { name, version, by, range } => Words::error(
                "store-breaks",
                format!("不能换成 `{name}` {version}：这里的主题 `{by}` 要它的 `{range}` 版"),
                format!("`{name}` {version} can't be installed: the theme `{by}` here needs `{range}` of it"),
            )
            .hint(
                format!("先更新 `{by}`，或者写明版本：`{name}@{range}`"),
                format!("update `{by}` first, or name the version: `{name}@{range}`"),
            ),
            Self::Lost { name } => Words::error(
                "store-lost",
                format!("主题 `{name}` 记在 banxin.lock 里，但是 themes 里没有，也没有记它从哪里来"),
                format!("the theme `{name}` is in banxin.lock but not in themes, and nothing says where it came from"),
            )
            .hint(
                format!("把它的文件夹放回 themes；不要了，运行 `banxin theme remove {name}`"),
                format!("put its folder back into themes, or run `banxin theme remove {name}`"),
            ),
            Self::NotMoved { path } => Words::error(
                "store-not-moved",
                format!("`{path}` 换不成新的，原来的没有动"),
                format!("`{path}` could not be replaced and is as it was"),
            )
            .hint("关掉正在用里面文件的程序，再试一次", "close programs that have its files open and try again"),
        }
    }
}
