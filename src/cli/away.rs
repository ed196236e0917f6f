//! Commands whose documents are in an object store, or whose papers go there: what they need is copied into a folder
//! that lasts as long as the command, and the command runs in it.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::Outcome;
use super::args::{BuildArgs, CollectArgs, MissingArgs, ReportArgs, ReportCommand, SummarizeArgs};
use super::progress::Progress;
use super::terminal::Terminal;
use crate::batch;
use crate::bucket::Buckets;
use crate::diagnostic::{BucketFault, Diagnostic, ToolFault, json};
use crate::source::Sources;
use crate::source::far::is_far;

/// The paths of a command, as they were typed.
pub(super) struct Places<'a> {
    /// Documents and folders of them.
    pub(super) documents: &'a [PathBuf],
    /// Where papers go.
    pub(super) output: Option<&'a mut PathBuf>,
    /// What else is read on this machine.
    pub(super) others: Vec<&'a mut PathBuf>,
    /// A theme, by its name or its folder.
    pub(super) theme: Option<&'a mut String>,
}

/// A command whose documents may be away.
pub(super) trait Travels {
    /// Its paths.
    fn places(&mut self) -> Places<'_>;

    /// Whether nothing but its result may be written.
    fn is_silent(&self) -> bool {
        false
    }
}

impl Travels for BuildArgs {
    fn places(&mut self) -> Places<'_> {
        Places {
            documents: &self.files,
            output: self.output.as_mut(),
            others: self.data.as_mut().into_iter().collect(),
            theme: self.theme.as_mut(),
        }
    }

    fn is_silent(&self) -> bool {
        self.json
    }
}

impl Travels for CollectArgs {
    fn places(&mut self) -> Places<'_> {
        Places {
            documents: &self.files,
            output: Some(&mut self.output),
            others: self.units.as_mut().into_iter().collect(),
            theme: self.theme.as_mut(),
        }
    }
}

impl Travels for MissingArgs {
    fn places(&mut self) -> Places<'_> {
        Places {
            documents: &self.files,
            output: self.output.as_mut(),
            others: self.units.as_mut().into_iter().collect(),
            theme: None,
        }
    }
}

impl Travels for SummarizeArgs {
    fn places(&mut self) -> Places<'_> {
        Places { documents: &self.files, output: Some(&mut self.output), others: Vec::new(), theme: None }
    }
}

impl Travels for ReportArgs {
    /// Reports are read where they are, without a copy.
    fn places(&mut self) -> Places<'_> {
        let ReportCommand::Merge(args) = &mut self.command;
        Places { documents: &[], output: Some(&mut args.output), others: args.files.iter_mut().collect(), theme: None }
    }
}

/// Runs a command where its documents are.
pub(super) fn wherever<A: Travels>(mut args: A, terminal: &Terminal, run: fn(&A, &Terminal) -> Outcome) -> Outcome {
    let is_silent = args.is_silent();
    match enter(args.places(), is_silent, terminal) {
        Ok(away) => {
            let outcome = run(&args, terminal);
            drop(away);
            outcome
        }
        Err(fault) if is_silent => {
            let entry = json::Entry::new(&fault, &Sources::new(), terminal.lang);
            let told = serde_json::json!({ "ok": false, "documents": [], "diagnostics": [entry] });
            terminal.say(serde_json::to_string_pretty(&told).unwrap_or_default());
            Outcome::Failed
        }
        Err(fault) => {
            terminal.tell(&[fault], &Sources::new());
            Outcome::Failed
        }
    }
}

/// A stay in the copy; when it ends, the copy goes.
struct Away {
    here: PathBuf,
    /// Last, since the folder can't go while the program is in it.
    _copy: tempfile::TempDir,
}

impl Drop for Away {
    fn drop(&mut self) {
        // If the old folder is gone, the new one is left behind for the system to clear.
        let _ = std::env::set_current_dir(&self.here);
    }
}

