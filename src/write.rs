//! The last step: bytes → disk, whole or not at all.

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use crate::diagnostic::{Diagnostic, ToolFault};

/// Writes a file by way of a temporary one beside it, so that a reader sees the old file or the new one, and a failed
/// build leaves the last good one. Folders on the way are made.
///
/// # Errors
/// The folder can't be made or the file can't be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    write_with(path, bytes, Care::Quick)
}

/// As [`write()`], and the bytes are on the disk before the file has its name, so that not even a power failure leaves
/// half of it. A file that was there keeps who may read it; a new one is its owner's alone.
///
/// # Errors
/// As [`write()`].
pub fn write_through(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    write_with(path, bytes, Care::Through)
}

/// What the names of temporary files begin with.
const TEMPORARY: &str = ".banxin-";

/// How old a temporary file is that nobody is writing any more.
const STALE: Duration = Duration::from_mins(10);

/// Takes away temporary files that a crash left in a folder.
pub fn sweep(folder: &Path) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let is_stale = |entry: &std::fs::DirEntry| {
        let age = entry.metadata().ok().filter(std::fs::Metadata::is_file)?.modified().ok()?.elapsed().ok()?;
        (entry.file_name().to_string_lossy().starts_with(TEMPORARY) && age > STALE).then_some(())
    };
    for entry in entries.filter(|entry| is_stale(entry).is_some()) {
        // One that can't be taken away harms nobody.
        let _ = std::fs::remove_file(entry.path());
    }
}

/// How much is done for a file to be there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    /// The system writes it when it likes.
    Quick,
    /// The system has written it.
    Through,
}

fn write_with(path: &Path, bytes: &[u8], care: Care) -> Result<(), Diagnostic> {
    let failed = |error: &std::io::Error| {
        Diagnostic::new(ToolFault::Unwritable { path: path.display().to_string(), reason: error.kind().into() })
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(|e| failed(&e))?;
    let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder).map_err(|e| failed(&e))?;
    file.write_all(bytes).map_err(|e| failed(&e))?;
    match (care, path.symlink_metadata().map(|before| before.permissions())) {
        (Care::Through, Ok(permissions)) => file.as_file().set_permissions(permissions).map_err(|e| failed(&e))?,
        (Care::Through, Err(_)) => {}
        (Care::Quick, _) => open_to_others(file.as_file()),
    }
    if care == Care::Through {
        file.as_file().sync_all().map_err(|e| failed(&e))?;
    }
    file.persist(path).map_err(|e| failed(&e.error))?;
    Ok(())
}

/// Temporary files are their owner's alone; a finished paper is for the office, as far as the umask allows.
#[cfg(unix)]
fn open_to_others(file: &std::fs::File) {
    use std::os::unix::fs::PermissionsExt;
    // Best effort: on a file system without permissions there is nothing to open.
    let _ = file.set_permissions(std::fs::Permissions::from_mode(0o644));
}

#[cfg(not(unix))]
fn open_to_others(_: &std::fs::File) {}

/// Writes a file that must not be there yet.
///
/// # Errors
/// It is there already, or can't be written.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    if path.exists() {
        return Err(Diagnostic::new(ToolFault::Exists { path: path.display().to_string() }));
    }
    write(path, bytes)
}
