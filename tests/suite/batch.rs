//! Projects and runs of many papers: names, what is made again and why, what a run survives.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use serde_json::Value;

use crate::project::{Project, text_of};

mod failures;
mod incremental;
mod rosters;
mod shards;

/// A small document.
pub(crate) fn plan(name: &str) -> String {
    format!("标题: {name}工作计划\n署名: {name}\n日期: 2022-01-05\n正文:\n  - 段落: 做好{name}的民政工作。\n")
}

/// A document that can't be made.
pub(crate) const BAD: &str = "标题: 坏\n正文:\n  - 段路: x\n";

/// So many documents in a folder.
pub(crate) fn many(count: usize) -> Project {
    let project = Project::new().file("banxin.yaml", "输出: 输出/{{ 文件名 }}.pdf\n");
    (0..count).fold(project, |project, n| project.file(&format!("社区{n:03}.yaml"), plan(&format!("第{n}社区"))))
}

/// Files that were just written count as unsure; wait until they are not.
pub(crate) fn settle() {
    sleep(Duration::from_millis(60));
}

/// The PDFs of a folder with their bytes.
pub(crate) fn pdfs(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let pdfs = entries.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "pdf"));
    pdfs.map(|e| (e.file_name().to_string_lossy().into_owned(), std::fs::read(e.path()).expect("a PDF"))).collect()
}

/// A report that was written.
pub(crate) fn report(project: &Project, name: &str) -> Value {
    serde_json::from_slice(&std::fs::read(project.join(name)).expect("a report")).expect("JSON")
}

/// The states of all documents of a report.
pub(crate) fn states(report: &Value) -> BTreeMap<String, usize> {
    let mut states = BTreeMap::new();
    for document in report["documents"].as_array().expect("a list") {
        *states.entry(document["state"].as_str().expect("a word").to_owned()).or_default() += 1;
    }
    states
}

#[test]
fn a_project_s_file_holds_for_all_its_documents() {
    let project = Project::new()
        .file(
            "banxin.yaml",
            "默认: { 署名: 青云街道, 日期: 2022-03-01 }\n数据: { 年度: 2022 }\n输出: 成品/{{ 年度 }}/{{ 标题 }}.pdf\n",
        )
        .file("甲/一.yaml", "标题: 甲/乙计划\n正文: [ '{{ 年度 }}年的工作' ]\n")
        .file("二.yaml", "标题: 丙计划\n署名: 自己的署名\n正文: [ '{{ 年度 }}年的工作' ]\n");
    project.run(["build"]).succeeds().wrote("成品/2022/甲／乙计划.pdf").wrote("成品/2022/丙计划.pdf");
    let first = text_of(&project.join("成品/2022/甲／乙计划.pdf"));
    assert!(first.contains("青云街道") && first.contains("2022年3月1日") && first.contains("2022年的工作"), "{first}");
    let second = text_of(&project.join("成品/2022/丙计划.pdf"));
    assert!(second.contains("自己的署名") && !second.contains("青云街道"), "{second}");
}

#[test]
fn a_project_is_found_from_below_and_its_files_may_be_picked() {
    let project = Project::new()
        .file("banxin.yaml", "文件: [ '**/*.yaml', '!草稿/**' ]\n")
        .file("a.yaml", plan("甲"))
        .file("草稿/b.yaml", plan("乙"));
    project.run(["build", "草稿"]).exits(2).stderr_has("`草稿` 里没有文稿");
    project.run(["build", "."]).succeeds().wrote("a.pdf").wrote_no("草稿/b.pdf");
    // A file that is named is built all the same.
    project.run(["build", "草稿/b.yaml"]).succeeds().wrote("草稿/b.pdf");
}

#[test]
fn a_mistake_in_a_project_s_file_is_told_once_and_nothing_is_built() {
    let project = Project::new()
        .file("banxin.yaml", "默认: { 署铭: 青云街道 }\n输出名: x\n")
        .file("a.yaml", plan("甲"))
        .file("b.yaml", plan("乙"));
    project.run(["build", "."]).exits(2).wrote_no("a.pdf").stderr_is(
        "错误[unknown-field]: `文稿` 里没有 `署铭` 这个字段\n --> banxin.yaml:1:7\n  |\n1 | 默认: { 署铭: 青云街道 }\n  |         ^^^^\n  |\n  = 怎么办: 是不是 `署名`？\n\n\
         错误[unknown-field]: `banxin.yaml` 里没有 `输出名` 这个字段\n --> banxin.yaml:2:1\n  |\n2 | 输出名: x\n  | ^^^^^^\n  |\n  = 怎么办: 是不是 `输出`？",
    );
}

#[test]
fn where_there_is_no_project_that_is_told() {
    Project::new().run(["build"]).exits(2).stderr_is(
        "错误[tool-no-project]: 没有写文稿，这里也不是项目文件夹\n |\n = 怎么办: 写上文稿或文件夹；放一个 `banxin.yaml`（可以是空的），这个文件夹就是项目",
    );
}

