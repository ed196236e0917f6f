//! One thing is made wrong, and one thing is found to be: by a theme's parameters.

use banxin::measure::{Layout, Verdict};

use super::{built, clauses, measured, misses, paper, value};
use crate::project::{Project, repository};

/// Measures [`paper`] in a theme that sets these parameters.
fn with(params: &str) -> banxin::measure::Measurement {
    let theme = format!("name: wrong\nversion: 0.1.0\napi: 1\nextends: gbt9704\nparams: {{ {params} }}\n");
    let project = Project::new().file("themes/wrong/theme.yaml", theme);
    measured(built(&format!("主题: wrong\n{}", paper()), project.path()), Layout::Plain)
}

#[test]
fn a_good_paper_passes_and_everything_is_judged() {
    let measurement = measured(built(&paper(), std::path::Path::new("")), Layout::Plain);
    assert_eq!(misses(&measurement), [""; 0]);
    assert_eq!(measurement.count(Verdict::NotJudged), 0, "{:?}", measurement.findings);
    assert!(measurement.pages >= 4, "{}", measurement.pages);
    for (what, expected) in [
        ("top margin", "37.0 mm"),
        ("binding margin", "28.0 mm"),
        ("height of the type area", "225.0 mm"),
        ("lines a page", "22 (pitch 28.99 pt)"),
        ("first-line indent", "2.0 characters"),
        ("page numbers from the side", "1.0 characters"),
        ("from the type area down to page numbers", "7.0 mm"),
    ] {
        assert_eq!(value(&measurement, what), expected, "{what}");
    }
}

#[test]
fn each_wrong_parameter_fails_its_clause_alone() {
    let cases: &[(&str, &[&str])] = &[
        ("margin-top: 30mm", &["5.2.1 top margin"]),
        ("margin-inside: 31mm", &["5.2.1 binding margin"]),
        ("type-width: 150mm, characters: 27", &["5.2.1 width of the type area", "5.2.3 characters a line"]),
        ("type-height: 215mm", &["5.2.1 height of the type area"]),
        ("lines: 20", &["5.2.3 lines a page"]),
        ("lines: 24", &["5.2.3 lines a page"]),
        ("characters: 26", &["5.2.3 characters a line"]),
        ("size-body: 15pt", &["5.2.2 size of the text"]),
        ("size-title: 18pt", &["7.3.1 size of the title"]),
        ("indent: 3", &["7.3.3 first-line indent"]),
        ("font-level-1: body", &["7.3.3 font of level 一、"]),
        ("font-level-2: hei", &["7.3.3 font of level （一）"]),
        ("font-level-3: hei", &["7.3.3 font of level 1."]),
        ("signature-inset: 3", &["7.3.5.2 place of the signature"]),
        ("signature-shift: 0", &["7.3.5.2 place of the signature"]),
        ("signature-lines-above: 0", &["7.3.5.2 blank lines above the signature"]),
        ("size-page-number: 12pt", &["7.5 size of page numbers"]),
        ("page-number-inset: 3", &["7.5 page numbers from the side"]),
        ("page-number-side: right", &["7.5 side of page numbers"]),
        ("page-number-drop: 10mm", &["7.5 from the type area down to page numbers"]),
        ("page-numbers: false", &["7.5 page numbers"]),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(params, expected)| {
            let found = misses(&with(params));
            (found != *expected).then(|| format!("{params}: {found:?}, not {expected:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// 7.3.5.5: lines that gave way to keep the signature with text are no miss, lines that had no need to are one.
#[test]
fn lines_that_gave_way_to_the_signature_are_as_the_standard_has_it() {
    let text = "走访慰问困难群众，完善最低生活保障制度按照应保尽保的原则逐户核查家庭收入和财产状况及时受理申请并在公示栏公示。";
    let signed = |count: usize| {
        let body = format!("  - 段落: {text}\n").repeat(count) + "  - 段落: 一行。\n";
        format!("标题: 青云街道民政工作计划\n署名: 青云街道清河社区居民委员会\n日期: 2021-12-20\n正文:\n{body}")
    };
    let mut seen = std::collections::BTreeSet::new();
    for count in 5..=22 {
        let measurement = measured(built(&signed(count), std::path::Path::new("")), Layout::Plain);
        assert_eq!(misses(&measurement), [""; 0], "{count} paragraphs: {:#?}", measurement.findings);
        let lines = value(&measurement, "lines a page");
        seen.insert(lines.chars().take(2).collect::<String>());
        assert_eq!(lines.ends_with("stands with text"), !lines.starts_with("22"), "{count} paragraphs: {lines}");
    }
    assert!(seen.len() >= 3, "{seen:?}");
}

#[test]
fn a_wrong_font_fails_its_clause_alone() {
    let fonts = |role: &str, family: &str| {
        let theme = format!(
            "name: wrong\nversion: 0.1.0\napi: 1\nextends: gbt9704\nfonts: {{ {role}: {{ prefer: [{family}], then: [Banxin Song, Banxin Symbols] }} }}\n"
        );
        let project = Project::new().file("themes/wrong/theme.yaml", theme);
        clauses(&measured(built(&format!("主题: wrong\n{}", paper()), project.path()), Layout::Plain))
    };
    assert_eq!(fonts("title", "Banxin Hei").into_iter().collect::<Vec<_>>(), ["7.3.1"]);
    assert_eq!(fonts("song", "FandolFang R").into_iter().collect::<Vec<_>>(), ["7.5"]);
    // The text's font is also the third level's.
    assert_eq!(fonts("body", "Banxin Hei").into_iter().collect::<Vec<_>>(), ["5.2.2", "7.3.3"]);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test reads what its other process wrote")]
fn our_samples_pass() {
    let project = Project::new();
    let samples = repository("samples");
    project.run(["build", samples.to_str().expect("UTF-8"), "-o", "out"]).succeeds();
    let mut count = 0;
    for entry in walkdir::WalkDir::new(project.join("out")).into_iter().flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|e| e != "pdf") {
            continue;
        }
        // A cover and contents, which the standard does not know, stand before its title.
        if path.ends_with("县民政工作年度报告.pdf") {
            continue;
        }
        let measurement = banxin::measure::measure(std::fs::read(path).expect("a PDF"), None).expect("measured");
        let misses = misses(&measurement);
        assert!(misses.is_empty(), "{}: {misses:?}", path.display());
        count += 1;
    }
    assert!(count >= 5, "{count}");
}

/// A page that ends two lines early before a heading, and lines that digits stretch, were taken for the setting itself.
#[test]
fn what_a_paper_begins_with_passes() {
    let project = Project::new();
    for kind in [
        "计划",
        "总结",
        "报告",
        "统计表",
        "通知",
        "请示",
        "函",
        "批复",
        "意见",
        "通报",
        "决定",
        "公告",
        "通告",
        "纪要",
        "令",
    ] {
        project.run(["new", kind, "--kind", kind]).succeeds();
        project.run(["build", &format!("{kind}.yaml")]).succeeds();
        let pdf = std::fs::read(project.join(&format!("{kind}.pdf"))).expect("a PDF");
        let measurement = banxin::measure::measure(pdf, None).expect("measured");
        let misses = misses(&measurement);
        assert!(misses.is_empty(), "{kind}: {misses:?}");
    }
}
