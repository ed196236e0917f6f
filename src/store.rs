//! Themes that come and go: packed, found, checked, installed, updated, removed.
//!
//! In: packages (`NAME-VERSION.banxin`), folders and web servers that have them, a project's folder. Out: themes in the
//! project's `themes` folder and what `banxin.lock` says of them. All of an installation is done or nothing; nothing of a
//! package is trusted before all of it was checked; no connection is opened unless an address was asked for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

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
use crate::theme::version::{Range, Version};
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

/// A package that is to be put in place.
struct Coming {
    package: Package,
    /// Where it came from, as the lock has it.
    source: String,
    /// Whether it must be what the lock says, if it is the version the lock has.
    is_pinned: bool,
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

    /// Installs a theme, and those it stands on that are not there.
    ///
    /// # Errors
    /// There is no such theme, a package is not what it says, or it can't be put in place; then nothing is changed.
    pub fn install(&mut self, origin: &Origin, request: &Request, net: &Net) -> Result<Vec<Installed>, Diagnostic> {
        let coming = self.gather(origin, request, net, &[])?;
        self.place(coming)
    }

    /// Installs what `banxin.lock` has and is not there, from where it came from and to the byte. What is there and is
    /// not as the lock says is told and left alone.
    ///
    /// # Errors
    /// As [`Store::install`]; or a theme is there but another.
    pub fn restore(&mut self, net: &Net) -> Result<Vec<Installed>, Diagnostic> {
        let (mut coming, mut there): (Vec<Coming>, Vec<Installed>) = (Vec::new(), Vec::new());
        for (name, locked) in &self.lock.themes {
            let folder = self.themes().join(name);
            if folder.is_dir() {
                if let Some(fault) = locked.difference(name, &folder)? {
                    return Err(fault);
                }
                there.push(Installed::as_before(name, &locked.version));
                continue;
            }
            let lost = || Diagnostic::new(StoreFault::Lost { name: name.clone() });
            let origin = Origin::of_project(&self.root, locked.source.as_deref().ok_or_else(lost)?)?;
            let range = format!("={}", locked.version).parse().ok();
            let package = shelf::find(&origin.shelf(), &Request { name: Some(name.clone()), range }, net)?;
            let coming_now = Coming { package, source: locked.source.clone().unwrap_or_default(), is_pinned: true };
            coming.push(coming_now);
        }
        there.extend(self.place(coming)?);
        Ok(there)
    }

    /// A theme and what it stands on that neither the project nor what comes anyway has.
    fn gather(
        &self,
        origin: &Origin,
        request: &Request,
        net: &Net,
        anyway: &[Coming],
    ) -> Result<Vec<Coming>, Diagnostic> {
        let (source, is_pinned) = (origin.recorded(&self.root), matches!(origin, Origin::Net(_)));
        let mut coming: Vec<Coming> = Vec::new();
        let mut next = shelf::find(origin, request, net)?;
        loop {
            let parent = self.missing(&next, &coming, anyway)?;
            coming.push(Coming { package: next, source: source.clone(), is_pinned });
            let Some(parent) = parent else { return Ok(coming) };
            next = shelf::find(&origin.shelf(), &parent, net)?;
        }
    }

