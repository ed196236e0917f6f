//! The fields of a formal paper (公文): masthead, number, signers, imprint, attendance, stamps; GB/T 9704-2012, 7.2, 7.3.5 to 7.4, 10.

use super::{Field, Record, Shape, field, name};

pub(super) const MASTHEAD_FIELD: Field = field(
    name("发文机关标志", "masthead"),
    Shape::Record(&MASTHEAD),
    [
        "红头上的发文机关，几个机关联合发文时主办的在前（7.2.4）；写了它就排红头",
        "the issuing organ in red at the head of page 1, the main one of several first (7.2.4)",
    ],
    "发文机关标志: 青云街道办事处",
)
.mistaken(&["红头", "文头", "标志"]);

pub(super) const NUMBER_FIELD: Field = field(
    name("发文字号", "document_number"),
    Shape::Record(&NUMBER),
    ["整个写，或者分开写、把序号空着（7.2.5）", "written whole, or in parts with room for the number (7.2.5)"],
    "发文字号: 青街发〔2022〕5号",
)
.mistaken(&["文号", "字号", "发文号", "令号", "number"]);

pub(super) const SIGNERS_FIELD: Field = field(
    name("签发人", "signers"),
    Shape::Texts,
    ["上行文的签发人，一个或几个（7.2.6）", "who signed a paper sent upwards (7.2.6)"],
    "签发人: [ 张建国, 李敏 ]",
);

pub(super) const COPY_NUMBER_FIELD: Field = field(
    name("份号", "copy_number"),
    Shape::Text,
    ["六位数字，不足的前面补零（7.2.1）", "six digits, filled up with zeros (7.2.1)"],
    "份号: 000001",
)
.mistaken(&["份数", "份数序号"]);

pub(super) const OVERPRINT_FIELD: Field = field(
    name("套红", "overprint"),
    Shape::Flag,
    [
        "印在已有红头的纸上：不再印发文机关标志和红线，其余位置不变",
        "for paper that carries the red head already: masthead and red lines are left out, the rest stays in its place",
    ],
    "套红: 是",
)
.mistaken(&["套打", "套印"]);

pub(super) const CLASSIFICATION_FIELD: Field = field(
    name("密级", "classification"),
    Shape::Text,
    ["绝密、机密或秘密，也可以连期限一起写（7.2.2）", "绝密, 机密 or 秘密, also with its period (7.2.2)"],
    "密级: 机密★3年",
)
.mistaken(&["秘密等级", "密级和保密期限"]);

pub(super) const CLASSIFIED_FOR_FIELD: Field = field(
    name("保密期限", "classified_for"),
    Shape::Text,
    ["与密级之间印 ★（7.2.2）", "printed behind the 密级 and a ★ (7.2.2)"],
    "保密期限: 3年\n密级: 机密",
);

pub(super) const URGENCY_FIELD: Field =
    field(name("紧急程度", "urgency"), Shape::Text, ["特急或加急（7.2.3）", "特急 or 加急 (7.2.3)"], "紧急程度: 特急")
        .mistaken(&["缓急", "等级"]);

pub(super) const CC_FIELD: Field = field(
    name("抄送", "cc"),
    Shape::Texts,
    ["抄送机关，排在版记里（7.4.2）", "who gets copies; stands in the imprint (7.4.2)"],
    "抄送: 县民政局",
)
.mistaken(&["抄送机关"]);

pub(super) const NOTE_FIELD: Field = field(
    name("附注", "note"),
    Shape::Texts,
    ["日期下面括号里的话（7.3.6）", "a remark in brackets below the date (7.3.6)"],
    "附注: 此件公开发布",
);

pub(super) const CONTACT_FIELD: Field = field(
    name("联系人", "contact"),
    Shape::Texts,
    ["请示的联系人和电话，排成附注", "whom to ask; set as a note"],
    "联系人: 王芳，电话：0512-65550123",
);

pub(super) const PRINTED_BY_FIELD: Field = field(
    name("印发机关", "printed_by"),
    Shape::Text,
    ["版记里送印的机关（7.4.3）", "who had it printed; in the imprint (7.4.3)"],
    "印发机关: 青云街道党政办公室",
);

pub(super) const PRINTED_ON_FIELD: Field = field(
    name("印发日期", "printed_on"),
    Shape::Date,
    ["版记里送印的日期（7.4.3）", "when it was printed; in the imprint (7.4.3)"],
    "印发日期: 2022-01-10",
);

