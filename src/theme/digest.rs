//! What is in a theme's folder, as numbers: every file's BLAKE3 and one over all.
//!
//! The same files under the same paths have the same digest on every machine; packages and `banxin.lock` hold themes
//! to it. Hidden files and links do not count, as they never become part of a theme.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, ThemeFault};
use crate::source;
use crate::theme::has_extension;

/// The most files of a theme.
pub const MAX_FILES: usize = 4000;

/// The most bytes of a theme in all: fonts and pictures of an office.
pub const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// How deep folders of a theme go.
pub(crate) const MAX_DEPTH: usize = 8;

/// A theme's files by path with `/`, each with its BLAKE3 in hexadecimal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest(pub BTreeMap<String, String>);

impl Digest {
    /// Of files in memory.
    #[must_use]
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a String, &'a Vec<u8>)>) -> Self {
        Self(files.into_iter().map(|(path, bytes)| (path.clone(), hash(bytes))).collect())
    }

    /// Of a theme's folder.
    ///
    /// # Errors
    /// A file can't be read, or they are too many or too large.
    pub fn of_folder(folder: &Path) -> Result<Self, Diagnostic> {
        let mut digest = Self::default();
        each_file(folder, |path, bytes| {
            digest.0.insert(path, hash(&bytes));
        })?;
        Ok(digest)
    }

    /// One number for all.
    #[must_use]
    pub fn whole(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for (path, hash) in &self.0 {
            hasher.update(path.as_bytes()).update(b"\0").update(hash.as_bytes()).update(b"\n");
        }
        hasher.finalize().to_hex().to_string()
    }

    /// Paths that are not the same in both, in order.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let all = self.0.keys().chain(other.0.keys());
        let mut paths: Vec<String> = all.filter(|path| self.0.get(*path) != other.0.get(*path)).cloned().collect();
        paths.sort();
        paths.dedup();
        paths
    }
}

fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// Reads every file of a theme's folder, in the order of paths.
///
/// # Errors
/// As [`Digest::of_folder`].
pub fn each_file(folder: &Path, mut take: impl FnMut(String, Vec<u8>)) -> Result<(), Diagnostic> {
    let too_large = |path: &Path| Diagnostic::new(ThemeFault::FileTooLarge { path: path.display().to_string() });
    let (mut count, mut total) = (0, 0);
    for (name, path, length) in listing(folder) {
        count += 1;
        total += length;
        if count > MAX_FILES || total > MAX_BYTES {
            return Err(too_large(&path));
        }
        take(name, source::read_bytes(&path)?);
    }
    Ok(())
}

/// What would be different if the files were, without reading them.
pub(crate) fn stamp(folder: &Path) -> Vec<(String, u64, Option<std::time::SystemTime>)> {
    let time = |path: &Path| path.symlink_metadata().ok()?.modified().ok();
    listing(folder).map(|(name, path, length)| (name, length, time(&path))).collect()
}

fn listing(folder: &Path) -> impl Iterator<Item = (String, std::path::PathBuf, u64)> {
    let shown = |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    let walk = walkdir::WalkDir::new(folder).max_depth(MAX_DEPTH).sort_by_file_name().into_iter();
    let files = walk.filter_entry(shown).flatten().filter(|entry| entry.file_type().is_file());
    let folder = folder.to_path_buf();
    // A paper that was made of the sample is not the theme's.
    let is_paper = |name: &str| !name.contains('/') && has_extension(name, "pdf");
    let named = files.map(move |entry| {
        let relative = entry.path().strip_prefix(&folder).unwrap_or(entry.path());
        let name = relative.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        let length = entry.metadata().map_or(0, |metadata| metadata.len());
        (name, entry.into_path(), length)
    });
    named.filter(move |(name, ..)| !is_paper(name))
}
