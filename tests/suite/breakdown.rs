//! 分解表: rows, groups and columns, out of tasks at all levels.

use banxin::paper::{Paper, Table};

use crate::ruler::{build, told};

const PLAN: &str = "标题: 工作计划
数据: { 年度: 2022 }
正文:
  - 任务:
      标题: 社会救助
      责任标注: 仅入表
      条目:
        - { 内容: 年内走访{{ 年度 }}户。, 责任单位: 甲社区, 完成时限: 2022-01-31 }
        - 标题: 改造食堂
          内容: 分三步走。
          责任单位: [ 乙中心, 丙办 ]
          任务:
            - { 内容: 选址；, 完成时限: 2022-03-31 }
            - { 标题: 施工, 协办单位: 丁办, 完成时限: 8月底前 }
      分解表: 是
  - 章节:
      标题: 其他
      正文:
        - 下年计划: { 标题: 下年, 条目: [ { 内容: 评比。, 责任单位: 甲社区, 目标: 三个 } ] }
  - 分解表: { 标题: 全年任务分解表, 列: { 事项: 任务, 牵头单位: 责任单位 } }
  - 分解表: { 标题: 无, 任务: 下年 }
";

/// A table's cells, a line a row.
pub(crate) fn drawn(table: &Table) -> Vec<String> {
    let line = |cells: &[Option<banxin::paper::Cell>]| {
        let shown = cells.iter().map(|cell| cell.as_ref().map_or("-".to_owned(), banxin::paper::Cell::shown));
        shown.collect::<Vec<_>>().join("|")
    };
    table.head.iter().map(|row| line(row)).chain(table.rows.iter().map(|row| line(&row.cells))).collect()
}

pub(crate) fn tables(paper: &Paper) -> Vec<Table> {
    let mut tables = Vec::new();
    for block in &paper.body {
        block.walk(&mut |block| tables.extend(block.table.clone()));
    }
    tables
}

#[test]
fn every_last_task_is_a_row_with_what_it_has_from_above() {
    let built = build(PLAN);
    assert_eq!(told(&built), "");
    let tables = tables(built.paper.as_ref().expect("a paper"));
    assert_eq!(
        drawn(&tables[0]),
        [
            "序号|工作任务|责任单位|协办单位|完成时限",
            "1|年内走访2022户|甲社区||2022年1月31日",
            "一、改造食堂|-|-|-|-",
            "2|选址|乙中心、丙办||2022年3月31日",
            "3|施工|乙中心、丙办|丁办|8月底前",
        ]
    );
    assert_eq!(tables[0].caption.as_ref().map(banxin::text::Text::as_str), Some("任务分解表"));
}

#[test]
fn a_table_of_the_whole_paper_has_a_group_for_each_heading_and_the_offices_own_heads() {
    let built = build(PLAN);
    let tables = tables(built.paper.as_ref().expect("a paper"));
    assert_eq!(
        drawn(&tables[1]),
        [
            "序号|事项|牵头单位",
            "一、社会救助|-|-",
            "1|年内走访2022户|甲社区",
            "（一）改造食堂|-|-",
            "2|选址|乙中心、丙办",
            "3|施工|乙中心、丙办",
            "二、下年|-|-",
            "4|评比|甲社区",
        ]
    );
    assert_eq!(drawn(&tables[2]), ["序号|工作任务|目标|责任单位", "1|评比|三个|甲社区"]);
    assert!(tables[2].caption.is_none());
}

#[test]
fn what_is_only_in_the_table_is_not_in_the_text() {
    let built = build(PLAN);
    let paper = built.paper.expect("a paper");
    let mut texts = Vec::new();
    paper.body[0].walk(&mut |block| texts.extend(block.paragraphs.iter().map(|text| text.as_str().to_owned())));
    assert_eq!(texts, ["年内走访2022户。", "分三步走。", "选址；"]);
}
