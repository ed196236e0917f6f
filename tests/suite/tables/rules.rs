//! What holds for all tables: rules, alignment, heads and ends of pages, measured on the laid-out pages.

use banxin::typeset::{Glyph, Layout, Pages, Shape};

use super::{glyphs_of, pages_of};
use crate::reader;
use crate::ruler::{PITCH, TYPE_AREA, assert_mm, line_of, lines, mm, pages};

/// 0.5 pt, and twice as much.
const THIN: f64 = 0.5 * 25.4 / 72.0;
const THICK: f64 = 2.0 * THIN;

/// A document with one table of so many rows.
fn rows(count: usize, more: &str) -> String {
    let row = |n: usize| format!("        - [ 第{n}社区, {n}, {}.5 ]\n", n * 3);
    let list: String = (1..=count).map(row).collect();
    let list = if count == 0 { " []\n".to_owned() } else { format!("\n{list}") };
    format!(
        "标题: 工作计划\n正文:\n  - 段落: 表前的话。\n  - 表格:\n      标题: 名单\n      表头: [ 社区, 户数, 金额 ]\n{more}      行:{list}  - 段落: 表后的话。\n"
    )
}

fn across(layout: &Layout, page: usize) -> Vec<&Shape> {
    let is_across = |shape: &&Shape| {
        shape.page == page && shape.rect.right - shape.rect.left > 1.0 && shape.rect.bottom - shape.rect.top < 1.0
    };
    layout.shapes.iter().filter(is_across).collect()
}

/// Heights of the rules of a page from the top down, each with its thickness, in millimetres.
fn rules(layout: &Layout, page: usize) -> Vec<(f64, f64)> {
    let place = |shape: &&Shape| (mm(shape.rect.top), mm(shape.thickness.unwrap_or(0.0)));
    let mut rules: Vec<(f64, f64)> = across(layout, page).iter().map(place).collect();
    rules.sort_by(|a, b| a.0.total_cmp(&b.0));
    rules.dedup_by(|a, b| (a.0 - b.0).abs() < 0.05 && (a.1 - b.1).abs() < 0.001);
    rules
}

/// The texts of the first column's cells on a page, heads left out.
fn stubs(pages: &Pages, page: usize) -> Vec<String> {
    let starts = |text: &String| text.starts_with('第');
    let first = |text: String| text.split("社区").next().unwrap_or("").to_owned();
    lines(pages.layout(), page).iter().map(crate::ruler::Line::text).filter(starts).map(first).collect()
}

#[test]
fn a_grid_has_thin_rules_around_every_cell_as_wide_as_the_type_area() {
    let pages = pages(&rows(2, ""));
    let rules = rules(pages.layout(), 0);
    assert_eq!(rules.len(), 4, "{rules:?}");
    for (nth, (height, thickness)) in rules.iter().enumerate() {
        assert_mm(*thickness, THIN, 0.001, "thin");
        assert_mm(height - rules[0].0, PITCH * f64::from(u8::try_from(nth).expect("few")), 0.05, "a line a row");
    }
    let left = across(pages.layout(), 0).iter().map(|shape| mm(shape.rect.left)).fold(f64::MAX, f64::min);
    let right = across(pages.layout(), 0).iter().map(|shape| mm(shape.rect.right)).fold(0.0, f64::max);
    assert_mm(left, TYPE_AREA[0], 0.2, "the left edge");
    assert_mm(right, TYPE_AREA[2], 0.2, "the right edge");
}

#[test]
fn three_lines_are_thick_above_and_below_and_thin_below_the_head() {
    let pages = pages(&rows(3, "      样式: 三线表\n"));
    let rules = rules(pages.layout(), 0);
    let thicknesses: Vec<f64> = rules.iter().map(|rule| rule.1).collect();
    assert_eq!(thicknesses.len(), 3, "{rules:?}");
    for (found, expected) in thicknesses.iter().zip([THICK, THIN, THICK]) {
        assert_mm(*found, expected, 0.001, "thickness");
    }
    assert_mm(rules[1].0 - rules[0].0, PITCH, 0.05, "the head");
    assert_mm(rules[2].0 - rules[1].0, 3.0 * PITCH, 0.05, "the body");
    let down = pages.layout().shapes.iter().filter(|shape| shape.rect.bottom - shape.rect.top > 1.0).count();
    assert_eq!(down, 0, "rules from top to bottom");
}

