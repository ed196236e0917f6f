//! The head of 公文 and 纪要: labels, masthead, number, signers, red line (7.2, 10.3).

use super::{BODY, SIZE, TOLERANCE, black_lines, line, masthead, official, red_rules};
use crate::reader;
use crate::ruler::{CHARACTER, Line, PITCH, TYPE_AREA, assert_mm, pages};

const CENTRE: f64 = 106.0;

fn centre(line: &Line) -> f64 {
    f64::midpoint(line.left(), line.right())
}

#[test]
fn clause_7_2_1_to_7_2_3_copy_number_classification_and_urgency_stand_flush_left_a_line_each() {
    let pages = pages(&official("份号: 1\n密级: 机密\n保密期限: 3年\n紧急程度: 特急\n"));
    let expected = [("000001", "Banxin Song"), ("机密★3年", "Banxin Hei"), ("特急", "Banxin Hei")];
    for (row, (text, family)) in (0_u8..).zip(expected) {
        let line = &black_lines(pages.layout(), 0)[usize::from(row)];
        assert_eq!(line.text(), text);
        assert_eq!(line.families()[0], family, "{text}");
        assert!((line.size() - 16.0).abs() < 0.01, "{text}");
        assert_mm(line.left(), TYPE_AREA[0], TOLERANCE, text);
        assert_mm(line.top(), TYPE_AREA[1] + f64::from(row) * PITCH, TOLERANCE, text);
    }
}

#[test]
fn clause_7_2_4_the_mastheads_ink_begins_35_mm_below_the_type_areas_top_red_and_centred() {
    for organ in
        ["青云街道办事处", "某局", "宾县亮亮镇人民政府", "某某省某某市某某区某某街道社区治理领导小组办公室", "云"]
    {
        for suffix in ["是", "否"] {
            let yaml = official("").replace("青云街道办事处", &format!("{{ 机关: {organ}, 文件: {suffix} }}"));
            let pages = pages(&yaml);
            let [left, top, right, _] = masthead(&pages, 100.0);
            assert_mm(top, TYPE_AREA[1] + 35.0, TOLERANCE, organ);
            assert_mm(f64::midpoint(left, right), CENTRE, 1.0, organ);
            assert!(left > TYPE_AREA[0] - 0.5 && right < TYPE_AREA[2] + 0.5, "{organ}: {left} to {right}");
        }
    }
}

#[test]
fn clause_7_2_4_the_masthead_is_xiaobiaosong_and_ends_in_wenjian_unless_told_not_to() {
    let text = |yaml: &str| reader::squeezed_text(&pages(yaml));
    assert!(text(&official("")).starts_with("青云街道办事处文件"));
    let typed = official("").replace("办事处\n", "办事处文件\n");
    assert!(text(&typed).starts_with("青云街道办事处文件走访"));
    let without = official("").replace(": 青云街道办事处", ": { 机关: 青云街道办事处, 文件: 否 }");
    assert!(text(&without).starts_with("青云街道办事处走访"));
    let pages = pages(&official(""));
    let red: Vec<_> = pages.layout().glyphs.iter().filter(|glyph| &*glyph.colour == "#ff0000").collect();
    assert_eq!(red.len(), 9);
    assert!(red.iter().all(|glyph| &*glyph.family == "Banxin Biaosong"));
}

#[test]
fn clause_7_2_4_a_masthead_has_the_size_that_was_typed() {
    for (typed, size) in [("初号", 42.0), ("48磅", 48.0), ("16mm", 45.354)] {
        let sized = format!(": {{ 机关: 青云街道办事处, 字号: {typed} }}");
        let pages = pages(&official("").replace(": 青云街道办事处", &sized));
        let glyph = pages.layout().glyphs.iter().find(|glyph| &*glyph.colour == "#ff0000").expect("a masthead");
        assert!((glyph.size - size).abs() < 0.01, "{typed}: {}", glyph.size);
        assert_mm(masthead(&pages, 100.0)[1], TYPE_AREA[1] + 35.0, TOLERANCE, typed);
    }
}

