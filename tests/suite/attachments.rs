//! 附件: the list after the text (7.3.4), pages of their own (7.3.7), files of every kind, the way back, the PDF's outline.

use std::process::Command;

use banxin::diagnostic::Severity;
use banxin::pipeline::{Built, Pipeline, Settings};
use banxin::source::Span;
use banxin::typeset::{Pace, Pages, ShapeKind};

use crate::project::{Project, repository};
use crate::reader::squeezed_text;
use crate::ruler::{CHARACTER, Line, PITCH, TYPE_AREA, all_lines, assert_mm, line_of, lines, mm, page_number, told};

const HEAD: &str = "标题: 工作总结\n署名: 青云县民政局\n日期: 2022-01-05\n正文:\n  - 段落: 名单见附件。\n";

/// A project with pictures, files and one document.
#[expect(clippy::disallowed_methods, reason = "the test copies its own pictures")]
fn project(attachments: &str) -> Project {
    let picture = |name: &str| std::fs::read(repository("tests/pictures").join(name)).expect("a picture");
    Project::new()
        .file("hall.jpg", picture("hall.jpg"))
        .file("three.pdf", picture("three.pdf"))
        .file("块.yaml", "- 章节: { 标题: 块的标题, 内容: 块的话。 }\n")
        .file(
            "办法.yaml",
            "标题: 社区食堂管理办法\n数据: { 人数: 5人 }\n正文:\n  - 章节: { 标题: 总则, 内容: 共{{ 人数 }}。 }\n",
        )
        .file("文稿.yaml", format!("{HEAD}附件:\n{attachments}"))
}

#[track_caller]
fn built(attachments: &str) -> Built {
    let project = project(attachments);
    let built = Pipeline::new(Settings::default(), Pace::batch(1)).build(&project.join("文稿.yaml"));
    assert!(built.is_good() && told(&built).is_empty(), "{}", told(&built));
    built
}

#[track_caller]
fn pages(attachments: &str) -> Pages {
    built(attachments).pages.expect("just asserted")
}

/// The line that begins so, on its page (from 0).
fn on_page<'a>(pages: &'a Pages, page: usize, start: &str) -> Line<'a> {
    let found = lines(pages.layout(), page).into_iter().find(|line| line.text().starts_with(start));
    found.unwrap_or_else(|| panic!("no line of page {page} begins with {start}"))
}

#[test]
fn clause_7_3_4_one_attachment_has_no_number_and_stands_a_blank_line_below_the_text() {
    let pages = pages("  - { 标题: 社区食堂一览表, 另附: 是 }\n");
    let (text, list) = (line_of(pages.layout(), "名单"), line_of(pages.layout(), "附件："));
    assert_eq!(list.text(), "附件：社区食堂一览表");
    assert_mm(list.top() - text.top(), 2.0 * PITCH, 0.05, "one blank line");
    assert_mm(list.left(), TYPE_AREA[0] + 2.0 * CHARACTER, 0.01, "two characters in");
    assert_mm(
        line_of(pages.layout(), "青云县").top() - list.top(),
        2.0 * PITCH,
        0.05,
        "the signature a blank line below",
    );
    assert_eq!(pages.count(), 1, "only listed");
}

#[test]
fn clause_7_3_4_several_are_numbered_and_aligned_and_a_long_name_wraps_under_its_first_character() {
    let long = "青云县各乡镇街道社区食堂建设任务分解和责任单位以及完成时限一览表";
    let pages = pages(&format!("  - {{ 标题: {long}, 另附: 是 }}\n  - {{ 标题: 名单, 另附: 是 }}\n"));
    let layout = pages.layout();
    let (first, second) = (line_of(layout, "附件：1."), line_of(layout, "2.名单"));
    let rest = all_lines(layout).into_iter().find(|line| long.ends_with(&line.text())).expect("the name's second line");
    let name = |line: &Line<'_>, character: &str| {
        mm(line.glyphs.iter().find(|glyph| glyph.text == character).expect("in the line").x)
    };
    assert_mm(name(&first, "青"), rest.left(), 0.01, "under the name's first character");
    assert_mm(name(&second, "名"), rest.left(), 0.01, "the second name");
    assert_mm(name(&first, "1"), name(&second, "2"), 0.01, "the numbers");
    assert_mm(name(&first, "1"), TYPE_AREA[0] + 5.0 * CHARACTER, 0.05, "right behind 附件：");
    for line in [&first, &rest, &second] {
        assert_mm(line.off_grid(), 0.0, 0.05, &line.text());
    }
    let text = squeezed_text(&pages);
    assert!(text.contains(&format!("附件：1.{long}2.名单")), "no mark after a name: {text}");
}

