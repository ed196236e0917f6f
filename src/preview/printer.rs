//! Good pages → the PDF beside the document, when there is a moment's quiet.
//!
//! While somebody types the pages on the screen come first; the PDF that is written in the end is the last one's.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use super::state::{Good, Latest, Shared};
use crate::diagnostic::{Diagnostic, Severity};
use crate::export::{self, PdfConfig};
use crate::write::write;

/// Longer than a screen takes to show a page, shorter than it takes to reach for the file.
const QUIET: Duration = Duration::from_millis(120);

/// A paper to write.
struct Job {
    path: PathBuf,
    good: Arc<Good>,
}

/// Writes PDFs on a thread of its own.
pub(super) struct Printer {
    jobs: Sender<(String, Job)>,
}

impl Printer {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        let (jobs, inbox) = mpsc::channel();
        // Without a thread no PDF is written; the page still has it.
        let _ = thread::Builder::new().name("printer".into()).spawn(move || run(&inbox, &shared));
        Self { jobs }
    }

    /// Writes the pages beside the document.
    pub(super) fn print(&self, id: &str, path: PathBuf, good: Arc<Good>) {
        // See `new`.
        let _ = self.jobs.send((id.to_owned(), Job { path, good }));
    }
}

fn run(inbox: &Receiver<(String, Job)>, shared: &Shared) {
    let mut waiting: HashMap<String, Job> = HashMap::new();
    loop {
        let next = if waiting.is_empty() {
            inbox.recv().map_err(|_| RecvTimeoutError::Disconnected)
        } else {
            inbox.recv_timeout(QUIET)
        };
        match next {
            Ok((id, job)) => {
                waiting.insert(id, job);
            }
            Err(RecvTimeoutError::Timeout) => {
                for (id, job) in waiting.drain() {
                    if let Err(faults) = put(&job) {
                        tell(shared, &id, &job.good, faults);
                    }
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

fn put(job: &Job) -> Result<(), Vec<Diagnostic>> {
    let bytes = export::pdf(&job.good.pages, &PdfConfig { standards: Vec::new(), date: job.good.date })?;
    write(&job.path.with_extension("pdf"), &bytes).map_err(|fault| vec![fault])
}

/// A PDF that can't be written (somebody has it open) is worth a warning; the pages are good all the same.
fn tell(shared: &Shared, id: &str, good: &Good, faults: Vec<Diagnostic>) {
    shared.update(|state| {
        let Some(document) = state.document_mut(id) else { return };
        let Some(latest) = document.latest.as_ref().filter(|latest| latest.generation == good.generation) else {
            return;
        };
        let mut diagnostics = latest.diagnostics.clone();
        diagnostics.extend(faults.into_iter().map(|fault| fault.as_severity(Severity::Warning)));
        // A report of its own, since tabs have seen the one before.
        let generation = latest.generation + 1;
        let (sources, millis) = (latest.sources.clone(), latest.millis);
        document.latest = Some(Arc::new(Latest { generation, is_good: true, diagnostics, sources, millis }));
        state.list_version += 1;
    });
}
