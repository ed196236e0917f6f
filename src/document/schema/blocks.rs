//! The blocks of a body and the records inside them.

use super::choices::{ARRANGEMENT, NATURE, NUMBERING, RESPONSIBILITY, SEQUENCE, SERIES, TABLE_STYLE};
use super::table::TABLE;
use super::{Field, Record, Shape, breakdown, field, name};

/// Which block it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// 段落.
    Paragraph,
    /// 结语.
    Closing,
    /// 指导思想.
    Ideology,
    /// 章节.
    Section,
    /// 任务.
    Tasks,
    /// 要点.
    Points,
    /// 条款.
    Articles,
    /// 分解表.
    Breakdown,
    /// 统计.
    Statistics,
    /// 下年计划.
    NextYear,
    /// 图片.
    Picture,
    /// 图表.
    Chart,
    /// 表格.
    Table,
    /// 分页.
    PageBreak,
    /// 引入.
    Include,
}

/// All blocks.
pub static BLOCKS: &[(BlockKind, &Record)] = &[
    (BlockKind::Paragraph, &PARAGRAPH),
    (BlockKind::Closing, &CLOSING),
    (BlockKind::Ideology, &IDEOLOGY),
    (BlockKind::Section, &SECTION),
    (BlockKind::Tasks, &TASKS),
    (BlockKind::Points, &POINTS),
    (BlockKind::Articles, &ARTICLES),
    (BlockKind::Breakdown, &breakdown::BREAKDOWN),
    (BlockKind::Statistics, &STATISTICS),
    (BlockKind::NextYear, &NEXT_YEAR),
    (BlockKind::Picture, &PICTURE),
    (BlockKind::Chart, &super::chart::CHART),
    (BlockKind::Table, &TABLE),
    (BlockKind::PageBreak, &PAGE_BREAK),
    (BlockKind::Include, &INCLUDE),
];

const HEADING: Field =
    field(name("标题", "title"), Shape::Text, ["标题，自动编号", "the heading, numbered"], "标题: 主要任务")
        .mistaken(&["题目", "heading"]);

const CONTENT: Field = field(
    name("内容", "content"),
    Shape::Paragraphs,
    ["文字，一行一段", "the text, a line a paragraph"],
    "内容: 以……为指导。",
)
.mistaken(&["正文", "文字", "body", "text"]);

const RUN_IN: Field = field(
    name("接排", "run_in"),
    Shape::Flag,
    ["标题后面接着排文字，不另起一行", "the text follows the heading on the same line"],
    "接排: 是",
);

const UNNUMBERED: Field = field(
    name("不编号", "unnumbered"),
    Shape::Flag,
    ["这个标题不编号，也不占一级", "the heading takes no number and adds no level"],
    "不编号: 是",
)
.mistaken(&["标题编号"]);

const ALL_RUN_IN: Field = field(
    name("接排", "run_in"),
    Shape::Flag,
    ["各项标题后面都接着排文字", "in all items the text follows the heading on the same line"],
    "接排: 是",
);

const INTRODUCTION: Field = field(
    name("引言", "introduction"),
    Shape::Paragraphs,
    ["各项之前的文字", "text before the items"],
    "引言: 重点抓好以下工作。",
)
.mistaken(&["导语", "前言"]);

const ENDING: Field = field(
    name("结尾", "ending"),
    Shape::Paragraphs,
    ["各项之后的文字", "text after the items"],
    "结尾: 以上任务年底前完成。",
);

const RUN_POINTS: Field = field(
    name("要点", "points"),
    Shape::Record(&POINTS),
    ["一是……；二是……", "points that run on: 一是……；二是……"],
    "要点: [ 落实抚恤标准, 开展走访慰问 ]",
);

const CHECKS: Field = field(
    name("校核", "checks"),
    Shape::Checks,
    ["必须成立的算式", "what must hold"],
    "校核: [ 年末户 = 年初户 + 新增户 - 清减户 ]",
)
.mistaken(&["校验", "检查", "核对"]);

