//! Files that can't be read or written, and papers that would be written over something.

use crate::project::Project;

const PLAN: &str = "标题: 清河社区工作计划\n正文:\n  - 段落: 做好民政工作。\n";

#[test]
fn a_missing_file_is_told_by_name() {
    Project::new().run(["build", "没有.yaml"]).fails().stderr_has("读不了 `没有.yaml`：没有这个文件");
}

#[test]
fn a_folder_without_documents_is_told() {
    let project = Project::new().file("data/年度.yaml", "年度: 2021\n");
    project.run(["build", "data"]).exits(2).stderr_has("错误[tool-no-documents]: `data` 里没有文稿");
}

#[test]
fn a_folder_named_as_a_document_is_searched() {
    let project = Project::new().file("a.yaml/b.yaml", PLAN);
    project.run(["build", "a.yaml"]).succeeds().wrote("a.yaml/b.pdf");
}

#[test]
fn what_is_not_yaml_by_its_name_is_not_built() {
    let project = Project::new().file("计划.docx", "x");
    project.run(["build", "计划.docx"]).exits(2).stderr_has("错误[tool-not-yaml]: `计划.docx` 不是 .yaml 文件");
}

#[test]
fn pictures_named_as_documents_are_no_text() {
    let project = Project::new().file("a.yaml", [0x89, b'P', b'N', b'G', 0xFF, 0xFE, 0x00, 0x81, 0xFF]);
    project.run(["build", "a.yaml"]).fails().stderr_has("错误[file-not-text]: `a.yaml` 不是文本文件");
}

#[test]
fn the_output_never_goes_over_the_document() {
    let project = Project::new().file("a.yaml", PLAN);
    project.run(["build", "a.yaml", "-o", "a.yaml"]).exits(2).stderr_has("错误[tool-output-is-input]");
    assert_eq!(std::fs::read_to_string(project.join("a.yaml")).expect("still there"), PLAN);
}

#[test]
fn two_documents_are_not_written_to_one_file() {
    let project = Project::new().file("in/a.yaml", PLAN).file("in/a.yml", PLAN);
    project.run(["build", "in", "-o", "out"]).exits(2).stderr_has("错误[tool-same-output]").wrote_no("out/a.pdf");
}

#[test]
fn a_file_where_the_output_folder_should_be_is_told() {
    let project = Project::new().file("a.yaml", PLAN).file("out", "x");
    project.run(["build", "a.yaml", "-o", "out/x.pdf"]).fails().stderr_has("错误[tool-unwritable]: 写不了 `out/x.pdf`");
}

#[cfg(unix)]
mod unix {
    use std::fs::Permissions;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::{Path, PathBuf};
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    use super::PLAN;
    use crate::project::{Project, text_of};

    fn allow(path: &Path, mode: u32) {
        std::fs::set_permissions(path, Permissions::from_mode(mode)).expect("our own file");
    }

    /// Whether modes mean anything to who runs the tests: the superuser may do all.
    fn modes_hold(path: &Path) -> bool {
        let probe = path.join(".probe");
        std::fs::write(&probe, "x").expect("our own folder");
        allow(&probe, 0o000);
        std::fs::read(&probe).is_err()
    }

    #[test]
    fn a_file_without_permission_is_told() {
        let project = Project::new().file("a.yaml", PLAN);
        if modes_hold(project.path()) {
            allow(&project.join("a.yaml"), 0o000);
            project.run(["build", "a.yaml"]).fails().stderr_has("没有权限");
        }
    }

    #[test]
    fn a_folder_that_may_not_be_written_to_is_told() {
        let project = Project::new().file("a.yaml", PLAN).file("out/x", "x");
        if modes_hold(project.path()) {
            allow(&project.join("out"), 0o555);
            project
                .run(["build", "a.yaml", "-o", "out"])
                .fails()
                .stderr_has("错误[tool-unwritable]")
                .wrote_no("out/a.pdf");
        }
    }

