//! Whether a file's content is another than when it was last looked at.
//!
//! In: paths. Out: yes or no. A file that went away has another content than before; one that is written again with the
//! same bytes has not.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::source::read_bytes;

/// Larger files are told apart by size and time: reading them at each look would take longer than a blink.
const MAX_HASHED_BYTES: u64 = 64 * 1024 * 1024;

/// File systems keep times as coarse as 2 seconds (FAT); a file this young may be written again without showing it.
const YOUNG: Duration = Duration::from_secs(2);

/// File systems date a file by the last tick of the system's clock, up to 16 ms ago (Windows; Linux 10 ms): a file
/// written after a moment may bear a time before it.
const TICK: Duration = Duration::from_millis(20);

/// What is known of the files.
#[derive(Default)]
pub(super) struct Content {
    seen: HashMap<PathBuf, Seen>,
}

/// A file as it was; both none if it was not there.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Seen {
    stamp: Option<Stamp>,
    hash: Option<blake3::Hash>,
}

/// What can be told of a file without reading it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stamp {
    length: u64,
    written: SystemTime,
}

impl Stamp {
    fn of(path: &Path) -> Option<Self> {
        let metadata = path.metadata().ok().filter(std::fs::Metadata::is_file)?;
        Some(Self { length: metadata.len(), written: metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH) })
    }

    fn is_young(self) -> bool {
        self.written.elapsed().is_ok_and(|age| age < YOUNG)
    }
}

impl Content {
    /// Takes note of a file; answers whether it was written after `since`, as far as the file system can tell.
    pub(super) fn meet(&mut self, path: &Path, since: SystemTime) -> bool {
        if self.seen.contains_key(path) {
            return self.has_changed(path);
        }
        let seen = look(path);
        self.seen.insert(path.to_path_buf(), seen);
        seen.stamp.is_some_and(|stamp| stamp.written + TICK >= since)
    }

    /// Whether the content changed; reads the file.
    pub(super) fn has_changed(&mut self, path: &Path) -> bool {
        let now = look(path);
        let before = self.seen.insert(path.to_path_buf(), now);
        match (before, now.hash) {
            (Some(before), Some(_)) => before.hash != now.hash,
            (Some(before), None) => before != now,
            (None, _) => now.stamp.is_some(),
        }
    }

    /// Whether the content changed; reads the file only if size or time did, or if it is too young to tell.
    pub(super) fn has_stirred(&mut self, path: &Path) -> bool {
        let stamp = Stamp::of(path);
        let still = self.seen.get(path).is_some_and(|seen| seen.stamp == stamp);
        let young = stamp.is_some_and(Stamp::is_young);
        (!still || young) && self.has_changed(path)
    }

    /// The files that were ever looked at.
    pub(super) fn known(&self) -> impl Iterator<Item = &PathBuf> {
        self.seen.keys()
    }
}

fn look(path: &Path) -> Seen {
    let Some(stamp) = Stamp::of(path) else { return Seen::default() };
    let small = stamp.length <= MAX_HASHED_BYTES;
    let hash = small.then(|| read_bytes(path).ok().map(|bytes| blake3::hash(&bytes))).flatten();
    Seen { stamp: Some(stamp), hash }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_save_is_not_missed_because_the_clock_of_files_ticks_slowly() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("数据.xlsx");
        std::fs::write(&path, "还不是表格").expect("a file");
        let written = path.metadata().and_then(|metadata| metadata.modified()).expect("a time");
        assert!(Content::default().meet(&path, written + Duration::from_millis(9)), "dated a tick ago");
        assert!(!Content::default().meet(&path, written + Duration::from_secs(1)), "long before");
    }
}
