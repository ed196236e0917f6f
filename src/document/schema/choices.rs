//! The words a choice field may hold.

use super::{Name, name};

/// One word of a choice, in both languages.
#[derive(Debug)]
pub struct Choice {
    /// The word.
    pub name: Name,
    /// Other Chinese words for the same.
    pub also: &'static [&'static str],
    /// What it does: Chinese, English.
    pub meaning: [&'static str; 2],
}

const fn choice(zh: &'static str, en: &'static str, meaning: [&'static str; 2]) -> Choice {
    Choice { name: name(zh, en), also: &[], meaning }
}

impl Choice {
    /// Whether a word as typed is this one.
    #[must_use]
    pub fn is(&self, typed: &str) -> bool {
        self.name.is(typed) || self.also.contains(&typed)
    }

    const fn also(self, also: &'static [&'static str]) -> Self {
        Self { also, ..self }
    }
}

/// 文种: what sort of paper it is.
pub static KIND: &[Choice] = &[
    choice("通知", "notice", ["通知", "a notice: what is to be done or known"]),
    choice("请示", "request", ["请示，上行文", "a request to the office above"]),
    choice("报告", "report", ["报告；有发文机关标志的是上行文", "a report, to the office above if it has a masthead"]),
    choice("批复", "reply", ["批复", "the reply to a request"]),
    choice("函", "letter", ["函，用信函格式", "a letter, set as 10.1 says"]),
    choice("令", "order", ["命令（令），用命令格式", "an order, set as 10.2 says"]).also(&["命令"]),
    choice("纪要", "minutes", ["会议纪要，用纪要格式", "minutes, set as 10.3 says"]).also(&["会议纪要"]),
    choice("意见", "opinion", ["意见", "an opinion on how to proceed"]),
    choice("决定", "decision", ["决定", "a decision"]),
    choice("决议", "resolution", ["决议", "a resolution"]),
    choice("公告", "announcement", ["公告", "an announcement at home and abroad"]),
    choice("通告", "public_notice", ["通告", "a public notice"]),
    choice("公报", "communique", ["公报", "a communiqué"]),
    choice("通报", "circular", ["通报", "a circular: praise, blame, how things stand"]),
    choice("议案", "proposal", ["议案", "a proposal to the people's congress"]),
    choice("计划", "plan", ["工作计划", "a work plan"]),
    choice("要点", "outline", ["工作要点", "a plan in outline"]),
    choice("方案", "scheme", ["工作方案", "a scheme of work"]),
    choice("总结", "summary", ["工作总结", "a summary of work done"]),
    choice("办法", "rules", ["办法、规定、细则、制度", "rules and regulations"]),
];

/// 编号: how headings are numbered.
pub static NUMBERING: &[Choice] = &[
    choice("公文", "official", ["一、（一）1.（1）", "一、（一）1.（1）"]),
    choice("两级", "two-level", ["一、1.", "一、1."]),
    choice("小数", "decimal", ["1 1.1 1.1.1", "1 1.1 1.1.1"]),
    choice(
        "条款",
        "articles",
        [
            "第一章、第一节、第一条（一）1.；条的号码全文连续",
            "第一章, 第一节, 第一条（一）1.; articles are numbered through the whole paper",
        ],
    ),
    choice("无", "none", ["不编号", "no numbers"]),
];

/// 编号 of a list of tasks: go on from the list before, or begin again.
pub static SERIES: &[Choice] = &[
    choice("续", "continue", ["接着前一组往下编", "goes on from the list before"]),
    choice("重新", "restart", ["从一重新编", "begins again at one"]),
];

/// 责任标注: where who does it by when is shown.
pub static RESPONSIBILITY: &[Choice] = &[
    choice("括注", "bracketed", ["在段末用括号注明", "in brackets at the paragraph's end"]),
    choice("另行", "own_line", ["另起一行注明", "on a line of its own"]),
    choice("仅入表", "table_only", ["正文不写", "not in the text"]),
];

/// 序词: the words that count points.
pub static SEQUENCE: &[Choice] = &[
    choice("一是", "first_is", ["一是……；二是……", "一是……；二是……"]),
    choice("第一", "ordinal", ["第一，……；第二，……", "第一，……；第二，……"]),
    choice("首先", "firstly", ["首先，……；其次，……", "首先，……；其次，……"]),
    choice("无", "none", ["不加序词", "no counting words"]),
];

/// 排法: whether points run on or stand as paragraphs.
pub static ARRANGEMENT: &[Choice] = &[
    choice("接排", "run_on", ["在一段里接着排", "one after the other in a paragraph"]),
    choice("分段", "paragraphs", ["一点一段", "a paragraph each"]),
];

/// 性质: what sort of figure it is, which says how it adds up.
pub static NATURE: &[Choice] = &[
    choice("累计", "cumulative", ["一段时间里发生的，可以相加", "happened over time; adds up"]),
    choice("期末", "end_of_period", ["某一天的数，不能跨期相加", "stood at a day; does not add over time"]),
    choice("标准", "standard", ["标准，不能相加", "a rate; never adds up"]),
    choice("比率", "ratio", ["比例，不能相加", "a ratio; never adds up"]),
];

/// 样式 of a table of figures.
pub static TABLE_STYLE: &[Choice] = &[
    choice("长表", "long", ["一行一个指标", "a row for each figure"]),
    choice("宽表", "wide", ["一行一个分项，一栏一个指标", "a row for each item, a column for each figure"]),
    choice(
        "按季",
        "quarterly",
        ["一行一个指标，四个季度各一栏，能相加的有全年数", "a row for each figure, a column for each quarter"],
    ),
    choice(
        "按月",
        "monthly",
        ["一行一个指标，各月一栏，能相加的有合计", "a row for each figure, a column for each month"],
    ),
];

/// 样式 of a table: its rules.
pub static TABLE_RULES: &[Choice] = &[
    choice("全线表", "grid", ["所有格线", "rules around every cell"]),
    choice("三线表", "three-line", ["只有三条横线", "three rules: above and below the head, and at the end"]),
];

/// 类型 of a chart.
pub static CHART_KIND: &[Choice] = &[
    choice("柱", "column", ["竖的柱，比较大小", "upright columns, to compare"]),
    choice("堆积", "stacked", ["几组数叠成一根柱", "columns of several parts"]),
    choice("条", "bar", ["横的条，项目名称长时用", "bars, for long names"]),
    choice("线", "line", ["折线，看变化", "a line, to see how it goes"]),
    choice("饼", "pie", ["圆饼，看各占多少", "a pie, to see shares"]),
];

/// 页码 of the contents' own pages.
pub static FRONT_NUMBERS: &[Choice] =
    &[choice("罗马", "roman", ["Ⅰ、Ⅱ、Ⅲ", "Ⅰ, Ⅱ, Ⅲ"]), choice("无", "none", ["不编页码", "no numbers"])];
