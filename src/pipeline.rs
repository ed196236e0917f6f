//! The line every paper goes along: load → parse → resolve → render → typeset.
//!
//! Exporting and writing are the edges' steps, since they know what is wanted. A stage's mistakes don't keep the next
//! one from looking, as long as there is something to look at, so that a writer hears of all at once; but only a paper
//! without errors is typeset.
//!
//! The line bends back in one place: where finished pages ask for it (a signature alone on its page), the paper is
//! rendered and typeset again with another [`Fit`]. Most papers ask for nothing and are typeset once.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

mod copies;
mod head;
mod isolation;
mod named;
mod volume;

pub use volume::{Entry, Front, Piece, volume_theme};

pub use isolation::{Isolated, Isolation, Order, Text};

use crate::data::{self, Row};
use crate::diagnostic::{AuditFault, Code, Diagnostic, Report, ThemeFault};
use crate::document::{Document, ThemeParam};
use crate::export;
use crate::fit::Fitting;
use crate::manifest::{self, Manifest};
use crate::paper::Paper;
use crate::render::source_map::TaggedBlock;
use crate::render::{self, Fit, Look, Rendered, Role};
use crate::source::{Shelf, SourceId, Sources, Span};
use crate::theme::lock::{LOCK, Lock, Locked, Locks};
use crate::theme::{self, Theme, ThemePaths, Wanted};
use crate::typeset::{self, Files, FontOrigin, Fonts, FontsConfig, Input, Pace, Pages, Session, SystemFonts};
use crate::{document, resolve, text, yaml};

mod pictures;
mod tables;

/// What holds for all papers of a run.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Settings {
    /// A theme that wins over the documents' own 主题: a name, or the path of its folder.
    pub theme: Option<String>,
    /// Whether fonts installed on this machine are used.
    pub system_fonts: bool,
    /// Whether every theme that is not built in must be in `banxin.lock`.
    #[serde(default)]
    pub locked: bool,
    /// Whether what pre-printed paper carries is left out (套红), whatever the documents say.
    pub overprint: bool,
    /// How many copies are made, 份号 counting up; 0 is one, too.
    pub copies: u32,
    /// What of a volume is made, if it is for one.
    #[serde(default)]
    pub volume: Option<Piece>,
    /// Who makes papers in themes that are not built in; without it they are made here.
    #[serde(skip)]
    pub isolation: Option<Arc<dyn Isolation>>,
}

/// Makes papers, one after the other; fonts and themes are loaded once.
pub struct Pipeline {
    settings: Settings,
    pace: Pace,
    stages: HashMap<Vec<(FontOrigin, PathBuf)>, Stage>,
    /// Who makes papers in themes that are not built in; asked when the first comes.
    isolated: Option<Box<dyn Isolated>>,
    locks: Locks,
}

/// Fonts with the session that sets in them.
struct Stage {
    fonts: Arc<Fonts>,
    session: Session,
    /// What Typst sees of built-in themes, by name: parsed once for all papers.
    built_in: HashMap<String, Files>,
}

/// What became of a document.
pub struct Built {
    /// Every file that was read as text.
    pub sources: Sources,
    /// All that is wrong, doubtful or worth knowing, in the order of places.
    pub diagnostics: Vec<Diagnostic>,
    /// The final text, if the document could be read.
    pub paper: Option<Paper>,
    /// The Typst source, if there were no errors before it.
    pub rendered: Option<Typst>,
    /// The pages, if there are no errors at all.
    pub pages: Option<Pages>,
    /// Files and folders that the pages depend on, also where something was looked for in vain; a folder stands for all
    /// that is in it.
    pub used: BTreeSet<PathBuf>,
    /// Roles of the theme whose wanted fonts are not at hand.
    pub stand_ins: Vec<StandIn>,
    /// The blocks of `main.typ` by number, if it was made.
    pub blocks: Vec<TaggedBlock>,
}

/// A font that stands in for one an office would rather have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandIn {
    /// The role in the theme.
    pub role: String,
    /// The family that is used.
    pub family: String,
    /// The families that would be preferred.
    pub instead_of: Vec<String>,
}

