//! `banxin worker`: papers made for another process, and how that process comes by it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::Outcome;
use super::args::{LimitArgs, WorkerArgs};
use crate::pipeline::Isolation;
use crate::worker::{Limits, Workers, serve};

/// Works until its parent ends.
pub(super) fn worker(args: &WorkerArgs) -> Outcome {
    serve(args.memory).map_or(Outcome::Failed, |()| Outcome::Done)
}

/// A process a pipeline, for papers side by side.
pub(super) fn isolation(args: LimitArgs) -> Option<Arc<dyn Isolation>> {
    Some(Arc::new(Workers::new(program(), limits(args))))
}

/// One process for all pipelines, for papers that are looked at one after the other.
pub(super) fn shared_isolation(args: LimitArgs) -> Option<Arc<dyn Isolation>> {
    Some(Arc::new(Workers::shared(program(), limits(args))))
}

/// This program, also if it was replaced by a newer one since it was started.
fn program() -> PathBuf {
    let running = Path::new("/proc/self/exe");
    if running.exists() { running.to_path_buf() } else { std::env::current_exe().unwrap_or_else(|_| "banxin".into()) }
}

fn limits(args: LimitArgs) -> Limits {
    Limits { time: Duration::from_secs(args.time_limit), memory: args.memory_limit * 1024 * 1024 }
}