const FIGURES: Field = field(
    name("指标", "figures"),
    Shape::Figures,
    ["数字，一行一个，带单位", "figures with units, one a line"],
    "指标: { 发放: 1775475元, 价格补贴: 20600元 }",
)
.mistaken(&["数据", "数字"]);

const NARRATIVE: Field = field(
    name("叙述", "narrative"),
    Shape::Paragraphs,
    ["用 {{ 指标名 }} 写出来的一段话", "a text with {{ name }} for the figures"],
    "叙述: 全年发放低保金{{ 发放 }}。",
)
.mistaken(&["内容", "文字", "说明"]);

const AS_OF: Field =
    field(name("截至", "as_of"), Shape::Date, ["数字截至哪一天", "the day the figures stand at"], "截至: 2021-12-31")
        .mistaken(&["截止"]);

const PERIOD: Field = field(
    name("期间", "period"),
    Shape::Period,
    ["数字属于哪段时间", "the time the figures cover"],
    "期间: 2021-01～2021-12",
);

static PARAGRAPH: Record = Record {
    name: name("段落", "paragraph"),
    short: Some("content"),
    meaning: ["一段或几段文字", "one or several paragraphs"],
    fields: &[CONTENT.required()],
};

static CLOSING: Record = Record {
    name: name("结语", "closing"),
    short: Some("content"),
    meaning: ["结束的话，可以放在任何地方", "closing words; may stand anywhere"],
    fields: &[CONTENT.required()],
};

static IDEOLOGY: Record = Record {
    name: name("指导思想", "ideology"),
    short: Some("content"),
    meaning: ["指导思想、总体要求", "the guiding ideology"],
    fields: &[HEADING, RUN_IN, CONTENT.required(), RUN_POINTS],
};

static SECTION: Record = Record {
    name: name("章节", "section"),
    short: None,
    meaning: ["带标题的一节，里面可以再放任何块", "a headed part that holds any blocks"],
    fields: &[
        HEADING.required(),
        RUN_IN,
        UNNUMBERED,
        field(
            name("编号", "numbering"),
            Shape::Choice(NUMBERING),
            ["本节以下的编号样式", "numbering from here down"],
            "编号: 无",
        ),
        CONTENT,
        RUN_POINTS,
        field(name("正文", "body"), Shape::Blocks, ["本节各块", "the blocks of the section"], "正文:\n  - 段落: ……"),
        ENDING,
    ],
};

const ITEMS: Field = field(
    name("条目", "items"),
    Shape::List(&CONTENT_TASK),
    ["任务，一项一条", "the tasks, one an item"],
    "条目:\n  - 完善最低生活保障制度。",
)
.mistaken(&["内容", "列表", "任务", "list"]);

const ITEM_SERIES: Field = field(
    name("编号", "numbering"),
    Shape::Choice(SERIES),
    ["接着前一组编号，还是重新编", "whether numbers go on or begin again"],
    "编号: 续",
);

const SHOWN_RESPONSIBILITY: Field = field(
    name("责任标注", "responsibility"),
    Shape::Choice(RESPONSIBILITY),
    ["责任单位、完成时限写在哪里", "where who and by when are shown"],
    "责任标注: 括注",
);

static TASKS: Record = Record {
    name: name("任务", "tasks"),
    short: Some("items"),
    meaning: ["编号的任务", "numbered tasks"],
    fields: &[
        HEADING,
        UNNUMBERED,
        INTRODUCTION,
        ALL_RUN_IN,
        ITEMS.required(),
        ENDING,
        ITEM_SERIES,
        SHOWN_RESPONSIBILITY,
        breakdown::OF_TASKS,
    ],
};