pub(super) const PRESENT_FIELD: Field = field(
    name("出席", "present"),
    Shape::Texts,
    ["纪要的出席人员（10.3）", "who was present, in minutes (10.3)"],
    "出席: [ 张建国, 李敏 ]",
)
.mistaken(&["出席人员", "参会", "参加"]);

pub(super) const ABSENT_FIELD: Field =
    field(name("请假", "absent"), Shape::Texts, ["纪要的请假人员（10.3）", "who sent excuses (10.3)"], "请假: 王芳")
        .mistaken(&["请假人员", "缺席"]);

pub(super) const ATTENDING_FIELD: Field = field(
    name("列席", "attending"),
    Shape::Texts,
    ["纪要的列席人员（10.3）", "who attended without a vote (10.3)"],
    "列席: 各社区居民委员会负责人",
)
.mistaken(&["列席人员"]);

pub(super) const SEAL_FIELD: Field = field(
    name("印章", "seal"),
    Shape::Texts,
    [
        "印章的图片，几个机关时按顺序一一写；写 样章 就画一个示意的方框（7.3.5.1）",
        "pictures of the seals, one for each organ in order; 样章 draws a stand-in (7.3.5.1)",
    ],
    "印章: 样章\n署名: 青云街道办事处\n日期: 2022-01-05",
)
.mistaken(&["公章", "盖章", "图章"]);

pub(super) const STAMPS_FIELD: Field = field(
    name("签名章", "signature_stamp"),
    Shape::List(&STAMP),
    ["签发人的职务和签名章，令和议案用（7.3.5.3）", "the signer's post and stamp, for orders and proposals (7.3.5.3)"],
    "签名章: { 职务: 县长, 姓名: 张建国 }",
)
.mistaken(&["签名", "签字"]);

/// 签名章.
pub static STAMP: Record = Record {
    name: name("签名章", "signature_stamp"),
    short: Some("name"),
    meaning: ["一个签发人的职务和签名章", "one signer's post and stamp"],
    fields: &[
        field(name("职务", "post"), Shape::Text, ["职务，写全称", "the post, in full"], "职务: 县长")
            .mistaken(&["职位"]),
        field(
            name("姓名", "name"),
            Shape::Text,
            ["姓名；没有签名章的图片时印姓名", "the name; printed where there is no picture of the stamp"],
            "姓名: 张建国",
        ),
        field(name("图片", "picture"), Shape::Text, ["签名章的图片", "a picture of the stamp"], "图片: 签名.png")
            .mistaken(&["文件", "file", "image"]),
    ],
};

/// 发文机关标志.
pub static MASTHEAD: Record = Record {
    name: name("发文机关标志", "masthead"),
    short: Some("organs"),
    meaning: ["红头", "the red head"],
    fields: &[
        field(
            name("机关", "organs"),
            Shape::Texts,
            ["发文机关，主办的在前", "the issuing organs, the main one first"],
            "机关: [ 安平县民政局, 安平县财政局 ]",
        )
        .required()
        .mistaken(&["名称", "发文机关", "单位"]),
        field(
            name("文件", "suffix"),
            Shape::Flag,
            [
                "后面有没有“文件”二字；不写时公文有，信函没有",
                "whether 文件 follows; by default it does, not in a letter",
            ],
            "文件: 否",
        ),
        field(
            name("字号", "size"),
            Shape::Text,
            ["字的大小：初号、48磅、16mm；不写时由程序定", "the size of its type; by default the program's choice"],
            "字号: 初号",
        )
        .mistaken(&["大小", "字体大小"]),
    ],
};

/// 发文字号.
pub static NUMBER: Record = Record {
    name: name("发文字号", "document_number"),
    short: Some("whole"),
    meaning: ["发文字号", "the document number"],
    fields: &[
        field(
            name("全文", "whole"),
            Shape::Text,
            ["整个发文字号；令只写 第5号", "the whole number; of an order, 第5号"],
            "全文: 青街发〔2022〕5号",
        ),
        field(name("代字", "code"), Shape::Text, ["机关代字", "what stands for the organ"], "代字: 青街发")
            .mistaken(&["机关代字"]),
        field(
            name("年", "year"),
            Shape::Text,
            ["四位的年份；不写时取成文日期的年份", "the year; by default that of the paper's date"],
            "年: 2022",
        )
        .mistaken(&["年份", "年度"]),
        field(name("序号", "serial"), Shape::Text, ["不写时空着，等编号", "left blank by default"], "序号: 5")
            .mistaken(&["号", "编号", "顺序号"]),
    ],
};
