//! The line every paper goes along: load → parse → resolve → render → typeset.
//!
//! Exporting and writing are the edges' steps, since they know what is wanted. A stage's mistakes don't keep the next
//! one from looking, as long as there is something to look at, so that a writer hears of all at once; but only a paper
//! without errors is typeset.
//!
//! The line bends back in one place: where finished pages ask for it (a signature alone on its page), the paper is
//! rendered and typeset again with another [`Fit`]. Most papers ask for nothing and are typeset once.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Report};
use crate::fit::Fitting;
use crate::paper::Paper;
use crate::render::{self, Fit, Look, Rendered, Role};
use crate::source::{Shelf, Sources, Span};
use crate::theme::{self, Theme, ThemePaths, Wanted};
use crate::typeset::{self, Files, FontOrigin, Fonts, FontsConfig, Input, Pace, Pages, Session, SystemFonts};
use crate::{document, resolve, yaml};

mod pictures;

/// What holds for all papers of a run.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// A theme that wins over the documents' own 主题: a name, or the path of its folder.
    pub theme: Option<String>,
    /// Whether fonts installed on this machine are used.
    pub system_fonts: bool,
}

/// Makes papers, one after the other; fonts and themes are loaded once.
pub struct Pipeline {
    settings: Settings,
    pace: Pace,
    stages: HashMap<Vec<(FontOrigin, PathBuf)>, Stage>,
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
}

impl Pipeline {
    /// A pipeline at a pace: [`Pace::LIVE`] for one paper edited again and again, [`Pace::batch`] for many.
    #[must_use]
    pub fn new(settings: Settings, pace: Pace) -> Self {
        Fonts::begin_to_load();
        Self { settings, pace, stages: HashMap::new() }
    }

    /// Makes the pages of a document.
    pub fn build(&mut self, path: &Path) -> Built {
        let mut sources = Sources::new();
        let loaded = sources.load(path);
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        let mut used = BTreeSet::from([path.to_path_buf()]);
        let built = self.run(sources, loaded.map(|id| (id, folder.clone())), &mut used);
        used.extend(self.looked_at(&folder, &built));
        Built { used, ..built }
    }

    /// Makes the pages of a document that is not a file; `folder` is where its theme and fonts are looked for.
    pub fn build_text(&mut self, name: &str, text: &str, folder: &Path) -> Built {
        let mut sources = Sources::new();
        let loaded = sources.add_bytes(name.to_owned(), None, text.as_bytes());
        self.run(sources, loaded.map(|id| (id, folder.to_path_buf())), &mut BTreeSet::new())
    }

    fn run(
        &mut self,
        mut sources: Sources,
        loaded: Result<(crate::source::SourceId, PathBuf), Diagnostic>,
        used: &mut BTreeSet<PathBuf>,
    ) -> Built {
        let mut report = Report::new();
        let (id, folder) = match loaded {
            Ok(loaded) => loaded,
            Err(fault) => {
                report.push(fault);
                return finish(sources, report, None, None, None);
            }
        };
        let nodes = yaml::parse(sources.get(id), &mut report);
        let misread = report.as_slice().to_vec();
        let document = nodes.and_then(|nodes| document::parse(&nodes.root, &mut report));
        let root = project_root(&folder);
        let mut shelf = Shelf::new(&mut sources, &root);
        let paper = document.map(|document| resolve::resolve(document, &mut shelf, &mut report));
        used.extend(shelf.used());
        report.retain(|diagnostic| misread.contains(diagnostic) || !follows(diagnostic, &misread, &sources));
        report.extend(sources.notes().iter().cloned());
        let theme = paper.as_ref().and_then(|paper| self.theme(paper, &folder, &mut sources, &mut report));
        let (Some(paper), Some(theme), false) = (&paper, theme, report.has_errors()) else {
            return finish(sources, report, paper, None, None);
        };
        let stage = self.stage(&theme, &folder);
        report.extend(stage.fonts.diagnostics().iter().cloned());
        let roles = render::roles(&theme, &|family| stage.fonts.contains_family(family));
        let (rendered, pages) = stage.set(paper, &theme, &roles, &mut report);
        let typst = rendered.map(|rendered| Typst { rendered, theme, roles, fonts: Arc::clone(&stage.fonts) });
        let pages = pages.filter(|_| !report.has_errors());
        let paper = Some(paper.clone());
        finish(sources, report, paper, typst, pages)
    }

