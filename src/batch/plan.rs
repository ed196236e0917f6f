//! What is to be made, and under which names, before anything is built.
//!
//! In: documents, perhaps with rows. Out: tasks, each with its output; two that would be written to one file are told, both of
//! them. What is as it was when it was made keeps its name without being read.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::far;
use super::known::Known;
use super::name::{path_of, safe};
use super::parallel::each_on;
use super::{BatchConfig, Format, Task, Why};
use crate::data::Row;
use crate::diagnostic::{Diagnostic, Report, ToolFault};
use crate::manifest::{self, Manifest};
use crate::pipeline;
use crate::project::{self, Entry};
use crate::source::{Sources, Span};
use crate::text::Text;

/// A document to make, perhaps for a row of a roster.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The document.
    pub entry: Entry,
    /// The row.
    pub row: Option<Row>,
    /// Which of its project's 名册 it is made for.
    pub roster: Option<usize>,
}

/// Where papers go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// As the project's file says; else beside the document.
    Project,
    /// A folder, in which they stand as in the folder that was searched, or as the project's file says.
    Folder(PathBuf),
    /// One file.
    File(PathBuf),
    /// A pattern with `{{ }}`.
    Pattern(String),
    /// Standard output.
    Stdout,
}

/// Tasks, and what is known of them.
pub struct Plan {
    /// In the order they were asked for.
    pub tasks: Vec<Task>,
    pub(super) known: Known,
}

impl Plan {
    /// How many must be made.
    #[must_use]
    pub fn due(&self) -> usize {
        self.tasks.iter().filter(|task| task.why.is_some()).count()
    }
}

/// Plans a run.
///
/// # Errors
/// Outputs that clash with one another or with documents.
pub fn plan(subjects: Vec<Subject>, config: &BatchConfig) -> Result<Plan, Vec<Diagnostic>> {
    let known = Known::load(config);
    let subjects = share(subjects, &known, config);
    let patterns = Patterns::default().of(&subjects, config);
    let asked: Vec<_> = subjects.iter().map(|(key, subject)| (key.as_str(), subject.row.as_ref())).collect();
    let whys = known.whys(&asked);
    let reasoned: Vec<_> = subjects.iter().zip(patterns).zip(whys).collect();
    let outputs = each_on(far::threads(&*config.place), &reasoned, |(((key, subject), pattern), why)| match why {
        None => known.output(key).map(Some).ok_or_else(Default::default),
        Some(_) => output(subject, pattern.as_ref(), config),
    });
    let whys: Vec<Option<Why>> = reasoned.into_iter().map(|(_, why)| why).collect();
    let tasks: Vec<Task> = subjects
        .into_iter()
        .zip(whys)
        .zip(outputs)
        .map(|(((key, subject), why), output)| {
            task((key, subject), why, output.unwrap_or_else(|| Err(Default::default())))
        })
        .collect();
    let faults = clashes(&tasks, config.format);
    if faults.is_empty() { Ok(Plan { tasks, known }) } else { Err(faults) }
}

/// The papers of this machine's share, each with its key.
fn share(subjects: Vec<Subject>, known: &Known, config: &BatchConfig) -> Vec<(String, Subject)> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut keyed = Vec::with_capacity(subjects.len());
    for subject in subjects {
        let mut key = known.key(&subject.entry.path, subject.row.as_ref(), config.format);
        let count = counts.entry(key.clone()).or_default();
        *count += 1;
        if *count > 1 {
            // Rows that begin alike are told apart by their order.
            let _ = write!(key, "|{count}");
        }
        if config.shard.is_none_or(|shard| shard.has(&key)) {
            keyed.push((key, subject));
        }
    }
    keyed
}

type Nameless = (Vec<Diagnostic>, Sources);

fn task((key, subject): (String, Subject), why: Option<Why>, output: Result<Option<PathBuf>, Nameless>) -> Task {
    let (output, nameless) = match output {
        Ok(output) => (output, None),
        Err(nameless) => (None, Some(Box::new(nameless))),
    };
    Task { document: subject.entry.path, row: subject.row, output, why, key, nameless }
}

/// Where the pattern of a name stands.
#[derive(Clone, Debug)]
enum Pattern {
    /// On the command line.
    Typed(String),
    /// In the project's file, as its own.
    Project,
    /// In the project's file, with one of its 名册.
    Roster(usize),
}

/// The projects' files, each read once.
#[derive(Default)]
struct Patterns {
    projects: HashMap<PathBuf, Option<Manifest>>,
}

impl Patterns {
    fn of(mut self, subjects: &[(String, Subject)], config: &BatchConfig) -> Vec<Option<Pattern>> {
        subjects.iter().map(|(_, subject)| self.pattern(subject, config)).collect()
    }