#[test]
fn two_papers_of_one_name_are_both_told_before_anything_is_built() {
    let project = Project::new()
        .file("banxin.yaml", "输出: '输出/{{ 署名 }}.pdf'\n")
        .file("a.yaml", plan("Qinghe"))
        .file("b.yaml", plan("QINGHE"))
        .file("c.yaml", plan("丙"));
    project.run(["build"]).exits(2).wrote_no("输出/丙.pdf").stderr_is(
        "错误[tool-same-output]: `a.yaml` 和 `b.yaml` 都要写到 `输出/QINGHE.pdf`\n |\n = 怎么办: 给其中一份改名；用了 `输出` 的，加上能区分它们的名称，如 {{ 署名 }}、{{ 文件名 }}",
    );
    project
        .run(["build", "--lang", "en"])
        .exits(2)
        .stderr_has("error[tool-same-output]: `a.yaml` and `b.yaml` would both be written to `输出/QINGHE.pdf`");
}

#[test]
fn a_name_that_can_not_be_worked_out_is_one_paper_s_mistake() {
    let project = Project::new()
        .file("banxin.yaml", "输出: '{{ 社区 }}.pdf'\n")
        .file("a.yaml", plan("甲").replace("正文", "数据: { 社区: 清河 }\n正文"))
        .file("b.yaml", plan("乙"));
    project.run(["build"]).fails().wrote("清河.pdf").stderr_has("banxin.yaml:1:9").stderr_has("不知道 `社区` 是什么");
}

#[test]
fn of_six_hundred_papers_three_bad_ones_are_told_by_kind_and_the_rest_is_made() {
    let project =
        many(597).file("坏1.yaml", BAD).file("坏2.yaml", BAD).file("坏3.yaml", "标题: 坏\n正文: [ '{{ 没有 }}' ]\n");
    let run = project.run(["build"]).fails();
    let said = run.stderr();
    for part in [
        "unknown-block：2 处\n  坏1.yaml:3:5  正文里没有 `段路` 这种块\n  坏2.yaml:3:5  正文里没有 `段路` 这种块\n",
        "expr-unknown-name：1 处\n  坏3.yaml:2:11  ",
        "597 份完成，共 597 页；3 份有错",
        "清单：build-report.xlsx、build-report.json",
    ] {
        assert!(said.contains(part), "no `{part}` in:\n{said}");
    }
    assert_eq!(run.stdout(), "", "six hundred lines help nobody");
    assert_eq!(pdfs(&project.join("输出")).len(), 597);
    let report = report(&project, "build-report.json");
    assert_eq!(states(&report), BTreeMap::from([("failed".to_owned(), 3), ("made".to_owned(), 597)]));
    let sheet =
        banxin::data::open(&project.join("build-report.xlsx"), "报告", None, &mut banxin::source::Sources::new());
    let sheet = sheet.expect("a sheet");
    let row: Vec<&str> = sheet.rows[1].iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(row, ["坏1.yaml", "没有生成", "0", "0", "1", "坏1.yaml 第 3 行 正文里没有 `段路` 这种块"]);
    assert_eq!(sheet.rows.len(), 601);
}

#[test]
fn ctrl_c_keeps_what_is_done_and_a_second_run_goes_on() {
    let project = many(150);
    settle();
    let mut child = Command::new(env!("CARGO_BIN_EXE_banxin"))
        .arg("build")
        .current_dir(project.path())
        .env("LC_ALL", "zh_CN.UTF-8")
        .stderr(Stdio::piped())
        .spawn()
        .expect("banxin runs");
    while pdfs(&project.join("输出")).len() < 20 {
        sleep(Duration::from_millis(5));
    }
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
    assert!(killed.success());
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    let done = pdfs(&project.join("输出")).len();
    assert!((20..150).contains(&done), "{done}");
    let told = report(&project, "build-report.json");
    assert_eq!(told["interrupted"], true);
    assert_eq!(states(&told), BTreeMap::from([("made".to_owned(), done), ("waiting".to_owned(), 150 - done)]));
    project.run(["build"]).succeeds().stderr_has(&format!("{} 份完成，{done} 份没有变化", 150 - done));
}

#[cfg(unix)]
#[test]
fn a_document_behind_a_link_is_built_and_a_link_that_leads_nowhere_is_told() {
    let text = "标题: 计划\n署名: 甲\n日期: 2022-01-05\n正文:\n  - 段落: 做好工作。\n";
    let project = Project::new().file("别处/a.yaml", text).file("稿/b.yaml", text);
    std::os::unix::fs::symlink(project.join("别处/a.yaml"), project.join("稿/a.yaml")).expect("a link");
    std::os::unix::fs::symlink("/nowhere/c.yaml", project.join("稿/c.yaml")).expect("a link");
    project
        .run(["build", "稿", "-o", "出"])
        .fails()
        .stderr_has("读不了 `稿/c.yaml`：没有这个文件")
        .wrote("出/a.pdf")
        .wrote("出/b.pdf");
}
