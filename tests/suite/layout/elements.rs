//! Title, recipients, headings, text, tables: fonts, sizes, indents.

use super::{document, paragraph};
use crate::reader;
use crate::ruler::{CHARACTER, Line, PITCH, TYPE_AREA, all_lines, assert_mm, line_of, lines, pages};

/// Headings of the first four levels on their own lines, and what they hold.
const LEVELS: &str = "  - 章节:
      标题: 甲级标题
      正文:
        - 章节:
            标题: 乙级标题
            正文:
              - 任务:
                  标题: 丙级标题
                  条目:
                    - { 标题: 丁级标题, 内容: 丁级内容。 }
                    - 丁级正文，共529户。
";

/// The font of a character of a line.
fn family_of<'a>(line: &Line<'a>, character: char) -> &'a str {
    &line.glyphs.iter().find(|glyph| glyph.text.starts_with(character)).expect("on the line").family
}

fn centre(left: f64, right: f64) -> f64 {
    f64::midpoint(left, right)
}

#[test]
fn clause_7_3_1_the_title_is_22_pt_xiaobiaosong_centred() {
    let pages = pages(&document(&paragraph(2)));
    let title = &lines(pages.layout(), 0)[0];
    assert_eq!(title.text(), "清河社区工作计划");
    assert!((title.size() - 22.0).abs() < 0.01);
    assert_eq!(title.families(), ["Banxin Biaosong"]);
    assert_mm(centre(title.left(), title.right()), centre(TYPE_AREA[0], TYPE_AREA[2]), 0.05, "the title's middle");
    assert_mm(title.top(), TYPE_AREA[1], 0.01, "the title's top");
}

#[test]
fn clause_7_3_1_every_line_of_a_long_title_is_centred_and_none_is_wider_than_the_type_area() {
    let title = "青云街道清河社区2021年度民政工作总结和2022年民政工作计划以及社会救助实施方案";
    let pages = pages(&format!("标题: {title}\n正文: [ 段落一 ]\n"));
    let titles: Vec<_> = all_lines(pages.layout()).into_iter().filter(|line| line.glyphs[0].size > 20.0).collect();
    assert!(titles.len() >= 2);
    for line in &titles {
        assert_mm(centre(line.left(), line.right()), 106.0, 0.05, &line.text());
        assert!(line.left() >= TYPE_AREA[0] - 0.01);
    }
    assert_eq!(titles.iter().map(Line::text).collect::<String>(), title);
}

#[test]
fn a_typed_line_break_in_the_title_is_kept() {
    let pages = pages("标题: |\n  清河社区\n  工作计划\n正文: [ 段落一 ]\n");
    let texts: Vec<_> = lines(pages.layout(), 0).iter().map(Line::text).collect();
    assert_eq!(texts, ["清河社区", "工作计划", "段落一"]);
}

#[test]
fn clause_7_3_2_one_blank_line_below_the_title_recipients_flush_left_also_where_they_wrap() {
    let organs = "各社区居民委员会、辖区各企业事业单位、物业服务企业、社会组织和志愿服务队";
    let pages = pages(&format!("标题: 计划\n主送: {organs}\n正文: [ 正文第一段。 ]\n"));
    let lines = lines(pages.layout(), 0);
    assert_eq!(lines.iter().map(Line::text).collect::<String>(), format!("计划{organs}：正文第一段。"));
    assert_mm(lines[1].top() - TYPE_AREA[1], 2.0 * PITCH, 0.05, "the recipients' first line");
    assert_mm(lines[2].top() - TYPE_AREA[1], 3.0 * PITCH, 0.05, "the recipients' second line");
    assert_mm(lines[1].left(), TYPE_AREA[0], 0.01, "flush left");
    assert_mm(lines[2].left(), TYPE_AREA[0], 0.01, "flush left where they wrap");
    assert_mm(lines[3].left(), TYPE_AREA[0] + 2.0 * CHARACTER, 0.01, "the text's indent");
}

#[test]
fn clause_5_2_2_the_text_is_16_pt_fangsong_with_figures_in_song() {
    let pages = pages(&document("  - 段落: 全年发放低保金1775475元，惠及困难群众。\n"));
    let line = line_of(pages.layout(), "全年");
    assert!((line.size() - 16.0).abs() < 0.01);
    for glyph in &line.glyphs {
        let expected = if glyph.text.is_ascii() { "Banxin Song" } else { "FandolFang R" };
        assert_eq!(&*glyph.family, expected, "{}", glyph.text);
    }
}

