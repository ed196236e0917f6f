//! Titles as they are laid out: seventy of them, of 8 to 60 characters, each with its lines (GB/T 9704-2012, 7.3.1).

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use banxin::pipeline::{Pipeline, Settings};
use banxin::typeset::{Pace, Pages};

use crate::project::repository;
use crate::snapshot;

/// A title's lines as they are printed.
fn lines(pages: &Pages) -> Vec<String> {
    let mut lines: BTreeMap<i64, Vec<(f64, &str)>> = BTreeMap::new();
    let layout = pages.layout();
    for glyph in layout.glyphs.iter().filter(|glyph| glyph.page == 0 && (glyph.size - 22.0).abs() < 0.1) {
        #[expect(clippy::cast_possible_truncation, reason = "points on a page")]
        lines.entry(glyph.y.round() as i64).or_default().push((glyph.x, &glyph.text));
    }
    let text = |mut line: Vec<(f64, &str)>| {
        line.sort_by(|a, b| a.0.total_cmp(&b.0));
        line.into_iter().map(|(_, text)| text).collect::<String>()
    };
    lines.into_values().map(text).collect()
}

fn laid_out(pipeline: &mut Pipeline, title: &str) -> Vec<String> {
    let typed: Vec<String> = title.split(" / ").map(|line| format!("  {line}\n")).collect();
    let yaml = format!(
        "标题: |\n{}署名: 青云街道清河社区居民委员会\n日期: 2022-01-05\n正文:\n  - 段落: 做好民政工作。\n",
        typed.concat()
    );
    let built = pipeline.build_text("题.yaml", &yaml, Path::new(""));
    lines(built.pages.as_ref().unwrap_or_else(|| panic!("{title}: {:?}", built.diagnostics)))
}

fn titles() -> Vec<String> {
    #[expect(clippy::disallowed_methods, reason = "the test's own cases")]
    let file = std::fs::read_to_string(repository("tests/cases/titles.txt")).expect("the titles");
    file.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

#[test]
fn the_titles_are_as_short_and_as_long_as_titles_get() {
    let counts: Vec<usize> = titles().iter().map(|title| title.replace(" / ", "").chars().count()).collect();
    assert!(counts.len() >= 50, "{}", counts.len());
    assert_eq!((counts.iter().min(), counts.iter().max()), (Some(&8), Some(&57)));
}

#[test]
fn every_title_breaks_as_an_editor_would() {
    let mut pipeline = Pipeline::new(Settings::default(), Pace::batch(1));
    let mut shown = String::new();
    for title in titles() {
        let lines = laid_out(&mut pipeline, &title);
        assert_eq!(lines.concat().replace(' ', ""), title.replace(['/', ' '], ""), "nothing is lost");
        let _ = writeln!(shown, "{title}");
        for line in &lines {
            let _ = writeln!(shown, "    {line}");
        }
    }
    snapshot::all_as_expected([snapshot::compare(&repository("tests/cases/titles.snap"), &shown)]);
}

#[test]
fn no_line_is_lost_or_begins_or_ends_wrongly() {
    let mut pipeline = Pipeline::new(Settings::default(), Pace::batch(1));
    for title in titles().iter().filter(|title| !title.contains('/')) {
        let lines = laid_out(&mut pipeline, title);
        for (nth, line) in lines.iter().enumerate() {
            assert!(lines.len() == 1 || line.chars().count() >= 3, "{title}: {line}");
            assert!(nth == 0 || !line.starts_with(['的', '》', '”', '）', '、']), "{title}: {line}");
            assert!(
                nth + 1 == lines.len() || !line.ends_with(['《', '“', '（', '和', '及', '与', '暨']),
                "{title}: {line}"
            );
        }
    }
}
