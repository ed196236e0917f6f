//! Many documents into one volume: read as always, set as one paper.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Begun, Built, Loaded, Pipeline, Typst, theme_paths, wanted};
use crate::data::Row;
use crate::diagnostic::{Diagnostic, Report, ThemeFault};
use crate::paper::Paper;
use crate::render::{self, Fit, Look, Volume};
use crate::source::Sources;
use crate::theme::Theme;

/// A document of a volume.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// Its file.
    pub path: &'a Path,
    /// The row it is made for.
    pub row: Option<&'a Row>,
}

impl Pipeline {
    /// Makes a volume in the theme of its first paper. `make` is asked for what is on the cover, whose texts may be added to
    /// the sources. A theme that nobody vouches for is refused unless it is trusted: a volume is made in this process.
    pub fn volume(&mut self, parts: &[Part<'_>], trusts: bool, make: impl FnOnce(&mut Sources) -> Volume) -> Built {
        let (mut sources, mut report) = (Sources::new(), Report::new());
        let volume = make(&mut sources);
        let papers: Vec<Paper> = parts.iter().filter_map(|part| part.read(&mut sources, &mut report)).collect();
        let folder = parts.first().and_then(|part| part.path.parent()).unwrap_or(Path::new("")).to_path_buf();
        let theme = papers.first().filter(|_| !report.has_errors()).and_then(|paper| {
            let wanted = wanted(&self.settings, paper);
            if !trusts && !Theme::is_vouched_for(wanted, &theme_paths(&folder)) {
                report.push(Diagnostic::new(ThemeFault::NotVouchedFor { theme: wanted.name().to_owned() }));
                return None;
            }
            self.theme(paper, &folder, &mut sources, &mut report)
        });
        let Some(theme) = theme else { return Begun { sources, report, paper: None }.end(None, None) };
        others(&papers, &mut report);
        let stage = self.stage(&theme, &folder);
        report.extend(stage.fonts.diagnostics().iter().cloned());
        let roles = render::roles(&theme, &|family| stage.fonts.contains_family(family));
        let look = Look { theme: &theme, roles: &roles, fit: Fit::default() };
        let rendered = render::volume(&volume, &papers, &look, &mut report);
        let pages = rendered.as_ref().and_then(|rendered| stage.typeset(rendered, &look, &mut report));
        let pages = pages.filter(|_| !report.has_errors());
        let typst = rendered.map(|rendered| Typst { rendered, theme, roles, fonts: Arc::clone(&stage.fonts) });
        Begun { sources, report, paper: None }.end(typst, pages)
    }
}

impl Part<'_> {
    fn read(&self, sources: &mut Sources, report: &mut Report) -> Option<Paper> {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        let mut own = Report::new();
        let id = sources.load(self.path).map_err(|fault| report.push(fault)).ok()?;
        let paper = Loaded { id, folder, row: self.row, theme: None }.resolve(
            sources,
            &mut own,
            &mut BTreeSet::<PathBuf>::new(),
        );
        report.extend(own.as_slice().iter().filter(|diagnostic| diagnostic.is_error()).cloned());
        paper
    }
}

/// Papers that ask for another theme than the first are set in its theme all the same, which is told.
fn others(papers: &[Paper], report: &mut Report) {
    let name = |paper: &Paper| paper.theme.as_ref().map(|text| text.as_str().to_owned());
    let Some(first) = papers.first().map(name) else { return };
    for paper in papers.iter().filter(|paper| name(paper) != first) {
        let theme = name(paper).unwrap_or_else(|| crate::theme::DEFAULT.to_owned());
        let span = paper.theme.as_ref().and_then(crate::text::Text::span).unwrap_or(paper.span);
        report.push(Diagnostic::at(span, ThemeFault::OtherTheme { theme }));
    }
}
