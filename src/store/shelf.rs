//! Where packages are: one file, a folder of them, and the list of a folder that a web server hands out.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{EXTENSION, Package, Request, unreadable};
use crate::diagnostic::{Diagnostic, StoreFault};
use crate::source::read_bytes;
use crate::theme::version::Version;

/// The list of a folder's packages, for whoever can't look into the folder.
pub const INDEX: &str = "index.json";

/// A package that is on offer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Offer {
    /// The theme's name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The package's file name.
    pub file: String,
    /// The package's size in bytes.
    pub size: u64,
    /// The package's BLAKE3.
    pub blake3: String,
    /// What the theme extends, with the range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extends: Option<String>,
    /// Its name for people: Chinese, English.
    pub title: [String; 2],
}

/// The list itself.
#[derive(Serialize)]
struct Index {
    format: u32,
    themes: Vec<Offer>,
}

/// The package of a theme that is wanted: the newest version that will do.
pub(super) fn find(source: &Path, request: &Request) -> Result<Package, Diagnostic> {
    if source.join(crate::theme::MANIFEST).is_file() {
        return accepted(Package::of_folder(source)?, source, request);
    }
    if !source.is_dir() {
        return accepted(read(source)?, source, request);
    }
    let names = file_names(source)?;
    let known = themes(&names);
    let name = match (&request.name, &known[..]) {
        (Some(name), _) => name.clone(),
        (None, [only]) => only.clone(),
        (None, []) => return Err(not_found(source, request, known)),
        (None, _) => {
            return Err(Diagnostic::new(StoreFault::WhichOne { source: source.display().to_string(), known }));
        }
    };
    let holds = |version: Version| request.range.as_ref().is_none_or(|range| range.holds(version));
    let versions = names.iter().filter(|named| named.theme == name && holds(named.version));
    let newest = versions.max_by_key(|named| named.version);
    let newest = newest.ok_or_else(|| not_found(source, request, listed(&names)))?;
    accepted(read(&newest.path)?, &newest.path, &Request { name: Some(name), range: request.range.clone() })
}

/// The package, if it is of the theme that is wanted whatever its file's name says.
fn accepted(package: Package, source: &Path, request: &Request) -> Result<Package, Diagnostic> {
    let named = request.name.as_ref().is_none_or(|name| *name == package.name);
    let holds = request.range.as_ref().is_none_or(|range| range.holds_typed(&package.version));
    if named && holds {
        return Ok(package);
    }
    Err(not_found(source, request, vec![format!("{} {}", package.name, package.version)]))
}

fn read(path: &Path) -> Result<Package, Diagnostic> {
    Package::read(&read_bytes(path)?, &path.display().to_string())
}

fn not_found(source: &Path, request: &Request, known: Vec<String>) -> Diagnostic {
    let source = source.display().to_string();
    Diagnostic::new(StoreFault::NotFound { source, wanted: request.shown(), known })
}

/// A package by its file's name.
struct Named {
    theme: String,
    version: Version,
    path: PathBuf,
}

fn file_names(folder: &Path) -> Result<Vec<Named>, Diagnostic> {
    let entries = std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    let mut names: Vec<Named> = entries.flatten().filter_map(|entry| named(entry.path())).collect();
    names.sort_by(|a, b| (&a.theme, a.version).cmp(&(&b.theme, b.version)));
    Ok(names)
}

/// `anping-1.2.0.banxin`.
fn named(path: PathBuf) -> Option<Named> {
    let name = path.file_name()?.to_str()?.strip_suffix(EXTENSION)?.strip_suffix('.')?;
    let (theme, version) = name.rsplit_once('-')?;
    Some(Named { theme: theme.to_owned(), version: version.parse().ok()?, path })
}

fn themes(names: &[Named]) -> Vec<String> {
    let mut themes: Vec<String> = names.iter().map(|named| named.theme.clone()).collect();
    themes.dedup();
    themes
}

fn listed(names: &[Named]) -> Vec<String> {
    names.iter().map(|named| format!("{} {}", named.theme, named.version)).collect()
}

/// Every package of a folder, checked; those that are not what they say are told apart.
///
/// # Errors
/// The folder can't be read.
pub fn offers(folder: &Path) -> Result<(Vec<Offer>, Vec<Diagnostic>), Diagnostic> {
    let (mut offers, mut faults) = (Vec::new(), Vec::new());
    for named in file_names(folder)? {
        let bytes = read_bytes(&named.path)?;
        let file = named.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match Package::read(&bytes, &file) {
            Ok(package) => offers.push(offer(package, file, &bytes)),
            Err(fault) => faults.push(fault),
        }
    }
    Ok((offers, faults))
}

fn offer(package: Package, file: String, bytes: &[u8]) -> Offer {
    let extends = package.extends.map(|(name, range)| match range {
        Some(range) => format!("{name} {range}"),
        None => name,
    });
    Offer {
        name: package.name,
        version: package.version,
        file,
        size: bytes.len() as u64,
        blake3: blake3::hash(bytes).to_hex().to_string(),
        extends,
        title: package.title,
    }
}

/// The list of a folder's packages, as it is written.
#[must_use]
pub fn index(offers: Vec<Offer>) -> String {
    serde_json::to_string_pretty(&Index { format: 1, themes: offers }).unwrap_or_default() + "\n"
}
