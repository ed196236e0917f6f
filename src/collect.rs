//! Many papers bound in one volume (汇编): cover, contents with page numbers that lead there, pages counted on, one outline.
//!
//! In: papers in their order, what is on the cover. Out: the bytes of one PDF, and what is to be said of each paper. Every paper is made as
//! it is alone, turned into PDF and let go, so that a volume of thousands of pages takes the memory of one paper and its own bytes.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::batch::Subject;
use crate::dates::TypedDate;
use crate::diagnostic::{Diagnostic, ExportFault, ThemeFault, TypesetFault};
use crate::export::join::{Joiner, Label};
use crate::export::{self, PdfConfig};
use crate::paper::Paper;
use crate::pipeline::{self, Built, Entry, Front, Piece, Pipeline, Settings, volume_theme};
use crate::source::Sources;
use crate::text::Text;
use crate::typeset::Pace;

/// How a volume is to be.
#[derive(Clone, Debug, Default)]
pub struct CollectConfig {
    /// Theme, fonts, who makes papers in themes that are not built in.
    pub settings: Settings,
    /// PDF standards.
    pub standards: Vec<String>,
    /// The volume's title.
    pub title: String,
    /// Who issues it.
    pub issuer: Option<String>,
    /// Its date.
    pub date: Option<TypedDate>,
    /// Whether papers with mistakes are left out; otherwise there is no volume with one.
    pub leaves_out: bool,
    /// Whether every paper begins on a right-hand page.
    pub right_hand: bool,
}

/// What became of a paper, or of cover and contents.
#[derive(Debug, Default)]
pub struct Bound {
    /// What is to be said, in the order of places.
    pub diagnostics: Vec<Diagnostic>,
    /// What was read.
    pub sources: Sources,
    /// Its pages; none if it is not in the volume.
    pub pages: Option<usize>,
}

/// A volume, or why there is none.
#[derive(Debug, Default)]
pub struct Volume {
    /// The file; none if something is wrong or somebody stopped it.
    pub pdf: Option<Vec<u8>>,
    /// Its pages.
    pub pages: usize,
    /// The papers that have mistakes, by their place among all.
    pub faulty: Vec<usize>,
    /// Whether it was stopped.
    pub interrupted: bool,
}

/// Binds papers. `told` hears of each, with its place among all, and at the end, with their number, of cover and contents.
pub fn collect(
    subjects: &[Subject],
    config: &CollectConfig,
    stop: &AtomicBool,
    told: &mut dyn FnMut(usize, Bound),
) -> Volume {
    let mut binder = Binder::new(config);
    for (index, subject) in subjects.iter().enumerate() {
        if stop.load(Ordering::Relaxed) {
            return Volume { interrupted: true, ..Volume::default() };
        }
        told(index, binder.bind(index, subject));
    }
    if binder.bound.is_empty() || !(config.leaves_out || binder.faulty.is_empty()) {
        return Volume { faulty: binder.faulty, ..Volume::default() };
    }
    let faulty = std::mem::take(&mut binder.faulty);
    let (front, done) = binder.finish(subjects);
    told(subjects.len(), front);
    let (pdf, pages) = done.map_or((None, 0), |(pdf, pages)| (Some(pdf), pages));
    Volume { pdf, pages, faulty, interrupted: stop.load(Ordering::Relaxed) }
}

/// A volume in the making.
struct Binder<'a> {
    config: &'a CollectConfig,
    pipeline: Pipeline,
    joiner: Joiner,
    /// The number of the next page.
    next: u32,
    bound: Vec<Part>,
    faulty: Vec<usize>,
    theme: Settled,
}

/// Whether the volume's theme is decided.
#[derive(PartialEq)]
enum Settled {
    /// No paper could be read yet.
    NotYet,
    /// By the first paper: its theme as it was typed, if it names one.
    As(Option<String>),
}

/// A paper that is in the volume.
struct Part {
    /// Its place among all.
    index: usize,
    title: String,
    issuer: Option<String>,
    page: u32,
}

impl<'a> Binder<'a> {
    fn new(config: &'a CollectConfig) -> Self {
        Self {
            config,
            pipeline: Pipeline::new(config.settings.clone(), Pace::batch(1)),
            joiner: Joiner::new(),
            next: 1,
            bound: Vec::new(),
            faulty: Vec::new(),
            theme: Settled::NotYet,
        }
    }

    fn bind(&mut self, index: usize, subject: &Subject) -> Bound {
        self.settle_theme(subject);
        let first = if self.config.right_hand { self.next + (self.next + 1) % 2 } else { self.next };
        let piece = Piece::Paper { first, title: self.config.title.clone() };
        let mut built = self.pipeline.build_piece(&subject.entry.path, subject.row.as_ref(), piece);
        let pdf = self.exported(&mut built);
        let mut pages = None;
        if let (Some(pdf), Some(paper)) = (pdf, &built.paper) {
            match self.append(&pdf, first, paper, index) {
                Ok(count) => pages = Some(count),
                Err(fault) => built.diagnostics.push(fault),
            }
            built.diagnostics.extend(self.other_theme(paper));
        }
        if pages.is_none() {
            self.faulty.push(index);
        }
        Bound { diagnostics: built.diagnostics, sources: built.sources, pages }
    }

