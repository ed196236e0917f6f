//! 发文机关标志 that a whole office shares: what a document with a number lacks, its theme's parameters have.
//!
//! In: a document as typed, with its project's parameters. Out: the same, with a masthead. Which form a paper has depends
//! on it, so it must be there before anything is resolved.

use std::path::Path;

use super::{param_settings, theme_paths};
use crate::diagnostic::Report;
use crate::document::Document;
use crate::document::formal::{Masthead, Number};
use crate::source::{Sources, Span};
use crate::text::Text;
use crate::theme::{self, ParamValue, Theme, Wanted};

/// The organs: a list of texts.
const ORGANS: &str = "masthead";

/// Whether 文件 is added to them.
const SUFFIX: &str = "masthead-suffix";

/// Gives a document that has a 发文字号 and no 发文机关标志 the one of its theme, if that has one.
pub(super) fn complete(document: &mut Document, folder: &Path, typed: Option<&str>) {
    let formal = &document.formal;
    let (Some(number), None) = (&formal.number, &formal.masthead) else { return };
    let is_plain = document.layout.as_ref().is_some_and(|layout| ["计划", "plan"].contains(&layout.as_str()));
    let Some(place) = place(number).filter(|_| !is_plain) else { return };
    document.formal.masthead = shared(document, folder, typed, place);
}

/// What the theme has; what is wrong with a theme is told when the paper is set in it.
fn shared(document: &Document, folder: &Path, typed: Option<&str>, place: Span) -> Option<Masthead> {
    let named = document.theme.as_ref().map_or(theme::DEFAULT, Text::as_str);
    let wanted = typed.map_or(Wanted::Named(named), Wanted::Typed);
    let mut theme = Theme::load(wanted, &theme_paths(folder), &mut Sources::new(), &mut Report::new())?;
    theme.set(&param_settings(&document.theme_params, &theme), &mut Report::new());
    let Some(ParamValue::Texts(organs)) = theme.params.get(ORGANS).map(|param| &param.value) else { return None };
    let suffix = match theme.params.get(SUFFIX).map(|param| &param.value) {
        Some(ParamValue::Flag(suffix)) => Some(*suffix),
        _ => None,
    };
    // A click on what somebody typed leads to where he typed it; on what a theme has, to what called for it.
    let set = document.theme_params.iter().find(|param| param.name.as_str() == ORGANS);
    let organs = match set {
        Some(param) => param.value.clone(),
        None => organs.iter().map(|organ| Text::derived(organ, place)).collect(),
    };
    let organs: Vec<Text> = organs.into_iter().filter(|organ| !organ.is_empty()).collect();
    (!organs.is_empty()).then_some(Masthead { organs, suffix, size: None })
}

fn place(number: &Number) -> Option<Span> {
    match number {
        Number::Whole(text) => text.span(),
        Number::Parts { code, year, serial } => [code, year, serial].into_iter().flatten().find_map(Text::span),
    }
}
