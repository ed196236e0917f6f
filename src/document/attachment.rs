//! 附件: names, and what holds each attachment's content.

use super::block::{blocks, item_is_sound};
use super::fields::Fields;
use super::schema::ATTACHMENT;
use super::{Attachment, Block, Content, Name, Table};
use crate::diagnostic::{Diagnostic, DocumentFault, Report};
use crate::text::Text;
use crate::yaml::{Node, typed_ordinal};

/// The field 附件 of a document.
pub(super) fn attachments(fields: &mut Fields, report: &mut Report) -> Vec<Attachment> {
    fields.list("attachments").iter().filter_map(|node| attachment(node, report)).collect()
}

fn attachment(node: &Node, report: &mut Report) -> Option<Attachment> {
    if !item_is_sound(node, &ATTACHMENT, report) {
        return None;
    }
    let mut fields = Fields::read(&ATTACHMENT, node, report)?;
    let attachment = Attachment {
        span: node.span,
        title: fields.line("title", report).unwrap_or_default(),
        page_title: fields.text("page_title", report),
        numbering: fields.choice("numbering", report),
        body: blocks(fields.node("body"), report),
        file: fields.line("file", report),
        separate: fields.flag("separate", report).unwrap_or(false),
        issued: fields.flag("issued", report).unwrap_or(false),
    };
    let holders = [("body", !attachment.body.is_empty()), ("file", attachment.file.is_some())];
    let holders = holders.into_iter().chain([("separate", attachment.separate)]);
    let held: Vec<Name> = holders.filter(|(_, is)| *is).map(|(name, _)| fields.name_of(name)).collect();
    fields.finish();
    match held[..] {
        [] => report.push(Diagnostic::at(node.span, DocumentFault::AttachmentEmpty)),
        [first, second, ..] => {
            report.push(Diagnostic::at(node.span, DocumentFault::AttachmentTwice { first, second }));
        }
        [_] => {}
    }
    report.extend(name_fault(&attachment.title));
    Some(attachment)
}

/// What does not belong to an attachment's name: a number, 《》 around it, a mark at its end (GB/T 9704-2012, 7.3.4).
fn name_fault(title: &Text) -> Option<Diagnostic> {
    let name = title.as_str();
    let span = title.span()?;
    let numbered = name
        .strip_prefix("附件")
        .map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit() || "：: 、.".contains(c)));
    let plain = numbered.filter(|rest| !rest.is_empty() && rest.len() + "附件".len() < name.len()).unwrap_or(name);
    let plain = typed_ordinal(plain).map_or(plain, |length| &plain[length..]);
    let plain = plain.trim_end_matches(['。', '；', '，', '、', '：', '.', ';', ',']);
    let inner =
        plain.strip_prefix('《').and_then(|rest| rest.strip_suffix('》')).filter(|inner| !inner.contains(['《', '》']));
    let plain = inner.unwrap_or(plain).trim();
    if plain == name || plain.is_empty() {
        return None;
    }
    Some(Diagnostic::at(span, DocumentFault::AttachmentName { typed: name.to_owned(), plain: plain.to_owned() }))
}

impl Attachment {
    /// The attachment with a file in place of its content: a table, or all pages of a picture or PDF.
    pub(crate) fn showing(self, file: Text, is_table: bool) -> Self {
        let table = |file| Content::Table(Box::new(Table::of_file(file, self.span)));
        let content = if is_table { table(file) } else { Content::Sheets(file) };
        Self { body: vec![Block { span: self.span, content }], ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::name_fault;
    use crate::diagnostic::{Code, DocumentFault};
    use crate::source::{SourceId, Span};
    use crate::text::Text;

    fn plain(name: &str) -> Option<String> {
        let title = Text::verbatim(name, Span::new(SourceId(0), 0..name.len()));
        match name_fault(&title)?.code {
            Code::Document(DocumentFault::AttachmentName { plain, .. }) => Some(plain),
            _ => None,
        }
    }

    #[test]
    fn marks_and_numbers_around_a_name_are_told_and_those_in_it_not() {
        for typed in ["《一览表》", "一览表。", "1.一览表", "附件1：一览表", "附件：《一览表》；", "1. 《一览表》。"]
        {
            assert_eq!(plain(typed).as_deref(), Some("一览表"), "{typed}");
        }
        for typed in
            ["一览表", "《办法》修订说明", "关于《甲》和《乙》的说明", "2022年任务表", "附件管理办法", "名单（一）"]
        {
            assert_eq!(plain(typed), None, "{typed}");
        }
    }
}
