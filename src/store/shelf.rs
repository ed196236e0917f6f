//! Where packages are: one file, a folder of them, and the list of a folder that a web server hands out.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::net::{Address, Net};
use super::{EXTENSION, MAX_PACKAGE_BYTES, Origin, Package, Request, flaw, unreadable};
use crate::diagnostic::{Diagnostic, PackageFlaw, StoreFault};
use crate::source::read_bytes;
use crate::theme::version::Version;

/// The list of a folder's packages, for whoever can't look into the folder.
pub const INDEX: &str = "index.json";

/// The form of the list.
pub(super) const FORMAT: u32 = 1;

/// A package that is on offer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Offer {
    /// The theme's name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The package's file, beside the list.
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
pub(super) fn find(origin: &Origin, request: &Request, net: &Net) -> Result<Package, Diagnostic> {
    match origin {
        Origin::Disk(path) => find_on_disk(path, request),
        Origin::Net(address) if address.is_package() => {
            let shown = address.to_string();
            let package = Package::read(&net.get(address, MAX_PACKAGE_BYTES)?, &shown)?;
            accepted(package, &shown, request)
        }
        Origin::Net(address) => find_in_list(&address.list(), request, net),
    }
}

fn find_on_disk(source: &Path, request: &Request) -> Result<Package, Diagnostic> {
    let shown = source.display().to_string();
    if source.join(crate::theme::MANIFEST).is_file() {
        return accepted(Package::of_folder(source)?, &shown, request);
    }
    if !source.is_dir() {
        return accepted(read(source)?, &shown, request);
    }
    let names = file_names(source)?;
    let known: Vec<(&str, Version)> = names.iter().map(|named| (named.theme.as_str(), named.version)).collect();
    let chosen = &names[newest(&known, request, &shown)?];
    let request = Request { name: Some(chosen.theme.clone()), range: request.range.clone() };
    accepted(read(&chosen.path)?, &chosen.path.display().to_string(), &request)
}

/// A package of a list: its bytes are those the list tells of, and it is the theme and version the list says.
fn find_in_list(list: &Address, request: &Request, net: &Net) -> Result<Package, Diagnostic> {
    let offers = net.list(list)?;
    let version = |offer: &Offer| offer.version.parse().unwrap_or_default();
    let known: Vec<(&str, Version)> = offers.iter().map(|offer| (offer.name.as_str(), version(offer))).collect();
    let chosen = &offers[newest(&known, request, &list.to_string())?];
    let address = list.beside(&chosen.file).ok_or_else(|| flaw(&chosen.file, PackageFlaw::Path, None))?;
    let bytes = net.get(&address, chosen.size)?;
    chosen.holds(&bytes, &address)?;
    let package = Package::read(&bytes, &address.to_string())?;
    if (&package.name, &package.version) == (&chosen.name, &chosen.version) {
        return Ok(package);
    }
    Err(flaw(&address.to_string(), PackageFlaw::OtherTheme, None))
}

/// Of packages that are there, the newest one that will do, by its place.
fn newest(known: &[(&str, Version)], request: &Request, shown: &str) -> Result<usize, Diagnostic> {
    let mut themes: Vec<String> = known.iter().map(|(theme, _)| (*theme).to_owned()).collect();
    themes.sort();
    themes.dedup();
    let name = match (&request.name, &themes[..]) {
        (Some(name), _) => name,
        (None, [only]) => only,
        (None, []) => return Err(not_found(shown, request, themes)),
        (None, _) => return Err(Diagnostic::new(StoreFault::WhichOne { source: shown.to_owned(), known: themes })),
    };
    let holds = |version: Version| request.range.as_ref().is_none_or(|range| range.holds(version));
    let fitting = known.iter().enumerate().filter(|(_, (theme, version))| theme == name && holds(*version));
    let newest = fitting.max_by_key(|(_, (_, version))| *version).map(|(place, _)| place);
    newest.ok_or_else(|| {
        let mut listed: Vec<_> = known.iter().collect();
        listed.sort();
        // What there is of the theme that is wanted says more than what else there is.
        let (own, other): (Vec<_>, Vec<_>) = listed.into_iter().partition(|(theme, _)| theme == name);
        let listed = if own.is_empty() { other } else { own };
        not_found(shown, request, listed.iter().map(|(theme, version)| format!("{theme} {version}")).collect())
    })
}

/// The package, if it is of the theme that is wanted whatever its file's name says.
fn accepted(package: Package, source: &str, request: &Request) -> Result<Package, Diagnostic> {
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

fn not_found(source: &str, request: &Request, known: Vec<String>) -> Diagnostic {
    Diagnostic::new(StoreFault::NotFound { source: source.to_owned(), wanted: request.shown(), known })
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

/// What there is to be had somewhere; packages of a folder that are not what they say are told apart.
///
/// # Errors
/// The folder or the list can't be read.
pub fn offered(origin: &Origin, net: &Net) -> Result<(Vec<Offer>, Vec<Diagnostic>), Diagnostic> {
    let (mut offers, faults) = match origin.shelf() {
        Origin::Disk(folder) => offers(&folder)?,
        Origin::Net(address) => (net.list(&address.list())?, Vec::new()),
    };
    offers.sort_by_cached_key(|offer| (offer.name.clone(), offer.version.parse::<Version>().unwrap_or_default()));
    Ok((offers, faults))
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
    serde_json::to_string_pretty(&Index { format: FORMAT, themes: offers }).unwrap_or_default() + "\n"
}
