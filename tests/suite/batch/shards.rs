//! More than one machine: each makes its share, and the reports are joined.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};

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
    let unclear = |names: &[(&str, &str)]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_banxin"));
        command.args(["build", "--dry-run", "--lang", "zh"]).current_dir(project.path()).envs(names.iter().copied());
        let run = command.output().expect("banxin runs");
        assert_eq!(run.status.code(), Some(2));
        String::from_utf8(run.stderr).expect("UTF-8")
    };
    let hint = " |\n = 怎么办: Slurm 的数组写成连续的一段，如 `--array=0-7`；Kubernetes 里把总数写进 JOB_COMPLETIONS；或者写 `--shard K/N`，全做写 `--shard 1/1`";
    let told = unclear(&[("JOB_COMPLETION_INDEX", "3")]);
    let expected = "错误[tool-unclear-shard]: 从 `JOB_COMPLETION_INDEX=3` 看不出是几份分工里的哪一份";
    assert_eq!(told.trim(), format!("{expected}\n{hint}"));
    let kubernetes = [("JOB_COMPLETION_INDEX", "0"), ("JOB_COMPLETIONS", "3"), ("LC_ALL", "C")];
    assert_eq!(lines(&kubernetes), typed("1/3"));
    // A document that was named is made, whichever share it would be in.
    for id in ["0", "1", "2"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_banxin"));
        command.args(["build", "社区003.yaml", "--dry-run"]).current_dir(project.path());
        command.envs([("SLURM_ARRAY_TASK_ID", id), ("SLURM_ARRAY_TASK_COUNT", "3")]);
        let run = command.output().expect("banxin runs");
        assert!(String::from_utf8_lossy(&run.stdout).starts_with("输出/社区003.pdf"), "{id}");
    }
}

#[test]
fn two_runs_of_one_share_at_once_do_no_harm() {
    let project = many(40);
    settle();
    let start = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_banxin"));
        command.args(["build", "--shard", "1/1"]).current_dir(project.path());
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("banxin runs")
    };
    for mut run in [start(), start()] {
        assert!(run.wait().expect("it ends").success());
    }
    project.run(["build", "--shard", "1/1"]).succeeds();
    project.run(["build", "--shard", "1/1"]).succeeds().stderr_has("40 份没有变化");
    assert!(pdfs(&project.join("输出")).values().all(|pdf| pdf.ends_with(b"%%EOF")));
}
