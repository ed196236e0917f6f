//! Where the files of a run are: a folder of this machine, or one of an object store that is brought here bit by bit.
//!
//! In: paths, as the stages know them. Out: what is at them. The stages read files where they expect them; a place has
//! to see to it that those are there while a paper is made ([`Place::bring`]), and takes what was made
//! ([`Place::write`]). What is known of a file without reading it is its [`Stamp`].

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::project;
use crate::source::read_bytes;
use crate::write::write;

/// File systems keep times as coarse as 2 seconds (FAT): what was written this long ago can't be written again unseen.
const YOUNG: Duration = Duration::from_secs(2);

/// What can be told of a file without reading it. A file of an object store has no times here: its number comes of its
/// `ETag`, which a store gives to one content of one name only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    length: u64,
    /// Written, in nanoseconds since 1970.
    written: u64,
    /// Changed in any way, name and permissions too; 0 where the system does not tell.
    changed: u64,
    /// The file's number; 0 where the system does not tell.
    number: u64,
}

impl Stamp {
    /// The stamp of a regular file of this machine.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        path.metadata().ok().filter(std::fs::Metadata::is_file).map(|metadata| Self::from(&metadata))
    }

    /// The stamp of a file of an object store. A weak `ETag`, or none, says nothing of the content.
    #[must_use]
    pub fn of_tag(length: u64, tag: Option<&str>) -> Self {
        let number = tag.filter(|tag| !tag.is_empty() && !tag.starts_with("W/")).map_or(0, |tag| {
            let mut number = [0; 8];
            number.copy_from_slice(&blake3::hash(tag.as_bytes()).as_bytes()[..8]);
            u64::from_le_bytes(number).max(1)
        });
        Self { length, written: 0, changed: 0, number }
    }

    /// Whether two files of this stamp have the same content, if neither is young.
    #[must_use]
    pub fn is_sure(self) -> bool {
        self.written > 0 || self.changed > 0 || self.number > 0
    }

    /// Whether the file is as long as the bytes that were written to it.
    #[must_use]
    pub fn is_as_long_as(self, bytes: &[u8]) -> bool {
        u64::try_from(bytes.len()).is_ok_and(|length| length == self.length)
    }

    /// When it was written or changed last.
    #[must_use]
    pub fn latest(self) -> SystemTime {
        UNIX_EPOCH + Duration::from_nanos(self.written.max(self.changed))
    }

    /// Whether it was written too short a time ago for its times to tell whether it was written again.
    #[must_use]
    pub fn is_young(self, now: SystemTime) -> bool {
        now.duration_since(self.latest()).map_or(true, |age| age < YOUNG)
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

/// What is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// A folder.
    Folder,
    /// A file.
    File(Stamp),
}

/// Where the files of a run are.
pub trait Place: fmt::Debug + Send + Sync {
    /// What is at a path.
    fn look(&self, path: &Path) -> Found;

    /// All files below a folder, by name.
    fn files(&self, folder: &Path) -> Vec<PathBuf>;

    /// All YAML files of a folder, documents or not, by name.
    fn yaml_files(&self, folder: &Path) -> Vec<PathBuf>;

    /// Whether a YAML file is a document.
    fn is_document(&self, path: &Path) -> bool;

    /// What is in a file.
    ///
    /// # Errors
    /// It can't be read.
    fn read(&self, path: &Path) -> Result<Vec<u8>, Diagnostic>;

    /// Writes a file, whole or not at all.
    ///
    /// # Errors
    /// It can't be written.
    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), Diagnostic>;

    /// Whether files must be brought before they can be read, so that it is worth doing ahead and side by side.
    fn is_far(&self) -> bool {
        false
    }

    /// Sees to it that the files there are of these can be read until they are let go.
    ///
    /// # Errors
    /// One can't be brought; then none is held.
    fn bring(&self, _paths: &[PathBuf]) -> Result<(), Diagnostic> {
        Ok(())
    }

    /// Lets go of what was brought.
    fn let_go(&self, _paths: &[PathBuf]) {}

    /// Those of the files that a paper is made of that were not sure to be there while it was made.
    fn lacking(&self, _used: &mut dyn Iterator<Item = &Path>, _held: &[PathBuf]) -> Vec<PathBuf> {
        Vec::new()
    }

    /// What a document that was brought is likely to need, too.
    fn likely(&self, _document: &Path) -> Vec<PathBuf> {
        Vec::new()
    }

    /// Whether a file stayed what it was all the time.
    fn is_steady(&self, _path: &Path) -> bool {
        true
    }

    /// Brings the file that keeps a run's memory to where it can be added to.
    ///
    /// # Errors
    /// It is there, but can't be read.
    fn recall(&self, _memory: &Path) -> Result<(), Diagnostic> {
        Ok(())
    }

    /// Keeps what was added to a run's memory; only now and then unless it is the `last` time.
    ///
    /// # Errors
    /// It can't be written.
    fn remember(&self, _memory: &Path, _last: bool) -> Result<(), Diagnostic> {
        Ok(())
    }

    /// The name of a file that stays the same from run to run and is the same on all machines, if it has one.
    fn lasting_name(&self, _path: &Path) -> Option<PathBuf> {
        None
    }

    /// The path of a lasting name.
    fn of_lasting_name(&self, _name: &Path) -> Option<PathBuf> {
        None
    }

    /// Words in which files have the names that people know them by.
    fn shown(&self, words: String) -> String {
        words
    }
}

/// The folders of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Place for Disk {
    fn look(&self, path: &Path) -> Found {
        match path.metadata() {
            Ok(metadata) if metadata.is_dir() => Found::Folder,
            Ok(metadata) if metadata.is_file() => Found::File(Stamp::from(&metadata)),
            _ => Found::Nothing,
        }
    }

    fn files(&self, folder: &Path) -> Vec<PathBuf> {
        let entries = walkdir::WalkDir::new(folder).max_depth(project::MAX_DEPTH).sort_by_file_name().into_iter();
        let files = entries.flatten().filter(|entry| entry.file_type().is_file());
        files.map(walkdir::DirEntry::into_path).collect()
    }

    fn yaml_files(&self, folder: &Path) -> Vec<PathBuf> {
        project::yaml_files(folder)
    }

    fn is_document(&self, path: &Path) -> bool {
        project::is_document(path)
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, Diagnostic> {
        read_bytes(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
        write(path, bytes)
    }
}