/// Where a number's whole part ends.
fn point(layout: &Layout, text: &str) -> f64 {
    let glyphs = glyphs_of(layout, 0, text);
    let is_whole = |glyph: &&&Glyph| glyph.text.starts_with(|c: char| c.is_ascii_digit() || c == ',');
    let sign = glyphs.iter().take_while(|glyph| !glyph.text.starts_with(|c: char| c.is_ascii_digit())).count();
    let last = glyphs.iter().skip(sign).take_while(is_whole).last().expect("a digit");
    mm(last.x + last.width)
}

#[test]
fn numbers_of_a_column_stand_on_their_points_whatever_is_among_them() {
    let numbers = ["1,234,567.25", "8.5", "-37", "未报", "约96户", "—", "55.125%", "+4.5", "0.75万元"];
    let list: String = numbers.iter().map(|number| format!("        - [ 甲, \"{number}\", 乙 ]\n")).collect();
    let yaml = format!("标题: 计划\n正文:\n  - 表格:\n      表头: [ 一, 二, 三 ]\n      行:\n{list}");
    let pages = pages(&yaml);
    let layout = pages.layout();
    let wanted = point(layout, "1,234,567.25");
    for number in ["8.5", "-37", "约96户", "55.125%", "+4.5", "0.75万元"] {
        assert_mm(point(layout, number), wanted, 0.1, number);
    }
    let middle = |text: &str| {
        let glyphs = glyphs_of(layout, 0, text);
        let (first, last) = (glyphs[0], glyphs[glyphs.len() - 1]);
        mm(f64::midpoint(first.x, last.x + last.width))
    };
    assert_mm(middle("未报"), middle("二"), 0.1, "words among numbers are centred");
    assert_mm(middle("—"), middle("二"), 0.1, "so is a dash");
}

#[test]
fn long_words_stand_left_and_short_ones_in_the_middle() {
    let yaml = "标题: 计划\n正文:\n  - 表格:\n      表头: [ 项目, 内容 ]\n      行:\n        - [ 走访, 春节前走访全部特困供养人员和重点优抚对象。 ]\n        - [ 核查, 每季度入户核查。 ]\n";
    let pages = pages(yaml);
    let start = |text: &str| mm(glyphs_of(pages.layout(), 0, text)[0].x);
    assert_mm(start("春节前"), start("每季度"), 0.01, "long words");
    let [head, cell] = ["项目", "走访"].map(start);
    assert_mm(head, cell, 0.01, "short words of the same length");
    assert!(start("春节前") - TYPE_AREA[0] > 10.0, "the second column");
}

#[test]
fn columns_are_as_wide_as_what_is_in_them() {
    let yaml = "标题: 计划\n正文:\n  - 表格:\n      表头: [ 序, 工作内容, 时限 ]\n      行: [ [ 1, 春节前走访全部特困供养人员和重点优抚对象。, 全年 ] ]\n";
    let pages = pages(yaml);
    let mut edges: Vec<f64> =
        pages.layout().shapes.iter().filter(|s| s.rect.bottom - s.rect.top > 1.0).map(|s| mm(s.rect.left)).collect();
    edges.sort_by(f64::total_cmp);
    edges.dedup_by(|a, b| (*a - *b).abs() < 0.1);
    let widths: Vec<f64> = edges.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert_eq!(widths.len(), 3, "{edges:?}");
    assert!(widths[1] > 4.0 * widths[0] && widths[1] > 4.0 * widths[2], "{widths:?}");
}

