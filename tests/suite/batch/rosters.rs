//! One document for every row of a sheet.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::{pdfs, settle};
use crate::project::{Project, text_of};

const LETTER: &str = "标题: {{ 社区 }}工作计划\n署名: '{{ 社区 }}居民委员会'\n日期: '{{ 成文 }}'\n正文:\n  - 段落: 联系电话{{ 电话 }}，有低保户{{ 户数 }}户，其中{{ 户数 - 1 }}户在册，占{{ 比重 }}。\n";

/// A sheet with a title above its heads, two columns in.
fn sheet() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("工作表1").expect("a name");
    sheet.merge_range(0, 1, 0, 5, "青云街道社区名册", &Format::new()).expect("a title");
    for (column, head) in (1..).zip(["社区", "户数", "电话", "成文", "比重", "类型"]) {
        sheet.write(1, column, head).expect("a head");
    }
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for (row, (name, count, kind)) in
        (2..).zip([("清河", 529.0, "农村"), ("东湖", 1203.5, "城市"), ("西山", 88.0, "农村")])
    {
        sheet.write(row, 1, name).expect("a cell");
        sheet.write(row, 2, count).expect("a cell");
        sheet.write(row, 3, "012-3450").expect("a cell");
        sheet.write_with_format(row, 4, ExcelDateTime::from_ymd(2022, 1, 5).expect("a day"), &date).expect("a cell");
        sheet.write(row, 5, 0.1 + 0.2).expect("a cell");
        sheet.write(row, 6, kind).expect("a cell");
    }
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn every_row_is_a_paper_with_values_as_the_sheet_has_them() {
    let project = Project::new().file("计划.yaml", LETTER).file("社区.xlsx", sheet());
    project.run(["build", "计划.yaml", "--data", "社区.xlsx", "-o", "输出"]).succeeds().wrote("输出/计划-清河.pdf");
    let text = text_of(&project.join("输出/计划-东湖.pdf"));
    for part in ["东湖工作计划", "东湖居民委员会", "2022年1月5日", "联系电话012-3450", "1203.5户", "1202.5户", "占0.3"]
    {
        assert!(text.replace('\n', "").contains(part), "{part} not in {text}");
    }
    assert_eq!(pdfs(&project.join("输出")).len(), 3);
}

#[test]
fn a_condition_picks_rows_and_a_pattern_names_them() {
    let project = Project::new().file("计划.yaml", LETTER).file("社区.xlsx", sheet());
    let pattern = "输出/{{ 类型 }}/{{ 序号 }}{{ 社区 }}.pdf";
    project
        .run(["build", "计划.yaml", "--data", "社区.xlsx", "--where", "类型 = \"农村\" 且 户数 > 100", "-o", pattern])
        .succeeds()
        .wrote("输出/农村/3清河.pdf");
    project
        .run(["build", "计划.yaml", "--data", "社区.xlsx", "--where", "种类 = 1"])
        .exits(2)
        .stderr_has("--where:1:1");
}

#[test]
fn a_bad_cell_is_told_by_its_name() {
    let project = Project::new()
        .file("社区.csv", "社区,户数\n清河,529\n东湖,五百户上下\n")
        .file("计划.yaml", "标题: 计划\n正文:\n  - 统计:\n      指标: { 年末户: '{{ 户数 }}户' }\n");
    project.run(["build", "计划.yaml", "--data", "社区.csv"]).fails().wrote("计划-清河.pdf").wrote_no("计划-东湖.pdf");
    let project = project.file("社区.csv", "社区,户数\n清河,'{{ 没有 }}'\n");
    project.run(["build", "计划.yaml", "--data", "社区.csv"]).fails().stderr_has("--> 社区.csv B2\n");
    let project = project.file("社区.xlsx", sheet());
    project
        .run(["build", "计划.yaml", "--data", "社区.xlsx", "--sheet", "名单"])
        .exits(2)
        .stderr_has("错误[data-unknown-sheet]: `社区.xlsx` 里没有工作表 `名单`\n --> --sheet:1:1");
}

#[test]
fn a_row_that_is_there_twice_is_told() {
    let project = Project::new()
        .file("计划.yaml", LETTER)
        .file("社区.csv", "社区,户数,电话,成文,比重\n清河,1,2,2022-01-05,3\n清河,2,2,2022-01-05,3\n");
    project
        .run(["build", "计划.yaml", "--data", "社区.csv"])
        .exits(2)
        .stderr_has("`计划.yaml [清河]` 和 `计划.yaml [清河]` 都要写到 `计划-清河.pdf`");
    let project = project.file("社区.csv", "社区,户数,户数\n清河,1,2\n");
    project
        .run(["build", "计划.yaml", "--data", "社区.csv"])
        .exits(2)
        .stderr_has("两列都叫 `户数`：社区.csv B1 和 社区.csv C1");
}

#[test]
fn a_project_has_rosters_and_only_rows_that_changed_are_made_again() {
    let project = Project::new()
        .file(
            "banxin.yaml",
            "名册:\n  - { 文稿: 计划.yaml, 表: 社区.csv, 条件: 户数 > 1, 输出: '输出/{{ 社区 }}.pdf' }\n",
        )
        .file("计划.yaml", LETTER)
        .file("别的.yaml", super::plan("别的"))
        .file(
            "社区.csv",
            "社区,户数,电话,成文,比重\n清河,5,1,2022-01-05,3\n东湖,6,1,2022-01-05,3\n空,1,1,2022-01-05,3\n",
        );
    settle();
    project
        .run(["build"])
        .succeeds()
        .wrote("输出/清河.pdf")
        .wrote("输出/东湖.pdf")
        .wrote("别的.pdf")
        .wrote_no("计划.pdf");
    assert_eq!(pdfs(&project.join("输出")).len(), 2);
    let project = project.file("社区.csv", "社区,户数,电话,成文,比重\n清河,5,1,2022-01-05,3\n东湖,7,1,2022-01-05,3\n");
    let said = project.run(["build", "--dry-run"]).succeeds().stdout();
    assert_eq!(said, "输出/东湖.pdf：名册里这一行变了\n");
}
