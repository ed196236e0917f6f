//! `banxin collect`: many documents → one volume.

use std::path::{Path, PathBuf};

use super::args::CollectArgs;
use super::progress::Progress;
use super::terminal::Terminal;
use super::{Outcome, interruptible, worker};
use crate::batch::{self, Gathered, Subject};
use crate::collect::{self, Bound, CollectConfig, Volume};
use crate::dates::TypedDate;
use crate::diagnostic::Diagnostic;
use crate::pipeline::Settings;
use crate::place::Place;
use crate::source::Sources;
use crate::units;

/// The title of a volume that has none.
const TITLE: &str = "文稿汇编";

/// Binds papers into a volume.
pub(super) fn collect(args: &CollectArgs, place: &dyn Place, terminal: &Terminal) -> Outcome {
    let mut gathered = Gathered::default();
    batch::gather(&args.files, None, place, &mut gathered);
    let date = args.date.as_deref().map(TypedDate::parse).transpose();
    let date = date.map_err(|fault| gathered.faults.push(Diagnostic::new(fault))).unwrap_or_default();
    let config = config(args, date);
    gathered.faults.extend(collect::check(&config).err().into_iter().flatten());
    if let Some(sheet) = &args.units
        && let Err(fault) = order(&mut gathered.subjects, sheet, &mut gathered.sources)
    {
        gathered.faults.push(fault);
    }
    if !gathered.faults.is_empty() {
        terminal.tell(&gathered.faults, &gathered.sources);
        return Outcome::Failed;
    }
    let (volume, doubts) = bind(&gathered.subjects, &config, terminal);
    if let Some(Err(fault)) = volume.pdf.as_ref().map(|pdf| place.write(&args.output, pdf)) {
        terminal.tell(&[fault], &Sources::new());
        return Outcome::Failed;
    }
    conclude(&volume, &gathered.subjects, doubts, (args, terminal))
}

fn config(args: &CollectArgs, date: Option<TypedDate>) -> CollectConfig {
    let place = args.files.first().map_or(Path::new(""), PathBuf::as_path);
    let isolation = Some(worker::isolation(args.limits, place));
    let (theme, system_fonts) = (args.theme.clone(), args.system_fonts);
    let settings = Settings { theme, system_fonts, isolation, ..Settings::default() };
    CollectConfig {
        settings,
        standards: args.pdf_standards.clone(),
        title: args.title.clone().unwrap_or_else(|| TITLE.to_owned()),
        issuer: args.issuer.clone(),
        date,
        leaves_out: args.leave_out,
        right_hand: args.right_hand,
    }
}

/// In the order of a roster; what is on none of its lines comes last, as it was.
fn order(subjects: &mut [Subject], sheet: &Path, sources: &mut Sources) -> Result<(), Diagnostic> {
    let units = units::read(sheet, None, sources)?;
    subjects.sort_by_cached_key(|subject| {
        let stem = subject.entry.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let row = subject.row.as_ref().and_then(|row| row.cells.first()).map(|cell| cell.text.clone());
        units::find(&units, &row.unwrap_or(stem)).map_or(usize::MAX, |(unit, _)| unit)
    });
    Ok(())
}

/// The volume, and how many doubts there are about papers that are in it. Mistakes are told as they come; of a hundred papers' doubts
/// only the number, since they are told where a paper is built alone.
fn bind(subjects: &[Subject], config: &CollectConfig, terminal: &Terminal) -> (Volume, usize) {
    let stop = interruptible();
    let progress = Progress::new(subjects.len(), false, terminal);
    let mut doubts = 0;
    let volume = collect::collect(subjects, config, &stop, &mut |index, bound: Bound| {
        let (told, rest): (Vec<Diagnostic>, Vec<Diagnostic>) =
            bound.diagnostics.into_iter().partition(|diagnostic| diagnostic.is_error() || is_of_volume(diagnostic));
        doubts += rest.len();
        progress.quietly(|| terminal.tell(&told, &bound.sources));
        if index < subjects.len() {
            progress.step(bound.pages.is_some());
        }
    });
    progress.end();
    (volume, doubts)
}

/// Whether it would not be said of the paper alone.
fn is_of_volume(diagnostic: &Diagnostic) -> bool {
    use crate::diagnostic::{Code, ThemeFault};
    matches!(diagnostic.code, Code::Theme(ThemeFault::OtherTheme { .. }))
}

fn conclude(
    volume: &Volume,
    subjects: &[Subject],
    doubts: usize,
    (args, terminal): (&CollectArgs, &Terminal),
) -> Outcome {
    let output = args.output.display();
    let (papers, pages, faulty) = (subjects.len() - volume.faulty.len(), volume.pages, volume.faulty.len());
    if volume.pdf.is_none() {
        if volume.interrupted {
            terminal.remark(terminal.pick("停下了，没有生成汇编", "stopped, no volume was made"));
            return Outcome::Interrupted;
        }
        terminal.remark(terminal.pick(
            format!("{faulty} 份有错，没有生成汇编；改好再来，或者加上 `--leave-out` 先把其余的装订起来"),
            format!(
                "{faulty} papers have errors, no volume was made; mend them, or add `--leave-out` to bind the rest"
            ),
        ));
        return Outcome::Errors;
    }
    terminal.say(
        terminal
            .pick(format!("{output}  {papers} 份，{pages} 页"), format!("{output}  {papers} papers, {pages} pages")),
    );
    if doubts > 0 {
        terminal.remark(terminal.pick(
            format!("另有 {doubts} 条提醒，单独生成文稿时可以看到"),
            format!("and {doubts} warnings, which are told when papers are built alone"),
        ));
    }
    for index in &volume.faulty {
        let name = subjects[*index].entry.path.display();
        terminal.remark(terminal.pick(format!("有错，没有收进去：{name}"), format!("has errors, left out: {name}")));
    }
    if faulty == 0 { Outcome::Done } else { Outcome::Errors }
}
