//! `banxin summarize`: the figures of many papers → one table, and what to look at.

use std::path::PathBuf;

use super::Outcome;
use super::args::SummarizeArgs;
use super::terminal::Terminal;
use crate::batch::{self, Gathered};
use crate::data::is_sheet;
use crate::diagnostic::Diagnostic;
use crate::place::Place;
use crate::source::Sources;
use crate::summarize::{self, Kind, Summary};

/// Of one kind so many are shown.
const MOST: usize = 10;

/// Sums up.
pub(super) fn summarize(args: &SummarizeArgs, place: &dyn Place, terminal: &Terminal) -> Outcome {
    let (sheets, documents): (Vec<PathBuf>, Vec<PathBuf>) =
        args.files.iter().cloned().partition(|path| is_sheet(&path.to_string_lossy()) && !path.is_dir());
    let mut gathered = Gathered::default();
    if !documents.is_empty() || sheets.is_empty() {
        batch::gather(&documents, None, place, &mut gathered);
    }
    // The document that was made last time is no unit's.
    let made = std::fs::canonicalize(&args.output).ok();
    gathered.subjects.retain(|subject| made.is_none() || std::fs::canonicalize(&subject.entry.path).ok() != made);
    if !gathered.faults.is_empty() {
        terminal.tell(&gathered.faults, &gathered.sources);
        return Outcome::Failed;
    }
    let done = summarize::summarize(&gathered.subjects, &sheets, args.jump)
        .and_then(|summary| put(&summary, place, args, terminal).map(|()| summary).map_err(|fault| vec![fault]));
    match done {
        Ok(summary) => {
            tell(&summary, terminal);
            if summary.findings.iter().any(|finding| matches!(finding.kind, Kind::Faulty | Kind::Twice)) {
                Outcome::Errors
            } else {
                Outcome::Done
            }
        }
        Err(faults) => {
            terminal.tell(&faults, &Sources::new());
            Outcome::Failed
        }
    }
}

fn put(summary: &Summary, place: &dyn Place, args: &SummarizeArgs, terminal: &Terminal) -> Result<(), Diagnostic> {
    let title = args.title.as_deref().unwrap_or("统计数据汇总表");
    let lists = summarize::lists(summary, title, terminal.lang);
    let document = || summarize::as_document(summary, title, args.issuer.as_deref());
    let bytes = super::lists::bytes(&args.output, &lists, document)?;
    place.write(&args.output, &bytes)?;
    terminal.say(super::lists::wrote(&args.output, terminal));
    Ok(())
}

fn tell(summary: &Summary, terminal: &Terminal) {
    let mut kinds: Vec<Kind> = summary.findings.iter().map(|finding| finding.kind).collect();
    kinds.dedup();
    for kind in kinds {
        let of_kind: Vec<_> = summary.findings.iter().filter(|finding| finding.kind == kind).collect();
        let (words, count) = (kind.words(terminal.lang), of_kind.len());
        terminal.remark(terminal.pick(format!("{words}：{count} 处"), format!("{words}: {count}")));
        for finding in of_kind.iter().take(MOST) {
            let [reported, against] = &finding.shown;
            let held = if against.is_empty() { String::new() } else { format!(" ↔ {against}") };
            terminal.remark(format!("  {}  {}  {reported}{held}", finding.unit, finding.figure).trim_end());
        }
        if count > MOST {
            terminal
                .remark(terminal.pick(format!("  还有 {} 处", count - MOST), format!("  and {} more", count - MOST)));
        }
    }
    let (rows, columns) = (summary.rows.len(), summary.columns.len());
    terminal.remark(
        terminal.pick(format!("汇总了 {rows} 个单位的 {columns} 项指标"), format!("{rows} units, {columns} figures")),
    );
}
