//! Issuer and date (7.3.5.2, 7.3.5.4).

use banxin::typeset::Layout;

use super::paragraph;
use crate::ruler::{CHARACTER, Line, PITCH, TYPE_AREA, all_lines, assert_mm, lines, pages};

/// Where something two characters from the right edge ends.
const RIGHT: f64 = TYPE_AREA[2] - 2.0 * CHARACTER;

fn signed(issuer: &str, lines_before: usize) -> String {
    let body = "  - 段落: 一行。\n".repeat(lines_before);
    format!("标题: 计划\n署名: {issuer}\n日期: 2021-12-05\n正文:\n{body}")
}

/// The last lines of a paper.
fn last<const N: usize>(layout: &Layout) -> [Line<'_>; N] {
    let mut all = all_lines(layout);
    all.split_off(all.len() - N).try_into().expect("as many were split off")
}

#[test]
fn clause_7_3_5_2_a_date_shorter_than_the_organ_begins_two_characters_right_of_it() {
    let pages = pages(&signed("青云街道清河社区居民委员会", 3));
    let [text, organ, date] = last(pages.layout());
    assert_eq!((organ.text(), date.text()), ("青云街道清河社区居民委员会".into(), "2021年12月5日".into()));
    assert_mm(organ.right(), RIGHT, 0.1, "the organ ends two characters from the edge");
    assert_mm(date.left() - organ.left(), 2.0 * CHARACTER, 0.05, "the date begins two characters further right");
    assert_mm(organ.top() - text.top(), 2.0 * PITCH, 0.05, "one blank line above");
    assert_mm(date.top() - organ.top(), PITCH, 0.05, "the date on the next line");
}

#[test]
fn clause_7_3_5_2_a_date_longer_than_the_organ_ends_two_characters_from_the_edge() {
    let pages = pages(&signed("某局", 3));
    let [_, organ, date] = last(pages.layout());
    assert_eq!((organ.text(), date.text()), ("某局".into(), "2021年12月5日".into()));
    assert_mm(date.right(), RIGHT, 0.1, "the date ends two characters from the edge");
    assert_mm(date.left() - organ.left(), 2.0 * CHARACTER, 0.05, "the organ stands two characters further left");
}

#[test]
fn clause_7_3_5_4_the_date_is_in_arabic_figures_without_zeros() {
    for typed in ["2021-12-05", "2021年12月5日", "2021.12.5", "2021/12/05"] {
        let pages = pages(&format!("标题: 计划\n署名: 某局\n日期: {typed}\n正文: [ 一段 ]\n"));
        assert_eq!(last::<1>(pages.layout())[0].text(), "2021年12月5日", "{typed}");
    }
}

#[test]
fn several_organs_begin_at_one_place() {
    let pages = pages(&signed("[ 清河社区居民委员会, 柳林社区服务中心办公室 ]", 3));
    let [first, second, date] = last(pages.layout());
    assert_mm(first.left() - second.left(), 0.0, 0.01, "the organs");
    assert_mm(second.right(), RIGHT, 0.1, "the longer one ends two characters from the edge");
    assert_mm(date.left() - first.left(), 2.0 * CHARACTER, 0.05, "the date");
}

#[test]
fn a_very_long_organ_stays_in_the_type_area() {
    let organ = "某省某市某区某街道社区治理和服务创新试验工作领导小组联席会议办公室某某分部";
    let pages = pages(&signed(organ, 2));
    let [first, second, date] = last(pages.layout());
    assert_eq!(first.text() + &second.text(), organ);
    for line in [&first, &second, &date] {
        assert!(line.left() >= TYPE_AREA[0] - 0.01 && line.right() <= TYPE_AREA[2] + 0.05, "{}", line.text());
    }
}

#[test]
fn organ_and_date_are_never_torn_apart() {
    for before in 14..=24 {
        let pages = pages(&signed("清河社区居民委员会", before));
        let [organ, date] = last(pages.layout());
        assert_eq!(organ.glyphs[0].page, date.glyphs[0].page, "{before} lines");
    }
}

/// On a page of its own the signature begins at the top: a blank line there would only push it down.
#[test]
fn a_signature_alone_on_a_page_begins_at_its_top() {
    let pages = pages(&format!("标题: 计划\n署名: 某局\n日期: 2021-12-05\n正文:\n{}  - 分页\n", paragraph(20)));
    let last = pages.count() - 1;
    let lines = lines(pages.layout(), last);
    assert_eq!((last, lines.len()), (1, 2));
    assert_mm(lines[0].top(), TYPE_AREA[1], 0.01, "the organ");
}