const JOINT: &str = ": [ 安平县民政局, 安平县财政局, 安平县残疾人联合会 ]";

#[test]
fn clause_7_2_4_several_organs_stand_main_one_first_as_wide_as_the_longest_with_wenjian_in_the_middle_of_their_height()
{
    let pages = pages(&official("").replace(": 青云街道办事处", JOINT));
    let [_, top, _, bottom] = masthead(&pages, 120.0);
    assert_mm(top, TYPE_AREA[1] + 35.0, TOLERANCE, "the masthead's top");
    let red: Vec<Line<'_>> = crate::ruler::lines(pages.layout(), 0)
        .into_iter()
        .filter(|line| &*line.glyphs[0].colour == "#ff0000")
        .collect();
    let organs: Vec<&Line> = red.iter().filter(|line| line.text() != "文件").collect();
    let texts: Vec<String> = organs.iter().map(|line| line.text()).collect();
    assert_eq!(texts, ["安平县民政局", "安平县财政局", "安平县残疾人联合会"]);
    for line in &organs {
        assert_mm(line.left(), organs[2].left(), TOLERANCE, "the organs' left edge");
        assert_mm(line.right(), organs[2].right(), TOLERANCE, "the organs' right edge");
    }
    let gaps: Vec<f64> = organs[0].glyphs.windows(2).map(|pair| pair[1].x - pair[0].x).collect();
    assert!(gaps.iter().all(|gap| (gap - gaps[0]).abs() < 0.1), "evenly spread: {gaps:?}");
    let steps: Vec<f64> = organs.windows(2).map(|pair| pair[1].baseline() - pair[0].baseline()).collect();
    assert_mm(steps[0], steps[1], TOLERANCE + 0.3, "from organ to organ");
    let wenjian = red.iter().find(|line| line.text() == "文件").expect("文件");
    assert!(wenjian.left() > organs[2].right(), "文件 stands at the right");
    let ink = crate::reader::RedInk::of(&pages, 0);
    let [_, from, _, to] = ink.within([wenjian.left(), 60.0, 210.0, 120.0]).expect("文件");
    assert_mm(f64::midpoint(from, to), f64::midpoint(top, bottom), 0.4, "the middle of 文件");
}

#[test]
fn clause_7_2_5_the_number_stands_centred_two_blank_lines_below_the_masthead() {
    for joint in [": 青云街道办事处", JOINT] {
        let pages = pages(&official("发文字号: 青街发〔2022〕5号\n").replace(": 青云街道办事处", joint));
        let number = line(pages.layout(), "青街发");
        assert_eq!(number.text(), "青街发〔2022〕5号");
        let bottom = masthead(&pages, number.top())[3];
        assert_mm(number.top() - bottom, 2.0 * PITCH, TOLERANCE, "below the masthead");
        assert_mm(centre(&number), CENTRE, TOLERANCE, "centred");
        assert!((number.size() - 16.0).abs() < 0.01);
    }
}

#[test]
fn clause_7_2_5_a_number_in_parts_takes_the_standards_form() {
    let shown = |fields: &str| {
        let text = reader::squeezed_text(&pages(&official(fields)));
        text.split("文件").nth(1).and_then(|rest| rest.split("走访").next()).map(str::to_owned).expect("a number")
    };
    assert_eq!(shown("发文字号: { 代字: 青街发, 年: 2022, 序号: 5 }\n"), "青街发〔2022〕5号");
    assert_eq!(shown("发文字号: { 代字: 青街发, 年: 2022 }\n"), "青街发〔2022〕号");
    assert_eq!(shown("日期: 2022-01-05\n发文字号: { 代字: 青街发, 序号: 7 }\n"), "青街发〔2022〕7号");
}

