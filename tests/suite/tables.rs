//! Tables as they are printed: real structures, each a document in tests/cases/tables with what a ruler reads on its
//! pages beside it, and what holds for all tables.

mod cases;
mod content;
mod rules;
mod subtotals;
mod turned;
mod workbooks;

use std::path::Path;

use banxin::pipeline::{Built, Pipeline, Settings};
use banxin::typeset::{Glyph, Layout, Pace, Pages};

use crate::project::repository;
use crate::ruler::{mm, told};

/// Where the documents are, from the repository's folder.
const CASES: &str = "tests/cases/tables";

/// One of them, built.
#[track_caller]
fn case(name: &str) -> Built {
    let path = Path::new(CASES).join(format!("{name}.yaml"));
    let built = Pipeline::new(Settings::default(), Pace::batch(1)).build(&path);
    assert!(built.is_good(), "{name}: {}", told(&built));
    built
}

/// The pages of one of them.
#[track_caller]
fn pages_of(name: &str) -> Pages {
    case(name).pages.expect("just asserted")
}

/// A text that was set in one go.
struct Run {
    /// Its first glyph's place, in millimetres.
    x: f64,
    y: f64,
    text: String,
}

/// The texts of a page in the order they were set; one ends where the next does not follow on its line.
fn runs(layout: &Layout, page: usize) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut before: Option<&Glyph> = None;
    for glyph in layout.page_glyphs(page) {
        let follows = before.is_some_and(|before| {
            let (across, down) = ((glyph.x - before.x).abs(), (glyph.y - before.y).abs());
            across.min(down) < 0.01 && across.max(down) < 1.3 * glyph.size
        });
        match runs.last_mut() {
            Some(run) if follows => run.text.push_str(&glyph.text),
            _ => runs.push(Run { x: mm(glyph.x), y: mm(glyph.y), text: glyph.text.to_string() }),
        }
        before = Some(glyph);
    }
    runs
}

/// The glyphs of a text that is printed somewhere.
#[track_caller]
fn glyphs_of<'a>(layout: &'a Layout, page: usize, text: &str) -> Vec<&'a Glyph> {
    let glyphs = layout.page_glyphs(page);
    let all: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
    let at = all.find(text).unwrap_or_else(|| panic!("{text} is not on page {page}: {all}"));
    let mut start = 0;
    let inside = |glyph: &&Glyph| {
        let here = start;
        start += glyph.text.len();
        (at..at + text.len()).contains(&here)
    };
    glyphs.iter().filter(inside).collect()
}

/// Names of all cases.
fn names() -> Vec<String> {
    let entries = std::fs::read_dir(repository(CASES)).expect("the cases are there").flatten();
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let mut names: Vec<String> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .filter_map(|path| stem(&path))
        .collect();
    names.sort();
    names
}