#[test]
fn clause_7_3_4_ten_names_are_aligned() {
    let ten: String = (1..=10).map(|n| format!("  - {{ 标题: 甲表{n}, 另附: 是 }}\n")).collect();
    let pages = pages(&ten);
    let left = |start: &str| {
        let line = line_of(pages.layout(), start);
        mm(line.glyphs.iter().find(|glyph| glyph.text == "甲").expect("in the line").x)
    };
    assert_mm(left("2."), left("10."), 0.01, "the names");
}

#[test]
fn clause_7_3_7_an_attachment_has_its_mark_on_line_1_and_its_title_on_line_3_of_a_new_page() {
    let pages =
        pages("  - { 标题: 甲表, 正文: [ 甲的话。 ] }\n  - { 标题: 乙表, 页标题: 青云县乙表, 正文: [ 乙的话。 ] }\n");
    assert_eq!(pages.count(), 3);
    for (page, mark, title, text) in [(1, "附件1", "甲表", "甲的话"), (2, "附件2", "青云县乙表", "乙的话")]
    {
        let [mark, title, text] = [mark, title, text].map(|start| on_page(&pages, page, start));
        assert_eq!((mark.size(), mark.hanzi_families()), (16.0, vec!["Banxin Hei"]));
        assert_mm(mark.top(), TYPE_AREA[1], 0.05, "line 1");
        assert_mm(mark.left(), TYPE_AREA[0], 0.01, "flush left");
        assert_eq!((title.size(), title.families()), (22.0, vec!["Banxin Biaosong"]));
        assert_mm(title.top(), TYPE_AREA[1] + 2.0 * PITCH, 0.05, "line 3");
        assert_mm(f64::midpoint(title.left(), title.right()), 106.0, 0.05, "centred");
        assert_mm(text.top(), TYPE_AREA[1] + 4.0 * PITCH, 0.05, "one blank line below the title");
        assert_mm(text.left(), TYPE_AREA[0] + 2.0 * CHARACTER, 0.01, "set as the text is");
        assert_eq!(page_number(pages.layout(), page).text().replace(' ', ""), format!("—{}—", page + 1), "numbered on");
    }
}

#[test]
fn clause_7_3_7_one_attachment_alone_is_marked_without_a_number() {
    let pages = pages("  - { 标题: 甲表, 正文: [ 甲的话。 ] }\n");
    assert_eq!(on_page(&pages, 1, "附件").text(), "附件");
}

#[test]
fn what_is_issued_with_a_paper_is_neither_listed_nor_marked() {
    let text = "标题: 关于印发管理办法的通知\n正文: [ 现将办法印发给你们。 ]\n附件: [ { 标题: 管理办法, 印发: 是, 正文: [ 办法的话。 ] } ]\n";
    let pages = crate::ruler::pages(text);
    assert!(!squeezed_text(&pages).contains("附件"));
    let title = on_page(&pages, 1, "管理办法");
    assert_mm(title.top(), TYPE_AREA[1], 0.05, "line 1");
}

#[test]
fn headings_and_figures_are_counted_anew_in_each_attachment() {
    let section = "[ { 章节: { 标题: 标题甲 } }, { 图片: { 文件: hall.jpg, 说明: 图甲, 宽度: 40mm } } ]";
    let pages = pages(&format!("  - {{ 标题: 甲表, 正文: {section} }}\n  - {{ 标题: 乙表, 正文: {section} }}\n"));
    for page in [1, 2] {
        on_page(&pages, page, "一、标题甲");
        on_page(&pages, page, "图1");
    }
}

#[test]
fn an_attachments_own_numbering_holds_in_it_alone() {
    let pages = pages(
        "  - { 标题: 甲表, 编号: 小数, 正文: [ { 章节: { 标题: 标题甲 } } ] }\n  - { 标题: 乙表, 正文: [ { 章节: { 标题: 标题乙 } } ] }\n",
    );
    assert!(on_page(&pages, 1, "1").text().ends_with("标题甲"));
    on_page(&pages, 2, "一、标题乙");
}

#[test]
fn an_attachment_comes_from_a_list_of_blocks_or_from_a_document_with_data_of_its_own() {
    let pages = pages("  - { 标题: 甲表, 文件: 块.yaml }\n  - { 标题: 乙表, 文件: 办法.yaml }\n");
    on_page(&pages, 1, "一、块的标题");
    on_page(&pages, 2, "社区食堂管理办法");
    on_page(&pages, 2, "共5人。");
}

