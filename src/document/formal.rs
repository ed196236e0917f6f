//! The elements of a formal paper (公文) beside title and body, as typed: head, attendance, notes, imprint.
//!
//! In: a document's [`Fields`]. Out: [`Formal`]. It must not judge them: resolve does.

use super::fields::Fields;
use super::schema::{MASTHEAD, NUMBER, STAMP};
use crate::diagnostic::Report;
use crate::text::Text;
use crate::yaml::Node;

/// The elements of a formal paper (公文要素).
#[derive(Clone, Debug, Default)]
pub struct Formal {
    /// 发文机关标志.
    pub masthead: Option<Masthead>,
    /// 发文字号.
    pub number: Option<Number>,
    /// 签发人.
    pub signers: Vec<Text>,
    /// 套红: whether what pre-printed paper carries is left out.
    pub overprint: bool,
    /// 份号.
    pub copy_number: Option<Text>,
    /// 密级.
    pub classification: Option<Text>,
    /// 保密期限.
    pub classified_for: Option<Text>,
    /// 紧急程度.
    pub urgency: Option<Text>,
    /// 印章: files, or 样章.
    pub seals: Vec<Text>,
    /// 签名章.
    pub stamps: Vec<Stamp>,
    /// 附注.
    pub notes: Vec<Text>,
    /// 联系人.
    pub contacts: Vec<Text>,
    /// 出席.
    pub present: Vec<Text>,
    /// 请假.
    pub absent: Vec<Text>,
    /// 列席.
    pub attending: Vec<Text>,
    /// 抄送.
    pub cc: Vec<Text>,
    /// 印发机关.
    pub printed_by: Option<Text>,
    /// 印发日期, as typed.
    pub printed_on: Option<Text>,
}

/// 发文机关标志.
#[derive(Clone, Debug, Default)]
pub struct Masthead {
    /// 机关, the main one first.
    pub organs: Vec<Text>,
    /// 文件: whether the two characters follow.
    pub suffix: Option<bool>,
    /// 字号, as typed.
    pub size: Option<Text>,
}

/// One signer's stamp.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// 职务.
    pub post: Option<Text>,
    /// 姓名.
    pub name: Option<Text>,
    /// 图片.
    pub picture: Option<Text>,
}

/// 发文字号.
#[derive(Clone, Debug)]
pub enum Number {
    /// Typed whole.
    Whole(Text),
    /// Typed in parts.
    Parts {
        /// 代字.
        code: Option<Text>,
        /// 年.
        year: Option<Text>,
        /// 序号.
        serial: Option<Text>,
    },
}

/// Reads the elements of a formal paper.
pub(super) fn formal(fields: &mut Fields, report: &mut Report) -> Formal {
    Formal {
        masthead: masthead(fields, report),
        number: number(fields, report),
        signers: fields.texts("signers", report),
        overprint: fields.flag("overprint", report).unwrap_or(false),
        copy_number: fields.line("copy_number", report),
        classification: fields.line("classification", report),
        classified_for: fields.line("classified_for", report),
        urgency: fields.line("urgency", report),
        seals: fields.texts("seal", report),
        stamps: fields.list("signature_stamp").iter().filter_map(|node| stamp(node, report)).collect(),
        notes: fields.texts("note", report),
        contacts: fields.texts("contact", report),
        present: fields.texts("present", report),
        absent: fields.texts("absent", report),
        attending: fields.texts("attending", report),
        cc: fields.texts("cc", report),
        printed_by: fields.line("printed_by", report),
        printed_on: fields.line("printed_on", report),
    }
}

fn masthead(fields: &mut Fields, report: &mut Report) -> Option<Masthead> {
    let mut fields = Fields::read(&MASTHEAD, fields.node("masthead")?, report)?;
    let masthead = Masthead {
        organs: fields.texts("organs", report),
        suffix: fields.flag("suffix", report),
        size: fields.line("size", report),
    };
    fields.finish();
    Some(masthead).filter(|masthead| !masthead.organs.is_empty())
}

fn stamp(node: &Node, report: &mut Report) -> Option<Stamp> {
    let mut fields = Fields::read(&STAMP, node, report)?;
    let stamp = Stamp {
        post: fields.line("post", report),
        name: fields.line("name", report),
        picture: fields.line("picture", report),
    };
    fields.finish();
    (stamp.post.is_some() || stamp.name.is_some() || stamp.picture.is_some()).then_some(stamp)
}

fn number(fields: &mut Fields, report: &mut Report) -> Option<Number> {
    let mut fields = Fields::read(&NUMBER, fields.node("document_number")?, report)?;
    let whole = fields.line("whole", report);
    let (code, year) = (fields.line("code", report), fields.line("year", report));
    let serial = fields.line("serial", report);
    fields.finish();
    match whole {
        Some(whole) => Some(Number::Whole(whole)),
        None if code.is_none() && year.is_none() && serial.is_none() => None,
        None => Some(Number::Parts { code, year, serial }),
    }
}
