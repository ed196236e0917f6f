//! Codes of laying out pages.

use crate::diagnostic::Words;

/// What a theme may not do, so that a page depends on nothing but the paper and the theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forbidden {
    /// Importing a package.
    Package,
    /// Loading a plugin.
    Plugin,
    /// Asking for today's date.
    Clock,
}

impl Forbidden {
    /// In both languages: Chinese, English.
    fn words(self) -> [&'static str; 2] {
        match self {
            Self::Package => ["引用外部软件包（`@…`）", "import a package (`@…`)"],
            Self::Plugin => ["加载插件（`plugin`）", "load a plugin (`plugin`)"],
            Self::Clock => ["读取当天日期（`datetime.today`）", "ask for today's date (`datetime.today`)"],
        }
    }
}

/// A line of a theme's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeLine {
    /// The file, such as `anping/lib/table.typ`.
    pub file: String,
    /// The line, from 1; none where only the file is known.
    pub line: Option<usize>,
}

/// ` (anping/lib/x.typ, line 3)` in both languages, or nothing if the line is not known.
fn at(place: Option<&ThemeLine>) -> [String; 2] {
    match place {
        Some(ThemeLine { file, line: Some(line) }) => {
            [format!("（`{file}` 第 {line} 行）"), format!(" (`{file}`, line {line})")]
        }
        Some(ThemeLine { file, line: None }) => [format!("（`{file}`）"), format!(" (`{file}`)")],
        None => [String::new(), String::new()],
    }
}

/// What can go wrong between Typst source and pages.
#[derive(Clone, Debug, PartialEq)]
pub enum TypesetFault {
    /// Typst could not set a block; its own words are the diagnostic's foreign note.
    Refused {
        /// The theme's line, if the mistake is in the theme.
        theme: Option<ThemeLine>,
        /// The paper's theme, if somebody else made it.
        made_by_others: Option<String>,
    },
    /// A function's file without the function.
    NoFunction {
        /// The file.
        file: String,
        /// The function.
        name: String,
    },
    /// Typst set a block and has something to say.
    Doubted {
        /// The theme's line, if the remark is about the theme.
        theme: Option<ThemeLine>,
    },
    /// A picture can't be decoded.
    Picture,
    /// Page numbers or other references keep changing each other.
    Unsettled {
        /// The theme's line.
        theme: Option<ThemeLine>,
    },
    /// The theme does what no theme may.
    Forbidden {
        /// What it does.
        what: Forbidden,
        /// The theme's line.
        theme: Option<ThemeLine>,
    },
    /// One character carries more combining marks than can be drawn.
    TooManyMarks {
        /// How many.
        count: usize,
    },
    /// Typst gave up with a panic; its words are the diagnostic's foreign note.
    Crashed,
}

impl TypesetFault {
    /// Id, severity and words.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::Refused { theme, made_by_others } => {
                let [zh, en] = at(theme.as_ref());
                let words = Words::error(
                    "typeset-refused",
                    format!("这一部分排不成版{zh}"),
                    format!("this part can't be set{en}"),
                );
                match made_by_others {
                    Some(name) => words.hint(
                        format!("多半是主题 `{name}` 的问题：把下面的原文发给它的作者；先换用 gbt9704 也能排"),
                        format!("most likely the theme `{name}` is at fault: send the words below to its author, or use gbt9704"),
                    ),
                    None => words.hint(
                        "检查这里写的内容；如果内容没有问题，把下面的原文发给制作主题的人",
                        "check what is written here; if it is right, send the words below to the theme's author",
                    ),
                }
            }
            Self::NoFunction { file, name } => Words::error(
                "typeset-no-function",
                format!("`{file}` 里没有叫 `{name}` 的函数"),
                format!("`{file}` has no function `{name}`"),
            )
            .hint(
                format!("一个文件一个函数，名称和文件名一样：`#let {name}(…) = …`"),
                format!("a file is one function of the file's name: `#let {name}(…) = …`"),
            ),
            Self::Doubted { theme } => {
                let [zh, en] = at(theme.as_ref());
                Words::warning(
                    "typeset-doubted",
                    format!("这一部分已经排好，但排版程序有提醒{zh}"),
                    format!("this part was set, but Typst warns{en}"),
                )
                .hint(
                    "看一看这一页是否正常；如果正常，可以不管",
                    "look at the page; if it is as it should be, nothing need be done",
                )
            }
            Self::Picture => Words::error("typeset-picture", "这张图片打不开", "this picture can't be read").hint(
                "确认文件是 PNG、JPEG、GIF、WebP、SVG 或 PDF，并且能用看图软件打开",
                "make sure that it is a PNG, JPEG, GIF, WebP, SVG or PDF file that other programs can open",
            ),
            Self::Unsettled { theme } => {
                let [zh, en] = at(theme.as_ref());
                Words::warning(
                    "typeset-unsettled",
                    format!("页码或版面排了五遍仍在变动{zh}"),
                    format!("page numbers or layout still change after five rounds{en}"),
                )
                .hint("核对目录和页码是否正确", "check that the contents and the page numbers are right")
            }
            Self::Forbidden { what, theme } => {
                let ([zh_what, en_what], [zh, en]) = (what.words(), at(theme.as_ref()));
                Words::error(
                    "typeset-forbidden",
                    format!("主题不可以{zh_what}{zh}"),
                    format!("a theme may not {en_what}{en}"),
                )
                .hint(
                    "换一个主题，或者请制作主题的人去掉这一处",
                    "take another theme, or ask the theme's author to remove this",
                )
            }
            Self::TooManyMarks { count } => Words::error(
                "typeset-too-many-marks",
                format!("这里有 {count} 个附加符号叠在同一个字上，画不出来"),
                format!("{count} combining marks on one character can't be drawn"),
            )
            .hint("删去这一处，重新输入正文", "delete this place and type the text again"),
            Self::Crashed => Words::error(
                "typeset-crashed",
                "排版程序遇到了它处理不了的内容，这一份没有排成",
                "Typst gave up on this paper",
            )
            .hint(
                "把最近改过的地方改回去再试；也请把这份文稿和下面的原文发给我们",
                "undo the latest changes and try again; please send us the paper and the words below",
            ),
        }
    }
}
