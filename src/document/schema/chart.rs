//! The fields of a chart.

use super::choices::CHART_KIND;
use super::{Record, Shape, field, name};

/// 图表.
pub(super) static CHART: Record = Record {
    name: name("图表", "chart"),
    short: None,
    meaning: ["由数据画成的图，黑白打印也分得清", "a chart of figures, clear in black and white too"],
    fields: &[
        field(
            name("标题", "title"),
            Shape::Text,
            ["图下面的标题，自动编为图1、图2", "what stands below the chart, numbered 图1, 图2"],
            "标题: 近三年低保人数",
        )
        .mistaken(&["说明", "图题", "名称", "caption"]),
        field(
            name("类型", "kind"),
            Shape::Choice(CHART_KIND),
            ["怎样画；不写时画成柱", "how it is drawn; columns by default"],
            "类型: 柱",
        )
        .mistaken(&["图型", "样式", "type"]),
        field(
            name("单位", "unit"),
            Shape::Text,
            ["数据的单位；数字里的元会换算成这里的万元", "the unit; figures in 元 are converted to 万元 if it says so"],
            "单位: 人",
        ),
        field(
            name("项目", "categories"),
            Shape::Texts,
            ["横轴上的各项；每组数据写几个数，就写几项", "what stands along the axis, one for each figure of a series"],
            "项目: [ 2019年, 2020年, 2021年 ]",
        )
        .mistaken(&["横轴", "分类", "年份", "类别", "labels"]),
        field(
            name("数据", "data"),
            Shape::Data,
            [
                "名称和数字，一行一个；几组数写成“名称: [ … ]”；或者 .csv、.xlsx 文件，首列是项目，首行是组名",
                "names with figures; several series as `name: [ … ]`; or a .csv or .xlsx file, categories in its first column",
            ],
            "数据: { 城市低保: 702人, 农村低保: 1311人, 特困供养: 156人 }",
        )
        .required()
        .mistaken(&["数字", "指标", "文件", "values", "file", "series"]),
        field(
            name("宽度", "width"),
            Shape::Text,
            ["画多宽：毫米、字数或版心的百分之几；不写时与版心同宽", "how wide it is: mm, 字 or % of the type area"],
            "宽度: 120mm",
        )
        .mistaken(&["宽", "大小", "size"]),
        field(
            name("不编号", "unnumbered"),
            Shape::Flag,
            ["标题前面不写图几", "no number before the title"],
            "不编号: 是",
        )
        .mistaken(&["编号"]),
    ],
};
