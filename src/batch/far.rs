//! Papers whose files are far away: fetched ahead, made, and sent while the next ones are made.
//!
//! In: tasks. Out: what became of each, once its files are where they belong. Three groups of threads pass papers on through
//! bounded queues, so that neither processors wait for the network nor papers pile up. What a paper is made of is held from
//! before it is made until it is noted; a try that used something else does not count.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use super::known::Base;
use super::parallel::cores;
use super::state::{self, State};
use super::{BatchConfig, Format, Made, Shard, Task, make};
use crate::bucket::Sifted;
use crate::diagnostic::{Diagnostic, Severity};
use crate::pipeline::{Named, Pipeline};
use crate::place::{Found, Place};
use crate::typeset::STACK_BYTES;

/// So many requests are under way at once: at 25 ms each, as many papers a second as 16 cores make.
const REQUESTS: usize = 16;

/// So many papers are fetched ahead of those that are being made.
const AHEAD: usize = 32;

/// A document may include files that include files: each level is found by one more try.
const MAX_TRIES: usize = 20;

/// On how many threads files are looked at.
pub(super) fn threads(place: &dyn Place) -> usize {
    if place.is_far() { REQUESTS.max(cores()) } else { cores() }
}

/// Fetches what a paper surely needs and what it is likely to need. What it holds.
fn fetch(task: &Task, place: &dyn Place) -> Result<Vec<PathBuf>, Diagnostic> {
    let mut held = vec![task.document.clone()];
    place.bring(&held)?;
    for path in place.likely(&task.document) {
        // One that it needs and that can't be fetched is told when it is made.
        if place.bring(std::slice::from_ref(&path)).is_ok() {
            held.push(path);
        }
    }
    Ok(held)
}

/// A paper from beginning to end, with nothing else at hand.
pub(super) fn one(task: &Task, config: &BatchConfig, pipeline: &mut Option<Pipeline>) -> Made {
    let place = &*config.place;
    let held = if place.is_far() { fetch(task, place) } else { Ok(Vec::new()) };
    let mut made = made(task, held, config, pipeline);
    make::put(&mut made, place);
    made
}

/// Makes a paper of what was fetched, and of what else it turns out to need.
fn made(
    task: &Task,
    fetched: Result<Vec<PathBuf>, Diagnostic>,
    config: &BatchConfig,
    pipeline: &mut Option<Pipeline>,
) -> Made {
    let mut held = match fetched {
        Ok(held) => held,
        Err(fault) => return Made { diagnostics: vec![fault], ..Made::default() },
    };
    let mut tries = 0;
    loop {
        let mut made = super::one(task, config, pipeline);
        tries += 1;
        let lacking = config.place.lacking(&mut made.used.iter().map(PathBuf::as_path), &held);
        let is_whole = lacking.is_empty() || tries >= MAX_TRIES;
        let more = if is_whole { Ok(()) } else { config.place.bring(&lacking) };
        if is_whole || more.is_err() {
            if let Err(fault) = more {
                made.pages = None;
                made.unsent.clear();
                // What was said for want of that file is not its fault.
                made.diagnostics.retain(|diagnostic| diagnostic.severity != Severity::Error);
                made.diagnostics.push(fault);
            }
            made.held = held;
            return made;
        }
        held.extend(lacking);
    }
}

/// The output name of a document, worked out of files that are all there.
pub(super) fn named(path: &Path, place: &dyn Place, name: impl Fn() -> Named) -> Result<Named, Diagnostic> {
    let mut held = vec![path.to_path_buf()];
    place.bring(&held)?;
    let mut tries = 0;
    let result = loop {
        let named = name();
        tries += 1;
        let loaded = named.sources.iter().filter_map(|source| source.path.as_deref());
        let lacking = place.lacking(&mut loaded.chain(named.used.iter().map(PathBuf::as_path)), &held);
        if lacking.is_empty() || tries >= MAX_TRIES {
            break Ok(named);
        }
        if let Err(fault) = place.bring(&lacking) {
            break Err(fault);
        }
        held.extend(lacking);
    };
    place.let_go(&held);
    result
}

/// What passes from those who fetch to those who make.
type Fetched = (usize, Result<Vec<PathBuf>, Diagnostic>);