static NEXT_YEAR: Record = Record {
    name: name("下年计划", "next_year"),
    short: Some("items"),
    meaning: ["下一年的任务和目标", "next year's tasks and goals"],
    fields: &[
        HEADING,
        UNNUMBERED,
        INTRODUCTION,
        ALL_RUN_IN,
        field(
            name("目标指标", "targets"),
            Shape::Texts,
            ["下一年要达到的指标", "what is to be reached"],
            "目标指标: [ 低保对象动态核查率达到100% ]",
        )
        .mistaken(&["目标", "指标"]),
        ITEMS,
        ENDING,
        ITEM_SERIES,
        SHOWN_RESPONSIBILITY,
        breakdown::OF_TASKS,
    ],
};

/// One task (一项任务).
pub static CONTENT_TASK: Record = Record {
    name: name("一项任务", "task"),
    short: Some("content"),
    meaning: ["一项任务：一段话，或者标题加内容", "one task: a text, or a heading with content"],
    fields: &[
        HEADING,
        RUN_IN,
        CONTENT,
        RUN_POINTS,
        field(
            name("任务", "tasks"),
            Shape::List(&CONTENT_TASK),
            ["下一级任务", "tasks of the next level"],
            "任务: [ 入户核实 ]",
        )
        .mistaken(&["条目", "子任务", "items"]),
        ENDING,
        field(name("责任单位", "responsible"), Shape::Texts, ["谁负责", "who is responsible"], "责任单位: 社区优抚站")
            .mistaken(&["责任人", "牵头单位"]),
        field(name("协办单位", "assisting"), Shape::Texts, ["谁配合", "who assists"], "协办单位: 社区卫生站")
            .mistaken(&["配合单位"]),
        field(
            name("完成时限", "deadline"),
            Shape::Text,
            ["什么时候完成：日期，或者“全年”这样的话", "by when: a date or words"],
            "完成时限: 2022-06-30",
        )
        .mistaken(&["时限", "完成时间", "截止日期"]),
        field(name("目标", "goal"), Shape::Text, ["要达到什么程度", "what is to be reached"], "目标: 走访率100%"),
        SHOWN_RESPONSIBILITY,
    ],
};

static POINTS: Record = Record {
    name: name("要点", "points"),
    short: Some("items"),
    meaning: ["一是……；二是……。", "counted points: 一是……；二是……。"],
    fields: &[
        INTRODUCTION,
        field(name("条目", "items"), Shape::List(&POINT), ["各点", "the points"], "条目: [ 加强学习, 凝聚力量 ]")
            .required(),
        ENDING,
        field(
            name("序词", "counting"),
            Shape::Choice(SEQUENCE),
            ["一是、第一或首先", "the counting words"],
            "序词: 一是",
        ),
        field(
            name("排法", "arrangement"),
            Shape::Choice(ARRANGEMENT),
            ["接排或分段", "run on, or a paragraph each"],
            "排法: 分段",
        ),
    ],
};

/// One point (一点).
pub static POINT: Record = Record {
    name: name("一点", "point"),
    short: Some("content"),
    meaning: ["一点：一段话，或者标题加内容", "one point: a text, or a heading with content"],
    fields: &[HEADING, CONTENT],
};

static ARTICLES: Record = Record {
    name: name("条款", "articles"),
    short: Some("items"),
    meaning: ["办法、规定的各条：第一条……；条的号码全文连续", "articles of rules: 第一条…; numbered through the paper"],
    fields: &[field(
        name("条", "items"),
        Shape::List(&ARTICLE),
        ["各条，一项一条", "the articles, one a list item"],
        "条: [ 为规范临时救助工作，制定本办法。, 本办法自印发之日起施行。 ]",
    )
    .required()
    .mistaken(&["条目", "条文", "article"])],
};

