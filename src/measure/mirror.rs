//! Papers printed on both sides may have the binding margin at the right on even pages: then these are moved to where
//! they would stand with the margin at the left, so that everything else can be measured in one way.

use super::lines::{Line, lines, most_common};
use super::sheet::{Area, Page, Sheet};

/// So many lines must begin and end at one place before a page's sides are believed.
const ENOUGH: usize = 6;

/// Edges nearer than this are one, in millimetres.
const NEAR: f64 = 0.3;

/// Pages that differ by less are set alike, in millimetres.
const LEAST: f64 = 0.8;

/// How much the mirrored margins may differ, in millimetres.
const TOLERANCE: f64 = 1.0;

/// How wide the type area is, in millimetres (GB/T 9704-2012, 5.2.1).
const TYPE_WIDTH: f64 = 156.0;

/// The sheet with its even pages moved, if their margins are mirrored; else none.
pub(super) fn straightened(sheet: &Sheet) -> Option<Sheet> {
    let (odd, even) = (edges(sheet, 0)?, edges(sheet, 1)?);
    let (left, right) = (odd.0 - even.0, odd.1 - even.1);
    let width = sheet.pages.first()?.width;
    let mirrored = (width - even.1 - odd.0).abs() < TOLERANCE;
    if left.abs() < LEAST || (left - right).abs() > NEAR || !mirrored {
        return None;
    }
    let mut straight = sheet.clone();
    for page in straight.pages.iter_mut().skip(1).step_by(2) {
        shift(page, left);
    }
    Some(straight)
}

/// Left and right edge of every second page's type area, from `first`: of most lines, or on pages of few lines of the
/// rules that are as long as the type area is wide.
fn edges(sheet: &Sheet, first: usize) -> Option<(f64, f64)> {
    edges_of_lines(sheet, first).or_else(|| edges_of_rules(sheet, first))
}

/// Of the red line and the imprint's.
fn edges_of_rules(sheet: &Sheet, first: usize) -> Option<(f64, f64)> {
    let pages = sheet.pages.iter().skip(first).step_by(2);
    let wide = |area: &Area| (area.width() - TYPE_WIDTH).abs() < TOLERANCE;
    let rules: Vec<Area> = pages.flat_map(|page| &page.rules).map(|rule| rule.area).filter(wide).collect();
    let edge = |of: fn(&Area) -> f64| most_common(rules.iter().map(of), NEAR);
    Some((edge(|area| area.left)?, edge(|area| area.right)?))
}

/// Of most lines. The larger type of a head doesn't count.
fn edges_of_lines(sheet: &Sheet, first: usize) -> Option<(f64, f64)> {
    let pages = sheet.pages.iter().enumerate().skip(first).step_by(2);
    let long = |line: &Line| line.count() > 15 && !line.is_red();
    let lines: Vec<Line> = pages.flat_map(|(number, page)| lines(number, page)).filter(long).collect();
    let edge = |of: fn(&Line) -> f64| {
        let value = most_common(lines.iter().map(of), NEAR)?;
        (lines.iter().filter(|line| (of(line) - value).abs() < NEAR).count() >= ENOUGH).then_some(value)
    };
    Some((edge(Line::left)?, edge(Line::right)?))
}

fn shift(page: &mut Page, by: f64) {
    let move_area = |area: &mut Area| {
        area.left += by;
        area.right += by;
    };
    for glyph in &mut page.glyphs {
        glyph.x += by;
        glyph.ink.iter_mut().for_each(move_area);
    }
    page.rules.iter_mut().for_each(|rule| move_area(&mut rule.area));
    page.pictures.iter_mut().for_each(move_area);
}