/// A paper as Typst source, and what goes with it.
pub struct Typst {
    /// What the templates made.
    pub rendered: Rendered,
    /// The theme it was made with.
    pub theme: Theme,
    /// The font roles as they hold.
    pub roles: Vec<Role>,
    /// The fonts that were at hand.
    pub fonts: Arc<Fonts>,
}

impl Built {
    /// Whether the paper was made.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.pages.is_some()
    }

    /// `main.typ` with the theme and the fonts, by path: what Typst's own command makes the same pages of.
    ///
    /// # Errors
    /// Another process made the pages and no longer has them.
    pub fn typst_files(&self) -> Result<BTreeMap<String, Vec<u8>>, Vec<Diagnostic>> {
        if let Some(holder) = self.pages.as_ref().and_then(Pages::holder) {
            return Ok(holder.export(&typeset::Wanted::Typst)?.into_iter().collect());
        }
        let files =
            self.rendered.as_ref().map(|typst| export::typ(&typst.rendered, &typst.theme, &typst.roles, &typst.fonts));
        Ok(files.unwrap_or_default())
    }
}

impl Pipeline {
    /// A pipeline at a pace: [`Pace::LIVE`] for one paper edited again and again, [`Pace::batch`] for many.
    #[must_use]
    pub fn new(settings: Settings, pace: Pace) -> Self {
        Fonts::begin_to_load();
        Self { settings, pace, stages: HashMap::new(), isolated: None, locks: Locks::default() }
    }

    /// Makes the pages of a document.
    pub fn build(&mut self, path: &Path) -> Built {
        self.build_row(path, None)
    }

    /// Makes the pages of a document for a row of a roster, whose cells win over the document's own 数据.
    pub fn build_row(&mut self, path: &Path, row: Option<&Row>) -> Built {
        self.build_file(path, Text::File(path, row), &|sources| sources.load(path))
    }

    /// Makes the pages of a document that says something else than its file by now.
    pub fn build_draft(&mut self, path: &Path, text: &str) -> Built {
        let name = path.display().to_string();
        let load = |sources: &mut Sources| sources.add_bytes(name.clone(), Some(path.to_path_buf()), text.as_bytes());
        self.build_file(path, Text::Draft(path, text), &load)
    }

    fn build_file(
        &mut self,
        path: &Path,
        text: Text,
        load: &dyn Fn(&mut Sources) -> Result<SourceId, Diagnostic>,
    ) -> Built {
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        let mut used = BTreeSet::from([path.to_path_buf()]);
        let built = self.run((text, &folder), load, &mut used);
        used.extend(self.looked_at(&folder, &built));
        used.extend(built.used.iter().cloned());
        Built { used, ..built }
    }

    /// Makes the pages of a document that is not a file; `folder` is where its theme and fonts are looked for.
    pub fn build_text(&mut self, name: &str, text: &str, folder: &Path) -> Built {
        let load = |sources: &mut Sources| sources.add_bytes(name.to_owned(), None, text.as_bytes());
        self.run((Text::Given(name, text, folder), folder), &load, &mut BTreeSet::new())
    }

    fn run(
        &mut self,
        (text, folder): (Text, &Path),
        load: &dyn Fn(&mut Sources) -> Result<SourceId, Diagnostic>,
        used: &mut BTreeSet<PathBuf>,
    ) -> Built {
        let mut begun = begin((text, folder, self.settings.theme.as_deref()), load, used);
        let mut tries = 0;
        while let Some(built) = self.elsewhere(&begun, text, folder) {
            let built = match built {
                Ok(built) => built,
                Err(fault) => {
                    begun.report.push(fault);
                    return begun.end(None, None);
                }
            };
            tries += 1;
            if begun.is_of(&built.sources) || tries == MAX_TRIES {
                return Built { paper: begun.paper, ..built };
            }
            // Somebody saved it meanwhile: the pages are of another text.
            begun = begin((text, folder, self.settings.theme.as_deref()), load, used);
        }
        self.finish(begun, folder)
    }

