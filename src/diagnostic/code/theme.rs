//! Codes of loading themes and rendering with them.

use crate::diagnostic::Words;
use crate::theme::{ParamType, is_built_in_name};

/// What can be wrong with a theme.
#[derive(Clone, Debug, PartialEq)]
pub enum ThemeFault {
    /// A paper of a volume that asks for another theme than the first.
    OtherTheme {
        /// As asked for.
        theme: String,
    },
    /// There is no such theme.
    Unknown {
        /// As asked for.
        theme: String,
        /// The nearest known one.
        near: Option<String>,
        /// All known ones.
        known: Vec<String>,
    },
    /// A theme that `banxin.lock` has and that is not here.
    NotInstalled {
        /// As asked for.
        theme: String,
        /// The version that is locked.
        version: String,
        /// Where it came from.
        source: Option<String>,
    },
    /// A folder whose theme has another name.
    OtherName {
        /// The folder's.
        folder: String,
        /// The theme's.
        named: String,
    },
    /// A `theme.yaml` with nothing in it.
    EmptyManifest {
        /// Its path.
        path: String,
    },
    /// A file of `lib/` that can't be a function's.
    FunctionName {
        /// The theme and the file.
        file: String,
    },
    /// A parameter that the parent has with another type.
    ParamRetyped {
        /// Its name.
        param: String,
        /// The parent's type.
        kind: &'static str,
    },
    /// A path where only a theme's name may stand.
    NotAName {
        /// As typed.
        typed: String,
    },
    /// A theme that extends itself, directly or not.
    Circular {
        /// Its name.
        theme: String,
    },
    /// A theme without `theme.yaml`.
    NoManifest {
        /// Its name.
        theme: String,
    },
    /// A file of the theme is too large.
    FileTooLarge {
        /// Its path.
        path: String,
    },
    /// A theme for another program version.
    Api {
        /// As typed.
        typed: String,
        /// What this program knows.
        known: u32,
    },
    /// Names were expected.
    NotNames,
    /// A parameter type nobody knows.
    UnknownParamType {
        /// As typed.
        typed: String,
    },
    /// A parameter that is set but defined nowhere.
    UnknownParam {
        /// Its name.
        param: String,
        /// The nearest known one.
        near: Option<String>,
    },
    /// A document sets a parameter that its theme does not have.
    NoSuchParam {
        /// Its name.
        param: String,
        /// The theme.
        theme: String,
        /// The nearest known one.
        near: Option<String>,
    },
    /// A parameter that is defined without a value.
    NoDefault {
        /// Its name.
        param: String,
        /// What it should be.
        kind: ParamType,
    },
    /// A parameter that should name a font role names none.
    NoRole {
        /// As typed.
        typed: String,
        /// The nearest role.
        near: Option<String>,
        /// All roles.
        known: Vec<String>,
    },
    /// A text that is no range of versions.
    NotARange {
        /// As typed.
        typed: String,
    },
    /// The theme that is there is of another version than the one that is extended.
    OtherVersion {
        /// Its name.
        theme: String,
        /// The range.
        wanted: String,
        /// The version that is there.
        found: String,
    },
    /// A theme for other versions of the program.
    Program {
        /// The range.
        wanted: String,
        /// The program's version.
        own: String,
    },
    /// `banxin.lock` can't be understood.
    LockDamaged {
        /// Its path.
        path: String,
    },
    /// A theme that is not in `banxin.lock`, where all must be.
    NotLocked {
        /// Its name.
        theme: String,
    },
    /// A theme is not what `banxin.lock` says.
    Changed {
        /// Its name.
        theme: String,
        /// The version that is locked, and the one that is there.
        versions: [String; 2],
        /// Files that are not the same.
        files: Vec<String>,
    },
    /// A parameter's value is not of its type, or out of bounds.
    WrongParam {
        /// Its name.
        param: String,
        /// As typed.
        typed: String,
        /// What it should be.
        kind: ParamType,
        /// The least and the greatest value.
        bounds: [Option<String>; 2],
    },
    /// The theme has no such layout.
    NoLayout {
        /// As asked for.
        layout: String,
        /// The theme.
        theme: String,
        /// Layouts it has, in Chinese.
        known: Vec<String>,
    },
    /// A template that a paper needs is not there.
    NoTemplate {
        /// Its path.
        template: String,
    },
    /// A template could not be rendered.
    Template {
        /// Theme and path.
        template: String,
        /// The line, from 1.
        line: usize,
    },
    /// A template wrote more, or worked longer, than any paper needs.
    TemplateRunaway {
        /// Theme and path.
        template: String,
    },
    /// A template took a text apart, so that its place is lost.
    TemplateBroke {
        /// Theme and path.
        template: String,
    },
}

