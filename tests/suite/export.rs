//! Pages → bytes, read back with other people's programs.

use std::process::Command;

use banxin::diagnostic::{Diagnostic, Lang};
use banxin::export::{PdfConfig, pdf, png, svg};
use banxin::typeset::Pages;

use crate::draft::{Draft, told};

const DATE: Option<(i32, u8, u8)> = Some((2021, 12, 20));

fn config(standards: &[&str], date: Option<(i32, u8, u8)>) -> PdfConfig {
    PdfConfig { standards: standards.iter().map(ToString::to_string).collect(), date }
}

/// The text of a PDF as poppler reads it, lines joined: it also breaks where a mark was squeezed.
fn text_of(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.pdf");
    std::fs::write(&path, bytes).expect("written");
    let output =
        Command::new("pdftotext").arg("-raw").arg(&path).arg("-").output().expect("poppler-utils is installed");
    String::from_utf8(output.stdout).expect("UTF-8").replace(['\n', '\u{c}'], "")
}

fn typed(value: &str) -> String {
    let outcome = Draft::new().code("#set par(justify: false)\n").paragraph(value).set();
    text_of(&pdf(&outcome.pages.expect("pages"), &PdfConfig::default()).expect("a PDF"))
}

#[test]
fn what_was_typed_is_read_back() {
    let texts = [
        "# $ * _ @ ~ < > \\ // [ ] { } \" ' `",
        "! % & ( ) + , - . / : ; = ? ^ |",
        "张** 李*_* `x` $y$ #let @z <w> ~",
        "张\u{3000}三、李\u{3000}四",
        "“双引号”",
        "‘单引号’——破折号……省略号",
        "王堃、李喆、陈玥",
        "☐未办☒作废✔办结",
        "1,775,475元、3.10、012、110101199003070012",
        "《通知》（一）〔2021〕1号·～％",
        "ＡＢＣ１２３",
        "fi ffi fl AV",
    ];
    for text in texts {
        // Poppler shows the wide space U+3000 as a plain one.
        assert_eq!(typed(text), text.replace('\u{3000}', " "));
    }
}

