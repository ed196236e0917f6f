//! From the page to the YAML and back.

use banxin::source::Span;
use banxin::typeset::Pages;

use crate::draft::{Draft, YAML};

fn typed(draft: &Draft, pages: &Pages, page: usize, x: f64, y: f64) -> Option<(String, bool)> {
    let place = pages.positions().at(page, x, y)?;
    Some((draft.yaml[place.span.range()].trim().to_owned(), place.exact))
}

#[test]
fn every_glyph_answers_a_click() {
    let draft = Draft::new()
        .code("#let label(n, body) = [（#n）#body]\n")
        .paragraph("完善最低生活保障制度，做到应保尽保。".repeat(80).as_str())
        .start()
        .code("#label(3, ")
        .text("张三\"和\\李四")
        .code(")\n")
        .end();
    let pages = draft.pages();
    assert!(pages.count() > 1);
    for glyph in &pages.layout().glyphs {
        let (x, y) = (glyph.x + glyph.width / 2.0, glyph.y - 4.0);
        let (text, exact) = typed(&draft, &pages, glyph.page, x, y).expect("something was typed there");
        match glyph.literal {
            Some(_) => assert_eq!((text.as_str(), exact), (glyph.text.as_str(), true)),
            None => assert_eq!((text.as_str(), exact), ("张三\"和\\李四", false)),
        }
    }
}

#[test]
fn beside_the_text_the_nearest_glyph_answers_and_then_the_block() {
    let draft = Draft::new()
        .code("#set par(first-line-indent: 0pt)\n")
        .start()
        .code("#")
        .text("甲乙")
        .code("#v(200pt)#")
        .text("丙")
        .code("\n")
        .end();
    let pages = draft.pages();
    let (left, top) = (28.0 / 25.4 * 72.0, 37.0 / 25.4 * 72.0);
    assert_eq!(typed(&draft, &pages, 0, left - 5.0, top + 6.0), Some(("甲".into(), true)));
    assert_eq!(typed(&draft, &pages, 0, left + 40.0, top + 6.0), Some(("乙".into(), true)));
    assert_eq!(typed(&draft, &pages, 0, left + 8.0, top + 100.0), Some(("甲乙\n丙".into(), false)));
    assert_eq!(typed(&draft, &pages, 0, 5.0, 5.0), None);
    assert_eq!(typed(&draft, &pages, 7, left, top), None);
}

#[test]
fn a_typed_place_is_found_line_by_line() {
    let text = "完善最低生活保障制度。".repeat(10);
    let draft = Draft::new().paragraph("甲").paragraph(&text).paragraph("丙");
    let pages = draft.pages();
    let positions = pages.positions();
    let start = draft.yaml.find(&text).expect("typed");
    let all = positions.of(Span::new(YAML, start..start + text.len()));
    assert_eq!(all.len(), 4, "110 characters on lines of 27.6: {all:?}");
    assert!(all.windows(2).all(|pair| pair[0].rect.top < pair[1].rect.top));
    let one = positions.of(Span::new(YAML, start..start + 3));
    assert_eq!(one.len(), 1);
    assert!((one[0].rect.width() - 16.0).abs() < 1.0 && one[0].block == Some(2), "{one:?}");
    // A caret before and behind a character.
    assert_eq!(positions.of(Span::new(YAML, start..start)), one);
    let end = start + text.len();
    assert_eq!(positions.of(Span::new(YAML, end..end)).len(), 1);
}

#[test]
fn a_place_without_text_is_its_block() {
    let mut draft = Draft::new().start();
    draft.yaml.push_str("标题: ");
    let draft = draft.code("#").text("主要任务").code("\n\n#").text("第二段").code("\n").end().paragraph("别处");
    let pages = draft.pages();
    let positions = pages.positions();
    let key = draft.yaml.find("标题").expect("typed");
    let regions = positions.of(Span::new(YAML, key..key + 6));
    assert_eq!(regions.len(), 1);
    let block = positions.blocks().iter().find(|region| region.block == 1).expect("printed");
    assert_eq!((regions[0].rect, regions[0].block), (block.rect, Some(1)));
    assert!(positions.of(Span::new(banxin::source::SourceId(9), 0..3)).is_empty());
}

#[test]
fn columns_on_one_line_stay_apart() {
    let draft = Draft::new().code("#grid(columns: (150pt, 150pt), ").text("甲").code(", ").text("乙").code(")\n");
    let pages = draft.pages();
    let regions = pages.positions().of(Span::new(YAML, 0..draft.yaml.len()));
    assert_eq!(regions.len(), 2, "{regions:?}");
}
