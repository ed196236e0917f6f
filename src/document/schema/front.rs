//! The fields of what stands before the text: cover (封面) and contents (目录).

use super::choices::FRONT_NUMBERS;
use super::{Field, Record, Shape, field, name};

pub(super) const COVER_FIELD: Field = field(
    name("封面", "cover"),
    Shape::Record(&COVER),
    ["封面单独一页，不编页码；正文从第1页起", "a cover, a page without a number; the text begins on page 1"],
    "封面: 是",
);

pub(super) const CONTENTS_FIELD: Field = field(
    name("目录", "contents"),
    Shape::Record(&CONTENTS),
    ["目录，在封面之后、正文之前另起页", "a table of contents, on pages of its own before the text"],
    "目录: 是",
)
.mistaken(&["目次", "toc"]);

pub(super) const DRAFT_FIELD: Field = field(
    name("稿次", "draft"),
    Shape::Text,
    ["送审稿、讨论稿、征求意见稿等，加括号排在标题下", "送审稿, 讨论稿 and such, in brackets below the title"],
    "稿次: 征求意见稿",
)
.mistaken(&["版本", "稿件"]);

const SHOWN: Field = field(name("印出", "shown"), Shape::Flag, ["是否印出", "whether it is printed"], "印出: 是");

const RIGHT_HAND: Field = field(
    name("右页起", "right_hand"),
    Shape::Flag,
    [
        "双面印时正文从右手页开始，前面补一张空白页",
        "the text begins on a right-hand page, after a blank one if need be",
    ],
    "右页起: 是",
);

/// 封面.
pub static COVER: Record = Record {
    name: name("封面", "cover"),
    short: Some("shown"),
    meaning: ["封面；不写的从文稿里取", "the cover; what is not written is the paper's own"],
    fields: &[
        SHOWN,
        field(
            name("题签", "label"),
            Shape::Text,
            ["标题上面的一行字", "a line above the title"],
            "题签: 2021年度工作报告",
        ),
        field(
            name("标题", "title"),
            Shape::Text,
            ["封面上的标题，与文稿标题不同时才写", "the title on the cover, if it differs"],
            "标题: 青云县民政事业发展报告",
        ),
        field(
            name("副标题", "subtitle"),
            Shape::Text,
            ["封面上的副标题，与文稿不同时才写", "the subtitle on the cover, if it differs"],
            "副标题: （2021年）",
        ),
        field(
            name("单位", "issuer"),
            Shape::Texts,
            ["封面下方的单位，不写时为署名", "the organ at the foot; by default the issuer"],
            "单位: 青云县民政局",
        )
        .mistaken(&["署名", "编制单位"]),
        field(
            name("日期", "date"),
            Shape::Text,
            ["封面上的日期，照写照印；不写时为成文日期", "the date, printed as written; by default the paper's"],
            "日期: 2022年1月",
        ),
        field(
            name("图片", "picture"),
            Shape::Text,
            ["封面中间的图片文件", "a picture file for the middle of the cover"],
            "图片: 照片/启用仪式.jpg",
        ),
        RIGHT_HAND,
    ],
};

/// 目录.
pub static CONTENTS: Record = Record {
    name: name("目录", "contents"),
    short: Some("shown"),
    meaning: ["目录，由标题自动生成", "the contents, made of the headings"],
    fields: &[
        SHOWN,
        field(
            name("层级", "levels"),
            Shape::Text,
            ["列到第几层标题，1 到 4；不写时为 2", "down to which level of headings, 1 to 4; 2 by default"],
            "层级: 2",
        ),
        field(
            name("页码", "numbers"),
            Shape::Choice(FRONT_NUMBERS),
            ["目录页自己的页码", "the page numbers of the contents' own pages"],
            "页码: 罗马",
        ),
        RIGHT_HAND,
    ],
};