/// Poppler guesses spaces from gaps, so what was set is read from the pages.
#[test]
fn several_spaces_survive() {
    let pages = Draft::new().paragraph("甲  乙   丙").pages();
    let text: String = pages.layout().glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
    assert_eq!(text, "甲  乙   丙");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test reads what its other process wrote")]
fn the_same_pages_are_the_same_bytes_in_every_time_zone() {
    let make = || pdf(&Draft::new().paragraph("甲乙").pages(), &config(&[], DATE)).expect("a PDF");
    let here = make();
    let elsewhere = std::thread::spawn(make).join().expect("no panic");
    assert!(here == elsewhere);
    // A process with another TZ: this test again, told to write what it makes.
    if let Ok(path) = std::env::var("BANXIN_TEST_WRITE") {
        std::fs::write(path, &here).expect("written");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    for zone in ["America/New_York", "Asia/Shanghai"] {
        let path = folder.path().join("x.pdf");
        let name = "export::the_same_pages_are_the_same_bytes_in_every_time_zone";
        let program = std::env::current_exe().expect("this test");
        let status =
            Command::new(program).args(["--exact", name]).env("TZ", zone).env("BANXIN_TEST_WRITE", &path).output();
        assert!(status.expect("run").status.success());
        assert!(std::fs::read(&path).expect("written") == here, "{zone}");
    }
}

#[test]
fn the_date_is_the_papers_own() {
    let bytes = pdf(&Draft::new().paragraph("甲").pages(), &config(&[], DATE)).expect("a PDF");
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("(D:20211220000000+08'00)") || text.contains("D:20211220000000+08'00'"), "no date");
    let bytes = pdf(&Draft::new().paragraph("甲").pages(), &config(&[], None)).expect("a PDF");
    assert!(!String::from_utf8_lossy(&bytes).contains("CreationDate"));
}

#[test]
fn different_papers_of_one_title_have_different_identifiers() {
    let id = |text: &str| {
        let bytes =
            pdf(&Draft::new().code("#set document(title: \"计划\")\n").paragraph(text).pages(), &config(&[], DATE));
        let text = String::from_utf8_lossy(&bytes.expect("a PDF")).into_owned();
        text[text.rfind("/ID").expect("an identifier")..].chars().take(40).collect::<String>()
    };
    assert_ne!(id("甲"), id("乙"));
    assert_eq!(id("甲"), id("甲"));
}

#[test]
fn archival_standards_work_and_need_a_date() {
    let pages = Draft::new().code("#set document(title: \"计划\")\n").paragraph("完善制度，王小二。").pages();
    for standard in ["a-1b", "a-2b", "a-2u", "a-3b", "a-4", "PDF/A-2b", "ua-1"] {
        let written = pdf(&pages, &config(&[standard], DATE));
        assert!(written.is_ok(), "{standard}: {}", told(&written.expect_err("failed"), ""));
    }
    assert!(pdf(&pages, &config(&["a-2b", "1.7"], DATE)).is_ok());
    let errors = pdf(&pages, &config(&["a-2b"], None)).expect_err("no date");
    assert_eq!(
        messages(&errors),
        "pdf-standard-needs-date the PDF standard `a-2b` asks for a date, and this paper has no `日期` (date)"
    );
}

fn messages(errors: &[Diagnostic]) -> String {
    let line = |error: &Diagnostic| {
        let words = error.code.words();
        let hint = words.hints(Lang::En).next().filter(|hint| hint.starts_with("did you")).unwrap_or_default();
        format!("{} {} {hint}", words.id, words.message(Lang::En)).trim().to_owned()
    };
    errors.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn unknown_and_conflicting_standards_are_told() {
    let pages = Draft::new().paragraph("甲").pages();
    let errors = pdf(&pages, &config(&["a-2c", "nonsense"], DATE)).expect_err("unknown");
    assert_eq!(
        messages(&errors),
        "pdf-standard-unknown unknown PDF standard `a-2c` did you mean `a-2b`?\n\
         pdf-standard-unknown unknown PDF standard `nonsense`"
    );
    for pair in [["a-2b", "a-3b"], ["1.7", "2.0"], ["a-1b", "2.0"]] {
        let errors = pdf(&pages, &config(&pair, DATE)).expect_err("conflict");
        assert!(messages(&errors).starts_with("pdf-standards-conflict the PDF standards"), "{pair:?}");
        assert!(errors[0].foreign.is_some());
    }
}

#[test]
fn what_a_standard_forbids_is_told_at_its_place() {
    let clear = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\" opacity=\"0.5\"/></svg>";
    let draft =
        Draft::new().file("/asset/0", clear).paragraph("甲").start().code("#image(\"/asset/0\")").words("乙").end();
    let errors = pdf(&draft.pages(), &config(&["a-1b"], DATE)).expect_err("transparency");
    let told = told(&errors, &draft.yaml);
    assert!(
        told.starts_with("pdf-refused '乙' this paper does not meet the PDF standard `a-1b` | PDF/A-1b error:"),
        "{told}"
    );
}

#[test]
fn a_panic_of_the_exporter_is_told() {
    let pages = Draft::new().code("#(\"e\" + \"\\u{fe0f}\" * 100000)").pages();
    let errors = pdf(&pages, &config(&[], DATE)).expect_err("a known panic");
    assert_eq!(messages(&errors), "typeset-crashed Typst gave up on this paper");
    let words = errors[0].foreign.clone().unwrap_or_default();
    assert!(words.contains("krilla") && words.chars().count() < 400, "{words}");
}

#[test]
fn a_page_becomes_svg_and_png() {
    let pages: Pages = Draft::new().paragraph("甲乙").code("#pagebreak()").paragraph("丙").pages();
    let picture = svg(&pages, 1).expect("a page");
    assert!(picture.starts_with("<svg") && picture.contains("595.27"), "{}", &picture[..200]);
    let picture = png(&pages, 0, 72).expect("a page");
    assert_eq!(&picture[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!(&picture[16..24], &[0, 0, 2, 83, 0, 0, 3, 74], "595 × 842 pixels");
    assert_eq!(png(&pages, 0, 72).expect("a page"), picture);
}

#[test]
fn pages_that_are_not_there_and_pictures_too_large_are_told() {
    let pages = Draft::new().paragraph("甲").pages();
    let told = |error: Diagnostic| messages(&[error]);
    assert_eq!(told(svg(&pages, 1).expect_err("one page")), "export-no-page there is no page 2; the paper has 1");
    assert_eq!(told(png(&pages, 1, 72).expect_err("one page")), "export-no-page there is no page 2; the paper has 1");
    let message = told(png(&pages, 0, 5_000).expect_err("too large"));
    assert_eq!(message, "png-too-fine a picture of this page at 5000 dpi would be too large");
}
