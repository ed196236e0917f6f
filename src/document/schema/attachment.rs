//! The fields of an attachment.

use super::choices::NUMBERING;
use super::{Record, Shape, field, name};

/// One attachment (一件附件).
pub static ATTACHMENT: Record = Record {
    name: name("附件", "attachment"),
    short: Some("title"),
    meaning: ["一件附件，另起一页", "one attachment, on pages of its own"],
    fields: &[
        field(
            name("标题", "title"),
            Shape::Text,
            [
                "附件名称，写进附件说明；不加书名号，末尾不加标点",
                "its name, as it is listed; no 《》, no mark at its end",
            ],
            "标题: 社区食堂一览表",
        )
        .required()
        .mistaken(&["名称", "题目", "附件名称", "name"]),
        field(
            name("页标题", "page_title"),
            Shape::Text,
            ["附件页上的标题，与名称不同时才写", "the title on its own page, if it differs"],
            "页标题: 青云县社区食堂一览表",
        )
        .mistaken(&["附件标题"]),
        field(
            name("正文", "body"),
            Shape::Blocks,
            ["附件的内容，写法与正文相同", "its blocks, written as those of the body"],
            "正文:\n  - 段落: 见各社区公示栏。",
        )
        .mistaken(&["内容", "content", "text"]),
        field(
            name("文件", "file"),
            Shape::Text,
            [
                "内容在另一个文件里：.yaml、.xlsx、.csv、图片或 PDF（各页依次排出）",
                "a file that holds it: .yaml, .xlsx, .csv, a picture or a PDF, all of whose pages are shown",
            ],
            "文件: 公共/保障措施.yaml",
        )
        .mistaken(&["路径", "引入", "path"]),
        field(
            name("编号", "numbering"),
            Shape::Choice(NUMBERING),
            ["附件里标题编号的样式，与正文不同时才写", "how its headings are numbered, if it differs"],
            "编号: 公文",
        ),
        field(
            name("另附", "separate"),
            Shape::Flag,
            ["只列名称，实物另外附上", "only listed; it goes with the paper as it is"],
            "另附: 是",
        ),
        field(
            name("印发", "issued"),
            Shape::Flag,
            ["随文印发的文件：不写附件说明，页上不写“附件”", "issued with the paper: neither listed nor marked 附件"],
            "印发: 是",
        ),
    ],
};