#[test]
fn a_sheet_is_an_attachment_and_its_title_stands_once() {
    let project = project("  - { 标题: 社区食堂一览表, 文件: 一览.csv }\n")
        .file("一览.csv", "社区食堂一览表,\n社区,座位\n清河,60\n柳林,40\n");
    let built = Pipeline::new(Settings::default(), Pace::batch(1)).build(&project.join("文稿.yaml"));
    let pages = built.pages.as_ref().unwrap_or_else(|| panic!("{}", told(&built)));
    let text = squeezed_text(pages);
    assert_eq!(text.matches("社区食堂一览表").count(), 2, "in the list and as the title: {text}");
    assert_eq!(on_page(pages, 1, "清河").text(), "清河60");
}

#[test]
fn every_page_of_a_pdf_is_shown_within_the_type_area_and_numbered() {
    let pages = pages("  - { 标题: 图纸, 文件: three.pdf }\n");
    assert_eq!(pages.count(), 4);
    let shown: Vec<_> = pages.layout().shapes.iter().filter(|shape| shape.kind == ShapeKind::Picture).collect();
    assert_eq!(shown.iter().map(|shape| shape.page).collect::<Vec<_>>(), [1, 2, 3]);
    for shape in &shown {
        let [left, top, right, bottom] = [shape.rect.left, shape.rect.top, shape.rect.right, shape.rect.bottom].map(mm);
        assert!(left >= TYPE_AREA[0] - 0.05 && right <= TYPE_AREA[2] + 0.05, "{left} {right}");
        assert!(top >= TYPE_AREA[1] - 0.05 && bottom <= TYPE_AREA[3] + 0.05, "{top} {bottom}");
        assert!(bottom - top > 150.0 || right - left > 150.0, "as large as it fits");
        page_number(pages.layout(), shape.page);
    }
    // The second is A4 lying on its side: turned, it fills the page.
    let turned = shown[1].rect;
    assert_mm(mm(turned.height()) / mm(turned.width()), 842.0 / 595.0, 0.01, "turned");
}

#[test]
fn an_archival_pdf_shows_the_pages_of_a_pdf_as_pictures_of_300_dots_an_inch() {
    let project = project("  - { 标题: 图纸, 文件: three.pdf }\n");
    for standard in ["a-1b", "a-2b", "a-4"] {
        project.run(["build", "文稿.yaml", "--pdf-standard", standard]).succeeds().wrote("文稿.pdf");
        let list = std::process::Command::new("pdfimages").arg("-list").arg(project.join("文稿.pdf")).output();
        let list = String::from_utf8(list.expect("pdfimages (package poppler-utils)").stdout).expect("UTF-8");
        let pictures: Vec<Vec<&str>> = list.lines().skip(2).map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(pictures.len(), 3, "{standard}: {list}");
        for (picture, page) in pictures.iter().zip(["2", "3", "4"]) {
            assert_eq!((picture[0], picture[2], picture[12]), (page, "image", "300"), "{standard}: {list}");
        }
    }
}

