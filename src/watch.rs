//! What changed on the disk, told at once and never twice.
//!
//! In: files and folders to follow, and perhaps a folder whose documents are all of interest. Out: the paths whose
//! content is another than before, as soon as the first event of a save arrives. Editors save by writing in place, by a
//! temporary file that is renamed, by deleting and creating again; so folders are watched, not files, and what counts is
//! the content, by its hash. This module must not know what the files mean, and it never prints.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind};

mod content;
mod folders;
mod share;

use content::Content;
use folders::Folders;

use crate::project::{is_visible, is_yaml};

/// Between two looks at all files where events don't come. A network share answers a stat in about a millisecond.
const POLL: Duration = Duration::from_millis(200);

/// Between two looks where events come, in case they don't after all.
const DOUBT: Duration = Duration::from_secs(2);

/// How long after a change that was found by looking its event may still come.
const EVENT_DELAY: Duration = Duration::from_millis(500);

/// When a folder that is new is looked at again: what was put into it before the system watched it has no event.
const NEW_FOLDER: [Duration; 3] = [Duration::ZERO, Duration::from_millis(50), Duration::from_millis(500)];

/// How long a file that is being written in place may take until it is closed; then it is read as it is.
const CLOSE_DELAY: Duration = Duration::from_millis(10);

/// What to watch.
#[derive(Clone, Debug, Default)]
pub struct WatchConfig {
    /// A folder whose YAML files are all of interest, also those that are not there yet.
    pub root: Option<PathBuf>,
    /// Whether to look again and again instead of waiting for events.
    pub poll: bool,
}

/// A watch that runs until it is dropped.
pub struct Watch {
    sender: Sender<Message>,
}

enum Message {
    Event(notify::Result<Event>),
    Follow { paths: Vec<PathBuf>, since: SystemTime },
    Stop,
}

impl Watch {
    /// Starts watching; `found` is told the paths that changed, by their [real](real) names.
    #[must_use]
    pub fn start(config: WatchConfig, found: impl Fn(Vec<PathBuf>) + Send + 'static) -> Self {
        let (sender, messages) = mpsc::channel();
        let events = sender.clone();
        let thread = thread::Builder::new().name("watch".into());
        // Without a thread nothing is watched, but what is shown stays shown.
        let _ = thread.spawn(move || Worker::new(config, events, Box::new(found)).run(&messages));
        Self { sender }
    }

    /// Follows files, and folders with all that is in them. What was written after `since` and was not followed yet
    /// counts as changed, since whoever asks may have read it before.
    pub fn follow(&self, paths: impl IntoIterator<Item = PathBuf>, since: SystemTime) {
        let paths = paths.into_iter().collect();
        // If the thread ended there is nobody to tell.
        let _ = self.sender.send(Message::Follow { paths, since });
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.sender.send(Message::Stop);
    }
}

/// The names under which the system tells of a path: its folder's real path with its own name and, if it is a link,
/// where it leads.
#[must_use]
pub fn real(path: &Path) -> Vec<PathBuf> {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut names = Vec::with_capacity(2);
    let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
    match (folder, path.file_name()) {
        (Some(folder), Some(name)) => names.push(folder.join(name)),
        _ => names.push(path.clone()),
    }
    names.extend(path.canonicalize().ok().filter(|target| !names.contains(target)));
    names
}

/// Whether a changed path is one of these, or inside one of them.
#[must_use]
pub fn touches(changed: &Path, followed: &BTreeSet<PathBuf>) -> bool {
    changed.ancestors().any(|path| followed.contains(path))
}

struct Worker {
    root: Option<PathBuf>,
    followed: BTreeSet<PathBuf>,
    folders: Folders,
    content: Content,
    polls: bool,
    /// Changes that no event has told of yet, and until when one may.
    unannounced: Option<(Vec<PathBuf>, Instant)>,
    /// New folders, and when to look at them.
    fresh: Vec<(Instant, PathBuf)>,
    found: Box<dyn Fn(Vec<PathBuf>) + Send>,
}

