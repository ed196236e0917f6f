//! Many papers, made side by side, only those that have to be, and none that stops the rest.
//!
//! In: tasks with their output names, planned before anything is built. Out: what became of each, a [`RunReport`]. It calls
//! stages and knows no terminal: what happens is told to a callback.

use std::num::NonZero;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;
use std::time::Instant;

use serde::Serialize;

use crate::data::Row;
use crate::diagnostic::{Diagnostic, Lang, Severity, json};
use crate::pipeline::{Pipeline, Settings};
use crate::place::Place;
use crate::source::Sources;
use crate::typeset::{Pace, spawn_worker};

mod far;
mod fingerprint;
mod gather;
mod known;
mod make;
mod name;
pub(crate) mod parallel;
mod plan;
mod report;
mod roster;
mod state;
mod why;

pub use far::sift;
pub use gather::{Gathered, gather};
pub use make::Made;
pub use plan::{Plan, Subject, Target, plan};
pub use report::{RunReport, Shard, grouped, merge, write_reports};
pub use roster::Roster;
pub use state::FOLDER;
pub use why::Why;

/// What papers are written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One PDF file.
    Pdf,
    /// One SVG file a page.
    Svg,
    /// One PNG file a page.
    Png,
    /// A folder with Typst source, theme and fonts.
    Typ,
}

impl Format {
    /// Its file extension; none for a folder.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Typ => "",
        }
    }
}

/// How a run is to be.
#[derive(Clone, Debug)]
pub struct BatchConfig {
    /// Theme and fonts.
    pub settings: Settings,
    /// What is written.
    pub format: Format,
    /// PDF standards.
    pub standards: Vec<String>,
    /// Resolution of PNG pages.
    pub dpi: u32,
    /// Where papers go.
    pub target: Target,
    /// Where their files are.
    pub place: Arc<dyn Place>,
    /// How many papers are made at once; none for as many as there are cores.
    pub threads: Option<usize>,
    /// The folder whose state is kept; none to make all and remember nothing.
    pub root: Option<PathBuf>,
    /// Makes all again.
    pub force: bool,
    /// The share of this machine.
    pub shard: Option<Shard>,
    /// The language of what reports tell.
    pub lang: Lang,
}

impl BatchConfig {
    fn pipeline(&self) -> Pipeline {
        Pipeline::new(self.settings.clone(), Pace::batch(self.sessions()))
    }

    fn sessions(&self) -> usize {
        self.threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, NonZero::get)).max(1)
    }
}

/// A paper to make, or one that is as it should be.
pub struct Task {
    /// The document.
    pub document: PathBuf,
    /// The row of a roster.
    pub row: Option<Row>,
    /// Where it goes; none for standard output.
    pub output: Option<PathBuf>,
    /// Why it is made; none if it is as it should be.
    pub why: Option<Why>,
    /// What the state knows it by.
    key: String,
    /// Why it has no name.
    nameless: Option<Box<(Vec<Diagnostic>, Sources)>>,
}

impl Task {
    /// The document, and which row it is made for.
    #[must_use]
    pub fn name(&self) -> String {
        let document = self.document.display().to_string();
        match self.row.as_ref().and_then(|row| row.cells.first()) {
            Some(cell) => format!("{document} [{}]", cell.text),
            None => document,
        }
    }
}

/// What became of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was made.
    Made,
    /// It is as it should be.
    Unchanged,
    /// It has errors, or could not be written.
    Failed,
    /// The run was stopped before it.
    Waiting,
}

/// One task in a report.
#[derive(Clone, Debug, Serialize, serde::Deserialize)]
pub struct Line {
    /// The document, as the user knows it.
    pub document: String,
    /// Whether the paper is there.
    pub ok: bool,
    /// What became of it.
    pub state: Outcome,
    /// Why it was made, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// How many pages.
    pub pages: usize,
    /// The files that were written.
    pub outputs: Vec<String>,
    /// All that is wrong, doubtful or worth knowing.
    pub diagnostics: Vec<serde_json::Value>,
}

