//! The language as a clerk meets it: what expressions come to, and what is said when they do not.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::*;
use crate::diagnostic::{Lang, Report, Severity};
use crate::figures::Quantity;
use crate::source::{SourceId, Span};

mod checks;
mod faults;
mod fuzz;
mod values;

/// A scope of paths joined by `.`, with names kept as a real one would.
pub(super) struct Known {
    values: BTreeMap<String, Value>,
    before: BTreeMap<String, Value>,
    groups: BTreeMap<String, Names>,
}

impl Known {
    pub(super) fn new(values: impl IntoIterator<Item = (&'static str, Value)>) -> Self {
        let mut known = Self { values: BTreeMap::new(), before: BTreeMap::new(), groups: BTreeMap::new() };
        for (path, value) in values {
            let mut prefix = String::new();
            for name in path.split('.') {
                known.groups.entry(prefix.clone()).or_default().insert(name);
                prefix = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
            }
            known.values.insert(path.to_owned(), value);
        }
        known
    }
}

impl Scope for Known {
    fn lookup(&self, path: &[String]) -> Result<Option<Value>, Diagnostic> {
        Ok(self.values.get(&path.join(".")).cloned())
    }

    fn last_year(&self, path: &[String]) -> Result<Option<Value>, Diagnostic> {
        Ok(self.before.get(&path.join(".")).cloned())
    }

    fn names(&self, prefix: &[String]) -> Cow<'_, Names> {
        self.groups.get(&prefix.join(".")).map_or_else(|| Cow::Owned(Names::new()), Cow::Borrowed)
    }
}

pub(super) fn quantity(typed: &str) -> Value {
    Quantity::parse(typed).expect("a quantity").into()
}

/// The third plan's figures, and some awkward names.
pub(super) fn plan() -> Known {
    let list = ["1775475元", "8325元", "未报"].map(quantity).to_vec();
    let mut known = Known::new([
        ("年度", quantity("2021")),
        ("年初户", quantity("522户")),
        ("新增户", quantity("50户")),
        ("清减户", quantity("43户")),
        ("年末户", quantity("529户")),
        ("年末人", quantity("664人")),
        ("发放", quantity("1775475元")),
        ("发放-春节", quantity("8325元")),
        ("春节户", quantity("37户")),
        ("60岁以上", quantity("61人")),
        ("发放(元)", quantity("120600.00元")),
        ("约数", quantity("约50户")),
        ("残疾人", quantity("未报")),
        ("各项", Value::List(list)),
        ("社区", Value::Text("清河社区".to_owned())),
        ("日期", Value::Date(Date::new(2021, 12, 20).expect("a day"))),
        ("社会救助.农村低保.发放金额", quantity("177.5475万元")),
        ("社会救助.农村低保.户数", quantity("529户")),
        ("社会救助.临时救助.户数", quantity("41户")),
    ]);
    known.before.insert("年末户".to_owned(), quantity("522户"));
    known
}

pub(super) fn text(typed: &str) -> Text {
    Text::verbatim(typed, Span::new(SourceId(0), 0..typed.len()))
}

/// What the expression prints; the diagnostics if it prints nothing.
pub(super) fn value(typed: &str) -> Result<String, Vec<Diagnostic>> {
    let known = plan();
    let expr = parse(&text(typed), 0..typed.len(), &known)?;
    evaluate(&expr, &known, &mut Report::new()).map(|value| value.display()).map_err(|fault| vec![fault])
}

/// What the expression prints.
pub(super) fn shown(typed: &str) -> String {
    match value(typed) {
        Ok(shown) => shown,
        Err(faults) => panic!("{typed}: {}", told(typed, &faults)),
    }
}

/// Each diagnostic as `id @ what is underlined: sentence (hints)`.
pub(super) fn told(typed: &str, diagnostics: &[Diagnostic]) -> String {
    let line = |diagnostic: &Diagnostic| {
        let words = diagnostic.code.words();
        let place = diagnostic.span.map_or("-", |span| &typed[span.range()]);
        let hints: Vec<_> = words.hints(Lang::En).collect();
        let grave = match diagnostic.severity {
            Severity::Error => "",
            Severity::Warning => "warning ",
            Severity::Note => "note ",
        };
        format!("{grave}{} @ {place}: {} ({})", words.id, words.message(Lang::En), hints.join("; "))
    };
    diagnostics.iter().map(line).collect::<Vec<_>>().join("\n")
}