    /// Has the paper made by somebody else, if its theme is not vouched for and nothing is wrong so far.
    fn elsewhere(&mut self, begun: &Begun, text: Text, folder: &Path) -> Option<Result<Built, Diagnostic>> {
        let isolation = self.settings.isolation.clone()?;
        let paper = begun.paper.as_ref().filter(|_| !begun.report.has_errors())?;
        let wanted = wanted(&self.settings, paper);
        if Theme::is_vouched_for(wanted, &theme_paths(folder)) {
            return None;
        }
        let isolated = self.isolated.get_or_insert_with(|| isolation.isolated());
        let (Wanted::Named(theme) | Wanted::Typed(theme)) = wanted;
        let order = Order { text, settings: &self.settings, pace: self.pace, theme };
        let place = self.settings.theme.is_none().then(|| paper.theme.as_ref()?.span()).flatten();
        Some(isolated.build(&order).map_err(|fault| Diagnostic { span: fault.span.or(place), ..fault }))
    }

    /// Theme, fonts, render, typeset.
    fn finish(&mut self, begun: Begun, folder: &Path) -> Built {
        let Begun { mut sources, mut report, mut paper } = begun;
        if let Some(paper) = &mut paper {
            paper.formal.overprint |= self.settings.overprint;
            volume::place(paper, self.settings.volume.as_ref(), &mut sources);
        }
        let theme = paper.as_ref().and_then(|paper| self.theme(paper, folder, &mut sources, &mut report));
        let (Some(paper), Some(theme), false) = (&paper, theme, report.has_errors()) else {
            return Begun { sources, report, paper }.end(None, None);
        };
        let (copies, piece) = (self.settings.copies, self.settings.volume.clone());
        let stage = self.stage(&theme, folder);
        report.extend(stage.fonts.diagnostics().iter().cloned());
        let roles = render::roles(&theme, &|family| stage.fonts.contains_family(family));
        report.extend(fontless(&theme, &roles));
        if report.has_errors() {
            let paper = Some(paper.clone());
            return Begun { sources, report, paper }.end(None, None);
        }
        let (rendered, pages) = match &piece {
            Some(Piece::Front(front)) => stage.front(paper, (&theme, &roles), (front, &mut sources), &mut report),
            _ => stage.set(paper, &theme, &roles, &mut report),
        };
        let pages = pages.map(|pages| stage.copies(paper, (&theme, &roles), (pages, copies), &mut report));
        let typst = rendered.map(|rendered| Typst { rendered, theme, roles, fonts: Arc::clone(&stage.fonts) });
        let pages = pages.filter(|_| !report.has_errors());
        let paper = Some(paper.clone());
        Begun { sources, report, paper }.end(typst, pages)
    }

    /// Where files of a paper in this folder come from, or would come from if they were there.
    fn looked_at(&self, folder: &Path, built: &Built) -> BTreeSet<PathBuf> {
        let mut used = BTreeSet::new();
        for folder in levels(folder) {
            used.extend(["themes", "fonts", manifest::FILE, LOCK].map(|name| folder.join(name)));
        }
        used.extend(self.settings.theme.iter().map(PathBuf::from).filter(|path| path.is_dir()));
        for path in built.sources.iter().filter_map(|source| source.path.as_ref()) {
            let whole_theme = path.file_name().is_some_and(|name| name == "theme.yaml");
            let path = if whole_theme { path.parent().unwrap_or(path) } else { path };
            used.insert(path.to_path_buf());
        }
        used
    }

    fn theme(&mut self, paper: &Paper, folder: &Path, sources: &mut Sources, report: &mut Report) -> Option<Theme> {
        let before = report.as_slice().len();
        let mut theme = Theme::load(wanted(&self.settings, paper), &theme_paths(folder), sources, report);
        if let Some(theme) = &mut theme {
            self.set_params(theme, paper, report);
            report.extend(self.locks.check(&project_root(folder), &theme.layers, self.settings.locked));
        } else {
            report.retell_since(before, |code| not_installed(code, &project_root(folder)));
        }
        // A theme the document names wrongly is told where it names it.
        if let (None, Some(text)) = (&self.settings.theme, &paper.theme) {
            report.place_since(before, text.span());
        }
        theme
    }

