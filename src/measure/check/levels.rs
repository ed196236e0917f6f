//! Paragraphs and headings (GB/T 9704-2012, 7.3.3).

use super::super::families::Family;
use super::super::finding::{Finding, Phrase, Verdict};
use super::super::lines::most_common;
use super::super::parts::{Start, starts};
use super::super::setting::Setting;

const CLAUSE: &str = "7.3.3";

/// Two characters; 32 points count as two also where a character takes 15.79.
const INDENT: f64 = 2.0;
const INDENT_TOLERANCE: f64 = 0.2;

/// What each level is called.
const LEVELS: [[&str; 2]; 4] = [
    ["“一、”一层字体", "font of level 一、"],
    ["“（一）”一层字体", "font of level （一）"],
    ["“1.”一层字体", "font of level 1."],
    ["“（1）”一层字体", "font of level （1）"],
];

pub(super) fn check(setting: &Setting<'_>) -> Vec<Finding> {
    let starts = starts(setting);
    let mut findings = vec![indent(setting, &starts)];
    let has_second = starts.iter().any(|start| start.level == Some(2));
    for level in 1..=LEVELS.len() {
        let headings: Vec<&Start<'_>> =
            starts.iter().filter(|start| start.level == Some(level) && start.is_heading()).collect();
        findings.extend(font(level, &headings, has_second));
    }
    findings
}

fn indent(setting: &Setting<'_>, starts: &[Start<'_>]) -> Finding {
    let indents = starts.iter().map(|start| setting.indent(start.line));
    let usual = if setting.left.is_some() { most_common(indents, 0.05) } else { None };
    let unit = ["字", "characters"];
    Finding::number(CLAUSE, ["段首空字", "first-line indent"], (INDENT, INDENT_TOLERANCE, unit), usual)
}

fn font(level: usize, headings: &[&Start<'_>], has_second: bool) -> Option<Finding> {
    let demanded: &[Family] = match level {
        1 => &[Family::Hei],
        2 => &[Family::Kai],
        // Offices that go from 一、 to 1. read the clause by depth (楷体) or by mark (仿宋).
        3 if !has_second => &[Family::Fang, Family::Kai],
        _ => &[Family::Fang],
    };
    let named: Vec<&&Start<'_>> =
        headings.iter().filter(|start| !matches!(start.family, None | Some(Family::Unnamed))).collect();
    let bad: Vec<_> = named.iter().filter(|start| !start.family.is_some_and(|f| demanded.contains(&f))).collect();
    let shown = bad.first().map(|start| **start).or(named.first().copied())?;
    let family = shown.family?;
    let phrase = |family: Family| Phrase::new(family.name()[0], family.name()[1]);
    let mut measured = phrase(family);
    if !bad.is_empty() {
        let start: String = shown.line.text.chars().take(12).collect();
        measured = measured.and(&Phrase::new(format!("“{start}…”"), format!("“{start}…”")));
    }
    let finding = Finding::new(CLAUSE, LEVELS[level - 1], phrase(demanded[0]), (measured, Verdict::of(bad.is_empty())));
    Some(finding.on(bad.iter().map(|start| start.line.page)))
}
