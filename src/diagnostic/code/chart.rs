//! Codes of charts (图表).

use crate::diagnostic::Words;

/// What there can be too many of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartPart {
    /// Along the axis.
    Categories,
    /// Lines, or columns of one look.
    Series,
    /// Parts of a pie.
    Slices,
}

impl ChartPart {
    fn words(self) -> [&'static str; 2] {
        match self {
            Self::Categories => ["项目", "categories"],
            Self::Series => ["组数据", "series"],
            Self::Slices => ["份", "slices"],
        }
    }
}

/// What can be wrong with a 图表.
#[derive(Clone, Debug, PartialEq)]
pub enum ChartFault {
    /// 数据 is neither names with figures nor a file.
    NotData,
    /// There is no figure at all.
    Empty,
    /// Some names have one figure, others several.
    Mixed {
        /// One of those with one.
        name: String,
    },
    /// Several figures a name, and nothing says what they are of.
    NoCategories,
    /// A series is longer or shorter than 项目.
    Uneven {
        /// The series.
        name: String,
        /// Its figures.
        count: usize,
        /// The categories.
        categories: usize,
    },
    /// A figure that can't be drawn.
    NotFigure {
        /// As typed.
        typed: String,
        /// What it belongs to.
        name: String,
    },
    /// A figure in a unit that does not go with the others.
    Unit {
        /// As typed.
        typed: String,
        /// The chart's unit.
        unit: String,
    },
    /// A pie of several series.
    PieSeries,
    /// A part of a pie that is missing or below 0.
    PiePart {
        /// Its name.
        name: String,
        /// As typed.
        typed: String,
    },
    /// Parts that are stacked and below 0.
    StackedBelowZero {
        /// Its name.
        name: String,
        /// As typed.
        typed: String,
    },
    /// More than can be told apart.
    TooMany {
        /// What.
        part: ChartPart,
        /// How many.
        count: usize,
        /// The most.
        most: usize,
    },
}

impl ChartFault {
    /// Id, severity and words.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::NotData => {
                Words::error("chart-not-data", "图表的 `数据` 读不懂", "the chart's `data` can't be understood").hint(
                    "写成“名称: 数字”或“名称: [ 数字, 数字 ]”，或者写 .csv、.xlsx 文件名",
                    "write names with figures, `name: [ figure, figure ]`, or the name of a .csv or .xlsx file",
                )
            }
            Self::Empty => Words::error("chart-empty", "图表里没有数字", "the chart has no figures").hint(
                "填上数字；都还没有数字时先删掉这个图表",
                "write the figures, or remove the chart until there are some",
            ),
            Self::Mixed { name } => Words::error(
                "chart-mixed",
                format!("`{name}` 只有一个数，别的名称有几个数"),
                format!("`{name}` has one figure and others have several"),
            )
            .hint(
                "每个名称都写一个数，或者都写一列数：`名称: [ 数字, 数字 ]`",
                "give every name one figure, or each a list: `name: [ figure, figure ]`",
            ),
            Self::NoCategories => {
                Words::error("chart-no-categories", "图表没有写 `项目`", "the chart has no `categories`").hint(
                    "加一行，例如 `项目: [ 2020年, 2021年 ]`",
                    "add a line such as `categories: [ 2020年, 2021年 ]`",
                )
            }
            Self::Uneven { name, count, categories } => Words::error(
                "chart-uneven",
                format!("`{name}` 有 {count} 个数，`项目` 有 {categories} 项"),
                format!("`{name}` has {count} figures and there are {categories} `categories`"),
            )
            .hint("还没有的数写 `未报`，图上留空", "write `未报` where a figure is not known; the chart leaves a gap"),
            Self::NotFigure { typed, name } => Words::error(
                "chart-not-figure",
                format!("`{name}` 的 `{typed}` 不是能画的数字"),
                format!("`{typed}` of `{name}` is not a figure that can be drawn"),
            )
            .hint(
                "写一个数，可以带单位；没有的写 `未报` 或 `—`",
                "write one number, with a unit if you like; `未报` or `—` for none",
            ),
            Self::Unit { typed, unit } => Words::error(
                "chart-unit",
                format!("`{typed}` 和图表的单位 `{unit}` 不是一回事"),
                format!("`{typed}` does not go with the chart's unit `{unit}`"),
            )
            .hint(
                "一个图表只画一种单位的数；另一种另画一个",
                "draw one unit in a chart, and another in a chart of its own",
            ),
            Self::PieSeries => Words::error("chart-pie-series", "饼图只能画一组数", "a pie shows one series")
                .hint("改成 `类型: 堆积`，或者每组数各画一个", "make it `kind: stacked`, or a pie for each"),
            Self::PiePart { name, typed } => Words::error(
                "chart-pie-part",
                format!("饼图里 `{name}` 是 `{typed}`，算不出各占多少"),
                format!("`{name}` of the pie is `{typed}`, so that shares can't be worked out"),
            )
            .hint(
                "饼图每一份都要有数，不能小于 0；改用 `类型: 柱`",
                "every slice needs a figure above 0; or use `kind: column`",
            ),
            Self::StackedBelowZero { name, typed } => Words::error(
                "chart-stacked-below-zero",
                format!("堆积图里 `{name}` 的 `{typed}` 小于 0，叠不起来"),
                format!("`{typed}` of `{name}` is below 0 and can't be stacked"),
            )
            .hint("改用 `类型: 柱`", "use `kind: column`"),
            Self::TooMany { part, count, most } => {
                let [zh, en] = part.words();
                Words::error(
                    "chart-too-many",
                    format!("图表有 {count} {zh}，最多 {most}，再多就分不清了"),
                    format!("the chart has {count} {en}; more than {most} can't be told apart"),
                )
                .hint("合并次要的，或者改用 `表格`", "join the lesser ones, or use a `table`")
            }
        }
    }
}
