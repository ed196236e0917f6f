//! Structures of papers that offices publish, in own words: each is written without a trick, and its pages are as
//! they were looked at: how many, and what stands on every line.

use std::fmt::Write as _;
use std::path::Path;

use banxin::pipeline::{Pipeline, Settings};
use banxin::typeset::Pace;

use crate::project::repository;
use crate::ruler::{Line, lines, told};
use crate::snapshot::{all_as_expected, compare};

#[test]
fn every_structure_is_set_as_expected() {
    let mut files: Vec<_> = std::fs::read_dir(repository("tests/cases/structures"))
        .expect("the cases are there")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    files.sort();
    assert!(files.len() >= 8, "only {} structures", files.len());
    let mut pipeline = Pipeline::new(Settings::default(), Pace::batch(1));
    let results = files.iter().map(|file| compare(&file.with_extension("txt"), &drawn(file, &mut pipeline)));
    all_as_expected(results.collect::<Vec<_>>());
}

/// What was said of a paper, and its pages line by line.
fn drawn(file: &Path, pipeline: &mut Pipeline) -> String {
    let built = pipeline.build(file);
    let pages = built.pages.as_ref().unwrap_or_else(|| panic!("{}: {}", file.display(), told(&built)));
    let mut text = told(&built);
    if !text.is_empty() {
        text.push('\n');
    }
    for page in 0..pages.count() {
        let _ = writeln!(text, "—— {} / {}", page + 1, pages.count());
        for line in lines(pages.layout(), page) {
            let _ = writeln!(text, "{}", Line::text(&line));
        }
    }
    text
}
