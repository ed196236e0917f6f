//! 按季 and 按月: figures of the parts of a year, from left to right or by name.

use super::Periods;
use super::fields::Fields;
use super::table::{ByColumn, by_column};
use crate::diagnostic::{Diagnostic, DocumentFault, Report};
use crate::text::Text;
use crate::width::narrowed;

/// What the figures of a year are given by: the field, how many parts there are, what may stand before and after a
/// part's number.
const KINDS: [(&str, usize, &str); 2] = [("quarters", 4, "季度"), ("months", 12, "月")];

/// The field that is there; 按季 wins if both are.
pub(super) fn periods(fields: &mut Fields, report: &mut Report) -> Option<Periods> {
    let mut found = KINDS.map(|(field, count, unit)| {
        let typed = by_column(field, fields, report);
        (count, values(typed, (count, unit), report))
    });
    if let ([(_, quarters), (_, months)], true) = (&found, found.iter().all(|(_, values)| !values.is_empty()))
        && let Some(span) = months.first().and_then(|(_, text)| text.span()).or_else(|| quarters.first()?.1.span())
    {
        report.push(Diagnostic::at(span, DocumentFault::QuartersAndMonths));
    }
    found.sort_by_key(|(_, values)| values.is_empty());
    let (count, values) = found.into_iter().next()?;
    (!values.is_empty()).then_some(Periods { count, values })
}

fn values(typed: ByColumn, (count, unit): (usize, &'static str), report: &mut Report) -> Vec<(usize, Text)> {
    let mut values: Vec<(usize, Text)> = Vec::new();
    match typed {
        ByColumn::Listed(texts) => {
            if let Some(span) = texts.get(count).and_then(Text::span) {
                report.push(Diagnostic::at(span, DocumentFault::TooManyPeriods { values: texts.len(), count }));
            }
            // An empty place is a part that has not been counted yet.
            values.extend(texts.into_iter().take(count).enumerate().filter(|(_, text)| !text.is_empty()));
        }
        ByColumn::Named(entries) => {
            for (name, text) in entries {
                match part(name.as_str(), unit).filter(|part| *part < count) {
                    Some(part) if text.is_empty() || values.iter().any(|(known, _)| *known == part) => {}
                    Some(part) => values.push((part, text)),
                    None => {
                        let fault = DocumentFault::UnknownPeriod { name: name.as_str().to_owned(), unit };
                        report.extend(name.span().map(|span| Diagnostic::at(span, fault)));
                    }
                }
            }
            values.sort_by_key(|(part, _)| *part);
        }
    }
    values
}

/// 一季度, 第1季度, Q1, 1月, 十二月, 12: the part, from 0.
fn part(name: &str, unit: &str) -> Option<usize> {
    let narrow = narrowed(name.trim());
    let number = narrow.trim_start_matches(['第', 'Q', 'q']).trim_end_matches(unit).trim_end_matches('季').trim();
    let hanzi = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
    let spelled = hanzi.iter().position(|word| *word == number);
    spelled.or_else(|| number.parse::<usize>().ok()?.checked_sub(1))
}

/// What a part of a year is called: 第一季度, 1月.
#[must_use]
pub fn label(count: usize, part: usize) -> String {
    let hanzi = ["一", "二", "三", "四"];
    match (count, hanzi.get(part)) {
        (4, Some(number)) => format!("第{number}季度"),
        _ => format!("{}月", part + 1),
    }
}
