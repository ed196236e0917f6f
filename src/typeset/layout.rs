//! What was drawn on the pages: glyphs, rules, pictures, and the blocks they belong to.
//!
//! In: nothing but what [`walk`](super::walk) found. Out: flat lists in the order of drawing, all lengths in points from
//! the page's top left. Tests measure it, and the preview's [`Positions`](super::Positions) are made of it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use typst::ecow::EcoString;
use typst_layout::Page;

/// The size of a page in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageSize {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl PageSize {
    pub(super) fn of(page: &Page) -> Self {
        Self { width: page.frame.width().to_pt(), height: page.frame.height().to_pt() }
    }
}

/// A rectangle on a page, in points from the top left.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Bottom edge.
    pub bottom: f64,
}

impl Rect {
    /// Width.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Height.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Whether the point is in it, edges included.
    #[must_use]
    pub fn contains(&self, x: f64, y: f64) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    /// The smallest that holds both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// How far the point is from it, across and down; 0 inside.
    pub(super) fn distance(&self, x: f64, y: f64) -> (f64, f64) {
        ((self.left - x).max(x - self.right).max(0.0), (self.top - y).max(y - self.bottom).max(0.0))
    }
}

/// One glyph.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// Page, from 0.
    pub page: usize,
    /// Left end of its advance on the baseline.
    pub x: f64,
    /// The baseline.
    pub y: f64,
    /// Its advance.
    pub width: f64,
    /// The size of its font.
    pub size: f64,
    /// Its advance, from the font's ascender to its descender.
    pub rect: Rect,
    /// The font family.
    pub family: Arc<str>,
    /// Its colour as `#rrggbb`; empty for a gradient.
    pub colour: Arc<str>,
    /// Its number in the font; 0 is the box of a character that no font has.
    pub id: u16,
    /// The characters it stands for; all of the cluster's if the cluster has several glyphs.
    pub text: EcoString,
    /// The byte of `main.typ` at which the string literal begins that it was typed in; none if a theme drew it.
    pub literal: Option<usize>,
    /// The byte of the decoded literal at which its cluster begins.
    pub offset: usize,
    /// The innermost block around it.
    pub block: Option<u32>,
}

/// A rule, a box, a curve or a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Page, from 0.
    pub page: usize,
    /// What it is.
    pub kind: ShapeKind,
    /// The geometry, stroke not included.
    pub rect: Rect,
    /// The thickness of its stroke, if it has one.
    pub thickness: Option<f64>,
    /// Its stroke's or else its fill's colour as `#rrggbb`, if it is plain.
    pub colour: Option<Arc<str>>,
    /// The innermost block around it.
    pub block: Option<u32>,
}

/// What a [`Shape`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeKind {
    /// A straight line.
    Line,
    /// A rectangle.
    Rect,
    /// Any other outline.
    Curve,
    /// A picture.
    Picture,
}

/// A block's part of one page.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BlockRegion {
    /// The block.
    pub block: u32,
    /// Page, from 0.
    pub page: usize,
    /// What holds everything of it (inner blocks too) on this page.
    pub rect: Rect,
}

/// What a theme reported with `#metadata((banxin: "name", …))`.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Its name.
    pub name: String,
    /// The whole dictionary.
    pub value: serde_json::Value,
    /// Page, from 0.
    pub page: usize,
    /// Distance from the top of the page.
    pub y: f64,
}

/// Everything that was drawn, in the order of drawing.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// Page sizes.
    pub pages: Vec<PageSize>,
    /// Glyphs; those of a page are together.
    pub glyphs: Vec<Glyph>,
    /// Rules, boxes and pictures.
    pub shapes: Vec<Shape>,
    /// Blocks by page, outer before inner.
    pub blocks: Vec<BlockRegion>,
}

impl Layout {
    /// The glyphs of a page (from 0).
    #[must_use]
    pub fn page_glyphs(&self, page: usize) -> &[Glyph] {
        let start = self.glyphs.partition_point(|glyph| glyph.page < page);
        let end = self.glyphs.partition_point(|glyph| glyph.page <= page);
        &self.glyphs[start..end]
    }
}