    /// The document's parameters; in another theme than its own, those it does not have only count as a remark.
    fn set_params(&self, theme: &mut Theme, paper: &Paper, report: &mut Report) {
        let settings = param_settings(&paper.theme_params, theme);
        let mut told = Report::new();
        theme.set(&settings, &mut told);
        let lowered = |diagnostic: Diagnostic| match self.settings.theme {
            Some(_) => diagnostic.as_severity(crate::diagnostic::Severity::Warning),
            None => diagnostic,
        };
        report.extend(told.sorted().into_iter().map(lowered));
    }

    fn stage(&mut self, theme: &Theme, folder: &Path) -> &mut Stage {
        let (pace, settings) = (self.pace, &self.settings);
        self.stages.entry(font_folders(theme, folder)).or_insert_with(|| {
            let fonts = fonts(theme, folder, settings);
            Stage { session: Session::new(Arc::clone(&fonts), pace), fonts, built_in: HashMap::new() }
        })
    }
}

/// Roles of which no family is there: nothing can be set in them.
fn fontless(theme: &Theme, roles: &[Role]) -> Vec<Diagnostic> {
    let empty = roles.iter().filter(|role| role.families.is_empty());
    let named = empty.filter_map(|role| Some((role.name.clone(), theme.fonts.get(&role.name)?)));
    let fault = |(role, fonts): (String, &theme::RoleFonts)| {
        let families = fonts.prefer.iter().chain(&fonts.then).cloned().collect();
        Diagnostic::new(AuditFault::NoFont { role, families })
    };
    named.map(fault).collect()
}

/// A theme that nobody knows, but that the lock has, can be got.
fn not_installed(code: Code, root: &Path) -> Code {
    let Code::Theme(ThemeFault::Unknown { theme, .. }) = &code else { return code };
    let lock = Lock::read(root).ok().flatten();
    let Some(Locked { version, source, .. }) = lock.and_then(|mut lock| lock.themes.remove(theme)) else { return code };
    ThemeFault::NotInstalled { theme: theme.clone(), version, source }.into()
}

/// How often a paper is made anew because it was saved while it was being made.
const MAX_TRIES: usize = 4;

/// A paper before its theme.
struct Begun {
    sources: Sources,
    report: Report,
    paper: Option<Paper>,
}

/// Load, parse, resolve.
fn begin(
    (text, folder, theme): (Text, &Path, Option<&str>),
    load: &dyn Fn(&mut Sources) -> Result<SourceId, Diagnostic>,
    used: &mut BTreeSet<PathBuf>,
) -> Begun {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let id = match load(&mut sources) {
        Ok(id) => id,
        Err(fault) => {
            report.push(fault);
            return Begun { sources, report, paper: None };
        }
    };
    let row = if let Text::File(_, row) = text { row } else { None };
    let paper = Loaded { id, folder, row, theme }.resolve(&mut sources, &mut report, used);
    Begun { sources, report, paper }
}

impl Begun {
    /// Whether these are the same files with the same texts, and perhaps more.
    fn is_of(&self, sources: &Sources) -> bool {
        let mut others = sources.iter();
        self.sources.iter().all(|ours| others.next().is_some_and(|theirs| theirs.text == ours.text))
    }

    fn end(self, rendered: Option<Typst>, pages: Option<Pages>) -> Built {
        let stand_ins = rendered.as_ref().map(stand_ins).unwrap_or_default();
        let blocks = rendered.as_ref().map(|typst| typst.rendered.map.blocks.clone()).unwrap_or_default();
        let Self { sources, report, paper } = self;
        Built {
            sources,
            diagnostics: report.sorted(),
            paper,
            rendered,
            pages,
            used: BTreeSet::new(),
            stand_ins,
            blocks,
        }
    }
}

/// Roles of the theme whose wanted fonts are not at hand.
fn stand_ins(typst: &Typst) -> Vec<StandIn> {
    let stands_in = typst.roles.iter().filter_map(|role| {
        let family = role.families.first()?;
        let preferred = &typst.theme.fonts.get(&role.name)?.prefer;
        (!preferred.is_empty() && !preferred.contains(family)).then(|| StandIn {
            role: role.name.clone(),
            family: family.clone(),
            instead_of: preferred.clone(),
        })
    });
    stands_in.collect()
}

