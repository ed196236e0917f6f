//! The files Typst may see, all in memory: the theme's, the paper's pictures, nothing of the disk.
//!
//! In: virtual paths and bytes. Out: what a [`World`](typst::World) is asked for. A theme's set is made once and
//! cloned for each paper (a clone shares all bytes and parsed sources), which then adds its params and pictures.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use typst::diag::{FileError, FileResult};
use typst::foundations::Bytes;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};

use crate::diagnostic::{Diagnostic, SourceFault};

/// Files by virtual path.
///
/// Typst numbers paths with 16 bits and never forgets one, so the paths must be the same few for every paper:
/// `/theme/…`, `/parent/…`, `/asset/0`, `/asset/1` and so on.
#[derive(Clone, Default)]
pub struct Files {
    entries: HashMap<FileId, Arc<Entry>>,
}

struct Entry {
    bytes: Bytes,
    source: OnceLock<FileResult<Source>>,
}

impl Files {
    /// No files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file, or replaces the one at that path.
    ///
    /// # Errors
    /// The path leads out of the root, or has a backslash.
    pub fn insert(&mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Result<(), Diagnostic> {
        let id = file_id(path).ok_or_else(|| Diagnostic::new(SourceFault::Outside { path: path.to_owned() }))?;
        let entry = Entry { bytes: Bytes::new(bytes.into()), source: OnceLock::new() };
        self.entries.insert(id, Arc::new(entry));
        Ok(())
    }

    /// Adds a file whose bytes are shared with others.
    pub(crate) fn insert_shared(&mut self, path: &str, bytes: &Bytes) {
        if let Some(id) = file_id(path) {
            self.entries.insert(id, Arc::new(Entry { bytes: bytes.clone(), source: OnceLock::new() }));
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(crate) fn bytes(&self, id: FileId) -> FileResult<Bytes> {
        Ok(self.entry(id)?.bytes.clone())
    }

    /// The file as Typst source, parsed once for all papers that share it.
    pub(crate) fn source(&self, id: FileId) -> FileResult<Source> {
        let entry = self.entry(id)?;
        let parse = || Ok(Source::new(id, entry.bytes.as_str().map_err(|_| FileError::InvalidUtf8)?.to_owned()));
        entry.source.get_or_init(parse).clone()
    }

    fn entry(&self, id: FileId) -> FileResult<&Arc<Entry>> {
        self.entries.get(&id).ok_or_else(|| FileError::NotFound(id.vpath().get_with_slash().into()))
    }
}

/// The id of a path in Typst's project root.
pub(crate) fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

#[cfg(test)]
mod tests {
    use super::{Files, file_id};

    #[test]
    fn a_path_that_leaves_the_root_is_refused() {
        let mut files = Files::new();
        assert!(files.insert("/../x", *b"x").is_err());
        assert!(files.insert("/theme/..\\x", *b"x").is_err());
        assert!(files.insert("/theme/../asset/0", *b"x").is_ok());
        assert!(files.bytes(file_id("/asset/0").expect("a plain path")).is_ok());
    }
}
