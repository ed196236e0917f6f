//! The files of one bucket: which there are, and which of them are on this machine.
//!
//! In: names in the bucket. Out: their stamps, and files in a temporary folder, each there as long as somebody holds it. What
//! nobody holds stays for a while, so that a picture of many papers is fetched once; the folder is bounded all the same.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Component, Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::Bucket;
use crate::diagnostic::{BucketFault, Diagnostic};
use crate::place::{Found, Stamp};
use crate::write::write;

/// The largest file that is fetched: a font of all characters has 40 MB, a picture may have 64.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// The longest name of a file or folder on a disk, in bytes; a bucket may have longer ones.
const MAX_NAME: usize = 255;

/// So much may lie in the temporary folder that nobody holds.
const MAX_IDLE: u64 = 512 * 1024 * 1024;

/// A bucket, and what is known of its files.
#[derive(Debug)]
pub(super) struct Files {
    /// Where its files are put.
    pub(super) root: PathBuf,
    pub(super) bucket: Bucket,
    known: Mutex<Known>,
    arrived: Condvar,
}

#[derive(Debug, Default)]
struct Known {
    entries: BTreeMap<String, Entry>,
    /// What nobody holds, the longest so first.
    idle: VecDeque<String>,
    idle_bytes: u64,
}

#[derive(Debug)]
struct Entry {
    stamp: Stamp,
    length: u64,
    local: Local,
    holders: u32,
    /// Whether it was the same each time it was looked at.
    is_steady: bool,
}

/// Whether a file is on this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Local {
    Far,
    Coming,
    Here,
}

impl Files {
    /// A bucket of which nothing is known yet.
    pub(super) fn new(root: PathBuf, bucket: Bucket) -> Self {
        Self { root, bucket, known: Mutex::default(), arrived: Condvar::new() }
    }

    /// The name in the bucket of a path below the folder; none of one that leads out of it.
    pub(super) fn key(&self, path: &Path) -> Option<String> {
        let mut parts: Vec<&str> = Vec::new();
        for component in path.strip_prefix(&self.root).ok()?.components() {
            match component {
                Component::Normal(part) => parts.push(part.to_str()?),
                Component::ParentDir => drop(parts.pop()?),
                Component::CurDir => {}
                Component::RootDir | Component::Prefix(_) => return None,
            }
        }
        Some(parts.join("/"))
    }

    /// Where a file is put.
    pub(super) fn path(&self, key: &str) -> PathBuf {
        if key.is_empty() { self.root.clone() } else { self.root.join(key) }
    }

    /// Learns which files there are below a folder, of those whose names begin so.
    pub(super) fn list(&self, folder: &str, beginning: &str) -> Result<(), Diagnostic> {
        let start = if folder.is_empty() { beginning.to_owned() } else { format!("{folder}/{beginning}") };
        let listed = self.bucket.list(&start)?;
        let mut known = self.known();
        for file in listed {
            known.entries.entry(file.key).or_insert(Entry {
                stamp: file.stamp,
                length: file.length,
                local: Local::Far,
                holders: 0,
                is_steady: true,
            });
        }
        // What some programs put there to show an empty folder.
        let markers: Vec<String> =
            known.entries.iter().filter(|(key, entry)| entry.length == 0 && known.has_below(key)).map(name).collect();
        for marker in markers {
            known.entries.remove(&marker);
        }
        Ok(())
    }

    /// What there is under a name.
    pub(super) fn look(&self, key: &str) -> Found {
        let known = self.known();
        match known.entries.get(key) {
            Some(entry) => Found::File(entry.stamp),
            None if key.is_empty() || known.has_below(key) => Found::Folder,
            None => Found::Nothing,
        }
    }

    /// The names of all files below a folder, in the order of their names.
    pub(super) fn below(&self, folder: &str) -> Vec<String> {
        let start = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let known = self.known();
        known.entries.range(start.clone()..).map(name).take_while(|key| key.starts_with(&start)).collect()
    }

    /// Whether a file was the same each time it was looked at.
    pub(super) fn is_steady(&self, key: &str) -> bool {
        self.known().entries.get(key).is_none_or(|entry| entry.is_steady)
    }

