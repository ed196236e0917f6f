//! One document that is being written: its text, the texts before it, and what the disk has.

use std::collections::VecDeque;
use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::disk::{self, Form};
use super::{Act, Denied, Standing, history, in_words};
use crate::diagnostic::Diagnostic;
use crate::edit::{Change, Content, Manuscript, Path, Refusal, merge};
use crate::source::MAX_TEXT_BYTES;
use crate::write::sweep;

/// Changes of one value that follow each other within this time are taken back together.
const RUN: Duration = Duration::from_millis(1500);

/// How many steps can be taken back.
const MAX_STEPS: usize = 2000;

/// How many versions a change may be behind: more than another window types while here a word is put together.
const MAX_VERSIONS: usize = 256;

/// A document.
pub(super) struct Paper {
    path: PathBuf,
    form: Form,
    text: Arc<str>,
    version: u64,
    manuscript: Result<Manuscript, Refusal>,
    /// What the disk has, as far as we know.
    saved: Arc<str>,
    /// Whether the disk's bytes differ though the text does not: it is to be UTF-8 from now on.
    converts: bool,
    /// What is on its way to the disk.
    leaving: Option<Arc<str>>,
    fault: Option<Diagnostic>,
    /// Whether the file was moved or deleted since: the next change writes it anew.
    gone: bool,
    /// What another program wrote that touches what was typed here.
    theirs: Option<Arc<str>>,
    past: Vec<Arc<str>>,
    future: Vec<Arc<str>>,
    versions: VecDeque<(u64, Arc<str>)>,
    /// What was typed into last, and when.
    run: Option<(Path, Instant)>,
    /// The value that got quotes while it was typed, and may lose them again.
    quoted: Option<Path>,
    history: history::History,
}

impl Paper {
    /// Reads a document from the disk.
    pub(super) fn open(path: &FilePath) -> Option<Self> {
        // What is renamed over a link would take the link's place.
        let path = path.canonicalize().ok()?;
        let (text, form) = disk::read(&path)?;
        if let Some(folder) = path.parent() {
            sweep(folder);
        }
        let text: Arc<str> = text.into();
        let history = history::History::of(&path);
        history.keep(&text, true);
        Some(Self {
            manuscript: Manuscript::read(&text),
            saved: Arc::clone(&text),
            converts: false,
            versions: VecDeque::from([(1, Arc::clone(&text))]),
            version: 1,
            leaving: None,
            fault: None,
            gone: false,
            theirs: None,
            past: Vec::new(),
            future: Vec::new(),
            run: None,
            quoted: None,
            path,
            form,
            text,
            history,
        })
    }

    pub(super) fn text(&self) -> &Arc<str> {
        &self.text
    }

    pub(super) fn version(&self) -> u64 {
        self.version
    }

    pub(super) fn manuscript(&self) -> Result<&Manuscript, Refusal> {
        self.manuscript.as_ref().map_err(|refusal| *refusal)
    }

    pub(super) fn form(&self) -> Form {
        self.form
    }

    pub(super) fn theirs(&self) -> Option<&Arc<str>> {
        self.theirs.as_ref()
    }

    pub(super) fn history(&self) -> &history::History {
        &self.history
    }

    pub(super) fn is_unsaved(&self) -> bool {
        (self.text != self.saved || self.converts) && self.theirs.is_none()
    }

    /// Whether the last save failed.
    pub(super) fn is_stuck(&self) -> bool {
        self.fault.is_some()
    }

    pub(super) fn standing(&self) -> Standing {
        Standing {
            number: 0,
            version: self.version,
            saved: self.text == self.saved && !self.converts,
            gone: self.gone,
            fault: self.fault.as_ref().map(in_words),
            conflict: self.theirs.is_some(),
            undo: [!self.past.is_empty(), !self.future.is_empty()],
        }
    }

