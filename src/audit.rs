//! A theme held against what themes promise, for whoever writes it.
//!
//! In: a theme's folder. Out: what is undefined, unreachable, missing, warned of, or not as the standard says without
//! saying so. Every layout is built with every kind of block, with the theme's own sample and with one of the program's;
//! what papers in the standard's own theme are told as well is not the theme's fault.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

mod files;
mod samples;

use crate::diagnostic::{AuditFault, Diagnostic, Report, Severity};
use crate::export::{self, PdfConfig};
use crate::measure::{self, Finding, Verdict};
use crate::pipeline::{self, Built, Pipeline, Settings, theme_paths};
use crate::render;
use crate::source::Sources;
use crate::theme::{self, Theme, Wanted};
use crate::typeset::Pace;

/// One thing to look at, with what its places point into.
pub struct Remark {
    /// What it is.
    pub diagnostic: Diagnostic,
    /// The text it is about: the theme's manifest, or a document that was made to try the theme.
    pub sources: Sources,
}

/// What came of holding a theme.
pub struct Audit {
    /// The theme's name; none if it can't be loaded.
    pub theme: Option<String>,
    /// How many papers were made.
    pub papers: usize,
    /// How many pages they had.
    pub pages: usize,
    /// What there is to look at.
    pub remarks: Vec<Remark>,
}

/// Holds a theme's folder; `settings` say who makes papers in themes nobody vouches for.
#[must_use]
pub fn audit(folder: &Path, settings: &Settings) -> Audit {
    let mut auditor = Auditor {
        audit: Audit { theme: None, papers: 0, pages: 0, remarks: Vec::new() },
        told: HashSet::new(),
        workshop: tempfile::tempdir().ok(),
        theirs: Pipeline::new(
            Settings { theme: Some(folder.display().to_string()), ..settings.clone() },
            Pace::batch(1),
        ),
        ours: Pipeline::new(Settings { theme: Some(theme::DEFAULT.to_owned()), ..Settings::default() }, Pace::batch(1)),
    };
    if let Some(theme) = auditor.load(folder) {
        auditor.files(&theme);
        auditor.fonts(&theme, folder, settings);
        auditor.papers(&theme, folder);
    }
    auditor.audit
}

/// What is said of where pages end.
const PAGE_IDS: [&str; 4] = ["signature-alone", "signature-fitted", "first-page-fitted", "first-page-without-text"];

struct Auditor {
    audit: Audit,
    /// Sentences that were said already: a fault of a function shows in every paper.
    told: HashSet<String>,
    /// Where files are that the documents name.
    workshop: Option<tempfile::TempDir>,
    theirs: Pipeline,
    ours: Pipeline,
}

impl Auditor {
    fn say(&mut self, diagnostic: Diagnostic, sources: &Sources) {
        let words = diagnostic.code.words();
        let sentence = words.message(crate::diagnostic::Lang::Zh).to_owned();
        let said = format!("{sentence}{}", diagnostic.foreign.as_deref().unwrap_or_default());
        // Where a page's end falls is no fault of a theme.
        let is_chance = PAGE_IDS.contains(&words.id);
        if diagnostic.severity != Severity::Note && !is_chance && self.told.insert(said) {
            self.audit.remarks.push(Remark { diagnostic, sources: sources.clone() });
        }
    }

    fn load(&mut self, folder: &Path) -> Option<Theme> {
        let (mut sources, mut report) = (Sources::new(), Report::new());
        let typed = folder.display().to_string();
        let beside = folder.parent().and_then(Path::parent).unwrap_or(Path::new(""));
        let theme = Theme::load(Wanted::Typed(&typed), &theme_paths(beside), &mut sources, &mut report);
        for diagnostic in report.sorted() {
            self.say(diagnostic, &sources);
        }
        self.audit.theme = theme.as_ref().map(|theme| theme.name().to_owned());
        theme.filter(|_| !self.audit.remarks.iter().any(|remark| remark.diagnostic.is_error()))
    }

    /// What can be told from the files alone.
    fn files(&mut self, theme: &Theme) {
        for fault in files::faults(theme) {
            self.say(Diagnostic::new(fault), &Sources::new());
        }
    }

