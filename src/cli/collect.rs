//! `banxin collect`: many documents → one volume.

use std::path::Path;

use super::Outcome;
use super::args::CollectArgs;
use super::terminal::Terminal;
use crate::batch::{self, Gathered, Subject};
use crate::dates::TypedDate;
use crate::diagnostic::Diagnostic;
use crate::export::{self, PdfConfig};
use crate::pipeline::{Built, Part, Pipeline, Settings};
use crate::place::Place;
use crate::render::Volume;
use crate::source::{Sources, Span};
use crate::text::Text;
use crate::typeset::{Pace, Pages};
use crate::units;

/// The title of a volume that has none.
const TITLE: &str = "文稿汇编";

/// Binds papers into a volume.
pub(super) fn collect(args: &CollectArgs, place: &dyn Place, terminal: &Terminal) -> Outcome {
    let mut gathered = Gathered::default();
    batch::gather(&args.files, None, place, &mut gathered);
    gathered.faults.extend(export::check_standards(&args.pdf_standards).err().into_iter().flatten());
    let date = args.date.as_deref().map(TypedDate::parse).transpose();
    let date = date.map_err(|fault| gathered.faults.push(Diagnostic::new(fault))).unwrap_or_default();
    if let Some(sheet) = &args.units
        && let Err(fault) = order(&mut gathered.subjects, sheet, &mut gathered.sources)
    {
        gathered.faults.push(fault);
    }
    if !gathered.faults.is_empty() {
        terminal.tell(&gathered.faults, &gathered.sources);
        return Outcome::Failed;
    }
    let mut built = made(&gathered.subjects, args, date.as_ref());
    let day = date.and_then(|date| date.day());
    let written = built.pages.as_ref().map(|pages| put(pages, day, place, args));
    if let Some(Err(faults)) = &written {
        built.diagnostics.extend(faults.iter().cloned());
    }
    terminal.tell(&built.diagnostics, &built.sources);
    let (count, papers) = (built.pages.as_ref().map_or(0, Pages::count), gathered.subjects.len());
    if !matches!(written, Some(Ok(()))) {
        terminal.remark(terminal.pick("有错误，没有生成汇编", "there are errors, no volume was made"));
        return Outcome::Errors;
    }
    let output = args.output.display();
    terminal.say(
        terminal
            .pick(format!("{output}  {papers} 份，{count} 页"), format!("{output}  {papers} papers, {count} pages")),
    );
    Outcome::Done
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

fn made(subjects: &[Subject], args: &CollectArgs, date: Option<&TypedDate>) -> Built {
    let settings = Settings { theme: args.theme.clone(), system_fonts: args.system_fonts, ..Settings::default() };
    let parts: Vec<Part> =
        subjects.iter().map(|subject| Part { path: &subject.entry.path, row: subject.row.as_ref() }).collect();
    Pipeline::new(settings, Pace::batch(1)).volume(&parts, args.trust_theme, |sources| {
        let mut text = |option: &str, typed: &str| {
            let id = sources.add(option, typed);
            Text::verbatim(typed, Span::new(id, 0..typed.len()))
        };
        Volume {
            title: text("--title", args.title.as_deref().unwrap_or(TITLE)),
            issuer: args.issuer.as_deref().map(|issuer| text("--issuer", issuer)),
            date: date.and_then(|date| Some((text("--date", &date.to_string()), date.day()?))),
        }
    })
}

fn put(
    pages: &Pages,
    day: Option<jiff::civil::Date>,
    place: &dyn Place,
    args: &CollectArgs,
) -> Result<(), Vec<Diagnostic>> {
    let date = day.map(|day| (i32::from(day.year()), day.month().unsigned_abs(), day.day().unsigned_abs()));
    let pdf = export::pdf(pages, &PdfConfig { standards: args.pdf_standards.clone(), date })?;
    place.write(&args.output, &pdf).map_err(|fault| vec![fault])
}
