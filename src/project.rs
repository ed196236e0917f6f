//! Which documents there are in folders.
//!
//! In a folder a YAML file is a document if it has 标题 and 正文 at its left edge, in any language: lists are includes,
//! other mappings are data. The text is looked at, not parsed, so that a document with a mistake is still one.

use std::path::{Path, PathBuf};

use crate::source::Sources;

/// A document to build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its file.
    pub path: PathBuf,
    /// Its path below the folder that was searched, or its file name.
    pub relative: PathBuf,
}

/// Folders nested deeper are not searched.
pub(crate) const MAX_DEPTH: usize = 16;

/// Whether a file is YAML by its name.
#[must_use]
pub fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("yaml") || e.eq_ignore_ascii_case("yml"))
}

/// Whether a path below a folder that is searched is looked at: nothing hidden, no themes.
#[must_use]
pub fn is_visible(relative: &Path) -> bool {
    let folders = relative.parent().unwrap_or(Path::new(""));
    let hidden = |name: std::borrow::Cow<'_, str>| name.starts_with('.');
    !relative.iter().any(|name| hidden(name.to_string_lossy())) && folders.iter().all(|name| name != "themes")
}

/// All YAML files of a folder, documents or not, by name.
#[must_use]
pub fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let visible = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !(name.starts_with('.') || (entry.file_type().is_dir() && name == "themes"))
    };
    let entries = walkdir::WalkDir::new(folder).max_depth(MAX_DEPTH).sort_by_file_name().into_iter();
    // A link to a file is a file; one that leads nowhere is told when it is read.
    let is_file =
        |entry: &walkdir::DirEntry| entry.file_type().is_file() || entry.path_is_symlink() && !entry.path().is_dir();
    let files = entries.filter_entry(visible).flatten().filter(is_file);
    files.map(walkdir::DirEntry::into_path).filter(|path| is_yaml(path)).collect()
}

/// What a document may name besides documents, by the ends of the names.
const ASSETS: [&str; 11] = ["yaml", "yml", "csv", "xlsx", "xls", "png", "jpg", "jpeg", "svg", "webp", "pdf"];

/// More names than this help nobody to choose.
const MAX_ASSETS: usize = 300;

/// Whether a document may name a file, by the end of its name.
#[must_use]
pub fn is_asset(path: &Path) -> bool {
    path.extension().is_some_and(|end| ASSETS.contains(&end.to_string_lossy().to_lowercase().as_str()))
}

/// The files of a folder that a document in it may name, with `/` between folders.
#[must_use]
pub fn assets(folder: &Path) -> Vec<String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let visible = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || is_visible(Path::new(entry.file_name())) && entry.file_name() != "themes"
    };
    let entries = walkdir::WalkDir::new(folder).max_depth(MAX_DEPTH).sort_by_file_name().into_iter();
    let files = entries.filter_entry(visible).flatten().filter(|entry| entry.file_type().is_file());
    let named = files.filter_map(|entry| {
        let path = entry.path();
        let parts: Vec<_> = path.strip_prefix(folder).ok()?.iter().map(|part| part.to_string_lossy()).collect();
        is_asset(path).then(|| parts.join("/"))
    });
    named.take(MAX_ASSETS).collect()
}

/// The documents of a folder for whoever shows them, by name; none is no mistake. A link that leads out of the folder is
/// none: what is shown must not depend on who could put a link there.
#[must_use]
pub fn search(folder: &Path) -> Vec<Entry> {
    let root = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let leads_out =
        |path: &PathBuf| path.is_symlink() && path.canonicalize().map_or(true, |target| !target.starts_with(&root));
    let documents = yaml_files(folder).into_iter().filter(|path| !leads_out(path) && is_document(path));
    documents.map(|path| Entry { relative: path.strip_prefix(folder).unwrap_or(&path).to_path_buf(), path }).collect()
}

/// Whether the file has the two fields every document has. A file that can't be read is taken for one: then it is
/// told, not passed over.
#[must_use]
pub fn is_document(path: &Path) -> bool {
    let mut sources = Sources::new();
    let Ok(id) = sources.load(path) else { return true };
    let text = &sources.get(id).text;
    let has = |names: [&str; 2]| {
        text.split(['\n', '\r']).any(|line| {
            let line = line.trim_start_matches(['"', '\'']);
            names.iter().any(|name| {
                let rest = line.strip_prefix(name).map(|rest| rest.trim_start_matches(['"', '\'', ' ']));
                rest.is_some_and(|rest| rest.starts_with([':', '：']))
            })
        })
    };
    has(["标题", "title"]) && has(["正文", "body"])
}
