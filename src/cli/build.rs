//! `banxin build`: documents → files.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use serde::Serialize;

use super::Outcome;
use super::args::{BuildArgs, Format};
use super::terminal::Terminal;
use super::worker;
use crate::diagnostic::{Diagnostic, Severity, ToolFault, json};
use crate::export::{self, PdfConfig};
use crate::pipeline::{Built, Pipeline, Settings};
use crate::project::{self, Entry};
use crate::source::Sources;
use crate::typeset::{Pace, Pages};
use crate::write::write;

/// One document and where it goes.
struct Job {
    entry: Entry,
    /// The output without `-1` and such; none for standard output.
    output: Option<PathBuf>,
}

/// What became of one document.
#[derive(Serialize)]
struct Line {
    document: String,
    ok: bool,
    pages: usize,
    outputs: Vec<String>,
    diagnostics: Vec<json::Entry>,
}

/// What became of a run, for `--json`.
#[derive(Serialize)]
struct Summary {
    ok: bool,
    documents: Vec<Line>,
    diagnostics: Vec<json::Entry>,
}

/// Builds what was named.
pub(super) fn build(args: &BuildArgs, terminal: &Terminal) -> Outcome {
    let started = Instant::now();
    let (entries, mut faults) = project::documents(&args.files);
    faults.extend(export::check_standards(&args.pdf_standards).err().into_iter().flatten());
    let jobs = if faults.is_empty() { plan(entries, args, &mut faults) } else { Vec::new() };
    if !faults.is_empty() {
        return refuse(&faults, args, terminal);
    }
    let stop = interruptible();
    let settings = Settings {
        theme: args.theme.clone(),
        system_fonts: args.system_fonts,
        isolation: worker::isolation(args.limits),
    };
    let mut pipeline = Pipeline::new(settings, Pace::batch(1));
    let mut lines = Vec::new();
    for (done, job) in jobs.iter().enumerate() {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        if jobs.len() > 1 {
            terminal.status(&format!("{}/{} {}", done + 1, jobs.len(), job.entry.relative.display()));
        }
        let mut built = pipeline.build(&job.entry.path);
        let outputs = put(&mut built, job, args, terminal);
        terminal.status("");
        lines.push(tell(job, &built, &outputs, args, terminal));
    }
    let interrupted = lines.len() < jobs.len();
    conclude(lines, interrupted, started, args, terminal)
}

/// Where each document goes; clashes are told before anything is built.
fn plan(entries: Vec<Entry>, args: &BuildArgs, faults: &mut Vec<Diagnostic>) -> Vec<Job> {
    let extension = args.format.extension();
    let as_file = args.output.as_ref().filter(|out| is_file_name(out, args.format));
    if let (Some(path), true) = (as_file, entries.len() > 1) {
        let path = path.display().to_string();
        faults.push(Diagnostic::new(ToolFault::OneFileForMany { path, count: entries.len() }));
        return Vec::new();
    }
    let mut taken: HashMap<PathBuf, String> = HashMap::new();
    let mut jobs = Vec::new();
    for entry in entries {
        let name = |base: &Path| {
            if args.format == Format::Typ { base.with_extension("") } else { base.with_extension(extension) }
        };
        let output = match &args.output {
            Some(out) if out.as_os_str() == "-" => None,
            Some(out) if as_file.is_some() => Some(out.clone()),
            Some(folder) => Some(folder.join(name(&entry.relative))),
            None => Some(name(&entry.path)),
        };
        if let Some(path) = &output {
            let shown = path.display().to_string();
            if *path == entry.path || (args.format != Format::Typ && project::is_yaml(path)) {
                faults.push(Diagnostic::new(ToolFault::OutputIsInput { path: shown.clone() }));
            }
            let document = entry.path.display().to_string();
            if let Some(other) = taken.insert(path.clone(), document) {
                faults.push(Diagnostic::new(ToolFault::SameOutput { path: shown, other }));
            }
        }
        jobs.push(Job { entry, output });
    }
    jobs
}

/// Whether `-o` names a file and not a folder.
fn is_file_name(out: &Path, format: Format) -> bool {
    let ends_so = out.extension().is_some_and(|e| e.eq_ignore_ascii_case(format.extension()));
    (ends_so && !out.is_dir()) || project::is_yaml(out)
}

fn refuse(faults: &[Diagnostic], args: &BuildArgs, terminal: &Terminal) -> Outcome {
    let sources = Sources::new();
    if args.json {
        let diagnostics = faults.iter().map(|f| json::Entry::new(f, &sources, terminal.lang)).collect();
        print_json(&Summary { ok: false, documents: Vec::new(), diagnostics }, terminal);
    } else {
        terminal.tell(faults, &sources);
    }
    Outcome::Failed
}

/// Set by the first Ctrl-C; the paper at hand is finished, so that nothing is left half done. A second one ends at once.
fn interruptible() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    let handler = move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::abort();
        }
    };
    // Without a handler Ctrl-C ends the program as usual; files are written whole or not at all anyway.
    let _ = ctrlc::set_handler(handler);
    stop
}

/// Exports and writes the pages; what fails is added to the diagnostics.
fn put(built: &mut Built, job: &Job, args: &BuildArgs, terminal: &Terminal) -> Vec<PathBuf> {
    let Some(pages) = &built.pages else { return Vec::new() };
    let written = match args.format {
        Format::Typ => put_typst(built, job, terminal),
        format => export_files(format, pages, built, args).and_then(|files| put_files(files, job, terminal)),
    };
    match written {
        Ok(outputs) => outputs,
        Err(faults) => {
            built.diagnostics.extend(faults);
            built.pages = None;
            Vec::new()
        }
    }
}

