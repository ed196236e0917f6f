//! Remarks and imprint: 7.3.6, 7.4, 7.5.

use banxin::typeset::Pages;

use super::{BODY, TOLERANCE, black_lines, black_rules, line, official};
use crate::ruler::{CHARACTER, Line, PITCH, TYPE_AREA, assert_mm, mm, pages};

const IMPRINT: &str =
    "抄送: [ 安平县民政局, 安平县残疾人联合会 ]\n印发机关: 青云街道党政办公室\n印发日期: 2022-01-10\n";

/// A paper whose text has so many paragraphs of a line.
fn long(paragraphs: usize, fields: &str) -> Pages {
    let body = "  - 段落: 现将有关事项通知如下。\n".repeat(paragraphs);
    pages(&official(fields).replace(BODY, &format!("正文:\n{body}")))
}

/// The line of a page (from 0) that begins with a text.
#[track_caller]
fn on_page<'a>(pages: &'a Pages, page: usize, start: &str) -> Line<'a> {
    let found = black_lines(pages.layout(), page).into_iter().find(|line| line.text().starts_with(start));
    found.unwrap_or_else(|| panic!("page {page} has no line {start}"))
}

/// The pages (from 0) that have a number.
fn numbered(pages: &Pages) -> Vec<usize> {
    let below = |page: &usize| pages.layout().page_glyphs(*page).iter().any(|glyph| mm(glyph.y) > TYPE_AREA[3]);
    (0..pages.count()).filter(below).collect()
}

#[test]
fn clause_7_3_6_a_remark_stands_in_brackets_two_characters_in_on_the_line_below_the_date() {
    for typed in ["此件公开发布", "（此件公开发布）"] {
        let pages = pages(&official(&format!("署名: 某某局\n日期: 2022-01-10\n附注: {typed}\n")));
        let remark = line(pages.layout(), "（此件");
        assert_eq!(remark.text(), "（此件公开发布）");
        assert_mm(remark.top() - line(pages.layout(), "2022年").top(), PITCH, TOLERANCE, "below the date");
        let left = remark.left() - TYPE_AREA[0];
        assert_mm(left, 2.0 * CHARACTER, TOLERANCE, "two characters in");
    }
}

#[test]
fn a_contact_is_a_remark_with_its_label() {
    let pages = pages(&official("日期: 2022-01-10\n联系人: 王芳，电话：0512-65550123\n"));
    assert_eq!(line(pages.layout(), "（联系人").text(), "（联系人：王芳，电话：0512-65550123）");
}

#[test]
fn clause_7_4_1_the_lines_are_as_wide_as_the_type_area_thick_thin_thick_the_last_on_its_bottom_edge() {
    let pages = long(1, IMPRINT);
    assert_eq!(pages.count(), 2);
    let rules = black_rules(pages.layout(), 1);
    let thickness: Vec<f64> = rules.iter().map(|rule| rule[3] - rule[1]).collect();
    assert_eq!(thickness.len(), 3);
    for (found, expected) in thickness.into_iter().zip([0.35, 0.25, 0.35]) {
        assert_mm(found, expected, 0.01, "thickness");
    }
    for rule in &rules {
        assert_mm(rule[0], TYPE_AREA[0], TOLERANCE, "left");
        assert_mm(rule[2], TYPE_AREA[2], TOLERANCE, "right");
    }
    assert_mm(f64::midpoint(rules[2][1], rules[2][3]), TYPE_AREA[3], TOLERANCE, "the last line");
}

#[test]
fn clause_7_4_1_lines_stand_only_around_what_is_there() {
    let count = |fields: &str| {
        let pages = long(1, fields);
        black_rules(pages.layout(), pages.count() - 1).len()
    };
    assert_eq!(count("抄送: 安平县民政局\n"), 2);
    assert_eq!(count("印发日期: 2022-01-10\n"), 2);
    assert_eq!(count("抄送: 安平县民政局\n印发机关: 党政办公室\n"), 3);
    assert_eq!(count(""), 0);
}

