//! 印章 and 签名章: which picture or stand-in goes with which organ.
//!
//! In: files as typed, or 样章. Out: [`Seal`]s in the organs' order and [`Stamp`]s. Pictures that can't be read are told where
//! they are named.

use super::Resolver;
use super::scope::View;
use crate::diagnostic::{Diagnostic, FormalFault};
use crate::document::Document;
use crate::document::formal;
use crate::paper::{Seal, Stamp};
use crate::text::Text;

/// What is typed for a drawn stand-in.
const SAMPLE: &[&str] = &["样章", "sample"];

impl Resolver<'_, '_> {
    /// 印章. One 样章 stands for one on each organ.
    pub(super) fn seals(&mut self, document: &Document, view: &View) -> Vec<Seal> {
        let typed = self.texts(&document.formal.seals, view);
        let Some(span) = typed.first().and_then(Text::span) else { return Vec::new() };
        let organs = document.issuers.len();
        if !document.formal.stamps.is_empty() {
            self.report.push(Diagnostic::at(span, FormalFault::SealAndStamp));
            return Vec::new();
        }
        if organs == 0 || document.date.is_none() {
            self.report.push(Diagnostic::at(span, FormalFault::SealAlone));
        }
        if let [only] = typed.as_slice()
            && SAMPLE.contains(&only.as_str())
        {
            return vec![Seal::Sample; organs];
        }
        if organs > 0 && organs != typed.len() {
            self.report.push(Diagnostic::at(span, FormalFault::SealCount { seals: typed.len(), organs }));
        }
        typed.iter().filter_map(|text| self.seal(text, view)).collect()
    }

    fn seal(&mut self, typed: &Text, view: &View) -> Option<Seal> {
        if SAMPLE.contains(&typed.as_str()) {
            return Some(Seal::Sample);
        }
        let alternative = Text::derived("印章", typed.span()?);
        self.picture(typed, None, Some(&alternative), view).map(Seal::Picture)
    }

    /// 签名章.
    pub(super) fn stamps(&mut self, typed: &[formal::Stamp], view: &View) -> Vec<Stamp> {
        let mut stamps = Vec::new();
        for stamp in typed {
            let post = stamp.post.as_ref().map(|text| self.text(text, view));
            let name = stamp.name.as_ref().map(|text| self.text(text, view));
            let alternative = name.clone().or_else(|| Some(Text::derived("签名章", stamp.picture.as_ref()?.span()?)));
            let picture = stamp.picture.as_ref().and_then(|file| self.picture(file, None, alternative.as_ref(), view));
            stamps.push(Stamp { post, name, picture });
        }
        stamps
    }
}
