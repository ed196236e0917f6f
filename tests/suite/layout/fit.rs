//! Page sense: where the pages ask for it, the lines give way, and a warning says so (7.3.5.5, 7.3.3).

use banxin::pipeline::Built;

use super::{HEADINGS, document, paragraph};
use crate::project::Project;
use crate::ruler::{PITCH, all_lines, assert_mm, build, lines, pages, told};

/// A paper of so many lines of text, signed.
fn signed(text: &str) -> String {
    format!("标题: 清河社区工作计划\n署名: 清河社区居民委员会\n日期: 2021-12-05\n正文:\n{text}")
}

/// So many paragraphs of one line.
fn short(lines: usize) -> String {
    "  - 段落: 一行。\n".repeat(lines)
}

/// Lines on each page, and the pitch of the first page's text.
fn shape(built: &Built) -> (Vec<usize>, f64) {
    let layout = built.pages.as_ref().expect("pages").layout();
    let counts = (0..layout.pages.len()).map(|page| lines(layout, page).len()).collect();
    let first = lines(layout, 0);
    (counts, first[3].baseline() - first[2].baseline())
}

#[test]
fn clause_7_3_5_5_no_signature_stands_alone_however_long_the_text_is() {
    let mut fitted = Vec::new();
    for count in 1..=70 {
        let built = build(&signed(&short(count)));
        let pages = built.pages.as_ref().expect("pages");
        let last = lines(pages.layout(), pages.count() - 1);
        assert!(last.len() >= 3, "{count} lines: {:?}", last.iter().map(crate::ruler::Line::text).collect::<Vec<_>>());
        let told = told(&built);
        assert!(told.is_empty() || told.starts_with("signature-fitted"), "{count} lines: {told}");
        fitted.extend((!told.is_empty()).then_some(count));
    }
    // A page has 22 lines: title and blank line, then 20. The signature takes three.
    assert_eq!(fitted, [18, 19, 20, 40, 41, 42, 62, 63, 64]);
}

#[test]
fn clause_7_3_5_5_lines_stand_closer_if_that_brings_the_signature_to_the_text() {
    let built = build(&signed(&short(18)));
    let (counts, pitch) = shape(&built);
    // 23 lines with the title's blank line and the signature's.
    assert_eq!(counts, [21]);
    assert_mm(pitch, 225.0 / 23.0, 0.01, "the pitch");
    assert_eq!(
        told(&built),
        "signature-fitted '清河社区居民委员会' the signature would stand alone on a page: pages have 23 lines instead of 22, so that it stands with text"
    );
}

/// One page takes all but two lines too many: neither a line more nor a line less would help.
#[test]
fn clause_7_3_5_5_lines_give_way_by_two_where_one_is_not_enough() {
    let built = build(&signed(&short(19)));
    let (counts, pitch) = shape(&built);
    assert_eq!(counts, [22]);
    assert_mm(pitch, 225.0 / 24.0, 0.01, "the pitch");
}

#[test]
fn clause_7_3_5_5_lines_stand_wider_if_closer_is_not_enough() {
    let built = build(&signed(&short(20)));
    let (counts, pitch) = shape(&built);
    assert_eq!(counts, [20, 3]);
    assert_mm(pitch, 225.0 / 21.0, 0.01, "the pitch");
    assert!(told(&built).contains("21 lines instead of 22"), "{}", told(&built));
}

#[test]
fn a_paper_that_asks_for_nothing_keeps_its_22_lines() {
    for count in [17, 21, 39, 43] {
        let built = build(&signed(&short(count)));
        assert_mm(shape(&built).1, PITCH, 0.01, "the pitch");
        assert_eq!(told(&built), "");
    }
}

