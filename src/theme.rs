//! A theme: an overlay of files on its parent, with typed parameters and fonts by role.
//!
//! In: a name or a folder. Out: templates, the virtual files that Typst sees, parameters, font roles, layouts.
//! A theme is untrusted: it is only ever read as text and bytes, and its values are parsed before they are written.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;

use crate::diagnostic::{Diagnostic, Report, SourceFault, ThemeFault};
use crate::document::nearest::nearest;
use crate::source::{self, Sources};

mod builtin;
pub mod digest;
pub mod lock;
mod manifest;
mod params;
mod schema;
pub mod version;

pub use manifest::{Extends, Layout, Manifest, RoleFonts};
pub use params::{ChangedBy, Param, ParamSetting, ParamType, ParamValue};
pub use schema::json_schema;

/// The theme of a paper that names none.
pub const DEFAULT: &str = crate::document::DEFAULT_THEME;

/// The version of the context, filters and functions that a theme's templates are written for.
pub const API: u32 = 1;

/// A chain longer than this is a mistake, mostly a theme that extends itself.
const MAX_CHAIN: usize = 256;

/// The largest file of a theme that is read, in bytes; fonts are read apart.
const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

/// What makes a folder a theme.
pub(crate) const MANIFEST: &str = "theme.yaml";

/// Files of a theme by path, such as `lib/signature.typ`.
type Files = BTreeMap<String, Cow<'static, [u8]>>;

/// One theme of a chain.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Its manifest.
    pub manifest: Manifest,
    /// Where it was read from; none for a built-in theme.
    pub folder: Option<PathBuf>,
    files: Files,
}

/// A theme with all it extends: the nearest file wins.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Nearest first.
    pub layers: Vec<Layer>,
    /// All parameters with the values that hold.
    pub params: IndexMap<String, Param>,
    /// Font roles; the nearest layer that names a role decides it.
    pub fonts: IndexMap<String, RoleFonts>,
    /// Layouts; the nearest layer that names a layout decides it.
    pub layouts: IndexMap<String, Layout>,
}

/// Which theme is asked for.
#[derive(Clone, Copy, Debug)]
pub enum Wanted<'a> {
    /// By its name, as documents and `extends` give it: a built-in theme, or a subfolder of a theme folder.
    Named(&'a str),
    /// As the command line gives it: a name, or the path of a theme's folder anywhere.
    Typed(&'a str),
}

impl Wanted<'_> {
    /// As it was asked for.
    #[must_use]
    pub fn name(&self) -> &str {
        let (Self::Named(name) | Self::Typed(name)) = self;
        name
    }
}

/// Where themes are looked for.
#[derive(Clone, Debug, Default)]
pub struct ThemePaths {
    /// Folders that hold themes as subfolders, nearest first.
    pub folders: Vec<PathBuf>,
}

impl Theme {
    /// Loads a theme and all it extends.
    pub fn load(wanted: Wanted, paths: &ThemePaths, sources: &mut Sources, report: &mut Report) -> Option<Self> {
        let mut layers: Vec<Layer> = vec![load_layer(wanted, paths, sources, report)?];
        while let Some(extends) = layers.last().and_then(|layer| layer.manifest.extends.clone()) {
            let before = report.as_slice().len();
            let next = parent(&extends, &layers, paths, sources, report);
            report.place_since(before, extends.name.span());
            layers.push(next?);
        }
        Some(Self::of(layers, report))
    }

    /// Sets parameters as a document does; a name or value that will not do is told where it stands.
    pub fn set(&mut self, settings: &[ParamSetting], report: &mut Report) {
        for setting in settings {
            params::set_from_document(&mut self.params, setting, self.layers.first(), report);
        }
        self.check_roles(settings, report);
    }