#[test]
fn widths_that_are_asked_for_hold() {
    let yaml = "标题: 计划\n正文:\n  - 表格:\n      表头: [ 甲, 乙, 丙 ]\n      列宽: [ 30mm, 2, 1 ]\n      行: [ [ 一, 二, 三 ] ]\n";
    let pages = pages(yaml);
    let start = |text: &str| {
        let glyph = glyphs_of(pages.layout(), 0, text)[0];
        mm(glyph.x + glyph.width / 2.0) - TYPE_AREA[0]
    };
    assert_mm(start("一"), 15.0, 0.1, "30 mm");
    assert_mm(start("二"), 30.0 + 42.0, 0.1, "two parts of the rest");
    assert_mm(start("三"), 30.0 + 84.0 + 21.0, 0.1, "one part of the rest");
}

#[test]
fn a_head_is_repeated_and_no_row_is_alone_on_the_last_page() {
    for count in 1..=42 {
        let pages = pages(&rows(count, ""));
        let mut seen = Vec::new();
        for page in 0..pages.count() {
            let found = stubs(&pages, page);
            let heads = lines(pages.layout(), page).iter().filter(|line| line.text() == "社区户数金额").count();
            assert_eq!(heads, usize::from(!found.is_empty()), "{count} rows, page {page}: {found:?}");
            assert!(count == 1 || found.len() != 1, "{count} rows, page {page}: one row alone");
            seen.extend(found);
        }
        let expected: Vec<String> = (1..=count).map(|n| format!("第{n}")).collect();
        assert_eq!(seen, expected, "{count} rows");
        assert_mm(line_of(pages.layout(), "表后的话").off_grid(), 0.0, 0.05, "the text below");
    }
}

#[test]
fn a_total_and_the_notes_stand_with_the_last_row() {
    for count in 13..=20 {
        let pages = pages(&rows(count, "      合计: [ 户数 ]\n      注: 注的话。\n"));
        for page in 0..pages.count() {
            let texts: Vec<String> = lines(pages.layout(), page).iter().map(crate::ruler::Line::text).collect();
            let total = texts.iter().position(|text| text.starts_with("合计"));
            let note = texts.iter().position(|text| text.starts_with("注："));
            assert_eq!(total.is_some(), note.is_some(), "{count} rows: {texts:?}");
            if total.is_some() {
                assert!(stubs(&pages, page).len() >= 2, "{count} rows: {texts:?}");
            }
        }
    }
}

#[test]
fn a_groups_heading_is_never_the_last_row_of_a_page() {
    for before in 10..=18 {
        let first: String = (1..=before).map(|n| format!("            - [ 第{n}社区, {n} ]\n")).collect();
        let yaml = format!(
            "标题: 计划\n正文:\n  - 表格:\n      表头: [ 社区, 户数 ]\n      行:\n        - 组: 一、城区\n          行:\n{first}        - 组: 二、农村\n          行:\n            - [ 东风村, 3 ]\n            - [ 和顺村, 4 ]\n            - [ 柳林村, 5 ]\n"
        );
        let pages = pages(&yaml);
        for page in 0..pages.count() {
            let texts: Vec<String> = lines(pages.layout(), page).iter().map(crate::ruler::Line::text).collect();
            assert!(!texts.last().expect("lines").starts_with("二、"), "{before}: {texts:?}");
        }
    }
}

#[test]
fn rows_are_not_broken_between_pages() {
    let long = "每季度入户核查一次，对新增困难家庭自申请之日起按时办结，建立部门信息比对机制。".repeat(2);
    let list: String = (1..=14).map(|n| format!("        - [ 第{n}社区, {long} ]\n")).collect();
    let pages = pages(&format!("标题: 计划\n正文:\n  - 表格:\n      表头: [ 社区, 措施 ]\n      行:\n{list}"));
    assert!(pages.count() > 1);
    for page in 0..pages.count() {
        let text: String = lines(pages.layout(), page).iter().map(crate::ruler::Line::text).collect();
        let (starts, ends) = (text.matches("每季度").count(), text.matches("信息比对机制。").count());
        assert_eq!(starts, ends, "page {page}: {text}");
    }
}