/// Goes where the documents are, if they are away; all paths are then as seen from there.
///
/// # Errors
/// The store can't be reached, or has not what was named.
fn enter(places: Places<'_>, is_silent: bool, terminal: &Terminal) -> Result<Option<Away>, Diagnostic> {
    let Places { documents, mut output, mut others, theme } = places;
    let is_output_far = output.as_ref().is_some_and(|path| is_far(path));
    let far: Vec<&PathBuf> = documents.iter().filter(|path| is_far(path)).collect();
    if !is_output_far && far.is_empty() && !others.iter().any(|path| is_far(path)) {
        return Ok(None);
    }
    let buckets = Buckets::open()?;
    if let Some(output) = output.as_ref().filter(|_| is_output_far) {
        buckets.survey(&folder_of(output))?;
    }
    let Some(named) = far.first() else { return Ok(None) };
    if cfg!(windows) {
        return Err(Diagnostic::new(BucketFault::OnlyOutput { address: named.display().to_string() }));
    }
    let folder = folder_of(named);
    if documents.iter().any(|path| folder_of(path) != folder) {
        return Err(Diagnostic::new(BucketFault::Several { address: named.display().to_string() }));
    }
    let here = std::env::current_dir().map_err(|error| no_folder(Path::new("."), &error))?;
    for path in output.iter_mut().chain(others.iter_mut()).filter(|path| !is_far(path)) {
        **path = here.join(&**path);
    }
    if let Some(theme) = theme.filter(|theme| here.join(theme.as_str()).is_dir()) {
        *theme = here.join(theme.as_str()).display().to_string();
    }
    let paths = wanted(&buckets, &folder)?;
    let copy = tempfile::Builder::new().prefix("banxin-").tempdir();
    let copy = copy.map_err(|error| no_folder(&std::env::temp_dir(), &error))?;
    let root = copy.path().canonicalize().map_err(|error| no_folder(copy.path(), &error))?;
    std::env::set_current_dir(&root).map_err(|error| no_folder(&root, &error))?;
    let away = Away { here, _copy: copy };
    let progress = Progress::new(paths.len(), is_silent, terminal);
    let copied = buckets.copy(&paths, &mut |_| progress.step(true));
    progress.end();
    copied.map(|()| Some(away))
}

/// What of a folder can be part of a document: neither what is hidden nor what an earlier run wrote.
fn wanted(buckets: &Buckets, folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let paths = buckets.survey(folder)?;
    if paths.is_empty() {
        return Err(Diagnostic::new(BucketFault::NotThere { address: folder.display().to_string() }));
    }
    let states: Vec<&PathBuf> = paths.iter().filter(|path| batch::is_state(path)).collect();
    let written: HashSet<PathBuf> = states.into_iter().flat_map(|path| batch::outputs(path)).collect();
    let is_hidden = |path: &Path| {
        let below = path.strip_prefix(folder).unwrap_or(path);
        below.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'))
    };
    let names: HashSet<&Path> = paths.iter().filter_map(|path| path.parent()).flat_map(Path::ancestors).collect();
    let is_wanted = |path: &&PathBuf| {
        !is_hidden(path) && !batch::is_report(path) && !written.contains(*path) && !names.contains(path.as_path())
    };
    Ok(paths.iter().filter(is_wanted).cloned().collect())
}

/// The folder of what was named; of a pattern the part that is the same for all.
fn folder_of(named: &Path) -> PathBuf {
    let typed = named.display().to_string();
    let fixed = typed.split("{{").next().unwrap_or_default();
    let is_folder = fixed.ends_with('/') || (fixed.len() == typed.len() && named.extension().is_none());
    let fixed = Path::new(fixed);
    if is_folder { fixed.to_path_buf() } else { fixed.parent().unwrap_or(fixed).to_path_buf() }
}

fn no_folder(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(ToolFault::Unwritable { path: path.display().to_string(), reason: error.kind().into() })
}
