//! Themes that come and go: packed, found, checked, installed, updated, removed.
//!
//! In: packages (`NAME-VERSION.banxin`), folders and web servers that have them, a project's folder. Out: themes in the
//! project's `themes` folder and what `banxin.lock` says of them. All of an installation is done or nothing; nothing of a
//! package is trusted before all of it was checked; no connection is opened unless an address was asked for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

mod change;
mod net;
mod origin;
mod package;
mod place;
mod shelf;

pub use net::{Address, Net, PATIENCE, Transfer};
pub use origin::Origin;
pub use package::{EXTENSION, MAX_PACKAGE_BYTES, Package, pack};
pub use place::at_rest;
pub use shelf::{INDEX, Offer, index, offered, offers};

use place::Alone;

use crate::diagnostic::{Diagnostic, PackageFlaw, Report, SourceFault, StoreFault, ThemeFault};
use crate::manifest::Manifest;
use crate::pipeline::theme_paths;
use crate::source::Sources;
use crate::theme::digest::Digest;
use crate::theme::lock::{LOCK, Lock, Locked};
use crate::theme::version::Range;
use crate::theme::{self, Layer, Theme, Wanted};

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

impl Installed {
    fn as_before(name: &str, version: &str) -> Self {
        let (name, version) = (name.to_owned(), version.to_owned());
        Self { name, before: Some(version.clone()), version, was_there: true }
    }
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

    /// Where `banxin.yaml` says that themes are to be had.
    ///
    /// # Errors
    /// It says something that is no address.
    pub fn project_source(&self) -> Result<Option<Origin>, Diagnostic> {
        let (mut sources, mut report) = (Sources::new(), Report::new());
        let manifest = Manifest::load(&self.root, &mut sources, &mut report);
        let written = manifest.and_then(|manifest| manifest.theme_source);
        written.map(|written| Origin::of_project(&self.root, written.as_str())).transpose()
    }

    fn version_of(&self, name: &str) -> Result<Option<String>, Diagnostic> {
        let folder = self.themes().join(name);
        if !folder.join(theme::MANIFEST).is_file() {
            return Ok(None);
        }
        Ok(Some(layer(&folder)?.manifest.version))
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
        let _alone = Alone::wait(&self.root)?;
        self.lock = Lock::read(&self.root)?.unwrap_or_default();
        self.lock.themes.remove(name);
        place::take_away(&self.root, name, &self.lock)
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
        let _alone = Alone::wait(&self.root)?;
        self.lock = Lock::read(&self.root)?.unwrap_or_default();
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
        crate::write::write(&self.root.join(LOCK), self.lock.text().as_bytes())?;
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
}

fn other_version(theme: String, range: Option<Range>, found: String) -> Diagnostic {
    let wanted = range.map(|range| range.to_string()).unwrap_or_default();
    Diagnostic::new(ThemeFault::OtherVersion { theme, wanted, found })
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

fn not_moved(path: &Path) -> Diagnostic {
    Diagnostic::new(StoreFault::NotMoved { path: path.display().to_string() })
}

fn flaw(package: &str, flaw: PackageFlaw, file: Option<&str>) -> Diagnostic {
    Diagnostic::new(StoreFault::Package { package: package.to_owned(), flaw, file: file.map(str::to_owned) })
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(SourceFault::Unreadable { path: path.display().to_string(), reason: error.kind().into() })
}