/// The theme of a paper in a folder, loaded.
pub fn theme_of(paper: &Paper, folder: &Path, settings: &Settings, report: &mut Report) -> Option<Theme> {
    Theme::load(wanted(settings, paper), &theme_paths(folder), &mut Sources::new(), report)
}

/// Parameters as a theme takes them; what was set for another theme, only as far as this one has it.
#[must_use]
pub fn param_settings(params: &[ThemeParam], theme: &Theme) -> Vec<theme::ParamSetting> {
    let is_meant = |param: &&ThemeParam| !param.of_other || theme.params.contains_key(param.name.as_str());
    let setting = |param: &ThemeParam| theme::ParamSetting::value(param.name.clone(), param.value.clone());
    params.iter().filter(is_meant).map(setting).collect()
}

/// The theme a paper is made in: the command's wins.
fn wanted<'a>(settings: &'a Settings, paper: &'a Paper) -> Wanted<'a> {
    let typed = paper.theme.as_ref().map(super::text::Text::as_str);
    let asked = settings.theme.as_deref().map(Wanted::Typed);
    asked.unwrap_or(Wanted::Named(typed.unwrap_or(theme::DEFAULT)))
}

/// Where the themes of a document in this folder are: beside it, and in its project.
#[must_use]
pub fn theme_paths(folder: &Path) -> ThemePaths {
    let mut folders: Vec<PathBuf> = levels(folder).map(|folder| folder.join("themes")).collect();
    if folder.join(theme::MANIFEST).is_file() {
        // A theme's own sample names the theme it lies in.
        folders.push(folder.join(".."));
    }
    ThemePaths { folders }
}

/// A document whose text was read.
struct Loaded<'a> {
    id: SourceId,
    /// Where its theme and fonts are looked for.
    folder: &'a Path,
    row: Option<&'a Row>,
    /// The theme that was asked for instead of its own.
    theme: Option<&'a str>,
}

impl Loaded<'_> {
    /// All up to the final text.
    fn resolve(&self, sources: &mut Sources, report: &mut Report, used: &mut BTreeSet<PathBuf>) -> Option<Paper> {
        let (mut document, misread, _) = self.document(sources, report);
        if let Some(document) = &mut document {
            head::complete(document, self.folder, self.theme);
        }
        let mut shelf = Shelf::new(sources, &project_root(self.folder));
        let paper = document.map(|document| resolve::resolve(document, &mut shelf, report));
        used.extend(shelf.used());
        report.retain(|diagnostic| misread.contains(diagnostic) || !follows(diagnostic, &misread, sources));
        report.extend(sources.notes().iter().cloned());
        paper
    }

    /// The document as typed, with what its project and its row add; what was misread; the project's file.
    fn document(
        &self,
        sources: &mut Sources,
        report: &mut Report,
    ) -> (Option<Document>, Vec<Diagnostic>, Option<Manifest>) {
        let nodes = yaml::parse(sources.get(self.id), report);
        let misread = report.as_slice().to_vec();
        let root = manifest::root_of(self.folder);
        let manifest = root.and_then(|root| Manifest::load(&root, sources, report));
        let row = self.row.map(|row| row.as_data(sources));
        let document = nodes.and_then(|mut nodes| {
            if let Some(manifest) = &manifest {
                manifest.apply(&mut nodes.root);
            }
            manifest::add_data(&mut nodes.root, row.as_slice(), &[]);
            let mut document = document::parse(&nodes.root, report)?;
            if let Some(manifest) = &manifest {
                manifest.dress(&mut document);
            }
            Some(document)
        });
        (document, misread, manifest)
    }
}

/// What a document says, without any page: all up to the final text.
#[must_use]
pub fn read(path: &Path, row: Option<&Row>) -> Built {
    let folder = path.parent().unwrap_or(Path::new(""));
    let load = |sources: &mut Sources| sources.load(path);
    begin((Text::File(path, row), folder, None), &load, &mut BTreeSet::new()).end(None, None)
}

