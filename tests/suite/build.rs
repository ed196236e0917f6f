//! `banxin build` as it is typed.

use crate::project::{Project, text_of};

const PLAN: &str = "标题: 清河社区工作计划\n署名: 清河社区\n日期: 2022-01-05\n正文:\n  - 段落: 做好民政工作。\n";

#[test]
fn a_pdf_is_written_beside_the_document() {
    let project = Project::new().file("计划.yaml", PLAN);
    let run = project.run(["build", "计划.yaml"]).succeeds().wrote("计划.pdf");
    assert_eq!(run.stdout(), "计划.pdf  1 页\n");
    let text = text_of(&project.join("计划.pdf"));
    for part in ["清河社区工作计划", "做好民政工作。", "2022年1月5日"] {
        assert!(text.contains(part), "{part} not in {text}");
    }
}

#[test]
fn a_failed_build_leaves_the_last_good_pdf() {
    let project = Project::new().file("a.yaml", PLAN);
    project.run(["build", "a.yaml"]).succeeds();
    let before = std::fs::read(project.join("a.pdf")).expect("a PDF");
    let project = project.file("a.yaml", "标题: 坏\n正文:\n  - 段路: x\n");
    project.run(["build", "a.yaml"]).fails();
    assert_eq!(std::fs::read(project.join("a.pdf")).expect("a PDF"), before);
}

#[test]
fn a_folder_keeps_its_shape_in_the_output_folder() {
    let project =
        Project::new().file("in/a/一.yaml", PLAN).file("in/b/二.yaml", PLAN).file("in/b/data.yaml", "年度: 2021\n");
    project
        .run(["build", "in", "-o", "out"])
        .succeeds()
        .wrote("out/a/一.pdf")
        .wrote("out/b/二.pdf")
        .wrote_no("out/b/data.pdf");
}

#[test]
fn several_documents_do_not_go_into_one_file() {
    let project = Project::new().file("a.yaml", PLAN).file("b.yaml", PLAN);
    project.run(["build", "a.yaml", "b.yaml", "-o", "x.pdf"]).exits(2).stderr_is(
        "错误[tool-one-file-for-many]: 2 份文稿不能写进同一个文件 `x.pdf`\n |\n = 怎么办: `-o` 后面写一个文件夹",
    );
}

#[test]
fn what_is_wrong_with_the_command_line_is_told_in_chinese() {
    let project = Project::new();
    project.run(["biuld", "x"]).exits(2).stderr_is("错误: 没有 biuld 这个命令\n是不是 build？\n用 --help 看怎么写");
    project.run(["locate"]).exits(2).stderr_is("错误: 缺少 <FILE:LINE>\n用 --help 看怎么写");
    project
        .run(["build", "x.yaml", "--format", "pfd"])
        .exits(2)
        .stderr_is("错误: --format <FORMAT> 不能写 `pfd`\n可以写: pdf、svg、png、typ\n用 --help 看怎么写");
}

#[test]
fn a_standard_nobody_knows_is_told_before_anything_is_built() {
    let project = Project::new().file("a.yaml", PLAN);
    project
        .run(["build", "a.yaml", "--pdf-standard", "a-2x"])
        .exits(2)
        .stderr_has("错误[pdf-standard-unknown]: 没有名叫 `a-2x` 的 PDF 标准")
        .wrote_no("a.pdf");
}