impl ThemeFault {
    /// Id, severity and words.
    #[expect(clippy::too_many_lines, reason = "one table of words")]
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::OtherTheme { theme } => Words::warning(
                "theme-other",
                format!("这份文稿的主题是 `{theme}`，汇编里按第一份的主题排"),
                format!("this paper's theme is `{theme}`; in the volume it is set in the first paper's"),
            )
            .hint("各份用同一个主题", "use one theme for all papers"),
            Self::Unknown { theme, near, known } => {
                let words = Words::error(
                    "theme-unknown",
                    format!("没有 `{theme}` 这个主题"),
                    format!("there is no theme `{theme}`"),
                );
                match near {
                    Some(near) => words.did_you_mean(Some(near)),
                    None => words
                        .hint(format!("可用的主题：{}", known.join("、")), format!("use one of: {}", known.join(", "))),
                }
            }
            Self::NotInstalled { theme, version, source } => {
                let words = Words::error(
                    "theme-not-installed",
                    format!("主题 `{theme}` {version} 记在 banxin.lock 里，但是这里没有"),
                    format!("the theme `{theme}` {version} is in banxin.lock but not here"),
                );
                match source {
                    Some(source) => words.hint(
                        format!("运行 `banxin theme install`，从 {source} 取回来"),
                        format!("run `banxin theme install` to get it from {source}"),
                    ),
                    None => words.hint("把它的文件夹放回 themes", "put its folder back into themes"),
                }
            }
            Self::OtherName { folder, named } => Words::warning(
                "theme-other-name",
                format!("主题的文件夹叫 `{folder}`，theme.yaml 里却写 `name: {named}`"),
                format!("the theme's folder is `{folder}`, but its theme.yaml says `name: {named}`"),
            )
            .hint(
                format!("两处写成一样的：文件夹改名，或者写 `name: {folder}`"),
                format!("make them the same: rename the folder, or write `name: {folder}`"),
            ),
            Self::EmptyManifest { path } => {
                Words::error("theme-empty", format!("`{path}` 里没有内容"), format!("`{path}` is empty")).hint(
                    "至少写 `name`、`version`、`api: 1` 和 `extends: gbt9704` 四行",
                    "write at least `name`, `version`, `api: 1` and `extends: gbt9704`",
                )
            }
            Self::FunctionName { file } => Words::error(
                "theme-function-name",
                format!("`{file}` 的文件名不能作函数的名称"),
                format!("`{file}` can't be a function's name"),
            )
            .hint(
                "用字母、数字和短横，以字母开头，不要有空格，也不要再分文件夹；里面的函数和文件同名",
                "use letters, digits and hyphens, begin with a letter, without spaces and folders; its function has the file's name",
            ),
            Self::ParamRetyped { param, kind } => Words::error(
                "theme-param-retyped",
                format!("上一级主题已经有参数 `{param}`，类型是 {kind}，不能改类型"),
                format!("the parent has the parameter `{param}` as {kind}, which can't be changed"),
            )
            .hint(
                format!("只改值就写 `{param}: 值`；要新的参数，换一个名称"),
                format!("write `{param}: VALUE` to set it, or give a new parameter another name"),
            ),
            Self::NotAName { typed } => Words::error(
                "theme-not-a-name",
                format!("主题只能写名称，不能写成路径 `{typed}`"),
                format!("a theme is named here, and `{typed}` is a path"),
            )
            .hint(
                "把主题的文件夹放进文稿旁边的 themes 文件夹，这里只写它的名称；用别处的主题要在命令里写 `--theme`",
                "put the theme's folder in `themes` beside the document and write its name, or use `--theme` on the command line",
            ),
            Self::Circular { theme } => Words::error(
                "theme-circular",
                format!("主题 `{theme}` 绕了一圈又继承自己"),
                format!("the theme `{theme}` extends itself in a circle"),
            )
            .hint("检查各主题 theme.yaml 里的 `extends`", "check `extends` in the themes' theme.yaml"),
            Self::NoManifest { theme } => Words::error(
                "theme-no-manifest",
                format!("主题 `{theme}` 里没有 theme.yaml"),
                format!("the theme `{theme}` has no theme.yaml"),
            )
            .hint("检查主题文件夹是否完整", "check that the theme's folder is complete"),
            Self::FileTooLarge { path } => Words::error(
                "theme-file-too-large",
                format!("主题里的文件 `{path}` 太大"),
                format!("the theme's file `{path}` is too large"),
            )
            .hint("把它移出主题，或者换一个小于 16 MB 的文件", "remove it, or use a file below 16 MB"),
            Self::Api { typed, known } => Words::error(
                "theme-api",
                format!("主题按模板接口第 {typed} 版写成，本程序用的是第 {known} 版"),
                format!("the theme is written for template interface {typed}, this program has {known}"),
            )
            .hint(format!("改成 `api: {known}`，并检查模板"), format!("write `api: {known}` and check the templates")),
            Self::NotNames => {
                Words::error("theme-not-names", "这里应该是“名称: 值”", "names with values were expected here")
                    .hint(
                        "写成“名称: 值”，一行一个，前面不加 `- `",
                        "write `name: value`, one a line, without `- ` before it",
                    )
            }
            Self::UnknownParamType { typed } => Words::error(
                "theme-param-type",
                format!("没有 `{typed}` 这种参数类型"),
                format!("there is no parameter type `{typed}`"),
            )
            .hint(
                "可以写：text、flag、integer、decimal、length、colour、choice、font role、image、list of text",
                "write one of: text, flag, integer, decimal, length, colour, choice, font role, image, list of text",
            ),
            Self::UnknownParam { param, near } => {
                let words = Words::error(
                    "theme-param-unknown",
                    format!("没有 `{param}` 这个参数"),
                    format!("there is no parameter `{param}`"),
                );
                match near {
                    Some(near) => words.did_you_mean(Some(near)),
                    None => words.hint("新参数要写 `type` 和 `default`", "a new parameter needs `type` and `default`"),
                }
            }
            Self::NoSuchParam { param, theme, near } => {
                let words = Words::error(
                    "theme-no-such-param",
                    format!("主题 `{theme}` 没有 `{param}` 这个参数"),
                    format!("the theme `{theme}` has no parameter `{param}`"),
                );
                match near {
                    Some(near) => words.did_you_mean(Some(near)),
                    None => words.hint(
                        format!("运行 `banxin theme show {theme}` 看它有哪些参数"),
                        format!("run `banxin theme show {theme}` to see its parameters"),
                    ),
                }
            }
            Self::NoDefault { param, kind } => {
                let [zh, en] = kind_words(kind);
                Words::error(
                    "theme-param-default",
                    format!("参数 `{param}` 没有默认值"),
                    format!("the parameter `{param}` has no default"),
                )
                .hint(format!("加上 `default`：{zh}"), format!("add `default`: {en}"))
            }
            Self::NoRole { typed, near, known } => {
                let words = Words::error(
                    "theme-no-role",
                    format!("主题的 `fonts` 里没有 `{typed}` 这种用途"),
                    format!("`fonts` of the theme has no role `{typed}`"),
                );
                match near {
                    Some(near) => words.did_you_mean(Some(near)),
                    None => words.hint(format!("可以写：{}", known.join("、")), format!("use one of: {}", known.join(", "))),
                }
            }
            Self::NotARange { typed } => Words::error(
                "theme-not-a-range",
                format!("`{typed}` 不是版本范围"),
                format!("`{typed}` is no range of versions"),
            )
            .hint(
                "写成 `1.2`（1.2 起、2 以前）、`>=1.2, <1.5` 或 `=1.2.0`",
                "write `1.2` (from 1.2 to below 2), `>=1.2, <1.5` or `=1.2.0`",
            ),
            Self::OtherVersion { theme, wanted, found } => Words::error(
                "theme-other-version",
                format!("这里要主题 `{theme}` 的 `{wanted}` 版，现有的是 {found} 版"),
                format!("`{wanted}` of the theme `{theme}` is needed here, and {found} is there"),
            )
            .hint(
                if is_built_in_name(theme) {
                    "换用合适版本的 banxin（这个主题是程序自带的），或者改这里的版本范围".to_owned()
                } else {
                    format!("运行 `banxin theme update {theme}` 换成新版，或者改这里的版本范围")
                },
                if is_built_in_name(theme) {
                    "use another banxin, which the theme is built into, or change the range here".to_owned()
                } else {
                    format!("run `banxin theme update {theme}`, or change the range here")
                },
            ),
            Self::Program { wanted, own } => Words::error(
                "theme-program-version",
                format!("主题要用 `{wanted}` 版的 banxin，本程序是 {own} 版"),
                format!("the theme needs banxin `{wanted}`, this is {own}"),
            )
            .hint("换用合适的 banxin，或者向主题的作者要合适的版本", "use another banxin, or ask the theme's author for another version"),
            Self::LockDamaged { path } => {
                Words::error("lock-damaged", format!("`{path}` 看不懂"), format!("`{path}` can't be understood")).hint(
                    "恢复这个文件原来的内容；或者删掉它，再运行 `banxin theme update --accept` 重新记下现有的主题",
                    "restore the file; or delete it and run `banxin theme update --accept` to write down the themes as they are",
                )
            }
            Self::NotLocked { theme } => Words::error(
                "theme-not-locked",
                format!("banxin.lock 里没有主题 `{theme}`"),
                format!("the theme `{theme}` is not in banxin.lock"),
            )
            .hint(
                format!("运行 `banxin theme update --accept {theme}` 记下现在的主题，把 banxin.lock 和文稿一起保存"),
                format!("run `banxin theme update --accept {theme}` and keep banxin.lock with the documents"),
            ),
            Self::Changed { theme, versions: [locked, found], files } => {
                let (shown, more) = (files.iter().take(MAX_LISTED), files.len().saturating_sub(MAX_LISTED));
                let listed = shown.map(|file| format!("`{file}`")).collect::<Vec<_>>();
                let more = if more > 0 { [format!("等 {} 个文件", files.len()), format!(" and {more} more")] } else { Default::default() };
                Words::error(
                    "theme-changed",
                    format!("主题 `{theme}` 和 banxin.lock 里记的不一样：{}{}", listed.join("、"), more[0]),
                    format!("the theme `{theme}` is not the one in banxin.lock: {}{} differ", listed.join(", "), more[1]),
                )
                .hint(
                    if locked == found {
                        format!("确实要用现在这样的，运行 `banxin theme update --accept {theme}`；要原来的，移走 themes 里的 `{theme}`，再运行 `banxin theme install`")
                    } else {
                        format!("原来是 {locked} 版，现在是 {found} 版；要用现在这版，运行 `banxin theme update --accept {theme}`；要原来的，移走 themes 里的 `{theme}`，再运行 `banxin theme install`")
                    },
                    if locked == found {
                        format!("run `banxin theme update --accept {theme}` to use it as it is; for the one before, move `{theme}` out of themes and run `banxin theme install`")
                    } else {
                        format!("it was {locked} and is {found}; run `banxin theme update --accept {theme}` to use this one; for the one before, move `{theme}` out of themes and run `banxin theme install`")
                    },
                )
            }
            Self::WrongParam { param, typed, kind, bounds } => {
                let ([zh, en], [zh_bounds, en_bounds]) = (kind_words(kind), bound_words(bounds));
                Words::error(
                    "theme-param-wrong",
                    format!("参数 `{param}` 不能是 `{typed}`"),
                    format!("the parameter `{param}` can't be `{typed}`"),
                )
                .hint(format!("改成{zh}{zh_bounds}"), format!("write {en}{en_bounds}"))
            }
            Self::NoLayout { layout, theme, known } if known.is_empty() => Words::error(
                "theme-no-layout",
                format!("主题 `{theme}` 一种版式也没有，排不了 `{layout}`"),
                format!("the theme `{theme}` has no layouts at all, so not `{layout}` either"),
            )
            .hint(
                "在它的 theme.yaml 里加上一行 `extends: gbt9704`，没写的就都沿用它的",
                "add the line `extends: gbt9704` to its theme.yaml: what it lacks is then taken from there",
            ),
            Self::NoLayout { layout, theme, known } => Words::error(
                "theme-no-layout",
                format!("主题 `{theme}` 没有 `{layout}` 这种版式"),
                format!("the theme `{theme}` has no layout `{layout}`"),
            )
            .hint(format!("可以写：{}", known.join("、")), format!("use one of: {}", known.join(", "))),
            Self::NoTemplate { template } => Words::error(
                "theme-no-template",
                format!("主题里缺少模板 `{template}`"),
                format!("the theme lacks the template `{template}`"),
            )
            .hint("检查主题是否完整，或者 `extends` 一个有它的主题", "complete the theme, or extend one that has it"),
            Self::Template { template, line } => Words::error(
                "theme-template",
                format!("主题的模板 `{template}` 第 {line} 行出了错"),
                format!("the theme's template `{template}` failed in line {line}"),
            )
            .hint("这是主题的问题，请告诉主题的作者；或者换用 gbt9704", "tell the theme's author, or use gbt9704"),
            Self::TemplateRunaway { template } => Words::error(
                "theme-template-runaway",
                format!("主题的模板 `{template}` 停不下来，已中止"),
                format!("the theme's template `{template}` did not come to an end and was stopped"),
            )
            .hint("这是主题的问题，请告诉主题的作者；或者换用 gbt9704", "tell the theme's author, or use gbt9704"),
            Self::TemplateBroke { template } => Words::error(
                "theme-template-broke",
                format!("主题的模板 `{template}` 把一段文字拆坏了"),
                format!("the theme's template `{template}` took a text apart"),
            )
            .hint(
                "模板里不要切割文字，应交给 Typst 函数处理",
                "leave texts whole in templates; let a Typst function work on them",
            ),
        }
    }
}