/// One article (条).
pub static ARTICLE: Record = Record {
    name: name("一条", "article"),
    short: Some("content"),
    meaning: ["一条：一段话，或者有款、项、目", "one article: a text, or with paragraphs and items"],
    fields: &[
        field(
            name("标题", "title"),
            Shape::Text,
            ["条的标题，排在“第几条”后面", "the article's heading, behind its number"],
            "标题: 适用范围",
        )
        .mistaken(&["条名"]),
        field(
            name("引用名", "label"),
            Shape::Text,
            [
                "别处引用这一条时用的名称，不印出来：{{ 条.申请条件 }}",
                "the name other articles refer to it by; not printed",
            ],
            "引用名: 申请条件",
        )
        .mistaken(&["代号", "名称", "id", "name"]),
        field(
            name("内容", "content"),
            Shape::Paragraphs,
            ["文字，一行一款", "the text, a line a paragraph (款)"],
            "内容: 本县户籍居民可以申请临时救助。",
        )
        .mistaken(&["正文", "文字", "body", "text"]),
        CLAUSES,
        field(
            name("款", "paragraphs"),
            Shape::List(&ARTICLE_PARAGRAPH),
            ["以后各款，款下面又有项的时候用", "further paragraphs, where they have items of their own"],
            "款: [ 救助对象应当如实申报家庭情况。 ]",
        ),
        field(
            name("结尾", "ending"),
            Shape::Paragraphs,
            ["各项之后的款", "paragraphs after the items"],
            "结尾: 前款规定的标准由县民政局公布。",
        ),
    ],
};

const CLAUSES: Field = field(
    name("项", "clauses"),
    Shape::List(&CLAUSE),
    ["各项，编（一）（二）", "items numbered （一）（二）"],
    "项: [ 家庭遭遇突发事件的, 成员突患重病的 ]",
)
.mistaken(&["条目", "要点", "items"]);

/// A further paragraph of an article (款).
pub static ARTICLE_PARAGRAPH: Record = Record {
    name: name("一款", "article_paragraph"),
    short: Some("content"),
    meaning: ["一款：一段话，下面可以有项", "a paragraph of an article, with items or without"],
    fields: &[
        field(name("内容", "content"), Shape::Paragraphs, ["文字", "the text"], "内容: 有下列情形之一的，不予救助：")
            .required()
            .mistaken(&["文字", "text"]),
        CLAUSES,
    ],
};

/// One item of an article (项, 目).
pub static CLAUSE: Record = Record {
    name: name("一项", "clause"),
    short: Some("content"),
    meaning: ["一项：一句话，下面可以有目", "an item of an article, with sub-items (目) or without"],
    fields: &[
        field(name("内容", "content"), Shape::Paragraphs, ["文字", "the text"], "内容: 家庭成员突患重大疾病的")
            .required()
            .mistaken(&["文字", "text"]),
        field(
            name("目", "subclauses"),
            Shape::List(&CLAUSE),
            ["各目，编 1. 2.", "sub-items numbered 1. 2."],
            "目: [ 身份证明, 家庭收入情况 ]",
        )
        .mistaken(&["项", "条目", "items"]),
    ],
};

static STATISTICS: Record = Record {
    name: name("统计", "statistics"),
    short: None,
    meaning: ["带数字的情况，分项写", "figures, item by item"],
    fields: &[
        HEADING,
        UNNUMBERED,
        INTRODUCTION,
        ALL_RUN_IN,
        AS_OF,
        PERIOD,
        field(
            name("分项", "items"),
            Shape::List(&STATISTICS_ITEM),
            ["各项", "the items"],
            "分项:\n  - { 名称: 农村低保, 指标: { 发放: 1775475元 } }",
        )
        .mistaken(&["条目", "项目"]),
        FIGURES,
        NARRATIVE,
        CHECKS,
        field(
            name("表", "table"),
            Shape::Record(&FIGURE_TABLE),
            ["把指标排成表", "the figures as a table"],
            "表: { 样式: 长表 }",
        )
        .mistaken(&["表格"]),
        ENDING,
    ],
};

/// One item of statistics (分项).
pub static STATISTICS_ITEM: Record = Record {
    name: name("分项", "statistics_item"),
    short: None,
    meaning: ["统计里的一项", "one item of statistics"],
    fields: &[
        field(
            name("名称", "name"),
            Shape::Text,
            ["这一项叫什么，自动编号", "what the item is called, numbered"],
            "名称: 农村低保",
        )
        .required()
        .mistaken(&["标题", "title"]),
        RUN_IN,
        AS_OF,
        PERIOD,
        FIGURES,
        NARRATIVE,
        CHECKS,
    ],
};

