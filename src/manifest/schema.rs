//! The fields of `banxin.yaml`, in the same table form as a document's.

use crate::document::schema::{Field, Name, Record, Shape, THEME};

const fn field(zh: &'static str, en: &'static str, shape: Shape, meaning: [&'static str; 2]) -> Field {
    Field { name: Name { zh, en }, shape, required: false, meaning, example: "", mistaken: &[] }
}

#[expect(clippy::needless_pass_by_value, reason = "a constant's parts are moved into it")]
const fn required(field: Field, example: &'static str) -> Field {
    Field { required: true, example, ..field }
}

#[expect(clippy::needless_pass_by_value, reason = "a constant's parts are moved into it")]
const fn mistaken(field: Field, mistaken: &'static [&'static str]) -> Field {
    Field { mistaken, ..field }
}

const OUTPUT: Field = mistaken(
    field(
        "输出",
        "output",
        Shape::Text,
        ["输出到哪里、叫什么名字，可以用 {{ }}", "where papers go and what they are called; may hold {{ }}"],
    ),
    &["输出名", "文件名", "out"],
);

/// `banxin.yaml`.
pub(super) static PROJECT: Record = Record {
    name: Name { zh: "banxin.yaml", en: "banxin.yaml" },
    short: None,
    meaning: ["一个项目的约定", "what holds for all documents of a project"],
    fields: &[
        mistaken(
            field(
                "主题",
                "theme",
                Shape::Record(&THEME),
                [
                    "文稿不写主题时用的主题；参数对所有文稿都有效，文稿自己写了的除外",
                    "the theme of documents that name none; its parameters hold for all that don't set them",
                ],
            ),
            &["样式", "style"],
        ),
        mistaken(
            field(
                "主题来源",
                "theme_source",
                Shape::Text,
                [
                    "主题从哪里安装：https 地址或文件夹；只有 banxin theme 的命令会去那里",
                    "where themes are installed from: an https address or a folder; only `banxin theme` looks there",
                ],
            ),
            &["主题地址", "来源", "source"],
        ),
        mistaken(
            field(
                "默认",
                "defaults",
                Shape::Data,
                ["文稿没有写的字段取这里的值", "fields that documents take when they don't have them"],
            ),
            &["缺省", "默认值", "default"],
        ),
        OUTPUT,
        mistaken(
            field(
                "文件",
                "files",
                Shape::Texts,
                ["哪些文件是这个项目的文稿，如 2022/**/*.yaml、!草稿/**", "which files are documents of the project"],
            ),
            &["文稿", "file", "documents"],
        ),
        mistaken(
            field("数据", "data", Shape::Data, ["所有文稿的 {{ }} 都可以用的值", "values for {{ }} in all documents"]),
            &["变量", "参数"],
        ),
        mistaken(
            field(
                "名册",
                "rosters",
                Shape::List(&ROSTER),
                ["一份文稿按表格的行做成许多份", "documents that are made once for each row of a sheet"],
            ),
            &["花名册", "roster"],
        ),
        mistaken(
            field(
                "单位名册",
                "units",
                Shape::Text,
                ["应当报送的单位，一张表", "a sheet of the units that are to report"],
            ),
            &["单位", "报送单位"],
        ),
        field(
            "限制",
            "limits",
            Shape::Record(&LIMITS),
            [
                "用别人的主题时，一份文稿最多用多少时间和内存",
                "what a document may cost in a theme that is not built in",
            ],
        ),
    ],
};

/// 限制 of `banxin.yaml`.
pub(super) static LIMITS: Record = Record {
    name: Name { zh: "限制", en: "limits" },
    short: None,
    meaning: ["最多用多少时间和内存", "how much time and memory"],
    fields: &[
        field("时间", "time", Shape::Text, ["最多排多少秒", "how many seconds"]),
        field("内存", "memory", Shape::Text, ["最多用多少 MB 内存", "how many megabytes"]),
    ],
};

/// 名册 of `banxin.yaml`.
pub(super) static ROSTER: Record = Record {
    name: Name { zh: "名册", en: "roster" },
    short: None,
    meaning: ["一份文稿和一张表", "a document and a sheet"],
    fields: &[
        required(field("文稿", "document", Shape::Text, ["文稿", "the document"]), "文稿: 计划.yaml"),
        required(field("表", "sheet", Shape::Text, ["表格文件", "the sheet's file"]), "表: 社区.xlsx"),
        field(
            "工作表",
            "worksheet",
            Shape::Text,
            ["工作表的名字；不写时是第一张", "the worksheet; by default the first"],
        ),
        field("条件", "where", Shape::Text, ["只做满足条件的行", "only the rows for which it holds"]),
        OUTPUT,
    ],
};
