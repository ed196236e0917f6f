//! Themes that come and go: packed, found, checked, installed, updated, removed.
//!
//! In: packages (`NAME-VERSION.banxin`), folders of them, a project's folder. Out: themes in the project's `themes`
//! folder and what `banxin.lock` says of them. All of an installation is done or nothing; nothing of a package is
//! trusted before all of it was checked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

mod package;
mod shelf;

pub use package::{EXTENSION, Package, pack};
pub use shelf::{INDEX, Offer, index, offers};

use crate::diagnostic::{Diagnostic, PackageFlaw, Report, SourceFault, StoreFault};
use crate::pipeline::theme_paths;
use crate::source::Sources;
use crate::theme::digest::Digest;
use crate::theme::lock::{LOCK, Lock, Locked};
use crate::theme::version::Range;
use crate::theme::{self, Layer, Theme, Wanted};
use crate::write::write;

/// A theme that is wanted.
#[derive(Clone, Debug)]
pub struct Request {
    /// Its name; any if the source has but one.
    pub name: Option<String>,
    /// Which of its versions.
    pub range: Option<Range>,
}

impl Request {
    fn shown(&self) -> String {
        let name = self.name.as_deref().unwrap_or("*");
        self.range.as_ref().map_or_else(|| format!("`{name}`"), |range| format!("`{name} {range}`"))
    }
}

/// A theme that was installed, or is there as before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Installed {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The version that was there before.
    pub before: Option<String>,
    /// Whether nothing had to be done.
    pub was_there: bool,
}

/// The themes of a project.
pub struct Store {
    root: PathBuf,
    lock: Lock,
}

impl Store {
    /// Of the project a folder is in.
    ///
    /// # Errors
    /// `banxin.lock` can't be understood.
    pub fn open(folder: &Path) -> Result<Self, Diagnostic> {
        let root = crate::pipeline::project_root(folder);
        let lock = Lock::read(&root)?.unwrap_or_default();
        Ok(Self { root, lock })
    }

    /// The folder of its themes.
    #[must_use]
    pub fn themes(&self) -> PathBuf {
        self.root.join("themes")
    }

    /// What is locked.
    #[must_use]
    pub fn locked(&self) -> &BTreeMap<String, Locked> {
        &self.lock.themes
    }

    /// Installs a theme, and those it stands on that are not there, from a package or a folder of packages.
    ///
    /// # Errors
    /// There is no such theme, a package is not what it says, or it can't be put in place; then nothing is changed.
    pub fn install(&mut self, source: &Path, request: &Request) -> Result<Vec<Installed>, Diagnostic> {
        let folder = if source.is_dir() { source } else { source.parent().unwrap_or(Path::new("")) };
        let mut packages = Vec::new();
        let mut next = shelf::find(source, request)?;
        while let Some(parent) = self.missing(&next, &packages)? {
            packages.push(next);
            next = shelf::find(folder, &parent)?;
        }
        packages.push(next);
        let recorded = std::path::absolute(source).unwrap_or_else(|_| source.to_path_buf());
        self.place(packages, &relative(&self.root, &recorded))
    }

    /// What a package stands on and neither the project nor the other packages have.
    fn missing(&self, package: &Package, others: &[Package]) -> Result<Option<Request>, Diagnostic> {
        let Some((name, range)) = package.extends.clone() else { return Ok(None) };
        if others.iter().any(|other| other.name == name) {
            return Ok(None);
        }
        let holds = |version: &String| range.as_ref().is_none_or(|range| range.holds_typed(version));
        if let Some(version) = theme::built_in_version(&name) {
            return if holds(&version) { Ok(None) } else { Err(other_version(name, range, version)) };
        }
        let installed = self.version_of(&name)?;
        if installed.as_ref().is_some_and(holds) {
            return Ok(None);
        }
        Ok(Some(Request { name: Some(name), range }))
    }

    fn version_of(&self, name: &str) -> Result<Option<String>, Diagnostic> {
        let folder = self.themes().join(name);
        if !folder.join(theme::MANIFEST).is_file() {
            return Ok(None);
        }
        Ok(Some(layer(&folder)?.manifest.version))
    }