#[test]
fn clause_7_4_2_copies_are_14_pt_one_character_in_and_wrap_below_the_first_organ() {
    let organs = ["安平县民政局"; 6].join("，");
    let pages = long(1, &format!("抄送: {organs}\n印发机关: 党政办公室\n印发日期: 2022-01-10\n"));
    let lines = black_lines(pages.layout(), 1);
    let texts: Vec<String> = lines.iter().map(Line::text).collect();
    assert!(texts[0].starts_with("抄送：安平县民政局，") && texts[1].ends_with("民政局。"), "{texts:?}");
    assert_mm(lines[0].left(), TYPE_AREA[0] + CHARACTER, TOLERANCE, "one character in");
    assert_mm(lines[1].left(), mm(lines[0].glyphs[3].x), TOLERANCE, "below the first organ");
    assert!(
        lines.iter().all(|line| (line.size() - 14.0).abs() < 0.01 && line.right() < TYPE_AREA[2] - CHARACTER + 0.3)
    );
    assert_eq!(&*lines[0].glyphs[3].family, "FandolFang R");
}

#[test]
fn clause_7_4_2_copies_end_in_one_full_stop_and_have_one_label() {
    for typed in ["安平县民政局", "抄送：安平县民政局。", "[ 安平县民政局 ]"] {
        assert_eq!(on_page(&long(1, &format!("抄送: {typed}\n")), 1, "抄送").text(), "抄送：安平县民政局。", "{typed}");
    }
}

#[test]
fn clause_7_4_3_who_printed_stands_left_and_when_right_one_character_in() {
    for typed in ["2022-01-10", "2022年1月10日印发"] {
        let pages = long(1, &format!("印发机关: 青云街道党政办公室\n印发日期: {typed}\n"));
        let line = on_page(&pages, 1, "青云街道党政办公室");
        assert_eq!(line.text(), "青云街道党政办公室2022年1月10日印发");
        assert_mm(line.left(), TYPE_AREA[0] + CHARACTER, TOLERANCE, "left");
        assert_mm(line.right(), TYPE_AREA[2] - CHARACTER, TOLERANCE, "right");
        assert!((line.size() - 14.0).abs() < 0.01);
    }
}

/// In print the imprint is on the back of the last sheet (usage). A paper that ends on an odd page has it on the next one, which is
/// numbered on; where an even page has no room for it, its back stays blank, and neither that nor the imprint's page is numbered
/// (7.5).
#[test]
fn clause_7_5_the_imprint_stands_on_the_last_even_page_and_a_blank_page_before_it_has_no_number() {
    let mut blank = 0;
    for paragraphs in 1..40 {
        let pages = long(paragraphs, &format!("署名: 某某局\n日期: 2022-01-10\n{IMPRINT}"));
        let last = pages.count() - 1;
        assert_eq!(pages.count() % 2, 0, "{paragraphs} paragraphs, {} pages", pages.count());
        let rules = black_rules(pages.layout(), last);
        assert_eq!(rules.len(), 3, "{paragraphs}");
        let text = black_lines(pages.layout(), last);
        let above = text.iter().filter(|line| (line.size() - 16.0).abs() < 0.01);
        assert!(
            above.clone().all(|line| line.top() + 5.6 < rules[0][1]),
            "the text keeps off the imprint: {paragraphs}"
        );
        let empty: Vec<usize> = (0..last).filter(|page| black_lines(pages.layout(), *page).is_empty()).collect();
        let expected: Vec<usize> = match empty.as_slice() {
            [] => (0..=last).collect(),
            [page] => {
                blank += 1;
                assert_eq!(*page, last - 1, "the blank page");
                assert!(above.count() == 0);
                (0..last - 1).collect()
            }
            more => panic!("blank pages {more:?}"),
        };
        assert_eq!(numbered(&pages), expected, "{paragraphs} paragraphs");
    }
    assert!(blank > 0, "no case with a blank page");
}
