//! A theme as one file: a zip in a fixed order with fixed times, its list of files first.
//!
//! The same theme packs to the same bytes. What is read is checked against the list before anything is done with it:
//! every file is there, of its size and hash, under a path that is safe on every system.

use std::collections::{BTreeMap, HashSet};
use std::io::{Cursor, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::{flaw, layer};
use crate::diagnostic::{Diagnostic, PackageFlaw, StoreFault};
use crate::theme::digest::{MAX_BYTES, MAX_DEPTH, MAX_FILES, each_file};
use crate::theme::version::{Range, Version};
use crate::theme::{self, Layer, is_name};

/// The extension of packages.
pub const EXTENSION: &str = "banxin";

/// The largest package: what a theme may have, and what a zip adds to it.
pub const MAX_PACKAGE_BYTES: u64 = MAX_BYTES + 8 * 1024 * 1024;

/// The list of files, the first of them.
const LIST: &str = "banxin.json";

/// The form of the list.
const FORMAT: u32 = 1;

/// The largest list, in bytes.
const MAX_LIST_BYTES: u64 = 4 * 1024 * 1024;

/// Longer paths fail on Windows, where folders come before them.
const MAX_PATH: usize = 160;

/// What Windows keeps for itself, whatever the extension.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// Extensions of what is packed as it is: it would not get smaller.
const PACKED: [&str; 6] = ["png", "jpg", "jpeg", "webp", "gif", "woff2"];

/// A package, checked.
#[derive(Clone, Debug)]
pub struct Package {
    /// The theme's name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// What it extends: name and range.
    pub extends: Option<(String, Option<Range>)>,
    /// Its name for people: Chinese, English.
    pub title: [String; 2],
    /// Its files.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// The list of files.
#[derive(Serialize, Deserialize)]
struct List {
    format: u32,
    name: String,
    version: String,
    files: BTreeMap<String, Entry>,
}

/// A file as the list has it.
#[derive(Serialize, Deserialize)]
struct Entry {
    size: u64,
    blake3: String,
}

/// Packs a theme's folder: the file's name and its bytes.
///
/// # Errors
/// It is no theme that could be installed again.
pub fn pack(folder: &Path) -> Result<(String, Vec<u8>), Diagnostic> {
    let package = Package::of_folder(folder)?;
    let list = List {
        format: FORMAT,
        name: package.name.clone(),
        version: package.version.clone(),
        files: package.files.iter().map(|(path, bytes)| (path.clone(), Entry::new(bytes))).collect(),
    };
    let list = serde_json::to_vec_pretty(&list).unwrap_or_default();
    let name = format!("{}-{}.{EXTENSION}", package.name, package.version);
    let bytes = zipped(&list, &package.files)
        .map_err(|error| flaw(&name, PackageFlaw::NotAPackage, None).with_foreign(error.to_string()))?;
    Ok((name, bytes))
}

fn zipped(list: &[u8], files: &BTreeMap<String, Vec<u8>>) -> zip::result::ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
    writer.start_file(LIST, plain.compression_method(CompressionMethod::Deflated))?;
    writer.write_all(list)?;
    for (path, bytes) in files {
        let packed = PACKED.contains(&path.rsplit('.').next().unwrap_or_default());
        let method = if packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        writer.start_file(path.as_str(), plain.compression_method(method))?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

impl Entry {
    fn new(bytes: &[u8]) -> Self {
        Self { size: bytes.len() as u64, blake3: blake3::hash(bytes).to_hex().to_string() }
    }
}

impl Package {
    /// A theme's folder as if it had been packed.
    ///
    /// # Errors
    /// It is no theme, its name, version or paths can't be those of a package, or it is too large.
    pub fn of_folder(folder: &Path) -> Result<Self, Diagnostic> {
        let layer = layer(folder)?;
        let shown = folder.display().to_string();
        let mut files = BTreeMap::new();
        each_file(folder, |path, bytes| {
            files.insert(path, bytes);
        })?;
        if let Some((flaw, file)) = unpackable(folder, files.keys()) {
            return Err(Diagnostic::new(StoreFault::NotPacked { folder: shown, flaw, file }));
        }
        Self::new(&layer, files)
    }

    fn new(layer: &Layer, files: BTreeMap<String, Vec<u8>>) -> Result<Self, Diagnostic> {
        let manifest = &layer.manifest;
        let (name, version) = (manifest.name.clone(), manifest.version.clone());
        if !is_name(&name) || !is_safe(&name) {
            return Err(Diagnostic::new(StoreFault::BadName { name }));
        }
        if theme::is_built_in_name(&name) {
            return Err(Diagnostic::new(StoreFault::BuiltIn { name }));
        }
        if version.parse::<Version>().is_err() {
            return Err(Diagnostic::new(StoreFault::BadVersion { version }));
        }
        let extends = manifest.extends.as_ref();
        let extends = extends.map(|extends| (extends.name.as_str().to_owned(), extends.range.clone()));
        Ok(Self { name, version, extends, title: manifest.title.clone(), files })
    }

    /// Reads a package and checks all of it; `shown` is what it is called in messages.
    ///
    /// # Errors
    /// It is not what it says, or not safe.
    pub fn read(bytes: &[u8], shown: &str) -> Result<Self, Diagnostic> {
        let broken =
            |error: &dyn std::fmt::Display| flaw(shown, PackageFlaw::NotAPackage, None).with_foreign(error.to_string());
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
        if archive.len() > MAX_FILES + 1 {
            return Err(flaw(shown, PackageFlaw::TooLarge, None));
        }
        if archive.has_duplicate_names() {
            return Err(flaw(shown, PackageFlaw::List, None));
        }
        let list = list(&mut archive, shown)?;
        let mut files = BTreeMap::new();
        for number in 0..archive.len() {
            let mut file = archive.by_index(number).map_err(|error| broken(&error))?;
            let name = String::from_utf8(file.name_raw().to_vec()).unwrap_or_default();
            if name == LIST {
                continue;
            }
            if !is_safe(&name) {
                return Err(flaw(shown, PackageFlaw::Path, Some(&name)));
            }
            if !file.is_file() || file.is_symlink() || file.encrypted() {
                return Err(flaw(shown, PackageFlaw::NotAFile, Some(&name)));
            }
            let entry = list.files.get(&name).ok_or_else(|| flaw(shown, PackageFlaw::List, Some(&name)))?;
            let content = capped(&mut file, entry.size).map_err(|error| broken(&error))?;
            entry.check(&content).map_err(|what| flaw(shown, what, Some(&name)))?;
            files.insert(name, content);
        }
        if let Some(missing) = list.files.keys().find(|name| !files.contains_key(*name)) {
            return Err(flaw(shown, PackageFlaw::List, Some(missing)));
        }
        Self::checked(&list, files, shown)
    }

    /// The package of files that are as the list says, if the theme is, too.
    fn checked(list: &List, files: BTreeMap<String, Vec<u8>>, shown: &str) -> Result<Self, Diagnostic> {
        let other = || flaw(shown, PackageFlaw::Manifest, Some(theme::MANIFEST));
        let manifest = files.get(theme::MANIFEST).ok_or_else(other)?;
        let layer = Layer::of_manifest(manifest).ok_or_else(other)?;
        let package = Self::new(&layer, files)?;
        if (&package.name, &package.version) == (&list.name, &list.version) { Ok(package) } else { Err(other()) }
    }
}

impl Entry {
    fn check(&self, bytes: &[u8]) -> Result<(), PackageFlaw> {
        if bytes.len() as u64 != self.size {
            return Err(PackageFlaw::Size);
        }
        let hash = blake3::hash(bytes).to_hex();
        if hash.as_str() == self.blake3 { Ok(()) } else { Err(PackageFlaw::Hash) }
    }
}

/// The list, and whether what it promises is within bounds: after this no file can be larger than it says.
fn list(archive: &mut ZipArchive<Cursor<&[u8]>>, shown: &str) -> Result<List, Diagnostic> {
    let missing = || flaw(shown, PackageFlaw::NoList, None);
    let mut file = archive.by_name(LIST).map_err(|_| missing())?;
    let bytes = capped(&mut file, MAX_LIST_BYTES).map_err(|_| missing())?;
    let list: List = serde_json::from_slice(&bytes).map_err(|error| missing().with_foreign(error.to_string()))?;
    if list.format > FORMAT {
        return Err(flaw(shown, PackageFlaw::Newer, None));
    }
    let total = list.files.values().try_fold(0_u64, |total, entry| total.checked_add(entry.size));
    if total.is_none_or(|total| total > MAX_BYTES) || list.files.len() > MAX_FILES {
        return Err(flaw(shown, PackageFlaw::TooLarge, None));
    }
    let mut seen = HashSet::new();
    let twice = list.files.keys().find(|path| !seen.insert(path.to_lowercase()));
    if let Some(path) = twice.or_else(|| list.files.keys().find(|path| !is_safe(path))) {
        return Err(flaw(shown, PackageFlaw::Path, Some(path)));
    }
    Ok(list)
}

/// Reads so many bytes, and one more if there is one, so that a file that is longer is found out.
fn capped(file: &mut impl Read, size: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(size.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What of a theme's folder would be left out of its package without a word, or could not be installed again.
fn unpackable<'a>(folder: &Path, files: impl Iterator<Item = &'a String>) -> Option<(PackageFlaw, String)> {
    let mut seen = HashSet::new();
    for path in files {
        if !is_safe(path) {
            return Some((PackageFlaw::Path, path.clone()));
        }
        if !seen.insert(path.to_lowercase()) {
            return Some((PackageFlaw::SameName, path.clone()));
        }
    }
    let shown = |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    // One deeper than what is packed is enough to know that there is more.
    let entries = walkdir::WalkDir::new(folder).max_depth(MAX_DEPTH + 1).sort_by_file_name().into_iter();
    entries.filter_entry(shown).flatten().filter(|entry| entry.depth() > 0).find_map(|entry| {
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path()).display().to_string();
        let flaw = if entry.depth() > MAX_DEPTH { PackageFlaw::TooDeep } else { PackageFlaw::NotAFile };
        let is_plain = entry.file_type().is_dir() || entry.file_type().is_file();
        (!is_plain || entry.depth() > MAX_DEPTH).then_some((flaw, path))
    })
}

/// Whether a path stays below its folder, and can be written, on every system.
pub(super) fn is_safe(path: &str) -> bool {
    let part = |part: &str| {
        let stem = part.split('.').next().unwrap_or_default().to_lowercase();
        let device = stem.trim_end_matches(|c: char| c.is_ascii_digit());
        let reserved = RESERVED.contains(&device) && stem.len() <= device.len() + 1;
        let plain = |c: char| !c.is_control() && !r#"\:*?"<>|"#.contains(c);
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with(['.', ' '])
            && !part.starts_with(' ')
            && !reserved
            && part.chars().all(plain)
    };
    path.len() <= MAX_PATH && path.split('/').all(part)
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn paths_that_lead_out_or_are_no_names_are_not_safe() {
        for path in ["theme.yaml", "lib/正文.typ", "fonts/a b.ttf", "command/x", "lib/comma.typ"] {
            assert!(is_safe(path), "{path}");
        }
        let long = "a/".repeat(100) + "b";
        for path in [
            "",
            "/etc/passwd",
            "../x",
            "a/../../x",
            "a//b",
            "a\\b",
            "C:/x",
            ".git/x",
            "a/.",
            "nul",
            "lib/CON.typ",
            "com1",
            "a.",
            "a /b",
            "a\u{0}b",
            "a\nb",
            "lib/",
            "a:b",
            &long,
        ] {
            assert!(!is_safe(path), "{path:?}");
        }
    }
}
