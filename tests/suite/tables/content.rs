//! What stands in a table: sums, spans, names of columns, sheets, and the way back from a cell to what was typed.

use banxin::paper::table::{Alignment, RowKind};
use banxin::paper::{Block, Cell, Table};
use banxin::pipeline::Built;
use banxin::text::Text;

use super::{case, glyphs_of};
use crate::ruler::{build, told};

/// The first table of a paper.
#[track_caller]
pub(super) fn table(built: &Built) -> &Table {
    fn first(blocks: &[Block]) -> Option<&Table> {
        blocks.iter().find_map(|block| block.table.as_ref().or_else(|| first(&block.children)))
    }
    first(&built.paper.as_ref().expect("a paper").body).expect("a table")
}

/// A table's body as text: what is covered by another cell is `·`.
pub(super) fn shown(table: &Table) -> Vec<String> {
    let row = |row: &banxin::paper::Row| {
        let cell = |cell: Option<&Cell>| cell.map_or("·".to_owned(), Cell::shown);
        row.cells.iter().map(|found| cell(found.as_ref())).collect::<Vec<_>>().join("|")
    };
    table.rows.iter().map(row).collect()
}

fn document(fields: &str) -> String {
    let lines: String = fields.lines().map(|line| format!("      {line}\n")).collect();
    format!("标题: 计划\n数据: {{ 年度: 2021, 户: 12户 }}\n正文:\n  - 表格:\n{lines}")
}

#[test]
fn cells_by_name_stand_in_their_columns_whatever_their_order() {
    let built = build(&document(
        "表头: [ 社区, 低保: [ 户数, 人数 ], 金额（万元） ]\n行:\n  - { 金额: 3.5, 低保人数: 20, 社区: 清河, 低保.户数: 12 }\n  - { 社区: 安平, 低保: { 人数: 8, 户数: 5 } }\n",
    ));
    assert_eq!(shown(table(&built)), ["清河|12|20|3.5", "安平|5|8|"]);
}

#[test]
fn expressions_are_worked_out_in_every_place_of_a_table() {
    let built = build(&document(
        "标题: 表{{ 年度 }}\n单位: 户{{ 年度 }}\n表头: [ 社区, \"{{ 年度 }}年\": [ \"{{ 户 }}\", 人数 ] ]\n行: [ [ '{{ 年度 + 1 }}年', '{{ 户 }}', 1 ], { 组: '组{{ 年度 }}' } ]\n注: 注{{ 年度 }}\n资料来源: 源{{ 年度 }}\n",
    ));
    let table = table(&built);
    assert_eq!(table.caption.as_ref().map(Text::as_str), Some("表2021"));
    assert_eq!(table.unit.as_ref().map(Text::as_str), Some("单位：户2021"));
    assert_eq!(table.notes[0].as_str(), "注：注2021");
    assert_eq!(table.source.as_ref().map(Text::as_str), Some("资料来源：源2021"));
    assert_eq!(shown(table), ["2022年|12户|1", "组2021|·|·"]);
}

#[test]
fn marks_join_cells_and_in_quotes_are_text() {
    let built =
        build(&document("表头: [ 一, 二, 三 ]\n行:\n  - [ 甲, 乙, < ]\n  - [ ^, '<', \"^\" ]\n  - [ ↑, 〃, 同上 ]\n"));
    let table = table(&built);
    assert_eq!(shown(table), ["甲|乙|·", "·|<|^", "↑|〃|同上"]);
    assert_eq!(table.rows[0].cells[0].as_ref().expect("a cell").spans, [1, 2]);
    assert_eq!(table.rows[0].cells[1].as_ref().expect("a cell").spans, [2, 1]);
}

#[test]
fn totals_leave_out_parts_groups_and_what_is_missing() {
    let built = build(&document(
        "表头: [ 社区, 户数, 金额（元） ]\n行:\n  - 行: [ 清河, 12户, \"1,000.50\" ]\n    其中: [ [ 女, 5户, 300 ] ]\n  - { 组: 二、农村, 户数: 99户 }\n  - [ 东风, 3户, 无 ]\n  - [ 小计, 15户, 1 ]\n  - [ 和顺, —, 0.5 ]\n合计: [ 户数, 金额 ]\n",
    ));
    let table = table(&built);
    let last = table.rows.last().expect("a row");
    assert_eq!(last.kind, RowKind::Total);
    assert_eq!(shown(table).last().expect("a row"), "合计|15户|1,001.00");
    let kinds: Vec<&str> = table.rows.iter().map(|row| row.kind.name()).collect();
    assert_eq!(kinds, ["plain", "of_which", "group", "plain", "total", "plain", "total"]);
}

