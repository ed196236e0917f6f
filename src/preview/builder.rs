//! From change to pages: one thread that builds what is looked at first, and what nobody looks at when it is idle.
//!
//! In: changed paths, and which documents were opened. Out: good pages and reports in the shared state. A file that is
//! empty or can't be read as YAML is mostly one that is being written: it is looked at again before anything is said.
//! Builds come one after another, and one that a newer change overtook is dropped.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant, SystemTime};

use super::printer::Printer;
use super::spot;
use super::state::{Document, Good, Latest, Shared, Spot};
use super::{PreviewConfig, Subject};
use crate::diagnostic::{Code, Severity};
use crate::pipeline::{Built, Pipeline};
use crate::project;
use crate::typeset::Pace;
use crate::watch::{Watch, WatchConfig, real, touches};

/// When a file that looks half-written is looked at again, after the first look.
const LOOK_AGAIN: [Duration; 2] = [Duration::from_millis(15), Duration::from_millis(60)];

/// What stays half-written for so long, save after save, is shown as it is.
const PATIENCE: Duration = Duration::from_millis(400);

/// If nothing was shown for so long, a build that was overtaken is shown all the same: better old than nothing.
const STARVED: Duration = Duration::from_secs(1);

/// How long nothing must happen before documents nobody looks at are built.
const IDLE: Duration = Duration::from_millis(500);

/// How many documents keep what makes their next build fast.
const LIVE: usize = 3;

/// The builder's number steps by two: the printer may have a second report on a build.
const STEP: u64 = 2;

/// What the builder is asked for.
pub(super) enum Task {
    /// The content of these paths changed.
    Changed(Vec<PathBuf>),
    /// A tab shows this document now.
    Opened(String),
    /// Somebody typed into this document.
    Typed(String),
    /// All documents are wanted, PDFs and all.
    All,
}

/// What came of a build, for the terminal.
#[derive(Clone, Debug)]
pub struct Status {
    /// The document, as the list names it.
    pub document: String,
    /// How many pages it has; none if there are errors.
    pub pages: Option<usize>,
    /// How many errors.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// From the change to the pages.
    pub took: Duration,
}

/// What is known of a document besides what tabs see.
struct Desk {
    path: PathBuf,
    /// Real names of all its last builds used.
    used: BTreeSet<PathBuf>,
    /// Set if it is to be built.
    due: Option<Due>,
    /// Whether somebody opened or saved it, so that its PDF is written.
    is_wanted: bool,
}

/// A build that is to come.
#[derive(Clone, Copy)]
struct Due {
    /// When.
    at: Instant,
    /// When it changed first.
    since: Instant,
    /// How often it was looked at already.
    looks: usize,
}

/// The builder; it runs until the program ends.
pub(super) struct Builder {
    config: PreviewConfig,
    shared: Arc<Shared>,
    mailbox: Receiver<Task>,
    /// Taken out of the mailbox, not yet heeded.
    waiting: VecDeque<Task>,
    watch: Watch,
    printer: Printer,
    desks: BTreeMap<String, Desk>,
    /// The latest first.
    live: Vec<(String, Pipeline)>,
    idle: Pipeline,
    generation: u64,
    spots: u64,
    shown_at: Instant,
    busy_until: Instant,
    tell: Box<dyn Fn(&Status) + Send>,
}

impl Builder {
    pub(super) fn new(
        config: PreviewConfig,
        shared: Arc<Shared>,
        mailbox: Receiver<Task>,
        tell: Box<dyn Fn(&Status) + Send>,
    ) -> Self {
        let root = match &config.subject {
            Subject::Folder(folder) => Some(folder.clone()),
            Subject::File(_) => None,
        };
        let told = Arc::clone(&shared);
        let watch = Watch::start(WatchConfig { root, poll: config.poll }, move |paths| told.ask(Task::Changed(paths)));
        let idle = idle_pipeline(&config);
        let printer = Printer::new(Arc::clone(&shared));
        let now = Instant::now();
        Self {
            config,
            shared,
            mailbox,
            waiting: VecDeque::new(),
            watch,
            printer,
            desks: BTreeMap::new(),
            live: Vec::new(),
            idle,
            generation: 0,
            spots: 0,
            shown_at: now,
            busy_until: now,
            tell,
        }
    }

