//! Addresses in buckets among what was typed: opened, looked through, and replaced by the paths that stand for them.
//!
//! In: arguments. Out: the same arguments with paths, and the place their files are at. Without an address nothing happens,
//! and no network is touched.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Outcome;
use super::args::{BuildArgs, CollectArgs, Command, MergeArgs, MissingArgs, SummarizeArgs};
use super::terminal::Terminal;
use crate::batch::{self, Shard};
use crate::bucket::{Address, Places};
use crate::data::is_sheet;
use crate::diagnostic::{BucketFault, Diagnostic, ToolFault};
use crate::place::{Disk, Place};
use crate::project;
use crate::source::Sources;

/// Arguments with paths only, and where the files are.
pub(super) struct Reached<A> {
    /// The arguments.
    pub(super) args: A,
    /// Where the files are.
    pub(super) place: Arc<dyn Place>,
}

/// What begins the name of a report of a share.
const REPORT: &str = "build-report-";

/// Whether a command may be given addresses.
pub(super) fn takes_addresses(command: &Command) -> bool {
    matches!(
        command,
        Command::Build(_) | Command::Report(_) | Command::Collect(_) | Command::Missing(_) | Command::Summarize(_)
    )
}

/// A command that does not take addresses says so, rather than look for a file of that name.
pub(super) fn refuse<'a>(mut typed: impl Iterator<Item = &'a str>, what: &str) -> Result<(), Diagnostic> {
    let is_address = |typed: &&str| ["s3://", "gs://", "az://"].iter().any(|scheme| typed.starts_with(scheme));
    match typed.find(is_address) {
        Some(address) => {
            Err(Diagnostic::new(BucketFault::NotHere { what: what.to_owned(), address: address.to_owned() }))
        }
        None => Ok(()),
    }
}

/// The buckets that were named, opened as they come up.
#[derive(Default)]
struct Opened(Option<Places>);

impl Opened {
    /// Puts the path that stands for an address in its place; the path, if it was one.
    fn replace(&mut self, typed: &mut PathBuf) -> Result<Option<PathBuf>, Diagnostic> {
        let Some(address) = typed.to_str().and_then(Address::parse).transpose()? else { return Ok(None) };
        let places = match &mut self.0 {
            Some(places) => places,
            none => none.insert(Places::new()?),
        };
        *typed = places.path(&address)?;
        Ok(Some(typed.clone()))
    }

    /// As [`Opened::replace`]; of a pattern the part that is the same for all papers is an address.
    fn replace_output(&mut self, typed: &mut PathBuf) -> Result<Option<PathBuf>, Diagnostic> {
        let pattern = typed.display().to_string();
        let Some(first) = pattern.find("{{").filter(|_| Address::is_meant(&pattern)) else {
            return self.replace(typed);
        };
        let fixed = pattern[..first].rfind('/').unwrap_or(first);
        let mut folder = PathBuf::from(&pattern[..fixed]);
        let replaced = self.replace(&mut folder)?;
        *typed = PathBuf::from(format!("{}{}", folder.display(), &pattern[fixed..]));
        Ok(replaced)
    }

    fn replace_some(&mut self, typed: Option<&mut PathBuf>) -> Result<Option<PathBuf>, Diagnostic> {
        typed.map_or(Ok(None), |typed| self.replace(typed))
    }
}

/// Opens what `banxin build` was given.
pub(super) fn build(
    args: &BuildArgs,
    shard: Option<Shard>,
    terminal: &Terminal,
) -> Result<Reached<BuildArgs>, Diagnostic> {
    refuse(args.theme.as_deref().into_iter(), "--theme")?;
    let (mut args, mut opened) = (args.clone(), Opened::default());
    let mut inputs = Vec::new();
    for file in &mut args.files {
        inputs.extend(opened.replace(file)?);
    }
    let sheet = opened.replace_some(args.data.as_mut())?;
    let output = args.output.as_mut().map_or(Ok(None), |output| opened.replace_output(output))?;
    let Some(places) = opened.0 else { return Ok(Reached { args, place: Arc::new(Disk) }) };
    terminal.status(terminal.pick("正在看存储桶里有什么……", "looking through the bucket …"));
    let whole = look(&places, &inputs, sheet.as_deref(), output.as_deref());
    terminal.status("");
    let whole = whole?;
    let places = Arc::new(places);
    let place: Arc<dyn Place> = Arc::<Places>::clone(&places);
    terminal.name_as(&place);
    if let ([folder], Some(whole)) = (&args.files[..], whole) {
        let is_folder = |out: &&Path| !super::build::is_file_name(out, args.format) && !is_pattern(out);
        let root = args.output.as_deref().filter(is_folder);
        let root = root.unwrap_or(&whole);
        // Those of other shares and those that did not change are not even fetched.
        places.sift(batch::sift(folder, Some(root), (shard, args.format.batch()), &place));
    }
    Ok(Reached { args, place })
}

fn is_pattern(out: &Path) -> bool {
    out.to_string_lossy().contains("{{")
}

/// Learns what there is, and fetches what all papers need. The project of the one folder in a bucket that the run is about.
fn look(
    places: &Places,
    inputs: &[PathBuf],
    sheet: Option<&Path>,
    output: Option<&Path>,
) -> Result<Option<PathBuf>, Diagnostic> {
    let mut roots = Vec::new();
    for input in inputs {
        roots.push(places.project(input)?);
    }
    sheet.map_or(Ok(()), |sheet| places.need(sheet))?;
    // What is there already is not made again; a bucket that is not there is told before anything is made.
    output.map_or(Ok(()), |output| places.list(output))?;
    let is_folder = inputs.first().is_some_and(|input| !project::is_yaml(input));
    Ok(roots.pop().filter(|_| inputs.len() == 1 && is_folder))
}