#[test]
fn a_total_of_nothing_reported_is_not_reported_and_never_zero() {
    let built = build(&document("表头: [ 社区, 户数 ]\n行: [ [ 清河, 未报 ], [ 安平, 未报 ] ]\n合计: [ 户数 ]\n"));
    assert_eq!(shown(table(&built)).last().expect("a row"), "合计|未报");
    assert!(told(&built).contains("table-not-reported"), "{}", told(&built));
}

/// Sums of generated columns, to the cent, against integers.
#[test]
fn a_thousand_totals_are_right_to_the_cent() {
    let mut state = 88_172_645_463_325_252_u64;
    let mut random = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let mut tables = String::from("标题: 计划\n正文:\n");
    let mut expected = Vec::new();
    for _ in 0..250 {
        tables.push_str("  - 表格:\n      表头: [ 甲, 乙, 丙, 丁, 戊 ]\n      合计: [ 乙, 丙, 丁, 戊 ]\n      行:\n");
        let mut sums = [0_u64; 4];
        for _ in 0..=random(4) {
            let cells = sums.iter_mut().map(|sum| {
                let cents = random(1_000_000_000);
                *sum += cents;
                format!("{}.{:02}", cents / 100, cents % 100)
            });
            let cells: Vec<String> = cells.collect();
            tables.push_str(&format!("        - [ 某, {} ]\n", cells.join(", ")));
        }
        expected.push(sums);
    }
    let document =
        banxin::pipeline::Pipeline::new(banxin::pipeline::Settings::default(), banxin::typeset::Pace::batch(1))
            .build_text("a.yaml", &tables, std::path::Path::new(""));
    let paper = document.paper.as_ref().expect("a paper");
    for (block, sums) in paper.body.iter().zip(expected) {
        let found = shown(block.table.as_ref().expect("a table"));
        let cents = sums.map(|sum| format!("{}.{:02}", sum / 100, sum % 100)).join("|");
        assert_eq!(found.last().expect("a row"), &format!("合计|{cents}"));
    }
}

#[test]
fn a_workbook_is_printed_as_it_is_shown() {
    let built = case("from-xlsx");
    let table = table(&built);
    assert_eq!(table.caption.as_ref().map(Text::as_str), Some("2021年社会救助情况表"));
    assert_eq!(table.unit.as_ref().map(Text::as_str), Some("单位：户、人、元"));
    assert_eq!(table.head.len(), 2);
    let expected = [
        "一、城区|·|·|·|·|·|·",
        "清河社区|0012|12|20|1,234,567.50|98.5%|2021年12月5日",
        "安平社区|0013|108|未报|98.50|100.0%|2021年11月30日",
        "二、农村|·|·|·|·|·|·",
        "东风村|0101|8|1200|12,000.00|90.0%|2021年12月20日",
        "·||3|—|-3,000.00||",
        "合计||131||1,243,666.00||",
    ];
    assert_eq!(shown(table), expected);
    assert_eq!(table.notes[0].as_str(), "注：编码为民政统计代码。");
    assert_eq!(table.columns[4].alignment, Some(Alignment::Point));
}

#[test]
fn a_click_on_a_cell_leads_to_what_was_typed_for_it_or_to_the_files_name() {
    let built = build(&document("表头: [ 社区, 户数 ]\n行: [ [ 清河社区, \"1,234.5\" ] ]\n"));
    let pages = built.pages.as_ref().expect("pages");
    for glyph in glyphs_of(pages.layout(), 0, "清河社区").into_iter().chain(glyphs_of(pages.layout(), 0, "1,234.5"))
    {
        let place = pages.positions().at(0, glyph.x + glyph.width / 2.0, glyph.y - 0.3 * glyph.size).expect("a place");
        assert_eq!(built.sources.get(place.span.source).slice(place.span), glyph.text);
    }
    let built = case("from-csv");
    let pages = built.pages.as_ref().expect("pages");
    let glyph = glyphs_of(pages.layout(), 0, "清河社区")[0];
    let place = pages.positions().at(0, glyph.x + glyph.width / 2.0, glyph.y - 0.3 * glyph.size).expect("a place");
    assert_eq!(built.sources.get(place.span.source).slice(place.span), "三季度.csv");
}
