//! Documents while they are written in the browser: what each says now, what was on the disk, and the way back.
//!
//! In: changes with the version of the text they were made in. Out: the text as it is, told to tabs and to the builder at
//! once and to the disk at the next pause. A change made in an older version, or by another program, is put together
//! with what happened since, where the two don't touch. Nothing but documents of the list is ever written.

use std::collections::HashMap;
use std::path::{Path as FilePath, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::builder::Task;
use super::state::Shared;
use crate::diagnostic::Diagnostic;
use crate::edit::{Change, Refusal};

pub(super) mod answers;
mod disk;
mod history;
mod model;
mod paper;
mod saver;
mod table;

pub(super) use model::path_of;
use paper::Paper;

/// How long the list of documents is waited for.
const FIRST_LIST: Duration = Duration::from_secs(2);

/// All documents that are being written.
#[derive(Default)]
pub(super) struct Writing {
    papers: Mutex<HashMap<String, Paper>>,
    saver: saver::Bell,
}

/// How a document stands, as tabs are told.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Standing {
    /// Grows whenever anything here changes.
    pub number: u64,
    /// Of the text.
    pub version: u64,
    /// Whether the disk has it.
    pub saved: bool,
    /// Whether the file is no longer where it was.
    pub gone: bool,
    /// Why the disk does not have it: what is wrong and what to do, Chinese and English.
    pub fault: Option<[[String; 2]; 2]>,
    /// Whether another program changed the same lines.
    pub conflict: bool,
    /// Whether there is something to take back, and something taken back.
    pub undo: [bool; 2],
}

/// Why nothing was done.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Denied {
    /// There is no such document, or it can't be read.
    NoDocument,
    /// See [`Refusal`].
    Refused(Refusal),
    /// What happened since touches the change.
    Stale,
    /// A text that is longer than a document can be: it could not be opened again.
    TooLong,
}

/// What a text is replaced by.
pub(super) enum Act<'a> {
    /// Changes of values.
    Changes(&'a [Change]),
    /// All of it.
    Text(&'a str),
}

impl Writing {
    fn papers(&self) -> MutexGuard<'_, HashMap<String, Paper>> {
        self.papers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The text of a document as it is now, if somebody writes it.
    pub(super) fn draft(&self, id: &str) -> Option<Arc<str>> {
        self.papers().get(id).map(|paper| Arc::clone(paper.text()))
    }
}

impl Shared {
    /// Starts the thread that saves.
    pub(super) fn begin_to_save(self: &Arc<Self>) -> std::io::Result<()> {
        saver::start(Arc::clone(self))
    }

    /// Does something with a document; it is opened for writing if it is not.
    fn with_paper<T>(&self, id: &str, work: impl FnOnce(&mut Paper) -> Result<T, Denied>) -> Result<T, Denied> {
        let path = self.path_of(id).ok_or(Denied::NoDocument)?;
        let mut papers = self.writing.papers();
        if !papers.contains_key(id) {
            let paper = Paper::open(&path).ok_or(Denied::NoDocument)?;
            papers.insert(id.to_owned(), paper);
        }
        let paper = papers.get_mut(id).ok_or(Denied::NoDocument)?;
        let before = paper.version();
        let done = work(paper)?;
        let (changed, unsaved, standing) = (paper.version() != before, paper.is_unsaved(), paper.standing());
        self.tell_standing(id, standing);
        drop(papers);
        if changed {
            self.ask(Task::Typed(id.to_owned()));
        }
        if unsaved {
            self.writing.saver.ring();
        }
        Ok(done)
    }

    /// A document's file; right after the start the list may be on its way.
    fn path_of(&self, id: &str) -> Option<PathBuf> {
        let begun = Instant::now();
        while self.state().list_version == 0 && begun.elapsed() < FIRST_LIST {
            thread::sleep(Duration::from_millis(10));
        }
        self.state().document(id).map(|document| document.path.clone())
    }

    /// Makes changes that were made in a version of the text; see [`Paper::act`].
    fn write(&self, id: &str, version: u64, act: &Act<'_>) -> Result<Option<u64>, Denied> {
        self.with_paper(id, |paper| paper.act(version, act))
    }

    /// Heeds that a file changed on the disk; answers whether that is news.
    pub(super) fn heed_disk(&self, id: &str, path: &FilePath) -> bool {
        let mut papers = self.writing.papers();
        let Some(paper) = papers.get_mut(id) else { return true };
        let before = paper.version();
        paper.heed_disk(path);
        let (changed, standing) = (paper.version() != before, paper.standing());
        self.tell_standing(id, standing);
        drop(papers);
        if changed {
            self.writing.saver.ring();
        }
        changed
    }

    /// Saves what is not saved.
    fn save_all(&self) {
        let unsaved: Vec<String> =
            self.writing.papers().iter().filter(|(_, paper)| paper.is_unsaved()).map(|(id, _)| id.clone()).collect();
        for id in unsaved {
            self.save(&id);
        }
    }

    fn save(&self, id: &str) {
        let Some((job, changed)) = self.writing.papers().get_mut(id).map(|paper| {
            let before = paper.version();
            (paper.begin_to_save(), paper.version() != before)
        }) else {
            return;
        };
        // The disk may be slow; who types must not wait for it.
        let outcome = job.as_ref().map(paper::Job::write);
        let mut papers = self.writing.papers();
        let Some(paper) = papers.get_mut(id) else { return };
        if let Some((job, outcome)) = job.zip(outcome) {
            paper.end_saving(&job, outcome);
            if paper.is_unsaved() && !paper.is_stuck() {
                // What was typed meanwhile, or taken back.
                self.writing.saver.ring();
            }
        }
        let standing = paper.standing();
        self.tell_standing(id, standing);
        drop(papers);
        if changed {
            self.ask(Task::Typed(id.to_owned()));
        }
    }

    /// Tells tabs how a document stands. To be called while its paper is held: what is told last must be what is true.
    fn tell_standing(&self, id: &str, standing: Standing) {
        let known =
            |standing: &Standing, other: &Standing| Standing { number: other.number, ..standing.clone() } == *other;
        let told = self.state().document(id).and_then(|document| document.standing.clone());
        if told.as_ref().is_some_and(|told| known(&standing, told)) {
            return;
        }
        let number = told.map_or(1, |told| told.number + 1);
        self.update(|state| {
            if let Some(document) = state.document_mut(id) {
                document.standing = Some(Arc::new(Standing { number, ..standing }));
            }
        });
    }
}

/// A fault in both languages: what is wrong, and what to do.
fn in_words(fault: &Diagnostic) -> [[String; 2]; 2] {
    use crate::diagnostic::Lang;
    [Lang::Zh, Lang::En].map(|lang| {
        let words = fault.code.words();
        [words.message(lang).to_owned(), words.hints(lang).next().unwrap_or_default().to_owned()]
    })
}
