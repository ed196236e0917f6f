//! The samples in samples/ are built as anyone would.

use crate::project::{Project, repository};

#[test]
fn every_sample_builds_without_a_word() {
    let project = Project::new();
    let samples = repository("samples");
    let run = project.run(["build", samples.to_str().expect("UTF-8"), "-o", "out"]).succeeds();
    let said = run.stderr();
    assert!(!said.contains("错误") || said.contains("0 份有错"), "{said}");
    assert!(!said.contains("注意[") && !said.contains("说明["), "{said}");
}
