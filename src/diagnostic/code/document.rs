//! Codes of reading a document's fields.

use crate::diagnostic::Words;
use crate::document::Name;

/// What can be wrong with the fields of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum DocumentFault {
    /// A number within bounds was expected.
    NotAnAmount {
        /// The field, in Chinese.
        field: String,
        /// As typed.
        typed: String,
        /// The most it may be.
        most: u64,
    },
    /// The file holds no fields at all.
    NotDocument,
    /// A field nobody knows.
    UnknownField {
        /// As typed.
        field: String,
        /// Where it stands.
        record: Name,
        /// The nearest known field.
        near: Option<String>,
        /// All known fields.
        known: Vec<Name>,
    },
    /// A field in both languages.
    DoubledField {
        /// The field.
        field: Name,
    },
    /// A required field is not there.
    MissingField {
        /// The field.
        field: Name,
        /// Where it should stand.
        record: Name,
        /// How it is written.
        example: String,
    },
    /// Fields were expected.
    NotFields {
        /// What should have fields.
        record: Name,
        /// The required ones.
        fields: Vec<Name>,
    },
    /// A text was expected.
    NotText {
        /// The field.
        field: Name,
    },
    /// One line was expected.
    NotOneLine {
        /// The field.
        field: Name,
    },
    /// Yes or no was expected.
    NotFlag {
        /// The field.
        field: Name,
        /// As typed.
        typed: String,
    },
    /// Not one of the words the field knows.
    UnknownWord {
        /// The field.
        field: Name,
        /// As typed.
        typed: String,
        /// The nearest word.
        near: Option<String>,
        /// All words.
        known: Vec<Name>,
    },
    /// A block nobody knows.
    UnknownBlock {
        /// As typed.
        block: String,
        /// The nearest block.
        near: Option<String>,
        /// All blocks.
        known: Vec<Name>,
    },
    /// Blocks without `- `.
    BlocksNotList,
    /// An item with nothing in it.
    EmptyItem,
    /// A block with nothing in it.
    EmptyBlock {
        /// The block.
        block: Name,
    },
    /// Something in a block that holds nothing.
    NotEmpty {
        /// The block.
        block: Name,
    },
    /// A list directly inside a list.
    ListInList,
    /// Two blocks in one item.
    TwoBlocksInItem {
        /// The first.
        first: Name,
        /// The second, as typed.
        second: String,
    },
    /// A field that stands beside its block instead of below it.
    FieldBesideBlock {
        /// The block.
        block: Name,
        /// The field, as typed.
        field: String,
    },
    /// A text that became a field because of its colon.
    AccidentalKey {
        /// What stands before the colon.
        key: String,
    },
    /// A number typed before an item that is numbered anyway.
    TypedNumber {
        /// As typed.
        number: String,
    },
    /// More figures than a year has parts.
    TooManyPeriods {
        /// How many figures.
        values: usize,
        /// How many parts.
        count: usize,
    },
    /// A part of a year that is none.
    UnknownPeriod {
        /// As typed.
        name: String,
        /// 季度 or 月.
        unit: &'static str,
    },
    /// 按季 and 按月 of one figure.
    QuartersAndMonths,
    /// 数据 without names.
    DataNotNames,
    /// 指标 without names.
    FiguresNotNames,
    /// A figure without a value.
    FigureEmpty {
        /// Its name.
        name: String,
    },
    /// A width without a number or a unit.
    NotExtent {
        /// The field.
        field: Name,
        /// As typed.
        typed: String,
    },
    /// An attachment that is only a name.
    AttachmentEmpty,
    /// An attachment that has its content twice.
    AttachmentTwice {
        /// One field.
        first: Name,
        /// The other.
        second: Name,
    },
    /// Marks or a number that don't belong to an attachment's name.
    AttachmentName {
        /// As typed.
        typed: String,
        /// Without them.
        plain: String,
    },
    /// Levels of headings that there are not.
    NotLevels {
        /// As typed.
        typed: String,
    },
    /// More pictures side by side than a page shows.
    ManyPictures {
        /// How many.
        count: usize,
        /// The most.
        most: usize,
    },
}

