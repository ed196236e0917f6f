//! Pieces of a volume (汇编): a paper whose pages are counted on, and the cover with the contents.
//!
//! Each piece is made as any paper is, in its own time and memory, also where a theme is made elsewhere; they are joined when all are
//! finished PDFs. A cover and contents are made in the clothes of a paper: its theme, with the parameters it sets.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Built, Pipeline, Settings, Stage, theme_paths, wanted};
use crate::data::Row;
use crate::diagnostic::Report;
use crate::paper::{InVolume, Paper};
use crate::render::{self, Fit, Look, Rendered, Role};
use crate::source::{Sources, Span};
use crate::text::Text;
use crate::theme::{self, Theme, Wanted};
use crate::typeset::Pages;

/// What of a volume is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// A paper.
    Paper {
        /// The number of its first page.
        first: u32,
        /// The volume's title.
        title: String,
    },
    /// Cover and contents.
    Front(Front),
}

/// What is on a volume's cover and in its contents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Front {
    /// The volume's title.
    pub title: String,
    /// Who issues it.
    pub issuer: Option<String>,
    /// Its date: as it is printed, and year, month, day.
    pub date: Option<(String, (i16, i8, i8))>,
    /// A line of the contents for each paper.
    pub entries: Vec<Entry>,
}

/// A line of the contents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The paper's file, for messages.
    pub file: String,
    /// Its title.
    pub title: String,
    /// Who signed, where titles are alike.
    pub issuer: Option<String>,
    /// The page it begins on.
    pub page: u32,
}

impl Pipeline {
    /// Makes a piece of a volume: of a paper, or in the clothes of one.
    pub fn build_piece(&mut self, path: &Path, row: Option<&Row>, piece: Piece) -> Built {
        self.settings.volume = Some(piece);
        let built = self.build_row(path, row);
        self.settings.volume = None;
        built
    }

    /// What holds for the papers that follow.
    pub(crate) fn set_settings(&mut self, settings: Settings) {
        self.settings = settings;
    }
}

/// The theme that holds for a whole volume because its first paper names it: as the command line would name it, so that it is found
/// from every folder.
#[must_use]
pub fn volume_theme(paper: &Paper, folder: &Path, settings: &Settings) -> String {
    let (Wanted::Named(name) | Wanted::Typed(name)) = wanted(settings, paper);
    if settings.theme.is_some() {
        return name.to_owned();
    }
    let folders = theme_paths(folder).folders.into_iter().map(|folder| folder.join(name));
    let own = folders.filter(|folder| folder.join(theme::MANIFEST).is_file()).map(|folder: PathBuf| {
        let shown = folder.to_string_lossy().into_owned();
        // A name alone is looked for among themes; a path has a slash.
        if shown.contains(['/', '\\']) { shown } else { format!("./{shown}") }
    });
    own.into_iter().next().unwrap_or_else(|| name.to_owned())
}

/// Tells a paper its place.
pub(super) fn place(paper: &mut Paper, piece: Option<&Piece>, sources: &mut Sources) {
    let Some(Piece::Paper { first, title }) = piece else { return };
    paper.volume = Some(InVolume { title: typed("--title", title, sources), first: *first });
    // 套红 is for printing on sheets that have the head already; nobody binds those.
    paper.formal.overprint = false;
}

impl Stage {
    /// Cover and contents, set in the clothes of a paper.
    pub(super) fn front(
        &mut self,
        paper: &Paper,
        (theme, roles): (&Theme, &[Role]),
        (front, sources): (&Front, &mut Sources),
        report: &mut Report,
    ) -> (Option<Rendered>, Option<Pages>) {
        let look = Look { theme, roles, fit: Fit::default() };
        let rendered = render::front(&front.read(sources), paper, &look);
        let pages = self.typeset(&rendered, &look, report);
        (Some(rendered), pages)
    }
}

impl Front {
    fn read(&self, sources: &mut Sources) -> render::Front {
        let day = |(year, month, day): &(i16, i8, i8)| Date::new(*year, *month, *day).ok();
        let date = self.date.as_ref().and_then(|(shown, date)| Some((typed("--date", shown, sources), day(date)?)));
        let entries = self.entries.iter().map(|entry| render::Entry {
            title: typed(&entry.file, &entry.title, sources),
            issuer: entry.issuer.as_ref().map(|issuer| typed(&entry.file, issuer, sources)),
            page: entry.page,
        });
        let entries = entries.collect();
        let title = typed("--title", &self.title, sources);
        render::Front {
            title,
            issuer: self.issuer.as_ref().map(|text| typed("--issuer", text, sources)),
            date,
            entries,
        }
    }
}

/// A text as it was typed, with a source of its own.
fn typed(name: &str, text: &str, sources: &mut Sources) -> Text {
    let id = sources.add(name, text);
    Text::verbatim(text, Span::new(id, 0..text.len()))
}