/// The names that a document, which says something else than its file by now, takes from data of other files, each with
/// what it stands for.
#[must_use]
pub fn named_elsewhere(path: &Path, text: &str) -> Vec<(String, String)> {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let folder = path.parent().unwrap_or(Path::new(""));
    let id = sources.add_bytes(path.display().to_string(), Some(path.to_path_buf()), text.as_bytes());
    let Ok(id) = id else { return Vec::new() };
    let (document, ..) = Loaded { id, folder, row: None, theme: None }.document(&mut sources, &mut report);
    let mut shelf = Shelf::new(&mut sources, &project_root(folder));
    document.map(|document| resolve::named_elsewhere(&document, &mut shelf)).unwrap_or_default()
}

/// A document's output name, part by part.
pub struct Named {
    /// What was read for it.
    pub sources: Sources,
    /// What is wrong with the name or with what it is made of.
    pub diagnostics: Vec<Diagnostic>,
    /// The folders and the file, as worked out; none if the document can't be read.
    pub parts: Option<Vec<text::Text>>,
    /// The files it named.
    pub used: Vec<PathBuf>,
}

/// Works out the output name of a document from the pattern that `pick` takes out of its project's file or makes. Besides the
/// document's own names there are 文件名 and 序号, the row's number.
pub fn output_name(
    path: &Path,
    row: Option<&Row>,
    pick: impl FnOnce(&mut Sources, Option<&Manifest>) -> Option<text::Text>,
) -> Named {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
    let id = match sources.load(path) {
        Ok(id) => id,
        Err(fault) => return Named { sources, diagnostics: vec![fault], parts: None, used: Vec::new() },
    };
    let loaded = Loaded { id, folder: &folder, row, theme: None };
    let mut reading = Report::new();
    let (document, _, manifest) = loaded.document(&mut sources, &mut reading);
    let pattern = pick(&mut sources, manifest.as_ref());
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let fact = |head: &str, text: String| data::RowCell { head: head.to_owned(), name: head.to_owned(), text };
    let mut facts = Row { number: 0, cells: vec![fact("文件名", stem)] };
    facts.cells.extend(row.map(|row| fact("序号", row.number.to_string())));
    let facts = facts.as_data(&mut sources);
    let mut shelf = Shelf::new(&mut sources, &project_root(loaded.folder));
    let parts = document.zip(pattern).map(|(document, pattern)| {
        let patterns = manifest::parts_of(&pattern);
        resolve::texts(document, facts, &patterns, &mut shelf, &mut report)
    });
    let used = shelf.used();
    Named { sources, diagnostics: report.sorted(), parts, used }
}

/// Whether something is only said of how a line that could not be read was mended: it stands on that line, at what was
/// told already.
fn follows(diagnostic: &Diagnostic, misread: &[Diagnostic], sources: &Sources) -> bool {
    let Some(span) = diagnostic.span else { return false };
    let line = |span: Span| sources.get(span.source).line_column(span.range().start).line;
    let places = misread.iter().filter(|told| told.is_error()).filter_map(|told| told.span);
    places.filter(|place| place.source == span.source).any(|place| {
        let touch = place.start <= span.end && span.start <= place.end;
        touch && line(place) == line(span)
    })
}

/// A folder with a `banxin.yaml` is a project; without one, the document's own folder is.
#[must_use]
pub fn project_root(folder: &Path) -> PathBuf {
    manifest::root_of(folder).unwrap_or_else(|| folder.to_path_buf())
}

/// A document's folder and, if it is another, its project's: where themes and fonts are looked for, nearest first.
fn levels(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let root = manifest::root_of(folder).filter(|root| root != folder);
    std::iter::once(folder.to_path_buf()).chain(root)
}

/// The fonts a theme's papers in a folder are set in.
#[must_use]
pub fn fonts(theme: &Theme, folder: &Path, settings: &Settings) -> Arc<Fonts> {
    let folders = font_folders(theme, folder);
    if folders.is_empty() && !settings.system_fonts {
        return Fonts::embedded();
    }
    // Of the machine's own fonts only those the theme would like to have: the rest can only make pages differ.
    let wanted = theme.fonts.values().flat_map(|role| role.prefer.iter().cloned()).collect();
    let system = if settings.system_fonts { SystemFonts::Named(wanted) } else { SystemFonts::None };
    Arc::new(Fonts::load(&FontsConfig { folders, system }))
}

