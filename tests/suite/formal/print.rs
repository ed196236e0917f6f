//! Printing as offices print: on pre-printed paper (套红), and in numbered copies.

use banxin::typeset::Layout;

use super::{BODY, official, red_rules};
use crate::project::{Project, text_of};
use crate::reader::squeezed;
use crate::ruler::{build, pages, told};

const FIELDS: &str = "发文字号: 青街发〔2022〕5号\n份号: 000001\n密级: 秘密★1年\n主送: 各社区居民委员会\n署名: 青云街道办事处\n日期: 2022-01-10\n印发机关: 青云街道党政办公室\n印发日期: 2022-01-10\n";

/// Every black glyph with its place.
fn black(layout: &Layout) -> Vec<(usize, String, i64, i64)> {
    #[expect(clippy::cast_possible_truncation, reason = "thousandths of a point on a page")]
    let round = |points: f64| (points * 1000.0).round() as i64;
    let black = layout.glyphs.iter().filter(|glyph| &*glyph.colour == "#000000");
    black.map(|glyph| (glyph.page, glyph.text.to_string(), round(glyph.x), round(glyph.y))).collect()
}

#[test]
fn what_pre_printed_paper_carries_is_left_out_and_the_rest_stays_to_the_point() {
    let letter = format!("文种: 函\n{}", official(FIELDS));
    let minutes = format!("文种: 纪要\n{}", official("出席: 张建国\n"));
    let joint =
        official(FIELDS).replace("发文机关标志: 青云街道办事处", "发文机关标志: [ 安平县民政局, 安平县财政局 ]");
    for text in [official(FIELDS), letter, minutes, joint] {
        let whole = pages(&text);
        let over = pages(&format!("套红: 是\n{text}"));
        assert!(whole.layout().glyphs.iter().any(|glyph| &*glyph.colour == "#ff0000"));
        assert!(!over.layout().glyphs.iter().any(|glyph| &*glyph.colour == "#ff0000"), "{text}");
        assert!(!red_rules(whole.layout(), 0).is_empty() && red_rules(over.layout(), 0).is_empty(), "{text}");
        assert_eq!(black(whole.layout()), black(over.layout()), "{text}");
    }
}

#[test]
fn the_command_and_the_project_ask_for_overprinting_too() {
    let red = |project: &Project, option: &str| {
        project.run(["build", "通知.yaml", "--format", "svg", "-o", "out", option]).succeeds();
        #[expect(clippy::disallowed_methods, reason = "the test reads what its other process wrote")]
        let svg = std::fs::read_to_string(project.join("out/通知-1.svg")).expect("a page");
        svg.contains("#ff0000")
    };
    let project = Project::new().file("通知.yaml", official(FIELDS));
    assert!(red(&project, "--force"));
    assert!(!red(&project, "--overprint"));
    let project = Project::new().file("通知.yaml", official(FIELDS)).file("banxin.yaml", "默认: { 套红: 是 }\n");
    assert!(!red(&project, "--force"));
}

#[test]
fn clause_7_2_1_copies_are_numbered_on_from_the_first_and_begin_on_a_sheets_front() {
    let plain =
        official(&FIELDS.replace("印发机关: 青云街道党政办公室\n印发日期: 2022-01-10\n", "").replace("000001", "98"));
    let project = Project::new().file("通知.yaml", plain);
    project.run(["build", "通知.yaml", "--copies", "4"]).succeeds().wrote("通知.pdf");
    let text = text_of(&project.join("通知.pdf"));
    let copies: Vec<String> = text.split('\u{c}').map(squeezed).collect();
    // A copy has one page, and its back stays blank: 7 pages, and what follows the last form feed.
    assert_eq!(copies.len(), 8, "{copies:?}");
    for (nth, page) in copies.iter().take(7).enumerate() {
        if nth % 2 == 1 {
            assert_eq!(page, "", "the back of copy {}", nth / 2);
        } else {
            assert!(page.contains(&format!("{:06}", 98 + nth / 2)), "{page}");
            assert!(page.contains("现将有关事项通知如下"), "{page}");
        }
    }
}

