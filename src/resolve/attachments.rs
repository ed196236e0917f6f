//! 附件: numbered, each worked out with numbers of its own; one that is a document of its own, with its own names too.

use super::Resolver;
use super::blocks::empty;
use super::include::Expanded;
use super::numbering::Level;
use super::picture::Used;
use super::scope::{View, World};
use crate::document::{self, Content, Word};
use crate::paper::{Attachment, Block, BlockKind};
use crate::text::Text;

impl Resolver<'_, '_> {
    /// The attachments of a document.
    pub(super) fn attachments(&mut self, expanded: &Expanded) -> Vec<Attachment> {
        let typed = &expanded.document.attachments;
        // One alone has no number (GB/T 9704-2012, 7.3.4).
        let several = typed.iter().filter(|attachment| !attachment.issued).count() > 1;
        let mut last = 0;
        let mut shown = Vec::new();
        for (attachment, inner) in typed.iter().zip(&expanded.attached) {
            last += u32::from(!attachment.issued);
            let number = (several && !attachment.issued).then_some(last);
            shown.push(Attachment { number, ..self.attachment(attachment, inner.as_ref()) });
        }
        shown
    }

    fn attachment(&mut self, typed: &document::Attachment, inner: Option<&Expanded>) -> Attachment {
        let view = self.world.outermost();
        let name = self.text(&typed.title, &view);
        let own_title = typed.page_title.as_ref().map(|title| self.text(title, &view));
        // Figures are counted anew, as headings are: an attachment is read alone.
        let before = self.used.restart(0);
        let (title, mut body, numbering) = if let Some(inner) = inner {
            let (title, body) = self.whole(inner);
            (Some(title), body, typed.numbering.or(inner.document.numbering))
        } else {
            let numbering = typed.numbering.or(self.numbering);
            (None, self.held(typed, numbering, &view), typed.numbering)
        };
        self.used.restart(before);
        // A sheet whose title is the attachment's says it only once.
        if let [Block { table: Some(table), .. }] = &mut body[..]
            && table.caption.as_ref().is_some_and(|caption| typed.file.is_some() && caption.as_str() == name.as_str())
        {
            table.caption = None;
        }
        let title = own_title.or(title).unwrap_or_else(|| name.clone()).paragraphs();
        Attachment { span: typed.span, number: None, name, is_listed: !typed.issued, title, numbering, body }
    }

    /// The blocks of an attachment in this document's own world.
    fn held(&mut self, typed: &document::Attachment, numbering: Option<Word>, view: &View) -> Vec<Block> {
        if let [document::Block { span, content: Content::Sheets(file) }] = &typed.body[..] {
            return self.sheets(file, &empty(BlockKind::Sheet, *span, 1, None), view);
        }
        let before = std::mem::replace(&mut self.numbering, numbering);
        let body = self.blocks(&typed.body, &mut Level::default(), typed.numbering, view);
        self.numbering = before;
        body
    }

    /// Title and body of a document that is an attachment.
    fn whole(&mut self, inner: &Expanded) -> (Text, Vec<Block>) {
        let world = World::of(inner, self.report);
        let document = &inner.document;
        let used = std::mem::take(&mut self.used);
        let (shelf, report) = (&mut *self.shelf, &mut *self.report);
        let mut resolver = Resolver { world: &world, numbering: document.numbering, shelf, report, used };
        let view = world.outermost();
        let title = resolver.text(&document.title, &view);
        let body = resolver.blocks(&document.body, &mut Level::default(), document.numbering, &view);
        resolver.checks(&document.checks, &view);
        let used: Used = resolver.used;
        self.used = used;
        (title, body)
    }
}
