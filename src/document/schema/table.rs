//! The records of a 表格.

use super::choices::TABLE_RULES;
use super::{Field, Record, Shape, field, name};

const HEAD: Field = field(
    name("表头", "head"),
    Shape::Head,
    ["各栏的名称；`大栏: [ 小栏, 小栏 ]` 排成两行", "the columns' heads; `head: [ head, head ]` stands in two rows"],
    "表头: [ 社区, 低保: [ 户数, 人数 ] ]",
)
.mistaken(&["表头行", "列", "栏目", "列名", "header", "columns"]);

const ROWS: Field = field(
    name("行", "rows"),
    Shape::Rows,
    [
        "一行一条：从左到右写成一列，或者写栏名和值；`<` 并入左格，`^` 并入上格",
        "the rows, each a list from left to right or columns' names with values; `<` joins the cell at the left, `^` the one above",
    ],
    "行: [ [ 清河社区, 12户, 20人 ] ]",
)
.mistaken(&["表体", "内容", "数据", "各行", "条目", "body", "data"]);

/// 表格.
pub(super) static TABLE: Record = Record {
    name: name("表格", "table"),
    short: Some("rows"),
    meaning: ["一张表：写出各行，或者取自 .csv、.xlsx 文件", "a table: rows as typed, or from a .csv or .xlsx file"],
    fields: &[
        field(name("标题", "title"), Shape::Text, ["表的标题", "the table's title"], "标题: 社会救助情况表")
            .mistaken(&["表名", "名称", "caption"]),
        field(
            name("单位", "unit"),
            Shape::Text,
            ["右上角的计量单位", "what the figures are counted in, at the right above the table"],
            "单位: 户、人",
        )
        .mistaken(&["计量单位"]),
        HEAD,
        ROWS,
        field(
            name("文件", "file"),
            Shape::Text,
            [
                "存有表格的 .csv 或 .xlsx 文件，显示成什么样就印成什么样",
                "a .csv or .xlsx file; printed as it is shown there",
            ],
            "文件: 附表.xlsx",
        )
        .mistaken(&["来源", "path"]),
        field(
            name("工作表", "sheet"),
            Shape::Text,
            ["文件里的哪张工作表；不写时为第一张", "which worksheet of the file; the first by default"],
            "工作表: 特困",
        )
        .mistaken(&["表单", "表名称"]),
        field(name("范围", "range"), Shape::Text, ["只取这些格", "only these cells"], "范围: A1:C3")
            .mistaken(&["区域"]),
        field(
            name("表头行数", "head_rows"),
            Shape::Text,
            [
                "文件里表头占几行；不写时看合并的格",
                "how many rows of the file are its head; by default seen from its merged cells",
            ],
            "表头行数: 2",
        ),
        field(
            name("列宽", "widths"),
            Shape::ByColumn,
            [
                "各栏的宽：份数、毫米或字数；不写时按内容定",
                "the columns' widths: parts, millimetres or characters (字); by default seen from what is in them",
            ],
            "列宽: [ 2, 30mm, 6字 ]",
        )
        .mistaken(&["宽度", "width"]),
        field(
            name("对齐", "alignment"),
            Shape::ByColumn,
            [
                "各栏怎样对齐：左、中、右、小数点；不写时按内容定",
                "how columns stand: left, center, right, point; by default seen from what is in them",
            ],
            "对齐: [ 左, 小数点, 小数点 ]",
        )
        .mistaken(&["align"]),
        field(name("序号", "serial"), Shape::Flag, ["最左加一栏序号", "adds a column of serial numbers"], "序号: 是")
            .mistaken(&["编号"]),
        field(
            name("合计", "totals"),
            Shape::Texts,
            ["要合计的栏；不写就不合计", "columns to add up; none by default"],
            "合计: [ 户数, 人数 ]",
        )
        .mistaken(&["总计", "求和", "total"]),
        field(
            name("小计", "subtotals"),
            Shape::Texts,
            [
                "每一组后面要小计的栏；组是“组”的各行，或者首列合并的各行；不写就不小计",
                "columns to add up after each group: the rows below a `group`, or those a cell of the first column spans; none by default",
            ],
            "小计: [ 人数 ]\n行:\n  - { 组: 城区 }\n  - [ 清河社区, 12户, 20人 ]\n  - [ 柳林社区, 9户, 17人 ]",
        )
        .mistaken(&["分组小计", "分组合计", "subtotal"]),
        field(
            name("注", "notes"),
            Shape::Paragraphs,
            ["表下的注，一行一条", "notes below the table, one a line"],
            "注: 数据截至2021年12月31日。",
        )
        .mistaken(&["备注", "说明", "注释", "note"]),
        field(
            name("资料来源", "source"),
            Shape::Text,
            ["表下注明的来源", "where the figures come from, below the table"],
            "资料来源: 区民政局",
        )
        .mistaken(&["数据来源", "来源"]),
        field(
            name("横排", "turned"),
            Shape::Flag,
            ["单独占页，横着排", "stands on pages of its own, turned by a quarter"],
            "横排: 是",
        )
        .mistaken(&["横向", "横版", "landscape"]),
        field(
            name("样式", "style"),
            Shape::Choice(TABLE_RULES),
            ["全线表或三线表；不写时由主题决定", "all rules or three; by default the theme's"],
            "样式: 三线表",
        ),
    ],
};

/// A row that is more than its cells (一行).
pub static ROW: Record = Record {
    name: name("一行", "row"),
    short: Some("rows"),
    meaning: [
        "一行：从左到右各格，或者栏名和值；也可以是带标题的一组",
        "a row: its cells from left to right, or columns' names with values; or a group of rows under a heading",
    ],
    fields: &[
        field(
            name("组", "group"),
            Shape::Text,
            ["一组的标题，占一整行", "what the group is called, in a row of its own"],
            "组: 一、城市低保",
        )
        .mistaken(&["分组"]),
        field(
            name("行", "rows"),
            Shape::Rows,
            ["这一行各格；有 `组` 时是组里各行", "the row's cells; with `group`, the rows of the group"],
            "行: [ 清河社区, 12户, 20人 ]",
        ),
        field(
            name("其中", "of_which"),
            Shape::Rows,
            ["这一行里面的一部分，缩进排在下面", "parts of the row, indented below it"],
            "其中: [ [ 女性, 5户, 8人 ] ]",
        ),
    ],
};
