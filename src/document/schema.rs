//! The fields of a document as data: names in both languages, shapes, meanings, examples.
//!
//! This table is the only place that knows which fields there are. The parser, did-you-mean, the JSON Schema, the
//! reference page and the form editor all read it. It must not know how a field is used.

mod attachment;
mod blocks;
mod breakdown;
mod chart;
mod choices;
mod formal;
mod front;
mod json;
mod table;

pub use attachment::ATTACHMENT;
pub use blocks::{
    ARTICLE, ARTICLE_PARAGRAPH, BLOCKS, BlockKind, CHECK, CLAUSE, CONTENT_TASK, FIGURE, PICTURE_FILE, POINT,
    STATISTICS_ITEM,
};
pub use breakdown::OWN_BREAKDOWN;
pub use choices::{
    ARRANGEMENT, CHART_KIND, Choice, FRONT_NUMBERS, KIND, NATURE, NUMBERING, RESPONSIBILITY, SEQUENCE, SERIES,
    TABLE_RULES, TABLE_STYLE,
};
pub use formal::{MASTHEAD, NUMBER, STAMP};
pub use front::{CONTENTS, COVER};
pub use json::json_schema;
pub(crate) use json::record_schema;
pub use table::ROW;

/// A name in both languages; a document may use either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Name {
    /// Whether a key as typed is this name in either language.
    #[must_use]
    pub fn is(&self, typed: &str) -> bool {
        typed == self.zh || typed == self.en
    }
}

