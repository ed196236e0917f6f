//! What a run survives: kills, full disks, folders that go away, files that can't be read.

use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use super::{BAD, many, pdfs, plan, report, settle, states};
use crate::project::Project;

/// Kills a run after that long.
fn kill_after(project: &Project, wait: Duration) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_banxin"))
        .arg("build")
        .current_dir(project.path())
        .stderr(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .expect("banxin runs");
    sleep(wait);
    // SIGKILL: nothing can be tidied up.
    child.kill().expect("it can be killed");
    child.wait().expect("it ended");
}

#[test]
fn killed_at_any_moment_no_pdf_is_torn_and_none_is_forgotten() {
    let project = many(60);
    settle();
    project.run(["build"]).succeeds();
    let clean = pdfs(&project.join("输出"));
    for round in 0..6_u64 {
        std::fs::remove_dir_all(project.join("输出")).expect("it was there");
        for wait in [round * 23, 90 + round * 31] {
            kill_after(&project, Duration::from_millis(wait));
            for (name, bytes) in pdfs(&project.join("输出")) {
                assert_eq!(Some(&bytes), clean.get(&name), "{name} in round {round}");
            }
        }
        project.run(["build"]).succeeds();
        assert_eq!(pdfs(&project.join("输出")), clean, "round {round}");
    }
}

#[test]
fn a_full_disk_is_told_and_what_fits_is_made() {
    let project = many(40);
    let script = "mkdir -p 输出 && mount -t tmpfs -o size=400k banxin 输出 && exec \"$0\" build --lang zh";
    let run = Command::new("unshare")
        .args(["-rm", "sh", "-c", script, env!("CARGO_BIN_EXE_banxin")])
        .current_dir(project.path())
        .output()
        .expect("unshare (package util-linux) is installed");
    let said = String::from_utf8_lossy(&run.stderr);
    if said.contains("unshare failed") || said.contains("permission denied") {
        #[expect(clippy::print_stderr, reason = "whoever runs the tests must hear what was not tried")]
        {
            eprintln!("no small disk can be made here: {said}");
        }
        return;
    }
    assert_eq!(run.status.code(), Some(1), "{said}");
    assert!(said.contains("tool-unwritable：") && said.contains("磁盘满了"), "{said}");
    let states = states(&report(&project, "build-report.json"));
    assert!(states["made"] > 3 && states["failed"] > 3 && states["made"] + states["failed"] == 40, "{states:?}");
    project.run(["build"]).succeeds();
    assert_eq!(pdfs(&project.join("输出")).len(), 40);
}

#[test]
fn an_output_folder_that_goes_away_comes_back() {
    let project = many(4);
    settle();
    project.run(["build"]).succeeds();
    std::fs::remove_dir_all(project.join("输出")).expect("it was there");
    project.run(["build"]).succeeds().stderr_has("4 份完成").wrote("输出/社区003.pdf");
    // Where a file stands in its place, that is each paper's mistake.
    std::fs::remove_dir_all(project.join("输出")).expect("it was there");
    std::fs::write(project.join("输出"), "").expect("a file");
    project.run(["build"]).fails().stderr_has("写不了 `输出/社区003.pdf`");
}

#[test]
fn a_document_that_can_not_be_read_is_told_and_the_rest_is_made() {
    let project =
        Project::new().file("a.yaml", [0xff, 0xff, 0xff, b'\n']).file("b.yaml", plan("乙")).file("c.yaml", BAD);
    std::fs::create_dir(project.join("d.yaml")).expect("a folder");
    project.run(["build", "."]).fails().wrote("b.pdf").stderr_has("`a.yaml` 不是文本文件").stderr_has("1 份完成");
}

#[test]
fn a_state_that_can_not_be_written_is_a_warning() {
    let project = many(2);
    std::fs::write(project.join(".banxin"), "").expect("a file");
    project.run(["build"]).succeeds().wrote("输出/社区001.pdf").stderr_has("记录写不进去，下次这些文稿会重新生成");
}

#[test]
fn outputs_may_be_read_by_the_office() {
    let project = many(1);
    project.run(["build"]).succeeds();
    let mode = project.join("输出/社区000.pdf").metadata().expect("a file").permissions().mode();
    assert_eq!(mode & 0o444, 0o444);
}