#[test]
fn what_does_not_help_is_not_done_and_the_writer_is_told() {
    let theme = "name: stiff\nversion: 1.0.0\napi: 1\nextends: gbt9704\nparams: { give-lines: 0 }\n";
    let project = Project::new().file("themes/stiff/theme.yaml", theme).file("计划.yaml", signed(&short(20)));
    let run = project.run(["build", "计划.yaml", "--theme", "stiff"]).succeeds();
    let said = run.stderr();
    assert!(said.contains("signature-alone") && said.contains("增加或删去一两行正文"), "{said}");
    let pages = project.run(["build", "计划.yaml", "--theme", "stiff", "--json"]).succeeds().stdout();
    assert!(pages.contains("\"pages\": 2"), "{pages}");
}

/// A paper of nothing but a signature, and one whose text is one page break, end all the same.
#[test]
fn papers_with_hardly_any_text_are_set() {
    for text in ["正文: []\n", "正文: [ 分页 ]\n", "正文: [ 分页, 一段 ]\n"] {
        build(&format!("标题: 计划\n署名: 某局\n日期: 2021-12-05\n{text}"));
    }
}

#[test]
fn clause_7_3_3_page_1_shows_text_or_the_writer_is_told() {
    let recipients = |lines: usize| {
        let names: String = "某某县民政局".chars().cycle().take(lines * 28 - 8).collect();
        format!("标题: 清河社区工作计划\n主送: {names}\n正文:\n{}", paragraph(4))
    };
    assert_eq!(told(&build(&recipients(19))), "");
    let built = build(&recipients(20));
    assert!(told(&built).starts_with("first-page-fitted"), "{}", told(&built));
    assert_eq!(shape(&built).0, [22, 3]);
    let built = build(&recipients(24));
    assert!(told(&built).starts_with("first-page-without-text"), "{}", told(&built));
    assert_mm(shape(&built).1, PITCH, 0.01, "the pitch of what can't be helped");
}

/// `--format typ` shows the same pages: the value stands in what it writes.
#[test]
#[expect(clippy::disallowed_methods, reason = "the test reads what its other process wrote")]
fn typst_source_holds_the_lines_that_were_taken() {
    let project = Project::new().file("计划.yaml", signed(&short(20)));
    project.run(["build", "计划.yaml", "--format", "typ"]).succeeds();
    let params = std::fs::read_to_string(project.join("计划/theme/params.typ")).expect("written");
    assert!(params.contains("\"lines\": 21,"), "{params}");
}

/// The preview builds the same paper again and again: with and without what made the lines give way.
#[test]
fn a_live_session_shows_what_a_single_build_shows() {
    use banxin::pipeline::{Pipeline, Settings};
    use banxin::typeset::Pace;
    let mut live = Pipeline::new(Settings::default(), Pace::LIVE);
    for count in [17, 18, 19, 20, 21, 20, 19, 18, 17] {
        let text = signed(&short(count));
        let built = live.build_text("文稿.yaml", &text, std::path::Path::new(""));
        assert_eq!(told(&built), told(&build(&text)), "{count} lines");
        assert_eq!(shape(&built), shape(&build(&text)), "{count} lines");
    }
}

#[test]
fn a_heading_keeps_two_lines_of_what_follows() {
    let long = HEADINGS.replace("说明怎样做", &"说明怎样做".repeat(9)) + &paragraph(4);
    for shift in 0..=30 {
        let pages = pages(&document(&(short(shift) + &long)));
        for page in 0..pages.count() - 1 {
            let lines = lines(pages.layout(), page);
            for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.text().contains("级标题")) {
                let after = lines.len() - 1 - at;
                assert!(after >= 2, "{shift} lines: page {page} has {after} lines below {}", line.text());
            }
        }
        // Nothing is pushed down for it elsewhere.
        let all = all_lines(pages.layout());
        for pair in all[1..].windows(2).filter(|pair| pair[0].glyphs[0].page == pair[1].glyphs[0].page) {
            assert_mm(pair[1].top() - pair[0].top(), PITCH, 0.05, &pair[1].text());
        }
    }
}