    fn fonts(&mut self, theme: &Theme, folder: &Path, settings: &Settings) {
        let fonts = pipeline::fonts(theme, folder, settings);
        let roles = render::roles(theme, &|family| fonts.contains_family(family));
        for role in roles {
            let Some(named) = theme.fonts.get(&role.name) else { continue };
            if role.families.is_empty() {
                let families = named.prefer.iter().chain(&named.then).cloned().collect();
                self.say(Diagnostic::new(AuditFault::NoFont { role: role.name.clone(), families }), &Sources::new());
            }
            if let (Some(family), None) = (&named.latin, &role.latin) {
                let fault = AuditFault::NoLatinFont { role: role.name, family: family.clone() };
                self.say(Diagnostic::new(fault), &Sources::new());
            }
        }
    }

    fn papers(&mut self, theme: &Theme, folder: &Path) {
        let workshop = self.workshop.as_ref().map(|folder| folder.path().to_path_buf()).unwrap_or_default();
        samples::furnish(&workshop);
        let own = samples::own(folder);
        for (name, layout) in &theme.layouts {
            for (block, body) in samples::BLOCKS {
                let text = samples::document(&layout.title[0], name, &[body]);
                let shown = format!("{}·{block}", layout.title[0]);
                self.paper((&shown, &text), &workshop);
            }
            let all: Vec<&str> = samples::BLOCKS.iter().map(|(_, body)| *body).collect();
            let text = samples::document(&layout.title[0], name, &all);
            let found = self.paper((&layout.title[0], &text), &workshop);
            self.departures(theme, name, found);
        }
        if let Some(text) = own {
            self.paper(("sample.yaml", &text), folder);
        }
    }

    /// Makes a paper in the theme; what it shows that the same paper in the standard's theme does not.
    fn paper(&mut self, (name, text): (&str, &str), folder: &Path) -> Option<[Built; 2]> {
        let theirs = self.theirs.build_text(name, text, folder);
        self.audit.papers += 1;
        self.audit.pages += theirs.pages.as_ref().map_or(0, crate::typeset::Pages::count);
        let worth = |built: &Built| built.diagnostics.iter().any(|diagnostic| diagnostic.severity != Severity::Note);
        if theirs.is_good() && !worth(&theirs) {
            return Some([theirs, self.standard(name, text, folder)]);
        }
        let ours = self.standard(name, text, folder);
        let known: BTreeSet<&str> = ours.diagnostics.iter().map(|diagnostic| diagnostic.code.words().id).collect();
        for diagnostic in &theirs.diagnostics {
            if !known.contains(diagnostic.code.words().id) {
                self.say(diagnostic.clone(), &theirs.sources);
            }
        }
        theirs.is_good().then_some([theirs, ours])
    }

    /// The same paper in the standard's theme; a layout that it does not have is a plan's.
    fn standard(&mut self, name: &str, text: &str, folder: &Path) -> Built {
        let ours = self.ours.build_text(name, text, folder);
        if ours.is_good() {
            return ours;
        }
        let lines = text.lines().map(|line| if line.starts_with("版式: ") { "版式: 计划" } else { line });
        let plan: Vec<&str> = lines.collect();
        self.ours.build_text(name, &(plan.join("\n") + "\n"), folder)
    }

    /// What is measured on a paper's pages, and neither on the standard theme's nor named in `departs`.
    fn departures(&mut self, theme: &Theme, layout: &str, found: Option<[Built; 2]>) {
        let Some([theirs, ours]) = found else { return };
        let form = samples::form(layout);
        let misses = |built: &Built| -> Option<Vec<Finding>> {
            let day = built.paper.as_ref().and_then(|paper| paper.date.as_ref()?.day);
            let date = day.map(|day| (i32::from(day.year()), day.month().unsigned_abs(), day.day().unsigned_abs()));
            let pdf = export::pdf(built.pages.as_ref()?, &PdfConfig { standards: Vec::new(), date }).ok()?;
            let mut findings = measure::measure(pdf, Some(form)).ok()?.findings;
            findings.retain(|finding| finding.verdict == Verdict::Miss);
            Some(findings)
        };
        let known = misses(&ours).unwrap_or_default();
        for finding in misses(&theirs).unwrap_or_default() {
            let is_ours = known.iter().any(|other| (other.clause, other.what) == (finding.clause, finding.what));
            if !is_ours && !theme.departs_from(finding.clause) {
                let layout = theme.layouts.get(layout).map(|layout| layout.title.clone()).unwrap_or_default();
                self.say(Diagnostic::new(departure(finding, layout)), &Sources::new());
            }
        }
    }
}

fn departure(finding: Finding, layout: [String; 2]) -> AuditFault {
    AuditFault::Departs {
        clause: finding.clause,
        what: finding.what,
        demanded: [finding.demanded.zh, finding.demanded.en],
        measured: [finding.measured.zh, finding.measured.en],
        layout,
    }
}
