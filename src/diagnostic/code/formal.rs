//! Codes of the elements of a formal paper (公文要素): what GB/T 9704-2012 and the rules of official papers demand of them.

use crate::diagnostic::Words;
use crate::document::Name;

/// What can be wrong with the elements of a formal paper.
#[derive(Clone, Debug, PartialEq)]
pub enum FormalFault {
    /// Something is printed in the standard's form.
    PutRight {
        /// The field.
        field: Name,
        /// As it is printed.
        shown: String,
    },
    /// A document number in no known form.
    NumberForm {
        /// As typed.
        typed: String,
        /// Whether it is an order's.
        order: bool,
    },
    /// An order without its number.
    OrderNumberMissing,
    /// A layout with a red head for a paper without a masthead.
    MastheadMissing,
    /// A field that only a paper with a red head prints.
    NeedsMasthead {
        /// The field.
        field: Name,
    },
    /// A field that this layout doesn't print.
    NotInLayout {
        /// The field.
        field: Name,
        /// The layout.
        layout: Name,
        /// The clause that says so.
        clause: &'static str,
    },
    /// An order's title that is not its masthead's text.
    OrderTitle,
    /// 字号 that is no size.
    MastheadSize {
        /// As typed.
        typed: String,
    },
    /// 份号 that is no number of at most six digits.
    CopyNumber {
        /// As typed.
        typed: String,
    },
    /// 密级 that is none.
    Classification {
        /// As typed.
        typed: String,
    },
    /// 保密期限 without 密级.
    ClassifiedForAlone,
    /// 紧急程度 that is none.
    Urgency {
        /// As typed.
        typed: String,
    },
    /// Several recipients of a paper that is sent to one office above.
    SeveralRecipients {
        /// 文种.
        kind: Name,
    },
    /// A paper to the office above without 签发人.
    SignersMissing {
        /// 文种.
        kind: Name,
    },
    /// More 签发人 than a first page has room for.
    TooManySigners {
        /// How many there may be.
        most: usize,
    },
    /// 签发人 of a paper that is not sent upwards.
    SignersNotUpward {
        /// 文种.
        kind: Name,
    },
    /// 请示 without 联系人.
    ContactMissing,
    /// 印章 without anything to set it on.
    SealAlone,
    /// Fewer or more seals than organs.
    SealCount {
        /// How many seals.
        seals: usize,
        /// How many organs.
        organs: usize,
    },
    /// Both 印章 and 签名章.
    SealAndStamp,
    /// 署名 of a paper that is signed with 签名章.
    IssuerUnderStamp,
    /// Printed before it was signed.
    PrintedEarly {
        /// 印发日期.
        printed: String,
        /// 成文日期.
        signed: String,
    },
}

