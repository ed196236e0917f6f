//! What became of a run: for machines as JSON, for the office as a sheet to send round, for the screen by kind of mistake.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Line, Outcome};
use crate::diagnostic::{Diagnostic, Lang, Severity, ToolFault};
use crate::place::Place;
use crate::sheet::{self, List, Value};

/// A share of papers: the first of `count` is 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    /// Which.
    pub index: usize,
    /// Of how many.
    pub count: usize,
}

impl Shard {
    /// From `K/N`.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let (index, count) = typed.split_once('/')?;
        Self::new(index.trim().parse().ok()?, count.trim().parse().ok()?)
    }

    /// The share of that number, from 1.
    #[must_use]
    pub fn new(index: usize, count: usize) -> Option<Self> {
        (1..=count).contains(&index).then_some(Self { index, count })
    }

    /// Whether a paper is in it: by its name alone, so that every machine says the same.
    #[must_use]
    pub fn has(self, key: &str) -> bool {
        let hash = blake3::hash(key.as_bytes());
        let mut number = [0; 8];
        number.copy_from_slice(&hash.as_bytes()[..8]);
        let count = u64::try_from(self.count).unwrap_or(u64::MAX);
        usize::try_from(u64::from_le_bytes(number) % count).is_ok_and(|rest| rest + 1 == self.index)
    }
}

/// What became of a run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RunReport {
    /// The share it was, if it was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<Shard>,
    /// Whether it was stopped.
    pub interrupted: bool,
    /// How long it took.
    pub seconds: f64,
    /// One a paper, in the order they were asked for.
    pub documents: Vec<Line>,
    /// What kept the state from being written.
    #[serde(skip)]
    pub trouble: Option<Diagnostic>,
}

impl RunReport {
    /// How many papers came to that.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.documents.iter().filter(|line| line.state == outcome).count()
    }

    /// The pages of all papers that are there.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.documents.iter().map(|line| line.pages).sum()
    }

    fn file(&self, ending: &str) -> String {
        match self.shard {
            Some(Shard { index, count }) => format!("build-report-{index}-of-{count}.{ending}"),
            None => format!("build-report.{ending}"),
        }
    }
}

/// Writes `build-report.json` and `build-report.xlsx` into a folder; gives their paths.
///
/// # Errors
/// One of them can't be written.
pub fn write_reports(
    report: &RunReport,
    folder: &Path,
    lang: Lang,
    place: &dyn Place,
) -> Result<[PathBuf; 2], Diagnostic> {
    let [json, xlsx] = ["json", "xlsx"].map(|ending| folder.join(report.file(ending)));
    place.write(&json, &serde_json::to_vec_pretty(report).unwrap_or_default())?;
    let book = sheet::xlsx(&[list(report, lang)]).map_err(|words| {
        let path = xlsx.display().to_string();
        let reason = crate::diagnostic::FileProblem::Other(std::io::ErrorKind::Other);
        Diagnostic::new(ToolFault::Unwritable { path, reason }).with_foreign(words)
    })?;
    place.write(&xlsx, &book)?;
    Ok([json, xlsx])
}

/// Of papers that need nobody the sheet has so many; the rest is counted.
const MOST_GOOD: usize = 5000;

/// The report as a sheet: what needs somebody stands first.
fn list(report: &RunReport, lang: Lang) -> List {
    let heads = lang.pick(
        [("文稿", 40), ("结果", 10), ("页数", 8), ("提醒", 8), ("错误", 8), ("哪里、什么", 80)],
        [("document", 40), ("state", 10), ("pages", 8), ("warnings", 10), ("errors", 8), ("where and what", 80)],
    );
    let rank = |line: &&Line| match line.state {
        Outcome::Failed => 0,
        Outcome::Waiting => 1,
        _ => 2,
    };
    let mut lines: Vec<&Line> = report.documents.iter().collect();
    lines.sort_by_key(rank);
    let wanting = lines.iter().filter(|line| rank(line) < 2).count();
    let more = lines.len().saturating_sub(wanting + MOST_GOOD);
    let mut rows: Vec<Vec<Value>> = lines.iter().take(wanting + MOST_GOOD).map(|line| row(line, lang)).collect();
    if more > 0 {
        let words = lang.pick(format!("还有 {more} 份没有问题"), format!("{more} more are in order"));
        rows.push(vec![words.into()]);
    }
    let head = heads.into_iter().map(|(head, width)| (head.to_owned(), width)).collect();
    List { name: lang.pick("生成报告", "report").to_owned(), title: None, head, rows }
}

