//! `banxin measure`: a finished PDF → what of it is as the standard demands.

use clap::builder::styling::{AnsiColor, Style};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::Outcome;
use super::args::{LayoutArg, MeasureArgs};
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, Lang, json};
use crate::measure::{Finding, Layout, Measurement, Phrase, Verdict, measure as hold};
use crate::source::{Sources, read_bytes};

/// A measured PDF, for `--json`.
#[derive(Serialize)]
struct Summary {
    file: String,
    ok: bool,
    layout: Option<&'static str>,
    pages: usize,
    findings: Vec<Line>,
    diagnostics: Vec<json::Entry>,
}

/// A finding, for `--json`.
#[derive(Serialize)]
struct Line {
    clause: &'static str,
    what: &'static str,
    demanded: String,
    measured: String,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pages: Vec<usize>,
}

/// Measures a PDF and says clause by clause what was found.
pub(super) fn measure(args: &MeasureArgs, terminal: &Terminal) -> Outcome {
    let layout = args.layout.map(Layout::from);
    let result = read_bytes(&args.file).and_then(|bytes| hold(bytes, layout));
    let outcome = match &result {
        Ok(measurement) if measurement.is_good() => Outcome::Done,
        Ok(_) => Outcome::Errors,
        Err(_) => Outcome::Failed,
    };
    match &result {
        _ if args.json => print_json(args, result.as_ref(), terminal),
        Ok(measurement) => show(measurement, terminal),
        Err(fault) => terminal.tell(std::slice::from_ref(fault), &Sources::new()),
    }
    outcome
}

impl From<LayoutArg> for Layout {
    fn from(arg: LayoutArg) -> Self {
        match arg {
            LayoutArg::Plan | LayoutArg::Summary => Self::Plain,
            LayoutArg::Official => Self::Official,
            LayoutArg::Letter => Self::Letter,
            LayoutArg::Order => Self::Order,
            LayoutArg::Minutes => Self::Minutes,
        }
    }
}

fn print_json(args: &MeasureArgs, result: Result<&Measurement, &Diagnostic>, terminal: &Terminal) {
    let entry = |fault: &Diagnostic| json::Entry::new(fault, &Sources::new(), terminal.lang);
    let file = args.file.display().to_string();
    let summary = match result {
        Ok(measurement) => Summary {
            file,
            ok: measurement.is_good(),
            layout: Some(measurement.layout.name()[1]),
            pages: measurement.pages,
            findings: measurement.findings.iter().map(|finding| line(finding, terminal.lang)).collect(),
            diagnostics: measurement.notes.iter().map(entry).collect(),
        },
        Err(fault) => {
            Summary { file, ok: false, layout: None, pages: 0, findings: Vec::new(), diagnostics: vec![entry(fault)] }
        }
    };
    if let Ok(text) = serde_json::to_string_pretty(&summary) {
        terminal.say(text);
    }
}

fn line(finding: &Finding, lang: Lang) -> Line {
    let [zh, en] = finding.what;
    Line {
        clause: finding.clause,
        what: lang.pick(zh, en),
        demanded: words(&finding.demanded, lang).to_owned(),
        measured: words(&finding.measured, lang).to_owned(),
        verdict: match finding.verdict {
            Verdict::Pass => "pass",
            Verdict::Miss if finding.is_declared => "declared",
            Verdict::Miss => "miss",
            Verdict::NotJudged => "not-judged",
        },
        pages: finding.pages.clone(),
    }
}

fn words(phrase: &Phrase, lang: Lang) -> &str {
    lang.pick(&phrase.zh, &phrase.en)
}

fn show(measurement: &Measurement, terminal: &Terminal) {
    terminal.tell(&measurement.notes, &Sources::new());
    let lang = terminal.lang;
    let head =
        lang.pick(["条款", "项目", "要求", "实测", "结果"], ["clause", "what", "demanded", "measured", "result"]);
    let mut rows = vec![(head.map(str::to_owned), None)];
    rows.extend(measurement.findings.iter().map(|finding| (cells(finding, lang), Some(finding.verdict))));
    let column = |at: usize| rows.iter().map(|(cells, _)| cells[at].width()).max().unwrap_or(0);
    let widths = [column(0), column(1), column(2), column(3)];
    for (cells, verdict) in &rows {
        terminal.say(row(cells, widths, *verdict));
    }
    terminal.say("");
    terminal.say(verdict(measurement, lang));
}

fn cells(finding: &Finding, lang: Lang) -> [String; 5] {
    let [zh, en] = finding.what;
    let clause = if finding.clause == "usage" { lang.pick("惯例", "usage") } else { finding.clause };
    let result = match finding.verdict {
        Verdict::Pass => lang.pick("合格", "pass"),
        Verdict::Miss if finding.is_declared => lang.pick("不同，已说明", "departs, as declared"),
        Verdict::Miss => lang.pick("不合格", "miss"),
        Verdict::NotJudged => lang.pick("不判定", "not judged"),
    };
    let result = match pages(&finding.pages) {
        None => result.to_owned(),
        Some(pages) => lang.pick(format!("{result}（第 {pages} 页）"), format!("{result} (page {pages})")),
    };
    let cell = |phrase: &Phrase| words(phrase, lang).to_owned();
    [clause.to_owned(), lang.pick(zh, en).to_owned(), cell(&finding.demanded), cell(&finding.measured), result]
}

/// The most page numbers that are listed.
const MAX_LISTED: usize = 6;

/// `2, 5, 7`; none without pages.
fn pages(pages: &[usize]) -> Option<String> {
    let listed: Vec<String> = pages.iter().take(MAX_LISTED).map(ToString::to_string).collect();
    let more = if pages.len() > MAX_LISTED { " …" } else { "" };
    (!pages.is_empty()).then(|| format!("{}{more}", listed.join(", ")))
}

fn row(cells: &[String; 5], widths: [usize; 4], verdict: Option<Verdict>) -> String {
    let style = match verdict {
        None => Style::new().bold(),
        Some(Verdict::Pass) => Style::new().fg_color(Some(AnsiColor::Green.into())),
        Some(Verdict::Miss) => Style::new().bold().fg_color(Some(AnsiColor::Red.into())),
        Some(Verdict::NotJudged) => Style::new().dimmed(),
    };
    let pad = |at: usize| format!("{}{}", cells[at], " ".repeat(widths[at] - cells[at].width()));
    let [clause, what, demanded, measured] = [pad(0), pad(1), pad(2), pad(3)];
    let result = &cells[4];
    match verdict {
        None => format!("{style}{clause}  {what}  {demanded}  {measured}  {result}{style:#}"),
        Some(_) => format!("{clause}  {what}  {demanded}  {measured}  {style}{result}{style:#}"),
    }
}

fn verdict(measurement: &Measurement, lang: Lang) -> String {
    let [zh, en] = measurement.layout.name();
    let count = |verdict| measurement.count(verdict);
    let declared = measurement.declared();
    let (good, missed, open) = (count(Verdict::Pass), count(Verdict::Miss) - declared, count(Verdict::NotJudged));
    let declared = match declared {
        0 => String::new(),
        count => lang.pick(format!("，{count} 项不同但已说明"), format!(", {count} depart as declared")),
    };
    let pages = measurement.pages;
    lang.pick(
        format!("按 {zh} 测量，共 {pages} 页：{good} 项合格，{missed} 项不合格{declared}，{open} 项不判定"),
        format!("measured as {en}, {pages} pages: {good} pass, {missed} miss{declared}, {open} not judged"),
    )
}
