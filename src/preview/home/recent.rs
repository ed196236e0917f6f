//! Which papers and folders were written lately, the last first.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde_json::{Value as Json, json};

use crate::preview::record;
use crate::source::read_bytes;
use crate::write::write_through;

/// How many are remembered.
const MAX: usize = 24;

/// Puts a document or folder first.
pub(in crate::preview) fn note(path: &Path) {
    let Some(file) = file() else { return };
    let Ok(path) = path.canonicalize() else { return };
    let mut all = read();
    all.retain(|other| *other != path);
    all.insert(0, path);
    all.truncate(MAX);
    if let Ok(text) = serde_json::to_vec(&all) {
        // Without it the list is only not as it might be.
        let _ = write_through(&file, &text);
    }
}

/// Those that are still there, as the page shows them.
pub(super) fn list() -> Vec<Json> {
    let told = |path: PathBuf| {
        let changed = path.symlink_metadata().ok()?.modified().ok()?;
        let millis = changed.duration_since(UNIX_EPOCH).ok()?.as_millis();
        let folder = path.is_dir();
        let name = if folder { path.file_name()? } else { path.file_stem()? };
        Some(json!({
            "path": path, "name": name.to_string_lossy(), "folder": path.parent(),
            "changed": u64::try_from(millis).ok()?, "is_folder": folder,
        }))
    };
    read().into_iter().filter_map(told).collect()
}

fn read() -> Vec<PathBuf> {
    let bytes = file().and_then(|file| read_bytes(&file).ok());
    bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

fn file() -> Option<PathBuf> {
    Some(record::home()?.join("recent.json"))
}
