//! What a document takes from other files, and what stands in text that is more than text.

use crate::project::{Project, text_of};

/// A document with this 正文 and these further fields.
fn document(fields: &str, body: &str) -> String {
    format!("标题: 清河社区工作总结\n{fields}正文:\n{body}")
}

fn text(project: &Project, file: &str) -> String {
    project.run(["build", file]).succeeds();
    let pdf = project.join(file).with_extension("pdf");
    text_of(&pdf).chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn included_blocks_are_numbered_where_they_stand() {
    let project = Project::new()
        .file("公共/保障.yaml", "- 章节: { 标题: 保障措施, 内容: 加强领导。 }\n")
        .file("a.yaml", document("", "  - 任务: { 标题: 主要任务, 条目: [ 走访慰问。 ] }\n  - 引入: 公共/保障.yaml\n"));
    let text = text(&project, "a.yaml");
    assert!(text.contains("二、保障措施加强领导。"), "{text}");
}

#[test]
fn a_circle_of_includes_is_told_where_it_closes() {
    let project = Project::new()
        .file("b.yaml", "- 引入: c.yaml\n")
        .file("c.yaml", "- 引入: b.yaml\n")
        .file("a.yaml", document("", "  - 引入: b.yaml\n"));
    project
        .run(["build", "a.yaml"])
        .fails()
        .stderr_has("错误[include-circular]: `b.yaml` 绕了一圈又引入它自己\n --> c.yaml:1:7");
}

#[test]
fn nothing_outside_the_project_is_included() {
    let project = Project::new()
        .file("secret.yaml", "- 段落: 秘密\n")
        .file("project/a.yaml", document("", "  - 引入: ../secret.yaml\n"));
    project.run(["build", "project/a.yaml"]).fails().stderr_has("错误[path-outside]");
}

#[test]
fn values_come_from_yaml_and_csv_files() {
    let project = Project::new()
        .file("年度.yaml", "年度: 2021\n")
        .file("社区.csv", "社区,户数\n清河,12户\n柳林,8户\n")
        .file("a.yaml", document("数据: [ 年度.yaml, 社区.csv ]\n", "  - 段落: {{ 年度 }}年共{{ 合计(户数) }}。\n"));
    let text = text(&project, "a.yaml");
    assert!(text.contains("2021年共20户。"), "{text}");
}

#[test]
fn last_years_figures_come_from_last_years_paper() {
    let figures = |value: &str, told: &str| {
        format!(
            "  - 统计:\n      标题: 社会救助\n      分项:\n        - 名称: 低保\n          指标: {{ 发放: {value} }}\n          叙述: 发放{{{{ 发放 }}}}{told}。\n"
        )
    };
    let project = Project::new()
        .file("2020.yaml", document("", &figures("100万元", "")))
        .file("2021.yaml", document("上年文件: 2020.yaml\n", &figures("112.5万元", "，同比{{ 同比(发放) }}")));
    let text = text(&project, "2021.yaml");
    assert!(text.contains("发放112.5万元，同比增长12.5%。"), "{text}");
}

#[test]
fn a_note_stands_at_the_foot_of_its_page_and_a_blank_is_left_open() {
    let body = "  - 段落: 共救助{{ 注(\"含临时救助。\") }}15户，联系电话{{ 空白(6) }}。\n";
    let project = Project::new().file("a.yaml", document("", body));
    let text = text(&project, "a.yaml");
    assert!(text.contains("共救助①15户，联系电话。"), "{text}");
    assert!(text.contains("①含临时救助。"), "{text}");
}

#[test]
fn an_item_that_is_only_in_the_table_has_no_heading_in_the_text() {
    let body = "  - 统计:\n      标题: 社会救助\n      分项: [ { 名称: 农村低保, 指标: { 发放: 15元 } } ]\n      表: { 样式: 长表 }\n";
    let project = Project::new().file("a.yaml", document("", body));
    let text = text(&project, "a.yaml");
    assert!(text.contains("农村低保") && !text.contains("（一）"), "{text}");
}
