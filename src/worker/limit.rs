//! How much memory this process may have.
//!
//! On Unix the system keeps the limit: what is asked for beyond it is refused, and the process ends. Elsewhere a thread
//! looks every few milliseconds and ends the process; between two looks a little more may be had.

use crate::typeset::STACK_BYTES;

/// With this code a process ends that found itself above its limit.
pub(super) const OUT_OF_MEMORY: i32 = 86;

/// Threads whose stacks are asked for at once, though hardly any of it is ever touched: the command's, the worker's,
/// the layout's, and those that the layout and the reading of fonts share.
const STACKS: u64 = 3 + THREADS as u64;

/// The most threads the layout uses: each has a stack.
pub(super) const THREADS: usize = 4;

/// Limits this process to so many bytes of memory of its own.
#[cfg(unix)]
pub(super) fn limit_memory(bytes: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let most = bytes.saturating_add(STACKS * STACK_BYTES as u64);
    let before = getrlimit(Resource::Data).maximum;
    let most = Some(before.map_or(most, |before| before.min(most)));
    // Where the system does not know this limit there is still the deadline.
    let _ = setrlimit(Resource::Data, Rlimit { current: most, maximum: most });
}

/// Limits this process to so many bytes of memory of its own.
#[cfg(not(unix))]
pub(super) fn limit_memory(bytes: u64) {
    use std::time::Duration;
    const LOOK: Duration = Duration::from_millis(5);
    let look = move || loop {
        let used = memory_stats::memory_stats().map_or(0, |stats| stats.virtual_mem as u64);
        if used > bytes.saturating_add(STACKS * STACK_BYTES as u64) {
            #[expect(clippy::exit, reason = "the process is beyond its limit, and its parent knows the code")]
            std::process::exit(OUT_OF_MEMORY);
        }
        std::thread::sleep(LOOK);
    };
    // Without the thread there is still the deadline.
    let _ = std::thread::Builder::new().name("memory".into()).spawn(look);
}
