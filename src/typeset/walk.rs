//! Pages → what was drawn, thing by thing.
//!
//! In: Typst's frames, nested and transformed. Out: a flat [`Layout`] of glyphs, rules and pictures, each with its place
//! on the page (points from the top left), the literal of `main.typ` it was typed in, and the block it belongs to.
//! Blocks are told by the metadata `banxin:start:7` … `banxin:end:7` that render writes around them. This module must
//! not know the YAML.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use typst::ecow::EcoString;
use typst::foundations::Value;
use typst::introspection::{MetadataElem, Tag};
use typst::layout::{Abs, Frame, FrameItem, Point, Size, Transform};
use typst::syntax::Span;
use typst::text::TextItem;
use typst::visualize::{Geometry, Paint, Shape as TypstShape};
use typst_layout::Page;

use super::layout::{BlockRegion, Glyph, Layout, PageSize, Rect, Shape, ShapeKind};
use super::offsets::{Offsets, Said};
use crate::render::source_map::SourceMap;

/// Walks through the pages; the literals are those of `main.typ` by the spans that their glyphs carry.
pub(super) fn walk(pages: &[Page], literals: &HashMap<Span, usize>, map: &SourceMap) -> Layout {
    let mut walker = Walker {
        literals,
        offsets: Offsets::new(map),
        layout: Layout::default(),
        page: 0,
        open: OpenBlocks::default(),
        areas: BTreeMap::new(),
        names: Names::default(),
    };
    walker.layout.glyphs.reserve_exact(pages.iter().map(|page| count_glyphs(&page.frame)).sum());
    for (number, page) in pages.iter().enumerate() {
        walker.page = number;
        walker.layout.pages.push(PageSize::of(page));
        walker.frame(&page.frame, Transform::identity());
        walker.close_page();
    }
    walker.layout
}

/// The id that stands for the document, and that hides what is open: a footer on a page in the middle of a block
/// belongs to the document alone.
const DOCUMENT: u32 = 0;

/// The blocks that are open at a point of the walk, also from page to page.
#[derive(Default)]
struct OpenBlocks(Vec<u32>);

impl OpenBlocks {
    /// The innermost.
    fn innermost(&self) -> Option<u32> {
        self.0.last().copied()
    }