    fn of(layers: Vec<Layer>, report: &mut Report) -> Self {
        let (mut params, mut fonts, mut layouts) = (IndexMap::new(), IndexMap::new(), IndexMap::new());
        for layer in layers.iter().rev() {
            for setting in &layer.manifest.params {
                params::set(&mut params, setting, Some(&layer.manifest.name), report);
            }
            fonts.extend(layer.manifest.fonts.clone());
            layouts.extend(layer.manifest.layouts.clone());
        }
        let theme = Self { layers, params, fonts, layouts };
        for layer in &theme.layers {
            theme.check_roles(&layer.manifest.params, report);
        }
        theme
    }

    /// Tells parameters that should name a font role and name none.
    fn check_roles(&self, settings: &[ParamSetting], report: &mut Report) {
        for setting in settings {
            let is_role = self.params.get(setting.name.as_str()).is_some_and(|param| param.kind == ParamType::FontRole);
            let Some(typed) = setting.value.first().filter(|typed| is_role && !self.fonts.contains_key(typed.as_str()))
            else {
                continue;
            };
            let known: Vec<String> = self.fonts.keys().cloned().collect();
            let near = nearest(typed.as_str(), known.iter().map(String::as_str)).map(str::to_owned);
            let fault = ThemeFault::NoRole { typed: typed.as_str().to_owned(), near, known };
            report.push(Diagnostic { span: typed.span(), ..Diagnostic::new(fault) });
        }
    }

    /// Whether a theme and all it extends are built in, so that nobody else's code is run for it. One that can't be
    /// found is vouched for too: there is nothing to run.
    #[must_use]
    pub fn is_vouched_for(wanted: Wanted, paths: &ThemePaths) -> bool {
        let mut next = Some(wanted);
        let mut extends;
        let mut length = 0;
        while let Some(wanted) = next {
            length += 1;
            match find_folder(wanted, paths) {
                Ok(None) => {}
                Ok(Some(_)) => return false,
                Err(_) => return true,
            }
            let (Wanted::Named(name) | Wanted::Typed(name)) = wanted;
            extends = builtin::layer(name).and_then(|layer| layer.manifest.extends).filter(|_| length < MAX_CHAIN);
            next = extends.as_ref().map(|extends: &Extends| Wanted::Named(extends.name.as_str()));
        }
        true
    }

    /// Whether nothing of it can change while the program runs.
    #[must_use]
    pub fn is_built_in(&self) -> bool {
        self.layers.iter().all(|layer| layer.folder.is_none())
    }

    /// The name of the nearest theme.
    #[must_use]
    pub fn name(&self) -> &str {
        self.layers.first().map_or(DEFAULT, |layer| layer.manifest.name.as_str())
    }

