//! The records of a 分解表.

use super::{Field, Record, Shape, field, name};

const TITLE: Field = field(
    name("标题", "title"),
    Shape::Text,
    ["表的标题；不写就是“任务分解表”", "the table's title; 任务分解表 by default"],
    "标题: 2022年重点任务分解表",
)
.mistaken(&["表名", "名称"]);

const OF: Field = field(
    name("任务", "of"),
    Shape::Texts,
    ["哪些标题下的任务；不写就是全文的任务", "the headings whose tasks are shown; by default all of the paper"],
    "任务: 主要任务",
)
.mistaken(&["来源", "范围"]);

const COLUMNS: Field = field(
    name("列", "columns"),
    Shape::ByColumn,
    [
        "各栏：任务、内容、目标、责任单位、协办单位、完成时限；要换栏名就写“栏名: 哪一栏”；不写时看任务里写了什么",
        "任务, 内容, 目标, 责任单位, 协办单位, 完成时限; with other heads as `head: column`; by default what the tasks have",
    ],
    "列: [ 任务, 责任单位, 完成时限 ]",
)
.mistaken(&["表头", "栏"]);

const NOTES: Field = field(
    name("注", "notes"),
    Shape::Paragraphs,
    ["表下的注", "notes below the table"],
    "注: 责任单位列第一位的为牵头单位。",
)
.mistaken(&["备注", "说明"]);

const TURNED: Field = field(
    name("横排", "turned"),
    Shape::Flag,
    ["单独占页，横着排", "stands on pages of its own, turned by a quarter"],
    "横排: 是",
);

/// 分解表: who does what by when.
pub(super) static BREAKDOWN: Record = Record {
    name: name("分解表", "breakdown"),
    short: Some("title"),
    meaning: [
        "任务分解表：一项任务一行，谁负责、谁配合、什么时候完成；责任单位和完成时限写在任务里",
        "a row for each task: who does it, who assists, by when; as the tasks say",
    ],
    fields: &[TITLE, OF, COLUMNS, NOTES, TURNED],
};

/// 分解表 of a group of tasks.
pub static OWN_BREAKDOWN: Record = Record {
    name: name("任务的分解表", "own_breakdown"),
    short: Some("title"),
    meaning: ["排在这组任务后面的分解表", "a table of these tasks, below them"],
    fields: &[TITLE, COLUMNS, NOTES, TURNED],
};

/// The field of a group of tasks.
pub(super) const OF_TASKS: Field = field(
    name("分解表", "breakdown"),
    Shape::Record(&OWN_BREAKDOWN),
    [
        "在任务后面排一张分解表；写“是”，或者写表的标题",
        "a table of who does what by when below the tasks: yes, or its title",
    ],
    "分解表: 是",
);
