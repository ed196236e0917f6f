//! The checks, one file a part of the page.

mod elements;
mod flow;
mod head;
mod imprint;
mod letter;
mod levels;
mod number;
mod page;
mod signature;
mod title;

use super::Layout;
use super::finding::{Finding, Phrase, Verdict};
use super::lines::SAME_SIZE;
use super::setting::Setting;

/// All findings, in the order of the clauses.
pub(super) fn all(setting: &Setting<'_>, layout: Layout) -> Vec<Finding> {
    let mut findings = page::check(setting, layout);
    findings.extend(head::check(setting, layout));
    findings.extend(title::check(setting, layout));
    findings.extend(elements::check(setting, layout));
    findings.extend(levels::check(setting));
    findings.extend(signature::check(setting));
    findings.extend(flow::check(setting));
    findings.extend(imprint::check(setting, layout));
    findings.extend(number::check(setting, layout));
    findings.extend(letter::check(setting, layout));
    findings
}

/// Sizes of type by their Chinese names, in points.
const SIZES: &[(f64, &str)] = &[
    (42.0, "初号"),
    (36.0, "小初"),
    (26.0, "一号"),
    (24.0, "小一"),
    (22.0, "二号"),
    (18.0, "小二"),
    (16.0, "三号"),
    (15.0, "小三"),
    (14.0, "四号"),
    (12.0, "小四"),
    (10.5, "五号"),
    (9.0, "小五"),
];

/// `三号（16 pt）`.
fn size(points: f64) -> Phrase {
    let shown = format!("{points:.1}");
    let shown = shown.trim_end_matches('0').trim_end_matches('.');
    let name = SIZES.iter().find(|(size, _)| (size - points).abs() < SAME_SIZE).map(|(_, name)| *name);
    Phrase::new(name.map_or(format!("{shown} 磅"), |name| format!("{name}（{shown} 磅）")), format!("{shown} pt"))
}

/// Whether type has a size.
fn is_size(measured: f64, demanded: f64) -> bool {
    (measured - demanded).abs() <= SAME_SIZE
}

/// A size of type that is judged.
fn sized(clause: &'static str, what: [&'static str; 2], demanded: f64, measured: f64) -> Finding {
    let verdict = Verdict::of(is_size(measured, demanded));
    Finding::new(clause, what, size(demanded), (size(measured), verdict))
}

/// A family of type that is judged; a font without a name isn't.
fn set_in(
    clause: &'static str,
    what: [&'static str; 2],
    demanded: &[super::families::Family],
    measured: Option<super::families::Family>,
) -> Finding {
    use super::families::Family;
    let names = |family: &Family| Phrase::new(family.name()[0], family.name()[1]);
    let demand = names(&demanded[0]);
    match measured {
        None => Finding::unknown(clause, what, demand, Phrase::new("没有汉字", "no hanzi")),
        Some(Family::Unnamed) => Finding::unknown(clause, what, demand, names(&Family::Unnamed)),
        Some(family) => Finding::new(clause, what, demand, (names(&family), Verdict::of(demanded.contains(&family)))),
    }
}