impl Worker {
    fn new(config: WatchConfig, events: Sender<Message>, found: Box<dyn Fn(Vec<PathBuf>) + Send>) -> Self {
        let root = config.root.map(|root| root.canonicalize().unwrap_or(root));
        let mut folders = Folders::new(move |event| {
            // After the worker ended events are nobody's.
            let _ = events.send(Message::Event(event));
        });
        if let Some(root) = &root {
            folders.want_whole(root.clone());
        }
        let polls = config.poll || root.as_deref().is_some_and(share::is_shared) || !folders.sync();
        Self {
            root,
            followed: BTreeSet::new(),
            folders,
            content: Content::default(),
            polls,
            unannounced: None,
            fresh: Vec::new(),
            found,
        }
    }

    /// A round: wait, gather all that has happened, look at the content, tell.
    fn run(mut self, messages: &Receiver<Message>) {
        loop {
            let first = match messages.recv_timeout(self.patience()) {
                Ok(message) => Some(message),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let Some(first) = first else {
                if !self.look_at_fresh() {
                    self.look();
                }
                continue;
            };
            let (mut events, mut open) = (Vec::new(), false);
            for message in std::iter::once(first).chain(std::iter::from_fn(|| messages.try_recv().ok())) {
                match message {
                    Message::Stop => return,
                    Message::Follow { paths, since } => self.follow(&paths, since),
                    Message::Event(event) => open = self.gather(event, &mut events),
                }
            }
            if open {
                self.await_close(messages, &mut events);
            }
            if !events.is_empty() {
                self.heed(events);
            }
        }
    }

    /// How long to wait for a message.
    fn patience(&self) -> Duration {
        let usual = if self.polls { POLL } else { DOUBT };
        let next = self.fresh.iter().map(|(at, _)| at.saturating_duration_since(Instant::now())).min();
        next.map_or(usual, |next| next.min(usual))
    }

    /// Looks at new folders whose time has come; answers whether there were any.
    fn look_at_fresh(&mut self) -> bool {
        let now = Instant::now();
        let (due, later): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.fresh).into_iter().partition(|(at, _)| *at <= now);
        self.fresh = later;
        let inside: BTreeSet<PathBuf> = due.iter().flat_map(|(_, folder)| files_in(folder)).collect();
        let relevant: Vec<PathBuf> = inside.into_iter().filter(|file| self.is_relevant(file)).collect();
        let changed = self.changed_among(relevant);
        self.tell(changed.into_iter().collect());
        !due.is_empty()
    }

