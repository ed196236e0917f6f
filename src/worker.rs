//! Papers in themes nobody vouches for are made in another process, which can be stopped.
//!
//! In: a paper as the pipeline orders it. Out: what that process made of it, or why it was stopped: it took too long,
//! wanted too much memory, or crashed. Then the next paper is made in a new process, so that a bad theme harms no other
//! paper. The process is this very program, `banxin worker`; it lives from paper to paper.

use std::io::{self, Read};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

mod child;
mod limit;
mod wire;

pub use child::serve;

use crate::diagnostic::{Diagnostic, WorkerFault};
use crate::pipeline::{Built, Isolated, Isolation, Order, Text};
use crate::source::Sources;
use crate::typeset::{Holder, NamedBytes, Pages, Positions, Wanted};
use limit::{OUT_OF_MEMORY, THREADS};
use wire::{Request, Response};

/// How long a process may take to start, on a busy machine with a slow disk.
const START: Duration = Duration::from_mins(1);

/// The most that is kept of what a process says before it ends, in bytes.
const MAX_WORDS: usize = 4096;

/// What Rust says when memory is refused.
const REFUSED: &str = "memory allocation of";

/// What a paper may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long it may take.
    pub time: Duration,
    /// How much memory, in bytes.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: Duration::from_secs(10), memory: 1024 * 1024 * 1024 }
    }
}

/// How workers are started.
#[derive(Debug)]
pub struct Workers {
    program: PathBuf,
    limits: Limits,
    /// The one process of all pipelines, if they share it.
    shared: Option<Arc<Desk>>,
    sessions: AtomicU64,
}

impl Workers {
    /// A process a pipeline: papers are made side by side. `program` is `banxin` itself.
    #[must_use]
    pub fn new(program: PathBuf, limits: Limits) -> Self {
        Self { program, limits, shared: None, sessions: AtomicU64::new(0) }
    }

    /// One process for all pipelines, which make one paper at a time.
    #[must_use]
    pub fn shared(program: PathBuf, limits: Limits) -> Self {
        let desk = Arc::new(Desk::new(program.clone(), limits));
        Self { shared: Some(desk), ..Self::new(program, limits) }
    }
}

impl Isolation for Workers {
    fn isolated(&self) -> Box<dyn Isolated> {
        let new = || Arc::new(Desk::new(self.program.clone(), self.limits));
        let desk = self.shared.clone().unwrap_or_else(new);
        Box::new(Worker { desk, session: self.sessions.fetch_add(1, Ordering::Relaxed) })
    }
}

/// Makes papers for one pipeline.
struct Worker {
    desk: Arc<Desk>,
    session: u64,
}

impl Isolated for Worker {
    fn build(&mut self, order: &Order) -> Result<Built, Diagnostic> {
        let request = || Request::Build(Box::new(self.order(order)));
        let mut desk = self.desk.lock();
        let mut end = desk.ask(&request());
        // What papers before it left behind may be what was too much: the paper gets a process of its own.
        if let Err(End::Memory | End::Crash(_)) = &end
            && !desk.was_fresh
        {
            end = desk.ask(&request());
        }
        let process = desk.number;
        drop(desk);
        match end {
            Ok((Response::Built(paper), _)) => Ok(self.built(*paper, process)),
            Ok(_) => Err(Diagnostic::new(WorkerFault::Gone)),
            Err(end) => Err(end.fault(order.theme, self.desk.limits)),
        }
    }
}

impl Worker {
    fn order(&self, order: &Order) -> wire::Order {
        let (name, given) = match order.text {
            Text::File(path, _) => (path.to_path_buf(), None),
            Text::Draft(path, text) => (path.to_path_buf(), Some((text.to_owned(), None))),
            Text::Given(name, text, folder) => {
                (PathBuf::from(name), Some((text.to_owned(), Some(folder.to_path_buf()))))
            }
        };
        let row = if let Text::File(_, row) = order.text { row.cloned() } else { None };
        let pace = (order.pace.keeps_source, order.pace.every, order.pace.memory);
        wire::Order { session: self.session, name, given, row, settings: order.settings.clone(), pace }
    }

