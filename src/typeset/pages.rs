//! Finished pages, with the way back to what was typed.
//!
//! In: Typst's document and the sources it was made of. Out: counts and sizes at once; the [`Layout`] (every glyph, rule
//! and block with its place), the [`Positions`] and the fingerprints when somebody asks. Cheap to clone and to send to
//! another thread.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use typst::foundations::{Content, NativeElement, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::syntax::{Span, SyntaxKind};
use typst_layout::{Page, PagedDocument};

use super::blame::Blame;
use super::fingerprint::fingerprint;
use super::layout::{Fact, Layout, PageSize};
use super::positions::Positions;
use super::walk::walk;
use crate::render::source_map::SourceMap;

/// The pages of one paper.
#[derive(Clone)]
pub struct Pages {
    inner: Arc<Inner>,
}

struct Inner {
    document: PagedDocument,
    blame: Blame,
    layout: OnceLock<Layout>,
    positions: OnceLock<Positions>,
}

impl Pages {
    pub(crate) fn new(document: PagedDocument, blame: Blame) -> Self {
        let inner = Inner { document, blame, layout: OnceLock::new(), positions: OnceLock::new() };
        Self { inner: Arc::new(inner) }
    }

    /// How many pages there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.inner.document.pages().len()
    }

    /// The size of a page (from 0).
    #[must_use]
    pub fn size(&self, page: usize) -> Option<PageSize> {
        self.page(page).map(PageSize::of)
    }

    /// A number that is the same for pages that look the same, also if they were typed in another place; none if there
    /// is no such page (from 0).
    #[must_use]
    pub fn fingerprint(&self, page: usize) -> Option<u128> {
        self.page(page).map(fingerprint)
    }

    /// Everything that was drawn, with its place; made when first asked for.
    #[must_use]
    pub fn layout(&self) -> &Layout {
        self.inner.layout.get_or_init(|| walk(self.inner.document.pages(), &self.literals(), self.map()))
    }

    /// What the theme reported, in the order of the document; nothing is walked through for it.
    #[must_use]
    pub fn facts(&self) -> Vec<Fact> {
        let all = self.inner.document.introspector().query(&MetadataElem::ELEM.select());
        all.iter().filter_map(|element| self.fact(element)).collect()
    }

    /// The way between pages and YAML; made when first asked for.
    #[must_use]
    pub fn positions(&self) -> &Positions {
        self.inner.positions.get_or_init(|| Positions::new(self.layout(), self.map()))
    }

    /// Where everything in `main.typ` came from.
    #[must_use]
    pub fn map(&self) -> &SourceMap {
        self.inner.blame.map()
    }

    pub(crate) fn document(&self) -> &PagedDocument {
        &self.inner.document
    }

    pub(crate) fn blame(&self) -> &Blame {
        &self.inner.blame
    }

    pub(crate) fn page(&self, page: usize) -> Option<&Page> {
        self.inner.document.pages().get(page)
    }

    fn fact(&self, element: &Content) -> Option<Fact> {
        let Value::Dict(fields) = &element.to_packed::<MetadataElem>()?.value else { return None };
        let Ok(Value::Str(name)) = fields.get("banxin") else { return None };
        let position = self.inner.document.introspector().position(element.location()?)?;
        let value = serde_json::to_value(fields).unwrap_or_default();
        Some(Fact { name: name.to_string(), value, page: position.page.get() - 1, y: position.point.y.to_pt() })
    }

    /// Where in `main.typ` each string literal begins, by the span that its glyphs carry.
    fn literals(&self) -> HashMap<Span, usize> {
        let mut literals = HashMap::new();
        let mut open = vec![(self.inner.blame.main().root(), 0)];
        while let Some((node, start)) = open.pop() {
            if node.kind() == SyntaxKind::Str {
                literals.insert(node.span(), start);
            }
            let mut at = start;
            for child in node.children() {
                open.push((child, at));
                at += child.len();
            }
        }
        literals
    }
}

impl fmt::Debug for Pages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("count", &self.count()).finish_non_exhaustive()
    }
}
