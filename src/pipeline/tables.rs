//! Tables that are too wide for their pages: known only once the theme has worked out how small their type must be.

use crate::diagnostic::{Diagnostic, TableFault};
use crate::render::TablePlace;
use crate::typeset::{Fact, Pages};

/// What a theme's `data-table` reports of a table that only fits in its smallest type: `(banxin: "crowded", number: 0)`.
const FACT: &str = "crowded";

/// A warning for each table that is hard to read.
pub(super) fn crowded(pages: &Pages, tables: &[TablePlace]) -> Vec<Diagnostic> {
    if tables.is_empty() {
        return Vec::new();
    }
    let mut told: Vec<Diagnostic> = Vec::new();
    for fact in pages.facts().into_iter().filter(|fact| fact.name == FACT) {
        let diagnostic = judge(&fact, tables).filter(|diagnostic| !told.contains(diagnostic));
        told.extend(diagnostic);
    }
    told
}

fn judge(fact: &Fact, tables: &[TablePlace]) -> Option<Diagnostic> {
    let number = usize::try_from(fact.value.get("number")?.as_u64()?).ok()?;
    let table = tables.get(number)?;
    Some(Diagnostic::at(table.span, TableFault::Crowded { columns: table.columns, turned: table.turned }))
}