    #[test]
    fn a_pipe_is_not_waited_for() {
        let project = Project::new();
        let made = Command::new("mkfifo").arg(project.join("a.yaml")).status().expect("mkfifo");
        assert!(made.success());
        project.run(["build", "a.yaml"]).exits(1).stderr_has("这不是普通文件");
    }

    #[test]
    fn an_include_does_not_follow_a_link_out_of_the_project() {
        let elsewhere = Project::new().file("秘密.yaml", "- 段落: 秘密\n");
        let project = Project::new().file("a.yaml", "标题: 甲\n正文:\n  - 引入: 链接.yaml\n");
        symlink(elsewhere.join("秘密.yaml"), project.join("链接.yaml")).expect("a link");
        project.run(["build", "a.yaml"]).fails().stderr_has("错误[path-outside]");
    }

    #[test]
    fn a_theme_is_not_found_through_a_link_out_of_the_project() {
        let elsewhere =
            Project::new().file("mine/theme.yaml", "name: mine\nversion: 0.1.0\napi: 1\nextends: gbt9704\n");
        let project = Project::new().file("a.yaml", format!("主题: mine\n{PLAN}")).file("themes/x", "");
        symlink(elsewhere.join("mine"), project.join("themes/mine")).expect("a link");
        project.run(["build", "a.yaml"]).fails().stderr_has("错误[path-outside]").stderr_has("a.yaml:1:5");
    }

    #[test]
    fn links_inside_a_theme_are_not_read() {
        let secret = Project::new().file("body.typ", "#let body-paragraph(body) = par[秘密]\n");
        let project = Project::new()
            .file("a.yaml", format!("主题: mine\n{PLAN}"))
            .file("themes/mine/theme.yaml", "name: mine\nversion: 0.1.0\napi: 1\nextends: gbt9704\n")
            .file("themes/mine/lib/x", "");
        symlink(secret.join("body.typ"), project.join("themes/mine/lib/body-paragraph.typ")).expect("a link");
        project.run(["build", "a.yaml"]).succeeds();
        let text = text_of(&project.join("a.pdf"));
        assert!(text.contains("做好民政工作。") && !text.contains("秘密"), "{text}");
    }

    #[test]
    fn a_link_in_fonts_to_the_whole_disk_is_not_followed() {
        let project = Project::new().file("a.yaml", PLAN).file("fonts/note.txt", "x");
        symlink("/", project.join("fonts/root")).expect("a link");
        project.run(["build", "a.yaml"]).succeeds().stderr_is("");
    }

    #[test]
    fn an_interrupted_run_finishes_the_paper_at_hand_and_leaves_nothing_behind() {
        let mut project = Project::new();
        for number in 0..400 {
            project = project.file(&format!("in/{number}.yaml"), PLAN);
        }
        let child = Command::new(env!("CARGO_BIN_EXE_banxin"))
            .args(["build", "in", "-o", "out"])
            .current_dir(project.path())
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("banxin runs");
        let started = Instant::now();
        while !project.join("out/0.pdf").exists() && started.elapsed() < Duration::from_mins(1) {
            std::thread::sleep(Duration::from_millis(1));
        }
        let asked = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
        assert!(asked.success());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(130), "{}", String::from_utf8_lossy(&output.stderr));
        let files = std::fs::read_dir(project.join("out")).expect("the output folder").flatten();
        let names: Vec<_> = files.map(|file| file.path()).collect();
        let wanted = |name: &&PathBuf| name.extension().is_some_and(|e| e == "pdf") && name.file_stem().is_some();
        let kept = [".banxin", "build-report.json", "build-report.xlsx"];
        let others: Vec<_> = names.iter().filter(|name| !wanted(name)).collect();
        assert!(others.iter().all(|name| kept.iter().any(|kept| name.ends_with(kept))), "{names:?}");
        assert!(names.len() < 400, "it was done before it was interrupted");
    }
}
