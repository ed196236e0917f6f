//! What a run says: of a few papers each in full, in their order; of many what went wrong, by kind.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;

use super::MANY;
use crate::batch::{Made, Outcome, RunReport, grouped};
use crate::cli::terminal::Terminal;
use crate::diagnostic::Diagnostic;

/// Of one kind of mistake so many places are shown.
const MOST_PLACES: usize = 10;

/// Papers are done in any order and told in theirs.
pub(super) struct Told<'a> {
    terminal: &'a Terminal,
    /// Tasks that are not told yet, in their order.
    order: VecDeque<usize>,
    names: Vec<String>,
    waiting: BTreeMap<usize, Said>,
    is_each: bool,
}

/// What is to be said of a paper: to standard error, and to standard output.
#[derive(Default)]
struct Said {
    diagnostics: String,
    remark: Option<String>,
    result: Option<String>,
}

impl<'a> Told<'a> {
    pub(super) fn new(order: VecDeque<usize>, names: Vec<String>, is_each: bool, terminal: &'a Terminal) -> Self {
        Self { terminal, order, names, waiting: BTreeMap::new(), is_each }
    }

    /// Tells of a paper, and of those that waited for it.
    pub(super) fn tell(&mut self, index: usize, made: &Made) {
        if !self.is_each {
            return;
        }
        let said = self.said(index, made);
        self.waiting.insert(index, said);
        while let Some(said) = self.order.front().and_then(|next| self.waiting.remove(next)) {
            self.order.pop_front();
            self.terminal.mutter(&said.diagnostics);
            if let Some(remark) = said.remark {
                self.terminal.remark(remark);
            }
            if let Some(result) = said.result {
                self.terminal.say(result);
            }
        }
    }

    fn said(&self, index: usize, made: &Made) -> Said {
        let diagnostics = self.terminal.drawn(&made.diagnostics, &made.sources);
        let Some(pages) = made.pages else {
            let errors = made.diagnostics.iter().filter(|diagnostic| Diagnostic::is_error(diagnostic)).count();
            let document = &self.names[index];
            let remark = self.terminal.pick(
                format!("{document}：有 {errors} 处错误，没有生成，原有的输出没有动"),
                format!("{document}: {errors} error{}, nothing was written", if errors == 1 { "" } else { "s" }),
            );
            return Said { diagnostics, remark: Some(remark), result: None };
        };
        let result = made.outputs.first().map(|first| {
            let more = if made.outputs.len() > 1 { " …" } else { "" };
            let count = self.terminal.pick(format!("{pages} 页"), pages_en(pages));
            format!("{}{more}  {count}", first.display())
        });
        Said { diagnostics, remark: None, result }
    }
}

fn pages_en(pages: usize) -> String {
    if pages == 1 { "1 page".to_owned() } else { format!("{pages} pages") }
}

/// What became of the run as a whole.
pub(in crate::cli) fn summary(report: &RunReport, written: Option<&[PathBuf; 2]>, terminal: &Terminal) {
    let count = report.documents.len();
    if count > MANY {
        by_kind(report, terminal);
    }
    if count > 1 || report.interrupted || report.count(Outcome::Unchanged) > 0 {
        terminal.remark(counts(report, terminal));
    }
    if let Some([json, xlsx]) = written.filter(|_| count > MANY) {
        let (json, xlsx) = (json.display(), xlsx.display());
        terminal.remark(terminal.pick(format!("清单：{xlsx}、{json}"), format!("lists: {xlsx}, {json}")));
    }
}

fn by_kind(report: &RunReport, terminal: &Terminal) {
    for (code, places) in grouped(report) {
        let count = places.len();
        terminal.remark(terminal.pick(format!("{code}：{count} 处"), format!("{code}: {count}")));
        for (place, message) in places.iter().take(MOST_PLACES) {
            terminal.remark(format_args!("  {place}  {message}"));
        }
        let more = count.saturating_sub(MOST_PLACES);
        if more > 0 {
            terminal.remark(terminal.pick(format!("  还有 {more} 处"), format!("  and {more} more")));
        }
    }
}

fn counts(report: &RunReport, terminal: &Terminal) -> String {
    let [made, unchanged, failed, waiting] =
        [Outcome::Made, Outcome::Unchanged, Outcome::Failed, Outcome::Waiting].map(|outcome| report.count(outcome));
    let (pages, seconds) = (report.pages(), report.seconds);
    let mut zh = vec![format!("{made} 份完成")];
    let mut en = vec![format!("{made} done")];
    if unchanged > 0 {
        zh.push(format!("{unchanged} 份没有变化"));
        en.push(format!("{unchanged} unchanged"));
    }
    zh.push(format!("共 {pages} 页；{failed} 份有错"));
    en.push(format!("{}; {failed} with errors", pages_en(pages)));
    if waiting > 0 {
        zh.push(format!("{waiting} 份没有做到"));
        en.push(format!("{waiting} not done"));
    }
    let stopped = if report.interrupted { terminal.pick("已中断：", "interrupted: ") } else { "" };
    terminal.pick(
        format!("{stopped}{}；用时 {seconds:.1} 秒", zh.join("，")),
        format!("{stopped}{}; {seconds:.1} s", en.join(", ")),
    )
}
