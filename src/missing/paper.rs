//! The list of who is missing as a document that builds: what an office sends round.

use std::fmt::Write as _;

use super::{Standing, State};
use crate::sheet::yaml_text;

/// The document: who is missing in words and as a table.
#[must_use]
pub fn as_document(standings: &[Standing], round: Option<&str>, issuer: Option<&str>) -> String {
    let round = round.unwrap_or_default();
    let open: Vec<&Standing> = standings.iter().filter(|standing| standing.state != State::Reported).collect();
    let count = |state| standings.iter().filter(|s| s.state == state && s.unit.is_some()).count();
    let units = standings.iter().filter(|standing| standing.unit.is_some()).count();
    let reported = units - count(State::Missing) - count(State::OtherKind);
    let mut text = format!("标题: {}\n文种: 报告\n", yaml_text(&format!("{round}报送情况通报")));
    if let Some(issuer) = issuer {
        let _ = writeln!(text, "署名: {}", yaml_text(issuer));
    }
    text.push_str("正文:\n");
    let counted = format!("应报送{units}个单位，已报送{reported}个，未报送{}个。", units - reported);
    let _ = writeln!(text, "  - 段落: {}", yaml_text(&counted));
    if open.is_empty() {
        text.push_str("  - 段落: 全部单位都已按要求报送。\n");
        return text;
    }
    text.push_str("  - 段落: 下列单位请尽快补报或者改正。\n");
    text.push_str(
        "  - 表格:\n      标题: 需要补报、改正的单位\n      序号: 是\n      表头: [ 单位, 情况, 说明 ]\n      行:\n",
    );
    let mut sorted = open;
    sorted.sort_by_key(|standing| standing.state);
    for standing in sorted {
        let unit = standing.unit.as_deref().unwrap_or("（名册外）");
        let cells = [unit, standing.state.words(crate::diagnostic::Lang::Zh), &remarks(standing)].map(yaml_text);
        let _ = writeln!(text, "        - [ {} ]", cells.join(", "));
    }
    text
}

fn remarks(standing: &Standing) -> String {
    let zh = crate::diagnostic::Lang::Zh;
    let mut parts = Vec::new();
    if !standing.files.is_empty() && standing.state != State::Incomplete {
        parts.push(standing.files.join("、"));
    }
    if !standing.figures.is_empty() {
        parts.push(standing.figures.join("、"));
    }
    parts.extend(standing.remark.as_ref().map(|remark| remark.words(zh)));
    parts.join("；")
}
