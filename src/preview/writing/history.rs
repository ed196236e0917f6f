//! The last versions of a document, kept where programs keep what they remember.
//!
//! One is kept when a document is opened, and then every few minutes of work, so that yesterday's text is at hand when
//! today's turns out to be worse. They are kept for their owner alone.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::preview::record;
use crate::source::read_bytes;
use crate::write::write_through;

/// How far apart two versions are kept.
const APART: Duration = Duration::from_mins(5);

/// How many are kept.
const MAX: usize = 40;

/// The versions of one document.
pub(super) struct History {
    folder: Option<PathBuf>,
}

impl History {
    pub(super) fn of(path: &Path) -> Self {
        let name = blake3::hash(path.as_os_str().as_encoded_bytes()).to_hex();
        Self { folder: record::home().map(|home| home.join("history").join(&name[..16])) }
    }

    /// Keeps a version, unless it is the last one's text, or `always` is not set and one was kept just now.
    pub(super) fn keep(&self, text: &str, always: bool) {
        let Some(folder) = &self.folder else { return };
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let times = self.times();
        if let Some(&last) = times.first() {
            let is_near = now.saturating_sub(Duration::from_millis(last)) < APART;
            if (is_near && !always) || self.text(last).as_deref() == Some(text) {
                return;
            }
        }
        // Without a history all else works.
        let _ = write_through(&folder.join(format!("{}.yaml", now.as_millis())), text.as_bytes());
        for old in times.iter().skip(MAX - 1) {
            let _ = std::fs::remove_file(folder.join(format!("{old}.yaml")));
        }
    }

    /// When versions were kept, in milliseconds since 1970, the last first.
    pub(super) fn times(&self) -> Vec<u64> {
        let entries = self.folder.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten();
        let stem = |entry: std::fs::DirEntry| entry.path().file_stem()?.to_str()?.parse().ok();
        let mut times: Vec<u64> = entries.filter_map(stem).collect();
        times.sort_unstable_by(|a, b| b.cmp(a));
        times
    }

    /// The text of a version.
    pub(super) fn text(&self, time: u64) -> Option<String> {
        let bytes = read_bytes(&self.folder.as_ref()?.join(format!("{time}.yaml"))).ok()?;
        String::from_utf8(bytes).ok()
    }
}