/// A row higher than a page can't be kept whole, and must not be lost either.
#[test]
fn a_row_higher_than_a_page_is_broken_and_read_back_whole() {
    let long = "每季度入户核查一次，建立部门信息比对机制。".repeat(90);
    let yaml = format!(
        "标题: 计划\n正文:\n  - 表格:\n      表头: [ 社区, 措施 ]\n      行:\n        - [ 清河, {long} ]\n        - [ 安平, 短 ]\n"
    );
    let pages = pages(&yaml);
    assert!(pages.count() > 1);
    let text = reader::squeezed_text(&pages);
    assert_eq!(text.matches("每季度").count(), 90);
    assert!(text.contains("安平"));
}

#[test]
fn four_hundred_rows_are_all_there() {
    let pages = pages(&rows(400, "      序号: 是\n"));
    let text = reader::squeezed_text(&pages);
    for n in 1..=400 {
        assert!(text.contains(&format!("第{n}社区")), "row {n}");
    }
    assert!(pages.count() <= 21, "{} pages", pages.count());
}

#[test]
fn a_dense_table_leaves_the_text_on_the_grid_and_parts_at_whole_lines() {
    let months: String = (1..=12).map(|m| format!(", {m}月")).collect();
    for count in [3, 4, 17, 30, 47] {
        let row = |n: usize| format!("        - [ 第{n}社区{} ]\n", format!(", {}.5", n + 1200).repeat(12));
        let list: String = (1..=count).map(row).collect();
        let yaml = format!(
            "标题: 计划\n正文:\n  - 表格:\n      表头: [ 社区{months} ]\n      行:\n{list}  - 段落: 表后的话。\n"
        );
        let pages = pages(&yaml);
        assert!(glyphs_of(pages.layout(), 0, "第1社区")[0].size < 12.0, "the type is smaller");
        assert_mm(line_of(pages.layout(), "表后的话").off_grid(), 0.0, 0.05, &format!("{count} rows"));
    }
}

#[test]
fn all_of_a_case_is_read_back_by_somebody_else() {
    let text = reader::squeezed_text(&pages_of("of-which-and-notes"));
    for part in
        ["其中：城市低保", "其中：重度残疾人", "12,460", "-3.5", "注：1.低保对象为年末数", "资料来源：县民政局统计台账"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
}

/// A cell over sixty rows kept them all on one page, which they ran off.
#[test]
fn a_cell_over_more_rows_than_a_page_has_is_broken_with_them() {
    let more: String = (2..=60).map(|n| format!("        - [ ^, 第{n}社区, {n} ]\n")).collect();
    for turned in ["", "      横排: 是\n"] {
        let yaml = format!(
            "标题: 计划\n正文:\n  - 表格:\n{turned}      表头: [ 组别, 社区, 户数 ]\n      行:\n        - [ 城区, 第1社区, 1 ]\n{more}"
        );
        let pages = pages(&yaml);
        let text = reader::squeezed_text(&pages);
        for n in 1..=60 {
            assert!(text.contains(&format!("第{n}社区")), "row {n}: {text}");
        }
        for glyph in &pages.layout().glyphs {
            let inside = mm(glyph.rect.bottom) < 297.0 - 20.0 && mm(glyph.rect.right) < TYPE_AREA[2] + 1.0;
            assert!(inside, "`{}` at {:?}", glyph.text, glyph.rect);
        }
    }
}

#[test]
fn a_cell_over_a_few_rows_keeps_them_on_one_page() {
    for before in 8..=18 {
        let first: String = (1..=before).map(|n| format!("        - [ 第{n}社区, {n} ]\n")).collect();
        let yaml = format!(
            "标题: 计划\n正文:\n  - 表格:\n      表头: [ 社区, 户数 ]\n      行:\n{first}        - [ 并在一起, 901 ]\n        - [ ^, 902 ]\n        - [ ^, 903 ]\n        - [ 尾一, 1 ]\n        - [ 尾二, 2 ]\n        - [ 尾三, 3 ]\n"
        );
        let pages = pages(&yaml);
        let on = |page: usize, text: &str| lines(pages.layout(), page).iter().any(|line| line.text().contains(text));
        let page = (0..pages.count()).find(|page| on(*page, "901")).expect("the first of them");
        assert!(on(page, "902") && on(page, "903") && on(page, "并在一起"), "{before} rows before");
    }
}