impl FormalFault {
    /// Id, severity and words.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::PutRight { field, shown } => put_right(field, shown),
            Self::NumberForm { typed, order } => number_form(typed, *order),
            Self::OrderNumberMissing => Words::warning("order-number-missing", "令没有令号", "an order has no number")
                .hint("加上一行，例如 `发文字号: 第5号`", "add a line such as `发文字号: 第5号`"),
            Self::MastheadMissing => Words::warning(
                "masthead-missing",
                "这种版式有红头，可是没有写 `发文机关标志`",
                "this layout has a red head, and there is no `masthead`",
            )
            .hint("加上一行，例如 `发文机关标志: 青云街道办事处`", "add a line such as `发文机关标志: 青云街道办事处`"),
            Self::NeedsMasthead { field } => needs_masthead(field),
            Self::NotInLayout { field, layout, clause } => Words::warning(
                "not-in-layout",
                format!("{}格式不印 `{}`（GB/T 9704-2012，{clause}）", layout.zh, field.zh),
                format!("the layout `{}` does not print `{}` (GB/T 9704-2012, {clause})", layout.en, field.en),
            )
            .hint("删掉这一行，或者写 `版式: 公文`", "remove the line, or write `版式: 公文`"),
            Self::OrderTitle => Words::note(
                "order-title",
                "令没有标题，这里写的只用作文件的名称",
                "an order has no title; what is written here only names the file",
            )
            .hint("把 `标题` 写得和 `发文机关标志` 一样", "write the same in `title` as in `masthead`"),
            Self::MastheadSize { typed } => masthead_size(typed),
            Self::CopyNumber { typed } => Words::error(
                "copy-number-form",
                format!("份号 `{typed}` 不是六位以内的数字"),
                format!("the copy number `{typed}` is not a number of at most six digits"),
            )
            .hint("写成 `份号: 000001`（GB/T 9704-2012，7.2.1）", "write `份号: 000001` (GB/T 9704-2012, 7.2.1)"),
            Self::Classification { typed } => Words::warning(
                "classification-form",
                format!("没有 `{typed}` 这种密级"),
                format!("there is no classification `{typed}`"),
            )
            .hint(
                "密级是绝密、机密或秘密，例如 `密级: 机密`、`保密期限: 3年`",
                "write 绝密, 机密 or 秘密, as in `密级: 机密` and `保密期限: 3年`",
            ),
            Self::ClassifiedForAlone => {
                Words::warning("classified-for-alone", "有保密期限，没有密级", "a period without a classification")
                    .hint("加上一行，例如 `密级: 机密`", "add a line such as `密级: 机密`")
            }
            Self::Urgency { typed } => Words::warning(
                "urgency-form",
                format!("没有 `{typed}` 这种紧急程度"),
                format!("there is no urgency `{typed}`"),
            )
            .hint("写 `特急` 或 `加急`（GB/T 9704-2012，7.2.3）", "write `特急` or `加急` (GB/T 9704-2012, 7.2.3)"),
            Self::SeveralRecipients { kind } => Words::warning(
                "several-recipients",
                format!("{}只主送一个上级机关，这里有几个", kind.zh),
                format!("a {} is sent to one office above, and here are several", kind.zh),
            )
            .hint(
                "留下一个，其余的写到 `抄送` 里（党政机关公文处理工作条例，第十五条）",
                "keep one and put the others in `cc` (rules on official papers, article 15)",
            ),
            Self::SignersMissing { kind } => signers_missing(kind),
            Self::SignersNotUpward { kind } => signers_not_upward(kind),
            Self::TooManySigners { most } => Words::error(
                "too-many-signers",
                format!("签发人太多，首页最多排 {most} 个"),
                format!("too many signers: the first page has room for {most}"),
            )
            .hint("只写签发的负责人，一个机关一个", "name one signer for each organ"),
            Self::ContactMissing => Words::note(
                "contact-missing",
                "请示要在附注里写明联系人和电话",
                "a request names whom to ask, with a telephone number",
            )
            .hint(
                "加上一行，例如 `联系人: 王芳，电话：0512-65550123`",
                "add a line such as `联系人: 王芳，电话：0512-65550123`",
            ),
            Self::SealAlone => seal_alone(),
            Self::SealCount { seals, organs } => seal_count(*seals, *organs),
            Self::SealAndStamp => seal_and_stamp(),
            Self::IssuerUnderStamp => issuer_under_stamp(),
            Self::PrintedEarly { printed, signed } => Words::warning(
                "printed-early",
                format!("印发日期 {printed} 早于成文日期 {signed}"),
                format!("printed on {printed}, before the paper's date {signed}"),
            )
            .hint("检查这两个日期", "check both dates"),
        }
    }
}

fn put_right(field: &Name, shown: &str) -> Words {
    Words::note(
        "put-right",
        format!("`{}` 按规定的格式印成 `{shown}`", field.zh),
        format!("`{}` is printed in the standard's form, `{shown}`", field.en),
    )
    .hint(format!("改写成 `{shown}`，这条说明就没有了"), format!("write `{shown}`, and this note is gone"))
}