    /// What a package stands on and is not there and does not come.
    fn missing(&self, package: &Package, coming: &[Coming], anyway: &[Coming]) -> Result<Option<Request>, Diagnostic> {
        let Some((name, range)) = package.extends.clone() else { return Ok(None) };
        if name == package.name || coming.iter().any(|other| other.package.name == name) {
            return Err(Diagnostic::new(ThemeFault::Circular { theme: name }));
        }
        let holds = |version: &String| range.as_ref().is_none_or(|range| range.holds_typed(version));
        if let Some(version) = theme::built_in_version(&name) {
            return if holds(&version) { Ok(None) } else { Err(other_version(name, range, version)) };
        }
        let comes = anyway.iter().find(|other| other.package.name == name).map(|other| other.package.version.clone());
        let there = comes.map_or_else(|| self.version_of(&name), |version| Ok(Some(version)))?;
        if there.as_ref().is_some_and(holds) {
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

    /// Puts packages in place and writes down what they are.
    fn place(&mut self, coming: Vec<Coming>) -> Result<Vec<Installed>, Diagnostic> {
        let alone = Alone::wait(&self.root)?;
        // Somebody may have installed something while packages were being fetched.
        let mut lock = Lock::read(&self.root)?.unwrap_or_default();
        self.check_children(&coming)?;
        let (mut done, mut staged) = (Vec::new(), Vec::new());
        for Coming { package, source, is_pinned } in &coming {
            let entry = Locked::new(package.version.clone(), Digest::of(&package.files), Some(source.clone()));
            let before = lock.themes.get(&package.name);
            if *is_pinned && before.is_some_and(|before| before.version == entry.version && before.hash != entry.hash) {
                let (name, version, source) = (package.name.clone(), package.version.clone(), source.clone());
                return Err(Diagnostic::new(StoreFault::OtherContent { name, version, source }));
            }
            let was_there = self.is_there(package, &entry, before.is_some())?;
            let before = before.map(|before| before.version.clone());
            done.push(Installed { name: package.name.clone(), version: package.version.clone(), before, was_there });
            if !was_there {
                staged.push(package);
            }
            lock.themes.insert(package.name.clone(), entry);
        }
        if !staged.is_empty() || Some(&lock) != Lock::read(&self.root)?.as_ref() {
            place::place(&self.root, &staged, &lock)?;
        }
        self.lock = lock;
        drop(alone);
        Ok(done)
    }

    /// Whether a package's very files are in place already.
    ///
    /// # Errors
    /// Something of its name is there that was not installed.
    fn is_there(&self, package: &Package, entry: &Locked, is_installed: bool) -> Result<bool, Diagnostic> {
        let target = self.themes().join(&package.name);
        let there = target.is_dir().then(|| Digest::of_folder(&target)).transpose()?;
        let same = there.as_ref() == Some(&entry.files);
        if !same && !is_installed && target.symlink_metadata().is_ok() {
            return Err(Diagnostic::new(StoreFault::InTheWay { path: target.display().to_string() }));
        }
        Ok(same)
    }

    /// Whether themes that are there and stay still have what they stand on.
    fn check_children(&self, coming: &[Coming]) -> Result<(), Diagnostic> {
        let stays = |name: &String| coming.iter().all(|other| other.package.name != *name);
        for by in self.there().into_iter().filter(stays) {
            let Some((name, range)) = self.stands_on(&by) else { continue };
            let parent = coming.iter().map(|coming| &coming.package).find(|package| package.name == name);
            let Some(version) = parent.map(|package| package.version.clone()) else { continue };
            if !range.holds_typed(&version) {
                return Err(Diagnostic::new(StoreFault::Breaks { name, version, by, range: range.to_string() }));
            }
        }
        Ok(())
    }

    /// What a theme that is there extends, and which versions of it.
    fn stands_on(&self, name: &str) -> Option<(String, Range)> {
        let extends = layer(&self.themes().join(name)).ok()?.manifest.extends?;
        Some((extends.name.as_str().to_owned(), extends.range?))
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

    /// Installs what is newer where a theme came from.
    ///
    /// # Errors
    /// As [`Store::install`]; or no such theme is installed.
    pub fn update(&mut self, name: Option<&str>, net: &Net) -> Result<Vec<Installed>, Diagnostic> {
        let (mut coming, mut done): (Vec<Coming>, Vec<Installed>) = (Vec::new(), Vec::new());
        for name in self.chosen(name)? {
            let Some(locked) = self.lock.themes.get(&name) else { continue };
            let Some(source) = &locked.source else { continue };
            if coming.iter().any(|other| other.package.name == name) {
                continue;
            }
            // A package that was installed by its path has its newer versions beside it.
            let origin = Origin::of_project(&self.root, source)?.shelf();
            let request = Request { range: self.wanted_by_others(&name), name: Some(name) };
            let found = self.gather(&origin, &request, net, &coming)?;
            let is_newer = |version: &String| version.parse::<Version>() > locked.version.parse::<Version>();
            if found
                .first()
                .is_some_and(|first| is_newer(&first.package.version) || self.is_absent(&first.package.name))
            {
                coming.retain(|known| found.iter().all(|new| new.package.name != known.package.name));
                coming.extend(found);
            } else {
                done.push(Installed::as_before(&request.name.unwrap_or_default(), &locked.version));
            }
        }
        let names: Vec<&String> = coming.iter().map(|coming| &coming.package.name).collect();
        done.retain(|known| !names.contains(&&known.name));
        done.extend(self.place(coming)?);
        done.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(done)
    }

    fn is_absent(&self, name: &str) -> bool {
        !self.themes().join(name).is_dir()
    }

    /// The versions of a theme that all themes here that extend it can do with.
    fn wanted_by_others(&self, name: &str) -> Option<Range> {
        let ranges = self.there().into_iter().filter_map(|by| self.stands_on(&by));
        ranges.filter(|(parent, _)| parent == name).map(|(_, range)| range).reduce(|all, range| all.and(&range))
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
