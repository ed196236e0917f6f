//! Sheet, type area, grid and page numbers.

use super::{document, long_document, paragraph};
use crate::reader::Picture;
use crate::ruler::{CHARACTER, PITCH, TYPE_AREA, all_lines, assert_mm, lines, mm, page_number, pages};

/// Everything that can stand in the text: headings of all levels on their own lines and run in, digits, Latin, hanzi
/// from other fonts, symbols.
const MIXED: &str = "  - 章节:
      标题: 主要任务Q1和2022年目标
      正文:
        - 章节:
            标题: 健全低保制度100%
            正文:
              - 任务:
                  标题: 摸清底数
                  条目:
                    - 全面核查，截至2021年12月31日共1775475元、529户、3.5%。
                    - { 标题: 规范管理, 接排: 是, 内容: 王堃、李喆、陈玥等3人负责，使用 Excel 2016 登记，☑完成。 }
                    - 加强监督，公开电话0512-65555555，①②③项逐月比对。
        - 任务:
            条目:
              - { 标题: 及时救助, 接排: 是, 内容: 随申随办，在48小时内办结，重点帮扶困难家庭，不漏一户、不漏一人。 }
              - 打造“邻里互助”品牌——做到A、B两类全覆盖……让居民放心。
";

#[test]
fn clause_5_1_the_sheet_is_a4() {
    let pages = pages(&long_document());
    for size in &pages.layout().pages {
        assert_mm(mm(size.width), 210.0, 0.01, "width");
        assert_mm(mm(size.height), 297.0, 0.01, "height");
    }
}

#[test]
fn clause_5_2_1_type_area_is_156_by_225_mm_at_28_and_37() {
    let pages = pages(&long_document());
    assert!(pages.count() >= 3);
    for page in 0..pages.count() {
        let lines = lines(pages.layout(), page);
        let [left, top, right, bottom] = TYPE_AREA;
        let full: Vec<_> = lines.iter().filter(|line| line.glyphs.len() >= 28).collect();
        assert!(full.len() > 10 || page + 1 == pages.count());
        for line in full {
            assert_mm(line.left(), left, 0.01, "left edge of a full line");
            assert_mm(line.right(), right, 0.05, "right edge of a full line");
        }
        assert_mm(lines[0].top(), top, 0.01, "top of the first line");
        if page + 1 < pages.count() {
            let last = lines.last().expect("lines");
            assert_mm(last.top() + PITCH, bottom, 0.05, "bottom of the last line");
        }
    }
}

#[test]
fn nothing_but_the_page_number_stands_outside_the_type_area() {
    let pages = pages(&document(&MIXED.repeat(6)));
    for line in all_lines(pages.layout()) {
        let text = line.text();
        assert!(line.left() > TYPE_AREA[0] - 0.01 && line.right() < TYPE_AREA[2] + 0.1, "{text}: {}", line.right());
        assert!(line.top() > TYPE_AREA[1] - 0.01, "{text}");
    }
}

#[test]
fn clause_5_2_3_a_full_page_has_22_lines_of_one_pitch() {
    let pages = pages(&long_document());
    for page in 0..pages.count() - 1 {
        let lines = lines(pages.layout(), page);
        // The first page has the title and a blank line below it.
        assert_eq!(lines.len(), if page == 0 { 21 } else { 22 }, "page {page}");
        for pair in lines[1..].windows(2) {
            assert_mm(pair[1].baseline() - pair[0].baseline(), PITCH, 0.01, &pair[1].text());
        }
    }
}

#[test]
fn clause_5_2_3_whatever_stands_on_a_line_it_stands_on_the_grid() {
    let pages = pages(&document(&MIXED.repeat(8)));
    let mut full = 0;
    for page in 0..pages.count() {
        let lines = lines(pages.layout(), page);
        full += usize::from(lines.len() == 22);
        for line in &lines {
            assert_mm(line.off_grid(), 0.0, 0.05, &line.text());
        }
    }
    assert!(full >= 2, "headings that keep with the next line leave room at the end of some pages, not of all");
}

#[test]
fn clause_5_2_3_a_full_line_has_28_characters() {
    let pages = pages(&long_document());
    let mut counts: Vec<usize> = Vec::new();
    for line in all_lines(pages.layout()).iter().skip(1) {
        if (line.left() - TYPE_AREA[0]).abs() < 0.01 && (line.right() - TYPE_AREA[2]).abs() < 0.1 {
            counts.push(line.glyphs.len());
        }
    }
    assert!(counts.len() > 30);
    counts.sort_unstable();
    assert_eq!(counts[counts.len() / 2], 28, "the median of {counts:?}");
    assert_eq!(counts[0], 28, "every line of hanzi alone: {counts:?}");
}

#[test]
fn clause_5_2_4_all_text_is_black() {
    let pages = pages(&document(MIXED));
    assert!(pages.layout().glyphs.iter().all(|glyph| &*glyph.colour == "#000000"));
}

#[test]
fn clause_7_5_page_numbers_stand_outside_one_character_in() {
    let pages = pages(&long_document());
    for page in 0..pages.count() {
        let number = page_number(pages.layout(), page);
        assert_eq!(number.text(), format!("— {} —", page + 1));
        assert!((number.size() - 14.0).abs() < 0.01);
        assert_eq!(number.families(), ["Banxin Song"]);
        if page % 2 == 0 {
            assert_mm(number.right(), TYPE_AREA[2] - CHARACTER, 0.1, "an odd page's number ends");
        } else {
            assert_mm(number.left(), TYPE_AREA[0] + CHARACTER, 0.1, "an even page's number begins");
        }
    }
}

/// Measured in ink, as another program draws the PDF.
#[test]
fn clause_7_5_the_dash_is_7_mm_below_the_type_area() {
    let pages = pages(&long_document());
    let number = page_number(pages.layout(), 0);
    let picture = Picture::of(&pages, 0);
    for x in [number.left() + 2.5, number.right() - 2.5] {
        let [top, bottom] = picture.ink_in_column(x, TYPE_AREA[3] + 1.0).expect("a dash");
        assert_mm(top, TYPE_AREA[3] + 7.0, 0.1, "top of the dash");
        assert!(bottom - top < 1.0, "a dash, {} mm thick", bottom - top);
    }
}

#[test]
fn a_hundred_pages_are_numbered_to_the_last() {
    let pages = pages(&document(&paragraph(21).repeat(110)));
    assert!(pages.count() > 100);
    let number = page_number(pages.layout(), 100);
    assert_eq!(number.text(), "— 101 —");
    assert_mm(number.right(), TYPE_AREA[2] - CHARACTER, 0.1, "ends");
}