    /// A file of the overlay as text: the nearest layer that has it.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        let bytes = self.layers.iter().find_map(|layer| layer.files.get(path))?;
        std::str::from_utf8(bytes).ok()
    }

    /// The layout for what a document names: the layout's own name in either language. Without one, the nearest theme's first
    /// layout that serves the kind of paper, one with a red head (版头) for a paper that has a masthead before one without.
    #[must_use]
    pub fn layout(&self, named: Option<&str>, kind: &str, headed: bool) -> Option<&str> {
        if let Some(named) = named {
            let is_named =
                |(name, layout): &(&String, &Layout)| *name == named || layout.title.iter().any(|title| title == named);
            return self.layouts.iter().find(is_named).map(|(name, _)| name.as_str());
        }
        let nearest = self.layers.iter().flat_map(|layer| layer.manifest.layouts.keys());
        let serving: Vec<(&str, &Layout)> = nearest
            .filter_map(|name| Some((name.as_str(), self.layouts.get(name)?)))
            .filter(|(_, layout)| layout.kinds.iter().any(|k| k == kind))
            .collect();
        let fitting = serving.iter().find(|(_, layout)| layout.headed == headed);
        fitting.or(serving.first()).map(|(name, _)| *name)
    }

    /// Names of all paths of the overlay that begin with `folder` and end with `extension`.
    pub fn names<'a>(&'a self, folder: &'a str, extension: &'a str) -> impl Iterator<Item = &'a str> {
        let mut names: Vec<&str> = self
            .layers
            .iter()
            .flat_map(|layer| layer.files.keys())
            .filter_map(move |path| path.strip_prefix(folder)?.strip_suffix(extension))
            .collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter()
    }

    /// What Typst may see of the theme, by virtual path. `/theme/…` is the nearest file; `/parent/…` in a file means
    /// the next one up from that file, which is `/parent/…` for the nearest theme's own files and `/parent2/…`,
    /// `/parent3/…` further up, so that the set of paths stays small and fixed.
    #[must_use]
    pub fn typst_files(&self) -> BTreeMap<String, Cow<'_, [u8]>> {
        let mut seen = BTreeMap::new();
        for skip in (0..self.layers.len()).filter(|&skip| skip == 0 || calls_parent(&self.layers[skip - 1])) {
            let root = root_name(skip);
            for (level, layer) in self.layers.iter().enumerate().skip(skip) {
                for (path, bytes) in &layer.files {
                    if is_template(path) || !(path.starts_with("lib/") || path.starts_with("assets/")) {
                        continue;
                    }
                    seen.entry(format!("{root}{path}")).or_insert_with(|| below(path, bytes, level));
                }
            }
        }
        seen
    }

    /// Where its themes depart from the standard: theme, clause, reason.
    pub fn departures(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.layers.iter().flat_map(|layer| {
            let manifest = &layer.manifest;
            manifest.departs.iter().map(|(clause, reason)| (manifest.name.as_str(), clause.as_str(), reason.as_str()))
        })
    }

    /// Whether one of its themes says that it departs from a clause, or from what the clause is a part of.
    #[must_use]
    pub fn departs_from(&self, clause: &str) -> bool {
        let covers =
            |named: &str| clause.strip_prefix(named).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.departures().any(|(_, named, _)| covers(named.trim()))
    }

    /// The themes' own font folders, nearest first.
    #[must_use]
    pub fn font_folders(&self) -> Vec<PathBuf> {
        self.layers
            .iter()
            .filter_map(|layer| Some(layer.folder.as_ref()?.join("fonts")))
            .filter(|f| f.is_dir())
            .collect()
    }

    /// The file of the nearest layer that has this path, for messages: theme name and path.
    #[must_use]
    pub fn whence(&self, path: &str) -> String {
        self.whence_below(0, path)
    }

    /// As [`Theme::whence`], without so many of the nearest layers.
    #[must_use]
    pub fn whence_below(&self, skip: usize, path: &str) -> String {
        let owner = self.layers.iter().skip(skip).find(|layer| layer.files.contains_key(path));
        owner.map_or_else(|| path.to_owned(), |layer| format!("{}/{path}", layer.manifest.name))
    }
}

fn root_name(skip: usize) -> String {
    match skip {
        0 => "/theme/".to_owned(),
        1 => "/parent/".to_owned(),
        _ => format!("/parent{skip}/"),
    }
}

/// Whether a file of a theme calls what it replaces; only then Typst has to see the next one up.
fn calls_parent(layer: &Layer) -> bool {
    const CALL: &[u8] = b"\"/parent/";
    let calls = |bytes: &[u8]| bytes.windows(CALL.len()).any(|window| window == CALL);
    layer.files.iter().any(|(path, bytes)| has_extension(path, "typ") && calls(bytes))
}

fn is_template(path: &str) -> bool {
    has_extension(path, "j2")
}

/// A file of layer `level` as Typst sees it: its `"/parent/` leads one layer further up than its own.
fn below<'a>(path: &str, bytes: &'a [u8], level: usize) -> Cow<'a, [u8]> {
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|_| level > 0 && has_extension(path, "typ")) else {
        return Cow::Borrowed(bytes);
    };
    if !text.contains("\"/parent/") {
        return Cow::Borrowed(bytes);
    }
    Cow::Owned(text.replace("\"/parent/", &format!("\"{}", root_name(level + 1))).into_bytes())
}

fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|e| e == extension)
}

/// The theme that the last of `layers` extends.
fn parent(
    extends: &Extends,
    layers: &[Layer],
    paths: &ThemePaths,
    sources: &mut Sources,
    report: &mut Report,
) -> Option<Layer> {
    let named = extends.name.as_str();
    let layer = load_layer(Wanted::Named(named), paths, sources, report)?;
    let same = |known: &Layer| known.folder == layer.folder && known.manifest.name == layer.manifest.name;
    if layers.len() == MAX_CHAIN || layers.iter().any(same) {
        report.push(Diagnostic::new(ThemeFault::Circular { theme: named.to_owned() }));
        return None;
    }
    if let Some(range) = extends.range.as_ref().filter(|range| !range.holds_typed(&layer.manifest.version)) {
        let (theme, found) = (named.to_owned(), layer.manifest.version.clone());
        report.push(Diagnostic::new(ThemeFault::OtherVersion { theme, wanted: range.to_string(), found }));
        return None;
    }
    Some(layer)
}

fn load_layer(wanted: Wanted, paths: &ThemePaths, sources: &mut Sources, report: &mut Report) -> Option<Layer> {
    let (Wanted::Named(name) | Wanted::Typed(name)) = wanted;
    let folder = match find_folder(wanted, paths) {
        Ok(Some(folder)) => folder,
        Ok(None) => {
            let built_in = builtin::layer(name);
            if built_in.is_none() {
                report.push(unknown(name, paths));
            }
            return built_in;
        }
        Err(fault) => {
            report.push(fault);
            return None;
        }
    };
    if !folder.join(MANIFEST).is_file() {
        report.push(Diagnostic::new(ThemeFault::NoManifest { theme: name.to_owned() }));
        return None;
    }
    let layer = Layer::read(&folder, sources, report)?;
    if is_name(name) && layer.manifest.name != name {
        let named = layer.manifest.name.clone();
        report.push(Diagnostic::new(ThemeFault::OtherName { folder: name.to_owned(), named }));
    }
    Some(layer)
}

impl Layer {
    /// A theme's folder, without what it extends.
    pub(crate) fn read(folder: &Path, sources: &mut Sources, report: &mut Report) -> Option<Self> {
        let files = read_folder(folder, report)?;
        let path = folder.join(MANIFEST);
        let label = path.display().to_string();
        let id = sources.add_bytes(label, Some(path), files.get(MANIFEST)?).map_err(|fault| report.push(fault)).ok()?;
        let manifest = manifest::parse(sources.get(id), report)?;
        check_function_names(&files, &manifest.name, report);
        Some(Self { manifest, folder: Some(folder.to_path_buf()), files })
    }

    /// A theme of which only the manifest counts; none if it has errors.
    pub(crate) fn of_manifest(bytes: &[u8]) -> Option<Self> {
        let (mut sources, mut report) = (Sources::new(), Report::new());
        let id = sources.add_bytes(MANIFEST.to_owned(), None, bytes).ok()?;
        let manifest = manifest::parse(sources.get(id), &mut report)?;
        (!report.has_errors()).then(|| Self { manifest, folder: None, files: Files::new() })
    }

    /// Paths of its files, fonts aside.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }
}

fn unknown(name: &str, paths: &ThemePaths) -> Diagnostic {
    let known = known_names(paths);
    let near = nearest(name, known.iter().map(String::as_str)).map(str::to_owned);
    Diagnostic::new(ThemeFault::Unknown { theme: name.to_owned(), near, known })
}

