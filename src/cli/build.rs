//! `banxin build`: documents → files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use super::args::{BuildArgs, Format};
use super::explain::explain;
use super::progress::Progress;
use super::reach::{self, Reached};
use super::terminal::Terminal;
use super::worker;
use super::{Outcome, interruptible};
use crate::batch::{self, BatchConfig, Line, Plan, Roster, RunReport, Shard, Target};
use crate::diagnostic::{Diagnostic, ToolFault, json};
use crate::export;
use crate::pipeline::Settings;
use crate::place::Place;
use crate::project;
use crate::source::{Sources, Span};
use crate::text::Text;

mod share;
mod told;

use told::Told;

pub(super) use told::summary;

/// From so many papers on the screen shows a summary instead of every paper.
const MANY: usize = 20;

/// What became of a run, for `--json`.
#[derive(Serialize)]
struct Summary<'a> {
    ok: bool,
    documents: &'a [Line],
    diagnostics: Vec<json::Entry>,
}

/// Builds what was named.
pub(super) fn build(args: &BuildArgs, terminal: &Terminal) -> Outcome {
    let named = args.files.iter().filter_map(|file| file.to_str());
    if let Some(line) = args.explain {
        return match reach::refuse(named, "--explain") {
            Ok(()) => explain(args, line, terminal),
            Err(fault) => refuse(&[fault], &Sources::new(), args, terminal),
        };
    }
    let reached = share::share(args).and_then(|shard| Ok((shard, reach::build(args, shard, terminal)?)));
    match reached {
        Ok((shard, Reached { args, place })) => of_place(&args, shard, place, terminal),
        Err(fault) => refuse(&[fault], &Sources::new(), args, terminal),
    }
}

/// Builds what was named, wherever it is.
fn of_place(args: &BuildArgs, shard: Option<Shard>, place: Arc<dyn Place>, terminal: &Terminal) -> Outcome {
    let mut sources = Sources::new();
    let roster = args.data.as_ref().map(|sheet| roster(sheet, args, &mut sources));
    let mut gathered = batch::Gathered { sources, ..batch::Gathered::default() };
    batch::gather(&args.files, roster.as_ref(), &*place, &mut gathered);
    let mut faults = std::mem::take(&mut gathered.faults);
    faults.extend(export::check_standards(&args.pdf_standards).err().into_iter().flatten());
    let target = target(args, gathered.subjects.len()).map_err(|fault| faults.push(fault)).unwrap_or(Target::Project);
    if !faults.is_empty() {
        return refuse(&faults, &gathered.sources, args, terminal);
    }
    let root = gathered.whole.as_ref().map(|whole| keeper(whole, &target, place.is_far()));
    let config = BatchConfig {
        settings: Settings {
            theme: args.theme.clone(),
            system_fonts: args.system_fonts,
            locked: args.locked,
            overprint: args.overprint,
            copies: args.copies.unwrap_or(1),
            volume: None,
            isolation: Some(worker::isolation(args.limits, args.files.first().map_or(Path::new(""), PathBuf::as_path))),
        },
        format: args.format.batch(),
        standards: args.pdf_standards.clone(),
        dpi: args.dpi,
        target,
        place,
        threads: args.jobs.map(usize::from),
        root,
        force: args.force,
        shard,
        lang: terminal.lang,
    };
    match batch::plan(gathered.subjects, &config) {
        Err(faults) => refuse(&faults, &gathered.sources, args, terminal),
        Ok(plan) if args.dry_run => foretell(&plan, terminal),
        Ok(plan) => carry_out(plan, &config, args, terminal),
    }
}

fn roster(sheet: &Path, args: &BuildArgs, sources: &mut Sources) -> Roster {
    let mut typed = |option: &str, typed: &Option<String>| {
        let typed = typed.as_deref()?;
        let id = sources.add(option, typed);
        Some(Text::verbatim(typed, Span::new(id, 0..typed.len())))
    };
    Roster {
        sheet: sheet.to_path_buf(),
        shown: sheet.display().to_string(),
        worksheet: typed("--sheet", &args.sheet),
        condition: typed("--where", &args.condition),
        place: None,
    }
}

/// Where papers go, as it was typed.
fn target(args: &BuildArgs, count: usize) -> Result<Target, Diagnostic> {
    let Some(out) = &args.output else { return Ok(Target::Project) };
    let typed = out.to_string_lossy();
    if typed == "-" {
        return Ok(Target::Stdout);
    }
    if typed.contains("{{") {
        return Ok(Target::Pattern(typed.into_owned()));
    }
    if !is_file_name(out, args.format) {
        return Ok(Target::Folder(out.clone()));
    }
    if count > 1 {
        return Err(Diagnostic::new(ToolFault::OneFileForMany { path: out.display().to_string(), count }));
    }
    Ok(Target::File(out.clone()))
}

