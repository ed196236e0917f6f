//! PDFs among the pictures, drawn as pixels: an archival PDF may not hold another PDF.
//!
//! In: a document. Out: the same document, each such picture at 300 dots an inch in its place; or nothing, if one of
//! them needs a font that is not in its file, so that words would be lost.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro_interpret::font::{FontQuery, Glyph};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, InterpreterCache, InterpreterSettings, Paint, PathDrawMode,
    SoftMask, TransformExt, interpret_page,
};
use kurbo::{Affine, BezPath, Rect};
use typst::foundations::{Bytes, Content, Smart};
use typst::layout::{Frame, FrameItem, Point, Sides, Size};
use typst::model::Document as _;
use typst::syntax::Span;
use typst::utils::Scalar;
use typst::visualize::{Color, Image, ImageKind, PdfImage, PixelEncoding, PixelFormat, RasterFormat, RasterImage};
use typst_layout::{Page, PagedDocument};
use typst_render::RenderOptions;

/// What a laser printer's page is scanned at.
const DOTS_AN_INCH: f64 = 300.0;

/// The most dots along a side: A2 at 300 an inch.
const MOST_DOTS: f64 = 8000.0;

/// The document with its PDFs drawn; none if one can't be.
pub(super) fn drawn(document: &PagedDocument) -> Option<PagedDocument> {
    let mut pages = document.pages().to_vec();
    let mut all = true;
    for page in &mut pages {
        draw_in(&mut page.frame, &mut all);
    }
    all.then(|| PagedDocument::new(pages.into_iter().collect(), document.info().clone()))
}

fn draw_in(frame: &mut Frame, all: &mut bool) {
    if !has_pdf(frame) {
        return;
    }
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => draw_in(&mut group.frame, all),
            FrameItem::Image(image, size, _) => {
                if let ImageKind::Pdf(pdf) = image.kind() {
                    match has_its_fonts(pdf).then(|| raster(image, *size)).flatten() {
                        Some(raster) => *image = raster,
                        None => *all = false,
                    }
                }
            }
            _ => {}
        }
        true
    });
}

fn has_pdf(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_pdf(&group.frame),
        FrameItem::Image(image, ..) => matches!(image.kind(), ImageKind::Pdf(_)),
        _ => false,
    })
}

/// The picture in pixels, on white, with the words that describe it.
fn raster(image: &Image, size: Size) -> Option<Image> {
    let mut frame = Frame::soft(size);
    frame.push(Point::zero(), FrameItem::Image(image.clone(), size, Span::detached()));
    let page = Page {
        frame,
        bleed: Sides::default(),
        fill: Smart::Custom(Some(Color::WHITE.into())),
        numbering: None,
        supplement: Content::empty(),
        number: 1,
    };
    let longest = size.x.to_pt().max(size.y.to_pt()).max(1.0);
    let fineness = (DOTS_AN_INCH / 72.0).min(MOST_DOTS / longest);
    let options = RenderOptions { pixel_per_pt: Scalar::new(fineness), render_bleed: false };
    let pixels = typst_render::render(&page, &options);
    // White paper lies below: nothing is transparent, and archives of the first kind allow no transparency.
    let colours: Vec<u8> = pixels.data().chunks_exact(4).flat_map(|dot| [dot[0], dot[1], dot[2]]).collect();
    let format = PixelFormat { encoding: PixelEncoding::Rgb8, width: pixels.width(), height: pixels.height() };
    let raster = RasterImage::plain(Bytes::new(colours), RasterFormat::Pixel(format)).ok()?;
    Some(Image::new(raster, image.alt().map(Into::into), image.scaling()))
}

/// Whether all that a page writes can be drawn: its fonts and their tables of characters are in the file, or are those
/// that every program has.
fn has_its_fonts(pdf: &PdfImage) -> bool {
    let lacks = Arc::new(AtomicBool::new(false));
    let (fonts, tables) = (Arc::clone(&lacks), Arc::clone(&lacks));
    let settings = InterpreterSettings {
        font_resolver: Arc::new(move |query| {
            if matches!(query, FontQuery::Fallback(_)) {
                fonts.store(true, Ordering::Relaxed);
            }
            None
        }),
        cmap_resolver: Arc::new(move |_| {
            tables.store(true, Ordering::Relaxed);
            None
        }),
        warning_sink: Arc::new(|_| {}),
        render_annotations: false,
    };
    let page = pdf.page();
    let (width, height) = page.render_dimensions();
    let cache = InterpreterCache::new();
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let transform = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(transform, bounds, &cache, pdf.document().pdf().xref(), settings);
    interpret_page(page, &mut context, &mut Nothing);
    !lacks.load(Ordering::Relaxed)
}

/// Draws nothing: what the page asks for is all that matters.
struct Nothing;

impl<'a> Device<'a> for Nothing {
    fn draw_glyph(&mut self, _: &Glyph<'a>, _: Affine, _: Affine, _: &Paint<'a>, _: &GlyphDrawMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn draw_image(&mut self, _: hayro_interpret::Image<'a, '_>, _: Affine) {}
    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