    fn built(&self, paper: wire::Paper, process: u64) -> Built {
        let mut sources = Sources::new();
        let count = paper.sources.len();
        for reading in paper.sources {
            if reading.is_cell {
                sources.add_cell(reading.name, reading.text);
            } else {
                sources.restore(reading.name, reading.path, reading.text.into(), reading.encoding);
            }
        }
        let pages = paper.pages.map(|(set, sheets)| {
            let holder = Set { desk: Arc::clone(&self.desk), process, number: set };
            Pages::elsewhere(sheets.into_iter().map(wire::Sheet::parts).collect(), Box::new(holder))
        });
        Built {
            sources,
            diagnostics: paper.remarks.into_iter().map(|remark| remark.diagnostic(count)).collect(),
            paper: None,
            rendered: None,
            pages,
            used: paper.used.into_iter().collect(),
            stand_ins: paper.stand_ins,
            blocks: paper.blocks,
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.desk.lock().forgotten.1.push(self.session);
    }
}

/// Pages that a process has.
struct Set {
    desk: Arc<Desk>,
    process: u64,
    number: u64,
}

impl Set {
    fn ask(&self, request: &Request) -> Result<(Response, Vec<NamedBytes>), Diagnostic> {
        let mut desk = self.desk.lock();
        if desk.number != self.process || desk.process.is_none() {
            return Err(Diagnostic::new(WorkerFault::Gone));
        }
        desk.ask(request).map_err(|end| end.fault("…", self.desk.limits))
    }
}

impl Holder for Set {
    fn positions(&self) -> Positions {
        match self.ask(&Request::Positions { set: self.number }) {
            Ok((Response::Positions(positions), _)) => positions,
            _ => Positions::default(),
        }
    }

    fn export(&self, wanted: &Wanted) -> Result<Vec<NamedBytes>, Vec<Diagnostic>> {
        let request = Request::Export { set: self.number, wanted: wanted.clone() };
        match self.ask(&request).map_err(|fault| vec![fault])? {
            (Response::Files, files) => Ok(files),
            (Response::Faults(remarks), _) => Err(remarks.into_iter().map(|remark| remark.diagnostic(0)).collect()),
            _ => Err(vec![Diagnostic::new(WorkerFault::Gone)]),
        }
    }
}

impl Drop for Set {
    fn drop(&mut self) {
        let mut desk = self.desk.lock();
        if desk.number == self.process {
            desk.forgotten.0.push(self.number);
        }
    }
}

/// Where one process is talked with, one request at a time.
#[derive(Debug)]
struct Desk {
    limits: Limits,
    line: Mutex<Line>,
}

/// A process and what it was told.
#[derive(Debug)]
struct Line {
    program: PathBuf,
    limits: Limits,
    process: Option<Process>,
    /// Which process it is: pages of another one are gone.
    number: u64,
    /// Whether the process was new when it was asked last.
    was_fresh: bool,
    /// Pages and pipelines that nobody needs any more.
    forgotten: (Vec<u64>, Vec<u64>),
}

impl Desk {
    fn new(program: PathBuf, limits: Limits) -> Self {
        let forgotten = (Vec::new(), Vec::new());
        let line = Line { program, limits, process: None, number: 0, was_fresh: true, forgotten };
        Self { limits, line: Mutex::new(line) }
    }

