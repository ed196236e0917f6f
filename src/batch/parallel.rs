//! The same work on many things, on all cores.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::typeset::STACK_BYTES;

/// What the work gives for each thing, in their order; none where it panicked.
pub(crate) fn each<T: Sync, R: Send>(things: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<Option<R>> {
    each_on(cores(), things, work)
}

/// As many things at once as there are cores.
pub(crate) fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// As [`each`], on so many threads.
pub(crate) fn each_on<T: Sync, R: Send>(threads: usize, things: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<Option<R>> {
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(thing) = things.get(index) else { return done };
            let result = crate::typeset::guarded(|| work(thing)).ok();
            done.push((index, result));
        }
    };
    let count = threads.min(things.len());
    let mut results: Vec<Option<R>> = things.iter().map(|_| None).collect();
    thread::scope(|scope| {
        let spawn = |_| thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, take).ok();
        let threads: Vec<_> = (1..count).filter_map(spawn).collect();
        let mut done = take();
        done.extend(threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()));
        for (index, result) in done {
            results[index] = result;
        }
    });
    results
}

#[cfg(test)]
mod tests {
    use super::each;

    #[test]
    fn results_are_in_order_and_a_panic_is_one_thing_s_own() {
        let numbers: Vec<usize> = (0..100).collect();
        let doubled = each(&numbers, |n| if *n == 7 { panic!("seven") } else { n * 2 });
        assert!(doubled.iter().enumerate().all(|(n, double)| *double == (n != 7).then_some(n * 2)));
    }
}
