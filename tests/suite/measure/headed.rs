//! Red heads, imprints and letters, drawn by hand to the standard's numbers, then each number made wrong.

use banxin::measure::{Layout, Measurement, measure};

use super::{FOOTER, measured, misses, typst};

/// A 公文 of two pages.
const OFFICIAL: &str = r#"
#set page(paper: "a4", margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm), footer-descent: 0pt, footer: FOOTER)
#set text(font: "FandolFang R", size: 16pt, tracking: -0.215pt, top-edge: 0.88em, bottom-edge: -14.91pt)
#set par(leading: 0pt, spacing: 0pt, justify: true, first-line-indent: (amount: 31.58pt, all: true))
#let at(y, body, x: 0mm) = place(top + left, dx: x, dy: y, block(width: 156mm, { set par(first-line-indent: 0pt); body }))
#at(35mm, align(center, text(font: "Banxin Biaosong", size: 40pt, fill: red, top-edge: "bounds", bottom-edge: "bounds")[青云街道办事处文件]))
#at(69mm, align(center)[青街发〔2021〕1号])
#at(69mm + 0.88 * 16pt + 0.12 * 16pt + 4mm, line(length: 156mm, stroke: 0.5mm + red))
#at(100.05mm, align(center, text(font: "Banxin Biaosong", size: 22pt, top-edge: 0.88em)[关于印发民政工作计划的通知]))
#v(12.5 * 28.99pt)
"#;

const TEXT: &str =
    "完善最低生活保障制度按照应保尽保的原则及时受理困难群众的申请逐户核查家庭收入和财产状况审核结果在社区公示栏公示";

const IMPRINT: &str = r"
#let rule(y, w) = place(top + left, dy: y - w / 2, rect(width: 156mm, height: w, fill: black, stroke: none))
#let row(y, a, b) = place(top + left, dx: 15.79pt, dy: y, block(width: 156mm - 31.58pt, { set text(size: 14pt); set par(first-line-indent: 0pt); a; h(1fr); b }))
#rule(207.2mm, 0.35mm)
#row(209mm, [抄送：县民政局。], [])
#rule(216mm, 0.25mm)
#row(218mm, [青云街道党政办公室], [2021年12月20日印发])
#rule(225mm, 0.35mm)
";

fn official() -> String {
    let text = format!("{TEXT}{TEXT}{TEXT}\n\n").repeat(4);
    format!("{}{text}{IMPRINT}", OFFICIAL.replace("FOOTER", FOOTER))
}

#[track_caller]
fn after(from: &str, to: &str) -> Measurement {
    let good = official();
    assert!(good.contains(from), "{from}");
    measured(typst(&good.replacen(from, to, 1)), Layout::Official)
}

#[test]
fn a_paper_with_a_red_head_passes_and_is_known_by_it() {
    let measurement = measure(typst(&official()), None).expect("measured");
    assert_eq!(measurement.layout, Layout::Official);
    assert_eq!(measurement.pages, 2);
    assert_eq!(misses(&measurement), [""; 0], "{:#?}", measurement.findings);
}