    /// Writes all packages beside where they belong, then moves them there; on a fault all is moved back.
    fn place(&mut self, packages: Vec<Package>, source: &str) -> Result<Vec<Installed>, Diagnostic> {
        let themes = self.themes();
        let mut staged = Vec::new();
        let mut done = Vec::new();
        for package in packages {
            let digest = Digest::of(&package.files);
            let target = themes.join(&package.name);
            let locked = self.lock.themes.get(&package.name);
            let there = target.is_dir().then(|| Digest::of_folder(&target)).transpose()?;
            if there.is_some() && locked.is_none() && there.as_ref() != Some(&digest) {
                return Err(Diagnostic::new(StoreFault::InTheWay { path: target.display().to_string() }));
            }
            let was_there = there.as_ref() == Some(&digest);
            done.push(Installed {
                name: package.name.clone(),
                version: package.version.clone(),
                before: locked.map(|locked| locked.version.clone()),
                was_there,
            });
            let entry = Locked::new(package.version.clone(), digest, Some(source.to_owned()));
            if was_there {
                self.lock.themes.insert(package.name, entry);
            } else {
                let folder = stage(&themes, &package)?;
                staged.push((folder, target, package.name, entry));
            }
        }
        let before = self.lock.clone();
        let mut moved: Vec<Moved> = Vec::new();
        for (folder, target, name, entry) in staged {
            match Moved::into(folder, target) {
                Ok(step) => moved.push(step),
                Err(fault) => {
                    self.lock = before;
                    return Err(undo(moved, fault));
                }
            }
            self.lock.themes.insert(name, entry);
        }
        if let Err(fault) = self.write_lock() {
            self.lock = before;
            return Err(undo(moved, fault));
        }
        Ok(done)
    }

    /// Removes an installed theme.
    ///
    /// # Errors
    /// It was not installed, another theme stands on it, or it can't be moved.
    pub fn remove(&mut self, name: &str) -> Result<(), Diagnostic> {
        if !self.lock.themes.contains_key(name) {
            return Err(self.not_installed(name));
        }
        for other in self.lock.themes.keys().filter(|other| *other != name) {
            let Ok(layer) = layer(&self.themes().join(other)) else { continue };
            if layer.manifest.extends.is_some_and(|extends| extends.name.as_str() == name) {
                return Err(Diagnostic::new(StoreFault::Needed { name: name.to_owned(), by: other.clone() }));
            }
        }
        let target = self.themes().join(name);
        if target.is_dir() {
            let bin = staging(&self.themes())?;
            std::fs::rename(&target, bin.path().join(name)).map_err(|_| not_moved(&target))?;
        }
        self.lock.themes.remove(name);
        self.write_lock()
    }

    /// Installs what is newer where a theme came from.
    ///
    /// # Errors
    /// As [`Store::install`]; or no such theme is installed.
    pub fn update(&mut self, name: Option<&str>) -> Result<Vec<Installed>, Diagnostic> {
        let names = self.chosen(name)?;
        let mut done = Vec::new();
        for name in names {
            let Some(source) = self.lock.themes.get(&name).and_then(|locked| locked.source.clone()) else { continue };
            let source = self.root.join(source);
            // A package that was installed by its path has its newer versions beside it.
            let folder = if source.is_dir() { source } else { source.parent().unwrap_or(Path::new("")).to_path_buf() };
            done.extend(self.install(&folder, &Request { name: Some(name), range: None })?);
        }
        Ok(done)
    }

    /// Writes down themes as they are: an office's own, or one that was changed on purpose.
    ///
    /// # Errors
    /// There is no such theme, or its files can't be read.
    pub fn accept(&mut self, name: Option<&str>) -> Result<Vec<Installed>, Diagnostic> {
        let names = match name {
            Some(name) => vec![name.to_owned()],
            None => self.there(),
        };
        let mut done = Vec::new();
        for name in names {
            let folder = self.themes().join(&name);
            if !folder.join(theme::MANIFEST).is_file() {
                return Err(self.not_installed(&name));
            }
            let version = layer(&folder)?.manifest.version;
            let known = self.lock.themes.get(&name);
            let entry = Locked::new(version.clone(), Digest::of_folder(&folder)?, known.and_then(|k| k.source.clone()));
            let was_there = known == Some(&entry);
            let before = known.map(|known| known.version.clone());
            self.lock.themes.insert(name.clone(), entry);
            done.push(Installed { name, version, before, was_there });
        }
        self.write_lock()?;
        Ok(done)
    }

    fn chosen(&self, name: Option<&str>) -> Result<Vec<String>, Diagnostic> {
        match name {
            None => Ok(self.lock.themes.keys().cloned().collect()),
            Some(name) if self.lock.themes.contains_key(name) => Ok(vec![name.to_owned()]),
            Some(name) => Err(self.not_installed(name)),
        }
    }

    /// Names of the themes in the project's folder.
    fn there(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.themes()).into_iter().flatten().flatten();
        let themes = entries.filter(|entry| entry.path().join(theme::MANIFEST).is_file());
        let mut names: Vec<String> = themes.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.retain(|name| !name.starts_with('.'));
        names.sort();
        names
    }

    fn not_installed(&self, name: &str) -> Diagnostic {
        let known = self.lock.themes.keys().cloned().collect();
        Diagnostic::new(StoreFault::NotInstalled { name: name.to_owned(), known })
    }

    fn write_lock(&self) -> Result<(), Diagnostic> {
        write(&self.root.join(LOCK), self.lock.text().as_bytes())
    }
}

