//! Glyphs → lines: what stands on one baseline, from left to right.

use std::collections::HashMap;

use super::families::Family;
use super::sheet::{Area, EM_ABOVE, EM_BELOW, Glyph, Page};

/// Baselines nearer than this are one line's; in millimetres. Mixed fonts differ by less, lines of a table by more.
const SAME_BASELINE: f64 = 1.0;

/// Sizes nearer than this are the same; in points. Word rounds to half points.
pub(super) const SAME_SIZE: f64 = 0.3;

/// One line, without the blanks at its ends.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its page, from 0.
    pub page: usize,
    /// Its baseline.
    pub y: f64,
    /// Its glyphs; never empty.
    pub glyphs: Vec<Glyph>,
    /// Its text.
    pub text: String,
}

impl Line {
    /// Of glyphs in their order; none if nothing is seen of them.
    fn new(page: usize, mut glyphs: Vec<Glyph>) -> Option<Self> {
        glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
        let first = glyphs.iter().position(|glyph| !glyph.is_blank())?;
        let last = glyphs.iter().rposition(|glyph| !glyph.is_blank())?;
        glyphs.truncate(last + 1);
        glyphs.drain(..first);
        let text = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        let size = |glyph: &&Glyph| glyph.size;
        let y = glyphs.iter().max_by(|a, b| size(a).total_cmp(&size(b))).map_or(0.0, |glyph| glyph.y);
        Some(Self { page, y, glyphs, text })
    }

    /// Where it begins.
    pub(super) fn left(&self) -> f64 {
        self.glyphs[0].x
    }

    /// Where it ends.
    pub(super) fn right(&self) -> f64 {
        self.glyphs.iter().map(Glyph::right).fold(f64::MIN, f64::max)
    }

    /// Its middle.
    pub(super) fn centre(&self) -> f64 {
        f64::midpoint(self.left(), self.right())
    }

    /// Its width.
    pub(super) fn width(&self) -> f64 {
        self.right() - self.left()
    }

    /// The size most of it is set in, in points; of equals the larger.
    pub(super) fn size(&self) -> f64 {
        most_common_size(self.glyphs.iter()).unwrap_or(self.glyphs[0].size)
    }

    /// The top of its em boxes.
    pub(super) fn top(&self) -> f64 {
        self.y - EM_ABOVE * self.size() * super::sheet::MM_PER_PT
    }

    /// The bottom of its em boxes.
    pub(super) fn bottom(&self) -> f64 {
        self.y + EM_BELOW * self.size() * super::sheet::MM_PER_PT
    }

    /// What its ink covers.
    pub(super) fn ink(&self) -> Option<Area> {
        self.glyphs.iter().filter_map(|glyph| glyph.ink).reduce(|all, ink| all.union(&ink))
    }

    /// Whether most of it is red.
    pub(super) fn is_red(&self) -> bool {
        2 * self.glyphs.iter().filter(|glyph| glyph.colour.is_red()).count() > self.glyphs.len()
    }

    /// How many characters are seen.
    pub(super) fn count(&self) -> usize {
        self.glyphs.iter().filter(|glyph| !glyph.is_blank()).count()
    }

    /// Its text without blanks.
    pub(super) fn plain(&self) -> String {
        self.text.chars().filter(|c| !c.is_whitespace()).collect()
    }
}

/// The lines of a page from top to bottom; turned text is left out.
pub(super) fn lines(number: usize, page: &Page) -> Vec<Line> {
    let mut glyphs: Vec<&Glyph> = page.glyphs.iter().filter(|glyph| glyph.upright).collect();
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut groups: Vec<Vec<Glyph>> = Vec::new();
    let mut last = f64::MIN;
    for glyph in glyphs {
        match groups.last_mut() {
            Some(group) if glyph.y - last < SAME_BASELINE => group.push(glyph.clone()),
            _ => groups.push(vec![glyph.clone()]),
        }
        last = glyph.y;
    }
    groups.into_iter().filter_map(|group| Line::new(number, group)).collect()
}

/// The size most of the hanzi (or, without hanzi, of all that is seen) are set in, in points.
pub(super) fn most_common_size<'g>(glyphs: impl Iterator<Item = &'g Glyph> + Clone) -> Option<f64> {
    let hanzi = glyphs.clone().filter(|glyph| glyph.is_hanzi()).map(|glyph| glyph.size);
    most_common(hanzi, SAME_SIZE)
        .or_else(|| most_common(glyphs.filter(|glyph| !glyph.is_blank()).map(|glyph| glyph.size), SAME_SIZE))
}

/// The family most of the hanzi are set in.
pub(super) fn most_common_family<'g>(glyphs: impl Iterator<Item = &'g Glyph>) -> Option<Family> {
    let mut counts: HashMap<Family, usize> = HashMap::new();
    for glyph in glyphs.filter(|glyph| glyph.is_hanzi()) {
        *counts.entry(Family::of(&glyph.font)).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(family, count)| (*count, std::cmp::Reverse(*family))).map(|(family, _)| family)
}

/// The middle of the largest cluster of values, each within `near` of its neighbour; of equals the largest values'.
pub(super) fn most_common(values: impl Iterator<Item = f64>, near: f64) -> Option<f64> {
    clusters(values, near).into_iter().max_by_key(Vec::len).map(|cluster| cluster[cluster.len() / 2])
}

/// Values in clusters, in order.
pub(super) fn clusters(values: impl Iterator<Item = f64>, near: f64) -> Vec<Vec<f64>> {
    let mut sorted: Vec<f64> = values.filter(|value| value.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let mut clusters: Vec<Vec<f64>> = Vec::new();
    for value in sorted {
        match clusters.last_mut() {
            Some(cluster) if value - cluster[cluster.len() - 1] <= near => cluster.push(value),
            _ => clusters.push(vec![value]),
        }
    }
    clusters
}