    /// Where files of a paper in this folder come from, or would come from if they were there.
    fn looked_at(&self, folder: &Path, built: &Built) -> BTreeSet<PathBuf> {
        let mut used = BTreeSet::from([folder.join("themes"), folder.join("fonts"), folder.join("banxin.yaml")]);
        used.insert(project_root(folder).join("banxin.yaml"));
        used.extend(self.settings.theme.iter().map(PathBuf::from).filter(|path| path.is_dir()));
        for path in built.sources.iter().filter_map(|source| source.path.as_ref()) {
            let whole_theme = path.file_name().is_some_and(|name| name == "theme.yaml");
            let path = if whole_theme { path.parent().unwrap_or(path) } else { path };
            used.insert(path.to_path_buf());
        }
        used
    }

    fn theme(&self, paper: &Paper, folder: &Path, sources: &mut Sources, report: &mut Report) -> Option<Theme> {
        let typed = paper.theme.as_ref().map(super::text::Text::as_str);
        let asked = self.settings.theme.as_deref().map(Wanted::Typed);
        let wanted = asked.unwrap_or(Wanted::Named(typed.unwrap_or(theme::DEFAULT)));
        let paths = ThemePaths { folders: vec![folder.join("themes")] };
        let before = report.as_slice().len();
        let theme = Theme::load(wanted, &paths, sources, report);
        // A theme the document names wrongly is told where it names it.
        if let (None, None, Some(text)) = (&theme, &self.settings.theme, &paper.theme) {
            report.place_since(before, text.span());
        }
        theme
    }

    fn stage(&mut self, theme: &Theme, folder: &Path) -> &mut Stage {
        let (pace, settings) = (self.pace, &self.settings);
        self.stages.entry(font_folders(theme, folder)).or_insert_with(|| {
            let fonts = fonts(theme, folder, settings);
            Stage { session: Session::new(Arc::clone(&fonts), pace), fonts, built_in: HashMap::new() }
        })
    }
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
    let here = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let found = here.ancestors().find(|ancestor| ancestor.join("banxin.yaml").is_file());
    found.map_or_else(|| folder.to_path_buf(), Path::to_path_buf)
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
    let own = folder.join("fonts");
    let themes = theme.font_folders().into_iter().map(|path| (FontOrigin::Theme, path));
    themes.chain(own.is_dir().then_some((FontOrigin::Project, own))).collect()
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
        Attempt { rendered, pages, report }
    }

    fn typeset(&mut self, rendered: &Rendered, look: &Look<'_>, report: &mut Report) -> Option<Pages> {
        let files = self.files(rendered, look.theme).map_err(|fault| report.push(fault)).ok()?;
        let roles: Vec<_> = look.roles.iter().map(families_only).collect();
        let map = Arc::new(rendered.map.clone());
        let input = Input { main: &rendered.main, files: &files, map: &map, roles: &roles };
        let outcome = self.session.typeset(&input);
        report.extend(outcome.diagnostics);
        report.extend(outcome.pages.iter().flat_map(|pages| pictures::coarse(pages, &rendered.pictures)));
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

fn finish(
    sources: Sources,
    report: Report,
    paper: Option<Paper>,
    rendered: Option<Typst>,
    pages: Option<Pages>,
) -> Built {
    Built { sources, diagnostics: report.sorted(), paper, rendered, pages, used: BTreeSet::new() }
}
