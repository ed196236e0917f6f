//! The imprint 版记 at the foot of the last page (GB/T 9704-2012, 7.4).

use super::super::Layout;
use super::super::finding::{Finding, Phrase, Verdict};
use super::super::lines::Line;
use super::super::parts::LONG_RULE;
use super::super::setting::{DEMANDED, Setting};
use super::super::sheet::Rule;
use super::sized;

const CLAUSE: &str = "7.4";

/// 四号.
const SIZE: f64 = 14.0;

/// Thickness of the first and last line, and of those between, in millimetres.
const THICK: f64 = 0.35;
const THIN: f64 = 0.25;
/// Lines are told apart by 0.1 mm.
const THICKNESS_TOLERANCE: f64 = 0.04;

const TOLERANCE: f64 = 1.0;
const INSET: f64 = 1.0;
const INSET_TOLERANCE: f64 = 0.25;

pub(super) fn check(setting: &Setting<'_>, layout: Layout) -> Vec<Finding> {
    if !layout.is_headed() || setting.pages.is_empty() {
        return Vec::new();
    }
    let last = setting.pages.len() - 1;
    let is_imprint = |line: &&Line| {
        let plain = line.plain();
        ["主送：", "抄送："].iter().any(|label| plain.starts_with(label)) || plain.ends_with("印发")
    };
    let lines: Vec<&Line> = setting.imprint.iter().filter(is_imprint).collect();
    let (Some(first), Some(lowest)) = (lines.first(), lines.last()) else { return Vec::new() };
    let reach = (first.y - 2.0 * setting.line(), lowest.y + 2.0 * setting.line());
    let mut findings: Vec<Finding> = Vec::new();
    // 信函: an imprint without lines (10.1).
    if layout != Layout::Letter {
        findings.extend(rules(setting, last, reach));
    }
    findings.push(sized(CLAUSE, ["版记字号", "size of the imprint"], SIZE, first.size()));
    findings.extend(insets(setting, &lines));
    if layout != Layout::Letter {
        findings.push(even(setting));
    }
    findings
}

fn rules(setting: &Setting<'_>, page: usize, (from, to): (f64, f64)) -> Vec<Finding> {
    let long = |rule: &&Rule| {
        rule.is_horizontal() && rule.area.width() > LONG_RULE && (from..to).contains(&rule.y()) && !rule.colour.is_red()
    };
    let mut rules: Vec<&Rule> = setting.pages[page].rules.iter().filter(long).collect();
    rules.sort_by(|a, b| a.y().total_cmp(&b.y()));
    let (Some(first), Some(last)) = (rules.first(), rules.last()) else {
        let demanded = Phrase::new("首末 0.35 mm，中间 0.25 mm", "0.35 mm, between 0.25 mm");
        let nothing = (Phrase::new("没有", "none"), Verdict::Miss);
        return vec![Finding::new(CLAUSE, ["版记分隔线", "lines of the imprint"], demanded, nothing)];
    };
    let width = |rule: &&Rule| rule.area.width();
    let odd = rules.iter().map(width).max_by(|a, b| off(*a).total_cmp(&off(*b)));
    let outer = [first.thickness(), last.thickness()]
        .into_iter()
        .max_by(|a, b| (a - THICK).abs().total_cmp(&(b - THICK).abs()));
    let between = rules.iter().skip(1).take(rules.len().saturating_sub(2)).map(|rule| rule.thickness());
    let between = between.max_by(|a, b| (a - THIN).abs().total_cmp(&(b - THIN).abs()));
    let mut findings = vec![
        Finding::length(CLAUSE, ["版记线长", "length of the imprint's lines"], (DEMANDED.width(), TOLERANCE), odd),
        thickness(["版记首末线", "first and last line"], THICK, outer),
    ];
    findings.extend(between.map(|between| thickness(["版记中间线", "lines between"], THIN, Some(between))));
    let bottom = Some(last.y() - setting.area().bottom);
    let what = ["版记末线距版心下边缘", "last line from the type area's bottom"];
    findings.push(Finding::length(CLAUSE, what, (0.0, TOLERANCE), bottom));
    findings
}

fn off(width: f64) -> f64 {
    (width - DEMANDED.width()).abs()
}

/// A thickness, without the slack of longer lengths.
fn thickness(what: [&'static str; 2], demanded: f64, measured: Option<f64>) -> Finding {
    let mut finding = Finding::length(CLAUSE, what, (demanded, THICKNESS_TOLERANCE), measured);
    if let Some(measured) = measured {
        finding.verdict = Verdict::of((measured - demanded).abs() <= THICKNESS_TOLERANCE);
    }
    finding
}

/// One character at either side.
fn insets(setting: &Setting<'_>, lines: &[&Line]) -> Vec<Finding> {
    let (area, character) = (setting.area(), setting.character());
    let unit = ["字", "characters"];
    let demanded = (INSET, INSET_TOLERANCE, unit);
    let left = lines.iter().map(|line| (line.left() - area.left) / character).next();
    let issued = lines.iter().find(|line| line.plain().ends_with("印发"));
    let right = issued.map(|line| (area.right - line.right()) / character);
    let mut findings = vec![Finding::number(CLAUSE, ["版记左空字", "imprint from the left"], demanded, left)];
    findings.extend(right.map(|right| {
        Finding::number(CLAUSE, ["印发日期右空字", "date of issue from the right"], demanded, Some(right))
    }));
    findings
}

fn even(setting: &Setting<'_>) -> Finding {
    let count = setting.pages.len();
    let measured = Phrase::new(format!("第 {count} 页"), format!("page {count}"));
    let demanded = Phrase::new("最后一面（双数页）", "last, even page");
    Finding::new(
        "usage",
        ["版记所在页", "page of the imprint"],
        demanded,
        (measured, Verdict::of(count.is_multiple_of(2))),
    )
}
