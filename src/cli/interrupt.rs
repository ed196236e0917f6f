//! Ctrl-C in a run of many papers.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Set by the first Ctrl-C; the papers at hand are finished, so that nothing is left half done. A second one ends at once.
pub(super) fn interruptible() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    let handler = move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::abort();
        }
    };
    // Without a handler Ctrl-C ends the program as usual; files are written whole or not at all anyway.
    let _ = ctrlc::set_handler(handler);
    stop
}
