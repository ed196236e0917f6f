//! `banxin measure`: our papers pass, wrong ones fail just what is wrong with them, and nothing makes it fall over.

mod cli;
mod damaged;
mod foreign;
mod headed;
mod ours;
mod wrong;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use banxin::diagnostic::{Diagnostic, Lang};
use banxin::export::{PdfConfig, pdf};
use banxin::measure::{Layout, Measurement, Verdict, measure};
use banxin::pipeline::{Pipeline, Settings};
use banxin::typeset::Pace;

use crate::draft::Draft;

/// A page number as the standard wants it, for Typst's `footer`.
pub(crate) const FOOTER: &str = r#"context {
  let style = text.with(font: "Banxin Song", size: 14pt, tracking: 0pt, overhang: false, bottom-edge: "baseline")
  let rise = measure(style(top-edge: "bounds")[—]).height
  let n = counter(page).get().first()
  let (side, inset) = if calc.odd(n) { (right, -14pt) } else { (left, 14pt) }
  place(top + side, dx: inset, dy: 7mm + rise, style(top-edge: "baseline")[— #n —])
}"#;

/// A paper long enough to show every page's bottom: four pages, all levels, signature.
pub(crate) fn paper() -> String {
    let text = "完善最低生活保障制度，按照应保尽保的原则及时受理困难群众的申请，逐户核查家庭收入和财产状况，审核结果在社区公示栏公示";
    let mut yaml =
        String::from("标题: 青云街道2022年民政工作计划\n署名: 青云街道清河社区居民委员会\n日期: 2021-12-20\n正文:\n");
    for part in ["总体要求", "主要任务", "保障措施"] {
        let _ = writeln!(yaml, "  - 任务:\n      标题: {part}\n      条目:");
        for task in ["加强领导", "落实责任"] {
            let body = format!("{text}，{text}，{text}。");
            let _ = writeln!(yaml, "        - 标题: {task}\n          内容: {body}{body}");
            let _ = writeln!(yaml, "          任务:\n            - 标题: 分工\n              内容: {body}");
        }
    }
    // However many lines a page has, some of these stand with the signature.
    let _ = writeln!(yaml, "  - 结语: {text}。{text}。");
    yaml
}

/// The PDF of a YAML text in a folder.
pub(crate) fn built(yaml: &str, folder: &Path) -> Vec<u8> {
    let mut pipeline = Pipeline::new(Settings::default(), Pace::batch(1));
    let built = pipeline.build_text("文稿.yaml", yaml, folder);
    let pages = built.pages.unwrap_or_else(|| panic!("{:?}", built.diagnostics));
    pdf(&pages, &PdfConfig::default()).expect("a PDF")
}

/// The PDF of Typst code.
pub(crate) fn typst(code: &str) -> Vec<u8> {
    let pages = Draft::new().code(code).pages();
    pdf(&pages, &PdfConfig::default()).expect("a PDF")
}

/// What a PDF is found to be.
#[track_caller]
pub(crate) fn measured(bytes: Vec<u8>, layout: Layout) -> Measurement {
    measure(bytes, Some(layout)).unwrap_or_else(|fault| panic!("{}", told(&fault)))
}

/// The code of a refusal.
pub(crate) fn told(fault: &Diagnostic) -> String {
    let words = fault.code.words();
    format!("{} {}", words.id, words.message(Lang::En))
}

/// What is missed, as `clause what`.
pub(crate) fn misses(measurement: &Measurement) -> Vec<String> {
    let missed = measurement.findings.iter().filter(|finding| finding.verdict == Verdict::Miss);
    missed.map(|finding| format!("{} {}", finding.clause, finding.what[1])).collect()
}

/// The clauses that are missed.
pub(crate) fn clauses(measurement: &Measurement) -> BTreeSet<&'static str> {
    let missed = measurement.findings.iter().filter(|finding| finding.verdict == Verdict::Miss);
    missed.map(|finding| finding.clause).collect()
}

/// What was measured, in English.
#[track_caller]
pub(crate) fn value<'m>(measurement: &'m Measurement, what: &str) -> &'m str {
    let finding = measurement.findings.iter().find(|finding| finding.what[1] == what);
    &finding.unwrap_or_else(|| panic!("no {what}")).measured.en
}