fn other_version(theme: String, range: Option<Range>, found: String) -> Diagnostic {
    let wanted = range.map(|range| range.to_string()).unwrap_or_default();
    Diagnostic::new(crate::diagnostic::ThemeFault::OtherVersion { theme, wanted, found })
}

/// A theme's folder alone, without what it extends.
///
/// # Errors
/// It is no theme, or its manifest has errors; the first is told.
pub fn layer(folder: &Path) -> Result<Layer, Diagnostic> {
    if !folder.join(theme::MANIFEST).is_file() {
        return Err(Diagnostic::new(StoreFault::NoTheme { path: folder.display().to_string() }));
    }
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let layer = Layer::read(folder, &mut sources, &mut report);
    let first = report.sorted().into_iter().find(Diagnostic::is_error);
    match (layer, first) {
        (Some(layer), None) => Ok(layer),
        (_, first) => {
            let fault =
                first.unwrap_or_else(|| Diagnostic::new(StoreFault::NoTheme { path: folder.display().to_string() }));
            Err(Diagnostic { span: None, ..fault })
        }
    }
}

/// A theme with all it extends, as documents of a folder find it.
pub fn load(name: &str, folder: &Path, sources: &mut Sources, report: &mut Report) -> Option<Theme> {
    Theme::load(Wanted::Typed(name), &theme_paths(folder), sources, report)
}

/// A folder for what is not there yet, on the same disk as where it will be.
fn staging(themes: &Path) -> Result<tempfile::TempDir, Diagnostic> {
    let failed = |error: &std::io::Error| {
        let path = themes.display().to_string();
        Diagnostic::new(crate::diagnostic::ToolFault::Unwritable { path, reason: error.kind().into() })
    };
    std::fs::create_dir_all(themes).map_err(|error| failed(&error))?;
    tempfile::Builder::new().prefix(".banxin-").tempdir_in(themes).map_err(|error| failed(&error))
}

fn stage(themes: &Path, package: &Package) -> Result<tempfile::TempDir, Diagnostic> {
    let folder = staging(themes)?;
    let root = folder.path().join(&package.name);
    for (path, bytes) in &package.files {
        let target = root.join(path);
        let failed = |error: &std::io::Error| {
            let path = target.display().to_string();
            Diagnostic::new(crate::diagnostic::ToolFault::Unwritable { path, reason: error.kind().into() })
        };
        std::fs::create_dir_all(target.parent().unwrap_or(&root)).map_err(|error| failed(&error))?;
        // Nobody looks into the staging folder, so a file need not be whole at every moment.
        std::fs::write(&target, bytes).map_err(|error| failed(&error))?;
    }
    Ok(folder)
}

/// A theme that was put in place, and the one that was there before.
struct Moved {
    staged: tempfile::TempDir,
    target: PathBuf,
    old: Option<PathBuf>,
}

impl Moved {
    fn into(staged: tempfile::TempDir, target: PathBuf) -> Result<Self, Diagnostic> {
        let name = target.file_name().unwrap_or_default().to_os_string();
        let new = staged.path().join(&name);
        let old = target.is_dir().then(|| staged.path().join(".old"));
        if let Some(old) = &old {
            std::fs::rename(&target, old).map_err(|_| not_moved(&target))?;
        }
        if std::fs::rename(&new, &target).is_err() {
            if let Some(old) = &old {
                // What could be moved away can be moved back.
                let _ = std::fs::rename(old, &target);
            }
            return Err(not_moved(&target));
        }
        Ok(Self { staged, target, old })
    }

    fn back(self) {
        let name = self.target.file_name().unwrap_or_default().to_os_string();
        // As above; what is left lies in the staging folder, which goes.
        let _ = std::fs::rename(&self.target, self.staged.path().join(name));
        if let Some(old) = &self.old {
            let _ = std::fs::rename(old, &self.target);
        }
    }
}

fn undo(moved: Vec<Moved>, fault: Diagnostic) -> Diagnostic {
    moved.into_iter().rev().for_each(Moved::back);
    fault
}

fn not_moved(path: &Path) -> Diagnostic {
    Diagnostic::new(StoreFault::NotMoved { path: path.display().to_string() })
}

/// A path as it is written down: from the project's folder if it is in or beside it, so that the project can move.
fn relative(root: &Path, path: &Path) -> String {
    let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let near = |base: &Path, up: &str| path.strip_prefix(base).ok().map(|rest| format!("{up}{}", slashed(rest)));
    let found = near(&root, "").or_else(|| near(root.parent()?, "../"));
    found.unwrap_or_else(|| path.display().to_string())
}

fn slashed(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn flaw(package: &str, flaw: PackageFlaw, file: Option<&str>) -> Diagnostic {
    Diagnostic::new(StoreFault::Package { package: package.to_owned(), flaw, file: file.map(str::to_owned) })
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(SourceFault::Unreadable { path: path.display().to_string(), reason: error.kind().into() })
}
