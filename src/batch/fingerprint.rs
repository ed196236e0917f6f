//! What is in files and folders, as short digests: whether a document's inputs are what they were.
//!
//! In: paths. Out: a [`Print`]. Content decides, never time; but a file whose size, times and number are those of a digest
//! that was kept is not read again. That is safe only for a file that was not young when it was read, since a file system's
//! clock ticks slowly and a second write within a tick leaves no trace. A path is looked at once a run.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::source::far::{self, Mark};
use crate::source::read_bytes;

/// File systems keep times as coarse as 2 seconds (FAT): what was written this long ago can't be written again unseen.
const YOUNG: Duration = Duration::from_secs(2);

/// File systems date a file by the last tick of the system's clock, up to 16 ms ago.
const TICK: Duration = Duration::from_millis(20);

/// Folders nested deeper are not looked into, as nothing of them is used.
const MAX_DEPTH: usize = 16;

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

/// What can be told of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    length: u64,
    /// Written, in nanoseconds since 1970.
    written: u64,
    /// Changed in any way, name and permissions too; 0 where the system does not tell.
    changed: u64,
    /// The file's number; 0 where the system does not tell.
    number: u64,
}

impl Stamp {
    /// The stamp of a regular file.
    pub(super) fn of(path: &Path) -> Option<Self> {
        if let Some(far) = far::of(path) {
            return far.mark(path).map(Self::from);
        }
        path.metadata().ok().filter(std::fs::Metadata::is_file).map(|metadata| Self::from(&metadata))
    }

    /// Whether the file is as long as the bytes that were written to it.
    pub(super) fn is_as_long_as(self, bytes: &[u8]) -> bool {
        u64::try_from(bytes.len()).is_ok_and(|length| length == self.length)
    }

    fn latest(self) -> SystemTime {
        UNIX_EPOCH + Duration::from_nanos(self.written.max(self.changed))
    }

    /// Whether it was written too short a time ago for its times to tell whether it was written again.
    pub(super) fn is_young(self, now: SystemTime) -> bool {
        now.duration_since(self.latest()).map_or(true, |age| age < YOUNG)
    }
}

/// A far file's stamp is what its store says of its content: it is never young.
impl From<Mark> for Stamp {
    fn from(mark: Mark) -> Self {
        Self { length: mark.length, written: 0, changed: 0, number: mark.tag }
    }
}

impl From<&std::fs::Metadata> for Stamp {
    fn from(metadata: &std::fs::Metadata) -> Self {
        let written = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let written = written.map_or(0, |time| u64::try_from(time.as_nanos()).unwrap_or(0));
        let (changed, number) = marks(metadata);
        Self { length: metadata.len(), written, changed, number }
    }
}

#[cfg(unix)]
fn marks(metadata: &std::fs::Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    let seconds = u64::try_from(metadata.ctime()).unwrap_or(0);
    let changed =
        seconds.saturating_mul(1_000_000_000).saturating_add(u64::try_from(metadata.ctime_nsec()).unwrap_or(0));
    (changed, metadata.ino())
}

#[cfg(not(unix))]
fn marks(_: &std::fs::Metadata) -> (u64, u64) {
    (0, 0)
}

/// A digest with the stamp it holds for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) stamp: Stamp,
    pub(super) digest: String,
}

/// All that was looked at in a run.
pub(super) struct Prints {
    kept: HashMap<PathBuf, Kept>,
    seen: Mutex<HashMap<PathBuf, Print>>,
    fresh: Mutex<BTreeMap<PathBuf, Kept>>,
}

impl Prints {
    /// With the digests that were kept by the run before.
    pub(super) fn new(kept: HashMap<PathBuf, Kept>) -> Self {
        Self { kept, seen: Mutex::new(HashMap::new()), fresh: Mutex::new(BTreeMap::new()) }
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
        if kept.stamp.is_young(now) || self.kept.get(path) == Some(&kept) {
            return;
        }
        if let Ok(mut fresh) = self.fresh.lock() {
            fresh.insert(path.to_path_buf(), kept);
        }
    }

    fn look(&self, path: &Path) -> Print {
        if let Some(stamp) = far::of(path).and_then(|_| Stamp::of(path)) {
            return self.file(path, stamp);
        }
        match path.metadata() {
            Ok(metadata) if metadata.is_dir() => self.folder(path),
            Ok(metadata) if metadata.is_file() => self.file(path, Stamp::from(&metadata)),
            _ => Print { digest: ABSENT.to_owned(), written: None },
        }
    }

    fn file(&self, path: &Path, stamp: Stamp) -> Print {
        let written = Some(stamp.latest());
        if let Some(kept) = self.kept.get(path).filter(|kept| kept.stamp == stamp) {
            return Print { digest: kept.digest.clone(), written };
        }
        let now = SystemTime::now();
        let Ok(bytes) = read_bytes(path) else { return Print { digest: "?".to_owned(), written } };
        let digest = digest(&bytes);
        // What was read is what the stamp says only if nothing was written meanwhile.
        if Stamp::of(path) == Some(stamp) {
            self.keep(path, Kept { stamp, digest: digest.clone() }, now);
        }
        Print { digest, written }
    }

    /// Names and contents of all that is in a folder.
    fn folder(&self, path: &Path) -> Print {
        let mut hasher = blake3::Hasher::new();
        let mut latest = None;
        let entries = walkdir::WalkDir::new(path).max_depth(MAX_DEPTH).sort_by_file_name().into_iter().flatten();
        for entry in entries.filter(|entry| entry.file_type().is_file()) {
            let print = self.of(entry.path());
            latest = latest.max(print.written);
            let name = entry.path().strip_prefix(path).unwrap_or(entry.path()).to_string_lossy();
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

    #[test]
    fn a_young_file_is_read_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("计划.yaml");
        std::fs::write(&path, "甲").expect("a file");
        let prints = Prints::new(HashMap::new());
        let first = prints.of(&path);
        assert!(prints.fresh().is_empty(), "a file that was just written may be written again unseen");
        std::fs::write(&path, "乙").expect("a file");
        assert_ne!(Prints::new(HashMap::new()).of(&path), first);
    }

    #[test]
    fn an_old_file_is_not_read_again_until_it_is_touched() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("计划.yaml");
        std::fs::write(&path, "甲").expect("a file");
        let stamp = Stamp::of(&path).expect("a stamp");
        let kept = || HashMap::from([(path.clone(), Kept { stamp, digest: "旧".to_owned() })]);
        assert_eq!(Prints::new(kept()).of(&path).digest, "旧");
        std::fs::write(&path, "乙丙").expect("a file");
        assert_eq!(Prints::new(kept()).of(&path).digest, digest("乙丙".as_bytes()));
    }

    #[test]
    fn a_folder_is_all_that_is_in_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let print = || Prints::new(HashMap::new()).of(folder.path()).digest;
        let empty = print();
        std::fs::write(folder.path().join("a"), "甲").expect("a file");
        let one = print();
        std::fs::rename(folder.path().join("a"), folder.path().join("b")).expect("renamed");
        let renamed = print();
        assert!(empty != one && one != renamed);
        assert_eq!(Prints::new(HashMap::new()).of(&folder.path().join("c")).digest, ABSENT);
    }
}