#[test]
fn copies_that_cannot_be_numbered_are_told() {
    let project = Project::new().file("通知.yaml", official(""));
    project.run(["build", "通知.yaml", "--copies", "3"]).succeeds().stderr_has("copies-without-number");
    let project = Project::new().file("通知.yaml", official("份号: 999999\n"));
    project.run(["build", "通知.yaml", "--copies", "1"]).succeeds();
    let run = project.run(["build", "通知.yaml", "--copies", "2", "--force"]).fails();
    assert!(run.stderr().contains("最后一份的份号是 1000000"), "{}", run.stderr());
}

#[test]
fn clause_7_3_2_recipients_that_keep_the_text_off_page_1_stand_in_the_imprint() {
    let names = "青云镇人民政府，柳河镇人民政府，大河乡人民政府".to_owned() + &"，安平镇人民政府".repeat(40);
    let fields = FIELDS.replace("各社区居民委员会", &names);
    let built = build(&official(&fields));
    assert!(told(&built).starts_with("recipients-moved"), "{}", told(&built));
    let pages = built.pages.expect("pages");
    let page = |number: usize| {
        let glyphs = pages.layout().page_glyphs(number).iter();
        glyphs.map(|glyph| glyph.text.as_str()).collect::<String>()
    };
    assert!(page(0).contains("现将有关事项通知如下") && !page(0).contains("柳河镇"), "{}", page(0));
    assert!(page(1).contains("主送：青云镇人民政府，柳河镇"), "{}", page(1));
    assert!(page(1).contains("安平镇人民政府。"), "{}", page(1));
    // Few recipients stay where they are.
    let built = build(&official(FIELDS));
    assert_eq!(told(&built), "");
    let text: String = built.pages.expect("pages").layout().page_glyphs(0).iter().map(|g| g.text.as_str()).collect();
    assert!(text.contains("各社区居民委员会："), "{text} {BODY}");
}

#[test]
fn attachments_begin_on_odd_pages_if_the_theme_wants_it() {
    let theme = "name: odd\nversion: 1.0.0\napi: 1\nextends: gbt9704\nparams: { attachment-odd-page: true }\n";
    let text = format!(
        "主题: odd\n附件: [ {{ 标题: 走访安排, 正文: [ 一段 ] }}, {{ 标题: 走访名单, 正文: [ 一段 ] }} ]\n{}",
        official("")
    );
    let project = Project::new().file("themes/odd/theme.yaml", theme).file("通知.yaml", text);
    project.run(["build", "通知.yaml"]).succeeds().wrote("通知.pdf");
    let pages: Vec<String> = text_of(&project.join("通知.pdf")).split('\u{c}').map(squeezed).collect();
    let of = |label: &str| pages.iter().position(|page| page.starts_with(label)).map(|page| page + 1);
    assert_eq!((of("附件1"), of("附件2")), (Some(3), Some(5)), "{pages:?}");
}

/// A seal reaches a little below its date; where the imprint begins right there, the writer is told.
#[test]
fn a_seal_that_would_reach_into_the_imprint_is_told() {
    let sealed = |lines: usize| {
        let body = "  - 段落: 现将有关事项通知如下。\n".repeat(lines);
        let text = official(&format!("{FIELDS}印章: 样章\n")).replace(BODY, &format!("正文:\n{body}"));
        let built = build(&text);
        let told = told(&built);
        let pages = built.pages.expect("pages");
        let layout = pages.layout();
        let seal = layout.shapes.iter().find(|shape| (crate::ruler::mm(shape.rect.width()) - 42.0).abs() < 0.5);
        let seal = seal.expect("a stand-in for the seal");
        let imprint = layout.shapes.iter().filter(|shape| shape.colour.as_deref() == Some("#000000"));
        let first = imprint.filter(|shape| shape.page == seal.page).map(|shape| shape.rect.top).reduce(f64::min);
        (told.contains("no-room-for-seal"), first.is_some_and(|first| seal.rect.bottom > first))
    };
    let all: Vec<(bool, bool)> = (1..=44).map(sealed).collect();
    for (lines, (told, meets)) in all.iter().enumerate() {
        assert_eq!(told, meets, "{} lines", lines + 1);
    }
    assert!(all.iter().any(|(told, _)| *told) && all.iter().any(|(told, _)| !*told), "{all:?}");
}