/// Makes what a plan says, and tells of each paper as it is done. When `stop` is set, what was begun is finished and the rest
/// left.
pub fn run(plan: Plan, config: &BatchConfig, stop: &AtomicBool, tell: &mut dyn FnMut(usize, &Made)) -> RunReport {
    let begun = Instant::now();
    let Plan { tasks, mut known } = plan;
    let mut lines: Vec<Option<Line>> = tasks.iter().map(|task| known.unchanged(task)).collect();
    let due: Vec<usize> = (0..tasks.len()).filter(|index| lines[*index].is_none()).collect();
    let mut done = |index: usize, mut made: Made| {
        let task: &Task = &tasks[index];
        tell(index, &made);
        let (line, held) = (line(task, &made, config), std::mem::take(&mut made.held));
        known.note(task, made, &line);
        config.place.let_go(&held);
        lines[index] = Some(line);
    };
    if due.len() > 1 && config.place.is_far() {
        far::side_by_side(&tasks, &due, config, stop, &mut done);
    } else if due.len() > 1 {
        side_by_side(&tasks, &due, config, stop, &mut done);
    } else if let Some(index) = due.first().filter(|_| !stop.load(Ordering::Relaxed)) {
        done(*index, far::one(&tasks[*index], config, &mut None));
    }
    let lines: Vec<Line> = lines
        .into_iter()
        .zip(&tasks)
        .map(|(line, task)| line.unwrap_or_else(|| waiting(task, &*config.place)))
        .collect();
    let interrupted = lines.iter().any(|line| line.state == Outcome::Waiting);
    let trouble = known.finish(&tasks, interrupted);
    RunReport { shard: config.shard, interrupted, seconds: begun.elapsed().as_secs_f64(), documents: lines, trouble }
}

/// One paper, not yet written; a pipeline is made when the first is asked for.
fn one(task: &Task, config: &BatchConfig, pipeline: &mut Option<Pipeline>) -> Made {
    if let Some((diagnostics, sources)) = task.nameless.as_deref() {
        return Made { diagnostics: diagnostics.clone(), sources: sources.clone(), ..Made::default() };
    }
    let pipeline = pipeline.get_or_insert_with(|| config.pipeline());
    make::make(task, config, pipeline)
}

fn side_by_side(
    tasks: &[Task],
    due: &[usize],
    config: &BatchConfig,
    stop: &AtomicBool,
    done: &mut dyn FnMut(usize, Made),
) {
    let next = AtomicUsize::new(0);
    let count = config.sessions().min(due.len());
    // A worker waits for its papers to be told rather than pile them up.
    let (sender, receiver) = sync_channel(count * 2);
    let work = |sender: SyncSender<(usize, Made)>| {
        let mut pipeline = None;
        while !stop.load(Ordering::Relaxed) {
            let Some(index) = due.get(next.fetch_add(1, Ordering::Relaxed)) else { break };
            if sender.send((*index, far::one(&tasks[*index], config, &mut pipeline))).is_err() {
                break;
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..count {
            let (sender, work) = (sender.clone(), &work);
            // With fewer threads it takes longer, and that is all; without any, the work is done here.
            let _ = spawn_worker(scope, move || work(sender));
        }
        drop(sender);
        for (index, made) in receiver {
            done(index, made);
        }
    });
    // No thread could be started.
    let mut pipeline = None;
    while let Some(index) = due.get(next.fetch_add(1, Ordering::Relaxed)).filter(|_| !stop.load(Ordering::Relaxed)) {
        done(*index, far::one(&tasks[*index], config, &mut pipeline));
    }
}

fn line(task: &Task, made: &Made, config: &BatchConfig) -> Line {
    let entries = made.diagnostics.iter().map(|d| json::Entry::new(d, &made.sources, config.lang));
    let diagnostics = entries.filter_map(|entry| serde_json::to_value(entry).ok());
    let is_good = made.pages.is_some();
    Line {
        document: config.place.shown(task.name()),
        ok: is_good,
        state: if is_good { Outcome::Made } else { Outcome::Failed },
        why: task.why.as_ref().filter(|_| config.root.is_some()).map(|why| config.place.shown(why.words(config.lang))),
        pages: made.pages.unwrap_or(0),
        outputs: made.outputs.iter().map(|path| config.place.shown(path.display().to_string())).collect(),
        diagnostics: diagnostics.map(|entry| as_shown(entry, &*config.place)).collect(),
    }
}

/// With the names people know files by.
fn as_shown(mut value: serde_json::Value, place: &dyn Place) -> serde_json::Value {
    match &mut value {
        serde_json::Value::String(words) => *words = place.shown(std::mem::take(words)),
        serde_json::Value::Array(list) => {
            for part in list {
                *part = as_shown(part.take(), place);
            }
        }
        serde_json::Value::Object(fields) => {
            for part in fields.values_mut() {
                *part = as_shown(part.take(), place);
            }
        }
        _ => {}
    }
    value
}

fn waiting(task: &Task, place: &dyn Place) -> Line {
    Line {
        document: place.shown(task.name()),
        ok: false,
        state: Outcome::Waiting,
        why: None,
        pages: 0,
        outputs: Vec::new(),
        diagnostics: Vec::new(),
    }
}

impl Line {
    /// How many of its diagnostics are so grave.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let name = match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        self.diagnostics.iter().filter(|diagnostic| diagnostic["severity"] == name).count()
    }
}