/// The bytes of every file of a paper; with pages apart, each with its number.
fn export_files(
    format: Format,
    pages: &Pages,
    built: &Built,
    args: &BuildArgs,
) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
    let each = |page: &dyn Fn(usize) -> Result<Vec<u8>, Diagnostic>| {
        (0..pages.count()).map(page).collect::<Result<Vec<_>, _>>().map_err(|fault| vec![fault])
    };
    match format {
        Format::Svg => each(&|page| export::svg(pages, page).map(String::into_bytes)),
        Format::Png => each(&|page| export::png(pages, page, args.dpi)),
        Format::Pdf | Format::Typ => {
            let day = built.paper.as_ref().and_then(|paper| paper.date.as_ref()?.day);
            let date = day.map(|day| (i32::from(day.year()), day.month().unsigned_abs(), day.day().unsigned_abs()));
            let config = PdfConfig { standards: args.pdf_standards.clone(), date };
            export::pdf(pages, &config).map(|pdf| vec![pdf])
        }
    }
}

fn put_files(files: Vec<Vec<u8>>, job: &Job, terminal: &Terminal) -> Result<Vec<PathBuf>, Vec<Diagnostic>> {
    let Some(output) = &job.output else {
        let failed = |error: &std::io::Error| {
            vec![Diagnostic::new(ToolFault::Unwritable { path: "-".to_owned(), reason: error.kind().into() })]
        };
        for bytes in files {
            terminal.raw(&bytes).map_err(|error| failed(&error))?;
        }
        return Ok(Vec::new());
    };
    let numbered = output.extension().is_some_and(|e| e != "pdf");
    let digits = files.len().to_string().len();
    let mut outputs = Vec::new();
    for (i, bytes) in files.iter().enumerate() {
        let path = if numbered { page_name(output, i + 1, digits) } else { output.clone() };
        write(&path, bytes).map_err(|fault| vec![fault])?;
        outputs.push(path);
    }
    Ok(outputs)
}

/// `计划.png` → `计划-03.png`.
fn page_name(output: &Path, page: usize, digits: usize) -> PathBuf {
    let stem = output.file_stem().unwrap_or_default().to_string_lossy();
    let extension = output.extension().unwrap_or_default().to_string_lossy();
    output.with_file_name(format!("{stem}-{page:0digits$}.{extension}"))
}

/// `--format typ`: `main.typ`, the theme and the fonts, so that Typst's own command makes the same pages.
fn put_typst(built: &Built, job: &Job, terminal: &Terminal) -> Result<Vec<PathBuf>, Vec<Diagnostic>> {
    let files = built.typst_files()?;
    let Some(folder) = &job.output else {
        let _ = terminal.raw(files.get("main.typ").map_or(&[], Vec::as_slice));
        return Ok(Vec::new());
    };
    for (path, bytes) in files {
        write(&folder.join(path), &bytes).map_err(|fault| vec![fault])?;
    }
    Ok(vec![folder.join("main.typ")])
}

/// Says what became of one document.
fn tell(job: &Job, built: &Built, outputs: &[PathBuf], args: &BuildArgs, terminal: &Terminal) -> Line {
    let document = job.entry.path.display().to_string();
    let pages = built.pages.as_ref().map_or(0, Pages::count);
    if args.json {
        let diagnostics =
            built.diagnostics.iter().map(|d| json::Entry::new(d, &built.sources, terminal.lang)).collect();
        let outputs = outputs.iter().map(|path| path.display().to_string()).collect();
        return Line { document, ok: built.is_good(), pages, outputs, diagnostics };
    }
    terminal.tell(&built.diagnostics, &built.sources);
    if built.is_good() {
        if let Some(first) = outputs.first() {
            let more = if outputs.len() > 1 { " …" } else { "" };
            let count = terminal.pick(format!("{pages} 页"), pages_en(pages));
            terminal.say(format_args!("{}{more}  {count}", first.display()));
        }
    } else {
        let errors = built.diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
        terminal.remark(terminal.pick(
            format!("{document}：有 {errors} 处错误，没有生成，原有的输出没有动"),
            format!("{document}: {errors} error{}, nothing was written", if errors == 1 { "" } else { "s" }),
        ));
    }
    Line { document, ok: built.is_good(), pages, outputs: Vec::new(), diagnostics: Vec::new() }
}

fn pages_en(pages: usize) -> String {
    if pages == 1 { "1 page".to_owned() } else { format!("{pages} pages") }
}

fn conclude(lines: Vec<Line>, interrupted: bool, started: Instant, args: &BuildArgs, terminal: &Terminal) -> Outcome {
    let failed = lines.iter().filter(|line| !line.ok).count();
    let (count, pages) = (lines.len(), lines.iter().map(|line| line.pages).sum::<usize>());
    if args.json {
        print_json(&Summary { ok: failed == 0 && !interrupted, documents: lines, diagnostics: Vec::new() }, terminal);
    } else if count > 1 || interrupted {
        let seconds = started.elapsed().as_secs_f64();
        let good = count - failed;
        let stopped = if interrupted { terminal.pick("已中断：", "interrupted: ") } else { "" };
        terminal.remark(terminal.pick(
            format!("{stopped}{good} 份完成，共 {pages} 页；{failed} 份有错；用时 {seconds:.1} 秒"),
            format!("{stopped}{good} done, {}; {failed} with errors; {seconds:.1} s", pages_en(pages)),
        ));
    }
    match (interrupted, failed) {
        (true, _) => Outcome::Interrupted,
        (false, 0) => Outcome::Done,
        _ => Outcome::Errors,
    }
}

fn print_json(summary: &Summary, terminal: &Terminal) {
    if let Ok(text) = serde_json::to_string_pretty(summary) {
        terminal.say(text);
    }
}
