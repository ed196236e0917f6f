//! How a page gives way: what a paper is rendered with besides its theme, where its pages asked for it.
//!
//! Filled by [`crate::fit`] from what the pages before reported; written into `/theme/params.typ` and the templates'
//! `fit`, so that `--format typ` makes the same pages. This module must not decide anything.

use rust_decimal::Decimal;

use crate::theme::{Param, ParamValue};

/// What differs from the page as the theme has it; by default nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// So many lines more (or, below 0, fewer) a page than the theme's `lines`.
    pub lines: i32,
    /// 主送 stands in the 版记, since it would keep the text off page 1 (GB/T 9704-2012, 7.3.2).
    pub recipients_in_imprint: bool,
}

/// The theme's parameter that says how many lines a page has.
pub(crate) const LINES: &str = "lines";

impl Fit {
    /// A parameter's value as it holds with this fit.
    pub(super) fn value(self, name: &str, param: &Param) -> ParamValue {
        match &param.value {
            ParamValue::Number(number) if name == LINES => ParamValue::Number(*number + Decimal::from(self.lines)),
            value => value.clone(),
        }
    }
}
