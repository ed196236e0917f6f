//! What stands where a page ends.

use super::super::finding::{Finding, Phrase, Verdict};
use super::super::parts::{self, starts};
use super::super::setting::Setting;

pub(super) fn check(setting: &Setting<'_>) -> Vec<Finding> {
    let mut findings = vec![headings(setting)];
    findings.extend(signature(setting));
    findings
}

/// A heading is not the last line of a page.
fn headings(setting: &Setting<'_>) -> Finding {
    let overleaf = |at: usize| setting.lines.get(at + 1).is_some_and(|next| next.page != setting.lines[at].page);
    let bad: Vec<usize> = starts(setting)
        .iter()
        .filter(|start| start.level.is_some() && start.stands_alone && overleaf(start.at))
        .map(|start| start.line.page)
        .collect();
    let demanded = Phrase::new("标题不在页末", "no heading at the foot of a page");
    let measured = if bad.is_empty() { Phrase::new("没有", "none") } else { Phrase::new("在页末", "at the foot") };
    let what = ["页末标题", "headings at the foot of a page"];
    Finding::new("usage", what, demanded, (measured, Verdict::of(bad.is_empty()))).on(bad)
}

/// The signature's page has some of the text (7.3.5.5).
fn signature(setting: &Setting<'_>) -> Option<Finding> {
    let signature = parts::signature(setting)?;
    let page = signature.date.page;
    let first = signature.organs.first().map_or(signature.date.y, |organ| organ.y);
    let text = setting.page(page).filter(|line| line.y < first - 0.1).count();
    let measured = Phrase::new(format!("同页正文 {text} 行"), format!("{text} lines of text on its page"));
    let demanded = Phrase::new("与正文同页", "on a page with text");
    let finding =
        Finding::new("7.3.5.5", ["署名所在页", "page of the signature"], demanded, (measured, Verdict::of(text > 0)));
    Some(if text > 0 { finding } else { finding.on([page]) })
}
