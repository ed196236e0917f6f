//! The papers that can be started from: their text, the name of their file, what they are for.

use crate::cli::args::Scaffold;

/// A document to start from.
pub(super) struct Sample {
    kind: Scaffold,
    /// Its file name.
    pub file: &'static str,
    /// What is in it.
    pub text: &'static str,
    /// What it is for: Chinese, English.
    pub meaning: [&'static str; 2],
}

/// A file of `scaffolds/`.
macro_rules! scaffold {
    ($kind:ident, $file:literal, $text:literal, $zh:literal, $en:literal) => {
        Sample {
            kind: Scaffold::$kind,
            file: concat!($file, ".yaml"),
            text: include_str!(concat!("../../../scaffolds/", $text, ".yaml")),
            meaning: [$zh, $en],
        }
    };
}

static SAMPLES: &[Sample] = &[
    scaffold!(Plan, "工作计划", "plan", "工作计划：指导思想、任务、保障措施", "a work plan"),
    scaffold!(
        Summary,
        "工作总结",
        "summary",
        "年度工作总结：带数字的统计，附下年计划",
        "a year's summary with figures, and next year's plan"
    ),
    scaffold!(
        Report,
        "工作报告",
        "report",
        "向上级的工作报告：情况、问题、打算，数字和上年比",
        "a report to the office above, with last year's figures"
    ),
    scaffold!(
        Statistics,
        "统计表",
        "statistics",
        "统计表：按季的数、合计、其中、和上年比",
        "tables of figures, by quarters and against last year"
    ),
    scaffold!(
        Rules,
        "实施办法",
        "rules",
        "办法、规定、制度：分章，第一条……，条的号码全文连续",
        "rules in chapters and articles"
    ),
    scaffold!(
        Breakdown,
        "任务分解表",
        "breakdown",
        "工作计划附任务分解表：谁负责、谁配合、什么时候完成",
        "a plan with a table of who does what by when"
    ),
    scaffold!(
        Notice,
        "通知",
        "notice",
        "红头通知：附件说明、抄送、版记，附一张表",
        "a notice in red head, with a table attached"
    ),
    scaffold!(Request, "请示", "request", "向上级请示：签发人、联系人，一文一事", "a request to the office above"),
    scaffold!(
        Letter,
        "函",
        "letter",
        "函：信函格式，向没有隶属关系的机关商洽、答复",
        "a letter to an office beside one's own"
    ),
    scaffold!(Reply, "批复", "reply", "答复下级的请示", "the reply to a request"),
    scaffold!(Opinion, "意见", "opinion", "意见：对一项工作的要求和办法", "an opinion on how to proceed"),
    scaffold!(
        Circular,
        "通报",
        "circular",
        "通报：情况、问题、要求，附各单位的数",
        "a circular on how things stand, with figures"
    ),
    scaffold!(Decision, "决定", "decision", "决定：表彰、安排、变更，附名单", "a decision, with a list of names"),
    scaffold!(Announcement, "公告", "announcement", "公告：向社会宣布重要或者法定事项", "an announcement"),
    scaffold!(PublicNotice, "通告", "public_notice", "通告：一定范围内应当遵守或者知道的事", "a public notice"),
    scaffold!(Minutes, "会议纪要", "minutes", "会议纪要：议定事项，出席、请假、列席", "minutes of a meeting"),
    scaffold!(Order, "令", "order", "命令（令）：公布规章，签名章", "an order, under the signer's stamp"),
];

/// The document of a kind.
pub(super) fn sample(kind: Scaffold) -> &'static Sample {
    SAMPLES.iter().find(|sample| sample.kind == kind).expect("there is one of each kind, a test says")
}