/// What a field may hold.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// One text; line breaks in it are kept as typed.
    Text,
    /// Text in which every line is a paragraph; a list of such texts is read as well.
    Paragraphs,
    /// One text or a list of texts.
    Texts,
    /// A date as offices write it.
    Date,
    /// A span of time.
    Period,
    /// Yes or no.
    Flag,
    /// One of a few words.
    Choice(&'static [Choice]),
    /// Names with figures, one a line.
    Figures,
    /// Expressions that must hold.
    Checks,
    /// Names with values of any kind.
    Data,
    /// A list of blocks.
    Blocks,
    /// Names, each with names below it if there are any.
    Head,
    /// Rows of cells, by position or by name.
    Rows,
    /// Something said of columns: a list, or the columns' names with values.
    ByColumn,
    /// A list of records; an item that is a text stands for the record's short field.
    List(&'static Record),
    /// One record, or its short form.
    Record(&'static Record),
}

/// One field of a record.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// What it may hold.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// What it is for: Chinese, English.
    pub meaning: [&'static str; 2],
    /// A line of YAML that shows it, Chinese key.
    pub example: &'static str,
    /// What people type instead; only for did-you-mean.
    pub mistaken: &'static [&'static str],
}

/// A mapping with known fields.
#[derive(Debug)]
pub struct Record {
    /// Its name: the block's key, or what an item is called.
    pub name: Name,
    /// Its fields.
    pub fields: &'static [Field],
    /// The field (English name) that a bare text or list stands for.
    pub short: Option<&'static str>,
    /// What it is for: Chinese, English.
    pub meaning: [&'static str; 2],
}

impl Record {
    /// The field a key as typed names, in either language.
    #[must_use]
    pub fn field(&self, typed: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name.is(typed))
    }
}

/// Shorthand for the table: a name in both languages.
const fn name(zh: &'static str, en: &'static str) -> Name {
    Name { zh, en }
}

/// Shorthand for the table: an optional field.
const fn field(name: Name, shape: Shape, meaning: [&'static str; 2], example: &'static str) -> Field {
    Field { name, shape, required: false, meaning, example, mistaken: &[] }
}

impl Field {
    /// The same field, required.
    const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The same field, with what people type instead.
    const fn mistaken(self, mistaken: &'static [&'static str]) -> Self {
        Self { mistaken, ..self }
    }
}

/// 主题: a theme's name, or a mapping of name and parameters.
pub static THEME: Record = Record {
    name: name("主题", "theme"),
    short: Some("name"),
    meaning: ["用哪套主题，改它的哪些参数", "the theme and its parameters"],
    fields: &[
        field(
            name("名称", "name"),
            Shape::Text,
            [
                "主题的名称；不写时是项目的，项目没写就是 gbt9704",
                "the theme's name; by default the project's, else gbt9704",
            ],
            "名称: gbt9704",
        ),
        field(
            name("参数", "params"),
            Shape::Data,
            [
                "主题的参数，一行一个；`banxin theme show` 列出有哪些；没写的照项目里的",
                "parameters of the theme; `banxin theme show` lists them; what is not set is as in the project",
            ],
            "参数: { page-number-side: center }",
        ),
    ],
};

/// The fields of a document (文稿).
pub static DOCUMENT: Record = Record {
    name: name("文稿", "document"),
    short: None,
    meaning: ["一份文稿", "one paper"],
    fields: &[
        field(
            name("标题", "title"),
            Shape::Text,
            ["文稿的标题；自己分行时按所分的行排", "the title; a line break typed in it is kept"],
            "标题: 2022年民政工作计划",
        )
        .required()
        .mistaken(&["题目", "名称", "题名", "heading", "name"]),
        field(
            name("副标题", "subtitle"),
            Shape::Text,
            ["标题下面的一行，如会议名称、日期", "a line under the title"],
            "副标题: （2022年1月）",
        ),
        field(
            name("文种", "kind"),
            Shape::Choice(KIND),
            ["通知、请示、函、计划等；决定版式", "what sort of paper it is; picks the layout"],
            "文种: 计划",
        )
        .mistaken(&["类型", "种类", "type"]),
        field(
            name("版式", "layout"),
            Shape::Text,
            ["主题里的一种版式；不写时由文种决定", "a layout of the theme; by default the kind's"],
            "版式: 计划",
        )
        .mistaken(&["模板", "格式", "template"]),
        field(
            name("主题", "theme"),
            Shape::Record(&THEME),
            [
                "用哪套主题，改它的哪些参数；不写时是项目的，项目没写就是 gbt9704",
                "the theme and its parameters; by default the project's, else gbt9704",
            ],
            "主题: gbt9704",
        )
        .mistaken(&["样式", "style"]),
        field(
            name("编号", "numbering"),
            Shape::Choice(NUMBERING),
            ["标题编号的样式", "how headings are numbered"],
            "编号: 公文",
        )
        .mistaken(&["序号"]),
        formal::MASTHEAD_FIELD,
        formal::NUMBER_FIELD,
        formal::SIGNERS_FIELD,
        formal::OVERPRINT_FIELD,
        formal::COPY_NUMBER_FIELD,
        formal::CLASSIFICATION_FIELD,
        formal::CLASSIFIED_FOR_FIELD,
        formal::URGENCY_FIELD,
        field(
            name("主送", "recipients"),
            Shape::Texts,
            ["主送机关，顶格排在标题下（7.3.2）", "who it is sent to (7.3.2)"],
            "主送: 各社区居民委员会",
        )
        .mistaken(&["主送机关", "抬头", "to"]),
        field(
            name("署名", "issuer"),
            Shape::Texts,
            ["发文机关署名，一个或几个（7.3.5）", "the issuing organ or organs (7.3.5)"],
            "署名: 青云街道清河社区居民委员会",
        )
        .mistaken(&["落款", "单位", "作者", "发文机关", "author", "signature"]),
        field(
            name("日期", "date"),
            Shape::Date,
            ["成文日期（7.3.5.4）；起草时可以留空", "the date of the paper (7.3.5.4)"],
            "日期: 2021-12-20",
        )
        .mistaken(&["时间", "成文日期", "落款日期", "time"]),
        formal::SEAL_FIELD,
        formal::STAMPS_FIELD,
        formal::NOTE_FIELD,
        formal::CONTACT_FIELD,
        formal::PRESENT_FIELD,
        formal::ABSENT_FIELD,
        formal::ATTENDING_FIELD,
        formal::CC_FIELD,
        formal::PRINTED_BY_FIELD,
        formal::PRINTED_ON_FIELD,
        field(
            name("数据", "data"),
            Shape::Data,
            ["文中 {{ }} 可以用的值，或者存有它们的文件", "values for {{ }} in the text, or files that hold them"],
            "数据: { 年度: 2021 }",
        )
        .mistaken(&["变量", "参数"]),
        field(
            name("上年文件", "last_year"),
            Shape::Text,
            ["上年的文稿，指标按名称取上年数", "last year's paper; its figures are matched by name"],
            "上年文件: 2020年总结.yaml",
        )
        .mistaken(&["上年", "去年文件"]),
        field(
            name("校核", "checks"),
            Shape::Checks,
            ["必须成立的算式", "what must hold between figures"],
            "校核: [ 年末户 = 年初户 + 新增户 - 清减户 ]",
        )
        .mistaken(&["校验", "检查", "核对"]),
        front::DRAFT_FIELD,
        front::COVER_FIELD,
        front::CONTENTS_FIELD,
        field(
            name("附件", "attachments"),
            Shape::List(&ATTACHMENT),
            [
                "附件，一项一件；附件说明自动排在正文之后（7.3.4）",
                "what is attached, one an item; listed after the body (7.3.4)",
            ],
            "附件:\n  - { 标题: 社区食堂一览表, 正文: [ 见各社区公示栏。 ] }",
        )
        .mistaken(&["附件说明", "附表", "附录", "annex", "appendix", "attachment"]),
        field(
            name("正文", "body"),
            Shape::Blocks,
            ["正文各块，一项一块", "the blocks of the body, one a list item"],
            "正文:\n  - 段落: 根据上级要求，制定本计划。",
        )
        .required()
        .mistaken(&["内容", "主体", "content", "text"]),
    ],
};
