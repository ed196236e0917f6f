//! What all threads of a preview know: the documents, their pages, what is wrong with them.
//!
//! The builder writes it, tabs read it; a bell tells tabs that something is new. Whoever holds the lock only copies, so
//! that a slow tab keeps nobody waiting.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use super::builder::Task;
use super::editor::Editor;
use super::pictures::Pictures;
use super::record::Record;
use super::writing::{Standing, Writing};
use super::{PreviewConfig, Subject};
use crate::diagnostic::{Diagnostic, Lang};
use crate::pipeline::StandIn;
use crate::source::Sources;
use crate::typeset::{Pages, Region};

/// Everything that threads share.
pub(super) struct Shared {
    /// Where we listen, and the token of our addresses.
    pub record: Record,
    /// Tells one run of the program from the next.
    pub session: u64,
    /// What is shown.
    pub subject: Subject,
    /// The language of a tab that has not chosen.
    pub lang: Lang,
    /// What opens a document at a line.
    pub editor: Editor,
    /// Pages as SVG.
    pub pictures: Pictures,
    /// Whether documents are written here, and not only looked at.
    pub writes: bool,
    /// The documents that are being written.
    pub writing: Writing,
    state: Mutex<State>,
    bell: watch::Sender<u64>,
    tasks: Mutex<Sender<Task>>,
}

/// What changes.
#[derive(Default)]
pub(super) struct State {
    /// In the order of the list.
    pub documents: Vec<Document>,
    /// Raised when the list, or what it says of a document, changes.
    pub list_version: u64,
    /// What was last asked for by [`locate`](super::server).
    pub located: Option<Arc<Spot>>,
    /// How many tabs show a document.
    pub viewers: HashMap<String, usize>,
}

/// A document as the list and the tabs know it.
#[derive(Clone)]
pub(super) struct Document {
    /// Its path below the folder, with `/`; or its file's name.
    pub id: String,
    /// Its file.
    pub path: PathBuf,
    /// How it stands; none if it was not built yet.
    pub latest: Option<Arc<Latest>>,
    /// Its last good pages.
    pub good: Option<Arc<Good>>,
    /// Where the last save changed it.
    pub changed: Option<Arc<Spot>>,
    /// How its text stands, if somebody writes it.
    pub standing: Option<Arc<Standing>>,
}

/// Pages that could be made.
pub(super) struct Good {
    /// The build they are of.
    pub generation: u64,
    /// The pages.
    pub pages: Pages,
    /// What they were made of.
    pub sources: Sources,
    /// Their fingerprints.
    pub prints: Vec<u128>,
    /// The paper's day, for the PDF.
    pub date: Option<(i32, u8, u8)>,
    /// Roles whose own font is not at hand.
    pub stand_ins: Vec<StandIn>,
}

/// What came of the last build.
pub(super) struct Latest {
    /// Its number.
    pub generation: u64,
    /// Whether there are pages.
    pub is_good: bool,
    /// What it had to say.
    pub diagnostics: Vec<Diagnostic>,
    /// What the diagnostics point into.
    pub sources: Sources,
    /// How long it took.
    pub millis: f64,
}

/// A place on the pages to look at.
pub(super) struct Spot {
    /// Grows from spot to spot.
    pub number: u64,
    /// The document.
    pub document: String,
    /// The build it was found in.
    pub generation: u64,
    /// Where.
    pub regions: Vec<Region>,
}

impl Shared {
    pub(super) fn new(config: &PreviewConfig, record: Record, tasks: Sender<Task>) -> Self {
        Self {
            record,
            session: super::record::random().unwrap_or_default(),
            subject: config.subject.clone(),
            lang: config.lang,
            editor: config.editor.clone(),
            pictures: Pictures::default(),
            writes: config.writes,
            writing: Writing::default(),
            state: Mutex::default(),
            bell: watch::Sender::new(0),
            tasks: Mutex::new(tasks),
        }
    }

    /// To read; nothing slow may be done with it.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// To write; tabs are told.
    pub(super) fn update<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.state());
        self.bell.send_modify(|count| *count += 1);
        result
    }

    /// Rings at every update.
    pub(super) fn bell(&self) -> watch::Receiver<u64> {
        self.bell.subscribe()
    }

    /// Asks the builder for something.
    pub(super) fn ask(&self, task: Task) {
        // If the builder ended, so does the program.
        let _ = self.tasks.lock().unwrap_or_else(PoisonError::into_inner).send(task);
    }

    /// A document's last good pages.
    pub(super) fn good(&self, id: &str) -> Option<Arc<Good>> {
        self.state().document(id)?.good.clone()
    }

    /// The folder of what is shown.
    pub(super) fn folder(&self) -> &Path {
        match &self.subject {
            Subject::Folder(path) => path,
            Subject::File(path) => path.parent().unwrap_or(Path::new("")),
        }
    }
}

impl State {
    pub(super) fn document(&self, id: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.id == id)
    }

    pub(super) fn document_mut(&mut self, id: &str) -> Option<&mut Document> {
        self.documents.iter_mut().find(|document| document.id == id)
    }

    /// A tab turned from a document to another.
    pub(super) fn turn(&mut self, from: Option<&str>, to: Option<&str>) {
        if let Some(from) = from
            && let Some(count) = self.viewers.get_mut(from)
        {
            *count -= 1;
            if *count == 0 {
                self.viewers.remove(from);
            }
        }
        if let Some(to) = to {
            *self.viewers.entry(to.to_owned()).or_default() += 1;
        }
    }
}
