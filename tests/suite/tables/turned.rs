//! Turned tables (横排): the page number stays where it is on all pages, the table's head is at the left of the sheet.

use banxin::typeset::Glyph;

use super::{glyphs_of, pages_of};
use crate::project::Project;
use crate::ruler::{TYPE_AREA, assert_mm, build, mm, page_number, pages};

#[test]
fn clause_8_the_page_number_stays_where_it_is_on_turned_pages() {
    let turned = pages_of("turned");
    let paragraph = format!("  - 段落: {}\n", "清河社区居民委员会依靠楼栋骨干完成各项任务。".repeat(20));
    let upright = pages(&format!("标题: 计划\n正文:\n{}", paragraph.repeat(5)));
    assert!(turned.count() >= 4 && upright.count() >= 4);
    for page in 0..4 {
        let size = &turned.layout().pages[page];
        assert_mm(mm(size.width), 210.0, 0.01, "the sheet stays upright");
        let [here, there] = [&turned, &upright].map(|pages| page_number(pages.layout(), page));
        assert_mm(here.left(), there.left(), 0.01, "the number's place");
        assert_mm(here.baseline(), there.baseline(), 0.01, "the number's height");
    }
}

#[test]
fn clause_8_the_head_is_at_the_binding_edge_on_odd_pages_and_at_the_outer_edge_on_even_ones() {
    // Both are at the left of the sheet: odd pages are bound at the left, even ones at the right.
    let pages = pages_of("turned");
    for page in [1, 2] {
        let [head, row] = ["乡镇", if page == 1 { "青云镇" } else { "白杨镇" }].map(|text| {
            let glyphs = glyphs_of(pages.layout(), page, text);
            let (first, last) = (glyphs[0], glyphs[glyphs.len() - 1]);
            assert!(last.y < first.y - 1.0, "read from the bottom up");
            mm(first.x)
        });
        assert!(head < row, "page {page}: the head at {head}, a row at {row}");
    }
}

#[test]
fn a_turned_table_stays_in_the_type_area() {
    let pages = pages_of("turned");
    let mut widest: [f64; 4] = [f64::MAX, f64::MAX, 0.0, 0.0];
    for shape in &pages.layout().shapes {
        let [left, top, right, bottom] = [shape.rect.left, shape.rect.top, shape.rect.right, shape.rect.bottom].map(mm);
        widest = [widest[0].min(left), widest[1].min(top), widest[2].max(right), widest[3].max(bottom)];
    }
    assert!(widest[0] >= TYPE_AREA[0] - 0.2 && widest[2] <= TYPE_AREA[2] + 0.2, "{widest:?}");
    assert_mm(widest[1], TYPE_AREA[1], 0.2, "the top");
    assert_mm(widest[3], TYPE_AREA[3], 0.2, "the bottom");
}

#[test]
fn no_row_is_alone_on_the_last_turned_page_and_the_text_goes_on_after_it() {
    for count in 10..=40 {
        let list: String = (1..=count).map(|n| format!("        - [ 第{n}社区, {n} ]\n")).collect();
        let yaml = format!(
            "标题: 计划\n正文:\n  - 表格:\n      横排: 是\n      标题: 名单\n      表头: [ 社区, 户数 ]\n      行:\n{list}  - 段落: 表后的话。\n"
        );
        let pages = pages(&yaml);
        let on = |page: usize| {
            let text: String = pages.layout().page_glyphs(page).iter().map(|glyph| glyph.text.as_str()).collect();
            text.matches("社区").count().saturating_sub(1)
        };
        let counts: Vec<usize> = (1..pages.count() - 1).map(on).collect();
        assert_eq!(counts.iter().sum::<usize>(), count, "{counts:?}");
        assert!(counts.iter().all(|rows| *rows > 1), "{counts:?}");
        let last: String =
            pages.layout().page_glyphs(pages.count() - 1).iter().map(|glyph| glyph.text.as_str()).collect();
        assert!(last.starts_with("表后的话"), "{last}");
    }
}

#[test]
fn a_click_in_a_turned_table_leads_to_its_cell() {
    let yaml = "标题: 计划\n正文:\n  - 表格:\n      横排: 是\n      表头: [ 社区, 户数 ]\n      行: [ [ 清河社区, 12.5户 ] ]\n";
    let built = build(yaml);
    let pages = built.pages.as_ref().expect("pages");
    for text in ["清河社区", "12.5户"] {
        for glyph in glyphs_of(pages.layout(), 1, text) {
            let (x, y) = middle(glyph);
            let place = pages.positions().at(glyph.page, x, y).expect("a place");
            assert!(place.exact);
            let source = built.sources.get(place.span.source);
            assert_eq!(source.slice(place.span), glyph.text);
        }
    }
}

fn middle(glyph: &Glyph) -> (f64, f64) {
    (f64::midpoint(glyph.rect.left, glyph.rect.right), f64::midpoint(glyph.rect.top, glyph.rect.bottom))
}

#[test]
fn a_turned_table_is_read_back_by_somebody_else() {
    let yaml = "标题: 计划\n正文:\n  - 表格:\n      横排: 是\n      表头: [ 社区, 户数 ]\n      行: [ [ 清河社区, \"1,234.5\" ] ]\n";
    let project = Project::new().file("a.yaml", yaml);
    project.run(["build", "a.yaml"]).succeeds();
    let text = crate::project::text_of(&project.join("a.pdf"));
    assert!(text.contains("清河社区") && text.contains("1,234.5"), "{text}");
}

#[test]
fn clause_7_3_7_the_head_of_an_attachment_stood_alone_on_the_page_before_its_turned_table() {
    for rows in [2, 40] {
        let list: String = (1..=rows).map(|n| format!("            - [ 第{n}社区, {n} ]\n")).collect();
        let table = format!("      - 表格:\n          横排: 是\n          表头: [ 社区, 户数 ]\n          行:\n{list}");
        let pages = pages(&format!(
            "标题: 计划\n正文:\n  - 段落: 见附件1、附件2。\n附件:\n  - 标题: 情况总表\n    正文:\n{table}  - 标题: 名单\n    正文: [ 清河社区。 ]\n"
        ));
        let layout = pages.layout();
        let (label, title) = (glyphs_of(layout, 1, "附件1")[0], glyphs_of(layout, 1, "情况总表")[0]);
        let head = glyphs_of(layout, 1, "户数")[0];
        assert!(label.x < title.x && title.x < head.x, "turned: label, title, table from the left");
        // The first characters of a line begin at the type area's bottom, which is the turned page's left.
        assert_mm(mm(label.y), TYPE_AREA[3], 0.5, "flush left");
        assert!(
            glyphs_of(layout, pages.count() - 1, "附件2")[0].x > 0.0,
            "the next one stands upright on its own page"
        );
        assert_eq!(pages.count(), if rows == 2 { 3 } else { pages.count() });
    }
}
