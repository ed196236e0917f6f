//! What is drawn, and what a page looks like.

use banxin::typeset::{Fonts, Pace, Pages, Session, ShapeKind};

use crate::draft::Draft;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.01
}

#[test]
fn every_glyph_has_its_place_text_and_literal() {
    let draft = Draft::new().code("#set par(first-line-indent: 0pt)\n").paragraph("甲乙a").paragraph("丙");
    let pages = draft.pages();
    let glyphs = &pages.layout().glyphs;
    let texts: Vec<&str> = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
    assert_eq!(texts, ["甲", "乙", "a", "丙"]);
    let literal = |nth: usize| Some(draft.map().literals[nth].main.start);
    assert_eq!(
        glyphs.iter().map(|glyph| glyph.literal).collect::<Vec<_>>(),
        [literal(0), literal(0), literal(0), literal(1)]
    );
    assert_eq!(glyphs.iter().map(|glyph| glyph.offset).collect::<Vec<_>>(), [0, 3, 6, 0]);
    assert_eq!(glyphs.iter().map(|glyph| glyph.block).collect::<Vec<_>>(), [Some(1), Some(1), Some(1), Some(2)]);
    let left = 28.0 / 25.4 * 72.0;
    assert!(near(glyphs[0].x, left) && near(glyphs[1].x, left + 16.0) && near(glyphs[0].width, 16.0), "{glyphs:?}");
    assert!(glyphs[0].rect.contains(glyphs[0].x + 8.0, glyphs[0].y - 4.0));
    assert_eq!((&*glyphs[0].family, &*glyphs[0].colour, glyphs[0].page), ("FandolFang R", "#000000", 0));
    assert!(near(glyphs[0].size, 16.0) && glyphs[3].y > glyphs[0].y + 20.0);
}

#[test]
fn turned_and_scaled_text_is_found_where_it_is() {
    let pages = Draft::new()
        .code("#set par(first-line-indent: 0pt)\n#place(top + left, dx: 100pt, dy: 50pt, rotate(90deg, origin: top + left)[#scale(200%, origin: top + left)[")
        .text("甲")
        .code("]])")
        .pages();
    // The draft's literal stands in brackets inside markup, so the brackets print too.
    let glyph = pages.layout().glyphs.iter().find(|glyph| glyph.text == "甲").expect("drawn");
    assert!(near(glyph.size, 32.0) && near(glyph.rect.height(), 32.0), "{glyph:?}");
    assert!(glyph.rect.right <= 28.0 / 25.4 * 72.0 + 100.01, "turned to the left of its origin: {glyph:?}");
}

#[test]
fn arabic_runs_backwards_with_its_own_offsets() {
    let draft = Draft::new().code("#set par(first-line-indent: 0pt)\n").paragraph("甲אב乙");
    let outcome = draft.set();
    let pages = outcome.pages.expect("pages");
    let drawn: Vec<(&str, usize)> = pages.layout().glyphs.iter().map(|g| (g.text.as_str(), g.offset)).collect();
    assert_eq!(drawn, [("甲", 0), ("ב", 5), ("א", 3), ("乙", 7)]);
}

#[test]
fn rules_boxes_and_pictures_are_measured() {
    let pixel =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"><rect width=\"10\" height=\"10\"/></svg>";
    let pages = Draft::new()
        .file("/asset/0", pixel)
        .start()
        .code("#line(length: 100pt, stroke: 2pt + red)#rect(width: 30pt, height: 20pt, fill: rgb(\"#123456\"))#image(\"/asset/0\", width: 40pt)")
        .end()
        .pages();
    let shapes: Vec<_> = pages.layout().shapes.iter().collect();
    let kinds: Vec<ShapeKind> = shapes.iter().map(|shape| shape.kind).collect();
    assert_eq!(kinds, [ShapeKind::Line, ShapeKind::Rect, ShapeKind::Picture]);
    assert!(near(shapes[0].rect.width(), 100.0) && shapes[0].thickness == Some(2.0));
    assert_eq!(shapes[0].colour.as_deref(), Some("#ff4136"));
    assert_eq!(shapes[1].colour.as_deref(), Some("#123456"));
    assert!(near(shapes[2].rect.width(), 40.0) && near(shapes[2].rect.height(), 40.0));
    assert!(shapes.iter().all(|shape| shape.block == Some(1)));
}

