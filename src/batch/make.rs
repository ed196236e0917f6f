//! One paper: built, exported, and then written.
//!
//! In: a task. Out: what became of it, with the digests of the files that were written. A panic is told as a mistake of
//! the document, and the run goes on.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::fingerprint::{Kept, digest};
use super::{BatchConfig, Format, Task};
use crate::diagnostic::{Diagnostic, TypesetFault};
use crate::export::{self, PdfConfig};
use crate::pipeline::{Built, Pipeline};
use crate::place::{Found, Place};
use crate::source::Sources;
use crate::typeset::{Pages, guarded};

/// What became of a paper.
#[derive(Default)]
pub struct Made {
    /// How many pages; none if it was not made.
    pub pages: Option<usize>,
    /// The files that were written.
    pub outputs: Vec<PathBuf>,
    /// The bytes of every file, if there is no place to write them to.
    pub bytes: Vec<Vec<u8>>,
    /// What is still to be written.
    pub(super) unsent: Vec<(PathBuf, Vec<u8>)>,
    /// The files of a far place that it holds.
    pub(super) held: Vec<PathBuf>,
    /// All that is wrong, doubtful or worth knowing.
    pub diagnostics: Vec<Diagnostic>,
    /// What the diagnostics point into.
    pub sources: Sources,
    /// What it was made of.
    pub(super) used: Vec<PathBuf>,
    /// The files that were written, as they were then.
    pub(super) files: Vec<(PathBuf, Kept)>,
    /// When it was begun.
    pub(super) begun: Option<SystemTime>,
}

/// Makes a paper and writes nothing yet; the pipeline is fit for the next one whatever happens.
pub(super) fn make(task: &Task, config: &BatchConfig, pipeline: &mut Pipeline) -> Made {
    let begun = SystemTime::now();
    let made = guarded(|| built(task, config, pipeline));
    let made = made.unwrap_or_else(|panicked| {
        *pipeline = config.pipeline();
        let mut sources = Sources::new();
        // The place is the document as a whole, if it can be read at all.
        let _ = sources.load(&task.document);
        let fault = Diagnostic::new(TypesetFault::Crashed).with_foreign(panicked.words());
        Made { diagnostics: vec![fault], sources, ..Made::default() }
    });
    Made { begun: Some(begun), ..made }
}

fn built(task: &Task, config: &BatchConfig, pipeline: &mut Pipeline) -> Made {
    let mut built = pipeline.build_row(&task.document, task.row.as_ref());
    let mut made = Made::default();
    if let Some(pages) = &built.pages {
        let count = pages.count();
        let result = match config.format {
            Format::Typ => typst_files(&built, task.output.as_deref()),
            format => exported(format, pages, &built, config).map(|files| named(files, task.output.as_deref(), format)),
        };
        match result {
            Ok(files) => {
                made.pages = Some(count);
                match &task.output {
                    Some(_) => made.unsent = files,
                    None => made.bytes.extend(files.into_iter().map(|(_, bytes)| bytes)),
                }
            }
            Err(faults) => built.diagnostics.extend(faults),
        }
    }
    made.diagnostics = built.diagnostics;
    made.sources = built.sources;
    made.used = built.used.into_iter().collect();
    made
}

/// The bytes of every file of a paper; with pages apart, each with its number.
fn exported(
    format: Format,
    pages: &Pages,
    built: &Built,
    config: &BatchConfig,
) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
    let each = |page: &dyn Fn(usize) -> Result<Vec<u8>, Diagnostic>| {
        (0..pages.count()).map(page).collect::<Result<Vec<_>, _>>().map_err(|fault| vec![fault])
    };
    match format {
        Format::Svg => each(&|page| export::svg(pages, page).map(String::into_bytes)),
        Format::Png => each(&|page| export::png(pages, page, config.dpi)),
        Format::Pdf | Format::Typ => {
            let day = built.paper.as_ref().and_then(|paper| paper.date.as_ref()?.day);
            let date = day.map(|day| (i32::from(day.year()), day.month().unsigned_abs(), day.day().unsigned_abs()));
            let pdf = PdfConfig { standards: config.standards.clone(), date };
            export::pdf(pages, &pdf).map(|pdf| vec![pdf])
        }
    }
}

fn named(files: Vec<Vec<u8>>, output: Option<&Path>, format: Format) -> Vec<(PathBuf, Vec<u8>)> {
    let digits = files.len().to_string().len();
    let name = |i: usize| match output {
        Some(output) if format == Format::Pdf => output.to_path_buf(),
        Some(output) => page_name(output, i + 1, digits),
        None => PathBuf::new(),
    };
    files.into_iter().enumerate().map(|(i, bytes)| (name(i), bytes)).collect()
}

/// `计划.png` → `计划-03.png`.
fn page_name(output: &Path, page: usize, digits: usize) -> PathBuf {
    let stem = output.file_stem().unwrap_or_default().to_string_lossy();
    let extension = output.extension().unwrap_or_default().to_string_lossy();
    output.with_file_name(format!("{stem}-{page:0digits$}.{extension}"))
}

/// `--format typ`: `main.typ`, the theme and the fonts, so that Typst's own command makes the same pages.
fn typst_files(built: &Built, folder: Option<&Path>) -> Result<Vec<(PathBuf, Vec<u8>)>, Vec<Diagnostic>> {
    let mut files = built.typst_files()?;
    let Some(folder) = folder else {
        return Ok(files.remove("main.typ").map(|main| (PathBuf::new(), main)).into_iter().collect());
    };
    Ok(files.into_iter().map(|(path, bytes)| (folder.join(path), bytes)).collect())
}

/// Writes what was made.
pub(super) fn put(made: &mut Made, place: &dyn Place) {
    for (path, bytes) in std::mem::take(&mut made.unsent) {
        if let Err(fault) = place.write(&path, &bytes) {
            made.pages = None;
            made.diagnostics.push(fault);
            return;
        }
        if let Found::File(stamp) = place.look(&path)
            && stamp.is_as_long_as(&bytes)
        {
            made.files.push((path.clone(), Kept { stamp, digest: digest(&bytes) }));
        }
        made.outputs.push(path);
    }
}
