//! From a point of a page to what was typed there, and from a place in the YAML to where it is printed.
//!
//! In: the [`Layout`] and the [`SourceMap`]. Out: answers fast enough for every movement of a mouse or a caret. A glyph
//! that was typed answers with its own place, one that a theme drew (a numeral, a label) with its block.

use serde::{Deserialize, Serialize};

use super::layout::{BlockRegion, Glyph, Layout, Rect};
use crate::render::source_map::SourceMap;
use crate::source::Span;
use crate::text::Text;

/// Where something was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The place in the YAML.
    pub span: Span,
    /// The innermost block around it.
    pub block: Option<u32>,
    /// Whether the span is the very characters, or only the block they belong to.
    pub exact: bool,
}

/// Where something is printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Region {
    /// Page, from 0.
    pub page: usize,
    /// A part of a line, or a block's part of the page.
    pub rect: Rect,
    /// The block.
    pub block: Option<u32>,
}

/// The way both ways.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Positions {
    /// In the order of drawing; those of a page are together.
    marks: Vec<Mark>,
    regions: Vec<BlockRegion>,
    /// Where each block was typed, by id.
    blocks: Vec<Span>,
}

/// What is known of a glyph.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Mark {
    page: usize,
    rect: Rect,
    place: Option<Place>,
}

/// How far from a glyph, in points, a click still means it: a character across, half a line's pitch up and down.
const REACH: (f64, f64) = (16.0, 15.0);

impl Positions {
    pub(super) fn new(layout: &Layout, map: &SourceMap) -> Self {
        let blocks: Vec<Span> = map.blocks.iter().map(|block| block.span).collect();
        let marks = layout.glyphs.iter().map(|glyph| {
            let literal = glyph.literal.and_then(|at| map.literal_at(at));
            let typed = literal.and_then(|literal| typed(&literal.text, glyph));
            let span = typed.or_else(|| blocks.get(glyph.block? as usize).copied());
            let place = span.map(|span| Place { span, block: glyph.block, exact: typed.is_some() });
            Mark { page: glyph.page, rect: glyph.rect, place }
        });
        Self { marks: marks.collect(), regions: layout.blocks.clone(), blocks }
    }

    /// What was typed at a point of a page (from 0), in points from the top left: the glyph there, else the nearest on
    /// the line, else the innermost block.
    #[must_use]
    pub fn at(&self, page: usize, x: f64, y: f64) -> Option<Place> {
        self.glyph_at(page, x, y).or_else(|| self.block_at(page, x, y))
    }

    fn glyph_at(&self, page: usize, x: f64, y: f64) -> Option<Place> {
        let start = self.marks.partition_point(|mark| mark.page < page);
        let end = self.marks.partition_point(|mark| mark.page <= page);
        let near = |mark: &Mark| {
            let (across, down) = mark.rect.distance(x, y);
            (across <= REACH.0 && down <= REACH.1).then_some((mark.place?, down * 2.0 + across))
        };
        // Of equals the last, which was drawn on top.
        let nearest = self.marks[start..end].iter().rev().filter_map(near);
        nearest.min_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(place, _)| place)
    }

    fn block_at(&self, page: usize, x: f64, y: f64) -> Option<Place> {
        let here = self.regions.iter().filter(|region| region.page == page && region.rect.contains(x, y));
        let size = |region: &&BlockRegion| region.rect.width() * region.rect.height();
        // Of equals the last, which is the inner.
        let smallest = here.rev().min_by(|a, b| size(a).total_cmp(&size(b)))?;
        let span = *self.blocks.get(smallest.block as usize)?;
        Some(Place { span, block: Some(smallest.block), exact: false })
    }

    /// Where a place in the YAML is printed, a region a line: the texts typed there, else the innermost block around
    /// it that is printed at all. An empty span is a caret.
    #[must_use]
    pub fn of(&self, place: Span) -> Vec<Region> {
        let typed = self.texts(place, |span| overlaps(span, place));
        if !typed.is_empty() {
            return typed;
        }
        // A caret behind the last character of a text still means that text.
        let before = self
            .texts(place, |span| place.start == place.end && span.source == place.source && span.end == place.start);
        if before.is_empty() { self.block_of(place) } else { before }
    }

    fn texts(&self, place: Span, wanted: impl Fn(Span) -> bool) -> Vec<Region> {
        let wanted = |mark: &Mark| mark.place.filter(|typed| typed.exact && wanted(typed.span));
        // 一是 and ； stand for the whole of an item; of a part of it only what was typed there is meant.
        let is_added = |span: Span| {
            let within = |other: Place| other.span != span && contains(span, other.span);
            !contains(place, span) && self.marks.iter().filter_map(wanted).any(within)
        };
        let mut known: Option<(Span, bool)> = None;
        let mut regions: Vec<Region> = Vec::new();
        for mark in &self.marks {
            let Some(typed) = wanted(mark) else { continue };
            // Neighbours mostly share a span; a text worked out from one `{{ }}` may have thousands of glyphs.
            if known.is_none_or(|(span, _)| span != typed.span) {
                known = Some((typed.span, is_added(typed.span)));
            }
            if known.is_some_and(|(_, added)| added) {
                continue;
            }
            match regions.last_mut() {
                Some(last) if goes_on(last, mark) => last.rect = last.rect.union(&mark.rect),
                _ => regions.push(Region { page: mark.page, rect: mark.rect, block: typed.block }),
            }
        }
        regions
    }

    fn block_of(&self, place: Span) -> Vec<Region> {
        let around =
            |region: &&BlockRegion| self.blocks.get(region.block as usize).is_some_and(|span| contains(*span, place));
        let length = |region: &BlockRegion| self.blocks[region.block as usize].range().len();
        let Some(shortest) = self.regions.iter().filter(around).map(length).min() else { return Vec::new() };
        let innermost = self.regions.iter().filter(around).filter(|region| length(region) == shortest);
        innermost.map(|region| Region { page: region.page, rect: region.rect, block: Some(region.block) }).collect()
    }

    /// Every block's part of every page, outer before inner.
    #[must_use]
    pub fn blocks(&self) -> &[BlockRegion] {
        &self.regions
    }
}

/// Where the characters of a glyph were typed; most are one character, but `——` is one glyph.
fn typed(text: &Text, glyph: &Glyph) -> Option<Span> {
    let range = glyph.offset..glyph.offset + glyph.text.len();
    let is_cluster = glyph.text.chars().nth(1).is_some() && text.as_str().get(range.clone()) == Some(&*glyph.text);
    if is_cluster { text.span_of(range) } else { text.locate(glyph.offset) }
}

/// Whether the spans share a character; an empty place is a caret before one.
fn overlaps(span: Span, place: Span) -> bool {
    let end = place.end.max(place.start + 1);
    span.source == place.source && span.start < end && place.start < span.end
}

/// Whether a span holds a place, both edges included.
fn contains(span: Span, place: Span) -> bool {
    span.source == place.source && span.start <= place.start && place.end <= span.end
}

/// Whether a glyph goes on with a region: on the same line, and not a column away.
fn goes_on(region: &Region, mark: &Mark) -> bool {
    let height = region.rect.height().max(mark.rect.height());
    let shift = (region.rect.top - mark.rect.top).abs();
    let gap = (mark.rect.left - region.rect.right).max(region.rect.left - mark.rect.right);
    region.page == mark.page && shift < height / 2.0 && gap < height * 1.5
}
