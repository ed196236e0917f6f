//! Which documents a run is about: files as named, folders with their projects, rosters with their rows.
//!
//! In: what was named. Out: [`Subject`]s, and the folder that keeps the run's state, if it is about a whole folder.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::far;
use super::parallel::each_on;
use super::plan::Subject;
use super::roster::{Roster, rows};
use crate::diagnostic::{Diagnostic, Report, ToolFault};
use crate::manifest::{self, Manifest, RosterSetting};
use crate::place::{Found, Place};
use crate::project::{self, Entry};
use crate::source::{Sources, inside};

/// What a run is about.
#[derive(Default)]
pub struct Gathered {
    /// The papers.
    pub subjects: Vec<Subject>,
    /// The folder the run is about; none if files were named one by one.
    pub whole: Option<PathBuf>,
    /// What keeps the run from beginning.
    pub faults: Vec<Diagnostic>,
    /// What the faults point into.
    pub sources: Sources,
}

/// Gathers what was named; nothing named is the project around.
pub fn gather(named: &[PathBuf], roster: Option<&Roster>, place: &dyn Place, gathered: &mut Gathered) {
    if let Some(roster) = roster {
        return gathered.typed_roster(named, roster);
    }
    let around;
    let named = match (named, manifest::root_of(Path::new(""))) {
        ([], Some(root)) => {
            around = [if root.as_os_str().is_empty() { PathBuf::from(".") } else { root }];
            &around[..]
        }
        ([], None) => {
            return gathered.faults.push(Diagnostic::new(ToolFault::NoProject));
        }
        _ => named,
    };
    if let [folder] = named
        && is_folder(folder, place)
    {
        let whole = manifest::root_of(folder).unwrap_or_else(|| folder.clone());
        gathered.whole = Some(if whole == Path::new(".") { PathBuf::new() } else { whole });
    }
    for path in named {
        if is_folder(path, place) {
            gathered.folder(path, place);
        } else {
            gathered.file(path, place);
        }
    }
}

/// In a bucket a folder is there if something is in it.
fn is_folder(path: &Path, place: &dyn Place) -> bool {
    match place.look(path) {
        Found::Folder => true,
        Found::File(_) => false,
        Found::Nothing => place.lasting_name(path).is_some() && !project::is_yaml(path),
    }
}

impl Gathered {
    fn file(&mut self, path: &Path, place: &dyn Place) {
        if project::is_yaml(path) || place.look(path) == Found::Nothing {
            let relative = path.file_name().map_or_else(|| path.to_path_buf(), PathBuf::from);
            self.subjects.push(plain(Entry { path: path.to_path_buf(), relative }));
        } else {
            self.faults.push(Diagnostic::new(ToolFault::NotYaml { path: path.display().to_string() }));
        }
    }

    /// The documents of a folder that belong to their projects, and the rosters of the projects in it.
    fn folder(&mut self, folder: &Path, place: &dyn Place) {
        let plain_folder = if folder == Path::new(".") { Path::new("") } else { folder };
        let files = place.yaml_files(folder);
        let are_documents = each_on(far::threads(place), &files, |path| place.is_document(path));
        let documents = files.into_iter().zip(are_documents).filter(|(_, is)| is.unwrap_or(true));
        let mut projects = Projects::default();
        let mut found: Vec<Subject> = Vec::new();
        for (path, _) in documents {
            let path = path.strip_prefix(".").map(Path::to_path_buf).unwrap_or(path);
            if projects.owns(&path, self) {
                let relative = path.strip_prefix(plain_folder).unwrap_or(&path).to_path_buf();
                found.push(plain(Entry { path, relative }));
            }
        }
        if let Some(root) = manifest::root_of(plain_folder) {
            projects.know(&root, self);
        }
        let (templates, rows) = projects.rosters(plain_folder, self);
        found.retain(|subject| !templates.contains(&subject.entry.path));
        if found.is_empty() && rows.is_empty() && self.faults.is_empty() {
            self.faults.push(Diagnostic::new(ToolFault::NoDocuments { path: folder.display().to_string() }));
        }
        self.subjects.extend(found);
        self.subjects.extend(rows);
    }