    /// Adds what an event tells; answers whether its file is still being written.
    fn gather(&self, event: notify::Result<Event>, events: &mut Vec<Told>) -> bool {
        let Ok(event) = event else {
            events.push(Told::Lost);
            return false;
        };
        if event.need_rescan() {
            events.push(Told::Lost);
        }
        let closed = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
            // Reading is what we do ourselves.
            EventKind::Access(_) => return false,
            _ => false,
        };
        let writing = cfg!(target_os = "linux") && matches!(event.kind, EventKind::Modify(ModifyKind::Data(_)));
        let mut open = false;
        for path in event.paths {
            open |= writing && !closed && self.is_relevant(&path);
            events.push(Told::Path(path));
        }
        open
    }

    /// A file that is written in place is told of at its first piece; wait for the last.
    fn await_close(&mut self, messages: &Receiver<Message>, events: &mut Vec<Told>) {
        let until = Instant::now() + CLOSE_DELAY;
        while let Some(left) = until.checked_duration_since(Instant::now()) {
            match messages.recv_timeout(left) {
                Ok(Message::Event(event)) => {
                    let writing =
                        matches!(&event, Ok(event) if matches!(event.kind, EventKind::Modify(ModifyKind::Data(_))));
                    self.gather(event, events);
                    if !writing {
                        return;
                    }
                }
                Ok(Message::Follow { paths, since }) => self.follow(&paths, since),
                Ok(Message::Stop) | Err(_) => return,
            }
        }
    }

    /// Looks at what events told of.
    fn heed(&mut self, events: Vec<Told>) {
        let mut changed = BTreeSet::new();
        let mut told = BTreeSet::new();
        for event in events {
            match event {
                Told::Lost => changed.extend(self.changed_among(self.all())),
                Told::Path(path) => {
                    told.insert(path);
                }
            }
        }
        if let Some((missed, _)) = &self.unannounced
            && missed.iter().any(|path| told.contains(path))
        {
            self.unannounced = None;
        }
        for path in told {
            if self.folders.came_or_went(&path) {
                self.polls |= !self.folders.sync();
                let inside: Vec<_> = self.all().into_iter().filter(|file| file.starts_with(&path)).collect();
                changed.extend(self.changed_among(inside));
            }
            if path.is_dir() && self.is_near(&path) {
                let now = Instant::now();
                self.fresh.extend(NEW_FOLDER.map(|wait| (now + wait, path.clone())));
            }
            if self.is_relevant(&path) && self.content.has_changed(&path) {
                changed.insert(path);
            }
        }
        self.tell(changed);
    }

    /// Looks at all files without being told; if something changed and no event comes, events are not to be relied on.
    fn look(&mut self) {
        if self.unannounced.as_ref().is_some_and(|(_, until)| Instant::now() > *until) {
            self.polls = true;
            self.unannounced = None;
        }
        let changed = self.stirred();
        if !changed.is_empty() && !self.polls {
            self.unannounced = Some((changed.iter().cloned().collect(), Instant::now() + EVENT_DELAY));
        }
        self.tell(changed);
    }

    fn tell(&self, changed: BTreeSet<PathBuf>) {
        if !changed.is_empty() {
            (self.found)(changed.into_iter().collect());
        }
    }

    fn follow(&mut self, paths: &[PathBuf], since: SystemTime) {
        let mut changed = BTreeSet::new();
        for path in paths.iter().flat_map(|path| real(path)) {
            if !self.followed.insert(path.clone()) {
                continue;
            }
            self.polls |= share::is_shared(&path);
            self.folders.want(&path);
            changed.extend(files_in(&path).into_iter().filter(|file| self.content.meet(file, since)));
        }
        self.polls |= !self.folders.sync();
        self.tell(changed);
    }

    fn is_relevant(&self, path: &Path) -> bool {
        let listed = |root: &PathBuf| is_yaml(path) && path.strip_prefix(root).is_ok_and(is_visible);
        touches(path, &self.followed) || self.root.as_ref().is_some_and(listed)
    }

    /// Whether what is in a folder may be relevant.
    fn is_near(&self, folder: &Path) -> bool {
        let listed = |root: &PathBuf| folder.strip_prefix(root).is_ok_and(|below| is_visible(&below.join("x")));
        touches(folder, &self.followed) || self.root.as_ref().is_some_and(listed)
    }

    /// All files that are followed, those that were there before, and in a watched folder its YAML files.
    fn all(&self) -> BTreeSet<PathBuf> {
        let mut all: BTreeSet<PathBuf> = self.followed.iter().flat_map(|path| files_in(path)).collect();
        all.extend(self.content.known().cloned());
        if let Some(root) = self.root.as_ref().filter(|_| self.polls) {
            all.extend(crate::project::yaml_files(root));
        }
        all
    }

    fn changed_among(&mut self, files: impl IntoIterator<Item = PathBuf>) -> Vec<PathBuf> {
        files.into_iter().filter(|file| self.content.has_changed(file)).collect()
    }

    fn stirred(&mut self) -> BTreeSet<PathBuf> {
        self.all().into_iter().filter(|file| self.content.has_stirred(file)).collect()
    }
}

/// What events say.
enum Told {
    /// Something happened to a path.
    Path(PathBuf),
    /// Events were lost.
    Lost,
}

/// The file itself, or the files in the folder.
fn files_in(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_path_buf()];
    }
    let entries = walkdir::WalkDir::new(path).max_depth(8).into_iter().flatten();
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}
