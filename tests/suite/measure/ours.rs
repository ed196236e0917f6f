//! Our papers with red heads: every layout passes, and one parameter that is off fails its clause alone.

use std::fmt::Write;

use banxin::measure::{Layout, Measurement, measure};

use super::{built, measured, misses};
use crate::project::Project;

/// Pages of text, enough to show a page's bottom, with an end that no page break is near to.
fn body() -> String {
    let text = "完善最低生活保障制度，按照应保尽保的原则及时受理困难群众的申请，逐户核查家庭收入和财产状况，审核结果在社区公示栏公示。";
    let mut body = "正文:\n".to_owned();
    for _ in 0..9 {
        let _ = writeln!(body, "  - 段落: {text}{text}{text}");
    }
    let _ = writeln!(
        body,
        "  - 任务:\n      标题: 工作要求\n      条目:\n        - 标题: 加强领导\n          内容: {text}\n        - 标题: 落实责任\n          内容: {text}"
    );
    body
}

const IMPRINT: &str = "抄送: [ 县民政局, 县残疾人联合会 ]\n印发机关: 青云街道党政办公室\n印发日期: 2022-01-10\n";
const SIGNED: &str = "发文字号: 青街发〔2022〕5号\n署名: 青云街道办事处\n日期: 2022-01-10\n";
const LABELS: &str = "份号: 000001\n密级: 秘密★1年\n紧急程度: 加急\n";

fn official() -> String {
    format!(
        "标题: 关于做好民政工作的通知\n文种: 通知\n发文机关标志: 青云街道办事处\n主送: 各社区居民委员会\n附注: 此件公开发布\n{LABELS}{SIGNED}{IMPRINT}{}",
        body()
    )
}

fn upward() -> String {
    format!(
        "标题: 关于2021年民政工作情况的报告\n文种: 报告\n发文机关标志: 青云街道办事处\n签发人: [ 张建国, 李敏 ]\n主送: 青云县民政局\n{SIGNED}{IMPRINT}{}",
        body()
    )
}

fn letter() -> String {
    format!(
        "标题: 关于商请协助核对信息的函\n文种: 函\n发文机关标志: 青云街道办事处\n主送: 县公安局\n{LABELS}{SIGNED}抄送: 县民政局\n{}",
        body()
    )
}

fn order() -> String {
    format!(
        "标题: 青云县人民政府令\n文种: 令\n发文机关标志: 青云县人民政府\n发文字号: 第5号\n署名: 青云县人民政府\n日期: 2022-01-10\n{IMPRINT}{}",
        body()
    )
}

fn minutes() -> String {
    format!(
        "标题: 民政工作会议纪要\n文种: 纪要\n发文机关标志: 青云街道民政工作会议\n出席: [ 张建国, 李敏 ]\n请假: 王芳\n列席: 各社区居民委员会负责人\n日期: 2022-01-10\n{IMPRINT}{}",
        body()
    )
}

/// Measures a paper in a theme that sets these parameters.
fn with(params: &str, paper: &str, layout: Layout) -> Measurement {
    let theme = format!("name: wrong\nversion: 0.1.0\napi: 1\nextends: gbt9704\nparams: {{ {params} }}\n");
    let project = Project::new().file("themes/wrong/theme.yaml", theme);
    measured(built(&format!("主题: wrong\n{paper}"), project.path()), layout)
}

#[test]
fn every_layout_is_known_by_its_page_and_passes() {
    let cases = [
        (official(), Layout::Official),
        (upward(), Layout::Official),
        (letter(), Layout::Letter),
        (order(), Layout::Order),
        (minutes(), Layout::Minutes),
    ];
    for (paper, layout) in cases {
        let measurement = measure(built(&paper, std::path::Path::new("")), None).expect("measured");
        assert_eq!(measurement.layout, layout, "{paper}");
        assert_eq!(misses(&measurement), [""; 0], "{layout:?}: {:#?}", measurement.findings);
    }
}

#[test]
fn every_element_of_a_head_and_an_end_is_measured() {
    let judged = |paper: &str, layout: Layout| -> Vec<&str> {
        let measurement = measured(built(paper, std::path::Path::new("")), layout);
        measurement.findings.iter().map(|finding| finding.clause).collect()
    };
    let clauses = judged(&official(), Layout::Official);
    for clause in [
        "7.2.1", "7.2.2", "7.2.3", "7.2.4", "7.2.5", "7.2.7", "7.3.1", "7.3.2", "7.3.3", "7.3.5.2", "7.3.6", "7.4",
        "7.5",
    ] {
        assert!(clauses.contains(&clause), "{clause}: {clauses:?}");
    }
    assert!(judged(&upward(), Layout::Official).contains(&"7.2.6"));
    let attached = format!("附件: [ {{ 标题: 走访安排, 正文: [ 一段 ] }} ]\n{}", official());
    let clauses = judged(&attached, Layout::Official);
    assert!(clauses.contains(&"7.3.4") && clauses.contains(&"7.3.7"), "{clauses:?}");
    assert!(judged(&minutes(), Layout::Minutes).contains(&"10.3"));
}

/// A paper of a few lines whose recipients fill the imprint: the imprint is not taken for the text.
#[test]
fn an_imprint_longer_than_the_text_is_told_from_it() {
    let names = "安平镇人民政府，".repeat(60);
    let paper = format!(
        "标题: 关于报送工作计划的通知\n发文机关标志: 青云县民政局\n主送: {names}柳河镇人民政府\n{SIGNED}{IMPRINT}正文: [ 请按要求报送。 ]\n"
    );
    let measurement = measured(built(&paper, std::path::Path::new("")), Layout::Official);
    assert_eq!(misses(&measurement), [""; 0], "{:#?}", measurement.findings);
}

#[test]
fn each_wrong_parameter_of_a_head_or_an_imprint_fails_its_clause_alone() {
    let cases: &[(&str, String, Layout, &[&str])] = &[
        ("masthead-drop: 40mm", official(), Layout::Official, &["7.2.4 masthead below the type area's top"]),
        ("number-lines-above: 4", official(), Layout::Official, &["7.2.5 blank lines above the document number"]),
        ("red-line-drop: 8mm", official(), Layout::Official, &["7.2.7 red line below the document number"]),
        ("title-lines-below-head: 4", official(), Layout::Official, &["7.3.1 blank lines above the title"]),
        ("title-lines-below: 3", official(), Layout::Official, &["7.3.2 blank lines above the recipients"]),
        ("imprint-line: 0.6mm", official(), Layout::Official, &["7.4 first and last line"]),
        ("imprint-thin-line: 0.4mm", official(), Layout::Official, &["7.4 lines between"]),
        ("size-imprint: 16pt", official(), Layout::Official, &["7.4 size of the imprint"]),
        ("order-masthead-drop: 30mm", order(), Layout::Order, &["10.2 masthead below the type area's top"]),
        ("letter-masthead-drop: 34mm", letter(), Layout::Letter, &["10.1 masthead from the sheet's top"]),
        ("letter-line-drop: 7mm", letter(), Layout::Letter, &["10.1 upper lines below the masthead"]),
        ("letter-line-bottom: 25mm", letter(), Layout::Letter, &["10.1 lower lines from the sheet's bottom"]),
        ("letter-line-length: 156mm", letter(), Layout::Letter, &["10.1 upper double line", "10.1 lower double line"]),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(params, paper, layout, expected)| {
            let found = misses(&with(params, paper, *layout));
            (found != *expected).then(|| format!("{params}: {found:?}, not {expected:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