#[test]
fn each_wrong_place_fails_its_clause_alone() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("#at(35mm", "#at(32mm", &["7.2.4 masthead below the type area's top"]),
        ("〔2021〕1号", "〔2021〕01号", &["7.2.5 form of the document number"]),
        ("〔2021〕1号", "[2021]1号", &["7.2.5 form of the document number"]),
        ("16pt + 4mm", "16pt + 6mm", &["7.2.7 red line below the document number"]),
        ("line(length: 156mm", "line(length: 150mm", &["7.2.7 length of the red line", "7.2.7 place of the red line"]),
        ("0.35mm)\n#row(209mm", "0.25mm)\n#row(209mm", &["7.4 first and last line"]),
        ("#rule(216mm, 0.25mm)", "#rule(216mm, 0.35mm)", &["7.4 lines between"]),
        ("#rule(225mm", "#rule(222.5mm", &["7.4 last line from the type area's bottom"]),
        ("set text(size: 14pt)", "set text(size: 16pt)", &["7.4 size of the imprint"]),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(from, to, expected)| {
            let found = misses(&after(from, to));
            (found != *expected).then(|| format!("{to}: {found:?}, not {expected:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A 信函 of one page.
const LETTER: &str = r#"
#set page(paper: "a4", margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm))
#set text(font: "FandolFang R", size: 16pt, tracking: -0.215pt, top-edge: 0.88em, bottom-edge: -14.91pt)
#set par(leading: 0pt, spacing: 0pt, justify: true, first-line-indent: (amount: 31.58pt, all: true))
#let bar(y, h) = place(top + left, dx: -8mm, dy: y - 37mm, rect(width: 170mm, height: h, fill: red, stroke: none))
#place(top + center, dy: -7mm, text(font: "Banxin Biaosong", size: 36pt, fill: red, top-edge: "bounds", bottom-edge: "bounds")[青云街道办事处])
#context bar(30mm + measure(text(font: "Banxin Biaosong", size: 36pt, top-edge: "bounds", bottom-edge: "bounds")[青云街道办事处]).height + 4mm, 0.7mm)
#context bar(30mm + measure(text(font: "Banxin Biaosong", size: 36pt, top-edge: "bounds", bottom-edge: "bounds")[青云街道办事处]).height + 5mm, 0.3mm)
#bar(275.6mm, 0.3mm)
#bar(276.3mm, 0.7mm)
#v(4 * 28.99pt)
#align(center, text(font: "Banxin Biaosong", size: 22pt)[关于做好低保工作的函])

"#;

#[test]
fn a_letter_is_known_by_its_double_lines() {
    let good = format!("{LETTER}{TEXT}{TEXT}\n\n{TEXT}{TEXT}");
    let measurement = measure(typst(&good), None).expect("measured");
    assert_eq!(measurement.layout, Layout::Letter);
    assert_eq!(misses(&measurement), [""; 0], "{:#?}", measurement.findings);
    let wrong = |from: &str, to: &str| misses(&measured(typst(&good.replace(from, to)), Layout::Letter));
    assert_eq!(
        wrong("dy: -7mm", "dy: -4mm"),
        ["10.1 masthead from the sheet's top", "10.1 upper lines below the masthead"]
    );
    assert_eq!(wrong("rect(width: 170mm", "rect(width: 156mm"), ["10.1 upper double line", "10.1 lower double line"]);
    assert_eq!(wrong("#bar(276.3mm, 0.7mm)", "#bar(276.3mm, 0.2mm)"), ["10.1 lower double line"]);
}

#[test]
fn minutes_and_orders_are_known_by_their_mastheads() {
    let minutes = official().replace("青云街道办事处文件", "青云街道会议纪要");
    let measurement = measure(typst(&minutes), None).expect("measured");
    assert_eq!((measurement.layout, misses(&measurement)), (Layout::Minutes, vec![]));
    let title = official().lines().find(|line| line.contains("关于印发")).expect("a title").to_owned();
    let rule = official().lines().find(|line| line.contains("line(length")).expect("a line").to_owned();
    let order = official().replace(&title, "").replace(&rule, "").replace("青云街道办事处文件", "青云街道办事处令");
    let order =
        order.replace("#at(35mm", "#at(20mm").replace("#at(69mm", "#at(54mm").replace("青街发〔2021〕1号", "第1号");
    let measurement = measure(typst(&order), None).expect("measured");
    assert_eq!((measurement.layout, misses(&measurement)), (Layout::Order, vec![]), "{:#?}", measurement.findings);
    let low = measured(typst(&order.replace("#at(20mm", "#at(25mm")), Layout::Order);
    assert!(misses(&low).contains(&"10.2 masthead below the type area's top".to_owned()), "{:?}", misses(&low));
}

/// Upward papers: the number at the left, the signers at the right, one character in (7.2.5, 7.2.6); signed for a seal (7.3.5.1).
#[test]
fn signers_and_a_place_for_the_seal_are_judged() {
    let signers = "{ h(15.79pt); [青街发〔2021〕1号]; h(1fr); [签发人：张三]; h(15.79pt) }";
    let upward = official().replace("align(center)[青街发〔2021〕1号]", signers);
    let seal = "#v(28.99pt)#par(first-line-indent: 0pt)[#h(1fr)#box(width: 111pt, align(center)[青云街道办事处])#h(63.16pt)]\n\n#par(first-line-indent: 0pt)[#h(1fr)#box(width: 111pt, align(center)[2021年12月20日])#h(63.16pt)]\n";
    let upward = upward.replace("#let rule", &format!("{seal}#let rule"));
    let measurement = measured(typst(&upward), Layout::Official);
    assert_eq!(misses(&measurement), [""; 0], "{:#?}", measurement.findings);
    let judged: Vec<&str> = measurement.findings.iter().map(|finding| finding.clause).collect();
    assert!(judged.contains(&"7.2.6") && judged.contains(&"7.3.5.1"), "{:#?}", measurement.findings);
    let wrong = measured(typst(&upward.replace("[签发人：张三]; h(15.79pt)", "[签发人：张三]")), Layout::Official);
    assert_eq!(misses(&wrong), ["7.2.6 signers from the right"]);
}
