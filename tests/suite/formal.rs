//! Formal papers (公文, 信函, 命令, 纪要) of the theme gbt9704, measured on finished pages: each test is named by its clause of
//! GB/T 9704-2012.

use banxin::typeset::{Layout, Pages};

use crate::reader::RedInk;
use crate::ruler::{Line, PITCH, lines};

mod combinations;
mod head;
mod imprint;
mod letter;
mod order;
mod print;
mod rules;
mod seals;

/// How much a place may differ from the standard's, in millimetres.
const TOLERANCE: f64 = 0.2;

/// The height of a 三号 character, in millimetres.
const SIZE: f64 = 16.0 * 25.4 / 72.0;

/// A paragraph of one line.
const BODY: &str = "正文:\n  - 段落: 现将有关事项通知如下。\n";

/// A paper with a red head and these fields.
fn official(fields: &str) -> String {
    format!("标题: 走访慰问工作\n发文机关标志: 青云街道办事处\n{fields}{BODY}")
}

/// The lines of a page (from 0) that are black, from top to bottom.
fn black_lines(layout: &Layout, page: usize) -> Vec<Line<'_>> {
    lines(layout, page).into_iter().filter(|line| &*line.glyphs[0].colour == "#000000").collect()
}

/// The black line of the first page that begins with a text.
#[track_caller]
fn line<'a>(layout: &'a Layout, start: &str) -> Line<'a> {
    let lines = black_lines(layout, 0);
    let texts: Vec<String> = lines.iter().map(Line::text).collect();
    let found = lines.into_iter().find(|line| line.text().starts_with(start));
    found.unwrap_or_else(|| panic!("no line begins with {start}: {texts:?}"))
}

/// A horizontal rule on a page: left, top, right, bottom in millimetres.
fn rules(layout: &Layout, page: usize, colour: &str) -> Vec<[f64; 4]> {
    let of_page = layout.shapes.iter().filter(|shape| shape.page == page && shape.colour.as_deref() == Some(colour));
    let mut rules: Vec<[f64; 4]> = of_page
        .map(|shape| [shape.rect.left, shape.rect.top, shape.rect.right, shape.rect.bottom].map(crate::ruler::mm))
        .collect();
    rules.sort_by(|a, b| a[1].total_cmp(&b[1]));
    rules
}

/// Black rules of a page.
fn black_rules(layout: &Layout, page: usize) -> Vec<[f64; 4]> {
    rules(layout, page, "#000000")
}

/// Red rules of a page.
fn red_rules(layout: &Layout, page: usize) -> Vec<[f64; 4]> {
    rules(layout, page, "#ff0000")
}

/// The ink of the masthead: what is red on page 1 above a height.
fn masthead(pages: &Pages, above: f64) -> [f64; 4] {
    RedInk::of(pages, 0).within([0.0, 0.0, 210.0, above]).expect("a masthead")
}