#[test]
fn a_footer_in_the_middle_of_a_block_is_the_documents() {
    let footer = "#set page(footer: [#metadata(\"banxin:start:0\")#context counter(page).display(\"1\")#metadata(\"banxin:end:0\")])\n";
    let long = "甲".repeat(2000);
    let pages = Draft::new().code(footer).paragraph(&long).pages();
    assert!(pages.count() > 3);
    let layout = pages.layout();
    for glyph in &layout.glyphs {
        let expected = if glyph.literal.is_some() { Some(1) } else { Some(0) };
        assert_eq!(glyph.block, expected, "{glyph:?}");
    }
    for page in 0..pages.count() {
        let blocks: Vec<u32> = layout.blocks.iter().filter(|b| b.page == page).map(|b| b.block).collect();
        assert_eq!(blocks, [0, 1], "page {page}");
        let body = layout.blocks.iter().find(|b| b.page == page && b.block == 1).expect("the body");
        assert!(body.rect.bottom < 297.0 / 25.4 * 72.0 - 35.0 / 25.4 * 72.0 + 6.0, "the footer is not of the block");
    }
}

#[test]
fn a_theme_can_report_facts() {
    let pages = Draft::new().code("#metadata((banxin: \"title\", lines: 2, widths: (1.5, 2)))").paragraph("甲").pages();
    let fact = &pages.facts()[0];
    assert_eq!((fact.name.as_str(), fact.page), ("title", 0));
    assert_eq!(fact.value, serde_json::json!({"banxin": "title", "lines": 2, "widths": [1.5, 2]}));
}

fn three_pages(last: &str) -> Draft {
    let mut draft = Draft::new();
    for nth in 0..60 {
        draft = draft.paragraph(&format!("第{nth}段：完善最低生活保障制度，做到应保尽保，按时足额发放。"));
    }
    draft.paragraph(last)
}

#[test]
fn a_paragraph_at_the_end_leaves_the_first_pages_fingerprint() {
    let before = three_pages("结尾").pages();
    let after = three_pages("结尾").paragraph("又一段").pages();
    assert!(before.count() >= 3);
    assert_eq!(before.fingerprint(0), after.fingerprint(0));
    let all = |pages: &Pages| (0..pages.count()).map(|page| pages.fingerprint(page)).collect::<Vec<_>>();
    assert_ne!(all(&before), all(&after));
    assert_eq!(before.fingerprint(99), None);
    // Also in a live session, where spans move.
    let mut session = Session::new(Fonts::embedded(), Pace::LIVE);
    let first = three_pages("结尾").set_in(&mut session).pages.expect("pages");
    let second = three_pages("结尾").paragraph("又一段").set_in(&mut session).pages.expect("pages");
    assert_eq!([first.fingerprint(0), second.fingerprint(0)], [before.fingerprint(0), after.fingerprint(0)]);
}

#[test]
fn whatever_the_eye_sees_changes_the_fingerprint() {
    let of = |code: &str| Draft::new().code(code).paragraph("甲乙").pages().fingerprint(0);
    let plain = of("");
    assert_eq!(plain, of("#metadata(\"nothing to see\")"));
    let changes = [
        "#set text(fill: red)\n",
        "#set text(size: 16.1pt)\n",
        "#set text(font: \"Banxin Song\")\n",
        "#set text(tracking: 0.1pt)\n",
        "#v(0.5pt)",
        "#show \"乙\": \"丙\"\n",
        "#set page(fill: yellow)\n",
        "#place(line(length: 3pt))",
        "#show \"乙\": rotate(1deg)[乙]\n",
    ];
    for change in changes {
        assert_ne!(plain, of(change), "{change}");
    }
}

/// What a theme does to a text must not lose where it was typed.
#[test]
fn show_rules_measuring_and_boxes_keep_offsets() {
    let rules = [
        "#show \"乙\": it => text(fill: red, it)\n",
        "#show regex(\"[丙乙]+\"): it => box(it)\n",
        "#show: body => context { let _ = measure(body); body }\n",
        "#show: body => layout(size => block(width: size.width, body))\n",
        "#show: body => table(columns: 1, stroke: none, body)\n",
        "#show: body => columns(2, body)\n",
        "#show: strong\n",
    ];
    for rule in rules {
        let draft = Draft::new().code(rule).paragraph("甲乙a丙丁");
        let pages = draft.pages();
        let start = draft.map().literals[0].main.start;
        let drawn: Vec<(&str, Option<usize>, usize, Option<u32>)> =
            pages.layout().glyphs.iter().map(|g| (g.text.as_str(), g.literal, g.offset, g.block)).collect();
        let expected = [("甲", 0), ("乙", 3), ("a", 6), ("丙", 7), ("丁", 10)];
        assert_eq!(drawn, expected.map(|(text, offset)| (text, Some(start), offset, Some(1))), "{rule}");
    }
}
