//! Which layout a paper gets: by its 文种, and by whether it has a masthead.

use super::BODY;
use crate::project::Project;
use crate::ruler::{build, pages};

/// What a page is by its red: none, a red line, double lines, or only a masthead.
fn look(head: &str) -> &'static str {
    let pages = pages(&format!("标题: 安平县人民政府令\n{head}{BODY}"));
    let red = super::red_rules(pages.layout(), 0);
    let masthead = pages.layout().glyphs.iter().any(|glyph| &*glyph.colour == "#ff0000");
    match (red.len(), masthead) {
        (0, false) => "plain",
        (1, _) => "line",
        (4, true) => "double lines",
        (0, true) => "order",
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_masthead_makes_a_red_head_and_without_one_there_is_none() {
    let masthead = "发文机关标志: 安平县人民政府\n";
    for kind in [
        "通知", "请示", "报告", "批复", "意见", "决定", "决议", "公告", "通告", "公报", "通报", "议案", "计划", "要点",
        "方案", "总结",
    ] {
        assert_eq!(look(&format!("文种: {kind}\n")), "plain", "{kind}");
        assert_eq!(look(&format!("文种: {kind}\n{masthead}")), "line", "{kind}");
    }
    assert_eq!(look(masthead), "line", "no 文种");
    assert_eq!(look("文种: 函\n"), "plain");
    assert_eq!(look(&format!("文种: 函\n{masthead}")), "double lines");
    assert_eq!(look("文种: 纪要\n"), "plain");
    assert_eq!(look(&format!("文种: 纪要\n{masthead}")), "line");
    assert_eq!(look("文种: 令\n"), "order");
    assert_eq!(look("文种: 命令\n"), "order");
}

#[test]
fn a_layout_that_is_named_wins() {
    let masthead = "发文机关标志: 安平县人民政府\n";
    assert_eq!(look(&format!("文种: 通知\n版式: 信函\n{masthead}")), "double lines");
    assert_eq!(look(&format!("文种: 函\n版式: 公文\n{masthead}")), "line");
    assert_eq!(look(&format!("文种: 通知\n版式: 计划\n{masthead}")), "plain");
}

#[test]
fn a_themes_own_layout_for_a_kind_comes_before_its_parents() {
    let theme = "name: anping\nversion: 1.0.0\napi: 1\nextends: gbt9704\nlayouts:\n  own: { title: { zh: 本局通知, en: own }, kinds: [notice] }\n";
    let project = Project::new()
        .file("themes/anping/theme.yaml", theme)
        .file("themes/anping/layouts/own.typ.j2", "#show: official-page\n#document-title(lines: {{ paper.title }})\n")
        .file("a.yaml", format!("标题: 通知\n主题: anping\n文种: 通知\n{BODY}"));
    let run = project.run(["build", "a.yaml"]).succeeds().wrote("a.pdf");
    assert_eq!(run.stderr(), "");
    let text = crate::project::text_of(&project.path().join("a.pdf"));
    assert!(text.contains("通知") && !text.contains("现将有关"), "the own layout leaves the body out: {text}");
}

#[test]
fn nothing_is_said_of_a_paper_that_keeps_all_rules() {
    let fields = "文种: 请示\n发文机关标志: 青云街道办事处\n发文字号: 青街报〔2022〕3号\n签发人: 张建国\n主送: 安平县民政局\n署名: 青云街道办事处\n日期: 2022-01-05\n联系人: 王芳，电话：0512-65550123\n抄送: 安平县财政局\n印发机关: 党政办公室\n印发日期: 2022-01-06\n";
    let built = build(&format!("标题: 关于解决养老服务用房的请示\n{fields}{BODY}"));
    assert_eq!(crate::ruler::told(&built), "");
}
