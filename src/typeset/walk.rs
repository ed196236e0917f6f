//! Pages → what was drawn, thing by thing.
//!
//! In: Typst's frames, nested and transformed. Out: a flat [`Layout`] of glyphs, rules and pictures, each with its place
//! on the page (points from the top left), the literal of `main.typ` it was typed in, and the block it belongs to.
//! Blocks are told by the metadata `banxin:start:7` … `banxin:end:7` that render writes around them. This module must
//! not know the YAML.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use typst::ecow::EcoString;
use typst::foundations::{Dict, Value};
use typst::introspection::{MetadataElem, Tag};
use typst::layout::{Frame, FrameItem, Point, Size, Transform};
use typst::syntax::Span;
use typst::text::TextItem;
use typst::visualize::{Geometry, Paint, Shape as TypstShape};
use typst_layout::Page;

/// The size of a page in points.
#[derive(Clone, Copy, Debug, PartialEq)]
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
#[derive(Clone, Copy, Debug, PartialEq)]
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
#[derive(Clone, Copy, Debug, PartialEq)]
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
    /// What the theme reported.
    pub facts: Vec<Fact>,
}

impl Layout {
    pub(super) fn of(pages: &[Page], literals: &HashMap<Span, usize>) -> Self {
        let mut walker = Walker {
            literals,
            layout: Self::default(),
            page: 0,
            open: OpenBlocks::default(),
            areas: BTreeMap::new(),
            names: Names::default(),
        };
        for (number, page) in pages.iter().enumerate() {
            walker.page = number;
            walker.layout.pages.push(PageSize::of(page));
            walker.frame(&page.frame, Transform::identity());
            walker.close_page();
        }
        walker.layout
    }

    /// The glyphs of a page (from 0).
    #[must_use]
    pub fn page_glyphs(&self, page: usize) -> &[Glyph] {
        let start = self.glyphs.partition_point(|glyph| glyph.page < page);
        let end = self.glyphs.partition_point(|glyph| glyph.page <= page);
        &self.glyphs[start..end]
    }
}

/// The id that stands for the document, and that hides what is open: a footer on a page in the middle of a block
/// belongs to the document alone.
const DOCUMENT: u32 = 0;

/// The blocks that are open at a point of the walk, also from page to page.
#[derive(Default)]
pub(super) struct OpenBlocks(Vec<u32>);

impl OpenBlocks {
    /// The innermost.
    pub(super) fn innermost(&self) -> Option<u32> {
        self.0.last().copied()
    }

    /// From the innermost outwards, up to the document.
    fn outwards(&self) -> impl Iterator<Item = u32> + '_ {
        let document = self.0.iter().rposition(|&block| block == DOCUMENT).unwrap_or(0);
        self.0[document..].iter().rev().copied()
    }

    /// Follows a tag such as `banxin:start:7`; anything else is passed over.
    pub(super) fn follow(&mut self, tag: &str) {
        let Some((edge, id)) = tag.strip_prefix("banxin:").and_then(|tag| tag.split_once(':')) else { return };
        let Ok(id) = id.parse() else { return };
        match edge {
            "start" => self.0.push(id),
            "end" => {
                if let Some(at) = self.0.iter().rposition(|&open| open == id) {
                    self.0.truncate(at);
                }
            }
            _ => {}
        }
    }
}

/// The value of a metadata element that begins here, if the tag is one's.
pub(super) fn metadata(tag: &Tag) -> Option<&Value> {
    match tag {
        Tag::Start(element, _) => element.to_packed::<MetadataElem>().map(|metadata| &metadata.value),
        Tag::End(..) => None,
    }
}

struct Walker<'a> {
    literals: &'a HashMap<Span, usize>,
    layout: Layout,
    page: usize,
    open: OpenBlocks,
    /// What the blocks have of this page.
    areas: BTreeMap<u32, Rect>,
    names: Names,
}