fn number_form(typed: &str, order: bool) -> Words {
    let words = Words::warning(
        "document-number-form",
        format!("发文字号 `{typed}` 不合格式，照原样印"),
        format!("the document number `{typed}` is in no known form and is printed as it is"),
    );
    if order {
        return words
            .hint("令号写成 `第5号` 这样（GB/T 9704-2012，10.2）", "write it like `第5号` (GB/T 9704-2012, 10.2)");
    }
    words.hint(
        "写成 `青街发〔2022〕5号` 这样：年份四位，外面是六角括号〔〕（GB/T 9704-2012，7.2.5）",
        "write it like `青街发〔2022〕5号`: the whole year in 〔〕 (GB/T 9704-2012, 7.2.5)",
    )
}

fn needs_masthead(field: &Name) -> Words {
    let words = Words::warning(
        "needs-masthead",
        format!("没有红头的文稿不印 `{}`", field.zh),
        format!("a paper without a red head does not print `{}`", field.en),
    )
    .hint("加上 `发文机关标志`，或者删掉这一行", "add `masthead`, or remove the line");
    if field.en != "document_number" {
        return words;
    }
    words.hint(
        "全单位都一样的，在 banxin.yaml 里写一次：`主题: { 参数: { masthead: 机关名称 } }`",
        "one for all papers stands in banxin.yaml: `theme: { params: { masthead: … } }`",
    )
}

fn masthead_size(typed: &str) -> Words {
    Words::error("masthead-size", format!("`{typed}` 不是字号"), format!("`{typed}` is not a size of type")).hint(
        "写成 `初号`、`48磅` 或 `16mm`，在 10 磅到 120 磅之间",
        "write `初号`, `48pt` or `16mm`, between 10 and 120 points",
    )
}

fn signers_missing(kind: &Name) -> Words {
    Words::warning(
        "signers-missing",
        format!("{}是上行文，要写 `签发人`", kind.zh),
        format!("a {} is sent upwards and names its `signers`", kind.zh),
    )
    .hint(
        "加上一行，例如 `签发人: 张建国`（GB/T 9704-2012，7.2.6）",
        "add a line such as `签发人: 张建国` (GB/T 9704-2012, 7.2.6)",
    )
}

fn signers_not_upward(kind: &Name) -> Words {
    Words::warning(
        "signers-not-upward",
        format!("{}不是上行文，不写 `签发人`", kind.zh),
        format!("a {} is not sent upwards and names no `signers`", kind.zh),
    )
    .hint("删掉这一行，或者检查 `文种`", "remove the line, or check `kind`")
}

fn seal_alone() -> Words {
    Words::warning(
        "seal-alone",
        "印章要盖在署名和日期上，这里没有写全",
        "a seal goes over issuer and date, and one of them is missing",
    )
    .hint("写上 `署名` 和 `日期`（GB/T 9704-2012，7.3.5.1）", "write `issuer` and `date` (GB/T 9704-2012, 7.3.5.1)")
}

fn seal_count(seals: usize, organs: usize) -> Words {
    Words::warning(
        "seal-count",
        format!("署名有 {organs} 个机关，印章有 {seals} 个"),
        format!("there are {organs} issuers and {seals} seals"),
    )
    .hint("按署名的顺序，一个机关写一个印章", "write one for each issuer, in their order")
}

fn seal_and_stamp() -> Words {
    Words::warning(
        "seal-and-stamp",
        "又有印章又有签名章，只印签名章",
        "both a seal and a signature stamp; only the stamp is printed",
    )
    .hint("留下一个，删掉另一个", "keep one of them")
}

fn issuer_under_stamp() -> Words {
    Words::note(
        "issuer-under-stamp",
        "有签名章的文稿不另印署名（GB/T 9704-2012，7.3.5.3）",
        "a paper with a signature stamp prints no issuer beside it (GB/T 9704-2012, 7.3.5.3)",
    )
    .hint("删掉 `署名`", "remove `issuer`")
}