/// Names in one language, in backticks, as a list to read.
fn list(names: &[Name], zh: bool) -> String {
    let separator = if zh { "、" } else { ", " };
    names.iter().map(|n| format!("`{}`", if zh { n.zh } else { n.en })).collect::<Vec<_>>().join(separator)
}

/// What was meant, or else what may stand there.
fn meant(words: Words, near: Option<&str>, known: &[Name]) -> Words {
    match near {
        Some(near) => words.did_you_mean(Some(near)),
        None => words.hint(format!("可以写：{}", list(known, true)), format!("write one of {}", list(known, false))),
    }
}

impl DocumentFault {
    /// Id, severity and words.
    #[expect(clippy::too_many_lines, reason = "one table of words")]
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::NotAnAmount { field, typed, most } => Words::error(
                "not-an-amount",
                format!("`{field}` 不能是 `{typed}`"),
                format!("`{field}` can't be `{typed}`"),
            )
            .hint(format!("写 1 到 {most} 的整数"), format!("write a whole number from 1 to {most}")),
            Self::NotDocument => Words::error(
                "not-document",
                "这个文件里没有文稿的字段",
                "there are no fields of a document in this file",
            )
            .hint(
                "文稿至少要有 `标题:` 和 `正文:`；可以用 `banxin new` 生成一份样子",
                "a document has at least `标题:` and `正文:`; `banxin new` writes one to start from",
            ),
            Self::UnknownField { field, record, near, known } => {
                let words = Words::error(
                    "unknown-field",
                    format!("`{}` 里没有 `{field}` 这个字段", record.zh),
                    format!("unknown field `{field}` in `{}`", record.en),
                );
                let words = meant(words, near.as_deref(), known);
                let odd = field.contains(|c: char| c.is_whitespace() || "“”‘’《》【】".contains(c));
                if odd {
                    words.hint(
                        "字段名里不加空格，也不加引号",
                        "a field's name has no spaces in it, and no quotes around it",
                    )
                } else {
                    words
                }
            }
            Self::DoubledField { field } => Words::error(
                "doubled-field",
                format!("`{}` 写了两次（`{}` 和 `{}` 是同一个字段）", field.zh, field.zh, field.en),
                format!("`{}` stands twice (`{}` is the same field)", field.en, field.zh),
            )
            .hint("只留一个", "keep one of them"),
            Self::MissingField { field, record, example } => Words::error(
                "missing-field",
                format!("`{}` 缺少 `{}`", record.zh, field.zh),
                format!("`{}` lacks `{}`", record.en, field.en),
            )
            .hint(
                format!("加上一行，例如 {}", lines(example, "，下面缩进写 ")),
                format!("add a line such as {}", lines(example, ", and indented below it ")),
            ),
            Self::NotFields { record, fields } => Words::error(
                "not-fields",
                format!("`{}` 要分字段写", record.zh),
                format!("`{}` needs fields", record.en),
            )
            .hint(
                format!("在它下面另起一行，缩进后写字段{}", named(fields, true)),
                format!("write fields below it, indented:{}", named(fields, false)),
            ),
            Self::NotText { field } => Words::error(
                "not-text",
                format!("`{}` 应该是一段文字", field.zh),
                format!("`{}` should be a text", field.en),
            )
            .hint(
                "把文字直接写在冒号后面；文字里有冒号、井号时用引号括起来",
                "write the text after the colon; put it in quotes if it has a colon or a `#` in it",
            ),
            Self::NotOneLine { field } => Words::error(
                "not-one-line",
                format!("`{}` 只能写一行", field.zh),
                format!("`{}` takes one line", field.en),
            )
            .hint("把它并成一行", "join it into one line"),
            Self::NotFlag { field, typed } => Words::error(
                "not-flag",
                format!("`{}` 只能写“是”或“否”，这里是 `{typed}`", field.zh),
                format!("`{}` takes `yes` or `no`, not `{typed}`", field.en),
            )
            .hint("改成 `是` 或 `否`", "write `yes` or `no`"),
            Self::UnknownWord { field, typed, near, known } => meant(
                Words::error(
                    "unknown-word",
                    format!("`{}` 不能写 `{typed}`", field.zh),
                    format!("`{}` can't be `{typed}`", field.en),
                ),
                near.as_deref(),
                known,
            ),
            Self::UnknownBlock { block, near, known } => {
                let words = Words::error(
                    "unknown-block",
                    format!("正文里没有 `{block}` 这种块"),
                    format!("there is no block `{block}`"),
                );
                let words = meant(words, near.as_deref(), known);
                if near.is_some() {
                    words
                } else {
                    words.hint(
                        "如果它是一句话，请把半角冒号改成全角的“：”",
                        "if it is a text, put the wide colon `：` in place of the narrow one",
                    )
                }
            }
            Self::BlocksNotList => {
                Words::error("blocks-not-list", "正文的每一块前面要有 `- `", "every block of a body begins with `- `")
                    .hint("在每一块前面加上 `- `，例如 `- 段落: ……`", "put `- ` before each block, as in `- 段落: ……`")
            }
            Self::EmptyItem => Words::error("empty-item", "这一项是空的", "this item is empty")
                .hint("写上内容，或者删掉这一行", "write something or remove the line"),
            Self::EmptyBlock { block } => Words::error(
                "empty-block",
                format!("`{}` 里什么也没有", block.zh),
                format!("`{}` has nothing in it", block.en),
            )
            .hint(
                "写上内容，或者删掉这一块；内容写在下面时要比它多缩进两格",
                "write its content or remove it; content below must be indented two spaces more",
            ),
            Self::NotEmpty { block } => Words::error(
                "not-empty",
                format!("`{}` 后面不写内容", block.zh),
                format!("`{}` takes no content", block.en),
            )
            .hint("把后面的内容移到下一块", "move what follows into the next block"),
            Self::ListInList => Words::error("list-in-list", "这里多了一层 `- `", "there is one `- ` too many").hint(
                "去掉一个 `- `；下一级任务写在 `任务:` 下面",
                "remove one; tasks of the next level go below `任务:`",
            ),
            Self::TwoBlocksInItem { first, second } => Words::error(
                "two-blocks-in-item",
                format!("`{}` 和 `{second}` 挤在同一项里", first.zh),
                format!("`{}` and `{second}` stand in one item", first.en),
            )
            .hint(format!("在 `{second}` 前面加 `- `，另成一项"), format!("put `- ` before `{second}`")),
            Self::FieldBesideBlock { block, field } => Words::error(
                "field-beside-block",
                format!("`{field}` 和 `{}` 对齐了，应该在它里面", block.zh),
                format!("`{field}` stands beside `{}` instead of inside it", block.en),
            )
            .hint("把这一行再缩进两格", "indent the line two spaces more"),
            Self::AccidentalKey { key } => Words::error(
                "accidental-key",
                format!("`{key}` 后面的冒号把这句话变成了字段"),
                format!("the colon after `{key}` makes a field of this text"),
            )
            .hint(
                "把整句话用引号括起来，或者改用全角冒号“：”",
                "put the whole text in quotes, or use the wide colon `：`",
            ),
            Self::TypedNumber { number } => Words::warning(
                "typed-number",
                format!("这里自己写了编号 `{number}`，程序还会再编一次号"),
                format!("a number `{number}` is typed here, and the item is numbered anyway"),
            )
            .hint(format!("删掉 `{number}`"), format!("remove `{number}`")),
            Self::TooManyPeriods { values, count } => Words::error(
                "periods-too-many",
                format!("一年只有 {count} 个{}，这里写了 {values} 个数", if *count == 4 { "季度" } else { "月" }),
                format!("{values} figures, but a year has {count} {}", if *count == 4 { "quarters" } else { "months" }),
            )
            .hint(
                "从第一个写起，一个一格；不要把全年的数也写进去",
                "write one for each, beginning with the first, without the year's own figure",
            ),
            Self::UnknownPeriod { name, unit } => Words::error(
                "period-unknown",
                format!("`{name}` 不是哪一个{unit}"),
                format!("`{name}` is no {}", if *unit == "月" { "month" } else { "quarter" }),
            )
            .hint(
                if *unit == "月" { "写成 `1月`、`12月`" } else { "写成 `一季度`、`四季度`" },
                if *unit == "月" { "write `1月` … `12月`" } else { "write `一季度` … `四季度`" },
            ),
            Self::QuartersAndMonths => Words::error(
                "periods-twice",
                "一个指标不能既写按季又写按月",
                "a figure has quarters or months, not both",
            )
            .hint("留下一种", "keep one of them"),
            Self::DataNotNames => {
                Words::error("data-not-names", "`数据` 要写成“名称: 值”", "`data` should be names with values")
                    .hint("例如 `数据: { 年度: 2021 }`", "write for example `数据: { 年度: 2021 }`")
            }
            Self::FiguresNotNames => {
                Words::error("figures-not-names", "`指标` 要写成“名称: 数字”", "`figures` should be names with figures")
                    .hint("一行写一个，例如 `发放: 1775475元`", "write one a line, for example `发放: 1775475元`")
            }
            Self::FigureEmpty { name } => Words::error(
                "figure-empty",
                format!("指标 `{name}` 没有数字"),
                format!("the figure `{name}` has no value"),
            )
            .hint("填上数字；还没有数字时写 `未报`", "write the figure, or `未报` as long as it is not known"),
            Self::NotExtent { field, typed } => Words::error(
                "not-extent",
                format!("`{}` 不能写 `{typed}`", field.zh),
                format!("`{}` can't be `{typed}`", field.en),
            )
            .hint(
                "写成 `100mm`、`10厘米`、`20字` 或 `80%`（占版心宽的百分之几）",
                "write it as `100mm`, `10cm`, `20字` (characters) or `80%` (of the type area's width)",
            ),
            Self::AttachmentEmpty => Words::warning(
                "attachment-empty",
                "这件附件只有名称，没有内容",
                "this attachment has a name and no content",
            )
            .hint(
                "写 `正文` 或 `文件`；实物另外附上的写 `另附: 是`",
                "write `body` or `file`, or `separate: yes` if it goes with the paper as it is",
            ),
            Self::AttachmentTwice { first, second } => Words::error(
                "attachment-twice",
                format!("这件附件既有 `{}` 又有 `{}`，只能写一样", first.zh, second.zh),
                format!("this attachment has both `{}` and `{}`", first.en, second.en),
            )
            .hint("只留一样", "keep one of them"),
            Self::AttachmentName { typed, plain } => Words::warning(
                "attachment-name",
                format!("附件名称 `{typed}` 不写编号和书名号，末尾不加标点（7.3.4）"),
                format!("the attachment's name `{typed}` takes no number, no 《》 and no mark at its end (7.3.4)"),
            )
            .hint(format!("写成 `{plain}`"), format!("write `{plain}`")),
            Self::NotLevels { typed } => Words::error(
                "not-levels",
                format!("目录的 `层级` 不能写 `{typed}`"),
                format!("`levels` of the contents can't be `{typed}`"),
            )
            .hint("写 1 到 4 的整数", "write a whole number from 1 to 4"),
            Self::ManyPictures { count, most } => Words::error(
                "many-pictures",
                format!("一处并排了 {count} 张图片，最多 {most} 张"),
                format!("{count} pictures stand side by side, at most {most} can"),
            )
            .hint("分成几个 `图片` 块", "make several `picture` blocks of them"),
        }
    }
}

/// The lines of an example, each in backticks.
fn lines(example: &str, then: &str) -> String {
    example.lines().map(|line| format!("`{}`", line.trim())).collect::<Vec<_>>().join(then)
}

/// "`a`, `b`" after a space, or nothing.
fn named(fields: &[Name], zh: bool) -> String {
    if fields.is_empty() {
        return String::new();
    }
    format!(" {}", list(fields, zh))
}
