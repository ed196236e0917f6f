//! What stands before the text, as typed: cover (封面) and contents (目录).

use super::Word;
use super::fields::Fields;
use super::schema::{CONTENTS, COVER};
use crate::diagnostic::{Diagnostic, DocumentFault, Report};
use crate::text::Text;

/// 封面; what is not there is the paper's own.
#[derive(Clone, Debug)]
pub struct Cover {
    /// 题签.
    pub label: Option<Text>,
    /// 标题.
    pub title: Option<Text>,
    /// 副标题.
    pub subtitle: Option<Text>,
    /// 单位.
    pub issuers: Vec<Text>,
    /// 日期, printed as typed.
    pub date: Option<Text>,
    /// 图片.
    pub picture: Option<Text>,
    /// 右页起.
    pub right_hand: bool,
}

/// 目录.
#[derive(Clone, Copy, Debug)]
pub struct Contents {
    /// 层级, from 1 to 4.
    pub levels: u32,
    /// 页码 of its own pages, one of [`FRONT_NUMBERS`](super::schema::FRONT_NUMBERS).
    pub numbers: Word,
    /// 右页起.
    pub right_hand: bool,
}

/// 层级 of contents that name none.
const DEFAULT_LEVELS: u32 = 2;

/// The field 封面; none if it is not to be printed.
pub(super) fn cover(fields: &mut Fields, report: &mut Report) -> Option<Cover> {
    let node = fields.node("cover")?;
    let mut fields = Fields::read(&COVER, node, report)?;
    let shown = fields.flag("shown", report).unwrap_or(true);
    let cover = Cover {
        label: fields.line("label", report),
        title: fields.text("title", report),
        subtitle: fields.line("subtitle", report),
        issuers: fields.texts("issuer", report),
        date: fields.line("date", report),
        picture: fields.line("picture", report),
        right_hand: fields.flag("right_hand", report).unwrap_or(false),
    };
    fields.finish();
    shown.then_some(cover)
}

/// The field 目录; none if it is not to be printed.
pub(super) fn contents(fields: &mut Fields, report: &mut Report) -> Option<Contents> {
    let node = fields.node("contents")?;
    let mut fields = Fields::read(&CONTENTS, node, report)?;
    let shown = fields.flag("shown", report).unwrap_or(true);
    let levels = fields.line("levels", report);
    let numbers = fields.choice("numbers", report).unwrap_or("roman");
    let right_hand = fields.flag("right_hand", report).unwrap_or(false);
    fields.finish();
    let levels = levels.map_or(DEFAULT_LEVELS, |typed| self::levels(&typed, report));
    shown.then_some(Contents { levels, numbers, right_hand })
}

fn levels(typed: &Text, report: &mut Report) -> u32 {
    let found = typed.as_str().parse().ok().filter(|levels| (1..=4).contains(levels));
    if let (None, Some(span)) = (found, typed.span()) {
        report.push(Diagnostic::at(span, DocumentFault::NotLevels { typed: typed.as_str().to_owned() }));
    }
    found.unwrap_or(DEFAULT_LEVELS)
}
