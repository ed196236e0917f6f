//! `banxin worker`: papers made for another process, and how that process comes by it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::Outcome;
use super::args::{LimitArgs, WorkerArgs};
use crate::diagnostic::Report;
use crate::manifest::{self, Manifest};
use crate::pipeline::Isolation;
use crate::source::Sources;
use crate::worker::{Limits, Workers, serve};

/// Works until its parent ends.
pub(super) fn worker(args: &WorkerArgs) -> Outcome {
    serve(args.memory).map_or(Outcome::Failed, |()| Outcome::Done)
}

/// A process a pipeline, for papers side by side.
pub(super) fn isolation(args: LimitArgs, place: &Path) -> Arc<dyn Isolation> {
    Arc::new(Workers::new(program(), limits(args, place)))
}

/// One process for all pipelines, for papers that are looked at one after the other.
pub(super) fn shared_isolation(args: LimitArgs, place: &Path) -> Arc<dyn Isolation> {
    Arc::new(Workers::shared(program(), limits(args, place)))
}

/// This program, also if it was replaced by a newer one since it was started.
fn program() -> PathBuf {
    let running = Path::new("/proc/self/exe");
    if running.exists() { running.to_path_buf() } else { std::env::current_exe().unwrap_or_else(|_| "banxin".into()) }
}

/// What was typed, else what the project of a document or folder says, else the usual.
fn limits(args: LimitArgs, place: &Path) -> Limits {
    let folder = if place.is_dir() { place } else { place.parent().unwrap_or(Path::new("")) };
    // What is wrong with the file is told where documents are built.
    let project = manifest::root_of(folder)
        .and_then(|root| Manifest::load(&root, &mut Sources::new(), &mut Report::new()))
        .map(|manifest| manifest.limits)
        .unwrap_or_default();
    let usual = Limits::default();
    let [time, memory] = [args.time_limit.or(project[0]), args.memory_limit.or(project[1])];
    Limits {
        time: time.map_or(usual.time, Duration::from_secs),
        memory: memory.map_or(usual.memory, |megabytes| megabytes * 1024 * 1024),
    }
}