    /// Does what was decided on in a version of the text. If the text has become another meanwhile, answers the version
    /// that whoever decided sees now: theirs with the change, without what others did.
    pub(super) fn act(&mut self, version: u64, act: &Act<'_>) -> Result<Option<u64>, Denied> {
        if self.form == Form::Foreign {
            return Err(Denied::Refused(Refusal::TextOnly));
        }
        if version == self.version {
            return self.act_now(act).map(|()| None);
        }
        let base = self.versions.iter().find(|(known, _)| *known == version).map(|(_, text)| Arc::clone(text));
        let base = base.ok_or(Denied::Stale)?;
        let ours = match act {
            Act::Text(text) => (*text).to_owned(),
            Act::Changes(changes) => {
                let manuscript = Manuscript::read(&base).map_err(Denied::Refused)?;
                self.changed(manuscript, changes)?.text().to_owned()
            }
        };
        let merged = merge::merge(&base, &ours, &self.text).ok_or(Denied::Stale)?;
        is_short_enough(&merged)?;
        self.run = None;
        let seen = self.number(ours.into());
        let before = self.version;
        self.become_text(merged.into(), true);
        if self.version == before {
            self.number(Arc::clone(&self.text));
        }
        Ok(Some(seen))
    }

    fn act_now(&mut self, act: &Act<'_>) -> Result<(), Denied> {
        match act {
            Act::Text(text) => {
                is_short_enough(text)?;
                let path = Path::new();
                let joins = self.joins(&path);
                self.become_text((*text).into(), !joins);
                self.run = Some((path, Instant::now()));
            }
            Act::Changes(changes) => {
                let manuscript = self.manuscript.clone().map_err(Denied::Refused)?;
                let edited = self.changed(manuscript, changes)?;
                is_short_enough(edited.text())?;
                let path = match changes {
                    [Change::Set { path, .. }] => Some(path.clone()),
                    _ => None,
                };
                let joins = path.as_ref().is_some_and(|path| self.joins(path));
                let text = edited.text().into();
                self.become_text(text, !joins);
                self.run = path.map(|path| (path, Instant::now()));
            }
        }
        Ok(())
    }

    /// Whether a change goes on with what was typed just now.
    fn joins(&self, path: &Path) -> bool {
        self.run.as_ref().is_some_and(|(run, at)| run == path && at.elapsed() < RUN)
    }

    fn changed(&mut self, mut manuscript: Manuscript, changes: &[Change]) -> Result<Manuscript, Denied> {
        for change in changes {
            manuscript = self.change(&manuscript, change).map_err(Denied::Refused)?;
        }
        Ok(manuscript)
    }

    /// `{{ 年` needs quotes that `{{ 年度 }}` does not: those that came while typing go again.
    fn change(&mut self, manuscript: &Manuscript, change: &Change) -> Result<Manuscript, Refusal> {
        let Change::Set { path, content: Content::Text(text) } = change else {
            self.quoted = None;
            return manuscript.edit(change);
        };
        let style = |manuscript: &Manuscript| Some(manuscript.node(path)?.as_scalar()?.style);
        let edited = match self.quoted.as_ref() {
            Some(quoted) if quoted == path => {
                let empty = Change::Set { path: path.clone(), content: Content::text("") };
                manuscript.edit(&empty).and_then(|bare| bare.edit(change)).or_else(|_| manuscript.edit(change))
            }
            _ => manuscript.edit(change),
        }?;
        let is_quoted = |style| matches!(style, Some(crate::yaml::Style::Single | crate::yaml::Style::Double));
        let came = is_quoted(style(&edited)) && !is_quoted(style(manuscript));
        let stays = self.quoted.as_ref() == Some(path) && is_quoted(style(&edited)) && !text.is_empty();
        self.quoted = (came || stays).then(|| path.clone());
        Ok(edited)
    }