#[test]
fn an_archival_pdf_does_not_lose_words_whose_font_is_not_in_the_file() {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        "<</Length 46>>stream\nBT /F1 24 Tf 100 700 Td <C7E0D4C6BDD6B5C0> Tj ET\nendstream",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/GBK-EUC-H/DescendantFonts[6 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 7 0 R>>",
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (object, number) in objects.iter().zip(1..) {
        places.push_str(&format!("{:010} 00000 n \n", pdf.len()));
        pdf.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let at = pdf.len();
    pdf.push_str(&format!(
        "xref\n0 8\n0000000000 65535 f \n{places}trailer<</Size 8/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n"
    ));
    let project = project("  - { 标题: 图纸, 文件: 别的.pdf }\n").file("别的.pdf", pdf);
    project.run(["build", "文稿.yaml"]).succeeds();
    let run = project.run(["build", "文稿.yaml", "-o", "存档.pdf", "--pdf-standard", "a-2b"]);
    run.fails().stderr_has("pdf-standard-takes-no-pdf").wrote_no("存档.pdf");
}

#[test]
fn a_picture_is_an_attachment_of_one_page() {
    let pages = pages("  - { 标题: 照片, 文件: hall.jpg }\n");
    let shape = pages.layout().shapes.iter().find(|shape| shape.kind == ShapeKind::Picture).expect("a picture");
    assert_eq!((pages.count(), shape.page), (2, 1));
    assert_mm(mm(shape.rect.width()), 156.0, 0.05, "as wide as the type area");
}

#[test]
fn a_click_in_an_attachment_leads_into_its_file_and_back() {
    let project = project("  - { 标题: 甲表, 文件: 块.yaml }\n");
    let built = Pipeline::new(Settings::default(), Pace::batch(1)).build(&project.join("文稿.yaml"));
    let pages = built.pages.as_ref().expect("pages");
    let place = |line: &Line<'_>, character: &str| {
        let glyph = line.glyphs.iter().find(|glyph| glyph.text == character).expect("in the line");
        pages.positions().at(glyph.page, glyph.x + 2.0, glyph.y - 3.0).expect("a place")
    };
    let text = place(&on_page(pages, 1, "块的话"), "话");
    let source = built.sources.get(text.span.source);
    assert!(source.name.ends_with("块.yaml") && source.slice(text.span) == "话" && text.exact);
    let regions = pages.positions().of(Span::new(text.span.source, text.span.range()));
    assert_eq!(regions.iter().map(|region| region.page).collect::<Vec<_>>(), [1]);
    let mark = place(&on_page(pages, 1, "附件"), "附");
    let source = built.sources.get(mark.span.source);
    assert!(source.name.ends_with("文稿.yaml") && source.slice(mark.span).contains("块.yaml") && !mark.exact);
}

#[test]
fn files_of_attachments_are_watched() {
    let project = project("  - { 标题: 甲表, 文件: 办法.yaml }\n  - { 标题: 图纸, 文件: three.pdf }\n");
    let built = Pipeline::new(Settings::default(), Pace::batch(1)).build(&project.join("文稿.yaml"));
    for name in ["办法.yaml", "three.pdf"] {
        assert!(built.used.iter().any(|path| path.ends_with(name)), "{name}");
    }
}

/// The outline of a PDF as poppler reads it: depth, page, words.
fn outline(project: &Project) -> Vec<(usize, usize, String)> {
    project.run(["build", "文稿.yaml"]).succeeds();
    let output =
        Command::new("pdftohtml").args(["-xml", "-i", "-stdout", "文稿.pdf"]).current_dir(project.path()).output();
    let text =
        String::from_utf8(output.expect("pdftohtml (package poppler-utils) is installed").stdout).expect("UTF-8");
    let (mut depth, mut found) = (0_usize, Vec::new());
    for line in text.lines() {
        depth += usize::from(line.contains("<outline>"));
        depth -= usize::from(line.contains("</outline>"));
        if let Some((page, words)) = line.strip_prefix("<item page=\"").and_then(|rest| rest.split_once("\">")) {
            found.push((depth, page.parse().expect("a number"), words.trim_end_matches("</item>").to_owned()));
        }
    }
    found
}

#[test]
fn attachments_are_in_the_outline_with_their_headings_below_them() {
    let project = project(
        "  - { 标题: 甲表, 文件: 块.yaml }\n  - { 标题: 乙表, 正文: [ { 任务: { 标题: 任务甲, 条目: [ { 标题: 任务乙, 内容: 话。 } ] } } ] }\n",
    );
    let found = outline(&project);
    let expected = [
        (1, 2, "附件1 甲表"),
        (2, 2, "一、块的标题"),
        (1, 3, "附件2 乙表"),
        (2, 3, "一、任务甲"),
        (3, 3, "（一）任务乙"),
    ];
    assert_eq!(found, expected.map(|(depth, page, words)| (depth, page, words.to_owned())));
}

/// What is said of a text with so many attachments, without the ids of anything else.
fn said(text: &str, count: usize) -> Vec<String> {
    let listed: String = (1..=count).map(|n| format!("  - {{ 标题: 表格{n}甲, 另附: 是 }}\n")).collect();
    let list = if count > 0 { format!("附件:\n{listed}") } else { String::new() };
    let built = crate::ruler::build(&format!("标题: 总结\n正文:\n  - 段落: {text}\n{list}"));
    assert!(built.diagnostics.iter().all(|diagnostic| diagnostic.severity == Severity::Warning));
    told(&built).lines().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn mentions_and_attachments_are_compared() {
    assert_eq!(said("名单见附件1、2。", 2), [""; 0]);
    assert_eq!(said("名单见附件。", 3), [""; 0]);
    assert_eq!(said("按《表格1甲》和附件二办理。", 2), [""; 0]);
    assert_eq!(
        said("名单见附件1和附件4。", 3),
        ["attachment-missing '附件1和附件4'", "attachment-unmentioned '表格2甲'", "attachment-unmentioned '表格3甲'"]
    );
    assert_eq!(said("名单见附件1。", 0), ["attachment-missing '附件1'"]);
    assert_eq!(said("请上传附件材料。", 0), [""; 0]);
    assert_eq!(said("一段话。", 1), ["attachment-unmentioned '表格1甲'"]);
}