    pub(super) fn run(mut self) {
        self.list();
        loop {
            let wait = self.next_due().map(|at| at.saturating_duration_since(Instant::now()));
            let message = match wait {
                _ if !self.waiting.is_empty() => Ok(None),
                None => self.mailbox.recv().map(Some).map_err(|_| RecvTimeoutError::Disconnected),
                Some(wait) => self.mailbox.recv_timeout(wait).map(Some),
            };
            match message {
                Ok(task) => self.waiting.extend(task),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            self.waiting.extend(self.mailbox.try_iter());
            while let Some(task) = self.waiting.pop_front() {
                self.heed(task);
            }
            if let Some(id) = self.next() {
                self.build(&id);
            }
        }
    }

    /// The documents there are at the start.
    fn list(&mut self) {
        match self.config.subject.clone() {
            Subject::File(path) => {
                let id = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                self.add(id, path);
                self.demand_all(Instant::now());
            }
            Subject::Folder(folder) => {
                for entry in project::search(&folder) {
                    self.add(name_of(&entry.relative), entry.path);
                }
            }
        }
    }

    fn add(&mut self, id: String, path: PathBuf) {
        let used: BTreeSet<PathBuf> = real(&path).into_iter().collect();
        self.watch.follow([path.clone()], SystemTime::now());
        let at = Instant::now() + IDLE;
        let due = Some(Due { at, since: at, looks: 0 });
        self.desks.insert(id.clone(), Desk { path: path.clone(), used, due, is_wanted: false });
        self.shared.update(|state| {
            let place = state.documents.partition_point(|document| document.id < id);
            state
                .documents
                .insert(place, Document { id, path, latest: None, good: None, changed: None, standing: None });
            state.list_version += 1;
        });
    }

    fn remove(&mut self, id: &str) {
        self.desks.remove(id);
        self.live.retain(|(live, _)| live != id);
        self.shared.update(|state| {
            state.documents.retain(|document| document.id != id);
            state.list_version += 1;
        });
    }

    fn demand_all(&mut self, now: Instant) {
        for desk in self.desks.values_mut() {
            desk.due = Some(Due { at: now, since: now, looks: 0 });
            desk.is_wanted = true;
        }
    }

    fn heed(&mut self, task: Task) {
        let now = Instant::now();
        self.busy_until = now + IDLE;
        match task {
            Task::Opened(id) => {
                let built = self.shared.state().document(&id).is_some_and(|document| document.latest.is_some());
                if let Some(desk) = self.desks.get_mut(&id) {
                    desk.is_wanted = true;
                    if !built || desk.due.is_some() {
                        desk.due = Some(Due { at: now, since: now, looks: 0 });
                    }
                }
            }
            Task::Typed(id) => {
                if let Some(desk) = self.desks.get_mut(&id) {
                    desk.is_wanted = true;
                    desk.due = Some(Due { at: now, since: now, looks: 0 });
                }
            }
            Task::All => self.demand_all(now),
            Task::Changed(paths) => {
                if paths.iter().any(|path| is_font(path)) {
                    // Fonts are loaded once a pipeline.
                    self.live.clear();
                    self.idle = idle_pipeline(&self.config);
                }
                for path in &paths {
                    self.heed_change(path, now);
                }
            }
        }
    }

    fn heed_change(&mut self, path: &Path, now: Instant) {
        let mut known = false;
        for (id, desk) in self.desks.iter_mut().filter(|(_, desk)| touches(path, &desk.used)) {
            let own = real(&desk.path).iter().any(|name| name == path);
            known |= own;
            // What was saved here is built already.
            if own && !self.shared.heed_disk(id, path) {
                continue;
            }
            desk.is_wanted |= own;
            let since = desk.due.filter(|due| due.looks > 0).map_or(now, |due| due.since);
            desk.due = Some(Due { at: now, since, looks: 0 });
        }
        if !known {
            self.look_for_document(path);
        }
    }

    /// A YAML file nobody knew may be a document.
    fn look_for_document(&mut self, path: &Path) {
        let Subject::Folder(folder) = &self.config.subject else { return };
        let real_folder = folder.canonicalize().unwrap_or_else(|_| folder.clone());
        let Ok(relative) = path.strip_prefix(&real_folder) else { return };
        let is_file = path.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
        let id = name_of(relative);
        if is_file
            && project::is_yaml(path)
            && project::is_visible(relative)
            && !self.desks.contains_key(&id)
            && project::is_document(path)
        {
            let path = folder.join(relative);
            self.add(id, path);
        }
    }

    /// What is to be built now: what is looked at first, then what changed first.
    fn next(&mut self) -> Option<String> {
        let now = Instant::now();
        let viewers: BTreeSet<String> = self.shared.state().viewers.keys().cloned().collect();
        let quiet = now >= self.busy_until;
        let ready = self.desks.iter().filter_map(|(id, desk)| {
            let due = desk.due.filter(|due| due.at <= now)?;
            let viewed = viewers.contains(id);
            (viewed || desk.is_wanted || quiet).then_some((!viewed, !desk.is_wanted, due.since, id))
        });
        ready.min().map(|(.., id)| id.clone())
    }

    fn next_due(&self) -> Option<Instant> {
        let viewers: BTreeSet<String> = self.shared.state().viewers.keys().cloned().collect();
        let times = self.desks.iter().filter_map(|(id, desk)| {
            let at = desk.due?.at;
            Some(if desk.is_wanted || viewers.contains(id) { at } else { at.max(self.busy_until) })
        });
        times.min()
    }

    fn build(&mut self, id: &str) {
        let Some(desk) = self.desks.get_mut(id) else { return };
        let Some(due) = desk.due.take() else { return };
        let (path, wanted) = (desk.path.clone(), desk.is_wanted);
        let begun = SystemTime::now();
        let started = Instant::now();
        self.generation += STEP;
        let draft = self.shared.writing.draft(id);
        let pipeline = if wanted { self.live_pipeline(id) } else { &mut self.idle };
        let built = match &draft {
            Some(text) => pipeline.build_draft(&path, text),
            None => pipeline.build(&path),
        };
        self.follow(id, &built, begun);
        self.waiting.extend(self.mailbox.try_iter());
        if self.is_overtaken(id) && self.shown_at.elapsed() < STARVED {
            return;
        }
        if draft.is_none() && looks_half_written(&built) && self.look_again(id, due, started) {
            return;
        }
        if !path.exists() && matches!(self.config.subject, Subject::Folder(_)) {
            self.remove(id);
            return;
        }
        // Nobody waits for a document that nobody asked for.
        let since = if wanted { due.since.min(started) } else { started };
        self.show(id, built, since);
    }

    /// Whether a newer change waits in the mailbox.
    fn is_overtaken(&self, id: &str) -> bool {
        let Some(desk) = self.desks.get(id) else { return true };
        // A document that is written here is saved here: that its file changed is mostly no news.
        let own = if self.shared.writing.draft(id).is_some() { real(&desk.path) } else { Vec::new() };
        let touched = |path: &PathBuf| touches(path, &desk.used) && !own.contains(path);
        self.waiting.iter().any(|task| match task {
            Task::Changed(paths) => paths.iter().any(touched),
            Task::Typed(typed) => typed == id,
            Task::Opened(_) | Task::All => false,
        })
    }

    /// Puts the build off; answers whether there is still reason to.
    fn look_again(&mut self, id: &str, due: Due, started: Instant) -> bool {
        let shown = self.shared.state().document(id).is_some_and(|document| document.latest.is_some());
        let first = if due.looks == 0 { started } else { due.since };
        let Some(wait) = LOOK_AGAIN.get(due.looks).filter(|_| shown && first.elapsed() < PATIENCE) else {
            return false;
        };
        if let Some(desk) = self.desks.get_mut(id) {
            desk.due = Some(Due { at: first + *wait, since: first, looks: due.looks + 1 });
        }
        true
    }

    fn follow(&mut self, id: &str, built: &Built, begun: SystemTime) {
        let Some(desk) = self.desks.get_mut(id) else { return };
        let used: BTreeSet<PathBuf> = built.used.iter().flat_map(|path| real(path)).collect();
        self.watch.follow(built.used.iter().cloned(), begun);
        if built.is_good() {
            desk.used = used;
        } else {
            // What a broken build did not get to may be what mends it.
            desk.used.extend(used);
        }
    }

    fn live_pipeline(&mut self, id: &str) -> &mut Pipeline {
        let found = self.live.iter().position(|(live, _)| live == id).map(|at| self.live.remove(at));
        let entry = found.unwrap_or_else(|| (id.to_owned(), Pipeline::new(self.config.settings.clone(), Pace::LIVE)));
        self.live.insert(0, entry);
        self.live.truncate(LIVE);
        &mut self.live[0].1
    }

    /// Gives the tabs what was built.
    fn show(&mut self, id: &str, built: Built, since: Instant) {
        let took = since.elapsed();
        let count = |severity| built.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        let status = Status {
            document: id.to_owned(),
            pages: built.pages.as_ref().map(crate::typeset::Pages::count),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            took,
        };
        let generation = self.generation;
        let good = good(&built, generation).map(Arc::new);
        let latest = Arc::new(Latest {
            generation,
            is_good: good.is_some(),
            diagnostics: built.diagnostics,
            sources: built.sources,
            millis: took.as_secs_f64() * 1000.0,
        });
        let before = self.shared.update(|state| {
            state.list_version += 1;
            let document = state.document_mut(id)?;
            document.latest = Some(latest);
            let before = document.good.clone();
            document.good = good.clone().or_else(|| before.clone());
            before
        });
        self.shown_at = Instant::now();
        (self.tell)(&status);
        if let Some(good) = good {
            self.show_change(id, before.as_deref(), &good);
            let desk = self.desks.get(id).filter(|desk| desk.is_wanted && self.config.writes_pdf);
            if let Some(desk) = desk {
                self.printer.print(id, desk.path.clone(), good);
            }
        }
    }

    /// Tells tabs where the change is; after the pages, which are more urgent.
    fn show_change(&mut self, id: &str, before: Option<&Good>, now: &Good) {
        let Some(before) = before else { return };
        let regions = spot::changed(before, now);
        if regions.is_empty() {
            return;
        }
        self.spots += 1;
        let spot = Spot { number: self.spots, document: id.to_owned(), generation: now.generation, regions };
        self.shared.update(|state| {
            if let Some(document) = state.document_mut(id) {
                document.changed = Some(Arc::new(spot));
            }
        });
    }
}

/// For documents nobody looks at: they share what is remembered with the live ones, and must not use it up.
fn idle_pipeline(config: &PreviewConfig) -> Pipeline {
    Pipeline::new(config.settings.clone(), Pace { keeps_source: false, ..Pace::LIVE })
}

/// Whether a save may still be going on.
fn looks_half_written(built: &Built) -> bool {
    let blank = built.sources.iter().next().is_none_or(|source| source.text.trim().is_empty());
    let unread = |code: &Code| matches!(code, Code::Source(_) | Code::Yaml(_));
    blank || built.diagnostics.iter().any(|diagnostic| diagnostic.is_error() && unread(&diagnostic.code))
}

fn good(built: &Built, generation: u64) -> Option<Good> {
    let pages = built.pages.clone()?;
    let prints = (0..pages.count()).filter_map(|page| pages.fingerprint(page)).collect();
    let day = built.paper.as_ref().and_then(|paper| paper.date.as_ref()?.day);
    Some(Good {
        generation,
        prints,
        sources: built.sources.clone(),
        date: day.map(|day| (i32::from(day.year()), day.month().unsigned_abs(), day.day().unsigned_abs())),
        stand_ins: built.stand_ins.clone(),
        pages,
    })
}

/// A path below a folder as the list names it, with `/` on every system.
fn name_of(relative: &Path) -> String {
    relative.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn is_font(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    ["ttf", "otf", "ttc", "otc"].contains(&extension.as_str())
}
