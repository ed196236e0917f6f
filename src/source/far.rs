//! Files that are not on this machine's disks: where the line reads, writes or tells apart a path such as
//! `s3://bucket/plans/a.yaml`, whoever can get there does it.
//!
//! The line knows nothing of networks: an edge that was asked to go there registers itself once. A far path is an
//! ordinary relative path whose first part is a scheme; a copy of it in the current folder is as good as itself.

use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

use crate::diagnostic::Diagnostic;

/// What far paths begin with: Amazon's and compatible stores, Google's, Microsoft's.
pub const SCHEMES: [&str; 3] = ["s3", "gs", "az"];

/// What can be told of a far file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its length in bytes.
    pub length: u64,
    /// A digest of what the store calls its content; never the same for other content.
    pub tag: u64,
}

/// Whoever gets there.
pub trait Far: Send + Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    /// It is not there, or can't be had.
    fn read(&self, path: &Path) -> Result<Vec<u8>, Diagnostic>;

    /// The files below a folder.
    ///
    /// # Errors
    /// There is no such store, or it does not tell.
    fn list(&self, folder: &Path) -> Result<Vec<PathBuf>, Diagnostic>;

    /// Writes a file, whole or not at all.
    ///
    /// # Errors
    /// It can't be written; what was there is as it was.
    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), Diagnostic>;

    /// What is known of a file; none if it is not there.
    fn mark(&self, path: &Path) -> Option<Mark>;
}

static FAR: OnceLock<Box<dyn Far>> = OnceLock::new();

/// From now on far paths are reached by `far`; the first stays.
pub fn reach(far: Box<dyn Far>) {
    // Whoever comes later finds the way open already.
    drop(FAR.set(far));
}

/// Who reaches a path; none if it is one of this machine's, or nobody was asked to go there.
#[must_use]
pub fn of(path: &Path) -> Option<&'static dyn Far> {
    let far = FAR.get()?;
    is_far(path).then_some(&**far)
}

/// Whether a path is on another machine.
#[must_use]
pub fn is_far(path: &Path) -> bool {
    let Some(Component::Normal(first)) = path.components().next() else { return false };
    let first = first.to_string_lossy();
    first.strip_suffix(':').is_some_and(|scheme| SCHEMES.contains(&scheme))
}