static FIGURE_TABLE: Record = Record {
    name: name("表", "figure_table"),
    short: Some("style"),
    meaning: ["指标排成的表", "a table of figures"],
    fields: &[
        field(name("样式", "style"), Shape::Choice(TABLE_STYLE), ["表的样子", "how the table looks"], "样式: 长表"),
        field(name("标题", "title"), Shape::Text, ["表的标题", "the table's title"], "标题: 社会救助情况表"),
        field(
            name("合计", "totals"),
            Shape::Texts,
            ["要合计的指标；不写就不合计", "figures to add up; none by default"],
            "合计: [ 发放 ]",
        ),
        field(
            name("小计", "subtotals"),
            Shape::Texts,
            [
                "长表里，每个分项要加到一起的指标，排成一行小计；不写就不小计",
                "in a long table, figures to add up within each item, on a row of their own; none by default",
            ],
            "小计: [ 发放, 价格补贴 ]",
        ),
        field(
            name("同比", "year_on_year"),
            Shape::Flag,
            ["加上“上年”和“同比”两栏", "adds columns for last year's figure and the change"],
            "同比: 是",
        ),
        field(
            name("单位", "unit"),
            Shape::Text,
            ["右上角的计量单位", "what the figures are counted in, at the right above the table"],
            "单位: 户、人、元",
        ),
        field(name("注", "notes"), Shape::Paragraphs, ["表下的注", "notes below the table"], "注: 数据截至12月31日。")
            .mistaken(&["备注", "说明"]),
        field(
            name("资料来源", "source"),
            Shape::Text,
            ["表下注明的来源", "where the figures come from, below the table"],
            "资料来源: 区民政局",
        )
        .mistaken(&["来源"]),
        field(
            name("横排", "turned"),
            Shape::Flag,
            ["单独占页，横着排", "stands on pages of its own, turned by a quarter"],
            "横排: 是",
        ),
    ],
};

/// One figure written out (指标).
pub static FIGURE: Record = Record {
    name: name("指标", "figure"),
    short: Some("value"),
    meaning: ["一个数字", "one figure"],
    fields: &[
        field(
            name("值", "value"),
            Shape::Text,
            ["数字和单位；写了按季、按月的可以不写", "number and unit; may be left out with quarters or months"],
            "值: 529户",
        ),
        field(
            name("按季", "quarters"),
            Shape::ByColumn,
            [
                "各季度的数，从第一季度写起，或者写“一季度: 数”；累计的数全年为各季之和，期末的数取最后一季",
                "the figures of the quarters; a cumulative figure is their sum, one that stood at a day the last of them",
            ],
            "按季: [ 100元, 120元, 90元, 110元 ]",
        )
        .mistaken(&["季度", "分季"]),
        field(
            name("按月", "months"),
            Shape::ByColumn,
            ["各月的数，从1月写起，或者写“1月: 数”", "the figures of the months"],
            "按月: [ 10元, 12元, 9元 ]",
        )
        .mistaken(&["月度", "分月"]),
        field(
            name("其中", "of_which"),
            Shape::Figures,
            ["这个数里面的一部分，排在表里它的下面；文中写 {{ 指标名.部分 }}", "parts of the figure, below it in a table"],
            "其中: { 女性: 120户 }",
        )
        .mistaken(&["部分"]),
        field(name("上年", "last_year"), Shape::Text, ["上年的数", "last year's"], "上年: 522户"),
        field(
            name("性质", "nature"),
            Shape::Choice(NATURE),
            ["累计、期末、标准或比率", "how it adds up"],
            "性质: 期末",
        ),
        field(
            name("归类", "categories"),
            Shape::Texts,
            ["归到哪一类，别处可以写 {{ 合计(类名) }}", "what it is added up under: {{ 合计(name) }}"],
            "归类: 救助资金",
        )
        .mistaken(&["分类", "类别", "category"]),
        AS_OF,
        PERIOD,
    ],
};

