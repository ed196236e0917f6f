//! What is in files and folders, as short digests: whether a document's inputs are what they were.
//!
//! In: paths. Out: a [`Print`]. Content decides, never time; but a file whose size, times and number are those of a digest
//! that was kept is not read again. That is safe only for a file that was not young when it was read, since a file system's
//! clock ticks slowly and a second write within a tick leaves no trace. A path is looked at once a run.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::place::{Found, Place, Stamp};

/// File systems date a file by the last tick of the system's clock, up to 16 ms ago.
const TICK: Duration = Duration::from_millis(20);

/// A path with nothing at it.
pub(super) const ABSENT: &str = "-";

/// What is at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Print {
    /// The digest of the content; [`ABSENT`] if there is nothing.
    pub(super) digest: String,
    /// When it was last written, as far as is known.
    written: Option<SystemTime>,
}

impl Print {
    /// Whether it may have been written after `moment`, so that what was read then may be something else.
    pub(super) fn is_after(&self, moment: SystemTime) -> bool {
        self.written.is_some_and(|written| written + TICK >= moment)
    }
}

/// A digest with the stamp it holds for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) stamp: Stamp,
    pub(super) digest: String,
}

/// All that was looked at in a run.
pub(super) struct Prints {
    place: Arc<dyn Place>,
    kept: HashMap<PathBuf, Kept>,
    seen: Mutex<HashMap<PathBuf, Print>>,
    fresh: Mutex<BTreeMap<PathBuf, Kept>>,
}

impl Prints {
    /// With the digests that were kept by the run before.
    pub(super) fn new(place: Arc<dyn Place>, kept: HashMap<PathBuf, Kept>) -> Self {
        Self { place, kept, seen: Mutex::new(HashMap::new()), fresh: Mutex::new(BTreeMap::new()) }
    }

    /// What is at a path.
    pub(super) fn of(&self, path: &Path) -> Print {
        if let Some(print) = self.seen.lock().ok().and_then(|seen| seen.get(path).cloned()) {
            return print;
        }
        let print = self.look(path);
        if let Ok(mut seen) = self.seen.lock() {
            seen.insert(path.to_path_buf(), print.clone());
        }
        print
    }

    /// Forgets what was seen at a path, because it was written.
    pub(super) fn forget(&self, path: &Path) {
        if let Ok(mut seen) = self.seen.lock() {
            seen.remove(path);
        }
    }

    /// Whether a digest of the file was kept by the run before.
    pub(super) fn knew(&self, path: &Path) -> bool {
        self.kept.contains_key(path)
    }

    /// The digests to keep for the next run that were not kept before and not taken yet.
    pub(super) fn fresh(&self) -> BTreeMap<PathBuf, Kept> {
        self.fresh.lock().map(|mut fresh| std::mem::take(&mut *fresh)).unwrap_or_default()
    }

    /// Keeps a digest that is known without reading, if the file is no longer young.
    pub(super) fn keep(&self, path: &Path, kept: Kept, now: SystemTime) {
        if !kept.stamp.is_sure() || kept.stamp.is_young(now) || self.kept.get(path) == Some(&kept) {
            return;
        }
        if let Ok(mut fresh) = self.fresh.lock() {
            fresh.insert(path.to_path_buf(), kept);
        }
    }

    fn look(&self, path: &Path) -> Print {
        match self.place.look(path) {
            Found::Folder => self.folder(path),
            Found::File(stamp) => self.file(path, stamp),
            Found::Nothing => Print { digest: ABSENT.to_owned(), written: None },
        }
    }

    fn file(&self, path: &Path, stamp: Stamp) -> Print {
        let written = Some(stamp.latest());
        if let Some(kept) = self.kept.get(path).filter(|kept| kept.stamp == stamp && stamp.is_sure()) {
            return Print { digest: kept.digest.clone(), written };
        }
        let now = SystemTime::now();
        let Ok(bytes) = self.place.read(path) else { return Print { digest: "?".to_owned(), written } };
        let digest = digest(&bytes);
        // What was read is what the stamp says only if nothing was written meanwhile.
        if self.place.look(path) == Found::File(stamp) {
            self.keep(path, Kept { stamp, digest: digest.clone() }, now);
        }
        Print { digest, written }
    }

    /// Names and contents of all that is in a folder.
    fn folder(&self, path: &Path) -> Print {
        let mut hasher = blake3::Hasher::new();
        let mut latest = None;
        for file in self.place.files(path) {
            let print = self.of(&file);
            latest = latest.max(print.written);
            let name = file.strip_prefix(path).unwrap_or(&file).to_string_lossy();
            hasher.update(name.as_bytes()).update(&[0]).update(print.digest.as_bytes()).update(&[0]);
        }
        Print { digest: short(&hasher.finalize()), written: latest }
    }
}

/// The digest of bytes.
pub(super) fn digest(bytes: &[u8]) -> String {
    short(&blake3::hash(bytes))
}

/// 128 bits are enough to tell files of one office apart, and half as long to keep.
fn short(hash: &blake3::Hash) -> String {
    hash.to_hex()[..32].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Disk;

    fn prints(kept: HashMap<PathBuf, Kept>) -> Prints {
        Prints::new(Arc::new(Disk), kept)
    }

    #[test]
    fn a_young_file_is_read_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("计划.yaml");
        std::fs::write(&path, "甲").expect("a file");
        let seen = prints(HashMap::new());
        let first = seen.of(&path);
        assert!(seen.fresh().is_empty(), "a file that was just written may be written again unseen");
        std::fs::write(&path, "乙").expect("a file");
        assert_ne!(prints(HashMap::new()).of(&path), first);
    }

    #[test]
    fn an_old_file_is_not_read_again_until_it_is_touched() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("计划.yaml");
        std::fs::write(&path, "甲").expect("a file");
        let stamp = Stamp::of(&path).expect("a stamp");
        let kept = || HashMap::from([(path.clone(), Kept { stamp, digest: "旧".to_owned() })]);
        assert_eq!(prints(kept()).of(&path).digest, "旧");
        std::fs::write(&path, "乙丙").expect("a file");
        assert_eq!(prints(kept()).of(&path).digest, digest("乙丙".as_bytes()));
    }

    #[test]
    fn a_folder_is_all_that_is_in_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let print = || prints(HashMap::new()).of(folder.path()).digest;
        let empty = print();
        std::fs::write(folder.path().join("a"), "甲").expect("a file");
        let one = print();
        std::fs::rename(folder.path().join("a"), folder.path().join("b")).expect("renamed");
        let renamed = print();
        assert!(empty != one && one != renamed);
        assert_eq!(prints(HashMap::new()).of(&folder.path().join("c")).digest, ABSENT);
    }
}