#[test]
fn clause_7_3_3_paragraphs_and_headings_begin_two_characters_in() {
    let pages = pages(&document(&(paragraph(2) + LEVELS)));
    let starts = ["清河社区居", "一、甲级", "（一）乙级", "1.丙级", "（1）丁级", "丁级内容", "（2）丁级"];
    for start in starts {
        assert_mm(line_of(pages.layout(), start).left(), TYPE_AREA[0] + 2.0 * CHARACTER, 0.01, start);
    }
}

#[test]
fn clause_7_3_3_level_1_is_hei_level_2_kai_levels_3_and_4_the_texts_font() {
    let pages = pages(&document(LEVELS));
    let expected = [
        ("一、甲级标题", "Banxin Hei"),
        ("（一）乙级标题", "Banxin Kai"),
        ("1.丙级标题", "FandolFang R"),
        ("（1）丁级标题", "FandolFang R"),
        ("丁级内容。", "FandolFang R"),
        ("（2）丁级正文", "FandolFang R"),
    ];
    for (start, family) in expected {
        let line = line_of(pages.layout(), start);
        assert_eq!(line.hanzi_families(), [family], "{start}");
        assert!((line.size() - 16.0).abs() < 0.01, "{start}");
    }
}

#[test]
fn clause_7_3_3_in_two_levels_the_second_is_1_in_the_texts_font() {
    let body = "  - 任务: { 标题: 甲级标题, 条目: [ { 标题: 乙级标题, 内容: 内容。 } ] }\n";
    let pages = pages(&format!("标题: 计划\n编号: 两级\n正文:\n{body}"));
    assert_eq!(line_of(pages.layout(), "一、甲级").families(), ["Banxin Hei"]);
    assert_eq!(line_of(pages.layout(), "1.乙级").families(), ["Banxin Song", "FandolFang R"]);
}

#[test]
fn clause_7_3_3_a_heading_run_in_keeps_its_font_and_the_text_its_own() {
    let body = "  - 章节:\n      标题: 甲\n      正文:\n        - 任务:\n            接排: 是\n            条目: [ { 标题: 乙级标题, 内容: 接排的内容。 } ]\n";
    let pages = pages(&document(body));
    let line = line_of(pages.layout(), "（一）乙级标题。接排的内容。");
    let families: Vec<_> = "乙标题接内".chars().map(|c| family_of(&line, c)).collect();
    assert_eq!(families, ["Banxin Kai", "Banxin Kai", "Banxin Kai", "FandolFang R", "FandolFang R"]);
}

/// The cells' sides came as texts where Typst wanted alignments, and no table could be set at all.
#[test]
fn a_tables_head_is_repeated_on_every_page_and_the_text_goes_on_on_the_grid() {
    let figures: String = (1..=60).map(|n| format!("        指标{n}: {n}户\n")).collect::<Vec<_>>().concat();
    let body = format!("  - 统计:\n      指标:\n{figures}      表: 长表\n      结尾: 表后的话。\n");
    let pages = pages(&document(&body));
    let heads: Vec<_> = (0..pages.count()).map(|page| all_heads(&lines(pages.layout(), page))).collect();
    let head = &heads[0][0];
    assert!(head.contains("指标"), "{head}");
    let rows = |page: usize| lines(pages.layout(), page).iter().any(|line| line.text().ends_with('户'));
    for (page, heads) in heads.iter().enumerate() {
        let expected: &[&String] = if rows(page) { &[head] } else { &[] };
        assert_eq!(heads.iter().collect::<Vec<_>>(), expected, "page {page}");
    }
    assert!(rows(1), "a table over several pages");
    let after = line_of(pages.layout(), "表后的话");
    assert_mm(after.off_grid(), 0.0, 0.05, "the line after the table");
    let text = reader::squeezed_text(&pages);
    for n in 1..=60 {
        assert!(text.contains(&format!("指标{n}")), "row {n}");
    }
}

/// The lines of a page that are set as a table's head.
fn all_heads(lines: &[Line<'_>]) -> Vec<String> {
    lines.iter().filter(|line| line.families() == ["Banxin Hei"]).map(Line::text).collect()
}
