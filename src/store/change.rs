//! What an installation is made of: packages are chosen, with what they stand on, and put in place together.

use super::place::{self, Alone};
use super::{Installed, Net, Origin, Package, Request, Store, layer, other_version, shelf};
use crate::diagnostic::{Diagnostic, StoreFault, ThemeFault};
use crate::theme;
use crate::theme::digest::Digest;
use crate::theme::lock::{Lock, Locked};
use crate::theme::version::{Range, Version};

/// A package that is to be put in place.
struct Coming {
    package: Package,
    /// Where it came from, as the lock has it.
    source: String,
    /// Whether it must be what the lock says, if it is the version the lock has.
    is_pinned: bool,
}

/// What comes, and what is there as before.
type Gathered = (Vec<Coming>, Vec<Installed>);

impl Store {
    /// Installs a theme, and those it stands on that are not there.
    ///
    /// # Errors
    /// There is no such theme, a package is not what it says, or it can't be put in place; then nothing is changed.
    pub fn install(&mut self, origin: &Origin, request: &Request, net: &Net) -> Result<Vec<Installed>, Diagnostic> {
        self.change(|store| Ok((store.gather(origin, request, net, &[])?, Vec::new())))
    }

    /// Installs what `banxin.lock` has and is not there, from where it came from and to the byte. What is there and is
    /// not as the lock says is told and left alone.
    ///
    /// # Errors
    /// As [`Store::install`]; or a theme is there but another.
    pub fn restore(&mut self, net: &Net) -> Result<Vec<Installed>, Diagnostic> {
        self.change(|store| store.absent(net))
    }

    /// What the lock has and is not there, and what is.
    fn absent(&self, net: &Net) -> Result<Gathered, Diagnostic> {
        let (mut coming, mut there) = (Vec::new(), Vec::new());
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
            let source = locked.source.clone().ok_or_else(lost)?;
            let range = format!("={}", locked.version).parse().ok();
            let request = Request { name: Some(name.clone()), range };
            let package = shelf::find(&Origin::of_project(&self.root, &source)?.shelf(), &request, net)?;
            coming.push(Coming { package, source, is_pinned: true });
        }
        Ok((coming, there))
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

    /// Installs what is newer where a theme came from.
    ///
    /// # Errors
    /// As [`Store::install`]; or no such theme is installed.
    pub fn update(&mut self, name: Option<&str>, net: &Net) -> Result<Vec<Installed>, Diagnostic> {
        let mut done = self.change(|store| store.newer(name, net))?;
        done.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(done)
    }

    /// What is newer where it came from, and what is not.
    fn newer(&self, name: Option<&str>, net: &Net) -> Result<Gathered, Diagnostic> {
        let (mut coming, mut there): Gathered = (Vec::new(), Vec::new());
        for name in self.chosen(name)? {
            let Some(locked) = self.lock.themes.get(&name) else { continue };
            let Some(source) = &locked.source else { continue };
            if coming.iter().any(|other| other.package.name == name) {
                continue;
            }
            // A package that was installed by its path has its newer versions beside it.
            let origin = Origin::of_project(&self.root, source)?.shelf();
            let request = Request { range: self.wanted_by_others(&name), name: Some(name.clone()) };
            let found = self.gather(&origin, &request, net, &coming)?;
            let is_newer = |version: &String| version.parse::<Version>() > locked.version.parse::<Version>();
            if found.first().is_some_and(|first| is_newer(&first.package.version)) || self.is_absent(&name) {
                coming.retain(|known| found.iter().all(|new| new.package.name != known.package.name));
                coming.extend(found);
            } else {
                there.push(Installed::as_before(&name, &locked.version));
            }
        }
        there.retain(|known| coming.iter().all(|other| other.package.name != known.name));
        Ok((coming, there))
    }

    fn is_absent(&self, name: &str) -> bool {
        !self.themes().join(name).is_dir()
    }

    /// The versions of a theme that all themes here that extend it can do with.
    fn wanted_by_others(&self, name: &str) -> Option<Range> {
        let ranges = self.there().into_iter().filter_map(|by| self.stands_on(&by));
        ranges.filter(|(parent, _)| parent == name).map(|(_, range)| range).reduce(|all, range| all.and(&range))
    }

    /// Chooses packages and puts them in place; chooses anew if somebody else was faster.
    fn change(&mut self, choose: impl Fn(&Self) -> Result<Gathered, Diagnostic>) -> Result<Vec<Installed>, Diagnostic> {
        loop {
            self.settle()?;
            let (coming, mut there) = choose(self)?;
            if let Some(done) = self.place(&coming)? {
                there.extend(done);
                return Ok(there);
            }
        }
    }

    /// Puts in order what somebody left who was killed, and waits for who is at work.
    fn settle(&mut self) -> Result<(), Diagnostic> {
        let _alone = Alone::wait(&self.root)?;
        self.lock = Lock::read(&self.root)?.unwrap_or_default();
        Ok(())
    }

    /// Puts packages in place and writes down what they are.
    /// None if somebody has put something in place since the packages were chosen.
    fn place(&mut self, coming: &[Coming]) -> Result<Option<Vec<Installed>>, Diagnostic> {
        let alone = Alone::wait(&self.root)?;
        let mut lock = Lock::read(&self.root)?.unwrap_or_default();
        if lock != self.lock {
            return Ok(None);
        }
        self.check_children(coming)?;
        let (mut done, mut staged) = (Vec::new(), Vec::new());
        for Coming { package, source, is_pinned } in coming {
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
        if !staged.is_empty() || lock != self.lock {
            place::place(&self.root, &staged, &lock)?;
        }
        self.lock = lock;
        drop(alone);
        Ok(Some(done))
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
}