    fn pattern(&mut self, subject: &Subject, config: &BatchConfig) -> Option<Pattern> {
        match &config.target {
            Target::Pattern(typed) => return Some(Pattern::Typed(typed.clone())),
            Target::File(_) | Target::Stdout => return None,
            Target::Project | Target::Folder(_) => {}
        }
        let folder = subject.entry.path.parent().unwrap_or(Path::new("")).to_path_buf();
        let manifest = self.projects.entry(folder).or_insert_with_key(|folder| {
            let root = manifest::root_of(folder)?;
            Manifest::load(&root, &mut Sources::new(), &mut Report::new())
        });
        let manifest = manifest.as_ref()?;
        let roster =
            subject.roster.filter(|index| manifest.rosters.get(*index).is_some_and(|roster| roster.output.is_some()));
        roster.map(Pattern::Roster).or_else(|| manifest.output.as_ref().map(|_| Pattern::Project))
    }
}

/// Where a paper goes.
fn output(subject: &Subject, pattern: Option<&Pattern>, config: &BatchConfig) -> Result<Option<PathBuf>, Nameless> {
    let extension = config.format.extension();
    if let Some(pattern) = pattern {
        return by_pattern(subject, pattern, config).map(Some);
    }
    let name = |base: &Path| match subject.row.as_ref().and_then(|row| row.cells.first()) {
        Some(cell) => {
            let stem = base.file_stem().unwrap_or_default().to_string_lossy();
            let ending = if extension.is_empty() { String::new() } else { format!(".{extension}") };
            let name = safe(&format!("{stem}-{}", cell.text), &ending);
            base.with_file_name(name.unwrap_or_else(|| stem.into_owned()))
        }
        None => base.with_extension(extension),
    };
    Ok(match &config.target {
        Target::Stdout => None,
        Target::File(file) => Some(file.clone()),
        Target::Folder(folder) => Some(folder.join(name(&subject.entry.relative))),
        Target::Project | Target::Pattern(_) => Some(name(&subject.entry.path)),
    })
}

fn by_pattern(subject: &Subject, pattern: &Pattern, config: &BatchConfig) -> Result<PathBuf, Nameless> {
    let pick = |sources: &mut Sources, manifest: Option<&Manifest>| match pattern {
        Pattern::Typed(typed) => {
            let id = sources.add("-o", typed.as_str());
            Some(Text::verbatim(typed, Span::new(id, 0..typed.len())))
        }
        Pattern::Project => manifest?.output.clone(),
        Pattern::Roster(index) => manifest?.rosters.get(*index)?.output.clone(),
    };
    let path = &subject.entry.path;
    let name = || pipeline::output_name(path, subject.row.as_ref(), pick);
    let named = far::named(path, &*config.place, name).map_err(|fault| (vec![fault], Sources::new()))?;
    let (Some(parts), false) = (&named.parts, named.diagnostics.iter().any(Diagnostic::is_error)) else {
        // A document that can't be read is built all the same, to tell what is wrong with it; it is not written anyway.
        return if named.parts.is_none() {
            Ok(fallback(path, config.format))
        } else {
            Err((named.diagnostics, named.sources))
        };
    };
    let Some(relative) = path_of(parts, config.format.extension()) else {
        let span = parts.iter().find_map(Text::span);
        let fault =
            Diagnostic { span, ..Diagnostic::new(ToolFault::EmptyName { document: path.display().to_string() }) };
        return Err((vec![fault], named.sources));
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    Ok(match (&config.target, pattern) {
        (Target::Folder(out), _) => out.join(relative),
        // What is typed on the command line begins where the command is run.
        (_, Pattern::Typed(typed)) if Path::new(typed).is_absolute() => Path::new("/").join(relative),
        (_, Pattern::Typed(_)) => relative,
        _ => manifest::root_of(folder).unwrap_or_default().join(relative),
    })
}

fn fallback(path: &Path, format: Format) -> PathBuf {
    path.with_extension(format.extension())
}

/// Two papers to one file, or a paper over its document. Names that differ in case only are one file on Windows.
fn clashes(tasks: &[Task], format: Format) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut taken: HashMap<String, &Task> = HashMap::new();
    for task in tasks {
        let Some(output) = &task.output else { continue };
        let shown = output.display().to_string();
        if *output == task.document || (format != Format::Typ && project::is_yaml(output)) {
            faults.push(Diagnostic::new(ToolFault::OutputIsInput { path: shown.clone() }));
        }
        if let Some(other) = taken.insert(shown.to_lowercase(), task) {
            let (document, other) = (task.name(), other.name());
            faults.push(Diagnostic::new(ToolFault::SameOutput { path: shown, document, other }));
        }
    }
    faults
}
