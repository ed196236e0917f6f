//! Finished pages, with the way back to what was typed.
//!
//! In: Typst's document and the sources it was made of. Out: counts and sizes at once; the [`Layout`] (every glyph, rule
//! and block with its place), the [`Positions`] and the fingerprints when somebody asks. Cheap to clone and to send to
//! another thread.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, LazyLock, OnceLock};

use typst::ecow::EcoVec;
use typst::foundations::{Content, NativeElement, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::layout::Frame;
use typst::model::Document;
use typst::syntax::{Span, SyntaxKind};
use typst_layout::{Page, PagedDocument};

use super::blame::Blame;
use super::elsewhere::{Held, Holder};
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
    made: Made,
    positions: OnceLock<Positions>,
}

enum Made {
    Here(Box<Here>),
    Elsewhere(Held),
}

struct Here {
    document: PagedDocument,
    blame: Blame,
    layout: OnceLock<Layout>,
    /// Whether it is several copies, so that the same elements occur again and again.
    joined: bool,
}

/// What is drawn on pages that are not here, and what they were made of.
static NOTHING: LazyLock<(Layout, SourceMap)> = LazyLock::new(Default::default);

impl Pages {
    pub(crate) fn new(document: PagedDocument, blame: Blame) -> Self {
        Self::of(Made::Here(Box::new(Here { document, blame, layout: OnceLock::new(), joined: false })))
    }

    /// Copies of a paper one after another, each beginning on a sheet's front; none if somebody else has them.
    pub(crate) fn joined(copies: &[Self]) -> Option<Self> {
        let all: Vec<&Here> = copies.iter().map(Self::here).collect::<Option<_>>()?;
        let first = *all.first()?;
        let mut pages = EcoVec::new();
        for (nth, copy) in all.iter().enumerate() {
            pages.extend(copy.document.pages().iter().cloned());
            let last = copy.document.pages().last().filter(|_| pages.len() % 2 == 1 && nth + 1 < all.len());
            pages.extend(last.map(blank));
        }
        let document = PagedDocument::new(pages, first.document.info().clone());
        let blame = first.blame.clone();
        Some(Self::of(Made::Here(Box::new(Here { document, blame, layout: OnceLock::new(), joined: true }))))
    }

    /// All but the first page, which only made the others left-hand and right-hand ones; none of those somebody else has.
    pub(crate) fn without_first(self) -> Self {
        let Some(here) = self.here() else { return self };
        let pages = here.document.pages().iter().skip(1).cloned().collect();
        let document = PagedDocument::new(pages, here.document.info().clone());
        Self::new(document, here.blame.clone())
    }

    /// Whether these are several copies of a paper.
    pub(crate) fn are_copies(&self) -> bool {
        self.here().is_some_and(|here| here.joined)
    }

    /// Pages that somebody else has, each with its size and fingerprint.
    #[must_use]
    pub fn elsewhere(pages: Vec<(PageSize, u128)>, holder: Box<dyn Holder>) -> Self {
        let (sizes, prints) = pages.into_iter().unzip();
        Self::of(Made::Elsewhere(Held { sizes, prints, holder }))
    }

    fn of(made: Made) -> Self {
        Self { inner: Arc::new(Inner { made, positions: OnceLock::new() }) }
    }

    /// Who has the pages, if they are not here.
    pub(crate) fn holder(&self) -> Option<&dyn Holder> {
        match &self.inner.made {
            Made::Here(_) => None,
            Made::Elsewhere(held) => Some(&*held.holder),
        }
    }

    fn here(&self) -> Option<&Here> {
        match &self.inner.made {
            Made::Here(here) => Some(here),
            Made::Elsewhere(_) => None,
        }
    }

    /// How many pages there are.
    #[must_use]
    pub fn count(&self) -> usize {
        match &self.inner.made {
            Made::Here(here) => here.document.pages().len(),
            Made::Elsewhere(held) => held.sizes.len(),
        }
    }

    /// The size of a page (from 0).
    #[must_use]
    pub fn size(&self, page: usize) -> Option<PageSize> {
        match &self.inner.made {
            Made::Here(here) => here.document.pages().get(page).map(PageSize::of),
            Made::Elsewhere(held) => held.sizes.get(page).copied(),
        }
    }

    /// A number that is the same for pages that look the same, also if they were typed in another place; none if there
    /// is no such page (from 0).
    #[must_use]
    pub fn fingerprint(&self, page: usize) -> Option<u128> {
        match &self.inner.made {
            Made::Here(here) => here.document.pages().get(page).map(fingerprint),
            Made::Elsewhere(held) => held.prints.get(page).copied(),
        }
    }

    /// Everything that was drawn, with its place; made when first asked for. Nothing of pages that another process has.
    #[must_use]
    pub fn layout(&self) -> &Layout {
        let Some(here) = self.here() else { return &NOTHING.0 };
        here.layout.get_or_init(|| walk(here.document.pages(), &here.literals(), here.blame.map()))
    }

    /// What the theme reported, in the order of the document; nothing is walked through for it. Nothing of pages that
    /// another process has.
    #[must_use]
    pub fn facts(&self) -> Vec<Fact> {
        self.here().map(Here::facts).unwrap_or_default()
    }

    /// The way between pages and YAML; made when first asked for.
    #[must_use]
    pub fn positions(&self) -> &Positions {
        self.inner.positions.get_or_init(|| match &self.inner.made {
            Made::Here(_) => Positions::new(self.layout(), self.map()),
            Made::Elsewhere(held) => held.holder.positions(),
        })
    }

    /// Where everything in `main.typ` came from; nothing of pages that another process has.
    #[must_use]
    pub fn map(&self) -> &SourceMap {
        self.here().map_or(&NOTHING.1, |here| here.blame.map())
    }

    /// Typst's document; none of pages that another process has.
    pub(crate) fn document(&self) -> Option<(&PagedDocument, &Blame)> {
        self.here().map(|here| (&here.document, &here.blame))
    }

    pub(crate) fn page(&self, page: usize) -> Option<&Page> {
        self.here()?.document.pages().get(page)
    }
}

/// The empty back of a page.
fn blank(page: &Page) -> Page {
    Page { frame: Frame::soft(page.frame.size()), number: page.number + 1, ..page.clone() }
}

impl Here {
    /// What the theme reported, in the order of the document.
    fn facts(&self) -> Vec<Fact> {
        let all = self.document.introspector().query(&MetadataElem::ELEM.select());
        all.iter().filter_map(|element| self.fact(element)).collect()
    }

    fn fact(&self, element: &Content) -> Option<Fact> {
        let Value::Dict(fields) = &element.to_packed::<MetadataElem>()?.value else { return None };
        let Ok(Value::Str(name)) = fields.get("banxin") else { return None };
        let position = self.document.introspector().position(element.location()?)?;
        let value = serde_json::to_value(fields).unwrap_or_default();
        Some(Fact { name: name.to_string(), value, page: position.page.get() - 1, y: position.point.y.to_pt() })
    }

    /// Where in `main.typ` each string literal begins, by the span that its glyphs carry.
    fn literals(&self) -> HashMap<Span, usize> {
        let mut literals = HashMap::new();
        let mut open = vec![(self.blame.main().root(), 0)];
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
