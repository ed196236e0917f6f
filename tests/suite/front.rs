//! What stands before the text: 封面, 目录, 稿次; places and page numbers measured on the pages, the outline read from the PDF.

use std::process::Command;

use banxin::typeset::{Layout, Pages, ShapeKind};

use crate::project::Project;
use crate::ruler::{CHARACTER, Line, PITCH, TYPE_AREA, assert_mm, line_of, lines, mm, page_number, pages};

/// A paper of two headed pages with something before it.
fn paper(front: &str) -> Pages {
    pages(&format!(
        "标题: 青云县民政工作总结\n署名: 青云县民政局\n日期: 2022-01-05\n{front}正文:\n  - 章节: {{ 标题: 主要工作, 正文: [ {{ 章节: {{ 标题: 社会救助, 内容: 一段。 }} }} ] }}\n  - 分页:\n  - 章节: {{ 标题: 下步打算, 内容: 一段。 }}\n"
    ))
}

/// Whether a page (from 0) has a number.
fn is_numbered(layout: &Layout, page: usize) -> bool {
    layout.page_glyphs(page).iter().any(|glyph| mm(glyph.y) > TYPE_AREA[3])
}

fn number(layout: &Layout, page: usize) -> String {
    page_number(layout, page).text().chars().filter(|c| !c.is_whitespace() && *c != '—').collect()
}

/// The line of a page (from 0) that begins so.
#[track_caller]
fn on_page<'a>(layout: &'a Layout, page: usize, start: &str) -> Line<'a> {
    let found = lines(layout, page).into_iter().find(|line| line.text().starts_with(start));
    found.unwrap_or_else(|| panic!("no line of page {page} begins with {start}"))
}

#[test]
fn a_cover_is_a_page_without_a_number_and_the_text_begins_on_page_1() {
    let pages = paper("封面: 是\n");
    let layout = pages.layout();
    assert_eq!(pages.count(), 3);
    assert!(!is_numbered(layout, 0));
    assert_eq!([number(layout, 1), number(layout, 2)], ["1", "2"]);
    let title = on_page(layout, 0, "青云县民政工作总结");
    assert_eq!((title.size(), title.families()), (26.0, vec!["Banxin Biaosong"]));
    for start in ["青云县民政工作总结", "青云县民政局", "2022年1月5日"] {
        let line = on_page(layout, 0, start);
        assert_mm(f64::midpoint(line.left(), line.right()), 106.0, 0.1, start);
    }
    assert!(title.top() < 120.0, "in the upper half");
    let date = on_page(layout, 0, "2022年");
    assert!(date.top() > 230.0 && date.baseline() < TYPE_AREA[3], "at the foot: {}", date.top());
    assert_mm(on_page(layout, 1, "青云县民政工作总结").top(), TYPE_AREA[1], 0.05, "the title on page 1");
}

#[test]
fn a_cover_says_what_it_is_told_and_the_rest_is_the_papers() {
    let pages = paper(
        "密级: 秘密★1年\n稿次: 征求意见稿\n封面: { 题签: 2021年度报告, 标题: 民政事业发展报告, 单位: [ 甲局, 乙局 ], 日期: 2022年春, 副标题: （摘要） }\n",
    );
    let texts: Vec<String> = lines(pages.layout(), 0).iter().map(Line::text).collect();
    assert_eq!(
        texts,
        ["秘密★1年", "2021年度报告", "民政事业发展报告", "（征求意见稿）", "（摘要）", "甲局", "乙局", "2022年春"]
    );
    let secret = on_page(pages.layout(), 0, "秘密");
    assert_mm(secret.left(), TYPE_AREA[0], 0.05, "flush left");
    assert_mm(secret.top(), TYPE_AREA[1], 0.05, "on the first line");
}

#[test]
fn a_picture_on_the_cover_stands_between_title_and_organ() {
    let project = Project::new()
        .file("hall.jpg", include_bytes!("../pictures/hall.jpg"))
        .file("文稿.yaml", "标题: 总结\n署名: 甲局\n封面: { 图片: hall.jpg }\n正文: [ 一段 ]\n");
    let built = banxin::pipeline::Pipeline::new(banxin::pipeline::Settings::default(), banxin::typeset::Pace::batch(1))
        .build(&project.join("文稿.yaml"));
    let pages = built.pages.as_ref().expect("pages");
    let picture = pages.layout().shapes.iter().find(|shape| shape.kind == ShapeKind::Picture).expect("a picture").rect;
    let (title, organ) = (on_page(pages.layout(), 0, "总结"), on_page(pages.layout(), 0, "甲局"));
    assert!(mm(picture.top) > title.baseline() + 3.0 && mm(picture.bottom) < organ.top() - 3.0);
    assert_eq!(pages.count(), 2);
}

