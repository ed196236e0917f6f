//! Functions and filters: one table, from which come parsing, did-you-mean and the reference page.
//!
//! `f(a, b)` and `a | f(b)` are the same thing; the usage shows which is customary.
//! This module must not know where values come from.

use std::sync::LazyLock;

use indexmap::IndexMap;

use super::Gather;
use super::names::Names;
use super::scan::Scanner;
use super::value::{Value, ValueKind};
use crate::diagnostic::code::FigureFault;

mod table;
mod work;

pub use table::OPERATIONS;

/// One function or filter.
#[derive(Debug)]
pub struct Operation {
    /// Its Chinese name.
    pub zh: &'static str,
    /// Its English name.
    pub en: &'static str,
    /// Further names that are understood.
    pub also: &'static [&'static str],
    /// How it is written.
    pub usage: &'static str,
    /// What it does, in Chinese.
    pub meaning_zh: &'static str,
    /// What it does, in English.
    pub meaning_en: &'static str,
    /// An expression and what it prints.
    pub example: (&'static str, &'static str),
    /// The fewest and the most arguments, what a filter stands behind included.
    pub(super) arguments: (usize, usize),
    pub(super) work: Work,
}

/// How it is worked out.
#[derive(Clone, Copy, Debug)]
pub(super) enum Work {
    /// From its arguments' values.
    Plain(fn(&[Value]) -> Result<Value, Misfit>),
    /// From many values: a name stands for all figures of that name below the place.
    Over(fn(&[Value]) -> Result<Value, Misfit>, Adding),
    /// 如果: only one of the two is worked out.
    Choose,
    /// 同比: with one argument last year's figure is the scope's.
    YearOnYear,
    /// 增减: as 同比.
    Difference,
}

/// Whether a function over many figures adds them, so that their natures matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Adding {
    /// 合计.
    Yes,
    /// 平均, 最大, 计数.
    No,
}

/// Why arguments do not do.
#[derive(Debug)]
pub(super) enum Misfit {
    /// One is of the wrong kind.
    Kind(ValueKind),
    /// The figures do not go together.
    Figure(FigureFault),
}

impl Work {
    /// How its arguments are gathered, if they are.
    pub(super) fn gathers(self, last_year: bool) -> Option<Gather> {
        match self {
            Self::Over(_, adding) => Some(Gather { adding: adding == Adding::Yes, last_year }),
            _ => None,
        }
    }
}

impl From<FigureFault> for Misfit {
    fn from(fault: FigureFault) -> Self {
        Self::Figure(fault)
    }
}

impl Operation {
    /// All its names.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        [self.zh, self.en].into_iter().chain(self.also.iter().copied())
    }
}

struct Index {
    names: Names,
    operations: IndexMap<&'static str, &'static Operation>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let named = || OPERATIONS.iter().flat_map(|operation| operation.names().map(move |name| (name, operation)));
    Index { names: named().map(|(name, _)| name).collect(), operations: named().collect() }
});

/// The operation named at the scanner's position, and where its name ends.
pub(super) fn at(scan: &Scanner<'_>) -> Option<(&'static Operation, usize)> {
    let (name, end) = scan.name(&INDEX.names)?;
    INDEX.operations.get(name).map(|operation| (*operation, end))
}

/// A name like the one typed.
pub(super) fn near(typed: &str) -> Option<&'static str> {
    INDEX.names.near(typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique() {
        let names: Vec<_> = OPERATIONS.iter().flat_map(Operation::names).collect();
        assert_eq!(INDEX.operations.len(), names.len());
    }

    #[test]
    fn near_names_in_both_languages() {
        assert_eq!(near("合记"), Some("合计"));
        assert_eq!(near("avarage"), Some("average"));
        assert_eq!(near("千分号"), Some("千分位"));
    }
}