impl Walker<'_> {
    fn frame(&mut self, frame: &Frame, transform: Transform) {
        for (position, item) in frame.items() {
            let here = transform.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => self.frame(&group.frame, here.pre_concat(group.transform)),
                FrameItem::Text(text) => self.text(text, here),
                FrameItem::Shape(shape, _) => self.shape(shape, here),
                FrameItem::Image(_, size, _) => {
                    let rect = place(here, Point::zero(), size.to_point());
                    self.add_shape(Shape { page: self.page, kind: ShapeKind::Picture, rect, thickness: None, colour: None, block: None });
                }
                FrameItem::Tag(tag) => match metadata(tag) {
                    Some(Value::Str(tag)) => self.open.follow(tag),
                    Some(Value::Dict(fields)) => self.fact(fields, here),
                    _ => {}
                },
                FrameItem::Link(..) => {}
            }
        }
    }

    fn text(&mut self, text: &TextItem, transform: Transform) {
        let (family, colour) = (self.names.family(text), self.names.colour(&text.fill));
        let metrics = text.font.metrics();
        let (ascent, descent) = (metrics.ascender.at(text.size), metrics.descender.at(text.size));
        let mut pen = Point::zero();
        for glyph in &text.glyphs {
            let width = glyph.x_advance.at(text.size);
            let rect = place(transform, Point::new(pen.x, pen.y - ascent), Point::new(pen.x + width, pen.y - descent));
            let base = pen.transform(transform);
            let (span, offset) = glyph.span;
            let glyph = Glyph {
                page: self.page,
                x: base.x.to_pt(),
                y: base.y.to_pt(),
                width: rect.width(),
                size: text.size.to_pt() * transform.sy.get().abs().max(transform.kx.get().abs()),
                rect,
                family: Arc::clone(&family),
                colour: Arc::clone(&colour),
                id: glyph.id,
                text: text.text.get(glyph.range()).unwrap_or_default().into(),
                literal: self.literals.get(&span).copied(),
                offset: usize::from(offset),
                block: self.open.innermost(),
            };
            pen.x += width;
            self.cover(rect);
            self.layout.glyphs.push(glyph);
        }
    }

    fn shape(&mut self, shape: &TypstShape, transform: Transform) {
        let (kind, from, to) = match &shape.geometry {
            Geometry::Line(to) => (ShapeKind::Line, Point::zero(), *to),
            Geometry::Rect(size) => (ShapeKind::Rect, Point::zero(), size.to_point()),
            Geometry::Curve(curve) => {
                let bounds = curve.bbox(None);
                (ShapeKind::Curve, bounds.min, bounds.max)
            }
        };
        let paint = shape.stroke.as_ref().map(|stroke| &stroke.paint).or(shape.fill.as_ref());
        let colour = paint.map(|paint| self.names.colour(paint)).filter(|colour| !colour.is_empty());
        let thickness = shape.stroke.as_ref().map(|stroke| stroke.thickness.to_pt());
        self.add_shape(Shape { page: self.page, kind, rect: place(transform, from, to), thickness, colour, block: None });
    }

    fn add_shape(&mut self, shape: Shape) {
        self.cover(shape.rect);
        self.layout.shapes.push(Shape { block: self.open.innermost(), ..shape });
    }

    fn fact(&mut self, fields: &Dict, transform: Transform) {
        let Ok(Value::Str(name)) = fields.get("banxin") else { return };
        let y = Point::zero().transform(transform).y.to_pt();
        let value = serde_json::to_value(fields).unwrap_or_default();
        self.layout.facts.push(Fact { name: name.to_string(), value, page: self.page, y });
    }

    /// Adds to the areas of the blocks that are open here.
    fn cover(&mut self, rect: Rect) {
        for block in self.open.outwards() {
            self.areas.entry(block).and_modify(|area| *area = area.union(&rect)).or_insert(rect);
        }
    }

    fn close_page(&mut self) {
        let page = self.page;
        let areas = std::mem::take(&mut self.areas);
        self.layout.blocks.extend(areas.into_iter().map(|(block, rect)| BlockRegion { block, page, rect }));
    }
}

/// The rectangle between two corners, transformed.
fn place(transform: Transform, from: Point, to: Point) -> Rect {
    let corner = |x, y| {
        let point = Point::new(x, y).transform(transform);
        Rect { left: point.x.to_pt(), top: point.y.to_pt(), right: point.x.to_pt(), bottom: point.y.to_pt() }
    };
    let (a, b) = (corner(from.x, from.y), corner(to.x, to.y));
    a.union(&b).union(&corner(from.x, to.y)).union(&corner(to.x, from.y))
}

/// Names that repeat from glyph to glyph, kept once.
#[derive(Default)]
struct Names {
    family: Option<Arc<str>>,
    colour: Option<(Paint, Arc<str>)>,
}

impl Names {
    fn family(&mut self, text: &TextItem) -> Arc<str> {
        let name = text.font.info().family.as_str();
        match &self.family {
            Some(known) if **known == *name => Arc::clone(known),
            _ => Arc::clone(self.family.insert(Arc::from(name))),
        }
    }

    fn colour(&mut self, paint: &Paint) -> Arc<str> {
        match &self.colour {
            Some((known, name)) if known == paint => Arc::clone(name),
            _ => {
                let name = if let Paint::Solid(colour) = paint { colour.to_hex() } else { EcoString::new() };
                let (_, name) = self.colour.insert((paint.clone(), Arc::from(name.as_str())));
                Arc::clone(name)
            }
        }
    }
}

/// A size as the corner across from the origin.
trait Corner {
    fn to_point(&self) -> Point;
}

impl Corner for Size {
    fn to_point(&self) -> Point {
        Point::new(self.x, self.y)
    }
}