#[test]
fn clause_7_2_5_room_of_two_characters_is_left_for_a_number_to_be_given() {
    let pages = pages(&official("发文字号: { 代字: 青街发, 年: 2022 }\n"));
    let number = line(pages.layout(), "青街发");
    let at = |text: &str| number.glyphs.iter().find(|glyph| glyph.text == text).expect("there").x;
    let bracket = number.glyphs.iter().find(|glyph| glyph.text == "〕").expect("there");
    assert_mm((at("号") - bracket.x - bracket.width) * 25.4 / 72.0, 2.0 * SIZE, TOLERANCE, "room");
}

#[test]
fn clause_7_2_5_and_7_2_6_signers_stand_right_two_a_line_and_the_number_left_on_the_last_ones_line() {
    for (signers, rows) in [
        ("张建国", 1),
        ("[ 张建国, 李敏 ]", 1),
        ("[ 张建国, 李敏, 王芳 ]", 2),
        ("[ 甲某某, 乙某, 丙某某, 丁某, 戊某 ]", 3),
    ] {
        let fields = format!("文种: 报告\n发文字号: 青街报〔2022〕3号\n签发人: {signers}\n主送: 安平县民政局\n");
        let pages = pages(&official(&fields));
        let all = black_lines(pages.layout(), 0);
        let label = all.iter().find(|line| line.text().contains("签发人：")).expect("signers");
        let number = line(pages.layout(), "青街报〔2022〕3号");
        assert_mm(label.top() - masthead(&pages, label.top())[3], 2.0 * PITCH, TOLERANCE, signers);
        assert_mm(number.top() - label.top(), f64::from(rows - 1) * PITCH, TOLERANCE, "the number's line");
        assert_mm(number.left(), TYPE_AREA[0] + CHARACTER, TOLERANCE, "one character in");
        assert_mm(label.right(), TYPE_AREA[2] - CHARACTER, TOLERANCE, "the signers, one character in");
        assert_mm(red_rules(pages.layout(), 0)[0][1], number.top() + SIZE + 4.0, TOLERANCE, "the red line");
    }
}

#[test]
fn clause_7_2_6_the_label_is_fangsong_the_names_are_kai_and_each_line_begins_below_the_first_name() {
    let fields =
        "文种: 报告\n发文字号: 青街报〔2022〕3号\n签发人: [ 张建国, 李敏, 王芳, 赵小燕 ]\n主送: 安平县民政局\n";
    let pages = pages(&official(fields));
    let glyph = |text: &str| {
        let found = pages.layout().glyphs.iter().find(|glyph| glyph.text == text && glyph.y < 400.0);
        found.unwrap_or_else(|| panic!("no {text}")).clone()
    };
    assert_eq!(&*glyph("签").family, "FandolFang R");
    for name in ["张", "李", "王", "赵"] {
        assert_eq!(&*glyph(name).family, "Banxin Kai", "{name}");
    }
    assert!((glyph("王").x - glyph("张").x).abs() < 0.1, "below the first name");
    assert!((glyph("赵").x - glyph("李").x).abs() < 0.1, "below the second name");
    // 李敏 and 王芳 are as wide as names of three.
    let end = |text: &str| glyph(text).x + glyph(text).width;
    assert!((end("敏") - end("燕")).abs() < 0.1, "{} {}", end("敏"), end("燕"));
}

#[test]
fn clause_7_2_7_the_red_line_is_156_mm_long_and_4_mm_below_the_number() {
    let pages = pages(&official("发文字号: 青街发〔2022〕5号\n"));
    let [rule] = red_rules(pages.layout(), 0).try_into().expect("one red line");
    let [left, top, right, bottom]: [f64; 4] = rule;
    assert_mm(left, TYPE_AREA[0], TOLERANCE, "left");
    assert_mm(right, TYPE_AREA[2], TOLERANCE, "right");
    assert_mm(bottom - top, 0.5, 0.05, "thickness");
    assert_mm(top - (line(pages.layout(), "青街发").top() + SIZE), 4.0, TOLERANCE, "below the number");
}

