//! 封面 and 稿次: what a cover does not say itself it has of the paper.

use super::Resolver;
use super::scope::View;
use crate::document;
use crate::paper::{Cover, Paper};
use crate::text::Text;

impl Resolver<'_, '_> {
    /// 稿次 in brackets, also if they were typed.
    pub(super) fn draft(&mut self, typed: &Text, view: &View) -> Option<Text> {
        let text = self.text(typed, view);
        let span = text.span()?;
        let inner = text.as_str().trim_matches(['（', '）', '(', ')', '〔', '〕']);
        let start = text.as_str().find(inner)?;
        let mut draft = Text::derived("（", span);
        draft.append(&text.slice(start..start + inner.len()));
        draft.push_derived("）", span);
        Some(draft)
    }

    /// The cover of a paper that is otherwise worked out.
    pub(super) fn cover(&mut self, typed: &document::Cover, paper: &Paper, view: &View) -> Cover {
        let own = |text: Option<&Text>, resolver: &mut Self| text.map(|text| resolver.text(text, view));
        let issuers = self.texts(&typed.issuers, view);
        let title = own(typed.title.as_ref(), self).map(|title| title.paragraphs());
        let date = paper.date.as_ref().map(|date| date.text.clone());
        let picture = typed.picture.as_ref();
        Cover {
            classification: paper.formal.classification.clone(),
            label: own(typed.label.as_ref(), self),
            title: title.unwrap_or_else(|| paper.title.clone()),
            subtitle: own(typed.subtitle.as_ref(), self).or_else(|| paper.subtitle.clone()),
            issuers: if issuers.is_empty() { paper.issuers.clone() } else { issuers },
            date: own(typed.date.as_ref(), self).or(date),
            picture: picture.and_then(|file| self.picture(file, None, None, view)),
            right_hand: typed.right_hand,
        }
    }
}
