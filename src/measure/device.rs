//! The device hayro draws on: it notes what is drawn, and where.

use std::collections::HashMap;
use std::sync::Arc;

use hayro_interpret::font::{Glyph as DrawnGlyph, OutlineGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{BlendMode, CacheKey, ClipPath, Device, GlyphDrawMode, Image, Paint, PathDrawMode, SoftMask};
use kurbo::{Affine, BezPath, PathSeg, Point, Rect, Shape, Vec2};

use super::sheet::{Area, Colour, EM_BELOW, Glyph, MM_PER_PT, Page, Rule};

/// A filled shape no thicker than this is a rule, not a field; in millimetres.
const MAX_RULE_THICKNESS: f64 = 2.5;

/// Shorter strokes are parts of drawings; in millimetres.
const MIN_RULE_LENGTH: f64 = 3.0;

/// A stroke that climbs less than this from end to end is straight; in millimetres.
const SLOPE: f64 = 0.1;

/// Collects one page after another.
pub(super) struct Collector<'n> {
    names: &'n HashMap<u128, Arc<str>>,
    nameless: Arc<str>,
    /// Ink of glyphs that were met, in thousandths of an em.
    inks: HashMap<u128, Option<Rect>>,
    page: Page,
}

impl<'n> Collector<'n> {
    /// Knows fonts by these names.
    pub(super) fn new(names: &'n HashMap<u128, Arc<str>>) -> Self {
        Self { names, nameless: "".into(), inks: HashMap::new(), page: Page::default() }
    }

    /// Begins a page of a size in millimetres.
    pub(super) fn begin(&mut self, width: f64, height: f64) {
        self.page = Page { width, height, ..Page::default() };
    }

    /// The page as it was drawn.
    pub(super) fn end(&mut self) -> Page {
        std::mem::take(&mut self.page)
    }

    fn ink(&mut self, glyph: &OutlineGlyph) -> Option<Rect> {
        *self.inks.entry(glyph.identifier().cache_key()).or_insert_with(|| {
            let bounds = glyph.outline().bounding_box();
            (bounds.area() > 0.0).then_some(bounds)
        })
    }

    fn on_sheet(&self, area: &Area) -> bool {
        area.right > 0.0 && area.bottom > 0.0 && area.left < self.page.width && area.top < self.page.height
    }

    fn push_glyph(&mut self, glyph: Glyph) {
        // Bold that is made by filling and stroking, or by drawing twice, is one character.
        let again =
            |last: &Glyph| last.text == glyph.text && (last.x - glyph.x).abs() < 0.3 && (last.y - glyph.y).abs() < 0.1;
        let box_ = Area { left: glyph.x, right: glyph.right(), top: glyph.y - glyph.em(), bottom: glyph.y };
        let finite = glyph.x.is_finite() && glyph.y.is_finite() && glyph.width.is_finite() && glyph.size > 0.0;
        if finite && self.on_sheet(&box_) && !self.page.glyphs.last().is_some_and(again) {
            self.page.glyphs.push(glyph);
        }
    }

    fn push_rule(&mut self, area: Area, colour: Colour) {
        if area.width().max(area.height()) >= MIN_RULE_LENGTH && self.on_sheet(&area) {
            self.page.rules.push(Rule { area, colour });
        }
    }

    fn stroke(&mut self, path: &BezPath, transform: Affine, width: f64, colour: Colour) {
        let half = width * transform.determinant().abs().sqrt() / 2.0;
        for segment in path.segments() {
            let PathSeg::Line(line) = segment else { continue };
            let (from, to) = (transform * line.p0, transform * line.p1);
            let (across, down) = ((from.x - to.x).abs(), (from.y - to.y).abs());
            if across < SLOPE || down < SLOPE {
                let bounds = Rect::from_points(from, to);
                let (dx, dy) = if across > down { (0.0, half) } else { (half, 0.0) };
                self.push_rule(area(bounds.inflate(dx, dy)), colour);
            }
        }
    }

