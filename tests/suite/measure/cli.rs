//! `banxin measure` as it is typed.

use super::paper;
use crate::project::Project;

fn built() -> Project {
    let project = Project::new().file("计划.yaml", paper());
    project.run(["build", "计划.yaml"]).succeeds();
    project
}

#[test]
fn a_good_pdf_is_told_clause_by_clause() {
    let run = built().run(["measure", "计划.pdf"]).succeeds();
    let said = run.stdout();
    assert!(said.starts_with("条款") && said.contains("5.2.1") && said.contains("37.0 mm"), "{said}");
    assert!(said.trim_end().ends_with("0 项不合格，0 项不判定"), "{said}");
    let english = built().run(["measure", "计划.pdf", "--lang", "en", "--layout", "plan"]).succeeds();
    assert!(english.stdout().contains("top margin"), "{}", english.stdout());
}

#[test]
fn a_miss_ends_with_1_and_what_is_no_pdf_with_2() {
    let project = built();
    project.run(["measure", "计划.pdf", "--layout", "信函"]).fails();
    project.run(["measure", "计划.yaml"]).exits(2).stderr_has("measure-not-pdf");
    project.run(["measure", "没有.pdf"]).exits(2).stderr_has("file-unreadable");
}

#[test]
fn json_has_every_finding() {
    let run = built().run(["measure", "计划.pdf", "--json"]).succeeds();
    let summary: serde_json::Value = serde_json::from_str(&run.stdout()).expect("JSON");
    assert_eq!(summary["ok"], true);
    assert_eq!(summary["layout"], "plan");
    let first = &summary["findings"][0];
    assert_eq!((first["clause"].as_str(), first["verdict"].as_str()), (Some("5.1"), Some("pass")));
    let run = built().run(["measure", "计划.yaml", "--json"]).exits(2);
    let summary: serde_json::Value = serde_json::from_str(&run.stdout()).expect("JSON");
    assert_eq!(summary["diagnostics"][0]["code"], "measure-not-pdf");
}
