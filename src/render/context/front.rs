//! What templates see of the cover (封面) and the contents (目录).

use minijinja::value::Value;

use super::Maker;
use crate::paper::Paper;

impl Maker {
    /// The cover as `cover-page` takes it.
    pub(super) fn cover(&mut self, paper: &Paper) -> Value {
        let Some(cover) = &paper.cover else { return Value::from(()) };
        let picture = cover.picture.as_ref().map_or(Value::from(()), |picture| self.picture(picture));
        Value::from_pairs([
            ("classification", self.optional(cover.classification.as_ref())),
            ("label", self.optional(cover.label.as_ref())),
            ("title", self.title(&cover.title, paper)),
            ("draft", self.optional(paper.draft.as_ref())),
            ("subtitle", self.optional(cover.subtitle.as_ref())),
            ("issuers", self.texts(&cover.issuers)),
            ("date", self.optional(cover.date.as_ref())),
            ("picture", picture),
            ("right_hand", Value::from(cover.right_hand)),
        ])
    }

    /// The contents as `contents-pages` takes them.
    pub(super) fn contents(paper: &Paper) -> Value {
        let Some(contents) = &paper.contents else { return Value::from(()) };
        Value::from_pairs([
            ("levels", Value::from(contents.levels)),
            ("numbers", Value::from(contents.numbers)),
            ("right_hand", Value::from(contents.right_hand)),
        ])
    }
}
