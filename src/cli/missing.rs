//! `banxin missing`: a roster of units → who has not reported, and what is not right.

use std::path::{Path, PathBuf};

use super::Outcome;
use super::args::MissingArgs;
use super::terminal::Terminal;
use crate::batch::{self, Gathered};
use crate::diagnostic::{Diagnostic, Report, ToolFault};
use crate::manifest::{self, Manifest};
use crate::missing::{self, Standing, State};
use crate::place::Place;
use crate::sheet;
use crate::source::{Sources, inside};
use crate::units::{self, Unit};

/// Lists who is missing.
pub(super) fn missing(args: &MissingArgs, place: &dyn Place, terminal: &Terminal) -> Outcome {
    let mut gathered = Gathered::default();
    batch::gather(&args.files, None, place, &mut gathered);
    // A folder in which nobody has reported yet is no mistake.
    gathered.faults.retain(|fault| !matches!(fault.code, crate::diagnostic::Code::Tool(ToolFault::NoDocuments { .. })));
    let units = units(args, &mut gathered);
    if !gathered.faults.is_empty() {
        terminal.tell(&gathered.faults, &gathered.sources);
        return Outcome::Failed;
    }
    let folders: Vec<PathBuf> = match &args.files[..] {
        [] => {
            gathered.whole.clone().into_iter().map(|f| if f.as_os_str().is_empty() { ".".into() } else { f }).collect()
        }
        files => files.iter().filter(|path| path.is_dir()).cloned().collect(),
    };
    let standings = missing::missing(&units, &gathered.subjects, &folders);
    tell(&standings, terminal);
    if let Some(Err(fault)) = args.output.as_ref().map(|output| put(&standings, output, (args, place), terminal)) {
        terminal.tell(&[fault], &Sources::new());
        return Outcome::Failed;
    }
    let all_there = standings.iter().all(|standing| standing.state == State::Reported);
    if all_there { Outcome::Done } else { Outcome::Errors }
}

/// The units as the command line names them, else as the project does.
fn units(args: &MissingArgs, gathered: &mut Gathered) -> Vec<Unit> {
    let path = match &args.units {
        Some(path) => Some(path.clone()),
        None => gathered.whole.clone().and_then(|root| of_project(&root, gathered)),
    };
    let Some(path) = path else {
        if gathered.faults.is_empty() {
            gathered.faults.push(Diagnostic::new(ToolFault::NoUnits));
        }
        return Vec::new();
    };
    let read = units::read(&path, args.column.as_deref(), &mut gathered.sources);
    read.map_err(|fault| gathered.faults.push(fault)).unwrap_or_default()
}

fn of_project(root: &Path, gathered: &mut Gathered) -> Option<PathBuf> {
    let manifest = Manifest::load(root, &mut gathered.sources, &mut Report::new())?;
    let typed = manifest.units?;
    let base = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    let folder = manifest::root_of(root).unwrap_or_else(|| root.to_path_buf());
    inside(base, &folder, typed.as_str())
        .map_err(|fault| gathered.faults.push(Diagnostic { span: typed.span(), ..fault }))
        .ok()
}

fn tell(standings: &[Standing], terminal: &Terminal) {
    let list = missing::list(standings, None, terminal.lang);
    for row in list.rows.iter().filter(|row| row[1] != sheet::Value::from(State::Reported.words(terminal.lang))) {
        let words: Vec<&str> = row
            .iter()
            .filter_map(|cell| if let sheet::Value::Text(text) = cell { Some(text.as_str()) } else { None })
            .collect();
        terminal.say(words.join("  "));
    }
    let units = standings.iter().filter(|standing| standing.unit.is_some());
    let there = units.clone().filter(|standing| !matches!(standing.state, State::Missing | State::OtherKind)).count();
    let all = units.count();
    terminal.remark(terminal.pick(
        format!("应报 {all} 个单位，已报 {there} 个，未报 {} 个", all - there),
        format!("{all} units, {there} reported, {} missing", all - there),
    ));
}

fn put(
    standings: &[Standing],
    output: &Path,
    (args, place): (&MissingArgs, &dyn Place),
    terminal: &Terminal,
) -> Result<(), Diagnostic> {
    let (round, issuer) = (args.round.as_deref(), args.issuer.as_deref());
    let lists = [missing::list(standings, round, terminal.lang)];
    let bytes = super::lists::bytes(output, &lists, || missing::as_document(standings, round, issuer))?;
    place.write(output, &bytes)?;
    terminal.say(super::lists::wrote(output, terminal));
    Ok(())
}