    /// Takes another text; `is_step` tells whether what was before can be taken back by itself.
    fn become_text(&mut self, text: Arc<str>, is_step: bool) {
        if text == self.text {
            return;
        }
        if is_step {
            self.past.push(Arc::clone(&self.text));
            let surplus = self.past.len().saturating_sub(MAX_STEPS);
            self.past.drain(..surplus);
        }
        self.future.clear();
        self.set_text(text);
    }

    fn set_text(&mut self, text: Arc<str>) {
        self.manuscript = Manuscript::read(&text);
        self.number(Arc::clone(&text));
        self.text = text;
    }

    /// Gives a text the next version, under which it is known for a while.
    fn number(&mut self, text: Arc<str>) -> u64 {
        self.version += 1;
        self.versions.push_back((self.version, text));
        if self.versions.len() > MAX_VERSIONS {
            self.versions.pop_front();
        }
        self.version
    }

    /// Takes a step back, or takes that back.
    pub(super) fn undo(&mut self, redo: bool) {
        let (from, to) = if redo { (&mut self.future, &mut self.past) } else { (&mut self.past, &mut self.future) };
        let Some(text) = from.pop() else { return };
        to.push(Arc::clone(&self.text));
        (self.run, self.quoted) = (None, None);
        self.set_text(text);
    }

    /// Heeds what another program wrote.
    pub(super) fn heed_disk(&mut self, path: &FilePath) {
        self.gone = !path.exists();
        let Some((theirs, form)) = disk::read(path) else { return };
        if theirs == *self.saved || self.leaving.as_deref() == Some(theirs.as_str()) {
            return;
        }
        if !self.converts {
            self.form = form;
        }
        match merge::merge(&self.saved, &self.text, &theirs) {
            Some(merged) => {
                self.run = None;
                self.become_text(merged.into(), true);
                self.theirs = None;
            }
            None => self.theirs = Some(theirs.as_str().into()),
        }
        self.saved = theirs.into();
    }

    /// Decides between what was typed here and what another program wrote.
    pub(super) fn settle(&mut self, keep_ours: bool) {
        let Some(theirs) = self.theirs.take() else { return };
        self.history.keep(if keep_ours { &theirs } else { &self.text }, true);
        if !keep_ours {
            self.run = None;
            self.become_text(theirs, true);
        }
    }

    /// Writes a file of a foreign encoding as UTF-8 from now on.
    pub(super) fn convert(&mut self) {
        if self.form == Form::Foreign {
            self.form = Form::Utf8 { mark: false };
            self.converts = true;
            self.number(Arc::clone(&self.text));
        }
    }

    /// What is to be written to the disk now, unless another program was faster.
    pub(super) fn begin_to_save(&mut self) -> Option<Job> {
        if self.form == Form::Foreign {
            return None;
        }
        self.heed_disk(&self.path.clone());
        if !self.is_unsaved() {
            return None;
        }
        self.leaving = Some(Arc::clone(&self.text));
        Some(Job { path: self.path.clone(), text: Arc::clone(&self.text), form: self.form })
    }

    /// Heeds how that went.
    pub(super) fn end_saving(&mut self, job: &Job, outcome: Result<(), Diagnostic>) {
        self.leaving = None;
        match outcome {
            Ok(()) => {
                self.saved = Arc::clone(&job.text);
                self.converts = false;
                (self.fault, self.gone) = (None, false);
                self.history.keep(&job.text, false);
            }
            Err(fault) => self.fault = Some(fault),
        }
    }
}

/// What is saved must be something that can be opened again.
fn is_short_enough(text: &str) -> Result<(), Denied> {
    if text.len() > MAX_TEXT_BYTES { Err(Denied::TooLong) } else { Ok(()) }
}

/// A text on its way to the disk; nobody has to wait for it.
pub(super) struct Job {
    path: PathBuf,
    text: Arc<str>,
    form: Form,
}

impl Job {
    pub(super) fn write(&self) -> Result<(), Diagnostic> {
        disk::write(&self.path, &self.text, self.form)
    }
}
