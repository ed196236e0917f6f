//! Papers made of YAML, and what a ruler laid on their pages reads, in millimetres from the top left of the sheet.

use std::path::Path;

use banxin::diagnostic::Lang;
use banxin::pipeline::{Built, Pipeline, Settings};
use banxin::typeset::{Glyph, Layout, Pace, Pages};

/// Left, top, right and bottom edge of the type area (GB/T 9704-2012, 5.2.1).
pub(crate) const TYPE_AREA: [f64; 4] = [28.0, 37.0, 28.0 + 156.0, 37.0 + 225.0];

/// From one line to the next: 22 of them fill the type area (5.2.3).
pub(crate) const PITCH: f64 = 225.0 / 22.0;

/// From one character of a full line to the next: 28 of them fill the type area (5.2.3).
pub(crate) const CHARACTER: f64 = 156.0 / 28.0;

/// From the top of a hanzi's box to its baseline, in em.
const ASCENT: f64 = 0.88;

/// Points as millimetres.
pub(crate) fn mm(points: f64) -> f64 {
    points * 25.4 / 72.0
}

/// Two lengths in millimetres must be the same.
#[track_caller]
pub(crate) fn assert_mm(found: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((found - expected).abs() <= tolerance, "{what}: {found:.3} mm, not {expected:.3} mm");
}

/// The diagnostics of a build, a line each: `id 'typed text' message`.
pub(crate) fn told(built: &Built) -> String {
    let line = |diagnostic: &banxin::diagnostic::Diagnostic| {
        let words = diagnostic.code.words();
        let typed = diagnostic.span.map_or("(nowhere)", |span| built.sources.get(span.source).slice(span));
        format!("{} '{typed}' {}", words.id, words.message(Lang::En))
    };
    built.diagnostics.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Builds a text; there must be pages.
#[track_caller]
pub(crate) fn build(yaml: &str) -> Built {
    let mut pipeline = Pipeline::new(Settings::default(), Pace::batch(1));
    let built = pipeline.build_text("文稿.yaml", yaml, Path::new(""));
    assert!(built.is_good(), "{}\n{yaml}", told(&built));
    built
}

/// The pages of a text.
#[track_caller]
pub(crate) fn pages(yaml: &str) -> Pages {
    build(yaml).pages.expect("just asserted")
}

/// A line as it is printed.
#[derive(Clone, Debug)]
pub(crate) struct Line<'a> {
    /// Its glyphs from left to right.
    pub(crate) glyphs: Vec<&'a Glyph>,
}

impl Line<'_> {
    /// Its characters.
    pub(crate) fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
    }

    /// Its baseline.
    pub(crate) fn baseline(&self) -> f64 {
        mm(self.glyphs[0].y)
    }

    /// The top of its hanzi.
    pub(crate) fn top(&self) -> f64 {
        let tallest = self.glyphs.iter().map(|glyph| glyph.size).fold(0.0, f64::max);
        self.baseline() - mm(ASCENT * tallest)
    }

    /// How far it is from the nearest line of the grid.
    pub(crate) fn off_grid(&self) -> f64 {
        let number = (self.top() - TYPE_AREA[1]) / PITCH;
        (number - number.round()).abs() * PITCH
    }

    /// The fonts of its hanzi, each once.
    pub(crate) fn hanzi_families(&self) -> Vec<&str> {
        let hanzi = |glyph: &&&Glyph| glyph.text.starts_with(|c| ('一'..='龥').contains(&c));
        let mut families: Vec<&str> = self.glyphs.iter().filter(hanzi).map(|glyph| &*glyph.family).collect();
        families.dedup();
        families
    }

    /// The left edge of its first glyph's box.
    pub(crate) fn left(&self) -> f64 {
        mm(self.glyphs[0].x)
    }

    /// The right edge of its last glyph's box; the room that justification adds behind a character is not part of it.
    pub(crate) fn right(&self) -> f64 {
        self.glyphs.iter().map(|glyph| mm(glyph.x + glyph.width.min(glyph.size))).fold(0.0, f64::max)
    }

    /// Its fonts, each once, in the order of its characters.
    pub(crate) fn families(&self) -> Vec<&str> {
        let mut families: Vec<&str> = self.glyphs.iter().map(|glyph| &*glyph.family).collect();
        families.dedup();
        families
    }

    /// The size all of it has, in points.
    #[track_caller]
    pub(crate) fn size(&self) -> f64 {
        let size = self.glyphs[0].size;
        assert!(self.glyphs.iter().all(|glyph| (glyph.size - size).abs() < 0.01), "several sizes in {}", self.text());
        size
    }
}

/// The lines of a page (from 0) from top to bottom, the page number aside.
pub(crate) fn lines(layout: &Layout, page: usize) -> Vec<Line<'_>> {
    by_baseline(layout.page_glyphs(page).iter().filter(|glyph| mm(glyph.y) <= TYPE_AREA[3]))
}

/// All lines of a paper.
pub(crate) fn all_lines(layout: &Layout) -> Vec<Line<'_>> {
    (0..layout.pages.len()).flat_map(|page| lines(layout, page)).collect()
}

/// The page number of a page (from 0).
#[track_caller]
pub(crate) fn page_number(layout: &Layout, page: usize) -> Line<'_> {
    let below = by_baseline(layout.page_glyphs(page).iter().filter(|glyph| mm(glyph.y) > TYPE_AREA[3]));
    assert_eq!(below.len(), 1, "one line below the type area: {below:?}");
    below[0].clone()
}

/// The line that begins with a text.
#[track_caller]
pub(crate) fn line_of<'a>(layout: &'a Layout, start: &str) -> Line<'a> {
    let found = all_lines(layout).into_iter().find(|line| line.text().starts_with(start));
    found.unwrap_or_else(|| panic!("no line begins with {start}"))
}

fn by_baseline<'a>(glyphs: impl Iterator<Item = &'a Glyph>) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    for glyph in glyphs {
        match lines.iter_mut().find(|line| (line.glyphs[0].y - glyph.y).abs() < 0.1) {
            Some(line) => line.glyphs.push(glyph),
            None => lines.push(Line { glyphs: vec![glyph] }),
        }
    }
    lines.sort_by(|a, b| a.glyphs[0].y.total_cmp(&b.glyphs[0].y));
    for line in &mut lines {
        line.glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    lines
}
