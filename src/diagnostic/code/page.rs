//! Codes of page sense: what finished pages asked for, what was done about it, what the writer may do.

use crate::diagnostic::Words;

/// What a paper's pages lacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageFault {
    /// The signature would have stood alone; lines stand closer or wider.
    SignatureFitted {
        /// Lines a page by the theme.
        from: i32,
        /// Lines a page now.
        to: i32,
    },
    /// The signature stands alone on its page.
    SignatureAlone,
    /// Page 1 would have had no text; lines stand closer.
    FirstPageFitted {
        /// Lines a page by the theme.
        from: i32,
        /// Lines a page now.
        to: i32,
    },
    /// Page 1 has no text.
    FirstPageWithoutText,
    /// 主送 was moved to the 版记.
    RecipientsMoved,
    /// A seal reaches into the imprint.
    NoRoomForSeal,
    /// Copies were asked for of a paper without 份号.
    CopiesWithoutNumber {
        /// How many.
        count: u32,
    },
    /// The last copy's 份号 would have seven digits.
    CopiesOverflow {
        /// How many.
        count: u32,
        /// The last copy's number.
        last: u32,
    },
}

impl PageFault {
    /// Id, severity and words.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::SignatureFitted { from, to } => Words::warning(
                "signature-fitted",
                format!("署名和日期会单独成页，已把每面 {from} 行改为 {to} 行，让它们和正文同页"),
                format!(
                    "the signature would stand alone on a page: pages have {to} lines instead of {from}, so that it stands with text"
                ),
            )
            .hint(
                format!("这样可以用；想恢复每面 {from} 行，增加或删去一两行正文"),
                format!("the paper can be used as it is; to have {from} lines again, add or take out a line or two of text"),
            ),
            Self::SignatureAlone => Words::warning(
                "signature-alone",
                "署名和日期单独成了一页，页上没有正文",
                "the signature stands alone on a page, without text",
            )
            .hint(
                "增加或删去一两行正文，让署名前有正文；不要写“此页无正文”",
                "add or take out a line or two of text, so that some text stands with the signature",
            ),
            Self::FirstPageFitted { from, to } => Words::warning(
                "first-page-fitted",
                format!("第 1 页会没有正文，已把每面 {from} 行改为 {to} 行，让正文从第 1 页开始"),
                format!("page 1 would have no text: pages have {to} lines instead of {from}, so that the text begins on it"),
            )
            .hint(
                format!("这样可以用；想恢复每面 {from} 行，缩短标题，或者把主送写短些"),
                format!("the paper can be used as it is; to have {from} lines again, shorten the title or the recipients"),
            ),
            Self::FirstPageWithoutText => Words::warning(
                "first-page-without-text",
                "第 1 页没有正文：标题和主送把这一页占满了",
                "page 1 has no text: the title and the recipients fill it",
            )
            .hint(
                "缩短标题，或者把主送写短些，例如“各乡镇人民政府、街道办事处”",
                "shorten the title or the recipients",
            ),
            Self::RecipientsMoved => Words::warning(
                "recipients-moved",
                "主送机关太多，第 1 页会没有正文，已把主送移到版记",
                "the recipients would keep the text off page 1: they were moved to the imprint",
            )
            .hint(
                "这样符合格式标准；想让主送留在正文前，把它写短些",
                "this is as the standard has it; to keep them before the text, shorten them",
            ),
            Self::NoRoomForSeal => Words::warning(
                "no-room-for-seal",
                "署名这一页放不下印章，印章会压到版记",
                "there is no room for the seal on the signature's page: it reaches into the imprint",
            )
            .hint(
                "增加或删去一两行正文，让署名离版记远一些",
                "add or take out a line or two of text, so that the signature stands further from the imprint",
            ),
            Self::CopiesWithoutNumber { count } => Words::warning(
                "copies-without-number",
                format!("要印 {count} 份，但文稿没有份号，各份没有区别，只排了一份"),
                format!("{count} copies are asked for, but there is no copy number to tell them apart: one was made"),
            )
            .hint(
                "写上第一份的份号，例如“份号: 000001”；不编份号的，打印时选份数",
                "type the first copy's number, such as `copy_number: 000001`; or choose the number of copies when printing",
            ),
            Self::CopiesOverflow { count, last } => Words::error(
                "copies-overflow",
                format!("印 {count} 份，最后一份的份号是 {last}，超过了六位"),
                format!("of {count} copies the last one's number is {last}, more than six digits"),
            )
            .hint("把第一份的份号写小些，或者少印几份", "begin with a smaller number, or make fewer copies"),
        }
    }
}
