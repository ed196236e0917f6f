//! `banxin.lock`: which theme, to the byte, a project's papers are made with.
//!
//! In: the file. Out: what it says of a theme, and whether a theme's folder is still that. It is JSON, written by
//! `banxin theme`, and meant to be kept with the documents.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::digest::Digest;
use super::{Layer, MANIFEST};
use crate::diagnostic::{Diagnostic, ThemeFault};
use crate::source;

/// The file's name, in a project's folder.
pub const LOCK: &str = "banxin.lock";

/// The form of the file.
const FORMAT: u32 = 1;

/// What the file says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    format: u32,
    /// Themes by name.
    pub themes: BTreeMap<String, Locked>,
}

/// What it says of a theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locked {
    /// Its version.
    pub version: String,
    /// The BLAKE3 over all its files.
    pub hash: String,
    /// Where it was installed from, and where newer versions are looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Its files.
    pub files: Digest,
}

impl Default for Lock {
    fn default() -> Self {
        Self { format: FORMAT, themes: BTreeMap::new() }
    }
}

impl Lock {
    /// The lock of a project's folder; none if there is no such file.
    ///
    /// # Errors
    /// It can't be read, or says nothing that can be understood.
    pub fn read(root: &Path) -> Result<Option<Self>, Diagnostic> {
        let path = root.join(LOCK);
        if !path.is_file() {
            return Ok(None);
        }
        let bytes = source::read_bytes(&path)?;
        let damaged = |words: String| {
            Diagnostic::new(ThemeFault::LockDamaged { path: path.display().to_string() }).with_foreign(words)
        };
        let lock: Self = serde_json::from_slice(&bytes).map_err(|error| damaged(error.to_string()))?;
        if lock.format == FORMAT { Ok(Some(lock)) } else { Err(damaged(format!("format {}", lock.format))) }
    }

    /// As it is written.
    #[must_use]
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

impl Locked {
    /// What a theme's folder is, with where it came from.
    #[must_use]
    pub fn new(version: String, files: Digest, source: Option<String>) -> Self {
        Self { version, hash: files.whole(), source, files }
    }

    /// How a theme's folder differs from what is locked.
    fn fault(&self, theme: &str, version: &str, digest: &Digest) -> Option<Diagnostic> {
        if digest.whole() == self.hash {
            return None;
        }
        // A lock whose own numbers do not agree names no file; then it is the whole theme.
        let mut files = digest.differences(&self.files);
        if files.is_empty() {
            files.push(MANIFEST.to_owned());
        }
        let versions = [self.version.clone(), version.to_owned()];
        Some(Diagnostic::new(ThemeFault::Changed { theme: theme.to_owned(), versions, files }))
    }

    /// As building with it would say, how a theme's folder differs from what is locked.
    ///
    /// # Errors
    /// Its files can't be read.
    pub fn difference(&self, theme: &str, folder: &Path) -> Result<Option<Diagnostic>, Diagnostic> {
        let digest = Digest::of_folder(folder)?;
        let (mut sources, mut report) = (crate::source::Sources::new(), crate::diagnostic::Report::new());
        let layer = Layer::read(folder, &mut sources, &mut report);
        let version = layer.map_or_else(|| self.version.clone(), |layer| layer.manifest.version);
        Ok(self.fault(theme, &version, &digest))
    }
}

/// The locks of the projects whose papers a pipeline makes; a theme is read anew only if its files look changed.
#[derive(Debug, Default)]
pub(crate) struct Locks {
    digests: BTreeMap<std::path::PathBuf, (Stamp, Digest)>,
}

type Stamp = Vec<(String, u64, Option<std::time::SystemTime>)>;

impl Locks {
    /// What of a chain is not as the lock says; `all` demands that every theme that is not built in is locked.
    pub(crate) fn check(&mut self, root: &Path, layers: &[Layer], all: bool) -> Vec<Diagnostic> {
        let lock = match Lock::read(root) {
            Ok(lock) => lock,
            Err(fault) => return vec![fault],
        };
        let from_elsewhere = layers.iter().filter_map(|layer| Some((layer, layer.folder.as_deref()?)));
        from_elsewhere.filter_map(|(layer, folder)| self.fault(layer, folder, lock.as_ref(), all)).collect()
    }

    fn fault(&mut self, layer: &Layer, folder: &Path, lock: Option<&Lock>, all: bool) -> Option<Diagnostic> {
        let theme = layer.manifest.name.clone();
        let Some(locked) = lock.and_then(|lock| lock.themes.get(&theme)) else {
            return all.then(|| Diagnostic::new(ThemeFault::NotLocked { theme }));
        };
        let stamp = super::digest::stamp(folder);
        let known = self.digests.get(folder).filter(|(known, _)| *known == stamp);
        let digest = match known {
            Some((_, digest)) => digest.clone(),
            None => match Digest::of_folder(folder) {
                Ok(digest) => digest,
                Err(fault) => return Some(fault),
            },
        };
        let fault = locked.fault(&theme, &layer.manifest.version, &digest);
        self.digests.insert(folder.to_path_buf(), (stamp, digest));
        fault
    }
}
