//! What a page looks like, as a number.
//!
//! In: a page. Out: a hash of all that is drawn, without the spans and tags that change whenever the source does, so
//! that a preview sends only what must be drawn again. Links count as far as they lead out of the paper.

use std::hash::{Hash, Hasher};

use typst::layout::{Frame, FrameItem};
use typst::model::Destination;
use typst::text::TextItem;
use typst::utils::hash128;
use typst_layout::Page;

/// The fingerprint of a page.
pub(super) fn fingerprint(page: &Page) -> u128 {
    hash128(&(Seen(&page.frame), &page.bleed, &page.fill))
}

/// A frame as the eye sees it.
struct Seen<'a>(&'a Frame);

impl Hash for Seen<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.size().hash(state);
        self.0.kind().hash(state);
        for (position, item) in self.0.items() {
            match item {
                FrameItem::Group(group) => {
                    (0_u8, position, &group.transform, &group.clip).hash(state);
                    Seen(&group.frame).hash(state);
                }
                FrameItem::Text(text) => {
                    (1_u8, position).hash(state);
                    hash_text(text, state);
                }
                FrameItem::Shape(shape, _) => (2_u8, position, shape).hash(state),
                FrameItem::Image(image, size, _) => (3_u8, position, image, size).hash(state),
                FrameItem::Link(Destination::Url(url), size) => (4_u8, position, url, size).hash(state),
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
        // The end of a frame, lest an item of the inner be taken for one of the outer.
        5_u8.hash(state);
    }
}

fn hash_text<H: Hasher>(text: &TextItem, state: &mut H) {
    (&text.font, text.size, &text.fill, &text.stroke, text.glyphs.len()).hash(state);
    for glyph in &text.glyphs {
        (glyph.id, glyph.x_advance, glyph.x_offset, glyph.y_advance, glyph.y_offset).hash(state);
    }
}
