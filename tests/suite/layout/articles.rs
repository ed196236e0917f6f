//! 条款: chapters, articles, items as rules are printed. The standard has none of this; the tests say what is usual.

use crate::ruler::{CHARACTER, PITCH, TYPE_AREA, all_lines, assert_mm, line_of, pages};

const RULES: &str = "标题: 清河县救助办法
编号: 条款
正文:
  - 章节:
      标题: 总则
      正文:
        - 条款:
            - 为了规范救助，制定本办法。
            - 内容: 救助遵循下列原则：
              项: [ 公开, 公平 ]
              结尾: 前款原则不得违反。
  - 章节:
      标题: 程序
      正文:
        - 章节:
            标题: 申请
            正文:
              - 条款:
                  - 引用名: 申请
                    内容: |
                      向街道提出申请。
                      街道应当受理。
                  - 内容: 依照{{ 条.申请 }}申请的，提交下列材料：
                    项:
                      - 内容: 收入证明
                        目: [ 工资单, 银行流水 ]
                      - 申请书
                  - 标题: 期限
                    款:
                      - 五日内办结。
                      - { 内容: 有下列情形的，可以延长：, 项: [ 情况复杂的 ] }
";

#[test]
fn articles_run_on_through_chapters_and_items_begin_anew() {
    let pages = pages(RULES);
    let texts: Vec<String> = all_lines(pages.layout()).iter().map(crate::ruler::Line::text).collect();
    assert_eq!(
        texts,
        [
            "清河县救助办法",
            "第一章总则",
            "第一条为了规范救助，制定本办法。",
            "第二条救助遵循下列原则：",
            "（一）公开；",
            "（二）公平。",
            "前款原则不得违反。",
            "第二章程序",
            "第一节申请",
            "第三条向街道提出申请。",
            "街道应当受理。",
            "第四条依照第三条申请的，提交下列材料：",
            "（一）收入证明：",
            "1.工资单；",
            "2.银行流水。",
            "（二）申请书。",
            "第五条（期限）五日内办结。",
            "有下列情形的，可以延长：",
            "（一）情况复杂的。",
        ]
    );
}

#[test]
fn chapters_are_centred_hei_with_a_blank_line_above_and_below() {
    let pages = pages(RULES);
    let chapter = line_of(pages.layout(), "第二章");
    let section = line_of(pages.layout(), "第一节");
    let before = line_of(pages.layout(), "前款原则");
    let after = line_of(pages.layout(), "第三条");
    assert_eq!(chapter.families(), ["Banxin Hei"]);
    assert_eq!(section.families(), ["Banxin Kai"]);
    for line in [&chapter, &section] {
        assert_mm(f64::midpoint(line.left(), line.right()), 106.0, 0.05, &line.text());
        assert!(line.off_grid() < 0.05, "{}", line.text());
    }
    assert_mm(chapter.top() - before.top(), 2.0 * PITCH, 0.05, "above a chapter");
    assert_mm(section.top() - chapter.top(), 2.0 * PITCH, 0.05, "between chapter and section");
    assert_mm(after.top() - section.top(), 2.0 * PITCH, 0.05, "below a section");
    let first = line_of(pages.layout(), "第一章");
    assert_mm(first.top() - TYPE_AREA[1], 2.0 * PITCH, 0.05, "one blank line between the title and a chapter");
}

#[test]
fn an_articles_number_is_hei_two_characters_in_and_one_before_the_text() {
    let pages = pages(RULES);
    let article = line_of(pages.layout(), "第二条");
    assert_mm(article.left(), TYPE_AREA[0] + 2.0 * CHARACTER, 0.01, "the number");
    let fonts: Vec<&str> = article.glyphs.iter().map(|glyph| &*glyph.family).collect();
    assert_eq!(fonts[..3], ["Banxin Hei"; 3]);
    assert_eq!(fonts[3..6], ["FandolFang R"; 3]);
    let gap = crate::ruler::mm(article.glyphs[3].x - article.glyphs[2].x);
    assert_mm(gap, 2.0 * CHARACTER, 0.15, "from the number's last character to the text's first");
    for start in ["（一）公开", "1.工资单", "街道应当", "前款原则"] {
        assert_mm(line_of(pages.layout(), start).left(), TYPE_AREA[0] + 2.0 * CHARACTER, 0.01, start);
    }
}

#[test]
fn rules_within_a_paper_begin_at_one_and_leave_its_own_numbers_alone() {
    let pages = pages(
        "标题: 通知
正文:
  - 章节: { 标题: 甲, 内容: 甲文。 }
  - 章节:
      标题: 制度
      编号: 条款
      正文:
        - 章节: { 标题: 总则, 正文: [ { 条款: [ 条文一。, 条文二。 ] } ] }
        - 章节: { 标题: 附则, 正文: [ { 条款: 条文三。 } ] }
  - 章节:
      标题: 另一制度
      编号: 条款
      正文: [ { 条款: 条文。 } ]
  - 章节: { 标题: 丁, 内容: 丁文。 }
",
    );
    let texts: Vec<String> = all_lines(pages.layout()).iter().map(crate::ruler::Line::text).collect();
    let expected = [
        "通知",
        "一、甲",
        "甲文。",
        "二、制度",
        "第一章总则",
        "第一条条文一。",
        "第二条条文二。",
        "第二章附则",
        "第三条条文三。",
        "三、另一制度",
        "第一条条文。",
        "四、丁",
        "丁文。",
    ];
    assert_eq!(texts, expected);
}

#[test]
fn tasks_in_rules_are_articles_too() {
    let pages = pages(
        "标题: 制度\n编号: 条款\n正文:\n  - 任务: { 标题: 职责, 条目: [ 甲。, { 内容: 乙：, 任务: [ 丙。 ] } ] }\n  - 条款: 丁。\n",
    );
    let texts: Vec<String> = all_lines(pages.layout()).iter().map(crate::ruler::Line::text).collect();
    assert_eq!(texts, ["制度", "第一章职责", "第一条甲。", "第二条乙：", "（一）丙。", "第三条丁。"]);
}
