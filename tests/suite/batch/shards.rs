//! More than one machine: each makes its share, and the reports are joined.

use std::collections::BTreeMap;
use std::process::Command;

use super::{BAD, many, pdfs, report, settle, states};

#[test]
fn shares_together_make_all_and_their_reports_are_joined() {
    let project = many(25).file("坏.yaml", BAD);
    settle();
    let mut made = 0;
    for share in ["1/3", "2/3", "3/3"] {
        project.run(["build", "--shard", share]).exits(i32::from(share == bad_share(&project)));
        let now = pdfs(&project.join("输出")).len();
        assert!(now > made, "{share} makes something");
        made = now;
    }
    assert_eq!(made, 25);
    project
        .run(["report", "merge", "build-report-1-of-3.json", "build-report-2-of-3.json", "build-report-3-of-3.json"])
        .fails()
        .stderr_has("25 份完成，共 25 页；1 份有错")
        .wrote("build-report.xlsx");
    let told = report(&project, "build-report.json");
    assert_eq!(states(&told), BTreeMap::from([("failed".to_owned(), 1), ("made".to_owned(), 25)]));
    project.run(["report", "merge", "banxin.yaml"]).exits(2).stderr_has("`banxin.yaml` 不是生成报告");
    project.run(["build", "--shard", "4/3"]).exits(2).stderr_has("`4/3` 不是一份分工");
}

/// The share that the bad document is in.
fn bad_share(project: &crate::project::Project) -> &'static str {
    let has = |share: &&str| project.run(["build", "--dry-run", "--shard", share]).stdout().contains("坏.pdf");
    ["1/3", "2/3", "3/3"].into_iter().find(has).expect("it is in one")
}

#[test]
fn a_scheduler_tells_the_share() {
    let project = many(12);
    let lines = |names: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_banxin"));
        command.args(["build", "--dry-run"]).current_dir(project.path()).envs(names.iter().copied());
        String::from_utf8(command.output().expect("banxin runs").stdout).expect("UTF-8")
    };
    let typed = |share: &str| project.run(["build", "--dry-run", "--lang", "en", "--shard", share]).stdout();
    let slurm =
        [("SLURM_ARRAY_TASK_ID", "5"), ("SLURM_ARRAY_TASK_MIN", "4"), ("SLURM_ARRAY_TASK_COUNT", "3"), ("LC_ALL", "C")];
    assert_eq!(lines(&slurm), typed("2/3"));
    let kubernetes = [("JOB_COMPLETION_INDEX", "0"), ("JOB_COMPLETIONS", "3"), ("LC_ALL", "C")];
    assert_eq!(lines(&kubernetes), typed("1/3"));
}
