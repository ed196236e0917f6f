//! 命令（令） (10.2).

use super::{BODY, TOLERANCE, black_lines, line, masthead, red_rules};
use crate::ruler::{PITCH, TYPE_AREA, assert_mm, pages};

fn order(fields: &str) -> String {
    format!("标题: 安平县人民政府令\n文种: 令\n{fields}{BODY}")
}

#[test]
fn clause_10_2_the_masthead_is_20_mm_below_the_type_areas_top() {
    for fields in ["发文字号: 第5号\n", "发文字号: 第5号\n发文机关标志: 安平县人民政府令\n"] {
        let pages = pages(&order(fields));
        let [left, top, right, _] = masthead(&pages, 100.0);
        assert_mm(top, TYPE_AREA[1] + 20.0, TOLERANCE, "the masthead's top");
        assert_mm(f64::midpoint(left, right), 106.0, 1.0, "centred");
        assert!(red_rules(pages.layout(), 0).is_empty(), "no red line");
    }
}

#[test]
fn clause_10_2_the_number_stands_two_blank_lines_below_it_centred_and_the_text_two_below_that() {
    for typed in ["第5号", "5", "{ 序号: 5 }"] {
        let pages = pages(&order(&format!("发文字号: {typed}\n")));
        let number = line(pages.layout(), "第5号");
        assert_mm(number.top() - masthead(&pages, 100.0)[3], 2.0 * PITCH, TOLERANCE, "the number");
        assert_mm(f64::midpoint(number.left(), number.right()), 106.0, TOLERANCE, "centred");
        let text = line(pages.layout(), "现将");
        assert_mm(text.top() - number.top(), 3.0 * PITCH, TOLERANCE, "the text");
        assert_mm(text.off_grid(), 0.0, 0.05, "on the grid");
        assert_eq!(black_lines(pages.layout(), 0).len(), 2, "and no title");
    }
}

#[test]
fn clause_10_2_without_a_number_the_text_stands_two_blank_lines_below_the_masthead() {
    let pages = pages(&order(""));
    let text = line(pages.layout(), "现将");
    assert_mm(text.top() - masthead(&pages, 100.0)[3], 2.0 * PITCH, TOLERANCE, "the text");
}