/// A command that looks at many documents at once.
pub(super) trait LooksAtAll: Clone {
    /// What it reads, and what it writes.
    fn paths(&mut self) -> (Vec<&mut PathBuf>, Option<&mut PathBuf>);
}

impl LooksAtAll for CollectArgs {
    fn paths(&mut self) -> (Vec<&mut PathBuf>, Option<&mut PathBuf>) {
        (self.files.iter_mut().chain(&mut self.units).collect(), Some(&mut self.output))
    }
}

impl LooksAtAll for MissingArgs {
    fn paths(&mut self) -> (Vec<&mut PathBuf>, Option<&mut PathBuf>) {
        (self.files.iter_mut().chain(&mut self.units).collect(), self.output.as_mut())
    }
}

impl LooksAtAll for SummarizeArgs {
    fn paths(&mut self) -> (Vec<&mut PathBuf>, Option<&mut PathBuf>) {
        (self.files.iter_mut().collect(), Some(&mut self.output))
    }
}

/// Runs a command on documents that were all brought here, if they were not.
pub(super) fn all<A: LooksAtAll>(
    args: &A,
    terminal: &Terminal,
    run: fn(&A, &dyn Place, &Terminal) -> Outcome,
) -> Outcome {
    match brought(args, terminal) {
        Ok(Reached { args, place }) => run(&args, &*place, terminal),
        Err(fault) => {
            terminal.tell(&[fault], &Sources::new());
            Outcome::Failed
        }
    }
}

fn brought<A: LooksAtAll>(args: &A, terminal: &Terminal) -> Result<Reached<A>, Diagnostic> {
    let (mut args, mut opened) = (args.clone(), Opened::default());
    let (reads, writes) = args.paths();
    let mut far = Vec::new();
    for path in reads {
        far.extend(opened.replace(path)?);
    }
    opened.replace_some(writes)?;
    let Some(places) = opened.0 else { return Ok(Reached { args, place: Arc::new(Disk) }) };
    terminal.status(terminal.pick("正在从存储桶取文稿……", "fetching from the bucket …"));
    let fetched = far.iter().try_for_each(|path| {
        let is_sheet = is_sheet(&path.to_string_lossy());
        if is_sheet { places.need(path) } else { places.whole(path) }
    });
    terminal.status("");
    fetched?;
    let place: Arc<dyn Place> = Arc::new(places);
    terminal.name_as(&place);
    Ok(Reached { args, place })
}

/// Opens what `banxin report merge` was given; a folder stands for the reports of shares in it, and so does a name with `*`
/// in a bucket, where no shell writes out which there are.
pub(super) fn merge(args: &MergeArgs, terminal: &Terminal) -> Result<Reached<MergeArgs>, Diagnostic> {
    let (mut args, mut opened) = (args.clone(), Opened::default());
    let mut far = Vec::new();
    for file in &mut args.files {
        far.extend(opened.replace(file)?);
    }
    opened.replace(&mut args.output)?;
    let place: Arc<dyn Place> = match opened.0 {
        Some(places) => {
            for path in far.iter().filter(|path| pattern(path).is_some() || !is_report(path)) {
                places.list_some(pattern(path).map_or(path.as_path(), |(folder, _)| folder), REPORT)?;
            }
            Arc::new(places)
        }
        None => Arc::new(Disk),
    };
    terminal.name_as(&place);
    let mut files = Vec::new();
    for path in args.files {
        files.extend(reports(path, &*place)?);
    }
    args.files = files;
    Ok(Reached { args, place })
}

fn is_report(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"))
}

/// The folder and the names of a path such as `build-report-*-of-8.json`.
fn pattern(path: &Path) -> Option<(&Path, &str)> {
    let names = path.file_name()?.to_str().filter(|names| names.contains('*'))?;
    Some((path.parent()?, names))
}

/// Whether a name is one of those that a pattern stands for.
fn fits(pattern: &str, name: &str) -> bool {
    let parts: Vec<&str> = pattern.split('*').collect();
    let [first, between @ .., last] = &parts[..] else { return pattern == name };
    let Some(mut rest) = name.strip_prefix(first).and_then(|rest| rest.strip_suffix(last)) else { return false };
    between.iter().all(|part| rest.split_once(part).map(|(_, after)| rest = after).is_some())
}

/// The reports that something typed stands for.
fn reports(path: PathBuf, place: &dyn Place) -> Result<Vec<PathBuf>, Diagnostic> {
    let is_far = place.lasting_name(&path).is_some();
    let pattern = pattern(&path).filter(|_| is_far);
    if pattern.is_none() && (is_report(&path) || !(path.is_dir() || is_far)) {
        return Ok(vec![path]);
    }
    let (folder, names) = pattern.unwrap_or((&path, "*"));
    let is_of_share = |file: &PathBuf| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        file.parent() == Some(folder) && name.starts_with(REPORT) && is_report(file) && fits(names, &name)
    };
    let mut found: Vec<PathBuf> = if is_far {
        place.files(folder)
    } else {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).collect()
    };
    found.retain(is_of_share);
    found.sort();
    if found.is_empty() {
        return Err(Diagnostic::new(ToolFault::NoReport { path: path.display().to_string() }));
    }
    Ok(found)
}