    fn fill(&mut self, path: &BezPath, transform: Affine, colour: Colour) {
        // One path may hold many bars.
        let mut part = BezPath::new();
        let mut parts = Vec::new();
        for element in path.elements() {
            if matches!(element, kurbo::PathEl::MoveTo(_)) && !part.elements().is_empty() {
                parts.push(std::mem::take(&mut part));
            }
            part.push(*element);
        }
        parts.push(part);
        for part in parts.iter().filter(|part| part.elements().len() > 1) {
            let bounds = area((transform * part).bounding_box());
            if bounds.width().min(bounds.height()) <= MAX_RULE_THICKNESS {
                self.push_rule(bounds, colour);
            }
        }
    }
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_glyph(
        &mut self,
        glyph: &DrawnGlyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        paint: &Paint<'a>,
        mode: &GlyphDrawMode,
    ) {
        // Invisible text is what a scanner's program read, not what is printed.
        let Some(colour) = colour(paint).filter(|_| !matches!(mode, GlyphDrawMode::Invisible)) else { return };
        let whole = transform * glyph_transform;
        let origin = whole * Point::ZERO;
        let up = whole * Point::new(0.0, 1000.0) - origin;
        let along = whole * Point::new(1000.0, 0.0) - origin;
        let text = text(glyph.as_unicode());
        let (advance, ink, font) = match glyph {
            DrawnGlyph::Outline(outline) => {
                // A font that is not in the file has no outlines: its characters are taken to fill their boxes.
                let is_read = text.chars().any(|c| !c.is_whitespace());
                let box_ = || is_read.then(|| em_box(origin, along, up));
                let ink = self.ink(outline).map(|ink| area(whole.transform_rect_bbox(ink))).or_else(box_);
                let font = self.names.get(&outline.font_cache_key()).unwrap_or(&self.nameless);
                (outline.advance_width().map_or(1.0, |width| f64::from(width) / 1000.0), ink, Arc::clone(font))
            }
            DrawnGlyph::Type3(_) => (1.0, Some(em_box(origin, along, up)), Arc::clone(&self.nameless)),
        };
        self.push_glyph(Glyph {
            x: origin.x,
            y: origin.y,
            width: along.hypot() * advance,
            size: up.hypot() / MM_PER_PT,
            ink,
            text,
            font,
            colour,
            upright: up.y < 0.0 && up.x.abs() < 0.4 * up.y.abs() && along.y.abs() < 0.01 * along.x.abs(),
        });
    }

    fn draw_path(&mut self, path: &BezPath, transform: Affine, paint: &Paint<'a>, mode: &PathDrawMode) {
        let Some(colour) = colour(paint) else { return };
        match mode {
            PathDrawMode::Stroke(props) => self.stroke(path, transform, f64::from(props.line_width), colour),
            PathDrawMode::Fill(_) => self.fill(path, transform, colour),
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, transform: Affine) {
        let pixels = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let picture = area(transform.transform_rect_bbox(pixels));
        if self.on_sheet(&picture) {
            self.page.pictures.push(picture);
        }
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

fn area(rect: Rect) -> Area {
    Area { left: rect.x0, top: rect.y0, right: rect.x1, bottom: rect.y1 }
}

fn em_box(origin: Point, along: Vec2, up: Vec2) -> Area {
    let bottom = origin - EM_BELOW * up;
    area(Rect::from_points(bottom, bottom + along + up))
}

/// The colour something is painted in; none if it leaves nothing on white paper. A pattern counts as black.
fn colour(paint: &Paint<'_>) -> Option<Colour> {
    let Paint::Color(colour) = paint else { return Some(Colour::BLACK) };
    let [red, green, blue, opacity] = colour.to_rgba().to_rgba8();
    let white = red.min(green).min(blue) > 250;
    (opacity > 0 && !white).then_some(Colour { red, green, blue })
}

fn text(unicode: Option<BfString>) -> String {
    match unicode {
        Some(BfString::Char(c)) => c.to_string(),
        Some(BfString::String(text)) => text,
        None => String::new(),
    }
}