    fn lock(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Line {
    /// Asks the process, which is started if there is none, and waits for the answer.
    fn ask(&mut self, request: &Request) -> Result<(Response, Vec<NamedBytes>), End> {
        self.was_fresh = self.process.is_none();
        let mut process = if let Some(process) = self.process.take() {
            process
        } else {
            self.number += 1;
            self.forgotten.0.clear();
            Process::start(&self.program, self.limits).map_err(End::NotStarted)?
        };
        let (sets, sessions) = std::mem::take(&mut self.forgotten);
        if !(sets.is_empty() && sessions.is_empty()) {
            process.tell(&Request::Forget { sets, sessions });
        }
        process.tell(request);
        let answer = process.answer(self.limits.time)?;
        self.process = Some(process);
        Ok(answer)
    }
}

/// How a process ended without an answer.
enum End {
    NotStarted(io::Error),
    Time,
    Memory,
    Crash(String),
}

impl End {
    fn fault(self, theme: &str, limits: Limits) -> Diagnostic {
        let theme = theme.to_owned();
        match self {
            Self::NotStarted(error) => Diagnostic::new(WorkerFault::NotStarted).with_foreign(error.to_string()),
            Self::Time => Diagnostic::new(WorkerFault::TooLong { theme, seconds: limits.time.as_secs() }),
            Self::Memory => {
                Diagnostic::new(WorkerFault::TooMuchMemory { theme, megabytes: limits.memory / (1024 * 1024) })
            }
            Self::Crash(words) => Diagnostic::new(WorkerFault::Ended { theme }).with_foreign(words),
        }
    }
}

/// A process and the threads that listen to it.
#[derive(Debug)]
struct Process {
    child: Child,
    input: ChildStdin,
    answers: Receiver<(Response, Vec<NamedBytes>)>,
    words: Option<JoinHandle<String>>,
}

impl Process {
    fn start(program: &PathBuf, limits: Limits) -> io::Result<Self> {
        let threads = thread::available_parallelism().map_or(1, |count| count.get().min(THREADS));
        let mut child = Command::new(program)
            .args(["worker", "--memory", &limits.memory.to_string()])
            // Typst lays out in rayon's threads, each of which has a stack that counts.
            .env("RAYON_NUM_THREADS", threads.to_string())
            // The allocator asks for a gigabyte ahead, which would be all there is.
            .env("MIMALLOC_ARENA_EAGER_COMMIT", "0")
            .env_remove("RUST_BACKTRACE")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let (Some(input), Some(mut output), Some(errors)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let (sender, answers) = mpsc::channel();
        let listen = move || {
            let mut output = io::BufReader::new(&mut output);
            while let Ok(answer) = wire::read(&mut output) {
                if sender.send(answer).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new().name("listener".into()).spawn(listen)?;
        let words = thread::Builder::new().name("words".into()).spawn(move || last_words(errors))?;
        let mut process = Self { child, input, answers, words: Some(words) };
        match process.answer(START) {
            Ok((Response::Ready, _)) => Ok(process),
            Err(End::Crash(words)) => Err(io::Error::other(words)),
            _ => Err(io::ErrorKind::TimedOut.into()),
        }
    }

    fn tell(&mut self, request: &Request) {
        // If it can't be told it has ended, which the wait for its answer finds out.
        let _ = wire::write(&mut self.input, request, &[]);
    }

    /// Waits for an answer; without one the process is ended.
    fn answer(&mut self, time: Duration) -> Result<(Response, Vec<NamedBytes>), End> {
        match self.answers.recv_timeout(time) {
            Ok(answer) => Ok(answer),
            Err(RecvTimeoutError::Timeout) => Err(End::Time),
            Err(RecvTimeoutError::Disconnected) => Err(self.ending()),
        }
    }

    /// Why it ended by itself.
    fn ending(&mut self) -> End {
        let status = self.child.wait();
        let words = self.words.take().and_then(|words| words.join().ok()).unwrap_or_default();
        let code = status.as_ref().ok().and_then(ExitStatus::code);
        if code == Some(OUT_OF_MEMORY) || words.contains(REFUSED) {
            return End::Memory;
        }
        let status = status.map(|status| status.to_string()).unwrap_or_default();
        End::Crash([words.trim(), &status].join("\n").trim().to_owned())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What it says on standard error: the last of it.
fn last_words(mut from: impl Read) -> String {
    let mut kept = Vec::new();
    let mut chunk = [0; 1024];
    while let Ok(count) = from.read(&mut chunk) {
        if count == 0 {
            break;
        }
        kept.extend_from_slice(&chunk[..count]);
        let surplus = kept.len().saturating_sub(MAX_WORDS);
        kept.drain(..surplus);
    }
    String::from_utf8_lossy(&kept).into_owned()
}
