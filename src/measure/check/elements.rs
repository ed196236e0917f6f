//! The smaller elements: labels of the head (GB/T 9704-2012, 7.2.1 to 7.2.3), recipients (7.3.2), list of attachments (7.3.4),
//! remarks (7.3.6), attachments (7.3.7), attendance (10.3). What is not there is not judged.

use super::super::Layout;
use super::super::families::Family;
use super::super::finding::{Finding, Verdict};
use super::super::lines::{Line, most_common_family};
use super::super::parts;
use super::super::setting::Setting;
use super::set_in;

/// How much a place may differ, in characters, and in lines.
const TOLERANCE: f64 = 0.25;
const LINE_TOLERANCE: f64 = 0.5;

const CHARACTERS: [&str; 2] = ["字", "characters"];
const LINES: [&str; 2] = ["行", "lines"];

pub(super) fn check(setting: &Setting<'_>, layout: Layout) -> Vec<Finding> {
    let mut findings = if layout.is_headed() { labels(setting) } else { Vec::new() };
    findings.extend(recipients(setting, layout));
    findings.extend(list(setting));
    findings.extend(remark(setting));
    findings.extend(attachments(setting));
    if layout == Layout::Minutes {
        findings.extend(attendance(setting));
    }
    findings
}

/// How far in a line begins.
fn inset(clause: &'static str, what: [&'static str; 2], demanded: f64, found: f64) -> Finding {
    Finding::number(clause, what, (demanded, TOLERANCE, CHARACTERS), Some(found))
}

fn family(line: &Line) -> Option<Family> {
    most_common_family(line.glyphs.iter())
}

/// 份号, 密级和保密期限, 紧急程度: flush left, the latter two 黑体.
fn labels(setting: &Setting<'_>) -> Vec<Finding> {
    let is_number = |text: &str| text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
    let is_secret =
        |text: &str| text.chars().count() <= 12 && ["绝密", "机密", "秘密"].iter().any(|s| text.starts_with(s));
    let is_urgent = |text: &str| ["特急", "加急", "特提", "平急"].contains(&text);
    let mut findings = Vec::new();
    for line in setting.page(0).filter(|line| !line.is_red()) {
        // A letter's number may stand on the same line, at the right.
        let text: String =
            line.text.split("  ").next().unwrap_or_default().chars().filter(|c| !c.is_whitespace()).collect();
        let indent = setting.indent(line);
        match text.as_str() {
            text if is_number(text) => {
                findings.push(inset("7.2.1", ["份号左空字", "copy number from the left"], 0.0, indent));
            }
            text if is_secret(text) => {
                findings.push(inset("7.2.2", ["密级左空字", "classification from the left"], 0.0, indent));
                findings.push(set_in(
                    "7.2.2",
                    ["密级字体", "font of the classification"],
                    &[Family::Hei],
                    family(line),
                ));
            }
            text if is_urgent(text) => {
                findings.push(inset("7.2.3", ["紧急程度左空字", "urgency from the left"], 0.0, indent));
                findings.push(set_in("7.2.3", ["紧急程度字体", "font of the urgency"], &[Family::Hei], family(line)));
            }
            _ => {}
        }
    }
    findings
}

/// The recipients begin flush left, one blank line below the title.
fn recipients(setting: &Setting<'_>, layout: Layout) -> Vec<Finding> {
    let Some(title) = parts::title(setting, layout).last().copied() else { return Vec::new() };
    let mut below = setting.page(0).filter(|line| line.y > title.y + 0.1);
    let Some(first) = below.next().filter(|line| setting.is_body(line)) else { return Vec::new() };
    let rest = std::iter::once(first).chain(below).take_while(|line| setting.indent(line).abs() < 0.5);
    if !rest.into_iter().any(|line| line.plain().ends_with('：')) {
        return Vec::new();
    }
    // The title's type is larger; what counts is the line it stands on.
    let blank = (first.top() - title.top()) / setting.line() - 1.0;
    let what = ["主送上空行", "blank lines above the recipients"];
    vec![
        inset("7.3.2", ["主送左空字", "recipients from the left"], 0.0, setting.indent(first)),
        Finding::number("7.3.2", what, (1.0, LINE_TOLERANCE, LINES), Some(blank)),
    ]
}

/// 附件说明: two characters in, no mark after a name.
fn list(setting: &Setting<'_>) -> Option<Finding> {
    let line =
        setting.body().find(|line| line.plain().starts_with("附件：") && (0.5..6.0).contains(&setting.indent(line)))?;
    Some(inset("7.3.4", ["附件说明左空字", "list of attachments from the left"], 2.0, setting.indent(line)))
}

/// 附注: in brackets, two characters in, below the date.
fn remark(setting: &Setting<'_>) -> Option<Finding> {
    let signature = parts::signature(setting)?;
    let after = |line: &&Line| line.page == signature.date.page && line.y > signature.date.y + 0.1;
    let line = setting.body().find(after).filter(|line| line.plain().starts_with('（'))?;
    Some(inset("7.3.6", ["附注左空字", "remark from the left"], 2.0, setting.indent(line)))
}

/// 附件: label 黑体 on line 1, flush left; title on line 3.
fn attachments(setting: &Setting<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for page in 1..setting.pages.len() {
        let mut lines = setting.page(page);
        let Some(label) = lines.next().filter(|line| is_label(&line.plain())) else { continue };
        findings.push(inset(
            "7.3.7",
            ["附件标记左空字", "attachment's label from the left"],
            0.0,
            setting.indent(label),
        ));
        findings.push(set_in(
            "7.3.7",
            ["附件标记字体", "font of the attachment's label"],
            &[Family::Hei],
            family(label),
        ));
        if let Some(title) = lines.next() {
            let line = (title.top() - label.top()) / setting.line() + 1.0;
            let what = ["附件标题所在行", "line of the attachment's title"];
            findings.push(Finding::number("7.3.7", what, (3.0, LINE_TOLERANCE, ["行", ""]), Some(line)));
        }
    }
    findings
}

/// `附件`, `附件2`.
fn is_label(text: &str) -> bool {
    text.strip_prefix("附件").is_some_and(|rest| rest.len() <= 2 && rest.bytes().all(|b| b.is_ascii_digit()))
}

/// 出席, 请假, 列席: labels in 黑体, two characters in.
fn attendance(setting: &Setting<'_>) -> Vec<Finding> {
    let labels = ["出席", "请假", "列席"];
    let is = |line: &&Line| labels.iter().any(|label| line.plain().starts_with(&format!("{label}：")));
    let mut findings = Vec::new();
    for line in setting.body().filter(is) {
        findings.push(inset("10.3", ["人员名单左空字", "attendance from the left"], 2.0, setting.indent(line)));
        let label = most_common_family(line.glyphs.iter().take(2));
        findings.push(set_in("10.3", ["人员名单标签字体", "font of attendance labels"], &[Family::Hei], label));
    }
    // One row for all is enough, the worst.
    let worst = |clause: &str, finding: &Finding| finding.clause == clause && finding.verdict == Verdict::Miss;
    findings.sort_by_key(|finding| !worst("10.3", finding));
    findings.dedup_by_key(|finding| finding.what);
    findings.truncate(2);
    findings
}

#[cfg(test)]
mod tests {
    use super::is_label;

    #[test]
    fn labels_of_attachments() {
        assert!(is_label("附件") && is_label("附件12"));
        assert!(!is_label("附件：名单") && !is_label("附件名单") && !is_label("附"));
    }
}