#[test]
fn contents_list_headings_with_their_pages_and_have_roman_numbers_of_their_own() {
    let pages = paper("封面: 是\n目录: 是\n");
    let layout = pages.layout();
    assert_eq!(pages.count(), 4);
    assert_eq!([number(layout, 1), number(layout, 2), number(layout, 3)], ["I", "1", "2"]);
    let title = on_page(layout, 1, "目");
    assert_eq!((title.text().replace(' ', ""), title.size()), ("目录".to_owned(), 22.0));
    for (start, page, indent) in [("一、主要工作", "1", 0.0), ("（一）社会救助", "1", 1.5), ("二、下步打算", "2", 0.0)]
    {
        let line = on_page(layout, 1, start);
        assert!(line.text().ends_with(&format!(".{page}")), "{}", line.text());
        assert_mm(line.left(), TYPE_AREA[0] + indent * CHARACTER, 0.05, start);
        assert_mm(line.right(), TYPE_AREA[2], 0.3, "its number at the right edge");
        assert_mm(line.off_grid(), 0.0, 0.05, start);
    }
    let dots = |start: &str| {
        let line = on_page(layout, 1, start);
        let last = line.glyphs.iter().rfind(|glyph| &*glyph.text == ".").expect("dots").x;
        mm(last)
    };
    assert_mm(dots("一、主要"), dots("（一）社会"), 0.05, "dots end at one place");
}

#[test]
fn contents_go_down_to_the_level_that_is_asked_for_and_may_have_no_numbers() {
    let pages = paper("目录: { 层级: 1, 页码: 无 }\n");
    let layout = pages.layout();
    assert!(!is_numbered(layout, 0));
    assert_eq!(number(layout, 1), "1");
    let texts: Vec<String> = lines(layout, 0).iter().map(Line::text).collect();
    assert!(texts.iter().any(|text| text.starts_with("二、")) && !texts.iter().any(|text| text.starts_with("（一）")));
}

#[test]
fn a_long_heading_wraps_in_the_contents_before_the_column_of_numbers() {
    let long = "完善分层分类的社会救助体系和健全主动发现快速响应机制以及服务类救助试点工作情况";
    let pages = pages(&format!("标题: 总结\n目录: 是\n正文:\n  - 章节: {{ 标题: {long}, 内容: 一段。 }}\n"));
    let all = lines(pages.layout(), 0);
    let first = all.iter().position(|line| line.text().starts_with("一、")).expect("listed");
    assert!(all[first].right() < TYPE_AREA[2] - 2.0 * CHARACTER, "{}", all[first].right());
    assert!(all[first + 1].text().ends_with(".1"), "{}", all[first + 1].text());
    assert_mm(all[first + 1].top() - all[first].top(), PITCH, 0.05, "one line further");
}

#[test]
fn the_text_begins_on_a_right_hand_page_if_asked() {
    let pages = paper("封面: { 右页起: 是 }\n");
    let layout = pages.layout();
    assert_eq!(pages.count(), 4);
    assert!(layout.page_glyphs(1).is_empty(), "the cover's back is blank");
    assert_eq!(number(layout, 2), "1");
    // With contents on the second sheet's front there is a blank back again.
    assert_eq!(paper("封面: 是\n目录: { 右页起: 是 }\n").count(), 4);
}

#[test]
fn a_draft_is_named_in_brackets_below_the_title() {
    for typed in ["送审稿", "（送审稿）", "(送审稿)"] {
        let pages = paper(&format!("稿次: {typed}\n"));
        let (title, draft) = (line_of(pages.layout(), "青云县民政工作总结"), line_of(pages.layout(), "（送审稿）"));
        assert_mm(draft.top() - title.top(), PITCH, 1.0, "on the next line");
        assert_eq!(draft.hanzi_families(), ["Banxin Kai"]);
        assert_mm(f64::midpoint(draft.left(), draft.right()), 106.0, 0.1, "centred");
        assert_mm(line_of(pages.layout(), "一、主要").top() - draft.top(), 2.0 * PITCH, 0.1, "one blank line below");
    }
}

#[test]
fn what_is_not_to_be_printed_is_not() {
    assert_eq!(paper("封面: 否\n目录: { 印出: 否 }\n").count(), 2);
}

#[test]
fn headings_are_in_the_pdfs_outline_and_contents_are_linked() {
    let project = Project::new().file(
        "文稿.yaml",
        "标题: 总结\n目录: 是\n正文:\n  - 章节: { 标题: 主要工作, 正文: [ { 任务: { 标题: 社会救助, 条目: [ { 标题: 低保, 内容: 话。 } ] } } ] }\n  - 分页:\n  - 章节: { 标题: 打算, 内容: 话。 }\n",
    );
    project.run(["build", "文稿.yaml"]).succeeds();
    let output =
        Command::new("pdftohtml").args(["-xml", "-i", "-stdout", "文稿.pdf"]).current_dir(project.path()).output();
    let text =
        String::from_utf8(output.expect("pdftohtml (package poppler-utils) is installed").stdout).expect("UTF-8");
    let items: Vec<&str> = text.lines().filter(|line| line.starts_with("<item")).collect();
    assert_eq!(
        items,
        [
            "<item page=\"2\">一、主要工作</item>",
            "<item page=\"2\">（一）社会救助</item>",
            "<item page=\"2\">1.低保</item>",
            "<item page=\"3\">二、打算</item>",
        ]
    );
    assert!(text.contains("文稿.html#2") && text.contains("文稿.html#3"), "links: {text}");
}
