//! PDFs that our theme did not make: as Word sets them, by `LibreOffice`, a browser, rewritten by another program, and
//! with fonts that are not in the file.

use std::process::Command;

use banxin::measure::{Layout, Verdict};

use super::{FOOTER, built, measured, misses, paper, typst, value};
use crate::project::{Project, repository};

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

/// A file of tests/cases/pdf; how it was made stands there.
#[expect(clippy::disallowed_methods, reason = "the test's own cases")]
fn kept(name: &str) -> Vec<u8> {
    std::fs::read(repository("tests/cases/pdf").join(name)).expect("the case is there")
}

#[test]
fn a_word_document_that_libreoffice_printed_passes() {
    let measurement = measured(kept("libreoffice.pdf"), Layout::Plain);
    assert_eq!(misses(&measurement), [""; 0], "{:#?}", measurement.findings);
    assert_eq!(measurement.count(Verdict::NotJudged), 0);
    assert_eq!(value(&measurement, "binding margin"), "28.0 mm");
    assert_eq!(value(&measurement, "characters a line"), "28 (pitch 15.70 pt)");
}

#[test]
fn margins_mirrored_for_printing_on_both_sides_are_understood() {
    let measurement = measured(kept("libreoffice-both-sides.pdf"), Layout::Plain);
    assert_eq!(misses(&measurement), [""; 0], "{:#?}", measurement.findings);
    assert_eq!(value(&measurement, "binding margin"), "28.0 mm, at the right on even pages");
    let ours = |params: &str| {
        let theme = format!(
            "name: both\nversion: 0.1.0\napi: 1\nextends: gbt9704\nparams: {{ mirror-margins: true, {params} }}\n"
        );
        let project = Project::new().file("themes/both/theme.yaml", theme);
        measured(built(&format!("主题: both\n{}", paper()), project.path()), Layout::Plain)
    };
    let good = ours("lines: 22");
    assert_eq!(misses(&good), [""; 0], "{:#?}", good.findings);
    assert_eq!(value(&good, "binding margin"), "28.0 mm, at the right on even pages");
    assert_eq!(misses(&ours("margin-inside: 32mm")), ["5.2.1 binding margin"]);
}

#[test]
fn mirrored_margins_of_pages_with_few_lines_are_known_by_their_rules() {
    let sample = crate::project::repository("samples/党政联席会议纪要/党政联席会议纪要.yaml");
    let text = std::fs::read_to_string(sample).expect("the sample");
    let theme = "name: both\nversion: 0.1.0\napi: 1\nextends: gbt9704\nparams: { mirror-margins: true }\n";
    let project = Project::new().file("themes/both/theme.yaml", theme);
    let measurement = measured(built(&format!("主题: both\n{text}"), project.path()), Layout::Minutes);
    assert_eq!(misses(&measurement), [""; 0], "{:#?}", measurement.findings);
    assert_eq!(value(&measurement, "binding margin"), "28.0 mm, at the right on even pages");
}

/// A browser's fonts are drawings without a name, its lines stand on whole pixels (29.25 pt), and it prints no page numbers.
#[test]
fn a_browsers_page_is_measured() {
    let measurement = measured(kept("chromium.pdf"), Layout::Plain);
    assert_eq!(misses(&measurement), ["usage headings at the foot of a page", "7.5 page numbers"]);
    assert_eq!(
        (value(&measurement, "font of the text"), value(&measurement, "size of the text")),
        ("unnamed", "16 pt")
    );
    assert_eq!(value(&measurement, "lines a page"), "22 (pitch 29.25 pt)");
}

/// Three pages of text in a font that is not in the file, its codes GBK, as older programs write them.
fn outside_font(encoding: &str, descriptor: &str) -> Vec<u8> {
    let line = |text: &str, indent: f64, row: f64| {
        let bytes: String = encoding_rs::GBK.encode(text).0.iter().map(|byte| format!("{byte:02X}")).collect();
        format!("1 0 0 1 {:.2} {:.2} Tm <{bytes}> Tj\n", 79.37 + indent, 737.01 - 14.08 - 28.99 * row)
    };
    let text = "完善最低生活保障制度按照应保尽保的原则及时受理困难群众";
    let mut content = "BT /F1 16 Tf -0.21 Tc\n".to_owned();
    for row in 0..22_u8 {
        let (text, indent) = if row % 4 == 0 { (&text[..text.len() - 3], 31.58) } else { (text, 0.0) };
        content += &line(
            if row % 4 == 0 {
                text
            } else {
                "完善最低生活保障制度按照应保尽保的原则及时受理困难群众的"
            },
            indent,
            f64::from(row),
        );
    }
    content += "ET";
    let pages = "3 0 R ".repeat(3);
    format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[{pages}]/Count 3>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.28 841.89]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n\
         4 0 obj<</Length {}>>stream\n{content}\nendstream endobj\n\
         5 0 obj<</Type/Font/Subtype/Type0/BaseFont/FangSong_GB2312/Encoding/{encoding}/DescendantFonts[6 0 R]>>endobj\n\
         6 0 obj<</Type/Font/Subtype/CIDFontType2/BaseFont/FangSong_GB2312/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[814 939 500]/FontDescriptor 7 0 R>>endobj\n\
         7 0 obj<</Type/FontDescriptor/FontName/FangSong_GB2312/Flags 4{descriptor}>>endobj\n8 0 obj<</Length 0>>stream\n\nendstream endobj\n\
         trailer<</Root 1 0 R/Size 9>>\nstartxref\n0\n%%EOF",
        content.len()
    )
    .into_bytes()
}

#[test]
fn a_chinese_font_that_is_not_in_the_file_is_read() {
    let measurement = measured(outside_font("GBK-EUC-H", ""), Layout::Plain);
    assert!(measurement.notes.is_empty(), "{:?}", measurement.notes);
    assert_eq!(value(&measurement, "font of the text"), "FangSong");
    assert_eq!(value(&measurement, "top margin"), "37.0 mm");
    assert_eq!(value(&measurement, "lines a page"), "22 (pitch 28.99 pt)");
    assert_eq!(value(&measurement, "characters a line"), "28 (pitch 15.79 pt)");
}

#[test]
fn a_font_whose_characters_cannot_be_told_is_named() {
    for (encoding, descriptor) in [("UniJIS-UCS2-H", ""), ("GBK-EUC-H", "/FontFile2 8 0 R")] {
        let refusal = banxin::measure::measure(outside_font(encoding, descriptor), None);
        let said = refusal.map_or_else(|fault| super::told(&fault), |m| m.notes.iter().map(super::told).collect());
        assert!(said.contains("FangSong_GB2312"), "{encoding}: {said}");
    }
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