    /// Sees to it that a file is on this machine until it is let go; one that there is none of is left alone.
    pub(super) fn hold(&self, key: &str) -> Result<(), Diagnostic> {
        let mut known = self.known();
        loop {
            let Some(entry) = known.entries.get_mut(key) else { return Ok(()) };
            match entry.local {
                Local::Here => {
                    entry.holders += 1;
                    return Ok(());
                }
                Local::Coming => known = self.arrived.wait(known).unwrap_or_else(PoisonError::into_inner),
                Local::Far => break,
            }
        }
        let too_long = || key.split('/').any(|part| part.len() > MAX_NAME).then(|| key.to_owned());
        if let Some(odd) = known.is_file_and_folder(key).or_else(too_long) {
            return Err(Diagnostic::new(BucketFault::OddName { name: self.bucket.address(&odd) }));
        }
        known.set(key, Local::Coming);
        drop(known);
        let fetched = self.fetch(key);
        let mut known = self.known();
        known.set(key, if fetched.is_ok() { Local::Here } else { Local::Far });
        if let (Some(entry), Ok(stamp)) = (known.entries.get_mut(key), &fetched) {
            entry.is_steady &= entry.stamp == *stamp;
            entry.stamp = *stamp;
            entry.holders += 1;
        }
        self.arrived.notify_all();
        fetched.map(drop)
    }

    /// Lets go of a file; those that nobody has held for longest make room.
    pub(super) fn let_go(&self, key: &str) {
        let mut known = self.known();
        let Some(entry) = known.entries.get_mut(key).filter(|entry| entry.holders > 0) else { return };
        entry.holders -= 1;
        if entry.holders > 0 {
            return;
        }
        let length = entry.length;
        known.idle.push_back(key.to_owned());
        known.idle_bytes += length;
        while known.idle_bytes > MAX_IDLE {
            let Some(oldest) = known.idle.pop_front() else { break };
            self.make_room(&mut known, &oldest);
        }
    }

    fn make_room(&self, known: &mut Known, key: &str) {
        let Some(entry) = known.entries.get_mut(key) else { return };
        let is_idle = entry.holders == 0 && entry.local == Local::Here;
        let length = entry.length;
        if is_idle {
            entry.local = Local::Far;
            // If it stays, it is in nobody's way.
            let _ = std::fs::remove_file(self.path(key));
        }
        known.idle_bytes = known.idle_bytes.saturating_sub(length);
    }

    /// Writes a file into the bucket.
    pub(super) fn put(&self, key: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
        let stamp = self.bucket.put(key, bytes)?;
        let mut known = self.known();
        let entry = known.entries.entry(key.to_owned()).or_insert(Entry {
            stamp,
            length: 0,
            local: Local::Far,
            holders: 0,
            is_steady: true,
        });
        entry.stamp = stamp;
        entry.length = bytes.len() as u64;
        if entry.holders == 0 && entry.local == Local::Here {
            entry.local = Local::Far;
        }
        Ok(())
    }

    /// What is in a file now, wherever it is.
    pub(super) fn read(&self, key: &str) -> Result<Vec<u8>, Diagnostic> {
        let gone = || Diagnostic::new(BucketFault::NoFile { address: self.bucket.address(key) });
        self.bucket.get(key, MAX_BYTES)?.map(|(bytes, _)| bytes).ok_or_else(gone)
    }

    /// What is in a file, if there is one; it need not have been listed.
    pub(super) fn find(&self, key: &str) -> Result<Option<Vec<u8>>, Diagnostic> {
        Ok(self.bucket.get(key, MAX_BYTES)?.map(|(bytes, _)| bytes))
    }

    fn fetch(&self, key: &str) -> Result<Stamp, Diagnostic> {
        let gone = || Diagnostic::new(BucketFault::NoFile { address: self.bucket.address(key) });
        let (bytes, stamp) = self.bucket.get(key, MAX_BYTES)?.ok_or_else(gone)?;
        write(&self.path(key), &bytes).map_err(|_| {
            let folder = self.root.parent().unwrap_or(&self.root).display().to_string();
            Diagnostic::new(BucketFault::NoRoom { folder }).with_foreign(self.bucket.address(key))
        })?;
        Ok(stamp)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        // Nothing that is done while it is held can leave it half changed.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn set(&mut self, key: &str, local: Local) {
        if let Some(entry) = self.entries.get_mut(key) {
            entry.local = local;
        }
    }

    fn has_below(&self, key: &str) -> bool {
        let start = format!("{key}/");
        self.entries.range(start.clone()..).next().is_some_and(|(next, _)| next.starts_with(&start))
    }

    /// A name on the way to a file that is a file's and a folder's: no folder of this machine can hold both.
    fn is_file_and_folder(&self, key: &str) -> Option<String> {
        let ends = key.match_indices('/').map(|(at, _)| &key[..at]);
        let above = ends.into_iter().find(|folder| self.entries.contains_key(*folder));
        above.or_else(|| self.has_below(key).then_some(key)).map(str::to_owned)
    }
}

fn name((key, _): (&String, &Entry)) -> String {
    key.clone()
}
