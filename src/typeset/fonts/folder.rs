//! A folder of font files, as a theme or a project has it.
//!
//! In: the folder. Out: its faces, sorted by file name, and a warning for each file that is no usable font.

use std::path::Path;
use std::sync::Arc;

use typst::foundations::Bytes;
use typst::text::Font;
use walkdir::{DirEntry, WalkDir};

use super::{Face, FontOrigin, parse};
use crate::diagnostic::{Diagnostic, FontFault};
use crate::room::guarded;
use crate::source::read_bytes;

/// No font is larger, in bytes; the largest Chinese collections in use (Noto, Source Han) have under 40 MB a file.
const MAX_FONT_BYTES: u64 = 64 * 1024 * 1024;

/// How deep a folder of fonts may be nested.
const MAX_DEPTH: usize = 4;

/// What font files are called.
const FONT_ENDINGS: [&str; 4] = ["ttf", "otf", "ttc", "otc"];

/// What lies beside fonts and is nobody's mistake: licences, notes, what made them, what systems leave behind.
const COMPANION_ENDINGS: [&str; 11] = ["", "txt", "md", "pdf", "html", "ini", "db", "yaml", "json", "py", "sh"];

/// Loads all fonts of a folder and its subfolders; a folder that is not there has none. Of links, a project's
/// to single fonts are followed; a theme is somebody else's, and a link to a folder could lead to the whole disk.
pub(super) fn load(origin: FontOrigin, folder: &Path, diagnostics: &mut Vec<Diagnostic>) -> Vec<Face> {
    let mut faces = Vec::new();
    for entry in WalkDir::new(folder).max_depth(MAX_DEPTH).follow_links(false).sort_by_file_name() {
        // An entry that can't be listed is a folder that is not there, or may not be read.
        let Some(entry) = entry.ok().filter(|entry| is_file(origin, entry)) else { continue };
        match load_file(origin, &entry) {
            Ok(found) => faces.extend(found),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    faces
}

fn is_file(origin: FontOrigin, entry: &DirEntry) -> bool {
    let linked = entry.path_is_symlink() && origin == FontOrigin::Project && entry.path().is_file();
    linked || entry.file_type().is_file()
}

fn load_file(origin: FontOrigin, entry: &DirEntry) -> Result<Vec<Face>, Diagnostic> {
    let path = entry.path().display().to_string();
    let ending = entry.path().extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let hidden = entry.file_name().to_string_lossy().starts_with('.');
    if hidden || COMPANION_ENDINGS.contains(&ending.as_str()) {
        return Ok(Vec::new());
    }
    if !FONT_ENDINGS.contains(&ending.as_str()) {
        return Err(Diagnostic::new(FontFault::OtherKind { path }));
    }
    if entry.path().metadata().is_ok_and(|metadata| metadata.len() > MAX_FONT_BYTES) {
        return Err(Diagnostic::new(FontFault::TooLarge { path, limit_mb: MAX_FONT_BYTES / (1024 * 1024) }));
    }
    let faces = parse(Bytes::new(read_bytes(entry.path())?), origin, Some(&Arc::from(entry.path())));
    if faces.is_empty() { Err(Diagnostic::new(FontFault::Damaged { path })) } else { Ok(faces) }
}

/// Loads one face of a file that was found before; none if the file went away or is damaged.
pub(super) fn load_face(path: &Path, index: u32) -> Option<Font> {
    let bytes = Bytes::new(read_bytes(path).ok()?);
    guarded(|| Font::new(bytes, index)).ok().flatten()
}