/// Folders of fonts, the most wanted first: the theme's, then the one beside the document.
fn font_folders(theme: &Theme, folder: &Path) -> Vec<(FontOrigin, PathBuf)> {
    let own = levels(folder).map(|folder| folder.join("fonts")).filter(|fonts| fonts.is_dir());
    let themes = theme.font_folders().into_iter().map(|path| (FontOrigin::Theme, path));
    themes.chain(own.map(|fonts| (FontOrigin::Project, fonts))).collect()
}

/// A paper rendered and typeset with one fit.
struct Attempt {
    rendered: Option<Rendered>,
    pages: Option<Pages>,
    report: Report,
}

impl Stage {
    /// Sets a paper, and sets it anew as long as its pages ask for it and there is a way to give in. The best of all is
    /// taken, with what was said of it. Every build begins with the theme's own page, so that the same paper has the same
    /// pages whatever was built before; in a live session what was set with either fit is remembered.
    fn set(
        &mut self,
        paper: &Paper,
        theme: &Theme,
        roles: &[Role],
        report: &mut Report,
    ) -> (Option<Rendered>, Option<Pages>) {
        let (mut fitting, mut attempts) = (Fitting::new(theme), Vec::new());
        let mut next = Some(Fit::default());
        while let Some(fit) = next {
            let attempt = self.attempt(paper, &Look { theme, roles, fit });
            next = attempt.pages.as_ref().and_then(|pages| fitting.next(fit, &pages.facts()));
            attempts.push(attempt);
        }
        let best = attempts.swap_remove(fitting.best());
        report.extend(best.report.as_slice().iter().cloned());
        report.extend(fitting.told(paper));
        (best.rendered, best.pages)
    }

    fn attempt(&mut self, paper: &Paper, look: &Look<'_>) -> Attempt {
        let mut report = Report::new();
        let rendered = render::render(paper, look, &mut report);
        let pages = rendered.as_ref().and_then(|rendered| self.typeset(rendered, look, &mut report));
        let begins_left = paper.volume.as_ref().is_some_and(|volume| volume.first.is_multiple_of(2));
        let pages = if begins_left { pages.map(Pages::without_first) } else { pages };
        Attempt { rendered, pages, report }
    }

    fn typeset(&mut self, rendered: &Rendered, look: &Look<'_>, report: &mut Report) -> Option<Pages> {
        let files = self.files(rendered, look.theme).map_err(|fault| report.push(fault)).ok()?;
        let roles: Vec<_> = look.roles.iter().map(families_only).collect();
        let map = Arc::new(rendered.map.clone());
        let input = Input { main: &rendered.main, files: &files, map: &map, roles: &roles };
        let outcome = self.session.typeset(&input);
        report.extend(outcome.diagnostics.into_iter().map(|diagnostic| named::named(diagnostic, look.theme)));
        report.extend(outcome.pages.iter().flat_map(|pages| pictures::coarse(pages, &rendered.pictures)));
        report.extend(outcome.pages.iter().flat_map(|pages| tables::crowded(pages, &rendered.tables)));
        outcome.pages
    }

    /// What Typst may see: the theme's files, its parameters, the paper's pictures.
    fn files(&mut self, rendered: &Rendered, theme: &Theme) -> Result<Files, Diagnostic> {
        let mut files = match self.built_in.get(theme.name()) {
            Some(known) if theme.is_built_in() => known.clone(),
            _ => themes_files(theme)?,
        };
        if theme.is_built_in() {
            self.built_in.entry(theme.name().to_owned()).or_insert_with(|| files.clone());
        }
        files.insert("/theme/params.typ", rendered.params.as_bytes())?;
        for (number, asset) in rendered.assets.iter().enumerate() {
            files.insert_shared(&render::asset_path(number), asset.shared());
        }
        Ok(files)
    }
}

/// What the coverage check needs of a role.
fn families_only(role: &Role) -> typeset::Role {
    typeset::Role { name: role.name.clone(), families: role.families.clone(), stand_ins: role.stand_ins }
}

fn themes_files(theme: &Theme) -> Result<Files, Diagnostic> {
    let mut files = Files::new();
    for (path, bytes) in theme.typst_files() {
        files.insert(&path, bytes.into_owned())?;
    }
    Ok(files)
}