/// Those at work on papers, and what they share.
struct Crew<'a> {
    tasks: &'a [Task],
    due: &'a [usize],
    config: &'a BatchConfig,
    stop: &'a AtomicBool,
    next: AtomicUsize,
}

/// Papers side by side. When `stop` is set, those that are being made are finished and sent, and the rest left.
pub(super) fn side_by_side(
    tasks: &[Task],
    due: &[usize],
    config: &BatchConfig,
    stop: &AtomicBool,
    done: &mut dyn FnMut(usize, Made),
) {
    let crew = &Crew { tasks, due, config, stop, next: AtomicUsize::new(0) };
    let makers = config.sessions().min(due.len());
    let (fetched, to_make) = sync_channel(AHEAD);
    let (made, to_send) = sync_channel(makers * 2);
    let (sent, to_tell) = sync_channel(makers * 2);
    let (to_make, to_send) = (&Mutex::new(to_make), &Mutex::new(to_send));
    thread::scope(|scope| {
        let thread = || thread::Builder::new().name("batch".into()).stack_size(STACK_BYTES);
        // With fewer threads it takes longer, and that is all.
        for _ in 0..REQUESTS.min(due.len()) {
            let (fetched, sent) = (fetched.clone(), sent.clone());
            let _ = thread().spawn_scoped(scope, move || crew.fetch(&fetched));
            let _ = thread().spawn_scoped(scope, move || crew.send(to_send, &sent));
        }
        for _ in 0..makers {
            let made = made.clone();
            let _ = thread().spawn_scoped(scope, move || crew.make(to_make, &made));
        }
        drop((fetched, made, sent));
        for (index, made) in to_tell {
            done(index, made);
        }
    });
}

impl Crew<'_> {
    fn fetch(&self, fetched: &SyncSender<Fetched>) {
        while !self.stop.load(Ordering::Relaxed) {
            let Some(index) = self.due.get(self.next.fetch_add(1, Ordering::Relaxed)) else { return };
            if fetched.send((*index, fetch(&self.tasks[*index], &*self.config.place))).is_err() {
                return;
            }
        }
    }

    fn make(&self, to_make: &Mutex<Receiver<Fetched>>, made: &SyncSender<(usize, Made)>) {
        let mut pipeline = None;
        while let Some((index, held)) = take(to_make) {
            if self.stop.load(Ordering::Relaxed) {
                continue;
            }
            let paper = self::made(&self.tasks[index], held, self.config, &mut pipeline);
            if made.send((index, paper)).is_err() {
                return;
            }
        }
    }

    fn send(&self, to_send: &Mutex<Receiver<(usize, Made)>>, sent: &SyncSender<(usize, Made)>) {
        while let Some((index, mut made)) = take(to_send) {
            make::put(&mut made, &*self.config.place);
            if sent.send((index, made)).is_err() {
                return;
            }
        }
    }
}

fn take<T>(queue: &Mutex<Receiver<T>>) -> Option<T> {
    queue.lock().ok()?.recv().ok()
}

/// What is known of the YAML files of a folder without reading them: which are of another share, and which were made of the
/// very same content before.
#[must_use]
pub fn sift(folder: &Path, root: Option<&Path>, run: (Option<Shard>, Format), place: &Arc<dyn Place>) -> Sifted {
    let (shard, format) = run;
    let base = Base::new(root, place);
    let memory = root.map(|root| state::path(root, shard));
    // What keeps it from being read is told when the run is planned.
    let memory = memory.filter(|memory| place.recall(memory).is_ok());
    let (state, files) = memory.map(State::load).unzip();
    let files = files.unwrap_or_default();
    let mut sifted = Sifted { documents: HashSet::new(), unread: HashSet::new() };
    for path in place.yaml_files(folder) {
        let key = base.key(&path, None, format);
        if shard.is_some_and(|shard| !shard.has(&key)) {
            continue;
        }
        let is_same = || {
            let kept = files.get(&base.kept(&path))?;
            (kept.stamp.is_sure() && place.look(&path) == Found::File(kept.stamp)).then_some(())
        };
        let was_made = state.as_ref().is_some_and(|state| state.get(&key).is_some());
        let is_known = was_made && is_same().is_some();
        if is_known {
            sifted.documents.insert(path)
        } else {
            sifted.unread.insert(path)
        };
    }
    sifted
}
