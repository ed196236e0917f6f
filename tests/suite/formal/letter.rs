//! 信函 (10.1).

use super::{BODY, SIZE, TOLERANCE, black_lines, black_rules, line, masthead, red_rules};
use crate::ruler::{PITCH, TYPE_AREA, assert_mm, mm, pages};

/// From the first double line down to what is below it.
const BELOW: f64 = SIZE * 7.0 / 8.0;

fn letter(fields: &str) -> String {
    format!("标题: 商请核对低保信息\n文种: 函\n发文机关标志: 青云街道办事处\n{fields}{BODY}")
}

#[test]
fn clause_10_1_the_masthead_is_30_mm_below_the_sheets_top_and_has_no_wenjian() {
    let pages = pages(&letter("发文字号: 青街函〔2022〕5号\n"));
    let [left, top, right, _] = masthead(&pages, 48.0);
    assert_mm(top, 30.0, TOLERANCE, "the masthead's top");
    assert_mm(f64::midpoint(left, right), 106.0, 1.0, "centred");
    let red: String = pages
        .layout()
        .glyphs
        .iter()
        .filter(|glyph| &*glyph.colour == "#ff0000")
        .map(|glyph| glyph.text.as_str())
        .collect();
    assert_eq!(red, "青云街道办事处");
}

#[test]
fn clause_10_1_double_lines_of_170_mm_stand_4_mm_below_the_masthead_and_20_mm_above_the_sheets_bottom() {
    let pages = pages(&letter("发文字号: 青街函〔2022〕5号\n"));
    let [thick, thin, low_thin, low_thick]: [[f64; 4]; 4] =
        red_rules(pages.layout(), 0).try_into().expect("two double lines");
    for rule in [thick, thin, low_thin, low_thick] {
        assert_mm(rule[2] - rule[0], 170.0, TOLERANCE, "length");
        assert_mm(f64::midpoint(rule[0], rule[2]), 105.0, TOLERANCE, "centred on the sheet");
    }
    let thickness = |rule: [f64; 4]| rule[3] - rule[1];
    assert!(thickness(thick) > 1.5 * thickness(thin), "thick over thin");
    assert!(thickness(low_thick) > 1.5 * thickness(low_thin), "thin over thick");
    assert_mm(thick[1] - masthead(&pages, thick[1] - 1.0)[3], 4.0, TOLERANCE, "below the masthead");
    assert_mm(297.0 - low_thick[3], 20.0, TOLERANCE, "above the sheet's bottom");
}

#[test]
fn clause_10_1_labels_stand_left_and_the_number_right_seven_eighths_of_a_character_below_the_line() {
    let pages = pages(&letter("发文字号: 青街函〔2022〕5号\n份号: 1\n密级: 秘密\n紧急程度: 加急\n"));
    let rule = red_rules(pages.layout(), 0)[1][3];
    let lines = black_lines(pages.layout(), 0);
    let texts: Vec<String> = lines.iter().take(4).map(crate::ruler::Line::text).collect();
    assert_eq!(texts, ["000001青街函〔2022〕5号", "秘密", "加急", "商请核对低保信息"]);
    for ((row, line), text) in (0_u8..).zip(&lines[..3]).zip(&texts) {
        assert_mm(line.top() - rule, BELOW + f64::from(row) * PITCH, TOLERANCE, text);
        assert_mm(line.left(), TYPE_AREA[0], TOLERANCE, text);
    }
    assert_mm(lines[0].right(), TYPE_AREA[2], TOLERANCE, "the number, flush right");
    let title = lines[3].baseline() - 0.88 * mm(22.0);
    assert_mm(title - lines[2].top(), 3.0 * PITCH, TOLERANCE, "two blank lines");
}

#[test]
fn clause_10_1_the_title_stands_two_lines_below_the_last_of_what_is_there() {
    for (fields, rows) in
        [("发文字号: 青街函〔2022〕5号\n", 1.0), ("紧急程度: 加急\n", 1.0), ("密级: 秘密\n紧急程度: 加急\n", 2.0)]
    {
        let pages = pages(&letter(fields));
        let title = line(pages.layout(), "商请核对低保信息");
        let first = red_rules(pages.layout(), 0)[1][3] + BELOW;
        assert_mm(title.baseline() - 0.88 * mm(22.0) - first, (rows + 2.0) * PITCH, TOLERANCE, fields);
        assert_mm(line(pages.layout(), "现将").off_grid(), 0.0, 0.05, fields);
    }
    let pages = pages(&letter(""));
    let title = line(pages.layout(), "商请核对低保信息");
    let rule = red_rules(pages.layout(), 0)[1][3];
    assert_mm(title.baseline() - 0.88 * mm(22.0) - rule, 2.0 * PITCH, TOLERANCE, "below the line itself");
}

#[test]
fn clause_10_1_page_1_has_no_number_page_2_has() {
    let text = "  - 段落: 现将有关事项函告如下。\n".repeat(30);
    let pages = pages(&letter("").replace(BODY, &format!("正文:\n{text}")));
    let below = |page| pages.layout().page_glyphs(page).iter().filter(|glyph| mm(glyph.y) > 262.0).count();
    assert_eq!(pages.count(), 2);
    assert_eq!(below(0), 0);
    assert_eq!(crate::ruler::page_number(pages.layout(), 1).text(), "— 2 —");
    assert!(red_rules(pages.layout(), 1).is_empty(), "double lines on page 1 only");
}

#[test]
fn clause_10_1_copies_stand_at_the_type_areas_bottom_without_lines() {
    let pages = pages(&letter("抄送: 安平县民政局\n"));
    assert_eq!(pages.count(), 1);
    let copies = line(pages.layout(), "抄送：安平县民政局。");
    assert!(black_rules(pages.layout(), 0).is_empty());
    // A line of 四号 type of 1.7 times its size ends on the type area's edge.
    let foot = copies.baseline() + mm(14.0) * (0.12 + 0.35);
    assert_mm(foot, TYPE_AREA[3], TOLERANCE, "at the bottom");
}

#[test]
fn a_letter_of_several_organs_has_the_main_ones_masthead() {
    let pages = pages(&letter("").replace("青云街道办事处", "[ 安平县民政局, 安平县财政局 ]"));
    let red: String = pages
        .layout()
        .glyphs
        .iter()
        .filter(|glyph| &*glyph.colour == "#ff0000")
        .map(|glyph| glyph.text.as_str())
        .collect();
    assert_eq!(red, "安平县民政局");
}
