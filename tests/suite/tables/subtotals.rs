//! 小计: sums of groups, held against sums in whole cents.

use banxin::pipeline::{Pipeline, Settings};
use banxin::typeset::Pace;

use super::content::{shown, table};
use crate::ruler::{build, told};

/// A generator of numbers, the same in every run.
fn random(state: &mut u64, below: u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) % below
}

fn money(cents: u64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// Rows of a table with groups, typed; and as they are to be printed with their sums.
fn groups(state: &mut u64, spanned: bool) -> (String, Vec<String>) {
    let (mut typed, mut printed, mut all) = (String::new(), Vec::new(), 0);
    // One group of several rows at least, so that there is a merged cell.
    for group in 0..=random(state, 3) {
        let mut sum = 0;
        if !spanned {
            typed.push_str(&format!("        - {{ 组: 第{group}组 }}\n"));
            printed.push(format!("第{group}组|·|·"));
        }
        for row in 0..=1 + random(state, 4) {
            let cents = random(state, 1_000_000_000);
            sum += cents;
            let first = match (spanned, row) {
                (true, 0) => format!("第{group}组"),
                (true, _) => "^".to_owned(),
                (false, _) => format!("第{row}行"),
            };
            typed.push_str(&format!("        - [ \"{first}\", 某, {} ]\n", money(cents)).replace("\"^\"", "^"));
            printed.push(format!("{}|某|{}", if first == "^" { "·" } else { &first }, money(cents)));
        }
        all += sum;
        printed.push(if spanned { format!("·|小计|{}", money(sum)) } else { format!("小计||{}", money(sum)) });
    }
    printed.push(format!("合计||{}", money(all)));
    (typed, printed)
}

#[test]
fn sums_of_groups_are_right_to_the_cent_and_are_not_counted_again_in_the_total() {
    let mut state = 20_260_611;
    let (mut text, mut expected) = ("标题: 表\n正文:\n".to_owned(), Vec::new());
    for at in 0..400 {
        let (typed, printed) = groups(&mut state, at % 2 == 0);
        text.push_str(
            "  - 表格:\n      表头: [ 组, 名称, 金额（元） ]\n      小计: [ 金额 ]\n      合计: [ 金额 ]\n      行:\n",
        );
        text.push_str(&typed);
        expected.push(printed);
    }
    let built =
        Pipeline::new(Settings::default(), Pace::batch(1)).build_text("a.yaml", &text, std::path::Path::new(""));
    assert_eq!(told(&built), "");
    let paper = built.paper.as_ref().expect("a paper");
    assert_eq!(paper.body.len(), expected.len());
    for (block, expected) in paper.body.iter().zip(expected) {
        assert_eq!(shown(block.table.as_ref().expect("a table")), expected);
    }
}

#[test]
fn a_sum_that_is_typed_for_a_group_is_not_made_a_second_time() {
    let text = "标题: 表\n正文:\n  - 表格:\n      表头: [ 名称, 户数 ]\n      行: [ { 组: 甲 }, [ 一, 1 ], [ 小计, 1 ], { 组: 乙 }, [ 二, 2 ] ]\n      小计: [ 户数 ]\n";
    assert!(told(&build_faulty(text)).contains("table-total-twice"));
}

#[track_caller]
fn build_faulty(text: &str) -> banxin::pipeline::Built {
    Pipeline::new(Settings::default(), Pace::batch(1)).build_text("a.yaml", text, std::path::Path::new(""))
}

#[test]
fn a_total_that_is_typed_is_in_no_group() {
    let built = build(
        "标题: 表\n正文:\n  - 表格:\n      表头: [ 名称, 户数 ]\n      行: [ { 组: 甲 }, [ 一, 1 ], { 组: 乙 }, [ 二, 2 ], [ 其中：新, 1 ], [ 合计, 3 ] ]\n      小计: [ 户数 ]\n",
    );
    assert_eq!(shown(table(&built)), ["甲|·", "一|1", "小计|1", "乙|·", "二|2", "其中：新|1", "小计|2", "合计|3"]);
}

#[test]
fn a_long_table_sums_the_figures_of_an_item_in_the_unit_of_the_first() {
    let built = build(
        "标题: 表\n正文:\n  - 统计:\n      分项:\n        - 名称: 两项补贴\n          指标: { 生活补贴: { 值: 10.5万元, 上年: 10万元 }, 护理补贴: { 值: 80000元, 上年: 7万元 }, 人数: 100人 }\n        - 名称: 其他\n          指标: { 生活补贴: 1万元 }\n      表: { 样式: 长表, 小计: [ 生活补贴, 护理补贴 ] }\n",
    );
    assert_eq!(
        shown(table(&built)),
        [
            "两项补贴|生活补贴|10.5|10|万元",
            "|护理补贴|80000|70000|元",
            "|人数|100||人",
            "|小计|18.5|17|万元",
            "其他|生活补贴|1||万元",
        ]
    );
}

#[test]
fn standards_of_an_item_do_not_add_up() {
    let text = "标题: 表\n正文:\n  - 统计:\n      分项:\n        - 名称: 标准\n          指标: { 城市: { 值: 600元, 性质: 标准 }, 农村: { 值: 400元, 性质: 标准 } }\n      表: { 样式: 长表, 小计: [ 城市, 农村 ] }\n";
    assert!(told(&build_faulty(text)).contains("figure-not-additive"), "{}", told(&build_faulty(text)));
}