/// The most files that are named.
const MAX_LISTED: usize = 5;

/// From what to what, after a comma; nothing without bounds.
fn bound_words([least, most]: &[Option<String>; 2]) -> [String; 2] {
    match (least, most) {
        (Some(least), Some(most)) => [format!("，从 {least} 到 {most}"), format!(" from {least} to {most}")],
        (Some(least), None) => [format!("，不小于 {least}"), format!(" of at least {least}")],
        (None, Some(most)) => [format!("，不大于 {most}"), format!(" of at most {most}")],
        (None, None) => [String::new(), String::new()],
    }
}

fn kind_words(kind: &ParamType) -> [String; 2] {
    let [zh, en] = match kind {
        ParamType::Flag => [" `true` 或 `false`", "`true` or `false`"],
        ParamType::Integer => ["整数", "a whole number"],
        ParamType::Decimal => ["数字", "a number"],
        ParamType::Length => ["带单位的长度（如 `16pt`、`37mm`）", "a length such as `16pt` or `37mm`"],
        ParamType::Colour => ["颜色（如 `#ff0000`）", "a colour such as `#ff0000`"],
        ParamType::FontRole => ["字体用途的名称", "the name of a font role"],
        ParamType::Image => [
            "主题里有的图片的路径（如 `assets/徽标.png`）",
            "the path of a picture that the theme has, such as `assets/logo.png`",
        ],
        ParamType::Texts => ["一个列表", "a list"],
        ParamType::Text => ["一段文字", "a text"],
        ParamType::Choice(choices) => {
            let listed = choices.iter().map(|c| format!("`{c}`")).collect::<Vec<_>>();
            return [format!(" {} 之一", listed.join("、")), format!("one of {}", listed.join(", "))];
        }
    };
    [zh.to_owned(), en.to_owned()]
}