    /// The first paper that can be read decides the theme of all.
    fn settle_theme(&mut self, subject: &Subject) {
        if self.theme != Settled::NotYet {
            return;
        }
        let path = &subject.entry.path;
        let Some(paper) = pipeline::read(path, subject.row.as_ref()).paper else { return };
        let folder = path.parent().unwrap_or(std::path::Path::new(""));
        let mut settings = self.config.settings.clone();
        settings.theme = Some(volume_theme(&paper, folder, &settings));
        self.pipeline = Pipeline::new(settings, Pace::batch(1));
        self.theme = Settled::As(named(&paper));
    }

    /// A paper that asks for another theme than the first is set in its theme all the same, which is told.
    fn other_theme(&self, paper: &Paper) -> Option<Diagnostic> {
        let own = named(paper);
        if self.config.settings.theme.is_some() || matches!(&self.theme, Settled::As(theme) if *theme == own) {
            return None;
        }
        let theme = own.unwrap_or_else(|| crate::theme::DEFAULT.to_owned());
        let span = paper.theme.as_ref().and_then(Text::span).unwrap_or(paper.span);
        Some(Diagnostic::at(span, ThemeFault::OtherTheme { theme }))
    }

    /// The pages as PDF. What a standard asks of the date is asked of the volume's.
    fn exported(&self, built: &mut Built) -> Option<Vec<u8>> {
        let own = || built.paper.as_ref()?.date.as_ref()?.day;
        let day = self.config.date.as_ref().and_then(TypedDate::day).or_else(own);
        let date = day.map(|day| (i32::from(day.year()), day.month().unsigned_abs(), day.day().unsigned_abs()));
        let config = PdfConfig { standards: self.config.standards.clone(), date };
        let pdf = export::pdf(built.pages.as_ref()?, &config);
        pdf.map_err(|faults| built.diagnostics.extend(faults)).ok()
    }

    fn append(&mut self, pdf: &[u8], first: u32, paper: &Paper, index: usize) -> Result<usize, Diagnostic> {
        let title = whole(&paper.title);
        if first > self.next {
            self.joiner.blank();
        }
        let count = self.joiner.append(pdf, &title).map_err(|_| Diagnostic::at(paper.span, TypesetFault::Crashed))?;
        self.next = first + u32::try_from(count).unwrap_or(0);
        let issuer = paper.issuers.first().map(|issuer| issuer.as_str().to_owned());
        self.bound.push(Part { index, title, issuer, page: first });
        Ok(count)
    }

    /// Cover and contents, in the clothes of the first paper, and the whole.
    fn finish(mut self, subjects: &[Subject]) -> (Bound, Option<(Vec<u8>, usize)>) {
        let subject = &subjects[self.bound[0].index];
        let front = Piece::Front(self.front(subjects));
        let mut built = self.pipeline.build_piece(&subject.entry.path, subject.row.as_ref(), front);
        // What is to be said of the paper whose clothes these are was said.
        let of_paper = |diagnostic: &Diagnostic| !diagnostic.is_error();
        built.diagnostics.retain(|diagnostic| !of_paper(diagnostic));
        let labels = [(0, Label::Word("封面")), (1, Label::Word("")), (2, Label::Roman)];
        let done = self.exported(&mut built).and_then(|pdf| {
            let joined = self.joiner.finish(&pdf, &labels);
            joined.map_err(|_| built.diagnostics.push(Diagnostic::new(TypesetFault::Crashed))).ok()
        });
        let pages = built.pages.as_ref().map_or(0, |pages| pages.count().next_multiple_of(2));
        let all = pages + self.next as usize - 1;
        let bound = Bound { diagnostics: built.diagnostics, sources: built.sources, pages: Some(pages) };
        (bound, done.map(|pdf| (pdf, all)))
    }

    fn front(&self, subjects: &[Subject]) -> Front {
        let mut titles: HashMap<&str, usize> = HashMap::new();
        for part in &self.bound {
            *titles.entry(part.title.as_str()).or_default() += 1;
        }
        let entries = self.bound.iter().map(|part| Entry {
            file: subjects[part.index].entry.path.display().to_string(),
            title: part.title.clone(),
            // Papers of one name are told apart by who signed.
            issuer: part.issuer.clone().filter(|_| titles.get(part.title.as_str()).is_some_and(|count| *count > 1)),
            page: part.page,
        });
        let date = self.config.date.as_ref().and_then(|date| {
            let day = date.day()?;
            Some((date.to_string(), (day.year(), day.month(), day.day())))
        });
        let (title, issuer) = (self.config.title.clone(), self.config.issuer.clone());
        Front { title, issuer, date, entries: entries.collect() }
    }
}

/// What a standard asks of a volume that can be told before anything is made.
///
/// # Errors
/// A standard nobody knows, several that contradict each other, or one that asks for a date.
pub fn check(config: &CollectConfig) -> Result<(), Vec<Diagnostic>> {
    export::check_standards(&config.standards)?;
    let dated = config.date.as_ref().and_then(TypedDate::day).is_some();
    match config.standards.iter().find(|name| name.to_lowercase().starts_with("a-")) {
        Some(name) if !dated => Err(vec![Diagnostic::new(ExportFault::VolumeNeedsDate { name: name.clone() })]),
        _ => Ok(()),
    }
}

fn named(paper: &Paper) -> Option<String> {
    paper.theme.as_ref().map(|text| text.as_str().to_owned())
}

fn whole(title: &[Text]) -> String {
    title.iter().map(Text::as_str).collect()
}
