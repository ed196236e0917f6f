//! Where pages end.

use banxin::pipeline::{Pipeline, Settings};
use banxin::typeset::{Pace, ShapeKind};

use super::{HEADINGS, document, paragraph};
use crate::project::samples;
use crate::reader;
use crate::ruler::{PITCH, TYPE_AREA, assert_mm, line_of, lines, pages};

#[test]
fn no_heading_is_the_last_line_of_a_page_whatever_stands_before_it() {
    for shift in 0..=30 {
        let before = "  - 段落: 一行。\n".repeat(shift);
        let pages = pages(&document(&(before + HEADINGS + &paragraph(4))));
        for page in 0..pages.count() - 1 {
            let last = lines(pages.layout(), page).pop().expect("lines").text();
            assert!(!last.contains("级标题"), "{shift} lines: page {page} ends with {last}");
        }
    }
}

#[test]
fn another_reader_reads_of_every_sample_what_is_on_its_pages() {
    for sample in samples() {
        let built = Pipeline::new(Settings::default(), Pace::batch(1)).build(&sample);
        let pages = built.pages.expect("built");
        let drawn: String = pages.layout().glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        let (mut read, mut drawn) = (reader::squeezed_text(&pages), reader::squeezed(&drawn));
        if pages.layout().shapes.iter().any(|shape| shape.kind == ShapeKind::Picture) {
            // Words of a picture are read too, and what is around a chart in an order of the reader's own.
            let sorted = |text: &str| {
                let mut all: Vec<char> = text.chars().collect();
                all.sort_unstable();
                all
            };
            let mut rest = sorted(&read).into_iter();
            assert!(sorted(&drawn).into_iter().all(|c| rest.any(|other| other == c)), "{}", sample.display());
            (read, drawn) = (String::new(), String::new());
        }
        assert_eq!(read, drawn, "{}", sample.display());
    }
}

#[test]
fn a_page_break_begins_a_new_page_and_two_begin_no_empty_one() {
    let pages = pages(&document("  - 段落: 前页。\n  - 分页\n  - 分页\n  - 段落: 后页。\n"));
    assert_eq!(pages.count(), 2);
    let line = line_of(pages.layout(), "后页。");
    assert_eq!(line.glyphs[0].page, 1);
    assert_mm(line.top(), TYPE_AREA[1], 0.01, "the first line");
}

#[test]
fn nothing_stands_between_paragraphs() {
    let pages = pages(&document(&(paragraph(2) + &paragraph(3) + HEADINGS)));
    let lines = lines(pages.layout(), 0);
    for pair in lines[1..].windows(2) {
        assert_mm(pair[1].top() - pair[0].top(), PITCH, 0.05, &pair[1].text());
    }
}
