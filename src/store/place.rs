//! Packages → the project's themes folder and `banxin.lock`: all of them or none, by one program at a time.
//!
//! What comes is written into a folder of its own among the themes, `.banxin-…`, and moved into place when all of it is
//! there; what was there before waits in that folder until `banxin.lock` is written. A program that is killed between
//! leaves the folder, and whoever comes next takes the moves back, or takes the folder away if all was done.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::not_moved;
use super::package::Package;
use crate::diagnostic::{Diagnostic, ToolFault};
use crate::source::read_bytes;
use crate::theme::lock::{LOCK, Lock};
use crate::write::write;

/// What the names of folders of unfinished work begin with.
const UNFINISHED: &str = ".banxin-";

/// In such a folder: the lock as it will be. While this file is there, moves may have been made.
const PLAN: &str = "plan";

/// In such a folder: the themes that are moved, one a line.
const NAMES: &str = "names";

/// Held while themes are moved, so that Ctrl-C can wait for the end of it.
static MOVING: Mutex<()> = Mutex::new(());

/// Waits until this program moves no themes, and keeps it so.
pub fn at_rest() -> MutexGuard<'static, ()> {
    MOVING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The right to change a project's themes; another program that wants it waits.
pub(super) struct Alone {
    _file: File,
    _moving: MutexGuard<'static, ()>,
}

impl Alone {
    /// Waits for the right, and puts in order what somebody left who was killed.
    pub(super) fn wait(root: &Path) -> Result<Self, Diagnostic> {
        let folder = root.join(".banxin");
        let failed = |error: &std::io::Error| unwritable(&folder, error);
        std::fs::create_dir_all(&folder).map_err(|error| failed(&error))?;
        let path = folder.join("themes.lock");
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(|e| failed(&e))?;
        // On a disk that knows no locks nobody can be waited for, and nobody's work be told from rubbish.
        let is_alone = file.lock().is_ok();
        let alone = Self { _file: file, _moving: at_rest() };
        if is_alone {
            recover(root)?;
        }
        Ok(alone)
    }
}

/// Moves packages into place and writes the lock; on a fault all is as it was.
pub(super) fn place(root: &Path, packages: &[&Package], lock: &Lock) -> Result<(), Diagnostic> {
    let names: Vec<&str> = packages.iter().map(|package| package.name.as_str()).collect();
    with_work(root, &names, lock, |work| {
        packages.iter().try_for_each(|package| work.stage(package))?;
        work.plan(lock)?;
        names.iter().try_for_each(|name| work.put(name))
    })
}

/// Takes a theme away and writes the lock without it.
pub(super) fn take_away(root: &Path, name: &str, lock: &Lock) -> Result<(), Diagnostic> {
    with_work(root, &[name], lock, |work| {
        work.plan(lock)?;
        let target = work.themes.join(name);
        if target.symlink_metadata().is_err() {
            return Ok(());
        }
        rename(&target, &work.old(name)).map_err(|_| not_moved(&target))
    })
}

fn with_work(
    root: &Path,
    names: &[&str],
    lock: &Lock,
    moves: impl FnOnce(Work) -> Result<(), Diagnostic>,
) -> Result<(), Diagnostic> {
    let themes = root.join("themes");
    std::fs::create_dir_all(&themes).map_err(|error| unwritable(&themes, &error))?;
    let folder = tempfile::Builder::new().prefix(UNFINISHED).tempdir_in(&themes);
    let folder = folder.map_err(|error| unwritable(&themes, &error))?;
    let work = Work { folder: folder.path(), themes: &themes };
    write(&work.folder.join(NAMES), names.join("\n").as_bytes())?;
    let done = moves(work).and_then(|()| write(&root.join(LOCK), lock.text().as_bytes()));
    if done.is_err() {
        work.take_back(names.iter().copied());
    }
    // Without the plan the folder is only rubbish, however far taking it away gets.
    let _ = std::fs::remove_file(work.folder.join(PLAN));
    done
}

/// A folder of unfinished work, and where it belongs.
#[derive(Clone, Copy)]
struct Work<'a> {
    folder: &'a Path,
    themes: &'a Path,
}

impl Work<'_> {
    fn coming(self, name: &str) -> PathBuf {
        self.folder.join("new").join(name)
    }

    fn old(self, name: &str) -> PathBuf {
        self.folder.join("old").join(name)
    }

    fn back(self, name: &str) -> PathBuf {
        self.folder.join("back").join(name)
    }

    /// Writes down what will be, before anything is moved.
    fn plan(self, lock: &Lock) -> Result<(), Diagnostic> {
        write(&self.folder.join(PLAN), lock.text().as_bytes())
    }

    fn stage(self, package: &Package) -> Result<(), Diagnostic> {
        let root = self.coming(&package.name);
        for (path, bytes) in &package.files {
            let target = root.join(path);
            std::fs::create_dir_all(target.parent().unwrap_or(&root)).map_err(|error| unwritable(&target, &error))?;
            // Nobody looks into this folder, so a file need not be whole at every moment.
            std::fs::write(&target, bytes).map_err(|error| unwritable(&target, &error))?;
        }
        Ok(())
    }

    fn put(self, name: &str) -> Result<(), Diagnostic> {
        let target = self.themes.join(name);
        if target.symlink_metadata().is_ok() {
            rename(&target, &self.old(name)).map_err(|_| not_moved(&target))?;
        }
        rename(&self.coming(name), &target).map_err(|_| not_moved(&target))
    }

    /// Makes the moves in the other direction, as far as they were made. What could be moved can be moved back, and what
    /// has been is not moved twice.
    fn take_back<'n>(self, names: impl IntoIterator<Item = &'n str>) {
        for name in names {
            let (target, old) = (self.themes.join(name), self.old(name));
            let came = self.folder.join("new").is_dir() && !self.coming(name).is_dir() && !self.back(name).is_dir();
            if came && target.is_dir() {
                let _ = rename(&target, &self.back(name));
            }
            if old.symlink_metadata().is_ok() {
                let _ = rename(&old, &target);
            }
        }
    }
}

fn rename(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to.parent().unwrap_or(to))?;
    std::fs::rename(from, to)
}

/// Puts in order what programs left that were killed: only one can be at work, and that is the caller.
fn recover(root: &Path) -> Result<(), Diagnostic> {
    let themes = root.join("themes");
    let entries = std::fs::read_dir(&themes).into_iter().flatten().flatten();
    let unfinished = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(UNFINISHED));
    for folder in unfinished.map(|entry| entry.path()).filter(|path| path.is_dir()) {
        let plan = folder.join(PLAN);
        if plan.is_file() {
            let lock = root.join(LOCK);
            if !lock.is_file() || read_bytes(&lock)? != read_bytes(&plan)? {
                let names = String::from_utf8(read_bytes(&folder.join(NAMES))?).unwrap_or_default();
                // A name that some other program wrote must not lead out.
                let names = names.lines().filter(|name| super::package::is_safe(name) && !name.contains('/'));
                Work { folder: &folder, themes: &themes }.take_back(names);
            }
            let _ = std::fs::remove_file(&plan);
        }
        // One that can't be taken away harms nobody: hidden folders are no themes.
        let _ = std::fs::remove_dir_all(&folder);
    }
    Ok(())
}

fn unwritable(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(ToolFault::Unwritable { path: path.display().to_string(), reason: error.kind().into() })
}
