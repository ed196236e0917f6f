//! What the server tells a tab, and a tab the server: JSON, one message a frame. Pictures go as bytes: the fingerprint
//! in hexadecimal, then the SVG.

use serde::{Deserialize, Serialize};

use super::excerpt::{self, Told};
use super::state::{Document, Good, Latest, Spot};
use super::writing::Standing;
use crate::diagnostic::{Lang, Severity};
use crate::pipeline::StandIn;

/// From the server.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum FromServer<'a> {
    /// First of all.
    Hello {
        session: String,
        version: &'static str,
        folder: bool,
        writes: bool,
        editor: &'a str,
        subject: String,
        lang: &'static str,
    },
    /// The list of documents.
    Documents { list: Vec<Line> },
    /// The pages there are; `coming` are those whose pictures follow at once.
    Pages {
        document: &'a str,
        generation: u64,
        pages: Vec<(String, f64, f64)>,
        coming: Vec<String>,
        stand_ins: &'a [StandIn],
    },
    /// What the last build had to say.
    Report { document: &'a str, generation: u64, good: bool, millis: f64, told: Vec<Told>, hidden: usize },
    /// How the text stands.
    Standing { document: &'a str, standing: &'a Standing },
    /// Look here.
    Spot { document: &'a str, generation: u64, located: bool, regions: Vec<(usize, [f64; 4])> },
}

/// From a tab.
#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum FromTab {
    /// Show this document; without a name the first.
    Open { document: Option<String>, lang: String },
    /// These pages are in view or next to it, from 0, both included.
    View { first: usize, last: usize },
}

/// A line of the list.
#[derive(Serialize)]
pub(super) struct Line {
    id: String,
    state: &'static str,
    errors: usize,
    warnings: usize,
}

/// A fingerprint as tabs know it.
pub(super) fn hex(print: u128) -> String {
    format!("{print:032x}")
}

impl Line {
    pub(super) fn new(document: &Document) -> Self {
        let count = |severity| {
            let told = document.latest.iter().flat_map(|latest| &latest.diagnostics);
            told.filter(|diagnostic| diagnostic.severity == severity).count()
        };
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let state = match &document.latest {
            None => "unknown",
            Some(latest) if !latest.is_good => "errors",
            Some(_) if warnings > 0 => "warnings",
            Some(_) => "fine",
        };
        Self { id: document.id.clone(), state, errors, warnings }
    }
}

/// The pages of a document, with the pictures that follow.
pub(super) fn pages<'a>(document: &'a str, good: &'a Good, coming: &[usize]) -> FromServer<'a> {
    let page = |(nth, print): (usize, &u128)| {
        let size = good.pages.size(nth);
        (hex(*print), size.map_or(0.0, |size| size.width), size.map_or(0.0, |size| size.height))
    };
    FromServer::Pages {
        document,
        generation: good.generation,
        pages: good.prints.iter().enumerate().map(page).collect(),
        coming: coming.iter().filter_map(|page| good.prints.get(*page)).map(|print| hex(*print)).collect(),
        stand_ins: &good.stand_ins,
    }
}

/// What a build had to say, in the tab's language.
pub(super) fn report<'a>(document: &'a str, latest: &Latest, lang: Lang, writes: bool) -> FromServer<'a> {
    let shown = latest.diagnostics.iter().take(crate::diagnostic::MAX_SHOWN);
    FromServer::Report {
        document,
        generation: latest.generation,
        good: latest.is_good,
        millis: latest.millis,
        told: excerpt::all(shown, &latest.sources, lang, writes),
        hidden: latest.diagnostics.len().saturating_sub(crate::diagnostic::MAX_SHOWN),
    }
}

/// A place to look at.
pub(super) fn spot(spot: &Spot, located: bool) -> FromServer<'_> {
    let regions = spot.regions.iter().map(|region| {
        let rect = region.rect;
        (region.page, [rect.left, rect.top, rect.right, rect.bottom])
    });
    FromServer::Spot { document: &spot.document, generation: spot.generation, located, regions: regions.collect() }
}