    /// A document and a sheet from the command line.
    fn typed_roster(&mut self, named: &[PathBuf], roster: &Roster) {
        let [document] = named else {
            self.faults
                .push(Diagnostic::new(ToolFault::Alone { option: "--data", with: "一份文稿 (one document)" }));
            return;
        };
        let folder = document.parent().unwrap_or(Path::new("")).to_path_buf();
        self.whole = Some(manifest::root_of(&folder).unwrap_or(folder));
        self.add_rows(document, roster, None);
    }

    fn add_rows(&mut self, document: &Path, roster: &Roster, index: Option<usize>) {
        let relative = document.file_name().map_or_else(|| document.to_path_buf(), PathBuf::from);
        let mut report = Report::new();
        let rows = rows(roster, &mut self.sources, &mut report);
        self.faults.extend(report.sorted().into_iter().filter(Diagnostic::is_error));
        let entry = Entry { path: document.to_path_buf(), relative };
        self.subjects.extend(rows.into_iter().map(|row| Subject {
            entry: entry.clone(),
            row: Some(row),
            roster: index,
        }));
    }
}

fn plain(entry: Entry) -> Subject {
    Subject { entry, row: None, roster: None }
}

/// The projects that were met, each read once.
#[derive(Default)]
struct Projects {
    known: Vec<(PathBuf, Manifest)>,
    folders: std::collections::HashMap<PathBuf, Option<usize>>,
}

impl Projects {
    /// Whether a document belongs to its project; without a project all do.
    fn owns(&mut self, path: &Path, gathered: &mut Gathered) -> bool {
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        let index = if let Some(index) = self.folders.get(&folder) {
            *index
        } else {
            let index = manifest::root_of(&folder).and_then(|root| self.know(&root, gathered));
            self.folders.insert(folder, index);
            index
        };
        let Some((root, manifest)) = index.and_then(|index| self.known.get(index)) else { return true };
        manifest.owns(path.strip_prefix(root).unwrap_or(path))
    }

    fn know(&mut self, root: &Path, gathered: &mut Gathered) -> Option<usize> {
        if let Some(index) = self.known.iter().position(|(known, _)| known == root) {
            return Some(index);
        }
        let mut report = Report::new();
        let manifest = Manifest::load(root, &mut gathered.sources, &mut report);
        gathered.faults.extend(report.sorted().into_iter().filter(Diagnostic::is_error));
        self.known.push((root.to_path_buf(), manifest?));
        Some(self.known.len() - 1)
    }

    /// The documents that are made for rows only, and what they are made for.
    fn rosters(&self, folder: &Path, gathered: &mut Gathered) -> (HashSet<PathBuf>, Vec<Subject>) {
        let (mut templates, before) = (HashSet::new(), gathered.subjects.len());
        for (root, manifest) in &self.known {
            for (index, setting) in manifest.rosters.iter().enumerate() {
                let Some((document, roster)) = located(root, setting, gathered) else { continue };
                // Of a part of a project only the rosters whose documents are in it.
                if document.starts_with(folder) {
                    gathered.add_rows(&document, &roster, Some(index));
                }
                templates.insert(document);
            }
        }
        let rows = gathered.subjects.split_off(before);
        (templates, rows)
    }
}

/// A roster's files, which must be inside the project.
fn located(root: &Path, setting: &RosterSetting, gathered: &mut Gathered) -> Option<(PathBuf, Roster)> {
    let base = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    let mut find = |text: &crate::text::Text| match inside(base, root, text.as_str()) {
        Ok(path) => Some(path),
        Err(fault) => {
            gathered.faults.push(Diagnostic { span: text.span(), ..fault });
            None
        }
    };
    let (document, sheet) = (find(&setting.document)?, find(&setting.sheet)?);
    let worksheet = setting.worksheet.clone();
    let shown = setting.sheet.as_str().to_owned();
    Some((
        document,
        Roster { sheet, shown, worksheet, condition: setting.condition.clone(), place: setting.sheet.span() },
    ))
}
