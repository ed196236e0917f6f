//! PDFs that our theme did not make: as Word sets them, and rewritten by another program.

use std::process::Command;

use banxin::measure::{Layout, Verdict};

use super::{FOOTER, built, measured, misses, paper, typst, value};

/// Text as Word sets it: exact line pitch with the type in the middle of its slot, 28 characters by tracking, indents of 32 pt.
fn word(page: &str, text: &str) -> String {
    let long = "完善最低生活保障制度按照应保尽保的原则及时受理困难群众的申请逐户核查家庭收入和财产状况审核结果在社区公示栏公示".repeat(3);
    let heading = "#par(text(font: \"Banxin Hei\")[一、总体要求])\n\n";
    let number = format!("#set page(footer-descent: 0pt, footer: {FOOTER})\n");
    let body = format!("{long}\n\n").repeat(12);
    format!(
        "#set page(paper: \"a4\", {page})\n{number}#set text(font: \"FandolFang R\", size: 16pt, tracking: -0.215pt, {text})\n\
         #set par(leading: 0pt, spacing: 0pt, justify: true, first-line-indent: (amount: 32pt, all: true))\n\
         #align(center, text(font: \"Banxin Biaosong\", size: 22pt)[2022年民政工作计划])\n\n{heading}{body}"
    )
}

const MARGINS: &str = "margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm)";
const PITCH: &str = "top-edge: 18.5pt, bottom-edge: -10.45pt";

#[test]
fn a_paper_as_word_sets_it_passes() {
    let measurement = measured(typst(&word(MARGINS, PITCH)), Layout::Plain);
    assert_eq!(misses(&measurement), [""; 0], "{:#?}", measurement.findings);
    assert_eq!(value(&measurement, "lines a page"), "22 (pitch 28.95 pt)");
    assert_eq!(value(&measurement, "top margin"), "37.0 mm");
}

#[test]
fn words_own_margins_and_pitch_are_missed() {
    let margins = "margin: (x: 31.8mm, y: 25.4mm)";
    let measurement = measured(typst(&word(margins, "top-edge: 16pt, bottom-edge: -8pt")), Layout::Plain);
    let misses = misses(&measurement);
    for miss in ["5.2.1 top margin", "5.2.1 binding margin", "5.2.1 width of the type area", "5.2.3 lines a page"] {
        assert!(misses.iter().any(|found| found == miss), "{miss}: {misses:?}");
    }
}

#[test]
fn colour_sheet_and_title_are_judged() {
    let red = word(MARGINS, PITCH).replace("一、总体要求", "一、总体#text(fill: blue)[要求]");
    assert_eq!(misses(&measured(typst(&red), Layout::Plain)), ["5.2.4 colour of the text"]);
    let letter =
        word("width: 215.9mm, height: 297mm, margin: (top: 37mm, left: 28mm, right: 31.9mm, bottom: 35mm)", PITCH)
            .replace("paper: \"a4\", ", "");
    assert_eq!(misses(&measured(typst(&letter), Layout::Plain)), ["5.1 sheet"]);
    let left = word(MARGINS, PITCH).replace("#align(center, text(", "#align(left, text(");
    assert_eq!(misses(&measured(typst(&left), Layout::Plain)), ["7.3.1 place of the title"]);
    let short = word(MARGINS, PITCH).replace("2022年民政工作计划", "2022年民政工作\\ 计划");
    assert_eq!(misses(&measured(typst(&short), Layout::Plain)), ["7.3.1 lines of the title"]);
    let plain = word(MARGINS, PITCH).replace("[— #n —]", "[－#n－]");
    assert_eq!(misses(&measured(typst(&plain), Layout::Plain)), ["7.5 form of page numbers"]);
}

#[test]
fn dates_and_lone_headings_are_judged() {
    let signed =
        |date: &str| format!("{}\n\n#v(28.95pt)#h(200pt)青云街道办事处\n\n#h(232pt){date}", word(MARGINS, PITCH));
    let misses = |date: &str| misses(&measured(typst(&signed(date)), Layout::Plain));
    assert!(misses("2021年01月05日").contains(&"7.3.5.4 form of the date".to_owned()));
    assert!(misses("二〇二一年一月五日").contains(&"7.3.5.4 form of the date".to_owned()));
    assert!(!misses("2021年1月5日").contains(&"7.3.5.4 form of the date".to_owned()));
    let lone = word(MARGINS, PITCH) + "#text(font: \"Banxin Hei\")[二、保障措施]\n#pagebreak()\n完善制度";
    let lone = measured(typst(&lone), Layout::Plain);
    let misses = super::misses(&lone);
    assert_eq!(misses, ["usage headings at the foot of a page"], "{lone:#?}");
}

/// cairo writes fonts, text and pages its own way.
#[test]
#[expect(clippy::disallowed_methods, reason = "the test reads what its other process wrote")]
fn a_pdf_rewritten_by_another_program_measures_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let (ours, theirs) = (folder.path().join("a.pdf"), folder.path().join("b.pdf"));
    let bytes = built(&paper(), folder.path());
    std::fs::write(&ours, &bytes).expect("written");
    let status = Command::new("pdftocairo").arg("-pdf").args([&ours, &theirs]).status();
    assert!(status.expect("pdftocairo (package poppler-utils) is installed").success());
    let theirs = measured(std::fs::read(theirs).expect("a PDF"), Layout::Plain);
    let ours = measured(bytes, Layout::Plain);
    for (a, b) in ours.findings.iter().zip(&theirs.findings) {
        assert_eq!((a.what, a.verdict), (b.what, b.verdict), "{a:?} {b:?}");
    }
    assert_eq!(theirs.count(Verdict::Miss), 0);
}