/// The folder of a theme that is not built in. What documents and themes name stays in the theme folders, links
/// followed; only who types a command may lead elsewhere.
fn find_folder(wanted: Wanted, paths: &ThemePaths) -> Result<Option<PathBuf>, Diagnostic> {
    let is_theme = |folder: &PathBuf| folder.join(MANIFEST).is_file();
    let name = match wanted {
        Wanted::Typed(path) if !is_name(path) => return Ok(Some(PathBuf::from(path)).filter(is_theme)),
        Wanted::Named(path) if !is_name(path) => {
            return Err(Diagnostic::new(ThemeFault::NotAName { typed: path.to_owned() }));
        }
        Wanted::Named(name) | Wanted::Typed(name) => name,
    };
    for folder in &paths.folders {
        let theme = folder.join(name);
        if theme.is_dir() {
            source::inside(folder, folder, name)?;
            return Ok(Some(theme));
        }
    }
    Ok(None)
}

/// Whether it is the name of a built-in theme.
#[must_use]
pub fn is_built_in_name(name: &str) -> bool {
    builtin::names().any(|known| known == name)
}

/// The version of a built-in theme.
#[must_use]
pub fn built_in_version(name: &str) -> Option<String> {
    builtin::layer(name).map(|layer| layer.manifest.version)
}

/// Whether it can only be the name of a folder, on any system.
pub(crate) fn is_name(typed: &str) -> bool {
    !typed.starts_with('.') && !typed.contains(['/', '\\', ':'])
}

/// Names of all themes that can be found, in order.
#[must_use]
pub fn known_names(paths: &ThemePaths) -> Vec<String> {
    let mut names: Vec<String> = builtin::names().map(str::to_owned).collect();
    for folder in &paths.folders {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        names.extend(
            entries.filter(|e| e.path().join(MANIFEST).is_file()).map(|e| e.file_name().to_string_lossy().into_owned()),
        );
    }
    names.sort();
    names.dedup();
    names
}

/// The files of a theme's folder; links are not followed, so that nothing outside the folder can get in.
fn read_folder(folder: &Path, report: &mut Report) -> Option<Files> {
    let mut files = Files::new();
    for entry in walkdir::WalkDir::new(folder).max_depth(6).sort_by_file_name().into_iter().flatten() {
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let name = relative.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        if !entry.file_type().is_file() || name.starts_with("fonts/") || name.starts_with('.') {
            continue;
        }
        if entry.metadata().is_ok_and(|m| m.len() > MAX_FILE_BYTES) {
            report.push(Diagnostic::new(ThemeFault::FileTooLarge { path: entry.path().display().to_string() }));
            return None;
        }
        match source::read_bytes(entry.path()).and_then(|bytes| as_text(&name, entry.path(), bytes)) {
            Ok(bytes) => {
                files.insert(name, Cow::Owned(bytes));
            }
            Err(fault) => {
                report.push(fault);
                return None;
            }
        }
    }
    Some(files)
}

/// Templates and functions as UTF-8, whatever an editor wrote; anything else as it is.
fn as_text(name: &str, path: &Path, bytes: Vec<u8>) -> Result<Vec<u8>, Diagnostic> {
    const MARK: &[u8] = b"\xEF\xBB\xBF";
    let is_code = has_extension(name, "j2") || has_extension(name, "typ");
    if !is_code || (std::str::from_utf8(&bytes).is_ok() && !bytes.starts_with(MARK) && !bytes.contains(&0)) {
        return Ok(bytes);
    }
    let not_text = || Diagnostic::new(SourceFault::NotText { path: path.display().to_string() });
    source::text_of(&bytes).map(String::into_bytes).ok_or_else(not_text)
}

/// A function can only have a name that Typst takes for one.
fn check_function_names(files: &Files, name: &str, report: &mut Report) {
    for path in files.keys().filter(|path| path.starts_with("lib/") && has_extension(path, "typ")) {
        let stem = path.trim_start_matches("lib/").trim_end_matches(".typ");
        let begins = stem.starts_with(|c: char| c.is_alphabetic() || c == '_');
        if !begins || !stem.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_') {
            report.push(Diagnostic::new(ThemeFault::FunctionName { file: format!("{name}/{path}") }));
        }
    }
}