#[test]
fn clause_7_3_1_the_title_stands_two_blank_lines_below_the_red_line_and_the_text_on_the_grid() {
    for fields in ["发文字号: 青街发〔2022〕5号\n", "", "份号: 1\n发文字号: 青街发〔2022〕5号\n"]
    {
        let pages = pages(&official(&format!("{fields}主送: 各社区\n")));
        let title = line(pages.layout(), "走访慰问工作");
        let title_top = title.baseline() - 0.88 * 22.0 * 25.4 / 72.0;
        assert_mm(title_top - red_rules(pages.layout(), 0)[0][3], 2.0 * PITCH, TOLERANCE, "below the red line");
        assert_mm(line(pages.layout(), "各社区").top() - title_top, 2.0 * PITCH, TOLERANCE, "7.3.2");
        assert_mm(line(pages.layout(), "现将").off_grid(), 0.0, 0.05, "the text");
    }
}

/// Pre-printed paper and drafts: the line and all below it stand where they will stand with the number.
#[test]
fn a_number_that_is_not_given_keeps_its_place() {
    let top = |fields: &str| red_rules(pages(&official(fields)).layout(), 0)[0][1];
    assert_mm(top(""), top("发文字号: 青街发〔2022〕5号\n"), 0.01, "the red line");
}

#[test]
fn clause_10_3_the_mastheads_ink_of_minutes_begins_35_mm_below_the_type_areas_top() {
    for typed in ["青云街道党政联席会议纪要", "青云街道党政联席会议"] {
        let yaml = format!("标题: 研究养老服务工作\n文种: 纪要\n发文机关标志: {typed}\n发文字号: 第3期\n{BODY}");
        let pages = pages(&yaml);
        assert!(reader::squeezed_text(&pages).starts_with("青云街道党政联席会议纪要第3期"));
        let number = line(pages.layout(), "第3期");
        let [left, top, right, bottom] = masthead(&pages, number.top());
        assert_mm(top, TYPE_AREA[1] + 35.0, TOLERANCE, "the masthead's top");
        assert_mm(f64::midpoint(left, right), CENTRE, 1.0, "centred");
        assert_mm(number.top() - bottom, 2.0 * PITCH, TOLERANCE, "the number");
    }
}

#[test]
fn clause_10_3_who_was_there_stands_one_blank_line_below_the_text_labels_in_hei_names_aligned() {
    let names = ["张建国", "李敏", "王芳"].repeat(5).join(", ");
    let yaml = format!(
        "标题: 研究养老服务工作\n文种: 纪要\n发文机关标志: 青云街道会议纪要\n出席: [ {names} ]\n请假: 赵小燕\n列席: 各社区负责人\n{BODY}"
    );
    let pages = pages(&yaml);
    let layout = pages.layout();
    let (body, present) = (line(layout, "现将"), line(layout, "出席："));
    assert_mm(present.top() - body.top(), 2.0 * PITCH, TOLERANCE, "one blank line");
    for label in ["出席：", "请假：", "列席："] {
        let found = line(layout, label);
        assert_mm(found.left(), TYPE_AREA[0] + 2.0 * CHARACTER, TOLERANCE, label);
        assert_eq!(&*found.glyphs[0].family, "Banxin Hei", "{label}");
        assert_eq!(&*found.glyphs[3].family, "FandolFang R", "{label}");
        let name = found.glyphs[3].x * 25.4 / 72.0;
        assert_mm(name, TYPE_AREA[0] + 5.0 * CHARACTER, TOLERANCE, label);
    }
    let wrapped = &black_lines(layout, 0)[4];
    assert_mm(wrapped.left(), TYPE_AREA[0] + 5.0 * CHARACTER, TOLERANCE, "what wraps");
}
