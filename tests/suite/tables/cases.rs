//! What a ruler reads on the pages of real structures, compared with what it read when they were looked at.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use banxin::typeset::Layout;

use super::{CASES, case, names, runs};
use crate::project::repository;
use crate::ruler::{mm, told};
use crate::snapshot::{all_as_expected, compare};

/// A page as text: every run with its place, and how many rules of each kind there are.
fn read(layout: &Layout, page: usize) -> String {
    let mut text = format!("page {}\n", page + 1);
    for run in runs(layout, page).iter().filter(|run| !run.text.trim().is_empty()) {
        let _ = writeln!(text, "{:6.1} {:6.1}  {}", run.x, run.y, run.text);
    }
    let mut rules: BTreeMap<String, usize> = BTreeMap::new();
    for shape in layout.shapes.iter().filter(|shape| shape.page == page) {
        let (width, height) = (shape.rect.right - shape.rect.left, shape.rect.bottom - shape.rect.top);
        let way = if width > height { "across" } else { "down" };
        *rules.entry(format!("{way}, {:.2} mm", mm(shape.thickness.unwrap_or(0.0)))).or_default() += 1;
    }
    for (kind, count) in rules {
        let _ = writeln!(text, "rules {kind}: {count}");
    }
    text
}

#[test]
fn real_structures_are_set_as_they_were_looked_at() {
    let names = names();
    assert!(names.len() >= 8, "only {names:?}");
    let results = names.iter().map(|name| {
        let built = case(name);
        let pages = built.pages.as_ref().expect("pages");
        let mut text = told(&built);
        if !text.is_empty() {
            text.push('\n');
        }
        for page in 0..pages.count() {
            text.push_str(&read(pages.layout(), page));
        }
        compare(&repository(CASES).join(format!("{name}.txt")), &text)
    });
    all_as_expected(results);
}
