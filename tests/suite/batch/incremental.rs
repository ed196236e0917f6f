//! What is made again, and why: by content, never by time.

use super::{many, pdfs, plan, settle};
use crate::project::Project;

fn project() -> Project {
    let project = Project::new()
        .file("banxin.yaml", "数据: 公共.yaml\n")
        .file("公共.yaml", "年度: 2022\n")
        .file("措施.yaml", "- 段落: 加强领导。\n")
        .file("a.yaml", plan("甲") + "  - 引入: 措施.yaml\n")
        .file("b.yaml", plan("乙"));
    settle();
    project
}

/// What a dry run says would be made.
#[track_caller]
fn due(project: &Project) -> Vec<String> {
    project.run(["build", ".", "--dry-run"]).succeeds().stdout().lines().map(str::to_owned).collect()
}

#[test]
fn what_did_not_change_is_not_made_again() {
    let project = project();
    assert_eq!(due(&project), ["a.pdf：还没有生成过", "b.pdf：还没有生成过"]);
    project.run(["build"]).succeeds().wrote("a.pdf").stderr_has("2 份完成");
    project.run(["build"]).succeeds().stderr_has("0 份完成，2 份没有变化，共 2 页；0 份有错");
    // Another time is not another content.
    std::fs::write(project.join("a.yaml"), plan("甲") + "  - 引入: 措施.yaml\n").expect("a file");
    assert_eq!(due(&project), [""; 0]);
    project.run(["build", "--force"]).succeeds().stderr_has("2 份完成，共 2 页");
}

#[test]
fn each_thing_that_a_paper_is_made_of_makes_it_due() {
    let project = project();
    project.run(["build"]).succeeds();
    let write = |name: &str, text: &str, expected: &[&str]| {
        std::fs::create_dir_all(project.join(name).parent().expect("a folder")).expect("a folder");
        std::fs::write(project.join(name), text).expect("a file");
        assert_eq!(due(&project), expected, "{name}");
        settle();
        project.run(["build"]).succeeds();
        assert_eq!(due(&project), [""; 0], "{name}");
    };
    write("b.yaml", &plan("丙"), &["b.pdf：`b.yaml` 变了"]);
    write("措施.yaml", "- 段落: 加强检查。\n", &["a.pdf：`措施.yaml` 变了"]);
    write("公共.yaml", "年度: 2023\n", &["a.pdf：`公共.yaml` 变了", "b.pdf：`公共.yaml` 变了"]);
    write(
        "banxin.yaml",
        "数据: 公共.yaml\n默认: { 文种: 总结 }\n",
        &["a.pdf：`banxin.yaml` 变了", "b.pdf：`banxin.yaml` 变了"],
    );
    write(
        "themes/街道/theme.yaml",
        "name: x\nversion: 0.1.0\napi: 1\n",
        &["a.pdf：`themes` 是新的", "b.pdf：`themes` 是新的"],
    );
    write("a.pdf", "别的内容", &["a.pdf：`a.pdf` 被改过"]);
    std::fs::remove_file(project.join("b.pdf")).expect("it was there");
    assert_eq!(due(&project), ["b.pdf：`b.pdf` 不在"]);
}

#[test]
fn a_theme_that_changes_makes_all_due() {
    let project = many(3)
        .file("banxin.yaml", "主题: 街道\n")
        .file("themes/街道/theme.yaml", "name: 街道\nversion: 0.1.0\napi: 1\nextends: gbt9704\n");
    settle();
    project.run(["build"]).succeeds().stderr_has("3 份完成");
    let project = project.file(
        "themes/街道/lib/as-array.typ",
        "#let as-array(value) = if type(value) == array { value } else { (value,) }\n",
    );
    assert_eq!(due(&project).len(), 3);
    assert!(due(&project).iter().all(|line| line.contains("：`themes")), "{:?}", due(&project));
}

#[test]
fn an_include_that_was_looked_for_in_vain_makes_the_paper_due_when_it_comes() {
    let project = Project::new().file("banxin.yaml", "").file("a.yaml", plan("甲") + "  - 引入: 措施.yaml\n");
    project.run(["build"]).fails();
    let project = project.file("措施.yaml", "- 段落: 加强领导。\n");
    project.run(["build"]).succeeds().wrote("a.pdf");
}

#[test]
fn other_options_make_all_due() {
    let project = project();
    project.run(["build"]).succeeds();
    let said = project.run(["build", "--dry-run", "--pdf-standard", "a-2b"]).succeeds().stdout();
    assert_eq!(said, "a.pdf：主题、格式等选项变了\nb.pdf：主题、格式等选项变了\n");
}

#[test]
fn a_torn_state_only_means_more_work() {
    let project = many(12);
    settle();
    project.run(["build"]).succeeds();
    let clean = pdfs(&project.join("输出"));
    let state = project.join(".banxin/state");
    let whole = std::fs::read(&state).expect("the state");
    for share in [0, 1, 3, 7] {
        let mut torn = whole[..whole.len() * share / 8].to_vec();
        torn.extend(b"\xff\x00{\"paper\":");
        std::fs::write(&state, torn).expect("a torn state");
        std::fs::remove_file(project.join("输出/社区004.pdf")).expect("it was there");
        project.run(["build"]).succeeds();
        assert_eq!(pdfs(&project.join("输出")), clean);
    }
}

#[test]
fn an_output_that_a_power_failure_left_empty_or_full_of_zeros_is_made_again() {
    let project = project();
    project.run(["build"]).succeeds();
    settle();
    project.run(["build"]).succeeds().stderr_has("2 份没有变化");
    let whole = std::fs::read(project.join("a.pdf")).expect("a PDF");
    for lost in [Vec::new(), whole[..whole.len() / 2].to_vec(), vec![0; whole.len()]] {
        std::fs::write(project.join("a.pdf"), &lost).expect("a file");
        assert_eq!(due(&project), ["a.pdf：`a.pdf` 被改过"], "{} bytes", lost.len());
        project.run(["build"]).succeeds();
        assert!(std::fs::read(project.join("a.pdf")).expect("a PDF") == whole, "{} bytes", lost.len());
        settle();
    }
}

#[test]
fn a_folder_that_is_no_project_keeps_its_state_with_the_output() {
    let project = Project::new().file("稿/a.yaml", plan("甲")).file("稿/b.yaml", plan("乙"));
    settle();
    project
        .run(["build", "稿", "-o", "成品"])
        .succeeds()
        .wrote("成品/a.pdf")
        .wrote("成品/build-report.xlsx")
        .wrote_no("稿/.banxin");
    project.run(["build", "稿", "-o", "成品"]).succeeds().stderr_has("2 份没有变化");
}
