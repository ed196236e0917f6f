//! The files a document may reach: those in its project's folder, links followed.

use std::path::{Path, PathBuf};

use super::{SourceId, Sources, inside, read_capped};
use crate::diagnostic::Diagnostic;

/// The largest picture, sheet or other file a document may name, in bytes.
const MAX_FILE_BYTES: usize = 64 * 1024 * 1024;

/// Reads what a document names, and remembers it: the preview watches these files, and a batch compares them.
pub struct Shelf<'a> {
    sources: &'a mut Sources,
    root: PathBuf,
    used: Vec<PathBuf>,
}

impl<'a> Shelf<'a> {
    /// The files below `root`.
    pub fn new(sources: &'a mut Sources, root: &Path) -> Self {
        let root = if root.as_os_str().is_empty() { PathBuf::from(".") } else { root.to_path_buf() };
        Self { sources, root, used: Vec::new() }
    }

    /// Reads a text file that `from` names; a file that was read before is not read again.
    ///
    /// # Errors
    /// The path leaves the project, or the file can't be read or is no text.
    pub fn text(&mut self, typed: &str, from: SourceId) -> Result<SourceId, Diagnostic> {
        let path = self.find(typed, from)?;
        let known = self.sources.iter().find(|source| source.path.as_deref() == Some(path.as_path()));
        match known.map(|source| source.id) {
            Some(id) => Ok(id),
            None => self.sources.load(&path),
        }
    }

    /// Reads a file that `from` names and that is not text: where it is, and its bytes.
    ///
    /// # Errors
    /// The path leaves the project, or the file can't be read or is larger than 64 MB.
    pub fn bytes(&mut self, typed: &str, from: SourceId) -> Result<(PathBuf, Vec<u8>), Diagnostic> {
        let path = self.find(typed, from)?;
        let bytes = read_capped(&path, typed, MAX_FILE_BYTES)?;
        Ok((path, bytes))
    }

    /// The texts that were read.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        self.sources
    }

    /// All files that were asked for, whether they could be read or not.
    #[must_use]
    pub fn used(self) -> Vec<PathBuf> {
        self.used
    }

    /// A path as typed begins at the file that names it, and must end inside the project.
    fn find(&mut self, typed: &str, from: SourceId) -> Result<PathBuf, Diagnostic> {
        let folder = self.sources.get(from).path.as_deref().and_then(Path::parent).unwrap_or(&self.root);
        let found = inside(&self.root, folder, typed);
        self.used.push(folder.join(typed));
        found
    }
}