    /// From the innermost outwards, up to the document.
    fn outwards(&self) -> impl Iterator<Item = u32> + '_ {
        let document = self.0.iter().rposition(|&block| block == DOCUMENT).unwrap_or(0);
        self.0[document..].iter().rev().copied()
    }

    /// Follows a tag such as `banxin:start:7`; anything else is passed over.
    fn follow(&mut self, tag: &str) {
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
fn metadata(tag: &Tag) -> Option<&Value> {
    match tag {
        Tag::Start(element, _) => element.to_packed::<MetadataElem>().map(|metadata| &metadata.value),
        Tag::End(..) => None,
    }
}

struct Walker<'a> {
    literals: &'a HashMap<Span, usize>,
    offsets: Offsets<'a>,
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
                    let rect = place(here, Point::zero(), corner(*size));
                    self.add_shape(Shape {
                        page: self.page,
                        kind: ShapeKind::Picture,
                        rect,
                        thickness: None,
                        colour: None,
                        block: None,
                    });
                }
                FrameItem::Tag(tag) => {
                    if let Some(Value::Str(tag)) = metadata(tag) {
                        self.open.follow(tag);
                    }
                }
                FrameItem::Link(..) => {}
            }
        }
    }

    fn text(&mut self, text: &TextItem, transform: Transform) {
        let metrics = text.font.metrics();
        let (ascent, descent) = (metrics.ascender.at(text.size), metrics.descender.at(text.size));
        let blank = self.blank(text, transform);
        let typed = self.typed(text);
        let (mut pen, mut area) = (Abs::zero(), None::<Rect>);
        for (glyph, (literal, offset)) in text.glyphs.iter().zip(typed) {
            let end = pen + glyph.x_advance.at(text.size);
            let rect = place(transform, Point::new(pen, -ascent), Point::new(end, -descent));
            let base = Point::with_x(pen).transform(transform);
            let characters = text.text.get(glyph.range()).unwrap_or_default().into();
            self.layout.glyphs.push(Glyph {
                x: base.x.to_pt(),
                y: base.y.to_pt(),
                width: rect.width(),
                rect,
                id: glyph.id,
                text: characters,
                literal,
                offset,
                ..blank.clone()
            });
            area = Some(area.map_or(rect, |area| area.union(&rect)));
            pen = end;
        }
        if let Some(area) = area {
            self.cover(area);
        }
    }

    /// What all glyphs of a run have in common.
    fn blank(&mut self, text: &TextItem, transform: Transform) -> Glyph {
        let nowhere = Rect { left: 0.0, top: 0.0, right: 0.0, bottom: 0.0 };
        Glyph {
            page: self.page,
            x: 0.0,
            y: 0.0,
            width: 0.0,
            size: text.size.to_pt() * transform.sy.get().abs().max(transform.kx.get().abs()),
            rect: nowhere,
            family: self.names.family(text),
            colour: self.names.colour(&text.fill),
            id: 0,
            text: EcoString::new(),
            literal: None,
            offset: 0,
            block: self.open.innermost(),
        }
    }

    /// Of each glyph the literal and the offset it was typed at.
    fn typed(&mut self, text: &TextItem) -> Vec<(Option<usize>, usize)> {
        let backwards =
            text.glyphs.first().map(|glyph| glyph.range.start) > text.glyphs.last().map(|glyph| glyph.range.start);
        let mut typed: Vec<(Option<usize>, usize)> = Vec::with_capacity(text.glyphs.len());
        let mut known = (Span::detached(), None);
        for (nth, glyph) in text.glyphs.iter().enumerate() {
            let (span, offset) = glyph.span;
            if known.0 != span {
                known = (span, self.literals.get(&span).copied());
            }
            let before = nth.checked_sub(1).filter(|&before| text.glyphs[before].range == glyph.range);
            let offset = match (before, known.1) {
                (Some(before), _) => typed[before].1,
                (None, None) => usize::from(offset),
                (None, Some(literal)) => {
                    let cluster = text.text.get(glyph.range()).unwrap_or_default();
                    self.offsets.place(Said { literal, offset: usize::from(offset), cluster, backwards })
                }
            };
            typed.push((known.1, offset));
        }
        typed
    }

    fn shape(&mut self, shape: &TypstShape, transform: Transform) {
        let (kind, from, to) = match &shape.geometry {
            Geometry::Line(to) => (ShapeKind::Line, Point::zero(), *to),
            Geometry::Rect(size) => (ShapeKind::Rect, Point::zero(), corner(*size)),
            Geometry::Curve(curve) => {
                let bounds = curve.bbox(None);
                (ShapeKind::Curve, bounds.min, bounds.max)
            }
        };
        let paint = shape.stroke.as_ref().map(|stroke| &stroke.paint).or(shape.fill.as_ref());
        let colour = paint.map(|paint| self.names.colour(paint)).filter(|colour| !colour.is_empty());
        let thickness = shape.stroke.as_ref().map(|stroke| stroke.thickness.to_pt());
        self.add_shape(Shape {
            page: self.page,
            kind,
            rect: place(transform, from, to),
            thickness,
            colour,
            block: None,
        });
    }

    fn add_shape(&mut self, shape: Shape) {
        self.cover(shape.rect);
        self.layout.shapes.push(Shape { block: self.open.innermost(), ..shape });
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

fn count_glyphs(frame: &Frame) -> usize {
    let count = |item: &FrameItem| match item {
        FrameItem::Group(group) => count_glyphs(&group.frame),
        FrameItem::Text(text) => text.glyphs.len(),
        _ => 0,
    };
    frame.items().map(|(_, item)| count(item)).sum()
}

/// The rectangle between two corners, transformed.
fn place(transform: Transform, from: Point, to: Point) -> Rect {
    if transform.is_only_translate() {
        let (x, y) = (transform.tx.to_pt(), transform.ty.to_pt());
        let (a, b) = ((x + from.x.to_pt(), y + from.y.to_pt()), (x + to.x.to_pt(), y + to.y.to_pt()));
        return Rect { left: a.0.min(b.0), top: a.1.min(b.1), right: a.0.max(b.0), bottom: a.1.max(b.1) };
    }
    let at = |x, y| {
        let point = Point::new(x, y).transform(transform);
        Rect { left: point.x.to_pt(), top: point.y.to_pt(), right: point.x.to_pt(), bottom: point.y.to_pt() }
    };
    let (a, b) = (at(from.x, from.y), at(to.x, to.y));
    a.union(&b).union(&at(from.x, to.y)).union(&at(to.x, from.y))
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

/// The corner across from the origin.
fn corner(size: Size) -> Point {
    Point::new(size.x, size.y)
}
