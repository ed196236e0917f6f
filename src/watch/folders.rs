//! The folders whose events the system sends.
//!
//! In: paths of interest. Out: events, for their folders and for the nearest folder that is there if they are not yet.
//! A folder that goes away and comes back is watched again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

/// The system's watcher with what it watches.
pub(super) struct Folders {
    /// None if this system has no events.
    watcher: Option<RecommendedWatcher>,
    /// Wanted: the path, and whether all below it is.
    wanted: BTreeMap<PathBuf, bool>,
    watched: BTreeMap<PathBuf, bool>,
    /// Watched folders that came or went since.
    stale: BTreeSet<PathBuf>,
}

impl Folders {
    pub(super) fn new(handler: impl Fn(notify::Result<Event>) + Send + 'static) -> Self {
        let watcher = notify::recommended_watcher(handler).ok();
        Self { watcher, wanted: BTreeMap::new(), watched: BTreeMap::new(), stale: BTreeSet::new() }
    }

    /// Wants events of a file, or of a folder and all that is in it if it is one.
    pub(super) fn want(&mut self, path: &Path) {
        self.wanted.entry(path.to_path_buf()).or_insert(false);
    }

    /// Wants events of a folder and all that is in it.
    pub(super) fn want_whole(&mut self, folder: PathBuf) {
        self.wanted.insert(folder, true);
    }

    /// Whether a path is a folder that is watched or wanted, or one above such a folder.
    pub(super) fn came_or_went(&mut self, path: &Path) -> bool {
        let here: Vec<PathBuf> = self.watched.keys().filter(|folder| folder.starts_with(path)).cloned().collect();
        let found = !here.is_empty() || (path.is_dir() && self.wanted.keys().any(|wanted| wanted.starts_with(path)));
        self.stale.extend(here);
        found
    }

    /// Watches what is wanted; answers whether all of it could be.
    pub(super) fn sync(&mut self) -> bool {
        let Some(watcher) = &mut self.watcher else { return false };
        for folder in std::mem::take(&mut self.stale) {
            self.watched.remove(&folder);
            // It may be gone, and then so is the watch.
            let _ = watcher.unwatch(&folder);
        }
        let mut needed: BTreeMap<PathBuf, bool> = BTreeMap::new();
        for (path, whole) in &self.wanted {
            for (folder, deep) in needs(path, *whole) {
                *needed.entry(folder).or_insert(false) |= deep;
            }
        }
        let covered = |folder: &Path| folder.ancestors().skip(1).any(|above| needed.get(above) == Some(&true));
        let mut all = true;
        for (folder, deep) in needed.iter().filter(|(folder, _)| !covered(folder)) {
            if self.watched.get(folder).is_some_and(|watched| watched == deep) {
                continue;
            }
            let mode = if *deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            match watcher.watch(folder, mode) {
                Ok(()) => {
                    self.watched.insert(folder.clone(), *deep);
                }
                // A folder that just went away will be told by the one above it.
                Err(_) if !folder.is_dir() => {}
                Err(_) => all = false,
            }
        }
        all
    }
}

/// The folders to watch for a path: its own, and the one above in case it goes; or the nearest that is there.
fn needs(path: &Path, whole: bool) -> Vec<(PathBuf, bool)> {
    let mut folders = Vec::new();
    if whole || path.is_dir() {
        folders.push((path.to_path_buf(), true));
    }
    let above = path.ancestors().skip(1).find(|folder| folder.is_dir());
    folders.extend(above.filter(|_| !whole).map(|folder| (folder.to_path_buf(), false)));
    folders
}