const PICTURE_PAGE: Field = field(
    name("页码", "page"),
    Shape::Text,
    ["PDF 的第几页；只有一页的不用写", "which page of a PDF; not needed if it has one"],
    "页码: 1",
)
.mistaken(&["页", "第几页", "page_number"]);

static PICTURE: Record = Record {
    name: name("图片", "picture"),
    short: Some("file"),
    meaning: ["一张图片，或者并排的几张", "a picture, or several side by side"],
    fields: &[
        field(
            name("文件", "file"),
            Shape::List(&PICTURE_FILE),
            [
                "本项目里的图片文件：png、jpg、gif、webp、svg 或 pdf；写几个就并排",
                "a picture file of the project: png, jpg, gif, webp, svg or pdf; several stand side by side",
            ],
            "文件: 照片/启用仪式.jpg",
        )
        .required()
        .mistaken(&["图片", "路径", "并排", "图", "path", "src", "image"]),
        PICTURE_PAGE,
        field(
            name("说明", "caption"),
            Shape::Text,
            ["图下面的说明，自动编为图1、图2", "what stands below the picture, numbered 图1, 图2"],
            "说明: 社区食堂启用仪式",
        )
        .mistaken(&["标题", "图题", "题注", "title"]),
        field(
            name("宽度", "width"),
            Shape::Text,
            [
                "印多宽：毫米、字数或版心的百分之几；不写时按图片自己的大小，最宽到版心",
                "how wide it is printed: mm, 字 (characters) or % of the type area; by default its own size",
            ],
            "宽度: 100mm",
        )
        .mistaken(&["宽", "大小", "尺寸", "size"]),
        field(
            name("不编号", "unnumbered"),
            Shape::Flag,
            ["说明前面不写图几", "no number before the caption"],
            "不编号: 是",
        )
        .mistaken(&["编号"]),
    ],
};

/// One picture of several (一张图).
pub static PICTURE_FILE: Record = Record {
    name: name("一张图", "picture_file"),
    short: Some("file"),
    meaning: ["并排的图片中的一张", "one picture of several side by side"],
    fields: &[
        field(
            name("文件", "file"),
            Shape::Text,
            ["本项目里的图片文件", "a picture file of the project"],
            "文件: 照片/启用仪式.jpg",
        )
        .required()
        .mistaken(&["图片", "路径", "path", "src", "image"]),
        PICTURE_PAGE,
        field(name("说明", "caption"), Shape::Text, ["这一张的说明", "what stands below this one"], "说明: 改造前")
            .mistaken(&["标题", "图题", "题注", "title"]),
    ],
};

static PAGE_BREAK: Record = Record {
    name: name("分页", "page_break"),
    short: None,
    meaning: ["从新的一页开始", "begins a new page"],
    fields: &[],
};

static INCLUDE: Record = Record {
    name: name("引入", "include"),
    short: Some("file"),
    meaning: ["引入另一个文件里的各块", "the blocks of another file"],
    fields: &[field(
        name("文件", "file"),
        Shape::Text,
        ["本项目里的 .yaml 文件", "a .yaml file inside the project"],
        "文件: 公共/保障措施.yaml",
    )
    .required()],
};

/// One check (一条校核).
pub static CHECK: Record = Record {
    name: name("校核", "check"),
    short: Some("expression"),
    meaning: ["一条算式", "one thing that must hold"],
    fields: &[
        field(
            name("式", "expression"),
            Shape::Text,
            ["算式", "what must hold"],
            "式: 年末户 = 年初户 + 新增户 - 清减户",
        )
        .required(),
        field(name("说明", "explanation"), Shape::Text, ["为什么不相等", "why it differs"], "说明: 含外地转入2户"),
    ],
};