fn row(line: &Line, lang: Lang) -> Vec<Value> {
    let told = line.diagnostics.iter().filter(|d| d["severity"] != "note");
    let words: Vec<String> =
        told.map(|diagnostic| format!("{} {}", place(diagnostic, lang), message(diagnostic))).collect();
    vec![
        line.document.as_str().into(),
        state(line.state, lang).into(),
        line.pages.into(),
        line.count(Severity::Warning).into(),
        line.count(Severity::Error).into(),
        words.join("\n").trim().into(),
    ]
}

fn state(state: Outcome, lang: Lang) -> &'static str {
    match state {
        Outcome::Made => lang.pick("已生成", "made"),
        Outcome::Unchanged => lang.pick("没有变化", "unchanged"),
        Outcome::Failed => lang.pick("没有生成", "failed"),
        Outcome::Waiting => lang.pick("没有做到", "not done"),
    }
}

fn message(diagnostic: &serde_json::Value) -> &str {
    diagnostic["message"].as_str().unwrap_or("")
}

/// `第 12 行`; with the file's name if it has one that is not the document's.
fn place(diagnostic: &serde_json::Value, lang: Lang) -> String {
    let Some(file) = diagnostic["place"]["file"].as_str() else { return String::new() };
    let line = diagnostic["place"]["line"].as_u64().unwrap_or(0);
    lang.pick(format!("{file} 第 {line} 行"), format!("{file} line {line}"))
}

/// The errors of a run by kind: the code, and where it was met with what was said.
#[must_use]
pub fn grouped(report: &RunReport) -> BTreeMap<String, Vec<(String, String)>> {
    let mut groups: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for line in report.documents.iter().filter(|line| line.state == Outcome::Failed) {
        for diagnostic in line.diagnostics.iter().filter(|d| d["severity"] == "error") {
            let code = diagnostic["code"].as_str().unwrap_or("").to_owned();
            let at = diagnostic["place"]["file"]
                .as_str()
                .map(|file| format!("{file}:{}:{}", diagnostic["place"]["line"], diagnostic["place"]["column"]));
            let at = at.unwrap_or_else(|| line.document.clone());
            groups.entry(code).or_default().push((at, message(diagnostic).to_owned()));
        }
    }
    groups
}

/// Joins the reports of shares to one.
///
/// # Errors
/// A file is no report.
pub fn merge(files: &[PathBuf], place: &dyn Place) -> Result<RunReport, Vec<Diagnostic>> {
    let (mut reports, mut faults): (Vec<RunReport>, Vec<Diagnostic>) = (Vec::new(), Vec::new());
    for file in files {
        let no_report = || Diagnostic::new(ToolFault::NoReport { path: file.display().to_string() });
        let read = place.read(file);
        match read.and_then(|bytes| serde_json::from_slice(&bytes).map_err(|e| no_report().with_foreign(e.to_string())))
        {
            Ok(report) => reports.push(report),
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let interrupted = reports.iter().any(|report| report.interrupted);
    // Shares run side by side.
    let seconds = reports.iter().map(|report| report.seconds).fold(0.0, f64::max);
    let mut documents: Vec<Line> = reports.into_iter().flat_map(|report| report.documents).collect();
    documents.sort_by(|a, b| a.document.cmp(&b.document));
    Ok(RunReport { shard: None, interrupted, seconds, documents, trouble: None })
}

#[cfg(test)]
mod tests {
    use super::Shard;

    #[test]
    fn every_paper_is_in_one_share_and_shares_are_alike() {
        let names: Vec<String> = (0..10_000).map(|n| format!("社区{n}.yaml|")).collect();
        let shares: Vec<Shard> = (1..=8).map(|index| Shard::new(index, 8).expect("a share")).collect();
        for name in &names {
            assert_eq!(shares.iter().filter(|share| share.has(name)).count(), 1, "{name}");
        }
        for share in shares {
            let count = names.iter().filter(|name| share.has(name)).count();
            assert!((1100..1400).contains(&count), "{count}");
        }
    }

    #[test]
    fn a_share_is_one_of_so_many() {
        assert_eq!(Shard::parse("2/8"), Shard::new(2, 8));
        for typed in ["0/8", "9/8", "2", "a/b", "1/0", "-1/3"] {
            assert_eq!(Shard::parse(typed), None, "{typed}");
        }
    }
}
