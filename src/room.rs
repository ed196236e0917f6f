//! Room to work in: a thread with a large stack, where a panic becomes words.
//!
//! In: a piece of work that runs somebody else's code. Out: its result, or what the panic said. Typst recurses with
//! the depth of a document, and its shaper can be made to panic; neither may end the program. This module must not
//! know what the work is.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::sync::{Mutex, Once};
use std::thread::{Scope, ScopedJoinHandle};

/// Stack of a thread that lays out or exports, in bytes. Windows gives a main thread 1 MiB; Typst itself is known to
/// work with 8 MiB, and jobs that rayon steals run on top of one another.
pub(crate) const STACK_BYTES: usize = 32 * 1024 * 1024;

/// The most that is kept of what a panic said, in characters; some quote the text they choked on.
const MAX_WORDS: usize = 200;

/// What a panic said, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Panicked(pub(crate) String);

impl Panicked {
    /// What it said.
    pub(crate) fn words(&self) -> &str {
        &self.0
    }
}

thread_local! {
    /// Whether a panic on this thread is caught by [`guarded`], and so is nothing to print.
    static GUARDED: Cell<bool> = const { Cell::new(false) };

    /// Whether this thread was made by [`spawn_worker`].
    static ROOMY: Cell<bool> = const { Cell::new(false) };
}

/// The latest panic on a guarded thread. The payload that reaches us has the words only, the hook has the place too.
static LATEST: Mutex<Option<(String, String)>> = Mutex::new(None);

/// Begins one of several threads that make papers side by side: what needs room is done on the very thread that asks, and what Typst
/// would share out among helpers is done by it too. So nobody waits for anybody, and memory is freed where it was taken.
///
/// # Errors
/// The thread can't be started.
pub fn spawn_worker<'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() + Send + 'scope,
) -> std::io::Result<ScopedJoinHandle<'scope, ()>> {
    let thread = std::thread::Builder::new().name("batch".into()).stack_size(STACK_BYTES);
    thread.spawn_scoped(scope, || {
        prepare();
        ROOMY.set(true);
        // Without a pool of its own it shares the common one, which is slower and nothing else.
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
        work();
        drop(pool);
    })
}

/// Runs the work on a thread of its own with a stack of [`STACK_BYTES`], or here if this is such a thread.
pub(crate) fn with_room<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, Panicked> {
    if ROOMY.get() {
        return guarded(work);
    }
    prepare();
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("typst".into()).stack_size(STACK_BYTES);
        match thread.spawn_scoped(scope, || guarded(work)) {
            Ok(handle) => handle.join().unwrap_or_else(|payload| Err(panicked(&*payload))),
            Err(error) => Err(Panicked(format!("no thread could be started: {error}"))),
        }
    })
}

/// Runs the work here; a panic is caught and not printed.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    prepare();
    let before = GUARDED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    result.map_err(|payload| panicked(&*payload))
}

/// Sets up, once a process, rayon's pool (Typst lays out pages in it) and the hook that keeps caught panics quiet.
fn prepare() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| if GUARDED.get() { note(info) } else { before(info) }));
        // If the pool is there already, its owner chose the stacks.
        let pool = rayon::ThreadPoolBuilder::new().stack_size(STACK_BYTES).start_handler(|_| GUARDED.set(true));
        let _ = pool.build_global();
    });
}

fn note(info: &PanicHookInfo<'_>) {
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    if let Ok(mut latest) = LATEST.lock() {
        *latest = Some((message(info.payload()), place));
    }
}

fn panicked(payload: &(dyn Any + Send)) -> Panicked {
    let words = message(payload);
    let latest = LATEST.lock().ok().and_then(|mut latest| latest.take());
    match latest {
        Some((noted, place)) if noted == words => Panicked(format!("{words} ({place})")),
        _ => Panicked(words),
    }
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("panicked");
    if text.chars().count() <= MAX_WORDS {
        text.to_owned()
    } else {
        text.chars().take(MAX_WORDS).chain("…".chars()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Panicked, guarded, spawn_worker, with_room};

    #[test]
    fn deep_recursion_has_room() {
        fn depth(left: usize) -> usize {
            let pad = std::hint::black_box([left; 64]);
            if left == 0 { 0 } else { depth(left - 1) + usize::from(pad[3] == left) }
        }
        assert_eq!(with_room(|| depth(20_000)), Ok(20_000));
    }

    #[test]
    fn a_panic_becomes_words() {
        let Err(Panicked(words)) = guarded::<()>(|| panic!("boo {}", 1)) else { panic!("must fail") };
        assert!(words.starts_with("boo 1 (src/room.rs:"), "{words}");
        let Err(Panicked(words)) = with_room::<()>(|| panic!("boo")) else { panic!("must fail") };
        assert!(words.starts_with("boo"), "{words}");
    }

    #[test]
    fn a_worker_has_room_and_its_helpers_work_for_it_alone() {
        fn depth(left: usize) -> usize {
            let pad = std::hint::black_box([left; 64]);
            if left == 0 { 0 } else { depth(left - 1) + usize::from(pad[3] == left) }
        }
        let here = std::thread::current().id();
        std::thread::scope(|scope| {
            let work = || {
                let worker = std::thread::current().id();
                assert!(worker != here);
                assert_eq!(with_room(|| (std::thread::current().id(), depth(20_000))), Ok((worker, 20_000)));
                assert_eq!(
                    rayon::join(|| std::thread::current().id(), || std::thread::current().id()),
                    (worker, worker)
                );
                assert!(with_room::<()>(|| panic!("boo")).is_err());
            };
            spawn_worker(scope, work).expect("a thread").join().expect("no panic");
        });
    }
}