/// Whether `-o` names a file and not a folder.
pub(super) fn is_file_name(out: &Path, format: Format) -> bool {
    let extension = if format == Format::Typ { "typ" } else { format.batch().extension() };
    let ends_so = out.extension().is_some_and(|e| e.eq_ignore_ascii_case(extension));
    (ends_so && !out.is_dir()) || project::is_yaml(out)
}

/// The folder that keeps state and reports: the project's; of a folder that is none, the output's, so that nothing is put
/// where only documents are. With a bucket always the output's, so that the next machine finds it beside the papers.
fn keeper(whole: &Path, target: &Target, is_far: bool) -> PathBuf {
    match target {
        Target::Folder(out) if is_far => out.clone(),
        Target::Folder(out) if !whole.join(crate::manifest::FILE).is_file() => out.clone(),
        _ => whole.to_path_buf(),
    }
}

fn refuse(faults: &[Diagnostic], sources: &Sources, args: &BuildArgs, terminal: &Terminal) -> Outcome {
    if args.json {
        let diagnostics = faults.iter().map(|f| json::Entry::new(f, sources, terminal.lang)).collect();
        print_json(&Summary { ok: false, documents: &[], diagnostics }, terminal);
    } else {
        terminal.tell(faults, sources);
    }
    Outcome::Failed
}

/// `--dry-run`: what would be made, and why.
fn foretell(plan: &Plan, terminal: &Terminal) -> Outcome {
    for task in &plan.tasks {
        let Some(why) = &task.why else { continue };
        let output = task.output.as_ref().map_or_else(|| "-".to_owned(), |path| path.display().to_string());
        let reason = why.words(terminal.lang);
        terminal.say(terminal.pick(format!("{output}：{reason}"), format!("{output}: {reason}")));
    }
    let (due, all) = (plan.due(), plan.tasks.len());
    let rest = all - due;
    terminal.remark(
        terminal.pick(format!("要生成 {due} 份，{rest} 份没有变化"), format!("{due} to build, {rest} unchanged")),
    );
    Outcome::Done
}

fn carry_out(plan: Plan, config: &BatchConfig, args: &BuildArgs, terminal: &Terminal) -> Outcome {
    let stop = interruptible();
    let (count, due) = (plan.tasks.len(), plan.due());
    let each = !args.json && count <= MANY;
    let progress = Progress::new(due, args.json, terminal);
    let order = (0..count).filter(|index| plan.tasks[*index].why.is_some()).collect();
    let names = plan.tasks.iter().map(crate::batch::Task::name).collect();
    let mut told = Told::new(order, names, each, terminal);
    let report = batch::run(plan, config, &stop, &mut |index, made| {
        for bytes in &made.bytes {
            // A closed pipe is the reader's choice.
            let _ = terminal.raw(bytes);
        }
        progress.quietly(|| told.tell(index, made));
        progress.step(made.pages.is_some());
    });
    progress.end();
    conclude(&report, config, args, terminal)
}

fn conclude(report: &RunReport, config: &BatchConfig, args: &BuildArgs, terminal: &Terminal) -> Outcome {
    let failed = report.count(batch::Outcome::Failed);
    let mut trouble: Vec<Diagnostic> = report.trouble.iter().map(forgetful).collect();
    let reports = config.root.as_ref().map(|root| {
        let folder = if let Target::Folder(out) = &config.target { out } else { root };
        batch::write_reports(report, folder, terminal.lang, &*config.place)
    });
    let mut written = None;
    match reports {
        Some(Ok(paths)) => written = Some(paths),
        Some(Err(fault)) => trouble.push(fault),
        None => {}
    }
    if args.json {
        let diagnostics = trouble.iter().map(|f| json::Entry::new(f, &Sources::new(), terminal.lang)).collect();
        let done: Vec<Line> = report.documents.iter().filter(|l| l.state != batch::Outcome::Waiting).cloned().collect();
        print_json(&Summary { ok: failed == 0 && !report.interrupted, documents: &done, diagnostics }, terminal);
    } else {
        summary(report, written.as_ref(), terminal);
        terminal.tell(&trouble, &Sources::new());
    }
    match (report.interrupted, failed) {
        (true, _) => Outcome::Interrupted,
        (false, 0) => Outcome::Done,
        _ => Outcome::Errors,
    }
}

/// What can't be written down is made again: a warning over the reason.
fn forgetful(reason: &Diagnostic) -> Diagnostic {
    let words = reason.code.words();
    let told = words.message(crate::diagnostic::Lang::Zh).to_owned();
    Diagnostic::new(ToolFault::Forgetful).with_foreign(told)
}

fn print_json(summary: &Summary, terminal: &Terminal) {
    if let Ok(text) = serde_json::to_string_pretty(summary) {
        terminal.say(text);
    }
}
